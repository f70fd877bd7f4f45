//! Bringing records in: who is already known, what a row adds to them, all or nothing. Reading files is `codec`'s business.

pub mod enrich;
pub mod files;
pub mod incoming;
mod kept;
pub mod known;
pub mod large;
pub mod record;
pub mod rejects;
pub mod summary;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use self::enrich::Blanks;
use self::known::Key;
use self::large::Large;
use super::pace::Pace;
use super::{App, Done, Result, Work, contact, customer, event, purchase, standard};
use crate::codec::report::{Reject, RejectReason, Report};
use crate::domain;
use crate::domain::customer::Draft;
use crate::domain::event::Event;
use crate::domain::fact::{Fact, Leaning};
use crate::domain::follow_up::FollowUp;
use crate::domain::id::{CustomerId, FactId, FollowUpId, InteractionId, PurchaseId};
use crate::domain::interaction::{Interaction, Said};
use crate::domain::name::Lang;
use crate::domain::purchase::{Bought, Purchase};
use crate::domain::record::{Kept, Link, Moved, Promise, Record, Returned, Ware};
use crate::domain::standard::Refusal;
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

/// One import: every record, in one transaction.
#[derive(Debug, Clone)]
pub struct Op {
    pub mode: Mode,
    /// By what records meet customers, in this order.
    pub keys: Vec<Key>,
    pub blanks: Blanks,
    /// Where customers came from of whom neither the file nor the shop says it; blank for nowhere.
    pub source: String,
    pub records: Vec<Record>,
    /// Products and levels; those that the shop has already stay as they are.
    pub wares: Vec<Ware>,
    /// What visitors did; those nobody knows wait for somebody who does.
    pub events: Vec<Event>,
    /// Customers that are read as they are written.
    pub large: Option<Arc<Large>>,
    pub pace: Arc<Pace>,
}

impl Default for Op {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            keys: Key::ALL.to_vec(),
            blanks: Blanks::default(),
            source: String::new(),
            records: Vec::new(),
            wares: Vec::new(),
            events: Vec::new(),
            large: None,
            pace: Arc::default(),
        }
    }
}

/// What an import would do, or did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub created: usize,
    pub updated: usize,
    /// Known and unchanged, or left alone because of the mode.
    pub skipped: usize,
    /// What is new in their files: purchases, money given back included.
    pub bought: usize,
    pub said: usize,
    pub promised: usize,
    /// Events of visitors nobody knows.
    pub held: usize,
}

impl Tally {
    fn count(&mut self, item: &Item) {
        match item {
            Item::Bought(..) | Item::Returned(_) => self.bought += 1,
            Item::Said(..) => self.said += 1,
            Item::Promised(_) => self.promised += 1,
            Item::Fact(..) | Item::Kept(_) | Item::Points(_) => {}
        }
    }
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
        let large = self.large.as_ref().map_or(0, |large| large.customers);
        let count = (self.records.len() + self.events.len() + large) as u64;
        self.pace.total.fetch_max(count, Ordering::Relaxed);
        let mut claimed = HashSet::new();
        kept::stock(work, &self.wares)?;
        let mut one = |record: &Record| {
            self.pace.step()?;
            self.bring_in(work, record, &mut claimed)
        };
        self.records.iter().try_for_each(&mut one)?;
        if let Some(large) = &self.large {
            large.each(&mut one)?;
        }
        for event in &self.events {
            self.pace.step()?;
            event::bring_in(work, event)?;
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
        let id = match self.fate(work.db, &record.draft, claimed)? {
            Fate::Create => {
                let draft = self.sourced(work.db, None, &record.draft)?;
                customer::add(work, draft.as_ref())?
            }
            Fate::Update(id) => {
                let draft = self.sourced(work.db, Some(id), &record.draft)?;
                enrich::enrich(work, id, draft.as_ref(), &self.blanks)?;
                id
            }
            Fate::Skip => return Ok(()),
        };
        claimed.insert(id);
        attach(work, id, record, |db, item| is_news(db, id, item))
    }

    /// The record with the source that stands for the whole file, unless it or the shop knows better.
    fn sourced<'d>(
        &self,
        db: &Db,
        known: Option<CustomerId>,
        draft: &'d Draft,
    ) -> Result<Cow<'d, Draft>> {
        if self.source.is_empty() || !draft.about.source.is_empty() {
            return Ok(Cow::Borrowed(draft));
        }
        let kept = match known {
            Some(id) => store::customer::get(db, id)?.map(|customer| customer.about.source),
            None => None,
        };
        if kept.is_some_and(|source| !source.is_empty()) {
            return Ok(Cow::Borrowed(draft));
        }
        let mut sourced = draft.clone();
        sourced.about.source.clone_from(&self.source);
        Ok(Cow::Owned(sourced))
    }

    fn fate(&self, db: &Db, record: &Draft, claimed: &HashSet<CustomerId>) -> Result<Fate> {
        let known = known::known(db, record, &self.keys, claimed)?;
        Ok(match (known, self.mode) {
            (Some(_), Mode::Create) | (None, Mode::Update) => Fate::Skip,
            (Some(id), Mode::Update | Mode::Upsert) => Fate::Update(id),
            (None, Mode::Create | Mode::Upsert) | (_, Mode::Strangers) => Fate::Create,
        })
    }
}

