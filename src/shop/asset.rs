//! The shop's texts: lines of a word and what it says, in Chinese, then ` | `, then English. Reads them; gives them no meaning.

use crate::domain::name::Lang;

pub(super) const CLUB: &str = include_str!("../../assets/demo/club.txt");
pub(super) const NAMES: &str = include_str!("../../assets/demo/names.txt");
pub(super) const PLACES: &str = include_str!("../../assets/demo/places.txt");
pub(super) const PRODUCTS: &str = include_str!("../../assets/demo/products.txt");
pub(super) const STORIES: &str = include_str!("../../assets/demo/stories.txt");
pub(super) const THEMES: &str = include_str!("../../assets/demo/themes.txt");

/// The lines of a text as word and rest, without comments and blank lines.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
}

/// The part of a text that is in this language; all of it where both share it.
pub(super) fn in_lang(text: &str, lang: Lang) -> &str {
    match (text.split_once(" | "), lang) {
        (Some((zh, _)), Lang::Zh) => zh,
        (Some((_, en)), Lang::En) => en,
        (None, _) => text,
    }
}

/// Lines sorted by their word, in one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag(Vec<(&'static str, &'static str)>);

impl Bag {
    pub(super) fn read(text: &'static str, lang: Lang) -> Self {
        let mut bag = Self::default();
        for (word, rest) in lines(text) {
            bag.put(word, in_lang(rest, lang));
        }
        bag
    }

    pub(super) fn put(&mut self, word: &'static str, text: &'static str) {
        self.0.push((word, text));
    }

    /// Everything said under a word, in the order of the file.
    pub(super) fn all(&self, word: &str) -> Vec<&'static str> {
        self.0
            .iter()
            .filter(|(at, _)| *at == word)
            .map(|(_, text)| *text)
            .collect()
    }

    pub(super) fn first(&self, word: &str) -> &'static str {
        self.0
            .iter()
            .find(|(at, _)| *at == word)
            .map_or("", |(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{clean, name};

    #[test]
    fn every_text_is_clean_and_in_its_own_language() {
        for (word, rest) in [STORIES, THEMES, PRODUCTS, PLACES]
            .into_iter()
            .flat_map(lines)
        {
            assert!(clean::is_clean(rest), "{word} {rest}");
            let told = match (word, rest.split_once(" | ")) {
                ("say" | "due" | "done", Some((head, told))) if told.contains(" | ") => {
                    assert!(head.is_ascii(), "{head}");
                    told
                }
                _ => rest,
            };
            let Some((zh, en)) = told.split_once(" | ") else {
                continue;
            };
            assert!(!zh.contains('|') && !en.contains('|'), "{rest}");
            assert!(
                word == "name" || !en.chars().any(name::is_cjk),
                "Chinese in English: {en}"
            );
            let spoken = ["first", "again", "chat", "like", "need", "avoid", "pin"];
            assert!(
                !spoken.contains(&word) || zh.chars().any(name::is_cjk),
                "no Chinese: {zh}"
            );
        }
    }
}
