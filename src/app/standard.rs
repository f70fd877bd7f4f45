//! What the shop asks of its records, as its settings say it: read once an op, and held up to every record that is added or changed.
//! What it means is `domain::standard`'s business.

use super::setting::Key;
use super::{Error, Result, Work};
use crate::domain::custom::Secrecy;
use crate::domain::customer::{About, Draft};
use crate::domain::filter::{Expr, Filter, Test};
use crate::domain::id::{CustomerId, FieldId};
use crate::domain::name::Lang;
use crate::domain::standard::{self, Lines, Listed, PickList, Refusal, Standard, Whom};
use crate::store::filter::Where;
use crate::store::{self, Db};

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Standard(Box::new(refusal))
    }
}

fn said(db: &Db, key: Key) -> Result<String> {
    Ok(store::setting::get(db, key.code())?.unwrap_or_default())
}

/// The shop's standard as it is now.
pub(super) fn of(db: &Db) -> Result<Standard> {
    let lines = Lines {
        sources: &said(db, Key::Sources)?,
        cities: &said(db, Key::Cities)?,
        titles: &said(db, Key::Titles)?,
        closed: &said(db, Key::ClosedLists)?,
        required: &said(db, Key::Required)?,
        patterns: &said(db, Key::Patterns)?,
    };
    Ok(Standard::read(&lines, &store::field::all(db)?))
}

/// The same for one who writes: whoever may not see the sensitive tier cannot fill it in, and is not asked to.
pub(super) fn for_hand(db: &Db, may_see_sensitive: bool) -> Result<Standard> {
    let mut all = of(db)?;
    if !may_see_sensitive && !all.required.is_empty() {
        let fields = store::field::all(db)?;
        let is_hidden = |one: &standard::Requirement| {
            let mut sensitive = fields
                .iter()
                .filter(|field| field.shape.secrecy == Secrecy::Sensitive);
            sensitive.any(|field| one.is_of(field.id))
        };
        all.required.retain(|one| !is_hidden(one));
    }
    Ok(all)
}

/// A line of the standard as the settings keep it.
///
/// # Errors
/// It names what there is not, or closes a list on which nothing stands.
pub(super) fn checked(db: &Db, key: Key, text: &str) -> Result<String> {
    Ok(match key {
        Key::ClosedLists => {
            let (closed, standard) = (standard::closed(text)?, of(db)?);
            let is_empty = |of: &&Listed| standard.list(**of).is_empty();
            if let Some(of) = closed.iter().find(is_empty) {
                return Err(Refusal::EmptyList(*of).into());
            }
            let codes: Vec<&str> = closed.iter().map(|of| of.code()).collect();
            codes.join("|")
        }
        Key::Required => {
            let required = standard::required(text, &store::field::all(db)?)?;
            standard::print(&required, Lang::En)
        }
        Key::Patterns => {
            let patterns = standard::patterns(text, &store::field::all(db)?)?;
            standard::pattern::print(&patterns, Lang::En)
        }
        _ => PickList::parse(text).print(),
    })
}

/// Follows a field into its new name, and forgets one that is gone.
pub(super) fn follow(work: &mut Work, before: &Standard) -> Result<()> {
    let fields = store::field::all(work.db)?;
    if !before.required.is_empty() {
        let line = standard::print(&before.renamed(&fields), Lang::En);
        let row = work.id();
        store::setting::set(work.db, row, Key::Required.code(), &line)?;
    }
    if !before.patterns.is_empty() {
        let patterns = before.patterns.iter();
        let renamed: Vec<_> = patterns.filter_map(|one| one.renamed(&fields)).collect();
        let lines = standard::pattern::print(&renamed, Lang::En);
        let row = work.id();
        store::setting::set(work.db, row, Key::Patterns.code(), &lines)?;
    }
    Ok(())
}

/// What is kept of a new record, if the shop takes it.
///
/// # Errors
/// The first thing that it does not.
pub(super) fn new(work: &Work, about: About, draft: &Draft) -> Result<About> {
    let standard = work.standard()?;
    let mut tidy = about;
    standard.tidy(&mut tidy);
    standard.check_lists(&tidy, None)?;
    standard.check_forms(&tidy, None)?;
    standard.check_required(draft, &[], standard::is_new)?;
    Ok(tidy)
}

/// What is kept of a record as changed, if the shop takes it.
///
/// # Errors
/// The first thing that it does not.
pub(super) fn changed(work: &Work, id: CustomerId, about: About, draft: &Draft) -> Result<About> {
    let standard = work.standard()?;
    let mut tidy = about;
    standard.tidy(&mut tidy);
    let before = store::customer::get(work.db, id)?.map(|customer| customer.about);
    standard.check_lists(&tidy, before.as_ref())?;
    standard.check_forms(&tidy, before.as_ref())?;
    required(work, id, draft)?;
    Ok(tidy)
}

/// Whether somebody of that name may look after customers.
///
/// # Errors
/// The name has not the form that the shop asks for.
pub(super) fn owner(work: &Work, name: &str) -> Result<()> {
    let about = About {
        owner: name.to_owned(),
        ..About::default()
    };
    Ok(work.standard()?.check_forms(&about, None)?)
}

/// Whether a company may be called so.
///
/// # Errors
/// The name has not the form that the shop asks for.
pub(super) fn company(work: &Work, name: &str) -> Result<()> {
    let about = About {
        company: name.to_owned(),
        ..About::default()
    };
    Ok(work.standard()?.check_forms(&about, None)?)
}

fn required(work: &Work, id: CustomerId, draft: &Draft) -> Result<()> {
    let standard = work.standard()?;
    if standard.required.is_empty() {
        return Ok(());
    }
    let held = store::field::of_customer(work.db, id)?;
    let held: Vec<FieldId> = held.into_iter().map(|value| value.field).collect();
    let mut whom = vec![Whom::Everyone];
    for one in &standard.required {
        if !whom.contains(&one.whom) && is(work, id, one.whom)? {
            whom.push(one.whom);
        }
    }
    Ok(standard.check_required(draft, &held, |one| whom.contains(&one))?)
}

/// Whether an own field of a customer may be emptied.
///
/// # Errors
/// It must be filled in.
pub(super) fn emptied(work: &Work, id: CustomerId, field: FieldId) -> Result<()> {
    for one in &work.standard()?.required {
        if one.is_of(field) && is(work, id, one.whom)? {
            return Err(Refusal::Lacking(one.clone()).into());
        }
    }
    Ok(())
}

fn is(work: &Work, id: CustomerId, whom: Whom) -> Result<bool> {
    let test = match whom {
        Whom::Everyone => return Ok(true),
        Whom::Stage(stage) => Test::Stage(stage),
        Whom::Tier(tier) => Test::Tier(tier),
    };
    let scene = super::filter::scene(work.db, work.now)?;
    let only = Where::of(&Filter(Some(Expr::Is(test))), scene);
    Ok(store::filter::holds(work.db, &only, id)?)
}
