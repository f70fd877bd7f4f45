//! The filter language: what is printed reads back, and SQL means what the words say.

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use shuke::app::answer::Answer;
use shuke::app::clock::Clock;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{App, import};
use shuke::domain::birthday::Birthday;
use shuke::domain::chance::Chance;
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::customer::{Draft, Risk, Stage, Tier};
use shuke::domain::filter::birthday::BirthdayTest;
use shuke::domain::filter::field::{DayField, Facet, TextField};
use shuke::domain::filter::when::{Cmp, Named, Range, Span, Unit, When};
use shuke::domain::filter::{Expr, Filter, How, Test};
use shuke::domain::follow_up::Progress;
use shuke::domain::full_text;
use shuke::domain::interaction::Said;
use shuke::domain::listing::{Anchor, ListRow, Sort};
use shuke::domain::log_line::Channel;
use shuke::domain::money::Cents;
use shuke::domain::name::{Gender, Lang};
use shuke::domain::purchase::Bought;
use shuke::domain::record::{Promise, Record};
use shuke::domain::time::{Millis, Now};
use shuke::search::pinyin;

const TODAY: &str = "2026-03-02";

fn today() -> NaiveDate {
    TODAY.parse().expect("a day")
}

fn now() -> Now {
    Now::morning_of(TODAY).expect("a day")
}

// Filters of every kind.

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "王",
            "芳",
            "wang",
            "wf",
            "li",
            "VIP",
            "杭州",
            "杭州市",
            "上海",
            "小李",
            "or",
            "无跟进",
            "非",
            "老客",
            "茶",
            "漏水",
            "a b",
            "\"",
            "\\",
            "＂",
            "＼",
            "(",
            "-x",
            "＃",
            "“”",
            "no",
            "逾期",
            "抖音",
            "qq.com",
            "#x",
        ])
        .prop_map(str::to_owned),
        any::<String>().prop_filter("a word", |text| !text.trim().is_empty()),
    ]
}

fn cmps() -> impl Strategy<Value = Cmp> {
    prop::sample::select(Cmp::ALL.to_vec())
}

fn spans() -> impl Strategy<Value = Span> {
    (
        0u32..90,
        prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]),
    )
        .prop_map(|(count, unit)| Span::new(count, unit).expect("under a hundred years"))
}

fn named() -> impl Strategy<Value = Named> {
    prop::sample::select(vec![
        Named::Today,
        Named::Yesterday,
        Named::Tomorrow,
        Named::ThisWeek,
        Named::LastWeek,
        Named::NextWeek,
        Named::ThisMonth,
        Named::LastMonth,
        Named::NextMonth,
        Named::ThisYear,
        Named::LastYear,
    ])
}

fn whens() -> impl Strategy<Value = When> {
    let day = (0u64..1_000)
        .prop_map(|n| "2024-06-01".parse::<NaiveDate>().expect("a day") + Days::new(n));
    prop_oneof![
        3 => spans().prop_map(When::Span),
        1 => day.clone().prop_map(When::Day),
        1 => day.prop_map(|day| When::Month(chrono::Datelike::with_day(&day, 1).expect("the first"))),
        1 => (2024i32..2028).prop_map(When::Year),
        2 => named().prop_map(When::Named),
    ]
}

fn birthdays() -> impl Strategy<Value = BirthdayTest> {
    prop_oneof![
        (cmps(), spans()).prop_map(|(cmp, span)| BirthdayTest::Ahead(cmp, span)),
        (1u32..=12).prop_map(BirthdayTest::Month),
        (1u32..=12, 1u32..=29).prop_map(|(month, day)| BirthdayTest::On { month, day }),
        named().prop_map(BirthdayTest::During),
    ]
}

