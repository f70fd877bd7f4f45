//! What changed about customers in a while, in SQLite: facts of the record that were written anew, and visits that have become rare.
//! Decides nothing about which while.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, params};

use super::{Result, column, value};
use crate::domain::history::Source;
use crate::domain::id::CustomerId;
use crate::domain::time::Millis;

/// The columns of a customer's own row that tell of the person.
const TELLING: [&str; 9] = [
    "name", "nickname", "company", "title", "city", "address", "source", "owner", "birthday",
];
/// Days over which visits are counted, and counted again before that.
const VISIT_DAYS: u64 = 90;
/// Visits from which a customer is known to come often.
const OFTEN: i64 = 3;

/// A fact that was written anew: what it was before the while, and what it was made last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    pub customer: CustomerId,
    /// `None` for a contact, of which only that it changed is told.
    pub column: Option<&'static str>,
    pub old: String,
    pub new: String,
    pub at: Millis,
}

/// What was written anew of customers who were there before, in the order of customers.
///
/// # Errors
/// Only what SQLite says.
pub fn rewritten(db: &Connection, from: Millis, until: Millis) -> Result<Vec<Rewritten>> {
    let mut told: BTreeMap<(CustomerId, Option<&'static str>), Rewritten> = BTreeMap::new();
    let table = column::table("customer");
    let mut statement = db.prepare_cached(
        "SELECT c.customer_id, c.\"table\", c.\"column\", CAST(c.old AS TEXT), CAST(c.new AS TEXT), o.at
         FROM op o JOIN change c ON c.op_id = o.id JOIN customer p ON p.id = c.customer_id
         WHERE o.at >= ?1 AND o.at < ?2 AND o.undone_by IS NULL AND o.source <> ?3 AND p.deleted_at IS NULL
         AND (c.\"table\" = 'contact' AND (c.\"column\" IS NULL OR c.\"column\" = 'value')
              OR c.\"table\" = 'customer' AND c.\"column\" IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM change made WHERE made.op_id = c.op_id AND made.\"table\" = 'customer'
                         AND made.row_id = c.customer_id AND made.\"column\" IS NULL)
         ORDER BY o.id, c.seq",
    )?;
    let mut rows = statement.query(params![from, until, Source::Undo.code()])?;
    while let Some(row) = rows.next()? {
        let customer: CustomerId = row.get(0)?;
        let (of, name): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        let old = row.get::<_, Option<String>>(3)?.unwrap_or_default();
        let new = row.get::<_, Option<String>>(4)?.unwrap_or_default();
        let at = row.get(5)?;
        let column = match name.filter(|_| of == "customer") {
            None => None,
            Some(name) => match table.and_then(|table| table.column(&name)) {
                Some(column) if TELLING.contains(&column.name) => Some(column.name),
                _ => continue,
            },
        };
        let was = old.clone();
        let known = told.entry((customer, column)).or_insert_with(|| Rewritten {
            customer,
            column,
            old: if column.is_some() { old } else { String::new() },
            new: String::new(),
            at,
        });
        known.at = at;
        if column.is_some() {
            // Filled in for the first time in this very month: what counts is what it said first.
            if known.old.is_empty() {
                known.old = was;
            }
            known.new = new;
        }
    }
    // What was filled in for the first time, or written back, is no change of the person's.
    let is_change =
        |one: &Rewritten| one.column.is_none() || !one.old.is_empty() && one.old != one.new;
    Ok(told.into_values().filter(is_change).collect())
}

/// Somebody who came often and comes at most half as often now: days with a purchase in the ninety days before, and in the last ninety.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rarer {
    pub customer: CustomerId,
    pub before: i64,
    pub now: i64,
}

/// Who has become rare by the end of a day, whoever fell furthest first.
///
/// # Errors
/// Only what SQLite says.
pub fn rarer(db: &Connection, by: NaiveDate) -> Result<Vec<Rarer>> {
    let back = |days: u64| by.checked_sub_days(Days::new(days)).unwrap_or(by);
    db.prepare_cached(
        "SELECT p.customer_id, count(DISTINCT CASE WHEN p.day <= ?2 THEN p.day END) AS before,
                count(DISTINCT CASE WHEN p.day > ?2 THEN p.day END) AS now
         FROM purchase p JOIN customer c ON c.id = p.customer_id
         WHERE p.refunds IS NULL AND p.day > ?1 AND p.day <= ?3 AND c.deleted_at IS NULL
         GROUP BY p.customer_id HAVING before >= ?4 AND now * 2 <= before
         ORDER BY before - now DESC, p.customer_id",
    )?
    .query_and_then(
        params![
            value::day_text(back(2 * VISIT_DAYS)),
            value::day_text(back(VISIT_DAYS)),
            value::day_text(by),
            OFTEN
        ],
        |row| {
            Ok(Rarer {
                customer: row.get(0)?,
                before: row.get(1)?,
                now: row.get(2)?,
            })
        },
    )?
    .collect()
}
