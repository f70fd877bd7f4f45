//! What leaves the desk comes back as it was: every kind, from a lively shop and from one full of hostile text. And what may not be
//! written over stays as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shuke::app::answer::{Answer, Moment};
use shuke::app::clock::Clock;
use shuke::app::export::locked::Lock;
use shuke::app::export::star::Format;
use shuke::app::export::{self, Kind, Numbers, Op, Order, Refusal, Table, Tables, report, shop};
use shuke::app::import::incoming::Choices;
use shuke::app::import::{Mode, Op as Import};
use shuke::app::insight::{Ask, Told};
use shuke::app::pass::{Pass, Passphrase, cost};
use shuke::app::query::Query;
use shuke::app::{
    App, Error, company, consent, coupon, customer, field, follow_up, interaction, level, op,
    points, product, purchase, relation, want,
};
use shuke::codec::write::calendar::Promises;
use shuke::codec::write::card::Version;
use shuke::domain::consent::Purpose;
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::custom::{Custom, Shape};
use shuke::domain::customer::{About, Basis, Consent, Draft};
use shuke::domain::fact::Leaning;
use shuke::domain::filter::Filter;
use shuke::domain::follow_up::Progress;
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::interaction::Said;
use shuke::domain::listing::{Anchor, Moments, Sort};
use shuke::domain::log_line::{Channel, Direction, LogLine, Outcome};
use shuke::domain::name::{Gender, Lang};
use shuke::domain::purchase::Bought;
use shuke::domain::record::{Promise, Record};
use shuke::domain::relation::Role;
use shuke::domain::time::{Millis, Now};
use shuke::domain::want::Wish;
use shuke::i18n::report::sheet;
use shuke::insight::period::Period;
use shuke::insight::rfm::segment::Segment;
use shuke::insight::rfm::{self, Rfm};

/// A shop with a row in every table.
#[path = "store/shop.rs"]
#[allow(dead_code)]
mod full;

const TODAY: &str = "2026-03-02";

/// Text that means something to a spreadsheet, a terminal, a page, a query or a reader of ours.
const HOSTILE: [&str; 38] = [
    "'; DROP TABLE person;--",
    "\" OR 1=1 --",
    "%",
    "_",
    "\\",
    "a;b\\;c",
    "=1+1",
    "+861380013800",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "''=1",
    "\"=1\"",
    "|calc",
    "%0A=1",
    "a,b",
    "a\"b",
    "NULL",
    "nan",
    "1e999",
    "无",
    "-",
    "/",
    "合计",
    "0001",
    "1/2",
    "3752001100000000101",
    "<script>alert(1)</script>",
    "${jndi:ldap://x}",
    "%s%s%n",
    "龘龘龘",
    "A\u{301}A\u{301}",
    "[31mred",
    "张、三，四；五",
];

fn clock() -> Clock {
    Clock::Fixed(Now::morning_of(TODAY).expect("a day"))
}

fn hostile() -> App {
    let mut app = App::in_memory(clock()).expect("opens");
    let at =
        |n: usize| Millis(1_760_000_000_123 + i64::try_from(n).expect("small") * 86_400_000 / 10);
    let day = |text: &str| text.parse().expect("a day");
    let records = HOSTILE.iter().enumerate().map(|(n, text)| {
        let text = (*text).to_owned();
        let noted = format!("{text}\n{text}");
        Record {
            draft: Draft {
                about: About {
                    name: text.clone(),
                    nickname: text.clone(),
                    company: text.clone(),
                    title: text.clone(),
                    city: text.clone(),
                    address: text.clone(),
                    source: text.clone(),
                    owner: text.clone(),
                    hobbies: text.clone(),
                    note: noted.clone(),
                    gender: [None, Some(Gender::Male), Some(Gender::Female)][n % 3],
                    birthday: [
                        "1990-01-02",
                        "--02-29",
                        "L1990-08-15",
                        "1990-03",
                        "L--08-15",
                    ][n % 5]
                        .parse()
                        .ok(),
                    preferred: [None, Some(Channel::WeChat)][n % 2],
                    ..About::default()
                },
                contacts: vec![
                    ContactDraft::new(Method::Phone, format!("+86138001{n:05}")),
                    ContactDraft {
                        label: text.clone(),
                        ..ContactDraft::new(Method::Phone, "+861088886607;ext=803")
                    },
                    ContactDraft::new(Method::Email, format!("a{n}@example.cn")),
                    ContactDraft::new(Method::WeChat, text.clone()),
                ],
                tags: vec![text.clone(), "老客".to_owned()],
                created_at: Some(at(n)),
                ..Draft::default()
            },
            facts: vec![
                (Leaning::Likes, text.clone()),
                (Leaning::Avoids, text.clone()),
            ],
            said: vec![Said {
                at: at(n),
                channel: Channel::ALL[n % Channel::ALL.len()],
                direction: [None, Some(Direction::In), Some(Direction::Out)][n % 3],
                minutes: Some(5),
                outcome: Some(Outcome::Resolved),
                note: noted.clone(),
                author: text.clone(),
                source_id: String::new(),
            }],
            bought: vec![Bought {
                day: day("2026-01-05"),
                item: text.clone(),
                quantity_milli: 1_500,
                amount_cents: if n % 2 == 0 { 15_801 } else { -500 },
                pay_method: text.clone(),
                source_id: format!("{text}#1"),
            }],
            promised: vec![Promise {
                due: day("2026-03-09"),
                note: noted,
                owner: text.clone(),
                progress: [Progress::Open, Progress::Done][n % 2],
                closed_at: [None, Some(at(n))][n % 2],
                reason: [String::new(), text.clone()][n % 2].clone(),
                source_id: String::new(),
            }],
            pinned: text,
            consent: [None, Some(Consent::Withdrawn)][n % 2],
            ..Record::default()
        }
    });
    let import = Import {
        mode: Mode::Strangers,
        records: records.collect(),
        ..Import::default()
    };
    app.run(&op::Op::Import(Box::new(import))).expect("runs");
    app
}

