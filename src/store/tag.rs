//! Tags in SQLite, and who carries them.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Error, Result, value};
use crate::domain::id::{CustomerId, RuleId, TagGroupId, TagId};
use crate::domain::tag::{Choice, Colour, Group, Told, Worn};

/// The tag of that name.
///
/// # Errors
/// Only what SQLite says.
pub fn named(db: &Connection, name: &str) -> Result<Option<TagId>> {
    Ok(db
        .prepare_cached("SELECT id FROM tag WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Adds a tag to the shop.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn insert(db: &Connection, id: TagId, name: &str) -> Result<()> {
    db.prepare_cached("INSERT INTO tag (id, name) VALUES (?1, ?2)")?
        .execute(params![id, name])?;
    Ok(())
}

/// Puts a tag on a customer who does not carry it yet; `row` is the id of the new row, `rule` what put it on. Says whether it did.
///
/// # Errors
/// Only what SQLite says.
pub fn put_on(
    db: &Connection,
    row: i64,
    customer: CustomerId,
    tag: TagId,
    rule: Option<RuleId>,
) -> Result<bool> {
    let rows = db
        .prepare_cached(
            "INSERT INTO customer_tag (id, customer_id, tag_id, rule_id) SELECT ?1, ?2, ?3, ?4
             WHERE NOT EXISTS (SELECT 1 FROM customer_tag WHERE customer_id = ?2 AND tag_id = ?3)",
        )?
        .execute(params![row, customer, tag, rule])?;
    Ok(rows > 0)
}

/// Makes a tag that a rule put on one that a person did.
///
/// # Errors
/// Only what SQLite says.
pub fn keep_by_hand(db: &Connection, customer: CustomerId, tag: TagId) -> Result<()> {
    db.prepare_cached(
        "UPDATE customer_tag SET rule_id = NULL WHERE customer_id = ?1 AND tag_id = ?2 AND rule_id IS NOT NULL",
    )?
    .execute(params![customer, tag])?;
    Ok(())
}

/// Takes off the other tags of this tag's group, where the group allows one only.
///
/// # Errors
/// Only what SQLite says.
pub fn take_off_rivals(db: &Connection, customer: CustomerId, tag: TagId) -> Result<()> {
    db.prepare_cached(
        "DELETE FROM customer_tag WHERE customer_id = ?1 AND tag_id IN (
             SELECT other.id FROM tag JOIN tag_group g ON g.id = tag.group_id AND g.exclusive = 1
             JOIN tag other ON other.group_id = g.id AND other.id <> tag.id WHERE tag.id = ?2)",
    )?
    .execute(params![customer, tag])?;
    Ok(())
}

/// Takes a tag off a customer where this rule has put it on.
///
/// # Errors
/// Only what SQLite says.
pub fn take_off_by_rule(
    db: &Connection,
    customer: CustomerId,
    tag: TagId,
    rule: RuleId,
) -> Result<()> {
    db.prepare_cached(
        "DELETE FROM customer_tag WHERE customer_id = ?1 AND tag_id = ?2 AND rule_id = ?3",
    )?
    .execute(params![customer, tag, rule])?;
    Ok(())
}

/// Takes a tag off a customer.
///
/// # Errors
/// Only what SQLite says.
pub fn take_off(db: &Connection, customer: CustomerId, tag: TagId) -> Result<()> {
    db.prepare_cached("DELETE FROM customer_tag WHERE customer_id = ?1 AND tag_id = ?2")?
        .execute(params![customer, tag])?;
    Ok(())
}

/// A customer's tags, in the order they were put on.
///
/// # Errors
/// Only what SQLite says.
pub fn of_customer(db: &Connection, customer: CustomerId) -> Result<Vec<String>> {
    db.prepare_cached("SELECT name FROM customer_tag JOIN tag ON tag.id = tag_id WHERE customer_id = ?1 ORDER BY customer_tag.id")?
        .query_map([customer], |row| row.get(0))?
        .map(|name| Ok(name?))
        .collect()
}

/// Every tag with the number of customers that carry it, most used first.
///
/// # Errors
/// Only what SQLite says.
pub fn counted(db: &Connection) -> Result<Vec<(String, i64)>> {
    db.prepare_cached(
        "SELECT tag.name, coalesce(t.customers, 0) AS n FROM tag LEFT JOIN tag_tally t ON t.tag_id = tag.id ORDER BY n DESC, tag.name",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .map(|row| Ok(row?))
    .collect()
}

/// A customer's tags as they are carried, in the order they were put on.
///
/// # Errors
/// Only what SQLite says.
pub fn worn(db: &Connection, customer: CustomerId) -> Result<Vec<Worn>> {
    db.prepare_cached(
        "SELECT tag.name, tag.colour, ct.rule_id FROM customer_tag ct JOIN tag ON tag.id = ct.tag_id
         WHERE ct.customer_id = ?1 ORDER BY ct.id",
    )?
    .query_and_then([customer], |row| {
        Ok(Worn {
            name: row.get("name")?,
            colour: value::word(row, "tag", "colour", Colour::from_code)?,
            rule: row.get("rule_id")?,
        })
    })?
    .collect()
}

/// Every tag with its group, by group (those without one last), then by count, then by name.
///
/// # Errors
/// Only what SQLite says.
pub fn book(db: &Connection) -> Result<Vec<Told>> {
    db.prepare_cached(
        "SELECT tag.id, tag.name, tag.colour, g.name AS group_name, g.exclusive, coalesce(t.customers, 0) AS customers
         FROM tag LEFT JOIN tag_group g ON g.id = tag.group_id LEFT JOIN tag_tally t ON t.tag_id = tag.id
         ORDER BY g.id IS NULL, g.id, customers DESC, tag.name",
    )?
    .query_and_then([], row_to_told)?
    .collect()
}

fn row_to_told(row: &Row) -> Result<Told> {
    let name: Option<String> = row.get("group_name")?;
    let exclusive: Option<bool> = row.get("exclusive")?;
    Ok(Told {
        id: row.get("id")?,
        name: row.get("name")?,
        colour: value::word(row, "tag", "colour", Colour::from_code)?,
        group: name.map(|name| Group {
            name,
            choice: choice(exclusive == Some(true)),
        }),
        customers: row.get("customers")?,
    })
}

fn choice(exclusive: bool) -> Choice {
    if exclusive { Choice::One } else { Choice::Many }
}

/// Gives a tag another name.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn rename(db: &Connection, tag: TagId, name: &str) -> Result<()> {
    db.prepare_cached("UPDATE tag SET name = ?2 WHERE id = ?1")?
        .execute(params![tag, name])?;
    Ok(())
}

/// Gives a tag another colour.
///
/// # Errors
/// Only what SQLite says.
pub fn set_colour(db: &Connection, tag: TagId, colour: Colour) -> Result<()> {
    db.prepare_cached("UPDATE tag SET colour = ?2 WHERE id = ?1")?
        .execute(params![tag, colour.code()])?;
    Ok(())
}

/// Puts a tag into a group, or into none.
///
/// # Errors
/// Only what SQLite says.
pub fn set_group(db: &Connection, tag: TagId, group: Option<TagGroupId>) -> Result<()> {
    db.prepare_cached("UPDATE tag SET group_id = ?2 WHERE id = ?1")?
        .execute(params![tag, group])?;
    Ok(())
}

/// Gives everyone who carries one tag the other instead; who carries both keeps one.
///
/// # Errors
/// Only what SQLite says.
pub fn hand_over(db: &Connection, from: TagId, to: TagId) -> Result<()> {
    db.prepare_cached(
        "DELETE FROM customer_tag WHERE tag_id = ?1 AND customer_id IN (SELECT customer_id FROM customer_tag WHERE tag_id = ?2)",
    )?
    .execute([from, to])?;
    db.prepare_cached("UPDATE customer_tag SET tag_id = ?2 WHERE tag_id = ?1")?
        .execute([from, to])?;
    Ok(())
}

/// Takes a tag off everyone, and out of the shop.
///
/// # Errors
/// Only what SQLite says.
pub fn delete(db: &Connection, tag: TagId) -> Result<()> {
    db.prepare_cached("DELETE FROM customer_tag WHERE tag_id = ?1")?
        .execute([tag])?;
    db.prepare_cached("DELETE FROM tag WHERE id = ?1")?
        .execute([tag])?;
    Ok(())
}

/// The group of that name.
///
/// # Errors
/// Only what SQLite says.
pub fn group_named(db: &Connection, name: &str) -> Result<Option<TagGroupId>> {
    Ok(db
        .prepare_cached("SELECT id FROM tag_group WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Adds a group.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn insert_group(db: &Connection, id: TagGroupId, name: &str) -> Result<()> {
    db.prepare_cached("INSERT INTO tag_group (id, name, exclusive) VALUES (?1, ?2, 0)")?
        .execute(params![id, name])?;
    Ok(())
}

/// Gives a group another name.
///
/// # Errors
/// `Constraint` when the name is taken.
pub fn rename_group(db: &Connection, group: TagGroupId, name: &str) -> Result<()> {
    db.prepare_cached("UPDATE tag_group SET name = ?2 WHERE id = ?1")?
        .execute(params![group, name])?;
    Ok(())
}

/// Says how many tags of a group a customer may carry.
///
/// # Errors
/// Only what SQLite says.
pub fn set_choice(db: &Connection, group: TagGroupId, choice: Choice) -> Result<()> {
    db.prepare_cached("UPDATE tag_group SET exclusive = ?2 WHERE id = ?1")?
        .execute(params![group, choice == Choice::One])?;
    Ok(())
}

/// Drops the groups that no tag is in.
///
/// # Errors
/// Only what SQLite says.
pub fn drop_empty_groups(db: &Connection) -> Result<()> {
    db.prepare_cached(
        "DELETE FROM tag_group WHERE NOT EXISTS (SELECT 1 FROM tag WHERE group_id = tag_group.id)",
    )?
    .execute([])?;
    Ok(())
}

/// How many customers carry more than one tag of some group that allows one only.
///
/// # Errors
/// Only what SQLite says.
pub fn count_rivals(db: &Connection) -> Result<usize> {
    let count: i64 = db
        .prepare_cached(
            "SELECT count(DISTINCT ct.customer_id) FROM tag_group g JOIN tag ON tag.group_id = g.id
             JOIN customer_tag ct ON ct.tag_id = tag.id JOIN tag other ON other.group_id = g.id AND other.id <> tag.id
             JOIN customer_tag oc ON oc.tag_id = other.id AND oc.customer_id = ct.customer_id WHERE g.exclusive = 1",
        )?
        .query_row([], |row| row.get(0))?;
    usize::try_from(count).map_err(|_| Error::Value {
        table: "customer_tag",
        column: "customer_id",
    })
}
