//! Looking a desk over, from its first bytes to its backups, and saying of every part what was found. Changes nothing. What to do about
//! a finding is said in words by `i18n::safe`.

use std::path::Path;

use super::anchor::{Care, Presence};
use super::backup::{OLD_MS, Rehearsed, Shelf};
use super::clock::Clock;
use super::pass::Pass;
use super::sensitive::Tier;
use super::{Access, App, Error, Result};
use crate::domain::finding::{Detail, Finding, How, Missing, Part, Verdict, worst};
use crate::domain::history::Source;
use crate::domain::id::OpId;
use crate::domain::time::Millis;
use crate::i18n::Strings;
use crate::search::pinyin;
use crate::store::volume::{self, Ground};
use crate::store::{self, Db, check};
use crate::vault;

/// Room on the disk below which somebody must be told: twice the file, and at least this many bytes.
const ROOM: u64 = 64 << 20;

fn fine(part: Part, detail: Detail) -> Finding {
    found(part, Verdict::Fine, detail)
}

fn warning(part: Part, detail: Detail) -> Finding {
    found(part, Verdict::Warning, detail)
}

fn wrong(part: Part, detail: Detail) -> Finding {
    found(part, Verdict::Wrong, detail)
}

fn found(part: Part, verdict: Verdict, detail: Detail) -> Finding {
    Finding {
        part,
        verdict,
        detail,
    }
}

/// Looks a file over that may not even open.
#[must_use]
pub fn examine(
    path: &Path,
    clock: Clock,
    care: &Care,
    pass: Option<&Pass>,
    s: &Strings,
) -> Vec<Finding> {
    let opened = match pass {
        Some(pass) => App::open_with(pass, Access::Read, clock, Source::Cli),
        None => App::open(path, Access::Read, clock, Source::Cli),
    };
    let opened = opened.and_then(|mut app| {
        app.take_care(care, Presence::Silent)?;
        app.examine()
    });
    match opened {
        Ok(findings) => findings,
        Err(error) => {
            let mut findings = vec![wrong(Part::Opening, Detail::Refused(error.message(s)))];
            findings.extend(around(path, clock.now().at, care));
            findings
        }
    }
}

/// Whether nothing in an open file is damaged.
///
/// # Errors
/// Only what SQLite says when it cannot even look.
pub(super) fn is_sound(db: &Db) -> Result<bool> {
    Ok(worst(&inside(db)?) != Verdict::Wrong)
}

/// What a program sees that asks SQLite alone.
///
/// # Errors
/// Only what SQLite says when it cannot even look.
#[cfg(feature = "testkit")]
pub fn are_pages_sound(app: &App) -> Result<bool> {
    Ok(check::pages(&app.db)?.is_empty())
}

impl App {
    fn tier_finding(&self) -> Result<Finding> {
        let (count, unopened) = store::secret::count(&self.db)?;
        Ok(match self.tier() {
            Tier::Open => fine(Part::Tier, Detail::ByRole(count)),
            Tier::Held(_) if unopened > 0 => wrong(Part::Tier, Detail::Unopened(unopened)),
            Tier::Held(_) => fine(Part::Tier, Detail::Opened(count)),
            Tier::Absent | Tier::Denied => fine(Part::Tier, Detail::Sealed(count)),
        })
    }

    /// Looks this desk over.
    ///
    /// # Errors
    /// Only what SQLite says when it cannot even look.
    pub fn examine(&self) -> Result<Vec<Finding>> {
        let mut findings = vec![fine(Part::Opening, Detail::Format(super::FORMAT))];
        findings.extend(inside(&self.db)?);
        findings.push(self.tier_finding()?);
        if self.anchor_path().is_some() {
            findings.push(match self.missing()? {
                None => fine(Part::Anchor, Detail::Fits),
                Some(Missing { op, at, how }) => wrong(
                    Part::Anchor,
                    match how {
                        How::Gone => Detail::OpMissing(op, at),
                        How::Rewritten => Detail::OpRewritten(op, at),
                    },
                ),
            });
        }
        if let Some(path) = self.path() {
            findings.extend(around(path, self.now().at, &self.care));
        }
        Ok(findings)
    }
}

/// What can be said of the file's content.
fn inside(db: &Db) -> Result<Vec<Finding>> {
    let pages = check::pages(db)?;
    if let Some(first) = pages.into_iter().next() {
        // With a bad page everything else would only say the same in other words.
        return Ok(vec![wrong(Part::Pages, Detail::Sqlite(first))]);
    }
    let mut findings = vec![fine(Part::Pages, Detail::Sound)];
    findings.push(match store::file::check_references(db) {
        Ok(()) => fine(Part::References, Detail::Sound),
        Err(store::Error::Constraint(table)) => wrong(Part::References, Detail::Table(table)),
        Err(error) => return Err(error.into()),
    });
    findings.push(chain(db)?);
    findings.push(rows(db)?);
    findings.push(match check::derived(db, pinyin::sort_key)? {
        None => fine(Part::Derived, Detail::Sound),
        Some(table) => wrong(Part::Derived, Detail::Table(table.to_owned())),
    });
    Ok(findings)
}

