//! What the record of what was done notices when somebody who holds the key edits the file by hand.

use rusqlite::Connection;
use shuke::app::op::Op;
use shuke::app::setting;

use crate::shop::{OWNER, Shop, words};

/// A connection as an intruder with a passphrase has it: the key, and none of our functions or triggers' permission.
fn intruder(shop: &Shop) -> Connection {
    let table = shuke::vault::copies::read(&shop.path()).expect("a table");
    let unlocked = table.unlock(Some("Li"), &words(OWNER)).expect("in");
    let (_, keys) = unlocked.keys().next().expect("keys");
    let hex: String = keys
        .main
        .bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let db = Connection::open(shop.path()).expect("a connection");
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{hex}'\"; PRAGMA foreign_keys=OFF;"
    ))
    .expect("opened");
    db
}

fn shop_with_ops() -> (Shop, Vec<i64>) {
    let shop = Shop::new();
    let mut owner = shop.owner();
    for n in 0..12 {
        owner
            .run(&Op::Setting(setting::Op::Set {
                key: setting::Key::ShopName,
                value: format!("shop {n}"),
            }))
            .unwrap_or_else(|error| panic!("{error:?}"));
    }
    drop(owner);
    let db = intruder(&shop);
    let ids = db
        .prepare("SELECT id FROM op ORDER BY id")
        .expect("a query")
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("ids");
    (shop, ids)
}

/// What is done, how, given the ids, and which entry is the first that must be found wrong.
type Tampering = (&'static str, fn(&[i64]) -> String, usize);

#[test]
fn altering_dropping_swapping_and_forging_are_found_and_located() {
    let cases: [Tampering; 8] = [
        (
            "alter what was done",
            |ids| format!("UPDATE op SET kind = 'customer.pin' WHERE id = {}", ids[5]),
            5,
        ),
        (
            "alter who did it",
            |ids| format!("UPDATE op SET agent_id = 9 WHERE id = {}", ids[5]),
            5,
        ),
        (
            "alter a change",
            |ids| format!("UPDATE change SET new = 'shop x' WHERE op_id = {}", ids[5]),
            5,
        ),
        (
            "drop an entry",
            |ids| {
                format!(
                    "DELETE FROM change WHERE op_id = {0}; DELETE FROM op WHERE id = {0}",
                    ids[5]
                )
            },
            6,
        ),
        (
            "drop a change",
            |ids| format!("DELETE FROM change WHERE op_id = {}", ids[5]),
            5,
        ),
        (
            "swap two entries",
            |ids| {
                format!(
                    "UPDATE op SET id = -1 WHERE id = {0}; UPDATE op SET id = {0} WHERE id = {1}; UPDATE op SET id = {1} WHERE id = -1",
                    ids[5], ids[6]
                )
            },
            5,
        ),
        (
            "forge an entry",
            |ids| {
                format!(
                    "INSERT INTO op SELECT id + 1, at, agent_id, kind, customer_id, count, source, undo_of, undone_by, purpose, hash, hash FROM op WHERE id = {}",
                    ids[11]
                )
            },
            usize::MAX,
        ),
        (
            "empty the chain",
            |_| "UPDATE op SET prev = x'', hash = x''".to_owned(),
            0,
        ),
    ];
    for (what, sql, first) in cases {
        let (shop, ids) = shop_with_ops();
        let drop_guards = "DELETE FROM current_op;";
        intruder(&shop)
            .execute_batch(&format!("{drop_guards}{}", sql(&ids)))
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        let found = shop
            .owner()
            .verify()
            .unwrap_or_else(|error| panic!("{what}: {error:?}"))
            .1;
        let at = found.map(|op| op.0);
        match first {
            usize::MAX => assert!(at.is_some(), "{what}"),
            first => assert_eq!(at, Some(ids[first]), "{what}"),
        }
    }
}

#[test]
fn a_chain_rewritten_without_its_key_is_found() {
    let (shop, _) = shop_with_ops();
    let db = intruder(&shop);
    // Without the keys every op would be vouched for by a digest that anybody can compute.
    db.execute_batch("DELETE FROM chain_key").expect("dropped");
    drop(db);
    assert!(matches!(shop.owner().verify(), Ok((_, Some(_)))));
}

#[test]
fn an_untouched_record_holds_through_encryption_and_new_keys() {
    let (shop, ids) = shop_with_ops();
    let pass = shop.owner_pass();
    shop.open(&pass)
        .rekey(pass, None)
        .unwrap_or_else(|error| panic!("{error:?}"));
    let (count, wrong) = shop
        .owner()
        .verify()
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(wrong, None);
    assert!(count > i64::try_from(ids.len()).expect("few"));
}
