//! What can be done with companies: customers who say the same one belong together, and nobody has to set anything up for it.

use super::answer::{Company, CompanyLine, Member, SourceLine};
use super::query::HITS;
use super::{App, Done, Error, Result, Work, standard};
use crate::domain::clean;
use crate::domain::customer::{NOTE_MAX, line};
use crate::domain::kind::Kind;
use crate::domain::mask::{masked, restored};
use crate::domain::time::Millis;
use crate::store::{self, Db};

/// A write to companies.
#[derive(Debug, Clone)]
pub enum Op {
    Note {
        name: String,
        note: String,
    },
    /// To a name that no other company has.
    Rename {
        from: String,
        to: String,
    },
    /// Everyone of the first belongs to the second.
    Merge {
        from: String,
        into: String,
    },
}

/// Why a company was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Another company has this name: the two can be merged.
    Taken(String),
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Note { .. } => "company.note",
            Self::Rename { .. } => "company.rename",
            Self::Merge { .. } => "company.merge",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Note { name, note } => {
                let name = &called(work.db, name)?;
                require(work, name)?;
                let kept = store::company::note(work.db, name)?.unwrap_or_default();
                let note = restored(note, [kept.as_str()]).ok_or(Error::MaskedPhone)?;
                let note = clean::clean_text(&note);
                if note.chars().count() > NOTE_MAX {
                    return Err(Error::TooLong { limit: NOTE_MAX });
                }
                let row = work.id();
                store::company::set_note(work.db, row, name, note.trim())?;
                Ok(Done::several(1))
            }
            Self::Rename { from, to } => {
                let to = line(to);
                if to != *from && !store::company::members(work.db, &to, true)?.is_empty() {
                    return Err(Error::Company(Refusal::Taken(to)));
                }
                relink(work, &called(work.db, from)?, &to)
            }
            Self::Merge { from, into } => {
                let (from, into) = (called(work.db, from)?, called(work.db, into)?);
                require(work, &into)?;
                relink(work, &from, &line(&into))
            }
        }
    }
}

/// The name of the company that is shown under this one: a number in it is hidden.
fn called(db: &Db, name: &str) -> Result<String> {
    if !name.contains('*') || !store::company::members(db, name, true)?.is_empty() {
        return Ok(name.to_owned());
    }
    let all = store::company::names(db)?;
    let meant = all.into_iter().find(|real| masked(real) == name);
    Ok(meant.unwrap_or_else(|| name.to_owned()))
}

/// Somebody belongs to the company.
fn require(work: &Work, name: &str) -> Result<usize> {
    match store::company::members(work.db, name, true)?.len() {
        0 => Err(Error::NotFound(Kind::Company)),
        count => Ok(count),
    }
}

/// Gives everyone of a company, and what is noted about it, to another name.
fn relink(work: &mut Work, from: &str, to: &str) -> Result<Done> {
    if to.is_empty() {
        return Err(Error::NothingSaid);
    }
    let count = require(work, from)?;
    if from == to {
        return Ok(Done::several(count));
    }
    standard::company(work, to)?;
    let notes: Vec<String> = [to, from]
        .into_iter()
        .filter_map(|name| store::company::note(work.db, name).transpose())
        .collect::<store::Result<_>>()?;
    store::company::rename(work.db, from, to)?;
    if !notes.is_empty() {
        let row = work.id();
        store::company::set_note(work.db, row, from, "")?;
        let joined: String = notes.join("\n").chars().take(NOTE_MAX).collect();
        store::company::set_note(work.db, row, to, &joined)?;
    }
    Ok(Done::several(count))
}

impl App {
    /// Every company, the one that spent most first.
    pub(super) fn companies(&self) -> Result<Vec<CompanyLine>> {
        Ok(store::company::all(&self.db, HITS)?
            .into_iter()
            .map(|line| CompanyLine {
                name: line.name,
                contacts: line.contacts,
                spend_cents: line.spend_cents,
                last_contact: (line.last_contact > Millis(0)).then_some(line.last_contact),
            })
            .collect())
    }

    /// A company with everyone who belongs to it; `None` when nobody does.
    pub(super) fn company(&self, name: &str) -> Result<Option<Company>> {
        let name = &called(&self.db, name)?;
        let ids = store::company::members(&self.db, name, false)?;
        let (mut members, mut open, mut spend_cents) = (Vec::new(), Vec::new(), 0);
        for row in self.rows(&ids)? {
            let Some(customer) = store::customer::get(&self.db, row.id)? else {
                continue;
            };
            let raw = store::derived::raw(&self.db, row.id, self.now().today())?;
            let spent = raw.map_or(0, |raw| raw.spend_cents);
            spend_cents += spent;
            open.extend(store::follow_up::open_of(&self.db, row.id)?);
            members.push(Member {
                who: self.named(&customer)?,
                title: customer.about.title,
                spend_cents: spent,
                row,
            });
        }
        open.sort_by_key(|follow_up| (follow_up.due, follow_up.id));
        if members.is_empty() {
            return Ok(None);
        }
        Ok(Some(Company {
            name: name.to_owned(),
            note: store::company::note(&self.db, name)?.unwrap_or_default(),
            last_contact: members.iter().filter_map(|one| one.row.last_contact).max(),
            members,
            open,
            spend_cents,
        }))
    }

    /// What every source brought.
    pub(super) fn sources(&self) -> Result<Vec<SourceLine>> {
        Ok(store::source::sources(&self.db)?
            .into_iter()
            .map(|source| SourceLine {
                name: source.name,
                customers: source.customers,
                buyers: source.buyers,
                repeaters: source.repeaters,
                spend_cents: source.spend_cents,
            })
            .collect())
    }
}
