//! `shuke buy` and `shuke refund`: records what was bought, and what was given back.

use super::out::Out;
use super::stop::{Bad, Result, Stop};
use super::{told, when, who};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::{App, op::Op, purchase};
use crate::domain::buy_line::{self, milli};
use crate::domain::id::PurchaseId;
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::purchase::Bought;

/// Record a purchase: `shuke buy 王芳 '龙井 2 396 微信; 茶点 20'`; a negative amount is a refund
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    /// What was bought; without an amount after it, the whole line as it is typed at the desk
    item: String,
    /// For how much in all, such as 158 or 1,234.50
    #[arg(allow_hyphen_values = true)]
    amount: Option<String>,
    /// How many; up to three decimals
    #[arg(long, value_name = "N", default_value = "1")]
    qty: String,
    /// When, if not today
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
    /// How it was paid
    #[arg(long, value_name = "TEXT")]
    pay: Option<String>,
}

/// Give money back for a purchase: never more than was bought
#[derive(Debug, clap::Args)]
pub struct RefundArgs {
    /// The purchase's id, as `show` prints it
    id: PurchaseId,
    /// How much; all that is left of it if nothing is said
    amount: Option<String>,
}

/// Records the purchase.
///
/// # Errors
/// Nobody is meant, a number or day cannot be read, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let bought = match &args.amount {
        Some(amount) => vec![one(args, amount, out)?],
        None => line(app, args, out)?,
    };
    let customer = who::one(app, &args.who)?;
    let changed = app.run(&Op::Purchase(purchase::Op::AddAll { customer, bought }))?;
    told::done(out, &changed)
}

fn one(args: &Args, amount: &str, out: &Out) -> Result<Bought> {
    let amount = Cents::parse(amount, DecimalSign::Point)
        .ok_or_else(|| Stop::Bad(Bad::Amount, amount.to_owned()))?;
    let quantity_milli =
        milli(&args.qty).ok_or_else(|| Stop::Bad(Bad::Quantity, args.qty.clone()))?;
    Ok(Bought {
        day: match &args.day {
            Some(text) => when::day(text, out.now)?,
            None => out.now.today(),
        },
        item: args.item.clone(),
        quantity_milli,
        amount_cents: amount.0,
        pay_method: args.pay.clone().unwrap_or_default(),
        source_id: String::new(),
    })
}

fn line(app: &mut App, args: &Args, out: &Out) -> Result<Vec<Bought>> {
    let shelf = match app.ask(&Query::Products)? {
        Answer::Products(products) => products,
        _ => Vec::new(),
    };
    let mut all = buy_line::parse(&args.item, out.now.today(), &shelf).map_err(Stop::BuyLine)?;
    for bought in &mut all {
        if let Some(day) = &args.day {
            bought.day = when::day(day, out.now)?;
        }
        if let Some(pay) = &args.pay {
            bought.pay_method.clone_from(pay);
        }
    }
    Ok(all)
}

/// Gives money back.
///
/// # Errors
/// There is no such purchase, the amount cannot be read, or more would be given back than was bought.
pub fn refund(app: &mut App, args: &RefundArgs, out: &mut Out) -> Result<()> {
    let amount_cents = match &args.amount {
        Some(text) => Some(
            Cents::parse(text, DecimalSign::Point)
                .map(|cents| cents.0)
                .ok_or_else(|| Stop::Bad(Bad::Amount, text.clone()))?,
        ),
        None => None,
    };
    let op = purchase::Op::Refund {
        id: args.id,
        amount_cents,
    };
    let changed = app.run(&Op::Purchase(op))?;
    told::done(out, &changed)
}
