//! Saved views: keeping, renaming, pinning, deleting, and reading them together with those every shop starts with.

use super::{App, Done, Error, Result, Work};
use crate::domain::id::ViewId;
use crate::domain::kind::Kind;
use crate::domain::name::Lang;
use crate::domain::view::name::{Name, Pin};
use crate::domain::view::{Pool, View, starters};
use crate::store;
use crate::store::view::Saved;

/// How many views a shop may keep: all of them are in one menu.
const VIEWS_MAX: usize = 100;

/// A write to the saved views.
#[derive(Debug, Clone)]
pub enum Op {
    /// Keeps a view, over the one of the same name if there is one. Without a name it is how the plain list looks.
    Save {
        name: Option<Name>,
        view: Box<View>,
        /// Where to pin it; `None` leaves it where it is.
        pin: Option<Pin>,
    },
    Rename {
        id: ViewId,
        name: Name,
    },
    /// Puts a view on a digit, which whatever was there loses; `None` takes it off.
    Pin {
        id: ViewId,
        pin: Option<Pin>,
    },
    Delete(ViewId),
}

/// One view to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// `None` for one that every shop starts with and nobody has saved.
    pub id: Option<ViewId>,
    /// `None` is the plain list.
    pub name: Option<Name>,
    pub pin: Option<Pin>,
    /// `None` when it was written by a newer program and cannot be read by this one.
    pub view: Option<View>,
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Save { .. } => "view.save",
            Self::Rename { .. } => "view.rename",
            Self::Pin { .. } => "view.pin",
            Self::Delete(_) => "view.delete",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Save { name, view, pin } => save(work, name.as_ref(), view, *pin)?,
            Self::Rename { id, name } => {
                let saved = require(work, *id)?;
                let name = name.to_string();
                if store::view::named(work.db, &name)?.is_some_and(|other| other.id != *id) {
                    return Err(Error::NameTaken(name));
                }
                store::view::update(work.db, &Saved { name, ..saved })?;
            }
            Self::Pin { id, pin } => {
                let saved = require(work, *id)?;
                let pin = free(work, *pin, saved.pin)?;
                store::view::update(work.db, &Saved { pin, ..saved })?;
            }
            Self::Delete(id) => {
                require(work, *id)?;
                store::view::delete(work.db, *id)?;
            }
        }
        Ok(Done::several(1))
    }
}

fn require(work: &Work, id: ViewId) -> Result<Saved> {
    store::view::get(work.db, id)?.ok_or(Error::NotFound(Kind::View))
}

fn save(work: &mut Work, name: Option<&Name>, view: &View, pin: Option<Pin>) -> Result<()> {
    let name = name.map_or_else(String::new, Name::to_string);
    let line = view.print(Lang::En);
    match store::view::named(work.db, &name)? {
        Some(saved) => {
            let pin = match pin {
                Some(_) => free(work, pin, saved.pin)?,
                None => saved.pin,
            };
            store::view::update(work.db, &Saved { line, pin, ..saved })?;
        }
        None => {
            if store::view::count(work.db)? >= VIEWS_MAX {
                return Err(Error::TooMany { limit: VIEWS_MAX });
            }
            let pin = free(work, pin, None)?;
            let id = ViewId(work.id());
            store::view::insert(
                work.db,
                &Saved {
                    id,
                    name,
                    line,
                    pin,
                },
            )?;
        }
    }
    Ok(())
}

/// Takes a digit from whoever has it.
fn free(work: &Work, pin: Option<Pin>, own: Option<i64>) -> Result<Option<i64>> {
    let pin = pin.map(|pin| i64::from(pin.number()));
    if let Some(pin) = pin.filter(|_| pin != own) {
        store::view::unpin(work.db, pin)?;
    }
    Ok(pin)
}

impl App {
    /// Every view there is to choose from: the pinned ones by their digit, then the others by name, last the plain list.
    pub(super) fn views(&self, lang: Lang) -> Result<Vec<Kept>> {
        let fields = self.lists()?.fields;
        let mut all: Vec<Kept> = store::view::all(&self.db)?
            .into_iter()
            .map(|saved| Kept {
                id: Some(saved.id),
                name: Name::new(&saved.name),
                pin: saved.pin.and_then(Pin::new),
                view: View::parse_with(&saved.line, &fields).ok(),
            })
            .collect();
        let pool = match super::pool::is_on(&self.db)? {
            true => Pool::On,
            false => Pool::Off,
        };
        for (name, pin, view) in starters(lang, pool) {
            if all.iter().any(|kept| kept.name.as_ref() == Some(&name)) {
                continue;
            }
            let is_free = all.iter().all(|kept| kept.pin != Some(pin));
            all.push(Kept {
                id: None,
                name: Some(name),
                pin: Some(pin).filter(|_| is_free),
                view: Some(view),
            });
        }
        all.sort_by_key(|kept| (kept.name.is_none(), kept.pin.is_none(), kept.pin));
        Ok(all)
    }
}
