//! Search: pinyin, and the type-ahead index over customers held in memory.
//! Knows neither the database nor the screen: rows come in with `Index::put`, ids go out with `Index::find`.

mod block;
pub mod fold;
pub mod highlight;
pub mod index;
pub mod kept;
mod numbers;
pub mod pile;
pub mod pinyin;
mod query;
mod record;
mod signature;
mod slots;
mod strict;
pub mod term;
mod verify;
pub mod words;

/// What the index knows of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub name: String,
    /// Digits only, with or without the country code.
    pub phones: Vec<String>,
    pub company: String,
    pub tags: Vec<String>,
    /// WeChat name, nickname, the part of an e-mail address before the @.
    pub other: Vec<String>,
    /// Breaks ties: the larger, the earlier in the list.
    pub recency: i64,
}

/// The field a query was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Name,
    Phone,
    Company,
    Tag,
    Other,
}

/// How well a row answers, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// A field is the query: its text, its pinyin, or for a name its initials.
    Equal,
    /// A name or a phone starts with the query.
    Start,
    /// A word or syllable of a field starts with the query, or a phone ends with it.
    Word,
    /// A field contains the query.
    Inside,
    /// The name or its pinyin contains the query's letters in order.
    Scattered,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub id: i64,
    pub tier: Tier,
    /// Comparable within a tier, the larger the better; a hit in the name as usually read is above all others.
    pub score: i64,
    /// Where the first word of the query was found.
    pub field: Field,
}

/// The best answers, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    pub hits: Vec<Hit>,
    /// Whether weaker or older answers were left out.
    pub more: bool,
}
