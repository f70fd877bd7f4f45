//! The pool (公海) of customers that nobody looks after: claiming, giving back, and letting those fall in whom nobody has touched for long.
//! A shop uses it only when it has said so.

use super::rule::Asked;
use super::setting::Key;
use super::standard::Touch;
use super::{App, Changed, Done, Error, Result, Work, customer, standard};
use crate::domain::customer::Tier;
use crate::domain::filter::field::{DayField, Facet};
use crate::domain::filter::when::{Cmp, Span, Unit, When};
use crate::domain::filter::{Expr, Filter, Test};
use crate::domain::id::CustomerId;
use crate::store::filter::Where;
use crate::store::{self, Db};

/// After how many days without a touch a customer falls in, where the shop has not said.
const IDLE_DAYS: u16 = 30;
/// How many one person may claim a day, where the shop has not said.
const CLAIMS: usize = 20;

/// A write to who looks after whom.
#[derive(Debug, Clone)]
pub enum Op {
    /// Whoever sits at the desk looks after them from now on.
    Claim(Vec<CustomerId>),
    /// Nobody does.
    Return(Vec<CustomerId>),
    /// Those fall in whom nobody has touched for long; VIPs never do.
    Sweep { asked: Asked },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Claim(_) => "pool.claim",
            Self::Return(_) => "pool.return",
            Self::Sweep { .. } => "pool.sweep",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        if !is_on(work.db)? {
            return Err(Error::PoolOff);
        }
        match self {
            Self::Claim(ids) => claim(work, ids),
            Self::Return(ids) => {
                standard::touched(work, ids, &Touch::Owner(""))?;
                give_back(work, ids)
            }
            Self::Sweep { .. } => {
                let scene = super::filter::scene(work.db, work.now)?;
                let only = Where::of(&idle(idle_days(work.db)?), scene);
                // Whoever must have somebody keeps them.
                let mut ids = Vec::new();
                for id in store::filter::ids(work.db, &only)? {
                    let (standard, touch) = (work.standard()?, Touch::Owner(""));
                    if standard::would_lack(work.db, standard, work.now, id, &touch)?.is_none() {
                        ids.push(id);
                    }
                }
                give_back(work, &ids)
            }
        }
    }
}

/// Whether the shop uses the pool.
pub(super) fn is_on(db: &Db) -> Result<bool> {
    Ok(store::setting::get(db, Key::Pool.code())?.as_deref() == Some("on"))
}

fn idle_days(db: &Db) -> Result<u16> {
    let said = store::setting::get(db, Key::PoolIdleDays.code())?;
    Ok(said.and_then(|days| days.parse().ok()).unwrap_or(IDLE_DAYS))
}

fn claims_a_day(db: &Db) -> Result<usize> {
    let said = store::setting::get(db, Key::PoolClaims.code())?;
    Ok(said
        .and_then(|claims| claims.parse().ok())
        .unwrap_or(CLAIMS))
}

/// Somebody's customers whom nobody has touched for so many days, VIPs left out.
fn idle(days: u16) -> Filter {
    let long_ago = Span::new(u32::from(days), Unit::Day).map(|span| {
        Expr::Is(Test::Day {
            field: DayField::LastContact,
            cmp: Cmp::Gt,
            when: When::Span(span),
        })
    });
    let others = [
        Expr::not(Expr::Is(Test::Tier(Tier::Vip))),
        Expr::Is(Test::Has(Facet::Owner)),
    ];
    Filter(Expr::all(long_ago.into_iter().chain(others)))
}

fn claim(work: &mut Work, ids: &[CustomerId]) -> Result<Done> {
    let agent = work.author.clone();
    if agent.is_empty() {
        return Err(Error::AgentUnnamed);
    }
    standard::owner(work, &agent)?;
    let today = work.now.today();
    let limit = claims_a_day(work.db)?;
    if store::pool::claims_on(work.db, &agent, today)? + ids.len() > limit {
        return Err(Error::ClaimLimit { limit });
    }
    for id in ids {
        work.step()?;
        customer::require(work, *id)?;
        let owner = store::customer::get(work.db, *id)?.map(|kept| kept.about.owner);
        if let Some(owner) = owner.filter(|owner| !owner.is_empty()) {
            return Err(Error::Owned(owner));
        }
        store::pool::set_owner(work.db, *id, &agent, None)?;
        let row = work.id();
        store::pool::insert_claim(work.db, row, *id, &agent, today)?;
    }
    Ok(about(ids))
}

fn give_back(work: &mut Work, ids: &[CustomerId]) -> Result<Done> {
    for id in ids {
        work.step()?;
        customer::require(work, *id)?;
        store::pool::set_owner(work.db, *id, "", Some(work.now.at))?;
    }
    Ok(about(ids))
}

fn about(ids: &[CustomerId]) -> Done {
    match ids {
        [id] => Done::about(*id),
        ids => Done::several(ids.len()),
    }
}

impl App {
    /// Lets fall into the pool whom nobody has touched for long, where the shop uses it.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn sweep_the_pool(&mut self) -> Result<Option<Changed>> {
        if self.is_read_only() || !is_on(&self.db)? {
            return Ok(None);
        }
        let changed = self.run(&super::op::Op::Pool(Op::Sweep {
            asked: Asked::ByCalendar,
        }))?;
        Ok(changed.op.is_some().then_some(changed))
    }
}
