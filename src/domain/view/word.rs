//! The words of a view's line in both languages. The first word of a row is the one that is printed.

use super::{Column, Density, Group};
use crate::domain::filter::field::{Words, word_of, words};
use crate::domain::listing::Sort;
use crate::domain::name::Lang;

impl Sort {
    /// The word for it in a view's line.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        word_of(SORTS, self, lang)
    }
}

impl Group {
    /// The word for it in a view's line.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        word_of(GROUPS, self, lang)
    }
}

impl Column {
    /// The word for it in a view's line.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        word_of(COLUMNS, Some(self), lang)
    }
}

/// What a part of the line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Sort,
    Group,
    Columns,
}

pub(super) const PARTS: &[Words<Part>] = &[
    words(Part::Sort, &["排序"], &["sort", "order"]),
    words(Part::Group, &["分组"], &["group", "group-by"]),
    words(Part::Columns, &["列", "显示"], &["columns", "cols"]),
];

pub(super) const DENSITIES: &[Words<Density>] = &[
    words(Density::Comfortable, &["宽松"], &["comfortable"]),
    words(Density::Compact, &["紧凑"], &["compact"]),
];

pub(super) const SORTS: &[Words<Sort>] = &[
    words(
        Sort::Recent,
        &["最近联系", "联系", "未联系"],
        &["recent", "last"],
    ),
    words(Sort::Name, &["姓名", "名字"], &["name"]),
    words(Sort::Due, &["跟进", "下次跟进", "到期"], &["due", "next"]),
    words(Sort::Tier, &["等级", "级别"], &["tier"]),
    words(Sort::Newest, &["建档", "新建"], &["newest", "created"]),
    words(
        Sort::Bought,
        &["最近购买", "购买", "未购"],
        &["bought", "last-purchase"],
    ),
    words(Sort::Spend, &["消费", "累计消费"], &["spend", "spent"]),
];

pub(super) const GROUPS: &[Words<Group>] = &[
    words(Group::Tier, &["等级", "级别"], &["tier"]),
    words(Group::Stage, &["阶段"], &["stage"]),
    words(Group::City, &["城市"], &["city"]),
    words(Group::Owner, &["负责人", "归属"], &["owner"]),
    words(Group::Source, &["来源"], &["source"]),
];

/// The name stands among the columns so that it may be said; it is always the first.
pub(super) const COLUMNS: &[Words<Option<Column>>] = &[
    words(None, &["姓名", "名字"], &["name"]),
    words(Some(Column::Phone), &["电话", "手机"], &["phone"]),
    words(Some(Column::City), &["城市"], &["city"]),
    words(Some(Column::Company), &["公司", "单位"], &["company"]),
    words(Some(Column::Tier), &["等级", "级别"], &["tier"]),
    words(Some(Column::Stage), &["阶段"], &["stage"]),
    words(
        Some(Column::LastContact),
        &["最近联系", "联系", "未联系"],
        &["last", "recent"],
    ),
    words(
        Some(Column::Next),
        &["跟进", "下次跟进", "到期"],
        &["next", "due"],
    ),
    words(
        Some(Column::LastPurchase),
        &["最近购买", "购买", "未购"],
        &["bought", "last-purchase"],
    ),
    words(
        Some(Column::Spend),
        &["消费", "累计消费"],
        &["spend", "spent"],
    ),
    words(Some(Column::Orders), &["购买次数", "次数"], &["orders"]),
    words(Some(Column::Tags), &["标签"], &["tags", "tag"]),
    words(Some(Column::Source), &["来源"], &["source"]),
    words(Some(Column::Owner), &["负责人", "归属"], &["owner"]),
    words(
        Some(Column::Created),
        &["建档", "创建"],
        &["created", "newest"],
    ),
];
