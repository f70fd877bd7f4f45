//! The daily loop in lines, as one would type it.

use super::converse;
use super::session::Session;
use crate::app::clock::Clock;
use crate::app::{App, setting};
use crate::domain::name::Lang;
use crate::domain::time::Now;

/// A Monday.
const DAY: &str = "2026-03-02";

fn session(lang: Lang) -> Session {
    let now = Now::morning_of(DAY).expect("a day");
    let mut app = App::in_memory(Clock::Fixed(now)).expect("a desk in memory");
    app.run(&crate::app::op::Op::Setting(setting::Op::NameAgent(
        "小满".to_owned(),
    )))
    .expect("an agent");
    Session::new(app, lang)
}

/// The answer to the last of some lines.
fn said(session: &mut Session, lines: &[&str]) -> String {
    let mut answer = Vec::new();
    for line in lines {
        answer = session.hear(line);
    }
    answer.join("\n")
}

#[track_caller]
fn talks(session: &mut Session, talk: &[(&str, &str)]) {
    for (line, want) in talk {
        let answer = session.hear(line).join("\n");
        assert!(answer.contains(want), "> {line}\n{answer}\nlacks {want}");
    }
}

#[test]
fn a_day_at_the_desk_can_be_typed_in_chinese() {
    talks(
        &mut session(Lang::Zh),
        &[
            ("新建 王芳 13800138000 #VIP", "王芳"),
            ("新建 李建国 13912345678", "李建国"),
            ("查找wf", "档案：王芳"),
            ("安排 周五 回访发票", "王芳"),
            ("跟进", "1. 王芳"),
            ("1", "下次跟进：03-06 周五"),
            ("忌口 - 花生过敏", "王芳"),
            ("档案", "忌：花生过敏"),
            ("完成 电话 5m 已接 要两盒龙井 周五回访", "9. 按刚才写的"),
            ("9", "王芳"),
            ("往来", "电话"),
            ("推迟3", "王芳"),
            ("撤销", "撤销"),
            ("重做", "重做"),
            ("办完", "0. 没有下一步"),
            ("0", "原因"),
            ("已成交", "王芳"),
            ("跟进", "逾期 0"),
            ("客户", "1. "),
            ("号码 回电", "138 0013 8000"),
            ("退出", "再见"),
        ],
    );
}

#[test]
fn a_day_at_the_desk_can_be_typed_in_english() {
    talks(
        &mut session(Lang::En),
        &[
            ("add Jane Smith 13800138000 #VIP", "Jane Smith"),
            ("log call 5m answered wants tea", "1. in a week"),
            ("1", "Jane Smith"),
            ("w", "1. Jane Smith"),
            ("1", "Profile: Jane Smith"),
            ("z", "days or a day"),
            ("3", "Jane Smith"),
            ("v", "And next?"),
            ("next monday bring samples", "Jane Smith"),
            ("i", "bring samples"),
            ("m", "wants tea"),
            ("u", "Undid"),
            ("y", "Redid"),
            ("g", "熟客"),
            ("q", "再见"),
        ],
    );
}

#[test]
fn a_question_that_is_left_writes_nothing() {
    let mut session = session(Lang::Zh);
    said(&mut session, &["新建 王芳", "记录 电话 已接 问新茶"]);
    assert!(
        said(&mut session, &[""]).contains("1. 一周后"),
        "asked again"
    );
    assert!(said(&mut session, &["什么"]).contains("没看懂日期"));
    assert!(said(&mut session, &["返回"]).contains("什么都没写"));
    assert!(!said(&mut session, &["往来"]).contains("问新茶"));
}

