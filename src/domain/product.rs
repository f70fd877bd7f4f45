//! Products: what the shop has sold, so that it can be named by a few letters next time. No stock is kept.

use crate::domain::id::ProductId;

/// One thing the shop sells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Product {
    pub id: ProductId,
    pub name: String,
    pub category: String,
    /// What it is called in a hurry, such as `lj`; may be empty.
    pub alias: String,
    /// What one of it usually costs, in minor units.
    pub price_cents: Option<i64>,
    /// After how many days it is usually used up.
    pub rebuy_days: Option<i64>,
}

impl Product {
    /// Whether it is called by this word: its name or its alias.
    #[must_use]
    pub fn is_called(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        !word.is_empty() && (self.name.to_lowercase() == word || self.alias.to_lowercase() == word)
    }

    /// Whether its name or alias begins so.
    #[must_use]
    pub fn begins(&self, start: &str) -> bool {
        let start = start.to_lowercase();
        !start.is_empty()
            && (self.name.to_lowercase().starts_with(&start)
                || self.alias.to_lowercase().starts_with(&start))
    }
}
