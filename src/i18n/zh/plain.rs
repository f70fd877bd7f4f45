//! Chinese: the desk in lines.

use crate::i18n::plain::{PlainWords, Said, VerbWords};

pub(in crate::i18n) const PLAIN: PlainWords = PlainWords {
    comma: "，",
    colon: "：",
    greeting: "熟客。一行一个命令，输入“帮助”看全部命令，“退出”离开。",
    new_shop: "店里还没有客户。例：新建 王芳 13800138000 #VIP。要导入文件，退出后用 shuke import。",
    farewell: "再见。",
    unknown: |text| format!("没听懂“{text}”。输入“帮助”看全部命令。"),
    nobody_open: "还没有打开客户。先“查找”，再输入编号。",
    log_empty: "还没有往来。",
    nothing_due: "这位客户没有待办的跟进。",
    no_number: |n| format!("刚才的列表里没有 {n} 号。"),
    open_by_number: "输入编号打开。",
    more: |n| format!("还有 {n} 条，输入“更多”接着列出。"),
    no_more: "没有更多了。",
    left_alone: "好，什么都没写。",
    leave_question: "输入“返回”放弃。",
    yes_or_no: "输入“是”或“否”。",
    yes: &["是", "好", "y", "yes"],
    no: &["否", "不", "n", "no"],
    back: &["返回", "放弃", "b", "back"],
    help: "命令，方括号里的字母是同一个意思：",
    no_contact: |n| format!("档案里有 {n} 个联系方式，从 1 数起，输入第几个。"),
    edit_fields: "可以改：姓名、备注名、公司、职务、城市、地址、来源、负责人、爱好、备注、生日，写成“城市=杭州”。",
    tour: [
        "输入“跟进”，看今天该跟进谁。",
        "输入 1，打开第一位；档案就念出来了。",
        "输入“往来”，听说过什么、买过什么。",
        "电话响了：输入“查找 wf”，按首字母找人，也可以用电话后四位。",
        "输入“记录 电话 5m 已接 要两盒龙井”，给打开的客户记一笔；没有打开就先输入编号。",
        "定下一步：输入 1 是一周后，也可以输入日期。",
        "输入“推迟 3”，把这条跟进推迟三天。",
        "改错了？输入“撤销”。",
        "输入“帮助”，听全部命令。",
        "输入“语言”，换成英文；再输入 language 换回来。",
    ],
    tour_over: "走完了。随便试，这是演示店。输入“退出”离开。",
    verb: VerbWords {
        queue: Said {
            names: &["跟进", "今天"],
            takes: "",
            does: "今天该跟进谁",
        },
        customers: Said {
            names: &["客户", "列表"],
            takes: "",
            does: "按最近联系列出客户",
        },
        find: Said {
            names: &["查找", "找"],
            takes: "名字、拼音、首字母、电话",
            does: "查找客户",
        },
        open: Said {
            names: &["打开"],
            takes: "编号或名字",
            does: "打开客户；只输入编号也可以",
        },
        profile: Said {
            names: &["档案", "资料"],
            takes: "",
            does: "当前客户的档案",
        },
        timeline: Said {
            names: &["往来"],
            takes: "",
            does: "当前客户说过、买过、办过什么",
        },
        log: Said {
            names: &["记录"],
            takes: "一句话",
            does: "给当前客户记一笔，然后问下一步",
        },
        done: Said {
            names: &["完成", "办完"],
            takes: "说了什么，可不写",
            does: "完成当前客户的跟进，然后问下一步",
        },
        snooze: Said {
            names: &["推迟"],
            takes: "天数或日期",
            does: "推迟当前客户的跟进",
        },
        schedule: Said {
            names: &["安排"],
            takes: "日期和要做的事",
            does: "给当前客户安排跟进",
        },
        cancel: Said {
            names: &["取消"],
            takes: "原因",
            does: "取消当前客户的跟进",
        },
        add: Said {
            names: &["新建"],
            takes: "名字 电话 #标签 来源=……",
            does: "新建客户",
        },
        fact: Said {
            names: &["偏好", "忌口"],
            takes: "- 忌、+ 喜欢、! 需要",
            does: "记偏好和禁忌",
        },
        tag: Said {
            names: &["标签"],
            takes: "标签，前面加 - 去掉",
            does: "打标签",
        },
        reveal: Said {
            names: &["显示号码", "号码"],
            takes: "原因",
            does: "显示完整号码，并留下记录",
        },
        pin: Said {
            names: &["置顶"],
            takes: "一句话，- 去掉",
            does: "档案最上面的提醒",
        },
        tier: Said {
            names: &["等级"],
            takes: "等级，- 按规则",
            does: "定客户等级",
        },
        edit: Said {
            names: &["修改"],
            takes: "字段=内容，如 城市=杭州",
            does: "修改资料的一项",
        },
        bad: Said {
            names: &["打不通", "失效"],
            takes: "第几个号码",
            does: "标记号码打不通；再说一次恢复",
        },
        primary: Said {
            names: &["首选"],
            takes: "第几个号码",
            does: "把号码设为首选",
        },
        amend: Said {
            names: &["更正"],
            takes: "一句话",
            does: "重写最近一次互动",
        },
        import: Said {
            names: &["导入"],
            takes: "文件路径",
            does: "导入文件，先说会发生什么",
        },
        bin: Said {
            names: &["删除", "回收"],
            takes: "",
            does: "把当前客户移入回收站，先问一声",
        },
        undo: Said {
            names: &["撤销"],
            takes: "",
            does: "撤销上一步",
        },
        redo: Said {
            names: &["重做"],
            takes: "",
            does: "重做刚撤销的",
        },
        more: Said {
            names: &["更多", "继续"],
            takes: "",
            does: "接着列出",
        },
        language: Said {
            names: &["语言", "英文"],
            takes: "",
            does: "中文英文切换",
        },
        help: Said {
            names: &["帮助"],
            takes: "",
            does: "所有命令",
        },
        quit: Said {
            names: &["退出"],
            takes: "",
            does: "离开",
        },
    },
};
