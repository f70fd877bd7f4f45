//! The sensitive tier: what is marked sensitive is sealed with a key that only managers and owners hold. Whoever has the file and an
//! agent's passphrase reads everything else with any program, and of this nothing, wherever the file keeps it.

use std::path::Path;

use shuke::app::anchor::Care;
use shuke::app::answer::Answer;
use shuke::app::error::Status;
use shuke::app::op::Op;
use shuke::app::pace::Pace;
use shuke::app::pass::{Cost, Pass, Passphrase, Role};
use shuke::app::query::Query;
use shuke::app::rights::{self, Why};
use shuke::app::salvage::salvage;
use shuke::app::{
    Access, App, Changed, Error, customer, export, field, history, merge, restore, rule, setting,
};
use shuke::domain::custom::{Custom, Held, Secrecy, Shape};
use shuke::domain::customer::Draft;
use shuke::domain::draft::{Place, Unsaved};
use shuke::domain::filter::Filter;
use shuke::domain::finding::{Verdict, worst};
use shuke::domain::history::Source;
use shuke::domain::id::{CustomerId, FieldId};
use shuke::domain::name::Lang;
use shuke::domain::rotation::Reason;
use shuke::i18n::strings;

use crate::shop::{OWNER, Shop, later, words, words_of};

const NUMBER: &str = "110101199003074477";
const SECOND: &str = "440301198511230019";
const THIRD: &str = "310115197702286635";

fn run(app: &mut App, op: Op) -> Changed {
    app.run(&op)
        .unwrap_or_else(|error| panic!("{op:?}: {error:?}"))
}

fn add_field(app: &mut App, line: &str) -> FieldId {
    let shape = Shape::parse(line).expect(line);
    let name = shape.name.clone();
    run(app, Op::Field(field::Op::Add(shape)));
    fields(app)
        .into_iter()
        .find(|field| field.shape.name == name)
        .expect("the field")
        .id
}

fn fields(app: &mut App) -> Vec<Custom> {
    match app.ask(&Query::Lists) {
        Ok(Answer::Lists(lists)) => lists.fields,
        other => panic!("{other:?}"),
    }
}

fn set(customer: CustomerId, field: FieldId, text: &str) -> Op {
    Op::Field(field::Op::Set {
        customers: vec![customer],
        field,
        text: text.to_owned(),
    })
}

fn mark(app: &mut App, id: FieldId, secrecy: Secrecy) -> Op {
    let field = fields(app).into_iter().find(|field| field.id == id);
    let shape = Shape {
        secrecy,
        ..field.expect("the field").shape
    };
    Op::Field(field::Op::Edit { field: id, shape })
}

fn undo() -> Op {
    Op::History(history::Op::Undo(None))
}

fn redo() -> Op {
    Op::History(history::Op::Redo)
}

/// What a card shows in a field while it is revealed.
fn held(app: &mut App, id: CustomerId, field: FieldId) -> Held {
    let reveal = run(
        app,
        Op::Customer(customer::Op::Reveal {
            id,
            purpose: "call back".to_owned(),
        }),
    );
    match app.ask(&Query::Card {
        id,
        reveal: reveal.op,
    }) {
        Ok(Answer::Card(Some(card))) => {
            let own = card.own.into_iter().find(|one| one.field.id == field);
            own.expect("the field").held
        }
        other => panic!("{other:?}"),
    }
}

fn value(text: &str) -> Held {
    Held::Value(text.to_owned())
}

fn key_of(pass: &Passphrase, name: &str, path: &Path) -> (String, bool) {
    let table = shuke::vault::copies::read(path).expect("a table");
    let unlocked = table.unlock(Some(name), pass).expect("in");
    let (_, keys) = unlocked.keys().next().expect("keys");
    let digits = keys.main.bytes().iter().map(|byte| format!("{byte:02x}"));
    (digits.collect(), keys.sensitive.is_some())
}

/// Everything that an agent's key opens, in plain: every table of the file, and every page it has.
fn laid_open(file: &Path, key: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = folder.path().join("plain.db");
    let db = rusqlite::Connection::open(file).expect("a connection");
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\"; ATTACH DATABASE '{}' AS plain KEY ''; SELECT sqlcipher_export('plain');",
        plain.display()
    ))
    .expect("exported");
    drop(db);
    std::fs::read(plain).expect("bytes")
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// A shop with an agent's pass, and a customer.
fn shop() -> (Shop, CustomerId) {
    let shop = Shop::new();
    drop(shop.as_new("Anna", Role::Agent));
    let id = shop.add(&mut shop.owner(), "李雷", "13900001111", "");
    (shop, id)
}

