//! Full text: every word of a fixed set is found wherever it stands, edits and undo are followed, erased words leave the file.

use std::collections::BTreeSet;

use shuke::app::answer::{Answer, Texts};
use shuke::app::clock::Clock;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::{App, customer, history, import};
use shuke::domain::customer::Draft;
use shuke::domain::fact::Leaning;
use shuke::domain::follow_up::Progress;
use shuke::domain::full_text::Field;
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::interaction::Said;
use shuke::domain::log_line::Channel;
use shuke::domain::purchase::Bought;
use shuke::domain::record::{Promise, Record};
use shuke::domain::time::Now;
use shuke::store::file::Access;

/// Texts of a shop, each with the place it is written in.
const TEXTS: [(Field, &str); 48] = [
    (Field::Said, "水管漏水，客人很急，明天上门"),
    (Field::Said, "投诉包装破损，已道歉，补发一盒"),
    (Field::Said, "要两盒龙井，周五来取"),
    (Field::Said, "嫌价格贵，想等双十一打折"),
    (Field::Said, "微信发了新品图片，没有回复"),
    (Field::Said, "电话无人接听"),
    (Field::Said, "问 iPhone15 手机壳有没有货"),
    (Field::Said, "LATTE 少糖，燕麦奶 oat milk"),
    (Field::Said, "发票开公司抬头，税号 91330100MA27"),
    (Field::Said, "孩子对花生过敏"),
    (Field::Said, "退货2盒，退款 396.00 元"),
    (Field::Said, "说店员态度差"),
    (Field::Said, "Wi-Fi 密码是多少"),
    (Field::Said, "生日想订蛋糕🎂，写“妈妈”"),
    (Field::Said, "喝了红茶a4纸包装的"),
    (Field::Said, "𬱖老师介绍来的"),
    (Field::Promised, "回访：漏水修好没有"),
    (Field::Promised, "送茶样三款"),
    (Field::Promised, "call back about the refund"),
    (Field::Promised, "寄中秋月饼"),
    (Field::Promised, "报价单发邮箱"),
    (Field::Promised, "催尾款 2000"),
    (Field::Fact, "喜欢靠窗的座位"),
    (Field::Fact, "不吃香菜"),
    (Field::Fact, "轮椅出入"),
    (Field::Fact, "面霜过敏"),
    (Field::Fact, "讨厌电话推销"),
    (Field::Fact, "爱喝普洱"),
    (Field::Item, "明前龙井 250g"),
    (Field::Item, "紫砂壶"),
    (Field::Item, "大红袍礼盒"),
    (Field::Item, "美式咖啡"),
    (Field::Item, "Cold brew 1L"),
    (Field::Item, "保湿面膜 5 片"),
    (Field::Item, "洗剪吹"),
    (Field::Note, "老客户介绍，做外贸的"),
    (Field::Note, "妈妈是教师，爸爸在银行"),
    (Field::Note, "住得远，喜欢快递到家"),
    (Field::Note, "ＶＩＰ客户，全角写的"),
    (Field::Note, "Naïve café owner"),
    (Field::Hobbies, "钓鱼、书法、打羽毛球"),
    (Field::Hobbies, "养猫 两只"),
    (Field::Hobbies, "马拉松 marathon"),
    (Field::Address, "杭州市西湖区文一路 8 号"),
    (Field::Address, "上海静安寺旁"),
    (Field::Pinned, "先打电话再上门！"),
    (Field::Pinned, "只用现金"),
    (Field::Pinned, "尾号 4417"),
];

/// One and two characters, longer words, Latin words and their beginnings, numbers, mixtures.
const QUERIES: [&str; 100] = [
    "漏",
    "茶",
    "急",
    "贵",
    "糖",
    "盒",
    "差",
    "的",
    "猫",
    "壶",
    "寄",
    "吹",
    "片",
    "寺",
    "号",
    "款",
    "奶",
    "袍",
    "菜",
    "金",
    "漏水",
    "投诉",
    "龙井",
    "打折",
    "微信",
    "电话",
    "过敏",
    "退货",
    "退款",
    "发票",
    "抬头",
    "税号",
    "态度",
    "店员",
    "密码",
    "生日",
    "蛋糕",
    "妈妈",
    "红茶",
    "介绍",
    "回访",
    "茶样",
    "中秋",
    "月饼",
    "报价",
    "邮箱",
    "尾款",
    "靠窗",
    "座位",
    "香菜",
    "轮椅",
    "面霜",
    "推销",
    "普洱",
    "明前",
    "紫砂",
    "礼盒",
    "咖啡",
    "面膜",
    "外贸",
    "教师",
    "银行",
    "快递",
    "全角",
    "钓鱼",
    "书法",
    "西湖",
    "文一",
    "静安",
    "现金",
    "尾号",
    "上门",
    "𬱖",
    "𬱖老",
    "打羽毛球",
    "水管漏水",
    "大红袍",
    "紫砂壶",
    "没有回复",
    "无人接听",
    "老客户介绍",
    "latte",
    "Latt",
    "oat",
    "milk",
    "iphone15",
    "iPhone",
    "15",
    "refund",
    "call back",
    "cafe",
    "NAIVE",
    "vip",
    "91330100",
    "250g",
    "4417",
    "396",
    "茶a4纸",
    "手机壳 货",
    "退货2盒",
];

