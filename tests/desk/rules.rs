//! Rules at the desk: made in one line, seen before they work, marked where they worked.

use shuke::app::op::Op;
use shuke::app::purchase;
use shuke::domain::purchase::Bought;
use shuke::tui::msg::Msg;
use shuke::tui::state::Focus;

use crate::desk::Desk;

fn shop() -> Desk {
    let mut desk = Desk::at("2026-03-02")
        .with_customers(&["王芳 13800138000", "李雷 13900139000"])
        .sized(110, 30);
    let customer = desk.customer("王芳");
    let bought = Bought {
        day: "2026-03-01".parse().expect("a day"),
        item: "龙井".into(),
        quantity_milli: 1_000,
        amount_cents: 60_000,
        pay_method: String::new(),
        source_id: String::new(),
    };
    let op = Op::Purchase(purchase::Op::Add { customer, bought });
    desk.app.run(&op).expect("an op");
    desk.hear(Msg::Elsewhere);
    desk.keys("2/").types("王芳").keys("<Enter>")
}

#[test]
fn a_rule_is_typed_previewed_and_switched_on_and_its_tag_says_that_it_is_automatic() {
    shop()
        .keys("gr<Enter>")
        .types("消费30天>=500 => 发短信:hi")
        .keys("<Enter>")
        .sees("规则不能做“发短信:hi”")
        .keys("<Ctrl-u>")
        .types("消费30天>=500 => +高价值")
        .keys("<Enter>")
        .sees("[停用] +高价值")
        .types("高价值")
        .keys("<Enter>e")
        .sees("会得到：1 位")
        .sees("+ 王芳 138****8000")
        .not_sees_in(Focus::Profile, "#高价值")
        .keys("y")
        .sees("[启用] +高价值")
        .sees("1 位符合")
        .keys("<Esc>")
        .after_seconds(10)
        .sees_in(Focus::Profile, "#高价值(自动)")
        .sees_in(Focus::Log, "规则“+高价值”：+高价值")
        .keys("u")
        .after_seconds(10)
        .not_sees_in(Focus::Profile, "#高价值");
}

#[test]
fn in_english_a_rule_reads_in_english() {
    shop()
        .in_english()
        .keys("gr<Enter>")
        .types("消费30天>=500 => +loyal")
        .keys("<Enter>")
        .sees("[off] +loyal  spend_30d>=500 => +loyal")
        .keys("<Enter><Esc><Down><Enter>")
        .after_seconds(10)
        .not_sees("Running");
}
