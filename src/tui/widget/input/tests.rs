//! Edits as before, keys and after: `|` is the caret.

use super::keys::edit_for;
use super::*;
use crate::tui::glyph::ASCII;
use crate::tui::widget::{PLAIN, lines_of};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;

const FAMILY: &str = "👨‍👩‍👧";

fn at(marked: &str, shape: Shape) -> Input {
    let caret = marked.find('|').expect("a caret in the test's text");
    let mut input = Input::new(shape, LINE_CHARS, &marked.replace('|', ""));
    input.caret = caret;
    input
}

fn marked(input: &Input) -> String {
    format!(
        "{}|{}",
        &input.text[..input.caret],
        &input.text[input.caret..]
    )
}

/// Keys as a manual writes them: `C-a`, `M-b`, `Left`, or text that is typed.
fn press(input: &mut Input, keys: &str, cells: usize) {
    for name in keys.split(' ').filter(|name| !name.is_empty()) {
        let (modifiers, bare) = match (name.strip_prefix("C-"), name.strip_prefix("M-")) {
            (Some(bare), _) => (KeyModifiers::CONTROL, bare),
            (_, Some(bare)) => (KeyModifiers::ALT, bare),
            _ => (KeyModifiers::NONE, name),
        };
        let special = match bare {
            "Left" => Some(KeyCode::Left),
            "Right" => Some(KeyCode::Right),
            "Up" => Some(KeyCode::Up),
            "Down" => Some(KeyCode::Down),
            "Home" => Some(KeyCode::Home),
            "End" => Some(KeyCode::End),
            "BS" => Some(KeyCode::Backspace),
            "Del" => Some(KeyCode::Delete),
            _ => None,
        };
        let codes = special.map_or_else(
            || bare.chars().map(KeyCode::Char).collect(),
            |code| vec![code],
        );
        for code in codes {
            if let Some(edit) = edit_for(KeyEvent::new(code, modifiers)) {
                input.on(edit, cells);
            }
        }
    }
}

#[test]
fn a_line_is_edited_as_in_every_shell() {
    let cases = [
        ("|", "王芳", "王芳|"),
        ("王|芳", "小", "王小|芳"),
        ("王芳|", "BS", "王|"),
        ("|王芳", "BS", "|王芳"),
        ("王|芳", "Del", "王|"),
        ("王芳|", "Del", "王芳|"),
        ("王芳|", "C-h C-h", "|"),
        ("|王芳", "C-d", "|芳"),
        ("王芳|", "Left", "王|芳"),
        ("|王芳", "Left", "|王芳"),
        ("王芳|", "Right", "王芳|"),
        ("王芳|", "C-b C-b C-f", "王|芳"),
        ("王小芳|", "C-a", "|王小芳"),
        ("|王小芳", "C-e", "王小芳|"),
        ("王小芳|", "Home", "|王小芳"),
        ("|王小芳", "End", "王小芳|"),
        ("王芳 138|", "C-w", "王芳 |"),
        ("王芳 138 |", "C-w", "王芳 |"),
        ("王芳|138", "C-w", "|138"),
        ("你好，王芳|", "C-w", "你好，|"),
        ("王芳 138|00", "C-u", "|00"),
        ("王芳 138|00", "C-k", "王芳 138|"),
        ("王芳 138|00", "C-u C-e C-y", "00王芳 138|"),
        ("ab cd|", "C-w C-y C-y", "ab cdcd|"),
        ("hello big world|", "M-b M-b", "hello |big world"),
        ("|hello big world", "M-f", "hello| big world"),
        ("|hello big", "M-d", "| big"),
        ("王芳 李娜|", "C-Left", "王芳 |李娜"),
        ("|王芳 李娜", "C-Right", "王芳| 李娜"),
        ("👨‍👩‍👧|", "BS", "|"),
        ("|👨‍👩‍👧x", "Right", "👨‍👩‍👧|x"),
        ("|👨‍👩‍👧x", "Del", "|x"),
        ("a👍🏽|", "Left", "a|👍🏽"),
        ("🇨🇳🇯🇵|", "BS", "🇨🇳|"),
        ("e\u{301}|", "BS", "|"),
        ("|e\u{301}x", "Right", "e\u{301}|x"),
        ("e|x", "\u{301}", "e\u{301}|x"),
        ("👨|", "\u{200d} 👩", "👨\u{200d}👩|"),
        ("ก|", "\u{e34} \u{e48}", "ก\u{e34}\u{e48}|"),
        ("❤\u{fe0f}|", "BS", "|"),
        ("ab|", "\u{202e} \u{1b} \u{e0041}", "ab|"),
        ("a|b", "M-x C-x", "a|b"),
        ("한국|", "BS", "한|"),
        ("𠮷野|", "Left BS", "|野"),
        ("👩|👧", "\u{200d}", "👩\u{200d}👧|"),
    ];
    for (before, keys, after) in cases {
        let mut input = at(before, Shape::Line);
        press(&mut input, keys, 20);
        assert_eq!(marked(&input), after, "{before} + {keys}");
    }
}

