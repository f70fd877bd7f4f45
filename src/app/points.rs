//! Points: earned by purchases, given and taken by hand, gone again with a refund. What a row may say is `domain::points`' business.

use chrono::NaiveDate;

use super::setting::Key;
use super::{Done, Error, Result, Work, level};
use crate::domain::customer::line;
use crate::domain::id::{CustomerId, PointId, PurchaseId};
use crate::domain::points::{Cause, Draw, Entry, POINTS_MAX, Rule};
use crate::domain::purchase::Purchase;
use crate::store::{self, Db};

/// A write to a customer's points.
#[derive(Debug, Clone)]
pub enum Op {
    /// Gives points, or takes them where the number is negative; the reason is needed.
    Adjust {
        customer: CustomerId,
        points: i64,
        reason: String,
    },
    /// What a customer brings along from elsewhere.
    Open { customer: CustomerId, points: i64 },
    /// Spends them on something.
    Spend {
        customer: CustomerId,
        points: i64,
        reason: String,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Adjust { .. } => "points.adjust",
            Self::Open { .. } => "points.open",
            Self::Spend { .. } => "points.spend",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        let (customer, points) = match self {
            Self::Adjust {
                customer, points, ..
            }
            | Self::Open { customer, points }
            | Self::Spend {
                customer, points, ..
            } => (*customer, *points),
        };
        super::customer::require(work, customer)?;
        if points == 0 || points.unsigned_abs() > POINTS_MAX.unsigned_abs() {
            return Err(Error::NothingSaid);
        }
        match self {
            Self::Adjust { reason, .. } => {
                let reason = said(reason)?;
                if points > 0 {
                    lot(work, customer, points, Cause::Adjusted, reason)?;
                } else {
                    take(work, customer, -points, Cause::Adjusted, &reason)?;
                }
            }
            Self::Open { .. } => open(work, customer, points.abs())?,
            Self::Spend { reason, .. } => {
                take(work, customer, points.abs(), Cause::Spent, &line(reason))?;
            }
        }
        level::look_at(work, customer)?;
        Ok(Done::about(customer))
    }
}

fn said(reason: &str) -> Result<String> {
    let reason = line(reason);
    match reason.is_empty() {
        true => Err(Error::ReasonMissing),
        false => Ok(reason),
    }
}

/// How this shop gives points: one for a unit of currency, unless its settings say otherwise.
pub(super) fn rule(db: &Db) -> Result<Rule> {
    let setting = |key: Key| store::setting::get(db, key.code());
    let usual = Rule::default();
    Ok(Rule {
        per_unit: setting(Key::PointsPerUnit)?
            .and_then(|text| hundredths(&text))
            .unwrap_or(usual.per_unit),
        months: setting(Key::PointsMonths)?
            .and_then(|text| text.trim().parse().ok())
            .filter(|months| *months > 0),
    })
}

/// A rate such as `1.5` in hundredths; `None` for what is none.
#[must_use]
pub fn hundredths(text: &str) -> Option<i64> {
    use crate::domain::money::{Cents, DecimalSign};
    Cents::parse(text, DecimalSign::Point)
        .map(|rate| rate.0)
        .filter(|rate| (0..=100_000).contains(rate))
}

fn entry(work: &mut Work, customer: CustomerId, points: i64, cause: Cause) -> Entry {
    let id = PointId(work.id());
    Entry {
        id,
        customer,
        lot: id,
        day: work.now.today(),
        points,
        cause,
        reason: String::new(),
        expires: None,
        purchase: None,
        cancels: None,
    }
}

fn lot(
    work: &mut Work,
    customer: CustomerId,
    points: i64,
    cause: Cause,
    reason: String,
) -> Result<()> {
    let expires = rule(work.db)?.expires(work.now.today());
    let entry = Entry {
        reason,
        expires,
        ..entry(work, customer, points, cause)
    };
    Ok(store::points::insert(work.db, &entry)?)
}

/// What a customer brings along.
pub(super) fn open(work: &mut Work, customer: CustomerId, points: i64) -> Result<()> {
    lot(work, customer, points, Cause::Opening, String::new())
}

fn take(
    work: &mut Work,
    customer: CustomerId,
    points: i64,
    cause: Cause,
    reason: &str,
) -> Result<()> {
    let draws = store::points::ledger(work.db, customer)?
        .draw(points, work.now.today())
        .map_err(|short| Error::TooFewPoints { have: short.have })?;
    put(work, customer, draws, cause, reason, None)
}

fn put(
    work: &mut Work,
    customer: CustomerId,
    draws: Vec<Draw>,
    cause: Cause,
    reason: &str,
    purchase: Option<PurchaseId>,
) -> Result<()> {
    for (lot, points) in draws {
        let entry = Entry {
            lot,
            reason: reason.to_owned(),
            purchase,
            ..entry(work, customer, -points, cause)
        };
        store::points::insert(work.db, &entry)?;
    }
    Ok(())
}

/// The points of a purchase, as a lot of its own.
pub(super) fn earn(
    work: &mut Work,
    customer: CustomerId,
    purchase: PurchaseId,
    day: NaiveDate,
    cents: i64,
) -> Result<()> {
    let rule = rule(work.db)?;
    let points = rule.earned(cents);
    if points <= 0 {
        return Ok(());
    }
    let entry = Entry {
        day,
        expires: rule.expires(day),
        purchase: Some(purchase),
        ..entry(work, customer, points, Cause::Earned)
    };
    Ok(store::points::insert(work.db, &entry)?)
}

/// The reward of whoever brought a customer that has just bought for the first time.
pub(super) fn reward(work: &mut Work, newcomer: CustomerId, day: NaiveDate) -> Result<()> {
    let set = store::setting::get(work.db, Key::ReferralPoints.code())?;
    let points = set.and_then(|text| text.parse::<u16>().ok()).unwrap_or(0);
    let Some(referrer) = store::relation::referrer(work.db, newcomer)? else {
        return Ok(());
    };
    let is_there =
        store::customer::get(work.db, referrer)?.is_some_and(|found| found.deleted_at.is_none());
    if points == 0 || !is_there || store::purchase::days_of(work.db, newcomer)?.len() != 1 {
        return Ok(());
    }
    // Several lines of the first sale are one first purchase.
    if store::points::has_rewarded(work.db, referrer, newcomer)? {
        return Ok(());
    }
    let rule = rule(work.db)?;
    let entry = Entry {
        day,
        expires: rule.expires(day),
        reason: newcomer.0.to_string(),
        ..entry(work, referrer, i64::from(points), Cause::Referral)
    };
    Ok(store::points::insert(work.db, &entry)?)
}

/// Takes the points of money that went back; `cents` is all that went back of the purchase so far.
pub(super) fn give_back(work: &mut Work, of: &Purchase, cents: i64) -> Result<()> {
    let draws = store::points::ledger(work.db, of.customer)?.reversal(
        of.id,
        of.bought.amount_cents,
        cents,
        work.now.today(),
    );
    put(work, of.customer, draws, Cause::Refunded, "", Some(of.id))
}
