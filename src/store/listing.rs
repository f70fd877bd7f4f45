//! The customer list in SQLite: windows by key, never by offset, so that the millionth row costs what the first does.

pub mod between;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, named_params};

use super::filter::{Scene, Where};
use super::{Result, derived, value};
use crate::domain::customer::{Stage, Tier};
use crate::domain::id::CustomerId;
use crate::domain::listing::{Anchor, Sort};
use crate::domain::time::Millis;
use crate::domain::view::{Group, Heading, Key, Order, STAGES};

/// One line of the list as stored: phone in clear, stage not yet named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: CustomerId,
    pub name: String,
    /// Another customer has the same name.
    pub is_twin: bool,
    pub company: String,
    pub city: String,
    pub phone: String,
    pub tier: i64,
    pub purchase_days: i64,
    /// The stage set by hand, if any.
    pub stage_pin: Option<Stage>,
    pub last_purchase: Option<NaiveDate>,
    pub last_contact: Millis,
    pub next_due: Option<NaiveDate>,
    pub spend_cents: i64,
    pub tags: Vec<String>,
    pub source: String,
    pub owner: String,
    pub created_at: Millis,
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

const SELECT: &str = "SELECT d.customer_id, c.name, c.company, c.city, c.source, c.owner, d.tier, c.stage_pin, d.purchase_days, d.last_purchase,
     d.last_contact, d.next_due, d.spend_cents, d.created_at,
     EXISTS (SELECT 1 FROM customer o WHERE o.name = c.name AND o.id <> c.id AND o.deleted_at IS NULL) AS is_twin,
     (SELECT group_concat(tag.name, char(31)) FROM customer_tag JOIN tag ON tag.id = tag_id WHERE customer_id = c.id) AS tags,
     coalesce((SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id LIMIT 1), '') AS phone
     FROM customer_derived d JOIN customer c ON c.id = d.customer_id";

fn row_to_line(row: &Row) -> Result<Line> {
    let due: String = row.get("next_due")?;
    let tags: Option<String> = row.get("tags")?;
    Ok(Line {
        id: row.get("customer_id")?,
        name: row.get("name")?,
        is_twin: row.get("is_twin")?,
        company: row.get("company")?,
        city: row.get("city")?,
        phone: row.get("phone")?,
        tier: row.get("tier")?,
        stage_pin: value::maybe(row, "customer", "stage_pin", Stage::from_code)?,
        purchase_days: row.get("purchase_days")?,
        last_purchase: value::maybe(row, "customer_derived", "last_purchase", |text| {
            text.parse().ok()
        })?,
        last_contact: row.get("last_contact")?,
        spend_cents: row.get("spend_cents")?,
        tags: sorted(tags.as_deref().unwrap_or_default()),
        source: row.get("source")?,
        owner: row.get("owner")?,
        created_at: row.get("created_at")?,
        next_due: if due == derived::NEVER {
            None
        } else {
            Some(value::day(row, "customer_derived", "next_due")?)
        },
    })
}

/// Names joined by U+001F, in their order.
fn sorted(joined: &str) -> Vec<String> {
    let mut names: Vec<String> = joined
        .split('\u{1f}')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    names.sort_unstable();
    names
}

/// An expression customers are ordered by, and whether it runs downwards.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    sql: String,
    is_down: bool,
}

/// The way through the list: heading, first key, second key, id. A single key of the derived table walks its index. Ties under it, and
/// whatever has no index (a second key, a heading by city, owner, source or stage), are put in order window by window by SQLite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk(Vec<Step>);

impl Walk {
    /// The way that a view's order and headings say.
    #[must_use]
    pub fn by(order: Order, group: Option<Group>, scene: Scene) -> Self {
        let heading = group.map(|group| Step {
            sql: heading(group, scene),
            is_down: false,
        });
        let keys = [Some(order.first()), order.then()];
        let mut steps: Vec<Step> = heading
            .into_iter()
            .chain(keys.into_iter().flatten().map(step))
            .collect();
        steps.push(Step {
            sql: "d.customer_id".to_owned(),
            is_down: step(order.first()).is_down,
        });
        Self(steps)
    }

