//! The queries the screen waits for go by index: their SQL is read from the source and given to EXPLAIN QUERY PLAN.

use std::path::Path;

use rusqlite::Connection;
use shuke::domain::time::Millis;
use shuke::store::file;
use shuke::vault;

/// Tables that grow with the shop.
const LARGE: [&str; 9] = [
    "customer",
    "contact",
    "fact",
    "customer_tag",
    "interaction",
    "follow_up",
    "purchase",
    "c",
    "f",
];

/// Functions that look at the whole shop on purpose: once a day, once a start, or in a menu.
const WHOLE_SHOP: [&str; 5] = [
    "spends_since",
    "gaps",
    "buyers_after",
    "counts",
    "state_hash",
];

fn source(noun: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/store/{noun}.rs"));
    std::fs::read_to_string(path).expect("a store file")
}

/// Every SELECT of a file with the function it stands in; columns that are spliced in are named `*`.
fn selects(noun: &str) -> Vec<(String, String)> {
    let text = source(noun);
    let mut found = Vec::new();
    for (at, _) in text.match_indices("\"SELECT ") {
        let body = &text[at + 1..];
        let end = body.find('"').expect("the end of a text");
        let named = text[..at]
            .rfind("\nfn ")
            .max(text[..at].rfind("\npub fn "))
            .unwrap_or(0);
        let head = text[named..at].split("fn ").nth(1).unwrap_or_default();
        let name = head.split(['(', '<']).next().unwrap_or_default().to_owned();
        let mut sql = body[..end].replace("\\\n", " ");
        for spliced in ["{COLUMNS}", "{OP_COLUMNS}", "{}"] {
            sql = sql.replace(spliced, "*");
        }
        found.push((name, sql.replace("{column}", "last_contact")));
    }
    found
}

fn plan(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap_or_else(|error| panic!("{error}: {sql}"));
    let count = statement.parameter_count();
    let rows = statement
        .query_map(rusqlite::params_from_iter(vec![1; count]), |row| {
            row.get("detail")
        })
        .expect("a plan");
    rows.map(|row| row.expect("a step")).collect()
}

fn db() -> Connection {
    file::in_memory(vault::digest, Millis(0), [7; 32]).expect("a desk in memory")
}

#[test]
fn no_query_of_one_customer_or_the_queue_walks_through_a_large_table() {
    let db = db();
    let mut seen = 0;
    for noun in [
        "customer",
        "contact",
        "fact",
        "tag",
        "interaction",
        "follow_up",
        "purchase",
        "timeline",
        "derived",
    ] {
        for (name, sql) in selects(noun)
            .into_iter()
            .filter(|(name, _)| !WHOLE_SHOP.contains(&name.as_str()))
        {
            seen += 1;
            for step in plan(&db, &sql) {
                let walked = step
                    .strip_prefix("SCAN ")
                    .and_then(|rest| rest.split(' ').next());
                let is_large = walked.is_some_and(|table| LARGE.contains(&table));
                assert!(
                    !is_large || step.contains("USING"),
                    "{noun}::{name}: {step}\n{sql}"
                );
            }
        }
    }
    assert!(seen > 30, "only {seen} queries were found");
}

#[test]
fn a_window_of_the_list_is_found_by_key_in_every_order() {
    let db = db();
    let (_, select) = selects("listing")
        .into_iter()
        .find(|(_, sql)| sql.contains("FROM customer_derived d JOIN"))
        .expect("the list");
    for column in [
        "d.last_contact",
        "d.sort_name",
        "d.next_due",
        "d.tier",
        "d.created_at",
        "d.spend_cents",
        "d.bought",
    ] {
        for (than, order) in [("<", "DESC"), (">", "ASC"), ("<=", "DESC"), (">=", "ASC")] {
            let tail = format!("ORDER BY {column} {order}, d.customer_id {order} LIMIT ?3");
            let inside = plan(
                &db,
                &format!("{select} WHERE ({column}, d.customer_id) {than} (?1, ?2) {tail}"),
            );
            assert!(
                inside[0].starts_with("SEARCH d USING"),
                "{column} {than}: {inside:?}"
            );
            let from_edge = plan(&db, &format!("{select} WHERE ?1 IS NULL AND ?2 = 0 {tail}"));
            for step in inside.iter().chain(&from_edge) {
                assert!(!step.contains("TEMP B-TREE"), "{column} {order}: {step}");
                assert!(
                    !step.starts_with("SCAN") || step.contains("USING INDEX"),
                    "{column} {order}: {step}"
                );
            }
        }
    }
}

#[test]
fn the_queue_is_read_in_the_order_of_its_index() {
    let db = db();
    let (_, sql) = selects("follow_up")
        .into_iter()
        .find(|(name, _)| name == "due_between")
        .expect("the queue");
    let steps = plan(&db, &sql);
    assert!(
        steps.iter().any(|step| step.contains("follow_up_due")),
        "{steps:?}"
    );
    assert!(
        !steps.iter().any(|step| step.contains("TEMP B-TREE")),
        "{steps:?}"
    );
}
