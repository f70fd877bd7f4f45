//! Chinese: tags and their groups, rules, quality and the pool.

use crate::domain::dictionary::{Seen, Stays};
use crate::domain::quality::Counter;
use crate::domain::rule::{AlertState, State};
use crate::domain::tag::{Choice, Colour};
use crate::i18n::order::{
    DriftWords, OrderFieldWords, OrderWords, PoolWords, QualityWords, RuleWords, SchemaWords,
    TagWords,
};

fn colour(colour: Colour) -> &'static str {
    match colour {
        Colour::Plain => "普通",
        Colour::Accent => "强调",
        Colour::Good => "良好",
        Colour::Warn => "注意",
        Colour::Danger => "警示",
        Colour::Quiet => "淡",
    }
}

pub(super) const ORDER: OrderWords = OrderWords {
    field: OrderFieldWords {
        group: "标签组",
        exclusive: "只选一个",
        colour: "颜色",
        rule_text: "规则内容",
        deed: "规则做了什么",
        verified: "核实日期",
        pooled_at: "进公海时间",
    },
    tag: TagWords {
        auto: "自动",
        pick_title: "标签 | ‹menu.submit› 打上或去掉，-标签 去掉",
        book_title: "管理标签 | ‹menu.submit› 选一项操作",
        merge_title: |name| format!("把“{name}”并入哪个标签？"),
        none: "还没有标签。输入名字，按 ‹menu.submit› 新建。",
        make: |name| format!("新标签“{name}”"),
        take_off: |name| format!("去掉“{name}”"),
        colour,
        choice: |choice| match choice {
            Choice::Many => "可多选",
            Choice::One => "只选一个",
        },
        rename: "改名",
        merge: "并入另一个标签",
        group: "放进标签组",
        rename_group: |group| format!("给标签组“{group}”改名"),
        set_choice: |group, choice| match choice {
            Choice::Many => format!("标签组“{group}”改为可多选"),
            Choice::One => format!("标签组“{group}”改为只选一个"),
        },
        set_colour: |word| format!("颜色：{}", colour(word)),
        delete: |customers| format!("删除（{customers} 位客户会去掉它；‹undo› 可撤销）"),
        name_hint: "写新名字，‹prompt.submit› 保存；‹undo› 可撤销。",
        group_hint: "写标签组的名字，如 基础属性、行为偏好、价值等级；留空是不分组。",
        usual_groups: ["基础属性", "行为偏好", "价值等级"],
        no_group: "未分组",
        quick_title: "快捷标签",
        quick_hint: "按数字打上或去掉；‹tag› 找其他标签；‹choice.back› 完成。",
        quick_none: "还没有标签。按 ‹tag› 新建一个。",
        taken: |name| format!("已经有“{name}”了。换个名字，或用合并。"),
        clash: |customers| {
            format!(
                "有 {customers} 位客户带着这一组的两个标签，所以没有改。请先去掉其中一个，或先合并标签。"
            )
        },
    },
    rule: RuleWords {
        title: "规则 | ‹menu.submit› 选一项操作",
        none: "还没有规则。",
        make: "+ 新规则",
        run_all: "+ 现在对全店运行一次",
        off_for_all: "规则已全部停用（shuke set rules on 恢复）",
        state: |state| match state {
            State::On => "启用",
            State::Off => "停用",
        },
        meeting: |n| format!("{n} 位符合"),
        preview: "预览谁会得到、谁会失去",
        enable: "启用",
        disable: "停用；它打上的标签会收回",
        edit: "修改内容；改后先停用，预览再启用",
        rename: "改名",
        remove: "删除；它打上的标签会收回",
        running: "运行规则",
        text_hint: "条件 => 做什么。例：消费30天>=500 且 单数90天>=3 => +高价值；等级=VIP、置顶:文字、跟进:3天 问新茶、话术:代码",
        preview_title: |name| format!("预览：{name}"),
        would_fire: "现在启用",
        called_off: "条件不再满足，自动撤下",
        starters: &[
            (
                "策略卡 潜在",
                "阶段=潜在 未联系>14天 => 步骤:0天 微信 问需求; 步骤:7天 微信 发新品; 步骤:30天 电话 最后问一次",
            ),
            (
                "策略卡 新客",
                "阶段=新客 => 步骤:1天 微信 问用得怎么样; 步骤:7天 微信 用法小贴士; 步骤:21天 微信 第二次到店邀请",
            ),
            (
                "策略卡 活跃",
                "阶段=活跃 未联系>30天 => 步骤:0天 微信 新品先告诉; 步骤:30天 微信 问近况",
            ),
            (
                "策略卡 沉默",
                "阶段=沉默 => 步骤:0天 微信 好久不见; 步骤:3天 电话 问原因; 步骤:10天 微信 送一份小礼",
            ),
            (
                "策略卡 流失",
                "阶段=流失 消费>=500 => 步骤:0天 电话 问原因并致歉; 步骤:14天 微信 回来的理由; 步骤:60天 微信 最后一次问候",
            ),
            (
                "预警 可能流失",
                "风险=预警 或 风险=高 => 预警:可能要流失，联系一下",
            ),
            ("预警 高风险", "风险=高 => 预警:流失风险高，今天打个电话"),
            (
                "预警 VIP 久未购",
                "等级=VIP 未购>60天 => 预警:VIP 60 天没买",
            ),
            (
                "预警 VIP 久未联系",
                "等级=VIP 未联系>45天 => 预警:VIP 45 天没联系",
            ),
            ("预警 大客沉默", "阶段=沉默 消费>=1000 => 预警:大客户沉默了"),
        ],
        starter: "加入自带规则（策略卡、预警；先停用）",
        alerts_title: "预警",
        alerts_none: "还没有预警。先启用一条预警规则。",
        alert_state: |state| match state {
            AlertState::Open => "未处理",
            AlertState::Acknowledged => "已处理",
            AlertState::Expired => "已过期",
        },
        gains: |n| format!("会得到：{n} 位"),
        losses: |n| format!("会失去：{n} 位"),
        preview_keys: "y 启用  ‹choice.back› 返回",
        fired: |rule, deeds| format!("规则“{rule}”：{deeds}"),
        fired_idly: |rule| format!("规则“{rule}”：符合，没有要改的"),
        ended: |rule| format!("规则“{rule}”：不再符合，已收回"),
        asks_sensitive: |field| {
            format!(
                "规则对所有人起作用，不能用敏感字段做条件：{field}。请从条件里去掉它，或先停用那条规则。"
            )
        },
        circle: |names| format!("这些规则会互相触发，没有启用：{names}。请改掉其中一条的条件。"),
        arrow_missing: "规则里缺 =>。写法：条件 => +标签。",
        condition_missing: "规则里缺条件。写在 => 前面，如 #VIP 未联系>30d。",
        bad_deed: |part| {
            format!(
                "规则不能做“{part}”。可以写 +标签、等级=VIP、置顶:文字、跟进:3天 内容、话术:代码、步骤:3天 电话 内容（最多 5 步）、预警:内容。"
            )
        },
    },
    quality: QualityWords {
        title: "数据质量 | ‹menu.submit› 打开名单；括号里是和上月比",
        verified: "核实",
        stale: "该核实了（‹verify›）",
        complete: |score| format!("完整度 {score}"),
        score: "完整度平均分",
        counter: |counter| match counter {
            Counter::SamePhone => "疑似重复（电话相同）",
            Counter::InvalidPhone => "号码失效或不是号码",
            Counter::NoSource => "没有来源",
            Counter::NoBasis => "没有处理依据",
            Counter::Stale => "很久没核实",
            Counter::NoPhone => "没有电话",
            Counter::NoNextStep => "没有下一步",
            Counter::Lone => "孤立档案（没有任何记录）",
        },
    },
    schema: SchemaWords {
        title: "数据字典",
        field: "字段",
        meaning_zh: "中文",
        meaning_en: "英文",
        allowed: "可填",
        must: "必填",
        seen: "谁能看",
        stays: "保留多久",
        seen_by: |seen| match seen {
            Seen::Everyone => "客服",
            Seen::Personal => "客服，不进日志",
            Seen::Masked => "遮住，查看留痕",
        },
        stays_for: |stays| match stays {
            Stays::WithCustomer => "随客户",
            Stays::WithShop => "随店铺",
        },
    },
    pool: PoolWords {
        off: "公海没有开启。在命令列表里输入 设置 公海 on，或运行 shuke set pool on 开启。",
        no_name: "还没有设定客服姓名，不知道归谁。在命令列表里输入 设置 客服 姓名，或先用 shuke agent 设定。",
        limit: |limit| {
            format!("今天领取的已经到上限：每人每天 {limit} 位。明天再领，或改设置 pool_claims。")
        },
        owned: |owner| format!("{owner}正在负责这位客户。先退回公海，或改负责人。"),
    },
    drift: DriftWords {
        title: |month| format!("{month} 的变化"),
        none: "这个月没有变化。",
        what: "变化",
        rewritten: |field, old, new| match new {
            "" => format!("{field}：{old} -> （空）"),
            new => format!("{field}：{old} -> {new}"),
        },
        contact: "联系方式有改动",
        rarer: |before, now| format!("来得少了：90 天内消费 {before} 天 -> {now} 天"),
    },
    owner_hint: "写负责人的姓名；留空是没人负责。",
    change_what: |n| format!("改这 {n} 位客户的什么？"),
};