fn pass_of(shop: &Shop, name: &str) -> Pass {
    shop.pass(Some(name), &words_of(name))
        .unwrap_or_else(|error| panic!("{error:?}"))
}

fn is_denied<T>(result: shuke::app::Result<T>) -> bool {
    result.is_err_and(|error| error.status() == Status::NotAllowed)
}

fn is_sound(app: &App) -> bool {
    let findings = app.examine().expect("looked over");
    assert_ne!(worst(&findings), Verdict::Wrong, "{findings:?}");
    app.verify().expect("verified").1.is_none()
}

#[test]
fn with_an_agents_passphrase_and_any_program_nothing_of_it_can_be_read() {
    let (shop, id) = shop();
    let mut owner = shop.owner();
    let number = add_field(&mut owner, "身份证 text 敏感 用途=登记");
    // In every state a value can be in: there, changed, emptied, taken back, done again, of somebody in the bin.
    run(&mut owner, set(id, number, NUMBER));
    run(&mut owner, set(id, number, SECOND));
    run(&mut owner, set(id, number, ""));
    run(&mut owner, undo());
    run(&mut owner, redo());
    run(&mut owner, undo());
    let gone = shop.add(&mut owner, "韩梅", "13900002222", "");
    run(&mut owner, set(gone, number, THIRD));
    run(&mut owner, Op::Customer(customer::Op::Bin(vec![gone])));
    let unsaved = Unsaved {
        place: Place::EditCustomer,
        customer: Some(id),
        row: None,
        texts: vec![THIRD.to_owned()],
    };
    owner.keep_draft(Some(&unsaved)).expect("kept");
    assert_eq!(held(&mut owner, id, number), value(SECOND));
    let backup = owner
        .back_up(Reason::Asked, &Pace::default())
        .expect("a backup")
        .path;
    drop(owner);
    let (key, holds_second_key) = key_of(&words_of("Anna"), "Anna", &shop.path());
    assert!(!holds_second_key);
    for file in [shop.path(), backup] {
        let bytes = laid_open(&file, &key);
        assert!(holds(&bytes, "李雷"), "the main tier is read");
        for needle in [NUMBER, SECOND, THIRD] {
            assert!(!holds(&bytes, needle), "{needle} in {}", file.display());
        }
    }
    // Nor does the program tell them.
    let mut anna = shop.open(&pass_of(&shop, "Anna"));
    assert_eq!(held(&mut anna, id, number), Held::Masked);
    assert!(matches!(anna.ask(&Query::Draft), Ok(Answer::Draft(None))));
    assert!(is_denied(anna.run(&set(id, number, THIRD))));
    assert!(is_denied(anna.run(&set(id, number, ""))));
    drop(anna);
    let mut owner = shop.owner();
    let Ok(Answer::Draft(Some(kept))) = owner.ask(&Query::Draft) else {
        panic!("no draft");
    };
    assert_eq!(kept.unsaved.texts, [THIRD]);
    assert!(is_sound(&owner));
}

