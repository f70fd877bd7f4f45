//! What is put to a customer: noting that they took it or not, and planning what comes of it. And what could be put to whom.

use chrono::{Days, NaiveDate};

use super::{App, Done, Error, Result, Work, consent, follow_up};
use crate::domain::customer::{Tier, line};
use crate::domain::id::{CustomerId, OfferId, OpId};
use crate::domain::offer::{Hits, Offer, Play, Put, Reply, WON_DAYS};
use crate::insight::rebuy::{self, Miss, Rebuy};
use crate::store::{self, Db};

/// Somebody is told of so many days before they may need a thing again.
const AHEAD_DAYS: u64 = 3;
/// And for so many days afterwards.
const BEHIND_DAYS: u64 = 7;
/// How many are told of.
pub const SUGGESTED: usize = 50;

/// A write to the offers.
#[derive(Debug, Clone)]
pub enum Op {
    /// They shall have it: notes so, and schedules what is to be done.
    Take {
        customer: CustomerId,
        put: Put,
        steps: Vec<(NaiveDate, String)>,
    },
    /// They do not want it, or nobody asks them.
    Decline { customer: CustomerId, put: Put },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Take { .. } => "offer.take",
            Self::Decline { .. } => "offer.decline",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        let (customer, put, reply, steps) = match self {
            Self::Take {
                customer,
                put,
                steps,
            } => (*customer, put, Reply::Taken, steps.as_slice()),
            Self::Decline { customer, put } => (*customer, put, Reply::Declined, [].as_slice()),
        };
        super::customer::require(work, customer)?;
        if line(&put.what).is_empty() {
            return Err(Error::NothingSaid);
        }
        if store::offer::is_answered(work.db, customer, put)? {
            return Err(Error::Answered);
        }
        let offer = Offer {
            id: OfferId(work.id()),
            customer,
            put: put.clone(),
            day: work.now.today(),
            reply,
            author: work.author.clone(),
        };
        store::offer::insert(work.db, &offer)?;
        for (due, note) in steps {
            consent::check_plan(work, customer, note)?;
            follow_up::schedule(work, customer, *due, note)?;
        }
        Ok(Done::about(customer))
    }
}

/// Somebody who may need something again about now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub customer: CustomerId,
    pub name: String,
    pub tier: Tier,
    pub phone: String,
    pub rebuy: Rebuy,
}

/// Who may need something again about now, the first of them, and by how much such days were wrong before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggested {
    pub rows: Vec<Suggestion>,
    /// There are more than are told.
    pub goes_on: bool,
    pub miss: Option<Miss>,
}

/// Who may need something again about now.
pub(super) fn suggested(db: &Db, today: NaiveDate) -> Result<Suggested> {
    let from = today
        .checked_sub_days(Days::new(BEHIND_DAYS))
        .unwrap_or(today);
    let to = today
        .checked_add_days(Days::new(AHEAD_DAYS))
        .unwrap_or(today);
    let mut found = store::expected::between(db, from, to, SUGGESTED + 1)?;
    let goes_on = found.len() > SUGGESTED;
    found.truncate(SUGGESTED);
    let rows = found.into_iter().map(|one| Suggestion {
        phone: crate::domain::contact::mask(crate::domain::contact::Method::Phone, &one.phone),
        customer: one.customer,
        name: one.name,
        tier: Tier::from_rank(one.tier),
        rebuy: one.rebuy,
    });
    Ok(Suggested {
        rows: rows.collect(),
        goes_on,
        miss: store::model::miss(db)?,
    })
}

/// What a customer may need again, by item: by their own rhythm, else by what the product usually lasts.
pub(super) fn rebuys_of(db: &Db, customer: CustomerId) -> Result<Vec<Rebuy>> {
    let days = store::expected::days_by_item(db, customer)?;
    let mut found = Vec::new();
    for same in days.chunk_by(|a, b| a.0 == b.0) {
        let dates: Vec<NaiveDate> = same.iter().map(|(_, day, _)| *day).collect();
        let Some((item, last, usual)) = same.last() else {
            continue;
        };
        if let Some(every_days) = rebuy::interval(&dates, *usual)
            && let Some(due) = rebuy::due(*last, every_days)
        {
            found.push(Rebuy {
                item: item.clone(),
                last: *last,
                every_days,
                due,
            });
        }
    }
    Ok(found)
}

