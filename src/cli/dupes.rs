//! `shuke dupes`: who may be in the book twice, and who is not.

use super::out::{Form, Out, Row, progress};
use super::stop::Result;
use super::{shape, told, who};
use crate::app::answer::{Suspect, Suspects};
use crate::app::duplicate::Sweep;
use crate::app::{App, merge, op::Op};
use crate::i18n::label;

/// Slices between two lines of progress.
const TOLD: usize = 20;

/// List customers who may be in the book twice, the surest first, with the reasons
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// How many pairs at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Keep that these two are not the same person; they are not listed again
    Dismiss {
        /// Id, name, phone, or a text that finds one customer
        one: String,
        /// Id, name, phone, or a text that finds one customer
        other: String,
    },
}

/// Lists the pairs, or tells two apart.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    if let Some(Command::Dismiss { one, other }) = &args.command {
        let (one, other) = (who::one(app, one)?, who::one(app, other)?);
        let changed = app.run(&Op::Merge(merge::Op::Distinct { one, other }))?;
        return told::done(out, &changed);
    }
    let found = search(app, args.limit, out)?;
    let (s, w) = (out.s, &out.s.merge);
    let header = [w.points, s.field.customer, s.field.customer, w.reasons];
    let rows: Vec<Row> = found.pairs.iter().map(|pair| line(out, pair)).collect();
    if rows.is_empty() && out.form != Form::Json {
        out.talk(w.no_suspects);
    }
    if found.capped > 0 {
        out.talk(&(w.capped)(found.capped));
    }
    if found.total > rows.len() {
        out.talk(&(w.suspects_title)(rows.len(), found.total));
    }
    out.table("duplicates", &header, rows)
}

fn search(app: &mut App, limit: usize, out: &Out) -> Result<Suspects> {
    let mut sweep = Sweep::default();
    let mut slices: usize = 0;
    while !app.sweep(&mut sweep)? {
        slices += 1;
        if out.shows_progress() && slices.is_multiple_of(TOLD) {
            let permille = app.underway(&sweep)?.permille.unwrap_or(0);
            progress(&(out.s.merge.searching)(permille / 10));
        }
    }
    if out.shows_progress() && slices >= TOLD {
        progress("");
    }
    Ok(app.suspects(sweep, limit)?)
}

fn line(out: &Out, pair: &Suspect) -> Row {
    let who = |row: &crate::domain::listing::ListRow| {
        let whom = if row.phone.is_empty() {
            &row.city
        } else {
            &row.phone
        };
        format!("{} {} {whom}", row.id, row.name)
    };
    Row {
        cells: vec![
            pair.likeness.points.to_string(),
            who(&pair.one),
            who(&pair.other),
            label::reasons(out.s, &pair.likeness.reasons),
        ],
        json: shape::suspect(pair, out.now.offset),
    }
}
