//! Everything as one JSON document, and its way into an empty desk: row by row as the file holds them, so that the state is the same.

use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::{Map, Value, json};

use super::place::Parts;
use super::{Refusal, Scenery, io};
use crate::app::pace::Pace;
use crate::app::{Done, Error, FORMAT, Result, Work};
use crate::codec::shop::{self as document, About, Piece};
use crate::codec::write::json::Shop;
use crate::codec::write::moment;
use crate::store::column::{self, TABLES};
use crate::store::sheet::Cell;
use crate::store::{self, dump};
use crate::vault;

/// How a document of ours begins.
const OPENING: &[u8] = b"{\"shuke_export\":";
/// Ids are text: a program that reads numbers as floats would round them.
const ID: &str = "_id";

pub(super) fn json(scenery: &Scenery, parts: &mut Parts) -> Result<()> {
    let (sink, rows) = document_into(scenery, parts.file()?)?;
    parts.keep("shuke.json", rows, sink)
}

/// Writes everything, and gives back how many rows that was.
pub(super) fn document_into<W: Write>(scenery: &Scenery, into: W) -> Result<(W, u64)> {
    let io = io(scenery.order);
    for table in TABLES {
        let rows = dump::count(scenery.db, table)?;
        let rows = u64::try_from(rows).unwrap_or_default();
        scenery.pace.total.fetch_add(rows, Ordering::Relaxed);
    }
    let mut shop = Shop::new(into, &about(scenery)?).map_err(&io)?;
    let mut rows = 0;
    for table in TABLES {
        shop.table(table.name).map_err(&io)?;
        dump::each::<Error>(scenery.db, table, &mut |cells| {
            rows += 1;
            scenery.step()?;
            let names = std::iter::once("id").chain(table.columns.iter().map(|c| c.name));
            let row: Map<String, Value> = names
                .zip(cells)
                .map(|(name, cell)| (name.to_owned(), value(name, *cell)))
                .collect();
            shop.row(&Value::Object(row)).map_err(&io)
        })?;
    }
    Ok((shop.finish().map_err(&io)?, rows))
}

fn about(scenery: &Scenery) -> Result<Map<String, Value>> {
    let state = store::revert::state_hash(scenery.db, vault::digest)?;
    let mut about = Map::new();
    about.insert("format".to_owned(), json!(FORMAT));
    about.insert(
        "at".to_owned(),
        json!(moment(&scenery.now.at.at(scenery.now.offset))),
    );
    about.insert("state".to_owned(), json!(hex(&state)));
    Ok(about)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_id(name: &str) -> bool {
    name == "id" || name == "corrects" || name.ends_with(ID)
}

fn value(name: &str, cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Number(number) if is_id(name) => Value::from(number.to_string()),
        Cell::Number(number) => Value::from(number),
        Cell::Text(text) => Value::from(text),
    }
}

/// Whether a file is a document of ours.
#[must_use]
pub fn is_ours(path: &Path) -> bool {
    let mut start = [0; OPENING.len()];
    let is_file = std::fs::metadata(path).is_ok_and(|meta| meta.is_file());
    is_file
        && std::fs::File::open(path)
            .and_then(|mut file| file.read_exact(&mut start))
            .is_ok_and(|()| start == OPENING)
}

/// A document on its way into an empty desk.
#[derive(Debug, Clone)]
pub struct Op {
    pub from: Origin,
    pub pace: Arc<Pace>,
}

/// Where a document lies.
#[derive(Debug, Clone)]
pub enum Origin {
    File(PathBuf),
    /// Never written anywhere: on its way into an encrypted file.
    Memory(Arc<[u8]>),
}

/// What stopped the reading of a document.
enum Halt {
    Read(document::Fault),
    App(Error),
}

impl From<document::Fault> for Halt {
    fn from(fault: document::Fault) -> Self {
        Self::Read(fault)
    }
}

impl Op {
    pub(in crate::app) fn apply(&self, work: &mut Work) -> Result<Done> {
        if !dump::is_fresh(work.db)? {
            return Err(Error::Export(Refusal::NotEmpty));
        }
        dump::make_room(work.db)?;
        let mut largest = 0;
        let about = read(&self.from, &mut |table, id, cells| {
            largest = largest.max(id);
            if self.pace.cancel.load(Ordering::Relaxed) {
                return Err(Error::Cancelled);
            }
            self.pace.done.fetch_add(1, Ordering::Relaxed);
            dump::insert(work.db, table, id, &cells).map_err(Error::from)
        })?;
        work.ids.rise_to(largest);
        let state = hex(&store::revert::state_hash(work.db, vault::digest)?);
        // A document of an older format has fewer columns, and so another state.
        if about.format == FORMAT && about.state != state {
            return Err(Error::Export(Refusal::Broken(about.state)));
        }
        let rows = usize::try_from(self.pace.done.load(Ordering::Relaxed)).unwrap_or(usize::MAX);
        Ok(Done::several(rows))
    }
}

/// How many rows a document has, checked as far as it can be without a desk.
///
/// # Errors
/// It cannot be read, or is not what it says.
pub fn count(path: &Path) -> Result<u64> {
    let mut rows = 0;
    read(&Origin::File(path.to_owned()), &mut |_, _, _| {
        rows += 1;
        Ok(())
    })?;
    Ok(rows)
}

type Taker<'t> = &'t mut dyn FnMut(&'static column::Table, i64, Map<String, Value>) -> Result<()>;

fn read(from: &Origin, take: Taker) -> Result<About> {
    let source: Box<dyn Read> = match from {
        Origin::File(path) => {
            let io = |error| Error::Export(Refusal::Io(path.to_owned(), error));
            Box::new(std::fs::File::open(path).map_err(io)?)
        }
        Origin::Memory(bytes) => Box::new(std::io::Cursor::new(Arc::clone(bytes))),
    };
    let mut table = None;
    let read = document::read(BufReader::new(source), &mut |piece| match piece {
        Piece::Table(name) => {
            table = column::table(&name);
            match table {
                Some(_) => Ok(()),
                None => Err(Halt::App(Error::Export(Refusal::Newer(name)))),
            }
        }
        Piece::Row(row) => {
            let Some(table) = table else { return Ok(()) };
            let (id, cells) = settled(table, row)
                .ok_or_else(|| Halt::App(Error::Export(Refusal::Broken(table.name.to_owned()))))?;
            take(table, id, cells).map_err(Halt::App)
        }
    });
    read.map_err(|halt| match halt {
        Halt::App(error) => error,
        Halt::Read(document::Fault::Shape(found)) => {
            Error::Export(Refusal::Newer(found.to_string()))
        }
        Halt::Read(document::Fault::Text(what)) => Error::Export(Refusal::Broken(what)),
    })
}

/// The id of a row and its cells; none where a column is unknown. Other ids stay text: their columns make numbers of them.
fn settled(
    table: &'static column::Table,
    mut row: Map<String, Value>,
) -> Option<(i64, Map<String, Value>)> {
    let id = row.remove("id")?.as_str()?.parse().ok()?;
    row.keys()
        .all(|name| table.column(name).is_some())
        .then_some((id, row))
}
