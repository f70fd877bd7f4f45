//! Backups of an encrypted desk: they are as locked as the desk, open with its passphrase, and come back.

use shuke::app::anchor::Care;
use shuke::app::backup::{Kept, Shelf};
use shuke::app::doctor::examine;
use shuke::app::pace::Pace;
use shuke::app::pass::{Pass, Role};
use shuke::app::query::Query;
use shuke::app::restore::restore;
use shuke::app::salvage::salvage;
use shuke::app::{Access, App, Error};
use shuke::domain::finding::{Verdict, worst};
use shuke::domain::history::Source;
use shuke::domain::name::Lang;
use shuke::domain::rotation::Reason;
use shuke::i18n::strings;

use crate::shop::{OWNER, Shop, later, words, words_of};

fn kept(shop: &Shop) -> Kept {
    let made = shop.owner().back_up(Reason::Asked, &Pace::default());
    made.unwrap_or_else(|error| panic!("{error:?}"))
}

#[test]
fn a_backup_is_as_locked_as_the_desk_and_opens_with_its_passphrase() {
    let shop = Shop::new();
    let kept = kept(&shop);
    let bytes = std::fs::read(&kept.path).expect("a backup");
    assert!(!bytes.starts_with(b"SQLite format 3"));
    let refused = App::open(&kept.path, Access::Read, later(0), Source::Desk);
    assert!(refused.is_err());
    let pass = Pass::unlock(&kept.path, None, &words(OWNER), later(0));
    let pass = pass.unwrap_or_else(|error| panic!("{error:?}"));
    let app = App::open_with(&pass, Access::Read, later(0), Source::Desk);
    let hash = app.and_then(|app| app.state_hash());
    assert_eq!(hash.ok(), shop.owner().state_hash().ok());
}

#[test]
fn a_lost_desk_with_lost_keys_comes_back_from_its_backup() {
    let shop = Shop::new();
    let before = shop.owner().state_hash().ok();
    let kept = kept(&shop);
    std::fs::remove_file(shop.path()).expect("gone");
    for keys in shuke::app::pass::paths(&shop.path()) {
        std::fs::remove_file(keys).expect("gone");
    }
    let pass = Pass::unlock(&kept.path, None, &words(OWNER), later(0));
    let pass = pass
        .unwrap_or_else(|error| panic!("{error:?}"))
        .for_file(&shop.path());
    let done = restore(
        &shop.path(),
        &kept.path,
        later(0),
        &Care::default(),
        Some(&pass),
    );
    assert!(done.is_ok(), "{done:?}");
    let mut owner = shop.owner();
    assert!(owner.ask(&Query::Pulse).is_ok());
    assert_eq!(owner.state_hash().ok(), before);
}

#[test]
fn whoever_may_not_restore_is_refused() {
    let shop = Shop::new();
    let kept = kept(&shop);
    drop(shop.as_new("Wu", Role::Viewer));
    let viewer = shop
        .pass(Some("Wu"), &words_of("Wu"))
        .unwrap_or_else(|error| panic!("{error:?}"));
    let refused = restore(
        &shop.path(),
        &kept.path,
        later(0),
        &Care::default(),
        Some(&viewer),
    );
    assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
}

#[test]
fn a_check_up_and_a_salvage_need_the_passphrase_and_leave_nothing_readable() {
    let shop = Shop::new();
    let (pass, s) = (shop.owner_pass(), strings(Lang::En));
    let found = examine(&shop.path(), later(0), &Care::default(), Some(&pass), s);
    assert_ne!(worst(&found), Verdict::Wrong, "{found:?}");
    let blind = examine(&shop.path(), later(0), &Care::default(), None, s);
    assert_eq!(worst(&blind), Verdict::Wrong);
    let saved = shop.path().with_file_name("saved.db");
    let rows = salvage(&shop.path(), &saved, later(0), Some(&pass));
    assert!(rows.is_ok_and(|rows| {
        rows.iter()
            .any(|table| table.table == "customer" && table.rows > 0)
    }));
    let bytes = std::fs::read(&saved).expect("a file");
    assert!(!bytes.starts_with(b"SQLite format 3"));
    assert!(Pass::unlock(&saved, None, &words(OWNER), later(0)).is_ok());
}

#[test]
fn new_keys_and_a_decryption_are_preceded_by_a_backup_that_the_old_keys_open() {
    for decrypts in [false, true] {
        let shop = Shop::new();
        let before = shop.owner().state_hash().ok();
        let app = shop.owner();
        let done = match decrypts {
            true => app.decrypt(),
            false => app.rekey(shop.owner_pass(), None),
        };
        assert!(done.is_ok(), "{done:?}");
        let shelf = Shelf::of(&shop.path());
        let kept = shelf.newest().unwrap_or_else(|| panic!("no backup"));
        assert_eq!(kept.reason, Reason::BeforeRekey);
        let pass = Pass::unlock(&kept.path, None, &words(OWNER), later(0))
            .unwrap_or_else(|error| panic!("{error:?}"));
        let app = App::open_with(&pass, Access::Read, later(0), Source::Desk);
        assert_eq!(app.and_then(|app| app.state_hash()).ok(), before);
    }
}

#[test]
fn an_encrypted_wreck_without_its_keys_says_so_and_opens_with_a_backups_keys_and_the_recovery_code()
{
    let shop = Shop::new();
    let kept = kept(&shop);
    let saved = shop.folder().join("saved.db");
    let all = salvage(&shop.path(), &saved, later(0), Some(&shop.owner_pass()))
        .unwrap_or_else(|error| panic!("{error:?}"));
    std::fs::remove_file(&saved).expect("cleaned");
    let [one, two] = shuke::app::pass::paths(&shop.path());
    for keys in [&one, &two] {
        std::fs::remove_file(keys).expect("lost");
    }
    let refused = salvage(&shop.path(), &saved, later(0), None)
        .map(drop)
        .expect_err("nothing to read it with");
    assert!(matches!(refused, Error::KeysGone(_)), "{refused:?}");
    for lang in [Lang::Zh, Lang::En] {
        let told = refused.message(strings(lang));
        assert!(told.contains("shop.db.keys"), "{told}");
    }
    assert!(!saved.exists() && shop.path().exists());
    let [copy, _] = shuke::app::pass::paths(&kept.path);
    std::fs::copy(copy, &one).expect("put back");
    let pass = shop
        .pass(None, &shop.recovery)
        .unwrap_or_else(|error| panic!("{error:?}"));
    let again = salvage(&shop.path(), &saved, later(0), Some(&pass))
        .unwrap_or_else(|error| panic!("{error:?}"));
    let rows = |saved: &[shuke::app::salvage::Saved]| saved.iter().map(|one| one.rows).sum::<u64>();
    assert_eq!(rows(&again), rows(&all));
}
