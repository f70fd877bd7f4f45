//! The signs that make a search stricter, as fuzzy finders have them: `'exact` `^prefix` `suffix$` `!not`. Says what each asks for and
//! whether a text has it; what nobody marked is ranked elsewhere.

use super::fold::fold;

/// Characters that are read.
const TYPED_CHARS: usize = 64;

/// Where a term has to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Anywhere,
    Start,
    End,
    Whole,
}

/// A word with a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub text: String,
    pub place: Place,
    pub is_denied: bool,
}

/// What was typed, parted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// The words without a sign, as they stood.
    pub plain: String,
    pub terms: Vec<Term>,
}

/// Parts what was typed at its blanks. A sign alone asks for nothing yet.
#[must_use]
pub fn parse(typed: &str) -> Typed {
    let folded = fold(typed, TYPED_CHARS).text();
    let mut read = Typed::default();
    let mut plain = Vec::new();
    for piece in folded.split(' ') {
        match term(piece) {
            Some(term) if term.text.is_empty() => {}
            Some(term) => read.terms.push(term),
            None => plain.push(piece),
        }
    }
    read.plain = plain.join(" ");
    read
}

fn term(piece: &str) -> Option<Term> {
    let (is_denied, rest) = match piece.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, piece),
    };
    // Chinese input methods give the curved ones.
    if let Some(text) = rest.strip_prefix(['\'', '‘', '’']) {
        return Some(Term {
            text: text.to_owned(),
            place: Place::Anywhere,
            is_denied,
        });
    }
    let (starts, rest) = match rest.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (ends, rest) = match rest.strip_suffix('$') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let place = match (starts, ends) {
        (true, true) => Place::Whole,
        (true, false) => Place::Start,
        (false, true) => Place::End,
        (false, false) if is_denied => Place::Anywhere,
        (false, false) => return None,
    };
    Some(Term {
        text: rest.to_owned(),
        place,
        is_denied,
    })
}

impl Typed {
    /// The words that whoever is found must have, without their signs.
    #[must_use]
    pub fn wanted(&self) -> String {
        let terms = self.terms.iter().filter(|term| !term.is_denied);
        let words = terms.map(|term| term.text.as_str());
        let plain = Some(self.plain.as_str()).filter(|plain| !plain.is_empty());
        let all: Vec<&str> = plain.into_iter().chain(words).collect();
        all.join(" ")
    }
}

impl Term {
    /// Whether one of these texts, folded as what was typed is, has it where it belongs, or none has what is denied.
    pub fn admits<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        let mut texts = texts.into_iter();
        texts.any(|value| self.place.fits(&self.text, value)) != self.is_denied
    }
}

impl Place {
    /// Whether a value has a text in this place.
    #[must_use]
    pub fn fits(self, text: &str, value: &str) -> bool {
        match self {
            Self::Anywhere => value.contains(text),
            Self::Start => value.starts_with(text),
            Self::End => value.ends_with(text),
            Self::Whole => value == text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_in_either_width_and_half_a_term_asks_nothing() {
        use Place::{Anywhere, End, Start, Whole};
        for (typed, plain, terms) in [
            ("wang fang", "wang fang", vec![]),
            ("'王芳", "", vec![("王芳", Anywhere, false)]),
            ("‘王芳", "", vec![("王芳", Anywhere, false)]),
            ("^Wang", "", vec![("wang", Start, false)]),
            ("芳$ wang", "wang", vec![("芳", End, false)]),
            ("^李$", "", vec![("李", Whole, false)]),
            (
                "！vip ＾王",
                "",
                vec![("vip", Anywhere, true), ("王", Start, false)],
            ),
            ("!^a !b$ c", "c", vec![("a", Start, true), ("b", End, true)]),
            ("^ ! ' $ x", "x", vec![]),
            ("o'brien a!b 5$0", "o'brien a!b 5$0", vec![]),
        ] {
            let read = parse(typed);
            let found: Vec<(&str, Place, bool)> = read
                .terms
                .iter()
                .map(|term| (term.text.as_str(), term.place, term.is_denied))
                .collect();
            assert_eq!((read.plain.as_str(), found), (plain, terms), "{typed}");
        }
    }
}
