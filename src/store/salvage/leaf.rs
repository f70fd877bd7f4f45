//! Reading rows from the leaves of a plain SQLite file without its trees, schema or header. Format: https://sqlite.org/fileformat2.html
//! (sections 1.3, 1.6, 2.1). A leaf says nothing of its table; what a row's cells are made of does, or the history.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use rusqlite::types::Value;

use super::{Cell, Ids, cells, keep};
use crate::store::{Db, Error, Result};
use crate::store::{column, secret};

/// The type byte of a leaf of a table.
const TABLE_LEAF: u8 = 0x0d;
/// Where the first page's tree begins, behind the file's header.
const FIRST: usize = 100;
/// The page size of every desk file.
const PAGE: usize = 4_096;
/// The largest cell believed, in bytes: attachments are at most 10 MB.
const LARGEST: usize = 16 << 20;
/// Tables of which the shape is known.
struct Shape {
    table: String,
    cells: Vec<Cell>,
}

/// Puts the rows of every readable leaf into the new file, where it does not have them yet.
pub(super) fn gather(out: &Db, source: &Path, known: Option<&Ids>) -> Result<()> {
    let io = |error| Error::Io {
        path: source.to_owned(),
        source: error,
    };
    let mut file = File::open(source).map_err(io)?;
    let pages = usize::try_from(file.metadata().map_err(io)?.len()).unwrap_or(0) / PAGE;
    let shapes = shapes(out)?;
    let mut overflow = File::open(source).map_err(io)?;
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let mut page = vec![0; PAGE];
    for number in 0..pages {
        // A sector that cannot be read is skipped like any other damage.
        if reader.read_exact(&mut page).is_err() {
            let next = (number + 1).saturating_mul(PAGE) as u64;
            reader.seek(SeekFrom::Start(next)).map_err(io)?;
            continue;
        }
        for (id, values) in rows_of(&page, if number == 0 { FIRST } else { 0 }, &mut overflow) {
            if let Some(shape) = shape_of(&shapes, id, &values, known) {
                let cells = shape.cells.iter().take(values.len());
                let names: Vec<String> = cells.map(|cell| cell.name.clone()).collect();
                let mut values = values;
                if let Some(first) = values.first_mut() {
                    *first = Value::Integer(id);
                }
                keep(out, &shape.table, &names, values)?;
            }
        }
    }
    Ok(())
}

fn shapes(out: &Db) -> Result<Vec<Shape>> {
    let names: Vec<String> = out
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%' AND sql NOT LIKE '%WITHOUT ROWID%'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    names
        .into_iter()
        .map(|table| {
            Ok(Shape {
                cells: cells(out, &table)?,
                table,
            })
        })
        .collect()
}

/// The one tracked table that such a row can be of; where there are two, the history decides.
fn shape_of<'a>(
    shapes: &'a [Shape],
    id: i64,
    values: &[Value],
    known: Option<&Ids>,
) -> Option<&'a Shape> {
    let fitting: Vec<&Shape> = shapes.iter().filter(|shape| shape.fits(values)).collect();
    let named = |shape: &&&Shape| {
        known
            .and_then(|known| known.get(shape.table.as_str()))
            .is_some_and(|ids: &BTreeSet<i64>| ids.contains(&id))
    };
    let one = match fitting.as_slice() {
        [one] => Some(*one),
        several => several.iter().find(named).copied(),
    };
    one.filter(|shape| column::table(&shape.table).is_some() || shape.table == secret::TABLE.name)
}

impl Shape {
    /// Whether the cells are of the table's types; columns that came later may be missing.
    fn fits(&self, values: &[Value]) -> bool {
        let (Some(head), true) = (values.first(), values.len() <= self.cells.len()) else {
            return false;
        };
        let all = self.cells.iter().zip(values).skip(1);
        *head == Value::Null
            && all
                .clone()
                .all(|(cell, value)| match (value, cell.kind.as_str()) {
                    (Value::Null, _) => !cell.not_null,
                    (Value::Integer(_), "INTEGER" | "INT" | "ANY") => true,
                    (Value::Integer(_) | Value::Real(_), "REAL") => true,
                    (Value::Text(_), "TEXT" | "ANY") | (Value::Blob(_), "BLOB" | "ANY") => true,
                    _ => false,
                })
            && self
                .cells
                .iter()
                .skip(values.len())
                .all(|cell| cell.has_default || !cell.not_null)
    }
}