#[test]
fn marking_a_field_takes_its_values_out_of_the_past_and_unmarking_brings_them_back() {
    let (shop, id) = shop();
    let mut owner = shop.owner();
    let field = add_field(&mut owner, "证件号 text 用途=登记");
    let other = shop.add(&mut owner, "韩梅", "13900002222", "");
    run(&mut owner, set(id, field, NUMBER));
    run(&mut owner, set(id, field, SECOND));
    run(&mut owner, set(other, field, THIRD));
    run(&mut owner, set(other, field, ""));
    let (key, _) = key_of(&words_of("Anna"), "Anna", &shop.path());
    let all = [NUMBER, SECOND, THIRD];
    let seen = |shop: &Shop| {
        let bytes = laid_open(&shop.path(), &key);
        all.map(|needle| holds(&bytes, needle))
    };
    assert_eq!(seen(&shop), [true; 3], "an ordinary field");
    let op = mark(&mut owner, field, Secrecy::Sensitive);
    run(&mut owner, op);
    assert_eq!(seen(&shop), [false; 3], "marked");
    assert_eq!(held(&mut owner, id, field), value(SECOND));
    assert!(is_sound(&owner));
    // What was done before the mark can still be taken back, and stays sealed.
    run(&mut owner, undo());
    assert_eq!(held(&mut owner, id, field), value(SECOND));
    assert!(is_sound(&owner));
    run(&mut owner, redo());
    assert_eq!(seen(&shop), [false; 3], "marked again");
    let op = mark(&mut owner, field, Secrecy::Open);
    run(&mut owner, op);
    assert!(seen(&shop)[1], "what is held lies open again");
    let mut anna = shop.open(&pass_of(&shop, "Anna"));
    assert_eq!(held(&mut anna, id, field), value(SECOND));
    drop(anna);
    let op = mark(&mut owner, field, Secrecy::Sensitive);
    run(&mut owner, op);
    assert_eq!(seen(&shop), [false; 3]);
    // All the way back: each step brings what was there.
    for _ in 0..3 {
        run(&mut owner, undo());
    }
    run(&mut owner, undo());
    assert_eq!(held(&mut owner, other, field), value(THIRD));
    assert_eq!(held(&mut owner, id, field), value(SECOND));
    run(&mut owner, undo());
    run(&mut owner, undo());
    assert_eq!(held(&mut owner, id, field), value(NUMBER));
    assert!(is_sound(&owner));
}

#[test]
fn new_keys_and_a_revoked_manager_leave_the_values_to_those_who_stay() {
    let (shop, id) = shop();
    drop(shop.as_new("Max", Role::Manager));
    let mut owner = shop.owner();
    let number = add_field(&mut owner, "身份证 text 敏感 用途=登记");
    run(&mut owner, set(id, number, NUMBER));
    run(&mut owner, set(id, number, SECOND));
    drop(owner);
    let before = sealed_rows(&shop);
    let old = pass_of(&shop, "Max");
    shop.owner()
        .rekey(shop.owner_pass(), Some("Max"))
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert!(App::open_with(&old, Access::Write, later(0), Source::Desk).is_err());
    let mut owner = shop.owner();
    assert_eq!(held(&mut owner, id, number), value(SECOND));
    assert!(is_sound(&owner));
    let after = sealed_rows(&shop);
    assert_eq!(before.len(), after.len());
    assert!(before.iter().zip(&after).all(|(old, new)| old != new));
    // The past came along.
    let op = second_set(&mut owner);
    run(&mut owner, Op::History(history::Op::Undo(Some(op))));
    assert_eq!(held(&mut owner, id, number), value(NUMBER));
}

fn second_set(app: &mut App) -> shuke::domain::id::OpId {
    match app.ask(&Query::History { customer: None }) {
        Ok(Answer::History(traces)) => {
            let set = traces
                .into_iter()
                .find(|trace| trace.op.kind == "field.set");
            set.expect("the op").op.id
        }
        other => panic!("{other:?}"),
    }
}

/// Every sealed value, as it lies in the file.
fn sealed_rows(shop: &Shop) -> Vec<Vec<u8>> {
    let (key, _) = key_of(&words(OWNER), "Li", &shop.path());
    let db = rusqlite::Connection::open(shop.path()).expect("a connection");
    db.execute_batch(&format!("PRAGMA key = \"x'{key}'\";"))
        .expect("a key");
    let mut rows = db
        .prepare("SELECT sealed FROM secret ORDER BY id")
        .expect("a statement");
    rows.query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("sealed, all of them")
}

#[test]
fn a_value_that_was_moved_to_somebody_else_does_not_open() {
    let (shop, id) = shop();
    let mut owner = shop.owner();
    let other = shop.add(&mut owner, "韩梅", "13900002222", "");
    let number = add_field(&mut owner, "身份证 text 敏感 用途=登记");
    run(&mut owner, set(id, number, NUMBER));
    run(&mut owner, set(other, number, SECOND));
    drop(owner);
    let (key, _) = key_of(&words_of("Anna"), "Anna", &shop.path());
    let db = rusqlite::Connection::open(shop.path()).expect("a connection");
    db.execute_batch(&format!(
        "PRAGMA key = \"x'{key}'\";
         UPDATE secret SET sealed = (SELECT sealed FROM secret s WHERE s.id > secret.id) WHERE id = (SELECT min(id) FROM secret);"
    ))
    .expect("an agent's own program writes");
    drop(db);
    let mut owner = shop.owner();
    assert_eq!(held(&mut owner, id, number), Held::Masked);
    assert_eq!(held(&mut owner, other, number), value(SECOND));
    let findings = owner.examine().expect("looked over");
    assert_eq!(worst(&findings), Verdict::Wrong, "{findings:?}");
}

