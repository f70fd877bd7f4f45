//! How long records are kept, in SQLite: the times set, and whose time is over. Destroys nothing.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Result;
use crate::domain::id::CustomerId;
use crate::domain::retention::{Category, DAY_MS, Due};
use crate::domain::time::Millis;

/// The days a kind of record is kept.
///
/// # Errors
/// Only what SQLite says.
pub fn days(db: &Connection, category: Category) -> Result<i64> {
    let set = db
        .prepare_cached("SELECT days FROM retention WHERE category = ?1")?
        .query_row([category.code()], |row| row.get(0))
        .optional()?;
    Ok(set.unwrap_or(category.proposed_days()))
}

/// Sets the days a kind of record is kept.
///
/// # Errors
/// Only what SQLite says.
pub fn set(db: &Connection, id: i64, category: Category, days: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO retention (id, category, days) VALUES (?1, ?2, ?3) ON CONFLICT (category) DO UPDATE SET days = excluded.days",
    )?
    .execute(params![id, category.code(), days])?;
    Ok(())
}

/// Whose time is over, longest first. Records set aside and consents are left out: nobody destroys the former, and the latter lapse.
///
/// # Errors
/// Only what SQLite says.
pub fn due(db: &Connection, now: Millis, limit: usize) -> Result<Vec<Due>> {
    let mut all = Vec::new();
    for category in [Category::Prospect, Category::Trade, Category::Binned] {
        let before = Millis(
            now.0
                .saturating_sub(days(db, category)?.saturating_mul(DAY_MS)),
        );
        // A day counts from its end, so that nobody's time is cut short.
        let sql = match category {
            Category::Binned => "SELECT id, name, deleted_at AS since FROM customer WHERE deleted_at < ?1 AND restricted_at IS NULL",
            Category::Prospect => {
                "SELECT c.id, c.name, max(d.last_contact, d.created_at) AS since FROM customer_derived d JOIN customer c ON c.id = d.customer_id
                 WHERE d.purchase_days = 0 AND since < ?1 AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.customer_id = c.id AND f.progress = 'open')"
            }
            _ => {
                "SELECT c.id, c.name, max(d.last_contact, d.created_at, coalesce((unixepoch(d.last_purchase) + 86400) * 1000, 0)) AS since
                 FROM customer_derived d JOIN customer c ON c.id = d.customer_id
                 WHERE d.purchase_days > 0 AND since < ?1 AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.customer_id = c.id AND f.progress = 'open')"
            }
        };
        let mut rows = db.prepare_cached(&format!("{sql} ORDER BY since, id LIMIT ?2"))?;
        let found = rows.query_map(
            params![before, i64::try_from(limit).unwrap_or(i64::MAX)],
            |row: &Row| {
                Ok(Due {
                    customer: row.get::<_, CustomerId>(0)?,
                    name: row.get(1)?,
                    category,
                    since: row.get(2)?,
                })
            },
        )?;
        all.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    all.sort_by_key(|due| (due.since, due.customer));
    all.truncate(limit);
    Ok(all)
}
