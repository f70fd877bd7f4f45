//! Filters, saved views, columns, headings and the search of everything, by keys.

use shuke::tui::state::Focus;

use crate::desk::Desk;

fn shop() -> Desk {
    let desk = Desk::at("2026-03-02")
        .with_customers(&[
            "王芳 13866668000 #VIP",
            "李建国 13912345678 #老客",
            "王芳 13700139111",
        ])
        .sized(110, 30);
    let mut desk = desk.keys("2");
    for (phone, city) in [("8000", "杭州"), ("5678", "上海"), ("9111", "上海")] {
        let found = desk
            .app
            .ask(&shuke::app::query::Query::Find { text: phone.into() });
        let id = match found {
            Ok(shuke::app::answer::Answer::Hits(hits)) => hits.rows[0].id,
            other => panic!("{other:?}"),
        };
        move_to(&mut desk, id, city);
    }
    desk
}

fn move_to(desk: &mut Desk, id: shuke::domain::id::CustomerId, city: &str) {
    use shuke::app::{answer::Answer, customer, op::Op, query::Query};
    use shuke::domain::contact::ContactDraft;
    use shuke::domain::customer::Draft;
    let card = match desk.app.ask(&Query::Card { id, reveal: None }) {
        Ok(Answer::Card(Some(card))) => *card,
        other => panic!("{other:?}"),
    };
    let mut about = card.customer.about;
    about.city = city.to_owned();
    let contacts = card.contacts.into_iter();
    let op = Op::Customer(customer::Op::Edit {
        id,
        seen: card.version,
        draft: Draft {
            about,
            contacts: contacts
                .map(|one| ContactDraft::new(one.method, one.text))
                .collect(),
            tags: card.tags,
            ..Draft::named(String::new())
        },
    });
    desk.app.run(&op).expect("edited");
    desk.hear(shuke::tui::msg::Msg::Elsewhere);
}

#[test]
fn a_filter_narrows_as_it_is_typed_and_stands_in_the_title() {
    shop()
        .keys("/")
        .types("城市=上海")
        .not_sees_in(Focus::Customers, "8000")
        .sees_in(Focus::Customers, "李建国")
        .sees("客户 2/3")
        .keys("<Enter>")
        .sees("客户 2/3 | 城市=上海")
        .keys("<Esc>")
        .sees_in(Focus::Customers, "8000");
}

#[test]
fn plain_words_stay_a_search_by_name() {
    shop()
        .keys("/")
        .types("lijg")
        .sees_in(Focus::Customers, "李建国")
        .not_sees_in(Focus::Customers, "王芳");
}

#[test]
fn tab_takes_what_is_offered_the_shops_own_words_among_it() {
    shop()
        .keys("/")
        .types("#")
        .sees("老客")
        .types("V")
        .keys("<Tab>")
        .sees("/ #VIP")
        .types("城")
        .sees("城市=")
        .keys("<Tab>")
        .types("杭")
        .keys("<Tab><Enter>")
        .sees("客户 1/3 | #VIP 城市=杭州");
    // In plain words it is there when asked for.
    shop().keys("/").types("城").keys("<Tab>").sees("/ 城市=");
}

#[test]
fn a_mistake_is_pointed_at_in_cells_and_changes_nothing() {
    let desk = shop().keys("/").types("#VIP 颜色=红");
    let lines = desk.lines();
    let at = lines
        .iter()
        .position(|line| line.contains("/ #VIP 颜色=红"))
        .expect("the line");
    let below: String = lines[at + 1].clone();
    let cells = |line: &str, of: &str| {
        use unicode_width::UnicodeWidthStr;
        line[..line.find(of).expect(of)].width()
    };
    assert_eq!(cells(&below, "^^^^"), cells(&lines[at], "颜色"));
    assert!(!below.contains("^^^^^"), "{below}");
    desk.sees("没有这个条件")
        .keys("<Enter>")
        .sees("/ #VIP 颜色=红");
}

#[test]
fn a_view_is_saved_pinned_and_jumped_to_and_undone() {
    let desk = shop()
        .keys("/")
        .types("城市=上海")
        .keys("<Enter>ws")
        .types("上海客")
        .keys("<Enter>")
        .sees("已保存视图")
        .sees("客户 2/3 | 上海客")
        .keys("ww")
        .sees("本周要跟进")
        .keys("G7")
        .keys("<Esc><Esc>")
        .sees_in(Focus::Customers, "8000")
        .keys("w")
        .sees("上海客 2")
        .keys("7")
        .sees("客户 2/3 | 上海客");
    desk.keys("uu").keys("w7").sees("7 上没有视图");
}

#[test]
fn a_view_is_pasted_from_a_chat_and_a_broken_one_is_refused_with_the_remedy() {
    shop()
        .keys("wp")
        .pastes("【杭州】城市=杭州 ; 排序=鞋码")
        .keys("<Enter>")
        .sees("不能这样排序")
        .keys("<Esc>wp")
        .pastes("【杭州】城市=杭州 ; 列=城市,标签")
        .keys("<Enter>")
        .sees("客户 1/3 | 杭州")
        .sees_in(Focus::Customers, "标签")
        .keys("wwG")
        .sees("杭州");
}

#[test]
fn a_view_is_copied_as_the_line_that_can_be_pasted() {
    let desk = shop().keys("ww").keys("y");
    assert_eq!(desk.copied, ["【本周要跟进】跟进<7天 ; 排序=跟进,等级"]);
}

#[test]
fn columns_are_chosen_ordered_and_kept_over_a_restart() {
    let desk = Desk::on_disk("2026-03-02")
        .with_customers(&["王芳 13866668000 #VIP"])
        .sized(110, 30)
        .keys("2C")
        .sees("[x] 等级")
        .keys("GkkkK")
        .keys("k<Space>")
        .keys("gd<Enter>");
    let before = desk.pane(Focus::Customers);
    let after = desk.restarted().keys("2").pane(Focus::Customers);
    assert_eq!(after, before);
}

#[test]
fn headings_have_counts_and_the_second_key_is_told() {
    shop()
        .keys("/")
        .types("; 分组=城市 ; 排序=等级,姓名")
        .keys("<Enter>")
        .sees_in(Focus::Customers, "上海 2")
        .sees_in(Focus::Customers, "杭州 1")
        .keys("S")
        .sees("按下次跟进");
}

#[test]
fn everything_is_searched_and_the_row_is_gone_to() {
    shop()
        .keys("l")
        .types("电话 客人说水管漏水，要修")
        .keys("<Enter>0")
        .keys("g/")
        .types("漏水")
        .sees("互动")
        .sees("水管漏水")
        .keys("<Enter>")
        .focused_on(Focus::Log)
        .sees_in(Focus::Log, "水管漏水");
}

#[test]
fn equal_names_are_told_apart_in_every_list() {
    shop()
        .with_follow_up("王芳", "2026-03-02", "回访")
        .sees_in(Focus::Customers, "王芳 8000")
        .sees_in(Focus::Customers, "王芳 9111")
        .keys("1")
        .sees_in(Focus::Queue, "王芳 ")
        .keys("P")
        .types("先看")
        .keys("<Enter>")
        .sees("已置顶提醒：王芳 ");
}
