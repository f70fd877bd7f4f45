//! What a stolen copy of the folder tells without a passphrase: nothing.

use std::path::{Path, PathBuf};

use shuke::domain::draft::{Place, Unsaved};

use crate::shop::{OWNER, PHONE, Shop};

/// Every file of the folder whose bytes hold one of these texts, in UTF-8 or UTF-16.
fn holding(shop: &Shop, needles: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(shop.folder()) {
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

/// The files of a folder and of the folders in it, backups among them.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![path],
        })
        .collect()
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
    let table = shuke::vault::copies::read(&shop.path()).expect("a table");
    let unlocked = table
        .unlock(Some("Li"), &crate::shop::words(OWNER))
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

/// How often a text lies in this process's own writable memory. It is given back to front, so that the search finds no copy of its own.
#[cfg(target_os = "linux")]
fn copies_in_memory(reversed: &[u8]) -> usize {
    use std::os::unix::fs::FileExt;
    let memory = std::fs::File::open("/proc/self/mem").expect("memory");
    let maps = std::fs::read_to_string("/proc/self/maps").expect("maps");
    let mut found = 0;
    for line in maps
        .lines()
        .filter(|line| line.contains(" rw-p ") && !line.contains("[v"))
    {
        let (from, to) = line
            .split(' ')
            .next()
            .and_then(|range| range.split_once('-'))
            .expect("a range");
        let [from, to] = [from, to].map(|text| u64::from_str_radix(text, 16).expect("an address"));
        let mut bytes = vec![0; usize::try_from(to - from).expect("fits")];
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue;
        }
        let first = reversed[reversed.len() - 1];
        let starts = bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == first)
            .map(|(at, _)| at);
        let is_here = |at: usize| {
            bytes
                .get(at..at + reversed.len())
                .is_some_and(|slice| slice.iter().rev().eq(reversed))
        };
        found += starts.filter(|at| is_here(*at)).count();
        // The next look must not find what this one copied.
        bytes.fill(0);
        std::hint::black_box(&bytes);
    }
    found
}

/// The file's key as its statement says it, back to front.
#[cfg(target_os = "linux")]
fn reversed_hex(shop: &Shop, passphrase: &shuke::app::pass::Passphrase) -> Vec<u8> {
    let table = shuke::vault::copies::read(&shop.path()).expect("a table");
    let unlocked = table.unlock(Some("Li"), passphrase).expect("in");
    let (_, keys) = unlocked.keys().next().expect("keys");
    let digit = |n: u8| b"0123456789abcdef"[usize::from(n)];
    keys.main
        .bytes()
        .iter()
        .rev()
        .flat_map(|byte| [digit(byte & 15), digit(byte >> 4)])
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn passphrase_and_key_text_are_nowhere_in_memory_once_the_desk_is_open() {
    use shuke::app::pass::{Cost, Passphrase};
    let shop = Shop::new();
    let reversed: Vec<u8> = format!("elpoep-fo-elpoep-{}-drow", std::process::id()).into_bytes();
    let words = || {
        Passphrase::new(
            reversed
                .iter()
                .rev()
                .map(|byte| char::from(*byte))
                .collect(),
        )
    };
    let pass = shop.owner_pass();
    shop.open(&pass)
        .set_passphrase(&pass, None, &words(), Cost::LEAST_WORK)
        .unwrap_or_else(|error| panic!("{error:?}"));
    drop(pass);
    let held = words();
    assert!(
        copies_in_memory(&reversed) >= 1,
        "the search finds what is there"
    );
    let pass = shop
        .pass(Some("Li"), &held)
        .unwrap_or_else(|error| panic!("{error:?}"));
    drop(held);
    let app = shop.open(&pass);
    drop(pass);
    assert_eq!(copies_in_memory(&reversed), 0, "of the passphrase");
    assert_eq!(
        copies_in_memory(&reversed_hex(&shop, &words())),
        0,
        "of the statement that gives the key"
    );
    assert!(app.is_encrypted());
}
