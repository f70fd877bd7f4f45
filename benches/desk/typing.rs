//! The index alone, over customers that no file holds: every keystroke beside one scan of the same text by `memchr`, and what keeping the
//! index costs.

use std::time::Duration;

use shuke::app::clock::Clock;
use shuke::domain::contact::Method;
use shuke::domain::phone;
use shuke::domain::record::Record;
use shuke::search::Row;
use shuke::search::index::Index;
use shuke::search::kept::{self, PREFIX};
use shuke::search::pile::Pile;
use shuke::shop;

use super::inside::TYPED;
use super::samples::Samples;
use super::table::{Table, ratio, told};

const SEED: u64 = 1;
const ROUNDS: usize = 3;
const ANSWERS: usize = 200;
/// Wide and narrow, by every field; each is typed a key at a time.
const BROAD: [&str; 12] = [
    "donald",
    "d",
    "1",
    "8",
    "x",
    "王",
    "wang",
    "lj",
    "qx",
    "鸿图科技",
    "vip",
    "obrien",
];

pub fn row(id: i64, record: &Record) -> Row {
    let contacts = |wanted: Method| {
        let all = record.draft.contacts.iter();
        all.filter(move |c| c.method == wanted)
            .map(|c| c.value.clone())
    };
    Row {
        id,
        name: record.draft.about.name.clone(),
        phones: contacts(Method::Phone).map(|n| phone::digits(&n)).collect(),
        company: record.draft.about.company.clone(),
        tags: record.draft.tags.clone(),
        other: contacts(Method::WeChat).collect(),
        recency: record.said.iter().map(|said| said.at.0).max().unwrap_or(0),
    }
}

/// An index over made-up customers, and the same text for a scan.
pub fn index(customers: usize) -> (Index, String) {
    let (mut pile, mut text) = (Pile::default(), String::new());
    let records = shop::generate(SEED, Clock::System.now()).take(customers);
    for (id, record) in (1..).zip(records) {
        let row = row(id, &record);
        let fields = [&row.name, &row.company].into_iter();
        for field in fields.chain(&row.phones).chain(&row.tags).chain(&row.other) {
            text.push_str(&field.to_lowercase());
            text.push('\n');
        }
        pile.add([row]);
    }
    let mut index = Index::new();
    index.take(&mut pile.sorted(), usize::MAX);
    (index, text)
}

/// Types every text a key at a time.
pub fn type_all(index: &Index, mut each: impl FnMut(&str, &mut dyn FnMut() -> usize)) {
    for text in TYPED.into_iter().chain(BROAD) {
        for (at, c) in text.char_indices() {
            let typed = &text[..at + c.len_utf8()];
            each(typed, &mut || index.find(typed, ANSWERS).hits.len());
        }
    }
}

pub fn measure(customers: usize, table: &mut Table) {
    let (mut index, text) = index(customers);
    // The same texts, looked for in the same fields without their pinyin: what finding would cost at least without an index.
    let mut scan = Samples::default();
    type_all(&index, |typed, _| {
        let finder = memchr::memmem::Finder::new(typed);
        scan.work(|| std::hint::black_box(finder.find_iter(text.as_bytes()).count()));
    });
    let mut keys = Samples::default();
    let mut slow: Vec<(Duration, String)> = Vec::new();
    for _ in 0..ROUNDS {
        type_all(&index, |typed, find| {
            let mut one = Samples::default();
            one.work(find);
            keys.push(one.sum());
            slow.push((one.sum(), typed.to_owned()));
        });
    }
    slow.sort();
    let slowest = slow.iter().rev().take(6);
    let slowest: Vec<String> = slowest
        .map(|(time, typed)| format!("{typed} {}", told(*time)))
        .collect();
    let anchor = scan.p50();
    for (percent, target) in [(50, "≤ 0.1×"), (95, ""), (99, "≤ 0.5×")] {
        let time = keys.percentile(percent);
        let what = format!("a keystroke in the index of {customers}, p{percent}");
        let beside = format!("{} memmem ({})", ratio(time, anchor), told(anchor));
        table.add(what, told(time), target, beside);
    }
    let what = format!("slowest keystrokes of {customers}");
    table.add(what, slowest.join(", "), "", "");
    let beside = format!(
        "{:.2}× its text",
        index.bytes() as f64 / index.text_bytes() as f64
    );
    let memory = format!("{:.0} MB", index.bytes() as f64 / 1e6);
    table.add(
        format!("memory of the index of {customers}"),
        memory,
        "≤ 2.5×",
        beside,
    );
    keep(&mut index, customers, table);
}

fn keep(index: &mut Index, customers: usize, table: &mut Table) {
    let mut write = Samples::default();
    let frames = write.work(|| {
        kept::frames(index, b"bench")
            .collect::<Result<Vec<_>, _>>()
            .expect("frames")
    });
    let mut read = Samples::default();
    let back = read.work(|| {
        let mut back = Index::new();
        for frame in &frames[1..] {
            let prefix: [u8; PREFIX] = frame[..PREFIX].try_into().expect("a prefix");
            kept::read_block(&mut back, &prefix, &frame[PREFIX..]).expect("a block");
        }
        back
    });
    assert_eq!(back.len(), index.len());
    let size: usize = frames.iter().map(Vec::len).sum();
    let beside = format!("{:.0} MB, made in {}", size as f64 / 1e6, told(write.sum()));
    let what = format!("the kept index of {customers} into memory");
    table.add(what, told(read.sum()), "", beside);
}
