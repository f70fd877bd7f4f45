//! Lists for marketing hold only those who agreed to it, and say how many were left out; the gate can be opened.

use std::path::Path;

use shuke::app::clock::Clock;
use shuke::app::export::{Kind, Made, Op as Export, Order, Whom};
use shuke::app::op::Op;
use shuke::app::{Access, App, Error, consent, customer, follow_up, interaction, rule, setting};
use shuke::domain::birthday::Birthday;
use shuke::domain::consent::{Purpose, is_minor};
use shuke::domain::customer::{Basis, Consent, Draft};
use shuke::domain::filter::Filter;
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::log_line::LogLine;
use shuke::domain::name::Lang;
use shuke::domain::time::Now;

fn clock(day: &str) -> Clock {
    Clock::Fixed(Now::morning_of(day).expect("a day"))
}

fn desk(folder: &Path) -> App {
    let path = folder.join("desk.db");
    App::create(&path, &clock("2026-03-02")).expect("a file");
    App::open(&path, Access::Write, clock("2026-03-02"), Source::Desk).expect("a desk")
}

fn run(app: &mut App, op: Op) -> Option<CustomerId> {
    let name = op.name();
    app.run(&op)
        .unwrap_or_else(|error| panic!("{name}: {error:?}"))
        .show
}

fn added(app: &mut App, name: &str) -> CustomerId {
    run(app, Op::Customer(customer::Op::Add(Draft::named(name)))).expect("a customer")
}

fn agrees(app: &mut App, id: CustomerId, purpose: Purpose) {
    let given = consent::Given {
        purpose,
        channel: None,
        basis: Basis::Consent,
        evidence: "签字卡".into(),
        guardian: String::new(),
    };
    run(app, Op::Consent(consent::Op::Record { id, given }));
}

/// Five customers: one who agreed, one who took it back, one who agreed to something else, one who is not to be contacted, one unasked.
fn shop(folder: &Path) -> (App, Vec<CustomerId>) {
    let mut app = desk(folder);
    let ids: Vec<CustomerId> = ["甲", "乙", "丙", "丁", "戊"]
        .map(|name| added(&mut app, name))
        .to_vec();
    for nth in [0, 1, 3] {
        agrees(&mut app, ids[nth], Purpose::Marketing);
    }
    agrees(&mut app, ids[2], Purpose::Service);
    let back = consent::Op::Withdraw {
        ids: vec![ids[1]],
        purpose: Purpose::Marketing,
    };
    run(&mut app, Op::Consent(back));
    let no_more = customer::Op::SetConsent {
        ids: vec![ids[3]],
        consent: Consent::Withdrawn,
    };
    run(&mut app, Op::Customer(no_more));
    (app, ids)
}

fn exported(
    app: &mut App,
    folder: &Path,
    whom: Option<Vec<CustomerId>>,
    purpose: &str,
) -> (Made, String) {
    let out = folder.join("list.csv");
    let mut order = Order::new(Kind::Csv, out.clone(), Lang::Zh);
    order.purpose = purpose.to_owned();
    order.replace = true;
    if let Some(ids) = whom {
        order.whom = Whom::These(ids);
    }
    let (_, made) = app.export(&Export::new(order)).expect("an export");
    (made, std::fs::read_to_string(out).expect("a list"))
}

#[test]
fn a_list_for_marketing_has_only_those_who_agreed_and_says_how_many_were_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, ids) = shop(folder.path());
    for whom in [None, Some(ids)] {
        let (made, list) = exported(&mut app, folder.path(), whom.clone(), "春季促销");
        assert_eq!((made.rows, made.left_out), (1, 4));
        assert!(list.contains('甲') && !list.contains('乙') && !list.contains('戊'));
        let manifest = std::fs::read_to_string(&made.manifest).expect("a manifest");
        assert!(manifest.contains("\"left_out\": 4"), "{manifest}");
        let (made, _) = exported(&mut app, folder.path(), whom, "给会计对账");
        assert_eq!((made.rows, made.left_out), (5, 0));
    }
    let open = setting::Op::Set {
        key: setting::Key::ConsentGate,
        value: "off".into(),
    };
    run(&mut app, Op::Setting(open));
    let (made, _) = exported(&mut app, folder.path(), None, "春季促销");
    assert_eq!((made.rows, made.left_out), (5, 0));
}

#[test]
fn a_consent_lapses_with_its_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, _) = shop(folder.path());
    app.set_clock(clock("2028-03-03"));
    let (made, _) = exported(&mut app, folder.path(), None, "促销");
    assert_eq!((made.rows, made.left_out), (0, 5));
}

