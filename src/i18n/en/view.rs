//! English: what is said about views of the customer list.

use crate::domain::view::{Column, Group};
use crate::i18n::view::ViewWords;

pub(super) const VIEW: ViewWords = ViewWords {
    unknown_part: "a view has no such part. After ; write sort=, group=, columns= or comfortable.",
    unknown_sort: |words| {
        format!("a list is not sorted by that. Take {words}, with - in front to turn it round.")
    },
    too_many_keys: "a list is sorted by two keys at most. Leave the rest out.",
    unknown_group: |words| format!("a list is not grouped by that. Take {words}."),
    unknown_column: |words| format!("there is no such column. Take {words}."),
    too_many_columns: |limit| format!("at most {limit} columns. Leave some out."),
    column: |column| match column {
        Column::Phone => "phone",
        Column::City => "city",
        Column::Company => "company",
        Column::Tier => "tier",
        Column::Stage => "stage",
        Column::LastContact => "contact",
        Column::Next => "next step",
        Column::LastPurchase => "bought",
        Column::Spend => "spend",
        Column::Orders => "orders",
        Column::Tags => "tags",
        Column::Source => "source",
        Column::Owner => "owner",
        Column::Created => "created",
    },
    group: |group| match group {
        Group::Tier => "tier",
        Group::Stage => "stage",
        Group::City => "city",
        Group::Owner => "owner",
        Group::Source => "source",
    },
    unknown: "not said",
};
