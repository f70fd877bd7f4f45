//! Adding, editing, logging, tagging, revealing, deleting, undoing.

use shuke::tui::state::Focus;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";

fn wang() -> Desk {
    Desk::at(DAY)
        .with_customers(&["王芳 13866668000"])
        .keys("2")
}

#[test]
fn a_name_alone_makes_a_customer_who_is_then_in_the_list() {
    Desk::at(DAY)
        .keys("a")
        .types("陈静")
        .cursor_after("陈静")
        .keys("<Ctrl-s>")
        .sees("已新建客户：陈静")
        .after_seconds(10)
        .focused_on(Focus::Customers)
        .sees_in(Focus::Customers, "陈静")
        .sees_in(Focus::Profile, "陈静");
}

#[test]
fn a_form_without_a_name_says_so_and_stays_open() {
    Desk::at(DAY)
        .keys("a<Tab>")
        .types("13866668000")
        .keys("<Ctrl-s>")
        .sees("还没有姓名")
        .sees("新建客户");
}

#[test]
fn the_form_warns_of_a_number_that_somebody_else_has() {
    wang()
        .keys("a")
        .types("王方")
        .keys("<Tab>")
        .types("13866668000")
        .sees("可能已有：王芳 138****8000（同电话");
}

#[test]
fn a_pasted_slip_fills_the_form_and_saves_nothing_by_itself() {
    for opens in ["a", "A"] {
        Desk::at(DAY)
            .keys(opens)
            .pastes("收货人：李娜\n电话：139 1234 5678\n地址：浙江省杭州市西湖区文三路100号\n备注：放门口")
            .sees("已从粘贴的文字填好 5 项")
            .sees("杭州市")
            .sees("浙江省杭州市西湖区文三路100号")
            .sees("放门口")
            .keys("<Ctrl-s>")
            .sees("已新建客户：李娜")
            .after_seconds(10)
            .sees_in(Focus::Profile, "139****5678");
    }
}

#[test]
fn a_pasted_value_is_only_that_value() {
    Desk::at(DAY)
        .keys("a")
        .types("李娜")
        .keys("<Tab>")
        .pastes("139 1234 5678")
        .sees("139 1234 5678")
        .keys("<Ctrl-s>")
        .sees("已新建客户：李娜");
}

#[test]
fn one_line_makes_a_whole_customer() {
    Desk::at(DAY)
        .keys("A")
        .types("赵敏 13912345678 #VIP 来源=小红书 微信=zm88")
        .sees("姓名")
        .keys("<Enter>")
        .sees("已新建客户：赵敏")
        .after_seconds(10)
        .sees_in(Focus::Customers, "赵敏")
        .sees_in(Focus::Profile, "139****5678")
        .sees_in(Focus::Profile, "小红书");
}

#[test]
fn a_masked_phone_left_alone_stays_the_same_number() {
    wang()
        .keys("e")
        .types("姐")
        .keys("<Ctrl-s>")
        .sees("已修改资料：王芳姐")
        .keys("r<Enter>")
        .sees_in(Focus::Profile, "138 6666 8000");
}

#[test]
fn a_number_with_a_star_in_it_is_refused() {
    wang()
        .keys("e<Tab><Ctrl-u>")
        .types("139****0000")
        .keys("<Ctrl-s>")
        .sees("不是完整的号码");
}

#[test]
fn a_log_line_shows_what_it_means_and_asks_for_the_next_step() {
    wang()
        .keys("l")
        .types("电话 5m 已接 要两盒龙井 周五回访")
        .cursor_after("周五回访")
        .sees("渠道")
        .sees("5分钟")
        .keys("<Enter>")
        .sees("下一步？")
        .keys("1")
        .sees("已记录互动：王芳")
        .after_seconds(10)
        .sees_in(Focus::Log, "电话")
        .sees_in(Focus::Log, "要两盒龙井")
        .sees_in(Focus::Profile, "03-09");
}

#[test]
fn the_day_a_log_line_names_is_offered_first() {
    wang()
        .keys("l")
        .types("微信 已接 周五回访")
        .keys("<Enter>")
        .sees("按刚才写的")
        .keys("9")
        .after_seconds(10)
        .keys("1")
        .sees_in(Focus::Queue, "王芳")
        .sees_in(Focus::Queue, "回访");
}

#[test]
fn an_entry_of_today_is_amended_in_place() {
    wang()
        .keys("l")
        .types("电话 已接 要一盒")
        .keys("<Enter>04c")
        .cursor_after("要一盒")
        .keys("<Backspace><Backspace>")
        .types("两盒")
        .keys("<Enter>")
        .after_seconds(10)
        .sees_in(Focus::Log, "要两盒")
        .not_sees_in(Focus::Log, "要一盒");
}

#[test]
fn a_revealed_number_is_hidden_again_after_thirty_seconds() {
    wang()
        .keys("r")
        .sees("为什么要看完整号码")
        .keys("<Enter>")
        .sees("138 6666 8000")
        .after_seconds(29)
        .sees("138 6666 8000")
        .after_seconds(2)
        .not_sees("138 6666 8000")
        .sees("138****8000");
}

#[test]
fn a_revealed_number_is_another_customers_secret() {
    let desk = Desk::at(DAY)
        .with_customers(&["王芳 13866668000", "李建国 13912345678"])
        .keys("2r<Enter>");
    let other = if desk.screen().contains("138 6666 8000") {
        "139****5678"
    } else {
        "138****8000"
    };
    desk.keys("j")
        .sees_in(Focus::Profile, other)
        .not_sees("138 6666 8000")
        .not_sees("139 1234 5678");
}

