//! `shuke log` and `shuke amend`: one typed line of what was said, and the next step with it.

use super::after::NextArgs;
use super::out::Out;
use super::stop::{Result, Stop};
use super::{told, when, who};
use crate::app::follow_up::After;
use crate::app::{App, interaction, op::Op};
use crate::domain::id::{FollowUpId, InteractionId};
use crate::domain::log_line::LogLine;

/// Log a call, a message or a visit: `shuke log 王芳 电话 5m 已接 要两盒龙井 周五回访`
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    /// Channel, direction, length, outcome, then the note; a day at its end is the next step
    #[arg(required = true)]
    line: Vec<String>,
    /// When it happened, if not now
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// The follow-up this settles
    #[arg(long, value_name = "ID")]
    closes: Option<FollowUpId>,
    #[command(flatten)]
    next: NextArgs,
    /// Do not take a day in the note for a next step
    #[arg(long)]
    no_next: bool,
}

/// Correct a logged line; after a day the correction stands beside it
#[derive(Debug, clap::Args)]
pub struct AmendArgs {
    /// The line's id, as `show` prints it
    id: InteractionId,
    /// The whole line, said anew
    #[arg(required = true)]
    line: Vec<String>,
}

/// Logs the line.
///
/// # Errors
/// Nobody is meant, the line or a flag cannot be read, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let customer = who::one(app, &args.who)?;
    let line = parse(&args.line, out)?;
    let at = args
        .at
        .as_deref()
        .map(|text| when::instant(text, out.now))
        .transpose()?;
    let named = interaction::named_next(&line).filter(|_| !args.no_next);
    let after = match (args.next.after(out)?, named) {
        (After::Unasked, Some((due, note))) => After::Next { due, note },
        (said, _) => said,
    };
    if let After::Next { due, note } = &after {
        out.talk(&(out.s.cli.next_step)(&due.to_string(), note));
    }
    let changed = app.run(&Op::Interaction(interaction::Op::Log {
        customer,
        line,
        at,
        closes: args.closes,
        after,
    }))?;
    told::done(out, &changed)
}

/// Says a line anew.
///
/// # Errors
/// There is no such line, or the new one cannot be read.
pub fn amend(app: &mut App, args: &AmendArgs, out: &mut Out) -> Result<()> {
    let line = parse(&args.line, out)?;
    let changed = app.run(&Op::Interaction(interaction::Op::Amend {
        id: args.id,
        line,
    }))?;
    told::done(out, &changed)
}

fn parse(words: &[String], out: &Out) -> Result<LogLine> {
    LogLine::parse(&words.join(" "), out.now.today()).map_err(Stop::LogLine)
}
