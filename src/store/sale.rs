//! What the reports read: every sale of the shop by key, and the few counts that are no sales. Decides nothing; whoever is in the bin
//! is left out.

use chrono::{FixedOffset, NaiveDate};
use rusqlite::{Connection, params};

use super::{Result, value};
use crate::domain::id::{CustomerId, PurchaseId};
use crate::insight::shop::Share;

/// Where a reading of the sales stands: customer, day, purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    customer: CustomerId,
    day: NaiveDate,
    id: PurchaseId,
}

/// Tells the next sales, those of one customer together and in order of time; where it ended, or `None` if there are no more.
///
/// # Errors
/// Only what SQLite says, and a day that is none.
pub fn after(
    db: &Connection,
    place: Option<Place>,
    limit: usize,
    mut tell: impl FnMut(CustomerId, NaiveDate, &str, i64),
) -> Result<Option<Place>> {
    let from = place.unwrap_or(Place {
        customer: CustomerId(i64::MIN),
        day: NaiveDate::default(),
        id: PurchaseId(i64::MIN),
    });
    let mut statement = db.prepare_cached(
        "SELECT p.customer_id, p.day, p.id, p.item, p.amount_cents FROM purchase p
         WHERE (p.customer_id, p.day, p.id) > (?1, ?2, ?3) AND EXISTS (SELECT 1 FROM customer_derived WHERE customer_id = p.customer_id)
         ORDER BY p.customer_id, p.day, p.id LIMIT ?4",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![
        from.customer,
        value::day_text(from.day),
        from.id,
        limit
    ])?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        let here = Place {
            customer: row.get(0)?,
            day: value::day(row, "purchase", "day")?,
            id: row.get(2)?,
        };
        let item = row.get_ref(3)?.as_str().unwrap_or_default();
        tell(here.customer, here.day, item, row.get(4)?);
        last = Some(here);
    }
    Ok(last)
}

/// Follow-ups due today or before, and of them those late.
///
/// # Errors
/// Only what SQLite says.
pub fn due(db: &Connection, today: NaiveDate) -> Result<Share> {
    Ok(db.query_row(
        "SELECT coalesce(sum(CASE WHEN due < ?1 THEN open ELSE 0 END), 0), coalesce(sum(open), 0) FROM due_tally WHERE due <= ?1",
        [value::day_text(today)],
        |row| {
            Ok(Share {
                k: count(row.get(0)?),
                n: count(row.get(1)?),
            })
        },
    )?)
}

/// How many customers have something due today or before, and the first of them.
///
/// # Errors
/// Only what SQLite says.
pub fn due_customers(
    db: &Connection,
    today: NaiveDate,
    limit: usize,
) -> Result<(usize, Vec<CustomerId>)> {
    let mut statement = db.prepare_cached(
        "SELECT customer_id, count(*) OVER () FROM customer_derived WHERE next_due <= ?1 ORDER BY next_due, customer_id LIMIT ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![value::day_text(today), limit])?;
    let (mut n, mut ids) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        ids.push(row.get(0)?);
        n = count(row.get(1)?);
    }
    Ok((n, ids))
}

/// Who must not be contacted, or was last spoken to between two days, both included, in the shop's time zone.
///
/// # Errors
/// Only what SQLite says.
pub fn not_to_call(
    db: &Connection,
    (from, to): (NaiveDate, NaiveDate),
    offset: FixedOffset,
) -> Result<Vec<CustomerId>> {
    let (since, until) = (start_of(from, offset), end_of(to, offset));
    db.prepare_cached(
        "SELECT d.customer_id FROM customer_derived d JOIN customer c ON c.id = d.customer_id
         WHERE c.consent <> 'open' OR (d.last_contact >= ?1 AND d.last_contact < ?2)",
    )?
    .query_map([since, until], |row| row.get(0))?
    .map(|id| Ok(id?))
    .collect()
}

/// What each of the shop's people did between two days: name, conversations, those with an outcome, follow-ups done, those in time.
type Work = (String, usize, usize, usize, usize);

/// The work of everyone between two days, both included, in the shop's time zone; most conversations first.
///
/// # Errors
/// Only what SQLite says.
pub fn workers(
    db: &Connection,
    from: Option<NaiveDate>,
    to: NaiveDate,
    offset: FixedOffset,
) -> Result<Vec<Work>> {
    let shift = shift(offset);
    let start = from.map_or(i64::MIN, |day| start_of(day, offset));
    let end = end_of(to, offset);
    db.prepare_cached(
        "SELECT name, sum(said), sum(told), sum(done), sum(in_time) FROM (
             SELECT author AS name, 1 AS said, outcome IS NOT NULL AS told, 0 AS done, 0 AS in_time FROM interaction
             WHERE at >= ?1 AND at < ?2 AND corrects IS NULL
             UNION ALL
             SELECT owner, 0, 0, 1, date((closed_at + ?3) / 1000, 'unixepoch') <= due FROM follow_up
             WHERE progress = 'done' AND closed_at >= ?1 AND closed_at < ?2)
         GROUP BY name ORDER BY 2 DESC, 4 DESC, name",
    )?
    .query_map(params![start, end, shift], |row| {
        Ok((
            row.get(0)?,
            count(row.get(1)?),
            count(row.get(2)?),
            count(row.get(3)?),
            count(row.get(4)?),
        ))
    })?
    .map(|work| Ok(work?))
    .collect()
}

fn shift(offset: FixedOffset) -> i64 {
    i64::from(offset.local_minus_utc()) * 1000
}

/// The first moment of a day in the shop's time zone, in UTC milliseconds.
fn start_of(day: NaiveDate, offset: FixedOffset) -> i64 {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    midnight.timestamp_millis() - shift(offset)
}

fn end_of(day: NaiveDate, offset: FixedOffset) -> i64 {
    day.succ_opt()
        .map_or(i64::MAX, |next| start_of(next, offset))
}

fn count(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}
