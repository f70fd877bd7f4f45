//! Erasing a customer's rows and everything the history keeps of them, and the ledger of who was erased. Which tables that is comes from
//! the column table and the file's own references. Decides nothing about who may be erased.

use rusqlite::{Connection, params};

use super::column::{Owner, TABLES};
use super::file::Digest;
use super::{Result, desk, history, merge, secret};
use crate::domain::id::{CustomerId, OpId};
use crate::domain::time::Millis;

/// The largest file that is rewritten after an erasure, in bytes: rewriting goes through memory.
const REWRITE_MAX: i64 = 512 * 1024 * 1024;

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// A keyed digest of the customer's id, in hexadecimal digits.
    pub mark: String,
    pub at: Millis,
}

/// What was bought in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// YYYY-MM.
    pub month: String,
    pub purchases: i64,
    pub amount_cents: i64,
}

/// How a customer stands in the ledger: nobody who lacks their id can tell who it was.
///
/// # Errors
/// Only what SQLite says.
pub fn mark(db: &Connection, id: CustomerId, digest: Digest) -> Result<String> {
    let key = digest(format!("erasure ledger {}", desk::get(db)?.uid).as_bytes());
    let mark = history::keyed(digest, &key, &id.0.to_be_bytes());
    Ok(mark[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// Whoever was merged into this customer and lies in the bin since: the same person.
///
/// # Errors
/// Only what SQLite says.
pub fn merged_into(db: &Connection, id: CustomerId) -> Result<Vec<CustomerId>> {
    let mut all = vec![id];
    let mut next = 0;
    while let Some(keep) = all.get(next).copied() {
        let mut rows = db.prepare_cached(
            "SELECT DISTINCT c.row_id FROM op o JOIN change c ON c.op_id = o.id JOIN customer lost ON lost.id = c.row_id
             WHERE o.kind = 'customer.merge' AND o.customer_id = ?1 AND o.undone_by IS NULL AND c.\"table\" = 'customer'
             AND c.\"column\" = 'deleted_at' AND c.row_id <> ?1 AND lost.deleted_at IS NOT NULL ORDER BY c.row_id",
        )?;
        for lost in rows.query_map([keep], |row| row.get::<_, CustomerId>(0))? {
            let lost = lost?;
            if !all.contains(&lost) {
                all.push(lost);
            }
        }
        next += 1;
    }
    all.remove(0);
    Ok(all)
}

/// What a customer bought, by month.
///
/// # Errors
/// Only what SQLite says.
pub fn sales_of(db: &Connection, id: CustomerId) -> Result<Vec<Sale>> {
    let mut rows = db.prepare_cached(
        "SELECT substr(day, 1, 7) AS month, count(*), sum(amount_cents) FROM purchase WHERE customer_id = ?1 GROUP BY month ORDER BY month",
    )?;
    let sales = rows.query_map([id], |row| {
        Ok(Sale {
            month: row.get(0)?,
            purchases: row.get(1)?,
            amount_cents: row.get(2)?,
        })
    })?;
    Ok(sales.collect::<rusqlite::Result<_>>()?)
}

/// Keeps a month's total, tied to nobody.
///
/// # Errors
/// Only what SQLite says.
pub fn keep_sale(db: &Connection, row: i64, sale: &Sale) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO erased_sale (id, month, purchases, amount_cents) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![row, sale.month, sale.purchases, sale.amount_cents])?;
    Ok(())
}

/// Takes every row of a customer out of the file, then every value the history keeps of rows that are gone. The digests stay, and with
/// them the chain. Returns how many rows and values went.
///
/// # Errors
/// Only what SQLite says.
pub fn erase(db: &Connection, id: CustomerId) -> Result<i64> {
    // Rows of one person refer to each other in any order; the references are checked at the commit.
    db.execute_batch("PRAGMA defer_foreign_keys=ON")?;
    drop_drafts(db, id)?;
    secret::forget_customer(db, id)?;
    let mut gone = drop_references(db, id)?;
    for table in TABLES.iter().rev() {
        let sql = match table.owner {
            Owner::Column | Owner::Pair => {
                format!("DELETE FROM {} WHERE customer_id = ?1", table.name)
            }
            Owner::Itself => format!("DELETE FROM {} WHERE id = ?1", table.name),
            Owner::Shop => continue,
        };
        gone += count(db.prepare_cached(&sql)?.execute([id])?);
    }
    for table in TABLES.iter().filter(|table| table.owner != Owner::Shop) {
        gone += forget_moved(db, id, table.name)?;
        let sql = format!(
            "UPDATE change SET old = NULL, new = NULL, salt = NULL WHERE customer_id = ?1 AND \"table\" = '{0}' AND salt IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM {0} t WHERE t.id = change.row_id)",
            table.name
        );
        gone += count(db.prepare_cached(&sql)?.execute([id])?);
    }
    Ok(gone)
}

/// What the history keeps, under the customers they came from, of rows that moved here and are gone.
fn forget_moved(db: &Connection, id: CustomerId, table: &str) -> Result<i64> {
    let sql = format!(
        "WITH RECURSIVE moved (row_id, owner) AS (
             SELECT row_id, old FROM change WHERE customer_id = ?1 AND \"table\" = '{table}' AND \"column\" = 'customer_id'
             UNION SELECT c.row_id, c.old FROM moved m JOIN change c ON c.customer_id = m.owner AND c.row_id = m.row_id
             WHERE c.\"table\" = '{table}' AND c.\"column\" = 'customer_id')
         UPDATE change SET old = NULL, new = NULL, salt = NULL WHERE \"table\" = '{table}' AND salt IS NOT NULL
         AND (customer_id, row_id) IN (SELECT owner, row_id FROM moved)
         AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = change.row_id)"
    );
    Ok(count(db.prepare_cached(&sql)?.execute([id])?))
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// Text that nobody has saved: what was being typed about them, and what names them or a number of theirs.
fn drop_drafts(db: &Connection, id: CustomerId) -> Result<()> {
    db.execute(
        "DELETE FROM draft WHERE customer_id = ?1 OR EXISTS (SELECT 1 FROM (SELECT name AS text FROM customer WHERE id = ?1
             UNION ALL SELECT value FROM contact WHERE customer_id = ?1) WHERE length(text) > 1 AND instr(coalesce(unsealed_draft(draft.id, texts), text), text) > 0)",
        [id],
    )?;
    Ok(())
}

