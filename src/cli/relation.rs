//! `shuke relation`: ties between customers.

use serde_json::json;

use super::out::{Out, Row};
use super::stop::Result;
use super::{told, who};
use crate::app::{App, op::Op, relation};
use crate::domain::kind::Kind;
use crate::domain::relation::Role;
use crate::i18n::custom as words;

/// Tie customers to each other: family, colleagues, who brought whom
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Tie two: `shuke relation add 李雷 referrer 王芳` says that 王芳 brought 李雷
    Add {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// What the other one is to them
        #[arg(value_enum)]
        role: RoleArg,
        /// The other one
        other: String,
    },
    /// Untie two
    Remove {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// The other one
        other: String,
        /// Only this tie, where there are several
        #[arg(long, value_enum, value_name = "ROLE")]
        role: Option<RoleArg>,
    },
    /// List a customer's ties
    List {
        /// Id, name, phone, or a text that finds one customer
        who: String,
    },
}

/// What the other one is, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum RoleArg {
    Spouse,
    Family,
    Parent,
    Child,
    Colleague,
    Friend,
    Referrer,
    Referred,
}

impl From<RoleArg> for Role {
    fn from(arg: RoleArg) -> Self {
        match arg {
            RoleArg::Spouse => Self::Spouse,
            RoleArg::Family => Self::Family,
            RoleArg::Parent => Self::Parent,
            RoleArg::Child => Self::Child,
            RoleArg::Colleague => Self::Colleague,
            RoleArg::Friend => Self::Friend,
            RoleArg::Referrer => Self::Referrer,
            RoleArg::Referred => Self::Referred,
        }
    }
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, several are, there is no such tie, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List { who } => return list(app, who, out),
        Command::Add { who, role, other } => relation::Op::Add {
            customer: who::one(app, who)?,
            other: who::one(app, other)?,
            role: (*role).into(),
        },
        Command::Remove { who, other, role } => {
            let (id, other) = (who::one(app, who)?, who::one(app, other)?);
            let card = who::card(app, id, None)?;
            let tie = card.ties.iter().find(|tied| {
                tied.other.id == other && role.is_none_or(|role| tied.role == role.into())
            });
            let tie = tie.ok_or_else(|| super::stop::missing(Kind::Relation))?;
            relation::Op::Remove(tie.id)
        }
    };
    let changed = app.run(&Op::Relation(op))?;
    told::done(out, &changed)
}

fn list(app: &mut App, who: &str, out: &mut Out) -> Result<()> {
    let id = who::one(app, who)?;
    let s = out.s;
    let rows = who::card(app, id, None)?
        .ties
        .into_iter()
        .map(|tied| Row {
            json: json!({
                "id": tied.id, "role": tied.role.code(), "customer": tied.other.id, "name": tied.other.name,
            }),
            cells: vec![
                (s.relation.role)(tied.role).to_owned(),
                words::named(&tied.other),
                tied.other.id.to_string(),
            ],
        })
        .collect();
    out.table(
        "relations",
        &[s.kind.relation, s.field.name, s.cli.id],
        rows,
    )
}
