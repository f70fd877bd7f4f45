//! Getting in: the right words, the wrong ones, users who come and go, changes of keys that are cut off.

use shuke::app::error::Status;
use shuke::app::pass::{self, Cost, Door, Fault, Pass, Role};
use shuke::app::query::Query;
use shuke::app::{Access, App, Error};
use shuke::domain::history::Source;

use crate::shop::{OWNER, Shop, later, words, words_of};

#[test]
fn an_encrypted_desk_is_locked_and_opens_with_its_passphrase() {
    let shop = Shop::new();
    assert_eq!(
        pass::door(&shop.path()).ok(),
        Some(Door::Locked(vec!["Li".to_owned()]))
    );
    let refused = App::open(&shop.path(), Access::Write, later(0), Source::Desk);
    assert!(refused.is_err_and(|error| error.status() == Status::Locked));
    let mut owner = shop.owner();
    assert!(owner.is_encrypted());
    assert!(owner.ask(&Query::Pulse).is_ok());
}

#[test]
fn the_recovery_code_opens_and_a_new_passphrase_can_be_set() {
    let shop = Shop::new();
    let pass = shop
        .pass(None, &shop.recovery)
        .unwrap_or_else(|error| panic!("{error:?}"));
    let mut app = shop.open(&pass);
    app.set_passphrase(
        &pass,
        None,
        &words("brand new words here"),
        Cost::LEAST_WORK,
    )
    .unwrap_or_else(|error| panic!("{error:?}"));
    assert!(shop.pass(None, &words("brand new words here")).is_ok());
    assert!(shop.pass(None, &words(OWNER)).is_err());
}

#[test]
fn a_wrong_passphrase_says_the_same_for_a_known_and_an_unknown_user() {
    let shop = Shop::new();
    let said = |name| match shop.pass(Some(name), &words("not at all the words")) {
        Err(error) => (
            error.message(shuke::i18n::strings(shuke::domain::name::Lang::En)),
            error.status(),
        ),
        Ok(_) => panic!("it opened"),
    };
    assert_eq!(said("Li"), said("Nobody"));
    assert_eq!(said("Li").1, Status::Locked);
}

#[test]
fn the_sixth_wrong_try_makes_the_next_wait_and_all_are_noted_once_somebody_is_in() {
    let shop = Shop::new();
    for _ in 0..5 {
        assert!(matches!(
            shop.pass(Some("Li"), &words("wrong")),
            Err(Error::Vault(Fault::Wrong))
        ));
    }
    assert!(matches!(
        shop.pass(Some("Li"), &words(OWNER)),
        Err(Error::Vault(Fault::Wait(1)))
    ));
    let pass = Pass::unlock(&shop.path(), Some("Li"), &words(OWNER), later(2))
        .unwrap_or_else(|error| panic!("{error:?}"));
    let mut app = App::open_with(&pass, Access::Write, later(2), Source::Desk)
        .unwrap_or_else(|error| panic!("{error:?}"));
    let Ok(shuke::app::answer::Answer::History(traces)) =
        app.ask(&Query::History { customer: None })
    else {
        panic!("no history");
    };
    let noted = traces
        .iter()
        .filter(|trace| trace.op.kind == "desk.refused")
        .count();
    assert_eq!(noted, 5);
    assert!(
        shop.pass(Some("Li"), &words("wrong"))
            .is_err_and(|error| matches!(error, Error::Vault(Fault::Wrong)))
    );
}

#[test]
fn a_removed_user_is_out_and_an_old_copy_of_the_keys_does_not_open_the_new_file() {
    let shop = Shop::new();
    drop(shop.as_new("Anna", Role::Agent));
    let old_keys =
        pass::paths(&shop.path()).map(|path| (std::fs::read(&path).expect("keys"), path));
    let pass = shop.owner_pass();
    let before = shop.open(&pass).state_hash().ok();
    let app = shop.open(&pass);
    app.rekey(pass, Some("Anna"))
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert!(shop.pass(Some("Anna"), &words_of("Anna")).is_err());
    assert_eq!(shop.owner().state_hash().ok(), before);
    for (bytes, path) in old_keys {
        std::fs::write(path, bytes).expect("put back");
    }
    let anna = shop
        .pass(Some("Anna"), &words_of("Anna"))
        .unwrap_or_else(|error| panic!("{error:?}"));
    let tried = App::open_with(&anna, Access::Read, later(0), Source::Desk);
    assert!(tried.is_err_and(|error| error.status() == Status::Locked));
}

