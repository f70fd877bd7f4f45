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
}
