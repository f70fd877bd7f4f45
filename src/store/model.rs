//! What was learned from the sales, in SQLite: derived, untracked, written whole. Learns nothing.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, value};
use crate::insight::advice::{KnownLaw, Model};
use crate::insight::btyd::{self, Habit};
use crate::insight::churn::Bands;
use crate::insight::rebuy::Miss;

/// The model as last learned, and the day it was; `None` before the first time. Its bands are the usual ones: what people set stands
/// elsewhere.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection) -> Result<Option<(NaiveDate, Model)>> {
    let mut statement = db.prepare_cached(
        "SELECT as_of, mean_gap_days, horizon_days, repeaters, r, alpha, a, b FROM model",
    )?;
    let mut rows = statement.query_and_then([], |row| {
        let habit = match (
            row.get("r")?,
            row.get("alpha")?,
            row.get("a")?,
            row.get("b")?,
        ) {
            (Some(r), Some(alpha), Some(a), Some(b)) => Some(Habit {
                model: btyd::Model::Mbg,
                r,
                alpha,
                a,
                b,
            }),
            _ => None,
        };
        let model = Model {
            mean_gap_days: row.get("mean_gap_days")?,
            horizon_days: row.get("horizon_days")?,
            repeaters: usize::try_from(row.get::<_, i64>("repeaters")?).unwrap_or(0),
            habit,
            bands: Bands::default(),
        };
        Ok((value::day(row, "model", "as_of")?, model))
    })?;
    rows.next().transpose()
}

/// The laws as last learned, the surest first.
///
/// # Errors
/// Only what SQLite says.
pub fn laws(db: &Connection) -> Result<Vec<KnownLaw>> {
    db.prepare_cached("SELECT bought, not_yet, k, n FROM law ORDER BY place")?
        .query_map([], |row| {
            let count = |n: i64| usize::try_from(n).unwrap_or(0);
            Ok(KnownLaw {
                bought: row.get(0)?,
                not_yet: row.get(1)?,
                k: count(row.get(2)?),
                n: count(row.get(3)?),
            })
        })?
        .map(|law| Ok(law?))
        .collect()
}

/// Replaces what was learned before; part of one transaction.
///
/// # Errors
/// Only what SQLite says.
pub fn put(
    db: &Connection,
    as_of: NaiveDate,
    model: &Model,
    laws: &[KnownLaw],
    miss: Option<Miss>,
) -> Result<()> {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let habit = model.habit;
    db.execute(
        "INSERT OR REPLACE INTO model (id, as_of, mean_gap_days, horizon_days, repeaters, r, alpha, a, b, miss_days, misses)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            value::day_text(as_of),
            model.mean_gap_days,
            model.horizon_days,
            number(model.repeaters),
            habit.map(|habit| habit.r),
            habit.map(|habit| habit.alpha),
            habit.map(|habit| habit.a),
            habit.map(|habit| habit.b),
            miss.map_or(0, |miss| miss.days),
            miss.map_or(0, |miss| number(miss.n)),
        ],
    )?;
    db.execute("DELETE FROM law", [])?;
    let mut insert = db.prepare_cached(
        "INSERT INTO law (place, bought, not_yet, k, n) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (place, law) in laws.iter().enumerate() {
        insert.execute(params![
            number(place),
            law.bought,
            law.not_yet,
            number(law.k),
            number(law.n)
        ])?;
    }
    Ok(())
}

/// By how much the days were wrong on which somebody was expected again, as last learned.
///
/// # Errors
/// Only what SQLite says.
pub fn miss(db: &Connection) -> Result<Option<Miss>> {
    let known: Option<(i64, i64)> = db
        .prepare_cached("SELECT miss_days, misses FROM model")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(known.and_then(|(days, n)| {
        let n = usize::try_from(n).ok().filter(|n| *n > 0)?;
        Some(Miss { days, n })
    }))
}

/// A customer's sales in order of time: day, item, amount in cents.
///
/// # Errors
/// Only what SQLite says, and a day that is none.
pub fn sales_of(
    db: &Connection,
    customer: crate::domain::id::CustomerId,
) -> Result<Vec<(NaiveDate, String, i64)>> {
    db.prepare_cached(
        "SELECT day, item, amount_cents FROM purchase WHERE customer_id = ?1 ORDER BY day, id",
    )?
    .query_and_then([customer], |row| {
        Ok((
            value::day(row, "purchase", "day")?,
            row.get("item")?,
            row.get("amount_cents")?,
        ))
    })?
    .collect()
}

/// Whether anything was learned on this day.
///
/// # Errors
/// Only what SQLite says.
pub fn is_of(db: &Connection, day: NaiveDate) -> Result<bool> {
    let known: Option<String> = db
        .prepare_cached("SELECT as_of FROM model")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(known.is_some_and(|known| known == value::day_text(day)))
}
