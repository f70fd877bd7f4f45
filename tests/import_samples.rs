//! Imports every sample under `tests/formats` and compares the report with its `expected.json`, as `check.py` of the contract does.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use serde_json::{Value, json};
use shuke::codec::preset::{Field, Presets, Role};
use shuke::codec::value::zone::Zone;
use shuke::codec::{Options, Source, Stop, import, inspect, read};
use shuke::domain::phone::Region;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

#[test]
fn every_sample_imports_as_its_contract_says() {
    let mut wrong = Vec::new();
    let cases = cases(Path::new("tests/formats"));
    assert!(cases.len() >= 50, "samples are missing");
    for case in cases {
        let expected: Value =
            serde_json::from_slice(&fs::read(case.join("expected.json")).unwrap()).unwrap();
        let report = report(&case, &expected);
        if let Ok(folder) = std::env::var("SHUKE_REPORTS") {
            let name = format!("{}.json", case.file_name().unwrap().to_string_lossy());
            fs::write(
                Path::new(&folder).join(name),
                serde_json::to_string_pretty(&report).unwrap(),
            )
            .unwrap();
        }
        wrong.extend(
            differences(&expected, &report)
                .into_iter()
                .map(|d| format!("{}: {d}", case.display())),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_wrong_report_is_seen_to_be_wrong() {
    let expected = json!({"counts": {"customers": 1}, "customers": [{"match": {"name": "孔一"}, "expect": {"phones": ["+8615100000181"]}}],
        "rejects": [{"reason": "ragged_row"}], "no_text": ["\u{1b}"]});
    let report =
        json!({"error": null, "customers": [{"name": "孔一", "phones": [], "notes": "\u{1b}"}]});
    assert_eq!(differences(&expected, &report).len(), 3);
    assert_eq!(
        differences(&json!({"error": "empty_file"}), &report).len(),
        1
    );
}

fn cases(root: &Path) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.join("expected.json").is_file())
        .collect();
    cases.sort();
    cases
}

fn report(case: &Path, expected: &Value) -> Value {
    let names = expected["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f.as_str().unwrap());
    let sources = names
        .map(|name| Source {
            name: name.to_owned(),
            bytes: fs::read(case.join(name)).unwrap(),
        })
        .collect();
    let mut options = Options::new(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
    if let Some(region) = expected["options"]["region"].as_str() {
        options.region = Region::parse(region).unwrap();
    }
    options.zone = expected["options"]["tz"].as_str().and_then(Zone::parse);
    serde_json::to_value(import(sources, &options, &Presets::builtin().unwrap())).unwrap()
}

fn differences(expected: &Value, report: &Value) -> Vec<String> {
    let Some(alternatives) = expected["any_of"].as_array() else {
        return against(expected, report);
    };
    let tried = alternatives.iter().map(|alternative| {
        let mut merged = expected.clone();
        merged
            .as_object_mut()
            .unwrap()
            .extend(alternative.as_object().unwrap().clone());
        against(&merged, report)
    });
    tried.min_by_key(Vec::len).unwrap_or_default()
}

fn against(expected: &Value, report: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let code = &report["error"]["code"];
    let wanted = &expected["error"];
    if !(wanted == code || wanted.as_array().is_some_and(|codes| codes.contains(code))) {
        wrong.push(format!("error: want {wanted} got {code}"));
    }
    for (kind, want) in expected["counts"].as_object().into_iter().flatten() {
        let got = count(report, kind);
        let (least, most) = match want.as_u64() {
            Some(exact) => (exact, exact),
            None => (
                want["min"].as_u64().unwrap_or(0),
                want["max"].as_u64().unwrap_or(u64::MAX),
            ),
        };
        if !(least..=most).contains(&got) {
            wrong.push(format!("count {kind}: want {want} got {got}"));
        }
    }
    for kind in ["customers", "orders", "interactions", "tasks"] {
        for wanted in list(expected, kind) {
            let matching =
                list(report, kind).filter(|r| mismatches(&wanted["match"], r).is_empty());
            let best = matching
                .map(|r| mismatches(&wanted["expect"], r))
                .min_by_key(Vec::len);
            match best {
                Some(fields) => wrong.extend(
                    fields
                        .into_iter()
                        .map(|f| format!("{kind} {}: {f}", wanted["match"])),
                ),
                None => wrong.push(format!("{kind}: none matches {}", wanted["match"])),
            }
        }
    }
    for (kind, code) in [
        ("rejects", "reason"),
        ("skips", "reason"),
        ("warnings", "code"),
    ] {
        let missing = list(expected, kind).filter(|want| {
            let codes = want[code]
                .as_array()
                .cloned()
                .unwrap_or_else(|| vec![want[code].clone()]);
            let kinds: &[&str] = match want["reject_or_skip"].as_bool() {
                Some(true) => &["rejects", "skips"],
                _ => &[kind],
            };
            let mut pool = kinds.iter().flat_map(|k| list(report, k));
            !pool.any(|got| codes.contains(&got[code]) && is_there(want, got))
        });
        wrong.extend(missing.map(|want| format!("{kind}: missing {want}")));
    }
    for absent in list(expected, "absent") {
        let kind = absent["kind"].as_str().unwrap();
        if list(report, kind).any(|r| mismatches(&absent["match"], r).is_empty()) {
            wrong.push(format!("must not exist: {absent}"));
        }
    }
    let stored = json!([
        report["customers"],
        report["orders"],
        report["interactions"],
        report["tasks"]
    ]);
    wrong.extend(
        list(expected, "no_text")
            .filter(|t| holds(&stored, t.as_str().unwrap()))
            .map(|t| format!("stored text must not contain {t}")),
    );
    wrong
}

fn list<'a>(of: &'a Value, kind: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    of[kind].as_array().into_iter().flatten()
}

fn count(report: &Value, kind: &str) -> u64 {
    let of = |person: &str| {
        list(report, "customers")
            .filter(|c| c["kind"] == person)
            .count() as u64
    };
    match kind {
        "people" => of("person"),
        "companies" => of("company"),
        _ => list(report, kind).count() as u64,
    }
}

fn is_there(want: &Value, got: &Value) -> bool {
    let free = want["line"].is_null() && want["record"].is_null();
    free || ["line", "record"]
        .iter()
        .any(|k| !want[k].is_null() && want[k] == got[k])
}

fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(s) => s.contains(text),
        Value::Array(items) => items.iter().any(|v| holds(v, text)),
        Value::Object(fields) => fields.values().any(|v| holds(v, text)),
        _ => false,
    }
}

