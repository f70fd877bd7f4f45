//! Everyone between two customers of the list, both included, by the keys of the order: nobody outside the range is looked at.

use rusqlite::types::Value;
use rusqlite::{Connection, ToSql};

use super::Walk;
use crate::domain::id::CustomerId;
use crate::store::Result;
use crate::store::filter::Where;

/// Up to `limit` of those whom `only` means, in the order of the walk; none when one of the two has left the list.
///
/// # Errors
/// Only what SQLite says.
pub fn between(
    db: &Connection,
    only: &Where,
    walk: &Walk,
    ends: (CustomerId, CustomerId),
    limit: usize,
) -> Result<Vec<CustomerId>> {
    let (Some(a), Some(b)) = (walk.place(db, ends.0)?, walk.place(db, ends.1)?) else {
        return Ok(Vec::new());
    };
    let (first, last) = if is_behind(db, walk, &a, ends.1)? {
        (a, b)
    } else {
        (b, a)
    };
    let sql = format!(
        "SELECT d.customer_id FROM customer_derived d JOIN customer c ON c.id = d.customer_id
         WHERE {} AND {} AND {} ORDER BY {} LIMIT :limit",
        walk.behind(true),
        walk.back().behind_as('h', true),
        only.sql,
        walk.order()
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let named: Vec<(String, &Value)> = keys('k', &first).chain(keys('h', &last)).collect();
    let mut values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
    values.push((":limit", &limit));
    values.extend(
        named
            .iter()
            .map(|(name, value)| (name.as_str(), *value as &dyn ToSql)),
    );
    db.prepare_cached(&sql)?
        .query_map(values.as_slice(), |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}

/// Whether a customer stands at a place or behind it.
fn is_behind(db: &Connection, walk: &Walk, place: &[Value], id: CustomerId) -> Result<bool> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE d.customer_id = :id AND {})",
        walk.behind(true)
    );
    let named: Vec<(String, &Value)> = keys('k', place).collect();
    let mut values: Vec<(&str, &dyn ToSql)> = vec![(":id", &id)];
    values.extend(
        named
            .iter()
            .map(|(name, value)| (name.as_str(), *value as &dyn ToSql)),
    );
    Ok(db
        .prepare_cached(&sql)?
        .query_row(values.as_slice(), |row| row.get(0))?)
}

fn keys(letter: char, values: &[Value]) -> impl Iterator<Item = (String, &Value)> {
    values
        .iter()
        .enumerate()
        .map(move |(n, value)| (format!(":{letter}{n}"), value))
}
