//! What this computer last saw of a desk, kept outside its file: the newest op and its hash. Whoever puts an older file in place of the
//! newer one, or takes a journal away, cannot change this too by copying a folder. Decides nothing about what a difference means.

use std::path::{Path, PathBuf};

use super::history::Link;
use super::{Result, backup};
use crate::domain::id::OpId;
use crate::domain::time::Millis;

/// The longest anchor read, in bytes.
const LONGEST: usize = 4_096;

/// What was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub link: Link,
    /// When the op was done.
    pub at: Millis,
    /// What the file will end in if a restore that has begun goes through: until it is known, either will do.
    pub or: Option<Link>,
}

/// Where the anchor of a desk lies in a folder.
#[must_use]
pub fn place(folder: &Path, uid: &str) -> PathBuf {
    folder.join(format!("{uid}.anchor"))
}

/// Reads an anchor; one that is missing or unreadable says nothing, and never keeps a desk from opening.
#[must_use]
pub fn read(path: &Path) -> Option<Anchor> {
    let bytes = std::fs::read(path)
        .ok()
        .filter(|bytes| bytes.len() <= LONGEST)?;
    let text = String::from_utf8(bytes).ok()?;
    let mut words = text.split_whitespace();
    let (op, at, hash) = (words.next()?, words.next()?, words.next()?);
    let mut next = words.next();
    let mut or = None;
    if next == Some("or") {
        or = Some(Link {
            op: OpId(words.next()?.parse().ok()?),
            hash: words.next()?.to_owned(),
        });
        next = words.next();
    }
    // The last word says that the text is whole.
    (next == Some("end")).then_some(())?;
    Some(Anchor {
        or,
        link: Link {
            op: OpId(op.parse().ok()?),
            hash: hash.to_owned(),
        },
        at: Millis(at.parse().ok()?),
    })
}

/// Keeps an anchor, whole or not at all.
///
/// # Errors
/// What the system says; the older anchor stays then.
pub fn write(path: &Path, anchor: &Anchor) -> Result<()> {
    let Anchor { link, at, or } = anchor;
    let or = or
        .as_ref()
        .map_or_else(String::new, |or| format!("or {} {} ", or.op, or.hash));
    let text = format!("{} {} {} {or}end\n", link.op, at.0, link.hash);
    backup::write_whole(path, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_that_is_cut_or_garbled_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = place(folder.path(), "ab");
        let anchor = Anchor {
            link: Link {
                op: OpId(7),
                hash: "00ff".to_owned(),
            },
            at: Millis(9),
            or: Some(Link {
                op: OpId(8),
                hash: "11".to_owned(),
            }),
        };
        write(&path, &anchor).expect("kept");
        assert_eq!(read(&path), Some(anchor));
        let whole = std::fs::read(&path).expect("bytes");
        for length in 0..whole.len() - 1 {
            std::fs::write(&path, &whole[..length]).expect("cut");
            assert_eq!(read(&path), None, "{length}");
        }
        std::fs::write(&path, [0xff; 40]).expect("garbled");
        assert_eq!(read(&path), None);
        assert_eq!(read(&folder.path().join("none")), None);
    }
}
