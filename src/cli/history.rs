//! `shuke undo`, `redo`, `history` and `audit`: what was done, and taking it back.

use std::sync::Arc;

use serde_json::json;

use super::out::{Form, Out, Row};
use super::stop::{Bad, Result, Stop};
use super::{import, shape, told, who};
use crate::app::answer::{Answer, Trace};
use crate::app::pace::Pace;
use crate::app::past::{column_label, field_named};
use crate::app::query::Query;
use crate::app::{App, history, op::Op};
use crate::domain::id::{CustomerId, OpId};
use crate::domain::past::Past;
use crate::i18n::cell::cell;
use crate::i18n::label;

/// Take back the last operation, or a named one
#[derive(Debug, clap::Args)]
pub struct UndoArgs {
    /// The operation's id, as `history` prints it
    op: Option<OpId>,
    /// Only say what would be taken back
    #[arg(long)]
    dry_run: bool,
}

/// Do again what was taken back
#[derive(Debug, clap::Args)]
pub struct RedoArgs {
    /// Only say what would be done again
    #[arg(long)]
    dry_run: bool,
}

/// List what was done, newest first
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this customer's: id, name, phone, or a text that finds one
    who: Option<String>,
    /// Only what this field was before: name, phone, city, tag, ...
    #[arg(long, value_name = "NAME", requires = "who")]
    field: Option<String>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

/// Check the record of what was done
#[derive(Debug, clap::Subcommand)]
pub enum AuditCommand {
    /// Check that nobody changed the record behind the desk's back
    Verify,
}

/// Takes an operation back.
///
/// # Errors
/// There is nothing to take back, or someone changed the same values since.
pub fn undo(app: &mut App, args: &UndoArgs, out: &mut Out) -> Result<()> {
    rehearse_or_run(app, history::Op::Undo(args.op), args.dry_run, out)
}

/// Does again what was taken back.
///
/// # Errors
/// There is nothing to do again, or someone changed the same values since.
pub fn redo(app: &mut App, args: &RedoArgs, out: &mut Out) -> Result<()> {
    rehearse_or_run(app, history::Op::Redo, args.dry_run, out)
}

fn rehearse_or_run(app: &mut App, op: history::Op, dry_run: bool, out: &mut Out) -> Result<()> {
    if !dry_run {
        let pace: Arc<Pace> = Arc::default();
        let op = Op::Paced {
            op: Box::new(Op::History(op)),
            pace: Arc::clone(&pace),
        };
        let words = out.s.merge.bulk_progress;
        let changed = import::with_pace(&pace, out, words, || app.run(&op))?;
        return told::done(out, &changed);
    }
    let step = app.foresee_step(&op)?;
    let text = (out.s.cli.would)(&label::told(out.s, &step));
    if out.form == Form::Json {
        return out.document("would", vec![shape::step(&step)]);
    }
    out.line(&text)
}

/// Lists what was done.
///
/// # Errors
/// Nobody is meant, or several are.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let customer = match &args.who {
        Some(text) => Some(who::one(app, text)?),
        None => None,
    };
    if let (Some(id), Some(name)) = (customer, &args.field) {
        return past(app, id, name, args.limit, out);
    }
    let Answer::History(traces) = app.ask(&Query::History { customer })? else {
        return Ok(());
    };
    let (s, f) = (out.s, &out.s.field);
    let header = [s.cli.id, f.at, s.kind.op, ""];
    let rows = traces
        .iter()
        .take(args.limit)
        .map(|trace| line(out, trace))
        .collect();
    out.table("history", &header, rows)
}

/// Lists what one field was before.
fn past(
    app: &mut App,
    customer: CustomerId,
    name: &str,
    limit: usize,
    out: &mut Out,
) -> Result<()> {
    let field = field_named(name).ok_or_else(|| Stop::Bad(Bad::Field, name.to_owned()))?;
    let Answer::Past(changes) = app.ask(&Query::Past { customer, field })? else {
        return Ok(());
    };
    let (f, w) = (&out.s.field, &out.s.merge);
    let header = [f.at, f.agent, f.source, w.field, w.before, w.after];
    let rows = changes
        .iter()
        .take(limit)
        .map(|past| change(out, past))
        .collect();
    out.table("past", &header, rows)
}

fn change(out: &Out, past: &Past) -> Row {
    let (s, offset) = (out.s, out.now.offset);
    let said = |value: &Option<String>| {
        let value = value.as_deref().unwrap_or_default();
        cell(s, past.table, &past.column, value, offset)
    };
    let about = past.about.as_deref().unwrap_or_default();
    let what = format!("{} {about}", column_label(s, past.table, &past.column));
    Row {
        cells: vec![
            past.op.at.at(offset).format("%Y-%m-%d %H:%M").to_string(),
            past.agent.clone(),
            format!("{} {}", (s.merge.source)(past.op.source), past.op.id),
            what.trim().to_owned(),
            said(&past.old),
            said(&past.new),
        ],
        json: shape::past(past, offset),
    }
}

fn line(out: &Out, trace: &Trace) -> Row {
    let at = trace.op.at.at(out.now.offset);
    let mark = if trace.op.undone_by.is_some() {
        out.s.cli.undone
    } else {
        ""
    };
    Row {
        cells: vec![
            trace.op.id.to_string(),
            at.format("%Y-%m-%d %H:%M").to_string(),
            label::step(out.s, &trace.step),
            mark.to_owned(),
        ],
        json: shape::trace(trace, out.now.offset),
    }
}

/// Checks the chain of operations.
///
/// # Errors
/// The chain does not hold.
pub fn audit(app: &mut App, command: &AuditCommand, out: &mut Out) -> Result<()> {
    let AuditCommand::Verify = command;
    match app.verify()? {
        (_, Some(op)) => Err(Stop::Broken(op.to_string())),
        (count, None) if out.form == Form::Json => {
            out.document("audit", vec![json!({ "ops": count, "holds": true })])
        }
        (count, None) => out.line(&(out.s.cli.chain_holds)(count)),
    }
}
