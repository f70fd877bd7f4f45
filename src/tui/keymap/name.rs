//! Key presses as the names the table uses: `j`, `G`, `Ctrl-r`, `F2`, `Enter`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The name of a key press. Full-width characters count as the keys they stand for, so that commands work while an input
/// method is switched on.
#[must_use]
pub fn name_of(key: KeyEvent) -> String {
    let base = match key.code {
        KeyCode::Char(c) => return char_name(c, key.modifiers),
        KeyCode::F(n) => format!("F{n}"),
        KeyCode::Enter => "Enter".to_owned(),
        KeyCode::Esc => "Esc".to_owned(),
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => {
            return "Shift-Tab".to_owned();
        }
        KeyCode::Tab => "Tab".to_owned(),
        KeyCode::BackTab => return "Shift-Tab".to_owned(),
        KeyCode::Backspace => "Backspace".to_owned(),
        KeyCode::Delete => "Delete".to_owned(),
        KeyCode::Up => "Up".to_owned(),
        KeyCode::Down => "Down".to_owned(),
        KeyCode::Left => "Left".to_owned(),
        KeyCode::Right => "Right".to_owned(),
        KeyCode::Home => "Home".to_owned(),
        KeyCode::End => "End".to_owned(),
        KeyCode::PageUp => "PgUp".to_owned(),
        KeyCode::PageDown => "PgDn".to_owned(),
        _ => String::new(),
    };
    format!("{}{base}", prefix(key.modifiers))
}

fn char_name(c: char, modifiers: KeyModifiers) -> String {
    let c = half_width(c);
    let base = if c == ' ' {
        "Space".to_owned()
    } else {
        c.to_string()
    };
    let shown = if modifiers.contains(KeyModifiers::CONTROL) {
        base.to_lowercase()
    } else {
        base
    };
    format!("{}{shown}", prefix(modifiers))
}

fn prefix(modifiers: KeyModifiers) -> String {
    let mut prefix = String::new();
    if modifiers.contains(KeyModifiers::CONTROL) {
        prefix.push_str("Ctrl-");
    }
    if modifiers.contains(KeyModifiers::ALT) {
        prefix.push_str("Alt-");
    }
    prefix
}

/// The table's name for a key, or for two pressed one after the other, however people write it: `esc`, `ctrl-r`, `g g`. `None` when no
/// key is called so, or when it never arrives: Ctrl-c leaves from everywhere.
#[must_use]
pub fn canonical(text: &str) -> Option<String> {
    let parts: Vec<String> = text.split_whitespace().map(single).collect::<Option<_>>()?;
    let never = |part: &String| part == "Ctrl-c";
    match parts.as_slice() {
        [_] | [_, _] if !parts.iter().any(never) => Some(parts.join(" ")),
        _ => None,
    }
}

fn single(text: &str) -> Option<String> {
    let (mut rest, mut modifiers) = (text, KeyModifiers::NONE);
    while let Some((word, behind)) = rest.split_once('-').filter(|(_, b)| !b.is_empty()) {
        modifiers |= match word.to_ascii_lowercase().as_str() {
            "ctrl" => KeyModifiers::CONTROL,
            "alt" => KeyModifiers::ALT,
            "shift" => KeyModifiers::SHIFT,
            _ => return None,
        };
        rest = behind;
    }
    let code = code_of(rest)?;
    let is_char = matches!(code, KeyCode::Char(_));
    // A terminal tells Shift only through the character it makes, and with Tab.
    (!modifiers.contains(KeyModifiers::SHIFT) || code == KeyCode::Tab)
        .then(|| name_of(KeyEvent::new(code, modifiers)))
        .filter(|_| !is_char || !rest.chars().any(char::is_control))
}

fn code_of(text: &str) -> Option<KeyCode> {
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(KeyCode::Char(c));
    }
    let word = text.to_ascii_lowercase();
    if let Some(n) = word.strip_prefix('f').and_then(|n| n.parse().ok()) {
        return (1..=12).contains(&n).then_some(KeyCode::F(n));
    }
    Some(match word.as_str() {
        "space" => KeyCode::Char(' '),
        "enter" | "return" => KeyCode::Enter,
        "esc" | "escape" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backspace" => KeyCode::Backspace,
        "delete" | "del" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" | "pageup" => KeyCode::PageUp,
        "pgdn" | "pagedown" => KeyCode::PageDown,
        _ => return None,
    })
}

fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '、' => '/',
        '。' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_the_name_the_table_uses() {
        const NONE: KeyModifiers = KeyModifiers::NONE;
        for (code, modifiers, name) in [
            (KeyCode::Char('j'), NONE, "j"),
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('r'), KeyModifiers::CONTROL, "Ctrl-r"),
            (KeyCode::Char(' '), NONE, "Space"),
            (KeyCode::Char('？'), NONE, "?"),
            (KeyCode::Char('：'), NONE, ":"),
            (KeyCode::Char('、'), NONE, "/"),
            (KeyCode::F(2), NONE, "F2"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "Shift-Tab"),
            (KeyCode::PageDown, NONE, "PgDn"),
        ] {
            assert_eq!(name_of(KeyEvent::new(code, modifiers)), name);
        }
    }

    #[test]
    fn a_key_is_known_however_it_is_written() {
        for (written, name) in [
            ("j", Some("j")),
            ("esc", Some("Esc")),
            ("CTRL-R", Some("Ctrl-r")),
            ("g  g", Some("g g")),
            ("shift-tab", Some("Shift-Tab")),
            ("alt-ctrl-x", Some("Ctrl-Alt-x")),
            ("Ctrl--", Some("Ctrl--")),
            ("-", Some("-")),
            ("？", Some("?")),
            ("f12", Some("F12")),
            ("pageup", Some("PgUp")),
            ("", None),
            ("f13", None),
            ("undo", None),
            ("g g g", None),
            ("Ctrl-c", None),
            ("Shift-a", None),
            ("hyper-a", None),
        ] {
            assert_eq!(canonical(written).as_deref(), name, "{written}");
        }
    }

    #[test]
    fn every_key_of_the_table_is_its_own_name() {
        for key in super::super::BINDINGS.iter().flat_map(|b| b.keys) {
            assert_eq!(canonical(key).as_deref(), Some(*key));
        }
    }
}
