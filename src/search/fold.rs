//! Folding text for matching: width, case and diacritics go, what a person would call the same word stays the same.
//! Must not change the order of characters: highlighting maps folded characters back to where they came from.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text folded for matching, each character with the index of the character it came from.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Folded {
    pub chars: Vec<char>,
    pub from: Vec<usize>,
}

impl Folded {
    /// The folded characters as text.
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }
}

/// Folds at most `max_chars` characters: NFKC, lower case, no Latin diacritics, no controls, single spaces.
pub fn fold(text: &str, max_chars: usize) -> Folded {
    let mut folded = Folded::default();
    for (at, c) in text.chars().take(max_chars).enumerate() {
        for c in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
            fold_char(c, at, &mut folded);
        }
    }
    while folded.chars.last() == Some(&' ') {
        folded.chars.pop();
        folded.from.pop();
    }
    folded
}

fn fold_char(c: char, at: usize, folded: &mut Folded) {
    if c.is_whitespace() || c.is_control() {
        // Runs of white space and a leading one say nothing; controls would be taken for field marks in the index.
        if folded.chars.last().is_some_and(|&last| last != ' ') {
            push(' ', at, folded);
        }
    } else if c.is_ascii() {
        push(c, at, folded);
    } else if is_combining_mark(c) || is_invisible(c) {
    } else if let Some(plain) = plain_latin(c) {
        plain.chars().for_each(|c| push(c, at, folded));
    } else if matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') {
        std::iter::once(c)
            .nfd()
            .filter(|&c| !is_combining_mark(c))
            .for_each(|c| push(c, at, folded));
    } else {
        push(c, at, folded);
    }
}

fn push(c: char, at: usize, folded: &mut Folded) {
    folded.chars.push(c);
    folded.from.push(at);
}

/// Zero-width characters and direction marks, which paste brings along and nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Letters that Unicode does not decompose.
fn plain_latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// Whether the character is a Chinese one, which is a word and a syllable by itself.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_folds_the_same() {
        for (text, folded) in [
            ("Jürgen", "jurgen"),
            ("Ｌｉｌｙ　王", "lily 王"),
            ("  Anna \t Li ", "anna li"),
            ("１３８", "138"),
            ("Łukasz Großmann", "lukasz grossmann"),
            ("Nguyễn", "nguyen"),
            ("e\u{301}", "e"),
            ("王\u{200b}芳", "王芳"),
            ("が", "が"),
            ("한", "한"),
            ("İpek", "ipek"),
            ("", ""),
        ] {
            assert_eq!(fold(text, 256).text(), folded, "{text:?}");
        }
    }

    #[test]
    fn every_folded_character_knows_its_origin() {
        let folded = fold(" ß王", 256);
        assert_eq!(
            (folded.text().as_str(), folded.from),
            ("ss王", vec![1, 1, 2])
        );
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(fold(&"王".repeat(1000), 256).chars.len(), 256);
    }
}
