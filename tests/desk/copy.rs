//! Copying: exact bytes, always on record, dead numbers left out; ready-made texts, filled before they leave; the user's own editor.

use shuke::app::answer::Answer;
use shuke::app::op::Op;
use shuke::app::query::Query;
use shuke::app::script;
use shuke::app::setting::{self, Key};
use shuke::config::Clipboard;
use shuke::domain::name::Lang;
use shuke::tui::msg::Msg;

use crate::desk::Desk;

const DAY: &str = "2026-03-02";

fn wang() -> Desk {
    Desk::at(DAY)
        .with_customers(&["王芳 13866668000 13912345678 微信=wf_66 性别=女"])
        .keys("2")
}

fn with_shop(mut desk: Desk) -> Desk {
    for op in [
        setting::Op::Set {
            key: Key::ShopName,
            value: "山风茶铺".into(),
        },
        setting::Op::NameAgent("小满".into()),
    ] {
        desk.app.run(&Op::Setting(op)).expect("set");
    }
    desk.hear(Msg::Elsewhere);
    desk
}

fn history(desk: &mut Desk) -> Vec<String> {
    match desk.app.ask(&Query::History { customer: None }) {
        Ok(Answer::History(traces)) => traces.into_iter().map(|trace| trace.op.kind).collect(),
        other => panic!("no history: {other:?}"),
    }
}

#[test]
fn the_copied_bytes_are_the_stored_bytes_and_only_the_mask_is_shown() {
    let mut desk = wang()
        .keys("y")
        .sees("复制什么")
        .sees("138****8000")
        .keys("p")
        .sees("已复制电话：138****8000")
        .keys("yw")
        .sees("已复制微信：wf_66")
        .keys("yn");
    assert_eq!(desk.copied, ["+8613866668000", "wf_66", "王芳"]);
    assert_eq!(history(&mut desk)[..3], ["contact.copy"; 3]);
    desk.after_seconds(10).keys("u").sees("撤销：新建客户");
}

#[test]
fn a_dead_number_is_not_offered() {
    let desk = wang()
        .keys("3jx")
        .after_seconds(10)
        .keys("y")
        .sees("p 电话   139****5678")
        .keys("p");
    assert_eq!(desk.copied, ["+8613912345678"]);
}

#[test]
fn a_clipboard_that_is_off_takes_nothing() {
    let mut desk = wang();
    desk.state.clipboard = Clipboard::Off;
    let desk = desk
        .keys("y")
        .sees("复制已在设置里关闭")
        .not_sees("复制什么");
    assert_eq!(desk.copied, Vec::<String>::new());
}

#[test]
fn a_script_is_filled_from_the_card_and_its_use_is_counted() {
    let mut desk = with_shop(wang())
        .keys(";")
        .types("hello")
        .sees("王女士您好，我是山风茶铺的小满")
        .keys("<Enter>")
        .sees("已复制话术：新客问候")
        .sees("要记一笔吗")
        .keys("l")
        .cursor_after("微信 新客问候 ")
        .keys("<Esc>;")
        .types("hello")
        .sees("1次 03-02");
    assert_eq!(
        desk.copied,
        ["王女士您好，我是山风茶铺的小满，谢谢您今天光临。以后要什么、问什么，直接找我就行。"]
    );
    assert_eq!(history(&mut desk)[0], "script.use");
}

#[test]
fn a_script_is_found_by_its_pinyin_and_its_words_in_either_language() {
    for typed in ["srzf", "shengri", "生日祝福", "birthday", "Happy birthday"] {
        with_shop(wang())
            .keys(";")
            .types(&typed.replace(' ', ""))
            .sees("王女士，生日快乐");
    }
}

