//! What a list can be asked for: lines of customers, their orders, the window of them on screen, the moments of a timeline.

use chrono::NaiveDate;

use crate::domain::customer::{Stage, Tier};
use crate::domain::id::CustomerId;
use crate::domain::time::Millis;

/// How the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Last contact, newest first.
    #[default]
    Recent,
    /// Name, by pinyin.
    Name,
    /// Next follow-up, soonest first; nobody's promises last.
    Due,
    /// Tier, most valuable first.
    Tier,
    /// Newest record first.
    Newest,
    /// Last purchase, newest first; who never bought last.
    Bought,
    /// Net spend, most first.
    Spend,
}

impl Sort {
    pub const ALL: [Self; 7] = [
        Self::Recent,
        Self::Name,
        Self::Due,
        Self::Tier,
        Self::Newest,
        Self::Bought,
        Self::Spend,
    ];

    /// The next order, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|sort| *sort == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// The word a command line takes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Recent => "recent",
            Self::Name => "name",
            Self::Due => "due",
            Self::Tier => "tier",
            Self::Newest => "newest",
            Self::Bought => "bought",
            Self::Spend => "spend",
        }
    }
}

/// Which moments of a timeline are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Moments {
    #[default]
    All,
    Said,
    Bought,
    Settled,
    Edited,
}

impl Moments {
    pub const ALL: [Self; 5] = [
        Self::All,
        Self::Said,
        Self::Bought,
        Self::Settled,
        Self::Edited,
    ];

    /// Whether moments of this sort are among them.
    #[must_use]
    pub fn has(self, one: Self) -> bool {
        self == Self::All || self == one
    }
}

/// Around which row the window lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Anchor {
    #[default]
    First,
    Last,
    At(CustomerId),
    /// Not around but behind: how the whole list is read, window after window.
    After(CustomerId),
}

/// One line of the customer list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    pub id: CustomerId,
    pub name: String,
    pub company: String,
    pub city: String,
    /// What tells them from others of the same name: the end of a phone, a city, a company; empty where nobody shares it.
    pub beside: String,
    /// The primary phone, masked.
    pub phone: String,
    pub tier: Tier,
    pub stage: Stage,
    pub last_contact: Option<Millis>,
    pub next_due: Option<NaiveDate>,
    pub last_purchase: Option<NaiveDate>,
    /// Net spend ever, in cents.
    pub spend_cents: i64,
    /// Days with a purchase.
    pub purchase_days: i64,
    pub tags: Vec<String>,
    pub source: String,
    pub owner: String,
    pub created_at: Millis,
    /// Which characters of the name a search matched.
    pub marks: Vec<usize>,
    /// Where else a search matched, if not in the name.
    pub found_in: Option<FoundIn>,
}

/// A value other than the name in which a search matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundIn {
    /// As it may be shown: a phone is masked.
    pub text: String,
    /// Which of its characters matched.
    pub marks: Vec<usize>,
}

/// What tells a customer from others of the same name: the end of the masked phone, else where they live or work.
#[must_use]
pub fn apart(phone: &str, city: &str, company: &str) -> String {
    let tail = phone.rsplit('*').next().unwrap_or(phone);
    [tail, city, company]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// A window of the list, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    pub rows: Vec<ListRow>,
    /// Whether the first row of the window is the first of the list, and the last the last.
    pub from_first: bool,
    pub to_last: bool,
}
