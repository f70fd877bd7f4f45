//! Two records of one person: the merge moves everything, the undo brings every byte back, and what a field was before can be told.

use proptest::prelude::*;
use shuke::app::answer::{Answer, Card, Comparison, Suspects, Twin};
use shuke::app::clock::Clock;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{
    App, Error, customer, fact, follow_up, history, interaction, merge, purchase, tag,
};
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::customer::{Consent, Draft};
use shuke::domain::duplicate::Reason;
use shuke::domain::fact::Leaning;
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::log_line::LogLine;
use shuke::domain::merge::Side;
use shuke::domain::past::{Field, Past};
use shuke::domain::purchase::Bought;
use shuke::domain::time::Now;

fn now() -> Now {
    Now::morning_of("2026-03-02").expect("a day")
}

fn desk() -> App {
    App::in_memory(Clock::Fixed(now())).expect("a desk")
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

fn edited(app: &mut App, id: CustomerId, change: impl FnOnce(&mut Draft)) {
    let card = card(app, id);
    let shown = card.contacts.into_iter();
    let mut draft = Draft {
        about: card.customer.about,
        contacts: shown
            .map(|shown| ContactDraft::new(shown.method, shown.text))
            .collect(),
        tags: card.tags,
        created_at: None,
        ..Draft::default()
    };
    change(&mut draft);
    let seen = card.version;
    run(app, Op::Customer(customer::Op::Edit { id, seen, draft }));
}

fn merged(keep: CustomerId, lose: CustomerId, take: &[(&'static str, Side)]) -> Op {
    let take = take.to_vec();
    Op::Merge(merge::Op::Merge {
        keep,
        lose,
        take,
        seen: None,
    })
}

fn undo(app: &mut App) {
    run(app, Op::History(history::Op::Undo(None)));
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

fn suspects(app: &mut App) -> Suspects {
    match app
        .ask(&Query::Duplicates { limit: 100 })
        .expect("an answer")
    {
        Answer::Suspects(found) => found,
        other => panic!("no pairs: {other:?}"),
    }
}

fn twins(app: &mut App, typed: Draft, own: Option<CustomerId>) -> Vec<Twin> {
    match app
        .ask(&Query::Twins {
            typed: Box::new(typed),
            own,
        })
        .expect("an answer")
    {
        Answer::Twins(twins) => twins,
        other => panic!("no twins: {other:?}"),
    }
}

fn past(
    app: &mut App,
    customer: CustomerId,
    field: Field,
) -> Vec<(Option<String>, Option<String>)> {
    pasts(app, customer, field)
        .into_iter()
        .map(|past| (past.old, past.new))
        .collect()
}

fn pasts(app: &mut App, customer: CustomerId, field: Field) -> Vec<Past> {
    match app
        .ask(&Query::Past { customer, field })
        .expect("an answer")
    {
        Answer::Past(changes) => changes,
        other => panic!("no past: {other:?}"),
    }
}

/// Two records of one person with everything a customer can have.
fn pair(app: &mut App) -> (CustomerId, CustomerId) {
    let keep = added(
        app,
        "王芳",
        &[(Method::Phone, "13800138000"), (Method::WeChat, "wf88")],
    );
    let lose = added(
        app,
        "王小芳",
        &[(Method::Phone, "13900139000"), (Method::WeChat, "wf88")],
    );
    for id in [keep, lose] {
        let due = "2026-03-09".parse().expect("a day");
        let customers = vec![id];
        run(
            app,
            Op::FollowUp(follow_up::Op::Schedule {
                customers,
                due,
                note: "回访".into(),
            }),
        );
        let line = LogLine::parse("电话 5m 已接 要两盒龙井", now().today()).expect("a line");
        run(
            app,
            Op::Interaction(interaction::Op::Log {
                customer: id,
                line,
                at: None,
                closes: None,
                after: follow_up::After::Unasked,
            }),
        );
        run(app, bought(id, 10_000));
    }
    let both = vec![keep, lose];
    run(
        app,
        Op::Tag(tag::Op::Add {
            customers: both,
            name: "VIP".into(),
        }),
    );
    run(
        app,
        Op::Tag(tag::Op::Add {
            customers: vec![lose],
            name: "老客".into(),
        }),
    );
    let fact = |customer, text: &str| {
        Op::Fact(fact::Op::Add {
            customer,
            leaning: Leaning::Avoids,
            text: text.into(),
        })
    };
    run(app, fact(keep, "花生"));
    run(app, fact(lose, "花生"));
    run(app, fact(lose, "海鲜"));
    edited(app, lose, |draft| draft.about.city = "杭州".into());
    edited(app, lose, |draft| draft.about.note = "爱喝茶".into());
    edited(app, keep, |draft| draft.about.note = "住得近".into());
    (keep, lose)
}

#[test]
fn a_merge_moves_everything_and_one_undo_brings_every_byte_back() {
    let mut app = desk();
    let (keep, lose) = pair(&mut app);
    let (before, shown) = (
        app.state_hash().expect("a hash"),
        (card(&mut app, keep), card(&mut app, lose)),
    );
    run(&mut app, merged(keep, lose, &[]));
    let one = card(&mut app, keep);
    let phones = one
        .contacts
        .iter()
        .filter(|shown| shown.method == Method::Phone);
    assert_eq!(
        phones.map(|shown| shown.text.as_str()).collect::<Vec<_>>(),
        ["138****8000", "139****9000"]
    );
    assert_eq!(one.contacts.len(), 3, "the same WeChat is kept once");
    assert_eq!(one.tags, ["VIP", "老客"]);
    assert_eq!(one.facts.len(), 2, "the same taboo is kept once");
    assert_eq!((one.open.len(), one.spend_cents), (2, 20_000));
    assert_eq!(
        one.customer.about.city, "杭州",
        "what only one knew is not lost"
    );
    assert_eq!(one.customer.about.note, "住得近\n爱喝茶");
    assert!(card(&mut app, lose).customer.deleted_at.is_some());
    undo(&mut app);
    assert_eq!(app.state_hash().expect("a hash"), before);
    assert_eq!((card(&mut app, keep), card(&mut app, lose)), {
        let (mut one, mut other) = shown;
        // The versions are new, because the undo is an op of its own.
        (one.version, other.version) = (card(&mut app, keep).version, card(&mut app, lose).version);
        (one, other)
    });
}

#[test]
fn search_and_lists_follow_a_merge_and_its_undo() {
    let mut app = desk();
    let (keep, lose) = pair(&mut app);
    while !app.warm().expect("an index") {}
    let find = |app: &mut App, text: &str| -> Vec<CustomerId> {
        match app
            .ask(&Query::Find { text: text.into() })
            .expect("an answer")
        {
            Answer::Hits(hits) => hits.rows.iter().map(|row| row.id).collect(),
            other => panic!("no hits: {other:?}"),
        }
    };
    assert_eq!(find(&mut app, "9000"), [lose]);
    run(&mut app, merged(keep, lose, &[]));
    assert_eq!(find(&mut app, "9000"), [keep]);
    assert_eq!(find(&mut app, "王小芳"), []);
    undo(&mut app);
    assert_eq!(find(&mut app, "9000"), [lose]);
    assert_eq!(find(&mut app, "8000"), [keep]);
}

#[test]
fn whoever_asked_not_to_be_contacted_is_not_asked_again_after_a_merge() {
    let mut app = desk();
    let (keep, lose) = (added(&mut app, "王芳", &[]), added(&mut app, "王芳", &[]));
    let ids = vec![lose];
    run(
        &mut app,
        Op::Customer(customer::Op::SetConsent {
            ids,
            consent: Consent::Withdrawn,
        }),
    );
    run(&mut app, merged(keep, lose, &[]));
    assert_eq!(card(&mut app, keep).customer.consent, Consent::Withdrawn);
}

#[test]
fn the_preview_counts_what_then_moves() {
    let mut app = desk();
    let (keep, lose) = pair(&mut app);
    let found: Comparison = match app
        .ask(&Query::Comparison { keep, lose })
        .expect("an answer")
    {
        Answer::Comparison(Some(found)) => *found,
        other => panic!("no comparison: {other:?}"),
    };
    let rows: usize = found.moved.iter().map(|moved| moved.rows).sum();
    let equal: usize = found.moved.iter().map(|moved| moved.equal).sum();
    // The purchase has earned points.
    assert_eq!((rows, equal), (7, 3), "{:?}", found.moved);
    assert!(
        found
            .likeness
            .is_some_and(|like| like.reasons.contains(&Reason::SameWeChat))
    );
}

#[test]
fn a_merge_that_saw_an_older_version_or_one_person_twice_is_refused() {
    let mut app = desk();
    let (keep, lose) = pair(&mut app);
    let seen = Some((card(&mut app, keep).version, card(&mut app, lose).version));
    edited(&mut app, lose, |draft| draft.about.city = "上海".into());
    let op = Op::Merge(merge::Op::Merge {
        keep,
        lose,
        take: Vec::new(),
        seen,
    });
    assert!(matches!(app.run(&op), Err(Error::Stale { id }) if id == lose));
    assert!(matches!(
        app.run(&merged(keep, keep, &[])),
        Err(Error::SamePerson)
    ));
}

#[test]
fn an_undo_after_an_edit_of_what_moved_is_refused_and_after_another_edit_keeps_it() {
    let mut app = desk();
    let (keep, lose) = pair(&mut app);
    let merge = run(&mut app, merged(keep, lose, &[])).op;
    run(&mut app, bought(keep, 500));
    app.run(&Op::History(history::Op::Undo(merge)))
        .expect("the new purchase stands in nobody's way");
    assert_eq!(
        (
            card(&mut app, keep).spend_cents,
            card(&mut app, lose).spend_cents
        ),
        (10_500, 10_000)
    );
    let merge = run(&mut app, merged(keep, lose, &[])).op;
    edited(&mut app, keep, |draft| draft.about.city = "上海".into());
    let refused = app.run(&Op::History(history::Op::Undo(merge)));
    assert!(matches!(refused, Err(Error::Conflicts(_))), "{refused:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_two_records_merged_and_undone_are_the_same_bytes(
        steps in prop::collection::vec((0..7u8, any::<bool>(), 0..4u32), 0..24),
        sides in prop::collection::vec(0..3usize, 5),
    ) {
        let mut app = desk();
        let (one, other) = (added(&mut app, "甲", &[]), added(&mut app, "乙", &[]));
        for (what, first, n) in steps {
            let customer = if first { one } else { other };
            let op = match what {
                0 => bought(customer, i64::from(n)),
                1 => Op::Tag(tag::Op::Add { customers: vec![customer], name: format!("t{n}") }),
                2 => Op::Fact(fact::Op::Add { customer, leaning: Leaning::Likes, text: format!("f{n}") }),
                3 => Op::FollowUp(follow_up::Op::Schedule {
                    customers: vec![customer],
                    due: "2026-03-09".parse().expect("a day"),
                    note: format!("n{n}"),
                }),
                4 => {
                    edited(&mut app, customer, |draft| {
                        draft.contacts.push(ContactDraft::new(Method::WeChat, format!("w{n}")));
                    });
                    continue;
                }
                5 => {
                    edited(&mut app, customer, |draft| draft.about.city = format!("c{n}"));
                    continue;
                }
                _ => Op::Merge(merge::Op::Distinct { one, other }),
            };
            app.run(&op).expect("an op");
        }
        let before = app.state_hash().expect("a hash");
        let take: Vec<_> = ["name", "city", "note", "party", "consent"]
            .into_iter()
            .zip(sides.into_iter().map(|n| Side::ALL[n]))
            .collect();
        run(&mut app, merged(one, other, &take));
        let after = app.state_hash().expect("a hash");
        prop_assert_ne!(before, after);
        undo(&mut app);
        prop_assert_eq!(app.state_hash().expect("a hash"), before);
        run(&mut app, Op::History(history::Op::Redo));
        prop_assert_eq!(app.state_hash().expect("a hash"), after);
        prop_assert_eq!(app.verify().expect("a verdict").1, None);
    }
}

#[test]
fn every_table_that_names_a_customer_is_moved() {
    // A table added later with such a column is moved too, or this says so.
    let mut app = desk();
    let (keep, lose) = pair(&mut app);
    run(&mut app, merged(keep, lose, &[]));
    let found: Comparison = {
        run(&mut app, Op::Customer(customer::Op::Restore(vec![lose])));
        match app
            .ask(&Query::Comparison { keep, lose })
            .expect("an answer")
        {
            Answer::Comparison(Some(found)) => *found,
            other => panic!("no comparison: {other:?}"),
        }
    };
    assert!(
        found.moved.iter().all(|moved| moved.rows == 0),
        "{:?}",
        found.moved
    );
    assert_eq!(
        found.moved.iter().map(|moved| moved.equal).sum::<usize>(),
        3,
        "an equal WeChat, taboo and tag"
    );
}

#[test]
fn pairs_are_ranked_with_reasons_until_a_person_tells_them_apart() {
    let mut app = desk();
    let phone = [(Method::Phone, "13800138000")];
    let (one, other) = (
        added(&mut app, "王芳", &phone),
        added(&mut app, "王芳", &phone),
    );
    added(&mut app, "李雷", &[(Method::Phone, "13900139000")]);
    let found = suspects(&mut app);
    assert_eq!(found.total, 1);
    let pair = &found.pairs[0];
    assert_eq!((pair.one.id, pair.other.id), (one, other));
    assert_eq!(pair.likeness.reasons, [Reason::SamePhone, Reason::SameName]);
    run(
        &mut app,
        Op::Merge(merge::Op::Distinct {
            one: other,
            other: one,
        }),
    );
    assert_eq!(suspects(&mut app).total, 0);
    undo(&mut app);
    assert_eq!(suspects(&mut app).total, 1);
}

#[test]
fn the_warning_knows_contacts_names_and_sounds() {
    let mut app = desk();
    let mut draft = Draft::named("张伟");
    draft.about.city = "杭州".into();
    draft.contacts = vec![
        ContactDraft::new(Method::Phone, "13800138000"),
        ContactDraft::new(Method::WeChat, "zw88"),
        ContactDraft::new(Method::Email, "zw@example.com"),
    ];
    let known = run(&mut app, Op::Customer(customer::Op::Add(draft))).show;
    while !app.warm().expect("an index") {}
    let typed = |name: &str, city: &str, contact: Option<(Method, &str)>| {
        let mut draft = Draft::named(name);
        draft.about.city = city.into();
        draft.contacts = contact
            .map(|(method, value)| ContactDraft::new(method, value))
            .into_iter()
            .collect();
        draft
    };
    for (draft, why) in [
        (
            typed("", "", Some((Method::Phone, "138 0013 8000"))),
            Some(Reason::SamePhone),
        ),
        (
            typed("", "", Some((Method::Phone, "1380013"))),
            Some(Reason::SamePhone),
        ),
        (typed("", "", Some((Method::Phone, "138001"))), None),
        (
            typed("", "", Some((Method::WeChat, "zw88"))),
            Some(Reason::SameWeChat),
        ),
        (
            typed("", "", Some((Method::Email, "ZW@Example.com"))),
            Some(Reason::SameEmail),
        ),
        (typed("张伟", "", None), Some(Reason::SameName)),
        (typed("章伟", "杭州", None), Some(Reason::SameSound)),
        (typed("Zhang Wei", "杭州", None), Some(Reason::SameSound)),
        (typed("章伟", "上海", None), None),
        (typed("李雷", "杭州", None), None),
    ] {
        let found = twins(&mut app, draft.clone(), None);
        assert_eq!(
            found.first().map(|twin| twin.likeness.reasons[0]),
            why,
            "{draft:?}"
        );
        assert_eq!(
            twins(&mut app, draft, known),
            [],
            "nobody is their own twin"
        );
    }
}

#[test]
fn a_field_tells_what_it_was_and_through_which_door() {
    let mut app = desk();
    let id = added(&mut app, "王芳", &[(Method::Phone, "13800138000")]);
    edited(&mut app, id, |draft| draft.about.name = "王小芳".into());
    edited(&mut app, id, |draft| {
        draft.contacts[0].value = "13900139000".into()
    });
    run(
        &mut app,
        Op::Tag(tag::Op::Add {
            customers: vec![id],
            name: "VIP".into(),
        }),
    );
    run(
        &mut app,
        Op::Tag(tag::Op::Remove {
            customers: vec![id],
            name: "VIP".into(),
        }),
    );
    undo(&mut app);
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        past(&mut app, id, Field::Column("name")),
        [(some("王芳"), some("王小芳")), (None, some("王芳"))]
    );
    let mut phones = past(&mut app, id, Field::Contact(Method::Phone));
    phones.sort();
    assert_eq!(
        phones,
        [
            (None, some("138****8000")),
            (None, some("139****9000")),
            (some("138****8000"), None),
        ]
    );
    let tags = pasts(&mut app, id, Field::Tags);
    let told: Vec<_> = tags
        .iter()
        .map(|past| (past.old.clone(), past.new.clone(), past.op.source))
        .collect();
    assert_eq!(
        told,
        [
            (None, some("VIP"), Source::Undo),
            (some("VIP"), None, Source::Desk),
            (None, some("VIP"), Source::Desk),
        ]
    );
    assert_eq!(
        past(&mut app, id, Field::Column("city")),
        [(None, None)],
        "only that it was added"
    );
}
