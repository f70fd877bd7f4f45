//! Learning is all or nothing: a fault or a crash in the middle of it leaves what was known before.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use shuke::app::clock::Clock;
use shuke::app::op::Op;
use shuke::app::{Access, App, import};
use shuke::domain::chance::Chance;
use shuke::domain::customer::{Draft, Loss, Risk};
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::purchase::Bought;
use shuke::domain::record::Record;
use shuke::domain::time::Now;
use shuke::store::{derived, file, model};
use shuke::vault;

fn on(day: &str) -> Clock {
    Clock::Fixed(Now::morning_of(day).expect("a day"))
}

/// Twenty-four who buy every thirty days, learned of on the second of March.
fn learned(path: &Path) {
    let first: chrono::NaiveDate = "2025-06-01".parse().expect("a day");
    let records = (0..24u64).map(|n| {
        let mut record = Record::from(Draft::named(format!("客{n}")));
        record.bought = (0..8)
            .map(|k| Bought {
                day: first + chrono::Days::new(n + 30 * k),
                item: "龙井".into(),
                quantity_milli: 1_000,
                amount_cents: 9_900,
                pay_method: String::new(),
                source_id: format!("{n}-{k}"),
            })
            .collect();
        record
    });
    App::create(path, &on("2026-03-02")).expect("a file");
    let mut app = App::open(path, Access::Write, on("2026-03-02"), Source::Desk).expect("a desk");
    app.run(&Op::Import(Box::new(import::Op {
        records: records.collect(),
        ..import::Op::default()
    })))
    .expect("customers");
    app.learn().expect("learned");
}

/// The day of the model, how often days were wrong, and every score.
fn known(path: &Path) -> (String, i64, Vec<(i64, Option<i64>)>) {
    let db = Connection::open(path).expect("opens");
    let (day, misses) = db
        .query_row("SELECT as_of, misses FROM model", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a model");
    let mut scores = db
        .prepare("SELECT customer_id, risk FROM customer_derived ORDER BY customer_id")
        .expect("scores");
    let scores = scores
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("scores")
        .map(|row| row.expect("a score"));
    (day, misses, scores.collect())
}

#[test]
fn a_fault_in_the_middle_of_learning_leaves_the_old_scores() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    learned(&path);
    let before = known(&path);
    assert!(before.2.iter().all(|(_, risk)| *risk == Some(0)));
    // Half a year later nobody has come: every score would change, and the last cannot be written.
    let mut app = App::open(&path, Access::Write, on("2026-09-01"), Source::Desk).expect("a desk");
    let raw = Connection::open(&path).expect("opens");
    let last = before.2.last().expect("somebody").0;
    raw.execute_batch(&format!(
        "CREATE TRIGGER stuck BEFORE UPDATE OF risk ON customer_derived WHEN NEW.customer_id = {last}
         BEGIN SELECT RAISE(ABORT, 'stuck'); END;"
    ))
    .expect("a trigger");
    assert!(app.learn().is_err());
    assert_eq!(known(&path), before);
    raw.execute_batch("DROP TRIGGER stuck").expect("drops");
    app.learn().expect("learned");
    let after = known(&path);
    assert_eq!(after.0, "2026-09-01");
    assert!(
        after.2.iter().all(|(_, risk)| *risk != Some(0)),
        "{after:?}"
    );
}

#[test]
fn a_crash_in_the_middle_of_learning_leaves_the_old_scores() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    learned(&path);
    let before = known(&path);
    let wreck = folder.path().join("wreck.db");
    let journal = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-journal");
        std::path::PathBuf::from(name)
    };
    {
        let mut db = file::open(&path, Access::Write, vault::digest).expect("opens");
        let tx = file::begin(&mut db).expect("a transaction");
        let (_, known) = model::get(&tx).expect("reads").expect("a model");
        let day = "2026-09-01".parse().expect("a day");
        model::put(&tx, day, &known, &[], None).expect("writes");
        let loss = Loss {
            risk: Risk::High,
            chance: Chance::nearest(0.9),
        };
        for (id, _) in &before.2[..12] {
            derived::set_loss(&tx, CustomerId(*id), Some(loss)).expect("writes");
        }
        // The pages are in the file, the journal still stands: what a crash leaves at this moment.
        tx.cache_flush().expect("flushes");
        fs::copy(&path, &wreck).expect("copies");
        fs::copy(journal(&path), journal(&wreck)).expect("a journal");
    }
    let torn = {
        let bare = folder.path().join("bare.db");
        fs::copy(&wreck, &bare).expect("copies");
        known(&bare)
    };
    assert_ne!(torn, before, "without its journal the file is torn");
    let app = App::open(&wreck, Access::Write, on("2026-03-02"), Source::Desk).expect("a desk");
    drop(app);
    assert_eq!(known(&wreck), before);
}
