//! Working the follow-up queue.

use shuke::tui::state::Focus;

use crate::desk::Desk;

fn promised() -> Desk {
    Desk::at("2026-03-02")
        .with_customers(&["王芳 13866668000"])
        .with_follow_up("王芳", "2026-02-27", "送样品")
}

#[test]
fn the_queue_is_focused_at_start_and_says_how_late_things_are() {
    promised()
        .focused_on(Focus::Queue)
        .sees_in(Focus::Queue, "逾期 1")
        .sees_in(Focus::Queue, "逾期3天")
        .sees_in(Focus::Queue, "送样品")
        .sees_in(Focus::Profile, "王芳");
}

#[test]
fn a_done_follow_up_leads_to_the_next_one() {
    promised()
        .keys("<Space>")
        .types("电话 已接 周末来取")
        .keys("<Enter>1")
        .sees("王芳")
        .after_seconds(10)
        .not_sees_in(Focus::Queue, "送样品")
        .sees_in(Focus::Queue, "今天完成 1")
        .sees_in(Focus::Log, "周末来取");
}

#[test]
fn done_without_a_word_still_asks_what_comes_next() {
    promised()
        .keys("<Space><Enter>")
        .sees("下一步？")
        .keys("2")
        .sees("已完成跟进：王芳")
        .sees_in(Focus::Queue, "04-01");
}

#[test]
fn the_last_promise_is_not_closed_without_a_next_step_or_a_reason() {
    promised()
        .keys("<Space><Enter>0")
        .sees("没有下一步，为什么？")
        .keys("<Enter>")
        .sees("还没写内容")
        .types("已成交")
        .keys("<Enter>")
        .sees("已完成跟进：王芳")
        .after_seconds(10)
        .sees("都办完了")
        .sees_in(Focus::Log, "已成交");
}

#[test]
fn a_snooze_is_two_keys() {
    promised()
        .keys("z3")
        .sees("已推迟跟进：王芳")
        .after_seconds(10)
        .not_sees_in(Focus::Queue, "逾期 1")
        .sees_in(Focus::Queue, "03-05");
}

#[test]
fn a_snooze_takes_a_day_in_words() {
    promised()
        .keys("z")
        .types("下周一")
        .cursor_after("下周一")
        .sees("03-09")
        .keys("<Enter>")
        .sees("已推迟跟进：王芳")
        .after_seconds(10)
        .sees_in(Focus::Queue, "03-09");
}

#[test]
fn a_day_that_is_not_understood_is_said_so() {
    promised()
        .keys("z/")
        .types("随便")
        .keys("<Enter>")
        .sees("没看懂日期");
}

#[test]
fn a_cancelled_follow_up_keeps_its_reason() {
    promised()
        .keys("x<Enter>")
        .sees("还没写内容")
        .types("不再联系")
        .keys("<Enter>")
        .sees("已取消跟进：王芳")
        .after_seconds(10)
        .not_sees_in(Focus::Queue, "送样品")
        .sees_in(Focus::Log, "不再联系");
}

#[test]
fn a_follow_up_is_planned_in_one_line() {
    Desk::at("2026-03-02")
        .with_customers(&["王芳 13866668000"])
        .keys("2f")
        .types("明天 送样品")
        .sees("到期日")
        .keys("<Enter>")
        .sees("已安排跟进：王芳")
        .after_seconds(10)
        .keys("1")
        .sees_in(Focus::Queue, "送样品");
}

#[test]
fn thirty_follow_ups_are_worked_without_leaving_the_queue() {
    let mut desk = Desk::at("2026-03-02");
    for n in 0..30 {
        let name = format!("客户{n:02}");
        let line = format!("{name} 139000000{n:02}");
        desk = desk
            .with_customers(&[line.as_str()])
            .with_follow_up(&name, "2026-03-02", "回访");
    }
    for n in 0..30 {
        desk = desk
            .sees(&format!("今天完成 {n}"))
            .keys("<Space><Enter>1")
            .focused_on(Focus::Queue);
    }
    desk.sees_in(Focus::Queue, "今天完成 30")
        .sees_in(Focus::Queue, "7天内 30");
}

#[test]
fn undoing_brings_a_follow_up_back_where_it_was() {
    promised()
        .keys("z3u")
        .sees("撤销：推迟跟进 王芳")
        .after_seconds(10)
        .sees_in(Focus::Queue, "逾期3天");
}

#[test]
fn the_day_turns_while_the_desk_is_open() {
    Desk::at("2026-03-02")
        .with_customers(&["王芳 13866668000"])
        .with_follow_up("王芳", "2026-03-03", "送样品")
        .not_sees_in(Focus::Queue, "今天 1")
        .after_seconds(86_400)
        .sees_in(Focus::Queue, "今天 1");
}

#[test]
fn the_loop_reads_the_same_in_english() {
    Desk::at("2026-03-02")
        .in_english()
        .with_customers(&["Jane Smith 13866668000"])
        .with_follow_up("Jane Smith", "2026-02-27", "bring samples")
        .sees_in(Focus::Queue, "3d late")
        .keys("<Space>")
        .types("call 5m answered wants two boxes, call back friday")
        .keys("<Enter>")
        .sees("And next?")
        .keys("1")
        .sees("Done: log interaction, Jane Smith")
        .after_seconds(10)
        .sees_in(Focus::Log, "wants two boxes")
        .keys("z3")
        .sees("Done: snooze follow-up, Jane Smith")
        .keys("u")
        .sees("Undid: snooze follow-up, Jane Smith");
}
