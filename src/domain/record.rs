//! A customer with everything known about them, as one value: what an import reads, a generator makes and the doorway writes.

use chrono::NaiveDate;

use crate::domain::consent::Agreed;
use crate::domain::coupon::Coupon;
use crate::domain::customer::{Consent, Draft};
use crate::domain::fact::Leaning;
use crate::domain::follow_up::Progress;
use crate::domain::interaction::Said;
use crate::domain::level::{Level, Membership};
use crate::domain::offer::Offer;
use crate::domain::points::Cause;
use crate::domain::product::Product;
use crate::domain::purchase::Bought;
use crate::domain::time::Millis;
use crate::domain::want::Want;

/// One customer with everything that is brought in about them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    pub draft: Draft,
    pub facts: Vec<(Leaning, String)>,
    pub said: Vec<Said>,
    pub bought: Vec<Bought>,
    pub returned: Vec<Returned>,
    pub promised: Vec<Promise>,
    /// Lines that must be read first.
    pub pinned: String,
    /// Those of the draft's contact values that no longer work, as the draft writes them.
    pub dead: Vec<String>,
    /// Whether the customer may be contacted, where the source says so.
    pub consent: Option<Consent>,
    /// What the shop owes or allows them.
    pub kept: Vec<Kept>,
    /// Their ledger of points, in the order of its rows.
    pub points: Vec<Moved>,
    /// What of `bought` gives back which purchase, and what of `said` corrects which entry.
    pub refunds: Vec<Link>,
    pub corrections: Vec<Link>,
}

/// A row that speaks of an earlier one of the same customer, both by their `source_id`. Earlier rows first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub row: String,
    pub of: String,
}

/// Something that the shop keeps of a customer beside the log. Its numbers are given when it is brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    Coupon(Coupon),
    Want(Want),
    Member(Membership),
    Agreed(Agreed),
    Offer(Offer),
}

/// One row of a ledger of points that came from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What it was called there, and the row that gave the points.
    pub key: String,
    pub lot: String,
    pub day: NaiveDate,
    pub points: i64,
    pub cause: Cause,
    pub reason: String,
    pub expires: Option<NaiveDate>,
}

/// Something of the shop that is about nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ware {
    Product(Product),
    Level(Level),
}

/// A follow-up brought in, open or settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    pub due: NaiveDate,
    pub note: String,
    pub owner: String,
    pub progress: Progress,
    pub closed_at: Option<Millis>,
    /// Why there was no next step.
    pub reason: String,
    pub source_id: String,
}

/// Money given back for a purchase that may have been brought in earlier, when it still stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The purchase as it was brought in; without it there is nothing to give back.
    pub of: Bought,
    /// The negative row that settles it.
    pub bought: Bought,
}

impl From<Draft> for Record {
    fn from(draft: Draft) -> Self {
        Self {
            draft,
            ..Self::default()
        }
    }
}
