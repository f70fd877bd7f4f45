//! `shuke tier`, `shuke consent` and `shuke pin`: what the desk decides about a customer by hand.

use super::out::Out;
use super::stop::Result;
use super::{told, who};
use crate::app::{App, customer, op::Op};
use crate::domain::customer::{Consent, Tier};

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

/// Note that customers may be contacted, or not: then no script is filled for them
#[derive(Debug, clap::Args)]
pub struct ConsentArgs {
    /// Whether they may be contacted
    #[arg(value_enum)]
    consent: ConsentArg,
    /// Id, name, phone, or a text that finds one customer; several at once
    #[arg(required = true)]
    who: Vec<String>,
}

/// Whether somebody may be contacted, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ConsentArg {
    Yes,
    No,
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

/// Notes whether they may be contacted.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn consent(app: &mut App, args: &ConsentArgs, out: &mut Out) -> Result<()> {
    let consent = match args.consent {
        ConsentArg::Yes => Consent::Open,
        ConsentArg::No => Consent::Withdrawn,
    };
    let ids = who::each(app, &args.who)?;
    let changed = app.run(&Op::Customer(customer::Op::SetConsent { ids, consent }))?;
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