fn mismatches(wanted: &Value, record: &Value) -> Vec<String> {
    let fields = wanted.as_object().into_iter().flatten();
    fields
        .filter(|(k, want)| !field_fits(k, want, record))
        .map(|(k, want)| format!("{k} want {want} got {}", record[base(k)]))
        .collect()
}

fn base(key: &str) -> &str {
    ["_contains", "_include", "_one_of"]
        .iter()
        .find_map(|end| key.strip_suffix(end))
        .unwrap_or(key)
}

fn field_fits(key: &str, want: &Value, record: &Value) -> bool {
    let got = &record[base(key)];
    let each = |v: &Value| v.as_array().cloned().unwrap_or_else(|| vec![v.clone()]);
    if key.ends_with("_contains") {
        let whole = each(got).iter().map(text).collect::<Vec<_>>().join(" ");
        return each(want).iter().all(|w| whole.contains(&text(w)));
    }
    if key.ends_with("_include") {
        return each(want)
            .iter()
            .all(|w| each(got).iter().any(|g| text(g) == text(w)));
    }
    if key.ends_with("_one_of") {
        return each(want).iter().any(|w| same(base(key), w, got));
    }
    same(key, want, got)
}

fn same(key: &str, want: &Value, got: &Value) -> bool {
    let empty = |v: &Value| v.is_null() || v == "" || v.as_array().is_some_and(Vec::is_empty);
    if empty(want) || empty(got) {
        return empty(want) && empty(got);
    }
    match key {
        "phones" | "emails" | "tags" => sorted(want) == sorted(got),
        "created" | "date" | "time" | "due" => same_time(&text(want), &text(got)),
        "amount" | "price" | "qty" => decimal(want).is_some() && decimal(want) == decimal(got),
        "items" => same_items(want, got),
        _ => text(want) == text(got),
    }
}

/// Every item wanted is there once, in any order, and no other.
fn same_items(want: &Value, got: &Value) -> bool {
    let mut left = got.as_array().cloned().unwrap_or_default();
    let wanted = want.as_array().unwrap();
    wanted.len() == left.len()
        && wanted.iter().all(|w| {
            let at = left.iter().position(|g| mismatches(w, g).is_empty());
            at.map(|at| left.remove(at)).is_some()
        })
}

/// The number as millionths.
fn decimal(value: &Value) -> Option<i128> {
    let text = text(value);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let millionths: i128 = format!("{fraction:0<6}").parse().ok()?;
    Some(sign * (whole.parse::<i128>().ok()? * 1_000_000 + millionths))
}

fn sorted(list: &Value) -> Vec<String> {
    let mut items: Vec<String> = list.as_array().unwrap().iter().map(text).collect();
    items.sort();
    items
}

fn same_time(want: &str, got: &str) -> bool {
    match (want.len(), got.len()) {
        (10, _) => {
            got.get(..10) == Some(want)
                || instant(got).is_some_and(|t| t.format("%F").to_string() == want)
        }
        (_, 10) => false,
        _ => instant(want).is_some() && instant(want) == instant(got),
    }
}

fn instant(raw: &str) -> Option<DateTime<FixedOffset>> {
    let china = FixedOffset::east_opt(8 * 3600)?;
    let local = || {
        NaiveDateTime::parse_from_str(raw, "%Y-%m-%dT%H:%M:%S")
            .ok()?
            .and_local_timezone(china)
            .single()
    };
    DateTime::parse_from_rfc3339(raw)
        .ok()
        .map(|t| t.with_timezone(&china))
        .or_else(local)
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
        .nfc()
        .collect::<String>()
        .trim()
        .to_owned()
}

#[test]
fn a_cancelled_reading_stops_at_once() {
    let text = format!("姓名\n{}", "孔一\n".repeat(10_000));
    let source = Source {
        name: "long.csv".to_owned(),
        bytes: text.into_bytes(),
    };
    let options = Options::new(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
    let mut seen = 0;
    let outcome = read(
        vec![source],
        &options,
        &Presets::builtin().unwrap(),
        &mut |_| {
            seen += 1;
            if seen == 5 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    assert_eq!((outcome, seen), (Err(Stop::Cancelled), 5));
}

#[test]
fn a_preview_says_what_each_column_is_taken_for() {
    let source = Source {
        name: "a.csv".to_owned(),
        bytes: "名单\n姓名,消费,手机\n孔一,3,15100000001\n".into(),
    };
    let options = Options::new(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
    let preview = inspect(source, &options, &Presets::builtin().unwrap()).unwrap();
    let roles: Vec<Role> = preview.columns.iter().map(|c| c.role).collect();
    assert_eq!(
        roles,
        [Field::Name, Field::Extra, Field::Phone].map(Role::Field)
    );
    assert_eq!((preview.rows.len(), preview.summary.header_line), (1, 2));
}
