//! Customers in SQLite: one row each. Decides nothing about who is whose duplicate or what a tier is.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::{Result, value};
use crate::domain::birthday::Birthday;
use crate::domain::customer::{About, Consent, Customer, Party, Stage, StagePin, Tier};
use crate::domain::id::CustomerId;
use crate::domain::log_line::Channel;
use crate::domain::name::Gender;
use crate::domain::time::Millis;

const COLUMNS: &str = "id, party, name, nickname, gender, birthday, company, title, city, address, source, owner, hobbies,
     preferred, note, pinned, source_id, created_at, deleted_at, consent";

fn row_to_customer(row: &Row) -> Result<Customer> {
    Ok(Customer {
        id: row.get("id")?,
        about: About {
            party: value::word(row, "customer", "party", Party::from_code)?,
            name: row.get("name")?,
            nickname: row.get("nickname")?,
            gender: value::maybe(row, "customer", "gender", Gender::from_code)?,
            birthday: value::maybe(row, "customer", "birthday", |text| {
                text.parse::<Birthday>().ok()
            })?,
            company: row.get("company")?,
            title: row.get("title")?,
            city: row.get("city")?,
            address: row.get("address")?,
            source: row.get("source")?,
            owner: row.get("owner")?,
            hobbies: row.get("hobbies")?,
            preferred: value::maybe(row, "customer", "preferred", Channel::from_code)?,
            note: row.get("note")?,
            source_id: row.get("source_id")?,
        },
        pinned: row.get("pinned")?,
        created_at: row.get("created_at")?,
        deleted_at: row.get("deleted_at")?,
        consent: value::word(row, "customer", "consent", Consent::from_code)?,
    })
}

/// One customer, in the bin or not.
///
/// # Errors
/// Only what SQLite says.
pub fn get(db: &Connection, id: CustomerId) -> Result<Option<Customer>> {
    let sql = format!("SELECT {COLUMNS} FROM customer WHERE id = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([id], row_to_customer)?;
    rows.next().transpose()
}

/// Adds a customer.
///
/// # Errors
/// `Constraint` when the id is taken.
pub fn insert(
    db: &Connection,
    id: CustomerId,
    about: &About,
    legal_basis: &str,
    created_at: Millis,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO customer (id, party, name, nickname, gender, birthday, company, title, city, address, source, owner, hobbies,
             preferred, note, pinned, legal_basis, tier_pin, source_id, created_at, deleted_at)
         VALUES (:id, :party, :name, :nickname, :gender, :birthday, :company, :title, :city, :address, :source, :owner, :hobbies,
             :preferred, :note, '', :legal_basis, NULL, :source_id, :created_at, NULL)",
    )?
    .execute(named_params! {
        ":id": id, ":party": about.party.code(), ":name": about.name, ":nickname": about.nickname,
        ":gender": about.gender.map(Gender::code), ":birthday": about.birthday.map(|day| day.to_string()),
        ":company": about.company, ":title": about.title, ":city": about.city, ":address": about.address, ":source": about.source,
        ":owner": about.owner, ":hobbies": about.hobbies, ":preferred": about.preferred.map(Channel::code), ":note": about.note,
        ":legal_basis": legal_basis, ":source_id": about.source_id, ":created_at": created_at,
    })?;
    Ok(())
}

/// Says everything about a customer anew; columns that stay the same leave no trace in the history.
///
/// # Errors
/// Only what SQLite says.
pub fn update(db: &Connection, id: CustomerId, about: &About) -> Result<()> {
    db.prepare_cached(
        "UPDATE customer SET party = :party, name = :name, nickname = :nickname, gender = :gender, birthday = :birthday,
             company = :company, title = :title, city = :city, address = :address, source = :source, owner = :owner,
             hobbies = :hobbies, preferred = :preferred, note = :note, source_id = :source_id
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id, ":party": about.party.code(), ":name": about.name, ":nickname": about.nickname,
        ":gender": about.gender.map(Gender::code), ":birthday": about.birthday.map(|day| day.to_string()),
        ":company": about.company, ":title": about.title, ":city": about.city, ":address": about.address, ":source": about.source,
        ":owner": about.owner, ":hobbies": about.hobbies, ":preferred": about.preferred.map(Channel::code), ":note": about.note,
        ":source_id": about.source_id,
    })?;
    Ok(())
}

