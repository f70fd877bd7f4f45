//! `shuke tier`, `shuke stage`, `shuke consent` and `shuke pin`: what the desk decides about a customer by hand.

use super::out::Out;
use super::stop::Result;
use super::{told, who};
use serde_json::json;

use crate::app::answer::{Answer, Card};
use crate::app::query::Query;
use crate::app::{App, customer, op::Op};
use crate::domain::customer::{Consent, Stage, StagePin, Tier};
use crate::i18n::{Strings, label};

/// Set customers' tier by hand, or let the rule decide again
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Say why this customer has the tier and stage they have, and change nothing
    #[arg(long, value_name = "WHO", conflicts_with_all = ["tier", "who"])]
    explain: Option<String>,
    /// The tier; auto lets the rule decide
    #[arg(value_enum, required_unless_present = "explain")]
    tier: Option<TierArg>,
    /// Id, name, phone, or a text that finds one customer; several at once
    #[arg(required_unless_present = "explain")]
    who: Vec<String>,
}

/// Set customers' stage by hand, with a reason, or let the shop's rhythm decide again
#[derive(Debug, clap::Args)]
pub struct StageArgs {
    /// The stage; auto lets the shop's rhythm decide
    #[arg(value_enum)]
    stage: StageArg,
    /// Id, name, phone, or a text that finds one customer; several at once
    #[arg(required = true)]
    who: Vec<String>,
    /// Why; needed with a stage
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
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
pub(super) enum TierArg {
    Vip,
    Regular,
    Potential,
    Auto,
}

impl From<TierArg> for Option<Tier> {
    fn from(arg: TierArg) -> Self {
        match arg {
            TierArg::Vip => Some(Tier::Vip),
            TierArg::Regular => Some(Tier::Regular),
            TierArg::Potential => Some(Tier::Potential),
            TierArg::Auto => None,
        }
    }
}

/// A stage, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum StageArg {
    Potential,
    New,
    Active,
    Silent,
    Lost,
    Auto,
}

/// Sets the tier.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    if let Some(who) = &args.explain {
        return explain(app, who, out);
    }
    let tier = args.tier.and_then(Option::from);
    let ids = who::each(app, &args.who)?;
    let changed = app.run(&Op::Customer(customer::Op::SetTier { ids, tier }))?;
    told::done(out, &changed)
}

/// Says why somebody has their tier and stage.
fn explain(app: &mut App, who: &str, out: &mut Out) -> Result<()> {
    let id = who::one(app, who)?;
    let Answer::Card(Some(card)) = app.ask(&Query::Card { id, reveal: None })? else {
        return Ok(());
    };
    let s = out.s;
    let (tier, stage) = (tier_words(s, &card), stage_words(s, &card));
    let json = json!({
        "id": id.0, "tier": card.tier.code(), "pinned": card.tier_is_pinned, "year_cents": card.year_cents, "vip_cents": card.vip_cents,
        "stage": card.stage.code(), "days_since_purchase": card.days_since_purchase, "silent_days": card.cuts.silent_days,
        "lost_days": card.cuts.lost_days, "tier_why": tier, "stage_why": stage,
    });
    let pairs = vec![
        (s.field.customer, card.customer.about.name.clone()),
        (
            s.field.tier,
            format!("{}  {tier}", label::tier(s, card.tier)),
        ),
        (
            s.field.stage,
            format!("{}  {stage}", label::stage(s, card.stage)),
        ),
        (
            s.report.policy_label,
            (s.report.policy)(card.tier).to_owned(),
        ),
    ];
    out.card("explanation", pairs, json)
}

fn tier_words(s: &Strings, card: &Card) -> String {
    let w = s.report;
    match card.vip_cents {
        _ if card.tier_is_pinned => w.tier_pinned.to_owned(),
        _ if card.purchase_days == 0 => w.tier_never.to_owned(),
        None => w.tier_no_cut.to_owned(),
        Some(cut) => {
            let (year, from) = (label::money(s, card.year_cents), label::money(s, cut));
            (w.tier_by_spend)(&year, &from, card.year_cents >= cut)
        }
    }
}

fn stage_words(s: &Strings, card: &Card) -> String {
    match card.days_since_purchase {
        _ if card.stage_pin.is_some() => {
            let why = card.stage_pin.as_ref().map_or("", |pin| pin.why.as_str());
            (s.report.stage_pinned)(why)
        }
        None => s.report.tier_never.to_owned(),
        Some(days) => (s.report.stage_why)(days, card.cuts.silent_days, card.cuts.lost_days),
    }
}

/// Sets the stage by hand.
///
/// # Errors
/// Nobody is meant, no reason is said, or the app refuses.
pub fn stage(app: &mut App, args: &StageArgs, out: &mut Out) -> Result<()> {
    let stage = match args.stage {
        StageArg::Potential => Some(Stage::Potential),
        StageArg::New => Some(Stage::New),
        StageArg::Active => Some(Stage::Active),
        StageArg::Silent => Some(Stage::Silent),
        StageArg::Lost => Some(Stage::Lost),
        StageArg::Auto => None,
    };
    let why = args.why.clone().unwrap_or_default();
    let pin = stage.map(|stage| StagePin { stage, why });
    let ids = who::each(app, &args.who)?;
    let changed = app.run(&Op::Customer(customer::Op::SetStage { ids, pin }))?;
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