fn now() -> Now {
    Now::morning_of("2026-03-02").expect("a day")
}

fn named(n: usize) -> String {
    format!("客{n:02}")
}

/// A customer with one text in one place.
fn record(n: usize, field: Field, text: &str) -> Record {
    let text = text.to_owned();
    let mut record = Record::from(Draft::named(named(n)));
    record.draft.about.source_id = format!("s{n}");
    let day = now().today();
    match field {
        Field::Note => record.draft.about.note = text,
        Field::Hobbies => record.draft.about.hobbies = text,
        Field::Address => record.draft.about.address = text,
        Field::Pinned => record.pinned = text,
        Field::Fact => record.facts.push((Leaning::Likes, text)),
        Field::Said => record.said.push(said(&text)),
        Field::Promised | Field::Closed => record.promised.push(Promise {
            reason: String::new(),
            due: day,
            note: text,
            owner: String::new(),
            progress: Progress::Open,
            closed_at: None,
            source_id: String::new(),
        }),
        Field::Item => record.bought.push(Bought {
            day,
            item: text,
            quantity_milli: 1_000,
            amount_cents: 100,
            pay_method: String::new(),
            source_id: String::new(),
        }),
    }
    record
}

fn said(note: &str) -> Said {
    Said {
        at: now().at,
        channel: Channel::Call,
        direction: None,
        minutes: None,
        outcome: None,
        note: note.to_owned(),
        author: String::new(),
        source_id: String::new(),
    }
}

fn bring_in(app: &mut App, records: Vec<Record>) {
    let op = import::Op {
        records,
        ..import::Op::default()
    };
    app.run(&Op::Import(Box::new(op))).expect("an import");
}

fn shop() -> App {
    let mut app = App::in_memory(Clock::Fixed(now())).expect("a desk");
    let records = TEXTS
        .iter()
        .enumerate()
        .map(|(n, (field, text))| record(n, *field, text));
    bring_in(&mut app, records.collect());
    app
}

fn search(app: &mut App, text: &str) -> Texts {
    match app
        .ask(&Query::Search {
            text: text.to_owned(),
        })
        .expect("an answer")
    {
        Answer::Texts(texts) => texts,
        other => panic!("no texts: {other:?}"),
    }
}

fn found(app: &mut App, text: &str) -> usize {
    search(app, text).hits.len()
}

/// Case, width and accents as a reader overlooks them.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .replace('ｖ', "v")
        .replace('ｉ', "i")
        .replace('ｐ', "p")
        .replace('é', "e")
        .replace('ï', "i")
}

/// Whether a reader would say that the text has every word of the query.
fn has(text: &str, query: &str) -> bool {
    let text = plain(text);
    plain(query).split_whitespace().all(|word| {
        text.match_indices(word).any(|(at, _)| {
            // Latin words and numbers are found by how they start.
            let before = text[..at].chars().next_back();
            let first = word.chars().next().expect("a word");
            let goes_on = |c: char| {
                (first.is_ascii_alphabetic() && c.is_ascii_alphabetic())
                    || (first.is_ascii_digit() && c.is_ascii_digit())
            };
            !before.is_some_and(goes_on)
        })
    })
}

#[test]
fn every_word_of_the_set_is_found_everywhere_and_nowhere_else() {
    let mut app = shop();
    let different: BTreeSet<&str> = QUERIES.into_iter().collect();
    assert_eq!(different.len(), QUERIES.len(), "a query twice");
    for query in QUERIES {
        let expected: BTreeSet<(String, Field)> = TEXTS
            .iter()
            .enumerate()
            .filter(|(_, (_, text))| has(text, query))
            .map(|(n, (field, _))| (named(n), *field))
            .collect();
        assert!(!expected.is_empty(), "{query} is in no text");
        let texts = search(&mut app, query);
        let found: BTreeSet<(String, Field)> = texts
            .hits
            .iter()
            .map(|hit| (hit.name.clone(), hit.field))
            .collect();
        assert_eq!(found, expected, "{query}");
        assert!(!texts.more);
    }
}

#[test]
fn a_hit_says_whose_it_is_where_it_stands_and_what_matched() {
    let mut app = shop();
    let hit = search(&mut app, "轮椅").hits.pop().expect("a hit");
    assert_eq!(
        (hit.name.as_str(), hit.field, hit.excerpt.text.as_str()),
        ("客24", Field::Fact, "轮椅出入")
    );
    assert_eq!(
        (hit.excerpt.marks, hit.day),
        (vec![0, 1], Some(now().today()))
    );
    assert_eq!(found(&mut app, "！！"), 0);
    assert_eq!(found(&mut app, "\" OR note:*"), 0);
}

