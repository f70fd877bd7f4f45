//! Erasing a person: nothing of them is left in the file, byte for byte; the history still proves itself; no undo and no backup brings
//! them back; totals stay, tied to nobody.

use std::path::{Path, PathBuf};

use shuke::app::anchor::{Care, Presence};
use shuke::app::answer::Answer;
use shuke::app::clock::Clock;
use shuke::app::follow_up::After;
use shuke::app::op::Op;
use shuke::app::pace::Pace;
use shuke::app::query::Query;
use shuke::app::rights::{self, Why};
use shuke::app::{
    Access, App, Error, consent, customer, fact, follow_up, history, interaction, merge, purchase,
    restore,
};
use shuke::domain::consent::Purpose;
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::customer::{Basis, Consent, Draft};
use shuke::domain::fact::Leaning;
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::log_line::LogLine;
use shuke::domain::purchase::Bought;
use shuke::domain::rotation::Reason;
use shuke::domain::time::Now;
use shuke::store::column::{Owner, TABLES};

const NAME: &str = "丘處機甲";
const PHONE: &str = "13987650123";
const NOTE: &str = "只在這裡出現的備註";

fn clock(day: &str) -> Clock {
    Clock::Fixed(Now::morning_of(day).expect("a day"))
}

fn app(path: &Path) -> App {
    App::open(path, Access::Write, clock("2026-03-02"), Source::Desk).expect("a desk")
}

fn run(app: &mut App, op: Op) -> shuke::app::Changed {
    app.run(&op)
        .unwrap_or_else(|error| panic!("{op:?}: {error:?}"))
}

fn added(app: &mut App, name: &str, phone: &str) -> CustomerId {
    let mut draft = Draft::named(name);
    draft.contacts.push(ContactDraft::new(Method::Phone, phone));
    run(app, Op::Customer(customer::Op::Add(draft)))
        .show
        .expect("a customer")
}

fn erase(id: CustomerId) -> Op {
    let why = Why::Reason("本人申请".into());
    Op::Rights(rights::Op::Erase { ids: vec![id], why })
}

fn day() -> chrono::NaiveDate {
    "2026-02-01".parse().expect("a day")
}

/// A shop of many, one of whom has something in every table, old values too.
fn shop(folder: &Path) -> (PathBuf, CustomerId, CustomerId) {
    let path = folder.join("desk.db");
    App::create(&path, &clock("2026-03-02")).expect("a file");
    let mut app = app(&path);
    let mut other = CustomerId(0);
    for n in 0..60 {
        other = added(&mut app, &format!("客人{n}"), &format!("137{n:08}"));
    }
    let id = added(&mut app, NAME, PHONE);
    let twin = added(&mut app, NAME, "13987650124");
    for n in 0..8 {
        let pin = Op::Customer(customer::Op::Pin {
            id,
            text: format!("{NOTE}改{n}"),
        });
        run(&mut app, pin);
    }
    let line = LogLine::parse(&format!("电话 已接 {NOTE}"), day()).expect("a line");
    let bought = Bought {
        day: day(),
        item: NOTE.into(),
        quantity_milli: 1_000,
        amount_cents: 12_345,
        pay_method: String::new(),
        source_id: String::new(),
    };
    for op in [
        Op::Interaction(interaction::Op::Log {
            customer: twin,
            line,
            at: None,
            closes: None,
            after: After::Unasked,
        }),
        Op::Merge(merge::Op::Merge {
            keep: id,
            lose: twin,
            take: Vec::new(),
            seen: None,
        }),
        Op::Merge(merge::Op::Distinct {
            one: other,
            other: id,
        }),
        Op::Fact(fact::Op::Add {
            customer: id,
            leaning: Leaning::Likes,
            text: NOTE.into(),
        }),
        Op::FollowUp(follow_up::Op::Schedule {
            customers: vec![id, other],
            due: day(),
            note: NOTE.into(),
        }),
        Op::Purchase(purchase::Op::Add {
            customer: id,
            bought,
        }),
        Op::Consent(consent::Op::Record {
            id,
            given: consent::Given {
                purpose: Purpose::Marketing,
                channel: None,
                basis: Basis::Consent,
                evidence: NOTE.into(),
                guardian: NAME.into(),
            },
        }),
    ] {
        run(&mut app, op);
    }
    // What the other was told too is not about this person.
    let clear = Op::Customer(customer::Op::SetConsent {
        ids: vec![other],
        consent: Consent::Withdrawn,
    });
    run(&mut app, clear);
    (path, id, other)
}

