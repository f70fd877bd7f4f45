//! Full text in SQLite: looking rows up by the words in them. The index is kept by triggers (0002_full_text.sql), which call
//! `bigrams`; how a text is cut is `domain::full_text`'s business.

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OptionalExtension, Row};

use super::Result;
use crate::domain::full_text::{self, Field};
use crate::domain::id::CustomerId;
use crate::domain::time::Millis;

/// One row that has the words, with every text of it that is indexed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub row: i64,
    pub customer: CustomerId,
    pub name: String,
    pub when: When,
    pub texts: Vec<(Field, String)>,
}

/// When the row happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// It is the customer's own record.
    Always,
    At(Millis),
    /// A day as `YYYY-MM-DD`.
    Day(String),
}

/// The function the triggers call.
pub(super) fn register(db: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    Ok(db.create_scalar_function("bigrams", 1, flags, |args| {
        Ok(full_text::terms(
            args.get_raw(0).as_str().unwrap_or_default(),
        ))
    })?)
}

/// Of which row an indexed id is, one branch a table; ids are unique across tables.
const ROW: &str = "SELECT 'said' AS kind, customer_id, note AS a, '' AS b, '' AS c, '' AS d, at, '' AS day FROM interaction WHERE id = ?1
     UNION ALL SELECT 'promised', customer_id, note, reason, '', '', 0, due FROM follow_up WHERE id = ?1
     UNION ALL SELECT 'item', customer_id, item, '', '', '', 0, day FROM purchase WHERE id = ?1
     UNION ALL SELECT 'fact', customer_id, text, '', '', '', 0, day FROM fact WHERE id = ?1
     UNION ALL SELECT 'note', id, note, pinned, hobbies, address, 0, '' FROM customer WHERE id = ?1";

/// The customer an indexed id belongs to, as an SQL expression over `full_text`.
pub(super) const CUSTOMER: &str = "coalesce((SELECT customer_id FROM interaction WHERE id = full_text.rowid),
     (SELECT customer_id FROM purchase WHERE id = full_text.rowid), (SELECT customer_id FROM follow_up WHERE id = full_text.rowid),
     (SELECT customer_id FROM fact WHERE id = full_text.rowid), full_text.rowid)";

/// The newest rows that answer an expression of `domain::full_text::expression`, and whether there are more. Rows of customers in
/// the bin are left out.
///
/// # Errors
/// Only what SQLite says.
pub fn search(db: &Connection, expression: &str, limit: usize) -> Result<(Vec<Hit>, bool)> {
    let mut ids = db.prepare_cached(
        "SELECT rowid FROM full_text WHERE full_text MATCH ?1 ORDER BY rowid DESC",
    )?;
    let mut row = db.prepare_cached(ROW)?;
    let mut found = ids.query([expression])?;
    let mut hits = Vec::new();
    while let Some(id) = found.next()? {
        let id = id.get::<_, i64>(0)?;
        let Some(hit) = row.query_row([id], row_to_hit).optional()? else {
            continue;
        };
        let Some(name) = name_outside_the_bin(db, hit.customer)? else {
            continue;
        };
        if hits.len() == limit {
            return Ok((hits, true));
        }
        hits.push(Hit {
            row: id,
            name,
            ..hit
        });
    }
    Ok((hits, false))
}

fn row_to_hit(row: &Row) -> rusqlite::Result<Hit> {
    let kind: String = row.get("kind")?;
    let fields: &[Field] = match kind.as_str() {
        "said" => &[Field::Said],
        "promised" => &[Field::Promised, Field::Closed],
        "item" => &[Field::Item],
        "fact" => &[Field::Fact],
        _ => &[Field::Note, Field::Pinned, Field::Hobbies, Field::Address],
    };
    let texts = fields
        .iter()
        .zip(["a", "b", "c", "d"])
        .map(|(field, column)| Ok((*field, row.get(column)?)))
        .collect::<rusqlite::Result<_>>()?;
    let (at, day): (Millis, String) = (row.get("at")?, row.get("day")?);
    Ok(Hit {
        row: 0,
        customer: row.get("customer_id")?,
        name: String::new(),
        when: if !day.is_empty() {
            When::Day(day)
        } else if kind == "said" {
            When::At(at)
        } else {
            When::Always
        },
        texts,
    })
}

fn name_outside_the_bin(db: &Connection, id: CustomerId) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT name FROM customer WHERE id = ?1 AND deleted_at IS NULL")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}
