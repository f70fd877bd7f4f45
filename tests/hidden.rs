//! Numbers and addresses that people wrote into texts: a shop whose every text holds some shows none of them in any answer or export,
//! and no editor writes back what was shown hidden.

use std::path::Path;

use shuke::app::answer::{Answer, Card, Moment};
use shuke::app::clock::Clock;
use shuke::app::export::star::Format;
use shuke::app::export::{self, Kind, Numbers, Order, Tables};
use shuke::app::follow_up::After;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{
    Access, App, Error, company, consent, customer, fact, field, follow_up, insight, interaction,
    purchase, want,
};
use shuke::codec::write::calendar::Promises;
use shuke::codec::write::card::Version;
use shuke::domain::consent::Purpose;
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::custom::{Held, Shape};
use shuke::domain::customer::{About, Basis, Draft};
use shuke::domain::fact::Leaning;
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::listing::{Anchor, Moments, Sort};
use shuke::domain::log_line::LogLine;
use shuke::domain::name::Lang;
use shuke::domain::past::Field;
use shuke::domain::purchase::Bought;
use shuke::domain::time::Now;
use shuke::domain::want::Wish;
use shuke::insight::period::Period;

const RAW: [&str; 4] = [
    "13866668000",
    "138 6666 8000",
    "110105194912310021",
    "wangfang@qq.com",
];
const TODAY: &str = "2026-03-02";

fn clock() -> Clock {
    Clock::Fixed(Now::morning_of(TODAY).expect("a day"))
}

fn text(word: &str) -> String {
    format!("{word} {} 或 {}，{}，{}", RAW[0], RAW[1], RAW[2], RAW[3])
}

fn run(app: &mut App, op: Op) -> Option<CustomerId> {
    let name = op.name();
    app.run(&op)
        .unwrap_or_else(|error| panic!("{name}: {error:?}"))
        .show
}

/// A desk with two customers, each with a number in every text.
fn shop(folder: &Path) -> (App, CustomerId) {
    let path = folder.join("desk.db");
    App::create(&path, &clock()).expect("a file");
    let mut app = App::open(&path, Access::Write, clock(), Source::Desk).expect("a desk");
    let shape = Shape::parse("备用 text 别的").expect("a shape");
    run(&mut app, Op::Field(field::Op::Add(shape)));
    let mut last = CustomerId(0);
    for _ in 0..2 {
        let draft = Draft {
            about: About {
                name: text("王芳"),
                nickname: text("芳"),
                company: text("公司"),
                title: text("经理"),
                city: text("杭州"),
                address: text("路"),
                hobbies: text("茶"),
                note: text("备注"),
                ..About::default()
            },
            contacts: vec![
                ContactDraft::new(Method::Phone, RAW[0]),
                ContactDraft::new(Method::Email, RAW[3]),
            ],
            ..Draft::default()
        };
        last = run(&mut app, Op::Customer(customer::Op::Add(draft))).expect("a customer");
        fill(&mut app, last);
    }
    let note = Op::Company(company::Op::Note {
        name: text("公司"),
        note: text("公司备注"),
    });
    run(&mut app, note);
    (app, last)
}

