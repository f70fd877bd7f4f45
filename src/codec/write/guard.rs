//! The guard against cells that a spreadsheet would run or rewrite, and its exact inverse. Both stand here so that they stay a pair.

use std::borrow::Cow;

/// What may stand before the character that makes a formula, and is skipped by some spreadsheet.
const BEFORE: [char; 8] = [
    ' ', '\u{3000}', '\u{a0}', '\u{feff}', '\u{200b}', '"', '\'', '\t',
];
/// What makes a formula, also in full width (contract §4, OWASP).
const RUNS: [char; 12] = [
    '=', '+', '-', '@', '|', '\t', '\r', '\n', '＝', '＋', '－', '＠',
];
/// More digits than this, and a spreadsheet rounds them away.
const DIGITS_KEPT: usize = 10;

/// A cell of a CSV file as a spreadsheet leaves it alone.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if would_run(text) || would_change(text) || looks_guarded(text) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

/// A cell of a workbook, where a text is never run: only what looks guarded is, so that the inverse gives it back.
#[must_use]
pub fn kept(text: &str) -> Cow<'_, str> {
    match looks_guarded(text) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// The text that `guarded` or `kept` was given.
#[must_use]
pub fn undone(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_defended(rest) => rest,
        _ => cell,
    }
}

/// Whether a leading `'` stands before what a guard is for.
#[must_use]
pub fn is_defended(rest: &str) -> bool {
    // A tab is both skipped and obeyed, so every character up to the first that is not skipped counts.
    let mut judged = rest.chars();
    judged
        .find(|c| RUNS.contains(c) || !BEFORE.contains(c))
        .is_some_and(|c| c.is_numeric() || RUNS.contains(&c))
}

fn looks_guarded(text: &str) -> bool {
    text.strip_prefix('\'').is_some_and(is_defended)
}

fn would_run(text: &str) -> bool {
    text.starts_with(RUNS)
        || text
            .trim_start_matches(BEFORE)
            .starts_with(|c| RUNS.contains(&c))
            && !text.starts_with('\'')
}

/// Whether a spreadsheet would take the text for a number or a day, and show another one.
fn would_change(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = bytes.first() else {
        return false;
    };
    if !first.is_ascii_digit()
        || !bytes
            .iter()
            .all(|b| b.is_ascii_digit() || b".,:/-eE%".contains(b))
    {
        return false;
    }
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    digits > DIGITS_KEPT
        || (*first == b'0' && bytes.len() > 1)
        || bytes.iter().any(|b| b":/-eE%,".contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_spreadsheet_would_run_or_rewrite_is_guarded() {
        for (text, want) in [
            ("王芳", "王芳"),
            ("=1+1", "'=1+1"),
            ("+1-1", "'+1-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("|calc", "'|calc"),
            ("\t=1", "'\t=1"),
            ("\u{3000}=1", "'\u{3000}=1"),
            ("＝1+1", "'＝1+1"),
            ("\"=1\"", "'\"=1\""),
            ("'=1", "''=1"),
            ("'\ta", "''\ta"),
            ("'tis", "'tis"),
            ("0001", "'0001"),
            ("3752001100000000101", "'3752001100000000101"),
            ("1/2", "'1/2"),
            ("1E5", "'1E5"),
            ("5", "5"),
            ("12.5", "12.5"),
            ("2盒", "2盒"),
        ] {
            assert_eq!(guarded(text), want, "{text:?}");
        }
    }

    #[test]
    fn in_a_workbook_only_what_looks_guarded_is() {
        for (text, want) in [("=1+1", "=1+1"), ("'=1", "''=1"), ("0001", "0001")] {
            assert_eq!(kept(text), want);
        }
    }

    proptest! {
        #[test]
        fn the_inverse_gives_back_every_text(text in "['\"=+@|0-9a-z \u{3000}＝\t\n-]{0,6}", any in any::<String>()) {
            for text in [&text, &any] {
                let (csv, book) = (guarded(text), kept(text));
                prop_assert_eq!(undone(&csv), text);
                prop_assert_eq!(undone(&book), text);
            }
        }

        #[test]
        fn no_guarded_cell_begins_a_formula(text in "['\"=+@|0-9a-z \u{3000}＝\t\n-]{0,6}") {
            prop_assert!(!guarded(&text).starts_with(RUNS));
        }
    }
}
