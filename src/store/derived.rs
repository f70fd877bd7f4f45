//! Derived data in SQLite: what is computed from the tracked rows and may be thrown away. Untracked; only `app::derived` writes it.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, named_params, params};

use super::{Result, value};
use crate::domain::customer::{Loss, Tier};
use crate::domain::id::CustomerId;
use crate::domain::time::Millis;

/// The raw material of one customer's derived row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    pub id: CustomerId,
    pub name: String,
    pub tier_pin: Option<Tier>,
    pub created_at: Millis,
    pub last_contact: Millis,
    pub next_due: Option<NaiveDate>,
    pub purchase_days: i64,
    pub last_purchase: Option<NaiveDate>,
    pub spend_cents: i64,
    /// Net spend since `year_from`.
    pub year_cents: i64,
}

/// The due day of customers to whom nothing is promised: sorts after every real day.
pub(super) const NEVER: &str = "9999-12-31";

/// Reads what a customer's derived row is made of; `None` when they are in the bin or gone.
///
/// # Errors
/// Only what SQLite says.
pub fn raw(db: &Connection, id: CustomerId, year_from: NaiveDate) -> Result<Option<Raw>> {
    let mut statement = db.prepare_cached(
        "SELECT c.name, c.tier_pin, c.created_at,
             coalesce((SELECT max(at) FROM interaction WHERE customer_id = c.id), 0) AS last_contact,
             (SELECT min(due) FROM follow_up WHERE customer_id = c.id AND progress = 'open') AS next_due,
             (SELECT count(DISTINCT day) FROM purchase WHERE customer_id = c.id AND amount_cents >= 0 AND refunds IS NULL) AS purchase_days,
             (SELECT max(day) FROM purchase WHERE customer_id = c.id AND amount_cents >= 0 AND refunds IS NULL) AS last_purchase,
             coalesce((SELECT sum(amount_cents) FROM purchase WHERE customer_id = c.id), 0) AS spend_cents,
             coalesce((SELECT sum(amount_cents) FROM purchase WHERE customer_id = c.id AND day >= ?2), 0) AS year_cents
         FROM customer c WHERE c.id = ?1 AND c.deleted_at IS NULL",
    )?;
    let mut rows = statement.query_and_then(params![id, value::day_text(year_from)], |row| {
        Ok(Raw {
            id,
            name: row.get("name")?,
            tier_pin: pin_of(row)?,
            created_at: row.get("created_at")?,
            last_contact: row.get("last_contact")?,
            next_due: value::maybe(row, "follow_up", "next_due", |text| text.parse().ok())?,
            purchase_days: row.get("purchase_days")?,
            last_purchase: value::maybe(row, "purchase", "last_purchase", |text| {
                text.parse().ok()
            })?,
            spend_cents: row.get("spend_cents")?,
            year_cents: row.get("year_cents")?,
        })
    })?;
    rows.next().transpose()
}

/// Keeps a customer's derived row.
///
/// # Errors
/// Only what SQLite says.
pub fn put(
    db: &Connection,
    raw: &Raw,
    sort_name: &str,
    tier: Tier,
    loss: Option<Loss>,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO customer_derived (customer_id, sort_name, last_contact, next_due, purchase_days, last_purchase, spend_cents,
             year_cents, tier, created_at, risk, chance)
         VALUES (:id, :sort_name, :last_contact, :next_due, :purchase_days, :last_purchase, :spend, :year, :tier, :created, :risk, :chance)
         ON CONFLICT (customer_id) DO UPDATE SET sort_name = :sort_name, last_contact = :last_contact, next_due = :next_due,
             purchase_days = :purchase_days, last_purchase = :last_purchase, spend_cents = :spend, year_cents = :year, tier = :tier,
             created_at = :created, risk = :risk, chance = :chance",
    )?
    .execute(named_params! {
        ":id": raw.id, ":sort_name": sort_name, ":last_contact": raw.last_contact,
        ":next_due": raw.next_due.map_or_else(|| NEVER.to_owned(), value::day_text), ":purchase_days": raw.purchase_days,
        ":last_purchase": raw.last_purchase.map(value::day_text), ":spend": raw.spend_cents, ":year": raw.year_cents,
        ":tier": tier.rank(), ":created": raw.created_at, ":risk": loss.map(|loss| loss.risk.rank()),
        ":chance": loss.map(|loss| loss.chance.ten_thousandths()),
    })?;
    Ok(())
}

