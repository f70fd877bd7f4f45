//! Cuts a quick-add line into pieces: bare words, `key=value` pairs, quoted texts. Knows shapes, not customers.

use super::key::{Key, nearest};
use crate::domain::name::is_cjk;

/// The longest word before `=` that is still taken for a key, in characters.
const KEY_CHARS: usize = 16;

const QUOTES: [(char, char); 6] = [
    ('"', '"'),
    ('\'', '\''),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
];

/// One piece of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub what: What,
    pub text: String,
    pub is_quoted: bool,
    /// The comma or semicolon in front of it, if any.
    pub comma: Option<char>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Word,
    Value(Key),
    /// The value of a key that does not exist; carries the key as typed.
    Stray(String),
}

/// Cuts the whole line.
pub(super) fn cut(line: &str) -> Vec<Piece> {
    let (mut pieces, mut rest) = (Vec::new(), line);
    loop {
        let start = rest.trim_start_matches(is_gap);
        let comma = rest
            .get(..rest.len() - start.len())
            .and_then(|gap| gap.chars().find(|c| !c.is_whitespace()));
        if start.is_empty() {
            return pieces;
        }
        let (piece, after) = piece(start, comma);
        pieces.push(piece);
        rest = after;
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；')
}

fn piece(text: &str, comma: Option<char>) -> (Piece, &str) {
    if let Some((inside, after)) = quoted(text) {
        return (
            Piece {
                what: What::Word,
                text: inside.to_owned(),
                is_quoted: true,
                comma,
            },
            after,
        );
    }
    if let Some((what, value)) = keyed(text) {
        let (inside, is_quoted, after) = match quoted(value) {
            Some((inside, after)) => (inside, true, after),
            None => {
                let (word, after) = word(value);
                (word, false, after)
            }
        };
        return (
            Piece {
                what,
                text: inside.to_owned(),
                is_quoted,
                comma,
            },
            after,
        );
    }
    let (word, after) = word(text);
    (
        Piece {
            what: What::Word,
            text: word.to_owned(),
            is_quoted: false,
            comma,
        },
        after,
    )
}

fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(is_gap).unwrap_or(text.len()))
}

/// The text between quotes and what follows; an opening quote that nothing closes is a plain character.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let (_, close) = QUOTES.iter().find(|(quote, _)| *quote == open)?;
    let inside = text.strip_prefix(open)?;
    let (value, after) = inside.split_once(*close)?;
    // Inside a word it is an apostrophe: 'n'.
    after
        .chars()
        .next()
        .is_none_or(|c| is_gap(c) || c == '#')
        .then_some((value, after))
}

/// Reads `key=`, `key:` or `key：`, and the text that its value begins with.
///
/// A colon behind an unknown word makes a pair only if the word is a slip of a key, as in `sorce:RED`; `http://` is a word.
fn keyed(text: &str) -> Option<(What, &str)> {
    let at = text.find(|c: char| is_gap(c) || matches!(c, '=' | '＝' | ':' | '：'))?;
    let (typed, rest) = text.split_at(at);
    let mark = rest.chars().next().filter(|c| !is_gap(*c))?;
    let is_name = typed
        .chars()
        .all(|c| c.is_ascii_alphabetic() || is_cjk(c) || matches!(c, '-' | '_'));
    if typed.is_empty() || !is_name || typed.chars().count() > KEY_CHARS {
        return None;
    }
    let value = rest.get(mark.len_utf8()..)?;
    match Key::parse(typed) {
        // 来源： 小红书 is one pair, but an empty value does not swallow the next one.
        Some(key) => Some((What::Value(key), spaced_value(value))),
        None if matches!(mark, '=' | '＝') || nearest(typed).is_some() => {
            Some((What::Stray(typed.to_owned()), value))
        }
        None => None,
    }
}

fn spaced_value(value: &str) -> &str {
    let next = value.trim_start();
    if next.starts_with(['#', '＃']) || keyed_later(next) {
        value
    } else {
        next
    }
}

fn keyed_later(text: &str) -> bool {
    let (word, _) = word(text);
    word.split_once(['=', '＝', ':', '：'])
        .is_some_and(|(typed, _)| Key::parse(typed).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Vec<String> {
        cut(line)
            .into_iter()
            .map(|piece| match piece.what {
                What::Word => piece.text,
                What::Value(key) => format!("{key:?}={}", piece.text),
                What::Stray(typed) => format!("?{typed}={}", piece.text),
            })
            .collect()
    }

    #[test]
    fn a_line_is_cut_into_words_and_pairs() {
        let table: [(&str, &[&str]); 11] = [
            (
                "王芳 13800138000 #VIP 来源=小红书",
                &["王芳", "13800138000", "#VIP", "Source=小红书"],
            ),
            ("王芳，13800138000；#VIP", &["王芳", "13800138000", "#VIP"]),
            ("来源：小红书 source: RED", &["Source=小红书", "Source=RED"]),
            (
                "备注=\"要两盒 龙井\" 公司=“大禹 建材”",
                &["Note=要两盒 龙井", "Company=大禹 建材"],
            ),
            ("\"Jane Smith\" x", &["Jane Smith", "x"]),
            ("O'Brien \"open", &["O'Brien", "\"open"]),
            ("来源= 公司=大禹", &["Source=", "Company=大禹"]),
            ("颜色=红", &["?颜色=红"]),
            ("sorce:RED", &["?sorce=RED"]),
            (
                "http://x.cn 10:30 备注:http://y.cn",
                &["http://x.cn", "10:30", "Note=http://y.cn"],
            ),
            (" ，, ", &[]),
        ];
        for (line, pieces) in table {
            assert_eq!(shown(line), pieces, "{line}");
        }
    }
}
