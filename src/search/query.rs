//! What was typed, cut into words and put into the forms that rows are compared with.

use super::{
    fold::{fold, is_han},
    record::is_mobile_start,
};

/// Longest query that is read, in characters.
pub(super) const QUERY_CHARS: usize = 64;
/// Longest run of letters compared with pinyin: one state each in 64 bits, and the start.
const LETTERS: usize = 63;

/// A query: rows answer to the whole of it, or to all of its words in any fields.
#[derive(Debug, Clone)]
pub struct Query {
    pub whole: Word,
    /// Empty when the query is a single word.
    pub words: Vec<Word>,
}

/// One thing to look for.
#[derive(Debug, Clone)]
pub struct Word {
    /// Folded text, never empty.
    pub text: String,
    /// The letters and digits, when pinyin could be meant.
    pub letters: Option<Letters>,
    /// The digits as a phone may hold them, when a phone could be meant.
    pub digits: Vec<String>,
}

/// Lower-case letters and digits, with a bit mask of the places of each.
#[derive(Debug, Clone)]
pub struct Letters {
    pub bytes: Vec<u8>,
    places: [u64; 36],
}

impl Letters {
    fn new(bytes: Vec<u8>) -> Self {
        let mut places = [0; 36];
        for (at, &b) in bytes.iter().enumerate() {
            if let Some(place) = letter_number(b).and_then(|number| places.get_mut(number)) {
                *place |= 1 << at;
            }
        }
        Self { bytes, places }
    }

    /// The places of a letter, given in either case, as bits.
    pub fn places(&self, letter: u8) -> u64 {
        letter_number(letter).map_or(0, |number| self.places[number])
    }

    /// The state that is reached when every letter was matched.
    pub fn goal(&self) -> u64 {
        1 << self.bytes.len()
    }
}

fn letter_number(letter: u8) -> Option<usize> {
    match letter.to_ascii_lowercase() {
        b @ b'a'..=b'z' => Some(usize::from(b - b'a')),
        b @ b'0'..=b'9' => Some(usize::from(b - b'0') + 26),
        _ => None,
    }
}

impl Query {
    /// Reads what was typed; none when there is nothing to look for.
    pub fn parse(typed: &str) -> Option<Self> {
        let text = fold(typed, QUERY_CHARS).text();
        if text.is_empty() {
            return None;
        }
        let mut words: Vec<Word> = pieces(&text).into_iter().map(Word::new).collect();
        if words.len() < 2 {
            words.clear();
        }
        Some(Self {
            whole: Word::new(&text),
            words,
        })
    }
}

impl Word {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            letters: letters(text),
            digits: digits(text),
        }
    }

    /// Whether its letters may lie scattered over a name; the digits of a number never do.
    pub fn may_scatter(&self) -> bool {
        self.digits.is_empty()
    }
}

/// The words: between spaces, and where Chinese meets other letters, as in 王f. Lone punctuation is none.
fn pieces(text: &str) -> Vec<&str> {
    let between_scripts = |piece: &str| {
        let han: Vec<(usize, bool)> = piece
            .char_indices()
            .map(|(at, c)| (at, is_han(c)))
            .collect();
        han.windows(2)
            .filter(|pair| pair[0].1 != pair[1].1)
            .map(|pair| pair[1].0)
            .collect::<Vec<_>>()
    };
    let mut pieces = Vec::new();
    for piece in text.split(' ') {
        let mut from = 0;
        for to in between_scripts(piece).into_iter().chain([piece.len()]) {
            pieces.push(&piece[from..to]);
            from = to;
        }
    }
    pieces.retain(|piece| piece.chars().any(char::is_alphanumeric));
    pieces
}

fn letters(text: &str) -> Option<Letters> {
    let is_joint = |c: char| matches!(c, ' ' | '\'' | '’' | '-' | '.' | '·');
    if !text
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || is_joint(c))
    {
        return None;
    }
    let bytes: Vec<u8> = text
        .bytes()
        .filter(u8::is_ascii_alphanumeric)
        .take(LETTERS)
        .collect();
    (!bytes.is_empty()).then(|| Letters::new(bytes))
}

fn digits(text: &str) -> Vec<String> {
    let is_separator = |c: char| matches!(c, ' ' | '-' | '+' | '(' | ')' | '.' | '/' | '–');
    if !text.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
        return Vec::new();
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let abroad = text.starts_with('+') || text.starts_with("00");
    let rest = digits
        .strip_prefix("00")
        .unwrap_or(&digits)
        .strip_prefix("86")
        .unwrap_or_default()
        .to_owned();
    match rest.as_str() {
        _ if digits.is_empty() => Vec::new(),
        "" => vec![digits],
        // +86 1 may become a mobile number or Peking's 10.
        "1" if abroad => vec![rest, "01".to_owned()],
        _ if is_mobile_start(&rest) && abroad => vec![rest],
        // Without the plus, 8613… may as well be the end of a number.
        _ if is_mobile_start(&rest) => vec![digits, rest],
        _ if abroad && rest.starts_with('0') => vec![rest],
        _ if abroad => vec![format!("0{rest}")],
        _ => vec![digits],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_found_however_they_are_grouped() {
        for (typed, expected) in [
            ("138-0013", vec!["1380013"]),
            ("138 0013 8000", vec!["13800138000"]),
            ("+86 138", vec!["138"]),
            ("+86 1", vec!["1", "01"]),
            ("0086 138", vec!["138"]),
            ("+86 10 8866", vec!["0108866"]),
            ("+86-0571-88", vec!["057188"]),
            ("8613800", vec!["8613800", "13800"]),
            ("86", vec!["86"]),
            ("8866", vec!["8866"]),
            ("(0571) 88", vec!["057188"]),
            ("１３８", vec!["138"]),
            ("138a", vec![]),
            ("+", vec![]),
        ] {
            assert_eq!(
                Query::parse(typed).map(|q| q.whole.digits),
                Some(expected.into_iter().map(str::to_owned).collect()),
                "{typed}"
            );
        }
    }

    #[test]
    fn words_split_at_spaces_and_scripts() {
        for (typed, expected) in [
            ("wang 8866", vec!["wang", "8866"]),
            ("王f", vec!["王", "f"]),
            ("Lily王 - vip", vec!["lily", "王", "vip"]),
            ("zs", vec![]),
            ("张 ", vec![]),
        ] {
            let words = Query::parse(typed)
                .map(|q| q.words.into_iter().map(|w| w.text).collect::<Vec<_>>());
            assert_eq!(
                words,
                Some(expected.into_iter().map(str::to_owned).collect()),
                "{typed}"
            );
        }
    }

    #[test]
    fn nothing_typed_is_no_query() {
        assert!(Query::parse(" \u{200b}\t").is_none());
    }

    #[test]
    fn a_pasted_page_is_cut() {
        assert!(
            Query::parse(&"a".repeat(100_000)).is_some_and(|q| q.whole.text.len() == QUERY_CHARS)
        );
    }
}