fn holds(path: &Path, needle: &str) -> bool {
    let bytes = std::fs::read(path).expect("the file");
    bytes
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

#[test]
fn of_somebody_erased_not_a_byte_is_left_and_the_chain_still_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, id, other) = shop(folder.path());
    let needles = [NAME, "丘處機", PHONE, "13987650124"];
    for needle in needles {
        assert!(holds(&path, needle), "{needle} was never there");
    }
    let mut app = app(&path);
    let due = |app: &mut App| match app.ask(&Query::Card {
        id: other,
        reveal: None,
    }) {
        Ok(Answer::Card(Some(card))) => card.customer.about.name,
        other => panic!("{other:?}"),
    };
    let changed = run(&mut app, erase(id));
    let op = changed.op.expect("an op");
    while !app.warm().expect("warm") {}
    for text in [NAME, PHONE, "丘處機"] {
        match app.ask(&Query::Find { text: text.into() }) {
            Ok(Answer::Hits(hits)) => assert!(hits.rows.is_empty(), "{text}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(due(&mut app), "客人59");
    assert_eq!(app.verify().expect("verified").1, None);
    let Ok(Answer::Certificate(Some(certificate))) = app.ask(&Query::Certificate { op }) else {
        panic!("no certificate");
    };
    assert_eq!(
        certificate.marks.len(),
        2,
        "the one merged into them went too"
    );
    assert!(certificate.gone > 30, "{}", certificate.gone);
    drop(app);
    for needle in needles {
        assert!(!holds(&path, needle), "{needle} is still in the file");
    }
    let db = rusqlite::Connection::open(&path).expect("the file");
    let sale: (String, i64, i64) = db
        .query_row(
            "SELECT month, purchases, amount_cents FROM erased_sale",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .expect("a total");
    assert_eq!(sale, ("2026-02".to_owned(), 1, 12_345));
    assert!(!shuke::store::erasure::is_anything_left(&db, id).expect("looked"));
    let found = shuke::store::check::rows(&db, shuke::vault::digest).expect("checked");
    assert!(found.astray.is_none(), "{:?}", found.astray);
}

#[test]
fn what_would_bring_an_erased_person_back_cannot_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, id, _) = shop(folder.path());
    let mut app = app(&path);
    let binned = run(&mut app, Op::Customer(customer::Op::Bin(vec![id]))).op;
    run(&mut app, erase(id));
    let undo = app.run(&Op::History(history::Op::Undo(binned)));
    assert!(matches!(undo, Err(Error::Erased)), "{undo:?}");
    for _ in 0..80 {
        if app.run(&Op::History(history::Op::Undo(None))).is_err() {
            break;
        }
    }
    let gone = app.ask(&Query::Card { id, reveal: None });
    assert!(matches!(gone, Ok(Answer::Card(None))), "{gone:?}");
    assert_eq!(app.verify().expect("verified").1, None);
}

#[test]
fn a_restored_backup_erases_again_whoever_was_erased_since() {
    // Who knows of it: the file that is replaced; only this computer; only the manifest of a later backup.
    for witness in ["file", "state", "manifest"] {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, id, other) = shop(folder.path());
        let care = Care {
            state: Some(folder.path().join("state")),
            second: None,
        };
        let mut app = app(&path);
        if witness != "manifest" {
            app.take_care(&care, Presence::Silent).expect("care");
        }
        let kept = app
            .back_up_to(&folder.path().join("old.bak"), &Pace::default())
            .expect("a backup");
        run(&mut app, erase(id));
        if witness == "manifest" {
            let backups = folder.path().join("backups");
            std::fs::create_dir_all(&backups).expect("a folder");
            app.back_up(Reason::Asked, &Pace::default())
                .expect("a backup");
        }
        drop(app);
        if witness != "file" {
            std::fs::remove_file(&path).expect("lost");
        }
        if witness == "file" {
            std::fs::remove_dir_all(folder.path().join("state")).expect("lost");
        }
        let clock = clock("2026-03-03");
        restore::restore(&path, &kept.path, clock, &care, None)
            .unwrap_or_else(|error| panic!("{witness}: {error:?}"));
        let mut app = App::open(&path, Access::Write, clock, Source::Desk).expect("a desk");
        let card = |app: &mut App, id| match app.ask(&Query::Card { id, reveal: None }) {
            Ok(Answer::Card(card)) => card.is_some(),
            other => panic!("{other:?}"),
        };
        assert!(!card(&mut app, id), "{witness}");
        assert!(card(&mut app, other), "{witness}");
        assert_eq!(app.verify().expect("verified").1, None, "{witness}");
        drop(app);
        assert!(!holds(&path, NAME), "{witness}: still in the file");
    }
}

#[test]
fn what_a_kill_kept_from_following_an_erasure_follows_at_the_next_opening() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, id, _) = shop(folder.path());
    let state = folder.path().join("state");
    let care = Care {
        state: Some(state.clone()),
        second: None,
    };
    let ledgers = || {
        let names = std::fs::read_dir(&state).into_iter().flatten().flatten();
        names
            .filter(|entry| entry.path().extension().is_some_and(|end| end == "erased"))
            .count()
    };
    // Without its care an App does what one does that was killed right after the commit.
    let mut killed = app(&path);
    run(&mut killed, erase(id));
    drop(killed);
    assert_eq!(ledgers(), 0);
    let mut reader = App::open(&path, Access::Read, clock("2026-03-02"), Source::Desk)
        .unwrap_or_else(|error| panic!("{error:?}"));
    reader.take_care(&care, Presence::Silent).expect("care");
    assert_eq!(ledgers(), 0, "who only reads writes nothing");
    drop(reader);
    app(&path).take_care(&care, Presence::Silent).expect("care");
    assert_eq!(ledgers(), 1);
    assert!(!holds(&path, NAME));
}

