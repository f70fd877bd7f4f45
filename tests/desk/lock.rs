//! Locking the desk: by key, by idling, by sleep; what is left on the screen then, and how it comes back.

use shuke::app::Error;
use shuke::app::answer::Answer;
use shuke::app::pass::{Fault, Passphrase};
use shuke::app::query::Query;
use shuke::tui::msg::{Left, Msg, Secret};

use crate::desk::Desk;

const DAY: &str = "2026-03-02";

/// A desk whose file is encrypted, for two users.
fn desk() -> Desk {
    let mut desk = Desk::at(DAY)
        .with_customers(&["王芳 13800138000"])
        .with_follow_up("王芳", DAY, "回访");
    desk.state.guard.minutes = 5;
    open(&mut desk, None);
    desk
}

fn open(desk: &mut Desk, code: Option<&str>) {
    let code = code.map(|text| Secret(Passphrase::new(text.to_owned())));
    desk.hear(Msg::Opened {
        read_only: false,
        users: vec!["Li".to_owned(), "Anna".to_owned()],
        code,
    });
}

#[test]
fn a_key_locks_and_nothing_of_the_shop_is_left_on_the_screen() {
    let desk = desk()
        .sees("王芳")
        .keys("L")
        .sees("已锁定")
        .sees("Li")
        .not_sees("王芳")
        .not_sees("回访");
    assert_eq!(desk.locks, 1);
    assert!(desk.state.pulse().is_none(), "no answer is kept");
}

#[test]
fn idling_locks_after_the_minutes_set_and_typing_keeps_it_open() {
    let desk = desk()
        .after_seconds(299)
        .sees("王芳")
        .keys("j")
        .after_seconds(299)
        .sees("王芳")
        .after_seconds(2)
        .sees("已锁定");
    assert_eq!(desk.locks, 1);
}

#[test]
fn the_desk_wakes_by_itself_to_lock_and_needs_no_key_for_it() {
    let mut desk = desk();
    let wake = |desk: &Desk| desk.state.next_wake().0 - desk.state.now.at.0;
    assert_eq!(wake(&desk), 300_000, "five minutes after it was opened");
    desk = desk.after_seconds(200);
    assert_eq!(wake(&desk), 100_000);
    desk = desk.keys("j");
    assert_eq!(wake(&desk), 300_000, "a key begins the time anew");
    // Sleeping exactly so long is enough; nothing but the tick arrives.
    desk = desk.after_seconds(300).sees("已锁定").not_sees("王芳");
    assert_eq!(desk.locks, 1);
    assert!(wake(&desk) > 300_000, "a locked desk waits for nobody");
    // Other windows, answers and the mouse's shadow keep nothing open.
    let mut desk = self::desk().after_seconds(299);
    desk.hear(Msg::Elsewhere);
    desk.hear(Msg::Resize {
        width: 100,
        height: 30,
    });
    desk.after_seconds(1).sees("已锁定");
}

#[test]
fn what_was_half_typed_when_the_time_was_over_is_kept_in_the_file() {
    let mut desk = desk()
        .keys("l")
        .types("要两盒龙井")
        .after_seconds(300)
        .sees("已锁定");
    match desk.app.ask(&Query::Draft) {
        Ok(Answer::Draft(kept)) => {
            let texts = kept.expect("a draft").unsaved.texts;
            assert_eq!(texts, ["要两盒龙井"]);
        }
        other => panic!("no answer: {other:?}"),
    }
}

#[test]
fn never_means_never() {
    let mut desk = desk();
    desk.state.guard.minutes = 0;
    assert!(desk.state.guard.next_wake().is_none());
    desk.after_seconds(20_000).sees("王芳");
}

#[test]
fn a_machine_that_was_asleep_is_locked() {
    let mut desk = desk();
    desk.hear(Msg::Slept);
    desk.sees("已锁定");
}

#[test]
fn suspending_locks_first() {
    assert_eq!(desk().keys("<Ctrl-z>").sees("已锁定").locks, 1);
}

