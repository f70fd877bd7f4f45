//! What can be done with the shop's own fields, and what customers hold in them. Whether a value is one is `domain::custom`'s business.

use super::answer::Lists;
use super::{App, Done, Error, Result, Work, standard};
use crate::domain::custom::{
    self, Custom, FIELDS_MAX, Fault, Filled, Held, Holding, Secrecy, Shape, Unfit,
};
use crate::domain::id::{CustomerId, FieldId};
use crate::domain::kind::Kind;
use crate::domain::role::Capability;
use crate::store::{self, Db};

/// A write to the shop's own fields.
#[derive(Debug, Clone)]
pub enum Op {
    Add(Shape),
    Edit {
        field: FieldId,
        shape: Shape,
    },
    /// With everything customers hold in it.
    Remove(FieldId),
    /// A blank text empties the field.
    Set {
        customers: Vec<CustomerId>,
        field: FieldId,
        text: String,
    },
}

/// Why a field or a value was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Unfit(Unfit),
    /// Another field has this name.
    Taken(String),
    /// The text is no value of this field.
    Value {
        field: Box<Custom>,
        fault: Fault,
        text: String,
    },
    /// Customers hold this, which the field as changed could not.
    InUse(String),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Field(refusal)
    }
}

impl From<Unfit> for Error {
    fn from(unfit: Unfit) -> Self {
        Self::Field(Refusal::Unfit(unfit))
    }
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "field.add",
            Self::Edit { .. } => "field.edit",
            Self::Remove(_) => "field.remove",
            Self::Set { .. } => "field.set",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add(shape) => add(work, shape)?,
            Self::Edit { field, shape } => edit(work, *field, shape)?,
            Self::Remove(field) => {
                get(work.db, *field)?;
                let before = standard::of(work.db)?;
                store::field::delete(work.db, *field)?;
                standard::follow(work, &before)?;
            }
            Self::Set {
                customers,
                field,
                text,
            } => return set(work, customers, *field, text),
        }
        Ok(Done::several(1))
    }
}

fn get(db: &Db, id: FieldId) -> Result<Custom> {
    store::field::all(db)?
        .into_iter()
        .find(|field| field.id == id)
        .ok_or(Error::NotFound(Kind::Field))
}

fn add(work: &mut Work, shape: &Shape) -> Result<()> {
    let shape = shape.checked()?;
    let all = store::field::all(work.db)?;
    if all.len() >= FIELDS_MAX {
        return Err(Error::TooMany { limit: FIELDS_MAX });
    }
    if custom::named(&all, &shape.name).is_some() {
        return Err(Refusal::Taken(shape.name).into());
    }
    let id = FieldId(work.id());
    Ok(store::field::insert(work.db, &Custom { id, shape })?)
}

fn edit(work: &mut Work, id: FieldId, shape: &Shape) -> Result<()> {
    get(work.db, id)?;
    let shape = shape.checked()?;
    let all = store::field::all(work.db)?;
    if custom::named(&all, &shape.name).is_some_and(|other| other.id != id) {
        return Err(Refusal::Taken(shape.name).into());
    }
    // A value that the changed field could not hold would be lost without a word.
    for value in store::field::held(work.db, id)? {
        let still = shape.of.read(&value).ok().flatten();
        if still.is_none_or(|still| still.text() != value) {
            return Err(Refusal::InUse(value).into());
        }
    }
    let before = standard::of(work.db)?;
    let changed = Custom { id, shape };
    super::rule::check_sensitive(work.db, &changed)?;
    store::field::update(work.db, &changed)?;
    standard::follow(work, &before)
}

fn set(work: &mut Work, customers: &[CustomerId], field: FieldId, text: &str) -> Result<Done> {
    let filled = [Filled {
        field,
        text: text.to_owned(),
    }];
    for customer in customers {
        super::customer::require(work, *customer)?;
        if text.trim().is_empty() {
            standard::emptied(work, *customer, field)?;
        }
        fill(work, *customer, &filled)?;
    }
    Ok(match customers {
        [customer] => Done::about(*customer),
        customers => Done::several(customers.len()),
    })
}

