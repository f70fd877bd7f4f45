//! The eight classes of 重要/一般 × 价值/发展/保持/挽留: each value above or below a cut, in exact integers.

use super::Rfm;

/// What a customer does against the cuts: near or far, often or seldom, much or little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    KeyValue,
    KeyHold,
    KeyGrow,
    KeyRegain,
    PlainValue,
    PlainHold,
    PlainGrow,
    PlainRegain,
}

/// Where near, often and much begin, inclusive on the good side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The mean over purchasers: their number and their sums.
    Mean { count: i128, sums: [i128; 3] },
    /// Fixed thresholds.
    Fixed(Rfm),
}

impl Cut {
    /// The mean over these purchasers.
    #[must_use]
    pub fn mean(purchasers: &[Rfm]) -> Self {
        let sum =
            |value: fn(&Rfm) -> i64| purchasers.iter().map(|one| i128::from(value(one))).sum();
        Self::Mean {
            count: i128::try_from(purchasers.len()).unwrap_or(i128::MAX),
            sums: [
                sum(|one| one.recency_days),
                sum(|one| one.frequency),
                sum(|one| one.monetary_cents),
            ],
        }
    }

    /// The class of a purchaser.
    #[must_use]
    pub fn class(&self, one: &Rfm) -> Class {
        let (near, often, much) = match *self {
            Self::Mean {
                count,
                sums: [r, f, m],
            } => (
                count * i128::from(one.recency_days) <= r,
                count * i128::from(one.frequency) >= f,
                count * i128::from(one.monetary_cents) >= m,
            ),
            Self::Fixed(cut) => (
                one.recency_days <= cut.recency_days,
                one.frequency >= cut.frequency,
                one.monetary_cents >= cut.monetary_cents,
            ),
        };
        match (near, often, much) {
            (true, true, true) => Class::KeyValue,
            (false, true, true) => Class::KeyHold,
            (true, false, true) => Class::KeyGrow,
            (false, false, true) => Class::KeyRegain,
            (true, true, false) => Class::PlainValue,
            (false, true, false) => Class::PlainHold,
            (true, false, false) => Class::PlainGrow,
            (false, false, false) => Class::PlainRegain,
        }
    }
}

impl Class {
    pub const ALL: [Self; 8] = [
        Self::KeyValue,
        Self::KeyHold,
        Self::KeyGrow,
        Self::KeyRegain,
        Self::PlainValue,
        Self::PlainHold,
        Self::PlainGrow,
        Self::PlainRegain,
    ];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::KeyValue => "key_value",
            Self::KeyHold => "key_hold",
            Self::KeyGrow => "key_grow",
            Self::KeyRegain => "key_regain",
            Self::PlainValue => "plain_value",
            Self::PlainHold => "plain_hold",
            Self::PlainGrow => "plain_grow",
            Self::PlainRegain => "plain_regain",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_at_the_mean_is_on_the_good_side() {
        let one = |recency_days, frequency, monetary_cents| Rfm {
            recency_days,
            frequency,
            monetary_cents,
        };
        let cut = Cut::mean(&[one(10, 1, 100), one(20, 2, 200), one(30, 3, 300)]);
        for (who, class) in [
            (one(20, 2, 200), Class::KeyValue),
            (one(21, 2, 200), Class::KeyHold),
            (one(20, 1, 200), Class::KeyGrow),
            (one(21, 1, 200), Class::KeyRegain),
            (one(20, 2, 199), Class::PlainValue),
            (one(21, 2, 199), Class::PlainHold),
            (one(20, 1, 199), Class::PlainGrow),
            (one(21, 1, 199), Class::PlainRegain),
        ] {
            assert_eq!(cut.class(&who), class, "{who:?}");
            assert_eq!(Cut::Fixed(one(20, 2, 200)).class(&who), class, "{who:?}");
        }
    }
}
