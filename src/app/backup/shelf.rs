//! The folder of backups of one desk file: what lies there, the next name, what interrupted work left. Only what has a manifest counts.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::manifest::{Kept, beside};
use super::{folder_of, moment};
use crate::app::Result;
use crate::domain::time::Millis;
use crate::store::backup as copies;

/// What came of the last rehearsal of a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rehearsed {
    pub at: Millis,
    pub went_well: bool,
}

/// The backups of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shelf {
    pub folder: PathBuf,
    /// The newest first.
    pub backups: Vec<Kept>,
    pub rehearsed: Option<Rehearsed>,
    /// Where a second copy goes, if anywhere.
    pub second: Option<PathBuf>,
    /// When the newest backup there was made; `None` when there is none, or the place is away.
    pub second_at: Option<Millis>,
    /// The start of every name.
    stem: String,
}

/// Whether what follows the stem is a name this program gives: `shop-2.db` has its backups in the same folder as `shop.db`, and neither
/// must count, or drop, those of the other.
fn is_ours(rest: &str) -> bool {
    let digits =
        |text: Option<&str>| text.is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit()));
    let is_moment = digits(rest.get(..8))
        && rest.get(8..9) == Some("T")
        && digits(rest.get(9..15))
        && rest.get(15..16) == Some("Z");
    is_moment || rest.starts_with("rehearsal.")
}

impl Shelf {
    /// The backups beside a file.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        Self::in_folder(&folder_of(path), path)
    }

    /// The backups of a file that lie in some folder.
    #[must_use]
    pub fn in_folder(folder: &Path, path: &Path) -> Self {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut shelf = Self {
            folder: folder.to_owned(),
            stem: format!("{stem}-"),
            ..Self::default()
        };
        shelf.backups = shelf
            .files()
            .filter(|path| path.extension().is_some_and(|end| end == "db"))
            .filter_map(|path| Kept::read(&path))
            .collect();
        shelf
            .backups
            .sort_by_key(|kept| std::cmp::Reverse((kept.at, kept.path.clone())));
        shelf.rehearsed = shelf.read_rehearsal();
        shelf
    }

    /// The newest backup.
    #[must_use]
    pub fn newest(&self) -> Option<&Kept> {
        self.backups.first()
    }

    fn files(&self) -> impl Iterator<Item = PathBuf> {
        fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.strip_prefix(&self.stem).is_some_and(is_ours)
            })
    }

    /// A name that nothing has yet: the moment, in UTC.
    #[must_use]
    pub fn name_for(&self, at: Millis) -> PathBuf {
        let stamp = moment(at).format("%Y%m%dT%H%M%SZ");
        let named = |n: usize| match n {
            0 => self.folder.join(format!("{}{stamp}.db", self.stem)),
            n => self.folder.join(format!("{}{stamp}-{n}.db", self.stem)),
        };
        (0..1_000)
            .map(named)
            .find(|path| !path.exists() && !copies::part_of(path).exists())
            .unwrap_or_else(|| named(1_000))
    }

    /// Takes away what interrupted work left: half-written files, and manifests of backups that never came to be.
    pub(super) fn sweep(&self) {
        let ends = |path: &Path, end: &str| path.extension().is_some_and(|found| found == end);
        for part in self.files().filter(|path| ends(path, "part")) {
            copies::sweep_leftover(&part);
        }
        for manifest in self.files().filter(|path| ends(path, "json")) {
            let of = manifest.with_extension("");
            // Another window's backup has a manifest a moment before it has its name.
            if !copies::part_of(&of).exists() && !of.exists() {
                copies::sweep(&manifest);
            }
        }
    }

    fn rehearsal(&self) -> PathBuf {
        self.folder.join(format!("{}rehearsal.note", self.stem))
    }

    pub(super) fn note_rehearsal(&self, rehearsed: Rehearsed) -> Result<()> {
        let note = json!({ "at_ms": rehearsed.at.0, "went_well": rehearsed.went_well });
        Ok(copies::write_whole(&self.rehearsal(), &note.to_string())?)
    }

    fn read_rehearsal(&self) -> Option<Rehearsed> {
        let note: Value = serde_json::from_slice(&fs::read(self.rehearsal()).ok()?).ok()?;
        Some(Rehearsed {
            at: Millis(note.get("at_ms")?.as_i64()?),
            went_well: note.get("went_well")?.as_bool()?,
        })
    }

    /// The backup that a person names: `latest`, its name, or a path to it.
    #[must_use]
    pub fn find(&self, named: &str) -> Option<PathBuf> {
        if named == "latest" {
            return self.newest().map(|kept| kept.path.clone());
        }
        let here = self
            .backups
            .iter()
            .find(|kept| kept.name() == named || kept.name().trim_end_matches(".db") == named);
        match here {
            Some(kept) => Some(kept.path.clone()),
            None => Some(PathBuf::from(named)).filter(|path| path.exists()),
        }
    }

    /// The manifest of a file, whether it lies here or elsewhere.
    #[must_use]
    pub fn manifest_of(path: &Path) -> Option<Kept> {
        beside(path).exists().then(|| Kept::read(path)).flatten()
    }
}
