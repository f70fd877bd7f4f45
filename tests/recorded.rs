//! Every write of every op stands in the history: all tracked rows before and after are compared with what the history says.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use shuke::app::answer::{Answer, Card};
use shuke::app::clock::Clock;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{
    App, consent, coupon, customer, event, fact, follow_up, history, interaction, level, merge,
    offer, points, product, purchase, rights, setting, tag, want,
};
use shuke::domain::consent::Purpose;
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::customer::{Consent, Draft};
use shuke::domain::fact::Leaning;
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::log_line::LogLine;
use shuke::domain::offer::{Play, Put};
use shuke::domain::purchase::Bought;
use shuke::domain::time::Now;
use shuke::store::column::TABLES;
use shuke::store::file::Access;

fn now() -> Now {
    Now::morning_of("2026-03-02").expect("a day")
}

fn run(app: &mut App, op: Op) -> shuke::app::changed::Changed {
    app.run(&op).expect("an op")
}

fn added(app: &mut App, name: &str, contacts: &[(Method, &str)]) -> CustomerId {
    let mut draft = Draft::named(name);
    let contacts = contacts
        .iter()
        .map(|(method, value)| ContactDraft::new(*method, *value));
    draft.contacts = contacts.collect();
    run(app, Op::Customer(customer::Op::Add(draft)))
        .show
        .expect("a customer")
}

fn card(app: &mut App, id: CustomerId) -> Card {
    match app
        .ask(&Query::Card { id, reveal: None })
        .expect("an answer")
    {
        Answer::Card(Some(card)) => *card,
        other => panic!("no card: {other:?}"),
    }
}

/// An edit that adds a phone.
fn edit(app: &mut App, id: CustomerId, phone: &str) -> Op {
    let card = card(app, id);
    let mut draft = Draft::named(card.customer.about.name);
    let shown = card.contacts.into_iter();
    draft.contacts = shown
        .map(|shown| ContactDraft::new(shown.method, shown.text))
        .collect();
    draft.contacts.push(ContactDraft::new(Method::Phone, phone));
    let seen = card.version;
    Op::Customer(customer::Op::Edit { id, seen, draft })
}

fn bought(customer: CustomerId, cents: i64) -> Op {
    let bought = Bought {
        day: "2026-02-01".parse().expect("a day"),
        item: "龙井".into(),
        quantity_milli: 1_000,
        amount_cents: cents,
        pay_method: String::new(),
        source_id: String::new(),
    };
    Op::Purchase(purchase::Op::Add { customer, bought })
}

fn level_op(name: &str, at_least: i64) -> Op {
    Op::Level(level::Op::Put {
        name: name.into(),
        at_least,
        discount_percent: 5,
        benefits: "包邮".into(),
    })
}

fn want_of(item: &str) -> shuke::domain::want::Wish {
    shuke::domain::want::Wish {
        item: item.into(),
        budget_cents: Some(200_000),
        until: None,
    }
}

/// Every tracked row, as text, by table and id.
fn rows(db: &Connection) -> BTreeMap<(String, i64), Vec<String>> {
    let mut all = BTreeMap::new();
    for table in TABLES {
        let names: Vec<String> = table
            .columns
            .iter()
            .map(|column| format!("quote(\"{}\")", column.name))
            .collect();
        let sql = format!("SELECT id, {} FROM {}", names.join(", "), table.name);
        let mut statement = db.prepare(&sql).expect("a query");
        let mut found = statement.query([]).expect("rows");
        while let Some(row) = found.next().expect("a row") {
            let cells = (1..=table.columns.len())
                .map(|n| row.get(n).expect("a cell"))
                .collect();
            all.insert((table.name.to_owned(), row.get(0).expect("an id")), cells);
        }
    }
    all
}

