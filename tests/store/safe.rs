//! Nothing is lost: backups that were looked at, the way back, an anchor, rows against the history, salvage.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use shuke::app::anchor::{Care, Presence};
use shuke::app::backup::{Safety, Shelf};
use shuke::app::op::Op;
use shuke::app::pace::Pace;
use shuke::app::query::Query;
use shuke::app::restore::restore;
use shuke::app::salvage::salvage;
use shuke::app::{Access, App, Error, customer};
use shuke::domain::customer::Draft;
use shuke::domain::filter::Filter;
use shuke::domain::finding::{Part, Verdict};
use shuke::domain::history::Source;
use shuke::domain::rotation::Reason;
use shuke::domain::view::Group;
use shuke::i18n::strings;
use shuke::store;

use crate::shop::{Shop, clock};

/// The page size of a desk file.
const PAGE: usize = 4_096;

fn add(app: &mut App, name: &str) {
    let draft = Draft::named(name.to_owned());
    app.run(&Op::Customer(customer::Op::Add(draft)))
        .expect("added");
}

fn read_only(path: &Path) -> App {
    App::open(path, Access::Read, clock(), Source::Desk).expect("opens")
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry").file_name().display().to_string())
        .collect();
    names.sort();
    names
}

fn backed_up(shop: &Shop) -> PathBuf {
    let kept = shop
        .app()
        .back_up(Reason::Asked, &Pace::default())
        .expect("a backup");
    kept.path
}

#[test]
fn a_backup_holds_what_the_file_holds_and_its_manifest_says_so() {
    let shop = Shop::full();
    let app = shop.app();
    assert_eq!(app.safety().expect("known"), Safety::Never);
    let kept = app
        .back_up(Reason::Asked, &Pace::default())
        .expect("a backup");
    assert_eq!(Shelf::manifest_of(&kept.path).as_ref(), Some(&kept));
    assert!(kept.is_unchanged().expect("reads"));
    assert_eq!(app.safety().expect("known"), Safety::At(app.now().at));
    assert_eq!(
        read_only(&kept.path).state_hash().expect("a digest"),
        app.state_hash().expect("a digest")
    );
    let again = app
        .back_up_if_changed(Reason::Routine, &Pace::default())
        .expect("looked");
    assert_eq!(again, None, "nothing has changed");
}

#[test]
fn two_desks_in_one_folder_keep_their_backups_apart() {
    let shop = Shop::full();
    let twin = shop.folder.path().join("shop-2.db");
    std::fs::copy(shop.path(), &twin).expect("a second desk");
    std::fs::rename(shop.path(), shop.folder.path().join("shop.db")).expect("named");
    let one = shop.folder.path().join("shop.db");
    let back_up = |path: &Path| {
        let app = App::open(path, Access::Write, clock(), Source::Desk).expect("opens");
        app.back_up(Reason::Routine, &Pace::default())
            .expect("a backup")
            .path
    };
    let (of_twin, of_one) = (back_up(&twin), back_up(&one));
    assert!(of_twin.exists(), "the other desk's backup was dropped");
    let listed = |path: &Path| -> Vec<PathBuf> {
        let shelf = Shelf::of(path).backups;
        shelf.into_iter().map(|kept| kept.path).collect()
    };
    assert_eq!(listed(&one), [of_one]);
    assert_eq!(listed(&twin), [of_twin]);
}

#[cfg(unix)]
#[test]
fn what_another_window_is_still_writing_is_not_swept_and_what_a_kill_left_is() {
    let shop = Shop::full();
    let kept = backed_up(&shop);
    let part = store::backup::part_of(&kept.with_file_name("shop-20200101T000000Z.db"));
    let stage = store::backup::stage_of(&shop.path());
    for (path, sweep) in [
        (&part, &(|| drop(backed_up(&shop))) as &dyn Fn()),
        (&stage, &|| drop(shop.app())),
    ] {
        std::fs::write(path, "half a copy").expect("written");
        let at_work = std::fs::File::open(path).expect("opens");
        at_work.try_lock().expect("claimed");
        sweep();
        assert!(path.exists(), "{} was taken away", path.display());
        drop(at_work);
        sweep();
        assert!(!path.exists(), "{} is still there", path.display());
    }
}