#[test]
fn turning_encryption_on_and_off_seals_and_unseals_what_is_there() {
    let (shop, id) = shop();
    let mut owner = shop.owner();
    let number = add_field(&mut owner, "身份证 text 敏感 用途=登记");
    run(&mut owner, set(id, number, NUMBER));
    run(&mut owner, set(id, number, SECOND));
    owner.decrypt().unwrap_or_else(|error| panic!("{error:?}"));
    let plain = || App::open(&shop.path(), Access::Write, later(0), Source::Desk).expect("plain");
    let mut app = plain();
    assert_eq!(held(&mut app, id, number), value(SECOND));
    run(&mut app, set(id, number, THIRD));
    assert!(is_sound(&app));
    drop(app);
    App::encrypt(
        &shop.path(),
        later(0),
        Source::Desk,
        "Li",
        &words(OWNER),
        Cost::LEAST_WORK,
    )
    .unwrap_or_else(|error| panic!("{error:?}"));
    drop(shop.as_new("Bo", Role::Agent));
    let (key, _) = key_of(&words_of("Bo"), "Bo", &shop.path());
    let bytes = laid_open(&shop.path(), &key);
    for needle in [NUMBER, SECOND, THIRD] {
        assert!(!holds(&bytes, needle), "{needle}");
    }
    let mut owner = shop.owner();
    assert_eq!(held(&mut owner, id, number), value(THIRD));
    run(&mut owner, undo());
    assert_eq!(held(&mut owner, id, number), value(SECOND));
    assert!(is_sound(&owner));
}

#[test]
fn erasing_a_person_takes_their_secrets_and_a_merge_keeps_them() {
    let (shop, id) = shop();
    let mut owner = shop.owner();
    let number = add_field(&mut owner, "身份证 text 敏感 用途=登记");
    let other = shop.add(&mut owner, "韩梅", "13900002222", "");
    run(&mut owner, set(id, number, NUMBER));
    run(&mut owner, set(id, number, SECOND));
    run(
        &mut owner,
        Op::Merge(merge::Op::Merge {
            keep: other,
            lose: id,
            take: Vec::new(),
            seen: None,
        }),
    );
    assert_eq!(held(&mut owner, other, number), value(SECOND));
    run(&mut owner, undo());
    assert_eq!(held(&mut owner, id, number), value(SECOND));
    assert_eq!(held(&mut owner, other, number), Held::Nothing);
    run(&mut owner, set(other, number, THIRD));
    let why = Why::Reason("本人申请".into());
    let erase = rights::Op::Erase { ids: vec![id], why };
    run(&mut owner, Op::Rights(erase));
    assert!(is_sound(&owner));
    assert_eq!(held(&mut owner, other, number), value(THIRD));
    drop(owner);
    assert_eq!(sealed_rows(&shop).len(), 1, "only the other's is left");
}

#[test]
fn no_rule_asks_for_it_and_only_who_holds_the_key_can_filter_by_it() {
    let (shop, id) = shop();
    let mut owner = shop.owner();
    let number = add_field(&mut owner, "身份证 text 敏感 用途=登记");
    let open = add_field(&mut owner, "备用 text 用途=登记");
    run(&mut owner, set(id, number, NUMBER));
    let filter = Filter::parse_with("身份证:110101", &fields(&mut owner)).expect("a filter");
    let count = |app: &mut App| match app.ask(&Query::Count {
        filter: filter.clone(),
    }) {
        Ok(Answer::Count(count)) => count,
        other => panic!("{other:?}"),
    };
    assert_eq!(count(&mut owner), 1);
    let add = |text: &str| {
        Op::Rule(rule::Op::Add {
            name: "r".to_owned(),
            text: text.to_owned(),
        })
    };
    let asks = |result: shuke::app::Result<Changed>| {
        assert!(
            matches!(result, Err(Error::SensitiveInRule(_))),
            "{result:?}"
        );
    };
    asks(owner.run(&add("身份证:110101 => +有证")));
    run(&mut owner, add("备用:x => +有证"));
    run(&mut owner, Op::Rule(rule::Op::Enable("r".to_owned())));
    let op = mark(&mut owner, open, Secrecy::Sensitive);
    asks(owner.run(&op));
    run(&mut owner, Op::Rule(rule::Op::Disable("r".to_owned())));
    run(&mut owner, op);
    asks(owner.run(&Op::Rule(rule::Op::Enable("r".to_owned()))));
}

