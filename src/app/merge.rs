//! Two records of one person: telling them apart for good, or making one of them. The op moves everything to the record that stays and
//! puts the other into the bin; one undo brings both back as they were.

use super::answer::Comparison;
use super::{App, Done, Error, Result, Work, customer, standard};
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::custom::Held;
use crate::domain::customer::{About, Draft};
use crate::domain::duplicate::compare;
use crate::domain::id::{CustomerId, FieldId, OpId};
use crate::domain::kind::Kind;
use crate::domain::merge::{Field, Side};
use crate::domain::role::Capability;
use crate::domain::standard::{Refusal, Standard, Whom};
use crate::domain::time::Now;
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
    let kept = store::customer::get(work.db, keep)?.ok_or(Error::NotFound(Kind::Customer))?;
    let whom = either(work.db, work.standard()?, work.now, keep, lose)?;
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
    standard::merged(work, keep, &kept.about, &whom)?;
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

/// What either of the two is, as far as anything is asked of it: whoever comes of both is that too.
fn either(
    db: &Db,
    standard: &Standard,
    now: Now,
    keep: CustomerId,
    lose: CustomerId,
) -> Result<Vec<Whom>> {
    let mut whom = standard::whom(db, standard, now, keep)?;
    whom.extend(standard::whom(db, standard, now, lose)?);
    Ok(whom)
}

/// Every field of the two that a person could choose.
fn fields(db: &Db, keep: CustomerId, lose: CustomerId) -> Result<Vec<Field>> {
    Ok(store::merge::columns(db, keep, lose)?
        .into_iter()
        .filter_map(|(column, keep, lose)| Field::of(column, keep, lose))
        .collect())
}

impl Comparison {
    /// Why the shop would not take what comes of the two, each field from the side named; what is hidden is judged by the op.
    #[must_use]
    pub fn refused(&self, side: impl Fn(&Field) -> Side) -> Option<Refusal> {
        let (keep, lose) = (&self.keep.customer.about, &self.lose.customer.about);
        let mut about = keep.clone();
        for field in self.fields.iter().filter(|field| side(field) == Side::Lose) {
            match field.column {
                "gender" => about.gender = lose.gender,
                "birthday" => about.birthday = lose.birthday,
                column => {
                    let mut theirs = lose.clone();
                    let taken = text_of(&mut theirs, column);
                    if let Some((text, taken)) = text_of(&mut about, column).zip(taken) {
                        std::mem::swap(text, taken);
                    }
                }
            }
        }
        let cards = [&self.keep, &self.lose];
        let contacts = cards.iter().flat_map(|card| &card.contacts);
        let own = cards.iter().flat_map(|card| &card.own);
        let held: Vec<FieldId> = own
            .filter(|holding| holding.held != Held::Nothing)
            .map(|holding| holding.field.id)
            .collect();
        let draft = Draft {
            contacts: contacts
                .map(|shown| ContactDraft::new(shown.method, shown.text.as_str()))
                .collect(),
            tags: cards.iter().flat_map(|card| card.tags.clone()).collect(),
            about,
            ..Draft::default()
        };
        let mut seen = draft.about.clone();
        for column in TEXTS {
            if let Some(text) = text_of(&mut seen, column).filter(|text| text.contains('*')) {
                text.clear();
            }
        }
        let standard = &self.standard;
        let checked = standard
            .check_lists(&seen, Some(keep))
            .and_then(|()| standard.check_forms(&seen, Some(keep)))
            .and_then(|()| standard.check_required(&draft, &held, |one| self.whom.contains(&one)));
        checked.err()
    }
}

/// The columns of texts of which a shop may ask something.
const TEXTS: [&str; 7] = [
    "company", "title", "city", "address", "source", "owner", "note",
];

fn text_of<'a>(about: &'a mut About, column: &str) -> Option<&'a mut String> {
    Some(match column {
        "company" => &mut about.company,
        "title" => &mut about.title,
        "city" => &mut about.city,
        "address" => &mut about.address,
        "source" => &mut about.source,
        "owner" => &mut about.owner,
        "note" => &mut about.note,
        _ => return None,
    })
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
        let may_see = self.require(Capability::SeeSensitive).is_ok();
        let standard = standard::for_hand(&self.db, may_see)?;
        Ok(Some(Box::new(Comparison {
            whom: either(&self.db, &standard, self.now(), keep, lose)?,
            standard,
            fields: fields(&self.db, keep, lose)?,
            moved: store::merge::foresee(&self.db, lose, keep)?,
            are_distinct: store::duplicate::are_distinct(&self.db, keep, lose)?,
            keep: one,
            lose: other,
            likeness,
        })))
    }
}
