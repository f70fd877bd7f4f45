//! Row identities: 63-bit, time-ordered and unique across desks (Snowflake layout), one newtype a table.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::time::Millis;

/// 2020-01-01T00:00:00Z: 41 bits of milliseconds from here last until 2089.
const EPOCH_MS: i64 = 1_577_836_800_000;
const DESK_BITS: u32 = 10;
const SEQ_BITS: u32 = 12;
const SEQ_MAX: i64 = (1 << SEQ_BITS) - 1;

/// How many desk numbers there are.
pub const DESKS: u16 = 1 << DESK_BITS;

/// The id after `last` at `now` on desk number `desk`: never smaller than `last + 1`, and never in another desk's range.
#[must_use]
pub fn next(last: i64, now: Millis, desk: u16) -> i64 {
    let clock = (now.0 - EPOCH_MS).max(0);
    let (last_ms, last_seq) = (last >> (DESK_BITS + SEQ_BITS), last & SEQ_MAX);
    let (ms, seq) = if clock > last_ms {
        (clock, 0)
    } else if last_seq < SEQ_MAX {
        (last_ms, last_seq + 1)
    } else {
        // More than 4,096 rows in a millisecond (an import, a stopped clock): borrow the next one.
        (last_ms + 1, 0)
    };
    (ms << (DESK_BITS + SEQ_BITS)) | (i64::from(desk % DESKS) << SEQ_BITS) | seq
}

/// One newtype per table, so that a follow-up's id cannot be passed for a customer's. A macro because the
/// fifteen lines are the same for each and a generic `Id<T>` would need the same impls plus a phantom.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.trim().parse().map(Self)
            }
        }

        impl Serialize for $name {
            // Text, because JavaScript and spreadsheets round integers above 2^53.
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(&self.0.to_string())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A customer.
    CustomerId,
    /// A phone, e-mail or handle of a customer.
    ContactId,
    /// A like, taboo or need of a customer.
    FactId,
    /// A tag.
    TagId,
    /// A logged interaction.
    InteractionId,
    /// A follow-up.
    FollowUpId,
    /// A purchase.
    PurchaseId,
    /// A ready-made text.
    ScriptId,
    /// A thing the shop sells.
    ProductId,
    /// A row of the points ledger.
    PointId,
    /// A level of membership.
    LevelId,
    /// A coupon.
    CouponId,
    /// Something a customer waits for.
    WantId,
    /// Something put to a customer.
    OfferId,
    /// Something a visitor did elsewhere.
    EventId,
    /// A saved view of the customer list.
    ViewId,
    /// A group of tags.
    TagGroupId,
    /// A rule of the shop.
    RuleId,
    /// A field that the shop added to its customers.
    FieldId,
    /// A tie between two customers.
    RelationId,
    /// A person who works at the desk.
    AgentId,
    /// An operation: one entry of the audit chain.
    OpId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_even_when_the_clock_stands_or_goes_back() {
        let mut last = 0;
        for step in 0..20_000 {
            let now = Millis(1_800_000_000_000 - i64::from(step % 3) * 10);
            let id = next(last, now, 7);
            assert!(id > last);
            assert_eq!(
                (id >> SEQ_BITS) & i64::from(DESKS - 1),
                7,
                "the desk number stays"
            );
            last = id;
        }
    }

    #[test]
    fn an_id_survives_json_as_text() {
        let id = CustomerId(i64::MAX);
        let json = serde_json::to_string(&id).expect("serialises");
        assert_eq!(json, "\"9223372036854775807\"");
        assert_eq!(
            serde_json::from_str::<CustomerId>(&json).expect("parses"),
            id
        );
    }
}