#[test]
fn a_backup_that_is_stopped_leaves_nothing() {
    let shop = Shop::full();
    let pace = Pace::default();
    pace.cancel.store(true, Ordering::Relaxed);
    let stopped = shop.app().back_up(Reason::Asked, &pace);
    assert!(matches!(stopped, Err(Error::Cancelled)), "{stopped:?}");
    let folder = shop.path().with_file_name("backups");
    assert_eq!(names_in(&folder), Vec::<String>::new());
}

#[test]
fn a_backup_takes_no_name_that_is_somebody_elses() {
    let shop = Shop::full();
    let app = shop.app();
    let photo = shop.path().with_file_name("photo.jpg");
    std::fs::write(&photo, "a photo").expect("a file");
    for to in [&photo, &shop.path()] {
        let refused = app.back_up_to(to, &Pace::default());
        assert!(
            matches!(refused, Err(Error::Store(store::Error::Exists(_)))),
            "{refused:?}"
        );
    }
    assert_eq!(std::fs::read(&photo).expect("reads"), b"a photo");
    let own = shop.path().with_file_name("own.db");
    for _ in 0..2 {
        app.back_up_to(&own, &Pace::default())
            .expect("made, and made again");
    }
}

#[test]
fn a_restore_keeps_the_file_as_it_was_and_is_told_in_the_history() {
    let shop = Shop::full();
    let before = shop.app().state_hash().expect("a digest");
    let backup = backed_up(&shop);
    let mut window = shop.app();
    add(&mut window, "后来的客户");
    let later = window.state_hash().expect("a digest");
    let restored =
        restore(&shop.path(), &backup, clock(), &Care::default(), None).expect("restored");
    // A window that stood open sees it.
    assert_eq!(window.state_hash().expect("a digest"), before);
    let kept = restored.before.expect("a backup of the file as it was");
    assert_eq!(read_only(&kept).state_hash().expect("a digest"), later);
    let found = window.examine().expect("looked over");
    assert!(
        found.iter().all(|one| one.verdict != Verdict::Wrong),
        "{found:?}"
    );
    add(&mut window, "再后来的客户");
}

#[test]
fn a_damaged_backup_is_refused_and_the_file_is_left_alone() {
    let shop = Shop::full();
    let backup = backed_up(&shop);
    let mut bytes = std::fs::read(&backup).expect("reads");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&backup, bytes).expect("damaged");
    let before = std::fs::read(shop.path()).expect("reads");
    let refused = restore(&shop.path(), &backup, clock(), &Care::default(), None);
    assert!(
        matches!(refused, Err(Error::Store(store::Error::Damaged(_)))),
        "{refused:?}"
    );
    assert_eq!(std::fs::read(shop.path()).expect("reads"), before);
}

#[test]
fn a_backup_of_another_shop_is_refused() {
    let (shop, other) = (Shop::full(), Shop::full());
    let mut renamed = other.app();
    add(&mut renamed, "别家的客户");
    drop(renamed);
    let backup = backed_up(&other);
    // Both test shops are founded alike; a second file of one's own is founded with chance.
    let own = shop.path().with_file_name("own.db");
    App::create(&own, &clock()).expect("a file");
    add(
        &mut App::open(&own, Access::Write, clock(), Source::Desk).expect("opens"),
        "自己的客户",
    );
    let refused = restore(&own, &backup, clock(), &Care::default(), None);
    assert!(matches!(refused, Err(Error::OtherShop)), "{refused:?}");
}

