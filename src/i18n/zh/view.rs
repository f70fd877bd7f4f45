//! Chinese: what is said about views of the customer list.

use crate::domain::view::{Column, Group};
use crate::i18n::view::ViewWords;

pub(super) const VIEW: ViewWords = ViewWords {
    unknown_part: "视图里没有这一项。分号后面写 排序=、分组=、列= 或 宽松。",
    unknown_sort: |words| format!("不能这样排序，可以用 {words}，前面加 - 倒过来。"),
    too_many_keys: "最多按两项排序，去掉后面的。",
    unknown_group: |words| format!("不能这样分组，可以用 {words}。"),
    unknown_column: |words| format!("没有这一列，可以用 {words}。"),
    too_many_columns: |limit| format!("最多 {limit} 列，去掉几列。"),
    column: |column| match column {
        Column::Phone => "电话",
        Column::City => "城市",
        Column::Company => "公司",
        Column::Tier => "等级",
        Column::Stage => "阶段",
        Column::LastContact => "联系",
        Column::Next => "下次跟进",
        Column::LastPurchase => "购买",
        Column::Spend => "消费",
        Column::Orders => "次数",
        Column::Tags => "标签",
        Column::Source => "来源",
        Column::Owner => "负责人",
        Column::Created => "建档",
    },
    group: |group| match group {
        Group::Tier => "等级",
        Group::Stage => "阶段",
        Group::City => "城市",
        Group::Owner => "负责人",
        Group::Source => "来源",
    },
    unknown: "未填",
};
