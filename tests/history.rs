//! History as one mechanism: any sequence of ops, undone, gives back the identical shop, and the chain still verifies.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use shuke::app::answer::Answer;
use shuke::app::clock::Clock;
use shuke::app::export::Kind;
use shuke::app::follow_up::After;
use shuke::app::op::Op;
use shuke::app::pace::Pace;
use shuke::app::query::Query;
use shuke::app::{
    Access, App, Error, company, contact, coupon, customer, event, export, fact, field, follow_up,
    history, import, level, merge, offer, points, pool, purchase, relation, rule, script, setting,
    tag, view,
};
use shuke::domain::contact::{ContactDraft, Method, Reach};
use shuke::domain::custom::{Secrecy, Shape, Type};
use shuke::domain::customer::{Consent, Draft, Stage, StagePin, Tier};
use shuke::domain::fact::Leaning;
use shuke::domain::history::Source;
use shuke::domain::id::{CustomerId, FieldId, ScriptId, ViewId};
use shuke::domain::merge::Side;
use shuke::domain::name::Lang;
use shuke::domain::offer::{Play, Put};
use shuke::domain::purchase::Bought;
use shuke::domain::relation::Role;
use shuke::domain::script::Words;
use shuke::domain::tag::{Choice, Colour};
use shuke::domain::time::Now;
use shuke::domain::view::View;
use shuke::domain::view::name::{Name, Pin};

fn desk() -> App {
    App::in_memory(Clock::Fixed(Now::morning_of("2026-03-02").expect("a day"))).expect("a desk")
}

fn draft(n: u32) -> Draft {
    let mut draft = Draft::named(format!("王芳{n}"));
    draft.contacts = vec![
        ContactDraft::new(Method::Phone, format!("1380013{:04}", n % 10_000)),
        ContactDraft::new(Method::WeChat, format!("wf_{n}")),
    ];
    draft.tags = vec![format!("标签{}", n % 3)];
    draft.about.company = format!("公司{}", n % 3);
    draft
}

fn card(app: &mut App, id: CustomerId) -> shuke::app::answer::Card {
    match app
        .ask(&Query::Card { id, reveal: None })
        .expect("an answer")
    {
        Answer::Card(Some(card)) => *card,
        other => panic!("no card: {other:?}"),
    }
}

fn words(n: u32) -> Words {
    Words {
        code: format!("c{}", n % 7),
        headline: format!("话术{n}"),
        text_zh: format!("{{称呼}}您好{n}"),
        ..Words::default()
    }
}

fn pick_tag(app: &mut App, n: u32) -> Option<String> {
    match app.ask(&Query::TagBook) {
        Ok(Answer::TagBook(book)) => Some(book.get(n as usize % book.len().max(1))?.name.clone()),
        other => panic!("no tags: {other:?}"),
    }
}

fn shape(n: u32) -> Shape {
    Shape {
        name: format!("肤质{}", n % 5),
        of: Type::List(vec!["干".into(), "油".into(), format!("混合{}", n % 2)]),
        secrecy: Secrecy::Open,
        purpose: "选品".into(),
    }
}

fn pick_field(app: &mut App, n: u32) -> Option<FieldId> {
    match app.ask(&Query::Lists) {
        Ok(Answer::Lists(lists)) => {
            let fields = lists.fields;
            Some(fields.get(n as usize % fields.len().max(1))?.id)
        }
        other => panic!("no fields: {other:?}"),
    }
}

fn pick_script(app: &mut App, n: u32) -> Option<ScriptId> {
    match app.ask(&Query::Scripts { customer: None }) {
        Ok(Answer::Scripts(told)) => Some(told.get(n as usize % told.len().max(1))?.script.id),
        other => panic!("no scripts: {other:?}"),
    }
}

fn pick_view(app: &mut App, n: u32) -> Option<ViewId> {
    match app.ask(&Query::Views { lang: Lang::Zh }) {
        Ok(Answer::Views(all)) => {
            let ids: Vec<ViewId> = all.iter().filter_map(|kept| kept.id).collect();
            ids.get(n as usize % ids.len().max(1)).copied()
        }
        other => panic!("no views: {other:?}"),
    }
}

