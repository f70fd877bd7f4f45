//! A cell before it means anything: spreadsheet self-defence undone, placeholders emptied.

use std::borrow::Cow;

use crate::codec::write::guard::is_defended;

/// What exporters write for "nothing".
const PLACEHOLDERS: [&str; 22] = [
    "null",
    "NULL",
    "Null",
    "'null",
    "(null)",
    "None",
    "none",
    "N/A",
    "n/a",
    "#N/A",
    "NaN",
    "nan",
    "-",
    "--",
    "——",
    "/",
    "无",
    "暂无",
    "未填写",
    "\\N",
    "—",
    "'",
];

/// The text of a cell without its wrapping; None if it says nothing.
pub fn content(raw: &str) -> Option<Cow<'_, str>> {
    let text = outer_trimmed(raw);
    if text.is_empty() || PLACEHOLDERS.contains(&text) {
        return None;
    }
    let text = unwrapped(text);
    (!text.is_empty() && !PLACEHOLDERS.contains(&text.as_ref())).then_some(text)
}

/// White space, also U+3000, and the invisible characters that stick to copied cells.
fn outer_trimmed(raw: &str) -> &str {
    raw.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// Takes off one layer: `="00123"`, a leading `'` before what a spreadsheet would change, a leading back-tick.
fn unwrapped(text: &str) -> Cow<'_, str> {
    if let Some(inner) = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
        // `="a"&"b"` is a formula, not a wrapped text.
        if !inner.replace("\"\"", "").contains('"') {
            return Cow::Owned(outer_trimmed(&inner.replace("\"\"", "\"")).to_owned());
        }
    }
    let bare = match text.strip_prefix('\'') {
        Some(rest) if is_defended(rest) => rest,
        _ => text.strip_prefix('`').unwrap_or(text),
    };
    Cow::Borrowed(outer_trimmed(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_is_taken_off_once() {
        for (raw, want) in [
            ("=\"00123\"", "00123"),
            ("=\"a\"\"b\"", "a\"b"),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("'15100000001", "15100000001"),
            ("'=1+1", "=1+1"),
            ("'=\"x\"", "=\"x\""),
            ("'+8615100000122", "+8615100000122"),
            ("'tis", "'tis"),
            ("\t6917", "6917"),
            ("6917\t", "6917"),
            ("`2024", "2024"),
            ("+1-1", "+1-1"),
            ("\u{3000}孔一 ", "孔一"),
        ] {
            assert_eq!(content(raw).as_deref(), Some(want), "{raw}");
        }
    }

    #[test]
    fn placeholders_say_nothing() {
        for raw in [
            "", " ", "\u{3000}", "null", "'null", "N/A", "——", "/", "无", "=\"\"", "\\N", "'",
            "\u{feff}",
        ] {
            assert_eq!(content(raw), None, "{raw:?}");
        }
        assert_eq!(content("Nan").as_deref(), Some("Nan"));
    }
}
