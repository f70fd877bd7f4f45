//! What visitors did elsewhere: held until somebody knows who they are, then part of that customer's log. A visitor is known by a phone,
//! an address, an account or an id, by an earlier match, or by a name that only one customer bears.

use super::{App, Done, Error, Result, Work, customer};
use crate::domain::contact::Method;
use crate::domain::event::{self, Event, Visitor};
use crate::domain::id::{CustomerId, EventId, InteractionId};
use crate::domain::interaction::Interaction;
use crate::domain::kind::Kind;
use crate::store::{self, Db};

/// A write to the holding list. One event stands for all of its visitor.
#[derive(Debug, Clone)]
pub enum Op {
    /// The visitor is this customer.
    Match {
        event: EventId,
        customer: CustomerId,
    },
    /// The visitor is nobody of ours.
    Drop(EventId),
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Match { .. } => "event.match",
            Self::Drop(_) => "event.drop",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Match { event, customer } => {
                customer::require(work, *customer)?;
                give(work, &waiting(work.db, *event)?, *customer)?;
                Ok(Done::about(*customer))
            }
            Self::Drop(event) => {
                let held = store::event::held(work.db, &waiting(work.db, *event)?)?;
                for one in &held {
                    store::event::delete(work.db, one.id)?;
                }
                Ok(Done::several(held.len()))
            }
        }
    }
}

/// The visitor an event waits for.
fn waiting(db: &Db, event: EventId) -> Result<String> {
    let kept = store::event::get(db, event)?.filter(|kept| kept.customer.is_none());
    Ok(kept.ok_or(Error::NotFound(Kind::Event))?.event.who)
}

/// Gives a customer everything that waits under a name.
fn give(work: &mut Work, who: &str, customer: CustomerId) -> Result<()> {
    for held in store::event::held(work.db, who)? {
        store::event::set_customer(work.db, held.id, customer)?;
        log(work, customer, &held.event)?;
    }
    Ok(())
}

/// Writes an event into a customer's log, unless it stands there.
fn log(work: &mut Work, customer: CustomerId, event: &Event) -> Result<()> {
    if store::interaction::is_kept(work.db, customer, &event.said)? {
        return Ok(());
    }
    let row = Interaction {
        id: InteractionId(work.id()),
        customer,
        said: event.said.clone(),
        corrects: None,
    };
    Ok(store::interaction::insert(work.db, &row)?)
}

/// What becomes of an event that is brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is on file.
    Kept,
    /// It goes into the log of a customer.
    Known(CustomerId),
    /// It waits.
    Held,
}

/// What becomes of an event.
pub(super) fn fate(db: &Db, event: &Event) -> Result<Fate> {
    if store::event::is_kept(db, event)? {
        return Ok(Fate::Kept);
    }
    Ok(match whose(db, &event.who)? {
        Some(customer) if store::interaction::is_kept(db, customer, &event.said)? => Fate::Kept,
        Some(customer) => Fate::Known(customer),
        None => Fate::Held,
    })
}

/// Brings in one event.
pub(super) fn bring_in(work: &mut Work, event: &Event) -> Result<()> {
    match fate(work.db, event)? {
        Fate::Kept => Ok(()),
        Fate::Known(customer) => log(work, customer, event),
        Fate::Held => {
            let id = EventId(work.id());
            Ok(store::event::insert(work.db, id, event)?)
        }
    }
}

/// The customer whom a visitor's name means.
fn whose(db: &Db, who: &str) -> Result<Option<CustomerId>> {
    let only = |ids: Vec<CustomerId>| match ids.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    if let Some(method) = event::method(who) {
        return match only(store::contact::owners(db, method, who)?) {
            Some(id) => Ok(Some(id)),
            None => Ok(store::event::matched(db, who)?),
        };
    }
    if let Some(id) = store::event::matched(db, who)? {
        return Ok(Some(id));
    }
    for id in store::customer::with_source_id(db, who)? {
        if store::customer::name(db, id)?.is_some() {
            return Ok(Some(id));
        }
    }
    if let Some(id) = only(store::contact::owners(db, Method::WeChat, who)?) {
        return Ok(Some(id));
    }
    Ok(only(store::customer::named(db, who)?))
}

/// Gives customers who were just made or changed what waits for them. Whether anything did.
pub(super) fn settle(work: &mut Work, touched: &[CustomerId]) -> Result<bool> {
    if touched.is_empty() || !store::event::any_held(work.db)? {
        return Ok(false);
    }
    let mut any = false;
    for id in touched {
        let Some(customer) = store::customer::get(work.db, *id)? else {
            continue;
        };
        let contacts = store::contact::of_customer(work.db, *id)?;
        let names = [customer.about.source_id, customer.about.name];
        for who in contacts
            .into_iter()
            .map(|contact| contact.value)
            .chain(names)
        {
            if store::event::held(work.db, &who)?.is_empty() || whose(work.db, &who)? != Some(*id) {
                continue;
            }
            give(work, &who, *id)?;
            any = true;
        }
    }
    Ok(any)
}

impl App {
    /// Visitors nobody knows, their numbers masked, those who were here last first.
    pub(super) fn visitors(&self) -> Result<Vec<Visitor>> {
        let mut all = store::event::visitors(&self.db)?;
        for visitor in &mut all {
            visitor.who = event::shown(&visitor.who);
        }
        Ok(all)
    }

    /// The waiting visitor whom a text names as the file did: a phone however it is written, an address, an id, a name.
    ///
    /// # Errors
    /// Nobody of that name waits.
    pub fn visitor(&self, typed: &str) -> Result<EventId> {
        let who = crate::codec::event::who(typed, self.ground.region);
        let held = match typed.trim().parse::<EventId>() {
            Ok(id) => store::event::get(&self.db, id)?.filter(|kept| kept.customer.is_none()),
            Err(_) => None,
        };
        let newest = store::event::held(&self.db, &who)?.pop();
        let found = held.or(newest).ok_or(Error::NotFound(Kind::Event))?;
        Ok(found.id)
    }
}