#[test]
fn a_backup_a_salvage_and_a_document_bring_the_values_along() {
    let (shop, id) = shop();
    let mut owner = shop.owner();
    let number = add_field(&mut owner, "身份证 text 敏感 用途=登记");
    run(&mut owner, set(id, number, NUMBER));
    let backup = owner
        .back_up(Reason::Asked, &Pace::default())
        .expect("a backup")
        .path;
    run(&mut owner, set(id, number, SECOND));
    drop(owner);
    let pass = shop.owner_pass();
    let care = Care::default();
    restore::restore(&shop.path(), &backup, later(0), &care, Some(&pass)).expect("restored");
    let mut owner = shop.owner();
    assert_eq!(held(&mut owner, id, number), value(NUMBER));
    assert!(is_sound(&owner));
    drop(owner);
    let saved = shop.folder().join("saved.db");
    salvage(&shop.path(), &saved, later(0), Some(&pass)).expect("saved");
    let pass = Pass::unlock(&saved, Some("Li"), &words(OWNER), later(0)).expect("in");
    let mut app = App::open_with(&pass, Access::Write, later(0), Source::Desk).expect("opens");
    assert_eq!(held(&mut app, id, number), value(NUMBER));
    // As a document into a shop of its own, where another key seals it.
    let out = shop.folder().join("shop.json");
    let order = export::Order {
        purpose: "搬家".to_owned(),
        ..export::Order::new(export::Kind::Json, out.clone(), Lang::Zh)
    };
    app.export(&export::Op::new(order)).expect("a document");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.db");
    App::create_locked(&path, &later(0), "Mo", &words_of("Mo"), Cost::LEAST_WORK).expect("made");
    let pass = Pass::unlock(&path, None, &words_of("Mo"), later(0)).expect("in");
    let mut other = App::open_with(&pass, Access::Write, later(0), Source::Desk).expect("opens");
    run(
        &mut other,
        Op::Shop(Box::new(export::shop::Op {
            from: export::shop::Origin::File(out),
            pace: Default::default(),
        })),
    );
    assert_eq!(held(&mut other, id, number), value(NUMBER));
    assert_eq!(other.state_hash().ok(), app.state_hash().ok());
    assert!(is_sound(&other));
    drop(other);
    let (key, _) = key_of(&words_of("Mo"), "Mo", &path);
    assert!(!holds(&laid_open(&path, &key), NUMBER));
}

#[test]
fn whoever_cannot_fill_it_in_is_not_asked_for_it() {
    let (shop, _) = shop();
    let mut owner = shop.owner();
    add_field(&mut owner, "身份证 text 敏感 用途=登记");
    run(
        &mut owner,
        Op::Setting(setting::Op::Set {
            key: setting::Key::Required,
            value: "身份证".to_owned(),
        }),
    );
    let named = Op::Customer(customer::Op::Add(Draft::named("张三")));
    assert!(matches!(owner.run(&named), Err(Error::Standard(_))));
    drop(owner);
    let mut anna = shop.open(&pass_of(&shop, "Anna"));
    run(&mut anna, named);
}

#[test]
fn one_persons_everything_has_it_and_nobody_elses_has() {
    let (shop, id) = shop();
    let mut owner = shop.owner();
    let number = add_field(&mut owner, "身份证 text 敏感 用途=登记");
    let other = shop.add(&mut owner, "韩梅", "13900002222", "");
    run(&mut owner, set(id, number, NUMBER));
    run(&mut owner, set(other, number, SECOND));
    let person = owner.person(id, strings(Lang::Zh)).expect("everything");
    for text in [person.json, person.html] {
        assert!(text.contains(NUMBER) && !text.contains(SECOND));
    }
}
