//! What the shop asks of its records, as its settings say it: read once an op, and held up to every record that is added or changed.
//! What it means is `domain::standard`'s business.

use super::setting::Key;
use super::{Error, Result, Work};
use crate::domain::contact::ContactDraft;
use crate::domain::custom::Secrecy;
use crate::domain::customer::{About, Draft};
use crate::domain::filter::field::Facet;
use crate::domain::filter::{Expr, Filter, Test};
use crate::domain::id::{CustomerId, FieldId};
use crate::domain::name::Lang;
use crate::domain::standard::{
    self, Asked, Lines, Listed, PickList, Refusal, Requirement, Standard, Whom,
};
use crate::domain::time::Now;
use crate::i18n::Strings;
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
    let held = held(work.db, id)?;
    let whom = whom(work.db, standard, work.now, id)?;
    Ok(standard.check_required(draft, &held, |one| whom.contains(&one))?)
}

/// The own fields in which a customer has something.
fn held(db: &Db, id: CustomerId) -> Result<Vec<FieldId>> {
    let held = store::field::of_customer(db, id)?;
    Ok(held.into_iter().map(|value| value.field).collect())
}

/// What a customer is, as far as anything is asked of it.
pub(super) fn whom(db: &Db, standard: &Standard, now: Now, id: CustomerId) -> Result<Vec<Whom>> {
    let mut whom = vec![Whom::Everyone];
    for one in &standard.required {
        if !whom.contains(&one.whom) && is(db, now, id, one.whom)? {
            whom.push(one.whom);
        }
    }
    Ok(whom)
}

/// Whether an own field of a customer may be emptied.
///
/// # Errors
/// It must be filled in.
pub(super) fn emptied(work: &Work, id: CustomerId, field: FieldId) -> Result<()> {
    for one in &work.standard()?.required {
        if one.is_of(field) && is(work.db, work.now, id, one.whom)? {
            return Err(Refusal::Lacking(one.clone()).into());
        }
    }
    Ok(())
}

/// Something done to a customer without a form, which may leave lacking what must be filled in.
pub(super) enum Touch<'a> {
    Becomes(Whom),
    Owner(&'a str),
    /// This tag comes off.
    Untag(&'a str),
}

impl Touch<'_> {
    /// Whether it can have to do with that requirement.
    fn concerns(&self, one: &Requirement) -> bool {
        match self {
            Self::Becomes(whom) => one.whom == *whom,
            Self::Owner(owner) => owner.is_empty() && one.asked == Asked::Part(Facet::Owner),
            Self::Untag(_) => one.asked == Asked::Part(Facet::Tag),
        }
    }

    fn touch(&self, draft: &mut Draft) {
        match self {
            Self::Becomes(_) => {}
            Self::Owner(owner) => (*owner).clone_into(&mut draft.about.owner),
            Self::Untag(name) => draft.tags.retain(|tag| tag != name),
        }
    }
}

/// What the customer would lack after it, of what the shop asks.
pub(super) fn would_lack(
    db: &Db,
    standard: &Standard,
    now: Now,
    id: CustomerId,
    touch: &Touch,
) -> Result<Option<Requirement>> {
    let concerned = |one: &&Requirement| touch.concerns(one);
    let asked: Vec<&Requirement> = standard.required.iter().filter(concerned).collect();
    if asked.is_empty() {
        return Ok(None);
    }
    let Some(mut draft) = record(db, id)? else {
        return Ok(None);
    };
    touch.touch(&mut draft);
    let held = held(db, id)?;
    for one in asked {
        let is_asked = matches!(touch, Touch::Becomes(_)) || is(db, now, id, one.whom)?;
        if is_asked && !one.is_met(&draft, &held) {
            return Ok(Some(one.clone()));
        }
    }
    Ok(None)
}

/// Whether something may be done to all of these customers.
///
/// # Errors
/// Some of them would lack what must be filled in.
pub(super) fn touched(work: &Work, ids: &[CustomerId], touch: &Touch) -> Result<()> {
    let standard = work.standard()?;
    let mut lacking = Lacking::default();
    for id in ids {
        if let Some(one) = would_lack(work.db, standard, work.now, *id, touch)? {
            lacking.add(one);
        }
    }
    match (lacking.first, ids) {
        (None, _) => Ok(()),
        (Some(one), [_]) => Err(Refusal::Lacking(one).into()),
        (Some(one), _) => Err(Refusal::LackingAmong {
            one,
            count: lacking.count,
            of: ids.len(),
        }
        .into()),
    }
}

/// How many would lack something, and what the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lacking {
    pub count: usize,
    pub first: Option<Requirement>,
}

impl Lacking {
    pub(super) fn add(&mut self, one: Requirement) {
        self.count += 1;
        self.first.get_or_insert(one);
    }

    /// How many are left as they are, and why; `None` where nobody is.
    #[must_use]
    pub fn told(&self, s: &Strings) -> Option<String> {
        let one = self.first.as_ref()?;
        Some((s.standard.left)(
            self.count,
            &one.name(s.lang),
            one.whom(s.lang),
        ))
    }
}

/// A record as a form would send it, apart from the own fields; `None` where there is none.
fn record(db: &Db, id: CustomerId) -> Result<Option<Draft>> {
    let Some(customer) = store::customer::get(db, id)? else {
        return Ok(None);
    };
    let contacts = store::contact::of_customer(db, id)?.into_iter();
    Ok(Some(Draft {
        about: customer.about,
        contacts: contacts
            .map(|contact| ContactDraft::new(contact.method, contact.value))
            .collect(),
        tags: store::tag::of_customer(db, id)?,
        ..Draft::default()
    }))
}

/// Whether the shop takes what a merge has made of two records; `whom` says what either of them was.
///
/// # Errors
/// The first thing that it does not.
pub(super) fn merged(work: &Work, id: CustomerId, before: &About, whom: &[Whom]) -> Result<()> {
    let standard = work.standard()?;
    let Some(draft) = record(work.db, id)? else {
        return Ok(());
    };
    standard.check_lists(&draft.about, Some(before))?;
    standard.check_forms(&draft.about, Some(before))?;
    let held = held(work.db, id)?;
    Ok(standard.check_required(&draft, &held, |one| whom.contains(&one))?)
}

fn is(db: &Db, now: Now, id: CustomerId, whom: Whom) -> Result<bool> {
    let test = match whom {
        Whom::Everyone => return Ok(true),
        Whom::Stage(stage) => Test::Stage(stage),
        Whom::Tier(tier) => Test::Tier(tier),
    };
    let scene = super::filter::scene(db, now)?;
    let only = Where::of(&Filter(Some(Expr::Is(test))), scene);
    Ok(store::filter::holds(db, &only, id)?)
}
