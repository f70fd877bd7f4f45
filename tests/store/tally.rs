//! The counts that are kept row by row: equal to what counting gives, after any op, its undo and its redo, and in an older file.

use rusqlite::Connection;
use shuke::app::answer::Answer;
use shuke::app::follow_up::After;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{App, customer, follow_up, history, tag};
use shuke::domain::customer::Draft;
use shuke::domain::id::{CustomerId, FollowUpId};

use crate::shop::{Shop, clock};

/// A file as the format before the counts wrote it: two customers and one in the bin, each with a follow-up and tags.
const UNCOUNTED: &[u8] = include_bytes!("formats/3.db");

/// Each kept count beside its count, as rows of text.
const PAIRS: [(&str, &str); 3] = [
    (
        "SELECT customers || '' FROM tally",
        "SELECT count(*) || '' FROM customer_derived",
    ),
    (
        "SELECT due || ' ' || open FROM due_tally WHERE open <> 0 ORDER BY due",
        "SELECT due || ' ' || count(*) FROM follow_up JOIN customer_derived USING (customer_id) WHERE progress = 'open'
         GROUP BY due ORDER BY due",
    ),
    (
        "SELECT tag_id || ' ' || customers FROM tag_tally WHERE customers <> 0 ORDER BY tag_id",
        "SELECT tag_id || ' ' || count(*) FROM customer_tag JOIN customer_derived USING (customer_id) GROUP BY tag_id ORDER BY tag_id",
    ),
];

fn rows(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(sql).expect("a count");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

/// Compares every kept count with its count; returns them all.
#[track_caller]
fn counted(shop: &Shop, after: &str) -> Vec<Vec<String>> {
    let db = Connection::open(shop.path()).expect("an open file");
    PAIRS
        .iter()
        .map(|(kept, count)| {
            let kept = rows(&db, kept);
            assert_eq!(kept, rows(&db, count), "after {after}");
            kept
        })
        .collect()
}

fn only_customer(app: &mut App) -> CustomerId {
    match app.ask(&Query::Queue).expect("a queue") {
        Answer::Queue(queue) => queue.rows[0].follow_up.customer,
        other => panic!("no queue: {other:?}"),
    }
}

fn promise(app: &mut App) -> FollowUpId {
    match app.ask(&Query::Queue).expect("a queue") {
        Answer::Queue(queue) => queue.rows[0].follow_up.id,
        other => panic!("no queue: {other:?}"),
    }
}

#[test]
fn kept_counts_are_true_after_every_op_its_undo_and_its_redo() {
    let shop = Shop::full();
    let mut app = shop.app();
    let (id, kept) = (only_customer(&mut app), promise(&mut app));
    let later = clock().now().today() + chrono::Days::new(9);
    let mut tagged = Draft::named("李雷");
    tagged.tags.push("老客".to_owned());
    let (customers, name) = (vec![id], "送礼".to_owned());
    let ops = [
        Op::Customer(customer::Op::Add(tagged)),
        Op::FollowUp(follow_up::Op::Schedule {
            customers: vec![id],
            due: later,
            note: "礼盒".to_owned(),
        }),
        Op::FollowUp(follow_up::Op::Snooze {
            ids: vec![kept],
            due: later,
        }),
        Op::Tag(tag::Op::Add {
            customers: customers.clone(),
            name: name.clone(),
        }),
        Op::Customer(customer::Op::Bin(customers.clone())),
        Op::Customer(customer::Op::Restore(customers.clone())),
        Op::Tag(tag::Op::Remove { customers, name }),
        Op::FollowUp(follow_up::Op::Done {
            id: kept,
            after: After::Unasked,
        }),
    ];
    for op in ops {
        let before = counted(&shop, "everything before");
        app.run(&op).expect("an op");
        let after = counted(&shop, op.name());
        assert_ne!(before, after, "{} changes no count", op.name());
        app.run(&Op::History(history::Op::Undo(None)))
            .expect("an undo");
        assert_eq!(counted(&shop, "an undo"), before, "{}", op.name());
        app.run(&Op::History(history::Op::Redo)).expect("a redo");
        assert_eq!(counted(&shop, "a redo"), after, "{}", op.name());
    }
}

#[test]
fn a_file_from_before_the_counts_is_counted_when_it_is_opened() {
    let shop = Shop::empty();
    std::fs::write(shop.path(), UNCOUNTED).expect("a file");
    let mut app = shop.app();
    let kept = counted(&shop, "the migration");
    assert_eq!(
        kept[..2],
        [vec!["2".to_owned()], vec!["2026-12-01 2".to_owned()]]
    );
    assert_eq!(kept[2].len(), 2, "two tags are carried");
    match app.ask(&Query::Pulse).expect("a pulse") {
        Answer::Pulse(pulse) => assert_eq!(pulse.customers, 2),
        other => panic!("no pulse: {other:?}"),
    }
}
