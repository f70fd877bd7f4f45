//! Tags at the desk: the picker, the quick page, groups and their exclusive ones, names and merges, each one undo.

use shuke::app::op::Op;
use shuke::app::tag;
use shuke::domain::tag::{Choice, Colour};
use shuke::tui::msg::Msg;
use shuke::tui::state::Focus;

use crate::desk::Desk;

fn shop() -> Desk {
    let mut desk = Desk::at("2026-03-02")
        .with_customers(&["王芳 13800138000 #金卡 #茶友", "李雷 13900139000 #银卡"])
        .sized(100, 30);
    for op in [
        tag::Op::Group {
            tags: vec!["金卡".into(), "银卡".into()],
            group: "价值等级".into(),
        },
        tag::Op::SetChoice {
            group: "价值等级".into(),
            choice: Choice::One,
        },
        tag::Op::Colour {
            name: "茶友".into(),
            colour: Colour::Warn,
        },
    ] {
        desk.app.run(&Op::Tag(op)).expect("an op");
    }
    desk.hear(Msg::Elsewhere);
    desk.keys("2")
}

#[test]
fn the_picker_shows_groups_and_what_is_worn_and_finds_by_initials() {
    shop()
        .keys("/")
        .types("王芳")
        .keys("<Enter>t")
        .sees("价值等级 / [x] 金卡")
        .sees("未分组 / [x] 茶友")
        .types("yk")
        .sees("价值等级 / 银卡")
        .not_sees("未分组 / [x] 茶友");
}

#[test]
fn another_tag_of_an_exclusive_group_takes_the_first_off_in_the_same_step() {
    shop()
        .keys("/")
        .types("王芳")
        .keys("<Enter>t")
        .types("银卡")
        .keys("<Enter>")
        .after_seconds(10)
        .sees_in(Focus::Profile, "#茶友 #银卡")
        .not_sees_in(Focus::Profile, "#金卡")
        .keys("u")
        .after_seconds(10)
        .sees_in(Focus::Profile, "#金卡")
        .not_sees_in(Focus::Profile, "#银卡");
}

#[test]
fn a_digit_on_the_quick_page_toggles_a_tag_and_the_page_stays() {
    shop()
        .keys("/")
        .types("李雷")
        .keys("<Enter>#")
        .sees("快捷标签")
        .sees("1 [ ] #茶友")
        .keys("1")
        .sees("1 [x] #茶友")
        .keys("1")
        .sees("1 [ ] #茶友");
}

#[test]
fn a_tag_is_renamed_and_merged_on_the_page_of_tags_in_one_step_each() {
    shop()
        .keys("gt")
        .types("茶友")
        .keys("<Enter>r<Ctrl-u>")
        .types("老茶客")
        .keys("<Enter>")
        .sees("老茶客")
        .keys("<Esc>")
        .after_seconds(10)
        .keys("u")
        .sees("撤销：标签改名")
        .keys("gt")
        .types("茶友")
        .keys("<Enter>m")
        .sees("把“茶友”并入哪个标签？")
        .types("银卡")
        .keys("<Enter>")
        .sees("所以没有改")
        .keys("<Esc>");
}

#[test]
fn in_english_the_page_of_tags_says_the_same() {
    shop()
        .in_english()
        .keys("gt")
        .sees("Manage tags")
        .sees("one only plain 1")
        .types("茶友")
        .keys("<Enter>")
        .sees("Delete (taken off 1 customer; u undoes it)")
        .keys("d")
        .after_seconds(10)
        .keys("<Esc>")
        .not_sees_in(Focus::Profile, "茶友");
}
