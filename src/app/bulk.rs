//! One thing done to many customers: which of them it would change, and the op that does it. The op itself is its noun's own.

use chrono::NaiveDate;

use super::op::Op;
use super::standard::{Lacking, Touch};
use super::{App, Result, customer, follow_up, pool, standard, tag};
use crate::domain::clean;
use crate::domain::customer::{Tier, line};
use crate::domain::id::CustomerId;
use crate::domain::role::Capability;
use crate::domain::standard::Whom;
use crate::store::{self, Db};

/// What is to be done to each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    Tag {
        name: String,
    },
    Untag {
        name: String,
    },
    Tier(Option<Tier>),
    Schedule {
        due: NaiveDate,
        note: String,
    },
    Owner(String),
    Verify,
    /// Look after them from now on; only nobody's customers.
    Claim,
    /// Give them back to the pool.
    Return,
    Bin,
}

impl Plan {
    /// One op for all of them, so that one undo takes all of it back.
    #[must_use]
    pub fn op(&self, customers: Vec<CustomerId>) -> Op {
        match self.clone() {
            Self::Tag { name } => Op::Tag(tag::Op::Add { customers, name }),
            Self::Untag { name } => Op::Tag(tag::Op::Remove { customers, name }),
            Self::Tier(tier) => Op::Customer(customer::Op::SetTier {
                ids: customers,
                tier,
            }),
            Self::Schedule { due, note } => Op::FollowUp(follow_up::Op::Schedule {
                customers,
                due,
                note,
            }),
            Self::Owner(owner) => Op::Customer(customer::Op::SetOwner {
                ids: customers,
                owner,
            }),
            Self::Verify => Op::Customer(customer::Op::Verify(customers)),
            Self::Claim => Op::Pool(pool::Op::Claim(customers)),
            Self::Return => Op::Pool(pool::Op::Return(customers)),
            Self::Bin => Op::Customer(customer::Op::Bin(customers)),
        }
    }

    /// What it does to a record that the shop may ask about.
    fn touch(&self) -> Option<Touch<'_>> {
        match self {
            Self::Untag { name } => Some(Touch::Untag(name.trim().trim_start_matches('#').trim())),
            Self::Tier(tier) => tier.map(|tier| Touch::Becomes(Whom::Tier(tier))),
            Self::Owner(owner) => Some(Touch::Owner(owner.trim())),
            Self::Return => Some(Touch::Owner("")),
            Self::Tag { .. } | Self::Schedule { .. } | Self::Verify | Self::Claim | Self::Bin => {
                None
            }
        }
    }
}

/// Whom a plan would change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Foreseen {
    pub changing: Vec<CustomerId>,
    /// Those who are left as they are, because they would lack what the shop asks for.
    pub lacking: Lacking,
}

impl App {
    /// Those that the plan would change; whoever lies in the bin is left alone.
    pub(super) fn would_change(&self, plan: &Plan, customers: &[CustomerId]) -> Result<Foreseen> {
        let (db, now) = (&self.db, self.now());
        let may_see = self.require(Capability::SeeSensitive).is_ok();
        let standard = standard::for_hand(db, may_see)?;
        let mut found = Foreseen::default();
        for id in customers {
            let is_there = store::customer::get(db, *id)?.is_some_and(|c| c.deleted_at.is_none());
            if !is_there || !changes(db, plan, *id)? {
                continue;
            }
            let lacks = match plan.touch() {
                Some(touch) => standard::would_lack(db, &standard, now, *id, &touch)?,
                None => None,
            };
            match lacks {
                Some(one) => found.lacking.add(one),
                None => found.changing.push(*id),
            }
        }
        Ok(found)
    }
}

fn changes(db: &Db, plan: &Plan, id: CustomerId) -> Result<bool> {
    let carries = |name: &str| -> Result<bool> {
        let name = clean::clean_line(name);
        let name = name.trim().trim_start_matches('#').trim();
        Ok(store::tag::of_customer(db, id)?
            .iter()
            .any(|tag| tag == name))
    };
    Ok(match plan {
        Plan::Tag { name } => !carries(name)?,
        Plan::Untag { name } => carries(name)?,
        Plan::Tier(tier) => store::customer::tier_pin(db, id)? != *tier,
        Plan::Owner(owner) => {
            store::customer::get(db, id)?.is_some_and(|c| c.about.owner != line(owner))
        }
        Plan::Claim => !is_owned(db, id)?,
        Plan::Return => is_owned(db, id)?,
        Plan::Schedule { .. } | Plan::Verify | Plan::Bin => true,
    })
}

fn is_owned(db: &Db, id: CustomerId) -> Result<bool> {
    Ok(store::customer::get(db, id)?.is_some_and(|c| !c.about.owner.is_empty()))
}
