//! Collects the words of the name at the front of a quick add, and says which word is not one of them any more.

use super::piece::Piece;
use crate::domain::name::{self, family_len, is_cjk, is_particle};

/// The longest given name that is typed apart from its family name, in characters.
const GIVEN_CHARS: usize = 2;

#[derive(Debug, Default)]
pub(super) struct NameWords {
    words: Vec<String>,
    is_closed: bool,
}

impl NameWords {
    /// Ends the name, once it has begun.
    pub fn close(&mut self) {
        self.is_closed = !self.words.is_empty();
    }

    /// Sets the name from its key; false if there is another already.
    pub fn set(&mut self, name: String) -> bool {
        let is_free = self.words.is_empty();
        if is_free {
            *self = Self {
                words: vec![name],
                is_closed: true,
            };
        }
        is_free
    }

    /// Takes the word if it belongs to the name, else gives it back.
    pub fn take(&mut self, word: &str, piece: &Piece) -> Option<String> {
        let is_apart = self.is_closed
            || (!self.words.is_empty() && (piece.comma.is_some() || piece.is_quoted));
        if is_apart || !self.fits(word) {
            self.close();
            return Some(word.to_owned());
        }
        self.words.push(word.to_owned());
        self.is_closed = piece.is_quoted;
        None
    }

    fn fits(&self, word: &str) -> bool {
        let Some(first) = self.words.first() else {
            return word.chars().any(char::is_alphabetic);
        };
        if first.chars().any(is_cjk) {
            let is_family_only =
                self.words.len() == 1 && family_len(first) == first.chars().count();
            return is_family_only
                && word.chars().all(is_cjk)
                && word.chars().count() <= GIVEN_CHARS;
        }
        let is_latin = word
            .chars()
            .all(|c| (c.is_alphabetic() && !is_cjk(c)) || matches!(c, '.' | '\'' | '’' | '-'));
        // After a capital a small word is prose: Jane Smith likes tea.
        let begins_small = |text: &str| text.chars().next().is_some_and(char::is_lowercase);
        is_latin && (!begins_small(word) || begins_small(first) || is_particle(word))
    }

    pub fn join(&self) -> String {
        match self.words.as_slice() {
            [family, given] if family.chars().any(is_cjk) => name::join(family, given, ""),
            words => words.join(" "),
        }
    }
}
