//! Full text: how a text is cut into the terms an index keeps, and where the words somebody looks for stand in a text.
//! The cut is part of the file: another one needs a migration that fills the index again.
//!
//! Chinese writing is cut into overlapping pairs of characters, the last one of a run also alone (`龙井茶` is `龙井 井茶 茶`), so
//! that a word of any length is found: one character as the start of a pair, two and more as a phrase. Letters and digits are
//! words of their own (`iphone15` is `iphone 15`), found by how they start. Case, accents and width do not count.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::clean::is_cjk;

pub mod excerpt;

/// How many words of a search count.
const WORDS_MAX: usize = 8;
/// How many characters and words a search can be made of.
const UNITS_MAX: usize = 64;

/// Which text of the shop's an answer stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Note,
    Pinned,
    Hobbies,
    Address,
    /// The note of an interaction.
    Said,
    /// The note of a follow-up.
    Promised,
    /// Why a follow-up was closed.
    Closed,
    Fact,
    /// What was bought.
    Item,
}

impl Field {
    pub const ALL: [Self; 9] = [
        Self::Note,
        Self::Pinned,
        Self::Hobbies,
        Self::Address,
        Self::Said,
        Self::Promised,
        Self::Closed,
        Self::Fact,
        Self::Item,
    ];

    /// The stable word for the index's column and for JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Pinned => "pinned",
            Self::Hobbies => "hobbies",
            Self::Address => "address",
            Self::Said => "said",
            Self::Promised => "promised",
            Self::Closed => "closed",
            Self::Fact => "fact",
            Self::Item => "item",
        }
    }
}

/// A character of Chinese, Japanese or Korean writing, or a run of letters, or of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    text: String,
    class: Class,
    /// Nothing but writing stands between it and the unit before.
    glued: bool,
    /// Bytes of the text as written.
    span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Cjk,
    Letters,
    Digits,
}

impl Class {
    fn of(c: char) -> Option<Self> {
        if is_cjk(c) {
            Some(Self::Cjk)
        } else if c.is_numeric() {
            Some(Self::Digits)
        } else {
            c.is_alphabetic().then_some(Self::Letters)
        }
    }
}

impl Unit {
    fn is_cjk(&self) -> bool {
        self.class == Class::Cjk
    }

    /// Whether it makes a pair with the unit before it.
    fn pairs_with(&self, before: &Self) -> bool {
        self.glued && self.is_cjk() && before.is_cjk()
    }
}

fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut glued = false;
    for (at, written) in text.char_indices() {
        let span = at..at + written.len_utf8();
        for c in folded(written) {
            if is_combining_mark(c) {
                continue;
            }
            let Some(class) = Class::of(c) else {
                glued = false;
                continue;
            };
            match units.last_mut() {
                Some(last) if glued && class != Class::Cjk && last.class == class => {
                    last.text.push(c);
                    last.span.end = span.end;
                }
                _ => units.push(Unit {
                    text: c.to_string(),
                    class,
                    glued,
                    span: span.clone(),
                }),
            }
            glued = true;
        }
    }
    units
}

/// A character in its plain form: narrow, small, its accents parted from it. Korean syllables stay whole.
fn folded(c: char) -> impl Iterator<Item = char> {
    let plain: String = if is_cjk(c) {
        c.nfkc().collect()
    } else {
        c.nfkc().flat_map(char::to_lowercase).nfkd().collect()
    };
    plain.chars().collect::<Vec<_>>().into_iter()
}

/// The terms an index keeps of a text, parted by spaces.
#[must_use]
pub fn terms(text: &str) -> String {
    let units = units(text);
    let mut terms = String::with_capacity(text.len() * 2);
    for (n, unit) in units.iter().enumerate() {
        if n > 0 {
            terms.push(' ');
        }
        terms.push_str(&unit.text);
        if let Some(next) = units.get(n + 1).filter(|next| next.pairs_with(unit)) {
            terms.push_str(&next.text);
        }
    }
    terms
}

/// The words of a search, each a run of units that must stand together.
fn words(typed: &str) -> Vec<Vec<Unit>> {
    let mut left = UNITS_MAX;
    let mut words: Vec<Vec<Unit>> = Vec::new();
    for word in typed.split_whitespace() {
        let mut units = units(word);
        units.truncate(left);
        left -= units.len();
        if !units.is_empty() && words.len() < WORDS_MAX {
            words.push(units);
        }
    }
    words
}

