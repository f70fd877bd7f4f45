//! The verbs of the reliability harnesses (`tests/harness`), over the same code as every other command. Compiled with the feature
//! `testkit` only; hidden from the help. Every verb ends with 0, or with one line on standard error and 2 to 9.

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use zeroize::{Zeroize as _, Zeroizing};

use crate::app::anchor::{Care, Presence};
use crate::app::answer::Answer;
use crate::app::backup::Shelf;
use crate::app::clock::Clock;
use crate::app::import::incoming::Choices;
use crate::app::pace::Pace;
use crate::app::pass::{Door, Pass, Passphrase, cost, door};
use crate::app::put::Numbered;
use crate::app::query::Query;
use crate::app::restore::restore;
use crate::app::salvage::salvage;
use crate::app::{Access, App, Error, Result, doctor, mutant};
use crate::domain::finding::{Verdict, worst};
use crate::domain::history::Source;
use crate::domain::mask::hide;
use crate::i18n::Strings;

/// The longest passphrase, in bytes.
const LINE_BYTES: usize = 1024;

/// A verb with what it works on.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// write, read, search, export, backup, restore, migrate, rekey, salvage, hold, import, merge, erase, encrypt, decrypt, setver or sql
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
    let number = |n: usize| text(n).parse().unwrap_or(0);
    let entry = Entry::read()?;
    match args.verb.as_str() {
        "write" => write(&entry, &path(0), text(1).parse().unwrap_or(1))?,
        "read" => return read(&entry, &path(0), s),
        "backup" => {
            entry
                .open(&path(0), Access::Write)?
                .back_up_to(&path(1), &Pace::default())?;
            say("BACKUP ok");
        }
        "restore" => {
            let (from, to) = (path(0), path(1));
            let pass = entry.pass(&from)?.map(|pass| pass.for_file(&to));
            restore(&to, &from, Clock::System, &care(&to), pass.as_ref())?;
            say("RESTORE ok");
        }
        "migrate" => {
            entry.open(&path(0), Access::Write)?;
            say("MIGRATE ok");
        }
        "salvage" => {
            let pass = entry.pass(&path(0))?;
            let saved = salvage(&path(0), &path(1), Clock::System, pass.as_ref())?;
            say(&format!(
                "SALVAGED {}",
                saved.iter().map(|saved| saved.rows).sum::<u64>()
            ));
        }
        "rekey" => {
            let pass = entry.pass(&path(0))?.ok_or(Error::NotEncrypted)?;
            let mut app = opened(&path(0), Access::Write, Some(&pass))?;
            app.take_care(&care(&path(0)), Presence::Silent)?;
            app.rekey(pass, None)?;
            say("REKEY ok");
        }
        "search" => search(&entry, &path(0), text(1))?,
        "export" => {
            entry
                .open(&path(0), Access::Read)?
                .export_numbered(&path(1))?;
            say("EXPORT ok");
        }
        "hold" => {
            let seconds: f64 = text(1).parse().unwrap_or(1.0);
            let mut app = entry.open(&path(0), Access::Write)?;
            // As the desk does: once it is open, nobody needs the passphrase any more.
            drop(entry);
            app.take_care(&care(&path(0)), Presence::Told)?;
            app.hold(|| {
                say("HELD");
                std::thread::sleep(Duration::from_secs_f64(seconds));
            })?;
        }
        "import" => {
            let mut app = entry.open(&path(0), Access::Write)?;
            let incoming = app
                .read_in(vec![path(1)], Choices::default())
                .map_err(|_| Error::NothingSaid)?;
            app.run(&crate::app::op::Op::Import(Box::new(incoming.op)))?;
            say("IMPORT ok");
        }
        "merge" => {
            let mut app = entry.open(&path(0), Access::Write)?;
            app.merge_numbered(number(1), number(2))?;
            say("MERGE ok");
        }
        "erase" => {
            let mut app = entry.open(&path(0), Access::Write)?;
            app.erase_numbered(number(1))?;
            say("ERASE ok");
        }
        "encrypt" => {
            let passphrase = entry.0.as_ref().ok_or(Error::NothingSaid)?;
            let clock = Clock::System;
            App::encrypt(&path(0), clock, Source::Cli, "owner", passphrase, cost()?)?;
            say("ENCRYPT ok");
        }
        "decrypt" => {
            entry.open(&path(0), Access::Write)?.decrypt()?;
            say("DECRYPT ok");
        }
        "setver" => entry
            .open(&path(0), Access::Write)?
            .sql(&format!("PRAGMA user_version={}", text(1)))?,
        "sql" => entry.open(&path(0), Access::Write)?.sql(text(1))?,
        other => {
            super::out::say(&format!("ERROR no such verb: {other}"));
            return Ok(2);
        }
    }
    Ok(0)
}