fn fill(app: &mut App, id: CustomerId) {
    let day = TODAY.parse().expect("a day");
    let line = LogLine::parse(&format!("电话 已接 {}", text("说")), day).expect("a line");
    let bought = Bought {
        day,
        item: text("龙井"),
        quantity_milli: 1_000,
        amount_cents: 12_300,
        pay_method: String::new(),
        source_id: String::new(),
    };
    for op in [
        Op::Customer(customer::Op::Pin {
            id,
            text: text("先看"),
        }),
        Op::Fact(fact::Op::Add {
            customer: id,
            leaning: Leaning::Avoids,
            text: text("忌"),
        }),
        Op::Interaction(interaction::Op::Log {
            customer: id,
            line,
            at: None,
            closes: None,
            after: After::Unasked,
        }),
        Op::FollowUp(follow_up::Op::Schedule {
            customers: vec![id],
            due: day,
            note: text("回访"),
        }),
        Op::Purchase(purchase::Op::Add {
            customer: id,
            bought,
        }),
        Op::Want(want::Op::Add {
            customer: id,
            wish: Wish {
                item: text("新茶"),
                budget_cents: None,
                until: None,
            },
        }),
        Op::Consent(consent::Op::Record {
            id,
            given: consent::Given {
                purpose: Purpose::Marketing,
                channel: None,
                basis: Basis::Consent,
                evidence: text("签字"),
                guardian: text("母亲"),
            },
        }),
    ] {
        run(app, op);
    }
    let open = card(app, id).open[0].id;
    let reason = text("不用了");
    run(
        app,
        Op::FollowUp(follow_up::Op::Cancel { id: open, reason }),
    );
    let note = text("再回访");
    let again = follow_up::Op::Schedule {
        customers: vec![id],
        due: day,
        note,
    };
    run(app, Op::FollowUp(again));
    let Answer::Lists(lists) = app.ask(&Query::Lists).expect("an answer") else {
        panic!("no lists");
    };
    let set = field::Op::Set {
        customers: vec![id],
        field: lists.fields[0].id,
        text: text("另"),
    };
    run(app, Op::Field(set));
}

fn card(app: &mut App, id: CustomerId) -> Card {
    match app.ask(&Query::Card { id, reveal: None }) {
        Ok(Answer::Card(Some(card))) => *card,
        other => panic!("no card: {other:?}"),
    }
}

#[track_caller]
fn is_hidden(said: &str, what: &str) {
    for raw in RAW {
        assert!(!said.contains(raw), "{raw} in {what}: {said}");
    }
}

fn queries(id: CustomerId) -> Vec<Query> {
    let span = Period::Year.until(TODAY.parse().expect("a day"));
    let mut all = vec![
        Query::Customers {
            sort: Sort::Name,
            anchor: Anchor::First,
        },
        Query::Find {
            text: "王芳".into(),
        },
        Query::Find { text: "芳".into() },
        Query::Find {
            text: RAW[0].into(),
        },
        Query::Find {
            text: "wangfang".into(),
        },
        Query::Card { id, reveal: None },
        Query::Cards { ids: vec![id] },
        Query::Timeline {
            id,
            moments: Moments::All,
            reveal: None,
        },
        Query::Queue,
        Query::Due,
        Query::Pulse,
        Query::Bin,
        Query::History { customer: Some(id) },
        Query::History { customer: None },
        Query::Twins {
            typed: Box::new(Draft::named("王芳")),
            own: None,
        },
        Query::Duplicates { limit: 10 },
        Query::Company {
            name: text("公司")
        },
        Query::Companies,
        Query::Advocates,
        Query::Register { id },
        Query::Standing,
        Query::Account { id },
        Query::SameContact {
            method: Method::Phone,
            value: "+8613866668000".into(),
        },
        Query::Insight {
            span,
            ask: insight::Ask::Figures,
        },
    ];
    for text in [
        "备注", "说", "回访", "忌", "龙井", "先看", "138", "wangfang",
    ] {
        all.push(Query::Search { text: text.into() });
    }
    for field in [
        "name", "nickname", "company", "title", "city", "address", "hobbies", "note", "pinned",
    ] {
        let field = Field::Column(field);
        all.push(Query::Past {
            customer: id,
            field,
        });
    }
    for field in [Field::Facts, Field::Contact(Method::Phone)] {
        all.push(Query::Past {
            customer: id,
            field,
        });
    }
    all
}

#[test]
fn no_answer_shows_a_number_that_stands_in_a_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, id) = shop(folder.path());
    while !app.warm().unwrap_or(true) {}
    // So that the past of every field has something to tell.
    let seen = card(&mut app, id);
    let mut draft = Draft::named("改名");
    draft.contacts = Vec::new();
    let edit = customer::Op::Edit {
        id,
        seen: seen.version,
        draft,
    };
    run(&mut app, Op::Customer(edit));
    for query in queries(id) {
        let answer = app
            .ask(&query)
            .unwrap_or_else(|error| panic!("{query:?}: {error:?}"));
        is_hidden(&format!("{answer:?}"), &format!("{query:?}"));
    }
    let lose = other(&mut app, id);
    let comparison = app.ask(&Query::Comparison { keep: id, lose });
    is_hidden(&format!("{comparison:?}"), "a comparison");
}

