//! English: tags and their groups, rules, quality and the pool.

use super::plural;
use crate::domain::tag::{Choice, Colour};
use crate::i18n::order::{OrderFieldWords, OrderWords, TagWords};

fn colour(colour: Colour) -> &'static str {
    match colour {
        Colour::Plain => "plain",
        Colour::Accent => "accent",
        Colour::Good => "good",
        Colour::Warn => "warning",
        Colour::Danger => "alarm",
        Colour::Quiet => "quiet",
    }
}

pub(super) const ORDER: OrderWords = OrderWords {
    field: OrderFieldWords {
        group: "tag group",
        exclusive: "one only",
        colour: "colour",
        rule_text: "rule text",
        deed: "what the rule did",
        verified: "verified",
        pooled_at: "in the pool since",
    },
    tag: TagWords {
        auto: "auto",
        pick_title: "Tags | Enter puts on or takes off, -tag takes off",
        book_title: "Manage tags | Enter: what to do",
        merge_title: |name| format!("Merge \"{name}\" into which tag?"),
        none: "No tags yet. Type a name and press Enter.",
        make: |name| format!("New tag \"{name}\""),
        take_off: |name| format!("Take off \"{name}\""),
        colour,
        choice: |choice| match choice {
            Choice::Many => "several",
            Choice::One => "one only",
        },
        rename: "Rename",
        merge: "Merge into another tag",
        group: "Put into a group",
        rename_group: |group| format!("Rename the group \"{group}\""),
        set_choice: |group, choice| match choice {
            Choice::Many => format!("Allow several tags of \"{group}\""),
            Choice::One => format!("Allow one tag of \"{group}\" only"),
        },
        set_colour: |word| format!("Colour: {}", colour(word)),
        delete: |customers| {
            format!(
                "Delete (taken off {}; u undoes it)",
                plural(customers, "customer", "customers")
            )
        },
        name_hint: "Type the new name, Enter saves; u undoes it.",
        group_hint: "The group's name, such as Basics, Habits or Value; empty for no group.",
        usual_groups: ["Basics", "Habits", "Value"],
        no_group: "no group",
        quick_title: "Quick tags",
        quick_hint: "A digit puts on or takes off; t finds others; Esc when done.",
        quick_none: "No tags yet. Press t to make one.",
        taken: |name| format!("There is \"{name}\" already. Choose another name, or merge."),
        clash: |customers| {
            let whom = plural(
                i64::try_from(customers).unwrap_or(i64::MAX),
                "customer carries",
                "customers carry",
            );
            format!(
                "{whom} two tags of this group, so nothing was changed. Take one off first, or merge the tags."
            )
        },
    },
};