/// Fields of the shop's own, one of every type and one called as a column of a sheet.
const FIELDS: [&str; 9] = [
    "皮肤类型 list 干|油|敏感 用途=选品",
    "Shoe size number 试鞋",
    "押金 money 退款",
    "会员到期 date 续费",
    "熟客 bool 招呼",
    "主页 link 看作品",
    "发质 text 护发",
    "证件号 text 敏感 开票",
    "购买天数 number 对账",
];
/// What customers hold in them, in turn.
const HELD: [[&str; 9]; 2] = [
    [
        "干",
        "-38.5",
        "99.50",
        "2026-03-20",
        "是",
        "https://example.com/A",
        "=1+1",
        "330102199001011234",
        "7",
    ],
    ["", "0.0001", "-1200", "", "no", "", "a;b\\;c", "", "12"],
];

fn with_fields(mut app: App) -> App {
    for line in FIELDS {
        let shape = Shape::parse(line).expect(line);
        app.run(&op::Op::Field(field::Op::Add(shape))).expect(line);
    }
    app
}

fn fields(app: &mut App) -> Vec<Custom> {
    match app.ask(&Query::Lists) {
        Ok(Answer::Lists(lists)) => lists.fields,
        other => panic!("{other:?}"),
    }
}

/// A lively shop with fields of its own, ties and noted companies.
fn own() -> App {
    let mut app = with_fields(demo());
    let fields = fields(&mut app);
    let window = app.ask(&Query::Filtered {
        filter: Filter::default(),
        sort: Sort::Name,
        anchor: Anchor::First,
    });
    let Ok(Answer::Customers(window)) = window else {
        panic!("no customers");
    };
    for (n, pair) in window.rows.windows(2).enumerate() {
        let mut ops: Vec<op::Op> = fields
            .iter()
            .zip(HELD[n % HELD.len()])
            .filter(|(_, text)| !text.is_empty())
            .map(|(field, text)| {
                op::Op::Field(field::Op::Set {
                    customers: vec![pair[0].id],
                    field: field.id,
                    text: text.to_owned(),
                })
            })
            .collect();
        ops.push(op::Op::Relation(relation::Op::Add {
            customer: pair[0].id,
            other: pair[1].id,
            role: Role::Friend,
        }));
        for op in ops {
            app.run(&op).expect("runs");
        }
    }
    let id = window.rows[0].id;
    let Ok(Answer::Card(Some(card))) = app.ask(&Query::Card { id, reveal: None }) else {
        panic!("no card");
    };
    let mut draft = Draft {
        about: card.customer.about,
        ..Draft::default()
    };
    draft.about.company = "大禹".to_owned();
    for op in [
        op::Op::Customer(customer::Op::Edit {
            id,
            seen: card.version,
            draft,
        }),
        op::Op::Company(company::Op::Note {
            name: "大禹".to_owned(),
            note: "月结".to_owned(),
        }),
    ] {
        app.run(&op).expect("runs");
    }
    app
}

fn demo() -> App {
    App::demo(None, clock(), Lang::Zh, shuke::app::generate::DEMO_SEED).expect("a shop")
}

fn order(kind: Kind, out: PathBuf, lang: Lang) -> Order {
    Order {
        numbers: Numbers::Real,
        purpose: "试验".to_owned(),
        ..Order::new(kind, out, lang)
    }
}

fn export(app: &mut App, mut order: Order) -> export::Made {
    if order.purpose.is_empty() {
        order.purpose = "试验".to_owned();
    }
    app.export(&Op::new(order)).expect("exports").1
}

/// The rows of a shop without their own numbers, by customer: what a person would call the same.
fn told(app: &mut App, folder: &Path, tables: Tables) -> BTreeMap<String, Vec<String>> {
    let out = folder.join(format!(
        "told-{}",
        fs::read_dir(folder).expect("a folder").count()
    ));
    let made = export(
        app,
        Order {
            tables,
            ..order(Kind::Csv, out.clone(), Lang::En)
        },
    );
    let mut all = BTreeMap::new();
    for file in &made.files {
        let path = if out.is_dir() {
            out.join(&file.name)
        } else {
            out.clone()
        };
        let text = fs::read_to_string(path).expect("text");
        let mut reader =
            csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().expect("a header").clone();
        let own = |name: &str| {
            name.starts_with("Shuke")
                || matches!(
                    name,
                    "Customer ref" | "Original ID" | "Rank" | "Tier" | "Points lot"
                )
        };
        let mut rows: Vec<String> = reader
            .records()
            .map(|row| {
                let row = row.expect("a row");
                let cells = header
                    .iter()
                    .zip(&row)
                    .filter(|(name, cell)| !own(name) && !cell.is_empty());
                cells
                    .map(|(name, cell)| format!("{name}={cell}"))
                    .collect::<Vec<_>>()
                    .join("\u{1f}")
            })
            .collect();
        rows.sort();
        all.insert(
            if out.is_dir() {
                file.name.clone()
            } else {
                "customers.csv".to_owned()
            },
            rows,
        );
    }
    all
}