/// The rows of one page; none when it is no leaf of a table, and not those that are garbled.
fn rows_of(page: &[u8], at: usize, file: &mut File) -> Vec<(i64, Vec<Value>)> {
    if page.get(at) != Some(&TABLE_LEAF) {
        return Vec::new();
    }
    let count = short(page, at + 3).unwrap_or(0);
    (0..count)
        .filter_map(|n| {
            let cell = short(page, at + 8 + 2 * n)?;
            let (size, rest) = varint(page.get(cell..)?)?;
            let (id, rest) = varint(rest)?;
            let bytes = payload(usize::try_from(size).ok()?, rest, file)?;
            Some((id, record(&bytes)?))
        })
        .collect()
}

/// A cell's whole content, from its page and the overflow pages behind it.
fn payload(size: usize, local: &[u8], file: &mut File) -> Option<Vec<u8>> {
    let most = PAGE - 35;
    if size > LARGEST {
        return None;
    }
    if size <= most {
        return local.get(..size).map(<[u8]>::to_vec);
    }
    let least = (PAGE - 12) * 32 / 255 - 23;
    let fitted = least + (size - least) % (PAGE - 4);
    let here = if fitted <= most { fitted } else { least };
    let mut bytes = local.get(..here)?.to_vec();
    let mut next = number(local.get(here..here + 4)?);
    let mut page = vec![0; PAGE];
    while bytes.len() < size {
        let at = u64::try_from(next.checked_sub(1)?).ok()? * PAGE as u64;
        file.seek(SeekFrom::Start(at)).ok()?;
        file.read_exact(&mut page).ok()?;
        next = number(page.get(..4)?);
        let take = (size - bytes.len()).min(PAGE - 4);
        bytes.extend(page.get(4..4 + take)?);
    }
    Some(bytes)
}

/// The cells of a record.
fn record(bytes: &[u8]) -> Option<Vec<Value>> {
    let (length, rest) = varint(bytes)?;
    let length = usize::try_from(length).ok()?;
    let mut header = bytes.get(bytes.len() - rest.len()..length)?;
    let mut body = bytes.get(length..)?;
    let mut values = Vec::new();
    while !header.is_empty() {
        let (kind, rest) = varint(header)?;
        header = rest;
        let size = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let cell = body.get(..size)?;
        body = body.get(size..)?;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            7 => Value::Real(f64::from_be_bytes(cell.try_into().ok()?)),
            1..=6 => Value::Integer(number(cell)),
            _ if kind % 2 == 0 => Value::Blob(cell.to_vec()),
            _ => Value::Text(String::from_utf8(cell.to_vec()).ok()?),
        });
    }
    body.is_empty().then_some(values)
}

/// A big-endian number with a sign, of at most eight bytes.
fn number(bytes: &[u8]) -> i64 {
    let start = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) {
        -1
    } else {
        0
    };
    bytes
        .iter()
        .fold(start, |number, byte| (number << 8) | i64::from(*byte))
}

fn short(page: &[u8], at: usize) -> Option<usize> {
    let (high, low) = (*page.get(at)?, *page.get(at + 1)?);
    Some(usize::from(high) << 8 | usize::from(low))
}

/// A number of one to nine bytes, and what follows it.
fn varint(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut number: i64 = 0;
    for n in 0..8 {
        let byte = *bytes.get(n)?;
        number = number << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(n + 1..)?));
        }
    }
    Some((number << 8 | i64::from(*bytes.get(8)?), bytes.get(9..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_are_read_as_the_format_says() {
        for (bytes, want) in [
            (&[0x00][..], 0),
            (&[0x7f], 127),
            (&[0x81, 0x00], 128),
            (&[0xff; 9], -1),
        ] {
            assert_eq!(varint(bytes), Some((want, &[][..])), "{bytes:?}");
        }
        assert_eq!(varint(&[0x81]), None, "cut");
        assert_eq!(number(&[0xff, 0xfe]), -2);
        assert_eq!(number(&[0x01, 0x00]), 256);
    }

    #[test]
    fn a_garbled_record_is_none() {
        // Header of four bytes: NULL, a text of one byte, the constant 1; then the text.
        assert_eq!(
            record(&[4, 0, 15, 9, b'x']),
            Some(vec![
                Value::Null,
                Value::Text("x".to_owned()),
                Value::Integer(1)
            ])
        );
        for bytes in [
            &[4, 0, 15, 9][..],
            &[9, 0],
            &[4, 0, 10, 9],
            &[4, 0, 15, 9, 0xff],
            &[],
        ] {
            assert_eq!(record(bytes), None, "{bytes:?}");
        }
    }
}
