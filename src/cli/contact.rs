//! `shuke contact`: which number works, and which one is used first.

use serde_json::json;

use super::out::{Form, Out};
use super::stop::{Bad, Result, Stop};
use super::{told, who};
use crate::app::answer::{Answer, Shown};
use crate::app::query::Query;
use crate::app::{App, contact, op::Op};
use crate::domain::contact::{Copyable, Method, Reach, mask};
use crate::domain::id::ContactId;
use crate::domain::kind::Kind;
use crate::domain::phone::{self, Parsed, Region};

/// The fewest digits by which a number is named.
const TAIL: usize = 3;

/// Mark numbers as dead or good, and choose the first one
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// A number or address no longer works
    Bad(Which),
    /// It works again
    Good(Which),
    /// Use it first
    Primary(Which),
    /// Print the exact value, for a clipboard program; leaves a record
    Copy(Which),
}

/// One contact method of one customer.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    /// The whole value, its last digits, or its id; not needed when there is only one
    value: Option<String>,
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, no or no single contact method is, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::Copy(which) => return copy(app, which, out),
        Command::Bad(which) => contact::Op::SetReach {
            id: find(app, which)?,
            reach: Reach::Bad,
        },
        Command::Good(which) => contact::Op::SetReach {
            id: find(app, which)?,
            reach: Reach::Good,
        },
        Command::Primary(which) => contact::Op::Promote {
            id: find(app, which)?,
        },
    };
    let changed = app.run(&Op::Contact(op))?;
    told::done(out, &changed)
}

/// Prints a value byte for byte; a line break follows only where a person looks.
fn copy(app: &mut App, which: &Which, out: &mut Out) -> Result<()> {
    let customer = who::one(app, &which.who)?;
    let what = match &which.value {
        Some(_) => find(app, which)?,
        None => who::card(app, customer, None)?
            .contacts
            .iter()
            .find(|shown| shown.reach == Reach::Good)
            .map(|shown| shown.contact)
            .ok_or(Stop::Bad(Bad::Contact, String::new()))?,
    };
    let changed = app.run(&Op::Contact(contact::Op::Copy {
        customer,
        what: Copyable::Contact(what),
    }))?;
    let copied = match changed
        .op
        .map(|op| app.ask(&Query::Copied { op }))
        .transpose()?
    {
        Some(Answer::Copied(Some(copied))) => copied,
        _ => return Err(super::stop::missing(Kind::Contact)),
    };
    match out.form {
        Form::Json => out.document("copied", vec![json!({ "value": copied.text })]),
        Form::Columns => out.raw(format!("{}\n", copied.text).as_bytes()),
        Form::Tabs => out.raw(copied.text.as_bytes()),
    }
}

fn find(app: &mut App, which: &Which) -> Result<ContactId> {
    let customer = who::one(app, &which.who)?;
    let contacts = who::card(app, customer, None)?.contacts;
    let typed = which.value.as_deref().unwrap_or_default().trim();
    let meant: Vec<&Shown> = contacts
        .iter()
        .filter(|shown| typed.is_empty() || is_meant(shown, typed))
        .collect();
    match meant.as_slice() {
        [one] => Ok(one.contact),
        _ => Err(Stop::Bad(Bad::Contact, typed.to_owned())),
    }
}

/// Values are compared as they may be seen: a whole number is masked the way the stored one is.
fn is_meant(shown: &Shown, typed: &str) -> bool {
    if shown.contact.to_string() == typed {
        return true;
    }
    let masked = match (shown.method, phone::parse_one(typed, Region::default())) {
        (Method::Phone, Parsed::Number(number)) => mask(Method::Phone, &number),
        _ => mask(shown.method, &typed.to_lowercase()),
    };
    let is_tail = typed.len() >= TAIL && typed.bytes().all(|b| b.is_ascii_digit());
    shown.text == masked
        || shown.text == typed
        || (shown.method == Method::Phone && is_tail && shown.text.ends_with(typed))
}
