//! The keys of line editing, as readline and every shell have them. What a key means elsewhere is not decided here.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Edit;

/// The edit a key stands for, if it is an editing key.
pub fn edit_for(key: KeyEvent) -> Option<Edit> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match (key.code, ctrl, alt) {
        (KeyCode::Char(c), false, false) => Some(Edit::Type(c)),
        // AltGr arrives as Ctrl+Alt on Windows and types a character there.
        (KeyCode::Char(c), true, true) if !c.is_ascii_alphanumeric() => Some(Edit::Type(c)),
        (KeyCode::Char(c), true, false) => control(c),
        (KeyCode::Char(c), false, true) => meta(c),
        (KeyCode::Left, true, _) | (KeyCode::Left, _, true) => Some(Edit::WordLeft),
        (KeyCode::Right, true, _) | (KeyCode::Right, _, true) => Some(Edit::WordRight),
        (KeyCode::Left, ..) => Some(Edit::Left),
        (KeyCode::Right, ..) => Some(Edit::Right),
        (KeyCode::Up, false, false) => Some(Edit::Up),
        (KeyCode::Down, false, false) => Some(Edit::Down),
        (KeyCode::Home, ..) => Some(Edit::Home),
        (KeyCode::End, ..) => Some(Edit::End),
        (KeyCode::Backspace, false, false) => Some(Edit::DeleteLeft),
        (KeyCode::Backspace, ..) => Some(Edit::DeleteWordLeft),
        (KeyCode::Delete, false, false) => Some(Edit::DeleteRight),
        (KeyCode::Delete, ..) => Some(Edit::DeleteWordRight),
        _ => None,
    }
}

fn control(c: char) -> Option<Edit> {
    match c.to_ascii_lowercase() {
        'a' => Some(Edit::Home),
        'e' => Some(Edit::End),
        'b' => Some(Edit::Left),
        'f' => Some(Edit::Right),
        'w' => Some(Edit::DeleteWordLeft),
        'u' => Some(Edit::DeleteToHome),
        'k' => Some(Edit::DeleteToEnd),
        'y' => Some(Edit::Yank),
        'd' => Some(Edit::DeleteRight),
        'h' => Some(Edit::DeleteLeft),
        'p' => Some(Edit::Up),
        'n' => Some(Edit::Down),
        // A raw line feed, as an unbracketed paste sends it.
        'j' => Some(Edit::Break),
        _ => None,
    }
}

fn meta(c: char) -> Option<Edit> {
    match c.to_ascii_lowercase() {
        'b' => Some(Edit::WordLeft),
        'f' => Some(Edit::WordRight),
        'd' => Some(Edit::DeleteWordRight),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_what_readline_means() {
        const NONE: KeyModifiers = KeyModifiers::NONE;
        const CTRL: KeyModifiers = KeyModifiers::CONTROL;
        const ALT: KeyModifiers = KeyModifiers::ALT;
        let cases = [
            (KeyCode::Char('a'), NONE, Some(Edit::Type('a'))),
            (
                KeyCode::Char('A'),
                KeyModifiers::SHIFT,
                Some(Edit::Type('A')),
            ),
            (KeyCode::Char('王'), NONE, Some(Edit::Type('王'))),
            (KeyCode::Char('@'), CTRL.union(ALT), Some(Edit::Type('@'))),
            (KeyCode::Char('a'), CTRL, Some(Edit::Home)),
            (KeyCode::Char('d'), CTRL, Some(Edit::DeleteRight)),
            (KeyCode::Char('h'), CTRL, Some(Edit::DeleteLeft)),
            (KeyCode::Char('b'), ALT, Some(Edit::WordLeft)),
            (KeyCode::Char('d'), ALT, Some(Edit::DeleteWordRight)),
            (KeyCode::Char('x'), ALT, None),
            (KeyCode::Char('c'), CTRL, None),
            (KeyCode::Right, CTRL, Some(Edit::WordRight)),
            (KeyCode::Backspace, NONE, Some(Edit::DeleteLeft)),
            (KeyCode::Backspace, ALT, Some(Edit::DeleteWordLeft)),
            (KeyCode::Enter, NONE, None),
            (KeyCode::Tab, NONE, None),
            (KeyCode::Esc, NONE, None),
        ];
        for (code, modifiers, expected) in cases {
            assert_eq!(
                edit_for(KeyEvent::new(code, modifiers)),
                expected,
                "{code:?} {modifiers:?}"
            );
        }
    }
}
