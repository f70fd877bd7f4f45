//! Making one customer of two: which value of a field is kept, before a person says otherwise. Knows columns by name and values as text.

use crate::domain::customer::{Consent, NOTE_MAX, PINNED_MAX};
use crate::domain::kind::Kind;

/// Whose value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// That of the customer who stays.
    Keep,
    /// That of the customer who goes.
    Lose,
    /// One after the other.
    Both,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Keep, Self::Lose, Self::Both];

    /// The word of the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Lose => "lose",
            Self::Both => "both",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }
}

/// One field of two customers, and whose value is suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub column: &'static str,
    pub keep: String,
    pub lose: String,
    pub side: Side,
    /// The text of both, where a field can hold it.
    pub both: Option<String>,
}

impl Field {
    /// A field of the customers' own columns; `None` for one that no person decides.
    #[must_use]
    pub fn of(column: &'static str, keep: String, lose: String) -> Option<Self> {
        if column == "deleted_at" {
            return None;
        }
        let both = joined(column, &keep, &lose);
        Some(Self {
            side: suggested(column, &keep, &lose, both.is_some()),
            both,
            column,
            keep,
            lose,
        })
    }

    /// Whether there is anything to choose.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.keep != self.lose
    }
}

/// What of one kind moves to the customer who stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub kind: Kind,
    pub rows: usize,
    /// Rows that stay behind, because the other has their like already: an equal phone, the same tag.
    pub equal: usize,
}

fn joined(column: &str, keep: &str, lose: &str) -> Option<String> {
    let (between, limit) = match column {
        "note" => ("\n", NOTE_MAX),
        "pinned" => ("\n", PINNED_MAX),
        "hobbies" => ("、", crate::domain::customer::NAME_MAX),
        _ => return None,
    };
    if keep.is_empty() || lose.is_empty() || keep == lose {
        return None;
    }
    let text = format!("{keep}{between}{lose}");
    (text.chars().count() <= limit).then_some(text)
}

fn suggested(column: &str, keep: &str, lose: &str, has_both: bool) -> Side {
    match column {
        // The stricter word holds: whoever asked not to be contacted is not asked again because of a second record.
        "consent" if lose == Consent::Withdrawn.code() => Side::Lose,
        "created_at" if number(lose) < number(keep) => Side::Lose,
        _ if has_both => Side::Both,
        _ if keep.is_empty() && !lose.is_empty() => Side::Lose,
        _ => Side::Keep,
    }
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_known_is_lost_by_the_suggestion() {
        for (column, keep, lose, side) in [
            ("city", "杭州", "上海", Side::Keep),
            ("city", "", "上海", Side::Lose),
            ("city", "杭州", "", Side::Keep),
            ("note", "甲", "乙", Side::Both),
            ("note", "甲", "甲", Side::Keep),
            ("note", "", "乙", Side::Lose),
            ("consent", "open", "withdrawn", Side::Lose),
            ("consent", "withdrawn", "open", Side::Keep),
            ("created_at", "20", "10", Side::Lose),
            ("created_at", "10", "20", Side::Keep),
        ] {
            let field = Field::of(column, keep.to_owned(), lose.to_owned()).expect("a field");
            assert_eq!(field.side, side, "{column} {keep} {lose}");
        }
        assert_eq!(Field::of("deleted_at", String::new(), String::new()), None);
    }

    #[test]
    fn two_texts_that_are_too_long_together_are_not_joined() {
        let field = Field::of("pinned", "甲".repeat(100), "乙".repeat(100)).expect("a field");
        assert_eq!((field.side, field.both), (Side::Keep, None));
    }
}