fn tests() -> impl Strategy<Value = Test> {
    let text = prop::sample::select(vec![
        TextField::Name,
        TextField::Email,
        TextField::WeChat,
        TextField::City,
        TextField::Owner,
        TextField::Source,
        TextField::Company,
    ]);
    let day = prop::sample::select(vec![
        DayField::LastContact,
        DayField::LastPurchase,
        DayField::Created,
        DayField::Verified,
        DayField::Due,
    ]);
    let amount = (-10_000i64..200_000).prop_map(Cents);
    prop_oneof![
        words().prop_map(Test::Word),
        (text, any::<bool>(), words()).prop_map(|(field, whole, value)| Test::Text {
            field,
            how: if whole { How::Is } else { How::Contains },
            value,
        }),
        "[0-9]{1,4}".prop_map(Test::Phone),
        words().prop_map(Test::Tag),
        prop::sample::select(Tier::ALL.to_vec()).prop_map(Test::Tier),
        prop::sample::select(vec![
            Stage::Potential,
            Stage::New,
            Stage::Active,
            Stage::Silent,
            Stage::Lost
        ])
        .prop_map(Test::Stage),
        prop::sample::select(Risk::ALL.to_vec()).prop_map(Test::Risk),
        (cmps(), 0u32..=10_000).prop_map(|(cmp, n)| Test::Chance {
            cmp,
            chance: Chance::nearest(f64::from(n) / 10_000.0),
        }),
        prop::sample::select(vec![Gender::Male, Gender::Female]).prop_map(Test::Gender),
        birthdays().prop_map(Test::Birthday),
        (day, cmps(), whens()).prop_map(|(field, cmp, when)| Test::Day { field, cmp, when }),
        (prop::option::of(spans()), cmps(), amount).prop_map(|(since, cmp, amount)| Test::Spend {
            since,
            cmp,
            amount
        }),
        (prop::option::of(spans()), cmps(), 0u32..5).prop_map(|(since, cmp, count)| Test::Orders {
            since,
            cmp,
            count
        }),
        prop::sample::select(Facet::ALL.to_vec()).prop_map(Test::Has),
        Just(Test::Overdue),
        words()
            .prop_filter("something to look for", |text| full_text::expression(text)
                .is_some())
            .prop_map(Test::Says),
    ]
}

fn filters() -> impl Strategy<Value = Filter> {
    let expr = tests()
        .prop_map(Expr::Is)
        .prop_recursive(3, 12, 4, |inner| {
            let several = prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                several
                    .clone()
                    .prop_map(|parts| Expr::all(parts).expect("one at least")),
                several.prop_map(|parts| Expr::any(parts).expect("one at least")),
                inner.prop_map(Expr::not),
            ]
        });
    prop::option::weighted(0.98, expr).prop_map(Filter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_filter_reads_back_in_either_language(filter in filters()) {
        for lang in [Lang::Zh, Lang::En] {
            let text = filter.print(lang);
            let read = Filter::parse(&text);
            prop_assert_eq!(read.as_ref(), Ok(&filter), "{}", text);
        }
    }
}

// A small shop, once as records and once in the file.

const NAMES: [&str; 10] = [
    "王芳",
    "李娜",
    "单小姐",
    "Anna Wang",
    "张伟",
    "欧阳锋",
    "or",
    "赵 敏",
    "wf_小王",
    "陈“老板”",
];
const NOTES: [&str; 6] = [
    "水管漏水，很急",
    "喜欢龙井茶",
    "latte 两杯",
    "",
    "VIP 老客介绍",
    "退货 2 盒",
];

fn pick<'a>(list: &[&'a str], n: u64) -> &'a str {
    list[usize::try_from(n).expect("small") % list.len()]
}

fn ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