/// Rows of others that name this customer: one that can do without empties the reference, one that cannot goes, values and all.
fn drop_references(db: &Connection, id: CustomerId) -> Result<i64> {
    let mut gone = 0;
    for reference in merge::references(db)? {
        let (table, column) = (reference.table, reference.column);
        if column == "customer_id" {
            continue;
        }
        let name = table.name;
        let may_be_empty: bool = db.query_row(
            "SELECT \"notnull\" = 0 FROM pragma_table_info(?1) WHERE name = ?2",
            [name, &column],
            |row| row.get(0),
        )?;
        if may_be_empty || matches!(table.owner, Owner::Itself | Owner::Shop) {
            let sql = format!("UPDATE {name} SET \"{column}\" = NULL WHERE \"{column}\" = ?1");
            gone += count(db.execute(&sql, [id])?);
            continue;
        }
        let sql = format!("SELECT id, customer_id FROM {name} WHERE \"{column}\" = ?1");
        let rows: Vec<(i64, CustomerId)> = db
            .prepare_cached(&sql)?
            .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (row, owner) in rows {
            db.execute(&format!("DELETE FROM {name} WHERE id = ?1"), [row])?;
            gone += 1 + count(db.execute(
                "UPDATE change SET old = NULL, new = NULL, salt = NULL WHERE customer_id = ?1 AND row_id = ?2 AND \"table\" = ?3",
                params![owner, row, name],
            )?);
        }
    }
    Ok(gone)
}