#[test]
fn a_passphrase_is_typed_as_stars_tried_and_wiped() {
    let mut desk = desk()
        .keys("L<Down>")
        .types("long words")
        .sees("Anna")
        .sees("**********")
        .not_sees("long words");
    desk.presses("<Enter>");
    let attempt = desk.tries.pop().expect("a try");
    assert_eq!(
        (attempt.user.as_deref(), attempt.passphrase.text()),
        (Some("Anna"), "long words")
    );
    let mut desk = desk.sees("正在核对");
    desk.hear(Msg::Refused(Error::Vault(Fault::Wrong)));
    let mut desk = desk.sees("口令不对").not_sees("***");
    open(&mut desk, None);
    desk.sees("王芳");
}

#[test]
fn whatever_was_typed_is_there_again_after_unlocking() {
    let mut desk = desk()
        .keys("l")
        .types("她说周五再来")
        .after_seconds(301)
        .sees("已锁定")
        .not_sees("周五");
    open(&mut desk, None);
    desk.keys("y").sees("周五");
}

#[test]
fn answers_that_were_on_their_way_stay_outside() {
    let mut desk = desk();
    let answer = desk.app.ask(&Query::Pulse).expect("an answer");
    let mut desk = desk.keys("L");
    desk.hear(Msg::Done(Err(Error::NothingToUndo)));
    assert!(matches!(answer, Answer::Pulse(_)));
    let desk = desk.sees("已锁定");
    assert_eq!(desk.keys("<Ctrl-c>").left, Some(Left::Status(0)));
}

#[test]
fn a_plain_file_says_why_it_cannot_be_locked() {
    let desk = Desk::at(DAY).keys("L").sees("没有口令");
    assert_eq!(desk.locks, 0);
    assert_eq!(desk.after_seconds(100_000).locks, 0);
}

#[test]
fn the_boss_key_blanks_everything_at_once_and_any_key_brings_it_back() {
    let blank = Desk::at(DAY)
        .with_customers(&["王芳 13800138000"])
        .keys("<Ctrl-l>")
        .not_sees("王芳")
        .not_sees("│");
    blank.keys("j").sees("王芳");
    // Over a form as well, and the key that brings it back types nothing.
    Desk::at(DAY)
        .keys("a<Ctrl-l>")
        .not_sees("│")
        .keys("x")
        .not_sees(" x ");
}

#[test]
fn too_many_reveals_lock() {
    let mut desk = desk();
    desk.hear(Msg::Done(Err(Error::TooManyReveals)));
    let desk = desk.sees("已锁定").sees("超过 20 位");
    assert_eq!(desk.locks, 1);
}

#[test]
fn a_new_shop_is_encrypted_when_a_passphrase_is_given_and_warned_when_not() {
    let desk = Desk::brand_new(DAY)
        .keys("1")
        .types("山风")
        .keys("<Tab><Tab><Tab><Tab><Tab>")
        .types("correct horse battery");
    let desk = desk
        .not_sees("correct")
        .keys("<Ctrl-s>")
        .sees("两次输入不一样");
    let desk = desk
        .keys("<Tab>")
        .types("correct horse battery")
        .keys("<Ctrl-s>")
        .sees("正在核对");
    assert_eq!(
        desk.encrypts.as_ref().map(|words| words.text()),
        Some("correct horse battery")
    );
    Desk::brand_new(DAY)
        .keys("1<Ctrl-s>")
        .sees("没有口令：谁拿到");
    Desk::brand_new(DAY)
        .keys("1<Tab><Tab><Tab><Tab><Tab>")
        .types("short")
        .keys("<Ctrl-s>")
        .sees("太短");
}

#[test]
fn the_recovery_code_stays_until_two_groups_were_typed() {
    let code = "11111-22222-33333-44444-55555-66666-77777-88888";
    let mut desk = Desk::at(DAY);
    open(&mut desk, Some(code));
    // The last digit is an 8, which asks for the first group and the fifth.
    let desk = desk
        .sees(code)
        .keys("<Esc>")
        .sees(code)
        .types("99999")
        .keys("<Enter>")
        .sees("和上面写的不一样");
    let desk = desk
        .sees("第 1 组")
        .types("11111")
        .keys("<Enter>")
        .sees("第 5 组")
        .sees(code);
    desk.types("55555")
        .keys("<Enter>")
        .not_sees(code)
        .sees("文件已加密");
}