#[test]
fn a_rule_plans_offers_only_for_those_who_agreed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, ids) = shop(folder.path());
    let add = rule::Op::Add {
        name: "春季".into(),
        text: "无标签 => 跟进:3天 春季促销".into(),
    };
    run(&mut app, Op::Rule(add));
    run(&mut app, Op::Rule(rule::Op::Enable("春季".into())));
    let planned: Vec<bool> = ids
        .iter()
        .map(|id| {
            let answer = app.ask(&shuke::app::query::Query::Card {
                id: *id,
                reveal: None,
            });
            format!("{answer:?}").contains("春季促销\"")
        })
        .collect();
    assert_eq!(planned, [true, false, false, false, false]);
}

#[test]
fn nobody_under_14_has_agreed_whatever_the_register_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = desk(folder.path());
    let today = "2026-03-02".parse().expect("a day");
    let mut of_age = 0;
    for (n, birthday) in [
        "2012-03-01",
        "2012-03-02",
        "2012-03-03",
        "2012-03",
        "2012-02",
        "2012-02-29",
        "2013-01-01",
        "2011-12-31",
        "L2013-01-01",
        "L2010-05-05",
        "--05-06",
        "1980-01-01",
    ]
    .into_iter()
    .enumerate()
    {
        let id = added(&mut app, &format!("客{n}"));
        agrees(&mut app, id, Purpose::Marketing);
        let birthday: Birthday = birthday.parse().expect("a birthday");
        of_age += usize::from(!is_minor(birthday, today));
        let card = match app.ask(&shuke::app::query::Query::Card { id, reveal: None }) {
            Ok(shuke::app::answer::Answer::Card(Some(card))) => card,
            other => panic!("no card: {other:?}"),
        };
        let mut draft = Draft::named(format!("客{n}"));
        draft.about.birthday = Some(birthday);
        let seen = card.version;
        run(
            &mut app,
            Op::Customer(customer::Op::Edit { id, seen, draft }),
        );
    }
    let agreed = Filter::parse("有:营销同意").expect("a filter");
    let count = app.ask(&shuke::app::query::Query::Count { filter: agreed });
    assert_eq!(format!("{count:?}"), format!("Ok(Count({of_age}))"));
}

#[test]
fn a_plan_typed_by_hand_stops_where_somebody_said_no() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut app, ids) = shop(folder.path());
    let due = clock("2026-03-09").now().today();
    let plan = |customer, note: &str| {
        Op::FollowUp(follow_up::Op::Schedule {
            customers: vec![customer],
            due,
            note: note.to_owned(),
        })
    };
    let offer = ids.iter().map(|id| app.run(&plan(*id, "告知新品优惠")));
    let offer: Vec<_> = offer.collect();
    assert!(matches!(offer[1], Err(Error::NoOffers(_))), "took it back");
    assert!(matches!(offer[3], Err(Error::NotToBePlanned(_))));
    assert!([0, 2, 4].iter().all(|nth| offer[*nth].is_ok()), "{offer:?}");
    let other: Vec<bool> = ids
        .iter()
        .map(|id| app.run(&plan(*id, "送修好的壶")).is_ok())
        .collect();
    assert_eq!(other, [true, true, true, false, true]);
    // What comes after a talk is a plan as well; refused, nothing of it is kept.
    let log = |customer| {
        Op::Interaction(interaction::Op::Log {
            customer,
            line: LogLine::parse("电话 问了优惠", due).expect("a line"),
            at: None,
            closes: None,
            after: follow_up::After::Next {
                due,
                note: "再打电话说优惠".to_owned(),
            },
        })
    };
    let before = app.state_hash().ok();
    assert!(matches!(app.run(&log(ids[1])), Err(Error::NoOffers(_))));
    assert_eq!(app.state_hash().ok(), before);
    // A new consent, or the open gate, makes room again.
    agrees(&mut app, ids[1], Purpose::Marketing);
    run(&mut app, log(ids[1]));
    let open = setting::Op::Set {
        key: setting::Key::ConsentGate,
        value: "off".to_owned(),
    };
    run(
        &mut app,
        Op::Consent(consent::Op::Withdraw {
            ids: vec![ids[1]],
            purpose: Purpose::Marketing,
        }),
    );
    run(&mut app, Op::Setting(open));
    run(&mut app, plan(ids[1], "告知新品优惠"));
}