/// Whether anything of this customer is left in a row, in a value of the history, or in what is derived.
///
/// # Errors
/// Only what SQLite says.
pub fn is_anything_left(db: &Connection, id: CustomerId) -> Result<bool> {
    let mut places = vec![
        "SELECT 1 FROM change WHERE customer_id = ?1 AND salt IS NOT NULL".to_owned(),
        "SELECT 1 FROM customer_derived WHERE customer_id = ?1".to_owned(),
        "SELECT 1 FROM draft WHERE customer_id = ?1".to_owned(),
        "SELECT 1 FROM full_text WHERE rowid = ?1".to_owned(),
    ];
    for table in TABLES {
        match table.owner {
            Owner::Itself => places.push(format!("SELECT 1 FROM {} WHERE id = ?1", table.name)),
            Owner::Column | Owner::Pair => places.push(format!(
                "SELECT 1 FROM {} WHERE customer_id = ?1",
                table.name
            )),
            Owner::Shop => {}
        }
    }
    for sql in places {
        if db.prepare_cached(&sql)?.exists([id])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes the file anew, so that no page keeps what was once moved on it. False where it is too large for that.
///
/// # Errors
/// The disk is full, or another window holds the file.
pub fn rewrite(db: &Connection) -> Result<bool> {
    #[cfg(feature = "testkit")]
    if super::mutant::is("no_wipe") {
        return Ok(true);
    }
    let number = |pragma| {
        db.query_row(&format!("PRAGMA {pragma}"), [], |row| {
            row.get::<_, rusqlite::types::Value>(0)
        })
    };
    let as_number = |value| match value {
        rusqlite::types::Value::Integer(number) => number,
        // SQLCipher tells an encrypted file's page size as text.
        rusqlite::types::Value::Text(text) => text.parse().unwrap_or(i64::MAX),
        _ => i64::MAX,
    };
    let bytes = as_number(number("page_count")?).saturating_mul(as_number(number("page_size")?));
    if bytes > REWRITE_MAX {
        return Ok(false);
    }
    db.execute_batch("VACUUM")?;
    Ok(true)
}

/// Writes a line into the ledger; one that is there already stays as it is.
///
/// # Errors
/// Only what SQLite says.
pub fn enter(db: &Connection, row: i64, entry: &Entry, op: Option<OpId>, gone: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO erasure (id, mark, at, op_id, gone) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![row, entry.mark, entry.at, op, gone])?;
    Ok(())
}

/// The whole ledger, oldest first; empty for a file of an older format.
///
/// # Errors
/// Only what SQLite says.
pub fn ledger(db: &Connection) -> Result<Vec<Entry>> {
    let is_there: bool = db.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'erasure')",
        [],
        |row| row.get(0),
    )?;
    if !is_there {
        return Ok(Vec::new());
    }
    let mut rows = db.prepare("SELECT mark, at FROM erasure ORDER BY at, mark")?;
    let entries = rows.query_map([], |row| {
        Ok(Entry {
            mark: row.get(0)?,
            at: row.get(1)?,
        })
    })?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// What one op erased: the marks, and how many rows and values went with each.
///
/// # Errors
/// Only what SQLite says.
pub fn of_op(db: &Connection, op: OpId) -> Result<Vec<(Entry, i64)>> {
    let mut rows =
        db.prepare_cached("SELECT mark, at, gone FROM erasure WHERE op_id = ?1 ORDER BY id")?;
    let entries = rows.query_map([op], |row| {
        Ok((
            Entry {
                mark: row.get(0)?,
                at: row.get(1)?,
            },
            row.get(2)?,
        ))
    })?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// Every customer's id, in the bin or not.
///
/// # Errors
/// Only what SQLite says.
pub fn everyone(db: &Connection) -> Result<Vec<CustomerId>> {
    let mut rows = db.prepare("SELECT id FROM customer ORDER BY id")?;
    let ids = rows.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