#[test]
fn what_the_desk_does_not_know_must_be_filled_in_before_anything_is_copied() {
    let desk = with_shop(wang())
        .keys(";")
        .types("coupon")
        .sees("复制前要填：券码、日期")
        .keys("<Enter>")
        .sees("填写：券码")
        .keys("<Enter>")
        .sees("填了才能复制");
    assert_eq!(desk.copied, Vec::<String>::new());
    let desk = desk
        .types("A1")
        .sees("：A1，")
        .keys("<Enter>")
        .sees("填写：日期");
    assert_eq!(desk.copied, Vec::<String>::new());
    let desk = desk.types("月底").keys("<Enter>");
    assert_eq!(
        desk.copied,
        ["王女士，这张券是给您的：A1，月底前到店出示就能用。山风茶铺"]
    );
}

#[test]
fn marked_scripts_are_joined_in_the_order_they_were_marked() {
    let desk = with_shop(wang())
        .keys(";")
        .types("birthday")
        .keys("<Space>")
        .sees("[1]")
        .keys("<Ctrl-u>")
        .types("hello")
        .keys("<Space>")
        .sees("[2]")
        .keys("<Enter>");
    let lines: Vec<&str> = desk.copied[0].lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].contains("生日快乐") && lines[1].contains("谢谢您今天光临"),
        "{lines:?}"
    );
}

#[test]
fn the_text_can_be_in_the_other_language_than_the_desk() {
    let desk = with_shop(wang())
        .keys(";")
        .types("hello")
        .keys("<Tab><Enter>");
    assert!(
        desk.copied[0].starts_with("Hello Ms. 王, this is 小满 from 山风茶铺."),
        "{:?}",
        desk.copied
    );
}

#[test]
fn nothing_is_filled_for_who_does_not_want_to_be_contacted() {
    let desk = with_shop(wang())
        .keys("D")
        .after_seconds(10)
        .sees("请勿联系")
        .keys(";")
        .types("hello")
        .keys("<Enter>")
        .sees("要求不再联系");
    assert_eq!(desk.copied, Vec::<String>::new());
    let desk = desk
        .keys("<Esc>D")
        .after_seconds(10)
        .keys(";")
        .types("hello")
        .keys("<Enter>");
    assert_eq!(desk.copied.len(), 1);
}

#[test]
fn an_empty_library_offers_the_usual_set() {
    let mut desk = wang();
    let Ok(Answer::Scripts(told)) = desk.app.ask(&Query::Scripts { customer: None }) else {
        panic!("no scripts");
    };
    for one in told {
        desk.app
            .run(&Op::Script(script::Op::Delete(one.script.id)))
            .expect("deleted");
    }
    desk.hear(Msg::Elsewhere);
    desk.keys(";")
        .sees("还没有话术")
        .keys("<Enter>")
        .sees("优惠 / 送优惠券");
}

#[test]
fn the_library_speaks_the_language_of_the_desk_after_a_switch() {
    wang()
        .keys(";")
        .sees("选几条合成")
        .keys("<F2>")
        .sees("Space joins several")
        .not_sees("合成");
}

#[test]
fn a_log_line_can_be_written_in_an_editor() {
    let desk = wang()
        .keys("l")
        .types("电话 要两盒")
        .editor_writes("电话 要两盒龙井\n周五取")
        .keys("<Ctrl-o>")
        .sees("要两盒龙井 周五取");
    assert_eq!(desk.edited.as_deref(), Some("电话 要两盒"));
    desk.keys("<Ctrl-o>")
        .sees("内容没有改动")
        .sees("要两盒龙井 周五取");
}

#[test]
fn the_note_of_a_form_can_be_written_in_an_editor() {
    let desk = wang()
        .editor_writes("喜欢清淡\n不吃辣")
        .keys("e<Ctrl-o>")
        .sees("不吃辣")
        .keys("<Ctrl-s>")
        .after_seconds(10);
    assert_eq!(desk.edited.as_deref(), Some(""));
    desk.keys("3G").sees("不吃辣");
}

