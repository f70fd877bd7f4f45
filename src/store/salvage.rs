//! Saving the rows of a damaged file into a new one. First through SQLite, from both ends towards the damage; then, in a plain file, from
//! the leaves of its trees themselves, so that a bad page above them costs nothing. Works on a copy: the damaged file is only read.

mod leaf;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::backup::{Key, open_with};
use super::column::{TABLES, Table};
use super::{Db, Error, Result, secret};

/// Rows in the gap around the damage that are asked for one by one.
const GAP_MOST: usize = 200_000;

/// What became of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub table: &'static str,
    pub rows: u64,
    /// How many there should be, where the history could be read.
    pub expected: Option<u64>,
}

/// A column of the new file, in the order in which rows are stored.
pub(super) struct Cell {
    name: String,
    kind: String,
    not_null: bool,
    has_default: bool,
}

/// The damaged file's copy, opened anew after every error: one bad page spoils an encrypted connection for good.
struct Wreck<'a> {
    path: &'a Path,
    key: Option<&'a Key>,
    db: Option<Connection>,
}

impl Wreck<'_> {
    fn db(&mut self) -> Result<&Connection> {
        let db = match self.db.take() {
            Some(db) => db,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let db = Connection::open_with_flags(self.path, flags)?;
                open_with(&db, self.key)?;
                db.execute_batch("PRAGMA query_only=ON; PRAGMA cell_size_check=ON;")?;
                db
            }
        };
        Ok(self.db.insert(db))
    }

    fn reopen(&mut self) {
        self.db = None;
    }
}

/// Puts every row of `source` that can be read into `out`, a fresh desk in whose op the rows are recorded.
///
/// # Errors
/// `out` cannot be written. That `source` cannot be read is no error: the counts say how much was saved.
pub fn pour(out: &Db, source: &Path, key: Option<&Key>) -> Result<()> {
    let mut wreck = Wreck {
        path: source,
        key,
        db: None,
    };
    // Children may come before their parents; lost parents are stood in for at the end.
    out.execute_batch("PRAGMA defer_foreign_keys=ON")?;
    let known = known_ids(&mut wreck);
    let mut hurt = known.is_none();
    for table in TABLES.iter().chain([&secret::TABLE]) {
        let expected = known.as_ref().and_then(|known| known.get(table.name));
        let ids = expected.cloned().unwrap_or_default();
        hurt |= !through_sqlite(out, &mut wreck, table, &ids)?;
    }
    wreck.reopen();
    if hurt && key.is_none() {
        leaf::gather(out, source, known.as_ref())?;
    }
    stand_in(out)
}

/// How much of every table is in the new file, and how much there should be.
///
/// # Errors
/// Only what SQLite says of the new file.
pub fn tally(out: &Db, source: &Path, key: Option<&Key>) -> Result<Vec<Saved>> {
    let mut wreck = Wreck {
        path: source,
        key,
        db: None,
    };
    let known = known_ids(&mut wreck);
    TABLES
        .iter()
        .map(|table| {
            let sql = format!("SELECT count(*) FROM {}", table.name);
            let ids = known.as_ref().map(|known| known.get(table.name));
            let rows: i64 = out.query_row(&sql, [], |row| row.get(0))?;
            Ok(Saved {
                table: table.name,
                rows: u64::try_from(rows).unwrap_or(0),
                expected: ids.map(|ids| ids.map_or(0, BTreeSet::len) as u64),
            })
        })
        .collect()
}

/// The highest id of any row.
///
/// # Errors
/// Only what SQLite says.
pub fn highest_id(db: &Db) -> Result<i64> {
    let mut highest = 0;
    for table in TABLES {
        let sql = format!("SELECT coalesce(max(id), 0) FROM {}", table.name);
        highest = highest.max(db.query_row(&sql, [], |row| row.get(0))?);
    }
    Ok(highest)
}

type Ids = HashMap<&'static str, BTreeSet<i64>>;

/// The ids that every table should have, from the history; `None` where that cannot be read to its end.
fn known_ids(wreck: &mut Wreck) -> Option<Ids> {
    let read = |db: &Connection| -> Result<Ids> {
        let mut ids = Ids::new();
        let mut changes = db.prepare(
            "SELECT \"table\", row_id, old IS NOT NULL FROM change WHERE \"column\" IS NULL ORDER BY op_id, seq",
        )?;
        let mut rows = changes.query([])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(0)?.as_str().unwrap_or_default();
            let Some(table) = super::column::table(name) else {
                continue;
            };
            let (id, is_delete): (i64, bool) = (row.get(1)?, row.get(2)?);
            let of_table = ids.entry(table.name).or_default();
            if is_delete {
                of_table.remove(&id);
            } else {
                of_table.insert(id);
            }
        }
        Ok(ids)
    };
    let ids = wreck.db().and_then(read).ok();
    if ids.is_none() {
        wreck.reopen();
    }
    ids
}

