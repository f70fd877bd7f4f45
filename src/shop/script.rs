//! The ready-made texts every shop starts with, read from an asset. The shop may change all of them.

use serde::Deserialize;

use crate::domain::log_line::Channel;
use crate::domain::name::Lang;
use crate::domain::script::Words;

const STARTER: &str = include_str!("../../assets/scripts/starter.toml");

#[derive(Deserialize)]
struct Starter {
    script: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    #[serde(default)]
    channel: String,
    folder: Both,
    headline: Both,
    text: Both,
}

/// A text in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    zh: String,
    en: String,
}

impl Both {
    fn of(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// The set every shop starts with: headlines in one language, texts in both.
#[must_use]
pub fn scripts(lang: Lang) -> Vec<Words> {
    let Ok(starter) = toml::from_str::<Starter>(STARTER) else {
        return Vec::new();
    };
    let words = |entry: Entry| Words {
        folder: entry.folder.of(lang),
        code: entry.code,
        headline: entry.headline.of(lang),
        channel: Channel::from_code(&entry.channel),
        text_zh: entry.text.zh,
        text_en: entry.text.en,
    };
    starter.script.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clean::is_cjk;
    use crate::domain::script::{Known, blanks};
    use std::collections::HashSet;

    #[test]
    fn the_starter_set_can_be_read_and_speaks_both_languages() {
        let (zh, en) = (scripts(Lang::Zh), scripts(Lang::En));
        assert!(zh.len() >= 12 && zh.len() == en.len(), "{}", zh.len());
        let codes: HashSet<&str> = zh.iter().map(|words| words.code.as_str()).collect();
        assert_eq!(codes.len(), zh.len(), "a code stands twice");
        for (zh, en) in zh.iter().zip(&en) {
            assert!(zh.headline.contains(is_cjk) && zh.folder.contains(is_cjk));
            assert!(!en.headline.contains(is_cjk) && !en.folder.contains(is_cjk));
            assert!(
                zh.text_zh.contains(is_cjk) && !zh.text_en.contains(is_cjk),
                "{}",
                zh.code
            );
            assert!(zh.channel.is_some(), "{} has no channel", zh.code);
        }
    }

    #[test]
    fn both_languages_of_a_script_ask_for_the_same_number_of_things() {
        for words in scripts(Lang::Zh) {
            let unknown = |text: &str| {
                let names = blanks(text);
                names
                    .iter()
                    .filter(|name| Known::of(name).is_none())
                    .count()
            };
            assert_eq!(
                unknown(&words.text_zh),
                unknown(&words.text_en),
                "{}",
                words.code
            );
            assert!(
                blanks(&words.text_zh)
                    .iter()
                    .any(|name| Known::of(name) == Some(Known::Honorific)),
                "{}",
                words.code
            );
        }
    }
}