/// What a buyer's tier is decided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buyer {
    pub tier_pin: Option<Tier>,
    pub purchase_days: i64,
    /// Net spend of the year up to the day the row was derived on.
    pub year_cents: i64,
}

/// Decides the tier of everyone who ever bought anew, from their derived rows; writes only where it changes.
///
/// # Errors
/// Only what SQLite says.
pub fn retier(db: &Connection, tier: impl Fn(&Buyer) -> Tier) -> Result<()> {
    let mut moved: Vec<(CustomerId, Tier)> = Vec::new();
    let mut buyers = db.prepare(
        "SELECT c.id, c.tier_pin, d.purchase_days, d.year_cents, d.tier FROM customer_derived d
         JOIN customer c ON c.id = d.customer_id WHERE d.purchase_days > 0",
    )?;
    let mut rows = buyers.query([])?;
    while let Some(row) = rows.next()? {
        let decided = tier(&Buyer {
            tier_pin: pin_of(row)?,
            purchase_days: row.get("purchase_days")?,
            year_cents: row.get("year_cents")?,
        });
        if decided.rank() != row.get::<_, i64>("tier")? {
            moved.push((row.get("id")?, decided));
        }
    }
    for (id, tier) in moved {
        db.prepare_cached("UPDATE customer_derived SET tier = ?2 WHERE customer_id = ?1")?
            .execute(params![id, tier.rank()])?;
    }
    Ok(())
}

/// How many customers each tier would have, were the year's spend of a VIP cut there: VIPs, regulars, prospects.
///
/// # Errors
/// Only what SQLite says.
pub fn tiers_at(db: &Connection, vip_cents: i64) -> Result<[usize; 3]> {
    let mut counts = [0; 3];
    let mut statement = db.prepare_cached(
        "SELECT CASE WHEN c.tier_pin = 'vip' THEN 0 WHEN c.tier_pin = 'regular' THEN 1 WHEN c.tier_pin IS NOT NULL THEN 2
             WHEN d.purchase_days = 0 THEN 2 WHEN d.year_cents >= ?1 THEN 0 ELSE 1 END AS tier, count(*)
         FROM customer_derived d JOIN customer c ON c.id = d.customer_id GROUP BY 1",
    )?;
    let mut rows = statement.query([vip_cents])?;
    while let Some(row) = rows.next()? {
        let (tier, count): (i64, i64) = (row.get(0)?, row.get(1)?);
        let place = usize::try_from(tier).unwrap_or(usize::MAX);
        if let Some(slot) = counts.get_mut(place) {
            *slot = usize::try_from(count).unwrap_or(0);
        }
    }
    Ok(counts)
}

/// Keeps how likely somebody is to be lost; tells whether it was something else before.
///
/// # Errors
/// Only what SQLite says.
pub fn set_loss(db: &Connection, id: CustomerId, loss: Option<Loss>) -> Result<bool> {
    let changed = db
        .prepare_cached(
            "UPDATE customer_derived SET risk = ?2, chance = ?3 WHERE customer_id = ?1 AND (risk IS NOT ?2 OR chance IS NOT ?3)",
        )?
        .execute(params![
            id,
            loss.map(|loss| loss.risk.rank()),
            loss.map(|loss| loss.chance.ten_thousandths())
        ])?;
    Ok(changed > 0)
}

fn pin_of(row: &Row) -> Result<Option<Tier>> {
    value::maybe(row, "customer", "tier_pin", |code| {
        Tier::ALL.into_iter().find(|tier| tier.code() == code)
    })
}