/// Copies what SQLite can read of a table: upwards until an error, downwards until an error, and between them whatever the history
/// names. True when there was no error at all.
fn through_sqlite(
    out: &Db,
    wreck: &mut Wreck,
    table: &'static Table,
    known: &BTreeSet<i64>,
) -> Result<bool> {
    let Ok(names) = columns_in_common(out, wreck, table) else {
        wreck.reopen();
        return Ok(false);
    };
    let (low, is_whole) = sweep(out, wreck, table, &names, "ORDER BY id", i64::MIN)?;
    if is_whole {
        return Ok(true);
    }
    wreck.reopen();
    let (high, _) = sweep(out, wreck, table, &names, "ORDER BY id DESC", i64::MAX)?;
    wreck.reopen();
    if low < high {
        for id in known.range(low.saturating_add(1)..high).take(GAP_MOST) {
            if fetch(out, wreck, table, &names, *id).is_err() {
                wreck.reopen();
            }
        }
    }
    Ok(false)
}

/// The columns that both files have: an older one lacks the younger.
fn columns_in_common(out: &Db, wreck: &mut Wreck, table: &Table) -> Result<Vec<String>> {
    let theirs: Vec<String> = cells(wreck.db()?, table.name)?
        .into_iter()
        .map(|cell| cell.name)
        .collect();
    let ours = cells(out, table.name)?.into_iter().map(|cell| cell.name);
    let common: Vec<String> = ours.filter(|name| theirs.contains(name)).collect();
    if common.len() < 2 {
        return Err(Error::Damaged(PathBuf::new()));
    }
    Ok(common)
}

pub(super) fn cells(db: &Connection, table: &str) -> Result<Vec<Cell>> {
    db.prepare(
        "SELECT name, type, \"notnull\", dflt_value IS NOT NULL FROM pragma_table_info(?1) ORDER BY cid",
    )?
    .query_map([table], |row| {
        Ok(Cell {
            name: row.get(0)?,
            kind: row.get(1)?,
            not_null: row.get(2)?,
            has_default: row.get(3)?,
        })
    })?
    .map(|cell| Ok(cell?))
    .collect()
}

/// Copies rows in one direction until an error; returns the last id reached and whether there was none.
fn sweep(
    out: &Db,
    wreck: &mut Wreck,
    table: &Table,
    names: &[String],
    order: &str,
    from: i64,
) -> Result<(i64, bool)> {
    let mut last = from;
    let sql = format!("SELECT {} FROM {} {order}", listed(names), table.name);
    let Ok(db) = wreck.db() else {
        return Ok((last, false));
    };
    let Ok(mut statement) = db.prepare(&sql) else {
        return Ok((last, false));
    };
    let Ok(mut rows) = statement.query([]) else {
        return Ok((last, false));
    };
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let values: rusqlite::Result<Vec<Value>> =
                    (0..names.len()).map(|n| row.get(n)).collect();
                if let Ok(values) = values {
                    if let Some(Value::Integer(id)) = values.first() {
                        last = *id;
                    }
                    keep(out, table.name, names, values)?;
                }
            }
            Ok(None) => return Ok((last, true)),
            Err(_) => return Ok((last, false)),
        }
    }
}

fn fetch(out: &Db, wreck: &mut Wreck, table: &Table, names: &[String], id: i64) -> Result<()> {
    let sql = format!("SELECT {} FROM {} WHERE id = ?1", listed(names), table.name);
    let values: Vec<Value> = wreck
        .db()?
        .prepare_cached(&sql)?
        .query_row([id], |row| (0..names.len()).map(|n| row.get(n)).collect())?;
    keep(out, table.name, names, values)
}

fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

/// Keeps a row, unless the new file has it already or cannot take it: garbage that looks like a row is no reason to give up.
pub(super) fn keep(out: &Db, table: &str, names: &[String], values: Vec<Value>) -> Result<()> {
    let marks: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "INSERT OR IGNORE INTO {table} ({}) VALUES ({})",
        listed(names),
        marks.join(", ")
    );
    match out
        .prepare_cached(&sql)?
        .execute(params_from_iter(values))
        .map_err(Error::from)
    {
        Ok(_) | Err(Error::Constraint(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The name of whoever stands in for a customer that is lost while rows about them are not.
const STAND_IN: &str = "?";

/// Puts a nameless customer where rows speak of one who is lost, and drops what refers to another lost row.
fn stand_in(out: &Db) -> Result<()> {
    for _ in 0..TABLES.len() {
        let broken: Vec<(String, i64, String)> = out
            .prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check WHERE rowid IS NOT NULL")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut did = false;
        for (table, row, parent) in broken {
            if super::column::table(&table).is_none() {
                continue;
            }
            did = true;
            if parent == "customer" {
                replace_customer(out, &table, row)?;
            } else {
                out.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [row])?;
            }
        }
        if !did {
            break;
        }
    }
    Ok(())
}

fn replace_customer(out: &Db, table: &str, row: i64) -> Result<()> {
    out.execute(
        &format!(
            "INSERT OR IGNORE INTO customer (id, party, name, nickname, company, title, city, address, source, owner, hobbies, note,
                 pinned, legal_basis, source_id, created_at)
             SELECT customer_id, 'person', ?2, '', '', '', '', '', '', '', '', '', '', 'contract', '', customer_id >> 22
             FROM {table} WHERE id = ?1"
        ),
        rusqlite::params![row, STAND_IN],
    )?;
    Ok(())
}
