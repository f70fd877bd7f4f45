//! Programs of the user's own: by key, by name, for whom, and how their end is told.

use std::io::ErrorKind;
use std::time::Duration;

use shuke::app::answer::Answer;
use shuke::app::query::Query;
use shuke::config;
use shuke::domain::name::Lang;
use shuke::i18n::strings;
use shuke::tui::command::Ended;
use shuke::tui::keymap::Keymap;
use shuke::tui::msg::Msg;
use shuke::tui::state::command::Commands;

use crate::desk::Desk;

const SETTINGS: &str =
    "[[command]]\nkey = \"Alt-k\"\nname = \"打印标签\"\nrun = [\"print-label\"]\n";

/// Three customers, and a program that ends like this.
fn desk(ends: Option<Ended>) -> Desk {
    let mut desk = Desk::at("2026-03-02").with_customers(&[
        "王芳 13866668000",
        "李建国 13912345678",
        "陈静 13700001111",
    ]);
    let (settings, warnings) = config::read(SETTINGS);
    assert_eq!(warnings, []);
    let (keymap, warnings) = Keymap::default().with_own(&settings.commands);
    assert_eq!(warnings, []);
    desk.state.keymap = keymap;
    desk.state.commands = Commands::new(settings.commands);
    desk.ends = ends;
    desk
}

fn well(said: &str) -> Option<Ended> {
    Some(Ended::Well(said.to_owned()))
}

fn names(desk: &Desk) -> Vec<&str> {
    let given = desk.given.iter().flat_map(|(_, cards)| cards);
    given
        .map(|card| card.customer.about.name.as_str())
        .collect()
}

#[test]
fn a_key_gives_the_program_the_current_customer_with_masked_numbers() {
    let desk = desk(well("第 1 张"))
        .keys("2gg<Alt-k>")
        .sees("打印标签：第 1 张");
    assert_eq!(names(&desk), ["陈静"]);
    let shown = &desk.given[0].1[0].contacts[0].text;
    assert!(
        shown.contains('*') && !shown.contains("13700001111"),
        "{shown}"
    );
}

/// The last step of the history, and why it was done.
fn last_note(desk: &mut Desk) -> (String, String) {
    match desk.app.ask(&Query::History { customer: None }) {
        Ok(Answer::History(traces)) => (traces[0].op.kind.clone(), traces[0].purpose.clone()),
        other => panic!("no history: {other:?}"),
    }
}

#[test]
fn the_audit_says_how_many_were_handed_over_and_before_it_happens() {
    let mut desk = desk(well("")).keys("2gg<Space><Space><Alt-k>");
    let (kind, purpose) = last_note(&mut desk);
    assert_eq!(kind, "desk.handed");
    assert_eq!((desk.given[0].1.len(), purpose.as_str()), (2, "2"));
    // What cannot be noted is not handed over.
    let mut refused = self::desk(well(""))
        .refuses(shuke::app::Error::ReadOnly)
        .keys("2<Alt-k>");
    assert_eq!(refused.given.len(), 0);
    refused.presses("<Alt-k>");
    assert_eq!(refused.given.len(), 1, "the next try is heard");
    // And it cannot be taken back.
    desk.keys("u").not_sees("撤销：交给外部程序");
}

#[test]
fn marked_customers_are_given_together_wherever_the_focus_is() {
    let desk = desk(well(""))
        .keys("2gg<Space><Space>3<Alt-k>")
        .sees("打印标签 已完成");
    assert_eq!(names(&desk).len(), 2);
}

#[test]
fn a_program_is_reached_by_its_name_in_the_palette_and_the_help() {
    for (menu, typed) in [
        (":", "打印"),
        (":", "dybq"),
        ("?", "dayin"),
        ("?", "打印标"),
    ] {
        let desk = desk(well("好"))
            .keys(menu)
            .types(typed)
            .sees("Alt-k")
            .keys("<Enter>");
        let desk = desk.sees("打印标签：好");
        assert_eq!(desk.given.len(), 1, "{menu}{typed}");
        assert!(
            !desk.remembered.contains(&"command"),
            "its place may change"
        );
    }
}

#[test]
fn a_bad_end_stays_on_the_screen_and_says_the_exit_code() {
    for (ended, told) in [
        (
            Ended::Badly(Some(3), "没有纸".to_owned()),
            "没有成功（退出码 3）：没有纸",
        ),
        (Ended::Badly(None, String::new()), "被信号终止"),
        (Ended::TimedOut(Duration::from_secs(10)), "超过 10 秒"),
        (Ended::NotStarted(ErrorKind::NotFound), "没能启动"),
    ] {
        let there = desk(Some(ended)).keys("<Alt-k>").after_seconds(60);
        there.sees(told).keys("<Esc>").not_sees(told);
    }
}

#[test]
fn one_runs_at_a_time() {
    let mut there = desk(None).keys("<Alt-k>").sees("正在运行：打印标签");
    there = there
        .keys("<Alt-k>")
        .sees(strings(Lang::Zh).desk.command.busy);
    assert_eq!(there.given.len(), 1);
    there.hear(Msg::Ran("打印标签".to_owned(), Ended::Well(String::new())));
    assert_eq!(there.keys("<Alt-k>").given.len(), 2);
}

#[test]
fn an_empty_shop_gives_the_program_nobody() {
    let there = desk(None);
    let mut empty = Desk::at("2026-03-02");
    empty.state.keymap = there.state.keymap.clone();
    empty.state.commands = Commands::new(config::read(SETTINGS).0.commands);
    empty.ends = well("好");
    let empty = empty.keys("<Alt-k>").sees("打印标签：好");
    assert_eq!((empty.given.len(), names(&empty).len()), (1, 0));
}

#[test]
fn more_customers_than_a_program_takes_are_refused() {
    let lines: Vec<String> = (0..201).map(|n| format!("客户{n:03}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let there = desk(well("")).with_customers(&lines).keys("2ggvG<Alt-k>");
    let there = there.sees("最多交给程序 200 位");
    assert!(there.given.is_empty());
}