/// Drops a customer's derived row: they are in the bin.
///
/// # Errors
/// Only what SQLite says.
pub fn drop(db: &Connection, id: CustomerId) -> Result<()> {
    db.prepare_cached("DELETE FROM customer_derived WHERE customer_id = ?1")?
        .execute([id])?;
    super::expected::drop(db, id)
}

/// The shop's own rhythm: where tiers and stages are cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    pub as_of: NaiveDate,
    pub vip_cents: i64,
    pub silent_days: i64,
    pub lost_days: i64,
    /// The cuts people had set when it was measured.
    pub pins: String,
}

/// The cuts as last measured.
///
/// # Errors
/// Only what SQLite says.
pub fn rhythm(db: &Connection) -> Result<Option<Rhythm>> {
    let mut statement =
        db.prepare_cached("SELECT as_of, vip_cents, silent_days, lost_days, pins FROM rhythm")?;
    let mut rows = statement.query_and_then([], |row| {
        Ok(Rhythm {
            as_of: value::day(row, "rhythm", "as_of")?,
            vip_cents: row.get("vip_cents")?,
            silent_days: row.get("silent_days")?,
            lost_days: row.get("lost_days")?,
            pins: row.get("pins")?,
        })
    })?;
    rows.next().transpose()
}

/// Keeps the cuts.
///
/// # Errors
/// Only what SQLite says.
pub fn put_rhythm(db: &Connection, rhythm: &Rhythm) -> Result<()> {
    db.execute(
        "INSERT INTO rhythm (id, as_of, vip_cents, silent_days, lost_days, pins) VALUES (1, ?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET as_of = ?1, vip_cents = ?2, silent_days = ?3, lost_days = ?4, pins = ?5",
        params![
            value::day_text(rhythm.as_of),
            rhythm.vip_cents,
            rhythm.silent_days,
            rhythm.lost_days,
            rhythm.pins
        ],
    )?;
    Ok(())
}

/// Net spend since `from` of everyone who ever bought, largest first.
///
/// # Errors
/// Only what SQLite says.
pub fn spends_since(db: &Connection, from: NaiveDate) -> Result<Vec<i64>> {
    db.prepare(
        "SELECT sum(CASE WHEN p.day >= ?1 THEN p.amount_cents ELSE 0 END) AS spend FROM purchase p
         JOIN customer c ON c.id = p.customer_id WHERE c.deleted_at IS NULL GROUP BY p.customer_id ORDER BY spend DESC",
    )?
    .query_map([value::day_text(from)], |row| row.get(0))?
    .map(|spend| Ok(spend?))
    .collect()
}

/// Every completed gap between purchase days of one customer, in days, pooled over the shop.
///
/// # Errors
/// Only what SQLite says.
pub fn gaps(db: &Connection) -> Result<Vec<i64>> {
    let mut statement = db.prepare(
        "SELECT DISTINCT p.customer_id, p.day FROM purchase p JOIN customer c ON c.id = p.customer_id
         WHERE p.amount_cents >= 0 AND p.refunds IS NULL AND c.deleted_at IS NULL ORDER BY p.customer_id, p.day",
    )?;
    let mut rows = statement.query([])?;
    let (mut gaps, mut before): (Vec<i64>, Option<(CustomerId, NaiveDate)>) = (Vec::new(), None);
    while let Some(row) = rows.next()? {
        let (customer, day) = (row.get(0)?, value::day(row, "purchase", "day")?);
        if let Some((same, earlier)) = before
            && same == customer
        {
            gaps.push((day - earlier).num_days());
        }
        before = Some((customer, day));
    }
    Ok(gaps)
}

