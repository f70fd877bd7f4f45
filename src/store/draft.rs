//! Unsaved text in SQLite: no part of the shop, so no history. It goes away with its customer.

use rusqlite::{Connection, Row, named_params};

use super::secret::{self, Cell, Kept};
use super::{Error, Result, value};
use crate::domain::draft::{self, Place, Unsaved};
use crate::domain::time::Millis;

fn row_to_kept(row: &Row) -> Result<draft::Kept> {
    let texts: String = row.get("texts")?;
    Ok(draft::Kept {
        id: row.get("id")?,
        at: row.get("at")?,
        name: row.get("name")?,
        unsaved: Unsaved {
            place: value::word(row, "draft", "place", Place::from_code)?,
            customer: row.get("customer_id")?,
            row: row.get("row_id")?,
            texts: serde_json::from_str(&texts).map_err(|_| Error::Value {
                table: "draft",
                column: "texts",
            })?,
        },
    })
}

/// The newest unsaved text that can be read here, unless it is about somebody in the bin.
///
/// # Errors
/// Only what SQLite says.
pub fn newest(db: &Connection) -> Result<Option<draft::Kept>> {
    let mut statement = db.prepare_cached(
        "SELECT d.id, d.place, d.customer_id, d.row_id, d.at, unsealed_draft(d.id, d.texts) AS texts, c.name FROM draft d
         LEFT JOIN customer c ON c.id = d.customer_id WHERE c.deleted_at IS NULL AND unsealed_draft(d.id, d.texts) IS NOT NULL
         ORDER BY d.at DESC, d.id DESC LIMIT 1",
    )?;
    let mut rows = statement.query_and_then([], row_to_kept)?;
    rows.next().transpose()
}

/// Keeps unsaved text, in place of what this window kept before; `seal` says how, once its row is known. Returns the row's id.
///
/// # Errors
/// `Constraint` when the customer is gone, or whatever `seal` says.
pub fn put<E: From<Error>>(
    db: &Connection,
    row: Option<i64>,
    unsaved: &Unsaved,
    at: Millis,
    seal: impl FnOnce(Cell, String) -> std::result::Result<Kept, E>,
) -> std::result::Result<i64, E> {
    let id = place(db, row, unsaved, at)?;
    let texts = serde_json::Value::from(unsaved.texts.clone()).to_string();
    secret::put_draft(db, id, &seal(secret::draft_cell(id), texts)?)?;
    Ok(id)
}

fn place(db: &Connection, row: Option<i64>, unsaved: &Unsaved, at: Millis) -> Result<i64> {
    Ok(db
        .prepare_cached(
            "INSERT INTO draft (id, place, customer_id, row_id, at, texts) VALUES (:id, :place, :customer, :row, :at, :texts)
             ON CONFLICT (id) DO UPDATE SET place = :place, customer_id = :customer, row_id = :row, at = :at, texts = :texts
             RETURNING id",
        )?
        .query_row(
            named_params! {
                ":id": row, ":place": unsaved.place.code(), ":customer": unsaved.customer, ":row": unsaved.row, ":at": at,
                ":texts": "",
            },
            |row| row.get(0),
        )?)
}

/// Forgets unsaved text.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: i64) -> Result<()> {
    db.prepare_cached("DELETE FROM draft WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
