//! Creating, opening, sharing.

use std::path::Path;

use shuke::app::answer::Answer;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{Access, App, Error, customer, history, script};
use shuke::domain::customer::Draft;
use shuke::domain::history::Source;
use shuke::domain::name::Lang;
use shuke::store;
use shuke::store::file;
use shuke::vault;

use crate::shop::{Shop, clock};

fn opened(path: &Path) -> Result<App, Error> {
    App::open(path, Access::Write, clock(), Source::Desk)
}

/// What opening a file of these bytes says; the bytes must be the same afterwards, and nothing may lie beside them.
fn refusal_of(bytes: &[u8]) -> store::Error {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    std::fs::write(&path, bytes).expect("a file");
    let mut refusals = [Access::Write, Access::Read].map(|access| {
        match App::open(&path, access, clock(), Source::Desk) {
            Err(Error::Store(error)) => error,
            Err(other) => panic!("{other:?}"),
            Ok(_) => panic!("opened"),
        }
    });
    assert_eq!(
        std::fs::read(&path).expect("the file"),
        bytes,
        "the file was touched"
    );
    assert_eq!(
        std::fs::read_dir(folder.path())
            .expect("the folder")
            .count(),
        1,
        "something lies beside it"
    );
    assert_eq!(
        std::mem::discriminant(&refusals[0]),
        std::mem::discriminant(&refusals[1])
    );
    std::mem::replace(&mut refusals[0], store::Error::Busy)
}

fn bytes_of(shop: &Shop) -> Vec<u8> {
    std::fs::read(shop.path()).expect("the file")
}

#[test]
fn a_new_file_is_alone_in_its_folder() {
    assert_eq!(Shop::empty().names(), ["shop.db"]);
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let shop = Shop::full();
    let before = bytes_of(&shop);
    let refused = App::create(&shop.path(), &clock());
    assert!(refused.is_err_and(|error| error.is_already_there()));
    assert_eq!(bytes_of(&shop), before);
    assert_eq!(shop.names(), ["shop.db"]);
}

#[test]
fn a_file_that_cannot_be_made_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a file");
    std::fs::write(&file, "x").expect("a file");
    let refused = App::create(&file.join("shop.db"), &clock());
    assert!(
        matches!(refused, Err(Error::Store(store::Error::Io { .. }))),
        "{refused:?}"
    );
    assert_eq!(
        std::fs::read_dir(folder.path())
            .expect("the folder")
            .count(),
        1
    );
    assert_eq!(std::fs::read(&file).expect("the file"), b"x");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_file_and_its_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data").join("shop.db");
    App::create(&path, &clock()).expect("a new file");
    let mode = |path: &Path| {
        std::fs::metadata(path)
            .expect("metadata")
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().expect("a folder")), 0o700);
    drop(opened(&path).expect("opened"));
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn a_missing_file_is_not_made_by_opening_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    assert!(matches!(
        opened(&path),
        Err(Error::Store(store::Error::Missing(_)))
    ));
    assert!(!path.exists());
}

#[test]
fn an_empty_file_is_told_from_a_strange_one() {
    assert!(matches!(refusal_of(b""), store::Error::Empty(_)));
}

#[test]
fn a_text_file_is_no_desk() {
    for text in [
        "姓名,电话\n王芳,13866668000\n".to_owned(),
        "x".to_owned(),
        "长".repeat(5000),
    ] {
        let refused = refusal_of(text.as_bytes());
        assert!(matches!(refused, store::Error::Foreign(_)), "{refused:?}");
    }
}

#[test]
fn another_programs_sqlite_file_is_no_desk() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.db");
    let db = rusqlite::Connection::open(&path).expect("a database");
    db.execute_batch("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE desk (id); INSERT INTO desk VALUES (1);")
        .expect("a table");
    drop(db);
    let refused = refusal_of(&std::fs::read(&path).expect("the file"));
    assert!(matches!(refused, store::Error::Foreign(_)), "{refused:?}");
}