#[test]
fn nobody_is_binned_without_a_yes() {
    let mut session = session(Lang::Zh);
    said(&mut session, &["新建 王芳", "删除", "好像不"]);
    talks(
        &mut session,
        &[
            ("否", "什么都没写"),
            ("删除", "王芳"),
            ("是", "王芳"),
            ("档案", "还没有打开客户"),
            ("查找 王芳", "没有找到"),
            ("撤销", "王芳"),
            ("查找 王芳", "档案：王芳"),
        ],
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    talks(
        &mut session(Lang::En),
        &[
            ("log call", "No customer is open"),
            ("7", "no number 7"),
            ("dance", "\"dance\" is no command"),
            ("more", "no more"),
            ("add 13800138000", "name"),
        ],
    );
}

#[test]
fn numbers_stay_masked_until_they_are_revealed() {
    let mut session = session(Lang::En);
    said(&mut session, &["add Jane Smith 13800138000"]);
    for line in ["list", "find jane", "profile", "timeline"] {
        let told = said(&mut session, &[line]);
        assert!(!told.replace(' ', "").contains("13800138000"), "{told}");
    }
}

#[test]
fn a_long_list_is_told_page_by_page_to_its_end() {
    let mut session = session(Lang::En);
    for n in 0..250 {
        said(&mut session, &[&format!("add Customer{n}")]);
    }
    let mut told = said(&mut session, &["customers"]).lines().count();
    let mut last = String::new();
    for _ in 0..20 {
        let page = said(&mut session, &["more"]);
        if page.contains("no more") {
            break;
        }
        told += page.lines().count();
        last = page;
    }
    assert!(last.contains("250. "), "{told} lines, then:\n{last}");
    assert!(!last.contains("251. "));
}

#[test]
fn every_line_is_text_that_steers_no_terminal() {
    let mut session = session(Lang::Zh);
    said(&mut session, &["新建 王\u{1b}[31m芳\u{202e} 13800138000"]);
    let mut out = Vec::new();
    let typed = "客户\n1\n帮助\n\u{1b}[2Jx\nq\n";
    converse(&mut session, typed.as_bytes(), &mut out).expect("a talk");
    let out = String::from_utf8(out).expect("text");
    assert!(out.contains("> 档案：王"), "{out}");
    assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out:?}");
    assert!(!out.contains('\u{202e}'));
}

#[test]
fn a_guessed_language_gives_way_to_the_shops_own() {
    let mut session = session(Lang::Zh);
    let op = setting::Op::Set {
        key: setting::Key::Language,
        value: "en".to_owned(),
    };
    session
        .app
        .run(&crate::app::op::Op::Setting(op))
        .expect("a setting");
    session.speak_as_the_shop();
    assert!(session.greet().join(" ").contains("One command a line"));
}

#[test]
fn the_end_of_the_input_ends_the_talk() {
    let mut out = Vec::new();
    let mut session = session(Lang::En);
    converse(&mut session, &b"customers\n"[..], &mut out).expect("a talk");
    assert!(String::from_utf8(out).is_ok_and(|text| text.ends_with("> \n")));
    assert!(!session.is_over());
}

#[test]
fn what_is_known_of_a_customer_is_changed_in_lines() {
    let mut session = session(Lang::Zh);
    talks(
        &mut session,
        &[
            ("新建 王芳 13800138000 13912345678", "王芳"),
            ("置顶 先打电话再发货", "王芳"),
            ("档案", "先打电话再发货"),
            ("等级 金", "VIP"),
            ("等级 vip", "已设定等级"),
            ("修改 城市=杭州", "王芳"),
            ("edit nickname=小芳", "王芳"),
            ("档案", "杭州"),
            ("修改 星座=白羊", "可以改"),
            ("号码 核对", "138 0013 8000"),
            ("打不通 1", "王芳"),
            ("档案", "打不通"),
            ("打不通 1", "王芳"),
            ("首选 2", "王芳"),
            ("首选 9", "有 2 个联系方式"),
            ("更正 电话 已接", "还没有往来"),
            ("记录 电话 5m 已接 要两盒龙井", "下一步"),
            ("1", "王芳"),
            ("更正 电话 5m 已接 要三盒龙井", "王芳"),
            ("往来", "三盒"),
            ("撤销", "撤销"),
        ],
    );
}

#[test]
fn a_file_is_brought_in_after_a_question() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("客户.csv");
    std::fs::write(&path, "姓名,电话\n王芳,13800138000\n陈静,13912345678\n").expect("a file");
    let line = format!("导入 '{}'", path.display());
    let mut session = session(Lang::Zh);
    talks(
        &mut session,
        &[
            (&line, "新建 2"),
            ("否", "什么都没写"),
            (&line, "输入“是”"),
            ("是", "2"),
            ("客户", "陈静"),
            ("import /no/such/file", "不存在"),
        ],
    );
}

#[test]
fn the_tour_leads_through_ten_lines() {
    let mut session = session(Lang::Zh);
    said(&mut session, &["新建 王芳 13800138000", "安排 今天 回访"]);
    session.begin_tour();
    assert!(session.greet().join("\n").contains("1/10"));
    talks(
        &mut session,
        &[
            ("跟进", "2/10"),
            ("1", "3/10"),
            ("往来", "4/10"),
            ("查找 wf", "5/10"),
            ("记录 电话 5m 已接 要两盒龙井", "6/10"),
            ("1", "7/10"),
            ("推迟 3", "8/10"),
            ("撤销", "9/10"),
            ("帮助", "10/10"),
            ("语言", "That is all"),
        ],
    );
}
