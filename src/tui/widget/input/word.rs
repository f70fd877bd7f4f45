//! Word borders for moving and deleting: a run of Han or kana is a word, as is a run of letters and digits; blanks go with the word behind them.

/// Characters of one kind form a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Han,
    Letter,
    Mark,
}

fn kind(c: char) -> Kind {
    match c {
        _ if c.is_whitespace() => Kind::Blank,
        '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Han,
        _ if c.is_alphanumeric() || c == '_' => Kind::Letter,
        _ => Kind::Mark,
    }
}

/// The beginning of the word that ends before `at`.
pub fn start_before(text: &str, at: usize) -> usize {
    let word = text[..at].trim_end_matches(|c| kind(c) == Kind::Blank);
    let Some(last) = base_of(word) else { return 0 };
    word.trim_end_matches(|c| is_part(c, last)).len()
}

/// The end of the word that begins after `at`.
pub fn end_after(text: &str, at: usize) -> usize {
    let rest = text[at..].trim_start_matches(|c| kind(c) == Kind::Blank);
    let Some(first) = rest.chars().next().map(kind) else {
        return text.len();
    };
    text.len() - rest.trim_start_matches(|c| is_part(c, first)).len()
}

/// The kind of the last character that is not a combining mark.
fn base_of(text: &str) -> Option<Kind> {
    let last = text.chars().next_back()?;
    text.chars()
        .rev()
        .find(|c| !is_combining(*c))
        .or(Some(last))
        .map(kind)
}

fn is_part(c: char, of: Kind) -> bool {
    is_combining(c) || kind(c) == of
}

/// Marks, joiners and selectors belong to whatever stands before them.
fn is_combining(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_the_kind_of_character_changes() {
        let cases = [
            ("王芳 13800138000", 6, 0, 18),
            ("王芳，李娜", 9, 6, 15),
            ("hello world", 5, 0, 11),
            ("hello  ", 7, 0, 7),
            ("abc王芳", 3, 0, 9),
            ("", 0, 0, 0),
            ("e\u{301}te\u{301} x", 7, 0, 9),
        ];
        for (text, at, start, end) in cases {
            assert_eq!(
                (start_before(text, at), end_after(text, at)),
                (start, end),
                "{text:?} at {at}"
            );
        }
    }
}
