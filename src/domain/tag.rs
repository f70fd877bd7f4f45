//! Tags as the shop orders them: groups, some of which allow one value only, colours by role, and who put a tag on.

use crate::domain::id::{RuleId, TagId};

/// The longest name of a tag or a group, in characters.
pub const NAME_MAX: usize = 40;

/// What a tag looks like, by a role that every theme has. Never said by colour alone: the tag's own word stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Colour {
    #[default]
    Plain,
    Accent,
    Good,
    Warn,
    Danger,
    Quiet,
}

impl Colour {
    pub const ALL: [Self; 6] = [
        Self::Plain,
        Self::Accent,
        Self::Good,
        Self::Warn,
        Self::Danger,
        Self::Quiet,
    ];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Danger => "danger",
            Self::Quiet => "quiet",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.code() == code)
    }
}

/// Whether a customer may carry several tags of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Choice {
    #[default]
    Many,
    /// Another one takes the first off.
    One,
}

/// A group of tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    pub choice: Choice,
}

/// A tag of the shop, and how many carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub id: TagId,
    pub name: String,
    pub group: Option<Group>,
    pub colour: Colour,
    pub customers: i64,
}

/// A tag as one customer carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worn {
    pub name: String,
    pub colour: Colour,
    /// The rule that put it on; `None` when a person did.
    pub rule: Option<RuleId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_survives_its_code() {
        for colour in Colour::ALL {
            assert_eq!(Colour::from_code(colour.code()), Some(colour));
        }
        assert_eq!(Colour::from_code("red"), None);
    }
}
