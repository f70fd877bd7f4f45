//! Bringing records in: who is already known, what a row adds to them, all or nothing. Reading files is `codec`'s business.

pub mod files;
pub mod incoming;
pub mod record;
pub mod summary;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{App, Done, Error, Result, Work, contact, customer, tag};
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::{About, Draft};
use crate::domain::fact::{Fact, Leaning};
use crate::domain::follow_up::FollowUp;
use crate::domain::id::{CustomerId, FactId, FollowUpId, InteractionId, PurchaseId};
use crate::domain::interaction::{Interaction, Said};
use crate::domain::purchase::{Bought, Purchase};
use crate::domain::record::{Promise, Record};
use crate::store::{self, Db};

/// How records meet customers that are already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Only new customers; known ones are left alone.
    Create,
    /// Only known customers; new ones are left out.
    Update,
    /// Both.
    #[default]
    Upsert,
    /// Every record is somebody new and nobody is looked up: for generated shops.
    Strangers,
}

/// How far a long op is, readable and stoppable from another thread.
#[derive(Debug, Default)]
pub struct Pace {
    pub done: AtomicU64,
    pub total: AtomicU64,
    pub cancel: AtomicBool,
}

/// One import: every record, in one transaction.
#[derive(Debug, Clone, Default)]
pub struct Op {
    pub mode: Mode,
    pub records: Vec<Record>,
    pub pace: Arc<Pace>,
}

/// What an import would do, or did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub created: usize,
    pub updated: usize,
    /// Known and unchanged, or left alone because of the mode.
    pub skipped: usize,
}

/// What happens to one record.
enum Fate {
    Create,
    Update(CustomerId),
    Skip,
}

impl Op {
    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        // Batches of one fill share their pace: it knows the larger total already, and goes on counting.
        let count = self.records.len() as u64;
        self.pace.total.fetch_max(count, Ordering::Relaxed);
        let mut claimed = HashSet::new();
        for record in &self.records {
            if self.pace.cancel.load(Ordering::Relaxed) {
                return Err(Error::Cancelled);
            }
            self.bring_in(work, record, &mut claimed)?;
            self.pace.done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Done::several(claimed.len()))
    }

    fn bring_in(
        &self,
        work: &mut Work,
        record: &Record,
        claimed: &mut HashSet<CustomerId>,
    ) -> Result<()> {
        if self.mode == Mode::Strangers {
            let id = customer::add(work, &record.draft)?;
            claimed.insert(id);
            return attach(work, id, record, |_, _| Ok(true));
        }
        let id = match fate(work.db, self.mode, &record.draft, claimed)? {
            Fate::Create => customer::add(work, &record.draft)?,
            Fate::Update(id) => {
                enrich(work, id, &record.draft)?;
                id
            }
            Fate::Skip => return Ok(()),
        };
        claimed.insert(id);
        attach(work, id, record, |db, item| is_news(db, id, item))
    }
}

impl App {
    /// What an import would do to the shop as it is now; writes nothing.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn foresee(&self, op: &Op) -> Result<Tally> {
        let (mut tally, mut claimed) = (Tally::default(), HashSet::new());
        for record in &op.records {
            match fate(&self.db, op.mode, &record.draft, &claimed)? {
                Fate::Create => tally.created += 1,
                Fate::Update(id) if adds_nothing(&self.db, id, &record.draft)? => {
                    claimed.insert(id);
                    tally.skipped += 1;
                }
                Fate::Update(id) => {
                    claimed.insert(id);
                    tally.updated += 1;
                }
                Fate::Skip => tally.skipped += 1,
            }
        }
        Ok(tally)
    }
}

fn fate(db: &Db, mode: Mode, record: &Draft, claimed: &HashSet<CustomerId>) -> Result<Fate> {
    Ok(match (known(db, record, claimed)?, mode) {
        (Some(_), Mode::Create) | (None, Mode::Update) => Fate::Skip,
        (Some(id), Mode::Update | Mode::Upsert) => Fate::Update(id),
        (None, Mode::Create | Mode::Upsert) | (_, Mode::Strangers) => Fate::Create,
    })
}