    /// The same way backwards.
    fn back(&self) -> Self {
        Self(
            self.0
                .iter()
                .map(|step| Step {
                    is_down: !step.is_down,
                    ..step.clone()
                })
                .collect(),
        )
    }

    /// The condition of what lies behind a place, whose values are bound as `:k0`, `:k1` and so on.
    fn behind(&self, with_itself: bool) -> String {
        self.behind_as('k', with_itself)
    }

    /// The same, with the values bound under another letter.
    fn behind_as(&self, letter: char, with_itself: bool) -> String {
        let goes_down = self.0.first().is_some_and(|step| step.is_down);
        let is_one_way = self.0.iter().all(|step| step.is_down == goes_down);
        let equal = if with_itself { "=" } else { "" };
        if is_one_way {
            let keys: Vec<&str> = self.0.iter().map(|step| step.sql.as_str()).collect();
            let values: Vec<String> = (0..keys.len()).map(|n| format!(":{letter}{n}")).collect();
            let than = if goes_down { "<" } else { ">" };
            // Compared as one row, which an index can be searched by.
            return format!(
                "({}) {than}{equal} ({})",
                keys.join(", "),
                values.join(", ")
            );
        }
        let last = self.0.len().saturating_sub(1);
        self.0
            .iter()
            .enumerate()
            .rev()
            .fold(String::new(), |inner, (n, step)| {
                let (sql, than) = (&step.sql, if step.is_down { "<" } else { ">" });
                if n == last {
                    format!("{sql} {than}{equal} :{letter}{n}")
                } else {
                    format!(
                        "{sql} {than}= :{letter}{n} AND ({sql} {than} :{letter}{n} OR ({inner}))"
                    )
                }
            })
    }

    /// The order, as SQL over `customer_derived d` and `customer c`.
    pub(super) fn order(&self) -> String {
        let keys: Vec<String> = self
            .0
            .iter()
            .map(|step| format!("{} {}", step.sql, if step.is_down { "DESC" } else { "ASC" }))
            .collect();
        keys.join(", ")
    }

    /// Where a customer stands on the way; `None` in the bin.
    fn place(&self, db: &Connection, id: CustomerId) -> Result<Option<Vec<Value>>> {
        let keys: Vec<&str> = self.0.iter().map(|step| step.sql.as_str()).collect();
        Ok(db
            .prepare_cached(&format!(
                "SELECT {} FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE d.customer_id = ?1",
                keys.join(", ")
            ))?
            .query_row([id], |row| (0..keys.len()).map(|n| row.get(n)).collect())
            .optional()?)
    }
}

fn step(key: Key) -> Step {
    let (sql, is_down) = match key.sort {
        Sort::Recent => ("d.last_contact", true),
        Sort::Name => ("d.sort_name", false),
        Sort::Due => ("d.next_due", false),
        Sort::Tier => ("d.tier", false),
        Sort::Newest => ("d.created_at", true),
        Sort::Bought => ("d.bought", true),
        Sort::Spend => ("d.spend_cents", true),
    };
    Step {
        sql: sql.to_owned(),
        is_down: is_down != key.is_reversed,
    }
}

/// What a heading is ordered by; a text that is missing stands behind every other.
fn heading(group: Group, scene: Scene) -> String {
    let text = |column: &str| format!("iif(c.{column} = '', char(1114109), c.{column})");
    match group {
        Group::Tier => "d.tier".to_owned(),
        Group::Stage => {
            let whens: Vec<String> = STAGES
                .iter()
                .enumerate()
                .map(|(n, stage)| format!("WHEN {} THEN {n}", scene.is_in(*stage)))
                .collect();
            format!("CASE {} END", whens.join(" "))
        }
        Group::City => text("city"),
        Group::Owner => text("owner"),
        Group::Source => text("source"),
    }
}

