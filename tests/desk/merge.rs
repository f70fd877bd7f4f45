//! Two of one person, at the desk: the warning, the list of pairs, the merge side by side; a field's past; two windows on one customer.

use shuke::app::answer::Answer;
use shuke::app::customer;
use shuke::app::op::Op;
use shuke::app::pace::Pace;
use shuke::app::query::Query;
use shuke::domain::contact::ContactDraft;
use shuke::domain::customer::{About, Draft};
use shuke::domain::id::CustomerId;
use shuke::tui::state::Focus;

use crate::desk::Desk;

const PAIR: [&str; 3] = [
    "王芳 13866668000 微信=wf88 备注=住得近",
    "王小芳 13900139000 微信=wf88 来源=小红书 备注=爱喝茶",
    "李雷 13777770000",
];

fn shop() -> Desk {
    Desk::at("2026-03-02").with_customers(&PAIR).keys("2")
}

fn state(desk: &Desk) -> [u8; 32] {
    desk.app.state_hash().expect("a hash")
}

#[test]
fn the_list_of_pairs_leads_to_a_merge_field_by_field_and_u_takes_it_back() {
    let desk = shop();
    let before = state(&desk);
    let mut desk = desk
        .keys("M")
        .sees("疑似重复 1 对")
        .sees("同微信")
        .keys("<Enter>")
        .sees("合并客户")
        .sees("留下 王芳 138****8000")
        .sees("一起过来：联系方式 1")
        .keys(">")
        .keys("<Enter>")
        .sees("合并客户");
    assert_eq!(
        desk.state.dialogs.len(),
        1,
        "the list of pairs is still there"
    );
    desk = desk.keys("<Esc>");
    let kept = desk.customer("王小芳");
    let card = match desk.app.ask(&Query::Card {
        id: kept,
        reveal: None,
    }) {
        Ok(Answer::Card(Some(card))) => *card,
        other => panic!("no card: {other:?}"),
    };
    assert_eq!(card.contacts.len(), 3);
    assert_eq!(card.customer.about.note, "住得近\n爱喝茶");
    assert_eq!(card.customer.about.source, "小红书");
    let desk = desk.keys("u");
    assert_eq!(state(&desk), before, "both are back byte for byte");
}

#[test]
fn two_marked_customers_are_merged_and_a_swap_says_who_stays() {
    let mut desk = shop()
        .in_english()
        .keys("/")
        .types("王")
        .keys("<Enter>gg<Space><Space>M");
    desk = desk.sees("stays 王");
    let first = desk.screen().contains("stays 王芳");
    desk = desk.keys("s");
    assert_ne!(desk.screen().contains("stays 王芳"), first);
    desk.keys("<Enter>").sees("merge customers");
}

#[test]
fn two_people_are_told_apart_once() {
    shop()
        .keys("M<Enter>n")
        .sees("没有疑似重复的客户")
        .keys("<Esc>M")
        .sees("没有疑似重复的客户");
}

#[test]
fn quick_add_warns_while_it_is_typed_and_one_key_goes_there() {
    shop()
        .keys("A")
        .types("王芳芳 微信=wf88")
        .sees("可能已有：王")
        .sees("同微信")
        .keys("<Ctrl-g>")
        .sees_in(Focus::Profile, "wf88");
}

#[test]
fn the_form_warns_of_a_name_and_saving_all_the_same_is_recorded() {
    let mut desk = shop()
        .keys("a")
        .types("李雷")
        .sees("可能已有：李雷 137****0000（同名")
        .keys("<Ctrl-s>");
    let page = match desk.app.ask(&Query::History { customer: None }) {
        Ok(Answer::History(traces)) => traces,
        other => panic!("no history: {other:?}"),
    };
    assert_eq!(page[0].op.kind, "customer.add");
    assert!(
        page[0].purpose.starts_with("despite same_name "),
        "{}",
        page[0].purpose
    );
}

#[test]
fn a_field_tells_its_past_from_the_profile_and_from_the_form() {
    let desk = shop()
        .keys("/")
        .types("李雷")
        .keys("<Enter>e")
        .types("子")
        .keys("<Ctrl-s>");
    let desk = desk
        .keys("3gg")
        .keys("H")
        .sees("姓名的变更")
        .sees("李雷 -> 李雷子")
        .sees("客户台")
        .keys("<Esc>");
    desk.keys("e<Alt-h>").sees("姓名的变更").keys("<Esc><Esc>");
}

