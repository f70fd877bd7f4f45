//! Selling at the desk: one line a sale, money back, points, coupons, wishes, and a scanner that is a keyboard.

use shuke::tui::state::Focus;

use crate::desk::Desk;

fn shop() -> Desk {
    Desk::at("2026-03-02").with_customers(&["王芳 13800138000", "李雷 13900139000"])
}

fn with(name: &str) -> Desk {
    shop().keys("/").types(name).keys("<Enter>")
}

#[test]
fn a_sale_is_shown_before_it_is_saved_and_brings_points() {
    with("王芳")
        .keys("b")
        .types("龙井 2 396 微信")
        .sees("龙井 x2")
        .sees("微信")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "396 分");
}

#[test]
fn what_was_sold_before_is_offered_and_filled_in_by_its_initials() {
    with("王芳")
        .keys("b")
        .types("明前龙井 198")
        .keys("<Enter>b")
        .types("mq")
        .sees("明前龙井 (mqlj)")
        .keys("<Tab>")
        .types("x2")
        .sees("¥396")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "594 分");
}

#[test]
fn money_back_never_exceeds_what_was_bought_and_takes_its_points() {
    let desk = with("王芳").keys("b").types("龙井 2 396").keys("<Enter>4x");
    let desk = desk.types("100").keys("<Enter>").sees("-¥100");
    desk.keys("3")
        .sees_in(Focus::Profile, "296 分")
        .keys("4jx")
        .types("300")
        .keys("<Enter>")
        .sees("只剩");
}

#[test]
fn taking_back_a_sale_whose_points_are_spent_is_refused_with_the_reason() {
    with("王芳")
        .keys("b")
        .types("龙井 396")
        .keys("<Enter>g$")
        .types("加减")
        .keys("<Enter>")
        .types("-300 换礼品")
        .keys("<Enter><Esc><Esc>")
        .sees_in(Focus::Profile, "96 分")
        .keys("u")
        .sees_in(Focus::Profile, "396 分")
        .keys("u")
        .not_sees_in(Focus::Profile, "分");
}

#[test]
fn a_coupon_is_issued_and_redeemed_once_from_the_page() {
    with("王芳")
        .keys("g$<Enter>")
        .types("满100减20 3天后")
        .keys("<Enter>g$")
        .sees("核销")
        .keys("<Enter>g$")
        .sees("已核销");
}

#[test]
fn a_wish_stands_on_the_profile() {
    with("王芳")
        .keys("p")
        .types("+want 儿童安全座椅 <2000 10月")
        .sees("预算")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "儿童安全座椅");
}

#[test]
fn a_scanned_phone_opens_its_customer_from_any_pane_and_leaves_the_panes_as_they_were() {
    for pane in ["1", "2", "3", "4"] {
        with("李雷")
            .keys(pane)
            .after_seconds(1)
            .keys("13800138000<Enter>")
            .sees_in(Focus::Profile, "王芳")
            .focused_on(Focus::Customers);
    }
}

#[test]
fn a_number_that_nobody_has_offers_to_add_somebody() {
    // The hint of the line has a number of its own.
    Desk::at("2026-03-02")
        .with_customers(&["李雷 13900139000"])
        .keys("3")
        .after_seconds(1)
        .keys("88880001<Enter>")
        .sees("没有人用")
        .sees("88880001");
}

/// Somebody who buys a tea every 30 days, the last time 28 days ago.
fn regular() -> Desk {
    let mut desk = shop();
    for day in ["2025-12-04", "2026-01-03", "2026-02-02"] {
        desk.buys("王芳", day, "龙井", 19_800);
    }
    desk
}

#[test]
fn what_may_be_needed_again_stands_in_the_queue_until_it_is_answered() {
    let desk = regular().learns().keys("1");
    let desk = desk
        .sees_in(Focus::Queue, "可能再买 1")
        .sees_in(Focus::Queue, "误差 0 天 n=1")
        .sees_in(Focus::Queue, "03-04")
        .sees_in(Focus::Queue, "龙井");
    desk.keys("<Space>")
        .after_seconds(10)
        .not_sees_in(Focus::Queue, "可能再买")
        .sees_in(Focus::Profile, "龙井可能快用完了")
        .keys("u")
        .after_seconds(10)
        .sees_in(Focus::Queue, "可能再买 1")
        .keys("x")
        .after_seconds(10)
        .not_sees_in(Focus::Queue, "可能再买");
}

#[test]
fn whoever_buys_early_or_must_not_be_contacted_is_not_suggested() {
    let mut desk = regular();
    desk.buys("王芳", "2026-02-28", "龙井", 19_800);
    let desk = desk.not_sees_in(Focus::Queue, "可能再买");
    drop(desk);
    regular()
        .keys("/")
        .types("王芳")
        .keys("<Enter>Dy")
        .after_seconds(10)
        .not_sees_in(Focus::Queue, "可能再买");
}

#[test]
fn a_way_to_win_back_plans_an_apology_an_offer_and_a_visit() {
    with("王芳")
        .keys("g$")
        .types("得罪过")
        .sees("还没试过")
        .keys("<Enter>")
        .sees_in(Focus::Profile, "先认错道歉")
        .sees_in(Focus::Profile, "补偿上次的不")
        .keys("g$")
        .types("得罪过")
        .sees("试过1位");
}
