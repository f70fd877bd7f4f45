//! Chinese.

mod cli;
mod command;
mod desk;
mod filter;
mod howto;
mod lock;
mod merge;
mod plain;
mod safe;
mod script;
mod trade;
mod wizard;

pub(super) use howto::HOWTO;

use super::{
    ErrorWords, FieldWords, KindWords, LeaningWords, StageWords, StepWords, Strings, TalkWords,
    TierWords, TimeWords,
};
use crate::domain::name::Lang;

pub(super) static ZH: Strings = Strings {
    lang: Lang::Zh,
    list_comma: "、",
    error: ErrorWords {
        not_found: |kind| format!("找不到这个{kind}，可能已被删除。按 : 打开回收站看看。"),
        name_missing: "还没有姓名。填上姓名再保存。",
        nothing_said: "内容是空的。写点什么再保存。",
        reason_missing: "没有下一步时要写一句原因。写上原因，或定下一次跟进。",
        masked_phone: "号码里有 *，不是完整的号码。请输入完整号码，或原样留着不改。",
        too_long: |limit| format!("太长了，最多 {limit} 个字。请删短一些。"),
        too_many: |limit| format!("太多了，最多 {limit} 个。请先删掉几个。"),
        code_taken: |code| format!("已经有话术用了代码 {code}。请换一个代码。"),
        do_not_contact: "这位客户要求不再联系，所以没有复制。如果客户改了主意，请先取消“请勿联系”。",
        stale: "这位客户刚在别处被改过，没有覆盖。关掉表单重新打开，再改一次。",
        same_person: "两边是同一位客户。请指定两位不同的客户。",
        nothing_to_undo: "没有可以撤销的操作。",
        nothing_to_redo: "没有可以重做的操作。",
        conflicts: |list| format!("后来有人改过：{list}。没有撤销，请先撤销较新的操作。"),
        read_only: "这个文件现在只能看，不能改。换到可写的位置，或检查文件权限。",
        cancelled: "已取消，什么都没有改。",
        no_random: "系统没有给出随机数，没有写入。请重新启动后再试。",
        file_missing: |path| format!("找不到客户文件 {path}。检查路径，或用 shuke 直接新建。"),
        file_empty: |path| {
            format!(
                "{path} 是空文件，不是客户文件，没有动它。请用 shuke restore latest 恢复备份，或换一个路径。"
            )
        },
        file_foreign: |path| {
            format!("{path} 不是 shuke 的客户文件（或已加密），没有动它。请检查路径。")
        },
        file_damaged: |path| {
            format!(
                "客户文件 {path} 已损坏，没有动它。可以用 shuke restore latest 恢复最近的备份，用 shuke salvage {path} 新文件.db 抢救能读出的资料，用 shuke doctor 看哪里坏了。"
            )
        },
        file_newer: |path, version| {
            format!("{path} 是更新版本的 shuke（格式 {version}）写的。请升级 shuke，或恢复旧备份。")
        },
        file_exists: |path| format!("{path} 已经存在，没有覆盖。换一个文件名。"),
        file_io: |path, why| format!("打不开 {path}：{why}。"),
        io_denied: "没有权限，请检查文件和文件夹的权限",
        io_missing: "路径不存在，请检查拼写",
        io_full: "磁盘满了，请腾出空间",
        io_read_only: "磁盘是只读的，请换一个位置",
        io_other: "系统拒绝了，请检查磁盘",
        busy: "另一个 shuke 窗口正在写入，这次没有保存。稍等再试。",
        disk_full: "磁盘满了，这次没有保存，之前的都在。腾出空间再试。",
        constraint: "数据之间对不上，这次没有保存。请重试；若再出现，请报告这个问题。",
        bad_value: |table, column| {
            format!("文件里 {table}.{column} 有认不出的内容，可能已损坏。请从备份恢复。")
        },
        sqlite: |text| format!("读写客户文件时出错：{text}。请重试；若再出现，请从备份恢复。"),
    },
    field: FieldWords {
        key: "设置项",
        value: "值",
        agent: "客服",
        role: "角色",
        customer: "客户",
        party: "类型",
        name: "姓名",
        nickname: "备注名",
        gender: "性别",
        birthday: "生日",
        phone: "电话",
        email: "邮箱",
        wechat: "微信",
        company: "公司",
        title: "职务",
        city: "城市",
        address: "地址",
        source: "来源",
        owner: "负责人",
        hobbies: "爱好",
        preferred: "首选渠道",
        preferred_short: "首选",
        note: "备注",
        pinned: "置顶提醒",
        legal_basis: "处理依据",
        tier: "等级",
        stage: "阶段",
        source_id: "外部编号",
        created_at: "建档时间",
        deleted_at: "删除时间",
        method: "联系方式类型",
        contact: "联系方式",
        label: "标注",
        rank: "次序",
        reach: "是否有效",
        leaning: "偏好类型",
        fact: "偏好",
        day: "日期",
        tag: "标签",
        tags: "标签",
        at: "时间",
        channel: "渠道",
        direction: "方向",
        minutes: "时长",
        outcome: "结果",
        author: "记录人",
        corrects: "更正",
        due: "到期日",
        progress: "状态",
        closed_at: "完成时间",
        reason: "原因",
        item: "商品",
        quantity: "数量",
        amount: "金额",
        pay_method: "付款方式",
        last_contact: "上次联系",
        next: "下次跟进",
        consent: "可否联系",
        folder: "分类",
        code: "代码",
        headline: "标题",
        text_zh: "中文",
        text_en: "英文",
        script: "话术",
    },
    kind: KindWords {
        customer: "客户",
        contact: "联系方式",
        fact: "偏好",
        tag: "标签",
        interaction: "互动记录",
        follow_up: "跟进",
        purchase: "消费记录",
        setting: "设置",
        script: "话术",
        product: "商品",
        points: "积分",
        level: "会员级别",
        coupon: "券",
        want: "想要的东西",
        op: "操作",
    },
    tier: TierWords {
        vip: "VIP",
        regular: "普通",
        potential: "潜在",
    },
    stage: StageWords {
        potential: "潜在",
        new: "新客",
        active: "活跃",
        silent: "沉默",
        lost: "流失",
    },
    talk: TalkWords {
        call: "电话",
        wechat: "微信",
        sms: "短信",
        email: "邮件",
        visit: "上门",
        store: "到店",
        video: "视频",
        social: "社媒",
        other: "其他",
        answered: "已接",
        no_answer: "未接",
        busy: "忙线",
        wrong_number: "号码不对",
        left_message: "已留言",
        interested: "有意向",
        refused: "拒绝",
        sold: "成交",
        resolved: "已解决",
        inward: "呼入",
        outward: "呼出",
        minutes: |n| format!("{n}分钟"),
        male: "男",
        female: "女",
    },
    leaning: LeaningWords {
        likes: "喜欢",
        avoids: "忌",
        needs: "需要",
    },
    step: StepWords {
        of: |name| match name {
            "customer.add" => "新建客户",
            "customer.edit" => "修改资料",
            "customer.bin" => "移入回收站",
            "customer.restore" => "从回收站恢复",
            "customer.pin" => "置顶提醒",
            "customer.tier" => "设定等级",
            "customer.reveal" => "查看完整号码",
            "customer.merge" => "合并客户",
            "customer.distinct" => "确认不是同一人",
            "contact.reach" => "标记号码",
            "contact.promote" => "设为主号码",
            "fact.add" => "记下偏好",
            "fact.remove" => "删除偏好",
            "tag.add" => "打标签",
            "tag.remove" => "去标签",
            "interaction.log" => "记录互动",
            "interaction.amend" => "更正互动",
            "follow_up.schedule" => "安排跟进",
            "follow_up.snooze" => "推迟跟进",
            "follow_up.done" => "完成跟进",
            "follow_up.cancel" => "取消跟进",
            "purchase.add" => "记录消费",
            "purchase.refund" => "退款",
            "product.put" => "登记商品",
            "points.adjust" => "加减积分",
            "points.open" => "期初积分",
            "points.spend" => "使用积分",
            "level.put" => "设定级别",
            "level.remove" => "删除级别",
            "level.review" => "复核级别",
            "level.card" => "登记会员卡",
            "coupon.issue" => "发券",
            "coupon.redeem" => "核销券",
            "want.add" => "记下想要",
            "want.remove" => "去掉想要",
            "setting.set" => "修改设置",
            "setting.agent" => "修改客服姓名",
            "setting.set_up" => "开店设置",
            "customer.consent" => "设定可否联系",
            "contact.copy" => "复制联系方式",
            "script.add" => "新增话术",
            "script.edit" => "修改话术",
            "script.delete" => "删除话术",
            "user.add" => "添加用户",
            "user.remove" => "移除用户",
            "user.role" => "更改角色",
            "user.passphrase" => "更改口令",
            "user.recovery" => "更换恢复码",
            "desk.refused" => "口令错误",
            "desk.limit" => "查看号码过多",
            "desk.encrypt" => "加密文件",
            "desk.decrypt" => "解除加密",
            "desk.rekey" => "更换密钥",
            "script.use" => "使用话术",
            "script.starter" => "加入常用话术",
            "file.accept" => "接受旧文件",
            "file.restore" => "恢复备份",
            "file.salvage" => "抢救损坏的文件",
            "import.run" => "导入",
            _ => "操作",
        },
        did: |what, whom| {
            if whom.is_empty() {
                format!("已{what}")
            } else {
                format!("已{what}：{whom}")
            }
        },
        undid: |what, whom| {
            if whom.is_empty() {
                format!("撤销：{what}")
            } else {
                format!("撤销：{what} {whom}")
            }
        },
        redid: |what, whom| {
            if whom.is_empty() {
                format!("重做：{what}")
            } else {
                format!("重做：{what} {whom}")
            }
        },
        count: |n| format!("{n} 条"),
    },
    time: TimeWords {
        today: "今天",
        yesterday: "昨天",
        tomorrow: "明天",
        days_ago: |n| format!("{n}天前"),
        in_days: |n| format!("{n}天后"),
        weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        never: "从未",
    },
    filter: filter::FILTER,
    lock: &lock::LOCK,
    merge: merge::MERGE,
    desk: desk::DESK,
    wizard: wizard::WIZARD,
    cli: cli::CLI,
    plain: plain::PLAIN,
    trade: trade::TRADE,
    safe: safe::SAFE,
};
