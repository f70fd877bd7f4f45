//! Everything about one customer, and what a reveal or a copy lets out of it.

use super::answer::{Card, Copied, Shown};
use super::cut;
use super::query::{CARDS, REVEAL_MS};
use super::{App, Result};
use crate::domain::contact::Copyable;
use crate::domain::customer::Tier;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::rule::AlertState;
use crate::domain::time::Millis;
use crate::insight::lifecycle;
use crate::store;

impl App {
    pub(super) fn cards(&self, ids: &[CustomerId]) -> Result<Vec<Card>> {
        let cards = ids.iter().take(CARDS).map(|id| self.card(*id, None));
        cards.filter_map(Result::transpose).collect()
    }

    pub(super) fn card(&self, id: CustomerId, reveal: Option<OpId>) -> Result<Option<Card>> {
        let db = &self.db;
        let Some(customer) = store::customer::get(db, id)? else {
            return Ok(None);
        };
        let (today, cuts) = (self.now().today(), cut::stages(&self.db)?);
        let until = self.revealed_until(id, reveal)?;
        let contacts = store::contact::of_customer(db, id)?
            .into_iter()
            .map(|contact| Shown {
                text: if until.is_some() {
                    contact.shown()
                } else {
                    contact.masked()
                },
                contact: contact.id,
                method: contact.method,
                label: contact.label,
                reach: contact.reach,
            })
            .collect();
        let line = store::listing::of(db, &[id])?.pop();
        let raw = store::derived::raw(db, id, super::derived::year_before(today))?;
        let gap = raw
            .as_ref()
            .and_then(|raw| raw.last_purchase)
            .map(|day| (today - day).num_days());
        let verified = store::customer::verified(db, id)?;
        let stale_days = super::quality::stale_days(db)?;
        let purchase_days = raw.as_ref().map_or(0, |raw| raw.purchase_days);
        let stage_pin = store::customer::stage_pin(db, id)?;
        Ok(Some(Card {
            tier: line
                .as_ref()
                .map_or(Tier::Potential, |line| Tier::from_rank(line.tier)),
            tier_is_pinned: store::customer::tier_pin(db, id)?.is_some(),
            stage: stage_pin.as_ref().map_or_else(
                || lifecycle::stage(purchase_days, gap, cuts),
                |pin| pin.stage,
            ),
            stage_pin,
            alerts: self
                .alerts(Some(id))?
                .into_iter()
                .filter(|alert| alert.state == AlertState::Open)
                .collect(),
            days_since_purchase: gap,
            purchase_days,
            spend_cents: raw.as_ref().map_or(0, |raw| raw.spend_cents),
            year_cents: raw.as_ref().map_or(0, |raw| raw.year_cents),
            last_contact: raw
                .as_ref()
                .map(|raw| raw.last_contact)
                .filter(|at| *at > Millis(0)),
            last_purchase: store::purchase::newest_of(db, id, 1)?.pop(),
            trade: self.trade(id)?,
            facts: store::fact::of_customer(db, id)?,
            tags: store::tag::of_customer(db, id)?,
            worn: store::tag::worn(db, id)?,
            verified,
            completeness: super::quality::score_of(db, self.now(), id)?,
            is_stale: verified.is_none_or(|day| (today - day).num_days() > i64::from(stale_days)),
            open: store::follow_up::open_of(db, id)?,
            own: self.holdings(id, until.is_some())?,
            ties: self.ties(id)?,
            version: store::history::version(db, id)?,
            revealed_until: until,
            advice: self.advice(id)?,
            cuts,
            vip_cents: store::derived::rhythm(db)?
                .map(|rhythm| rhythm.vip_cents)
                .filter(|cents| *cents < i64::MAX),
            contacts,
            customer,
        }))
    }

    /// Until when a reveal is good; `None` when there is none, or it was another customer's, or its time is over.
    pub(super) fn revealed_until(
        &self,
        id: CustomerId,
        reveal: Option<OpId>,
    ) -> Result<Option<Millis>> {
        let Some(op) = reveal else { return Ok(None) };
        let Some(row) = store::history::get(&self.db, op)? else {
            return Ok(None);
        };
        let until = Millis(row.at.0 + REVEAL_MS);
        Ok((row.kind == "customer.reveal"
            && row.customer == Some(id)
            && row.agent == self.agent
            && self.now().at < until)
            .then_some(until))
    }

    /// The value that a copy let out; `None` when its time is over or the value is gone.
    pub(super) fn copied(&self, op: OpId) -> Result<Option<Copied>> {
        let Some(row) = store::history::get(&self.db, op)? else {
            return Ok(None);
        };
        let is_good = row.kind == "contact.copy"
            && row.agent == self.agent
            && self.now().at < Millis(row.at.0 + REVEAL_MS);
        let what = Copyable::from_code(&store::history::purpose(&self.db, op)?);
        let (Some(id), Some(what), true) = (row.customer, what, is_good) else {
            return Ok(None);
        };
        if let Copyable::Contact(contact) = what {
            let contact = store::contact::get(&self.db, contact)?.filter(|c| c.customer == id);
            return Ok(contact.map(|contact| Copied {
                method: Some(contact.method),
                masked: contact.masked(),
                text: contact.value,
                what,
            }));
        }
        Ok(store::customer::get(&self.db, id)?.map(|customer| Copied {
            what,
            method: None,
            masked: customer.about.name.clone(),
            text: match what {
                Copyable::Address => customer.about.address,
                _ => customer.about.name,
            },
        }))
    }
}
