//! Unsaved text outlives the program: kept a moment after typing stops, offered once, gone when it is saved, dropped or its customer is.

use shuke::app::answer::Answer;
use shuke::app::customer;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::tui::state::Focus;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";

fn wang() -> Desk {
    Desk::on_disk(DAY)
        .with_customers(&["王芳 13866668000", "李雷 13912345678"])
        .keys("2")
}

fn is_kept(desk: &mut Desk) -> bool {
    match desk.app.ask(&Query::Draft) {
        Ok(Answer::Draft(kept)) => kept.is_some(),
        other => panic!("no answer: {other:?}"),
    }
}

#[test]
fn a_log_line_survives_a_crash_and_goes_on_where_it_was() {
    let desk = wang().keys("jl").types("电话 要两盒龙井").after_seconds(1);
    let desk = desk
        .restarted()
        .sees("有没保存的内容：记录互动 王芳")
        .keys("y")
        .cursor_after("要两盒龙井");
    let mut desk = desk.types(" 周五取").keys("<Enter>0").after_seconds(10);
    assert!(!is_kept(&mut desk));
    desk.sees_in(Focus::Log, "要两盒龙井 周五取")
        .restarted()
        .not_sees("没保存");
}

#[test]
fn nothing_is_kept_before_typing_stops_and_the_desk_sleeps_until_then() {
    let mut desk = wang().keys("l").types("电话");
    assert!(!is_kept(&mut desk));
    let wake = desk.state.next_wake().0 - desk.state.now.at.0;
    assert!((1..=1000).contains(&wake), "{wake}");
    let mut desk = desk.after_seconds(1);
    assert!(is_kept(&mut desk));
    assert!(desk.state.next_wake().0 - desk.state.now.at.0 > 1000);
}

#[test]
fn what_is_cancelled_is_forgotten_at_once() {
    let mut desk = wang()
        .keys("l")
        .types("电话")
        .after_seconds(1)
        .keys("<Esc>");
    assert!(!is_kept(&mut desk));
    let mut desk = desk.keys("l").after_seconds(1);
    assert!(!is_kept(&mut desk), "an empty line is no text");
}

#[test]
fn a_line_that_waits_for_its_next_step_is_still_kept() {
    let mut desk = wang()
        .keys("l")
        .types("电话 要两盒")
        .after_seconds(1)
        .keys("<Enter>");
    assert!(is_kept(&mut desk));
    let mut desk = desk.sees("下一步").keys("1");
    assert!(!is_kept(&mut desk));
}

#[test]
fn a_form_comes_back_with_every_field() {
    let desk = wang()
        .keys("a")
        .types("陈静")
        .keys("<Tab>")
        .types("13700001111")
        .keys("<Tab><Tab><Tab><Right>")
        .after_seconds(1)
        .restarted()
        .sees("新建客户")
        .keys("y");
    desk.sees("陈静")
        .sees("13700001111")
        .sees("女")
        .keys("<Ctrl-s>")
        .sees("已新建客户：陈静");
}

#[test]
fn a_script_form_comes_back_with_every_field() {
    let desk = wang()
        .keys(";<Ctrl-t>")
        .types("yq")
        .keys("<Tab>")
        .types("邀请")
        .keys("<Tab><Tab><Right><Tab>")
        .types("新茶到了")
        .after_seconds(1)
        .restarted()
        .sees("新话术")
        .keys("y");
    let desk = desk.sees("邀请").sees("新茶到了");
    let mut desk = desk.keys("<Ctrl-s>").sees("已新增话术");
    assert!(!is_kept(&mut desk));
    let mut desk = desk.keys("2;<Ctrl-o>").keys("<Tab><End>");
    desk = desk.types("老客").after_seconds(1).restarted();
    desk.sees("修改话术")
        .keys("y")
        .sees("邀请老客")
        .keys("<Ctrl-s>")
        .sees("已修改话术");
}

#[test]
fn a_sale_and_a_rule_come_back_too() {
    let desk = wang().keys("b").types("龙井 88").after_seconds(1);
    desk.restarted()
        .sees("记一笔消费 ")
        .keys("y")
        .cursor_after("龙井 88");
    let desk = wang()
        .keys("gr<Enter>")
        .types("消费_30天>500 => +")
        .after_seconds(1);
    desk.restarted()
        .sees("新规则")
        .keys("y")
        .cursor_after("=> +");
}

#[test]
fn a_view_being_named_comes_back_with_the_view() {
    let desk = wang()
        .keys("/")
        .types("姓名=王芳")
        .keys("<Enter>ws")
        .types("只看王芳")
        .after_seconds(1)
        .restarted()
        .sees("存为视图")
        .keys("y")
        .cursor_after("只看王芳");
    let mut desk = desk.keys("<Enter>").sees("只看王芳").after_seconds(10);
    assert!(!is_kept(&mut desk));
    desk.sees_in(Focus::Customers, "客户 1/2 | 只看王芳");
}