/// One of forty customers, each a different mixture. The steps are primes, so that no two traits go together.
fn record(n: u64) -> Record {
    let mut record = Record::from(Draft::named(format!(
        "{}{}",
        pick(&NAMES, n),
        if n < 30 { String::new() } else { n.to_string() }
    )));
    let about = &mut record.draft.about;
    about.source_id = format!("s{n}");
    about.city = pick(&["杭州", "杭州市", "上海", "", "Hangzhou"], n / 2).into();
    about.owner = pick(&["小李", "", "Ann"], n).into();
    about.source = pick(&["抖音", "老客", ""], n / 3).into();
    about.company = pick(&["", "杭州茶行", "ACME"], n / 5).into();
    about.nickname = pick(&["", "芳姐", "Wang"], n / 7).into();
    about.gender =
        [None, Some(Gender::Female), Some(Gender::Male)][usize::try_from(n % 3).expect("small")];
    about.birthday = [
        None,
        Birthday::solar(Some(1990), 3, 5),
        Birthday::solar(None, 2, 29),
        Birthday::lunar(Some(1985), 1, false, 15),
        Birthday::lunar(None, 2, true, 3),
        Birthday::solar_month(1999, 3),
        Birthday::solar(Some(1970), u32::try_from(n % 12).expect("small") + 1, 28),
    ][usize::try_from(n % 7).expect("small")];
    about.note = pick(&NOTES, n).into();
    about.hobbies = pick(&["", "品茶", "钓鱼 tea"], n / 4).into();
    about.address = pick(&["", "文一路 8 号"], n / 6).into();
    record.draft.created_at = Some(Millis(
        now().at.0 - i64::try_from(n).expect("small") * 17 * 86_400_000,
    ));
    record.draft.tags = (0..n % 3)
        .map(|k| pick(&["VIP", "老客", "茶", "a b"], n + k).to_owned())
        .collect();
    if !n.is_multiple_of(4) {
        let phone = format!("+861380013{:04}", n * 37);
        if n % 8 == 1 {
            record.dead = vec![phone.clone()];
        }
        record
            .draft
            .contacts
            .push(ContactDraft::new(Method::Phone, phone));
    }
    if n % 3 == 1 {
        record
            .draft
            .contacts
            .push(ContactDraft::new(Method::Email, format!("u{n}@QQ.com")));
    }
    if n % 5 == 1 {
        record
            .draft
            .contacts
            .push(ContactDraft::new(Method::WeChat, format!("wf_{n}")));
    }
    record.said = (0..n % 3)
        .map(|k| said((n * 11 + k * 29) % 120, pick(&NOTES, n + k + 1)))
        .collect();
    record.bought = (0..n % 6)
        .map(|k| {
            bought(
                (n * 13 + k * 31) % 400,
                i64::try_from(n * 700 + k * 90).expect("small"),
                pick(&["龙井", "茶杯", "latte"], k),
            )
        })
        .collect();
    if n % 6 == 5 {
        record.bought.push(bought(3, -2_500, "退货"));
    }
    if n.is_multiple_of(2) {
        record
            .promised
            .push(promise(n * 3 % 40, Progress::Open, "回访 漏水"));
    }
    if n % 7 == 3 {
        record.promised.push(promise(n % 5, Progress::Done, "送茶"));
    }
    record.facts = (0..n % 2)
        .map(|_| (shuke::domain::fact::Leaning::Likes, "靠窗 茶座".to_owned()))
        .collect();
    record.pinned = pick(&["", "先打电话"], n / 9).into();
    record
}

fn said(days: u64, note: &str) -> Said {
    Said {
        at: Millis(now().at.0 - i64::try_from(days).expect("small") * 86_400_000),
        channel: Channel::Call,
        direction: None,
        minutes: None,
        outcome: None,
        note: note.into(),
        author: String::new(),
        source_id: format!("i{days}{note}"),
    }
}

fn bought(days: u64, amount_cents: i64, item: &str) -> Bought {
    Bought {
        day: ago(days),
        item: item.into(),
        quantity_milli: 1_000,
        amount_cents,
        pay_method: String::new(),
        source_id: format!("p{days}"),
    }
}

/// Due from twenty days ago to twenty days ahead.
fn promise(days: u64, progress: Progress, note: &str) -> Promise {
    Promise {
        reason: String::new(),
        due: ago(20) + Days::new(days),
        note: note.into(),
        owner: String::new(),
        progress,
        closed_at: (progress == Progress::Done).then(|| now().at),
        source_id: String::new(),
    }
}

