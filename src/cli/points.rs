//! `shuke points`: a customer's points, and what is given or taken by hand.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::Result;
use super::{told, who};
use crate::app::{App, op::Op, points};
use crate::domain::points::Cause;
use crate::i18n::label;

/// Points: the statement, and giving, spending or taking over by hand
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Print where every point came from and went
    Statement {
        /// Id, name, phone, or a text that finds one customer
        who: String,
    },
    /// Give points, or take them with a minus: `shuke points adjust 王芳 -- -50 换礼品`
    Adjust {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// How many
        #[arg(allow_hyphen_values = true)]
        points: i64,
        /// Why
        reason: String,
    },
    /// Take over points from elsewhere
    Open {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// How many
        points: i64,
    },
    /// Spend points, the oldest first
    Spend {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// How many
        points: i64,
        /// On what
        reason: String,
    },
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::Statement { who } => return statement(app, who, out),
        Command::Adjust {
            who,
            points,
            reason,
        } => points::Op::Adjust {
            customer: who::one(app, who)?,
            points: *points,
            reason: reason.clone(),
        },
        Command::Open { who, points } => points::Op::Open {
            customer: who::one(app, who)?,
            points: *points,
        },
        Command::Spend {
            who,
            points,
            reason,
        } => points::Op::Spend {
            customer: who::one(app, who)?,
            points: *points,
            reason: reason.clone(),
        },
    };
    let changed = app.run(&Op::Points(op))?;
    told::done(out, &changed)
}

fn statement(app: &mut App, who: &str, out: &mut Out) -> Result<()> {
    let id = who::one(app, who)?;
    let account = app.account(id)?;
    let (s, w) = (out.s, &out.s.trade);
    let rows = account
        .ledger
        .statement(out.now.today())
        .into_iter()
        .map(|line| Row {
            json: json!({
                "day": line.day.to_string(), "points": line.points,
                "cause": line.cause.map_or("expired", Cause::code), "reason": line.reason, "balance": line.balance,
            }),
            cells: vec![
                line.day.to_string(),
                format!("{:+}", line.points),
                line.cause.map_or(w.expired, w.cause).to_owned(),
                line.reason,
                label::count(line.balance),
            ],
        })
        .collect();
    let header = [
        s.field.day,
        w.points,
        w.cause_label,
        s.field.reason,
        w.balance,
    ];
    out.table("points", &header, rows)
}
