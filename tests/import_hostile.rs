//! Whatever the bytes: an answer in time and in bounded memory, never a panic, never a control character in what would be stored.

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::Value;
use shuke::codec::preset::Presets;
use shuke::codec::report::{ErrorCode, Report};
use shuke::codec::{Options, Source, import, inspect};
use shuke::domain::clean::is_clean;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn presets() -> &'static Presets {
    static PRESETS: OnceLock<Presets> = OnceLock::new();
    PRESETS.get_or_init(|| Presets::builtin().unwrap())
}

fn options() -> Options {
    Options::new(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap())
}

fn source(name: &str, bytes: Vec<u8>) -> Source {
    Source {
        name: name.to_owned(),
        bytes,
    }
}

fn report(name: &str, bytes: Vec<u8>) -> Report {
    import(vec![source(name, bytes)], &options(), presets())
}

fn code(name: &str, bytes: Vec<u8>) -> Option<ErrorCode> {
    report(name, bytes).error.map(|e| e.code)
}

fn imports_cleanly(name: &str, bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let preview = inspect(source(name, bytes.clone()), &options(), presets());
    prop_assert!(preview.is_ok() || preview.is_err_and(|e| e.file == 0));
    let report = report(name, bytes);
    prop_assert!(report.error.is_none() || report.customers.is_empty());
    prop_assert!(report.error.is_some() || !report.files.is_empty());
    let stored = (
        &report.customers,
        &report.orders,
        &report.interactions,
        &report.tasks,
    );
    strings_are_clean(&serde_json::to_value(stored).unwrap())
}

fn strings_are_clean(value: &Value) -> Result<(), TestCaseError> {
    match value {
        Value::String(s) => prop_assert!(is_clean(s) && !s.contains('\u{fffd}'), "{s:?}"),
        Value::Array(items) => items.iter().try_for_each(strings_are_clean)?,
        Value::Object(fields) => fields.values().try_for_each(strings_are_clean)?,
        _ => {}
    }
    Ok(())
}

/// The bytes of every sample file whose name ends so.
fn samples(end: &str) -> Vec<Vec<u8>> {
    let cases = fs::read_dir("tests/formats").unwrap();
    let mut files: Vec<PathBuf> = cases
        .flat_map(|case| fs::read_dir(case.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| {
            let name = path.to_string_lossy().into_owned();
            name.ends_with(end) && !name.ends_with(".json")
        })
        .collect();
    files.sort();
    files.iter().map(|path| fs::read(path).unwrap()).collect()
}

type Edit = (prop::sample::Index, u8);

fn edit(bytes: &mut [u8], edits: &[Edit]) {
    for (at, byte) in edits {
        if !bytes.is_empty() {
            bytes[at.index(bytes.len())] = *byte;
        }
    }
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)
}

/// The entries of a zip file.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut inside = Vec::new();
            file.read_to_end(&mut inside).unwrap();
            (file.name().unwrap().into_owned(), inside)
        })
        .collect()
}

fn zipped(entries: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A sample workbook with one entry exchanged.
fn workbook_with(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    let sample = fs::read("tests/formats/16_generic_xlsx_zh/老客户.xlsx").unwrap();
    let mut inside = entries(&sample);
    inside.retain(|(n, _)| n != name);
    inside.push((name.to_owned(), bytes));
    zipped(&inside, CompressionMethod::Deflated)
}

fn sheet(rows: &str) -> Vec<u8> {
    format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>").into_bytes()
}

fn text_cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_get_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        imports_cleanly("random", bytes)?;
    }

    #[test]
    fn random_cells_under_a_real_header_get_an_answer(
        which in 0_usize..4,
        cells in "[\\PC\\x00-\\x1f,\",\n\r\t0-9+*;/年月日-]{0,400}",
    ) {
        let header = [
            "姓名,手机,生日,创建时间,邮箱,标签,备注",
            "订单号,日期,收货人,手机,商品名称,数量,单价,订单金额,退款金额,订单状态,售后状态",
            "时间,发送人,聊天对象,消息内容,类型",
            "Id,WhoId,WhatId,Subject,ActivityDate,Status",
        ][which];
        imports_cleanly("cells.csv", format!("{header}\n{cells}").into_bytes())?;
    }

    #[test]
    fn random_properties_of_a_card_get_an_answer(
        lines in "((TEL|BDAY|N|FN|ADR|ORG|NOTE|item1\\.X-ABLabel|IMPP|X-ANDROID-CUSTOM|GENDER)(;[A-Z=\"-]{0,12})?:[\\PC\\x00-\\x1f=;,\\\\]{0,30}\r\n ?){0,12}",
    ) {
        imports_cleanly("a.vcf", format!("BEGIN:VCARD\r\n{lines}END:VCARD\r\n").into_bytes())?;
    }

    #[test]
    fn mutated_samples_get_an_answer(
        which in any::<prop::sample::Index>(),
        edits in edits(),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let samples = samples("");
        let mut bytes = which.get(&samples).clone();
        edit(&mut bytes, &edits);
        if let (Some(cut), false) = (cut, bytes.is_empty()) {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        imports_cleanly("mutated", bytes)?;
    }

    #[test]
    fn mutated_old_workbooks_get_an_answer(edits in edits()) {
        for mut bytes in samples(".xls") {
            edit(&mut bytes, &edits);
            imports_cleanly("mutated.xls", bytes)?;
        }
    }

    #[test]
    fn workbooks_of_mutated_parts_get_an_answer(
        which in any::<prop::sample::Index>(),
        part in any::<prop::sample::Index>(),
        edits in edits(),
    ) {
        let books: Vec<Vec<u8>> = samples(".xlsx").into_iter().chain(samples(".ods")).collect();
        let readable: Vec<_> = books.iter().filter(|b| ZipArchive::new(Cursor::new(b)).is_ok()).collect();
        let mut inside = entries(which.get(&readable).as_slice());
        let at = part.index(inside.len());
        edit(&mut inside[at].1, &edits);
        imports_cleanly("mutated.xlsx", zipped(&inside, CompressionMethod::Stored))?;
    }
}