fn desk(records: Vec<Record>) -> App {
    let mut app = App::in_memory(Clock::Fixed(now())).expect("a desk");
    let op = import::Op {
        records,
        ..import::Op::default()
    };
    app.run(&Op::Import(Box::new(op))).expect("an import");
    app
}

fn window(
    app: &mut App,
    filter: &Filter,
    sort: Sort,
    anchor: Anchor,
) -> shuke::domain::listing::Window {
    let query = Query::Filtered {
        filter: filter.clone(),
        sort,
        anchor,
    };
    match app.ask(&query).expect("an answer") {
        Answer::Customers(window) => window,
        other => panic!("no window: {other:?}"),
    }
}

/// What the shop concluded about a customer, and the record it was made from.
struct Known {
    row: ListRow,
    record: Record,
    shares_a_phone: bool,
}

impl Known {
    fn means(&self, expr: &Expr) -> bool {
        match expr {
            Expr::All(parts) => parts.iter().all(|part| self.means(part)),
            Expr::Any(parts) => parts.iter().any(|part| self.means(part)),
            Expr::Not(part) => !self.means(part),
            Expr::Is(test) => self.is(test),
        }
    }

    fn is(&self, test: &Test) -> bool {
        let about = &self.record.draft.about;
        match test {
            Test::Word(word) => {
                let letters = word.to_ascii_lowercase().replace([' ', '\''], "");
                let readings = pinyin::readings(&about.name);
                let sounds = !letters.is_empty()
                    && letters.bytes().all(|b| b.is_ascii_lowercase())
                    && (readings.full().contains(&letters)
                        || readings.initials().contains(&letters));
                sounds || within(&about.name, word) || within(&about.nickname, word)
            }
            Test::Text { field, how, value } => self.texts(*field).iter().any(|text| match how {
                How::Contains => within(text, value),
                How::Is if *field == TextField::City => {
                    let city = |text: &str| match text.strip_suffix('市') {
                        Some(rest) if !rest.is_empty() => rest.to_ascii_lowercase(),
                        _ => text.to_ascii_lowercase(),
                    };
                    city(text) == city(value)
                }
                How::Is => text.eq_ignore_ascii_case(value),
            }),
            Test::Phone(digits) => self
                .reached(Method::Phone)
                .iter()
                .any(|phone| phone.contains(digits)),
            Test::Tag(tag) => self
                .record
                .draft
                .tags
                .iter()
                .any(|known| known.eq_ignore_ascii_case(tag)),
            Test::Custom(_) => panic!("this shop has no fields of its own: see tests/custom.rs"),
            Test::Tier(tier) => self.row.tier == *tier,
            Test::Stage(stage) => self.row.stage == *stage,
            // Nothing was learned in this shop: see `who_is_likely_lost_is_found_once_something_was_learned`.
            Test::Risk(_) | Test::Chance { .. } => false,
            Test::Gender(gender) => about.gender == Some(*gender),
            Test::Birthday(test) => about
                .birthday
                .is_some_and(|birthday| test.holds(birthday, today())),
            Test::Day { field, cmp, when } => self.on(*field, *cmp, *when),
            Test::Spend { since, cmp, amount } => {
                let after = since.map(|span| span.before(today()));
                let bought = self
                    .record
                    .bought
                    .iter()
                    .filter(|row| after.is_none_or(|after| row.day > after));
                cmp.holds(&bought.map(|row| row.amount_cents).sum(), &amount.0)
            }
            Test::Orders { since, cmp, count } => {
                let after = since.map(|span| span.before(today()));
                let days: BTreeSet<NaiveDate> = self
                    .paid()
                    .map(|row| row.day)
                    .filter(|day| after.is_none_or(|after| *day > after))
                    .collect();
                cmp.holds(&days.len(), &usize::try_from(*count).expect("small"))
            }
            Test::Has(facet) => self.has(*facet),
            Test::Overdue => self.due().is_some_and(|due| due < today()),
            Test::Says(words) => self.rows().iter().any(|texts| {
                words
                    .split_whitespace()
                    .filter(|word| full_text::expression(word).is_some())
                    .all(|word| {
                        texts
                            .iter()
                            .any(|text| !full_text::places(text, word).is_empty())
                    })
            }),
        }
    }

