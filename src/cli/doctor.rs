//! `shuke doctor` and `shuke salvage`: what is wrong with a file, and what can be saved of it.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::out::{Form, Out, Row};
use super::secret::Entrance;
use super::stop::Result;
use crate::app::anchor::{Care, Presence};
use crate::app::clock::Clock;
use crate::app::doctor::examine;
use crate::app::error::Status;
use crate::app::salvage::salvage;
use crate::app::{Access, App};
use crate::domain::finding::{Verdict, worst};
use crate::domain::history::Source;

/// Look everything over: the file's pages and records, its backups, its place; exit 6 when something is damaged
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Go on with a file that is older than this computer has seen it; the history says so
    #[arg(long)]
    accept: bool,
}

/// Save what can be read of a damaged file into a new one; the damaged file is left alone
#[derive(Debug, clap::Args)]
pub struct SalvageArgs {
    /// The damaged file
    damaged: PathBuf,
    /// The file to make
    file: PathBuf,
}

/// Looks a file over, which need not open; returns the exit status.
///
/// # Errors
/// The output cannot be written; for `--accept`, whatever refuses it.
pub fn run(
    path: &Path,
    args: &Args,
    care: &Care,
    entrance: &Entrance,
    out: &mut Out,
) -> Result<u8> {
    let s = out.s;
    let pass = entrance.pass(path, s)?;
    if args.accept {
        let mut app = match &pass {
            Some(pass) => App::open_with(pass, Access::Write, Clock::System, Source::Cli)?,
            None => App::open(path, Access::Write, Clock::System, Source::Cli)?,
        };
        app.take_care(care, Presence::Told)?;
        if app.accept()?.is_some() {
            out.talk(s.safe.accepted);
        }
    }
    let findings = examine(path, Clock::System, care, pass.as_ref(), s);
    let worst = worst(&findings);
    let rows = findings
        .iter()
        .map(|finding| {
            let sign = match finding.verdict {
                Verdict::Fine => "+",
                Verdict::Warning => "!",
                Verdict::Wrong => "X",
            };
            let text = (s.safe.detail)(s, finding.part, &finding.detail, out.now);
            Row {
                json: json!({ "part": finding.part.code(), "verdict": finding.verdict.code(), "message": text }),
                cells: vec![sign.to_owned(), (s.safe.part)(finding.part).to_owned(), text],
            }
        })
        .collect();
    out.table("doctor", &["", "", ""], rows)?;
    // What was said of its backups and places helps whoever lost it; whoever mistyped its name reads that there is none.
    if !path.exists() {
        out.talk(s.safe.no_such_file);
        return Ok(Status::NotFound as u8);
    }
    out.talk(match worst {
        Verdict::Fine => s.safe.all_fine,
        Verdict::Warning => s.safe.some_warnings,
        Verdict::Wrong => s.safe.some_wrong,
    });
    out.talk(s.lock.promise);
    Ok(match worst {
        Verdict::Wrong => Status::Damaged,
        Verdict::Fine | Verdict::Warning => Status::Done,
    } as u8)
}

/// Saves what can be saved, and tells how much that is.
///
/// # Errors
/// The new file is there already, or nothing can be read.
pub fn save(args: &SalvageArgs, entrance: &Entrance, out: &mut Out) -> Result<()> {
    let pass = entrance.pass(&args.damaged, out.s)?;
    let saved = salvage(&args.damaged, &args.file, Clock::System, pass.as_ref())?;
    let s = out.s;
    if out.form == Form::Json {
        let row = |saved: &crate::app::salvage::Saved| json!({ "table": saved.table, "rows": saved.rows, "expected": saved.expected });
        return out.document("salvage", saved.iter().map(row).collect());
    }
    for saved in saved
        .iter()
        .filter(|saved| saved.rows > 0 || saved.expected.is_some_and(|rows| rows > 0))
    {
        out.line(&(s.safe.saved)(saved.table, saved.rows, saved.expected))?;
    }
    out.talk(&(s.safe.salvaged)(&args.file.display().to_string()));
    Ok(())
}
