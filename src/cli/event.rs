//! `shuke event`: visitors nobody knows, and saying who they are.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::Result;
use super::{told, who};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::{App, event, op::Op};
use crate::i18n::label;

/// What visitors of a web shop or a mini program did, whom nobody knows yet
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the visitors nobody knows, and what they did last
    List,
    /// Say who a visitor is: `shuke event match 13800138000 王芳`
    Match {
        /// The visitor as the file names them, or the id that `event list` prints
        visitor: String,
        /// Id, name, phone, or a text that finds one customer
        who: String,
    },
    /// Drop what a visitor did, who is nobody of ours
    Drop {
        /// The visitor as the file names them, or the id that `event list` prints
        visitor: String,
    },
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, nobody of that name waits, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return list(app, out),
        Command::Match { visitor, who } => event::Op::Match {
            event: app.visitor(visitor)?,
            customer: who::one(app, who)?,
        },
        Command::Drop { visitor } => event::Op::Drop(app.visitor(visitor)?),
    };
    let changed = app.run(&Op::Event(op))?;
    told::done(out, &changed)
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let (s, w, now) = (out.s, &out.s.event, out.now);
    let visitors = match app.ask(&Query::Visitors)? {
        Answer::Visitors(visitors) => visitors,
        _ => Vec::new(),
    };
    let rows = visitors
        .into_iter()
        .map(|visitor| {
            let last = visitor.last.at(now.offset);
            Row {
                json: json!({
                    "id": visitor.newest, "visitor": visitor.who, "events": visitor.events,
                    "last": last.to_rfc3339(), "did": visitor.note,
                }),
                cells: vec![
                    visitor.newest.to_string(),
                    visitor.who,
                    visitor.events.to_string(),
                    label::stamp(last, now.today()),
                    visitor.note,
                ],
            }
        })
        .collect();
    out.table(
        "visitors",
        &[s.cli.id, w.who, w.count, w.last, w.what],
        rows,
    )
}