    fn texts(&self, field: TextField) -> Vec<String> {
        let about = &self.record.draft.about;
        match field {
            TextField::Name => vec![about.name.clone(), about.nickname.clone()],
            TextField::Email => self.reached(Method::Email),
            TextField::WeChat => self.reached(Method::WeChat),
            TextField::City => vec![about.city.clone()],
            TextField::Owner => vec![about.owner.clone()],
            TextField::Source => vec![about.source.clone()],
            TextField::Company => vec![about.company.clone()],
        }
    }

    fn reached(&self, method: Method) -> Vec<String> {
        let contacts = self.record.draft.contacts.iter();
        contacts
            .filter(|contact| contact.method == method)
            .map(|contact| contact.value.clone())
            .collect()
    }

    fn paid(&self) -> impl Iterator<Item = &Bought> {
        self.record
            .bought
            .iter()
            .filter(|row| row.amount_cents >= 0)
    }

    fn due(&self) -> Option<NaiveDate> {
        self.record
            .promised
            .iter()
            .filter(|row| row.progress == Progress::Open)
            .map(|row| row.due)
            .min()
    }

    /// Spans are judged by ages, which the program does not do; dates by the range it says they are.
    fn on(&self, field: DayField, cmp: Cmp, when: When) -> bool {
        let offset = now().offset;
        let day = match field {
            DayField::LastContact => self.record.said.iter().map(|row| row.at.day(offset)).max(),
            DayField::LastPurchase => self.paid().map(|row| row.day).max(),
            DayField::Created => self.record.draft.created_at.map(|at| at.day(offset)),
            DayField::Verified => None,
            DayField::Due => self.due(),
        };
        let never_is_long_ago = field != DayField::Due;
        match (day, when) {
            (None, When::Span(_)) => never_is_long_ago && matches!(cmp, Cmp::Gt | Cmp::Ge),
            (None, _) => never_is_long_ago && matches!(cmp, Cmp::Lt | Cmp::Le),
            (Some(day), When::Span(span)) if field == DayField::Due => cmp.holds(
                &(day - today()).num_days(),
                &(span.after(today()) - today()).num_days(),
            ),
            (Some(day), When::Span(span)) => cmp.holds(
                &(today() - day).num_days(),
                &(today() - span.before(today())).num_days(),
            ),
            (Some(day), when) => {
                let Range { from, to } = when.allows(field, cmp, today());
                from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)
            }
        }
    }

    fn has(&self, facet: Facet) -> bool {
        let about = &self.record.draft.about;
        match facet {
            Facet::Phone => !self.reached(Method::Phone).is_empty(),
            Facet::BadPhone => !self.record.dead.is_empty(),
            Facet::Email => !self.reached(Method::Email).is_empty(),
            Facet::WeChat => !self.reached(Method::WeChat).is_empty(),
            Facet::Birthday => about.birthday.is_some(),
            Facet::Gender => about.gender.is_some(),
            Facet::City => !about.city.is_empty(),
            Facet::Address => !about.address.is_empty(),
            Facet::Company => !about.company.is_empty(),
            Facet::Owner => !about.owner.is_empty(),
            Facet::Source => !about.source.is_empty(),
            Facet::Tag => !self.record.draft.tags.is_empty(),
            Facet::Note => !about.note.is_empty(),
            Facet::Due => self.due().is_some(),
            Facet::Contact => !self.record.said.is_empty(),
            Facet::Purchase => self.paid().next().is_some(),
            Facet::SamePhone => self.shares_a_phone,
            Facet::OddPhone => self
                .reached(Method::Phone)
                .iter()
                .any(|phone| !phone.starts_with('+')),
            Facet::Basis => true,
            Facet::Lone => {
                let record = &self.record;
                about.note.is_empty()
                    && record.draft.contacts.is_empty()
                    && record.said.is_empty()
                    && record.bought.is_empty()
                    && record.promised.is_empty()
            }
            // Nobody here was put there, or asked.
            Facet::Pool | Facet::Consent => false,
        }
    }

    /// The texts of each row of theirs.
    fn rows(&self) -> Vec<Vec<&str>> {
        let (about, record) = (&self.record.draft.about, &self.record);
        let mut rows = vec![vec![
            about.note.as_str(),
            &record.pinned,
            &about.hobbies,
            &about.address,
        ]];
        rows.extend(record.said.iter().map(|row| vec![row.note.as_str()]));
        rows.extend(record.promised.iter().map(|row| vec![row.note.as_str()]));
        rows.extend(record.bought.iter().map(|row| vec![row.item.as_str()]));
        rows.extend(record.facts.iter().map(|(_, text)| vec![text.as_str()]));
        rows
    }
}