/// One step a person might take with what is there; `None` where the step has nothing to act on.
fn step(app: &mut App, folder: &Path, known: &[CustomerId], choice: u8, n: u32) -> Option<Op> {
    let pick = |n: u32| known.get(n as usize % known.len().max(1)).copied();
    let day = "2026-03-09".parse().expect("a day");
    Some(match choice % 56 {
        0 => Op::Customer(customer::Op::Add(draft(n))),
        1 => {
            let id = pick(n)?;
            let card = card(app, id);
            let mut draft = Draft {
                about: card.customer.about,
                ..draft(n)
            };
            draft.about.note = format!("第{n}次修改");
            draft.contacts.extend(
                card.contacts
                    .into_iter()
                    .map(|shown| ContactDraft::new(shown.method, shown.text)),
            );
            Op::Customer(customer::Op::Edit {
                id,
                seen: card.version,
                draft,
            })
        }
        2 => Op::Customer(customer::Op::Bin(vec![pick(n)?])),
        3 => Op::Customer(customer::Op::Restore(vec![pick(n)?])),
        4 => Op::Customer(customer::Op::SetTier {
            ids: known.to_vec(),
            tier: n.is_multiple_of(2).then_some(Tier::Vip),
        }),
        5 if n.is_multiple_of(3) => Op::Customer(customer::Op::SetStage {
            ids: known.to_vec(),
            pin: n.is_multiple_of(2).then(|| StagePin {
                stage: Stage::Silent,
                why: format!("原因{n}"),
            }),
        }),
        5 => Op::Fact(fact::Op::Add {
            customer: pick(n)?,
            leaning: Leaning::Avoids,
            text: format!("花生{n}"),
        }),
        6 => Op::Fact(fact::Op::Remove(card(app, pick(n)?).facts.first()?.id)),
        7 => Op::Tag(tag::Op::Add {
            customers: known.to_vec(),
            name: format!("组{}", n % 4),
        }),
        8 => Op::Tag(tag::Op::Remove {
            customers: known.to_vec(),
            name: format!("组{}", n % 4),
        }),
        9 => Op::FollowUp(follow_up::Op::Schedule {
            customers: vec![pick(n)?],
            due: day,
            note: "回访".into(),
        }),
        10 => {
            let id = card(app, pick(n)?).open.first()?.id;
            Op::FollowUp(follow_up::Op::Done {
                id,
                after: After::Next {
                    due: day,
                    note: "再访".into(),
                },
            })
        }
        11 => Op::Purchase(purchase::Op::Add {
            customer: pick(n)?,
            bought: Bought {
                day,
                item: "龙井".into(),
                quantity_milli: 2000,
                amount_cents: 39_600,
                pay_method: "微信".into(),
                source_id: String::new(),
            },
        }),
        12 => {
            let shown = card(app, pick(n)?).contacts.last().cloned()?;
            Op::Contact(if n.is_multiple_of(2) {
                contact::Op::Promote { id: shown.contact }
            } else {
                contact::Op::SetReach {
                    id: shown.contact,
                    reach: Reach::Bad,
                }
            })
        }
        13 => Op::Script(script::Op::Add(words(n))),
        14 => Op::Script(script::Op::Edit {
            id: pick_script(app, n)?,
            words: words(n.rotate_left(7)),
        }),
        15 => Op::Script(script::Op::Use {
            ids: vec![pick_script(app, n)?],
            customer: pick(n)?,
        }),
        16 if n.is_multiple_of(2) => Op::Script(script::Op::Delete(pick_script(app, n)?)),
        16 => Op::Customer(customer::Op::SetConsent {
            ids: vec![pick(n)?],
            consent: Consent::Withdrawn,
        }),
        29 if n.is_multiple_of(2) => Op::Customer(customer::Op::Verify(vec![pick(n)?])),
        29 => Op::Customer(customer::Op::SetOwner {
            ids: known.to_vec(),
            owner: ["小李", ""][n as usize % 2].into(),
        }),
        30 if n.is_multiple_of(5) => Op::Setting(setting::Op::Set {
            key: setting::Key::Pool,
            value: "on".into(),
        }),
        30 if n.is_multiple_of(3) => Op::Pool(pool::Op::Claim(vec![pick(n)?])),
        30 if n.is_multiple_of(2) => Op::Pool(pool::Op::Return(known.to_vec())),
        30 => Op::Pool(pool::Op::Sweep {
            asked: rule::Asked::ByPerson,
        }),
        24 => Op::Rule(rule::Op::Add {
            name: format!("规则{}", n % 5),
            text: [
                "消费>0 => +买过; 跟进:3天 回访",
                "#买过 或 #组1 => 等级=VIP; +组1客",
                "无跟进 => 置顶:没有安排",
                "#组2 => +组3",
            ][n as usize % 4]
                .into(),
        }),
        25 => Op::Rule(rule::Op::Enable(format!("规则{}", n % 5))),
        26 if n.is_multiple_of(2) => Op::Rule(rule::Op::Disable(format!("规则{}", n % 5))),
        26 => Op::Rule(rule::Op::Remove(format!("规则{}", n % 5))),
        27 => Op::Rule(rule::Op::Edit {
            name: format!("规则{}", n % 5),
            text: "阶段=潜在 => +新".into(),
        }),
        17 => Op::Tag(tag::Op::Rename {
            from: pick_tag(app, n)?,
            to: format!("组{}", n % 9),
        }),
        18 => Op::Tag(tag::Op::Merge {
            from: vec![pick_tag(app, n)?],
            into: pick_tag(app, n.rotate_left(9))?,
        }),
        19 => Op::Tag(tag::Op::Group {
            tags: vec![pick_tag(app, n)?, format!("值{}", n % 3)],
            group: ["价值等级", "行为偏好", ""][n as usize % 3].into(),
        }),
        20 if n.is_multiple_of(2) => Op::Tag(tag::Op::Delete {
            name: pick_tag(app, n)?,
        }),
        20 => Op::Tag(tag::Op::Colour {
            name: pick_tag(app, n)?,
            colour: Colour::ALL[n as usize % Colour::ALL.len()],
        }),
        21 if n.is_multiple_of(3) => Op::Tag(tag::Op::RenameGroup {
            from: "价值等级".into(),
            to: "等级".into(),
        }),
        21 => Op::Tag(tag::Op::SetChoice {
            group: "价值等级".into(),
            choice: [Choice::One, Choice::Many][n as usize % 2],
        }),
        31 => Op::View(view::Op::Save {
            name: Name::new(&format!("视图{}", n % 5)),
            view: Box::new(View::parse(&format!("消费>{n} ; sort=name")).expect("a view")),
            pin: Pin::new(i64::from(n % 4)),
        }),
        32 => Op::View(view::Op::Pin {
            id: pick_view(app, n)?,
            pin: Pin::new(i64::from(n % 3)),
        }),
        33 => Op::View(view::Op::Rename {
            id: pick_view(app, n)?,
            name: Name::new(&format!("视图{}", n.rotate_left(5) % 5))?,
        }),
        34 => Op::View(view::Op::Delete(pick_view(app, n)?)),
        35 => Op::Merge(merge::Op::Merge {
            keep: pick(n)?,
            lose: pick(n.rotate_left(9))?,
            take: vec![("name", Side::ALL[n as usize % 3]), ("note", Side::Lose)],
            seen: None,
        }),
        36 => Op::Merge(merge::Op::Distinct {
            one: pick(n)?,
            other: pick(n.rotate_left(9))?,
        }),
        46 => Op::Purchase(purchase::Op::Refund {
            id: card(app, pick(n)?).last_purchase?.id,
            amount_cents: Some(i64::from(n % 20_000) + 1),
        }),
        47 => Op::Points(points::Op::Spend {
            customer: pick(n)?,
            points: i64::from(n % 300) + 1,
            reason: "换礼品".into(),
        }),
        48 => Op::Points(points::Op::Adjust {
            customer: pick(n)?,
            points: i64::from(n % 99) + 1,
            reason: "生日".into(),
        }),
        49 => Op::Level(level::Op::Put {
            name: format!("级别{}", n % 3),
            at_least: i64::from(n % 900),
            discount_percent: 5,
            benefits: String::new(),
        }),
        50 => Op::Coupon(coupon::Op::Issue {
            customer: pick(n)?,
            what: "减20".into(),
            value_cents: 2_000,
            until: day,
        }),
        51 => Op::Coupon(coupon::Op::Redeem {
            code: card(app, pick(n)?).trade.coupons.first()?.code.clone(),
        }),
        52 => Op::Import(Box::new(import::Op {
            events: vec![event_of(n)],
            ..import::Op::default()
        })),
        53 => Op::Event(event::Op::Match {
            event: app.visitor(&event_of(n).who).ok()?,
            customer: pick(n)?,
        }),
        55 if n.is_multiple_of(2) => Op::Offer(offer::Op::Take {
            customer: pick(n)?,
            put: Put::play(Play::ALL[n as usize % Play::ALL.len()]),
            steps: vec![(day, "致歉".into())],
        }),
        55 => Op::Offer(offer::Op::Decline {
            customer: pick(n)?,
            put: Put::rebuy("龙井", day),
        }),
        54 => Op::Event(event::Op::Drop(app.visitor(&event_of(n).who).ok()?)),
        37 => Op::Field(field::Op::Add(shape(n))),
        38 => Op::Field(field::Op::Edit {
            field: pick_field(app, n)?,
            shape: shape(n.rotate_left(5)),
        }),
        39 if n.is_multiple_of(3) => Op::Field(field::Op::Remove(pick_field(app, n)?)),
        39 | 40 => Op::Field(field::Op::Set {
            customers: known.to_vec(),
            field: pick_field(app, n)?,
            text: ["干", "油", ""][n as usize % 3].into(),
        }),
        41 => Op::Relation(relation::Op::Add {
            customer: pick(n)?,
            other: pick(n.rotate_left(9))?,
            role: Role::ALL[n as usize % Role::ALL.len()],
        }),
        42 => Op::Relation(relation::Op::Remove(card(app, pick(n)?).ties.first()?.id)),
        43 => {
            let (from, to) = (format!("公司{}", n % 3), format!("公司{}", (n >> 4) % 4));
            Op::Company(match n % 3 {
                0 => company::Op::Note {
                    name: from,
                    note: format!("备注{n}"),
                },
                1 => company::Op::Rename { from, to },
                _ => company::Op::Merge { from, into: to },
            })
        }
        44 => Op::Export(Box::new(export::Op::new(export::Order {
            replace: true,
            purpose: "试验".to_owned(),
            ..export::Order::new(
                Kind::ALL[n as usize % Kind::ALL.len()],
                folder.join(n.to_string()),
                Lang::Zh,
            )
        }))),
        _ => Op::Setting(setting::Op::Set {
            key: setting::Key::ShopName,
            value: format!("店{n}"),
        }),
    })
}

