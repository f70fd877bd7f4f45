//! Saving what can be saved of a damaged file into a new one. The damaged file is copied first and never opened as a database.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::clock::Clock;
use super::op::Op;
use super::pass::Pass;
use super::restore::with_suffix;
use super::{Access, App, Error, Result, derived, file};
use crate::domain::history::Source;
use crate::store;
use crate::store::backup as copies;
use crate::store::cipher::RawKey;
use crate::vault;

pub use crate::store::salvage::Saved;

/// Makes a new file of every row that can be read; says for every table how many there were.
///
/// # Errors
/// The new file is there already or cannot be written, or the damaged one cannot be read at all.
pub fn salvage(from: &Path, to: &Path, clock: Clock, pass: Option<&Pass>) -> Result<Vec<Saved>> {
    let key = pass.and_then(Pass::raw_key);
    if to.exists() {
        return Err(store::Error::Exists(to.to_owned()).into());
    }
    let (wreck, part) = (with_suffix(to, ".wreck.part"), copies::part_of(to));
    copies::sweep(&wreck);
    copies::sweep(&part);
    let saved = copied(from, &wreck).and_then(|()| poured(&wreck, &part, clock, key));
    copies::sweep(&wreck);
    let saved = saved.and_then(|saved| {
        let is_empty = saved.iter().all(|saved| saved.rows == 0);
        if is_empty && key.is_none() && !store::cipher::is_plain(from).unwrap_or(true) {
            return Err(Error::KeysGone(from.to_owned()));
        }
        if is_empty {
            return Err(Error::NothingSaved);
        }
        if key.is_some() {
            vault::copies::copy(from, to)?;
        }
        copies::settle(&part, to)?;
        Ok(saved)
    });
    if saved.is_err() {
        copies::sweep(&part);
    }
    saved
}

/// Copies the damaged file and its journal byte by byte; sectors that cannot be read stay zero.
fn copied(from: &Path, wreck: &Path) -> Result<()> {
    let io = |source| store::Error::Io {
        path: from.to_owned(),
        source,
    };
    copy_around_holes(from, wreck).map_err(io)?;
    let journal = with_suffix(from, "-journal");
    if journal.exists() {
        copy_around_holes(&journal, &with_suffix(wreck, "-journal")).map_err(io)?;
    }
    Ok(())
}

/// Bytes asked for at once; a part of that many that cannot be read stays zero.
const SECTOR: usize = 4_096;

fn copy_around_holes(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut source = fs::File::open(from)?;
    let length = source.metadata()?.len();
    fs::File::create(to)?.set_len(length)?;
    private(to)?;
    let mut copy = fs::OpenOptions::new().write(true).open(to)?;
    let mut sector = [0; SECTOR];
    let mut at = 0;
    while at < length {
        source.seek(SeekFrom::Start(at))?;
        match source.read(&mut sector) {
            Ok(0) => break,
            Ok(read) => {
                copy.seek(SeekFrom::Start(at))?;
                copy.write_all(&sector[..read])?;
                at += read as u64;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => at = (at / SECTOR as u64 + 1) * SECTOR as u64,
        }
    }
    Ok(())
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// What was readable must not become so: the new file of an encrypted one has the same key.
fn poured(wreck: &Path, part: &Path, clock: Clock, key: Option<&RawKey>) -> Result<Vec<Saved>> {
    let random = || vault::random().map_err(|_| Error::NoRandom);
    let (seed, chain, now) = (random()?, random()?, clock.now().at);
    let keys = key.map(|key| (key, &chain));
    store::file::create_with(part, vault::digest, now, seed, keys)?;
    let opened = super::connect(part, Access::Write, &clock, key)?;
    let mut app = App::over(opened, Some(part.to_owned()), clock, Source::Cli);
    app.is_encrypted = key.is_some();
    app.run(&Op::File(file::Op::Salvage {
        from: wreck.to_owned(),
        key: key.copied(),
    }))?;
    let today = app.now().today();
    let tx = store::file::begin(&mut app.db)?;
    derived::settle(&tx, today)?;
    store::file::commit(tx)?;
    Ok(store::salvage::tally(&app.db, wreck, key)?)
}