/// Puts what was typed into a customer's fields; those not named stay as they are.
pub(super) fn fill(work: &mut Work, customer: CustomerId, filled: &[Filled]) -> Result<()> {
    for one in filled {
        let field = get(work.db, one.field)?;
        let held = store::field::of_customer(work.db, customer)?;
        let held = held.into_iter().find(|value| value.field == one.field);
        let text = match one.text.contains('*') {
            true => {
                let kept = held.as_ref().and_then(|value| value.text.as_deref());
                let column = ("field_value", "value");
                super::hidden::meant(work, customer, column, &one.text, kept.unwrap_or_default())?
            }
            false => one.text.clone(),
        };
        let secrecy = field.shape.secrecy;
        let value = field.shape.of.read(&text).map_err(|fault| Refusal::Value {
            field: Box::new(field),
            fault,
            text: one.text.clone(),
        })?;
        let held_text = held.as_ref().and_then(|value| value.text.as_deref());
        if let Some(value) = &value
            && held_text != Some(value.text())
        {
            work.standard()?.check_own(one.field, value.text())?;
        }
        match (value, secrecy) {
            (Some(value), Secrecy::Sensitive) if held_text == Some(value.text()) => {}
            (Some(value), Secrecy::Sensitive) => {
                let row = held.map_or_else(|| work.id(), |value| value.row);
                let name = work.keep_secret(row, value.text())?;
                store::field::put(work.db, row, customer, one.field, &name)?;
            }
            (Some(value), Secrecy::Open) => {
                let row = work.id();
                store::field::put(work.db, row, customer, one.field, value.text())?;
            }
            (None, Secrecy::Sensitive) if held.is_some() && !work.may_fill_sensitive() => {
                return Err(Error::Denied(Capability::SeeSensitive));
            }
            (None, _) => store::field::clear(work.db, customer, one.field)?,
        }
    }
    Ok(())
}

/// Whether a customer holds all of it already.
pub(super) fn holds(db: &Db, customer: CustomerId, filled: &[Filled]) -> Result<bool> {
    if filled.is_empty() {
        return Ok(true);
    }
    let held = store::field::of_customer(db, customer)?;
    let fields = store::field::all(db)?;
    let is_held = |one: &Filled| {
        let field = fields.iter().find(|field| field.id == one.field)?;
        let value = field.shape.of.read(&one.text).ok()??;
        let known = held.iter().find(|known| known.field == one.field)?;
        Some(known.text.as_deref() == Some(value.text()))
    };
    Ok(filled.iter().all(|one| is_held(one) == Some(true)))
}

impl App {
    /// What a customer holds in each field; sensitive values only while a reveal is good.
    pub(super) fn holdings(&self, customer: CustomerId, revealed: bool) -> Result<Vec<Holding>> {
        let held = store::field::of_customer(&self.db, customer)?;
        let may_see = self.require(Capability::SeeSensitive).is_ok();
        let holding = |field: Custom| {
            let value = held.iter().find(|value| value.field == field.id);
            let held = match (value.map(|value| &value.text), field.shape.secrecy) {
                (None, _) => Held::Nothing,
                (Some(_), Secrecy::Sensitive) if !(revealed && may_see) => Held::Masked,
                (Some(Some(text)), _) => Held::Value(text.clone()),
                (Some(None), _) => Held::Masked,
            };
            Holding { field, held }
        };
        Ok(store::field::all(&self.db)?
            .into_iter()
            .map(holding)
            .collect())
    }

    /// The shop's own fields, and what it asks of records.
    pub(super) fn lists(&self) -> Result<Lists> {
        let may_see = self.require(Capability::SeeSensitive).is_ok();
        Ok(Lists {
            fields: store::field::all(&self.db)?,
            standard: standard::for_hand(&self.db, may_see)?,
        })
    }
}