fn undo_all(app: &mut App) -> usize {
    let mut undone = 0;
    loop {
        match app.run(&Op::History(history::Op::Undo(None))) {
            Ok(_) => undone += 1,
            Err(Error::NothingToUndo) => return undone,
            Err(error) => panic!("undo {undone}: {error:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_gives_back_the_identical_shop_and_redoing_it_the_other(
        steps in prop::collection::vec((any::<u8>(), any::<u32>()), 1..45)
    ) {
        let (mut app, folder) = (desk(), tempfile::tempdir().expect("a folder"));
        let mut left = 0;
        let empty = app.state_hash().expect("a hash");
        let (mut known, mut ran, mut hashes) = (Vec::new(), 0, vec![empty]);
        for (choice, n) in steps {
            let Some(op) = step(&mut app, folder.path(), &known, choice, n) else { continue };
            match app.run(&op) {
                // What has left the desk cannot be taken back: it stays on record and no undo stops at it.
                Ok(changed) if matches!(op, Op::Export(_)) => {
                    prop_assert!(changed.op.is_some());
                    prop_assert_eq!(Some(&app.state_hash().expect("a hash")), hashes.last());
                    left += 1;
                }
                Ok(changed) => {
                    if let (Op::Customer(customer::Op::Add(_)), Some(id)) = (&op, changed.show) {
                        known.push(id);
                    }
                    if changed.op.is_some() {
                        ran += 1;
                        hashes.push(app.state_hash().expect("a hash"));
                    }
                }
                Err(
                    Error::NotFound(_)
                    | Error::CodeTaken(_)
                    | Error::OverRefund { .. }
                    | Error::TooFewPoints { .. }
                    | Error::LevelClash(_)
                    | Error::SamePerson
                    | Error::NameTaken(_)
                    | Error::DoNotContact
                    | Error::NotToBePlanned(_)
                    | Error::TagTaken(_)
                    | Error::TagsClash { .. }
                    | Error::RulesCircle(_)
                    | Error::PoolOff
                    | Error::AgentUnnamed
                    | Error::Field(_)
                    | Error::Relation(_)
                    | Error::Company(_),
                ) => {}
                Err(error) => panic!("{op:?}: {error:?}"),
            }
        }
        for hash in hashes.iter().rev().skip(1) {
            app.run(&Op::History(history::Op::Undo(None))).expect("an undo");
            prop_assert_eq!(&app.state_hash().expect("a hash"), hash);
        }
        prop_assert_eq!(app.state_hash().expect("a hash"), empty);
        for hash in hashes.iter().skip(1) {
            app.run(&Op::History(history::Op::Redo)).expect("a redo");
            prop_assert_eq!(&app.state_hash().expect("a hash"), hash);
        }
        prop_assert_eq!(undo_all(&mut app), ran);
        prop_assert_eq!(app.state_hash().expect("a hash"), empty);
        let (seen, broken) = app.verify().expect("a verdict");
        prop_assert_eq!((seen, broken), (i64::from(ran as u32) * 4 + left, None));
    }
}

#[test]
fn an_undo_that_is_stopped_on_its_way_changes_nothing() {
    let mut app = desk();
    for n in 0..300 {
        let op = Op::Customer(customer::Op::Add(draft(n)));
        app.run(&op).expect("added");
    }
    let ids: Vec<CustomerId> = match app.ask(&Query::Everyone {
        filter: Box::default(),
    }) {
        Ok(Answer::Between(ids)) => ids,
        other => panic!("no list: {other:?}"),
    };
    let bin = Op::Customer(customer::Op::Bin(ids));
    let op = app.run(&bin).expect("binned").op;
    let binned = app.state_hash().expect("a hash");
    // Whoever stops it may come too late on a busy machine; then it is done again.
    let was_stopped = (0..50).any(|_| {
        let pace = Arc::new(Pace::default());
        let watched = Arc::clone(&pace);
        let stopper = std::thread::spawn(move || {
            while watched.progress().0 < 10 {
                std::thread::yield_now();
            }
            watched.cancel.store(true, Ordering::Relaxed);
        });
        let undo = Op::Paced {
            op: Box::new(Op::History(history::Op::Undo(op))),
            pace: Arc::clone(&pace),
        };
        let done = app.run(&undo);
        stopper.join().expect("the stopper");
        match done {
            Err(Error::Cancelled) => {
                let (done, total) = pace.progress();
                assert!(done < total, "{done} of {total}");
                assert_eq!(app.state_hash().expect("a hash"), binned);
                true
            }
            done => {
                done.expect("undone");
                app.run(&Op::History(history::Op::Redo)).expect("redone");
                false
            }
        }
    });
    assert!(was_stopped);
    app.run(&Op::History(history::Op::Undo(op)))
        .expect("undone");
    assert_ne!(app.state_hash().expect("a hash"), binned);
}

#[test]
fn a_fresh_op_ends_what_could_be_redone() {
    let mut app = desk();
    app.run(&Op::Customer(customer::Op::Add(draft(1))))
        .expect("added");
    app.run(&Op::History(history::Op::Undo(None)))
        .expect("undone");
    app.run(&Op::Customer(customer::Op::Add(draft(2))))
        .expect("added");
    assert!(matches!(
        app.run(&Op::History(history::Op::Redo)),
        Err(Error::NothingToRedo)
    ));
}

#[test]
fn an_older_op_is_not_taken_back_from_under_a_newer_one() {
    let mut app = desk();
    let added = app
        .run(&Op::Customer(customer::Op::Add(draft(1))))
        .expect("added");
    let id = added.show.expect("a customer");
    let version = card(&mut app, id).version;
    app.run(&Op::Customer(customer::Op::Edit {
        id,
        seen: version,
        draft: draft(2),
    }))
    .expect("edited");
    let before = app.state_hash().expect("a hash");
    let refused = app.run(&Op::History(history::Op::Undo(added.op)));
    assert!(
        matches!(refused, Err(Error::Conflicts(ref list)) if !list.is_empty()),
        "{refused:?}"
    );
    assert_eq!(app.state_hash().expect("a hash"), before);
}

#[test]
fn an_edit_that_saw_an_older_version_is_refused() {
    let mut app = desk();
    let id = app
        .run(&Op::Customer(customer::Op::Add(draft(1))))
        .expect("added")
        .show
        .expect("a customer");
    let seen = card(&mut app, id).version;
    app.run(&Op::Customer(customer::Op::Edit {
        id,
        seen,
        draft: draft(2),
    }))
    .expect("edited");
    let refused = app.run(&Op::Customer(customer::Op::Edit {
        id,
        seen,
        draft: draft(3),
    }));
    assert!(matches!(refused, Err(Error::Stale { .. })));
}

#[test]
fn an_op_that_changes_nothing_leaves_no_trace() {
    let mut app = desk();
    let id = app
        .run(&Op::Customer(customer::Op::Add(draft(1))))
        .expect("added")
        .show
        .expect("a customer");
    let changed = app
        .run(&Op::Customer(customer::Op::Restore(vec![id])))
        .expect("ran");
    assert_eq!(changed.op, None);
    assert_eq!(app.verify().expect("a verdict"), (1, None));
}

/// What a search finds, in order.
fn found(app: &mut App, text: &str) -> Vec<CustomerId> {
    let query = Query::Find { text: text.into() };
    match app.ask(&query).expect("an answer") {
        Answer::Hits(hits) => hits.rows.iter().map(|row| row.id).collect(),
        other => panic!("no hits: {other:?}"),
    }
}

fn warm(path: &std::path::Path, access: Access) -> App {
    let clock = Clock::Fixed(Now::morning_of("2026-03-02").expect("a day"));
    let mut app = App::open(path, access, clock, Source::Desk).expect("a desk");
    while !app.warm().expect("an index") {}
    app
}

/// A file large enough that its index is worth keeping.
fn filled(folder: &std::path::Path) -> std::path::PathBuf {
    let clock = Clock::Fixed(Now::morning_of("2026-03-02").expect("a day"));
    let path = folder.join("desk.db");
    App::create(&path, &clock).expect("a file");
    let mut app = App::open(&path, Access::Write, clock, Source::Desk).expect("a desk");
    app.make_up(2_050, 7, &Arc::default()).expect("customers");
    path
}

#[test]
fn an_index_kept_or_followed_through_any_ops_equals_one_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = filled(folder.path());
    let kept = path.with_extension("db.search");
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let steps = prop::collection::vec((any::<u8>(), any::<u32>()), 60);
    let mut followed = warm(&path, Access::Write);
    followed.keep_index().expect("kept");
    let mut known = found(&mut followed, "wang");
    for round in 0..4 {
        let steps = steps.new_tree(&mut runner).expect("steps").current();
        let mut ran = 0;
        for (at, (choice, n)) in steps.into_iter().enumerate() {
            let op = match at % 9 {
                7 => Op::History(history::Op::Undo(None)),
                8 if n.is_multiple_of(2) => Op::History(history::Op::Redo),
                _ => match step(&mut followed, folder.path(), &known, choice, n) {
                    Some(op) => op,
                    None => continue,
                },
            };
            if let Ok(changed) = followed.run(&op) {
                known.extend(changed.show);
                ran += 1;
            }
        }
        assert!(ran > 15, "{ran} ops in round {round}");
        assert!(kept.exists(), "the index is kept");
        let mut caught_up = warm(&path, Access::Read);
        let aside = path.with_extension("aside");
        std::fs::rename(&kept, &aside).expect("taken away");
        let mut fresh = warm(&path, Access::Read);
        std::fs::rename(&aside, &kept).expect("put back");
        for text in [
            "wang", "wf", "王芳", "w", "138", "3000", "vip", "组1", "标签2", "zs", "wf_", "li", "1",
        ] {
            let expected = found(&mut fresh, text);
            assert_eq!(found(&mut followed, text), expected, "{text} followed");
            assert_eq!(found(&mut caught_up, text), expected, "{text} caught up");
        }
    }
}

#[test]
fn an_index_that_is_damaged_or_of_another_past_is_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = filled(folder.path());
    let kept = path.with_extension("db.search");
    let older = folder.path().join("older.db");
    std::fs::copy(&path, &older).expect("a copy");
    let mut app = warm(&path, Access::Write);
    let mut expected = found(&mut app, "wang");
    app.run(&Op::Customer(customer::Op::Add(draft(1))))
        .expect("added");
    app.keep_index().expect("kept");
    let bytes = std::fs::read(&kept).expect("bytes");
    let mode = std::fs::metadata(&kept).expect("there").permissions();
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777,
        0o600
    );
    // The copy lacks the op that the index has seen.
    std::fs::write(older.with_extension("db.search"), &bytes).expect("written");
    assert_eq!(found(&mut warm(&older, Access::Read), "wang"), expected);
    expected = found(&mut app, "wang");
    for cut in [0, 10, 90, bytes.len() / 2, bytes.len() - 1] {
        std::fs::write(&kept, &bytes[..cut]).expect("cut");
        assert_eq!(
            found(&mut warm(&path, Access::Read), "wang"),
            expected,
            "{cut}"
        );
    }
    app.forget_index().expect("taken away");
    assert!(!kept.exists());
}

