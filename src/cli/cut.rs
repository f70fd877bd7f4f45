//! `shuke cut`: where tiers, stages, classes and levels are cut, and whom another cut would move.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::{Bad, Result, Stop};
use crate::app::App;
use crate::app::cut::{Cut, Pile};
use crate::app::setting::Key;
use crate::domain::customer::Risk;
use crate::domain::money::Cents;
use crate::i18n::{Strings, label};

/// Where tiers, stages, classes and levels are cut, and whom another cut would move; `shuke set` sets one
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the cuts: what was set by hand, and where they stand
    List,
    /// Tell how many customers another cut would move, and change nothing: `shuke cut try silent_days 60`
    Try {
        /// vip_cut, silent_days, lost_days, risk_cut, rfm_cut, rfm_steps, or the name of a level
        cut: String,
        /// The cut to try; empty is measured
        value: String,
    },
}

/// Runs one of the commands.
///
/// # Errors
/// There is no such cut, or it cannot be read.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    match command {
        Command::List => list(app, out),
        Command::Try { cut, value } => try_out(app, cut, value, out),
    }
}

fn list(app: &App, out: &mut Out) -> Result<()> {
    let (s, w) = (out.s, out.s.report);
    let rows = app
        .cuts_set()?
        .into_iter()
        .map(|one| {
            let now = one.now.map(|now| match one.key {
                Key::VipCut => Cents(now).to_plain_string(),
                _ => now.to_string(),
            });
            Row {
                json: json!({ "cut": one.key.code(), "set": one.set, "now": now }),
                cells: vec![
                    one.key.code().to_owned(),
                    (w.cut)(one.key.code()).to_owned(),
                    if one.set.is_empty() {
                        w.cut_measured.to_owned()
                    } else {
                        one.set
                    },
                    now.unwrap_or_default(),
                ],
            }
        })
        .collect();
    out.table(
        "cuts",
        &[s.field.key, w.cuts, s.field.value, w.number],
        rows,
    )
}

fn try_out(app: &mut App, cut: &str, value: &str, out: &mut Out) -> Result<()> {
    let level = app.levels()?.into_iter().find(|level| level.name == cut);
    let cut = match (Key::from_code(cut), level) {
        (Some(key), _) => Cut::Set(key),
        (None, Some(level)) => Cut::Level(level),
        (None, None) => return Err(Stop::Bad(Bad::Setting, cut.to_owned())),
    };
    let would = app.would(&cut, value)?;
    let s = out.s;
    let rows = would
        .piles
        .into_iter()
        .map(|(pile, now, would)| {
            let (code, name) = named(s, pile);
            Row {
                json: json!({ "pile": code, "now": now, "would": would }),
                cells: vec![name.to_owned(), (s.report.would)(now, would)],
            }
        })
        .collect();
    out.table("would_be", &[s.report.name, s.cli.customers], rows)
}

fn named(s: &'static Strings, pile: Pile) -> (&'static str, &'static str) {
    match pile {
        Pile::Tier(tier) => (tier.code(), label::tier(s, tier)),
        Pile::Stage(stage) => (stage.code(), label::stage(s, stage)),
        Pile::Class(class) => (class.code(), (s.report.class)(class)),
        Pile::Band(band) => (Risk::from(band).code(), (s.report.band)(band)),
        Pile::Segment(segment) => (segment.code(), (s.report.segment)(segment)),
        Pile::Level => ("reach", s.report.level_reached),
    }
}
