//! `shuke company`: everyone who says the same company, as one.

use serde_json::json;

use super::out::{Form, Out, Row};
use super::stop::Result;
use super::{shape, told};
use crate::app::answer::{Answer, Company};
use crate::app::query::Query;
use crate::app::{App, company, op::Op};
use crate::domain::kind::Kind;
use crate::domain::money::Cents;
use crate::i18n::custom as words;
use crate::i18n::label;

/// Look at companies; rename and merge them with everyone who belongs to them
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List companies, the one that spent most first
    List,
    /// Show a company: contacts, open follow-ups, spend, last contact
    Show {
        /// The company, as customers have it
        name: String,
    },
    /// Note something about a company; without a text, take the note off
    Note {
        /// The company
        name: String,
        /// The note
        text: Vec<String>,
    },
    /// Call a company something else
    Rename {
        /// The company
        from: String,
        /// Its new name
        to: String,
    },
    /// Make everyone of one company belong to another
    Merge {
        /// The company that goes
        from: String,
        /// The company that stays
        into: String,
    },
}

/// Runs one of the commands.
///
/// # Errors
/// There is no such company, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List => return list(app, out),
        Command::Show { name } => return show(app, name, out),
        Command::Note { name, text } => company::Op::Note {
            name: name.clone(),
            note: text.join(" "),
        },
        Command::Rename { from, to } => company::Op::Rename {
            from: from.clone(),
            to: to.clone(),
        },
        Command::Merge { from, into } => company::Op::Merge {
            from: from.clone(),
            into: into.clone(),
        },
    };
    let changed = app.run(&Op::Company(op))?;
    told::done(out, &changed)
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let Answer::Companies(all) = app.ask(&Query::Companies)? else {
        return Ok(());
    };
    let (s, offset) = (out.s, out.now.offset);
    let rows = all
        .into_iter()
        .map(|line| Row {
            json: json!({
                "name": line.name, "contacts": line.contacts, "spend": Cents(line.spend_cents).to_string(),
                "last_contact": line.last_contact.map(|at| shape::time(at, offset)),
            }),
            cells: vec![
                line.name,
                line.contacts.to_string(),
                label::money(s, line.spend_cents),
                line.last_contact
                    .map(|at| at.day(offset).to_string())
                    .unwrap_or_default(),
            ],
        })
        .collect();
    let header = [
        s.field.company,
        s.relation.contacts,
        s.field.amount,
        s.field.last_contact,
    ];
    out.table("companies", &header, rows)
}

fn show(app: &mut App, name: &str, out: &mut Out) -> Result<()> {
    let Answer::Company(Some(company)) = app.ask(&Query::Company {
        name: name.to_owned(),
    })?
    else {
        return Err(super::stop::missing(Kind::Company));
    };
    let offset = out.now.offset;
    let document = match out.form {
        Form::Json => json_of(&company, offset),
        Form::Columns | Form::Tabs => serde_json::Value::Null,
    };
    let pairs = pairs(out, &company);
    out.card("company", pairs, document)
}

fn pairs(out: &Out, company: &Company) -> Vec<(&'static str, String)> {
    let (s, today) = (out.s, out.now.today());
    let mut pairs = vec![
        (s.field.company, company.name.clone()),
        (s.field.note, company.note.clone()),
        (s.field.amount, label::money(s, company.spend_cents)),
        (
            s.field.last_contact,
            company
                .last_contact
                .map(|at| at.day(out.now.offset).to_string())
                .unwrap_or_default(),
        ),
    ];
    pairs.extend(company.members.iter().map(|member| {
        let parts = [
            words::named(&member.who),
            member.title.clone(),
            member.row.phone.clone(),
            label::money(s, member.spend_cents),
            format!("({})", member.who.id),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (s.relation.contacts, parts.join(" "))
    }));
    pairs.extend(company.open.iter().map(|promise| {
        let name = company
            .members
            .iter()
            .find(|member| member.who.id == promise.customer)
            .map(|member| words::named(&member.who))
            .unwrap_or_default();
        let when = label::distance(s, promise.due, today);
        (
            s.field.next,
            format!(
                "{} {when} {name} {} ({})",
                promise.due, promise.note, promise.id
            ),
        )
    }));
    pairs
}

fn json_of(company: &Company, offset: chrono::FixedOffset) -> serde_json::Value {
    let members = company.members.iter().map(|member| {
        let mut row = shape::customer(&member.row, offset);
        row["title"] = json!(member.title);
        row["spend"] = json!(Cents(member.spend_cents).to_string());
        row
    });
    json!({
        "name": company.name, "note": company.note, "spend": Cents(company.spend_cents).to_string(),
        "last_contact": company.last_contact.map(|at| shape::time(at, offset)),
        "contacts": members.collect::<Vec<_>>(),
        "follow_ups": company.open.iter().map(|promise| json!({
            "id": promise.id, "customer": promise.customer, "due": promise.due.to_string(), "note": promise.note,
        })).collect::<Vec<_>>(),
    })
}
