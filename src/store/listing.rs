//! The customer list in SQLite: windows by key, never by offset, so that the millionth row costs what the first does.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, named_params};

use super::filter::Where;
use super::{Result, derived, value};
use crate::domain::id::CustomerId;
use crate::domain::listing::{Anchor, Sort};
use crate::domain::time::Millis;

/// One line of the list as stored: phone in clear, stage not yet named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: CustomerId,
    pub name: String,
    pub company: String,
    pub city: String,
    pub phone: String,
    pub tier: i64,
    pub purchase_days: i64,
    pub last_purchase: Option<NaiveDate>,
    pub last_contact: Millis,
    pub next_due: Option<NaiveDate>,
}

/// A window of lines, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    pub rows: Vec<Line>,
    pub from_first: bool,
    pub to_last: bool,
}

/// Fewer digits than this say too little to be the beginning of a phone.
const PHONE_DIGITS: usize = 3;

const SELECT: &str = "SELECT d.customer_id, c.name, c.company, c.city, d.tier, d.purchase_days, d.last_purchase, d.last_contact, d.next_due,
     coalesce((SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id LIMIT 1), '') AS phone
     FROM customer_derived d JOIN customer c ON c.id = d.customer_id";

fn row_to_line(row: &Row) -> Result<Line> {
    let due: String = row.get("next_due")?;
    Ok(Line {
        id: row.get("customer_id")?,
        name: row.get("name")?,
        company: row.get("company")?,
        city: row.get("city")?,
        phone: row.get("phone")?,
        tier: row.get("tier")?,
        purchase_days: row.get("purchase_days")?,
        last_purchase: value::maybe(row, "customer_derived", "last_purchase", |text| {
            text.parse().ok()
        })?,
        last_contact: row.get("last_contact")?,
        next_due: if due == derived::NEVER {
            None
        } else {
            Some(value::day(row, "customer_derived", "next_due")?)
        },
    })
}

/// The derived column an order goes by, and whether it runs downwards.
fn key(sort: Sort) -> (&'static str, bool) {
    match sort {
        Sort::Recent => ("last_contact", true),
        Sort::Name => ("sort_name", false),
        Sort::Due => ("next_due", false),
        Sort::Tier => ("tier", false),
        Sort::Newest => ("created_at", true),
    }
}

/// The order of the whole list, as SQL over `customer_derived d`.
pub(super) fn order(sort: Sort) -> String {
    let (column, down) = key(sort);
    let way = if down { "DESC" } else { "ASC" };
    format!("d.{column} {way}, d.customer_id {way}")
}

/// The window of the whole list around `anchor`: up to `half` lines on either side of it, or twice as many behind it.
///
/// # Errors
/// Only what SQLite says.
pub fn window(db: &Connection, sort: Sort, anchor: Anchor, half: usize) -> Result<Lines> {
    narrowed(db, &Where::everyone(), sort, anchor, half)
}

/// The window of the list of those that `only` means; the anchor need not be one of them.
///
/// # Errors
/// Only what SQLite says.
pub fn narrowed(
    db: &Connection,
    only: &Where,
    sort: Sort,
    anchor: Anchor,
    half: usize,
) -> Result<Lines> {
    let (column, down) = key(sort);
    let at: Option<Value> = match anchor {
        Anchor::First | Anchor::Last => None,
        Anchor::At(id) | Anchor::After(id) => db
            .prepare_cached(&format!(
                "SELECT {column} FROM customer_derived WHERE customer_id = ?1"
            ))?
            .query_row([id], |row| row.get(0))
            .optional()?,
    };
    match (anchor, at) {
        (Anchor::At(id), Some(at)) => {
            let (mut before, from_first) =
                side(db, only, column, !down, Some((&at, id, "")), half)?;
            let (after, to_last) = side(db, only, column, down, Some((&at, id, "=")), half)?;
            before.reverse();
            before.extend(after);
            Ok(Lines {
                rows: before,
                from_first,
                to_last,
            })
        }
        (Anchor::After(id), Some(at)) => {
            let (rows, to_last) = side(db, only, column, down, Some((&at, id, "")), half * 2)?;
            Ok(Lines {
                rows,
                from_first: false,
                to_last,
            })
        }
        (Anchor::Last, _) => {
            let (mut rows, from_first) = side(db, only, column, !down, None, half * 2)?;
            rows.reverse();
            Ok(Lines {
                rows,
                from_first,
                to_last: true,
            })
        }
        // The anchor's customer is in the bin by now: start at the top.
        (Anchor::First | Anchor::At(_) | Anchor::After(_), _) => {
            let (rows, to_last) = side(db, only, column, down, None, half * 2)?;
            Ok(Lines {
                rows,
                from_first: true,
                to_last,
            })
        }
    }
}

