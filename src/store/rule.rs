//! Rules in SQLite, and from when until when which customer met them. Decides nothing about what a rule does.

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use super::filter::Where;
use super::{Result, follow_up, value};
use crate::domain::follow_up::Progress;
use crate::domain::id::{CustomerId, FollowUpId, RuleId};
use crate::domain::rule::{Alert, AlertState, Deed, Firing, Rule, State, Told, deeds_in};
use crate::domain::time::Millis;

fn row_to_rule(row: &Row) -> Result<Rule> {
    Ok(Rule {
        id: row.get("id")?,
        name: row.get("name")?,
        text: row.get("text")?,
        state: value::word(row, "rule", "state", State::from_code)?,
    })
}

/// Every rule, in the order they were made.
///
/// # Errors
/// Only what SQLite says.
pub fn all(db: &Connection) -> Result<Vec<Rule>> {
    db.prepare_cached("SELECT id, name, text, state FROM rule ORDER BY id")?
        .query_and_then([], row_to_rule)?
        .collect()
}

/// Every rule with the number of customers that meet it now.
///
/// # Errors
/// Only what SQLite says.
pub fn told(db: &Connection) -> Result<Vec<Told>> {
    db.prepare_cached(
        "SELECT id, name, text, state,
             (SELECT count(*) FROM firing WHERE rule_id = rule.id AND ended_at IS NULL) AS meeting FROM rule ORDER BY id",
    )?
    .query_and_then([], |row| {
        Ok(Told {
            rule: row_to_rule(row)?,
            meeting: row.get("meeting")?,
        })
    })?
    .collect()
}

/// The rule of that name.
///
/// # Errors
/// Only what SQLite says.
pub fn named(db: &Connection, name: &str) -> Result<Option<Rule>> {
    let mut statement =
        db.prepare_cached("SELECT id, name, text, state FROM rule WHERE name = ?1")?;
    let mut rows = statement.query_and_then([name], row_to_rule)?;
    rows.next().transpose()
}

/// Adds a rule.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn insert(db: &Connection, rule: &Rule) -> Result<()> {
    db.prepare_cached("INSERT INTO rule (id, name, text, state) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![rule.id, rule.name, rule.text, rule.state.code()])?;
    Ok(())
}

/// Changes a rule.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn update(db: &Connection, rule: &Rule) -> Result<()> {
    db.prepare_cached("UPDATE rule SET name = ?2, text = ?3, state = ?4 WHERE id = ?1")?
        .execute(params![rule.id, rule.name, rule.text, rule.state.code()])?;
    Ok(())
}

/// Deletes a rule that nobody meets any more.
///
/// # Errors
/// `Constraint` while a tag is on because of it.
pub fn delete(db: &Connection, rule: RuleId) -> Result<()> {
    db.prepare_cached("DELETE FROM rule WHERE id = ?1")?
        .execute([rule])?;
    Ok(())
}

/// Whose standing towards a rule has turned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turns {
    /// They meet it now.
    pub gains: Vec<CustomerId>,
    /// They met it, and no longer do.
    pub losses: Vec<CustomerId>,
}

/// Whose standing towards a rule has turned, of some customers or of all. A rule that is not in the file yet has no losses.
///
/// # Errors
/// Only what SQLite says.
pub fn turns(
    db: &Connection,
    only: &Where,
    rule: Option<RuleId>,
    among: Option<&[CustomerId]>,
) -> Result<Turns> {
    let ids = among.map(|among| {
        let ids: Vec<i64> = among.iter().map(|id| id.0).collect();
        serde_json::Value::from(ids).to_string()
    });
    let among = match ids {
        Some(_) => "c.id IN (SELECT value FROM json_each(:among))",
        None => ":among IS NULL",
    };
    let open =
        "SELECT 1 FROM firing WHERE rule_id = :rule AND customer_id = c.id AND ended_at IS NULL";
    let asked = |turned: String| -> Result<Vec<CustomerId>> {
        let sql = format!(
            "SELECT c.id FROM customer_derived d JOIN customer c ON c.id = d.customer_id WHERE {among} AND {turned} ORDER BY c.id"
        );
        let mut values: Vec<(&str, &dyn ToSql)> = only.bound().collect();
        values.push((":among", &ids));
        values.push((":rule", &rule));
        db.prepare_cached(&sql)?
            .query_map(values.as_slice(), |row| row.get(0))?
            .map(|id| Ok(id?))
            .collect()
    };
    Ok(Turns {
        gains: asked(format!("({}) AND NOT EXISTS ({open})", only.sql))?,
        losses: asked(format!("EXISTS ({open}) AND NOT ({})", only.sql))?,
    })
}

/// Everyone who meets a rule, those in the bin too.
///
/// # Errors
/// Only what SQLite says.
pub fn meeting(db: &Connection, rule: RuleId) -> Result<Vec<CustomerId>> {
    db.prepare_cached("SELECT customer_id FROM firing WHERE rule_id = ?1 AND ended_at IS NULL")?
        .query_map([rule], |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}

/// Notes that a customer meets a rule, and what it did; `row` is the id of the new row.
///
/// # Errors
/// Only what SQLite says.
pub fn begin(
    db: &Connection,
    row: i64,
    customer: CustomerId,
    rule: &Rule,
    (deed, promised): (&str, &[Promised]),
    at: Millis,
) -> Result<()> {
    let promised: Vec<String> = promised.iter().map(Promised::written).collect();
    db.prepare_cached(
        "INSERT INTO firing (id, customer_id, rule_id, rule_name, deed, met_at, ended_at, promised) VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7)",
    )?
    .execute(params![row, customer, rule.id, rule.name, deed, at, promised.join(" ")])?;
    Ok(())
}

/// A follow-up that a rule scheduled and calls off again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promised {
    Alert(FollowUpId),
    Step(FollowUpId),
}