#[test]
fn a_file_that_is_gone_or_garbage_comes_back_from_its_backup() {
    for garbage in [None, Some(&b""[..]), Some(b"no desk file")] {
        let shop = Shop::full();
        let before = shop.app().state_hash().expect("a digest");
        let backup = backed_up(&shop);
        std::fs::remove_file(shop.path()).expect("gone");
        if let Some(bytes) = garbage {
            std::fs::write(shop.path(), bytes).expect("garbage");
        }
        let restored =
            restore(&shop.path(), &backup, clock(), &Care::default(), None).expect("restored");
        assert_eq!(shop.app().state_hash().expect("a digest"), before);
        let aside = restored
            .before
            .map(|path| std::fs::read(path).expect("kept"));
        assert_eq!(aside.as_deref(), garbage);
    }
}

#[test]
fn an_import_of_many_and_an_older_format_are_backed_up_beforehand() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/formats/4.db");
    std::fs::copy(&old, &path).expect("a file of format 4");
    drop(App::open(&path, Access::Write, clock(), Source::Desk).expect("opens"));
    let shelf = Shelf::of(&path);
    let kept = shelf.newest().expect("a backup");
    assert_eq!(
        (kept.reason, kept.facts.format),
        (Reason::BeforeMigration, 4)
    );
}

#[test]
fn an_older_file_on_a_medium_that_cannot_be_written_is_read_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    for number in 1..=4 {
        let old = format!(
            "{}/tests/store/formats/{number}.db",
            env!("CARGO_MANIFEST_DIR")
        );
        let bytes = std::fs::read(&old).expect("a file of that format");
        std::fs::write(&path, &bytes).expect("a copy");
        for access in [Access::Read, Access::Media] {
            let mut app = App::open(&path, access, clock(), Source::Desk).expect("opens");
            let everyone = Filter::default();
            for query in [
                Query::Scripts { customer: None },
                Query::Pulse,
                Query::Queue,
                Query::Count {
                    filter: everyone.clone(),
                },
                Query::Headings {
                    filter: everyone,
                    group: Group::ALL[0],
                },
                Query::Search {
                    text: "王芳".to_owned(),
                },
                Query::Find {
                    text: "王".to_owned(),
                },
                Query::TagBook,
                Query::Quality,
                Query::Standing,
                Query::Products,
            ] {
                let answer = app.ask(&query);
                assert!(answer.is_ok(), "format {number}, {query:?}: {answer:?}");
            }
            let refused = app.run(&Op::Customer(customer::Op::Add(Draft::named("x"))));
            assert!(matches!(refused, Err(Error::ReadOnly)), "{refused:?}");
        }
        assert_eq!(
            std::fs::read(&path).expect("reads"),
            bytes,
            "format {number}"
        );
    }
}

#[test]
fn an_older_file_and_a_rewritten_history_are_noticed() {
    let (shop, state) = (Shop::full(), tempfile::tempdir().expect("a folder"));
    let care = Care {
        state: Some(state.path().to_owned()),
        second: None,
    };
    let cared = |access| {
        let mut app = App::open(&shop.path(), access, clock(), Source::Desk).expect("opens");
        app.take_care(&care, Presence::Silent).expect("remembered");
        app
    };
    let older = std::fs::read(shop.path()).expect("bytes");
    add(&mut cared(Access::Write), "李雷");
    assert_eq!(cared(Access::Read).missing().expect("looked"), None);
    std::fs::write(shop.path(), older).expect("put back");
    let missing = cared(Access::Read).missing().expect("looked");
    assert!(missing.is_some());
    // Writing on does not hide it; accepting it does, and is told.
    let mut app = cared(Access::Write);
    add(&mut app, "韩梅");
    let op = |missing: Option<shuke::domain::finding::Missing>| missing.map(|missing| missing.op);
    assert_eq!(op(app.missing().expect("looked")), op(missing));
    assert_eq!(op(app.accept().expect("accepted")), op(missing));
    assert_eq!(cared(Access::Read).missing().expect("looked"), None);
    // An anchor that cannot be kept never keeps a desk from opening.
    std::fs::remove_dir_all(state.path()).expect("gone");
    std::fs::write(state.path(), "in the way").expect("a file");
    add(&mut cared(Access::Write), "赵六");
    std::fs::remove_file(state.path()).expect("cleaned");
    std::fs::create_dir(state.path()).expect("for the test's own folder");
}

