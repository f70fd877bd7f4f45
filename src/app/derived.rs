//! Derived data: rebuilt for the touched customers after every op, and for everyone who buys when the calendar moves.

use chrono::{Days, NaiveDate};

use super::pace::Pace;
use super::{App, Result, offer};
use crate::domain::customer::Loss;
use crate::domain::id::CustomerId;
use crate::insight::advice::Model;
use crate::insight::buyer::{Sale, buyers};
use crate::insight::{lifecycle, tier};
use crate::search::pinyin;
use crate::store::derived::Rhythm;
use crate::store::{self, Db};

/// Customers looked at in one slice of the daily renewal: a few milliseconds of work.
const SLICE: usize = 2_000;

/// Rebuilds the derived rows of these customers; first measures the shop's rhythm if so much changed.
pub(super) fn refresh(
    db: &Db,
    today: NaiveDate,
    touched: &[CustomerId],
    measure_first: bool,
    pace: Option<&Pace>,
) -> Result<()> {
    let rhythm = match store::derived::rhythm(db)? {
        Some(rhythm) if !measure_first => Some(rhythm),
        _ if measure_first => Some(measure(db, today)?),
        known => known,
    };
    let vip_cents = rhythm.map_or(i64::MAX, |rhythm| rhythm.vip_cents);
    let model = model(db)?;
    for id in touched {
        pace.map_or(Ok(()), Pace::step)?;
        match store::derived::raw(db, *id, year_before(today))? {
            Some(raw) => {
                let tier = tier::tier(raw.tier_pin, raw.purchase_days, raw.year_cents, vip_cents);
                let loss = match &model {
                    Some(model) if raw.purchase_days > 0 => loss(db, model, *id, today)?,
                    _ => None,
                };
                store::derived::put(db, &raw, &pinyin::sort_key(&raw.name), tier, loss)?;
                offer::expect(db, *id, today)?;
            }
            None => store::derived::drop(db, *id)?,
        }
    }
    Ok(())
}

/// The model as last learned, with the bands that people set.
pub(super) fn model(db: &Db) -> Result<Option<Model>> {
    let Some((_, known)) = store::model::get(db)? else {
        return Ok(None);
    };
    let bands = super::cut::pins(db)?.bands;
    Ok(Some(Model { bands, ..known }))
}

/// How likely one buyer is to be lost, by the model as last learned.
fn loss(db: &Db, model: &Model, id: CustomerId, today: NaiveDate) -> Result<Option<Loss>> {
    let sold = store::model::sales_of(db, id)?;
    let sales: Vec<Sale> = sold
        .into_iter()
        .map(|(day, _, cents)| Sale {
            buyer: 0,
            day,
            cents,
        })
        .collect();
    let buyer = buyers(&sales, today).pop().unwrap_or_default();
    Ok(model.loss(&buyer, today))
}

/// Cuts everybody anew where the cuts that people set are no longer those of the last measuring. Tells whether it did.
pub(super) fn follow_the_pins(db: &Db, today: NaiveDate) -> Result<bool> {
    let Some(rhythm) = store::derived::rhythm(db)? else {
        return Ok(false);
    };
    if rhythm.pins == super::cut::written(db)? {
        return Ok(false);
    }
    settle(db, today)?;
    if let Some(model) = model(db)? {
        let mut after = CustomerId(0);
        loop {
            let buyers = store::derived::buyers_after(db, after, SLICE)?;
            for id in &buyers {
                store::derived::set_loss(db, *id, loss(db, &model, *id, today)?)?;
            }
            match buyers.last() {
                Some(last) => after = *last,
                None => break,
            }
        }
    }
    Ok(true)
}

/// Measures where tiers and stages are cut, and keeps it.
fn measure(db: &Db, today: NaiveDate) -> Result<Rhythm> {
    let rhythm = measured(db, today)?;
    store::derived::put_rhythm(db, &rhythm)?;
    Ok(rhythm)
}

/// Measures where tiers and stages are cut.
fn measured(db: &Db, today: NaiveDate) -> Result<Rhythm> {
    let spends = store::derived::spends_since(db, year_before(today))?;
    let pins = super::cut::pins(db)?;
    let cuts = pins.stages(lifecycle::cuts(&mut store::derived::gaps(db)?));
    Ok(Rhythm {
        as_of: today,
        vip_cents: pins.vip_cents(&spends),
        silent_days: cuts.silent_days,
        lost_days: cuts.lost_days,
        pins: super::cut::written(db)?,
    })
}

/// Measures the rhythm of a shop that has just been filled, and cuts everyone's tier by it.
pub(super) fn settle(db: &Db, today: NaiveDate) -> Result<()> {
    let vip_cents = measure(db, today)?.vip_cents;
    Ok(store::derived::retier(db, |buyer| {
        tier::tier(
            buyer.tier_pin,
            buyer.purchase_days,
            buyer.year_cents,
            vip_cents,
        )
    })?)
}

/// The first day of the twelve months that a tier looks at.
pub(super) fn year_before(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(365)).unwrap_or(today)
}

/// How far a daily renewal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// Nothing is left to do today.
    Done,
    /// The next slice starts after this customer.
    After(CustomerId),
}

impl App {
    /// Renews one slice of what the calendar alone changes: the cuts, and the tiers of those who buy. Call again until done.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn renew(&mut self, from: CustomerId) -> Result<Renewal> {
        let today = self.now().today();
        if self.is_read_only()
            || (from == CustomerId(0)
                && store::derived::rhythm(&self.db)?.is_some_and(|rhythm| rhythm.as_of == today))
        {
            return Ok(Renewal::Done);
        }
        // A large shop is measured for seconds, in which no other window may be kept from writing.
        let rhythm = match from {
            CustomerId(0) => Some(measured(&self.db, today)?),
            _ => None,
        };
        let tx = store::file::begin(&mut self.db)?;
        if let Some(rhythm) = rhythm {
            store::derived::put_rhythm(&tx, &rhythm)?;
        }
        let buyers = store::derived::buyers_after(&tx, from, SLICE)?;
        refresh(&tx, today, &buyers, false, None)?;
        store::file::commit(tx)?;
        Ok(buyers
            .last()
            .map_or(Renewal::Done, |id| Renewal::After(*id)))
    }
}