/// A fresh desk into which files were brought.
fn brought(paths: &[PathBuf]) -> App {
    let mut app = App::in_memory(clock()).expect("opens");
    let incoming = app
        .read_in(paths.to_vec(), Choices::default())
        .expect("reads");
    assert_eq!(incoming.report.rejects, Vec::new());
    app.run(&op::Op::Import(Box::new(incoming.op)))
        .expect("comes in");
    app
}

#[test]
fn every_sheet_comes_back_as_it_was() {
    for (make, lang) in [
        (trade as fn() -> App, Lang::Zh),
        (hostile, Lang::En),
        (hostile, Lang::Zh),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut app = make();
        let before = told(&mut app, folder.path(), Tables::Every);
        let (csv, book) = (folder.path().join("all"), folder.path().join("all.xlsx"));
        export(
            &mut app,
            Order {
                tables: Tables::Every,
                ..order(Kind::Csv, csv.clone(), lang)
            },
        );
        export(
            &mut app,
            Order {
                tables: Tables::Every,
                ..order(Kind::Xlsx, book.clone(), lang)
            },
        );
        for path in [csv, book] {
            let mut back = brought(std::slice::from_ref(&path));
            let after = told(&mut back, folder.path(), Tables::Every);
            assert_eq!(
                before.keys().collect::<Vec<_>>(),
                after.keys().collect::<Vec<_>>()
            );
            for (name, rows) in &before {
                for (old, new) in rows.iter().zip(&after[name]) {
                    assert_eq!(old, new, "{name} of {}", path.display());
                }
                assert_eq!(rows.len(), after[name].len(), "{name}");
            }
        }
    }
}

/// What each refund gives back and each correction corrects, in the words of both rows.
fn tied(app: &mut App, folder: &Path) -> Vec<(String, String)> {
    let out = folder.join(format!(
        "tied-{}",
        fs::read_dir(folder).expect("a folder").count()
    ));
    export(
        app,
        Order {
            tables: Tables::Every,
            ..order(Kind::Csv, out.clone(), Lang::En)
        },
    );
    let mut all = Vec::new();
    for (table, key, of, said) in [
        ("purchases", "Shuke purchase", "Refund of", "Amount"),
        (
            "interactions",
            "Shuke interaction",
            "Corrects",
            "What was said",
        ),
    ] {
        let rows = star(&out, table);
        for row in rows
            .iter()
            .filter(|row| row.get(of).is_some_and(|of| !of.is_empty()))
        {
            let target = rows
                .iter()
                .find(|one| one[key] == row[of])
                .expect("its row");
            all.push((row[said].clone(), target[said].clone()));
        }
    }
    all
}

#[test]
fn refunds_and_corrections_come_back_tied_to_their_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = App::in_memory(clock()).expect("opens");
    let now = Now::morning_of(TODAY).expect("a day");
    let line = |text: &str| LogLine::parse(text, now.today()).expect("a line");
    let draft = Draft {
        about: About {
            name: "王芳".to_owned(),
            ..About::default()
        },
        ..Draft::default()
    };
    app.run(&op::Op::Customer(customer::Op::Add(draft)))
        .expect("runs");
    let id = ids(&mut app)[0];
    let sale = |item: &str, cents: i64| {
        op::Op::Purchase(purchase::Op::Add {
            customer: id,
            bought: Bought {
                day: TODAY.parse().expect("a day"),
                item: item.to_owned(),
                quantity_milli: 1_000,
                amount_cents: cents,
                pay_method: String::new(),
                source_id: String::new(),
            },
        })
    };
    // The refund is for one of two alike but for their amount; the entry is older than a day, so that what it should say stands beside it.
    for op in [
        sale("龙井", 30_000),
        sale("龙井", 40_000),
        sale("龙井", -10_000),
        op::Op::Interaction(interaction::Op::Log {
            customer: id,
            line: line("电话 要两盒"),
            at: Some(Millis(now.at.0 - 3 * 86_400_000)),
            closes: None,
            after: follow_up::After::Unasked,
        }),
    ] {
        app.run(&op).expect("runs");
    }
    let said = match app.ask(&Query::Timeline {
        id,
        moments: Moments::default(),
        reveal: None,
    }) {
        Ok(Answer::Timeline(moments)) => moments
            .iter()
            .find_map(|moment| match moment {
                Moment::Said(row) => Some(row.id),
                _ => None,
            })
            .expect("an entry"),
        other => panic!("{other:?}"),
    };
    app.run(&op::Op::Interaction(interaction::Op::Amend {
        id: said,
        line: line("电话 要三盒"),
    }))
    .expect("runs");
    let before = tied(&mut app, folder.path());
    let ours = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(
        before,
        [ours("-100.00", "400.00"), ours("要三盒", "要两盒")]
    );
    // Twice: the second time every row has the id that it had in the first desk.
    for n in 0..2 {
        let out = folder.path().join(format!("out-{n}.xlsx"));
        export(
            &mut app,
            Order {
                tables: Tables::Every,
                ..order(Kind::Xlsx, out.clone(), Lang::Zh)
            },
        );
        app = brought(std::slice::from_ref(&out));
        assert_eq!(tied(&mut app, folder.path()), before);
    }
}