fn other(app: &mut App, id: CustomerId) -> CustomerId {
    let all = Query::Customers {
        sort: Sort::Name,
        anchor: Anchor::First,
    };
    match app.ask(&all) {
        Ok(Answer::Customers(window)) => {
            let mut others = window.rows.iter().map(|row| row.id);
            others.find(|one| *one != id).expect("another")
        }
        other => panic!("no list: {other:?}"),
    }
}

#[test]
fn a_reveal_shows_texts_as_they_are_for_its_customer_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, id) = shop(folder.path());
    let reveal = customer::Op::Reveal {
        id,
        purpose: "回电".into(),
    };
    let reveal = app.run(&Op::Customer(reveal)).expect("a reveal").op;
    let other = other(&mut app, id);
    for (of, is_shown) in [(id, true), (other, false)] {
        let log = Query::Timeline {
            id: of,
            moments: Moments::Said,
            reveal,
        };
        for query in [Query::Card { id: of, reveal }, log] {
            let said = format!("{:?}", app.ask(&query));
            assert_eq!(said.contains(&text("")), is_shown, "{query:?}: {said}");
        }
    }
}

#[test]
fn no_export_that_hides_numbers_lets_one_out_in_a_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, _) = shop(folder.path());
    let kinds = [
        Kind::Csv,
        Kind::Xlsx,
        Kind::Vcard(Version::V3),
        Kind::Vcard(Version::V4),
        Kind::Ics(Promises::Event),
        Kind::Phone,
        Kind::Bi(Format::Csv),
        Kind::Bi(Format::Parquet),
    ];
    for (nth, kind) in kinds.into_iter().enumerate() {
        let out = folder.path().join(format!("out{nth}"));
        let mut order = Order::new(kind, out.clone(), Lang::Zh);
        order.tables = Tables::Every;
        order.notes = true;
        app.export(&export::Op::new(order.clone()))
            .unwrap_or_else(|error| panic!("{kind:?}: {error:?}"));
        for raw in RAW {
            assert!(!holds(&out, raw), "{raw} in {kind:?}");
        }
        // The test itself finds what is there.
        if kind == Kind::Csv {
            order.numbers = Numbers::Real;
            order.purpose = "试验".to_owned();
            order.out = folder.path().join("real");
            let real = order.out.clone();
            app.export(&export::Op::new(order)).expect("an export");
            assert!(RAW.iter().all(|raw| holds(&real, raw)));
        }
    }
}

/// Whether a text stands in a file, in any file of a folder, or in any part of an archive. Lines of cards are folded.
fn holds(path: &Path, raw: &str) -> bool {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).expect("a folder");
        return entries
            .map(|entry| entry.expect("an entry").path())
            .any(|path| holds(&path, raw));
    }
    let bytes = std::fs::read(path).expect("bytes");
    let has = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).replace("\r\n ", "");
        text.contains(raw)
    };
    match zip::ZipArchive::new(std::io::Cursor::new(&bytes)) {
        Ok(mut archive) => (0..archive.len()).any(|n| {
            let mut part = Vec::new();
            std::io::Read::read_to_end(&mut archive.by_index(n).expect("a part"), &mut part)
                .expect("bytes");
            has(&part)
        }),
        Err(_) => has(&bytes),
    }
}

