//! The dashboard by its keys: what is told, the list behind each number, and the way to the purchases.

use shuke::tui::state::Focus;

use crate::desk::Desk;
use crate::screens::golden;

/// A shop of tea drinkers: one regular is late.
fn shop() -> Desk {
    let mut desk = Desk::at("2026-03-02").with_customers(&["王芳 13800138000", "李雷", "韩梅"]);
    let days = ["2025-12-01", "2025-12-11", "2025-12-21"];
    for day in days {
        desk.buys("王芳", day, "龙井", 39_600);
    }
    desk.buys("李雷", "2026-02-25", "茶杯", 8_800);
    desk
}

#[test]
fn the_numbers_stand_on_top_and_each_opens_its_list_down_to_the_purchases() {
    shop()
        .keys("gd")
        .sees("看板  近 30 天")
        .sees("¥88")
        .sees("数据不足")
        .keys("j")
        .keys("<Enter>")
        .sees("本期买过（1 位）")
        .sees("李雷")
        .keys("<Enter>")
        .focused_on(Focus::Log)
        .sees_in(Focus::Log, "茶杯");
}

#[test]
fn the_late_regular_is_called_first_and_the_reason_is_told() {
    shop()
        .keys("gd2")
        .sees("本周该联系谁（1 位）")
        .sees("王芳")
        .sees("71 天未购")
        .keys("<Enter>")
        .focused_on(Focus::Log)
        .sees_in(Focus::Log, "龙井");
}

#[test]
fn the_period_is_switched_and_the_numbers_follow() {
    shop()
        .keys("gd]")
        .sees("近 90 天")
        .sees("¥880")
        .keys("[[")
        .sees("近 7 天");
}

#[test]
fn tab_goes_through_the_pages_and_the_question_mark_explains() {
    let mut desk = shop().keys("gd");
    for title in [
        "流失风险",
        "RFM 网格",
        "首购月份留存",
        "本店的连带规律",
        "预警回测",
    ] {
        desk = desk.keys("<Tab>").sees(title);
    }
    desk.keys("?")
        .sees("同一天的几单算一次")
        .keys("<Esc>")
        .sees("预警回测")
        .keys("<Esc>")
        .not_sees("预警回测");
}

#[test]
fn an_empty_shop_has_finite_figures_on_every_page() {
    for size in [(80, 24), (200, 60)] {
        let mut desk = Desk::at("2026-03-02")
            .in_english()
            .sized(size.0, size.1)
            .keys("gd");
        for page in ["1", "2", "3", "4", "5", "6"] {
            desk = desk
                .keys(page)
                .not_sees("NaN")
                .not_sees("inf")
                .keys("jjG")
                .keys("<Enter>");
            desk = desk.keys("gd");
        }
    }
}

#[test]
fn the_profile_whispers_that_a_regular_is_late_and_says_nothing_of_who_is_on_time() {
    let desk = shop().learns().keys("2/").types("王芳").keys("<Enter>");
    let mut desk = desk.sees_in(Focus::Profile, "71 天未购");
    desk.buys("王芳", "2026-03-01", "龙井", 39_600);
    desk.not_sees_in(Focus::Profile, "天未购");
}

#[test]
fn the_profile_offers_what_others_took_next_and_this_customer_has_not() {
    let names: Vec<String> = (0..20).map(|n| format!("客人{n}")).collect();
    let lines: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut desk = Desk::at("2026-03-02").with_customers(&lines);
    for (n, name) in names.iter().enumerate() {
        desk.buys(name, "2025-06-01", "袋子", 100);
        desk.buys(name, "2025-10-01", "瑜伽垫", 9_900);
        if n > 1 {
            desk.buys(name, "2025-10-20", "瑜伽服", 29_900);
        }
    }
    desk.learns()
        .keys("2/")
        .types("客人0")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "买过瑜伽垫，还没买瑜伽服")
        .keys("gd5")
        .sees("买了瑜伽垫，30 天内买瑜伽服")
        .sees("90% (18/20)");
}

/// A shop whose every page has something to show.
fn full() -> Desk {
    let names: Vec<String> = (0..24).map(|n| format!("客人{n:02}")).collect();
    let lines: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut desk = Desk::at("2026-03-02").with_customers(&lines);
    let start: chrono::NaiveDate = "2025-07-01".parse().expect("a day");
    for (n, name) in names.iter().enumerate() {
        for visit in 0..(3 + n % 6) {
            let day = start + chrono::TimeDelta::days((n * 5 + visit * (12 + n % 5 * 6)) as i64);
            let (item, cents) = if visit % 2 == 0 {
                ("龙井", 39_600)
            } else {
                ("茶杯", 8_800)
            };
            desk.buys(name, &day.to_string(), item, cents + 100 * n as i64);
        }
    }
    desk
}

#[test]
fn every_page_looks_as_it_did() {
    for (lang, (width, height)) in [
        ("zh", (80, 24)),
        ("en", (80, 24)),
        ("zh", (200, 60)),
        ("en", (200, 60)),
    ] {
        let mut desk = full().sized(width, height);
        if lang == "en" {
            desk = desk.in_english();
        }
        desk = desk.keys("gd]]");
        for page in ["1", "2", "3", "4", "5", "6"] {
            desk = desk.keys(page);
            golden(&format!("dashboard{page}_{width}x{height}_{lang}"), &desk);
        }
    }
    let desk = full().in_ascii().keys("gd]]3");
    golden("dashboard3_80x24_ascii", &desk);
}