/// The headings of those that `only` means, in order, with how many each has.
///
/// # Errors
/// Only what SQLite says.
pub fn headings(
    db: &Connection,
    only: &Where,
    group: Group,
    scene: Scene,
) -> Result<Vec<(Heading, i64)>> {
    let sql = format!(
        "SELECT {} AS heading, count(*) AS customers, min(c.city) AS city, min(c.owner) AS owner, min(c.source) AS source
         FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE {} GROUP BY heading ORDER BY heading",
        heading(group, scene),
        only.sql
    );
    let values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
    db.prepare_cached(&sql)?
        .query_and_then(values.as_slice(), |row| {
            let heading = match group {
                Group::Tier => Heading::Tier(Tier::from_rank(row.get("heading")?)),
                Group::Stage => {
                    let at = usize::try_from(row.get::<_, i64>("heading")?).unwrap_or(STAGES.len());
                    Heading::Stage(STAGES.get(at).copied().unwrap_or(Stage::Potential))
                }
                Group::City => Heading::Text(row.get("city")?),
                Group::Owner => Heading::Text(row.get("owner")?),
                Group::Source => Heading::Text(row.get("source")?),
            };
            Ok((heading, row.get("customers")?))
        })?
        .collect()
}

/// The window of those that `only` means around `anchor`, which need not be one of them: up to `half` lines on either side of it, or twice
/// as many behind it.
///
/// # Errors
/// Only what SQLite says.
pub fn window(
    db: &Connection,
    only: &Where,
    walk: &Walk,
    anchor: Anchor,
    half: usize,
) -> Result<Lines> {
    let at = match anchor {
        Anchor::First | Anchor::Last => None,
        Anchor::At(id) | Anchor::After(id) => walk.place(db, id)?,
    };
    match (anchor, at) {
        (Anchor::At(_), Some(at)) => {
            let (mut before, from_first) = side(db, only, &walk.back(), Some((&at, false)), half)?;
            let (after, to_last) = side(db, only, walk, Some((&at, true)), half)?;
            before.reverse();
            before.extend(after);
            Ok(Lines {
                rows: before,
                from_first,
                to_last,
            })
        }
        (Anchor::After(_), Some(at)) => {
            let (rows, to_last) = side(db, only, walk, Some((&at, false)), half * 2)?;
            Ok(Lines {
                rows,
                from_first: false,
                to_last,
            })
        }
        (Anchor::Last, _) => {
            let (mut rows, from_first) = side(db, only, &walk.back(), None, half * 2)?;
            rows.reverse();
            Ok(Lines {
                rows,
                from_first,
                to_last: true,
            })
        }
        // The anchor's customer is in the bin by now: start at the top.
        (Anchor::First | Anchor::At(_) | Anchor::After(_), _) => {
            let (rows, to_last) = side(db, only, walk, None, half * 2)?;
            Ok(Lines {
                rows,
                from_first: true,
                to_last,
            })
        }
    }
}

/// Up to `limit` lines from a place on, with what stands there or without; and whether the list ends there.
fn side(
    db: &Connection,
    only: &Where,
    walk: &Walk,
    from: Option<(&[Value], bool)>,
    limit: usize,
) -> Result<(Vec<Line>, bool)> {
    let place = from.map_or_else(String::new, |(_, with_itself)| {
        format!("{} AND", walk.behind(with_itself))
    });
    let sql = format!(
        "{SELECT} WHERE {place} {} ORDER BY {} LIMIT :limit",
        only.sql,
        walk.order()
    );
    let one_more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let keys: Vec<(String, &Value)> = from
        .iter()
        .flat_map(|(at, _)| at.iter().enumerate())
        .map(|(n, value)| (format!(":k{n}"), value))
        .collect();
    let mut values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
    values.push((":limit", &one_more));
    values.extend(
        keys.iter()
            .map(|(name, value)| (name.as_str(), *value as &dyn ToSql)),
    );
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
