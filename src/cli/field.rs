//! `shuke field`: the shop's own fields, and what customers hold in them.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::{Result, Stop};
use super::{told, who};
use crate::app::answer::{Answer, Lists};
use crate::app::query::Query;
use crate::app::{App, Error, field, op::Op};
use crate::domain::custom::{self, Custom, Secrecy, Shape, Type, Unfit};
use crate::domain::kind::Kind;
use crate::i18n::custom as words;

/// Add fields of your own to every customer, fill and remove them
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List the fields
    List,
    /// Add a field: `shuke field add 皮肤类型 list '干|油|敏感' --purpose 选护肤品`
    Add {
        /// What it is called
        name: String,
        /// text, number, money, date, list, bool or link
        #[arg(value_name = "TYPE")]
        of: String,
        /// The choices of a list, parted by |
        choices: Option<String>,
        /// What its values are kept for
        #[arg(
            long,
            value_name = "TEXT",
            default_value = "",
            hide_default_value = true
        )]
        purpose: String,
        /// Its values are hidden until they are revealed
        #[arg(long)]
        sensitive: bool,
    },
    /// Change a field; what is not said stays
    Edit {
        /// The field
        name: String,
        /// What to call it from now on
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        /// The type
        #[arg(long = "type", value_name = "TYPE")]
        of: Option<String>,
        /// The choices of a list, parted by |
        #[arg(long, value_name = "CHOICES")]
        choices: Option<String>,
        /// What its values are kept for
        #[arg(long, value_name = "TEXT")]
        purpose: Option<String>,
        /// Whether its values are hidden until they are revealed
        #[arg(long, value_name = "true|false")]
        sensitive: Option<bool>,
    },
    /// Remove a field with everything customers hold in it; undo brings both back
    Remove {
        /// The field
        name: String,
    },
    /// Fill a field of customers; without a value, empty it
    Set {
        /// The field
        name: String,
        /// The value
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// Id, name, phone, or a text that finds one customer; several at once
        #[arg(required = true)]
        who: Vec<String>,
    },
}

/// Runs one of the commands.
///
/// # Errors
/// There is no such field, nobody is meant, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return list(app, out),
        Command::Add {
            name,
            of,
            choices,
            purpose,
            sensitive,
        } => field::Op::Add(Shape {
            name: name.clone(),
            of: type_of(of, choices.as_deref().unwrap_or_default())?,
            secrecy: secrecy(*sensitive),
            purpose: purpose.clone(),
        }),
        Command::Edit {
            name,
            rename,
            of,
            choices,
            purpose,
            sensitive,
        } => {
            let Custom { id, mut shape } = named(app, name)?;
            let code = of.as_deref().unwrap_or_else(|| shape.of.code());
            let kept = shape.of.choices();
            let of = type_of(code, choices.as_ref().unwrap_or(&kept))?;
            shape.of = of;
            if let Some(name) = rename {
                shape.name.clone_from(name);
            }
            if let Some(purpose) = purpose {
                shape.purpose.clone_from(purpose);
            }
            shape.secrecy = sensitive.map_or(shape.secrecy, secrecy);
            field::Op::Edit { field: id, shape }
        }
        Command::Remove { name } => field::Op::Remove(named(app, name)?.id),
        Command::Set { name, value, who } => field::Op::Set {
            field: named(app, name)?.id,
            customers: who::each(app, who)?,
            text: value.clone(),
        },
    };
    let changed = app.run(&Op::Field(op))?;
    told::done(out, &changed)
}

fn type_of(word: &str, choices: &str) -> Result<Type> {
    Type::named(word, choices).ok_or(Stop::App(Error::from(Unfit::TypeUnknown)))
}

fn secrecy(sensitive: bool) -> Secrecy {
    if sensitive {
        Secrecy::Sensitive
    } else {
        Secrecy::Open
    }
}

/// Every field of the shop's own.
///
/// # Errors
/// Only what the app says.
pub fn all(app: &mut App) -> Result<Vec<Custom>> {
    Ok(lists(app)?.fields)
}

/// The shop's own fields and pick-lists, and what it asks of records.
///
/// # Errors
/// Only what the app says.
pub fn lists(app: &mut App) -> Result<Lists> {
    match app.ask(&Query::Lists)? {
        Answer::Lists(lists) => Ok(lists),
        _ => Ok(Lists::default()),
    }
}

fn named(app: &mut App, name: &str) -> Result<Custom> {
    custom::named(&all(app)?, name)
        .cloned()
        .ok_or_else(|| super::stop::missing(Kind::Field))
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let s = out.s;
    let rows = all(app)?
        .into_iter()
        .map(|Custom { id, shape }| Row {
            json: json!({
                "id": id, "name": shape.name, "type": shape.of.code(), "purpose": shape.purpose,
                "choices": match &shape.of { Type::List(choices) => choices.clone(), _ => Vec::new() },
                "sensitive": shape.secrecy == Secrecy::Sensitive,
            }),
            cells: vec![
                shape.name.clone(),
                words::of_type(s, &shape.of).to_owned(),
                shape.of.choices(),
                words::secrecy(s, shape.secrecy).to_owned(),
                shape.purpose,
            ],
        })
        .collect();
    let c = &s.custom;
    out.table(
        "fields",
        &[c.name, c.of, c.choices, c.secrecy, c.purpose],
        rows,
    )
}