#[test]
fn a_rekey_cut_off_between_the_two_files_still_opens() {
    let shop = Shop::new();
    let old_desk = std::fs::read(shop.path()).expect("the desk");
    let keys = || pass::paths(&shop.path()).map(|path| std::fs::read(path).expect("keys"));
    let old_keys = keys();
    let pass = shop.owner_pass();
    shop.open(&pass)
        .rekey(pass, None)
        .unwrap_or_else(|error| panic!("{error:?}"));
    let new_keys = keys();
    assert_ne!(old_keys, new_keys);
    // Both generations of keys, the desk still the old one, as a kill before the rename leaves it.
    let pass = shop.owner_pass();
    let app = shop.open(&pass);
    let mut table = shuke::vault::copies::read(&shop.path()).expect("a table");
    let mut by = table.unlock(Some("Li"), &words(OWNER)).expect("in");
    table.rekey(&mut by).expect("two generations");
    shuke::vault::copies::write(&shop.path(), &table).expect("written");
    drop(app);
    let mut app = shop.owner();
    assert!(app.ask(&Query::Pulse).is_ok());
    let table = shuke::vault::copies::read(&shop.path()).expect("a table");
    assert!(
        !table.is_between(),
        "whichever keys fit are the ones that stay"
    );
    // The old desk with its old keys is one whole shop as well.
    drop(app);
    std::fs::write(shop.path(), old_desk).expect("put back");
    for (path, bytes) in pass::paths(&shop.path()).iter().zip(old_keys) {
        std::fs::write(path, bytes).expect("put back");
    }
    assert!(shop.owner().ask(&Query::Pulse).is_ok());
}

#[test]
fn an_encrypted_desk_becomes_plain_and_the_other_way_round_without_losing_a_row() {
    let shop = Shop::new();
    let before = shop.owner().state_hash().ok();
    shop.owner()
        .decrypt()
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(pass::door(&shop.path()).ok(), Some(Door::Open));
    assert!(pass::paths(&shop.path()).iter().all(|path| !path.exists()));
    let app = App::open(&shop.path(), Access::Write, later(0), Source::Desk)
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(app.state_hash().ok(), before);
    assert!(matches!(app.verify(), Ok((_, None))));
    drop(app);
    App::encrypt(
        &shop.path(),
        later(0),
        Source::Desk,
        "",
        &words(OWNER),
        Cost::LEAST_WORK,
    )
    .unwrap_or_else(|error| panic!("{error:?}"));
    let app = shop.owner();
    assert_eq!(app.state_hash().ok(), before);
    assert!(matches!(app.verify(), Ok((_, None))));
}

#[test]
fn a_window_left_open_over_a_rekey_fails_instead_of_writing_into_the_old_file() {
    let shop = Shop::new();
    let mut left_open = shop.owner();
    let pass = shop.owner_pass();
    shop.open(&pass)
        .rekey(pass, None)
        .unwrap_or_else(|error| panic!("{error:?}"));
    if cfg!(unix) {
        let set = shuke::app::setting::Op::NameAgent("Li Lei".to_owned());
        assert!(left_open.run(&shuke::app::op::Op::Setting(set)).is_err());
    }
    assert!(matches!(shop.owner().verify(), Ok((_, None))));
}

#[test]
fn a_plain_desk_with_left_over_keys_still_opens_and_loses_them() {
    let shop = Shop::new();
    let keys = pass::paths(&shop.path()).map(|path| (std::fs::read(&path).expect("keys"), path));
    let leave = || {
        for (bytes, path) in &keys {
            std::fs::write(path, bytes).expect("left over");
        }
    };
    let are_there = || keys.iter().filter(|(_, path)| path.exists()).count();
    shop.owner()
        .decrypt()
        .unwrap_or_else(|error| panic!("{error:?}"));
    leave();
    assert_eq!(pass::door(&shop.path()).ok(), Some(Door::Open));
    let open = |access| {
        App::open(&shop.path(), access, later(0), Source::Desk)
            .unwrap_or_else(|error| panic!("{error:?}"))
    };
    drop(open(Access::Read));
    assert_eq!(are_there(), 2, "who only reads takes nothing away");
    let mut app = open(Access::Write);
    assert_eq!(are_there(), 0);
    // Another window is about to encrypt the file: its keys are there already, and are all that will open it.
    let encrypt = shuke::app::desk::Op::Encrypt;
    assert!(app.run(&shuke::app::op::Op::Desk(encrypt)).is_ok());
    drop(app);
    leave();
    drop(open(Access::Write));
    assert_eq!(are_there(), 2);
}

#[test]
fn a_weak_passphrase_leaves_the_file_plain() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    App::create(&path, &later(0)).unwrap_or_else(|error| panic!("{error:?}"));
    let refused = App::encrypt(
        &path,
        later(0),
        Source::Desk,
        "Li",
        &words("short"),
        Cost::LEAST_WORK,
    );
    assert!(refused.is_err_and(|error| error.status() == Status::Usage));
    assert_eq!(pass::door(&path).ok(), Some(Door::Open));
    assert!(pass::paths(&path).iter().all(|path| !path.exists()));
}
