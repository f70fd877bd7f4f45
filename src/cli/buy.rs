//! `shuke buy`: records a purchase.

use super::out::Out;
use super::stop::{Bad, Result, Stop};
use super::{told, when, who};
use crate::app::{App, op::Op, purchase};
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::purchase::Bought;

/// Record a purchase; a negative amount is a refund
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    /// What was bought
    item: String,
    /// For how much in all, such as 158 or 1,234.50
    #[arg(allow_hyphen_values = true)]
    amount: String,
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

/// Records the purchase.
///
/// # Errors
/// Nobody is meant, a number or day cannot be read, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let amount = Cents::parse(&args.amount, DecimalSign::Point)
        .ok_or(Stop::Bad(Bad::Amount, args.amount.clone()))?;
    let quantity_milli =
        milli(&args.qty).ok_or_else(|| Stop::Bad(Bad::Quantity, args.qty.clone()))?;
    let day = match &args.day {
        Some(text) => when::day(text, out.now)?,
        None => out.now.today(),
    };
    let customer = who::one(app, &args.who)?;
    let changed = app.run(&Op::Purchase(purchase::Op::Add {
        customer,
        bought: Bought {
            day,
            item: args.item.clone(),
            quantity_milli,
            amount_cents: amount.0,
            pay_method: args.pay.clone().unwrap_or_default(),
            source_id: String::new(),
        },
    }))?;
    told::done(out, &changed)
}

/// A positive decimal in thousandths.
fn milli(text: &str) -> Option<i64> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || rest.len() > 3 || !digits(whole) || !digits(rest) {
        return None;
    }
    let thousandths: i64 = format!("{rest:0<3}").parse().ok()?;
    let milli = whole
        .parse::<i64>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(thousandths)?;
    (milli > 0).then_some(milli)
}

#[cfg(test)]
mod tests {
    use super::milli;

    #[test]
    fn quantities_are_whole_or_have_three_decimals() {
        for (text, want) in [
            ("2", Some(2_000)),
            ("0.5", Some(500)),
            ("1.125", Some(1_125)),
            ("0", None),
            ("-1", None),
            ("1.2345", None),
            (".5", None),
            ("two", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(milli(text), want, "{text}");
        }
    }
}
