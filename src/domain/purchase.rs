//! Purchases: a day, what was bought, for how much. Refunds are negative rows.

use chrono::NaiveDate;

use crate::domain::id::{CustomerId, PurchaseId};

/// One purchase by one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    pub id: PurchaseId,
    pub customer: CustomerId,
    pub bought: Bought,
    /// The purchase whose money this row gives back.
    pub refunds: Option<PurchaseId>,
}

/// What was bought, as typed, generated or imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bought {
    pub day: NaiveDate,
    pub item: String,
    /// In thousandths, so that 0.5 kg is 500.
    pub quantity_milli: i64,
    /// Minor units of the shop's currency; negative for a refund.
    pub amount_cents: i64,
    pub pay_method: String,
    pub source_id: String,
}
