//! `shuke backup` and `shuke restore`: copies of the whole file, and the way back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::import::with_progress;
use super::out::{Form, Out, Row};
use super::secret::Entrance;
use super::stop::Result;
use crate::app::anchor::Care;
use crate::app::backup::{Kept, Shelf};
use crate::app::clock::Clock;
use crate::app::pace::Pace;
use crate::app::pass::keys_lie_beside;
use crate::app::restore::restore;
use crate::app::{App, Error};
use crate::domain::rotation::Reason;
use crate::i18n::safe;

/// Copy the whole file, check the copy and keep it; old copies thin out by themselves
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Where the copy goes, a folder or a new name, instead of the folder beside the file
    #[arg(long, value_name = "PATH")]
    to: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List the backups, newest first
    List,
    /// Copy the newest backup to the second place that the settings name
    Away,
    /// Restore the newest backup into a temporary file and check everything in it
    Rehearse,
}

/// Bring a backup back; the file as it is gets backed up first
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// `latest`, a name that `backup list` prints, or a path
    which: String,
}

/// Makes, lists, copies or rehearses.
///
/// # Errors
/// The copy cannot be written, or does not turn out like the file.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    match &args.command {
        Some(Command::List) => list(app, out),
        Some(Command::Away) => {
            let kept = app.copy_away()?;
            let text = (out.s.safe.copied)(&kept.path.display().to_string());
            told(&kept, &text, out)
        }
        Some(Command::Rehearse) => rehearse(app, out),
        None => make(app, args.to.as_deref(), out),
    }
}

fn make(app: &App, to: Option<&Path>, out: &mut Out) -> Result<()> {
    let pace = Arc::new(Pace::default());
    let kept = with_progress(&Arc::clone(&pace), out, || match to {
        None => app.back_up(Reason::Asked, &pace),
        Some(to) if to.is_dir() => {
            let path = app.path().ok_or(Error::NoFile)?;
            app.back_up_to(&Shelf::in_folder(to, path).name_for(app.now().at), &pace)
        }
        Some(to) => app.back_up_to(to, &pace),
    })?;
    let text = (out.s.safe.made)(&kept.path.display().to_string());
    told(&kept, &text, out)
}

fn told(kept: &Kept, text: &str, out: &mut Out) -> Result<()> {
    if out.form == Form::Json {
        return out.document("backup", vec![shape(kept)]);
    }
    out.line(text)
}

fn shape(kept: &Kept) -> Value {
    let mut json = kept.json();
    json["path"] = json!(kept.path.display().to_string());
    json
}

fn list(app: &App, out: &mut Out) -> Result<()> {
    let (s, now) = (out.s, out.now);
    let row = |kept: &Kept| Row {
        cells: vec![
            kept.name(),
            safe::when(s, kept.at, now),
            (s.safe.reason)(kept.reason).to_owned(),
            (s.safe.customers)(kept.facts.count("customer")),
            safe::size(kept.bytes),
        ],
        json: shape(kept),
    };
    let shelf = app.shelf();
    if shelf.backups.is_empty() && out.form != Form::Json {
        out.talk(s.safe.none);
    }
    let rows = shelf.backups.iter().map(row).collect();
    out.table("backups", &[s.safe.title, s.field.at, "", "", ""], rows)
}

fn rehearse(app: &App, out: &mut Out) -> Result<()> {
    let rehearsed = app.rehearse()?;
    if out.form == Form::Json {
        let row = json!({ "at_ms": rehearsed.at.0, "went_well": rehearsed.went_well });
        return out.document("rehearsal", vec![row]);
    }
    let detail = if rehearsed.went_well {
        crate::domain::finding::Detail::Since(rehearsed.at)
    } else {
        crate::domain::finding::Detail::Failed(rehearsed.at)
    };
    let part = crate::domain::finding::Part::Rehearsal;
    out.line(&(out.s.safe.detail)(out.s, part, &detail, out.now))
}

/// Restores over a file that may be missing or damaged.
///
/// # Errors
/// There is no such backup, it is damaged or another shop's, or the file is in use.
pub fn bring_back(
    path: &Path,
    args: &RestoreArgs,
    care: &Care,
    entrance: &Entrance,
    out: &mut Out,
) -> Result<()> {
    let from = Shelf::of(path).find(&args.which).ok_or(Error::NoBackup)?;
    // The backup's own keys, where the file's are lost with it.
    let keyed = if keys_lie_beside(path) { path } else { &from };
    let pass = entrance.pass(keyed, out.s)?;
    let pass = pass.map(|pass| pass.for_file(path));
    let restored = restore(path, &from, Clock::System, care, pass.as_ref())?;
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    let before = restored
        .before
        .as_ref()
        .map(|path| path.display().to_string());
    if out.form == Form::Json {
        return out.document(
            "restored",
            vec![json!({
                "from": from.display().to_string(), "customers": restored.customers, "before": before,
            })],
        );
    }
    out.line(&(out.s.safe.restored)(&name, restored.customers))?;
    if let Some(before) = before {
        out.talk(&(out.s.safe.before)(&before));
    }
    Ok(())
}