/// The FTS5 expression that finds every text with all the words typed; `None` when nothing typed can be looked for.
#[must_use]
pub fn expression(typed: &str) -> Option<String> {
    let phrases: Vec<String> = words(typed).iter().map(|word| phrase(word)).collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// One word as an FTS5 phrase. Terms hold letters, digits and writing only, so that nothing in them needs quoting.
fn phrase(word: &[Unit]) -> String {
    let mut terms: Vec<String> = Vec::new();
    let mut open_end = false;
    for (n, unit) in word.iter().enumerate() {
        let next = word.get(n + 1);
        if let Some(next) = next.filter(|next| next.pairs_with(unit)) {
            terms.push(format!("{}{}", unit.text, next.text));
            continue;
        }
        let ends_a_pair = n > 0 && unit.pairs_with(&word[n - 1]);
        // The last character of the word is in the pair before it; more writing may follow it in the text.
        if next.is_some() || !ends_a_pair {
            terms.push(unit.text.clone());
            open_end = next.is_none();
        }
    }
    format!(
        "\"{}\"{}",
        terms.join(" "),
        if open_end { " *" } else { "" }
    )
}

/// Where the words typed stand in a text: the first place of each that is there, in bytes, in the order of the text.
#[must_use]
pub fn places(text: &str, typed: &str) -> Vec<Range<usize>> {
    let units = units(text);
    let mut found: Vec<Range<usize>> = words(typed)
        .iter()
        .filter_map(|word| place(&units, word))
        .collect();
    found.sort_by_key(|span| span.start);
    found
}

fn place(units: &[Unit], word: &[Unit]) -> Option<Range<usize>> {
    let at = units
        .windows(word.len())
        .find(|here| stands_at(here, word))?;
    Some(at.first()?.span.start..at.last()?.span.end)
}

fn stands_at(here: &[Unit], word: &[Unit]) -> bool {
    (0..word.len()).all(|n| {
        let same = if n + 1 == word.len() && !word[n].is_cjk() {
            here[n].class == word[n].class && here[n].text.starts_with(&word[n].text)
        } else {
            here[n].text == word[n].text
        };
        same && (n == 0 || here[n].pairs_with(&here[n - 1]) == word[n].pairs_with(&word[n - 1]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_cut_into_pairs_words_and_numbers() {
        for (text, cut) in [
            ("龙井茶", "龙井 井茶 茶"),
            ("龙井，两盒A4", "龙井 井 两盒 盒 a 4"),
            ("Café ＬＡＴＴＥ", "cafe latte"),
            ("iPhone15手机", "iphone 15 手机 机"),
            ("サービス한국어", "サー ービ ビス ス한 한국 국어 어"),
            ("！？ 。", ""),
        ] {
            assert_eq!(terms(text), cut, "{text}");
        }
    }

    #[test]
    fn a_search_becomes_phrases_and_starts() {
        for (typed, expected) in [
            ("茶", Some("\"茶\" *")),
            ("龙井", Some("\"龙井\"")),
            ("龙井茶", Some("\"龙井 井茶\"")),
            ("latte 茶", Some("\"latte\" * AND \"茶\" *")),
            ("茶a4纸", Some("\"茶 a 4 纸\" *")),
            ("\" OR *", Some("\"or\" *")),
            ("!!", None),
        ] {
            assert_eq!(expression(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn a_place_is_whole_characters_and_whole_words() {
        for (text, typed, found) in [
            ("喜欢龙井茶", "井", vec!["井"]),
            ("喜欢龙井茶", "喜欢 茶", vec!["喜欢", "茶"]),
            ("两杯 Lattes", "lat", vec!["Lattes"]),
            ("龙，井", "龙井", vec![]),
            ("红茶2盒", "茶2", vec!["茶2"]),
            ("oolong", "long", vec![]),
        ] {
            let places: Vec<&str> = places(text, typed)
                .into_iter()
                .map(|span| &text[span])
                .collect();
            assert_eq!(places, found, "{typed} in {text}");
        }
    }

    proptest! {
        #[test]
        fn every_stretch_of_chinese_is_found(text in "[茶龙井水漏两盒的]{1,12}", from in 0usize..12, len in 1usize..6) {
            let chars: Vec<char> = text.chars().collect();
            let from = from % chars.len();
            let typed: String = chars[from..chars.len().min(from + len)].iter().collect();
            let found = places(&text, &typed);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(&text[found[0].clone()], typed.as_str());
        }

        #[test]
        fn no_text_breaks_the_cut(text in any::<String>(), typed in any::<String>()) {
            prop_assert!(!terms(&text).contains("  "), "an empty term");
            for span in places(&text, &typed) {
                prop_assert!(text.get(span).is_some(), "cut inside a character");
            }
        }
    }
}