fn within(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase()
        .contains(&part.to_ascii_lowercase())
}

/// The forty customers, each with the record it was made from.
fn shop() -> (App, Vec<Known>) {
    let records: Vec<Record> = (0..40).map(record).collect();
    let mut app = desk(records.clone());
    let rows = window(&mut app, &Filter::default(), Sort::Newest, Anchor::First).rows;
    assert_eq!(rows.len(), records.len());
    // Record n was made 17 n days ago: the newest order is that of the records.
    let phones = |record: &Record| -> Vec<String> {
        let contacts = record.draft.contacts.iter();
        let phones = contacts.filter(|contact| contact.method == Method::Phone);
        phones.map(|contact| contact.value.clone()).collect()
    };
    let all: Vec<Vec<String>> = records.iter().map(phones).collect();
    let known = rows
        .into_iter()
        .zip(records)
        .enumerate()
        .map(|(n, (row, record))| {
            assert_eq!(row.name, record.draft.about.name);
            let others = all.iter().enumerate().filter(|(other, _)| *other != n);
            let others: BTreeSet<&String> = others.flat_map(|(_, phones)| phones).collect();
            Known {
                row,
                record,
                shares_a_phone: all[n].iter().any(|phone| others.contains(phone)),
            }
        });
    (app, known.collect())
}

#[test]
fn sql_means_what_the_words_say() {
    let (app, known) = shop();
    let app = RefCell::new(app);
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 1_500,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let checked = runner.run(&filters(), |filter| {
        let mut app = app.borrow_mut();
        let found: BTreeSet<String> = window(&mut app, &filter, Sort::Name, Anchor::First)
            .rows
            .into_iter()
            .map(|row| format!("{} {}", row.id, row.name))
            .collect();
        let meant: BTreeSet<String> = known
            .iter()
            .filter(|one| filter.0.as_ref().is_none_or(|expr| one.means(expr)))
            .map(|one| format!("{} {}", one.row.id, one.row.name))
            .collect();
        prop_assert_eq!(&found, &meant, "{}", filter.print(Lang::Zh));
        let Answer::Count(count) = app.ask(&Query::Count { filter }).expect("a count") else {
            panic!("no count");
        };
        prop_assert_eq!(usize::try_from(count).expect("a count"), meant.len());
        Ok(())
    });
    checked.expect("SQL and the words agree");
}

