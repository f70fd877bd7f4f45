//! `shuke register`: who agreed to what, and who no longer does.

use serde_json::json;

use super::fields::ChannelArg;
use super::out::{Out, Row};
use super::stop::Result;
use super::{told, who};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::{App, consent, op::Op};
use crate::domain::consent::Purpose;
use crate::domain::customer::Basis;
use crate::domain::log_line::Channel;
use crate::i18n::{cell, label};

/// Note who agreed to what, and who no longer does
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List what a customer agreed to, newest first
    List {
        /// Id, name, phone, or a text that finds one customer
        who: String,
    },
    /// Note that a customer agreed
    Add {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// What to
        #[arg(value_enum)]
        purpose: PurposeArg,
        /// On this channel only
        #[arg(long, value_enum)]
        channel: Option<ChannelArg>,
        /// How it can be shown: "signed card, box 3"
        #[arg(long, value_name = "TEXT", default_value = "")]
        evidence: String,
        /// Under 14: who agreed for them
        #[arg(long, value_name = "NAME", default_value = "")]
        guardian: String,
    },
    /// Note that customers no longer agree; what was planned for it is closed
    Withdraw {
        /// What to
        #[arg(value_enum)]
        purpose: PurposeArg,
        /// Id, name, phone, or a text that finds one customer; several at once
        #[arg(required = true)]
        who: Vec<String>,
    },
}

/// A purpose, as an argument.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum PurposeArg {
    Service,
    Marketing,
    Sharing,
    Sensitive,
}

impl From<PurposeArg> for Purpose {
    fn from(arg: PurposeArg) -> Self {
        match arg {
            PurposeArg::Service => Self::Service,
            PurposeArg::Marketing => Self::Marketing,
            PurposeArg::Sharing => Self::Sharing,
            PurposeArg::Sensitive => Self::Sensitive,
        }
    }
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    let op = match command {
        Command::List { who } => return list(app, who, out),
        Command::Add {
            who,
            purpose,
            channel,
            evidence,
            guardian,
        } => consent::Op::Record {
            id: who::one(app, who)?,
            given: consent::Given {
                purpose: (*purpose).into(),
                channel: channel.map(Channel::from),
                basis: Basis::Consent,
                evidence: evidence.clone(),
                guardian: guardian.clone(),
            },
        },
        Command::Withdraw { purpose, who } => consent::Op::Withdraw {
            ids: who::each(app, who)?,
            purpose: (*purpose).into(),
        },
    };
    let changed = app.run(&Op::Consent(op))?;
    told::done(out, &changed)
}

fn list(app: &mut App, who: &str, out: &mut Out) -> Result<()> {
    let id = who::one(app, who)?;
    let Answer::Register(all) = app.ask(&Query::Register { id })? else {
        return Ok(());
    };
    let (s, offset) = (out.s, out.now.offset);
    let day = |at: crate::domain::time::Millis| at.day(offset).to_string();
    let rows = all
        .iter()
        .map(|one| Row {
            cells: vec![
                (s.privacy.of_purpose)(one.purpose).to_owned(),
                one.channel.map_or(s.privacy.every_channel, |channel| label::channel(s, channel)).to_owned(),
                cell::cell(s, "customer", "legal_basis", &one.basis, offset),
                day(one.at),
                one.withdrawn_at.map(day).unwrap_or_default(),
                one.author.clone(),
                one.guardian.clone(),
                one.notice.clone(),
                one.evidence.clone(),
            ],
            json: json!({
                "id": one.id.to_string(), "purpose": one.purpose.code(), "channel": one.channel.map(Channel::code), "basis": one.basis,
                "at": day(one.at), "withdrawn_at": one.withdrawn_at.map(day), "author": one.author, "guardian": one.guardian,
                "notice": one.notice, "evidence": one.evidence,
            }),
        })
        .collect();
    let w = &s.privacy;
    let header = [
        w.purpose,
        s.field.channel,
        w.basis,
        s.field.at,
        w.withdrawn_at,
        s.field.author,
        w.guardian,
        w.notice,
        w.evidence,
    ];
    out.table("register", &header, rows)
}
