//! The kinds of rows a desk keeps, and small sets of them: what an op touched, what a query reads.

use std::ops::BitOr;

/// A kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Customer,
    Contact,
    Fact,
    Tag,
    Interaction,
    FollowUp,
    Purchase,
    Setting,
    Script,
    Product,
    Points,
    Level,
    Coupon,
    Want,
    Offer,
    Event,
    View,
    Rule,
    Field,
    Relation,
    Company,
    Op,
}

impl Kind {
    pub const ALL: [Self; 22] = [
        Self::Customer,
        Self::Contact,
        Self::Fact,
        Self::Tag,
        Self::Interaction,
        Self::FollowUp,
        Self::Purchase,
        Self::Setting,
        Self::Script,
        Self::Product,
        Self::Points,
        Self::Level,
        Self::Coupon,
        Self::Want,
        Self::Offer,
        Self::Event,
        Self::View,
        Self::Rule,
        Self::Field,
        Self::Relation,
        Self::Company,
        Self::Op,
    ];
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KindSet(u32);

impl KindSet {
    pub const EMPTY: Self = Self(0);
    pub const EVERYTHING: Self = Self(u32::MAX);

    /// Whether the two sets share a kind.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub fn has(self, kind: Kind) -> bool {
        self.meets(kind.into())
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl From<Kind> for KindSet {
    fn from(kind: Kind) -> Self {
        Self(1 << kind as u32)
    }
}

impl BitOr for KindSet {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Kind {
    type Output = KindSet;
    fn bitor(self, other: Self) -> KindSet {
        KindSet::from(self) | KindSet::from(other)
    }
}

impl BitOr<Kind> for KindSet {
    type Output = Self;
    fn bitor(self, other: Kind) -> Self {
        self | Self::from(other)
    }
}

impl FromIterator<Kind> for KindSet {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::EMPTY, |set, kind| set | kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_meets_another_only_through_a_shared_kind() {
        let log = Kind::Interaction | Kind::FollowUp;
        assert!(log.has(Kind::FollowUp));
        assert!(log.meets(Kind::FollowUp | Kind::Tag));
        assert!(!log.meets(Kind::Customer | Kind::Tag));
        assert!(!KindSet::EMPTY.meets(KindSet::EVERYTHING));
    }
}