/// Keeps what a customer is expected to buy; what is long past tells nothing.
pub(super) fn expect(db: &Db, customer: CustomerId, today: NaiveDate) -> Result<()> {
    let mut rebuys = rebuys_of(db, customer)?;
    let oldest = today.checked_sub_days(Days::new(BEHIND_DAYS));
    rebuys.retain(|rebuy| oldest.is_none_or(|oldest| rebuy.due >= oldest));
    Ok(store::expected::put(db, customer, &rebuys)?)
}

/// Reckons anew for everybody who has bought what an op told the duration of.
pub(super) fn follow_the_shelf(db: &Db, op: OpId, today: NaiveDate) -> Result<()> {
    for item in store::expected::items_told_anew(db, op)? {
        for customer in store::expected::buyers_of(db, &item)? {
            expect(db, customer, today)?;
        }
    }
    Ok(())
}

impl App {
    /// What a customer may need again, the soonest first.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn rebuys(&self, customer: CustomerId) -> Result<Vec<Rebuy>> {
        let mut found = rebuys_of(&self.db, customer)?;
        found.sort_by_key(|rebuy| rebuy.due);
        Ok(found)
    }

    /// What a customer may need again and was not asked about since they last bought it.
    pub(super) fn unanswered(&self, customer: CustomerId) -> Result<Vec<Rebuy>> {
        let mut open = Vec::new();
        for rebuy in self.rebuys(customer)? {
            let put = Put::rebuy(&rebuy.item, rebuy.last);
            if !store::offer::is_answered(&self.db, customer, &put)? {
                open.push(rebuy);
            }
        }
        Ok(open)
    }

    /// What goes with what a customer has, unless they were asked, and how often others took it.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn fitting(&self, customer: CustomerId) -> Result<Option<(Put, Hits)>> {
        let Some(law) = self.advice(customer)?.offer else {
            return Ok(None);
        };
        let put = Put::law(&law.bought, &law.not_yet);
        if store::offer::is_answered(&self.db, customer, &put)? {
            return Ok(None);
        }
        let made = self.offers_made()?;
        let hits = made.iter().find(|(other, _)| *other == put);
        Ok(Some((
            put.clone(),
            hits.map(|(_, hits)| *hits).unwrap_or_default(),
        )))
    }

    /// Who may need something again about now.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn suggested(&self) -> Result<Suggested> {
        suggested(&self.db, self.now().today())
    }

    /// Every way to win somebody back, with how often it was tried and went well; the surest first.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn plays(&self) -> Result<Vec<(Play, Hits)>> {
        let told = store::offer::plays(&self.db, self.now().today(), WON_DAYS)?;
        let mut all: Vec<(Play, Hits)> = Play::ALL
            .into_iter()
            .map(|play| {
                let hits = told.iter().find(|(code, _)| code == play.code());
                (play, hits.map(|(_, hits)| *hits).unwrap_or_default())
            })
            .collect();
        let low = |hits: &Hits| {
            let count = |n: i64| u64::try_from(n).unwrap_or(0);
            crate::insight::interval::wilson(
                count(hits.hits),
                count(hits.judged),
                crate::insight::interval::Level::USUAL,
            )
            .map_or(-1.0, |interval| interval.lo)
        };
        all.sort_by(|one, other| low(&other.1).total_cmp(&low(&one.1)));
        Ok(all)
    }

    /// How often what goes with something was put to anybody, and taken.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn offers_made(&self) -> Result<Vec<(Put, Hits)>> {
        Ok(store::offer::laws(&self.db)?)
    }
}