/// The customer a record speaks of: by external id, else phone, WeChat, e-mail (F19). One customer is claimed by one record only, so
/// that two rows with a shared phone stay two people however often the file is imported; of several the same name goes first.
fn known(db: &Db, record: &Draft, claimed: &HashSet<CustomerId>) -> Result<Option<CustomerId>> {
    let free = |ids: Vec<CustomerId>| {
        ids.into_iter()
            .filter(|id| !claimed.contains(id))
            .collect::<Vec<_>>()
    };
    let by_id = free(store::customer::with_source_id(
        db,
        &record.about.source_id,
    )?);
    if let Some(id) = by_id.first() {
        return Ok(Some(*id));
    }
    for method in [Method::Phone, Method::WeChat, Method::Email] {
        for draft in record
            .contacts
            .iter()
            .filter(|draft| draft.method == method)
        {
            let ids = free(store::contact::owners(db, method, &draft.value)?);
            for id in &ids {
                if store::customer::name(db, *id)?.is_some_and(|name| name == record.about.name) {
                    return Ok(Some(*id));
                }
            }
            if let Some(id) = ids.first() {
                return Ok(Some(*id));
            }
        }
    }
    same_name(db, record, claimed)
}

/// A record that says nothing but a name and a birthday, or a name and no contact at all, is the customer of that name.
fn same_name(db: &Db, record: &Draft, claimed: &HashSet<CustomerId>) -> Result<Option<CustomerId>> {
    for id in store::customer::named(db, &record.about.name)? {
        if claimed.contains(&id) {
            continue;
        }
        let Some(kept) = store::customer::get(db, id)? else {
            continue;
        };
        let same_birthday =
            record.about.birthday.is_some() && record.about.birthday == kept.about.birthday;
        let both_bare =
            record.contacts.is_empty() && store::contact::of_customer(db, id)?.is_empty();
        if same_birthday || both_bare {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// What a customer becomes when a record is added to them: what the record says wins, what it leaves blank stays (F19).
fn enriched(db: &Db, id: CustomerId, record: &Draft) -> Result<Option<Draft>> {
    let Some(kept) = store::customer::get(db, id)? else {
        return Ok(None);
    };
    let contacts = store::contact::of_customer(db, id)?;
    let mut all: Vec<ContactDraft> = contacts
        .iter()
        .map(|contact| ContactDraft {
            method: contact.method,
            value: contact.value.clone(),
            label: contact.label.clone(),
        })
        .collect();
    all.extend(
        record
            .contacts
            .iter()
            .filter(|new| {
                !contacts
                    .iter()
                    .any(|old| old.method == new.method && old.value == new.value)
            })
            .cloned(),
    );
    let mut tags = store::tag::of_customer(db, id)?;
    let fresh: Vec<String> = record
        .tags
        .iter()
        .filter(|tag| !tags.contains(tag))
        .cloned()
        .collect();
    tags.extend(fresh);
    Ok(Some(Draft {
        about: fill(kept.about, &record.about),
        contacts: all,
        tags,
        created_at: None,
    }))
}

fn fill(mut kept: About, new: &About) -> About {
    let set = |slot: &mut String, text: &String| {
        if !text.is_empty() {
            slot.clone_from(text);
        }
    };
    set(&mut kept.name, &new.name);
    set(&mut kept.nickname, &new.nickname);
    set(&mut kept.company, &new.company);
    set(&mut kept.title, &new.title);
    set(&mut kept.city, &new.city);
    set(&mut kept.address, &new.address);
    set(&mut kept.source, &new.source);
    set(&mut kept.owner, &new.owner);
    set(&mut kept.hobbies, &new.hobbies);
    set(&mut kept.source_id, &new.source_id);
    if !kept.note.contains(&new.note) {
        kept.note = if kept.note.is_empty() {
            new.note.clone()
        } else {
            format!("{}\n{}", kept.note, new.note)
        };
    }
    kept.gender = new.gender.or(kept.gender);
    kept.birthday = new.birthday.or(kept.birthday);
    kept.preferred = new.preferred.or(kept.preferred);
    kept
}

fn adds_nothing(db: &Db, id: CustomerId, record: &Draft) -> Result<bool> {
    let Some(after) = enriched(db, id, record)? else {
        return Ok(false);
    };
    let Some(kept) = store::customer::get(db, id)? else {
        return Ok(false);
    };
    Ok(after.about == kept.about
        && after.contacts.len() == store::contact::of_customer(db, id)?.len()
        && after.tags.len() == store::tag::of_customer(db, id)?.len())
}

fn enrich(work: &mut Work, id: CustomerId, record: &Draft) -> Result<()> {
    if let Some(after) = enriched(work.db, id, record)? {
        store::customer::update(work.db, id, &customer::checked(&after.about)?)?;
        contact::replace(work, id, &after.contacts)?;
        tag::replace(work, id, &after.tags)?;
    }
    Ok(())
}

/// One thing that a record adds to a customer.
enum Item<'a> {
    Said(&'a Said),
    Bought(&'a Bought),
    Promised(&'a Promise),
    Fact(Leaning, &'a str),
}

/// Whether the customer's file does not say it yet.
fn is_news(db: &Db, customer: CustomerId, item: &Item) -> Result<bool> {
    Ok(match item {
        Item::Said(said) => !store::interaction::is_kept(db, customer, said)?,
        Item::Bought(bought) => !store::purchase::is_kept(db, customer, bought)?,
        Item::Promised(promise) => {
            !store::follow_up::is_kept(db, customer, promise.due, &promise.note)?
        }
        Item::Fact(leaning, text) => !store::fact::of_customer(db, customer)?
            .iter()
            .any(|fact| fact.leaning == *leaning && fact.text == *text),
    })
}

/// Adds what happened to a customer, with its own author and time, as far as it is news.
fn attach(
    work: &mut Work,
    customer: CustomerId,
    record: &Record,
    is_news: impl Fn(&Db, &Item) -> Result<bool>,
) -> Result<()> {
    let items = (record.said.iter().map(Item::Said))
        .chain(record.bought.iter().map(Item::Bought))
        .chain(record.promised.iter().map(Item::Promised))
        .chain(
            record
                .facts
                .iter()
                .map(|(leaning, text)| Item::Fact(*leaning, text)),
        );
    for item in items {
        if is_news(work.db, &item)? {
            add(work, customer, &item)?;
        }
    }
    contact::set_dead(work, customer, &record.dead)?;
    if !record.pinned.is_empty() {
        store::customer::set_pinned(work.db, customer, &record.pinned)?;
    }
    Ok(())
}

fn add(work: &mut Work, customer: CustomerId, item: &Item) -> Result<()> {
    let id = work.id();
    match item {
        Item::Said(said) => store::interaction::insert(
            work.db,
            &Interaction {
                id: InteractionId(id),
                customer,
                said: (*said).clone(),
                corrects: None,
            },
        )?,
        Item::Bought(bought) => store::purchase::insert(
            work.db,
            &Purchase {
                id: PurchaseId(id),
                customer,
                bought: (*bought).clone(),
            },
        )?,
        Item::Promised(promise) => store::follow_up::insert(
            work.db,
            &promised(FollowUpId(id), customer, promise),
            &promise.source_id,
        )?,
        Item::Fact(leaning, text) => store::fact::insert(
            work.db,
            &Fact {
                id: FactId(id),
                customer,
                leaning: *leaning,
                text: (*text).to_owned(),
                source: work.author.clone(),
                day: work.now.today(),
            },
        )?,
    }
    Ok(())
}

fn promised(id: FollowUpId, customer: CustomerId, promise: &Promise) -> FollowUp {
    FollowUp {
        id,
        customer,
        due: promise.due,
        note: promise.note.clone(),
        owner: promise.owner.clone(),
        progress: promise.progress,
        closed_at: promise.closed_at,
        reason: String::new(),
    }
}
