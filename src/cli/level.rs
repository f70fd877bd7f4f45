//! `shuke level` and `shuke coupon`: what the shop's members have.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::out::{Form, Out, Row};
use super::stop::{Bad, Result, Stop};
use super::{told, when, who};
use crate::app::{App, coupon, level, op::Op};
use crate::domain::money::{Cents, DecimalSign};

/// A coupon is good for so many days when nobody says until when.
const USUAL_DAYS: u64 = 30;

/// Levels of membership: list, set, remove, review, and what a threshold would do
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the levels, the lowest first
    List,
    /// Add a level, or say everything about one anew: `shuke level put 银卡 1000 --discount 5`
    Put {
        /// What it is called
        name: String,
        /// From how many points, or how much spent in a year (`shuke set levels_by spend`)
        at_least: u32,
        /// How much off, in percent
        #[arg(long, value_name = "PERCENT", default_value_t = 0)]
        discount: u8,
        /// What members get
        #[arg(long, value_name = "TEXT", default_value = "")]
        benefits: String,
    },
    /// Remove a level
    Remove {
        /// What it is called
        name: String,
    },
    /// Look at everybody: who has reached a level, whose grace is over
    Review,
    /// Note the number of a member's card, for the scanner
    Card {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// The number; empty for none
        card: String,
    },
    /// How many would hold a level that began there
    WhatIf {
        /// From how many points, or how much spent in a year
        at_least: u32,
    },
}

/// Coupons: issue, redeem, list those that end soon
#[derive(Debug, clap::Subcommand)]
pub enum CouponCommand {
    /// Issue one: `shuke coupon issue 王芳 满100减20 --until 3个月后`
    Issue {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// What it is good for
        what: String,
        /// What it is worth
        #[arg(long, value_name = "AMOUNT")]
        value: Option<String>,
        /// The last day; 30 days from now if nothing is said
        #[arg(long, value_name = "DAY")]
        until: Option<String>,
    },
    /// Redeem one by its code; it is good once
    Redeem {
        /// The code, however it is written
        code: String,
    },
    /// List coupons that end within two weeks, or all of one customer
    List {
        /// Id, name, phone, or a text that finds one customer
        who: Option<String>,
    },
}

/// Runs one of the commands about levels.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return list(app, out),
        Command::WhatIf { at_least } => return what_if(app, i64::from(*at_least), out),
        Command::Put {
            name,
            at_least,
            discount,
            benefits,
        } => level::Op::Put {
            name: name.clone(),
            at_least: i64::from(*at_least),
            discount_percent: i64::from(*discount),
            benefits: benefits.clone(),
        },
        Command::Remove { name } => level::Op::Remove(name.clone()),
        Command::Review => level::Op::Review,
        Command::Card { who, card } => level::Op::Card {
            customer: who::one(app, who)?,
            card: card.clone(),
        },
    };
    let changed = app.run(&Op::Level(op))?;
    told::done(out, &changed)
}

fn list(app: &App, out: &mut Out) -> Result<()> {
    let w = &out.s.trade;
    let rows = app
        .levels()?
        .into_iter()
        .map(|level| Row {
            json: json!({
                "name": level.name, "at_least": level.at_least, "discount_percent": level.discount_percent, "benefits": level.benefits,
            }),
            cells: vec![
                level.name,
                level.at_least.to_string(),
                level.discount_percent.to_string(),
                level.benefits,
            ],
        })
        .collect();
    out.table(
        "levels",
        &[w.level, w.at_least, w.discount, w.benefits],
        rows,
    )
}

fn what_if(app: &App, at_least: i64, out: &mut Out) -> Result<()> {
    let found = app.what_if(at_least)?;
    if out.form == Form::Json {
        let row = json!({ "at_least": at_least, "would": found.would, "now": found.now });
        return out.document("what_if", vec![row]);
    }
    let text = (out.s.trade.what_if)(at_least, found.would, found.now);
    out.line(&text)
}

/// Runs one of the commands about coupons.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn coupon(app: &mut App, command: &CouponCommand, out: &mut Out) -> Result<()> {
    let op = match command {
        CouponCommand::List { who } => return coupons(app, who.as_deref(), out),
        CouponCommand::Issue {
            who,
            what,
            value,
            until,
        } => coupon::Op::Issue {
            customer: who::one(app, who)?,
            what: what.clone(),
            value_cents: worth(value.as_deref())?,
            until: last_day(until.as_deref(), out)?,
        },
        CouponCommand::Redeem { code } => coupon::Op::Redeem { code: code.clone() },
    };
    let changed = app.run(&Op::Coupon(op))?;
    told::done(out, &changed)
}

fn worth(value: Option<&str>) -> Result<i64> {
    value.map_or(Ok(0), |text| {
        Cents::parse(text, DecimalSign::Point)
            .map(|cents| cents.0)
            .filter(|cents| *cents >= 0)
            .ok_or_else(|| Stop::Bad(Bad::Amount, text.to_owned()))
    })
}

fn last_day(until: Option<&str>, out: &Out) -> Result<NaiveDate> {
    match until {
        Some(text) => when::day(text, out.now),
        None => Ok(out.now.today() + Days::new(USUAL_DAYS)),
    }
}

fn coupons(app: &mut App, who: Option<&str>, out: &mut Out) -> Result<()> {
    let found = match who {
        Some(who) => {
            let id = who::one(app, who)?;
            let account = app.account(id)?;
            let name = account.name;
            account
                .coupons
                .into_iter()
                .map(|one| (one, name.clone()))
                .collect()
        }
        None => app.ending_coupons()?,
    };
    let (s, w) = (out.s, &out.s.trade);
    let rows = found
        .into_iter()
        .map(|(coupon, name)| Row {
            json: json!({
                "customer": coupon.customer, "name": name, "code": coupon.code, "what": coupon.what,
                "value": Cents(coupon.value_cents).to_plain_string(),
                "issued": coupon.issued.to_string(), "until": coupon.until.to_string(),
                "used": coupon.used.map(|day| day.to_string()),
            }),
            cells: vec![
                coupon.code,
                coupon.what,
                coupon.until.to_string(),
                coupon.used.map(|day| day.to_string()).unwrap_or_default(),
                name,
            ],
        })
        .collect();
    let header = [w.code, w.good_for, w.until, w.used, s.field.name];
    out.table("coupons", &header, rows)
}