#[test]
fn edits_undo_and_redo_are_followed() {
    let mut app = shop();
    let hit = search(&mut app, "外贸").hits.pop().expect("a hit");
    let Answer::Card(Some(card)) = app
        .ask(&Query::Card {
            id: hit.customer,
            reveal: None,
        })
        .expect("an answer")
    else {
        panic!("no card");
    };
    let mut draft = Draft {
        about: card.customer.about.clone(),
        ..Draft::default()
    };
    draft.about.note = "改做内贸".into();
    let edit = customer::Op::Edit {
        id: hit.customer,
        seen: card.version,
        draft,
    };
    app.run(&Op::Customer(edit)).expect("an edit");
    assert_eq!((found(&mut app, "外贸"), found(&mut app, "内贸")), (0, 1));
    app.run(&Op::History(history::Op::Undo(None)))
        .expect("an undo");
    assert_eq!((found(&mut app, "外贸"), found(&mut app, "内贸")), (1, 0));
    app.run(&Op::History(history::Op::Redo)).expect("a redo");
    assert_eq!((found(&mut app, "外贸"), found(&mut app, "内贸")), (0, 1));
}

#[test]
fn the_bin_hides_texts_and_an_import_taken_back_takes_them_away() {
    let mut app = shop();
    let id: CustomerId = search(&mut app, "轮椅").hits[0].customer;
    app.run(&Op::Customer(customer::Op::Bin(vec![id])))
        .expect("binned");
    assert_eq!(found(&mut app, "轮椅"), 0);
    app.run(&Op::Customer(customer::Op::Restore(vec![id])))
        .expect("restored");
    assert_eq!(found(&mut app, "轮椅"), 1);
    for _ in 0..3 {
        app.run(&Op::History(history::Op::Undo(None)))
            .expect("an undo");
    }
    assert_eq!(
        QUERIES
            .into_iter()
            .map(|query| found(&mut app, query))
            .sum::<usize>(),
        0
    );
}

#[test]
fn more_hits_than_are_shown_are_said_to_be_there() {
    let mut app = App::in_memory(Clock::Fixed(now())).expect("a desk");
    let records = (0..250).map(|n| record(n, Field::Said, &format!("买茶{n}")));
    bring_in(&mut app, records.collect());
    let texts = search(&mut app, "茶");
    assert_eq!((texts.hits.len(), texts.more), (200, true));
    assert_eq!(texts.hits[0].name, "客249", "newest first");
}

#[test]
fn an_erased_text_leaves_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.shuke");
    App::create(&path, &Clock::Fixed(now())).expect("a file");
    let mut app =
        App::open(&path, Access::Write, Clock::Fixed(now()), Source::Desk).expect("a desk");
    let secret = "饕餮纹 Quetzal 88417";
    bring_in(
        &mut app,
        vec![
            record(0, Field::Said, secret),
            record(1, Field::Note, secret),
            record(2, Field::Item, "普通茶"),
            record(3, Field::Said, "饕餮之前 quest 884"),
        ],
    );
    assert_eq!(found(&mut app, "饕餮纹"), 2);
    drop(app);

    let db = shuke::store::file::open(&path, Access::Write, |bytes| {
        let mut digest = [0; 32];
        digest[..bytes.len().min(32)].copy_from_slice(&bytes[..bytes.len().min(32)]);
        digest
    })
    .expect("the file");
    let indexed = |word: &str| -> i64 {
        db.query_row(
            "SELECT count(*) FROM full_text WHERE full_text MATCH ?1",
            [word],
            |row| row.get(0),
        )
        .expect("a count")
    };
    assert_eq!((indexed("餮纹"), indexed("quetzal")), (2, 2));
    // What an erasure will do: rows, and whatever the history knows of them.
    db.execute_batch(
        "INSERT INTO current_op (id, op_id, seq, secret) VALUES (1, (SELECT max(id) FROM op), 1000000, zeroblob(32));
         DELETE FROM interaction WHERE note LIKE '%Quetzal%';
         UPDATE customer SET note = '' WHERE note LIKE '%Quetzal%';
         DELETE FROM change; DELETE FROM current_op;
         INSERT INTO full_text (full_text) VALUES ('integrity-check');",
    )
    .expect("erased");
    assert_eq!(
        (indexed("餮纹"), indexed("quetzal"), indexed("饕餮")),
        (0, 0, 1)
    );
    db.close().expect("closed");

    let bytes = std::fs::read(&path).expect("bytes");
    let has = |part: &str| {
        bytes
            .windows(part.len())
            .any(|window| window == part.as_bytes())
    };
    // The index writes a term as what differs from the one before it, hence the tails.
    for part in ["餮纹", "纹", "Quetzal", "quetzal", "etzal", "88417", "417"] {
        assert!(!has(part), "{part} is still in the file");
    }
    assert!(has("之前"), "the test looks at the wrong bytes");
}