#[test]
fn a_deleted_customer_waits_in_the_bin_and_comes_back() {
    wang()
        .keys("d")
        .sees("把 王芳 移入回收站？")
        .keys("y")
        .sees("已移入回收站：王芳")
        .not_sees_in(Focus::Customers, "王芳")
        .keys("B")
        .sees("王芳")
        .keys("<Enter>")
        .sees("已从回收站恢复：王芳")
        .after_seconds(10)
        .sees_in(Focus::Customers, "王芳")
        .sees_in(Focus::Profile, "138****8000");
}

#[test]
fn saying_no_deletes_nothing() {
    wang()
        .keys("dn")
        .sees_in(Focus::Customers, "王芳")
        .not_sees("已移入回收站");
}

#[test]
fn undo_and_redo_name_the_step_and_outlive_the_program() {
    Desk::on_disk(DAY)
        .with_customers(&["王芳 13866668000"])
        .keys("2l")
        .types("微信 已接 问新茶")
        .keys("<Enter>0")
        .restarted()
        .keys("2u")
        .sees("撤销：记录互动 王芳")
        .not_sees_in(Focus::Log, "问新茶")
        .restarted()
        .keys("2<Ctrl-r>")
        .sees("重做：记录互动 王芳")
        .after_seconds(10)
        .sees_in(Focus::Log, "问新茶");
}

#[test]
fn an_older_step_is_undone_from_the_history() {
    wang()
        .keys("t")
        .types("老客")
        .keys("<Enter>P")
        .types("先问肩伤")
        .keys("<Enter>U")
        .sees("已打标签：王芳")
        .types("打标签")
        .keys("<Enter>")
        .sees("撤销：打标签 王芳")
        .after_seconds(10)
        .not_sees("老客")
        .sees("先问肩伤");
}

#[test]
fn a_tag_goes_on_and_off() {
    wang()
        .keys("t")
        .types("茶友")
        .keys("<Enter>")
        .sees("已打标签：王芳")
        .after_seconds(10)
        .sees_in(Focus::Profile, "茶友")
        .keys("t")
        .types("-茶友")
        .keys("<Enter>")
        .after_seconds(10)
        .not_sees_in(Focus::Profile, "茶友");
}

#[test]
fn a_taboo_stands_in_a_banner_that_no_scrolling_moves() {
    wang()
        .keys("p")
        .types("- 花生过敏")
        .sees("忌")
        .keys("<Enter>P")
        .types("先问肩伤")
        .keys("<Enter>3G")
        .after_seconds(10)
        .sees_in(Focus::Profile, "! 忌 花生过敏")
        .sees_in(Focus::Profile, "! 先问肩伤")
        .sized(40, 10)
        .sees_in(Focus::Profile, "! 忌 花生过敏");
}

#[test]
fn a_preference_is_removed_where_the_pointer_stands() {
    let mut desk = wang()
        .keys("p")
        .types("+ 龙井")
        .keys("<Enter>")
        .after_seconds(10)
        .sees_in(Focus::Profile, "龙井")
        .keys("3g");
    for _ in 0..20 {
        if !desk.pane(Focus::Profile).contains("龙井") {
            return;
        }
        desk = desk.keys("-j");
    }
    panic!("the preference is still there:\n{}", desk.screen());
}

#[test]
fn a_dead_number_is_marked_and_can_be_marked_good_again() {
    let mut desk = wang().keys("3g");
    for _ in 0..20 {
        desk = desk.keys("x");
        if desk.pane(Focus::Profile).contains("打不通") {
            desk.keys("x")
                .after_seconds(10)
                .not_sees_in(Focus::Profile, "打不通");
            return;
        }
        desk = desk.keys("j");
    }
    panic!("no number was marked:\n{}", desk.screen());
}

#[test]
fn a_tier_set_by_hand_is_seen_in_list_and_profile() {
    wang()
        .keys("T")
        .sees("设为哪个等级？")
        .keys("1")
        .sees("已设定等级：王芳")
        .after_seconds(10)
        .sees_in(Focus::Customers, "VIP")
        .sees_in(Focus::Profile, "VIP");
}

#[test]
fn a_customer_changed_elsewhere_is_not_overwritten() {
    let mut desk = wang().keys("e").types("姐");
    let id = desk.customer("王芳");
    desk.app
        .run(&shuke::app::op::Op::Customer(
            shuke::app::customer::Op::Pin {
                id,
                text: "别处".into(),
            },
        ))
        .expect("pinned elsewhere");
    desk.keys("<Ctrl-s>")
        .sees("刚在别处被改过")
        .after_seconds(60)
        .not_sees_in(Focus::Customers, "王芳姐");
}

#[test]
fn somebody_is_erased_for_good_in_two_steps() {
    wang()
        .keys("de")
        .sees("彻底删除“王芳”？")
        .keys("n")
        .sees_in(Focus::Customers, "王芳")
        .keys("dey")
        .not_sees_in(Focus::Customers, "王芳")
        .keys("u")
        .not_sees_in(Focus::Customers, "王芳")
        .keys("B")
        .not_sees("王芳");
}

#[test]
fn whoever_is_set_aside_leaves_the_desk_and_the_bin() {
    wang()
        .keys("dr")
        .sees("限制处理“王芳”？")
        .keys("y")
        .not_sees_in(Focus::Customers, "王芳")
        .keys("B")
        .not_sees("王芳");
}
