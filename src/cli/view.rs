//! `shuke view`: the saved views of the customer list, and sharing one as a line of text.

use serde_json::{Value, json};

use super::out::{Form, Out, Row};
use super::stop::{Result, Stop};
use super::told;
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::view::Kept;
use crate::app::{App, op::Op, view};
use crate::domain::kind::Kind;
use crate::domain::name::Lang;
use crate::domain::view::View;
use crate::domain::view::name::{Name, Pin, Shared};

/// Keep and share ways of looking at the customer list
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the views, their pins and how many customers each has
    List,
    /// Keep a view: `shuke view save 'Silent VIPs' 'tier=vip stage=silent ; sort=-spend'`
    Save {
        /// What it is called
        name: String,
        /// The line: a filter, then sort, group and columns behind semicolons
        #[arg(allow_hyphen_values = true)]
        line: String,
        /// The digit that jumps to it
        #[arg(long, value_parser = clap::value_parser!(u8).range(1..=9))]
        pin: Option<u8>,
    },
    /// Print a view as one line to share
    Show {
        /// What it is called
        name: String,
    },
    /// Call a view something else
    Rename {
        /// What it is called
        name: String,
        /// What it is to be called
        to: String,
    },
    /// Pin a view to a digit, or unpin it
    Pin {
        /// What it is called
        name: String,
        /// The digit; left out, the view is unpinned
        #[arg(value_parser = clap::value_parser!(u8).range(1..=9))]
        digit: Option<u8>,
    },
    /// Delete a view
    Remove {
        /// What it is called
        name: String,
    },
}

/// Runs one of the commands.
///
/// # Errors
/// There is no such view, its line cannot be read, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let digit = |digit: Option<u8>| digit.and_then(|digit| Pin::new(i64::from(digit)));
    let op = match command {
        Command::List => return list(app, out),
        Command::Show { name } => return show(app, name, out),
        Command::Save { name, line, pin } => {
            let shared = parsed(app, line)?;
            view::Op::Save {
                name: Some(named(name)?),
                view: Box::new(shared.view),
                pin: digit(*pin),
            }
        }
        Command::Rename { name, to } => view::Op::Rename {
            id: saved(app, name, out)?,
            name: named(to)?,
        },
        Command::Pin { name, digit: pin } => {
            let kept = one(app, name, out)?;
            match (kept.id, kept.view) {
                (Some(id), _) => view::Op::Pin {
                    id,
                    pin: digit(*pin),
                },
                // One that every shop starts with is kept as the shop's own first.
                (None, Some(view)) => view::Op::Save {
                    name: kept.name,
                    view: Box::new(view),
                    pin: digit(*pin),
                },
                (None, None) => return Err(super::stop::missing(Kind::View)),
            }
        }
        Command::Remove { name } => view::Op::Delete(saved(app, name, out)?),
    };
    let changed = app.run(&Op::View(op))?;
    told::done(out, &changed)
}

/// A line, with or without its name.
///
/// # Errors
/// It cannot be read.
pub fn parsed(app: &mut App, text: &str) -> Result<Shared> {
    let fields = super::field::all(app)?;
    Shared::parse_with(text, &fields).map_err(|error| Stop::View(text.to_owned(), error))
}

/// The view of that name, or the one that a line says.
///
/// # Errors
/// It is no name, and cannot be read as a line.
pub fn meant(app: &mut App, text: &str, lang: Lang) -> Result<View> {
    let all = all(app, lang)?;
    let wanted = text.trim();
    let kept = all.into_iter().find(|kept| {
        kept.name
            .as_ref()
            .is_some_and(|name| name.as_str() == wanted)
    });
    match kept.and_then(|kept| kept.view) {
        Some(view) => Ok(view),
        None => Ok(parsed(app, text)?.view),
    }
}

fn named(text: &str) -> Result<Name> {
    Name::new(text).ok_or(Stop::App(crate::app::Error::NameMissing))
}

fn all(app: &mut App, lang: Lang) -> Result<Vec<Kept>> {
    match app.ask(&Query::Views { lang })? {
        Answer::Views(all) => Ok(all.into_iter().filter(|kept| kept.name.is_some()).collect()),
        _ => Ok(Vec::new()),
    }
}

fn one(app: &mut App, name: &str, out: &Out) -> Result<Kept> {
    let wanted = name.trim();
    all(app, out.s.lang)?
        .into_iter()
        .find(|kept| {
            kept.name
                .as_ref()
                .is_some_and(|name| name.as_str() == wanted)
        })
        .ok_or_else(|| super::stop::missing(Kind::View))
}

/// The id of a view that somebody has saved.
fn saved(app: &mut App, name: &str, out: &Out) -> Result<crate::domain::id::ViewId> {
    one(app, name, out)?
        .id
        .ok_or(Stop::App(crate::app::Error::BuiltIn))
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let s = out.s;
    let mut rows = Vec::new();
    for kept in all(app, s.lang)? {
        let count = match &kept.view {
            Some(view) => count(app, view)?,
            None => None,
        };
        rows.push(Row {
            cells: vec![
                kept.pin
                    .map(|pin| pin.number().to_string())
                    .unwrap_or_default(),
                kept.name.as_ref().map(Name::to_string).unwrap_or_default(),
                count.map(|count| count.to_string()).unwrap_or_default(),
                line(&kept, s.lang),
            ],
            json: shape(&kept, count),
        });
    }
    let f = &s.field;
    let header = [f.view_pin, f.view_name, s.kind.customer, f.view_line];
    out.table("views", &header, rows)
}

fn count(app: &mut App, view: &View) -> Result<Option<i64>> {
    let filter = view.filter.clone();
    match app.ask(&Query::Count { filter })? {
        Answer::Count(count) => Ok(Some(count)),
        _ => Ok(None),
    }
}

fn line(kept: &Kept, lang: Lang) -> String {
    kept.view
        .as_ref()
        .map_or_else(String::new, |view| view.print(lang))
}

fn shape(kept: &Kept, count: Option<i64>) -> Value {
    json!({
        "id": kept.id, "name": kept.name.as_ref().map(Name::as_str), "pin": kept.pin.map(Pin::number),
        "line": line(kept, Lang::En), "customers": count,
    })
}

fn show(app: &mut App, name: &str, out: &mut Out) -> Result<()> {
    let kept = one(app, name, out)?;
    if out.form == Form::Json {
        return out.document("view", vec![shape(&kept, None)]);
    }
    let Some(view) = kept.view else {
        return Err(super::stop::missing(Kind::View));
    };
    let shared = Shared {
        name: kept.name,
        view,
    };
    out.line(&shared.print(out.s.lang))
}
