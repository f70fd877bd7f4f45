//! `shuke tier` and `shuke pin`: what the desk decides about a customer by hand.

use super::out::Out;
use super::stop::Result;
use super::{told, who};
use crate::app::{App, customer, op::Op};
use crate::domain::customer::Tier;

/// Set customers' tier by hand, or let the rule decide again
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The tier; auto lets the rule decide
    #[arg(value_enum)]
    tier: TierArg,
    /// Id, name, phone, or a text that finds one customer; several at once
    #[arg(required = true)]
    who: Vec<String>,
}

/// Pin a reminder that is read first; without a text, take it off
#[derive(Debug, clap::Args)]
pub struct PinArgs {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    /// The reminder, at most two lines
    text: Vec<String>,
}

/// A tier, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum TierArg {
    Vip,
    Regular,
    Potential,
    Auto,
}

/// Sets the tier.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let tier = match args.tier {
        TierArg::Vip => Some(Tier::Vip),
        TierArg::Regular => Some(Tier::Regular),
        TierArg::Potential => Some(Tier::Potential),
        TierArg::Auto => None,
    };
    let ids = who::each(app, &args.who)?;
    let changed = app.run(&Op::Customer(customer::Op::SetTier { ids, tier }))?;
    told::done(out, &changed)
}

/// Pins the reminder.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn pin(app: &mut App, args: &PinArgs, out: &mut Out) -> Result<()> {
    let id = who::one(app, &args.who)?;
    let text = args.text.join(" ");
    let changed = app.run(&Op::Customer(customer::Op::Pin { id, text }))?;
    told::done(out, &changed)
}
