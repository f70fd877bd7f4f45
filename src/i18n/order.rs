//! What is said about order in the book: tags and their groups, rules, quality and the pool, as structs of texts.

use crate::domain::tag::{Choice, Colour};

/// Texts about order in the book.
pub struct OrderWords {
    pub field: OrderFieldWords,
    pub tag: TagWords,
}

/// What the columns of this part are called.
pub struct OrderFieldWords {
    pub group: &'static str,
    pub exclusive: &'static str,
    pub colour: &'static str,
    pub rule_text: &'static str,
    pub deed: &'static str,
    pub verified: &'static str,
    pub pooled_at: &'static str,
}

/// Texts about tags.
pub struct TagWords {
    /// Beside a tag that a rule has put on.
    pub auto: &'static str,
    pub pick_title: &'static str,
    pub book_title: &'static str,
    /// The title of the choice of what to merge this tag into.
    pub merge_title: fn(&str) -> String,
    pub none: &'static str,
    /// Puts on a tag that does not exist yet.
    pub make: fn(&str) -> String,
    /// Takes off a tag.
    pub take_off: fn(&str) -> String,
    pub colour: fn(Colour) -> &'static str,
    pub choice: fn(Choice) -> &'static str,
    /// What can be done with one tag, or with its group.
    pub rename: &'static str,
    pub merge: &'static str,
    pub group: &'static str,
    pub rename_group: fn(&str) -> String,
    pub set_choice: fn(&str, Choice) -> String,
    pub set_colour: fn(Colour) -> String,
    pub delete: fn(i64) -> String,
    pub name_hint: &'static str,
    pub group_hint: &'static str,
    /// Groups a shop may begin with.
    pub usual_groups: [&'static str; 3],
    pub no_group: &'static str,
    pub quick_title: &'static str,
    pub quick_hint: &'static str,
    pub quick_none: &'static str,
    pub taken: fn(&str) -> String,
    pub clash: fn(usize) -> String,
}