/// Moves a customer into the bin, or out of it.
///
/// # Errors
/// Only what SQLite says.
pub fn set_deleted(db: &Connection, id: CustomerId, at: Option<Millis>) -> Result<()> {
    db.prepare_cached("UPDATE customer SET deleted_at = ?2 WHERE id = ?1")?
        .execute(params![id, at])?;
    Ok(())
}

/// Sets a record aside, or releases it.
///
/// # Errors
/// Only what SQLite says.
pub fn set_restricted(db: &Connection, id: CustomerId, at: Option<Millis>) -> Result<()> {
    db.prepare_cached("UPDATE customer SET restricted_at = ?2 WHERE id = ?1")?
        .execute(params![id, at])?;
    Ok(())
}

/// Whether a record is set aside.
///
/// # Errors
/// Only what SQLite says.
pub fn is_restricted(db: &Connection, id: CustomerId) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM customer WHERE id = ?1 AND restricted_at IS NOT NULL")?
        .exists([id])?)
}

/// Whoever is set aside, with their names.
///
/// # Errors
/// Only what SQLite says.
pub fn restricted(db: &Connection) -> Result<Vec<(CustomerId, String)>> {
    let mut rows = db.prepare_cached(
        "SELECT id, name FROM customer WHERE restricted_at IS NOT NULL ORDER BY restricted_at, id",
    )?;
    let found = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Pins the lines that must be read first.
///
/// # Errors
/// Only what SQLite says.
pub fn set_pinned(db: &Connection, id: CustomerId, text: &str) -> Result<()> {
    db.prepare_cached("UPDATE customer SET pinned = ?2 WHERE id = ?1")?
        .execute(params![id, text])?;
    Ok(())
}

/// Notes whether a customer may be contacted.
///
/// # Errors
/// Only what SQLite says.
pub fn set_consent(db: &Connection, id: CustomerId, consent: Consent) -> Result<()> {
    db.prepare_cached("UPDATE customer SET consent = ?2 WHERE id = ?1")?
        .execute(params![id, consent.code()])?;
    Ok(())
}

/// Pins the tier by hand, or lets the rule decide again.
///
/// # Errors
/// Only what SQLite says.
pub fn set_tier_pin(db: &Connection, id: CustomerId, tier: Option<Tier>) -> Result<()> {
    db.prepare_cached("UPDATE customer SET tier_pin = ?2 WHERE id = ?1")?
        .execute(params![id, tier.map(Tier::code)])?;
    Ok(())
}

/// The tier pinned by hand, if any.
///
/// # Errors
/// Only what SQLite says.
pub fn tier_pin(db: &Connection, id: CustomerId) -> Result<Option<Tier>> {
    let mut statement = db.prepare_cached("SELECT tier_pin FROM customer WHERE id = ?1")?;
    let mut rows = statement.query_and_then([id], |row| {
        value::maybe(row, "customer", "tier_pin", |code| {
            Tier::ALL.into_iter().find(|tier| tier.code() == code)
        })
    })?;
    Ok(rows.next().transpose()?.flatten())
}

/// Sets the stage by hand, with why, or lets the shop's rhythm decide again.
///
/// # Errors
/// Only what SQLite says.
pub fn set_stage_pin(db: &Connection, id: CustomerId, pin: Option<&StagePin>) -> Result<()> {
    db.prepare_cached("UPDATE customer SET stage_pin = ?2, stage_why = ?3 WHERE id = ?1")?
        .execute(params![
            id,
            pin.map(|pin| pin.stage.code()),
            pin.map_or("", |pin| pin.why.as_str())
        ])?;
    Ok(())
}

/// The stage set by hand, if any.
///
/// # Errors
/// Only what SQLite says.
pub fn stage_pin(db: &Connection, id: CustomerId) -> Result<Option<StagePin>> {
    let mut statement =
        db.prepare_cached("SELECT stage_pin, stage_why FROM customer WHERE id = ?1")?;
    let mut rows = statement.query_and_then([id], |row| {
        let stage = value::maybe(row, "customer", "stage_pin", Stage::from_code)?;
        let why = row.get("stage_why")?;
        Result::Ok(stage.map(|stage| StagePin { stage, why }))
    })?;
    Ok(rows.next().transpose()?.flatten())
}

/// Everyone whose stage is set by hand, by id, the bin left out.
///
/// # Errors
/// Only what SQLite says.
pub fn stage_pins(db: &Connection) -> Result<Vec<(CustomerId, Stage)>> {
    db.prepare_cached(
        "SELECT id, stage_pin FROM customer WHERE stage_pin IS NOT NULL AND deleted_at IS NULL ORDER BY id",
    )?
    .query_and_then([], |row| {
        let stage = value::word(row, "customer", "stage_pin", Stage::from_code)?;
        Ok((row.get("id")?, stage))
    })?
    .collect()
}

/// A name, for a label; the bin included, whoever is set aside left out.
///
/// # Errors
/// Only what SQLite says.
pub fn name(db: &Connection, id: CustomerId) -> Result<Option<String>> {
    if is_restricted(db, id)? {
        return Ok(None);
    }
    Ok(get(db, id)?.map(|customer| customer.about.name))
}

/// What tells customers of one name apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// The first phone, in clear.
    pub phone: String,
    pub city: String,
    pub company: String,
}

