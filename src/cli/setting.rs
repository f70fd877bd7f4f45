//! `shuke set`, `agent` and `info`: the shop's settings, who sits at the desk, and where everything lies.

use serde_json::json;

use super::out::Out;
use super::stop::{Bad, Result, Stop};
use super::told;
use crate::app::answer::{Answer, Pulse};
use crate::app::query::Query;
use crate::app::setting::Key;
use crate::app::{App, FORMAT, op::Op, setting};
use crate::config::Places;
use crate::i18n;

/// Say what a new shop is asked once: name, agent, language, hours, legal basis
#[derive(Debug, clap::Args)]
pub struct SetupArgs {
    /// What the shop is called
    #[arg(long, value_name = "NAME")]
    shop: Option<String>,
    /// Who sits at the desk
    #[arg(long, value_name = "NAME")]
    agent: Option<String>,
    /// The shop's language: zh or en
    #[arg(long)]
    language: Option<String>,
    /// When the shop is open
    #[arg(long, value_name = "TEXT")]
    hours: Option<String>,
    /// The legal basis of new records: contract, consent or duty
    #[arg(long)]
    basis: Option<String>,
}

/// Change a setting of the shop
#[derive(Debug, clap::Args)]
pub struct Args {
    /// shop_name, language, legal_basis, opening_hours, sources, cities or titles (pick-lists, parted by |, other spellings behind =),
    /// closed_lists (city|source|title), required (phone|source|birthday@vip), patterns (Card=/[A-Z]{2}\d{6}/ a hint|email=/.+@shop\.cn/),
    /// stale_days, rules, consent_gate, pool, pool_days, pool_claims,
    /// points_per_unit (1; 0 is none), points_months, referral_points, levels_by (points, spend), or a cut: vip_cut (20% or an amount), silent_days,
    /// lost_days, risk_cut (50,25), rfm_cut (means, halves or 90,3,500), rfm_steps (fifths or
    /// 7,30,60,120/2,3,5,8/100,300,800,2000); an empty cut is measured
    key: String,
    /// The new value
    value: String,
}

/// Name whoever sits at the desk
#[derive(Debug, clap::Args)]
pub struct AgentArgs {
    /// The name that stands beside what they log
    name: String,
}

/// Print the version and where the files lie
#[derive(Debug, clap::Args)]
pub struct InfoArgs {
    /// Also list what the program is built of: no part of it speaks a network protocol
    #[arg(long)]
    network: bool,
}

/// Sets a new shop up, in one step.
///
/// # Errors
/// Nothing was said, a value cannot be taken, or the app refuses.
pub fn set_up(app: &mut App, args: &SetupArgs, out: &mut Out) -> Result<()> {
    let said = [
        (Key::ShopName, &args.shop),
        (Key::Language, &args.language),
        (Key::OpeningHours, &args.hours),
        (Key::LegalBasis, &args.basis),
    ];
    let mut settings = Vec::new();
    for (key, value) in said {
        if let Some(value) = value {
            settings.push((key, checked(key, value)?));
        }
    }
    if settings.is_empty() && args.agent.is_none() {
        return Err(Stop::NothingAsked);
    }
    if args.language.is_none() {
        settings.push((Key::Language, i18n::lang_code(out.s.lang).to_owned()));
    }
    let agent = args.agent.clone().unwrap_or_default();
    let changed = app.run(&Op::Setting(setting::Op::SetUp { settings, agent }))?;
    told::done(out, &changed)
}

/// The value as the file keeps it, where only certain words will do.
fn checked(key: Key, value: &str) -> Result<String> {
    key.read(value).ok_or_else(|| {
        let bad = match key {
            Key::Language => Bad::Language,
            Key::LegalBasis => Bad::Basis,
            Key::PointsPerUnit | Key::PointsMonths | Key::ReferralPoints => Bad::Amount,
            _ => Bad::Setting,
        };
        Stop::Bad(bad, value.trim().to_owned())
    })
}

/// Changes a setting.
///
/// # Errors
/// There is no such setting, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let key = Key::named(&args.key).ok_or_else(|| Stop::Bad(Bad::Setting, args.key.clone()))?;
    let changed = app.run(&Op::Setting(setting::Op::Set {
        key,
        value: checked(key, &args.value)?,
    }))?;
    told::done(out, &changed)
}

/// Names the agent.
///
/// # Errors
/// The name is empty, or the app refuses.
pub fn agent(app: &mut App, args: &AgentArgs, out: &mut Out) -> Result<()> {
    let changed = app.run(&Op::Setting(setting::Op::NameAgent(args.name.clone())))?;
    told::done(out, &changed)
}

/// Prints what the program is and where its files lie.
///
/// # Errors
/// Only what the app says.
pub fn info(app: &mut App, args: &InfoArgs, places: Option<&Places>, out: &mut Out) -> Result<()> {
    let pulse = match app.ask(&Query::Pulse)? {
        Answer::Pulse(pulse) => pulse,
        _ => Pulse::default(),
    };
    let c = &out.s.cli;
    let database = app
        .path()
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    let settings = places
        .map(|places| places.settings.display().to_string())
        .unwrap_or_default();
    let mut pairs = vec![
        ("shuke", env!("CARGO_PKG_VERSION").to_owned()),
        (c.database, database.clone()),
        (c.settings_file, settings.clone()),
        (c.format, FORMAT.to_string()),
        (c.shop, pulse.shop.clone()),
        (out.s.field.agent, pulse.agent.clone()),
        (c.customers, pulse.customers.to_string()),
        (
            c.read_only,
            if app.is_read_only() { c.yes } else { "" }.to_owned(),
        ),
    ];
    let mut json = json!({
        "version": env!("CARGO_PKG_VERSION"), "database": database, "settings": settings,
        "format": FORMAT, "shop": pulse.shop, "agent": pulse.agent,
        "customers": pulse.customers, "read_only": app.is_read_only(),
    });
    let bundled = app.bundled()?;
    for (name, version) in &bundled {
        pairs.push((*name, version.clone()));
        json[name.to_lowercase()] = version.clone().into();
    }
    if args.network {
        let crates = crates();
        pairs.push((
            out.s.lock.network_title,
            (out.s.lock.no_network)(crates.len()),
        ));
        let sockets = sockets();
        if let Some(sockets) = sockets {
            pairs.push(("", (out.s.lock.sockets)(sockets)));
        }
        pairs.push(("", crates.join(" ")));
        json["sockets"] = sockets.into();
        json["crates"] = crates.into();
    }
    out.card("info", pairs, json)
}

/// How many sockets this very process holds, of any kind; `None` where the system does not tell.
fn sockets() -> Option<usize> {
    let open = std::fs::read_dir("/proc/self/fd").ok()?;
    let is_socket = |target: std::path::PathBuf| target.to_string_lossy().starts_with("socket:");
    let targets = open
        .flatten()
        .flat_map(|entry| std::fs::read_link(entry.path()));
    Some(targets.filter(|target| is_socket(target.clone())).count())
}

/// Every crate this program was built with or tested with, and its version.
fn crates() -> Vec<String> {
    let quoted = |line: &str, name: &str| {
        line.strip_prefix(name)
            .map(|rest| rest.trim_matches('"').to_owned())
    };
    let mut crates = Vec::new();
    let mut name = String::new();
    for line in include_str!("../../Cargo.lock").lines() {
        if let Some(found) = quoted(line, "name = ") {
            name = found;
        } else if let Some(version) = quoted(line, "version = ").filter(|_| !name.is_empty()) {
            crates.push(format!("{}@{version}", std::mem::take(&mut name)));
        }
    }
    crates
}