impl Promised {
    #[must_use]
    pub fn id(&self) -> FollowUpId {
        match self {
            Self::Alert(id) | Self::Step(id) => *id,
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Alert(id) => format!("a{}", id.0),
            Self::Step(id) => format!("s{}", id.0),
        }
    }

    fn read(word: &str) -> Option<Self> {
        let number = |text: &str| text.parse().ok().map(FollowUpId);
        match word.strip_prefix('a') {
            Some(id) => number(id).map(Self::Alert),
            None => number(word.strip_prefix('s')?).map(Self::Step),
        }
    }
}

fn promised_in(text: &str) -> Vec<Promised> {
    text.split(' ').filter_map(Promised::read).collect()
}

/// The newest warnings, of one customer or of all, whoever is in the bin left out.
///
/// # Errors
/// Only what SQLite says.
pub fn alerts(db: &Connection, of: Option<CustomerId>, limit: usize) -> Result<Vec<Alert>> {
    let mut statement = db.prepare_cached(
        "SELECT f.customer_id, c.name, f.rule_name, f.deed, f.met_at, f.ended_at, f.promised FROM firing f
         JOIN customer_derived d ON d.customer_id = f.customer_id JOIN customer c ON c.id = f.customer_id
         WHERE f.promised GLOB '*a*' AND (?1 IS NULL OR f.customer_id = ?1) ORDER BY f.met_at DESC, f.id DESC LIMIT ?2",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![of, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (deed, promised): (String, String) = (row.get("deed")?, row.get("promised")?);
        let ended_at: Option<Millis> = row.get("ended_at")?;
        let ids = promised_in(&promised)
            .into_iter()
            .filter_map(|one| match one {
                Promised::Alert(id) => Some(id),
                Promised::Step(_) => None,
            });
        let deeds = deeds_in(&deed).unwrap_or_default().into_iter();
        let notes = deeds.filter_map(|deed| match deed {
            Deed::Alert { note, who } => Some((note, who)),
            _ => None,
        });
        for (id, (note, who)) in ids.zip(notes) {
            let state = match follow_up::get(db, id)? {
                Some(one) if one.progress == Progress::Open => AlertState::Open,
                Some(one) if one.closed_at.is_some() && one.closed_at == ended_at => {
                    AlertState::Expired
                }
                _ => AlertState::Acknowledged,
            };
            found.push(Alert {
                customer: row.get("customer_id")?,
                name: row.get("name")?,
                rule: row.get("rule_name")?,
                note,
                who,
                raised: row.get("met_at")?,
                state,
            });
        }
    }
    Ok(found)
}

/// Notes that a customer no longer meets a rule; tells what it had done, and what it had promised.
///
/// # Errors
/// Only what SQLite says.
pub fn end(
    db: &Connection,
    customer: CustomerId,
    rule: RuleId,
    at: Millis,
) -> Result<(String, Vec<Promised>)> {
    let done: Option<(String, String)> = db
        .prepare_cached(
            "SELECT deed, promised FROM firing WHERE rule_id = ?1 AND customer_id = ?2 AND ended_at IS NULL",
        )?
        .query_row(params![rule, customer], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    db.prepare_cached(
        "UPDATE firing SET ended_at = ?3 WHERE rule_id = ?1 AND customer_id = ?2 AND ended_at IS NULL",
    )?
    .execute(params![rule, customer, at])?;
    let (deed, promised) = done.unwrap_or_default();
    Ok((deed, promised_in(&promised)))
}

/// What rules have done to a customer, newest first.
///
/// # Errors
/// Only what SQLite says.
pub fn firings(db: &Connection, customer: CustomerId, limit: usize) -> Result<Vec<Firing>> {
    db.prepare_cached(
        "SELECT id, rule_name, deed, met_at, ended_at FROM firing WHERE customer_id = ?1 ORDER BY met_at DESC, id DESC LIMIT ?2",
    )?
    .query_and_then(
        params![customer, i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| {
            let deed: String = row.get("deed")?;
            Ok(Firing {
                id: row.get("id")?,
                rule: row.get("rule_name")?,
                deeds: deeds_in(&deed).unwrap_or_default(),
                met_at: row.get("met_at")?,
                ended_at: row.get("ended_at")?,
            })
        },
    )?
    .collect()
}

/// The day rules were last looked at for everyone.
///
/// # Errors
/// Only what SQLite says.
pub fn looked_at(db: &Connection) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT as_of FROM rule_clock")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

/// Keeps that day.
///
/// # Errors
/// Only what SQLite says.
pub fn keep_looked_at(db: &Connection, day: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO rule_clock (id, as_of) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET as_of = ?1",
    )?
    .execute([day])?;
    Ok(())
}
