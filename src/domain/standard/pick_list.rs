//! A pick-list: the values of one text as the shop writes them, each with its other spellings. Decides nothing about what else is taken.

use unicode_normalization::UnicodeNormalization;

use super::BARS;
use crate::domain::customer::{About, line};
use crate::domain::name::Lang;

/// The most entries of one list.
pub const ENTRIES_MAX: usize = 100;
/// What stands between an entry and its other spellings.
const SAME: [char; 2] = ['=', '＝'];

/// A text that can have a pick-list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Listed {
    Source,
    City,
    Title,
}

impl Listed {
    pub const ALL: [Self; 3] = [Self::Source, Self::City, Self::Title];

    /// The word the settings keep.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::City => "city",
            Self::Title => "title",
        }
    }

    /// The one that word means, in either language.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word.to_lowercase().as_str() {
            "source" | "sources" | "来源" => Self::Source,
            "city" | "cities" | "城市" => Self::City,
            "title" | "titles" | "职务" => Self::Title,
            _ => return None,
        })
    }

    /// What it is called.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Source, Lang::Zh) => "来源",
            (Self::City, Lang::Zh) => "城市",
            (Self::Title, Lang::Zh) => "职务",
            (of, Lang::En) => of.code(),
        }
    }

    #[must_use]
    pub fn of(self, about: &About) -> &str {
        match self {
            Self::Source => &about.source,
            Self::City => &about.city,
            Self::Title => &about.title,
        }
    }

    /// Empties it.
    pub fn clear(self, about: &mut About) {
        self.of_mut(about).clear();
    }

    pub(super) fn of_mut(self, about: &mut About) -> &mut String {
        match self {
            Self::Source => &mut about.source,
            Self::City => &mut about.city,
            Self::Title => &mut about.title,
        }
    }

    /// The form in which spellings are compared: widths and capitals do not matter, and 杭州市 is 杭州.
    fn folded(self, text: &str) -> String {
        let folded = text.nfkc().collect::<String>().to_lowercase();
        match (self, folded.strip_suffix('市')) {
            (Self::City, Some(short)) if !short.is_empty() => short.to_owned(),
            _ => folded,
        }
    }
}

/// The values of one text, each with its other spellings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PickList {
    /// The value, then how else it is written.
    entries: Vec<Vec<String>>,
    /// Nothing else is taken.
    pub is_closed: bool,
}

impl PickList {
    /// Reads `杭州=杭城=HZ|宁波`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut entries: Vec<Vec<String>> = Vec::new();
        for part in text.split(BARS) {
            let mut spellings: Vec<String> = part.split(SAME).map(line).collect();
            spellings.retain(|spelling| !spelling.is_empty());
            let is_new = spellings
                .first()
                .is_some_and(|first| entries.iter().all(|entry| entry.first() != Some(first)));
            if is_new && entries.len() < ENTRIES_MAX {
                entries.push(spellings);
            }
        }
        Self {
            entries,
            is_closed: false,
        }
    }

    /// The line it is read from.
    #[must_use]
    pub fn print(&self) -> String {
        let entries = self.entries.iter().map(|entry| entry.join("="));
        entries.collect::<Vec<_>>().join("|")
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The values, in the shop's order.
    #[must_use]
    pub fn values(&self) -> Vec<String> {
        let first = |entry: &Vec<String>| entry.first().cloned();
        self.entries.iter().filter_map(first).collect()
    }

    /// The value that a text is a spelling of.
    pub(super) fn find(&self, of: Listed, text: &str) -> Option<&str> {
        let wanted = of.folded(text);
        let is_meant = |entry: &&Vec<String>| entry.iter().any(|one| of.folded(one) == wanted);
        let entry = self.entries.iter().find(is_meant)?;
        entry.first().map(String::as_str)
    }
}