/// Changes a customer as another window would, which this desk has not heard of yet.
fn edited_elsewhere(desk: &mut Desk, id: CustomerId, change: impl FnOnce(&mut About)) {
    let mut app = desk.elsewhere();
    let card = match app.ask(&Query::Card { id, reveal: None }) {
        Ok(Answer::Card(Some(card))) => *card,
        other => panic!("no card: {other:?}"),
    };
    let mut draft = Draft {
        about: card.customer.about,
        contacts: card
            .contacts
            .iter()
            .map(|shown| ContactDraft::new(shown.method, shown.text.clone()))
            .collect(),
        tags: card.tags,
        created_at: None,
        ..Draft::default()
    };
    change(&mut draft.about);
    let seen = card.version;
    app.run(&Op::Customer(customer::Op::Edit { id, seen, draft }))
        .expect("edited elsewhere");
}

fn about(desk: &mut Desk, id: CustomerId) -> About {
    match desk.app.ask(&Query::Card { id, reveal: None }) {
        Ok(Answer::Card(Some(card))) => card.customer.about,
        other => panic!("no card: {other:?}"),
    }
}

fn two_windows() -> (Desk, CustomerId) {
    let mut desk = Desk::on_disk("2026-03-02")
        .with_customers(&["王芳 13866668000"])
        .keys("2");
    let id = desk.customer("王芳");
    (desk, id)
}

#[test]
fn two_edits_of_one_field_end_in_a_choice_and_not_in_a_lost_update() {
    for (key, name) in [("<", "王芳甲"), (">", "王芳乙")] {
        let (desk, id) = two_windows();
        let mut desk = desk.keys("e").types("甲");
        edited_elsewhere(&mut desk, id, |about| {
            about.name = "王芳乙".into();
            about.city = "杭州".into();
        });
        let mut desk = desk
            .keys("<Ctrl-s>")
            .sees("别处也改了这位客户")
            .sees("王芳甲")
            .sees("王芳乙");
        desk.press(crossterm::event::KeyEvent::from(
            crossterm::event::KeyCode::Char(key.chars().next().expect("a key")),
        ));
        let mut desk = desk.keys("<Enter>");
        assert!(desk.state.dialogs.is_empty(), "{}", desk.screen());
        let about = about(&mut desk, id);
        assert_eq!(
            (about.name.as_str(), about.city.as_str()),
            (name, "杭州"),
            "{key}"
        );
    }
}

#[test]
fn edits_of_different_fields_are_both_kept() {
    let (desk, id) = two_windows();
    let mut desk = desk.keys("e").types("甲");
    edited_elsewhere(&mut desk, id, |about| about.city = "杭州".into());
    let mut desk = desk
        .keys("<Ctrl-s>")
        .sees("两边改的不是同一项：按 Enter 就一起保存。")
        .keys("<Enter>");
    let about = about(&mut desk, id);
    assert_eq!(
        (about.name.as_str(), about.city.as_str()),
        ("王芳甲", "杭州")
    );
}

#[test]
fn leaving_the_choice_brings_the_form_back_as_it_was_typed() {
    let (desk, id) = two_windows();
    let mut desk = desk.keys("e").types("甲");
    edited_elsewhere(&mut desk, id, |about| about.name = "王芳乙".into());
    desk.keys("<Ctrl-s><Esc>")
        .sees("修改客户")
        .sees("王芳甲")
        .keys("<Ctrl-s>")
        .sees("别处也改了这位客户");
}

#[test]
fn a_long_change_can_be_stopped_and_changes_nothing_then() {
    let mut app = Desk::at("2026-03-02").with_customers(&PAIR).app;
    let before = app.state_hash().expect("a hash");
    let ids = match app.ask(&Query::Customers {
        sort: shuke::domain::listing::Sort::Newest,
        anchor: shuke::domain::listing::Anchor::First,
    }) {
        Ok(Answer::Customers(window)) => window.rows.iter().map(|row| row.id).collect(),
        other => panic!("no list: {other:?}"),
    };
    let pace = std::sync::Arc::new(Pace::over(6));
    let op = |pace| Op::Paced {
        op: Box::new(Op::Customer(customer::Op::Bin(ids))),
        pace,
    };
    let op = op(std::sync::Arc::clone(&pace));
    pace.cancel
        .store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(matches!(app.run(&op), Err(shuke::app::Error::Cancelled)));
    assert_eq!(app.state_hash().expect("a hash"), before);
    pace.cancel
        .store(false, std::sync::atomic::Ordering::Relaxed);
    app.run(&op).expect("done");
    assert_eq!(pace.progress(), (6, 6));
}
