//! Chinese: filters.

use crate::domain::filter::error::Wanted;
use crate::i18n::filter::FilterWords;

pub(super) const FILTER: FilterWords = FilterWords {
    at: |part, what| format!("“{part}”：{what}"),
    too_long: |limit| format!("筛选太长了，最多 {limit} 个字。请删短一些。"),
    too_many: |limit| format!("条件太多了，最多 {limit} 个。请先删掉几个。"),
    too_deep: |limit| format!("括号或否定套得太深了，最多 {limit} 层。请拆开来写。"),
    unclosed_quote: "引号没有合上。补上后一半，或去掉引号。",
    unclosed_bracket: "括号没有合上。补上 )，或去掉括号。",
    stray_bracket: "多了一个括号。去掉它，或在前面补上 (。",
    term_missing: "这里缺一个条件。补上条件，或去掉这一处。",
    unknown_field: |near| match near {
        Some(near) => format!("没有这个条件，是不是“{near}”？"),
        None => "没有这个条件。要找这几个字，请加上引号。".to_owned(),
    },
    wrong_sign: |field, signs| format!("“{field}”只能用 {signs}。"),
    value_missing: |field, wanted| format!("“{field}”要写{wanted}。"),
    wrong_value: |field, wanted| format!("“{field}”要写{wanted}。"),
    wanted: |wanted| match wanted {
        Wanted::Text => "内容，含空格时加引号",
        Wanted::Words => "要找的字词",
        Wanted::Digits => "号码里的数字，或“坏号”",
        Wanted::Amount => "金额，如 500、1.2万",
        Wanted::Number => "数字，如 38、1.5",
        Wanted::Choice => "选项里的一个",
        Wanted::YesOrNo => "是 或 否",
        Wanted::Count => "次数，如 3",
        Wanted::When => "天数或日期，如 30d、2026-03-01、上周",
        Wanted::Span => "天数，如 7d、2周",
        Wanted::Birthday => "天数、月份或日子，如 <7d、=3月、=03-15",
        Wanted::Tier => "VIP、普通 或 潜在",
        Wanted::Stage => "潜在、新客、活跃、沉默 或 流失",
        Wanted::Risk => "正常、预警、高，或 0 到 1 的数，如 >0.6",
        Wanted::Gender => "男 或 女",
        Wanted::Facet => "有无什么，如 邮箱、电话、跟进、生日、标签",
    },
};
