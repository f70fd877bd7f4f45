//! Contact methods in SQLite. Decides nothing about which number is good.

use rusqlite::{Connection, Row, named_params, params};

use super::{Result, value};
use crate::domain::contact::{Contact, ContactDraft, Method, Reach};
use crate::domain::id::{ContactId, CustomerId};

fn row_to_contact(row: &Row) -> Result<Contact> {
    Ok(Contact {
        id: row.get("id")?,
        customer: row.get("customer_id")?,
        method: value::word(row, "contact", "method", Method::from_code)?,
        value: row.get("value")?,
        label: row.get("label")?,
        rank: row.get("rank")?,
        reach: value::word(row, "contact", "reach", reach_from_code)?,
    })
}

fn reach_code(reach: Reach) -> &'static str {
    match reach {
        Reach::Good => "good",
        Reach::Bad => "bad",
    }
}

fn reach_from_code(code: &str) -> Option<Reach> {
    [Reach::Good, Reach::Bad]
        .into_iter()
        .find(|reach| reach_code(*reach) == code)
}

/// A customer's contacts, phones first, the primary of each method first.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<Contact>> {
    let mut contacts: Vec<Contact> = db
        .prepare_cached("SELECT id, customer_id, method, value, label, rank, reach FROM contact WHERE customer_id = ?1 ORDER BY rank, id")?
        .query_and_then([customer], row_to_contact)?
        .collect::<Result<_>>()?;
    contacts.sort_by_key(|contact| {
        Method::ALL
            .iter()
            .position(|method| *method == contact.method)
    });
    Ok(contacts)
}

/// One contact.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: ContactId) -> Result<Option<Contact>> {
    let mut statement = db.prepare_cached(
        "SELECT id, customer_id, method, value, label, rank, reach FROM contact WHERE id = ?1",
    )?;
    let mut rows = statement.query_and_then([id], row_to_contact)?;
    rows.next().transpose()
}

/// Adds a contact.
///
/// # Errors
/// Only what SQLite says.
pub fn insert(
    db: &Connection,
    id: ContactId,
    customer: CustomerId,
    draft: &ContactDraft,
    rank: i64,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO contact (id, customer_id, method, value, label, rank, reach)
         VALUES (:id, :customer, :method, :value, :label, :rank, :reach)",
    )?
    .execute(named_params! {
        ":id": id, ":customer": customer, ":method": draft.method.code(), ":value": draft.value, ":label": draft.label,
        ":rank": rank, ":reach": reach_code(Reach::Good),
    })?;
    Ok(())
}

/// Puts a contact at another place among its kind; 0 is the primary one.
///
/// # Errors
/// Only what SQLite says.
pub fn set_rank(db: &Connection, id: ContactId, rank: i64) -> Result<()> {
    db.prepare_cached("UPDATE contact SET rank = ?2 WHERE id = ?1")?
        .execute(params![id, rank])?;
    Ok(())
}

/// Marks a contact as working or as dead.
///
/// # Errors
/// Only what SQLite says.
pub fn set_reach(db: &Connection, id: ContactId, reach: Reach) -> Result<()> {
    db.prepare_cached("UPDATE contact SET reach = ?2 WHERE id = ?1")?
        .execute(params![id, reach_code(reach)])?;
    Ok(())
}

/// Takes a contact off the customer.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, id: ContactId) -> Result<()> {
    db.prepare_cached("DELETE FROM contact WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// The customers, the bin left out, who can be reached at exactly this value.
///
/// # Errors
/// Only what SQLite says.
pub fn owners(db: &Connection, method: Method, value: &str) -> Result<Vec<CustomerId>> {
    db.prepare_cached(
        "SELECT DISTINCT customer_id FROM contact JOIN customer ON customer.id = customer_id
         WHERE value = ?1 AND method = ?2 AND deleted_at IS NULL ORDER BY customer_id",
    )?
    .query_map(params![value, method.code()], |row| row.get(0))?
    .map(|id| Ok(id?))
    .collect()
}

/// Phone numbers, the bin left out, that begin with this one; at most `limit` different ones.
///
/// # Errors
/// Only what SQLite says.
pub fn starting(db: &Connection, value: &str, limit: usize) -> Result<Vec<String>> {
    db.prepare_cached(
        "SELECT DISTINCT value FROM contact JOIN customer ON customer.id = customer_id
         WHERE value >= ?1 AND value < ?2 AND method = 'phone' AND deleted_at IS NULL LIMIT ?3",
    )?
    .query_map(
        params![
            value,
            format!("{value}:"),
            i64::try_from(limit).unwrap_or(i64::MAX)
        ],
        |row| row.get(0),
    )?
    .map(|value| Ok(value?))
    .collect()
}
