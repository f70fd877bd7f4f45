//! The daily loop by one kind of hand only: open a follow-up, settle it, say what comes next, look somebody up, take it back.

use crossterm::event::MouseEventKind;
use ratatui::layout::Position;
use shuke::tui::footer::hints;
use shuke::tui::keymap::Action;
use shuke::tui::state::Focus;

use crate::desk::Desk;

fn promised() -> Desk {
    Desk::at("2026-03-02")
        .with_customers(&["王芳 13866668000", "李建国 13912345678"])
        .with_follow_up("王芳", "2026-02-27", "送样品")
        .with_follow_up("李建国", "2026-03-02", "回访")
        .sized(120, 40)
}

fn is_through(desk: Desk) {
    desk.after_seconds(10)
        .not_sees_in(Focus::Queue, "回访")
        .sees_in(Focus::Queue, "今天完成 1")
        .sees_in(Focus::Queue, "送样品");
}

#[test]
fn letters_alone_do_the_daily_loop() {
    let done = promised().keys("jk").keys("j<Space><Enter>1");
    is_through(done);
    promised()
        .keys("gcj")
        .focused_on(Focus::Customers)
        .keys("gpjk")
        .focused_on(Focus::Profile)
        .keys("gl")
        .focused_on(Focus::Log)
        .keys("gqgg")
        .focused_on(Focus::Queue);
}

#[test]
fn arrows_and_named_keys_do_the_daily_loop() {
    let done = promised()
        .keys("<Down><Up><End><Home><Down>")
        .keys("<Space><Enter><Down><Up><Enter>");
    is_through(done);
    promised()
        .keys("<Right><Down><Up>")
        .focused_on(Focus::Customers)
        .keys("<Enter>")
        .focused_on(Focus::Profile)
        .keys("<Right>")
        .focused_on(Focus::Log)
        .keys("<Left><Esc>")
        .focused_on(Focus::Customers)
        .keys("<F1><Down><Down><Up><Esc>")
        .focused_on(Focus::Customers);
}

/// Where a text stands on the screen.
fn place(desk: &Desk, text: &str) -> Position {
    for (y, line) in (0..).zip(desk.lines()) {
        if let Some(at) = line.find(text) {
            let before = unicode_width::UnicodeWidthStr::width(&line[..at]);
            return Position::new(u16::try_from(before).expect("a small screen"), y);
        }
    }
    panic!("{text} is not on the screen:\n{}", desk.screen());
}

fn click(desk: Desk, text: &str) -> Desk {
    let at = place(&desk, text);
    desk.clicks(at.x, at.y).after_seconds(1)
}

fn click_hint(desk: Desk, action: Action) -> Desk {
    let footer = desk.state.areas().expect("room").footer;
    let hint = hints(&desk.state, footer)
        .into_iter()
        .find(|hint| hint.action == action)
        .unwrap_or_else(|| panic!("no hint for {action:?}:\n{}", desk.screen()));
    desk.clicks(hint.area.x + 1, hint.area.y).after_seconds(1)
}

#[test]
fn the_mouse_alone_does_the_daily_loop() {
    let desk = click(promised(), "回访");
    let desk = click_hint(desk, Action::Complete).sees("完成跟进");
    let desk = click_hint(desk, Action::Submit).sees("下一步？");
    let desk = click(desk, "一周后");
    is_through(desk);
}

/// What every hand must reach: the promise kept, the other customer in view, and the last step taken back.
fn is_a_whole_day(desk: Desk) {
    desk.after_seconds(10)
        .sees_in(Focus::Profile, "王芳")
        .sees_in(Focus::Queue, "今天完成 0")
        .sees_in(Focus::Queue, "回访");
}

#[test]
fn letters_alone_do_a_whole_day() {
    let desk = promised().keys("j<Space><Enter>1").after_seconds(10);
    let desk = desk
        .sees_in(Focus::Queue, "今天完成 1")
        .keys("2/")
        .types("wf");
    let desk = desk
        .keys("<Enter>")
        .sees_in(Focus::Profile, "王芳")
        .keys("l");
    let desk = desk
        .types("电话 要两盒龙井")
        .keys("<Enter>1")
        .after_seconds(10);
    let desk = desk
        .sees_in(Focus::Log, "要两盒龙井")
        .keys("u")
        .after_seconds(10);
    is_a_whole_day(desk.not_sees_in(Focus::Log, "要两盒龙井").keys("u"));
}

/// Whether the row under the pointer of a menu has this text.
fn points_at(desk: &Desk, text: &str) -> bool {
    let row = |line: &String| line.contains(&format!("▸ {text} "));
    desk.lines().iter().any(row)
}

