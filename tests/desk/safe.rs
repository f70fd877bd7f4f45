//! Keeping the shop safe from the desk: backups, the way back, the doctor, and a file that is older than it should be.

use shuke::app::anchor::Care;

use crate::desk::Desk;

fn cared_for(desk: Desk, state: &tempfile::TempDir) -> Desk {
    desk.in_care(Care {
        state: Some(state.path().to_owned()),
        second: None,
    })
}

#[test]
fn a_shop_without_a_backup_says_so_until_there_is_one() {
    Desk::on_disk("2026-03-02")
        .sized(120, 40)
        .with_customers(&["王芳 13800138000"])
        .sees("没有备份")
        .keys("gb")
        .sees("现在备份一次")
        .keys("<Enter>")
        .sees("已备份并核对")
        .sees("备份 刚刚")
        .not_sees("没有备份");
}

#[test]
fn a_shop_with_nobody_in_it_needs_no_backup() {
    Desk::on_disk("2026-03-02").not_sees("没有备份");
    Desk::at("2026-03-02")
        .with_customers(&["王芳"])
        .not_sees("没有备份");
}

#[test]
fn a_backup_comes_back_after_a_question() {
    let desk = Desk::on_disk("2026-03-02")
        .sized(120, 40)
        .with_customers(&["王芳 13800138000"])
        .keys("gb<Enter>")
        .with_customers(&["李雷 13900139000"])
        .sees("李雷");
    let desk = desk.keys("gb<Down><Enter>").sees("替换现在的全部资料");
    let desk = desk.keys("n").sees("李雷");
    desk.keys("<Enter>y").sees("已从").not_sees("李雷");
}

#[test]
fn the_doctor_says_what_was_looked_at_and_in_english_too() {
    Desk::on_disk("2026-03-02")
        .sized(120, 40)
        .with_customers(&["王芳"])
        .keys("gh")
        .sees("操作记录链")
        .sees("行都和记录的摘要相符")
        .keys("<Esc>")
        .in_english()
        .keys("gh")
        .sees("chain of operations");
}

#[test]
fn an_older_file_is_asked_about_and_can_be_accepted() {
    let state = tempfile::tempdir().expect("a folder");
    let desk = cared_for(
        Desk::on_disk("2026-03-02").with_customers(&["王芳"]),
        &state,
    )
    .sized(120, 40);
    let path = desk.app.path().expect("a file").to_owned();
    let older = std::fs::read(&path).expect("bytes");
    let desk = desk.with_customers(&["李雷"]);
    std::fs::write(&path, older).expect("put back");
    desk.restarted()
        .sized(120, 40)
        .sees("比这台电脑上次看到的旧")
        .keys("a")
        .sees("已确认")
        .restarted()
        .not_sees("比这台电脑上次看到的旧");
}

#[test]
fn the_second_place_is_asked_for_and_gets_its_copy() {
    let stick = tempfile::tempdir().expect("a stick");
    let care = Care {
        state: None,
        second: Some(stick.path().to_owned()),
    };
    let desk = Desk::on_disk("2026-03-02")
        .sized(120, 40)
        .with_customers(&["王芳"])
        .keys("gb<Enter>")
        .in_care(care)
        .restarted()
        .sized(120, 40)
        .sees("一周没有新备份");
    desk.keys("y").sees("已复制到第二处");
    let copies = std::fs::read_dir(stick.path()).expect("a list").count();
    assert_eq!(copies, 2, "the copy and its manifest");
}
