//! `shuke tag`: who carries which tag.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::Result;
use super::{told, who};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::{App, op::Op, tag};

/// Put tags on customers, take them off, count them
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Put a tag on customers
    Add(Which),
    /// Take a tag off customers
    Remove(Which),
    /// List tags and how many carry them
    List,
}

/// A tag and customers.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The tag
    tag: String,
    /// Id, name, phone, or a text that finds one customer; several at once
    #[arg(required = true)]
    who: Vec<String>,
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return list(app, out),
        Command::Add(which) => tag::Op::Add {
            customers: who::each(app, &which.who)?,
            name: which.tag.clone(),
        },
        Command::Remove(which) => tag::Op::Remove {
            customers: who::each(app, &which.who)?,
            name: which.tag.clone(),
        },
    };
    let changed = app.run(&Op::Tag(op))?;
    told::done(out, &changed)
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let Answer::Tags(tags) = app.ask(&Query::Tags)? else {
        return Ok(());
    };
    let rows = tags
        .into_iter()
        .map(|(name, count)| Row {
            json: json!({ "name": name, "customers": count }),
            cells: vec![name, count.to_string()],
        })
        .collect();
    out.table("tags", &[out.s.field.tag, out.s.cli.customers], rows)
}
