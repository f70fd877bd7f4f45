//! A way of looking at the customer list, as one value: who is meant, in which order, under which headings, with which columns. One line of
//! text says all of it, so that it can be kept, shared in a chat and pasted back. Looks at no customer.
//!
//! ```text
//! shared  = [ "[" name "]" ] line                        【沉默VIP】 等级=VIP 阶段=沉默 ; 排序=-消费 ; 列=电话,城市
//! line    = filter { ";" part }                          the filter as in `domain::filter`; nothing means everyone
//! part    = ( "sort" | "排序" ) "=" key [ "," key ]       the second key orders those whom the first calls equal
//!         | ( "group" | "分组" ) "=" ( "tier" | "stage" | "city" | "owner" | "source" )
//!         | ( "columns" | "列" ) "=" column { "," column }   the name always comes first and need not be said
//!         | "comfortable" | "宽松"                        two lines a customer
//! key     = [ "-" ] ( "recent" | "name" | "due" | "tier" | "newest" | "bought" | "spend" )     "-" turns it round
//! ```
//!
//! * Words may be Chinese or English in any mixture, signs full-width, as in a filter.
//! * What is printed reads back as the same view, in either language.

use crate::domain::customer::{Stage, Tier};
use crate::domain::filter::Filter;
use crate::domain::listing::{ListRow, Sort};

pub mod error;
mod line;
pub mod name;
pub mod starter;
mod word;

pub use starter::{Pool, starters};

/// The most columns beside the name.
pub const COLUMNS_MAX: usize = 12;

/// A way of looking at the customer list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    pub filter: Filter,
    pub order: Order,
    /// Under which headings customers stand; none, one list.
    pub group: Option<Group>,
    /// Beside the name, in this order; `None` is as many of the usual ones as there is room for.
    pub columns: Option<Vec<Column>>,
    pub density: Density,
}

impl View {
    /// Everyone a filter means, otherwise as usual.
    #[must_use]
    pub fn of(filter: Filter) -> Self {
        Self {
            filter,
            ..Self::default()
        }
    }
}

/// One thing a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Key {
    pub sort: Sort,
    /// The other way round than the order usually runs.
    pub is_reversed: bool,
}

impl From<Sort> for Key {
    fn from(sort: Sort) -> Self {
        Self {
            sort,
            is_reversed: false,
        }
    }
}

/// How a list is ordered: by one key, and those whom it calls equal by another. Built with [`Order::by`], which never repeats a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Order {
    first: Key,
    then: Option<Key>,
}

impl Order {
    /// The order by these keys; a second key that says what the first does is left out.
    #[must_use]
    pub fn by(first: Key, then: Option<Key>) -> Self {
        Self {
            first,
            then: then.filter(|key| key.sort != first.sort),
        }
    }

    #[must_use]
    pub fn first(self) -> Key {
        self.first
    }

    #[must_use]
    pub fn then(self) -> Option<Key> {
        self.then
    }
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        Self::by(sort.into(), None)
    }
}

/// What customers can be put under headings by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    Tier,
    Stage,
    City,
    Owner,
    Source,
}

impl Group {
    pub const ALL: [Self; 5] = [
        Self::Tier,
        Self::Stage,
        Self::City,
        Self::Owner,
        Self::Source,
    ];
}

/// What stands over a group of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    Tier(Tier),
    Stage(Stage),
    /// A city, an owner or a source; empty where there is none.
    Text(String),
}

impl Group {
    /// The heading a customer stands under.
    #[must_use]
    pub fn of(self, row: &ListRow) -> Heading {
        match self {
            Self::Tier => Heading::Tier(row.tier),
            Self::Stage => Heading::Stage(row.stage),
            Self::City => Heading::Text(row.city.clone()),
            Self::Owner => Heading::Text(row.owner.clone()),
            Self::Source => Heading::Text(row.source.clone()),
        }
    }
}

/// Stages in the order of their headings: those who buy first.
pub const STAGES: [Stage; 5] = [
    Stage::Active,
    Stage::New,
    Stage::Silent,
    Stage::Lost,
    Stage::Potential,
];

/// A column of the list beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    Phone,
    City,
    Company,
    Tier,
    Stage,
    LastContact,
    /// The soonest open follow-up.
    Next,
    LastPurchase,
    Spend,
    /// Days with a purchase.
    Orders,
    Tags,
    Source,
    Owner,
    Created,
}

impl Column {
    pub const ALL: [Self; 14] = [
        Self::Phone,
        Self::City,
        Self::Company,
        Self::Tier,
        Self::Stage,
        Self::LastContact,
        Self::Next,
        Self::LastPurchase,
        Self::Spend,
        Self::Orders,
        Self::Tags,
        Self::Source,
        Self::Owner,
        Self::Created,
    ];
}

/// How much room a customer takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Density {
    /// A line each.
    #[default]
    Compact,
    /// Two lines each.
    Comfortable,
}
