//! The book in order, by keys: verified days, the quality board that opens its lists, the data dictionary, bulk owners.

use shuke::tui::state::Focus;

use crate::desk::Desk;

fn shop() -> Desk {
    Desk::at("2026-03-02")
        .with_customers(&["王芳 13800138000", "王方 13800138000", "李雷 13900139000"])
        .sized(120, 32)
        .keys("2")
}

#[test]
fn the_dictionary_and_the_stale_ones_are_opened_by_their_words() {
    Desk::at("2026-03-02")
        .with_customers(&["王芳 13866668000"])
        .keys(":")
        .types("schema")
        .keys("<Enter>")
        .sees("数据字典")
        .types("customer.city")
        .sees("city")
        .keys("<Esc><Esc>:")
        .types("view stale")
        .keys("<Enter>")
        .sees("久未核实");
    Desk::at("2026-03-02")
        .in_english()
        .keys(":")
        .types("view stale")
        .keys("<Enter>")
        .sees("Not verified");
}

#[test]
fn a_counter_of_the_board_opens_its_list_and_back_shows_everyone() {
    shop()
        .keys("gu")
        .sees("完整度平均分")
        .sees("疑似重复（电话相同）")
        .types("重复")
        .keys("<Enter>")
        .sees_in(Focus::Customers, "有:重号")
        .sees_in(Focus::Customers, "王方")
        .not_sees_in(Focus::Customers, "李雷")
        .keys("<Esc>")
        .sees_in(Focus::Customers, "李雷");
}

#[test]
fn v_verifies_one_and_asks_before_several() {
    // Typed in today is verified today: V has nothing to do.
    let desk = shop().keys("V").sees("没有变化").after_seconds(10);
    desk.sees_in(Focus::Profile, "核实     03-02 周一")
        .keys("*V")
        .sees("将修改 3 位客户中的 3 位")
        .keys("y")
        .after_seconds(10)
        .not_sees_in(Focus::Customers, "已标记");
}

#[test]
fn several_customers_are_given_an_owner_in_one_step() {
    shop()
        .keys("*e")
        .sees("改这 3 位客户的什么？")
        .keys("o")
        .types("小李")
        .keys("<Enter>")
        .sees("将修改 3 位客户中的 3 位")
        .keys("y")
        .after_seconds(10)
        .sees_in(Focus::Profile, "小李")
        .keys("u")
        .after_seconds(10)
        .not_sees_in(Focus::Profile, "小李");
}

#[test]
fn the_dictionary_is_searched_in_either_language() {
    shop()
        .keys("gs")
        .sees("数据字典")
        .types("legal")
        .sees("customer.legal_basis")
        .keys("<Esc>")
        .in_english()
        .keys("gs")
        .types("birthday")
        .sees("生日 / birthday");
}
