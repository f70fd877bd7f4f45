//! The search index in a file beside the desk's own, so that it need not be made anew at every start: only this user may read it, an
//! encrypted desk has none, and whatever does not belong to the desk as it is now is passed over. Losing it costs time and nothing else.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::app::Result;
use crate::domain::id::OpId;
use crate::search::index::Index;
use crate::search::kept::{self, Damaged, Head, PREFIX};
use crate::store::history::Link;
use crate::store::{self, Db};

/// Blocks read in one slice: a few milliseconds, for which a key may have to wait.
const SLICE: u32 = 8;
const BUFFER: usize = 1 << 18;

/// Where the index of a desk file lies.
pub fn place(desk: &Path) -> PathBuf {
    let mut name = desk.as_os_str().to_owned();
    name.push(".search");
    PathBuf::from(name)
}

/// The desk an index is of, and the newest op it knows.
fn stamp(uid: &str, link: &Link) -> String {
    format!("{uid} {} {}", link.op, link.hash)
}

/// An index on its way back into memory.
pub struct Reading {
    file: BufReader<File>,
    left: u32,
    rows: u32,
    /// The newest op it knows.
    pub head: OpId,
}

impl Reading {
    /// Begins to read the index of a desk; none when there is none that grew out of this very history.
    pub fn open(db: &Db, desk: &Path) -> Result<Option<Self>> {
        let Some((file, head)) = opened(&place(desk)) else {
            return Ok(None);
        };
        let Some(op) = op_of(&head) else {
            return Ok(None);
        };
        let uid = store::desk::get(db)?.uid;
        let is_ours = store::history::link(db, op)?
            .is_some_and(|link| stamp(&uid, &link).as_bytes() == head.stamp);
        Ok(is_ours.then_some(Self {
            file,
            left: head.blocks,
            rows: head.rows,
            head: op,
        }))
    }

    /// Reads one slice; true when all is in.
    pub fn read(&mut self, index: &mut Index) -> std::result::Result<bool, Damaged> {
        for _ in 0..SLICE.min(self.left) {
            let (prefix, body) = frame(&mut self.file).ok_or(Damaged)?;
            kept::read_block(index, &prefix, &body)?;
            self.left -= 1;
        }
        match self.left {
            0 if index.len() == self.rows as usize => Ok(true),
            0 => Err(Damaged),
            _ => Ok(false),
        }
    }
}

fn op_of(head: &Head) -> Option<OpId> {
    let stamp = std::str::from_utf8(&head.stamp).ok()?;
    stamp.split(' ').nth(1)?.parse().ok()
}

fn opened(path: &Path) -> Option<(BufReader<File>, Head)> {
    // Looked at first: opening a pipe or a device would wait for ever.
    path.symlink_metadata().ok().filter(|it| it.is_file())?;
    let mut file = BufReader::with_capacity(BUFFER, File::open(path).ok()?);
    let (prefix, body) = frame(&mut file)?;
    Some((file, kept::read_head(&prefix, &body).ok()?))
}

fn frame(file: &mut BufReader<File>) -> Option<([u8; PREFIX], Vec<u8>)> {
    let mut prefix = [0; PREFIX];
    file.read_exact(&mut prefix).ok()?;
    let length = kept::length(&prefix).ok()?;
    let mut body = Vec::new();
    // Grows with what is there, whatever the length promises.
    file.take(length as u64).read_to_end(&mut body).ok()?;
    (body.len() == length).then_some((prefix, body))
}

/// Writes the index as of an op, whole or not at all.
pub fn write(db: &Db, desk: &Path, index: &mut Index, link: &Link) -> Result<()> {
    let stamp = stamp(&store::desk::get(db)?.uid, link);
    let path = place(desk);
    written(&path, index, &stamp).map_err(|source| store::Error::Io { path, source }.into())
}

fn written(path: &Path, index: &mut Index, stamp: &str) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    // Readable by this user only, and gone if this does not come to its end. It need not outlast a power cut: sums tell.
    let part = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::with_capacity(BUFFER, part.as_file());
    for frame in kept::frames(index, stamp.as_bytes()) {
        let frame = frame.map_err(|Damaged| std::io::ErrorKind::FileTooLarge)?;
        out.write_all(&frame)?;
    }
    out.flush()?;
    drop(out);
    part.persist(path)?;
    Ok(())
}

/// Takes the file away.
pub fn remove(desk: &Path) -> Result<()> {
    let path = place(desk);
    match std::fs::remove_file(&path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(store::Error::Io { path, source }.into())
        }
        _ => Ok(()),
    }
}
