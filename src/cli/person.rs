//! `shuke person`: what somebody may ask of the shop that keeps their data: a copy, erasure, being set aside.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::out::{Form, Out};
use super::stop::{Result, Stop, missing};
use super::{told, who};
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::rights::{self, Certificate, Why};
use crate::app::{App, op::Op};
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::Kind;
use crate::i18n::Strings;
use crate::i18n::privacy::Certified;

/// What somebody may ask: a copy of everything, erasure, being set aside
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Write everything about one person into a folder, as a page and as JSON; it is noted
    Export {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// The folder; it is made if it is not there
        folder: PathBuf,
        /// Why; it stays for good and must not name the person
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Erase one person everywhere, for good; prints a certificate
    Erase {
        /// Id, name, phone, or a text that finds one customer
        who: String,
        /// Why; it stays for good and must not name the person
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Also write the certificate into this file
        #[arg(long, value_name = "FILE")]
        certificate: Option<PathBuf>,
        /// Yes, for good
        #[arg(long)]
        yes: bool,
    },
    /// Print the certificate of an erasure again
    Certificate {
        /// The operation that erased
        op: OpId,
    },
    /// Store this record and do nothing else with it: no list, search or report shows it
    Restrict {
        /// Id, name, phone, or a text that finds one customer
        who: String,
    },
    /// Put a record that was set aside back to work
    Release {
        /// The id; `shuke policy --json` names who is set aside
        id: CustomerId,
    },
}

/// Runs one of the commands.
///
/// # Errors
/// Nobody is meant, a file cannot be written, or the app refuses.
pub fn run(app: &mut App, command: &Command, out: &mut Out) -> Result<()> {
    match command {
        Command::Export {
            who,
            folder,
            reason,
        } => export(app, who, folder, reason, out),
        Command::Erase {
            who,
            reason,
            certificate,
            yes,
        } => {
            let id = anyone(app, who)?;
            if !yes {
                return Err(Stop::Unsure(out.s.privacy.say_yes));
            }
            let why = Why::Reason(reason.clone());
            let changed = app.run(&Op::Rights(rights::Op::Erase { ids: vec![id], why }))?;
            told::talk(out, &changed);
            certify(
                app,
                changed.op.unwrap_or_default(),
                certificate.as_deref(),
                out,
            )
        }
        Command::Certificate { op } => certify(app, *op, None, out),
        Command::Restrict { who } => {
            let id = anyone(app, who)?;
            let changed = app.run(&Op::Rights(rights::Op::Restrict { id }))?;
            told::done(out, &changed)
        }
        Command::Release { id } => {
            let changed = app.run(&Op::Rights(rights::Op::Release { id: *id }))?;
            told::done(out, &changed)
        }
    }
}

/// Whoever is meant, on the list or in the bin.
fn anyone(app: &mut App, text: &str) -> Result<CustomerId> {
    match who::one(app, text) {
        Err(Stop::NoOne(text)) => who::binned(app, &text),
        found => found,
    }
}

fn export(app: &mut App, who: &str, folder: &Path, reason: &str, out: &mut Out) -> Result<()> {
    let id = anyone(app, who)?;
    let reason = reason.to_owned();
    app.run(&Op::Rights(rights::Op::HandOver { id, reason }))?;
    let person = app.person(id, out.s)?;
    for path in person.save(folder, id)? {
        out.talk(&(out.s.privacy.saved)(&path.display().to_string()));
    }
    if out.form == Form::Json {
        out.document(
            "person",
            vec![json!({ "id": id, "folder": folder.display().to_string() })],
        )?;
    }
    Ok(())
}

/// Prints the certificate, and keeps it in a file where one is named.
pub(super) fn certify(app: &mut App, op: OpId, file: Option<&Path>, out: &mut Out) -> Result<()> {
    let Answer::Certificate(Some(found)) = app.ask(&Query::Certificate { op })? else {
        return Err(missing(Kind::Op));
    };
    let text = words(out.s, &found, out.now.offset);
    if let Some(file) = file {
        rights::save(file, &text)?;
        out.talk(&(out.s.privacy.saved)(&file.display().to_string()));
    }
    if out.form == Form::Json {
        let row = json!({
            "op": found.op, "at_ms": found.at.0, "shop": found.shop, "agent": found.agent, "reason": found.reason,
            "gone": found.gone, "marks": found.marks,
        });
        return out.document("certificate", vec![row]);
    }
    text.lines().try_for_each(|line| out.line(line))
}

fn words(s: &Strings, found: &Certificate, offset: chrono::FixedOffset) -> String {
    (s.privacy.certificate)(&Certified {
        shop: found.shop.clone(),
        at: found.at.at(offset).format("%Y-%m-%d %H:%M").to_string(),
        op: found.op.to_string(),
        agent: found.agent.clone(),
        reason: found.reason.clone(),
        marks: found.marks.clone(),
        gone: found.gone,
    })
}
