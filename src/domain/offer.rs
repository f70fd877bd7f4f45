//! What is put to a customer and how they take it: something they may need again, something that goes with what they have, a way to win
//! them back. Names the ways; decides nothing.

use chrono::NaiveDate;

use super::id::{CustomerId, OfferId};

/// Somebody is won back who buys within so many days.
pub const WON_DAYS: u64 = 60;

/// What kind of offer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matter {
    /// Something they have bought before.
    Rebuy,
    /// What others bought after what they have.
    Law,
    /// A way to win them back.
    Play,
}

impl Matter {
    pub const ALL: [Self; 3] = [Self::Rebuy, Self::Law, Self::Play];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Rebuy => "rebuy",
            Self::Law => "law",
            Self::Play => "play",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.code() == code)
    }
}

/// How it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reply {
    Taken,
    Declined,
}

impl Reply {
    pub const ALL: [Self; 2] = [Self::Taken, Self::Declined];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Declined => "declined",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reply| reply.code() == code)
    }
}

/// Something put to a customer, and their answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub id: OfferId,
    pub customer: CustomerId,
    pub put: Put,
    pub day: NaiveDate,
    pub reply: Reply,
    pub author: String,
}

/// What is put to them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Put {
    pub matter: Matter,
    /// The item, the thing to go with it, or the code of the play.
    pub what: String,
    /// The day it was last bought on, or the thing it goes with; empty for a play.
    pub about: String,
}

impl Put {
    /// Something bought before, by the day it was last bought on.
    #[must_use]
    pub fn rebuy(item: &str, last: NaiveDate) -> Self {
        Self {
            matter: Matter::Rebuy,
            what: item.to_owned(),
            about: last.to_string(),
        }
    }

    /// What others bought after something.
    #[must_use]
    pub fn law(bought: &str, not_yet: &str) -> Self {
        Self {
            matter: Matter::Law,
            what: not_yet.to_owned(),
            about: bought.to_owned(),
        }
    }

    #[must_use]
    pub fn play(play: Play) -> Self {
        Self {
            matter: Matter::Play,
            what: play.code().to_owned(),
            about: String::new(),
        }
    }
}

/// A way to win somebody back, named by why they stay away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Play {
    /// Nobody knows why: they were simply forgotten.
    Forgotten,
    /// The shop did them wrong.
    Wronged,
    /// They found it dear.
    Price,
    /// Their taste, or what they need, is another.
    Taste,
    /// They were kept waiting, or served without care.
    Service,
    /// They moved, or it is far.
    Distance,
}

impl Play {
    pub const ALL: [Self; 6] = [
        Self::Forgotten,
        Self::Wronged,
        Self::Price,
        Self::Taste,
        Self::Service,
        Self::Distance,
    ];

    /// The word the file and the command line use.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Forgotten => "forgotten",
            Self::Wronged => "wronged",
            Self::Price => "price",
            Self::Taste => "taste",
            Self::Service => "service",
            Self::Distance => "distance",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|play| play.code() == code)
    }
}

/// Days after a play is chosen on which its offer, its apology and its visit are due.
pub const STEP_DAYS: [u64; 3] = [3, 0, 14];

/// How often something went well, of how often that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hits {
    pub hits: i64,
    pub judged: i64,
    /// How often it was put to anybody, those included of whom it is not known yet.
    pub n: i64,
}
