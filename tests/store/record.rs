//! The column table and the triggers made from it: every table is known, no write goes unrecorded, none happens outside an op.

use std::collections::BTreeSet;

use rusqlite::Connection;
use shuke::app::Access;
use shuke::domain::history::Source;
use shuke::domain::id::OpId;
use shuke::store::column::{TABLES, Table};
use shuke::store::desk::{self, OWNER};
use shuke::store::{Db, file, history};
use shuke::vault;

use crate::shop::{Shop, clock};

/// Tables that are history itself, the file's identity, or computed from the tracked ones.
const UNTRACKED: [&str; 18] = [
    "secret",
    "expected",
    "model",
    "law",
    "chain_key",
    "desk",
    "op",
    "change",
    "current_op",
    "customer_derived",
    "rhythm",
    "tally",
    "due_tally",
    "tag_tally",
    "draft",
    "score",
    "rule_clock",
    "erasure",
];

fn open(shop: &Shop) -> Db {
    file::open(&shop.path(), Access::Write, vault::digest).expect("open")
}

fn columns_of(db: &Connection, table: &str) -> BTreeSet<String> {
    let mut statement = db
        .prepare(&format!("PRAGMA table_info({table})"))
        .expect("columns");
    let names = statement
        .query_map([], |row| row.get::<_, String>("name"))
        .expect("columns");
    names
        .map(|name| name.expect("a name"))
        .filter(|name| name != "id")
        .collect()
}

#[test]
fn every_table_is_strict_and_tracked_or_known_to_be_derived() {
    let shop = Shop::empty();
    let db = open(&shop);
    let mut statement = db.prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'").expect("tables");
    let rows = statement
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
        })
        .expect("tables");
    let tables: Vec<(String, bool)> = rows.map(|row| row.expect("a table")).collect();
    assert_eq!(tables.len(), TABLES.len() + UNTRACKED.len());
    for (name, is_strict) in tables {
        assert!(is_strict, "{name} is not STRICT");
        let is_tracked = TABLES.iter().any(|table| table.name == name);
        assert!(
            is_tracked != UNTRACKED.contains(&name.as_str()),
            "{name} is in no list"
        );
    }
}

#[test]
fn the_column_table_names_every_column_once() {
    let shop = Shop::empty();
    let db = open(&shop);
    for table in TABLES {
        let named: BTreeSet<String> = table
            .columns
            .iter()
            .map(|column| column.name.to_owned())
            .collect();
        assert_eq!(
            named.len(),
            table.columns.len(),
            "{} names a column twice",
            table.name
        );
        assert_eq!(named, columns_of(&db, table.name), "{}", table.name);
    }
}

#[test]
fn a_write_outside_an_op_fails() {
    let shop = Shop::full();
    let db = open(&shop);
    for table in TABLES {
        let name = table.name;
        let columns: Vec<String> = columns_of(&db, name)
            .into_iter()
            .map(|column| format!("\"{column}\""))
            .collect();
        let columns = columns.join(", ");
        for sql in [
            format!("UPDATE {name} SET id = id"),
            format!("DELETE FROM {name}"),
            format!("INSERT INTO {name} (id, {columns}) SELECT id + 1, {columns} FROM {name}"),
        ] {
            let refused = db.execute(&sql, []).expect_err(&sql).to_string();
            assert!(refused.contains("write outside an op"), "{sql}: {refused}");
        }
    }
}

/// How many changes of a sort the running op has recorded.
fn recorded(db: &Connection, table: &Table, sort: &str) -> i64 {
    let sql = format!(
        "SELECT count(*) FROM change WHERE \"table\" = ?1 AND op_id = (SELECT op_id FROM current_op) AND {sort}"
    );
    db.query_row(&sql, [table.name], |row| row.get(0))
        .expect("a count")
}

#[test]
fn every_update_insert_and_delete_of_a_tracked_row_is_recorded() {
    let shop = Shop::full();
    let mut db = open(&shop);
    db.execute_batch("PRAGMA foreign_keys=OFF;")
        .expect("rows may stand alone for a while");
    let tx = file::begin(&mut db).expect("a transaction");
    let at = clock().now().at;
    let id = OpId(desk::ids(&tx, at).expect("ids").take());
    let start = history::Start {
        id,
        at,
        agent: OWNER,
        kind: "test",
        source: Source::Desk,
        purpose: "",
        secret: [1; 32],
    };
    history::start(&tx, &start).expect("an op");
    for table in TABLES {
        let name = table.name;
        let row = format!("id = (SELECT min(id) FROM {name})");
        for column in table.columns {
            let (set, sort) = (
                format!("\"{}\"", column.name),
                format!("\"column\" = '{}' AND old IS NOT new", column.name),
            );
            let kind: String = tx
                .query_row(
                    &format!("SELECT type FROM pragma_table_info('{name}') WHERE name = ?1"),
                    [column.name],
                    |row| row.get(0),
                )
                .expect("a type");
            let other = if kind == "INTEGER" {
                format!("coalesce({set}, 0) + 1")
            } else {
                format!("coalesce({set}, '') || 'x'")
            };
            tx.execute(
                &format!("UPDATE {name} SET {set} = {other} WHERE {row}"),
                [],
            )
            .expect("an update");
            assert_eq!(recorded(&tx, table, &sort), 1, "{name}.{}", column.name);
            tx.execute(&format!("UPDATE {name} SET {set} = {set} WHERE {row}"), [])
                .expect("an update");
            assert_eq!(
                recorded(&tx, table, &sort),
                1,
                "{name}.{} as it was",
                column.name
            );
        }
        let all: Vec<String> = table
            .columns
            .iter()
            .map(|column| format!("\"{}\"", column.name))
            .collect();
        let all = all.join(", ");
        tx.execute_batch(&format!(
            "CREATE TEMP TABLE kept AS SELECT * FROM {name} WHERE {row};"
        ))
        .expect("a copy");
        tx.execute(&format!("DELETE FROM {name} WHERE {row}"), [])
            .expect("a delete");
        assert_eq!(
            recorded(&tx, table, "\"column\" IS NULL AND old IS NOT NULL"),
            1,
            "{name} deleted"
        );
        tx.execute(
            &format!("INSERT INTO {name} (id, {all}) SELECT id, {all} FROM kept"),
            [],
        )
        .expect("an insert");
        assert_eq!(
            recorded(
                &tx,
                table,
                "\"column\" IS NULL AND old IS NULL AND new IS NULL"
            ),
            1,
            "{name} inserted"
        );
        tx.execute_batch("DROP TABLE kept;").expect("dropped");
    }
}

#[test]
fn a_value_changed_behind_the_programs_back_breaks_the_chain() {
    let shop = Shop::full();
    assert_eq!(shop.app().verify().expect("a verdict").1, None);
    let db = Connection::open(shop.path()).expect("a database");
    let first: i64 = db
        .query_row("SELECT min(op_id) FROM change", [], |row| row.get(0))
        .expect("an op");
    db.execute("UPDATE op SET purpose = 'x' WHERE id = ?1", [first])
        .expect("tampered");
    drop(db);
    assert_eq!(shop.app().verify().expect("a verdict").1, Some(OpId(first)));
}
