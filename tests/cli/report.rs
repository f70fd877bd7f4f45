//! `shuke report` on the demo shop: every report as people and as programs read it. Renew the files with `UPDATE=1`, and read the diff.

use std::path::Path;

use shuke::app::App;
use shuke::app::clock::Clock;
use shuke::domain::name::Lang;
use shuke::domain::time::Now;

use crate::home::Home;

const DAY: &str = "2026-03-02";

fn demo(lang: Lang) -> Home {
    let home = Home::new();
    let clock = Clock::Fixed(Now::morning_of(DAY).expect("a day"));
    App::demo(Some(&home.path().join("demo.db")), clock, lang, 7).expect("a demo shop");
    home
}

fn printed(home: &Home, lang: &str, words: &[&str]) -> String {
    let all = [
        &["--db", "demo.db", "--lang", lang, "--read-only", "report"],
        words,
        &["--to", DAY],
    ];
    home.ok(&all.concat())
}

#[track_caller]
fn golden(name: &str, told: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cli/reports")
        .join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, told).expect("a golden report");
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        told == known,
        "{name} is otherwise now; it was:\n{known}\nit is:\n{told}"
    );
}

#[test]
fn every_report_of_the_demo_shop_is_as_it_was() {
    let (zh, en) = (demo(Lang::Zh), demo(Lang::En));
    for name in [
        "overview", "segments", "rfm", "cohort", "churn", "baskets", "funnel", "agents",
    ] {
        golden(&format!("{name}.zh.txt"), &printed(&zh, "zh", &[name]));
        golden(&format!("{name}.en.txt"), &printed(&en, "en", &[name]));
    }
    golden(
        "backtest.zh.txt",
        &printed(&zh, "zh", &["churn", "--backtest"]),
    );
    for format in ["csv", "json", "md", "html"] {
        golden(
            &format!("segments.en.{format}"),
            &printed(&en, "en", &["segments", "--format", format]),
        );
    }
}

#[test]
fn every_percentage_stands_with_its_n() {
    let home = demo(Lang::En);
    for name in ["overview", "segments", "rfm", "cohort", "funnel", "agents"] {
        for line in printed(&home, "en", &[name]).lines() {
            for (at, _) in line.match_indices('%') {
                assert!(line[at..].starts_with("% ("), "{name}: {line}");
            }
        }
    }
}

#[test]
fn a_shop_without_sales_has_every_report_in_every_format() {
    let home = Home::with(&["王芳"]);
    for name in [
        "overview", "segments", "rfm", "cohort", "churn", "baskets", "funnel", "agents",
    ] {
        for format in ["text", "csv", "json", "md", "html"] {
            let told = home.ok(&["report", name, "--format", format]);
            assert!(
                !told.contains("NaN") && !told.contains("inf\n"),
                "{name} {format}: {told}"
            );
        }
    }
}