#[test]
fn everyday_filters_find_some_and_leave_some() {
    let (mut app, _) = shop();
    for text in [
        "#VIP 未联系>30d",
        "城市=杭州",
        "等级=VIP",
        "阶段=流失",
        "逾期",
        "无跟进",
        "due<3d",
        "生日<7d",
        "生日=3月",
        "未购>60d orders>0",
        "spend_30d>0",
        "has:email",
        "有坏号",
        "note:茶",
        "note:漏水",
        "note:latte",
        "wang",
        "wf",
        "phone:0037",
        "性别=女",
        "owner=小李 -city:杭",
        "created<2m or company:茶",
    ] {
        let filter = Filter::parse(text).expect(text);
        let found = window(&mut app, &filter, Sort::Recent, Anchor::First)
            .rows
            .len();
        assert!((1..40).contains(&found), "{text} means {found} of 40");
    }
}

/// Regulars who buy every thirty days; every other one stopped half a year ago.
fn regular(n: u64) -> Record {
    let stays = n.is_multiple_of(2);
    let name = format!("{}{n}", if stays { "常" } else { "别" });
    let mut record = Record::from(Draft::named(name));
    let last = if stays { 5 + n % 7 } else { 200 + n };
    record.bought = (0..8)
        .map(|k| bought(last + 30 * k, 9_900, "龙井"))
        .collect();
    record
}

#[test]
fn who_is_likely_lost_is_found_once_something_was_learned() {
    let mut app = desk((0..24).map(regular).collect());
    let found = |app: &mut App, text: &str| -> Vec<String> {
        let filter = Filter::parse(text).expect(text);
        let rows = window(app, &filter, Sort::Name, Anchor::First).rows;
        rows.into_iter().map(|row| row.name).collect()
    };
    assert!(
        found(&mut app, "流失风险=高").is_empty(),
        "nothing is known"
    );
    app.learn().expect("a model");
    let (high, low) = (
        found(&mut app, "流失风险=高"),
        found(&mut app, "risk=normal"),
    );
    assert_eq!((high.len(), low.len()), (12, 12), "{high:?} {low:?}");
    assert!(high.iter().all(|name| name.starts_with('别')));
    assert!(low.iter().all(|name| name.starts_with('常')));
    for (text, names) in [
        ("流失风险>0.75", &high),
        ("churn>75%", &high),
        ("流失风险≤0.5", &low),
        ("risk<0.6", &low),
        ("流失风险>=0 -流失风险>0.75", &low),
    ] {
        assert_eq!(found(&mut app, text), *names, "{text}");
    }
    assert!(found(&mut app, "流失风险>1").is_empty());
}

#[test]
fn a_long_answer_is_walked_window_by_window() {
    let records = (0..700u32)
        .map(|n| {
            let mut draft = Draft::named(format!("客{n}"));
            draft.about.source_id = format!("s{n}");
            draft.about.city = if n.is_multiple_of(2) {
                "杭州"
            } else {
                "上海"
            }
            .into();
            draft.into()
        })
        .collect();
    let mut app = desk(records);
    let filter = Filter::parse("城市=杭州").expect("a filter");
    for sort in Sort::ALL {
        let (mut rows, mut anchor): (Vec<ListRow>, _) = (Vec::new(), Anchor::First);
        loop {
            let window = window(&mut app, &filter, sort, anchor);
            let known = window
                .rows
                .iter()
                .position(|row| rows.last().is_some_and(|last| last.id == row.id));
            rows.extend(window.rows.into_iter().skip(known.map_or(0, |at| at + 1)));
            anchor = Anchor::At(rows.last().expect("a row").id);
            if window.to_last {
                break;
            }
        }
        let different: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
        assert_eq!((rows.len(), different.len()), (350, 350), "{sort:?}");
        assert!(rows.iter().all(|row| row.city == "杭州"), "{sort:?}");
    }
}

#[test]
fn the_shop_offers_its_own_words() {
    let (mut app, _) = shop();
    let Answer::Choices(choices) = app.ask(&Query::Choices).expect("choices") else {
        panic!("no choices");
    };
    assert!(
        choices.cities.contains(&"上海".to_owned()) && !choices.cities.contains(&String::new())
    );
    assert!(choices.tags.contains(&"VIP".to_owned()));
    assert_eq!(choices.owners.len(), 2);
}