/// Up to `limit` lines on one side of a key, walking away from it; and whether the list ends there.
fn side(
    db: &Connection,
    only: &Where,
    column: &str,
    down: bool,
    from: Option<(&Value, CustomerId, &str)>,
    limit: usize,
) -> Result<(Vec<Line>, bool)> {
    let (than, order) = if down { ("<", "DESC") } else { (">", "ASC") };
    let place = match from {
        Some((_, _, equal)) => format!("(d.{column}, d.customer_id) {than}{equal} (:at, :id) AND"),
        None => String::new(),
    };
    let sql = format!(
        "{SELECT} WHERE {place} {} ORDER BY d.{column} {order}, d.customer_id {order} LIMIT :limit",
        only.sql
    );
    let one_more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let mut values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
    values.push((":limit", &one_more));
    if let Some((at, id, _)) = &from {
        values.extend([(":at", *at as &dyn ToSql), (":id", id)]);
    }
    let mut rows: Vec<Line> = db
        .prepare_cached(&sql)?
        .query_and_then(values.as_slice(), row_to_line)?
        .collect::<Result<_>>()?;
    let ends = rows.len() <= limit;
    rows.truncate(limit);
    Ok((rows, ends))
}

/// The lines of the customers named, in the order named; those in the bin are left out.
///
/// # Errors
/// Only what SQLite says.
pub fn of(db: &Connection, ids: &[CustomerId]) -> Result<Vec<Line>> {
    let sql = format!("{SELECT} WHERE d.customer_id = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let mut lines = Vec::with_capacity(ids.len());
    for id in ids {
        for line in statement.query_and_then([id], row_to_line)? {
            lines.push(line?);
        }
    }
    Ok(lines)
}

/// Customers whose pinyin or name starts with, or whose phone is, what was typed: the answer while the search index still loads.
///
/// # Errors
/// Only what SQLite says.
pub fn starting_with(db: &Connection, typed: &str, limit: usize) -> Result<Vec<CustomerId>> {
    let lower = typed.to_lowercase();
    let after = |text: &str| format!("{text}\u{10ffff}");
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let phone = if digits.len() < PHONE_DIGITS {
        "+".to_owned()
    } else {
        format!("+86{digits}")
    };
    db.prepare_cached(
        "SELECT customer_id FROM (
             SELECT * FROM (SELECT customer_id FROM customer_derived WHERE sort_name >= :lower AND sort_name < :after_lower LIMIT :limit)
             UNION SELECT * FROM (SELECT id FROM customer WHERE name >= :typed AND name < :after_typed AND deleted_at IS NULL LIMIT :limit)
             UNION SELECT * FROM (SELECT customer_id FROM contact WHERE value >= :phone AND value < :after_phone LIMIT :limit)
         ) JOIN customer_derived USING (customer_id) ORDER BY last_contact DESC, customer_id LIMIT :limit",
    )?
    .query_map(
        named_params! {
            ":lower": lower, ":after_lower": after(&lower), ":typed": typed, ":after_typed": after(typed),
            ":phone": phone, ":after_phone": if phone == "+" { phone.clone() } else { after(&phone) },
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
        },
        |row| row.get(0),
    )?
    .map(|id| Ok(id?))
    .collect()
}