#[test]
fn an_editor_who_leaves_what_was_hidden_changes_nothing_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, id) = shop(folder.path());
    let shown = card(&mut app, id);
    let mut about = shown.customer.about.clone();
    about.note = format!("先{}后", about.note);
    let draft = Draft {
        about,
        contacts: shown
            .contacts
            .iter()
            .map(|one| ContactDraft::new(one.method, one.text.clone()))
            .collect(),
        ..Draft::default()
    };
    let seen = shown.version;
    run(
        &mut app,
        Op::Customer(customer::Op::Edit { id, seen, draft }),
    );
    let pinned = format!("急 {}", shown.customer.pinned);
    run(
        &mut app,
        Op::Customer(customer::Op::Pin { id, text: pinned }),
    );
    amend(&mut app, id);
    let Held::Value(held) = &shown.own[0].held else {
        panic!("nothing held");
    };
    let set = field::Op::Set {
        customers: vec![id],
        field: shown.own[0].field.id,
        text: held.clone(),
    };
    run(&mut app, Op::Field(set));
    let Answer::Companies(all) = app.ask(&Query::Companies).expect("an answer") else {
        panic!("no companies");
    };
    let name = all[0].name.clone();
    let Answer::Company(Some(page)) = app
        .ask(&Query::Company { name: name.clone() })
        .expect("one")
    else {
        panic!("no company");
    };
    let note = format!("{} 好", page.note);
    run(&mut app, Op::Company(company::Op::Note { name, note }));
    let kept = everything(&app);
    for meant in [
        text("王芳"),
        format!("先{}后", text("备注")),
        format!("急 {}", text("先看")),
        format!("{} 补", text("说")),
        text("另"),
        format!("{} 好", text("公司备注")),
    ] {
        assert!(kept.contains(&meant), "{meant} is lost: {kept}");
    }
    assert!(!kept.contains('*'), "{kept}");
}

fn amend(app: &mut App, id: CustomerId) {
    let said = Query::Timeline {
        id,
        moments: Moments::Said,
        reveal: None,
    };
    let Answer::Timeline(moments) = app.ask(&said).expect("an answer") else {
        panic!("no log");
    };
    let Some(Moment::Said(row)) = moments.first() else {
        panic!("nothing said");
    };
    let day = TODAY.parse().expect("a day");
    let line = LogLine::parse(&format!("电话 已接 {} 补", row.said.note), day).expect("a line");
    let amend = interaction::Op::Amend { id: row.id, line };
    run(app, Op::Interaction(amend));
}

/// Every text of the tables that people write into.
fn everything(app: &App) -> String {
    let db = rusqlite::Connection::open(app.path().expect("a path")).expect("a connection");
    let mut all = String::new();
    for (table, column) in [
        ("customer", "name || note || pinned || company"),
        ("interaction", "note"),
        ("field_value", "value"),
        ("company", "name || note"),
        ("contact", "value"),
    ] {
        let sql = format!("SELECT {column} FROM {table}");
        let mut rows = db.prepare(&sql).expect("a query");
        let rows = rows.query_map([], |row| row.get::<_, String>(0));
        for text in rows.expect("rows") {
            all.push_str(&text.expect("a text"));
            all.push('\n');
        }
    }
    all
}

#[test]
fn a_hidden_number_that_could_be_either_of_two_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, id) = shop(folder.path());
    let pin = |text: &str| {
        let text = text.to_owned();
        Op::Customer(customer::Op::Pin { id, text })
    };
    run(&mut app, pin("13866668000 或 13877778000"));
    let refused = app.run(&pin("只打 138****8000"));
    assert!(matches!(refused, Err(Error::MaskedPhone)), "{refused:?}");
    run(&mut app, pin("都不打"));
}

#[test]
fn no_golden_screen_shows_a_number() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/screens");
    let mut screens = 0;
    for entry in std::fs::read_dir(folder).expect("screens") {
        let path = entry.expect("an entry").path();
        let screen = std::fs::read_to_string(&path).expect("a screen");
        for line in screen.lines() {
            let cut = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let hidden = shuke::domain::mask::masked(line);
            let is_phone = |c: char| c.is_ascii_digit();
            let longest = line.split(|c| !is_phone(c)).map(cut).max();
            assert!(longest.unwrap_or(0) < 10, "{}: {line}", path.display());
            assert!(
                !line.contains('@') || hidden == line,
                "{}: {line}",
                path.display()
            );
        }
        screens += 1;
    }
    assert!(screens > 50);
}