#[test]
fn fields_of_the_shop_come_back_with_its_sheets() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = own();
    let customers = Tables::One(Table::Customers);
    let before = told(&mut app, folder.path(), customers);
    let named = |told: &BTreeMap<String, Vec<String>>, name: &str| {
        told["customers.csv"]
            .iter()
            .filter(|row| row.contains(&format!("{name}=")))
            .count()
    };
    for field in fields(&mut app) {
        assert!(
            named(&before, &export::words::header_of(&field)) > 1,
            "{field:?}"
        );
    }
    for lang in Lang::ALL {
        let (csv, book) = (
            folder.path().join(format!("{lang:?}")),
            folder.path().join(format!("{lang:?}.xlsx")),
        );
        for (kind, out) in [(Kind::Csv, &csv), (Kind::Xlsx, &book)] {
            export(
                &mut app,
                Order {
                    tables: Tables::Every,
                    ..order(kind, out.clone(), lang)
                },
            );
            let mut back = with_fields(App::in_memory(clock()).expect("opens"));
            let incoming = back
                .read_in(vec![out.clone()], Choices::default())
                .expect("reads");
            assert_eq!(incoming.report.rejects, Vec::new());
            back.run(&op::Op::Import(Box::new(incoming.op)))
                .expect("comes in");
            let after = told(&mut back, folder.path(), customers);
            for (old, new) in before["customers.csv"].iter().zip(&after["customers.csv"]) {
                assert_eq!(old, new, "{}", out.display());
            }
        }
    }
}

#[test]
fn a_sheet_brought_into_its_own_desk_again_changes_nothing() {
    for (make, skipped) in [
        (hostile as fn() -> App, HOSTILE.len()),
        (trade, ids(&mut trade()).len()),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut app = make();
        let out = folder.path().join("all");
        export(
            &mut app,
            Order {
                tables: Tables::Every,
                ..order(Kind::Csv, out.clone(), Lang::Zh)
            },
        );
        let state = app.state_hash().expect("a state");
        let incoming = app.read_in(vec![out], Choices::default()).expect("reads");
        assert_eq!(incoming.tally.skipped, skipped, "{:?}", incoming.tally);
        for file in &incoming.report.files {
            assert_eq!(file.ignored, Vec::<String>::new(), "{}", file.format);
        }
        app.run(&op::Op::Import(Box::new(incoming.op)))
            .expect("comes in");
        assert_eq!(app.state_hash().expect("a state"), state);
    }
}

#[test]
fn cards_of_both_versions_come_back_as_the_same_customers() {
    for version in [Version::V3, Version::V4] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut app = hostile();
        let out = folder.path().join("a.vcf");
        export(&mut app, order(Kind::Vcard(version), out.clone(), Lang::Zh));
        let mut back = brought(&[out]);
        let customers = Tables::One(Table::Customers);
        let bare = |told: BTreeMap<String, Vec<String>>| -> Vec<String> {
            // What was bought and said is not on a card.
            let left = [
                "Last contact",
                "Next follow-up",
                "Last purchase",
                "Purchase days",
                "Total spent",
            ];
            let rows = told.into_values().flatten();
            rows.map(|row| {
                let kept = row
                    .split('\u{1f}')
                    .filter(|cell| !left.iter().any(|name| cell.starts_with(name)));
                // Tags have no order.
                let sorted = kept.map(|cell| {
                    let mut parts: Vec<&str> = match cell.strip_prefix("Tags=") {
                        Some(tags) => tags.split("; ").collect(),
                        None => return cell.to_owned(),
                    };
                    parts
                        .iter_mut()
                        .for_each(|tag| *tag = tag.trim_start_matches('\''));
                    parts.sort_unstable();
                    format!("Tags={}", parts.join("; "))
                });
                sorted.collect::<Vec<_>>().join("\u{1f}")
            })
            .collect()
        };
        let before = bare(told(&mut app, folder.path(), customers));
        let after = bare(told(&mut back, folder.path(), customers));
        for (old, new) in before.iter().zip(&after) {
            assert_eq!(old, new);
        }
    }
}

#[test]
fn an_edited_card_is_a_difference_of_the_same_customer() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = demo();
    let out = folder.path().join("a.vcf");
    export(
        &mut app,
        order(Kind::Vcard(Version::V3), out.clone(), Lang::Zh),
    );
    let text = fs::read_to_string(&out).expect("text");
    let edited = text.replacen("\r\nEND:", "\r\nTITLE:店长\r\nEND:", 1);
    fs::write(&out, edited).expect("writes");
    let tally = app
        .read_in(vec![out], Choices::default())
        .expect("reads")
        .tally;
    assert_eq!((tally.created, tally.updated), (0, 1));
}

