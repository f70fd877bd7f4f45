//! The shop's library of ready-made texts: adding, changing, deleting, and counting whom they were sent to.

use super::{Done, Error, Result, Work};
use crate::domain::clean;
use crate::domain::customer::{Consent, line};
use crate::domain::id::{CustomerId, ScriptId};
use crate::domain::kind::Kind;
use crate::domain::name::Lang;
use crate::domain::script::{JOIN_MAX, Script, TEXT_MAX, Words};
use crate::shop;
use crate::store;

/// How many scripts a shop may have: all of them are in one menu.
const SCRIPTS_MAX: usize = 1_000;

/// A write to the library.
#[derive(Debug, Clone)]
pub enum Op {
    Add(Words),
    Edit {
        id: ScriptId,
        words: Words,
    },
    Delete(ScriptId),
    /// These scripts, joined, were copied for a customer.
    Use {
        ids: Vec<ScriptId>,
        customer: CustomerId,
    },
    /// Adds those of the set every shop starts with that are not there yet.
    Starter(Lang),
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "script.add",
            Self::Edit { .. } => "script.edit",
            Self::Delete(_) => "script.delete",
            Self::Use { .. } => "script.use",
            Self::Starter(_) => "script.starter",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add(words) => add(work, words)?,
            Self::Edit { id, words } => {
                require(work, *id)?;
                let words = checked(work, words, Some(*id))?;
                store::script::update(work.db, &Script { id: *id, words })?;
            }
            Self::Delete(id) => {
                require(work, *id)?;
                store::script::delete(work.db, *id)?;
            }
            Self::Use { ids, customer } => return used(work, ids, *customer),
            Self::Starter(lang) => return starter(work, *lang),
        }
        Ok(Done::several(1))
    }
}

fn require(work: &Work, id: ScriptId) -> Result<()> {
    match store::script::get(work.db, id)? {
        Some(_) => Ok(()),
        None => Err(Error::NotFound(Kind::Script)),
    }
}

fn add(work: &mut Work, words: &Words) -> Result<()> {
    if store::script::count(work.db)? >= SCRIPTS_MAX {
        return Err(Error::TooMany { limit: SCRIPTS_MAX });
    }
    let words = checked(work, words, None)?;
    let id = ScriptId(work.id());
    Ok(store::script::insert(work.db, &Script { id, words })?)
}

/// What may be stored: a code nobody else has, clean text of bounded length, in one language at least.
fn checked(work: &Work, words: &Words, own: Option<ScriptId>) -> Result<Words> {
    let text = |text: &str| {
        let text = clean::clean_text(text).trim().to_owned();
        match text.chars().count() > TEXT_MAX {
            true => Err(Error::TooLong { limit: TEXT_MAX }),
            false => Ok(text),
        }
    };
    let code: String = line(&words.code).split_whitespace().collect();
    let checked = Words {
        folder: line(&words.folder),
        headline: line(&words.headline),
        channel: words.channel,
        text_zh: text(&words.text_zh)?,
        text_en: text(&words.text_en)?,
        code,
    };
    if checked.code.is_empty() || (checked.text_zh.is_empty() && checked.text_en.is_empty()) {
        return Err(Error::NothingSaid);
    }
    match store::script::coded(work.db, &checked.code)? {
        Some(other) if Some(other.id) != own => Err(Error::CodeTaken(checked.code)),
        _ => Ok(checked),
    }
}

fn used(work: &mut Work, ids: &[ScriptId], customer: CustomerId) -> Result<Done> {
    let found = store::customer::get(work.db, customer)?
        .filter(|customer| customer.deleted_at.is_none())
        .ok_or(Error::NotFound(Kind::Customer))?;
    if found.consent == Consent::Withdrawn {
        return Err(Error::DoNotContact);
    }
    if ids.len() > JOIN_MAX {
        return Err(Error::TooMany { limit: JOIN_MAX });
    }
    for id in ids {
        require(work, *id)?;
        let row = work.id();
        store::script::used(work.db, row, customer, *id, work.now.at)?;
    }
    Ok(Done {
        show: None,
        ..Done::about(customer)
    })
}

/// Adds the set every shop starts with; a code that is taken is left alone.
pub(super) fn starter(work: &mut Work, lang: Lang) -> Result<Done> {
    let mut added = 0;
    for words in shop::scripts(lang) {
        if store::script::coded(work.db, &words.code)?.is_none() {
            add(work, &words)?;
            added += 1;
        }
    }
    Ok(Done::several(added))
}