#[test]
fn a_folder_is_no_desk() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(matches!(
        opened(folder.path()),
        Err(Error::Store(store::Error::Foreign(_)))
    ));
}

#[test]
fn a_file_cut_short_is_damaged() {
    let bytes = bytes_of(&Shop::full());
    for keep in [bytes.len() - 1, bytes.len() / 2, 8192, 4096] {
        let refused = refusal_of(&bytes[..keep]);
        assert!(
            matches!(refused, store::Error::Damaged(_)),
            "{keep} of {} bytes: {refused:?}",
            bytes.len()
        );
    }
}

#[test]
fn a_header_cut_short_is_never_taken_for_a_shop() {
    let bytes = bytes_of(&Shop::full());
    for keep in [1, 15, 16, 99, 100, 512, 4095] {
        let refused = refusal_of(&bytes[..keep]);
        assert!(
            matches!(refused, store::Error::Damaged(_) | store::Error::Foreign(_)),
            "{keep} bytes: {refused:?}"
        );
    }
}

#[test]
fn a_file_from_the_future_is_refused_with_its_number() {
    let shop = Shop::full();
    let db = rusqlite::Connection::open(shop.path()).expect("a database");
    db.execute_batch(&format!("PRAGMA user_version={};", file::VERSION + 1))
        .expect("a version");
    drop(db);
    match refusal_of(&bytes_of(&shop)) {
        store::Error::Newer { version, .. } => assert_eq!(version, file::VERSION + 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn opening_and_looking_changes_no_byte() {
    let shop = Shop::full();
    let before = bytes_of(&shop);
    let mut app = shop.app();
    app.ask(&Query::Queue).expect("an answer");
    while !app.warm().expect("an index") {}
    drop(app);
    assert_eq!(bytes_of(&shop), before);
    assert_eq!(shop.names(), ["shop.db"]);
}

/// A file of every format before this one lies under tests/store/formats; whoever adds a migration adds one.
#[test]
fn a_file_of_the_first_version_is_brought_up_to_date_with_its_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    std::fs::write(&path, include_bytes!("version_1.db")).expect("a file");
    let mut app = opened(&path).expect("an older file");
    for text in ["漏水", "普洱", "龙井"] {
        let query = Query::Search {
            text: text.to_owned(),
        };
        match app.ask(&query).expect("an answer") {
            Answer::Texts(texts) => assert_eq!(texts.hits.len(), 1, "{text}"),
            other => panic!("no texts: {other:?}"),
        }
    }
    let (_, broken) = app.verify().expect("a look");
    assert_eq!(broken, None);
}

#[test]
fn a_file_of_an_older_format_opens_with_all_it_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    std::fs::write(&path, include_bytes!("formats/1.db")).expect("a copy");
    let mut app = opened(&path).expect("an older file");
    assert!(app.verify().expect("a verdict").1.is_none());
    // What was deleted before a column was there comes back with that column's usual value.
    app.run(&Op::History(history::Op::Redo)).expect("redone");
    while !app.warm().expect("an index") {}
    for name in ["王芳", "李雷"] {
        let hits = app.ask(&Query::Find { text: name.into() });
        match hits.expect("an answer") {
            Answer::Hits(hits) => assert_eq!(hits.rows[0].name, name),
            other => panic!("{other:?}"),
        }
    }
    app.run(&Op::Script(script::Op::Starter(Lang::Zh)))
        .expect("a table of this format");
    drop(app);
    let db = file::open(&path, Access::Read, vault::digest).expect("opened again");
    let version: i64 = db
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .expect("a version");
    assert_eq!(version, file::VERSION);
}

/// The file of the format before this one: three customers, one of them in the bin, a call, a purchase, follow-ups, texts.
#[test]
fn a_file_of_the_format_before_keeps_every_row_and_its_undo() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    std::fs::write(&path, include_bytes!("formats/4.db")).expect("a copy");
    let mut app = opened(&path).expect("an older file");
    assert!(app.verify().expect("a verdict").1.is_none());
    match app.ask(&Query::Pulse).expect("an answer") {
        Answer::Pulse(pulse) => assert_eq!(pulse.customers, 2),
        other => panic!("{other:?}"),
    }
    let before = app.state_hash().expect("a hash");
    let mut steps = 0;
    while app
        .run(&Op::History(history::Op::Undo(None)))
        .is_ok_and(|done| done.op.is_some())
    {
        steps += 1;
    }
    assert!(steps >= 9, "{steps} steps back");
    for _ in 0..steps {
        app.run(&Op::History(history::Op::Redo)).expect("redone");
    }
    assert_eq!(app.state_hash().expect("a hash"), before);
}

