//! What may not be in a stored or painted text: control, bidi and invisible characters. Removes them; never judges meaning.

use unicode_normalization::char::is_combining_mark;

/// Combining marks kept on one base character; more than this is vandalism, not writing.
const MARKS_PER_BASE: usize = 8;

/// One line, safe to store and to paint: controls removed, line breaks and tabs folded, outer white space trimmed.
///
/// A break between two CJK characters vanishes; anywhere else it becomes one space.
pub fn clean_line(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut gap = false;
    for c in visible(raw) {
        if is_break(c) || c == '\t' {
            gap = true;
            continue;
        }
        if gap {
            let joined = out.ends_with(is_cjk) && is_cjk(c);
            if !(joined
                || out.is_empty()
                || out.ends_with(char::is_whitespace)
                || c.is_whitespace())
            {
                out.push(' ');
            }
            gap = false;
        }
        out.push(c);
    }
    out.trim().to_owned()
}

/// A text of several lines, safe to store and to paint: as `clean_line`, but TAB and LF stay and CR LF or CR become LF.
pub fn clean_text(raw: &str) -> String {
    if is_clean(raw) {
        return raw.trim().to_owned();
    }
    let unix = raw.replace("\r\n", "\n");
    let text: String = visible(&unix)
        .map(|c| if is_break(c) { '\n' } else { c })
        .collect();
    text.trim().to_owned()
}

/// Whether a text holds nothing that `clean_text` would change, outer white space aside.
pub fn is_clean(text: &str) -> bool {
    text.bytes()
        .all(|b| (0x20..0x7f).contains(&b) || b == b'\n' || b == b'\t')
        || (!text
            .chars()
            .any(|c| is_forbidden(c) || (is_break(c) && c != '\n'))
            && visible(text).count() == text.chars().count())
}

/// Whether a character is Chinese, Japanese or Korean writing, where words are not parted by spaces.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}'
        | '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' | '\u{3005}'..='\u{3007}')
}

fn visible(raw: &str) -> impl Iterator<Item = char> {
    let mut marks = 0;
    raw.chars().filter(move |&c| {
        if is_forbidden(c) {
            return false;
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        marks <= MARKS_PER_BASE
    })
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        // ZERO WIDTH JOINER and NON-JOINER are not here: emoji families and Persian need them.
        '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_loses_everything_a_terminal_would_obey() {
        for (raw, want) in [
            ("\u{1b}[31m红\u{1b}[0m", "[31m红[0m"),
            ("安\u{9b}31m三", "安31m三"),
            ("常\r覆盖", "常覆盖"),
            ("John\r\nSmith", "John Smith"),
            ("a\u{8}\u{8}b\u{7f}", "ab"),
            ("\u{3000}孔\u{200b}一 ", "孔一"),
            ("evil\u{202e}gpj.exe", "evilgpj.exe"),
            ("tag\u{e0041}\u{e007f}", "tag"),
            ("家👨\u{200d}👩\u{200d}👧", "家👨\u{200d}👩\u{200d}👧"),
            ("", ""),
        ] {
            assert_eq!(clean_line(raw), want, "{raw:?}");
        }
    }

    #[test]
    fn a_text_keeps_its_lines_and_tabs() {
        assert_eq!(clean_text("b\rc\r\nd\te\0"), "b\nc\nd\te");
    }

    #[test]
    fn a_tower_of_marks_is_cut_at_eight() {
        let tower = format!("e{}x", "\u{301}".repeat(40));
        assert_eq!(clean_text(&tower).chars().count(), 10);
        assert!(!is_clean(&tower));
    }

    proptest! {
        #[test]
        fn what_was_cleaned_is_clean(raw in "\\PC*|[\\x00-\\xff\u{200b}\u{202e}\u{e0001}\u{301}]*") {
            let (line, text) = (clean_line(&raw), clean_text(&raw));
            prop_assert!(is_clean(&line) && !line.contains(['\n', '\r', '\t']));
            prop_assert!(is_clean(&text) && !text.contains('\r'));
            prop_assert_eq!(clean_text(&text), text.clone());
        }
    }
}
