//! What can be done with tags.

use super::{Done, Error, Result, Work};
use crate::domain::clean;
use crate::domain::id::{CustomerId, TagId};
use crate::store;

/// The longest tag, in characters.
pub(super) const TAG_MAX: usize = 40;

/// A write to who carries which tag.
#[derive(Debug, Clone)]
pub enum Op {
    Add {
        customers: Vec<CustomerId>,
        name: String,
    },
    Remove {
        customers: Vec<CustomerId>,
        name: String,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "tag.add",
            Self::Remove { .. } => "tag.remove",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        let (Self::Add { customers, .. } | Self::Remove { customers, .. }) = self;
        for customer in customers {
            work.step()?;
            super::customer::require(work, *customer)?;
            match self {
                Self::Add { name, .. } => put_on(work, *customer, name)?,
                Self::Remove { name, .. } => take_off(work, *customer, name)?,
            }
        }
        Ok(match customers.as_slice() {
            [customer] => Done::about(*customer),
            customers => Done::several(customers.len()),
        })
    }
}

/// Makes a customer's tags be exactly these.
pub(super) fn replace(work: &mut Work, customer: CustomerId, wanted: &[String]) -> Result<()> {
    let wanted: Vec<String> = wanted
        .iter()
        .map(|name| checked(name))
        .collect::<Result<_>>()?;
    for name in store::tag::of_customer(work.db, customer)? {
        if !wanted.contains(&name) {
            take_off(work, customer, &name)?;
        }
    }
    for name in &wanted {
        put_on(work, customer, name)?;
    }
    Ok(())
}

/// Puts a tag on a customer, making it known to the shop if it is new.
pub(super) fn put_on(work: &mut Work, customer: CustomerId, name: &str) -> Result<()> {
    let name = checked(name)?;
    let tag = match store::tag::named(work.db, &name)? {
        Some(tag) => tag,
        None => {
            let tag = TagId(work.id());
            store::tag::insert(work.db, tag, &name)?;
            tag
        }
    };
    let row = work.id();
    Ok(store::tag::put_on(work.db, row, customer, tag)?)
}

fn take_off(work: &mut Work, customer: CustomerId, name: &str) -> Result<()> {
    if let Some(tag) = store::tag::named(work.db, name.trim().trim_start_matches('#'))? {
        store::tag::take_off(work.db, customer, tag)?;
    }
    Ok(())
}

fn checked(name: &str) -> Result<String> {
    let name = clean::clean_line(name)
        .trim()
        .trim_start_matches('#')
        .trim()
        .to_owned();
    match name.chars().count() {
        0 => Err(Error::NothingSaid),
        n if n > TAG_MAX => Err(Error::TooLong { limit: TAG_MAX }),
        _ => Ok(name),
    }
}