#[test]
fn another_name_and_a_pasted_view_come_back() {
    let mut desk = wang().keys("ww").keys("r");
    desk = desk.types("甲").after_seconds(1);
    assert!(
        !is_kept(&mut desk),
        "a view every shop starts with keeps its name"
    );
    let desk = wang()
        .keys("/")
        .types("姓名=王芳")
        .keys("<Enter>ws")
        .types("甲")
        .keys("<Enter>ww<End>r<End>")
        .types("乙")
        .after_seconds(1);
    desk.restarted()
        .sees("视图改名")
        .keys("y")
        .cursor_after("甲乙")
        .keys("<Enter>ww")
        .sees("甲乙");
    let desk = wang().keys("wp").types("【新客】等级=VIP").after_seconds(1);
    desk.restarted()
        .sees("粘贴视图")
        .keys("y")
        .cursor_after("等级=VIP");
}

#[test]
fn a_view_line_that_nothing_was_typed_into_is_no_draft() {
    let mut desk = wang().keys("wp").after_seconds(1);
    assert!(!is_kept(&mut desk));
}

#[test]
fn an_export_comes_back_over_its_list_and_never_over_another() {
    let filtered = || wang().keys("/").types("姓名=王芳").keys("<Enter>");
    let desk = filtered()
        .keys("X<Tab><Tab>")
        .types("交给会计")
        .after_seconds(1)
        .restarted()
        .sees("导出")
        .keys("y")
        .sees("交给会计")
        .sees_in(Focus::Customers, "客户 1/2");
    let mut desk = desk.keys("<Ctrl-s>").sees("1").after_seconds(10);
    assert!(!is_kept(&mut desk));
    // Which ones were marked or found is gone at the next start.
    let mut marked = wang()
        .keys("<Space>X<Tab><Tab>")
        .types("交给会计")
        .after_seconds(1);
    assert!(!is_kept(&mut marked));
    let mut found = wang().keys("/").types("wf").keys("<Enter>X<Tab><Tab>");
    found = found.types("交给会计").after_seconds(1);
    assert!(!is_kept(&mut found));
}

#[test]
fn a_new_shop_half_set_up_goes_on_and_its_passphrase_was_never_kept() {
    let desk = Desk::brand_new_on_disk(DAY)
        .keys("1")
        .types("云上茶室")
        .keys("<Tab>")
        .types("阿明")
        .keys("<Tab><Tab><Tab><Tab>")
        .types("correct horse battery")
        .after_seconds(1);
    let desk = desk
        .restarted()
        .sees("有没保存的内容：开店设置")
        .not_sees("欢迎使用熟客");
    let left = desk.keys("n").sees("欢迎使用熟客");
    let desk = left
        .keys("1")
        .types("云上茶室")
        .keys("<Tab>")
        .types("阿明")
        .after_seconds(1)
        .restarted()
        .keys("y")
        .sees("云上茶室")
        .sees("阿明")
        .not_sees("correct horse");
    let mut desk = desk.keys("<Ctrl-s>").after_seconds(60).sees("云上茶室");
    assert!(!is_kept(&mut desk));
    desk.restarted().not_sees("没保存").not_sees("欢迎使用熟客");
}

#[test]
fn a_passphrase_alone_is_no_draft() {
    let desk = Desk::brand_new_on_disk(DAY).keys("1<Tab><Tab><Tab><Tab><Tab>");
    let mut desk = desk.types("correct horse battery").after_seconds(1);
    assert!(!is_kept(&mut desk));
}

#[test]
fn an_edit_comes_back_over_the_card_it_was_made_on() {
    let desk = wang()
        .keys("je<End>")
        .types("姐")
        .after_seconds(1)
        .restarted()
        .sees("修改资料 王芳")
        .keys("y")
        .sees("王芳姐")
        .sees("138****8000");
    desk.keys("<Ctrl-s>").sees("已修改资料：王芳姐");
}

#[test]
fn an_edit_that_others_have_overtaken_is_refused_as_ever() {
    let mut desk = wang().keys("je<End>").types("姐").after_seconds(1);
    let id = desk.customer("王芳");
    let pin = Op::Customer(customer::Op::Pin {
        id,
        text: "先看".into(),
    });
    desk.app.run(&pin).expect("pinned");
    desk.restarted().keys("y<Ctrl-s>").sees("刚在别处被改过");
}

#[test]
fn what_is_dropped_is_not_offered_again_and_what_is_left_is() {
    let desk = wang().keys("l").types("电话").after_seconds(1);
    let desk = desk.restarted().keys("<Esc>").focused_on(Focus::Queue);
    let desk = desk.restarted().sees("没保存").keys("n");
    desk.restarted().not_sees("没保存");
}

#[test]
fn text_about_somebody_in_the_bin_is_not_offered() {
    let mut desk = wang().keys("jl").types("电话").after_seconds(1);
    let id = desk.customer("王芳");
    desk.app
        .run(&Op::Customer(customer::Op::Bin(vec![id])))
        .expect("binned");
    desk.restarted().not_sees("没保存");
}
