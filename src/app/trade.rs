//! What a customer has with the shop beside the money: points, level, coupons, wants, and what they may buy again. Reads only.

use chrono::{Days, NaiveDate};

use super::{App, Result, level};
use crate::domain::contact::Method;
use crate::domain::coupon::Coupon;
use crate::domain::id::CustomerId;
use crate::domain::level::{Level, Membership, next};
use crate::domain::offer::{Hits, Play, Put};
use crate::domain::phone::{self, Parsed, Region};
use crate::domain::points::Ledger;
use crate::domain::product::Product;
use crate::domain::want::Want;
use crate::insight::rebuy::Rebuy;
use crate::store;

/// Coupons that end within so many days are looked after.
const ENDING_DAYS: u64 = 14;

/// The short of it, as a profile shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trade {
    pub points: i64,
    /// The next points to expire, and their last day.
    pub expiring: Option<(i64, NaiveDate)>,
    pub level: String,
    /// What is missing to the next level.
    pub to_next: Option<(String, i64)>,
    /// The coupons that can be redeemed, the one that ends soonest first.
    pub coupons: Vec<Coupon>,
    pub wants: Vec<Want>,
}

/// Everything of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    pub name: String,
    pub trade: Trade,
    pub ledger: Ledger,
    pub held: Option<Membership>,
    pub coupons: Vec<Coupon>,
    /// What they may need again and were not asked about, the soonest first.
    pub rebuys: Vec<Rebuy>,
    /// What goes with what they have, and how often others took it.
    pub law: Option<(Put, Hits)>,
    pub plays: Vec<(Play, Hits)>,
}

impl App {
    pub(super) fn trade(&self, customer: CustomerId) -> Result<Trade> {
        let today = self.now().today();
        let ledger = store::points::ledger(&self.db, customer)?;
        let levels = store::level::all(&self.db)?;
        let held = store::level::held(&self.db, customer)?;
        let to_next = if levels.is_empty() {
            None
        } else {
            let earned = level::earned(&self.db, customer, today)?;
            next(&levels, earned).map(|(level, gap)| (level.name.clone(), gap))
        };
        let mut coupons = store::coupon::of_customer(&self.db, customer)?;
        coupons.retain(|coupon| coupon.is_good(today));
        Ok(Trade {
            points: ledger.balance(today),
            expiring: ledger.next_expiry(today),
            level: held.map(|held| held.level).unwrap_or_default(),
            to_next,
            coupons,
            wants: store::want::of_customer(&self.db, customer)?,
        })
    }

    /// Everything a customer has with the shop beside the money.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn account(&self, customer: CustomerId) -> Result<Account> {
        Ok(Account {
            name: store::customer::name(&self.db, customer)?.unwrap_or_default(),
            trade: self.trade(customer)?,
            ledger: store::points::ledger(&self.db, customer)?,
            held: store::level::held(&self.db, customer)?,
            coupons: store::coupon::of_customer(&self.db, customer)?,
            rebuys: self.unanswered(customer)?,
            law: self.fitting(customer)?,
            plays: self.plays()?,
        })
    }

    /// Whose card, phone or external id these digits are; `None` where nobody's, or those of several.
    pub(super) fn scanned(&self, digits: &str) -> Result<Option<CustomerId>> {
        if let Some(id) = store::level::card_owner(&self.db, digits)? {
            return Ok(Some(id));
        }
        let mut found = match phone::parse_one(digits, Region::default()) {
            Parsed::Number(number) => store::contact::owners(&self.db, Method::Phone, &number)?,
            _ => Vec::new(),
        };
        if found.is_empty() {
            found = store::customer::with_source_id(&self.db, digits)?;
        }
        Ok(match found.as_slice() {
            [id] => Some(*id),
            _ => None,
        })
    }

    /// What the shop sells, by name.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn products(&self) -> Result<Vec<Product>> {
        Ok(store::product::all(&self.db)?)
    }

    /// The shop's levels, the lowest first.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn levels(&self) -> Result<Vec<Level>> {
        Ok(store::level::all(&self.db)?)
    }

    /// Coupons that end soon and were not used, with whose they are.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn ending_coupons(&self) -> Result<Vec<(Coupon, String)>> {
        let today = self.now().today();
        Ok(store::coupon::ending(
            &self.db,
            today,
            today + Days::new(ENDING_DAYS),
        )?)
    }
}