#[test]
fn arrows_alone_do_a_whole_day() {
    let mut desk = promised()
        .keys("<Down><Space><Enter><Enter>")
        .after_seconds(10);
    desk = desk.sees_in(Focus::Queue, "今天完成 1").keys("<Right>");
    while !desk.pane(Focus::Profile).contains("王芳") {
        desk = desk.keys("<Down>");
    }
    desk = desk
        .keys("<Enter>")
        .focused_on(Focus::Profile)
        .keys("<Right>");
    desk = desk.focused_on(Focus::Log).keys("<F1>");
    while !points_at(&desk, "撤销") {
        desk = desk.keys("<Down>");
    }
    is_a_whole_day(desk.keys("<Enter>"));
}

#[test]
fn the_mouse_alone_does_a_whole_day() {
    let desk = click_hint(click(promised(), "回访"), Action::Complete);
    let desk = click(click_hint(desk, Action::Submit), "一周后").after_seconds(10);
    let desk = desk.sees_in(Focus::Queue, "今天完成 1");
    let list = desk
        .state
        .areas()
        .and_then(|areas| areas.customers)
        .expect("shown");
    let row = (list.y..list.bottom()).find(|y| desk.lines()[usize::from(*y)].contains("王芳"));
    let mut desk = desk
        .clicks(list.x + 3, row.expect("a row"))
        .sees_in(Focus::Profile, "王芳");
    desk = click_hint(desk.after_seconds(1), Action::Help);
    for _ in 0..60 {
        if points_at(&desk, "撤销") {
            break;
        }
        desk.mouse(MouseEventKind::ScrollDown, 60, 20);
    }
    is_a_whole_day(click(desk, "撤销 "));
}

#[test]
fn a_click_on_a_title_focuses_its_pane() {
    let mut desk = promised();
    for pane in [Focus::Log, Focus::Profile, Focus::Customers, Focus::Queue] {
        let area = desk
            .state
            .areas()
            .and_then(|areas| areas.of(pane))
            .expect("shown");
        desk = desk
            .clicks(area.x + 3, area.y)
            .focused_on(pane)
            .after_seconds(1);
    }
}

#[test]
fn menus_and_forms_take_clicks() {
    let desk = promised().keys(":").types("安排跟进");
    let rows = desk.lines();
    let filter = rows
        .iter()
        .position(|line| line.contains("安排跟进"))
        .expect("typed");
    let y = u16::try_from(filter + 1).expect("a small screen");
    desk.clicks(60, y).sees("日期加要做的事");
    let form = promised().keys("a");
    let form = click(form, "备注名");
    form.types("小芳").sees("小芳").cursor_after("小芳");
    let form = click(promised().keys("a").types("陈静"), "职务").types("店长");
    form.keys("<Ctrl-s>").sees("陈静");
}

#[test]
fn the_wheel_moves_what_is_under_it_and_leaves_the_focus() {
    let mut desk = promised();
    let at = desk
        .state
        .areas()
        .and_then(|areas| areas.customers)
        .expect("shown");
    let before = desk.state.customers.selected();
    desk.mouse(MouseEventKind::ScrollDown, at.x + 2, at.y + 3);
    assert_ne!(desk.state.customers.selected(), before);
    let desk = desk.focused_on(Focus::Queue).keys("z");
    let mut desk = desk.sees("推迟多久");
    let before = desk.screen();
    desk.mouse(MouseEventKind::ScrollDown, 2, 2);
    assert_ne!(desk.screen(), before, "the question, not the pane under it");
}

/// Clicks where a text stands furthest down and to the right: in the log.
fn click_last(desk: Desk, text: &str) -> Desk {
    let lines = desk.lines();
    let (y, line) = (0..)
        .zip(&lines)
        .filter(|(_, line)| line.contains(text))
        .last()
        .expect("shown");
    let before = &line[..line.rfind(text).expect("shown")];
    let x = unicode_width::UnicodeWidthStr::width(before);
    desk.clicks(u16::try_from(x).expect("a small screen"), y)
        .after_seconds(1)
}

#[test]
fn a_click_picks_a_row_in_profile_and_log() {
    let desk = promised()
        .keys("2gg")
        .keys("l")
        .types("电话 5m 已接 要两盒龙井")
        .keys("<Enter>1l")
        .types("微信 问发货")
        .keys("<Enter>1")
        .after_seconds(10);
    let desk = click(desk, "139****5678").focused_on(Focus::Profile);
    let desk = desk.keys("x").sees_in(Focus::Profile, "打不通");
    let desk = click_last(desk.after_seconds(10), "要两盒龙井").focused_on(Focus::Log);
    let desk = desk.keys("c").sees("要两盒龙井").sees("更正");
    let desk = click_last(desk.keys("<Esc>"), "问发货").focused_on(Focus::Log);
    desk.keys("c").sees("更正").sees("问发货");
}
