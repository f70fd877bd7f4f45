//! Whether a line that finds customers is a filter or plain words to find them by. One rule, so that nobody has to say which is meant:
//!
//! A line is a filter as soon as it has, outside quotes, `#` at the beginning of a word, a sign (`: = != < > <= >=`, full-width or not), a
//! `;` with which a view's parts begin, or a word that is a condition by itself (`逾期`, `无跟进`, `有微信`). Names, phones, pinyin and
//! companies have none of these. In a filter, plain words still mean names.

use super::field::Keyword;
use super::parse::{Bare, bare};
use super::sign;

/// Whether the line is a filter.
#[must_use]
pub fn is_filter(line: &str) -> bool {
    let (mut open, mut escaped, mut word) = (None, false, String::new());
    for c in line.chars().map(sign::narrow) {
        match open {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(close) if c == close => open = None,
            Some(_) => {}
            None if sign::is_break(c) => {
                if is_condition(&word) {
                    return true;
                }
                word.clear();
                open = sign::closing(c);
            }
            None if matches!(c, ':' | '=' | '<' | '>' | '≠' | '≥' | '≤' | '∶' | ';') => {
                return true;
            }
            None => word.push(c),
        }
    }
    is_condition(&word)
}

fn is_condition(word: &str) -> bool {
    let word = word.trim_start_matches(['-', '!', '非']);
    word.starts_with('#')
        || matches!(
            bare(word),
            Bare::Keyword(Keyword::Overdue) | Bare::Has(_, Some(_))
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_filter_when_it_has_a_sign_of_one() {
        for (line, said) in [
            ("", false),
            ("王芳", false),
            ("wang f", false),
            ("138-0013 8000", false),
            ("+86 138", false),
            ("o'neil (vip)", false),
            ("or", false),
            ("\"a=b\"", false),
            ("\"a\\\"=b\"", false),
            ("无锡", false),
            ("#", true),
            ("＃VIP", true),
            ("-#VIP", true),
            ("王 城市=", true),
            ("last＞30d", true),
            ("逾期", true),
            ("王 无跟进", true),
            ("; sort=name", true),
        ] {
            assert_eq!(is_filter(line), said, "{line}");
        }
    }
}