#[test]
fn a_second_window_sees_what_the_first_one_saved() {
    let shop = Shop::full();
    let (mut first, mut second) = (shop.app(), shop.app());
    assert!(!second.was_changed_elsewhere().expect("a look"));
    first
        .run(&Op::Customer(customer::Op::Add(Draft::named("李雷"))))
        .expect("added");
    assert!(second.was_changed_elsewhere().expect("a look"));
    while !second.warm().expect("an index") {}
    match second
        .ask(&Query::Find {
            text: "lilei".to_owned(),
        })
        .expect("an answer")
    {
        Answer::Hits(hits) => assert_eq!(hits.rows.len(), 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_window_that_writes_for_too_long_makes_the_other_one_say_busy() {
    let shop = Shop::full();
    let mut writer = file::open(&shop.path(), Access::Write, vault::digest).expect("open");
    let mut app = shop.app();
    let held = file::begin(&mut writer).expect("a transaction");
    let refused = app.run(&Op::Customer(customer::Op::Add(Draft::named("李雷"))));
    assert!(
        matches!(refused, Err(Error::Store(store::Error::Busy))),
        "{refused:?}"
    );
    drop(held);
    app.run(&Op::Customer(customer::Op::Add(Draft::named("李雷"))))
        .expect("free again");
}

#[test]
fn a_reader_never_writes() {
    let shop = Shop::full();
    let before = bytes_of(&shop);
    let mut app = App::open(&shop.path(), Access::Read, clock(), Source::Desk).expect("open");
    assert!(app.is_read_only());
    let refused = app.run(&Op::Customer(customer::Op::Add(Draft::named("李雷"))));
    assert!(matches!(refused, Err(Error::ReadOnly)));
    assert_eq!(bytes_of(&shop), before);
}

/// As root every folder may be written, whatever its mode says.
#[cfg(unix)]
#[test]
fn a_desk_in_a_folder_that_cannot_be_written_opens_to_be_read_whatever_its_format() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let set = |mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path(), mode).expect("set");
    };
    let old = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/formats/4.db");
    let (new, aged) = (folder.path().join("new.db"), folder.path().join("old.db"));
    App::create(&new, &clock()).expect("a file");
    std::fs::copy(old, &aged).expect("a file of format 4");
    set(0o500);
    let is_root = std::fs::File::create(folder.path().join("probe")).is_ok();
    for path in [&new, &aged] {
        let app = App::open(path, Access::Write, clock(), Source::Desk).expect("opens");
        assert_eq!(app.is_read_only(), !is_root, "{}", path.display());
    }
    set(0o700);
}

#[test]
fn a_damaged_file_is_named_in_the_sentence() {
    let shop = Shop::full();
    let bytes = bytes_of(&shop);
    for length in [4_500, 5_000, 8_192, 20_000] {
        std::fs::write(shop.path(), &bytes[..length]).expect("cut");
        let refused = opened(&shop.path()).map(drop).expect_err("cut short");
        let told = refused.message(shuke::i18n::strings(shuke::domain::name::Lang::En));
        assert!(told.contains("shop.db"), "{length}: {told}");
    }
}
