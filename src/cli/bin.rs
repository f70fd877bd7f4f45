//! `shuke bin`: the recycle bin.

use super::out::{Out, Row};
use super::stop::Result;
use super::{retention, shape, told, who};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::{App, customer, op::Op};
use crate::domain::retention::Category;

/// Put customers into the recycle bin and take them out
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List what lies in the bin
    List,
    /// Put customers into the bin
    Put {
        /// Id, name, phone, or a text that finds one customer; several at once
        #[arg(required = true)]
        who: Vec<String>,
    },
    /// Erase whoever has lain in the bin for long enough, for good: first lists them and gives a code, then takes the code
    Purge {
        /// The code of the list that was looked at
        #[arg(long, value_name = "CODE")]
        code: Option<String>,
    },
    /// Take customers out of the bin
    Restore {
        /// Id or name; several at once
        #[arg(required = true)]
        who: Vec<String>,
    },
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return list(app, out),
        Command::Purge { code } => {
            let mut due = retention::standing(app)?.due;
            due.retain(|due| due.category == Category::Binned);
            return retention::purge(app, &due, code.as_deref(), out);
        }
        Command::Put { who } => customer::Op::Bin(who::each(app, who)?),
        Command::Restore { who } => customer::Op::Restore(
            who.iter()
                .map(|text| who::binned(app, text))
                .collect::<Result<_>>()?,
        ),
    };
    let changed = app.run(&Op::Customer(op))?;
    told::done(out, &changed)
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let Answer::Bin(all) = app.ask(&Query::Bin)? else {
        return Ok(());
    };
    let offset = out.now.offset;
    let rows = all
        .iter()
        .map(|customer| Row {
            cells: vec![
                customer.id.to_string(),
                customer.about.name.clone(),
                customer
                    .deleted_at
                    .map(|at| at.day(offset).to_string())
                    .unwrap_or_default(),
            ],
            json: shape::binned(customer, offset),
        })
        .collect();
    let header = [out.s.cli.id, out.s.field.name, out.s.field.deleted_at];
    out.table("bin", &header, rows)
}
