//! Text that means harm: escape sequences, direction overrides, invisible characters, joined emoji, a megabyte of paste. None of it
//! reaches a cell raw, and every limit holds.

use shuke::app::op::Op;
use shuke::app::{Error, customer, fact, tag};
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::customer::{Draft, NAME_MAX, NOTE_MAX};
use shuke::domain::fact::Leaning;
use shuke::tui::msg::Msg;
use shuke::tui::state::Focus;

use crate::desk::Desk;

const HOSTILE: [&str; 9] = [
    "\u{1b}[31m红\u{1b}[0m",
    "\u{1b}]0;标题\u{7}",
    "\u{1b}]52;c;aGFjaw==\u{1b}\\",
    "\u{9b}2J清屏",
    "\u{202e}反了\u{202c}",
    "\u{2066}隔\u{2069}离",
    "零\u{200b}宽\u{feff}\u{2060}",
    "标\u{e0041}\u{e0042}签",
    "换\r\n行\t格\u{85}\u{2028}",
];

/// What must not stand in any cell: controls, direction marks, and what cannot be seen but joins or hides.
fn is_raw(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[track_caller]
fn is_clean(desk: &Desk) {
    let raw: Vec<char> = desk
        .lines()
        .concat()
        .chars()
        .filter(|c| is_raw(*c))
        .collect();
    assert!(raw.is_empty(), "{raw:?} on the screen:\n{}", desk.screen());
}

#[track_caller]
fn everywhere(mut desk: Desk) {
    for keys in ["", "2", "3", "4", "e", "<Esc>d", "<Esc>U", "<Esc>/"] {
        for (width, height) in [(80, 24), (120, 40), (41, 11)] {
            desk = desk.keys(keys).sized(width, height);
            is_clean(&desk);
        }
    }
}

#[test]
fn nothing_raw_reaches_the_screen_from_a_record() {
    for text in HOSTILE {
        let mut desk = Desk::at("2026-03-02");
        let mut draft = Draft::named(format!("王{text}芳"));
        draft.about.note = text.repeat(3);
        draft.about.company = text.to_owned();
        draft.about.address = text.to_owned();
        draft.contacts.push(ContactDraft::new(Method::WeChat, text));
        draft
            .contacts
            .push(ContactDraft::new(Method::Phone, format!("{text}138")));
        draft.tags.push(format!("签{text}"));
        let id = desk
            .app
            .run(&Op::Customer(customer::Op::Add(draft)))
            .expect("added")
            .show
            .expect("a customer");
        desk.app
            .run(&Op::Customer(customer::Op::Pin {
                id,
                text: text.to_owned(),
            }))
            .expect("pinned");
        desk.app
            .run(&Op::Fact(fact::Op::Add {
                customer: id,
                leaning: Leaning::Avoids,
                text: format!("忌{text}"),
            }))
            .expect("a fact");
        desk.hear(Msg::Elsewhere);
        everywhere(
            desk.keys("2l")
                .pastes(&format!("电话 {text}"))
                .keys("<Enter>1"),
        );
    }
}

#[test]
fn nothing_raw_reaches_the_screen_from_a_paste() {
    for text in HOSTILE {
        for keys in ["/", "l", "a", "A", "f", "t", "p", "P", "r", ":", "U", "z/"] {
            let desk = Desk::at("2026-03-02")
                .with_customers(&["王芳"])
                .with_follow_up("王芳", "2026-03-02", "回访")
                .keys(keys)
                .pastes(text);
            is_clean(&desk);
            is_clean(&desk.keys("<Enter>"));
        }
    }
}

#[test]
fn a_hostile_name_is_stored_clean() {
    let desk = Desk::at("2026-03-02")
        .keys("a")
        .pastes("\u{1b}[31m王\u{202e}芳\r\n")
        .keys("<Ctrl-s>");
    let id = desk.state.current().expect("a customer");
    let query = shuke::app::query::Query::Card { id, reveal: None };
    let mut app = desk.app;
    match app.ask(&query).expect("an answer") {
        shuke::app::answer::Answer::Card(Some(card)) => {
            assert!(
                !card.customer.about.name.chars().any(is_raw),
                "{:?}",
                card.customer.about.name
            );
        }
        other => panic!("no card: {other:?}"),
    }
}

#[test]
fn joined_emoji_stay_whole_and_keep_the_columns_straight() {
    for name in [
        "👨‍👩‍👧‍👦一家",
        "👩🏽‍🚀",
        "🇨🇳旗",
        "1️⃣号",
        "❤️",
        "क्षि",
        "กำ",
        "한국어",
        "e\u{301}\u{301}\u{301}",
    ] {
        let mut desk = Desk::at("2026-03-02");
        desk.app
            .run(&Op::Customer(customer::Op::Add(Draft::named(name))))
            .expect("added");
        desk.hear(Msg::Elsewhere);
        for width in 40..90 {
            desk = desk.keys("2").sized(width, 24);
        }
    }
}

#[test]
fn a_megabyte_of_paste_is_bounded_and_the_desk_goes_on() {
    let megabyte = "龙井".repeat(180_000);
    for keys in ["/", "l", "a", "A", "P", ":"] {
        let desk = Desk::at("2026-03-02")
            .with_customers(&["王芳"])
            .keys("2")
            .keys(keys)
            .pastes(&megabyte);
        let desk = (0..3).fold(desk.keys("<Enter>"), |desk, _| desk.keys("<Esc>y"));
        desk.keys("<Esc>2").focused_on(Focus::Customers);
    }
}

#[test]
fn a_name_and_a_note_have_limits() {
    let mut desk = Desk::at("2026-03-02");
    let long = Draft::named("长".repeat(NAME_MAX + 50));
    desk.app
        .run(&Op::Customer(customer::Op::Add(long)))
        .expect("added, cut");
    desk.customer(&"长".repeat(NAME_MAX));
    let mut draft = Draft::named("王芳");
    draft.about.note = "注".repeat(NOTE_MAX + 1);
    assert!(matches!(
        desk.app.run(&Op::Customer(customer::Op::Add(draft))),
        Err(Error::TooLong { limit: NOTE_MAX })
    ));
    let id = desk.customer(&"长".repeat(NAME_MAX));
    let tagged = desk.app.run(&Op::Tag(tag::Op::Add {
        customers: vec![id],
        name: "签".repeat(41),
    }));
    assert!(matches!(tagged, Err(Error::TooLong { limit: 40 })));
    let pinned = desk.app.run(&Op::Customer(customer::Op::Pin {
        id,
        text: "顶".repeat(161),
    }));
    assert!(matches!(pinned, Err(Error::TooLong { limit: 160 })));
}

#[test]
fn text_that_is_nothing_but_harm_is_no_name() {
    for name in ["\u{1b}", "\u{200b}\u{feff}", "\u{202e}", " \t\r\n"] {
        let mut desk = Desk::at("2026-03-02");
        let refused = desk
            .app
            .run(&Op::Customer(customer::Op::Add(Draft::named(name))));
        assert!(
            matches!(refused, Err(Error::NameMissing)),
            "{name:?}: {refused:?}"
        );
    }
}