#[test]
fn a_field_and_a_customer_that_others_lean_on_are_not_taken_back_from_under_them() {
    let mut app = desk();
    let mut add = |n| {
        app.run(&Op::Customer(customer::Op::Add(draft(n))))
            .expect("added")
    };
    let (first, second) = (add(1), add(2));
    let field = app
        .run(&Op::Field(field::Op::Add(shape(1))))
        .expect("a field");
    let id = pick_field(&mut app, 0).expect("a field");
    app.run(&Op::Field(field::Op::Set {
        customers: vec![first.show.expect("a customer")],
        field: id,
        text: "干".into(),
    }))
    .expect("filled");
    app.run(&Op::Relation(relation::Op::Add {
        customer: first.show.expect("a customer"),
        other: second.show.expect("a customer"),
        role: Role::Friend,
    }))
    .expect("tied");
    let before = app.state_hash().expect("a hash");
    for op in [field.op, second.op] {
        let refused = app.run(&Op::History(history::Op::Undo(op)));
        assert!(
            matches!(refused, Err(Error::Conflicts(ref list)) if !list.is_empty()),
            "{refused:?}"
        );
    }
    assert_eq!(app.state_hash().expect("a hash"), before);
}

/// What one of three visitors did.
fn event_of(n: u32) -> shuke::domain::event::Event {
    shuke::domain::event::Event {
        who: format!("openid-{}", n % 3),
        said: shuke::domain::interaction::Said {
            at: shuke::domain::time::Millis(1_772_000_000_000 + i64::from(n % 7)),
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