#[test]
fn absurd_files_are_refused_by_size() {
    let wide = format!("姓名,手机\n{}\n", ",".repeat(10_000));
    let long = format!("姓名,手机\n{}\n", "x".repeat(5 * 1024 * 1024));
    for text in [wide, long] {
        assert_eq!(
            code("absurd.csv", text.into_bytes()),
            Some(ErrorCode::TooLarge)
        );
    }
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let started = Instant::now();
    let zeros = vec![b' '; 16 * 1024 * 1024];
    for name in [
        SHEET,
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "docProps/other.xml",
    ] {
        let bomb = workbook_with(name, zeros.clone());
        assert_eq!(code("bomb.xlsx", bomb), Some(ErrorCode::TooLarge), "{name}");
    }
    let archive = zipped(&[("a.csv".to_owned(), zeros)], CompressionMethod::Deflated);
    assert_eq!(code("bomb.zip", archive), Some(ErrorCode::TooLarge));
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn an_entry_larger_than_it_says_is_refused() {
    let mut book = workbook_with(SHEET, sheet(&"<row/>".repeat(50_000)));
    let size = u32::try_from(sheet(&"<row/>".repeat(50_000)).len()).unwrap();
    let found: Vec<usize> = book
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == size.to_le_bytes())
        .map(|(at, _)| at)
        .collect();
    assert!(!found.is_empty());
    for at in found {
        book[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert_eq!(code("liar.xlsx", book), Some(ErrorCode::CorruptFile));
}

#[test]
fn room_is_not_made_for_strings_that_are_not_there() {
    for count in [
        "18446744073709551615",
        "4000000000",
        "99999999999999999999999",
    ] {
        let strings = format!("<sst uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
        let book = workbook_with("xl/sharedStrings.xml", strings.into_bytes());
        assert_eq!(code("sst.xlsx", book), Some(ErrorCode::CorruptFile));
    }
}

#[test]
fn entities_are_never_expanded() {
    let header = text_cell("A1", "姓名") + &text_cell("B1", "手机");
    let row = text_cell("A2", "孔&lol;") + &text_cell("B2", "15100000001");
    let body = sheet(&format!(
        "<row r=\"1\">{header}</row><row r=\"2\">{row}</row>"
    ));
    let mut xml =
        b"<!DOCTYPE x [<!ENTITY lol \"lolololol\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
            .to_vec();
    xml.extend_from_slice(&body);
    let report = report("dtd.xlsx", workbook_with(SHEET, xml));
    assert!(!serde_json::to_string(&report).unwrap().contains("lololo"));
}

#[test]
fn cells_far_away_cost_nothing() {
    let header = text_cell("A1", "姓名") + &text_cell("B1", "手机");
    let far = text_cell("A1048576", "孔一") + &text_cell("B1048576", "15100000001");
    let rows = format!("<row r=\"1\">{header}</row><row r=\"1048576\">{far}</row>");
    let found = report("far.xlsx", workbook_with(SHEET, sheet(&rows)));
    assert_eq!(found.customers.len(), 1);
    assert_eq!(found.customers[0].at.line, 1_048_576);
    let wide = format!("<row r=\"1\">{header}{}</row>", text_cell("XFD1", "x"));
    assert_eq!(
        code("wide.xlsx", workbook_with(SHEET, sheet(&wide))),
        Some(ErrorCode::TooLarge)
    );
}

#[test]
fn an_archive_with_a_password_is_called_by_its_name() {
    let mut archive = zipped(
        &[("a.csv".to_owned(), b"a".to_vec())],
        CompressionMethod::Stored,
    );
    // The flag of the entry, in its own header and in the directory.
    archive[6] |= 1;
    let directory = archive.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    archive[directory + 8] |= 1;
    assert_eq!(code("locked.zip", archive), Some(ErrorCode::EncryptedFile));
}

#[test]
fn a_large_export_is_read_in_time() {
    let mut text = String::from("订单号,下单时间,收货人,手机,商品名称,数量,订单金额,订单状态\n");
    for at in 0..20_000 {
        text.push_str(&format!(
            "D{},2024-03-05 10:00:00,客{},151{:08},茶,1,9.90,已完成\n",
            at / 2,
            at / 2 % 3_000,
            at / 2 % 3_000
        ));
    }
    let started = Instant::now();
    let report = report("large.csv", text.into_bytes());
    assert_eq!(
        (report.orders.len(), report.customers.len()),
        (10_000, 3_000)
    );
    assert!(started.elapsed() < Duration::from_secs(30));
}
