//! Any bytes as a file of any kind: an answer, no panic, and nothing raw in what would be stored.
#![no_main]

use std::sync::LazyLock;

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use shuke_fuzz::codec::preset::Presets;
use shuke_fuzz::codec::{Options, Source, import, inspect};
use shuke_fuzz::domain::clean::is_clean;

/// The kinds of files, by their endings; two names are recognised as a whole.
const NAMES: [&str; 12] = [
    "客户.csv", "a.vcf", "b.xlsx", "c.xls", "d.ods", "e.zip", "addressbook", "f.json", "g.txt", "h.tsv", "messages.csv", "i.html",
];

static PRESETS: LazyLock<Presets> = LazyLock::new(|| Presets::builtin().expect("shipped presets"));

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let source = Source {
        name: NAMES[usize::from(*first) % NAMES.len()].to_owned(),
        bytes: bytes.to_vec(),
    };
    let options = Options::new(NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day"));
    let preview = inspect(source.clone(), &options, &PRESETS);
    let report = import(vec![source], &options, &PRESETS);
    assert!(report.error.is_none() || report.customers.is_empty(), "an error with customers");
    drop(preview);
    for customer in &report.customers {
        let texts = [&customer.name, &customer.company, &customer.address, &customer.wechat];
        assert!(texts.into_iter().flatten().all(|text| is_clean(text)), "raw characters in {customer:?}");
    }
});