#[test]
fn the_starter_set_is_there_after_the_set_up_in_the_language_of_the_desk() {
    for (lang, headline) in [
        (Lang::Zh, "新客问候"),
        (Lang::En, "Hello to a new customer"),
    ] {
        let mut desk = Desk::brand_new(DAY);
        if lang == Lang::En {
            desk = desk.in_english();
        }
        let mut desk = desk.keys("1<Ctrl-s>");
        let Ok(Answer::Scripts(told)) = desk.app.ask(&Query::Scripts { customer: None }) else {
            panic!("no scripts");
        };
        assert!(
            told.iter()
                .any(|told| told.script.words.headline == headline),
            "{headline}"
        );
    }
}

#[test]
fn a_script_is_added_changed_and_deleted_on_the_screen() {
    let library = with_shop(wang()).keys(";<Ctrl-t>").sees("新建话术");
    let library = library
        .types("ty")
        .keys("<Tab>")
        .types("到店提醒")
        .keys("<Tab><Tab><Tab>")
        .types("您好{称呼}，货到了")
        .keys("<Ctrl-s>");
    let library = library
        .types("ty")
        .sees("到店提醒")
        .sees("您好王女士，货到了");
    let library = library
        .keys("<Ctrl-o>")
        .sees("修改话术")
        .keys("<Tab>")
        .types("！")
        .keys("<Ctrl-s>");
    let library = library.types("ty").sees("到店提醒！").keys("<Ctrl-x>");
    let library = library.sees("删除话术“到店提醒！”").keys("n");
    let library = library
        .sees("到店提醒！")
        .keys("<Ctrl-x>y")
        .after_seconds(10);
    let library = library.keys("<Ctrl-u>").types("ty").not_sees("到店提醒！");
    library.keys("<Esc>u;").types("ty").sees("到店提醒！");
}

#[test]
fn what_cannot_be_kept_of_a_script_is_said_before_it_is_lost() {
    let form = wang().keys(";<Ctrl-t>");
    let form = form.keys("<Ctrl-s>").sees("新建话术");
    let form = form.types("x1").keys("<Ctrl-s>").sees("新建话术");
    let form = form.keys("<Esc>").sees("不保存").keys("n").sees("x1");
    assert!(!form.state.dialogs.is_empty());
    let mut there = wang().keys(";");
    there.state.read_only = true;
    there.keys("<Ctrl-t>").sees("只读").not_sees("新建话术");
}

#[test]
fn a_script_says_how_many_of_how_many_were_answered() {
    let mut desk = with_shop(wang());
    let scripts = match desk.app.ask(&Query::Scripts { customer: None }) {
        Ok(Answer::Scripts(told)) => told,
        other => panic!("no scripts: {other:?}"),
    };
    let (id, customer) = (scripts[0].script.id, desk.customer("王芳"));
    let sent = |desk: &mut Desk| {
        let op = Op::Script(script::Op::Use {
            ids: vec![id],
            customer,
        });
        desk.app.run(&op).expect("used");
    };
    let count = |desk: &mut Desk| match desk.app.ask(&Query::Scripts { customer: None }) {
        Ok(Answer::Scripts(told)) => (told[0].uses, told[0].answered, told[0].judged),
        other => panic!("no scripts: {other:?}"),
    };
    sent(&mut desk);
    assert_eq!(count(&mut desk), (1, 0, 0), "there is still time");
    let mut desk = desk.keys("<Esc>l").types("来电 要两盒").keys("<Enter>1");
    assert_eq!(
        count(&mut desk),
        (1, 0, 0),
        "said in the same moment, so not after it"
    );
    let week = 7 * 86_400 + 1;
    let mut desk = desk.after_seconds(week);
    assert_eq!(count(&mut desk), (1, 0, 1), "its week is over");
    sent(&mut desk);
    let mut desk = desk
        .after_seconds(3600)
        .keys("l")
        .types("来电 要三盒")
        .keys("<Enter>1");
    assert_eq!(count(&mut desk), (2, 1, 2));
    desk.keys(";").sees("回应1/2");
}
