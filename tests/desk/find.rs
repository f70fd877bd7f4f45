//! Finding a customer.

use shuke::tui::state::Focus;

use crate::desk::Desk;

fn shop() -> Desk {
    Desk::at("2026-03-02").with_customers(&[
        "王芳 13866668000 公司=云栖茶行 #VIP",
        "李建国 13912345678",
        "Tom Baker 13711112222",
    ])
}

#[test]
fn a_customer_is_found_by_whatever_is_remembered_of_them() {
    for typed in [
        "王芳",
        "芳",
        "wangfang",
        "wf",
        "8000",
        "13866668000",
        "云栖",
        "VIP",
    ] {
        shop()
            .keys("/")
            .types(typed)
            .sees_in(Focus::Customers, "王芳")
            .not_sees_in(Focus::Customers, "李建国")
            .sees_in(Focus::Profile, "138****8000");
    }
}

#[test]
fn a_latin_name_is_found_by_part_of_it() {
    for typed in ["tom", "Baker", "bak", "2222"] {
        shop()
            .keys("/")
            .types(typed)
            .sees_in(Focus::Customers, "Tom Baker")
            .not_sees_in(Focus::Customers, "王芳");
    }
}

#[test]
fn the_cursor_stands_behind_what_is_typed() {
    shop()
        .keys("/")
        .types("王芳")
        .cursor_after("王芳")
        .keys("<Left>")
        .cursor_after("王")
        .keys("<Home>")
        .cursor_after("/ ");
}

#[test]
fn nothing_found_says_what_to_do_and_esc_brings_the_list_back() {
    shop()
        .keys("/")
        .types("查无此人")
        .sees("没有匹配的")
        .keys("<Esc>")
        .sees_in(Focus::Customers, "李建国");
}

#[test]
fn a_search_is_kept_when_the_pane_is_left() {
    shop()
        .keys("/")
        .types("wf")
        .keys("<Enter><Tab><Tab><Tab>2")
        .focused_on(Focus::Customers)
        .sees_in(Focus::Customers, "wf")
        .not_sees_in(Focus::Customers, "李建国");
}

#[test]
fn two_customers_of_one_name_are_told_apart_by_their_phones() {
    Desk::at("2026-03-02")
        .with_customers(&["王芳 13866668000", "王芳 13912345678"])
        .keys("2")
        .sees_in(Focus::Customers, "王芳 8000")
        .sees_in(Focus::Customers, "王芳 5678");
}

#[test]
fn n_goes_to_the_next_match_and_capital_n_back() {
    let desk = Desk::at("2026-03-02")
        .with_customers(&["王芳 13866668000", "王方 13912345678"])
        .keys("/")
        .types("wf")
        .keys("<Enter>");
    let first = desk.state.current();
    let desk = desk.keys("n");
    assert_ne!(desk.state.current(), first);
    assert_eq!(desk.keys("N").state.current(), first);
}

#[test]
fn signs_make_a_search_strict() {
    let shop = || {
        Desk::at("2026-03-02").with_customers(&[
            "王芳 13866668000 #VIP",
            "王建国 13912345678",
            "李王芳 13711112222",
            "Wangfangming 13611110000",
        ])
    };
    let all = ["王芳", "王建国", "李王芳", "Wangfangming"];
    for (typed, found) in [
        ("^王", vec!["王芳", "王建国"]),
        ("^wang", vec!["王芳", "王建国", "Wangfangming"]),
        ("王 ^王芳$", vec!["王芳"]),
        ("芳$", vec!["王芳", "李王芳"]),
        ("2222$", vec!["李王芳"]),
        ("^139", vec!["王建国"]),
        ("'王芳 !^李", vec!["王芳"]),
        ("王 !vip", vec!["王建国", "李王芳"]),
        ("！vip ^王", vec!["王建国"]),
    ] {
        let rows = shop().keys("2/").types(typed).pane(Focus::Customers);
        let cells: Vec<&str> = rows.split_whitespace().collect();
        let seen: Vec<&str> = all
            .into_iter()
            .filter(|name| cells.contains(name))
            .collect();
        assert_eq!(seen, found, "{typed}\n{rows}");
    }
}
