//! Any text where a person types: an answer or a refusal, no panic, and what is printed reads back as the same.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use shuke_fuzz::domain::birthday::Birthday;
use shuke_fuzz::domain::filter::Filter;
use shuke_fuzz::domain::log_line::LogLine;
use shuke_fuzz::domain::name::Lang;
use shuke_fuzz::domain::phone::{self, Region};
use shuke_fuzz::domain::quick_add::QuickAdd;
use shuke_fuzz::domain::{day, email, name, pasted};

fuzz_target!(|text: &str| {
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    if let Some(birthday) = Birthday::parse(text) {
        assert_eq!(Birthday::parse(&birthday.to_string()), Some(birthday));
    }
    day::parse(text, today);
    if let Some((range, _)) = day::find(text, today) {
        assert!(text.get(range).is_some(), "a range that cuts a character");
    }
    drop(LogLine::parse(text, today));
    drop(QuickAdd::parse(text));
    drop(pasted::read(text));
    phone::parse_cell(text, Region::default());
    email::parse_cell(text);
    name::family_len(text);
    filter_prints_as_it_reads(text);
});

/// A filter that can be read prints as one that means the same.
fn filter_prints_as_it_reads(text: &str) {
    let Ok(read) = Filter::parse(text) else { return };
    for lang in [Lang::Zh, Lang::En] {
        let printed = read.print(lang);
        assert_eq!(Filter::parse(&printed).as_ref(), Ok(&read), "{printed}");
    }
}