#[test]
fn no_op_writes_anything_that_the_history_does_not_know() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("desk.db");
    App::create(&path, &Clock::Fixed(now())).expect("a file");
    let mut app =
        App::open(&path, Access::Write, Clock::Fixed(now()), Source::Desk).expect("a desk");
    let watcher = Connection::open(&path).expect("a second connection");
    let steps = all_ops(&mut app);
    let mut before = rows(&watcher);
    let mut seen = BTreeSet::new();
    let mut checked = |kind: &str, op: Option<shuke::domain::id::OpId>| {
        let after = rows(&watcher);
        seen.insert(kind.to_owned());
        let mut differing: Vec<(String, i64, Option<String>)> = Vec::new();
        for (key, cells) in &after {
            let columns = TABLES
                .iter()
                .find(|table| table.name == key.0)
                .expect("a table")
                .columns;
            match before.get(key) {
                None => differing.push((key.0.clone(), key.1, None)),
                Some(old) => differing.extend(
                    columns
                        .iter()
                        .zip(old.iter().zip(cells))
                        .filter(|(_, (old, new))| old != new)
                        .map(|(column, _)| (key.0.clone(), key.1, Some(column.name.to_owned()))),
                ),
            }
        }
        differing.extend(
            before
                .keys()
                .filter(|key| !after.contains_key(key))
                .map(|key| (key.0.clone(), key.1, None)),
        );
        for (table, row, column) in &differing {
            let logged: bool = watcher
                .query_row(
                    "SELECT EXISTS (SELECT 1 FROM change WHERE op_id = ?1 AND \"table\" = ?2 AND row_id = ?3 AND \"column\" IS ?4)",
                    (op.map(|op| op.0), table, row, column),
                    |row| row.get(0),
                )
                .expect("an answer");
            assert!(logged, "{kind} wrote {table} {row} {column:?} unrecorded");
        }
        before = after;
        differing.len()
    };
    let mut total = 0;
    for step in steps {
        let op = step(&mut app);
        let done = app
            .run(&op)
            .unwrap_or_else(|error| panic!("{op:?}: {error:?}"));
        total += checked(op.name(), done.op);
    }
    assert!(total > 60, "only {total} cells were looked at");
    let missing: Vec<_> = Op::NAMES
        .iter()
        .filter(|name| !seen.contains(**name) && !ELSEWHERE.contains(*name))
        .collect();
    assert!(missing.is_empty(), "never run: {missing:?}");
}

/// Ops about the file itself, its users and what leaves it: each needs a file of another kind, and is run in `tests/lock`,
/// `tests/store/safe.rs` and `tests/export.rs`.
const ELSEWHERE: [&str; 15] = [
    "file.accept",
    "file.restore",
    "file.salvage",
    "user.add",
    "user.remove",
    "user.role",
    "user.passphrase",
    "user.recovery",
    "desk.refused",
    "desk.limit",
    "desk.encrypt",
    "desk.decrypt",
    "desk.rekey",
    "export.run",
    "import.shop",
];

type Step = Box<dyn Fn(&mut App) -> Op>;

