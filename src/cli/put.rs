//! The verbs of the reliability harnesses (`tests/harness`), over the same code as every other command. Compiled with the feature
//! `testkit` only; hidden from the help. Every verb ends with 0, or with one line on standard error and 2 to 9.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::anchor::{Care, Presence};
use crate::app::backup::Shelf;
use crate::app::clock::Clock;
use crate::app::import::incoming::Choices;
use crate::app::pace::Pace;
use crate::app::put::Numbered;
use crate::app::restore::restore;
use crate::app::salvage::salvage;
use crate::app::{Access, App, Error, Result, doctor, mutant};
use crate::domain::finding::{Verdict, worst};
use crate::domain::history::Source;
use crate::i18n::Strings;

/// A verb with what it works on.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// write, read, backup, restore, migrate, salvage, hold, import, rekey, setver or sql
    verb: String,
    rest: Vec<String>,
}

/// Runs a verb; returns the exit status.
pub fn run(args: &Args, s: &Strings) -> u8 {
    match perform(args, s) {
        Ok(status) => status,
        Err(error) => {
            let text = error.message(s).replace('\n', " ");
            super::out::say(&format!("ERROR {text}"));
            (error.status() as u8).max(2)
        }
    }
}

fn perform(args: &Args, s: &Strings) -> Result<u8> {
    let text = |n: usize| args.rest.get(n).map_or("", String::as_str);
    let path = |n: usize| PathBuf::from(text(n));
    match args.verb.as_str() {
        "write" => write(&path(0), text(1).parse().unwrap_or(1))?,
        "read" => return read(&path(0), s),
        "backup" => {
            open(&path(0), Access::Write)?.back_up_to(&path(1), &Pace::default())?;
            say("BACKUP ok");
        }
        "restore" => {
            restore(&path(1), &path(0), Clock::System, &care(&path(1)), None)?;
            say("RESTORE ok");
        }
        "migrate" => {
            open(&path(0), Access::Write)?;
            say("MIGRATE ok");
        }
        "salvage" => {
            let saved = salvage(&path(0), &path(1), Clock::System, None)?;
            say(&format!(
                "SALVAGED {}",
                saved.iter().map(|saved| saved.rows).sum::<u64>()
            ));
        }
        "hold" => {
            let seconds: f64 = text(1).parse().unwrap_or(1.0);
            open(&path(0), Access::Write)?.hold(|| {
                say("HELD");
                std::thread::sleep(Duration::from_secs_f64(seconds));
            })?;
        }
        "import" => {
            let mut app = open(&path(0), Access::Write)?;
            let incoming = app
                .read_in(vec![path(1)], Choices::default())
                .map_err(|_| Error::NothingSaid)?;
            app.run(&crate::app::op::Op::Import(Box::new(incoming.op)))?;
            say("IMPORT ok");
        }
        "setver" => {
            open(&path(0), Access::Write)?.sql(&format!("PRAGMA user_version={}", text(1)))?
        }
        "sql" => open(&path(0), Access::Write)?.sql(text(1))?,
        _ => {
            super::out::say("ERROR not yet");
            return Ok(2);
        }
    }
    Ok(0)
}

/// The anchor lies beside the file here, so that a harness carries both when it copies a folder.
fn care(path: &Path) -> Care {
    let folder = path.parent().map(Path::to_owned);
    Care {
        state: folder.filter(|_| std::env::var_os("SHUKE_ANCHOR").is_some()),
        second: None,
    }
}

fn open(path: &Path, access: Access) -> Result<App> {
    let mut app = App::open(path, access, Clock::System, Source::Cli)?;
    app.take_care(&care(path), Presence::Silent)?;
    Ok(app)
}

fn write(path: &Path, count: u64) -> Result<()> {
    match App::create(path, &Clock::System) {
        Err(error) if !error.is_already_there() => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut app = open(path, Access::Write)?;
    for _ in 0..count {
        let numbered = app.add_numbered(|row| {
            if mutant::is("ack_early") {
                acknowledge(row);
            }
        });
        match numbered {
            Ok(row) => {
                if !mutant::is("ack_early") {
                    acknowledge(&row);
                }
            }
            Err(_) if mutant::is("swallow") => acknowledge(&app.last_tried()),
            Err(error) => return Err(error),
        }
    }
    say("DONE");
    Ok(())
}

fn acknowledge(row: &Numbered) {
    say(&format!("ACK {} {}", row.number, row.digest));
}

fn read(path: &Path, s: &Strings) -> Result<u8> {
    let app = open(path, Access::Read)?;
    for row in app.numbered()? {
        say(&format!("ROW {} {}", row.number, row.digest));
    }
    say(&format!("HEAD {}", app.head()?));
    let mut problems: Vec<String> = app.torn()?.into_iter().collect();
    if !mutant::is("no_check") {
        let found = app.examine()?;
        if worst(&found) == Verdict::Wrong {
            let wrong = found.iter().filter(|found| found.verdict == Verdict::Wrong);
            let now = app.now();
            problems.extend(wrong.map(|found| (s.safe.detail)(s, found.part, &found.detail, now)));
        }
    } else if !doctor::are_pages_sound(&app)? {
        problems.push("pages".to_owned());
    }
    if Shelf::of(path).backups.len() > 1_000 {
        problems.push("backups do not rotate".to_owned());
    }
    let check = if problems.is_empty() {
        "ok".to_owned()
    } else {
        problems.join("; ").replace('\n', " ")
    };
    say(&format!("CHECK {check}"));
    Ok(if problems.is_empty() { 0 } else { 6 })
}

/// A line for the harness, flushed, because it counts from the moment it is read.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{text}").and_then(|()| out.flush()).is_err() {
        // Nobody listens any more: the harness has what it wanted.
    }
}
