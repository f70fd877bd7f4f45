//! The shops that are measured: made up by the program's own generator, once a day, and kept under the target directory.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use shuke::app::clock::Clock;
use shuke::app::{Access, App};
use shuke::domain::history::Source;
use shuke::domain::record::Record;
use shuke::domain::time::Millis;
use shuke::shop;

pub const SMALL: usize = 10_000;
pub const LARGE: usize = 1_000_000;
const SEED: u64 = 1;
/// What is said twice in a doubled past lies so far apart, in milliseconds.
const APART_MS: i64 = 3_600_000;

/// How much was said with everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// About five interactions each.
    AsMade,
    /// About ten each.
    Doubled,
}

/// The file of a shop; made now unless today's is there.
pub fn of(customers: usize, past: Past) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let today = Clock::System.now().today();
    let name = format!("bench-{customers}-");
    let path = folder.join(format!("{name}{today}-{}.db", shuke::app::FORMAT));
    if path.exists() {
        return path;
    }
    remove_older(&folder, &name);
    let (start, part) = (Instant::now(), path.with_extension("part"));
    make(&part, customers, past);
    std::fs::rename(&part, &path).expect("a folder that can be written");
    eprintln!("made {} in {:.0?}", path.display(), start.elapsed());
    path
}

/// Yesterday's shop has other promises due; and a million customers are gigabytes.
fn remove_older(folder: &Path, name: &str) {
    std::fs::create_dir_all(folder).expect("a folder");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_name().to_string_lossy().starts_with(name) {
            std::fs::remove_file(entry.path()).expect("a file that can be removed");
        }
    }
}

fn make(path: &Path, customers: usize, past: Past) {
    App::create(path, &Clock::System).expect("a new file");
    let mut app = open(path, Access::Write);
    let records = shop::generate(SEED, app.now()).take(customers);
    let records = records.map(|record| match past {
        Past::AsMade => record,
        Past::Doubled => doubled(record),
    });
    app.fill(records, &Arc::default()).expect("a filled shop");
}

fn doubled(mut record: Record) -> Record {
    let again = record.said.clone().into_iter().map(|mut said| {
        said.at = Millis(said.at.0 - APART_MS);
        said
    });
    record.said.extend(again);
    record
}

/// A shop to write in: the one that is kept stays as it was made.
pub fn copy(original: &Path, name: &str) -> PathBuf {
    let folder = original.with_file_name(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("shop.db");
    std::fs::copy(original, &path).expect("room for a copy");
    path
}

/// Takes a copy away, with whatever came to lie beside it.
pub fn remove(copy: &Path) {
    let folder = copy.parent().expect("a folder of its own");
    std::fs::remove_dir_all(folder).expect("a folder that can be removed");
}

/// Opens a shop as the desk does.
pub fn open(path: &Path, access: Access) -> App {
    App::open(path, access, Clock::System, Source::Desk).expect("an open shop")
}
