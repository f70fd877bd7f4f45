//! Filters over a shop's own fields: what is printed reads back in both languages, and SQL means what the words say.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use shuke::app::answer::Answer;
use shuke::app::clock::Clock;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{App, customer, field};
use shuke::domain::custom::{Custom, Filled, Held, Shape};
use shuke::domain::customer::Draft;
use shuke::domain::filter::Filter;
use shuke::domain::filter::complete::{Choices, complete};
use shuke::domain::id::{CustomerId, FieldId};
use shuke::domain::listing::{Anchor, Sort};
use shuke::domain::name::Lang;
use shuke::domain::time::Now;

const FIELDS: [&str; 7] = [
    "皮肤类型 list 干|油|敏感 用途=选品",
    "Shoe size number fitting",
    "押金 money 退款",
    "会员到期 date 续费",
    "熟客 bool 招呼",
    "主页 link 看作品",
    "发质 text 护发",
];

/// What customer n holds, as typed, field by field.
fn typed(n: usize) -> [&'static str; 7] {
    let pick = |list: &[&'static str], by: usize| list[(n / by) % list.len()];
    [
        pick(&["干", "油", "", "敏感"], 1),
        pick(&["38", "38.5", "", "-2", "100"], 2),
        pick(&["500", "", "99.5", "0"], 3),
        pick(
            &["2026-03-20", "2026-02-20", "", "2025-03-02", "2026-03-02"],
            1,
        ),
        pick(&["是", "", "no"], 2),
        pick(&["example.com/A", "", "http://b.cn"], 5),
        pick(&["细软 Fine", "", "粗硬"], 4),
    ]
}

fn shop() -> (App, Vec<Custom>, Vec<CustomerId>) {
    let now = Now::morning_of("2026-03-02").expect("a day");
    let mut app = App::in_memory(Clock::Fixed(now)).expect("a desk");
    for line in FIELDS {
        let shape = Shape::parse(line).expect(line);
        app.run(&Op::Field(field::Op::Add(shape))).expect(line);
    }
    let fields = match app.ask(&Query::Lists) {
        Ok(Answer::Lists(lists)) => lists.fields,
        other => panic!("{other:?}"),
    };
    let ids = (0..60).map(|n| {
        let custom = fields.iter().zip(typed(n)).map(|(field, text)| Filled {
            field: field.id,
            text: text.to_owned(),
        });
        let draft = Draft {
            custom: custom.collect(),
            ..Draft::named(format!("客户{n}"))
        };
        let added = app.run(&Op::Customer(customer::Op::Add(draft)));
        added.expect("added").show.expect("a customer")
    });
    let ids = ids.collect();
    (app, fields, ids)
}

fn meant(app: &mut App, filter: &Filter) -> BTreeSet<CustomerId> {
    let query = Query::Filtered {
        filter: filter.clone(),
        sort: Sort::Name,
        anchor: Anchor::First,
    };
    match app.ask(&query) {
        Ok(Answer::Customers(window)) => window.rows.into_iter().map(|row| row.id).collect(),
        other => panic!("{other:?}"),
    }
}

/// Which customers a condition means, said by hand over what was typed.
type Means = fn(&[&str; 7]) -> bool;

#[test]
fn sql_means_what_the_words_say() {
    let (mut app, fields, ids) = shop();
    let table: [(&str, Means); 22] = [
        ("皮肤类型=干", |t| t[0] == "干"),
        ("皮肤类型!=干", |t| t[0] != "干"),
        ("非皮肤类型:油", |t| t[0] != "油"),
        ("无:皮肤类型", |t| t[0].is_empty()),
        ("has Shoe_size", |t| !t[1].is_empty()),
        ("shoe_size>=38.5", |t| ["38.5", "100"].contains(&t[1])),
        ("SHOE_SIZE<0", |t| t[1] == "-2"),
        ("Shoe_size=38", |t| t[1] == "38"),
        ("押金>99", |t| ["500", "99.5"].contains(&t[2])),
        ("押金<=0", |t| t[2] == "0"),
        ("会员到期<+30d", |t| !t[3].is_empty()),
        ("会员到期>今天", |t| t[3] == "2026-03-20"),
        ("会员到期>30d", |t| t[3] == "2025-03-02"),
        ("会员到期=2026", |t| t[3].starts_with("2026")),
        ("熟客=是", |t| t[4] == "是"),
        ("熟客=no", |t| t[4] == "no"),
        ("主页:EXAMPLE", |t| t[5].starts_with("example")),
        ("主页=http://b.cn", |t| t[5] == "http://b.cn"),
        ("发质:fine", |t| t[6] == "细软 Fine"),
        ("发质=\"细软 fine\"", |t| t[6] == "细软 Fine"),
        ("发质=\"\"", |t| t[6].is_empty()),
        ("皮肤类型=干 or 押金>=500 -熟客=是", |t| {
            t[0] == "干" || (t[2] == "500" && t[4] != "是")
        }),
    ];
    for (text, means) in table {
        let filter = Filter::parse_with(text, &fields).expect(text);
        let wanted: BTreeSet<CustomerId> = ids
            .iter()
            .enumerate()
            .filter(|(n, _)| means(&typed(*n)))
            .map(|(_, id)| *id)
            .collect();
        assert!(!wanted.is_empty() && wanted.len() <= ids.len(), "{text}");
        assert_eq!(meant(&mut app, &filter), wanted, "{text}");
        for lang in [Lang::Zh, Lang::En] {
            let printed = filter.print(lang);
            assert_eq!(
                Filter::parse_with(&printed, &fields).as_ref(),
                Ok(&filter),
                "{printed}"
            );
        }
    }
}

#[test]
fn what_a_field_cannot_be_asked_is_pointed_at() {
    let (_, fields, _) = shop();
    for (text, part) in [
        ("皮肤类型>干", ">"),
        ("王 皮肤类型=中性", "中性"),
        ("Shoe_size>大", "大"),
        ("熟客=", "="),
        ("皮肤=干", "皮肤"),
    ] {
        let error = Filter::parse_with(text, &fields).expect_err(text);
        assert_eq!(&text[error.span], part, "{text}");
    }
    assert!(
        Filter::parse("皮肤类型=干").is_err(),
        "another shop has no such field"
    );
}

#[test]
fn a_filter_is_completed_with_fields_and_their_choices() {
    let (_, fields, _) = shop();
    let choices = Choices {
        fields,
        ..Choices::default()
    };
    for (text, first) in [
        ("皮", "皮肤类型="),
        ("皮肤类型=敏", "敏感"),
        ("sho", "Shoe_size>"),
        ("熟客=", "是"),
        ("无:皮", "皮肤类型"),
    ] {
        let found = complete(text, text.len(), Lang::Zh, &choices);
        assert_eq!(found.candidates[0].insert, first, "{text}");
    }
}

#[test]
fn a_removed_field_leaves_nothing_and_an_undo_brings_everything_back() {
    let (mut app, fields, ids) = shop();
    let before = app.state_hash().expect("a hash");
    let skin = fields[0].id;
    app.run(&Op::Field(field::Op::Remove(skin)))
        .expect("removed");
    assert!(!held(&mut app, ids[0]).contains_key(&skin));
    app.run(&Op::History(shuke::app::history::Op::Undo(None)))
        .expect("undone");
    assert_eq!(app.state_hash().expect("a hash"), before);
    assert_eq!(held(&mut app, ids[0])[&skin], Held::Value("干".into()));
}

fn held(app: &mut App, id: CustomerId) -> HashMap<FieldId, Held> {
    match app.ask(&Query::Card { id, reveal: None }) {
        Ok(Answer::Card(Some(card))) => card
            .own
            .into_iter()
            .map(|one| (one.field.id, one.held))
            .collect(),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader_and_what_it_reads_prints_and_reads_back(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "皮肤类型", "Shoe_size", "押金", "会员到期", "熟客", "主页", "发质", "=", "!=", ">", "<=", ":", "干", "38.50", "1.2万",
            "+30d", "30d", "2026-03", "上周", "是", "no", "\"细 软\"", "\"\"", " ", " ", " or ", "-", "(", ")", "无:", "has ", "非", "x",
        ]), 0..12)
    ) {
        thread_local! { static SHOP: Vec<Custom> = shop().1; }
        let fields = SHOP.with(Clone::clone);
        let text = parts.concat();
        if let Ok(filter) = Filter::parse_with(&text, &fields) {
            for lang in [Lang::Zh, Lang::En] {
                let printed = filter.print(lang);
                prop_assert_eq!(Filter::parse_with(&printed, &fields), Ok(filter.clone()), "{} from {}", printed, text);
            }
        }
    }
}
