//! Everyone between two customers of the list, both included, by the keys of the order: nobody outside the range is looked at.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, ToSql, named_params};

use super::key;
use crate::domain::id::CustomerId;
use crate::domain::listing::Sort;
use crate::store::Result;
use crate::store::filter::Where;

/// Up to `limit` of those whom `only` means, in order; none when one of the two has left the list.
///
/// # Errors
/// Only what SQLite says.
pub fn between(
    db: &Connection,
    only: &Where,
    sort: Sort,
    ends: (CustomerId, CustomerId),
    limit: usize,
) -> Result<Vec<CustomerId>> {
    let (column, _) = key(sort);
    let places: Option<(Value, Value, bool)> = db
        .prepare_cached(&format!(
            "SELECT a.{column}, b.{column}, (a.{column}, a.customer_id) <= (b.{column}, b.customer_id)
             FROM customer_derived a, customer_derived b WHERE a.customer_id = :a AND b.customer_id = :b"
        ))?
        .query_row(named_params! {":a": ends.0, ":b": ends.1}, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((a, b, is_rising)) = places else {
        return Ok(Vec::new());
    };
    let (low, high) = ((a, ends.0), (b, ends.1));
    let (low, high) = if is_rising { (low, high) } else { (high, low) };
    let sql = format!(
        "SELECT d.customer_id FROM customer_derived d JOIN customer c ON c.id = d.customer_id
         WHERE (d.{column}, d.customer_id) >= (:low, :low_id) AND (d.{column}, d.customer_id) <= (:high, :high_id) AND {}
         ORDER BY d.{column}, d.customer_id LIMIT :limit",
        only.sql
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
    values.extend::<[(&str, &dyn ToSql); 5]>([
        (":low", &low.0),
        (":low_id", &low.1),
        (":high", &high.0),
        (":high_id", &high.1),
        (":limit", &limit),
    ]);
    db.prepare_cached(&sql)?
        .query_map(values.as_slice(), |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}