fn chain(db: &Db) -> Result<Finding> {
    if check::counter_is_behind(db)? {
        return Ok(wrong(Part::Chain, Detail::Counter));
    }
    Ok(match store::history::verify(db, vault::digest)? {
        (count, None) => fine(Part::Chain, Detail::Ops(count)),
        (_, Some(op)) => wrong(Part::Chain, Detail::BrokenAt(op)),
    })
}

fn rows(db: &Db) -> Result<Finding> {
    let found = check::rows(db, vault::digest)?;
    Ok(match found.astray {
        None => fine(
            Part::Rows,
            Detail::Rows {
                proved: found.proved,
                older: found.older,
            },
        ),
        Some(astray) => wrong(
            Part::Rows,
            Detail::RowAstray {
                table: astray.table.to_owned(),
                row: astray.row,
                op: astray.op.unwrap_or(OpId(0)),
            },
        ),
    })
}

/// What can be said of a file without opening it: rights, place, room, backups.
fn around(path: &Path, now: Millis, care: &Care) -> Vec<Finding> {
    let mut findings = vec![rights(path), ground(path), room(path)];
    findings.push(backups(path, now));
    findings.push(rehearsal(path, now));
    findings.push(second(path, now, care));
    findings
}

fn rights(path: &Path) -> Finding {
    let folder = super::backup::folder_of(path);
    let open = [path, folder.as_path()]
        .into_iter()
        .find(|path| volume::is_open_to_others(path));
    match open {
        Some(path) => warning(
            Part::Rights,
            Detail::OpenToOthers(path.display().to_string()),
        ),
        None => fine(Part::Rights, Detail::Private),
    }
}

fn ground(path: &Path) -> Finding {
    match volume::ground(path) {
        Ground::Local => fine(Part::Place, Detail::Local),
        Ground::Network => warning(Part::Place, Detail::Network),
        Ground::Cloud(owner) => warning(Part::Place, Detail::Cloud(owner)),
    }
}

fn room(path: &Path) -> Finding {
    let length = std::fs::metadata(path).map_or(0, |found| found.len());
    match volume::free_bytes(path) {
        Some(free) if free < ROOM.max(2 * length) => warning(Part::Room, Detail::Bytes(free)),
        Some(free) => fine(Part::Room, Detail::Bytes(free)),
        None => fine(Part::Room, Detail::Unknown),
    }
}

fn backups(path: &Path, now: Millis) -> Finding {
    let shelf = Shelf::of(path);
    let Some(newest) = shelf.newest() else {
        return warning(Part::Backups, Detail::Never);
    };
    match newest.is_unchanged() {
        Ok(true) if now.0 - newest.at.0 > OLD_MS => {
            warning(Part::Backups, Detail::Since(newest.at))
        }
        Ok(true) => fine(Part::Backups, Detail::Since(newest.at)),
        Ok(false) | Err(_) => wrong(Part::Backups, Detail::Changed(newest.name())),
    }
}

fn rehearsal(path: &Path, now: Millis) -> Finding {
    match Shelf::of(path).rehearsed {
        None => fine(Part::Rehearsal, Detail::NotYet),
        Some(Rehearsed {
            at,
            went_well: false,
        }) => wrong(Part::Rehearsal, Detail::Failed(at)),
        Some(Rehearsed { at, .. }) if now.0 - at.0 > 2 * 30 * 86_400_000 => {
            warning(Part::Rehearsal, Detail::Since(at))
        }
        Some(Rehearsed { at, .. }) => fine(Part::Rehearsal, Detail::Since(at)),
    }
}

fn second(path: &Path, now: Millis, care: &Care) -> Finding {
    let Some(folder) = care.second.as_ref() else {
        return fine(Part::Second, Detail::NotSet);
    };
    let newest = Shelf::in_folder(folder, path).backups.into_iter().next();
    match newest {
        Some(kept) if now.0 - kept.at.0 <= 7 * 86_400_000 => {
            fine(Part::Second, Detail::Since(kept.at))
        }
        Some(kept) => warning(Part::Second, Detail::Since(kept.at)),
        None => warning(Part::Second, Detail::Away(folder.display().to_string())),
    }
}

/// Whether a refusal is one that a restore can help with.
#[must_use]
pub fn is_damage(error: &Error) -> bool {
    matches!(
        error,
        Error::Store(store::Error::Empty(_) | store::Error::Damaged(_))
    )
}
