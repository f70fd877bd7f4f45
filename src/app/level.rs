//! Levels of membership: which there are, who holds which, and what happens when somebody reaches or loses one.

use chrono::Days;

use super::setting::Key;
use super::{App, Done, Error, Result, Work, derived};
use crate::domain::customer::line;
use crate::domain::id::{CustomerId, LevelId};
use crate::domain::kind::Kind;
use crate::domain::level::{Level, Measure, Membership, Move, judged};
use crate::domain::name::Lang;
use crate::i18n;
use crate::store::{self, Db};

/// How many levels a shop can have.
pub const LEVELS_MAX: usize = 20;
/// Whoever reaches a level is told within so many days.
const TELL_DAYS: u64 = 1;

/// A write to the levels.
#[derive(Debug, Clone)]
pub enum Op {
    /// Adds a level, or says everything about the one of that name anew.
    Put {
        name: String,
        at_least: i64,
        discount_percent: i64,
        benefits: String,
    },
    Remove(String),
    /// Looks at everybody: who has reached a level, whose grace has begun or is over.
    Review,
    /// The number of a customer's card; empty for none.
    Card {
        customer: CustomerId,
        card: String,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Put { .. } => "level.put",
            Self::Remove(_) => "level.remove",
            Self::Review => "level.review",
            Self::Card { .. } => "level.card",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Put {
                name,
                at_least,
                discount_percent,
                benefits,
            } => put(work, name, *at_least, *discount_percent, benefits)?,
            Self::Remove(name) => {
                let level = named(work.db, name)?.ok_or(Error::NotFound(Kind::Level))?;
                store::level::delete(work.db, level.id)?;
            }
            Self::Review => {
                let mut moved = 0;
                for customer in store::level::candidates(work.db)? {
                    work.step()?;
                    moved += usize::from(look_at(work, customer)?);
                }
                return Ok(Done::several(moved));
            }
            Self::Card { customer, card } => {
                super::customer::require(work, *customer)?;
                let held = store::level::held(work.db, *customer)?;
                let card = line(card).split_whitespace().collect();
                let held = held.unwrap_or_else(|| nothing(*customer, work.now.today()));
                store::level::hold(work.db, work.ids.take(), &Membership { card, ..held })?;
                return Ok(Done::about(*customer));
            }
        }
        Ok(Done::several(1))
    }
}

fn named(db: &Db, name: &str) -> Result<Option<Level>> {
    let name = line(name);
    let all = store::level::all(db)?;
    Ok(all.into_iter().find(|level| level.name == name))
}

fn put(
    work: &mut Work,
    name: &str,
    at_least: i64,
    discount_percent: i64,
    benefits: &str,
) -> Result<()> {
    let name = line(name);
    if name.is_empty() {
        return Err(Error::NothingSaid);
    }
    let all = store::level::all(work.db)?;
    let known = all.iter().find(|level| level.name == name);
    if known.is_none() && all.len() >= LEVELS_MAX {
        return Err(Error::TooMany { limit: LEVELS_MAX });
    }
    let begins = |level: &&Level| level.at_least == at_least && level.name != name;
    if let Some(other) = all.iter().find(begins) {
        return Err(Error::LevelClash(other.name.clone()));
    }
    let level = Level {
        id: known.map_or_else(|| LevelId(work.ids.take()), |level| level.id),
        name,
        at_least: at_least.max(0),
        discount_percent: discount_percent.clamp(0, 100),
        benefits: line(benefits),
    };
    Ok(store::level::put(work.db, &level)?)
}

fn nothing(customer: CustomerId, today: chrono::NaiveDate) -> Membership {
    Membership {
        customer,
        level: String::new(),
        since: today,
        short_since: None,
        card: String::new(),
    }
}

/// What this shop's levels go by.
pub(super) fn measure(db: &Db) -> Result<Measure> {
    let code = store::setting::get(db, Key::LevelsBy.code())?;
    Ok(code
        .and_then(|code| Measure::from_code(&code))
        .unwrap_or_default())
}

/// How much counts for a customer's level.
pub(super) fn earned(db: &Db, customer: CustomerId, today: chrono::NaiveDate) -> Result<i64> {
    Ok(match measure(db)? {
        Measure::Points => store::points::ledger(db, customer)?.earned(),
        Measure::YearSpend => store::derived::raw(db, customer, derived::year_before(today))?
            .map_or(0, |raw| raw.year_cents / 100),
    })
}

/// Gives a customer the level they have reached, begins or ends a grace; whether anything came of it.
pub(super) fn look_at(work: &mut Work, customer: CustomerId) -> Result<bool> {
    let levels = store::level::all(work.db)?;
    let held = store::level::held(work.db, customer)?;
    if levels.is_empty() && held.is_none() {
        return Ok(false);
    }
    let today = work.now.today();
    let earned = earned(work.db, customer, today)?;
    let before = held.clone().unwrap_or_else(|| nothing(customer, today));
    let at = |level: &str| Membership {
        level: level.to_owned(),
        since: today,
        short_since: None,
        ..before.clone()
    };
    let after = match judged(&levels, held.as_ref(), earned, today) {
        Move::Stays => return Ok(false),
        Move::Up(level) => {
            tell(work, customer, level)?;
            at(&level.name)
        }
        Move::Down(level) => at(level.map_or("", |level| &level.name)),
        Move::Grace => Membership {
            short_since: Some(today),
            ..before
        },
        Move::Safe => Membership {
            short_since: None,
            ..before
        },
    };
    let id = work.id();
    store::level::hold(work.db, id, &after)?;
    Ok(true)
}

/// Puts the good news into the queue, with what to say.
fn tell(work: &mut Work, customer: CustomerId, level: &Level) -> Result<()> {
    let lang = store::setting::get(work.db, Key::Language.code())?;
    let lang = lang
        .and_then(|code| i18n::lang_of(&code))
        .unwrap_or(Lang::Zh);
    let note = (i18n::strings(lang).trade.upgraded)(&level.name, &level.benefits);
    let due = work.now.today() + Days::new(TELL_DAYS);
    super::follow_up::schedule(work, customer, due, &note)
}

/// How many would hold a level that began at so much, and how many reach `now` instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhatIf {
    pub would: usize,
    /// The next level above or at it, as it is today.
    pub now: usize,
}

impl App {
    /// How many customers a level that begins at `at_least` would have, beside the shop's lowest level as it is.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn what_if(&self, at_least: i64) -> Result<WhatIf> {
        let all = match measure(&self.db)? {
            Measure::Points => store::level::all_earned(&self.db)?,
            Measure::YearSpend => {
                let from = derived::year_before(self.now().today());
                store::level::all_spent(&self.db, from)?
            }
        };
        let levels = store::level::all(&self.db)?;
        let lowest = levels.first().map_or(i64::MAX, |level| level.at_least);
        let reach = |least: i64| all.iter().filter(|earned| **earned >= least).count();
        Ok(WhatIf {
            would: reach(at_least),
            now: reach(lowest),
        })
    }
}
