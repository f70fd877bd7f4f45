//! `shuke retention` and `shuke policy`: how long records are kept, whose time is over, and the document that says so.

use serde_json::json;

use super::out::{Form, Out, Row};
use super::person::certify;
use super::stop::{Result, Stop};
use super::told;
use crate::app::answer::Answer;
use crate::app::consent::Standing;
use crate::app::query::Query;
use crate::app::rights::{self, Why};
use crate::app::{App, consent, op::Op};
use crate::domain::consent::Purpose;
use crate::domain::retention::{Category, Due};

/// How long records are kept, and whose time is over
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List how long each kind of record is kept
    List,
    /// Set how many days a kind of record is kept
    Set {
        /// The kind of record
        #[arg(value_enum)]
        category: CategoryArg,
        /// How many days
        days: i64,
    },
    /// List whose time is over; nothing is destroyed
    Due,
    /// Erase whose time is over, for good: first lists them and gives a code, then takes the code
    Purge {
        /// The code of the list that was looked at
        #[arg(long, value_name = "CODE")]
        code: Option<String>,
    },
}

/// A kind of record, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum CategoryArg {
    Prospect,
    Trade,
    Binned,
    Marketing,
}

impl From<CategoryArg> for Category {
    fn from(arg: CategoryArg) -> Self {
        match arg {
            CategoryArg::Prospect => Self::Prospect,
            CategoryArg::Trade => Self::Trade,
            CategoryArg::Binned => Self::Binned,
            CategoryArg::Marketing => Self::Marketing,
        }
    }
}

/// Runs one of the commands.
///
/// # Errors
/// The app refuses, or the list has changed since its code was given.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    match command {
        Command::List => list(app, out),
        Command::Set { category, days } => {
            let (category, days) = ((*category).into(), *days);
            let changed = app.run(&Op::Consent(consent::Op::Keep { category, days }))?;
            told::done(out, &changed)
        }
        Command::Due => {
            let due = standing(app)?.due;
            tell(&due, out)
        }
        Command::Purge { code } => {
            let due = standing(app)?.due;
            purge(app, &due, code.as_deref(), out)
        }
    }
}

/// Erases those whose time is over, once the code of exactly this list is given.
pub(super) fn purge(app: &mut App, due: &[Due], code: Option<&str>, out: &mut Out) -> Result<()> {
    let expected = consent::code_of(due);
    match code {
        None => {
            tell(due, out)?;
            if !due.is_empty() {
                out.talk(&(out.s.privacy.purge_step)(due.len(), &expected));
            }
            Ok(())
        }
        Some(code) if code != expected || due.is_empty() => {
            Err(Stop::Unsure(out.s.privacy.other_list))
        }
        Some(_) => {
            let ids = due.iter().map(|due| due.customer).collect();
            let changed = app.run(&Op::Rights(rights::Op::Erase {
                ids,
                why: Why::Time,
            }))?;
            told::talk(out, &changed);
            certify(app, changed.op.unwrap_or_default(), None, out)
        }
    }
}

pub(super) fn standing(app: &mut App) -> Result<Box<Standing>> {
    match app.ask(&Query::Standing)? {
        Answer::Standing(standing) => Ok(standing),
        _ => Ok(Box::default()),
    }
}

fn tell(due: &[Due], out: &mut Out) -> Result<()> {
    let (s, offset) = (out.s, out.now.offset);
    let rows = due
        .iter()
        .map(|due| Row {
            cells: vec![
                due.customer.to_string(),
                due.name.clone(),
                (s.privacy.of_category)(due.category).to_owned(),
                due.since.day(offset).to_string(),
            ],
            json: json!({
                "id": due.customer, "name": due.name, "category": due.category.code(), "since": due.since.day(offset).to_string(),
            }),
        })
        .collect();
    let header = [s.cli.id, s.field.name, s.privacy.category, s.privacy.since];
    out.table("due_for_deletion", &header, rows)
}

fn list(app: &mut App, out: &mut Out) -> Result<()> {
    let standing = standing(app)?;
    let s = out.s;
    let rows = Category::ALL
        .into_iter()
        .zip(standing.days)
        .map(|(category, days)| Row {
            cells: vec![
                (s.privacy.of_category)(category).to_owned(),
                days.to_string(),
                (s.privacy.trigger)(category).to_owned(),
            ],
            json: json!({ "category": category.code(), "days": days }),
        })
        .collect();
    let header = [s.privacy.category, s.privacy.days, s.privacy.since];
    out.table("retention", &header, rows)
}

/// Prints the policy document of this shop, from its live settings.
///
/// # Errors
/// Only what the app says.
pub fn policy(app: &mut App, out: &mut Out) -> Result<()> {
    let standing = standing(app)?;
    if out.form == Form::Json {
        let agreed: serde_json::Map<_, _> = Purpose::ALL
            .into_iter()
            .zip(standing.agreed)
            .map(|(purpose, count)| (purpose.code().to_owned(), json!(count)))
            .collect();
        let days: serde_json::Map<_, _> = Category::ALL
            .into_iter()
            .zip(standing.days)
            .map(|(category, days)| (category.code().to_owned(), json!(days)))
            .collect();
        let row = json!({
            "customers": standing.customers, "agreed": agreed, "days": days, "past_retention": standing.due.len(),
            "without_basis": standing.without_basis, "minors": standing.minors[0], "minors_without_guardian": standing.minors[1],
            "restricted": standing.restricted.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect::<Vec<_>>(),
            "erased": standing.erased, "encrypted": standing.is_encrypted, "users": standing.users, "backups": standing.backups,
            "reveals_30_days": standing.reveals,
        });
        return out.document("policy", vec![row]);
    }
    let lines = (out.s.privacy.policy)(&standing.policy(out.now.today()));
    lines.iter().try_for_each(|line| out.line(line))
}
