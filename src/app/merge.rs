//! Two records of one person: telling them apart for good, or making one of them. The op moves everything to the record that stays and
//! puts the other into the bin; one undo brings both back as they were.

use super::answer::Comparison;
use super::{App, Done, Error, Result, Work, customer};
use crate::domain::contact::Method;
use crate::domain::duplicate::compare;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::merge::{Field, Side};
use crate::store::{self, Db};

/// A write about two customers.
#[derive(Debug, Clone)]
pub enum Op {
    /// Fields not named take the suggested side. `seen` are the versions looked at, of the one who stays and the one who goes.
    Merge {
        keep: CustomerId,
        lose: CustomerId,
        take: Vec<(&'static str, Side)>,
        seen: Option<(OpId, OpId)>,
    },
    /// These two are not the same person.
    Distinct { one: CustomerId, other: CustomerId },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "customer.merge",
            Self::Distinct { .. } => "customer.distinct",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Merge {
                keep,
                lose,
                take,
                seen,
            } => {
                two(work, *keep, *lose)?;
                fresh(work.db, *keep, *lose, *seen)?;
                merge(work, *keep, *lose, take)
            }
            Self::Distinct { one, other } => {
                two(work, *one, *other)?;
                if !store::duplicate::are_distinct(work.db, *one, *other)? {
                    let row = work.id();
                    store::duplicate::set_distinct(work.db, row, *one, *other)?;
                }
                Ok(Done::about(*one))
            }
        }
    }
}

fn two(work: &Work, one: CustomerId, other: CustomerId) -> Result<()> {
    customer::require(work, one)?;
    customer::require(work, other)?;
    if one == other {
        return Err(Error::SamePerson);
    }
    Ok(())
}

fn fresh(db: &Db, keep: CustomerId, lose: CustomerId, seen: Option<(OpId, OpId)>) -> Result<()> {
    let Some((of_keep, of_lose)) = seen else {
        return Ok(());
    };
    for (id, version) in [(keep, of_keep), (lose, of_lose)] {
        if store::history::version(db, id)? != version {
            return Err(Error::Stale { id });
        }
    }
    Ok(())
}

fn merge(
    work: &mut Work,
    keep: CustomerId,
    lose: CustomerId,
    take: &[(&'static str, Side)],
) -> Result<Done> {
    for field in fields(work.db, keep, lose)? {
        let named = take.iter().find(|(column, _)| *column == field.column);
        let side = named.map_or(field.side, |(_, side)| *side);
        match (side, &field.both) {
            _ if !field.differs() => {}
            (Side::Keep, _) | (Side::Both, None) => {}
            (Side::Lose, _) => store::merge::take(work.db, field.column, lose, keep)?,
            (Side::Both, Some(text)) => store::merge::write(work.db, field.column, keep, text)?,
        }
    }
    let before = store::contact::of_customer(work.db, keep)?;
    store::merge::move_all(work.db, lose, keep)?;
    rank(
        work.db,
        keep,
        &before.iter().map(|contact| contact.id).collect::<Vec<_>>(),
    )?;
    store::customer::set_deleted(work.db, lose, Some(work.now.at))?;
    Ok(Done::about(keep))
}

/// Numbers that came over stand behind those that were there, so that the primary one stays.
fn rank(db: &Db, keep: CustomerId, before: &[crate::domain::id::ContactId]) -> Result<()> {
    let mut all = store::contact::of_customer(db, keep)?;
    all.sort_by_key(|contact| !before.contains(&contact.id));
    for method in Method::ALL {
        let of_method = all.iter().filter(|contact| contact.method == method);
        for (rank, contact) in (0..).zip(of_method) {
            if contact.rank != rank {
                store::contact::set_rank(db, contact.id, rank)?;
            }
        }
    }
    Ok(())
}

/// Every field of the two that a person could choose.
fn fields(db: &Db, keep: CustomerId, lose: CustomerId) -> Result<Vec<Field>> {
    Ok(store::merge::columns(db, keep, lose)?
        .into_iter()
        .filter_map(|(column, keep, lose)| Field::of(column, keep, lose))
        .collect())
}

impl App {
    /// The two side by side, and what would move; `None` where one of them is gone or in the bin.
    pub(super) fn comparison(
        &mut self,
        keep: CustomerId,
        lose: CustomerId,
    ) -> Result<Option<Box<Comparison>>> {
        let (Some(one), Some(other)) = (self.card(keep, None)?, self.card(lose, None)?) else {
            return Ok(None);
        };
        let gone = |card: &super::answer::Card| card.customer.deleted_at.is_some();
        if keep == lose || gone(&one) || gone(&other) {
            return Ok(None);
        }
        let likeness = compare(&self.sketch(keep)?, &self.sketch(lose)?);
        Ok(Some(Box::new(Comparison {
            fields: fields(&self.db, keep, lose)?,
            moved: store::merge::foresee(&self.db, lose, keep)?,
            are_distinct: store::duplicate::are_distinct(&self.db, keep, lose)?,
            keep: one,
            lose: other,
            likeness,
        })))
    }
}
