//! English: what is said about views of the customer list.

use crate::domain::view::{Column, Density, Group};
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
    views_title: "Views",
    views_hint: "1-9 pin to a digit  0 unpin",
    columns_title: "Columns",
    sorted: "sorted",
    grouped: "grouped",
    not_grouped: "not grouped",
    density: |density| match density {
        Density::Compact => "compact",
        Density::Comfortable => "comfortable",
    },
    name_title: "Name of the view",
    name_hint: "one of the same name is replaced; a digit in ‹views› gives it a key",
    rename_title: "New name of the view",
    paste_title: "Paste a view",
    paste_hint: "such as: [Silent VIPs] tier=vip stage=silent ; sort=-spend",
    nothing_to_save: "Write a filter with ‹find› or choose columns with ‹columns› first, then save that as a view.",
    name_missing: "Give the view a name.",
    not_pinned: |digit| {
        format!("No view is pinned to {digit}. Press ‹views›, choose one and press {digit}.")
    },
    copied: |name| format!("Copied the view \"{name}\"; it can be pasted into a chat"),
    unreadable: "A newer shuke wrote this view; this one cannot read it.",
    nobody: "Nobody fits. ‹back› removes the filter, ‹find› changes it.",
    unknown: "not said",
};
