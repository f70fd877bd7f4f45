//! Chinese: how do I ...?

use crate::i18n::howto::{COUNT, HowTo};

pub(in crate::i18n) static HOWTO: [HowTo; COUNT] = [
    HowTo {
        question: "怎么找到一位客户？",
        answer: "按 ‹find› 输入姓名、拼音、首字母、电话的任何一段、公司或标签，列表边打边变。‹search.submit› 选定，‹search.back› 清除。要更准：'连着 ^开头 结尾$ !不含，例如 ^王 !vip。‹search_texts› 搜索备注、投诉、跟进和消费。命令行：shuke find wf、shuke search 漏水。",
    },
    HowTo {
        question: "怎么只列出一部分客户？",
        answer: "按 ‹find› 写筛选：#VIP 未联系>30d 城市=杭州。还可以写 等级=VIP 阶段=沉默、生日<7天、消费_30天>500、流失风险>0.6、无跟进、逾期、备注:漏水、或、-、( )。有 # 或 = : < >，或有“逾期”这样的词，就是筛选；否则是找名字。‹search.fill_in› 补全，‹search.submit› 保留，‹search.back› 去掉。分号后面可以写 排序=-消费,姓名、分组=城市、列=电话,标签、宽松。",
    },
    HowTo {
        question: "怎么把常用的名单存下来？",
        answer: "按 ‹find› 筛选，按 ‹columns› 选列，再按 ‹save_view› 存为视图。‹views› 列出全部视图：‹menu.submit› 打开，数字设为数字键，‹view_list.copy› 复制成一行文字发给别人；‹paste_view› 粘贴这样的一行。‹view_one› 到 ‹view_nine› 跳到视图。",
    },
    HowTo {
        question: "怎么新建客户？",
        answer: "按 ‹add› 打开表单，只有姓名必填，‹form.save› 保存。更快：按 ‹quick_add› 写一行，例如 王芳 13800138000 #VIP 来源=小红书。",
    },
    HowTo {
        question: "怎么修改电话或其他资料？",
        answer: "选中客户按 ‹edit›。号码显示为 138****8000 时，不动它就保持原样；要改就输入完整的新号码。",
    },
    HowTo {
        question: "怎么记录一次通话？",
        answer: "选中客户按 ‹log›，写一行：电话 5m 已接 要两盒龙井 周五回访。认出的部分会显示出来；按 ‹prompt.submit› 后选下一步。",
    },
    HowTo {
        question: "怎么安排下次跟进？",
        answer: "按 ‹schedule›，写日期和要做的事：下周一 送样品。也可以写 三天后、+2w、15号、2026-03-05。",
    },
    HowTo {
        question: "怎么处理今天的跟进？",
        answer: "按 ‹go_queue› 到跟进，最急的在上面。‹complete› 完成并记录，‹snooze› 推迟（再按 3 是三天），‹cancel› 取消。",
    },
    HowTo {
        question: "怎么看完整的电话号码？",
        answer: "按 ‹reveal›，写上原因，按 ‹prompt.submit›，显示 30 秒，并留下一条记录。",
    },
    HowTo {
        question: "怎么记下忌口、喜好？",
        answer: "按 ‹fact›，+ 是喜欢，- 是忌讳，! 是需要，例如 - 花生过敏。忌讳会一直显示在档案最上面。",
    },
    HowTo {
        question: "怎么打标签、去标签？",
        answer: "按 ‹tag› 输入标签；前面加 - 就是去掉，例如 -VIP。",
    },
    HowTo {
        question: "怎么撤销？",
        answer: "按 ‹undo› 撤销上一步，‹redo› 重做；‹history› 打开操作历史，可以撤销很久以前的一步。关掉程序再打开也能撤销。",
    },
    HowTo {
        question: "删错了客户怎么办？",
        answer: "按 ‹bin› 打开回收站，‹menu.submit› 恢复，往来和标签都在。或者马上按 ‹undo›。",
    },
    HowTo {
        question: "怎么导入 Excel 或其他软件的客户？",
        answer: "按 ‹import› 输入文件路径（可以直接拖进来），先看会导入什么，再按 ‹menu.submit›。命令行：shuke import 文件 --dry-run。",
    },
    HowTo {
        question: "导入错了怎么撤销？",
        answer: "按 ‹undo›，整个导入一次撤销。过了几天也可以：按 ‹history›，找到那次导入，按 ‹menu.submit›。",
    },
    HowTo {
        question: "电话打不通了怎么标记？",
        answer: "按 ‹go_profile› 到档案，用 ‹down› ‹up› 移到那个号码，按 ‹bad_number›。再按一次恢复。",
    },
    HowTo {
        question: "怎么换成英文？",
        answer: "按 ‹language›。要一直用英文，在设置文件里写 language = \"en\"，路径见 shuke info。",
    },
    HowTo {
        question: "我的资料在哪里，安全吗？",
        answer: "在这台电脑的一个文件里，shuke info 显示路径；只有你的账号能读。程序不联网。请把这个文件也复制到 U 盘。",
    },
];
