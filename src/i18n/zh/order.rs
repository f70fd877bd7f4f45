//! Chinese: tags and their groups, rules, quality and the pool.

use crate::domain::tag::{Choice, Colour};
use crate::i18n::order::{OrderFieldWords, OrderWords, TagWords};

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
        pick_title: "标签 | Enter 打上或去掉，-标签 去掉",
        book_title: "管理标签 | Enter 选一项操作",
        merge_title: |name| format!("把“{name}”并入哪个标签？"),
        none: "还没有标签。输入名字，按 Enter 新建。",
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
        delete: |customers| format!("删除（{customers} 位客户会去掉它；u 可撤销）"),
        name_hint: "写新名字，Enter 保存；u 可撤销。",
        group_hint: "写标签组的名字，如 基础属性、行为偏好、价值等级；留空是不分组。",
        usual_groups: ["基础属性", "行为偏好", "价值等级"],
        no_group: "未分组",
        quick_title: "快捷标签",
        quick_hint: "按数字打上或去掉；t 找其他标签；Esc 完成。",
        quick_none: "还没有标签。按 t 新建一个。",
        taken: |name| format!("已经有“{name}”了。换个名字，或用合并。"),
        clash: |customers| {
            format!(
                "有 {customers} 位客户带着这一组的两个标签，所以没有改。请先去掉其中一个，或先合并标签。"
            )
        },
    },
};
