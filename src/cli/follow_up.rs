//! `shuke followup` and `shuke due`: the queue, and what is done with its lines.

use super::after::NextArgs;
use super::out::{Out, Row};
use super::stop::Result;
use super::{shape, told, when, who};
use crate::app::answer::{Answer, Queue, QueueRow};
use crate::app::query::Query;
use crate::app::{App, follow_up, op::Op};
use crate::domain::follow_up::Bucket;
use crate::domain::id::FollowUpId;
use crate::i18n::label;

/// Schedule, list and settle follow-ups
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Schedule a follow-up
    Add {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// 2026-03-09, 下周一, 3天后, next monday, +2w
        day: String,
        /// What is to be done
        note: Vec<String>,
    },
    /// List the queue in working order
    List,
    /// Put follow-ups off to another day
    Snooze {
        /// The follow-ups' ids
        #[arg(required = true)]
        ids: Vec<FollowUpId>,
        /// The new day
        #[arg(long, value_name = "DAY")]
        to: String,
    },
    /// Settle a follow-up; says what comes next, or why nothing does
    Done {
        /// The follow-up's id
        id: FollowUpId,
        #[command(flatten)]
        next: NextArgs,
    },
    /// Give a follow-up up
    Cancel {
        /// The follow-up's id
        id: FollowUpId,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Print what is due, for a prompt or a timer
#[derive(Debug, clap::Args)]
pub struct DueArgs {
    /// Only what is due today, not what is overdue
    #[arg(long)]
    today: bool,
    /// Exit 10 when something is due
    #[arg(long)]
    exit_code: bool,
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, an argument cannot be read, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => {
            let queue = queue(app, &Query::Queue)?;
            return print(out, &queue.rows);
        }
        Command::Add { who, day, note } => follow_up::Op::Schedule {
            customers: vec![who::one(app, who)?],
            due: when::day(day, out.now)?,
            note: note.join(" "),
        },
        Command::Snooze { ids, to } => follow_up::Op::Snooze {
            ids: ids.clone(),
            due: when::day(to, out.now)?,
        },
        Command::Done { id, next } => follow_up::Op::Done {
            id: *id,
            after: next.after(out)?,
        },
        Command::Cancel { id, reason } => follow_up::Op::Cancel {
            id: *id,
            reason: reason.clone(),
        },
    };
    let changed = app.run(&Op::FollowUp(op))?;
    told::done(out, &changed)
}

/// Prints what is due; true when the exit status shall tell of it.
///
/// # Errors
/// Only what the app says.
pub fn due(app: &mut App, args: &DueArgs, out: &mut Out) -> Result<bool> {
    let is_due = |row: &QueueRow| match row.bucket {
        Bucket::Today => true,
        Bucket::Overdue => !args.today,
        Bucket::Soon | Bucket::Later => false,
    };
    let rows = queue(app, &Query::Due)?.rows;
    let rows: Vec<QueueRow> = rows.into_iter().filter(is_due).collect();
    print(out, &rows)?;
    Ok(args.exit_code && !rows.is_empty())
}

fn queue(app: &mut App, query: &Query) -> Result<Queue> {
    match app.ask(query)? {
        Answer::Queue(queue) => Ok(queue),
        _ => Ok(Queue::default()),
    }
}

fn print(out: &mut Out, rows: &[QueueRow]) -> Result<()> {
    let (s, f) = (out.s, &out.s.field);
    let today = out.now.today();
    let header = [s.cli.id, f.due, "", f.name, f.phone, f.tier, f.note];
    let lines = rows
        .iter()
        .map(|row| Row {
            cells: vec![
                row.follow_up.id.to_string(),
                row.follow_up.due.to_string(),
                label::distance(s, row.follow_up.due, today),
                row.name.clone(),
                row.phone.clone(),
                label::tier(s, row.tier).to_owned(),
                row.follow_up.note.clone(),
            ],
            json: shape::queue_row(row),
        })
        .collect();
    out.table("follow_ups", &header, lines)
}