#[test]
fn everything_as_json_is_the_same_shop_in_an_empty_desk_and_nowhere_else() {
    let every = full::Shop::full();
    for mut app in [demo(), hostile(), own(), trade(), every.app()] {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("shop.json");
        export(&mut app, Order::new(Kind::Json, out.clone(), Lang::Zh));
        assert!(shop::is_ours(&out));
        let bring = || {
            op::Op::Shop(Box::new(shop::Op {
                from: shop::Origin::File(out.clone()),
                pace: Default::default(),
            }))
        };
        let mut back = App::in_memory(clock()).expect("opens");
        let empty = back.state_hash().expect("a state");
        back.run(&bring()).expect("comes in");
        assert_eq!(
            back.state_hash().expect("a state"),
            app.state_hash().expect("a state")
        );
        assert_eq!(back.verify().expect("a chain").1, None);
        let again = back.run(&bring());
        assert!(matches!(again, Err(Error::Export(Refusal::NotEmpty))));
        back.run(&op::Op::History(shuke::app::history::Op::Undo(None)))
            .expect("goes again");
        assert_eq!(back.state_hash().expect("a state"), empty);
        let text = fs::read_to_string(&out).expect("text");
        for broken in [
            text.replace("\"amount_cents\":", "\"amount_cents\":1"),
            text[..text.floor_char_boundary(text.len() / 2)].to_owned(),
            text.replace("\"fact\":[", "\"facts\":["),
        ] {
            fs::write(&out, broken).expect("writes");
            let mut fresh = App::in_memory(clock()).expect("opens");
            assert!(matches!(
                fresh.run(&bring()),
                Err(Error::Export(Refusal::Broken(_) | Refusal::Newer(_)))
            ));
            assert_eq!(fresh.state_hash().expect("a state"), empty);
        }
    }
}

#[test]
fn numbers_leave_only_when_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = hostile();
    for (n, kind) in Kind::ALL
        .into_iter()
        .enumerate()
        .filter(|(_, kind)| *kind != Kind::Json)
    {
        let out = folder.path().join(format!("masked{n}"));
        export(&mut app, Order::new(kind, out.clone(), Lang::Zh));
        let paths: Vec<PathBuf> = match out.is_dir() {
            true => fs::read_dir(&out)
                .expect("a folder")
                .map(|entry| entry.expect("an entry").path())
                .collect(),
            false => vec![out],
        };
        for path in paths {
            let bytes = fs::read(&path).expect("reads");
            let text = String::from_utf8_lossy(&bytes);
            assert!(
                !text.contains("138001000")
                    && !text.contains("1380 0100")
                    && !text.contains("138 0010")
                    && !text.contains("a1@example.cn"),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn an_export_is_on_record_with_its_purpose_and_a_manifest() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = demo();
    let out = folder.path().join("a.csv");
    let made = export(&mut app, order(Kind::Csv, out.clone(), Lang::Zh));
    let manifest = fs::read_to_string(&made.manifest).expect("a manifest");
    assert!(manifest.contains("试验") && manifest.contains(&made.files[0].sha256));
    assert_eq!(
        shuke::vault::stream::digest(fs::File::open(&out).expect("opens")).expect("reads"),
        made.files[0].sha256
    );
    assert!(matches!(
        app.run(&op::Op::History(shuke::app::history::Op::Undo(None))),
        Err(Error::NothingToUndo) | Ok(_)
    ));
    #[cfg(unix)]
    for path in [&out, &made.manifest] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(path).expect("there").permissions().mode() & 0o777,
            0o600
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_new_file_is_refused_and_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    App::create(&at("d.db"), &clock()).expect("a desk");
    let mut app = App::open(
        &at("d.db"),
        shuke::app::Access::Write,
        clock(),
        shuke::domain::history::Source::Cli,
    )
    .expect("opens");
    app.run(&op::Op::Customer(customer::Op::Add(Draft::named("王芳"))))
        .expect("adds");
    fs::write(at("victim"), "precious").expect("writes");
    std::os::unix::fs::symlink(at("victim"), at("link")).expect("links");
    std::os::unix::fs::symlink(at("nowhere"), at("dangling")).expect("links");
    fs::create_dir(at("sub")).expect("makes");
    std::os::unix::fs::symlink(at("victim"), at("m.csv.manifest.json")).expect("links");
    for (name, replace) in [
        ("victim", false),
        ("link", true),
        ("dangling", true),
        ("sub", true),
        ("d.db", true),
        ("d.db-journal", true),
        ("m.csv", true),
        ("none/a.csv", true),
    ] {
        let order = Order {
            replace,
            ..Order::new(Kind::Csv, at(name), Lang::Zh)
        };
        assert!(app.export(&Op::new(order)).is_err(), "{name}");
    }
    assert_eq!(fs::read_to_string(at("victim")).expect("there"), "precious");
    fs::hard_link(at("victim"), at("hard")).expect("links");
    let order = Order {
        replace: true,
        ..Order::new(Kind::Csv, at("hard"), Lang::Zh)
    };
    app.export(&Op::new(order)).expect("the link is replaced");
    assert_eq!(fs::read_to_string(at("victim")).expect("there"), "precious");
    let left = fs::read_dir(folder.path())
        .expect("a folder")
        .filter(|entry| {
            entry
                .as_ref()
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .ends_with(".part")
        })
        .count();
    assert_eq!(left, 0, "no temporary file is left");
}

#[test]
fn the_whole_shop_leaves_as_an_encrypted_file_that_opens_with_its_passphrase() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("away.db");
    let mut app = trade();
    let passphrase = Passphrase::new("correct horse battery".to_owned());
    let lock = |passphrase| Lock {
        name: "小林",
        passphrase,
        cost: cost().expect("a cost"),
    };
    let order = || Order {
        purpose: "试验".to_owned(),
        ..Order::new(Kind::Json, out.clone(), Lang::Zh)
    };
    let weak = Passphrase::new("1".to_owned());
    assert!(app.export_locked(order(), &lock(&weak)).is_err());
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    let (_, made, _) = app
        .export_locked(order(), &lock(&passphrase))
        .expect("exports");
    let manifest = fs::read_to_string(&made.manifest).expect("a manifest");
    assert!(manifest.contains("\"encrypted\"") && manifest.contains("试验"));
    let bytes = fs::read(&out).expect("a file");
    assert!(!bytes.starts_with(b"SQLite format 3"));
    let wrong = Passphrase::new("wrong horse battery".to_owned());
    assert!(Pass::unlock(&out, None, &wrong, clock()).is_err());
    let pass = Pass::unlock(&out, None, &passphrase, clock()).expect("opens");
    let back =
        App::open_with(&pass, shuke::app::Access::Write, clock(), Source::Cli).expect("opens");
    assert_eq!(
        back.state_hash().expect("a state"),
        app.state_hash().expect("a state")
    );
    assert_eq!(back.verify().expect("a chain").1, None);
    assert!(matches!(
        app.export_locked(order(), &lock(&passphrase)),
        Err(Error::Export(Refusal::Taken(_)))
    ));
    let left = fs::read_dir(folder.path())
        .expect("a folder")
        .filter(|entry| {
            let name = entry.as_ref().expect("an entry").file_name();
            name.to_string_lossy().ends_with(".part")
        });
    assert_eq!(left.count(), 0);
}

/// The names in a zipped file.
fn zipped(path: &Path) -> Vec<String> {
    let file = fs::File::open(path).expect("a file");
    let book = zip::ZipArchive::new(file).expect("a workbook");
    let names = book
        .file_names()
        .map(|name| name.expect("a name").into_owned());
    names.collect()
}

#[test]
fn fields_of_a_grid_are_shaded_in_the_workbook() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = demo();
    let span = Period::default().until(TODAY.parse().expect("a day"));
    let ask = Ask::Figures;
    let Ok(Answer::Insight(Told::Figures(figures))) = app.ask(&Query::Insight { span, ask }) else {
        panic!("no figures");
    };
    let out = folder.path().join("rfm.xlsx");
    let mut told = sheet::segments(shuke::i18n::strings(Lang::En), &figures);
    told.parts = vec![sheet::grid(shuke::i18n::strings(Lang::En), &figures)];
    let order = Order {
        report: Some(told),
        ..Order::new(Kind::Report(report::Form::Xlsx), out.clone(), Lang::En)
    };
    export(&mut app, order);
    let file = fs::File::open(&out).expect("a file");
    let mut book = zip::ZipArchive::new(file).expect("a workbook");
    let mut page = String::new();
    let mut sheet = book.by_name("xl/worksheets/sheet1.xml").expect("a sheet");
    std::io::Read::read_to_string(&mut sheet, &mut page).expect("text");
    assert!(
        page.contains("<colorScale>") && page.contains("sqref=\"C2:G6\""),
        "{page}"
    );
}

