//! The first start: three ways into a new shop, and nothing in the way of an old one.

use shuke::tui::msg::Left;
use shuke::tui::state::Focus;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";

#[test]
fn a_new_shop_is_set_up_once_and_never_asked_again() {
    let desk = Desk::brand_new(DAY)
        .sees("欢迎使用熟客")
        .keys("1")
        .sees("店名")
        .types("山风茶铺")
        .keys("<Ctrl-s>")
        .sees("山风茶铺");
    desk.after_seconds(60)
        .not_sees("欢迎使用熟客")
        .focused_on(Focus::Queue)
        .sees("山风茶铺");
}

#[test]
fn a_shop_set_up_with_blanks_is_not_new_any_more() {
    let desk = Desk::brand_new(DAY).keys("1<Ctrl-s>").after_seconds(60);
    assert_eq!(desk.state.pulse().map(|pulse| pulse.is_new), Some(false));
}

#[test]
fn setting_up_in_the_other_language_keeps_what_was_typed() {
    Desk::brand_new(DAY)
        .keys("1")
        .types("Hillside Tea")
        .keys("<F2>")
        .sees("Set up the shop")
        .not_sees("店名")
        .keys("<Ctrl-s>")
        .after_seconds(60)
        .sees("Hillside Tea")
        .sees("Follow-ups");
}

#[test]
fn a_new_shop_can_show_the_demo_first() {
    assert_eq!(Desk::brand_new(DAY).keys("2").left, Some(Left::ForDemo));
}

#[test]
fn a_dropped_file_is_read_whichever_way_the_terminal_quotes_it() {
    for (dropped, path) in [
        ("/tmp/客户 资料.csv", "/tmp/客户 资料.csv"),
        ("'/tmp/客户 资料.csv'", "/tmp/客户 资料.csv"),
        ("/tmp/a\\ b.csv ", "/tmp/a b.csv"),
        ("file:///tmp/a.csv", "/tmp/a.csv"),
    ] {
        let desk = Desk::brand_new(DAY)
            .keys("3")
            .pastes(dropped)
            .keys("<Enter>");
        assert_eq!(
            desk.read.as_deref(),
            Some(std::path::Path::new(path)),
            "{dropped}"
        );
    }
}

#[test]
fn whoever_says_later_is_at_the_desk() {
    Desk::brand_new(DAY).keys("0").focused_on(Focus::Queue);
    Desk::brand_new(DAY)
        .in_english()
        .keys("<Esc>")
        .focused_on(Focus::Queue);
}

#[test]
fn the_first_customer_is_saved_within_a_few_keys() {
    Desk::brand_new(DAY)
        .keys("0a")
        .types("王芳")
        .keys("<Ctrl-s>")
        .after_seconds(10)
        .sees_in(Focus::Customers, "王芳");
}

#[test]
fn q_leaves_the_welcome() {
    let desk = Desk::brand_new(DAY).sees("退出").keys("q");
    assert_eq!(desk.left, Some(Left::Status(0)));
}