/// What tells a customer from others of the same name; `None` when nobody shares it.
///
/// # Errors
/// Only what SQLite says.
pub fn marks(db: &Connection, id: CustomerId) -> Result<Option<Marks>> {
    Ok(db
        .prepare_cached(
            "SELECT c.city, c.company,
                 coalesce((SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id LIMIT 1), '') AS phone
             FROM customer c WHERE c.id = ?1
             AND EXISTS (SELECT 1 FROM customer o WHERE o.name = c.name AND o.id <> c.id AND o.deleted_at IS NULL)",
        )?
        .query_row([id], |row| {
            Ok(Marks {
                phone: row.get("phone")?,
                city: row.get("city")?,
                company: row.get("company")?,
            })
        })
        .optional()?)
}

/// The customers with this id in the system they came from.
///
/// # Errors
/// Only what SQLite says.
pub fn with_source_id(db: &Connection, source_id: &str) -> Result<Vec<CustomerId>> {
    db.prepare_cached("SELECT id FROM customer WHERE source_id = ?1 AND source_id <> '' AND deleted_at IS NULL ORDER BY id")?
        .query_map([source_id], |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}

/// The customers of exactly this name, the bin left out.
///
/// # Errors
/// Only what SQLite says.
pub fn named(db: &Connection, name: &str) -> Result<Vec<CustomerId>> {
    db.prepare_cached("SELECT id FROM customer WHERE name = ?1 AND deleted_at IS NULL ORDER BY id")?
        .query_map([name], |row| row.get(0))?
        .map(|id| Ok(id?))
        .collect()
}

/// How many customers there are, the bin left out.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT customers FROM tally")?
        .query_row([], |row| row.get(0))?)
}

/// What lies in the bin, latest first.
///
/// # Errors
/// Only what SQLite says.
pub fn binned(db: &Connection, limit: usize) -> Result<Vec<Customer>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM customer WHERE deleted_at IS NOT NULL AND restricted_at IS NULL ORDER BY deleted_at DESC, id DESC LIMIT ?1"
    );
    db.prepare_cached(&sql)?
        .query_and_then([i64::try_from(limit).unwrap_or(i64::MAX)], row_to_customer)?
        .collect()
}

/// Notes the day somebody said that the record is right.
///
/// # Errors
/// Only what SQLite says.
pub fn set_verified(db: &Connection, id: CustomerId, day: NaiveDate) -> Result<()> {
    db.prepare_cached("UPDATE customer SET verified = ?2 WHERE id = ?1")?
        .execute(params![id, value::day_text(day)])?;
    Ok(())
}

/// The day somebody last said that the record is right.
///
/// # Errors
/// Only what SQLite says.
pub fn verified(db: &Connection, id: CustomerId) -> Result<Option<NaiveDate>> {
    let mut statement = db.prepare_cached("SELECT verified FROM customer WHERE id = ?1")?;
    let mut rows = statement.query_and_then([id], |row| {
        value::maybe(row, "customer", "verified", |text| text.parse().ok())
    })?;
    Ok(rows.next().transpose()?.flatten())
}