#[test]
fn a_report_leaves_in_every_form_on_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = demo();
    let span = Period::default().until(TODAY.parse().expect("a day"));
    let ask = Ask::Figures;
    let Ok(Answer::Insight(Told::Figures(figures))) = app.ask(&Query::Insight { span, ask }) else {
        panic!("no figures");
    };
    let s = shuke::i18n::strings(Lang::Zh);
    let told = sheet::segments(s, &figures);
    for form in report::Form::ALL {
        let out = folder.path().join(format!("{form:?}"));
        let order = Order {
            report: Some(told.clone()),
            purpose: "月会".to_owned(),
            ..Order::new(Kind::Report(form), out.clone(), Lang::Zh)
        };
        let made = export(&mut app, order);
        assert_eq!(out.is_dir(), form == report::Form::Csv);
        let manifest = fs::read_to_string(&made.manifest).expect("a manifest");
        assert!(
            manifest.contains("月会") && manifest.contains(&told.title),
            "{manifest}"
        );
        if form == report::Form::Xlsx {
            let names = zipped(&out);
            let charts = names
                .iter()
                .filter(|name| name.starts_with("xl/charts/chart"));
            assert_eq!(charts.count(), 2, "one of the segments, one of the classes");
        }
        if form == report::Form::Csv {
            for part in &told.parts {
                let text =
                    fs::read_to_string(out.join(format!("{}.csv", part.code))).expect("a table");
                let mut reader = csv::ReaderBuilder::new()
                    .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
                assert_eq!(
                    reader
                        .records()
                        .inspect(|row| assert!(row.is_ok(), "a whole row"))
                        .count(),
                    part.rows.len()
                );
            }
        }
    }
}

