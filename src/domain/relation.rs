//! How two customers belong together. A tie is kept once and read from both sides; some ties are another word from each side.

use crate::domain::id::{CustomerId, RelationId};

/// A kind of tie, as the file keeps it: from the first customer to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tie {
    Spouse,
    Family,
    /// The first is the second's parent.
    Parent,
    Colleague,
    Friend,
    /// The first brought the second to the shop.
    Referred,
}

/// What one customer is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Spouse,
    Family,
    Parent,
    Child,
    Colleague,
    Friend,
    /// Was brought to the shop by the other.
    Referred,
    /// Brought the other to the shop.
    Referrer,
}

impl Tie {
    pub const ALL: [Self; 6] = [
        Self::Spouse,
        Self::Family,
        Self::Parent,
        Self::Colleague,
        Self::Friend,
        Self::Referred,
    ];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Spouse => "spouse",
            Self::Family => "family",
            Self::Parent => "parent",
            Self::Colleague => "colleague",
            Self::Friend => "friend",
            Self::Referred => "referred",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tie| tie.code() == code)
    }

    /// Whether the two sides of it are the same.
    #[must_use]
    pub fn is_mutual(self) -> bool {
        !matches!(self, Self::Parent | Self::Referred)
    }

    /// What the second is to the first.
    #[must_use]
    pub fn second(self) -> Role {
        match self {
            Self::Spouse => Role::Spouse,
            Self::Family => Role::Family,
            Self::Parent => Role::Child,
            Self::Colleague => Role::Colleague,
            Self::Friend => Role::Friend,
            Self::Referred => Role::Referred,
        }
    }

    /// What the first is to the second.
    #[must_use]
    pub fn first(self) -> Role {
        self.second().turned()
    }
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Spouse,
        Self::Family,
        Self::Parent,
        Self::Child,
        Self::Colleague,
        Self::Friend,
        Self::Referrer,
        Self::Referred,
    ];

    /// The word a command line takes: what the other is to the customer.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Spouse => "spouse",
            Self::Family => "family",
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Colleague => "colleague",
            Self::Friend => "friend",
            Self::Referred => "referred",
            Self::Referrer => "referrer",
        }
    }

    /// The same tie seen from the other side.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::Referred => Self::Referrer,
            Self::Referrer => Self::Referred,
            mutual => mutual,
        }
    }

    /// The tie by which `other` is this to `customer`: who stands first in it, who second.
    #[must_use]
    pub fn tie(self, customer: CustomerId, other: CustomerId) -> (CustomerId, CustomerId, Tie) {
        match self {
            Self::Spouse => (customer, other, Tie::Spouse),
            Self::Family => (customer, other, Tie::Family),
            Self::Colleague => (customer, other, Tie::Colleague),
            Self::Friend => (customer, other, Tie::Friend),
            Self::Child => (customer, other, Tie::Parent),
            Self::Parent => (other, customer, Tie::Parent),
            Self::Referred => (customer, other, Tie::Referred),
            Self::Referrer => (other, customer, Tie::Referred),
        }
    }
}

/// A tie as one of the two sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    pub id: RelationId,
    pub other: CustomerId,
    pub role: Role,
}

/// Another customer named on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: CustomerId,
    pub name: String,
    /// The last digits of the number, else the city; only where others have the name too.
    pub apart: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_reads_the_right_word_from_each_side() {
        let (anna, bert) = (CustomerId(1), CustomerId(2));
        for role in Role::ALL {
            let (first, second, tie) = role.tie(anna, bert);
            let seen_by_anna = if first == anna {
                tie.second()
            } else {
                tie.first()
            };
            let seen_by_bert = if first == bert {
                tie.second()
            } else {
                tie.first()
            };
            assert_eq!(seen_by_anna, role, "what Bert is to Anna");
            assert_eq!(seen_by_bert, role.turned(), "what Anna is to Bert");
            assert_eq!(tie.is_mutual(), role == role.turned());
            assert_ne!(first, second);
        }
    }

    #[test]
    fn a_tie_survives_the_file() {
        for tie in Tie::ALL {
            assert_eq!(Tie::from_code(tie.code()), Some(tie));
        }
    }
}
