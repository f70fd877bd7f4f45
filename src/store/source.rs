//! Where customers came from, in SQLite: what each source brought.

use rusqlite::Connection;

use super::Result;

/// What a source of customers brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Empty for customers of whom it is not known.
    pub name: String,
    pub customers: i64,
    /// Those who bought on one day at least, and on two.
    pub buyers: i64,
    pub repeaters: i64,
    pub spend_cents: i64,
}

/// Customers, buyers and net revenue by source, the one with most revenue first.
///
/// # Errors
/// Only what SQLite says.
pub fn sources(db: &Connection) -> Result<Vec<Source>> {
    db.prepare_cached(
        "SELECT c.source, count(*), sum(d.purchase_days > 0), sum(d.purchase_days > 1), sum(d.spend_cents)
         FROM customer_derived d JOIN customer c ON c.id = d.customer_id
         GROUP BY c.source ORDER BY sum(d.spend_cents) DESC, count(*) DESC, c.source",
    )?
    .query_and_then([], |row| {
        Ok(Source {
            name: row.get(0)?,
            customers: row.get(1)?,
            buyers: row.get(2)?,
            repeaters: row.get(3)?,
            spend_cents: row.get(4)?,
        })
    })?
    .collect()
}