#[test]
fn what_a_killed_export_left_is_swept_by_the_next_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600);
    let make = |name: &str| {
        fs::write(at(name), "王芳").expect("written");
        let file = fs::File::options()
            .write(true)
            .open(at(name))
            .expect("opens");
        file.set_modified(old).expect("aged");
        file
    };
    drop(make(".shuke-left.part"));
    drop(make(".other-left.part"));
    // Another desk is still writing this one, and this one is only just begun.
    let held = make(".shuke-held.part");
    held.try_lock().expect("held");
    fs::write(at(".shuke-young.part"), "").expect("written");
    fs::create_dir(at(".shuke-star.part")).expect("made");
    drop(make(".shuke-star.part/dim_customer.csv"));
    let star = fs::File::open(at(".shuke-star.part")).expect("opens");
    star.set_modified(old).expect("aged");
    drop(star);
    export(&mut hostile(), order(Kind::Csv, at("a.csv"), Lang::Zh));
    let mut left: Vec<String> = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    left.sort();
    assert_eq!(
        left,
        [
            ".other-left.part",
            ".shuke-held.part",
            ".shuke-young.part",
            "a.csv",
            "a.csv.manifest.json"
        ]
    );
}

#[test]
fn a_stopped_export_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = demo();
    let op = Op::new(Order::new(
        Kind::Bi(Format::Parquet),
        folder.path().join("bi"),
        Lang::Zh,
    ));
    op.pace
        .cancel
        .store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(matches!(app.export(&op), Err(Error::Cancelled)));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

/// A lively shop that keeps points, coupons, wishes and a list of products.
fn trade() -> App {
    let mut app = demo();
    let id = ids(&mut app)[0];
    for op in [
        op::Op::Points(points::Op::Open {
            customer: id,
            points: 500,
        }),
        op::Op::Points(points::Op::Adjust {
            customer: id,
            points: 30,
            reason: "生日".to_owned(),
        }),
        op::Op::Points(points::Op::Spend {
            customer: id,
            points: 120,
            reason: "换茶杯".to_owned(),
        }),
        op::Op::Points(points::Op::Open {
            customer: id,
            points: 7,
        }),
        op::Op::History(shuke::app::history::Op::Undo(None)),
        op::Op::Product(product::Op::Put {
            name: "紫砂壶".to_owned(),
            category: Some("器具".to_owned()),
            alias: None,
            price_cents: Some(68_000),
            rebuy_days: Some(365),
        }),
        op::Op::Level(level::Op::Put {
            name: "银卡".to_owned(),
            at_least: 1,
            discount_percent: 5,
            benefits: "包邮".to_owned(),
        }),
        op::Op::Level(level::Op::Review),
        op::Op::Coupon(coupon::Op::Issue {
            customer: id,
            what: "满100减20".to_owned(),
            value_cents: 2_000,
            until: "2026-12-31".parse().expect("a day"),
        }),
        op::Op::Want(want::Op::Add {
            customer: id,
            wish: Wish {
                item: "=座椅".to_owned(),
                budget_cents: Some(150_000),
                until: None,
            },
        }),
        op::Op::Consent(consent::Op::Record {
            id,
            given: consent::Given {
                purpose: Purpose::Marketing,
                channel: None,
                basis: Basis::Consent,
                evidence: "签名卡, 3号盒".to_owned(),
                guardian: String::new(),
            },
        }),
        op::Op::Consent(consent::Op::Withdraw {
            ids: vec![id],
            purpose: Purpose::Marketing,
        }),
    ] {
        app.run(&op).expect("runs");
    }
    app
}

