//! What a stolen copy of the folder tells without a passphrase: nothing.

use shuke::domain::draft::{Place, Unsaved};

use crate::shop::{OWNER, PHONE, Shop};

/// Every file of the folder whose bytes hold one of these texts, in UTF-8 or UTF-16.
fn holding(shop: &Shop, needles: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(shop.folder()).expect("a folder") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("bytes");
        for needle in needles {
            let wide: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for pattern in [needle.as_bytes(), &wide] {
                if bytes.windows(pattern.len()).any(|window| window == pattern) {
                    found.push(format!("{needle} in {}", path.display()));
                }
            }
        }
    }
    found
}

#[test]
fn no_file_holds_a_name_a_number_or_a_draft_in_plain() {
    let shop = Shop::new();
    let mut owner = shop.owner();
    let unsaved = Unsaved {
        place: Place::Log,
        customer: None,
        row: None,
        texts: vec!["half a thought about 赵六".to_owned()],
    };
    owner
        .keep_draft(Some(&unsaved))
        .unwrap_or_else(|error| panic!("{error:?}"));
    let needles = [
        "王芳",
        PHONE,
        "secret13812345678",
        "half a thought",
        "赵六",
        OWNER,
        "SQLite format 3",
        "CREATE TABLE",
    ];
    assert_eq!(holding(&shop, &needles), Vec::<String>::new());
    // In the middle of a write as well: the rollback journal is there and is encrypted too.
    let db = rusqlite::Connection::open(shop.path()).expect("a connection");
    let key = key_of(&shop);
    db.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA cache_size=1; BEGIN IMMEDIATE; UPDATE desk SET last_id = last_id; CREATE TABLE x (y);"))
        .expect("a write");
    db.cache_flush().expect("flushed");
    assert!(shop.folder().join("shop.db-journal").exists());
    assert_eq!(holding(&shop, &needles), Vec::<String>::new());
    drop(db);
    // The search itself finds what is there.
    drop(owner);
    shop.owner()
        .decrypt()
        .unwrap_or_else(|error| panic!("{error:?}"));
    let plain = holding(&shop, &["王芳", "SQLite format 3"]);
    assert_eq!(plain.len(), 2, "{plain:?}");
}

fn key_of(shop: &Shop) -> String {
    let table = shuke::vault::copies::read(&shop.path())
        .ok()
        .expect("a table");
    let unlocked = table
        .unlock(Some("Li"), &crate::shop::words(OWNER))
        .ok()
        .expect("in");
    let (_, keys) = unlocked.keys().next().expect("keys");
    keys.main
        .bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(unix)]
#[test]
fn only_this_user_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let shop = Shop::new();
    for entry in std::fs::read_dir(shop.folder()).expect("a folder") {
        let path = entry.expect("an entry").path();
        let mode = path.metadata().expect("there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} {mode:o}", path.display());
    }
}
