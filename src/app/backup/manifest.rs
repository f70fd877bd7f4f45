//! What is written beside a backup: when and why it was made, the newest op and its hash, the rows of every table, its SHA-256. Says
//! nothing about anybody in it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{fingerprint, moment};
use crate::app::Result;
use crate::domain::id::OpId;
use crate::domain::rotation::Reason;
use crate::domain::time::Millis;
use crate::store;
use crate::store::backup::{self as copies, Facts};
use crate::store::erasure::Entry;
use crate::store::history::Link;
use crate::vault;

/// The longest manifest read, in bytes.
const LONGEST: usize = 8 * 1024 * 1024;

/// A backup that was opened, checked and compared when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub path: PathBuf,
    pub at: Millis,
    pub reason: Reason,
    pub bytes: u64,
    /// In hexadecimal digits.
    pub sha256: String,
    pub facts: Facts,
}

impl Kept {
    /// The newest op in it.
    #[must_use]
    pub fn link(&self) -> Option<Link> {
        self.facts.head.clone()
    }

    /// Its name in the folder.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// The manifest as programs read it.
    #[must_use]
    pub fn json(&self) -> Value {
        let counts: serde_json::Map<String, Value> = self
            .facts
            .counts
            .iter()
            .map(|(table, count)| (table.clone(), json!(count)))
            .collect();
        let erased: serde_json::Map<String, Value> = self
            .facts
            .erased
            .iter()
            .map(|entry| (entry.mark.clone(), json!(entry.at.0)))
            .collect();
        json!({
            "shuke": 1, "kind": "backup", "file": self.name(), "at": moment(self.at).to_rfc3339(), "at_ms": self.at.0,
            "reason": self.reason.code(), "format": self.facts.format, "desk": self.facts.uid,
            "op": self.facts.head.as_ref().map(|link| link.op), "hash": self.facts.head.as_ref().map(|link| &link.hash),
            "rows": counts, "erased": erased, "bytes": self.bytes, "sha256": self.sha256,
        })
    }

    pub(super) fn write(&self) -> Result<()> {
        let text = format!("{:#}\n", self.json());
        Ok(copies::write_whole(&beside(&self.path), &text)?)
    }

    /// Reads the manifest of a backup; `None` when it has none, or none that can be read.
    #[must_use]
    pub fn read(path: &Path) -> Option<Self> {
        let text = std::fs::read(beside(path)).ok()?;
        let json: Value = serde_json::from_slice(text.get(..text.len().min(LONGEST))?).ok()?;
        let text = |name: &str| Some(json.get(name)?.as_str()?.to_owned());
        let head = match (text("op"), text("hash")) {
            (Some(op), Some(hash)) => Some(Link {
                op: OpId(op.parse().ok()?),
                hash,
            }),
            _ => None,
        };
        let counts = json.get("rows")?.as_object()?;
        // A manifest from before there was a ledger has none.
        let erased = json.get("erased").and_then(Value::as_object);
        Some(Self {
            path: path.to_owned(),
            at: Millis(json.get("at_ms")?.as_i64()?),
            reason: Reason::from_code(&text("reason")?)?,
            bytes: json.get("bytes")?.as_u64()?,
            sha256: text("sha256")?,
            facts: Facts {
                format: json.get("format")?.as_i64()?,
                uid: text("desk")?,
                head,
                counts: counts
                    .iter()
                    .map(|(table, count)| Some((table.clone(), count.as_i64()?)))
                    .collect::<Option<_>>()?,
                erased: erased
                    .into_iter()
                    .flatten()
                    .map(|(mark, at)| {
                        Some(Entry {
                            mark: mark.clone(),
                            at: Millis(at.as_i64()?),
                        })
                    })
                    .collect::<Option<_>>()?,
            },
        })
    }

    /// Whether the file still is, byte for byte, what was checked when it was made.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn is_unchanged(&self) -> Result<bool> {
        let (bytes, sha256) = fingerprint(&self.path)?;
        Ok(bytes == self.bytes && sha256 == self.sha256)
    }

    pub(super) fn remove(&self) -> std::io::Result<()> {
        std::fs::remove_file(&self.path)?;
        for keys in vault::copies::paths(&self.path) {
            // A plain backup has none.
            drop(std::fs::remove_file(keys));
        }
        std::fs::remove_file(beside(&self.path))
    }

    /// Copies it elsewhere, and reads the copy back before it is called one.
    pub(super) fn copy_to(&self, to: &Path) -> Result<Self> {
        let io = |path: &Path, source| store::Error::Io {
            path: path.to_owned(),
            source,
        };
        let part = copies::part_of(to);
        copies::sweep(&part);
        let copied = std::fs::copy(&self.path, &part)
            .and_then(|_| std::fs::File::open(&part)?.sync_all())
            .map_err(|error| io(to, error).into())
            .and_then(|()| fingerprint(&part));
        match copied {
            Ok((bytes, sha256)) if bytes == self.bytes && sha256 == self.sha256 => {}
            Ok(_) => {
                copies::sweep(&part);
                return Err(store::Error::Damaged(self.path.clone()).into());
            }
            Err(error) => {
                copies::sweep(&part);
                return Err(error);
            }
        }
        let copy = Self {
            path: to.to_owned(),
            ..self.clone()
        };
        copy.write()?;
        if vault::copies::exist(&self.path) {
            vault::copies::copy(&self.path, to)?;
        }
        copies::settle(&part, to)?;
        Ok(copy)
    }
}

/// Where the manifest of a backup lies.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".json");
    PathBuf::from(name)
}