fn ids(app: &mut App) -> Vec<CustomerId> {
    let window = app.ask(&Query::Filtered {
        filter: Filter::default(),
        sort: Sort::Name,
        anchor: Anchor::First,
    });
    match window {
        Ok(Answer::Customers(window)) => window.rows.iter().map(|row| row.id).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn keys_of_the_star_schema_are_unique_and_whole() {
    for mut app in [demo(), hostile(), trade()] {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("bi");
        export(
            &mut app,
            Order::new(Kind::Bi(Format::Csv), out.clone(), Lang::Zh),
        );
        let column = |table: &str, name: &str| -> Vec<String> {
            let text = fs::read_to_string(out.join(format!("{table}.csv"))).expect("a table");
            let mut reader = csv::ReaderBuilder::new()
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let at = reader
                .headers()
                .expect("a header")
                .iter()
                .position(|header| header == name)
                .expect("a column");
            reader
                .records()
                .map(|row| row.expect("a row")[at].to_owned())
                .collect()
        };
        for (table, key) in [
            ("dim_customer", "customer_key"),
            ("dim_date", "date_key"),
            ("dim_product", "product_key"),
            ("fact_purchase", "purchase_key"),
            ("fact_line", "line_key"),
            ("fact_interaction", "interaction_key"),
            ("fact_follow_up", "follow_up_key"),
            ("fact_ticket", "ticket_key"),
            ("fact_points", "points_key"),
            ("fact_coupon", "coupon_key"),
            ("fact_want", "want_key"),
        ] {
            let keys = column(table, key);
            let unique: std::collections::HashSet<&String> = keys.iter().collect();
            assert_eq!(unique.len(), keys.len(), "{table}");
            // A key is nobody's number, however long it is.
            assert!(keys.iter().all(|key| !key.contains('*')), "{table}");
        }
        for (table, key, of) in [
            ("fact_purchase", "customer_key", "dim_customer"),
            ("fact_line", "purchase_key", "fact_purchase"),
            ("fact_line", "product_key", "dim_product"),
            ("fact_line", "date_key", "dim_date"),
            ("fact_interaction", "date_key", "dim_date"),
            ("fact_follow_up", "date_key", "dim_date"),
            ("fact_points", "date_key", "dim_date"),
            ("fact_points", "customer_key", "dim_customer"),
            ("fact_coupon", "date_key", "dim_date"),
            ("fact_coupon", "customer_key", "dim_customer"),
            ("fact_want", "date_key", "dim_date"),
            ("fact_want", "customer_key", "dim_customer"),
        ] {
            let known: std::collections::HashSet<String> = column(of, key).into_iter().collect();
            assert!(
                column(table, key).iter().all(|key| known.contains(key)),
                "{table} {key}"
            );
        }
    }
}

/// The rows of a table of a star schema, by its columns.
fn star(folder: &Path, table: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(folder.join(format!("{table}.csv"))).expect("a table");
    let mut reader =
        csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("a header").clone();
    let row = |row: csv::StringRecord| {
        let cells = header.iter().zip(&row);
        cells
            .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
            .collect()
    };
    reader
        .records()
        .map(|one| row(one.expect("a row")))
        .collect()
}

#[test]
fn points_products_coupons_and_wishes_are_in_the_star_schema() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = trade();
    let out = folder.path().join("bi");
    export(
        &mut app,
        Order::new(Kind::Bi(Format::Csv), out.clone(), Lang::Zh),
    );
    let points: Vec<(String, String)> = star(&out, "fact_points")
        .iter()
        .map(|row| (row["points"].clone(), row["reason"].clone()))
        .collect();
    // The demo shop's own members come first.
    let before = folder.path().join("before");
    let order = Order::new(Kind::Bi(Format::Csv), before.clone(), Lang::Zh);
    export(&mut demo(), order);
    let old = |table: &str| star(&before, table).len();
    let want = [("500", "opening"), ("30", "adjusted"), ("-120", "spent")];
    assert_eq!(
        points[old("fact_points")..],
        want.map(|(points, why)| (points.to_owned(), why.to_owned())),
        "what was taken back is no part of it"
    );
    let balances = |folder: &Path| -> i64 {
        star(folder, "dim_customer")
            .iter()
            .map(|row| row["points_balance"].parse::<i64>().expect("a number"))
            .sum()
    };
    assert_eq!(balances(&out) - balances(&before), 410);
    let pot = star(&out, "dim_product");
    let pot = pot
        .iter()
        .find(|row| row["product"] == "紫砂壶")
        .expect("it");
    assert_eq!(
        (&*pot["category"], &*pot["price_amount"], &*pot["is_listed"]),
        ("器具", "680.00", "1")
    );
    assert_eq!(
        star(&out, "fact_coupon")[old("fact_coupon")]["coupon_amount"],
        "20.00"
    );
    let wish = &star(&out, "fact_want")[old("fact_want")];
    assert_eq!(
        (&*wish["budget_amount"], wish.get("note")),
        ("1500.00", None)
    );
    assert!(
        star(&out, "dim_customer")
            .iter()
            .any(|row| row["level"] == "银卡")
    );
}

#[test]
fn stages_scores_and_segments_of_the_star_schema_are_those_of_the_desk() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = demo();
    let out = folder.path().join("bi");
    export(
        &mut app,
        Order::new(Kind::Bi(Format::Csv), out.clone(), Lang::Zh),
    );
    let rows = star(&out, "dim_customer");
    let today: chrono::NaiveDate = TODAY.parse().expect("a day");
    let raw = |row: &BTreeMap<String, String>| {
        let last: chrono::NaiveDate = row["last_purchase_date"].parse().ok()?;
        Some(Rfm {
            recency_days: (today - last).num_days(),
            frequency: row["purchase_days"].parse().expect("a number"),
            monetary_cents: row["spend_amount"].replace('.', "").parse().expect("cents"),
        })
    };
    let bought: Vec<Rfm> = rows.iter().filter_map(raw).collect();
    let mut scores = rfm::scores(&bought).expect("enough buyers").into_iter();
    let mut segments = std::collections::BTreeSet::new();
    for row in &rows {
        let told = [&row["r_score"], &row["f_score"], &row["m_score"]].map(String::as_str);
        match raw(row) {
            None => assert_eq!(
                (told, &*row["segment"], &*row["stage"]),
                (["0"; 3], "unknown", "potential")
            ),
            Some(_) => {
                let score = scores.next().expect("a score");
                let want = [score.r, score.f, score.m].map(|one| one.to_string());
                assert_eq!(told.map(str::to_owned), want);
                assert_eq!(row["segment"], Segment::of(score).code());
                segments.insert(row["segment"].clone());
            }
        }
    }
    assert!(segments.len() > 3, "{segments:?}");
}

#[test]
fn a_calendar_has_both_ways_of_telling_a_promise() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = hostile();
    for (promises, want) in [
        (Promises::Event, "BEGIN:VEVENT"),
        (Promises::Todo, "BEGIN:VTODO"),
    ] {
        let out = folder.path().join(want.replace(':', "-"));
        export(
            &mut app,
            Order::new(Kind::Ics(promises), out.clone(), Lang::Zh),
        );
        let text = fs::read_to_string(out).expect("text");
        assert!(
            text.contains(want) && text.contains("RRULE:FREQ=YEARLY") && text.contains("birthday-")
        );
    }
}
