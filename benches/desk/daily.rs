//! What a day at the desk consists of, one action at a time, through the one doorway: processor time of this thread, without waiting for
//! the disk. The same actions are measured in shops of every size, and in an encrypted one beside the same shop in the clear.

use shuke::app::answer::Answer;
use shuke::app::follow_up::After;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{App, customer, follow_up, history, interaction, merge, purchase, tag};
use shuke::domain::customer::Draft;
use shuke::domain::filter::Filter;
use shuke::domain::id::CustomerId;
use shuke::domain::listing::{Anchor, Moments, Sort};
use shuke::domain::log_line::LogLine;
use shuke::domain::purchase::Bought;

use super::samples::Samples;

const TIMES: usize = 15;
/// Words of every length; what is looked for in notes is mostly one or two characters long.
const WORDS: [&str; 8] = [
    "茶", "龙井", "生日", "电话", "送", "投诉", "两盒", "birthday",
];

/// An action and what it took.
pub type Act = (&'static str, Samples);

/// Every read, then every write. The index must be loaded.
pub fn acts(app: &mut App) -> Vec<Act> {
    let people = people(app);
    let mut acts = reads(app, &people);
    acts.extend(writes(app, &people));
    acts
}

/// Customers from all over the shop.
fn people(app: &mut App) -> Vec<CustomerId> {
    let mut people = Vec::new();
    for sort in [Sort::Recent, Sort::Name, Sort::Newest, Sort::Spend] {
        for anchor in [Anchor::First, Anchor::Last] {
            people.extend(page(app, sort, anchor).into_iter().step_by(13));
        }
    }
    people.sort();
    people.dedup();
    people
}

fn page(app: &mut App, sort: Sort, anchor: Anchor) -> Vec<CustomerId> {
    match app.ask(&Query::Customers { sort, anchor }).expect("a list") {
        Answer::Customers(window) => window.rows.into_iter().map(|row| row.id).collect(),
        _ => Vec::new(),
    }
}

fn asked(app: &mut App, queries: impl IntoIterator<Item = Query>) -> Samples {
    let mut samples = Samples::default();
    for query in queries {
        samples.work(|| std::hint::black_box(app.ask(&query).expect("an answer")));
    }
    samples
}

/// The reads: the middle of many, in the same order everywhere.
pub fn reads(app: &mut App, people: &[CustomerId]) -> Vec<Act> {
    let some = || people.iter().copied().cycle().take(TIMES * 4);
    let list = |sort, anchor| Query::Customers { sort, anchor };
    let filtered = |text: &str| Query::Filtered {
        filter: Filter::parse(text).expect("a filter"),
        sort: Sort::Recent,
        anchor: Anchor::First,
    };
    let typed = [
        "z", "zs", "wang", "wangwei", "张", "张伟", "8866", "138", "smith", "vip",
    ];
    let repeat = |query: Query| std::iter::repeat_n(query, TIMES);
    vec![
        (
            "first page of the list",
            asked(app, repeat(list(Sort::Recent, Anchor::First))),
        ),
        (
            "last page of the list",
            asked(app, repeat(list(Sort::Name, Anchor::Last))),
        ),
        (
            "a page in the middle",
            asked(app, some().map(|id| list(Sort::Name, Anchor::At(id)))),
        ),
        (
            "first page of a filter",
            asked(app, repeat(filtered("#送礼"))),
        ),
        (
            "a filter that nobody meets",
            asked(app, repeat(filtered("#没有的标签"))),
        ),
        ("the queue", asked(app, repeat(Query::Queue))),
        ("the top line", asked(app, repeat(Query::Pulse))),
        (
            "a customer's page",
            asked(app, some().map(|id| Query::Card { id, reveal: None })),
        ),
        (
            "a customer's past",
            asked(
                app,
                some().map(|id| Query::Timeline {
                    id,
                    moments: Moments::All,
                    reveal: None,
                }),
            ),
        ),
        (
            "a keystroke while finding",
            asked(
                app,
                typed.iter().cycle().take(40).map(|text| Query::Find {
                    text: (*text).to_owned(),
                }),
            ),
        ),
        (
            "words in notes",
            asked(
                app,
                WORDS.iter().cycle().take(40).map(|text| Query::Search {
                    text: (*text).to_owned(),
                }),
            ),
        ),
    ]
}

fn writes(app: &mut App, people: &[CustomerId]) -> Vec<Act> {
    let today = app.now().today();
    let each = |app: &mut App, op: &mut dyn FnMut(usize, CustomerId) -> Op| {
        let mut samples = Samples::default();
        for (n, id) in people.iter().copied().enumerate().take(TIMES) {
            let op = op(n, id);
            samples.work(|| app.run(&op).expect("an op"));
        }
        samples
    };
    let mut new = Vec::new();
    let mut add = Samples::default();
    for n in 0..TIMES * 2 {
        let op = Op::Customer(customer::Op::Add(Draft::named(format!("新客{n}"))));
        new.extend(add.work(|| app.run(&op).expect("an op")).show);
    }
    let line = LogLine::parse("电话 5m 已接 要两盒龙井", today).expect("a line");
    let log = each(app, &mut |_, customer| {
        Op::Interaction(interaction::Op::Log {
            customer,
            line: line.clone(),
            at: None,
            closes: None,
            after: After::Unasked,
        })
    });
    let mut undo = Samples::default();
    for _ in 0..TIMES / 2 {
        undo.work(|| {
            app.run(&Op::History(history::Op::Undo(None)))
                .expect("an undo")
        });
    }
    let schedule = each(app, &mut |_, id| {
        Op::FollowUp(follow_up::Op::Schedule {
            customers: vec![id],
            due: today,
            note: "回访".to_owned(),
        })
    });
    let done = settle(app);
    let tag = each(app, &mut |_, id| {
        Op::Tag(tag::Op::Add {
            customers: vec![id],
            name: "今日到店".to_owned(),
        })
    });
    let buy = each(app, &mut |n, customer| {
        Op::Purchase(purchase::Op::Add {
            customer,
            bought: Bought {
                day: today,
                item: "龙井".to_owned(),
                quantity_milli: 1000,
                amount_cents: 8800 + n as i64,
                pay_method: "微信".to_owned(),
                source_id: String::new(),
            },
        })
    });
    let mut merged = Samples::default();
    for pair in new.chunks_exact(2) {
        let op = Op::Merge(merge::Op::Merge {
            keep: pair[0],
            lose: pair[1],
            take: Vec::new(),
            seen: None,
        });
        merged.work(|| app.run(&op).expect("a merge"));
    }
    vec![
        ("add a customer", add),
        ("log a call", log),
        ("undo it", undo),
        ("promise to call back", schedule),
        ("settle a promise", done),
        ("tag a customer", tag),
        ("sell something", buy),
        ("merge two customers", merged),
    ]
}

fn settle(app: &mut App) -> Samples {
    let mut done = Samples::default();
    for _ in 0..TIMES {
        let Answer::Queue(queue) = app.ask(&Query::Queue).expect("a queue") else {
            break;
        };
        let Some(row) = queue.rows.first() else { break };
        let op = Op::FollowUp(follow_up::Op::Done {
            id: row.follow_up.id,
            after: After::Nothing {
                reason: "已办妥".to_owned(),
            },
        });
        done.work(|| app.run(&op).expect("an op"));
    }
    done
}
