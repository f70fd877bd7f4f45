//! Likes, taboos and special needs: first-class facts with a date and a source.

use chrono::NaiveDate;

use crate::domain::id::{CustomerId, FactId};

/// What a fact says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Leaning {
    /// A taboo: shown as a banner before anything else.
    Avoids,
    Needs,
    Likes,
}

impl Leaning {
    pub const ALL: [Self; 3] = [Self::Avoids, Self::Needs, Self::Likes];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Avoids => "avoid",
            Self::Needs => "need",
            Self::Likes => "like",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|leaning| leaning.code() == code)
    }

    /// The sign a line starts with when it is typed and when it is shown.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Avoids => '-',
            Self::Needs => '!',
            Self::Likes => '+',
        }
    }
}

/// One fact about one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub id: FactId,
    pub customer: CustomerId,
    pub leaning: Leaning,
    pub text: String,
    pub source: String,
    pub day: NaiveDate,
}

/// Reads `+ 喜欢靠枕`, `- 面霜过敏`, `! 轮椅`; a line without a sign is a like. `None` when nothing is said.
#[must_use]
pub fn parse(line: &str) -> Option<(Leaning, String)> {
    let line = line.trim();
    let mut chars = line.chars();
    let (leaning, rest) = match chars.next()? {
        '+' | '＋' => (Leaning::Likes, chars.as_str()),
        '-' | '－' | '—' => (Leaning::Avoids, chars.as_str()),
        '!' | '！' => (Leaning::Needs, chars.as_str()),
        _ => (Leaning::Likes, line),
    };
    let text = rest.trim();
    (!text.is_empty()).then(|| (leaning, text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_says_what_the_fact_is() {
        for (line, leaning, text) in [
            ("+ 喜欢靠枕", Leaning::Likes, "喜欢靠枕"),
            ("-面霜过敏", Leaning::Avoids, "面霜过敏"),
            ("！ 轮椅", Leaning::Needs, "轮椅"),
            ("oat milk", Leaning::Likes, "oat milk"),
        ] {
            assert_eq!(parse(line), Some((leaning, text.to_owned())), "{line}");
        }
        assert_eq!(parse(" + "), None);
    }
}
