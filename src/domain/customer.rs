//! The customer: who they are, and what the shop has concluded about them.

use crate::domain::birthday::Birthday;
use crate::domain::chance::Chance;
use crate::domain::clean;
use crate::domain::contact::ContactDraft;
use crate::domain::custom::Filled;
use crate::domain::id::CustomerId;
use crate::domain::log_line::Channel;
use crate::domain::name::Gender;
use crate::domain::time::Millis;

/// The longest name kept, in characters.
pub const NAME_MAX: usize = 200;
/// The longest pinned text, in characters: two lines that cannot be scrolled away.
pub const PINNED_MAX: usize = 160;
/// The longest note kept, in characters.
pub const NOTE_MAX: usize = 10_000;

/// One line as the file keeps it: clean, trimmed, of bounded length.
#[must_use]
pub fn line(text: &str) -> String {
    clean::clean_line(text)
        .trim()
        .chars()
        .take(NAME_MAX)
        .collect()
}

/// A person, or a business that buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Party {
    #[default]
    Person,
    Company,
}

impl Party {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Company => "company",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Person, Self::Company]
            .into_iter()
            .find(|party| party.code() == code)
    }
}

/// 客户分级: what a customer is worth to the shop, most valuable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tier {
    Vip,
    Regular,
    #[default]
    Potential,
}

impl Tier {
    pub const ALL: [Self; 3] = [Self::Vip, Self::Regular, Self::Potential];

    /// The number the file keeps; lower sorts first.
    #[must_use]
    pub fn rank(self) -> i64 {
        match self {
            Self::Vip => 0,
            Self::Regular => 1,
            Self::Potential => 2,
        }
    }

    #[must_use]
    pub fn from_rank(rank: i64) -> Self {
        match rank {
            0 => Self::Vip,
            1 => Self::Regular,
            _ => Self::Potential,
        }
    }

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Vip => "vip",
            Self::Regular => "regular",
            Self::Potential => "potential",
        }
    }

    /// How much a day of lateness weighs in the queue.
    #[must_use]
    pub fn weight(self) -> i64 {
        match self {
            Self::Vip => 5,
            Self::Regular => 2,
            Self::Potential => 1,
        }
    }
}

/// 生命周期: where the customer stands in the shop's own rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stage {
    #[default]
    Potential,
    New,
    Active,
    Silent,
    Lost,
}

impl Stage {
    pub const ALL: [Self; 5] = [
        Self::Potential,
        Self::New,
        Self::Active,
        Self::Silent,
        Self::Lost,
    ];

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Potential => "potential",
            Self::New => "new",
            Self::Active => "active",
            Self::Silent => "silent",
            Self::Lost => "lost",
        }
    }
}

/// A stage set by hand, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagePin {
    pub stage: Stage,
    pub why: String,
}

/// How likely a buyer is to be lost, as the shop's own sales say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Risk {
    Normal,
    Warning,
    High,
}

impl Risk {
    pub const ALL: [Self; 3] = [Self::Normal, Self::Warning, Self::High];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Warning => "warning",
            Self::High => "high",
        }
    }

    /// The number the file keeps, the worst largest.
    #[must_use]
    pub fn rank(self) -> i64 {
        self as i64
    }
}

/// What the shop's own sales say of losing a buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    pub risk: Risk,
    pub chance: Chance,
}

/// A customer as the file keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    pub id: CustomerId,
    pub about: About,
    /// At most two lines that must be read first (F9).
    pub pinned: String,
    pub created_at: Millis,
    pub deleted_at: Option<Millis>,
    pub consent: Consent,
}

/// Whether the customer may be written to or called (F48).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Consent {
    #[default]
    Open,
    /// Do not contact.
    Withdrawn,
}

impl Consent {
    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Withdrawn]
            .into_iter()
            .find(|consent| consent.code() == code)
    }
}

/// What a form, an import or a script can say about a customer, apart from contacts and tags.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    pub party: Party,
    pub name: String,
    pub nickname: String,
    pub gender: Option<Gender>,
    pub birthday: Option<Birthday>,
    pub company: String,
    pub title: String,
    pub city: String,
    pub address: String,
    pub source: String,
    pub owner: String,
    pub hobbies: String,
    pub preferred: Option<Channel>,
    pub note: String,
    /// The record's id in the system it was imported from; empty when typed here.
    pub source_id: String,
}

/// A customer about to be added or changed: everything one form holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    pub about: About,
    pub contacts: Vec<ContactDraft>,
    pub tags: Vec<String>,
    /// When the record was first made elsewhere; `None` for now.
    pub created_at: Option<Millis>,
    /// What is said of the shop's own fields; a field that is not among them stays as it is.
    pub custom: Vec<Filled>,
    /// Who brought them here, as typed: a name, a number, or a name with the number's last digits.
    pub referrer: Option<String>,
}

impl Draft {
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            about: About {
                name: name.into(),
                ..About::default()
            },
            ..Self::default()
        }
    }
}

/// On what ground the shop keeps a customer's record (PIPL, article 13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    /// To serve the customer as agreed.
    #[default]
    Contract,
    /// The customer agreed to it.
    Consent,
    /// A law demands it.
    Duty,
}

impl Basis {
    pub const ALL: [Self; 3] = [Self::Contract, Self::Consent, Self::Duty];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Consent => "consent",
            Self::Duty => "duty",
        }
    }
}
