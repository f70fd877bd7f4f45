//! Doing something to many customers at once: marking, the preview, one undo.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use shuke::app::op::Op;
use shuke::tui::state::Focus;

use crate::desk::Desk;

fn shop(customers: usize) -> Desk {
    let lines: Vec<String> = (0..customers)
        .map(|n| format!("客户{n:03} 139{n:08}"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Desk::at("2026-03-02").with_customers(&lines).keys("2")
}

#[test]
fn marked_customers_are_counted_in_the_title_and_esc_lets_go_of_them_first() {
    shop(5)
        .keys("<Space><Space>")
        .sees_in(Focus::Customers, "已标记 2")
        .sees_in(Focus::Customers, "✓")
        .keys("gg<Space>")
        .sees_in(Focus::Customers, "已标记 1")
        .keys("/")
        .types("客户")
        .keys("<Enter><Esc>")
        .not_sees_in(Focus::Customers, "已标记")
        .sees_in(Focus::Customers, "/ 客户")
        .keys("<Esc>")
        .not_sees_in(Focus::Customers, "/ 客户");
}

#[test]
fn a_range_grows_and_shrinks_with_the_selection() {
    shop(6)
        .keys("vjj")
        .sees_in(Focus::Customers, "已标记 3")
        .keys("k")
        .sees_in(Focus::Customers, "已标记 2")
        .keys("vjj")
        .sees_in(Focus::Customers, "已标记 2");
}

#[test]
fn all_hits_of_a_search_are_marked_together() {
    shop(25)
        .keys("/")
        .types("客户01")
        .keys("<Enter>*")
        .sees_in(Focus::Customers, "12/25 | 已标记 12")
        .keys("*")
        .not_sees_in(Focus::Customers, "已标记");
}

#[test]
fn a_tag_tells_first_how_many_it_changes_and_one_undo_takes_it_back() {
    let mut desk = shop(12)
        .keys("t")
        .types("老客")
        .keys("<Enter>")
        .after_seconds(10)
        .keys("*t")
        .types("老客")
        .keys("<Enter>")
        .sees("将修改 12 位客户中的 11 位")
        .keys("y")
        .after_seconds(10)
        .not_sees_in(Focus::Customers, "已标记");
    assert_eq!(carrying(&mut desk, "老客"), 12);
    let mut desk = desk.keys("u");
    assert_eq!(carrying(&mut desk, "老客"), 1);
}

fn carrying(desk: &mut Desk, tag: &str) -> i64 {
    use shuke::app::{answer::Answer, query::Query};
    match desk.app.ask(&Query::Tags).expect("an answer") {
        Answer::Tags(tags) => {
            let found = tags.into_iter().find(|(name, _)| name == tag);
            found.map_or(0, |(_, count)| count)
        }
        other => panic!("no tags: {other:?}"),
    }
}

#[test]
fn tier_follow_up_and_bin_act_on_the_marked_ones() {
    shop(4)
        .keys("vjT1")
        .sees("将修改 2 位客户中的 2 位")
        .keys("<Enter>")
        .after_seconds(10)
        .sees_in(Focus::Customers, "VIP");
    shop(4)
        .keys("*f")
        .types("明天 回访")
        .keys("<Enter>")
        .sees("将修改 4 位客户中的 4 位")
        .keys("y1")
        .after_seconds(10)
        .sees_in(Focus::Queue, "7天内 4");
    shop(4)
        .keys("<Space><Space>d")
        .sees("将修改 2 位客户中的 2 位")
        .keys("y")
        .after_seconds(10)
        .sees_in(Focus::Customers, "客户 2 ")
        .keys("u")
        .after_seconds(10)
        .sees_in(Focus::Customers, "客户 4 ");
}

#[test]
fn saying_no_changes_nothing_and_keeps_the_marks() {
    shop(3)
        .keys("*d")
        .keys("n")
        .sees_in(Focus::Customers, "已标记 3")
        .keys("d<Esc>")
        .sees_in(Focus::Customers, "已标记 3")
        .sees_in(Focus::Customers, "客户 3 ");
}

#[test]
fn what_would_change_nothing_says_so() {
    shop(2)
        .keys("*t")
        .types("-没有的")
        .keys("<Enter>")
        .sees("将修改 2 位客户中的 0 位")
        .keys("y")
        .sees("没有变化");
}

#[test]
fn more_than_a_hundred_are_changed_only_by_typing_how_many() {
    shop(120)
        .keys("*d")
        .sees("将修改 120 位客户中的 120 位")
        .keys("y<Enter>")
        .sees("输入要修改的人数")
        .keys("<Backspace>")
        .types("12")
        .keys("<Enter>")
        .sees("输入要修改的人数")
        .types("0")
        .keys("<Enter>")
        .after_seconds(10)
        .sees_in(Focus::Customers, "客户 0 ")
        .keys("u")
        .after_seconds(10)
        .sees_in(Focus::Customers, "客户 120 ");
}

#[test]
fn a_range_holds_all_between_although_its_beginning_is_out_of_view() {
    let desk = shop(230)
        .keys("ggjjvG")
        .sees_in(Focus::Customers, "已标记 228");
    let desk = desk.keys("kk").sees_in(Focus::Customers, "已标记 226");
    let desk = desk.keys("gg").sees_in(Focus::Customers, "已标记 3");
    let desk = desk.keys("Gv").sees_in(Focus::Customers, "已标记 228");
    desk.keys("gg").sees_in(Focus::Customers, "已标记 228");
}

#[test]
fn all_of_a_long_list_are_marked_together_also_those_out_of_view() {
    shop(250)
        .keys("*")
        .sees_in(Focus::Customers, "已标记 250")
        .keys("*")
        .not_sees_in(Focus::Customers, "已标记")
        .keys("/")
        .types("电话:1390000000")
        .keys("<Enter>*")
        .sees_in(Focus::Customers, "已标记 10");
}

#[test]
fn the_undo_of_a_large_step_shows_how_far_it_is_and_can_be_stopped() {
    let desk = shop(230).keys("*d").types("230").keys("<Enter>");
    let desk = desk
        .after_seconds(10)
        .sees_in(Focus::Customers, "客户 0 ")
        .with_a_stuck_writer()
        .keys("u")
        .sees("撤销和恢复")
        .sees("正在修改…… 0 / 0");
    let before = desk.app.state_hash().expect("a hash");
    let pace = match desk.waiting.as_slice() {
        [Op::Paced { pace, .. }] => Arc::clone(pace),
        other => panic!("not one paced op: {other:?}"),
    };
    pace.total.store(690, Ordering::Relaxed);
    pace.done.store(345, Ordering::Relaxed);
    let desk = desk
        .after_seconds(1)
        .sees("正在修改…… 345 / 690")
        .keys("jd")
        .sees("Esc 停止，什么都不改")
        .keys("<Esc>")
        .writer_goes_on()
        .sees("已取消，什么都没有改")
        .not_sees("撤销和恢复");
    assert_eq!(desk.app.state_hash().expect("a hash"), before);
    desk.keys("u")
        .after_seconds(10)
        .sees_in(Focus::Customers, "客户 230 ");
}
