//! Random hands: any keys, pastes, clicks and sizes leave a desk that stands. The Desk itself checks every frame.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEventKind};
use shuke::app::answer::Answer;
use shuke::tui::feed::Slot;
use shuke::tui::msg::Msg;

use crate::desk::Desk;

const EVENTS: usize = 2_500;

/// SplitMix64: the same hands for the same seed, everywhere.
struct Hands(u64);

impl Hands {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u16) -> u16 {
        u16::try_from(self.next() % u64::from(n)).expect("below a u16")
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.below(u16::try_from(all.len()).expect("a short list")))]
    }
}

const NAMED: [KeyCode; 18] = [
    KeyCode::Enter,
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::F(1),
    KeyCode::F(2),
];
const TYPED: [char; 60] = [
    '/', 'l', 'f', 'a', 'A', 'e', 't', 'p', 'P', 'T', 'r', 'd', 'y', 'u', 'U', 'B', '1', '2', '3',
    '4', '5', '9', '0', '?', ':', 's', 'n', 'N', 'x', 'o', '-', 'm', 'c', 'z', ' ', 'j', 'k', 'g',
    'G', 'w', '王', '芳', '，', 'é', '👩', '\u{301}', '\u{200d}', '\u{202e}', '电', '话', '已',
    '接', '周', '五', '#', '*', '8', '6', '：', '+',
];
const PASTED: [&str; 6] = [
    "电话 5m 已接 要两盒龙井 周五回访",
    "\u{1b}[31m红\u{7}",
    "a\tb\r\nc",
    "👨‍👩‍👧‍👦👩🏽‍🚀",
    "赵敏 微信=zm88 #VIP",
    "\u{202e}gnp.exe",
];

/// Out of any dialog: an unsaved form asks, everything else closes.
const HOME: &str = "<Esc>y<Esc>y<Esc>";
/// What people do on purpose, from home or from wherever the desk happens to be.
const HABITS: [&str; 13] = [
    "<Esc>2",
    "l电话 已接 问新茶<Enter>1",
    "<Space>微信 已接<Enter>0",
    "<Space><Enter>02成交<Enter>",
    "z3",
    "z下周一<Enter>",
    "x不再联系<Enter>",
    "f明天 回访<Enter>",
    "dy",
    "B<Enter>",
    "r<Enter>",
    "t老客<Enter>",
    "uu<Ctrl-r>",
];

fn desk() -> Desk {
    let names = [
        "王芳",
        "王芳",
        "欧阳娜娜",
        "李建国",
        "Tom Baker",
        "María Fernández",
        "👩‍🚀小宇",
        "e\u{301}toile",
    ];
    let lines: Vec<String> = (0..)
        .zip(names)
        .map(|(n, name)| format!("{name} 1390000000{n}"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Desk::at("2026-03-02")
        .with_customers(&lines)
        .with_follow_up("王芳", "2026-02-27", "送样品")
        .with_follow_up("李建国", "2026-03-02", "回访")
        .with_follow_up("Tom Baker", "2026-03-20", "call back")
}

fn act(desk: &mut Desk, hands: &mut Hands) {
    match hands.below(40) {
        0 => desk.hear(Msg::Resize {
            width: 1 + hands.below(160),
            height: 1 + hands.below(60),
        }),
        1 => {
            let text = hands.one_of(&PASTED);
            desk.paste(text);
        }
        2 => {
            let kind = hands.one_of(&[
                MouseEventKind::Down(MouseButton::Left),
                MouseEventKind::ScrollDown,
                MouseEventKind::ScrollUp,
                MouseEventKind::Moved,
            ]);
            let (x, y) = (hands.below(160), hands.below(60));
            desk.mouse(kind, x, y);
        }
        3..=12 => {
            let code = hands.one_of(&NAMED);
            desk.press(KeyEvent::new(code, KeyModifiers::NONE));
        }
        13..=14 => {
            let c = hands.one_of(&['s', 'r', 'd', 'u', 'a', 'e', 'w', 'k', 'n', 'p', 'f', 'b']);
            desk.press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
        }
        15..=17 => {
            desk.presses(hands.one_of(&[HOME, HOME, ""]));
            desk.presses(hands.one_of(&["1", "2", ""]));
            desk.presses(hands.one_of(&HABITS));
        }
        _ => {
            let c = hands.one_of(&TYPED);
            desk.press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
    }
}

/// Whoever is selected is somebody on the list.
fn check_selection(desk: &Desk) {
    let state = &desk.state;
    let listed = match state.feed.get(Slot::Customers) {
        Some((_, Answer::Customers(window))) => &window.rows,
        Some((_, Answer::Hits(hits))) => &hits.rows,
        other => panic!("no list: {other:?}"),
    };
    let is_listed = |id| listed.iter().any(|row| row.id == id);
    assert!(
        state
            .customers
            .selected()
            .map_or(listed.is_empty(), is_listed),
        "nobody of the list is selected:\n{}",
        desk.screen()
    );
    let Some((_, Answer::Queue(queue))) = state.feed.get(Slot::Queue) else {
        panic!("no queue");
    };
    let is_queued = |id| queue.rows.iter().any(|row| row.follow_up.customer == id);
    assert!(
        state
            .queue
            .customer()
            .map_or(queue.rows.is_empty(), is_queued),
        "nothing of the queue is selected:\n{}",
        desk.screen()
    );
}

fn stands(seed: u64) {
    let (mut desk, mut hands) = (desk(), Hands(seed));
    for _ in 0..EVENTS {
        act(&mut desk, &mut hands);
        check_selection(&desk);
    }
    let (ops, broken) = desk.app.verify().expect("a verdict");
    assert_eq!(broken, None, "seed {seed}");
    assert!(ops > 30, "the hands did nothing: {ops} ops");
}

#[test]
fn random_hands_leave_a_desk_that_stands_1() {
    stands(1);
}

#[test]
fn random_hands_leave_a_desk_that_stands_2() {
    stands(20_260_302);
}

#[test]
fn random_hands_leave_a_desk_that_stands_3() {
    stands(0x5eed);
}

#[test]
fn random_hands_leave_a_desk_that_stands_4() {
    stands(u64::MAX);
}
