//! The backup when the desk is left: what is seen of it when it takes longer than a moment, and every way past it.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::at_the_desk;
use crate::window::{Shop, Window};

const PAGE: &str = "不等备份直接退出";
/// How long a backup may take to appear on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Another program that lets nobody read the file, until it is dropped: the last backup cannot begin.
struct Bar(Connection);

impl Bar {
    fn before(file: &Path) -> Self {
        let db = Connection::open(file).expect("opens");
        db.busy_timeout(Duration::from_secs(10)).expect("patient");
        db.execute_batch("BEGIN EXCLUSIVE;").expect("barred");
        Self(db)
    }

    fn lifts(self) {
        self.0.execute_batch("ROLLBACK;").expect("lifted");
    }
}

/// A desk with a customer that no backup has.
fn with_something_to_lose(shop: &Shop) -> Window {
    let mut window = at_the_desk(shop);
    window.types("A");
    window.shows("一行新建");
    window.types("李雷 13911112222\r");
    window.shows("已新建客户：李雷");
    window
}

/// The names in the folder of backups.
fn shelf(shop: &Shop) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(shop.home().join("backups"))
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry").file_name().display().to_string())
        .collect();
    names.sort();
    names
}

/// Whether a finished backup holds the customer.
fn is_backed_up(shop: &Shop) -> bool {
    let finished = shelf(shop).into_iter().filter(|name| {
        // A copy that is being made has no name yet.
        name.ends_with(".db")
    });
    finished.into_iter().any(|name| {
        let db = Connection::open(shop.home().join("backups").join(name)).expect("opens");
        let sql = "SELECT count(*) FROM customer WHERE name = '李雷'";
        db.query_row(sql, [], |row| row.get::<_, i64>(0))
            .expect("a number")
            == 1
    })
}

#[test]
fn a_backup_that_takes_longer_than_a_moment_is_shown_and_waited_for() {
    let shop = Shop::new();
    let mut window = with_something_to_lose(&shop);
    let bar = Bar::before(&shop.file());
    window.types("q");
    window.shows(PAGE);
    bar.lifts();
    assert_eq!(window.ends(), 0);
    window.is_given_back();
    assert!(is_backed_up(&shop), "{:?}", shelf(&shop));
}

#[test]
fn whoever_will_not_wait_leaves_at_once_and_the_next_start_makes_up_for_it() {
    for way_out in ["\x1b", "q", "\x03"] {
        let shop = Shop::new();
        let mut window = with_something_to_lose(&shop);
        let bar = Bar::before(&shop.file());
        window.types("q");
        window.shows(PAGE);
        window.types(way_out);
        assert_eq!(window.ends(), 0, "{way_out:?}");
        window.is_given_back();
        bar.lifts();
        let mut window = shop.opens("zh");
        window.until("the desk", |screen| screen.contents().contains("客户 "));
        let end = Instant::now() + PATIENCE;
        while !is_backed_up(&shop) {
            assert!(Instant::now() < end, "no backup: {:?}", shelf(&shop));
            std::thread::sleep(Duration::from_millis(20));
        }
        window.types("q");
        assert_eq!(window.ends(), 0);
    }
}

#[test]
fn other_keys_do_not_keep_it_from_its_end_and_open_nothing() {
    let shop = Shop::new();
    let mut window = with_something_to_lose(&shop);
    let bar = Bar::before(&shop.file());
    window.types("q");
    window.shows(PAGE);
    window.types("A2/李\r");
    window.types("?");
    window.shows(PAGE);
    bar.lifts();
    assert_eq!(window.ends(), 0);
    window.is_given_back();
}