impl App {
    /// Takes out of an import who would be new and lacks what the shop asks of them; their rows go to the rejects.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn refuse_lacking(&self, op: &mut Op, report: &mut Report) -> Result<()> {
        let standard = standard::of(&self.db)?;
        if standard.required.is_empty() {
            return Ok(());
        }
        let (mut claimed, mut taken) = (HashSet::new(), Vec::new());
        let places = std::mem::take(&mut report.customers);
        for (record, customer) in std::mem::take(&mut op.records).into_iter().zip(&places) {
            match op.fate(&self.db, &record.draft, &claimed)? {
                Fate::Create => {
                    let draft = op.sourced(&self.db, None, &record.draft)?;
                    let checked = standard.check_required(&draft, &[], domain::standard::is_new);
                    if let Err(Refusal::Lacking(one)) = checked {
                        report.rejects.push(Reject {
                            at: customer.at,
                            reason: RejectReason::Lacking,
                            detail: Some(one.print(Lang::En)),
                            cells: customer.cells.clone(),
                        });
                        continue;
                    }
                }
                Fate::Update(id) => {
                    claimed.insert(id);
                }
                Fate::Skip => {}
            }
            taken.push(record);
        }
        report.customers = places;
        op.records = taken;
        Ok(())
    }

    /// What an import would do to the shop as it is now; writes nothing.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn foresee(&self, op: &Op) -> Result<Tally> {
        let (mut tally, mut claimed) = (Tally::default(), HashSet::new());
        for record in &op.records {
            self.foresee_one(op, record, &mut claimed, &mut tally)?;
        }
        if let Some(large) = &op.large {
            // In an empty shop everybody is new, and a million need not be asked.
            if store::customer::count(&self.db)? == 0 && op.mode != Mode::Update {
                tally.created += large.customers;
            } else {
                large.each(&mut |record| self.foresee_one(op, record, &mut claimed, &mut tally))?;
            }
        }
        for event in &op.events {
            match event::fate(&self.db, event)? {
                event::Fate::Kept => {}
                event::Fate::Known(_) => tally.said += 1,
                event::Fate::Held => tally.held += 1,
            }
        }
        Ok(tally)
    }

    fn foresee_one(
        &self,
        op: &Op,
        record: &Record,
        claimed: &mut HashSet<CustomerId>,
        tally: &mut Tally,
    ) -> Result<()> {
        match op.fate(&self.db, &record.draft, claimed)? {
            Fate::Create => {
                tally.created += 1;
                items(record)
                    .filter(|item| match item {
                        Item::Returned(returned) => record.bought.contains(&returned.of),
                        _ => true,
                    })
                    .for_each(|item| tally.count(&item));
            }
            Fate::Update(id) => {
                claimed.insert(id);
                let before = *tally;
                for item in items(record) {
                    if is_news(&self.db, id, &item)? {
                        tally.count(&item);
                    }
                }
                let same = *tally == before && {
                    let draft = op.sourced(&self.db, Some(id), &record.draft)?;
                    enrich::adds_nothing(&self.db, id, draft.as_ref(), &op.blanks)?
                };
                tally.skipped += usize::from(same);
                tally.updated += usize::from(!same);
            }
            Fate::Skip => tally.skipped += 1,
        }
        Ok(())
    }
}