/// The anchor lies beside the file here, so that a harness carries both when it copies a folder.
fn care(path: &Path) -> Care {
    let folder = path.parent().map(Path::to_owned);
    let beside = folder.filter(|_| std::env::var_os("SHUKE_ANCHOR").is_some());
    Care {
        // A test with real windows names their folder, so that they hear of the harness.
        state: std::env::var_os("SHUKE_STATE")
            .map(PathBuf::from)
            .or(beside),
        second: None,
    }
}

/// How the harness gets in: with the first line of the input where it wants encrypted files, else with nothing.
struct Entry(Option<Passphrase>);

impl Entry {
    fn read() -> Result<Self> {
        if std::env::var_os("SHUKE_LOCKED").is_none() {
            return Ok(Self(None));
        }
        // Not through the buffer of the standard input, which keeps what went through it.
        let mut typed = Zeroizing::new(Vec::with_capacity(LINE_BYTES));
        let mut input = std::fs::File::open("/dev/fd/0").map_err(|_| Error::NothingSaid)?;
        let mut byte = [0];
        while typed.len() < LINE_BYTES && matches!(input.read(&mut byte), Ok(1)) && byte != *b"\n" {
            typed.push(byte[0]);
        }
        byte.zeroize();
        let typed = std::str::from_utf8(&typed).map_err(|_| Error::NothingSaid)?;
        if mutant::is("keep_passphrase") {
            std::mem::forget(typed.to_owned());
        }
        Ok(Self(Some(Passphrase::new(typed.trim_end().to_owned()))))
    }

    /// `None` for a plain file.
    fn pass(&self, path: &Path) -> Result<Option<Pass>> {
        match (door(path)?, &self.0) {
            (Door::Locked(_), Some(passphrase)) => {
                Ok(Some(Pass::unlock(path, None, passphrase, Clock::System)?))
            }
            _ => Ok(None),
        }
    }

    fn open(&self, path: &Path, access: Access) -> Result<App> {
        let pass = self.pass(path)?;
        let mut app = opened(path, access, pass.as_ref())?;
        app.take_care(&care(path), Presence::Silent)?;
        Ok(app)
    }

    /// Makes a file where there is none. A kill on the way to an encrypted one is made up for by the next writer.
    fn make(&self, path: &Path) -> Result<()> {
        match App::create(path, &Clock::System) {
            Err(error) if !error.is_already_there() => return Err(error),
            Ok(()) | Err(_) => {}
        }
        match &self.0 {
            Some(passphrase) if door(path)? == Door::Open => {
                let (clock, name) = (Clock::System, "owner");
                App::encrypt(path, clock, Source::Cli, name, passphrase, cost()?).map(drop)
            }
            _ => Ok(()),
        }
    }
}

fn opened(path: &Path, access: Access, pass: Option<&Pass>) -> Result<App> {
    match pass {
        Some(pass) => App::open_with(pass, access, Clock::System, Source::Cli),
        None => App::open(path, access, Clock::System, Source::Cli),
    }
}

/// Finds customers as the desk's field does.
fn search(entry: &Entry, path: &Path, text: &str) -> Result<()> {
    let mut app = entry.open(path, Access::Read)?;
    while !app.warm()? {}
    // A numbered name looks like a number, so it is shown hidden: what was asked for is told by how it looks then.
    let mut shown = text.to_owned();
    hide(&mut shown);
    let asked = text.to_owned();
    if let Answer::Hits(hits) = app.ask(&Query::Find { text: asked })? {
        for hit in &hits.rows {
            let name = if hit.name == shown { text } else { &hit.name };
            say(&format!("HIT {name}"));
        }
    }
    Ok(())
}

fn write(entry: &Entry, path: &Path, count: u64) -> Result<()> {
    entry.make(path)?;
    let mut app = entry.open(path, Access::Write)?;
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

fn read(entry: &Entry, path: &Path, s: &Strings) -> Result<u8> {
    let app = entry.open(path, Access::Read)?;
    for row in app.numbered()? {
        say(&format!("ROW {} {}", row.number, row.digest));
    }
    for (table, count) in app.counts()? {
        say(&format!("COUNT {table} {count}"));
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
