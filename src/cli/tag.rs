//! `shuke tag`: who carries which tag, and how the shop orders its tags.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::Result;
use super::{told, who};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::{App, op::Op, tag};
use crate::domain::tag::{Choice, Colour, Told};

/// Put tags on customers, take them off, count and order them
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Put a tag on customers
    Add(Which),
    /// Take a tag off customers
    Remove(Which),
    /// List tags, their groups and how many carry them
    List,
    /// Give a tag another name, in one undoable step
    Rename {
        /// The tag
        tag: String,
        /// The new name
        to: String,
    },
    /// Make several tags one, in one undoable step
    Merge {
        /// The tags that go
        #[arg(required = true)]
        from: Vec<String>,
        /// The tag that stays
        #[arg(long)]
        into: String,
    },
    /// Put tags into a group: `shuke tag group Value gold silver`
    Group {
        /// The group; made if it is new
        #[arg(required_unless_present = "none")]
        group: Option<String>,
        /// The tags
        tags: Vec<String>,
        /// Out of any group
        #[arg(long, num_args = 1.., value_name = "TAG", conflicts_with = "group")]
        none: Vec<String>,
    },
    /// Give a group another name
    RenameGroup {
        /// The group
        group: String,
        /// The new name
        to: String,
    },
    /// Say whether a customer may carry several tags of a group
    Exclusive {
        /// The group
        group: String,
        /// one or many
        #[arg(value_enum)]
        how: ChoiceArg,
    },
    /// Give a tag a colour, named by its role
    Colour {
        /// The tag
        tag: String,
        /// plain, accent, good, warn, danger or quiet
        #[arg(value_enum)]
        colour: ColourArg,
    },
    /// Delete a tag and take it off everyone, in one undoable step
    Delete {
        /// The tag
        tag: String,
    },
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

/// How many tags of a group, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ChoiceArg {
    One,
    Many,
}

/// A colour, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ColourArg {
    Plain,
    Accent,
    Good,
    Warn,
    Danger,
    Quiet,
}

impl From<ColourArg> for Colour {
    fn from(arg: ColourArg) -> Self {
        match arg {
            ColourArg::Plain => Self::Plain,
            ColourArg::Accent => Self::Accent,
            ColourArg::Good => Self::Good,
            ColourArg::Warn => Self::Warn,
            ColourArg::Danger => Self::Danger,
            ColourArg::Quiet => Self::Quiet,
        }
    }
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
        Command::Rename { tag, to } => tag::Op::Rename {
            from: tag.clone(),
            to: to.clone(),
        },
        Command::Merge { from, into } => tag::Op::Merge {
            from: from.clone(),
            into: into.clone(),
        },
        Command::Group { group, tags, none } => tag::Op::Group {
            tags: tags.iter().chain(none).cloned().collect(),
            group: group.clone().unwrap_or_default(),
        },
        Command::RenameGroup { group, to } => tag::Op::RenameGroup {
            from: group.clone(),
            to: to.clone(),
        },
        Command::Exclusive { group, how } => tag::Op::SetChoice {
            group: group.clone(),
            choice: match how {
                ChoiceArg::One => Choice::One,
                ChoiceArg::Many => Choice::Many,
            },
        },
        Command::Colour { tag, colour } => tag::Op::Colour {
            name: tag.clone(),
            colour: (*colour).into(),
        },
        Command::Delete { tag } => tag::Op::Delete { name: tag.clone() },
    };
    let changed = app.run(&Op::Tag(op))?;
    told::done(out, &changed)
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let Answer::TagBook(book) = app.ask(&Query::TagBook)? else {
        return Ok(());
    };
    let rows = book.into_iter().map(|told| row(out, told)).collect();
    let header = [
        out.s.field.tag,
        out.s.cli.customers,
        out.s.order.field.group,
        out.s.order.field.colour,
    ];
    out.table("tags", &header, rows)
}

fn row(out: &Out, told: Told) -> Row {
    let w = &out.s.order.tag;
    let group = told.group.as_ref();
    let exclusive = group.map(|group| group.choice == Choice::One);
    let shown = match group {
        Some(group) if group.choice == Choice::One => {
            format!("{} ({})", group.name, (w.choice)(group.choice))
        }
        Some(group) => group.name.clone(),
        None => String::new(),
    };
    Row {
        json: json!({
            "name": told.name, "customers": told.customers, "group": group.map(|group| &group.name),
            "exclusive": exclusive, "colour": told.colour.code(),
        }),
        cells: vec![
            told.name,
            told.customers.to_string(),
            shown,
            (w.colour)(told.colour).to_owned(),
        ],
    }
}
