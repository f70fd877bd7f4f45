//! A cursor over folded characters, shared by the readers of days, birthdays and log lines. It reads shapes; it knows no meaning.

use super::numeral;

/// Folds one character to one character: full-width forms to ASCII, any space to a plain one, ASCII letters to lower case.
///
/// One to one, so that positions in the folded text are positions in the original; NFKC would move them.
pub(in crate::domain) fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        _ if c.is_whitespace() => ' ',
        _ => c.to_ascii_lowercase(),
    }
}

/// Folds a whole text, see [`fold`].
pub(in crate::domain) fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

/// A place in folded text; every step returns the place after it, so a failed reading costs nothing to undo.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) struct Scan<'a> {
    chars: &'a [char],
    at: usize,
}

impl<'a> Scan<'a> {
    pub fn new(chars: &'a [char], at: usize) -> Self {
        Self { chars, at }
    }

    /// How many characters lie before this place.
    pub fn at(self) -> usize {
        self.at
    }

    pub fn before(self) -> &'a [char] {
        self.chars.get(..self.at).unwrap_or(self.chars)
    }

    pub fn rest(self) -> &'a [char] {
        self.chars.get(self.at..).unwrap_or_default()
    }

    pub fn peek(self) -> Option<char> {
        self.rest().first().copied()
    }

    pub fn is_done(self) -> bool {
        self.rest().is_empty()
    }

    pub fn skip(self, count: usize) -> Self {
        Self {
            at: self.at.saturating_add(count),
            ..self
        }
    }

    pub fn spaces(self) -> Self {
        self.skip(self.rest().iter().take_while(|c| **c == ' ').count())
    }

    pub fn eat(self, word: &str) -> Option<Self> {
        let mut rest = self.rest().iter();
        word.chars()
            .all(|c| rest.next() == Some(&c))
            .then(|| self.skip(word.chars().count()))
    }

    /// Eats the word if it is here, and stays put otherwise.
    pub fn maybe(self, word: &str) -> Self {
        self.eat(word).unwrap_or(self)
    }

    /// Eats the longest of the words that is here.
    pub fn eat_any(self, words: &[&str]) -> Option<Self> {
        words
            .iter()
            .filter_map(|w| self.eat(w))
            .max_by_key(|s| s.at)
    }

    /// Eats the longest word of a table and says what it stands for.
    pub fn eat_entry<T: Copy>(self, table: &[(&str, T)]) -> Option<(T, Self)> {
        table
            .iter()
            .filter_map(|(w, value)| self.eat(w).map(|s| (*value, s)))
            .max_by_key(|(_, s)| s.at)
    }

    /// Reads the whole run of ASCII digits here, if it is between `least` and `most` long (`most` ≤ 9).
    pub fn digits(self, least: usize, most: usize) -> Option<(u32, Self)> {
        let run = self
            .rest()
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        if run < least || run > most {
            return None;
        }
        let value = self
            .rest()
            .iter()
            .take(run)
            .filter_map(|c| c.to_digit(10))
            .fold(0, |sum, d| sum * 10 + d);
        Some((value, self.skip(run)))
    }

    /// Reads a number written with up to four digits or in Chinese (`三十一`, `两`).
    pub fn number(self) -> Option<(u32, Self)> {
        self.digits(1, 4)
            .or_else(|| numeral::read(self.rest()).map(|(value, count)| (value, self.skip(count))))
    }

    /// Reads the whole run of ASCII letters here as one word.
    pub fn word(self) -> Option<(String, Self)> {
        let word: String = self
            .rest()
            .iter()
            .take_while(|c| c.is_ascii_lowercase())
            .collect();
        (!word.is_empty()).then(|| {
            let after = self.skip(word.len());
            (word, after)
        })
    }

    /// Reads a whole word and says what it stands for in a table.
    pub fn word_entry<T: Copy>(self, table: &[(&str, T)]) -> Option<(T, Self)> {
        let (word, after) = self.word()?;
        table
            .iter()
            .find(|(w, _)| *w == word)
            .map(|(_, value)| (*value, after))
    }

    /// Reads this phrase, word by word, with any number of spaces between.
    pub fn phrase(self, phrase: &str) -> Option<Self> {
        phrase.split(' ').try_fold(self, |s, expected| {
            let s = if s.at == self.at { s } else { s.spaces() };
            s.word()
                .filter(|(word, _)| word == expected)
                .map(|(_, after)| after)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_the_number_of_characters() {
        let text = "＋３ｄ　明天 Fri";
        assert_eq!(folded(text).iter().collect::<String>(), "+3d 明天 fri");
        assert_eq!(folded(text).len(), text.chars().count());
    }

    #[test]
    fn a_run_of_digits_is_read_whole_or_not_at_all() {
        let chars = folded("12345");
        assert!(Scan::new(&chars, 0).digits(1, 4).is_none());
        assert_eq!(
            Scan::new(&chars, 0).digits(5, 5).map(|(n, s)| (n, s.at())),
            Some((12345, 5))
        );
    }

    #[test]
    fn the_longest_word_wins() {
        let chars = folded("大后天");
        assert_eq!(
            Scan::new(&chars, 0)
                .eat_any(&["大", "大后天", "大后"])
                .map(Scan::at),
            Some(3)
        );
    }
}