/// The next customers by id who have ever bought: their tier may change with the calendar alone.
///
/// # Errors
/// Only what SQLite says.
pub fn buyers_after(db: &Connection, after: CustomerId, limit: usize) -> Result<Vec<CustomerId>> {
    db.prepare_cached("SELECT customer_id FROM customer_derived WHERE customer_id > ?1 AND purchase_days > 0 ORDER BY customer_id LIMIT ?2")?
        .query_map(params![after, i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}

/// What search knows of one customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchRow {
    pub id: CustomerId,
    pub name: String,
    pub nickname: String,
    pub company: String,
    pub phones: Vec<String>,
    pub handles: Vec<String>,
    pub tags: Vec<String>,
    pub recency: i64,
}

/// Which customers' search rows are read.
#[derive(Debug, Clone, Copy)]
enum Which {
    One(CustomerId),
    /// So many by id, after this one.
    After(CustomerId, usize),
}

/// What search knows of one customer; `None` when they are in the bin or gone.
///
/// # Errors
/// Only what SQLite says.
pub fn search_row(db: &Connection, id: CustomerId) -> Result<Option<SearchRow>> {
    Ok(search_rows(db, Which::One(id))?.pop())
}

/// What search knows of the next customers by id, the bin left out: three statements for all of them.
///
/// # Errors
/// Only what SQLite says.
pub fn search_rows_after(
    db: &Connection,
    after: CustomerId,
    limit: usize,
) -> Result<Vec<SearchRow>> {
    search_rows(db, Which::After(after, limit))
}

fn search_rows(db: &Connection, which: Which) -> Result<Vec<SearchRow>> {
    let (from, limit) = match which {
        Which::One(id) => (id, 1),
        Which::After(id, limit) => (CustomerId(id.0.saturating_add(1)), limit),
    };
    let to = match which {
        Which::One(id) => id,
        Which::After(..) => CustomerId(i64::MAX),
    };
    let mut found: Vec<SearchRow> = db
        .prepare_cached(
            "SELECT c.id, c.name, c.nickname, c.company, max(d.last_contact, d.created_at) FROM customer_derived d
             JOIN customer c ON c.id = d.customer_id WHERE d.customer_id BETWEEN ?1 AND ?2 ORDER BY d.customer_id LIMIT ?3",
        )?
        .query_map(params![from, to, i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            Ok(SearchRow {
                id: row.get(0)?,
                name: row.get(1)?,
                nickname: row.get(2)?,
                company: row.get(3)?,
                recency: row.get(4)?,
                ..SearchRow::default()
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    if let Some(last) = found.last().map(|row| row.id) {
        add_contacts(db, from, last, &mut found)?;
        add_tags(db, from, last, &mut found)?;
    }
    Ok(found)
}

fn add_contacts(
    db: &Connection,
    from: CustomerId,
    to: CustomerId,
    found: &mut [SearchRow],
) -> Result<()> {
    let mut contacts = db.prepare_cached(
        "SELECT customer_id, method, value FROM contact WHERE customer_id BETWEEN ?1 AND ?2 ORDER BY customer_id, rank, id",
    )?;
    let mut rows = contacts.query([from, to])?;
    while let Some(row) = rows.next()? {
        let Some(owner) = owner_of(found, row.get(0)?) else {
            continue;
        };
        let method = row.get_ref(1)?.as_str();
        let kept = if method.is_ok_and(|method| method == "phone") {
            &mut owner.phones
        } else {
            &mut owner.handles
        };
        kept.push(row.get(2)?);
    }
    Ok(())
}

fn add_tags(
    db: &Connection,
    from: CustomerId,
    to: CustomerId,
    found: &mut [SearchRow],
) -> Result<()> {
    let mut tags = db.prepare_cached(
        "SELECT ct.customer_id, tag.name FROM customer_tag ct JOIN tag ON tag.id = ct.tag_id
         WHERE ct.customer_id BETWEEN ?1 AND ?2 ORDER BY ct.customer_id, ct.id",
    )?;
    let mut rows = tags.query([from, to])?;
    while let Some(row) = rows.next()? {
        if let Some(owner) = owner_of(found, row.get(0)?) {
            owner.tags.push(row.get(1)?);
        }
    }
    Ok(())
}

/// The row of a customer among rows in the order of their ids; none for somebody in the bin.
fn owner_of(found: &mut [SearchRow], id: CustomerId) -> Option<&mut SearchRow> {
    let at = found.binary_search_by_key(&id, |row| row.id).ok()?;
    found.get_mut(at)
}
