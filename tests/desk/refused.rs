//! A write that does not come about: what was typed is on the screen again, letter by letter, and the desk goes on without it.

use shuke::app::Error;
use shuke::app::answer::Answer;
use shuke::app::query::Query;
use shuke::store;
use shuke::tui::msg::{Left, Msg};

use crate::desk::Desk;

const DAY: &str = "2026-03-02";
const FULL: &str = "磁盘满了";

fn full() -> Error {
    Error::Store(store::Error::Full)
}

fn wang() -> Desk {
    Desk::on_disk(DAY)
        .with_customers(&["王芳 13866668000", "李雷 13912345678"])
        .with_follow_up("王芳", "2026-03-02", "问新茶")
        .keys("2j")
}

fn is_kept(desk: &mut Desk) -> bool {
    match desk.app.ask(&Query::Draft) {
        Ok(Answer::Draft(kept)) => kept.is_some(),
        other => panic!("no answer: {other:?}"),
    }
}

#[test]
fn every_line_comes_back_as_it_was_typed() {
    for (open, typed, send) in [
        ("l", "电话  要两盒龙井 ", "<Enter>1"),
        ("l", "电话 要两盒龙井", "<Enter>0"),
        ("A", "陈静 13711112222", "<Enter>"),
        ("f", "周五 送样茶", "<Enter>"),
        ("p", "对花生过敏", "<Enter>"),
        ("t", "老茶客", "<Enter>"),
        ("P", "只在下午打电话", "<Enter>"),
    ] {
        let desk = wang().keys(open).types(typed).refuses(full()).keys(send);
        let desk = desk.sees(FULL).sees(typed.trim()).cursor_after(typed);
        let desk = desk.keys(send);
        assert!(desk.state.dialogs.is_empty(), "{open}: {}", desk.screen());
    }
}

#[test]
fn a_day_typed_for_the_next_step_comes_back_and_so_does_its_line() {
    let desk = wang().keys("l").types("电话 要两盒").keys("<Enter>");
    let desk = desk.types("周五").refuses(full()).keys("<Enter>");
    let desk = desk.sees(FULL).cursor_after("周五");
    desk.keys("<Esc>").cursor_after("电话 要两盒");
}

#[test]
fn leaving_the_question_what_comes_next_goes_back_to_the_line() {
    let desk = wang().keys("l").types("电话 要两盒").keys("<Enter>");
    desk.sees("下一步")
        .keys("<Esc>")
        .cursor_after("电话 要两盒");
}

#[test]
fn a_question_about_nothing_typed_does_not_come_back() {
    let desk = wang().keys("d").refuses(full()).keys("y");
    assert!(desk.sees(FULL).state.dialogs.is_empty());
}

#[test]
fn reading_finding_and_quitting_go_on_while_nothing_can_be_written() {
    let desk = wang().keys("l").types("电话").refuses(full());
    let desk = desk.keys("<Enter>0").sees(FULL).keys("<Esc>");
    let desk = desk.keys("/").types("李雷").keys("<Enter>").sees("李雷");
    let desk = desk.keys("<Esc><Esc>?").sees("按键").keys("<Esc>q");
    assert_eq!(desk.left, Some(Left::Status(0)));
}

#[test]
fn what_is_not_written_yet_survives_a_crash() {
    let mut desk = wang().keys("l").types("电话 要两盒").after_seconds(1);
    assert!(is_kept(&mut desk));
    let mut desk = desk.with_a_stuck_writer().keys("<Enter>0").after_seconds(9);
    assert!(is_kept(&mut desk), "the op is still on its way");
    desk.restarted().sees("有没保存的内容");
}

#[test]
fn quitting_waits_for_the_write_and_stays_where_it_is_refused() {
    let desk = wang().keys("l").types("电话 要两盒").with_a_stuck_writer();
    let mut desk = desk.keys("<Enter>0q").sees("还在保存");
    assert_eq!(desk.left, None);
    desk.hear(Msg::Done(Err(full())));
    assert_eq!(desk.left, None);
    let desk = desk.sees(FULL).cursor_after("电话 要两盒");
    let desk = desk.keys("<Enter>0qq");
    assert_eq!(desk.left, Some(Left::Status(0)), "asked twice, at once");
}

#[test]
fn quitting_ends_by_itself_when_the_write_is_through() {
    let desk = wang().keys("l").types("电话").with_a_stuck_writer();
    let mut desk = desk.keys("<Enter>0q");
    assert_eq!(desk.left, None);
    let op = shuke::app::op::Op::History(shuke::app::history::Op::Undo(None));
    let done = desk.app.run(&op);
    desk.hear(Msg::Done(done));
    assert_eq!(desk.left, Some(Left::Status(0)));
}