#[test]
fn a_text_is_edited_by_rows() {
    let cases = [
        ("一二三|", 20, "C-j 四", "一二三\n四|"),
        ("一二三\n四|", 20, "Up", "一|二三\n四"),
        ("一二|三\n四", 20, "Down", "一二三\n四|"),
        (
            "一二三|\n四\n五六七",
            20,
            "Down Down",
            "一二三\n四\n五六七|",
        ),
        ("一二三四|五六", 6, "Up", "一|二三四五六"),
        ("一|二三四五六", 6, "Down", "一二三四|五六"),
        ("一\n二|", 20, "C-u", "一\n|"),
        ("一\n|二", 20, "BS", "一|二"),
        ("一|\n二", 20, "C-e C-f C-e", "一\n二|"),
        ("|一", 20, "Up", "|一"),
        ("abc|d\nx\nwxyz", 20, "Down Down", "abcd\nx\nwxy|z"),
    ];
    for (before, cells, keys, after) in cases {
        let mut input = at(before, Shape::Text);
        press(&mut input, keys, cells);
        assert_eq!(marked(&input), after, "{before} + {keys}");
    }
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let cases = [
        (Shape::Line, "a|b", "\n:q!\n", "a:q!|b"),
        (Shape::Line, "|", "王芳\r\n138", "王芳 138|"),
        (Shape::Line, "|", "王芳\t138\r", "王芳 138|"),
        (Shape::Line, "|", "x\u{1b}[2J\u{202e}y\u{feff}", "x[2Jy|"),
        (Shape::Text, "|", "一\r\n二\r三", "一\n二\n三|"),
        (Shape::Line, "|", "👨‍👩‍👧", "👨‍👩‍👧|"),
    ];
    for (shape, before, paste, after) in cases {
        let mut input = at(before, shape);
        input.on(Edit::Paste(paste.to_owned()), 20);
        assert_eq!(marked(&input), after, "{paste:?}");
    }
}

#[test]
fn a_text_stops_at_its_limit_and_says_so() {
    let mut input = Input::new(Shape::Line, 3, "王小");
    assert_eq!(input.on(Edit::Paste("芳芳".into()), 20), Edited::Full);
    assert_eq!(input.value(), "王小芳");
    assert_eq!(input.on(Edit::Type('x'), 20), Edited::Full);
    let mut long = Input::new(Shape::Text, usize::MAX, "");
    assert_eq!(
        long.on(Edit::Paste("客".repeat(PASTE_BYTES)), 20),
        Edited::Full
    );
    assert_eq!(long.value().len(), PASTE_BYTES / 3 * 3);
    let mut whole = Input::new(Shape::Line, 4, "");
    whole.on(Edit::Paste(FAMILY.into()), 20);
    assert_eq!(whole.value(), "", "a grapheme is taken whole or not at all");
}

#[test]
fn history_comes_back_and_so_does_the_unsent_text() {
    let mut input = Input::line("草稿").with_history(vec!["旧".into(), "新".into()]);
    let mut seen = Vec::new();
    for edit in [
        Edit::Up,
        Edit::Up,
        Edit::Up,
        Edit::Down,
        Edit::Down,
        Edit::Down,
    ] {
        input.on(edit, 20);
        seen.push(input.value().to_owned());
    }
    assert_eq!(seen, ["新", "旧", "旧", "新", "草稿", "草稿"]);
}