/// Every op there is, each where it has something to act on.
fn all_ops(app: &mut App) -> Vec<Step> {
    use shuke::app::{company, field, pool, relation, rule, view};
    use shuke::app::{contact, import, script};
    use shuke::domain::contact::{Copyable, Reach};
    use shuke::domain::custom::{Secrecy, Shape, Type};
    use shuke::domain::customer::{Stage, StagePin, Tier};
    use shuke::domain::name::Lang;
    use shuke::domain::relation::Role;
    use shuke::domain::script::Words;
    use shuke::domain::tag::{Choice, Colour};
    use shuke::domain::view::View;
    use shuke::domain::view::name::{Name, Pin};
    let (a, b) = (
        added(
            app,
            "甲",
            &[
                (Method::Phone, "13800138000"),
                (Method::Phone, "13800138001"),
            ],
        ),
        added(app, "乙", &[(Method::Phone, "13900139000")]),
    );
    let day: chrono::NaiveDate = "2026-03-09".parse().expect("a day");
    let line = |text: &str| LogLine::parse(text, now().today()).expect("a line");
    let script_id = |app: &mut App| match app.ask(&Query::Scripts { customer: None }) {
        Ok(Answer::Scripts(told)) => told[0].script.id,
        other => panic!("no scripts: {other:?}"),
    };
    let words = |n: u8| Words {
        code: format!("c{n}"),
        headline: "问候".into(),
        text_zh: "您好".into(),
        ..Words::default()
    };
    let open = move |app: &mut App| card(app, a).open[0].id;
    let said = move |app: &mut App| match app.ask(&Query::Timeline {
        id: a,
        moments: shuke::domain::listing::Moments::Said,
        reveal: None,
    }) {
        Ok(Answer::Timeline(moments)) => match &moments[0] {
            shuke::app::answer::Moment::Said(row) => row.id,
            other => panic!("{other:?}"),
        },
        other => panic!("no timeline: {other:?}"),
    };
    let fixed = |op: Op| -> Step { Box::new(move |_: &mut App| op.clone()) };
    let tags = |op: tag::Op| fixed(Op::Tag(op));
    let rules = |op: rule::Op| fixed(Op::Rule(op));
    let shape = |name: &str| Shape {
        name: name.to_owned(),
        of: Type::List(vec!["干".into(), "油".into()]),
        secrecy: Secrecy::Open,
        purpose: "选品".into(),
    };
    let saved_view = |app: &mut App| match app.ask(&Query::Views { lang: Lang::Zh }) {
        Ok(Answer::Views(all)) => all.iter().find_map(|kept| kept.id).expect("a saved view"),
        other => panic!("no views: {other:?}"),
    };
    let own_field = |app: &mut App| match app.ask(&Query::Lists) {
        Ok(Answer::Lists(lists)) => lists.fields[0].id,
        other => panic!("no fields: {other:?}"),
    };
    let schedule = || {
        fixed(Op::FollowUp(follow_up::Op::Schedule {
            customers: vec![a],
            due: day,
            note: "回访".into(),
        }))
    };
    vec![
        fixed(Op::Customer(customer::Op::Add(Draft::named("丙")))),
        Box::new(move |app| {
            let seen = card(app, a).version;
            let mut draft = Draft::named("甲甲");
            draft.contacts = vec![ContactDraft::new(Method::Phone, "13800138001")];
            draft.tags = vec!["新".into()];
            Op::Customer(customer::Op::Edit { id: a, seen, draft })
        }),
        fixed(Op::Customer(customer::Op::Bin(vec![b]))),
        fixed(Op::Customer(customer::Op::Restore(vec![b]))),
        fixed(Op::Customer(customer::Op::Pin {
            id: a,
            text: "先问候".into(),
        })),
        fixed(Op::Customer(customer::Op::SetTier {
            ids: vec![a],
            tier: Some(Tier::Vip),
        })),
        fixed(Op::Customer(customer::Op::SetStage {
            ids: vec![a],
            pin: Some(StagePin {
                stage: Stage::Lost,
                why: "搬走了".into(),
            }),
        })),
        fixed(Op::Customer(customer::Op::SetConsent {
            ids: vec![b],
            consent: Consent::Withdrawn,
        })),
        fixed(Op::Customer(customer::Op::SetConsent {
            ids: vec![b],
            consent: Consent::Open,
        })),
        fixed(Op::Customer(customer::Op::Reveal {
            id: a,
            purpose: "回电".into(),
        })),
        Box::new(move |app| {
            Op::Contact(contact::Op::SetReach {
                id: card(app, a).contacts[0].contact,
                reach: Reach::Bad,
            })
        }),
        fixed(Op::Setting(setting::Op::NameAgent("小林".into()))),
        Box::new(move |app| edit(app, b, "13700137000")),
        Box::new(move |app| {
            Op::Contact(contact::Op::Promote {
                id: card(app, b).contacts[1].contact,
            })
        }),
        fixed(Op::Contact(contact::Op::Copy {
            customer: a,
            what: Copyable::Name,
        })),
        fixed(Op::Desk(shuke::app::desk::Op::Handed(vec![a, b]))),
        fixed(Op::Fact(fact::Op::Add {
            customer: a,
            leaning: Leaning::Likes,
            text: "龙井".into(),
        })),
        fixed(Op::Fact(fact::Op::Add {
            customer: b,
            leaning: Leaning::Likes,
            text: "普洱".into(),
        })),
        Box::new(move |app| Op::Fact(fact::Op::Remove(card(app, a).facts[0].id))),
        fixed(Op::Tag(tag::Op::Add {
            customers: vec![a, b],
            name: "VIP".into(),
        })),
        fixed(Op::Tag(tag::Op::Remove {
            customers: vec![a],
            name: "VIP".into(),
        })),
        fixed(Op::Interaction(interaction::Op::Log {
            customer: a,
            line: line("电话 已接 要两盒"),
            at: None,
            closes: None,
            after: follow_up::After::Unasked,
        })),
        Box::new(move |app| {
            Op::Interaction(interaction::Op::Amend {
                id: said(app),
                line: line("微信 要三盒"),
            })
        }),
        schedule(),
        Box::new(move |app| {
            Op::FollowUp(follow_up::Op::Snooze {
                ids: vec![open(app)],
                due: day.succ_opt().expect("a day"),
            })
        }),
        Box::new(move |app| {
            let after = follow_up::After::Nothing {
                reason: "成交".into(),
            };
            Op::FollowUp(follow_up::Op::Done {
                id: open(app),
                after,
            })
        }),
        schedule(),
        Box::new(move |app| {
            Op::FollowUp(follow_up::Op::Cancel {
                id: open(app),
                reason: "不要了".into(),
            })
        }),
        fixed(bought(b, 10_000)),
        Box::new(move |app| {
            let id = card(app, b).last_purchase.expect("a purchase").id;
            Op::Purchase(purchase::Op::Refund {
                id,
                amount_cents: Some(2_500),
            })
        }),
        fixed(Op::Product(product::Op::Put {
            name: "龙井".into(),
            category: Some("茶".into()),
            alias: None,
            price_cents: Some(19_800),
            rebuy_days: Some(30),
        })),
        fixed(Op::Points(points::Op::Open {
            customer: b,
            points: 500,
        })),
        fixed(Op::Points(points::Op::Adjust {
            customer: b,
            points: 50,
            reason: "生日".into(),
        })),
        fixed(Op::Points(points::Op::Spend {
            customer: b,
            points: 100,
            reason: "换礼品".into(),
        })),
        fixed(level_op("银卡", 100)),
        fixed(Op::Level(level::Op::Review)),
        fixed(level_op("金卡", 5_000)),
        fixed(Op::Level(level::Op::Remove("金卡".into()))),
        fixed(Op::Level(level::Op::Card {
            customer: b,
            card: "88880001".into(),
        })),
        fixed(Op::Coupon(coupon::Op::Issue {
            customer: b,
            what: "满100减20".into(),
            value_cents: 2_000,
            until: day,
        })),
        Box::new(move |app| {
            let code = card(app, b).trade.coupons[0].code.clone();
            Op::Coupon(coupon::Op::Redeem { code })
        }),
        fixed(Op::Want(want::Op::Add {
            customer: b,
            wish: want_of("座椅"),
        })),
        Box::new(move |app| Op::Want(want::Op::Remove(card(app, b).trade.wants[0].id))),
        fixed(Op::Setting(setting::Op::Set {
            key: setting::Key::ShopName,
            value: "茶铺".into(),
        })),
        fixed(Op::Setting(setting::Op::SetUp {
            settings: vec![(setting::Key::OpeningHours, "9-18".into())],
            agent: "林".into(),
        })),
        fixed(Op::Customer(customer::Op::Verify(vec![a]))),
        fixed(Op::Customer(customer::Op::SetOwner {
            ids: vec![a, b],
            owner: "小李".into(),
        })),
        tags(tag::Op::Add {
            customers: vec![a, b],
            name: "旧".into(),
        }),
        tags(tag::Op::Rename {
            from: "旧".into(),
            to: "熟".into(),
        }),
        tags(tag::Op::Merge {
            from: vec!["熟".into()],
            into: "VIP".into(),
        }),
        tags(tag::Op::Group {
            tags: vec!["VIP".into()],
            group: "价值".into(),
        }),
        tags(tag::Op::RenameGroup {
            from: "价值".into(),
            to: "等级".into(),
        }),
        tags(tag::Op::SetChoice {
            group: "等级".into(),
            choice: Choice::One,
        }),
        tags(tag::Op::Colour {
            name: "VIP".into(),
            colour: Colour::ALL[1],
        }),
        tags(tag::Op::Delete { name: "VIP".into() }),
        rules(rule::Op::Add {
            name: "规".into(),
            text: "消费>0 => +买过".into(),
        }),
        rules(rule::Op::Rename {
            from: "规".into(),
            to: "规则".into(),
        }),
        rules(rule::Op::Enable("规则".into())),
        fixed(bought(a, 5_000)),
        rules(rule::Op::Edit {
            name: "规则".into(),
            text: "消费>1 => +买过茶".into(),
        }),
        rules(rule::Op::Disable("规则".into())),
        rules(rule::Op::Enable("规则".into())),
        fixed(Op::Rule(rule::Op::Run {
            pace: std::sync::Arc::default(),
            asked: rule::Asked::ByPerson,
        })),
        rules(rule::Op::Remove("规则".into())),
        rules(rule::Op::Starter(shuke::domain::name::Lang::En)),
        fixed(Op::Setting(setting::Op::Set {
            key: setting::Key::Pool,
            value: "on".into(),
        })),
        fixed(Op::Pool(pool::Op::Return(vec![a]))),
        fixed(Op::Pool(pool::Op::Claim(vec![a]))),
        fixed(Op::Customer(customer::Op::SetOwner {
            ids: vec![b],
            owner: "久未来".into(),
        })),
        fixed(Op::Pool(pool::Op::Sweep {
            asked: rule::Asked::ByPerson,
        })),
        fixed(Op::View(view::Op::Save {
            name: Name::new("视图"),
            view: Box::new(View::parse("消费>1").expect("a view")),
            pin: None,
        })),
        Box::new(move |app| {
            Op::View(view::Op::Pin {
                id: saved_view(app),
                pin: Pin::new(3),
            })
        }),
        Box::new(move |app| {
            Op::View(view::Op::Rename {
                id: saved_view(app),
                name: Name::new("新视图").expect("a name"),
            })
        }),
        Box::new(move |app| Op::View(view::Op::Delete(saved_view(app)))),
        fixed(Op::Field(field::Op::Add(shape("肤质")))),
        Box::new(move |app| {
            Op::Field(field::Op::Edit {
                field: own_field(app),
                shape: shape("皮肤"),
            })
        }),
        Box::new(move |app| {
            Op::Field(field::Op::Set {
                customers: vec![a],
                field: own_field(app),
                text: "干".into(),
            })
        }),
        Box::new(move |app| Op::Field(field::Op::Remove(own_field(app)))),
        fixed(Op::Relation(relation::Op::Add {
            customer: a,
            other: b,
            role: Role::ALL[0],
        })),
        Box::new(move |app| Op::Relation(relation::Op::Remove(card(app, a).ties[0].id))),
        Box::new(move |app| {
            let card = card(app, b);
            let mut draft = Draft::named("乙");
            draft.about.company = "茶行".into();
            let seen = card.version;
            Op::Customer(customer::Op::Edit { id: b, seen, draft })
        }),
        fixed(Op::Company(company::Op::Note {
            name: "茶行".into(),
            note: "月结".into(),
        })),
        fixed(Op::Company(company::Op::Rename {
            from: "茶行".into(),
            to: "大茶行".into(),
        })),
        Box::new(move |app| {
            let seen = card(app, a).version;
            let mut draft = Draft::named("甲甲");
            draft.about.company = "小茶行".into();
            Op::Customer(customer::Op::Edit { id: a, seen, draft })
        }),
        fixed(Op::Company(company::Op::Merge {
            from: "小茶行".into(),
            into: "大茶行".into(),
        })),
        fixed(Op::Script(script::Op::Starter(Lang::Zh))),
        fixed(Op::Script(script::Op::Add(words(1)))),
        Box::new(move |app| {
            Op::Script(script::Op::Edit {
                id: script_id(app),
                words: words(2),
            })
        }),
        Box::new(move |app| {
            Op::Script(script::Op::Use {
                ids: vec![script_id(app)],
                customer: a,
            })
        }),
        Box::new(move |app| Op::Script(script::Op::Delete(script_id(app)))),
        fixed(Op::Import(Box::new(import::Op {
            records: vec![Draft::named("丁").into()],
            ..import::Op::default()
        }))),
        fixed(Op::Import(Box::new(import::Op {
            events: ["openid-1", "openid-2"].map(event_of).to_vec(),
            ..import::Op::default()
        }))),
        Box::new(move |app| {
            Op::Event(event::Op::Match {
                event: app.visitor("openid-1").expect("a visitor"),
                customer: b,
            })
        }),
        Box::new(|app| Op::Event(event::Op::Drop(app.visitor("openid-2").expect("a visitor")))),
        fixed(Op::Offer(offer::Op::Take {
            customer: b,
            put: Put::play(Play::Wronged),
            steps: vec![("2026-03-05".parse().expect("a day"), "致歉".into())],
        })),
        fixed(Op::Offer(offer::Op::Decline {
            customer: b,
            put: Put::law("瑜伽垫", "瑜伽服"),
        })),
        fixed(Op::Consent(consent::Op::Record {
            id: a,
            given: consent::Given {
                purpose: Purpose::Marketing,
                channel: None,
                basis: shuke::domain::customer::Basis::Consent,
                evidence: "签名卡".into(),
                guardian: String::new(),
            },
        })),
        fixed(Op::Consent(consent::Op::Withdraw {
            ids: vec![a],
            purpose: Purpose::Marketing,
        })),
        fixed(Op::Consent(consent::Op::Keep {
            category: shuke::domain::retention::Category::Trade,
            days: 1_000,
        })),
        fixed(Op::Rights(rights::Op::Restrict { id: b })),
        fixed(Op::Rights(rights::Op::Release { id: b })),
        fixed(Op::Rights(rights::Op::HandOver {
            id: b,
            reason: "本人申请".into(),
        })),
        fixed(Op::Merge(merge::Op::Distinct { one: a, other: b })),
        fixed(Op::Merge(merge::Op::Merge {
            keep: a,
            lose: b,
            take: Vec::new(),
            seen: None,
        })),
        fixed(Op::History(history::Op::Undo(None))),
        fixed(Op::History(history::Op::Redo)),
        fixed(Op::Rights(rights::Op::Erase {
            ids: vec![a],
            why: rights::Why::Reason("本人申请".into()),
        })),
    ]
}

/// What a visitor did whom nobody knows.
fn event_of(who: &str) -> shuke::domain::event::Event {
    shuke::domain::event::Event {
        who: who.to_owned(),
        said: shuke::domain::interaction::Said {
            at: shuke::domain::time::Millis(1_772_000_000_000),
            channel: shuke::domain::log_line::Channel::Other,
            direction: None,
            minutes: None,
            outcome: None,
            note: "浏览 龙井".to_owned(),
            author: String::new(),
            source_id: String::new(),
        },
    }
}