#[test]
fn everything_about_one_person_is_handed_over_by_the_column_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, id, _) = shop(folder.path());
    let app = app(&path);
    let person = app
        .person(id, shuke::i18n::strings(shuke::domain::name::Lang::Zh))
        .expect("a person");
    let json: serde_json::Value = serde_json::from_str(&person.json).expect("JSON");
    for table in TABLES.iter().filter(|table| table.owner != Owner::Shop) {
        let rows = json["tables"][table.name]
            .as_array()
            .unwrap_or_else(|| panic!("{} is missing", table.name));
        for row in rows {
            for column in table.columns {
                assert!(
                    row.get(column.name).is_some(),
                    "{}.{}",
                    table.name,
                    column.name
                );
            }
        }
    }
    assert_eq!(json["tables"]["customer"][0]["name"], NAME);
    assert_eq!(json["tables"]["interaction"][0]["note"], NOTE);
    assert!(
        person.html.contains(NAME) && person.html.contains(PHONE),
        "{}",
        person.html
    );
}

#[test]
fn a_reason_that_names_the_person_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, id, _) = shop(folder.path());
    let mut app = app(&path);
    for reason in [
        format!("{NAME}要求"),
        format!("来电 {PHONE}"),
        " ".to_owned(),
    ] {
        let why = Why::Reason(reason.clone());
        let refused = app.run(&Op::Rights(rights::Op::Erase { ids: vec![id], why }));
        assert!(
            matches!(refused, Err(Error::ReasonNames | Error::ReasonMissing)),
            "{reason}"
        );
    }
}

#[test]
fn nothing_is_destroyed_on_the_word_of_a_clock_that_jumped() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, id, _) = shop(folder.path());
    let mut app = app(&path);
    app.set_clock(clock("2031-03-02"));
    let op = Op::Rights(rights::Op::Erase {
        ids: vec![id],
        why: Why::Time,
    });
    assert!(matches!(app.run(&op), Err(Error::ClockJumped)));
    run(
        &mut app,
        Op::Customer(customer::Op::Pin {
            id,
            text: "日期没错".into(),
        }),
    );
    run(&mut app, op);
}

#[test]
fn whoever_is_set_aside_is_in_no_list_search_or_bin() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, id, other) = shop(folder.path());
    let mut app = app(&path);
    while !app.warm().expect("warm") {}
    run(&mut app, Op::Rights(rights::Op::Restrict { id }));
    match app.ask(&Query::Find { text: NAME.into() }) {
        Ok(Answer::Hits(hits)) => assert!(hits.rows.is_empty()),
        other => panic!("{other:?}"),
    }
    match app.ask(&Query::Search { text: NOTE.into() }) {
        Ok(Answer::Texts(texts)) => assert!(texts.hits.iter().all(|hit| hit.customer != id)),
        other => panic!("{other:?}"),
    }
    match app.ask(&Query::Bin) {
        Ok(Answer::Bin(bin)) => assert!(bin.iter().all(|customer| customer.id != id)),
        other => panic!("{other:?}"),
    }
    match app.ask(&Query::SameContact {
        method: Method::Phone,
        value: format!("+86{PHONE}"),
    }) {
        Ok(Answer::Customers(window)) => assert!(window.rows.is_empty()),
        other => panic!("{other:?}"),
    }
    let refused = app.run(&Op::Customer(customer::Op::Restore(vec![id])));
    assert!(matches!(refused, Err(Error::SetAside)), "{refused:?}");
    run(&mut app, Op::Rights(rights::Op::Release { id }));
    match app.ask(&Query::Find { text: NAME.into() }) {
        Ok(Answer::Hits(hits)) => assert!(hits.rows.iter().any(|row| row.id == id) && other != id),
        other => panic!("{other:?}"),
    }
}

#[test]
fn withdrawing_stops_what_was_planned_for_it_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _, _) = shop(folder.path());
    let mut app = app(&path);
    let id = added(&mut app, "陈静", "13700009999");
    for note in ["新品推荐", "回访维修"] {
        let plan = follow_up::Op::Schedule {
            customers: vec![id],
            due: day(),
            note: note.into(),
        };
        run(&mut app, Op::FollowUp(plan));
    }
    let open = |app: &mut App| match app.ask(&Query::Card { id, reveal: None }) {
        Ok(Answer::Card(Some(card))) => card
            .open
            .iter()
            .map(|plan| plan.note.clone())
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let op = consent::Op::Withdraw {
        ids: vec![id],
        purpose: Purpose::Marketing,
    };
    run(&mut app, Op::Consent(op));
    assert_eq!(open(&mut app), ["回访维修"]);
    let never = customer::Op::SetConsent {
        ids: vec![id],
        consent: Consent::Withdrawn,
    };
    run(&mut app, Op::Customer(never));
    assert_eq!(open(&mut app), Vec::<String>::new());
}