#[test]
fn the_caret_is_always_drawn_inside_the_area_and_on_its_text() {
    let text = "王芳ab👨‍👩‍👧李娜cdef张伟";
    for cells in 1..30u16 {
        let mut input = Input::line(text);
        input.on(Edit::Home, 0);
        loop {
            let area = Rect::new(3, 1, cells, 1);
            let mut buf = Buffer::empty(Rect::new(0, 0, cells + 6, 3));
            input.draw(area, &mut buf, &PLAIN, "");
            let caret = input.caret(area, &PLAIN).expect("room for a caret");
            assert!(area.contains(caret), "{cells} {}", marked(&input));
            let under = input.text[input.caret..].graphemes(true).next();
            if let Some(under) = under.filter(|g| grapheme_width(g) <= usize::from(cells)) {
                assert_eq!(buf[caret].symbol(), under, "{cells} {}", marked(&input));
            }
            if input.on(Edit::Right, 0) == Edited::Ignored {
                break;
            }
        }
    }
}

#[test]
fn a_text_scrolls_so_that_the_caret_is_visible() {
    let input = at("第一行\n第二行\n第三行\n第四|行\n第五行", Shape::Text);
    let area = Rect::new(0, 0, 8, 2);
    let mut buf = Buffer::empty(area);
    input.draw(area, &mut buf, &PLAIN, "");
    assert_eq!(lines_of(&buf), ["第三行", "第四行"]);
    assert_eq!(input.caret(area, &PLAIN), Some(Position::new(4, 1)));
}

#[test]
fn a_masked_input_shows_only_its_length() {
    let mut input = Input::masked();
    press(&mut input, "密码👨 a C-w C-y", 10);
    let area = Rect::new(0, 0, 10, 1);
    let mut buf = Buffer::empty(area);
    Input::new(Shape::Masked, 20, "密码a").draw(area, &mut buf, &PLAIN, "");
    assert_eq!(lines_of(&buf), [ASCII.mask.repeat(3)]);
    assert!(
        input.taken.is_empty(),
        "a deleted passphrase is kept nowhere"
    );
}

#[test]
fn an_empty_input_shows_its_placeholder_and_a_caret_at_its_start() {
    let area = Rect::new(0, 0, 8, 1);
    let mut buf = Buffer::empty(area);
    Input::line("").draw(area, &mut buf, &PLAIN, "姓名或电话");
    assert_eq!(lines_of(&buf), ["姓名或~"]);
    assert_eq!(
        Input::line("").caret(area, &PLAIN),
        Some(Position::new(0, 0))
    );
}

proptest! {
    #[test]
    fn no_sequence_of_edits_breaks_the_caret(edits in prop::collection::vec((0usize..19, "[a王👨é\u{301}\u{200d}\n \t]{0,4}"), 0..60), cells in 1usize..12) {
        for shape in [Shape::Line, Shape::Text, Shape::Masked] {
            let mut input = Input::new(shape, 30, "");
            for (which, text) in &edits {
                let edit = match which {
                    0 => Edit::Left, 1 => Edit::Right, 2 => Edit::WordLeft, 3 => Edit::WordRight, 4 => Edit::Home, 5 => Edit::End,
                    6 => Edit::Up, 7 => Edit::Down, 8 => Edit::DeleteLeft, 9 => Edit::DeleteRight, 10 => Edit::DeleteWordLeft,
                    11 => Edit::DeleteWordRight, 12 => Edit::DeleteToHome, 13 => Edit::DeleteToEnd, 14 => Edit::Yank, 15 => Edit::Break,
                    _ => Edit::Paste(text.clone()),
                };
                input.on(edit, cells);
                let is_border = input.caret == input.text.len() || input.text.grapheme_indices(true).any(|(at, _)| at == input.caret);
                prop_assert!(is_border, "{:?} at {}", input.text, input.caret);
                prop_assert!(input.text.chars().count() <= 30);
                let area = Rect::new(0, 0, cells as u16, 2);
                input.draw(area, &mut Buffer::empty(area), &PLAIN, "");
                prop_assert!(area.contains(input.caret(area, &PLAIN).expect("room")));
            }
        }
    }
}
