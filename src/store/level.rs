//! Levels and who holds which, in SQLite.

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::{Result, value};
use crate::domain::id::{CustomerId, LevelId};
use crate::domain::level::{Level, Membership};

fn row_to_level(row: &Row) -> Result<Level> {
    Ok(Level {
        id: row.get("id")?,
        name: row.get("name")?,
        at_least: row.get("at_least")?,
        discount_percent: row.get("discount_percent")?,
        benefits: row.get("benefits")?,
    })
}

/// Every level, the lowest first.
///
/// # Errors
/// Only what SQLite says.
pub fn all(db: &Connection) -> Result<Vec<Level>> {
    db.prepare_cached(
        "SELECT id, name, at_least, discount_percent, benefits FROM level ORDER BY at_least",
    )?
    .query_and_then([], row_to_level)?
    .collect()
}

/// Adds a level, or says everything about one anew.
///
/// # Errors
/// `Constraint` when another level begins there or is called so.
pub fn put(db: &Connection, level: &Level) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO level (id, name, at_least, discount_percent, benefits) VALUES (:id, :name, :at_least, :discount, :benefits)
         ON CONFLICT (id) DO UPDATE SET at_least = :at_least, discount_percent = :discount, benefits = :benefits",
    )?
    .execute(named_params! {
        ":id": level.id, ":name": level.name, ":at_least": level.at_least, ":discount": level.discount_percent,
        ":benefits": level.benefits,
    })?;
    Ok(())
}

/// Drops a level; who held it is not looked at.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: LevelId) -> Result<()> {
    db.prepare_cached("DELETE FROM level WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// What a customer holds.
///
/// # Errors
/// Only what SQLite says.
pub fn held(db: &Connection, customer: CustomerId) -> Result<Option<Membership>> {
    let mut statement = db.prepare_cached(
        "SELECT customer_id, level, since, short_since, card FROM membership WHERE customer_id = ?1",
    )?;
    let mut rows = statement.query_and_then([customer], |row| {
        Ok(Membership {
            customer: row.get("customer_id")?,
            level: row.get("level")?,
            since: value::day(row, "membership", "since")?,
            short_since: row
                .get::<_, Option<i32>>("short_since")?
                .and_then(NaiveDate::from_num_days_from_ce_opt),
            card: row.get("card")?,
        })
    })?;
    rows.next().transpose()
}

/// Keeps what a customer holds; `id` is used when they held nothing before.
///
/// # Errors
/// Only what SQLite says.
pub fn hold(db: &Connection, id: i64, held: &Membership) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO membership (id, customer_id, level, since, short_since, card) VALUES (:id, :customer, :level, :since, :short, :card)
         ON CONFLICT (customer_id) DO UPDATE SET level = :level, since = :since, short_since = :short, card = :card",
    )?
    .execute(named_params! {
        ":id": id, ":customer": held.customer, ":level": held.level, ":since": value::day_text(held.since),
        ":short": held.short_since.map(|day| day.num_days_from_ce()), ":card": held.card,
    })?;
    Ok(())
}

/// Whose card that is, among customers who are not in the bin.
///
/// # Errors
/// Only what SQLite says.
pub fn card_owner(db: &Connection, card: &str) -> Result<Option<CustomerId>> {
    Ok(db
        .prepare_cached(
            "SELECT m.customer_id FROM membership m JOIN customer c ON c.id = m.customer_id AND c.deleted_at IS NULL
             WHERE m.card = ?1 LIMIT 1",
        )?
        .query_row([card], |row| row.get(0))
        .optional()?)
}

/// Everyone who holds a level or has points or purchases: whom a review looks at.
///
/// # Errors
/// Only what SQLite says.
pub fn candidates(db: &Connection) -> Result<Vec<CustomerId>> {
    db.prepare_cached(
        "SELECT customer_id FROM customer_derived d WHERE d.purchase_days > 0
             OR EXISTS (SELECT 1 FROM point p WHERE p.customer_id = d.customer_id)
             OR EXISTS (SELECT 1 FROM membership m WHERE m.customer_id = d.customer_id)
         ORDER BY customer_id",
    )?
    .query_map([], |row| row.get(0))?
    .map(|id| Ok(id?))
    .collect()
}

/// Points ever earned by every customer that has any, refunds taken off.
///
/// # Errors
/// Only what SQLite says.
pub fn all_earned(db: &Connection) -> Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT max(sum(p.points), 0) FROM point p JOIN customer_derived d ON d.customer_id = p.customer_id
         LEFT JOIN point origin ON origin.id = p.cancels
         WHERE coalesce(origin.cause, p.cause) IN ('earned', 'opening', 'refunded') GROUP BY p.customer_id",
    )?
    .query_map([], |row| row.get(0))?
    .map(|points| Ok(points?))
    .collect()
}

/// What every customer has spent since a day.
///
/// # Errors
/// Only what SQLite says.
pub fn all_spent(db: &Connection, from: NaiveDate) -> Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT sum(p.amount_cents) / 100 FROM purchase p JOIN customer_derived d ON d.customer_id = p.customer_id
         WHERE p.day >= ?1 GROUP BY p.customer_id",
    )?
    .query_map(params![value::day_text(from)], |row| row.get(0))?
    .map(|spent| Ok(spent?))
    .collect()
}