/// One thing that a record adds to a customer.
enum Item<'a> {
    /// Something said, and what it corrects.
    Said(&'a Said, Option<&'a str>),
    /// Something bought, and which purchase it gives back.
    Bought(&'a Bought, Option<&'a str>),
    Returned(&'a Returned),
    Promised(&'a Promise),
    Fact(Leaning, &'a str),
    Kept(&'a Kept),
    Points(&'a [Moved]),
}

/// Whether the customer's file does not say it yet.
fn is_news(db: &Db, customer: CustomerId, item: &Item) -> Result<bool> {
    Ok(match item {
        Item::Said(said, _) => !store::interaction::is_kept(db, customer, said)?,
        Item::Bought(bought, _) => !store::purchase::is_kept(db, customer, bought)?,
        Item::Returned(returned) => due_back(db, customer, returned)?.is_some(),
        Item::Promised(promise) => !store::follow_up::is_kept(db, customer, promise)?,
        Item::Fact(leaning, text) => !store::fact::of_customer(db, customer)?
            .iter()
            .any(|fact| fact.leaning == *leaning && fact.text == *text),
        Item::Kept(kept) => kept::is_news(db, customer, kept)?,
        // A ledger that was begun is never mixed with another.
        Item::Points(_) => store::points::ledger(db, customer)?.0.is_empty(),
    })
}

/// What is still to be given back of a purchase, and for which: the file says how much it is in all, some may have gone back before.
fn due_back(
    db: &Db,
    customer: CustomerId,
    returned: &Returned,
) -> Result<Option<(PurchaseId, Bought)>> {
    let of = store::purchase::brought_in(db, customer, &returned.of.source_id)?;
    let Some(of) = of.filter(|of| of.bought.amount_cents > 0) else {
        return Ok(None);
    };
    let back = store::purchase::refunded(db, of.id)?;
    let wanted = returned.bought.amount_cents.saturating_neg();
    let due = wanted.min(of.bought.amount_cents) - back.1;
    if due <= 0 {
        return Ok(None);
    }
    let bought = Bought {
        amount_cents: -due,
        quantity_milli: -purchase::units_of(&of, due, back),
        ..returned.bought.clone()
    };
    Ok(Some((of.id, bought)))
}

fn items(record: &Record) -> impl Iterator<Item = Item<'_>> {
    let facts = record
        .facts
        .iter()
        .map(|(leaning, text)| Item::Fact(*leaning, text));
    let said = in_order(&record.said, |said| &said.source_id, &record.corrections);
    let bought = in_order(&record.bought, |bought| &bought.source_id, &record.refunds);
    (said.map(|(said, of)| Item::Said(said, of)))
        .chain(bought.map(|(bought, of)| Item::Bought(bought, of)))
        .chain(record.returned.iter().map(Item::Returned))
        .chain(record.promised.iter().map(Item::Promised))
        .chain(facts)
        .chain(record.kept.iter().map(Item::Kept))
        .chain((!record.points.is_empty()).then_some(Item::Points(&record.points)))
}

/// Rows with what each speaks of: first those that speak of none, then the others as their links stand.
fn in_order<'r, T>(
    rows: &'r [T],
    id: impl Fn(&T) -> &String,
    links: &'r [Link],
) -> impl Iterator<Item = (&'r T, Option<&'r str>)> {
    let places: HashMap<&str, usize> = links
        .iter()
        .enumerate()
        .map(|(n, link)| (link.row.as_str(), n))
        .collect();
    let mut all: Vec<(&T, Option<usize>)> = rows
        .iter()
        .map(|row| (row, places.get(id(row).as_str()).copied()))
        .collect();
    all.sort_by_key(|(_, place)| *place);
    all.into_iter()
        .map(|(row, place)| (row, place.and_then(|n| Some(links.get(n)?.of.as_str()))))
}

/// Adds what happened to a customer, with its own author and time, as far as it is news.
fn attach(
    work: &mut Work,
    customer: CustomerId,
    record: &Record,
    is_news: impl Fn(&Db, &Item) -> Result<bool>,
) -> Result<()> {
    for item in items(record) {
        if is_news(work.db, &item)? {
            add(work, customer, &item)?;
        }
    }
    contact::set_dead(work, customer, &record.dead)?;
    if let Some(consent) = record.consent {
        store::customer::set_consent(work.db, customer, consent)?;
    }
    if !record.pinned.is_empty() {
        store::customer::set_pinned(work.db, customer, &record.pinned)?;
    }
    Ok(())
}

fn add(work: &mut Work, customer: CustomerId, item: &Item) -> Result<()> {
    let id = work.id();
    match item {
        Item::Kept(kept) => kept::put(work, id, customer, kept)?,
        Item::Points(moved) => kept::move_points(work, customer, moved)?,
        Item::Said(said, of) => {
            let corrects = match of {
                Some(of) => store::interaction::called(work.db, customer, of)?,
                None => None,
            };
            let row = Interaction {
                id: InteractionId(id),
                customer,
                said: (*said).clone(),
                corrects,
            };
            store::interaction::insert(work.db, &row)?;
        }
        Item::Bought(bought, of) => {
            let refunds = match of {
                Some(of) => store::purchase::called(work.db, customer, of)?,
                None => None,
            };
            let row = Purchase {
                id: PurchaseId(id),
                customer,
                bought: (*bought).clone(),
                refunds,
            };
            store::purchase::insert(work.db, &row)?;
        }
        Item::Returned(returned) => {
            if let Some((of, bought)) = due_back(work.db, customer, returned)? {
                let row = Purchase {
                    id: PurchaseId(id),
                    customer,
                    bought,
                    refunds: Some(of),
                };
                store::purchase::insert(work.db, &row)?;
            }
        }
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
        reason: promise.reason.clone(),
    }
}
