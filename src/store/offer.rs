//! What was put to customers and how they took it, in SQLite. Decides nothing.

use chrono::NaiveDate;
use rusqlite::{Connection, named_params, params};

use super::{Result, value};
use crate::domain::id::CustomerId;
use crate::domain::offer::{Hits, Offer, Put};

/// Adds one.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(db: &Connection, offer: &Offer) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO offer (id, customer_id, matter, what, about, day, reply, author)
         VALUES (:id, :customer, :matter, :what, :about, :day, :reply, :author)",
    )?
    .execute(named_params! {
        ":id": offer.id, ":customer": offer.customer, ":matter": offer.put.matter.code(), ":what": offer.put.what,
        ":about": offer.put.about, ":day": value::day_text(offer.day), ":reply": offer.reply.code(), ":author": offer.author,
    })?;
    Ok(())
}

/// Whether this was put to them already: about the same purchase, or the same pair of things. A play may be tried again.
///
/// # Errors
/// Only what SQLite says.
pub fn is_answered(db: &Connection, customer: CustomerId, put: &Put) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM offer WHERE customer_id = ?1 AND matter = ?2 AND what = ?3 AND about = ?4 AND matter <> 'play')",
        )?
        .query_row(
            params![customer, put.matter.code(), put.what, put.about],
            |row| row.get(0),
        )?)
}

/// Whether this very answer is known.
///
/// # Errors
/// Only what SQLite says.
pub fn is_kept(db: &Connection, customer: CustomerId, offer: &Offer) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM offer WHERE customer_id = ?1 AND matter = ?2 AND what = ?3 AND about = ?4 AND day = ?5)",
        )?
        .query_row(
            params![
                customer,
                offer.put.matter.code(),
                offer.put.what,
                offer.put.about,
                value::day_text(offer.day)
            ],
            |row| row.get(0),
        )?)
}

/// How often each pair of things was put to somebody, and how often taken: bought, not yet.
///
/// # Errors
/// Only what SQLite says.
pub fn laws(db: &Connection) -> Result<Vec<(Put, Hits)>> {
    db.prepare_cached(
        "SELECT what, about, sum(reply = 'taken'), count(*) FROM offer WHERE matter = 'law' GROUP BY what, about ORDER BY what, about",
    )?
    .query_map([], |row| {
        let (what, about): (String, String) = (row.get(0)?, row.get(1)?);
        let n: i64 = row.get(3)?;
        let hits = Hits {
            hits: row.get(2)?,
            judged: n,
            n,
        };
        Ok((Put::law(&about, &what), hits))
    })?
    .map(|line| Ok(line?))
    .collect()
}

/// How often each play was tried, and how often somebody bought within so many days: by the code of the play. Whose days are not over and
/// who has not bought is not judged yet.
///
/// # Errors
/// Only what SQLite says.
pub fn plays(db: &Connection, today: NaiveDate, days: u64) -> Result<Vec<(String, Hits)>> {
    let days = i64::try_from(days).unwrap_or(i64::MAX);
    db.prepare_cached(
        "SELECT what, sum(is_won), sum(is_won OR is_over), count(*) FROM (
             SELECT o.what, date(o.day, ?2) < ?1 AS is_over, EXISTS (
                 SELECT 1 FROM purchase p WHERE p.customer_id = o.customer_id AND p.amount_cents >= 0 AND p.refunds IS NULL
                 AND p.day > o.day AND p.day <= date(o.day, ?2)) AS is_won
             FROM offer o WHERE o.matter = 'play' AND o.reply = 'taken')
         GROUP BY what",
    )?
    .query_map(
        params![value::day_text(today), format!("+{days} days")],
        |row| {
            let hits = Hits {
                hits: row.get(1)?,
                judged: row.get(2)?,
                n: row.get(3)?,
            };
            Ok((row.get(0)?, hits))
        },
    )?
    .map(|line| Ok(line?))
    .collect()
}