#[test]
fn a_row_that_was_changed_behind_the_desks_back_is_found() {
    let shop = Shop::full();
    let path = shop.path();
    let bytes = std::fs::read(&path).expect("bytes");
    let name = "王芳".as_bytes();
    let mut found = 0;
    for at in (0..bytes.len() - name.len()).filter(|at| bytes[*at..].starts_with(name)) {
        let mut changed = bytes.clone();
        // A name of the same length: no page, no index and no length is wrong.
        changed[at..at + name.len()].copy_from_slice("王艺".as_bytes());
        std::fs::write(&path, changed).expect("changed");
        let wrong = read_only(&path)
            .examine()
            .expect("looked over")
            .into_iter()
            .any(|one| one.verdict == Verdict::Wrong);
        found += usize::from(wrong);
    }
    assert!(found > 0, "no copy of the name was proved");
}

#[test]
fn one_bad_page_costs_less_than_a_twentieth_of_the_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    App::create(&path, &clock()).expect("a file");
    let mut app = App::open(&path, Access::Write, clock(), Source::Desk).expect("opens");
    app.make_up(300, 1, &Pace::default().into())
        .expect("filled");
    drop(app);
    let good = std::fs::read(&path).expect("bytes");
    let rows = |saved: &[shuke::app::salvage::Saved]| saved.iter().map(|one| one.rows).sum::<u64>();
    let whole = folder.path().join("whole.db");
    let all = rows(&salvage(&path, &whole, clock(), None).expect("saved"));
    let pages = good.len() / PAGE;
    for page in (0..pages).step_by(pages / 12) {
        let mut bad = good.clone();
        bad[page * PAGE..(page + 1) * PAGE].fill(0xa5);
        let (damaged, saved) = (folder.path().join("bad.db"), folder.path().join("saved.db"));
        std::fs::write(&damaged, &bad).expect("damaged");
        let kept = rows(&salvage(&damaged, &saved, clock(), None).expect("saved"));
        assert!(kept * 20 >= all * 19, "page {page}: {kept} of {all}");
        assert_eq!(
            std::fs::read(&damaged).expect("reads"),
            bad,
            "the source was touched"
        );
        let found = read_only(&saved).examine().expect("looked over");
        assert!(
            found.iter().all(|one| one.verdict != Verdict::Wrong),
            "page {page}: {found:?}"
        );
        std::fs::remove_file(&saved).expect("cleaned");
    }
}

#[test]
fn a_file_that_does_not_open_is_still_looked_over() {
    let shop = Shop::full();
    backed_up(&shop);
    std::fs::write(shop.path(), "garbage").expect("damaged");
    let s = strings(shuke::domain::name::Lang::En);
    let found = shuke::app::doctor::examine(&shop.path(), clock(), &Care::default(), None, s);
    let of = |part| {
        found
            .iter()
            .find(|one| one.part == part)
            .map(|one| one.verdict)
    };
    assert_eq!(of(Part::Opening), Some(Verdict::Wrong));
    assert_eq!(of(Part::Backups), Some(Verdict::Fine));
}

#[test]
fn a_rehearsal_restores_the_newest_backup_and_is_remembered() {
    let shop = Shop::full();
    backed_up(&shop);
    let rehearsed = shop.app().rehearse().expect("rehearsed");
    assert!(rehearsed.went_well);
    let shelf = Shelf::of(&shop.path());
    assert_eq!(shelf.rehearsed, Some(rehearsed));
    assert!(
        names_in(&shelf.folder)
            .iter()
            .all(|name| !name.ends_with(".part"))
    );
}
