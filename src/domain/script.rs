//! Ready-made texts (话术) and their blanks: what a blank is, which of them a customer's card can fill, and filling them. Copies nothing.

use crate::domain::id::ScriptId;
use crate::domain::log_line::Channel;
use crate::domain::name::Lang;
use crate::domain::time::Millis;

/// The longest text of a script, in characters.
pub const TEXT_MAX: usize = 4_000;
/// The longest name of a blank, in characters; what is longer between braces is ordinary text.
pub const BLANK_MAX: usize = 20;
/// How many scripts may be joined into one message.
pub const JOIN_MAX: usize = 10;

/// One script of the shop's library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    pub id: ScriptId,
    pub words: Words,
}

/// Everything a script says, as it is added or changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub folder: String,
    /// What it is called by in a hurry; no other script has it.
    pub code: String,
    pub headline: String,
    /// How it is meant to be sent; `None` when that does not matter.
    pub channel: Option<Channel>,
    pub text_zh: String,
    pub text_en: String,
}

impl Words {
    /// The text in this language, or in the other where there is none, and the language it is in.
    #[must_use]
    pub fn text(&self, lang: Lang) -> (&str, Lang) {
        match (lang, self.text_zh.is_empty(), self.text_en.is_empty()) {
            (Lang::Zh, false, _) | (Lang::En, _, true) => (&self.text_zh, Lang::Zh),
            (Lang::En, _, false) | (Lang::Zh, true, _) => (&self.text_en, Lang::En),
        }
    }
}

/// A script and how it has been used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub script: Script,
    pub uses: i64,
    /// Uses after which somebody came back within the time allowed, and uses that had all that time or were answered.
    pub answered: i64,
    pub judged: i64,
    /// When the customer in question was last sent it.
    pub last: Option<Millis>,
}

/// A blank that the desk can fill by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// 王女士, Ms. Smith.
    Honorific,
    Name,
    Shop,
    /// Whoever sits at the desk.
    Agent,
    /// What the customer can spend.
    Points,
    /// The coupon that ends soonest.
    Coupon,
}

impl Known {
    /// The blank of that name, in either language.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "称呼" | "honorific" => Self::Honorific,
            "姓名" | "name" => Self::Name,
            "店名" | "shop" => Self::Shop,
            "客服" | "agent" => Self::Agent,
            "积分" | "points" => Self::Points,
            "券码" | "coupon" | "code" => Self::Coupon,
            _ => return None,
        })
    }
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Blank(&'a str),
}

/// Cuts a text at its blanks: `{name}`, at most [`BLANK_MAX`] characters without braces or line breaks. Any other brace is text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut found, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(open) = text[at..].find('{').map(|n| at + n) {
        at = open + 1;
        let Some(name) = blank_at(&text[at..]) else {
            continue;
        };
        if from < open {
            found.push(Piece::Text(&text[from..open]));
        }
        found.push(Piece::Blank(name.trim()));
        at += name.len() + 1;
        from = at;
    }
    if from < text.len() {
        found.push(Piece::Text(&text[from..]));
    }
    found
}

/// The name of the blank whose opening brace has just been read.
fn blank_at(rest: &str) -> Option<&str> {
    let end = rest.find(['{', '}', '\n'])?;
    let name = &rest[..end];
    let fits = !name.trim().is_empty() && name.chars().count() <= BLANK_MAX;
    (rest[end..].starts_with('}') && fits).then_some(name)
}

/// The names of a text's blanks, each once, in the order of the text.
#[must_use]
pub fn blanks(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Blank(name) = piece
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// A text with its blanks filled as far as that is possible.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    pub text: String,
    /// The blanks that nobody has filled, each once, in the order of the text.
    pub missing: Vec<String>,
}

/// Fills a text's blanks; one without a value, or with an empty one, stays as it stands and is named. Values are not read for blanks again.
#[must_use]
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> Filled {
    let mut filled = Filled::default();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.text.push_str(text),
            Piece::Blank(name) => match value(name).filter(|value| !value.trim().is_empty()) {
                Some(value) => filled.text.push_str(value.trim()),
                None => {
                    filled.text.push_str(&format!("{{{name}}}"));
                    if !filled.missing.iter().any(|known| known == name) {
                        filled.missing.push(name.to_owned());
                    }
                }
            },
        }
    }
    filled
}

/// Several filled texts as one message.
#[must_use]
pub fn join(parts: Vec<Filled>) -> Filled {
    let mut joined = Filled::default();
    for (n, part) in parts.into_iter().enumerate() {
        if n > 0 {
            joined.text.push('\n');
        }
        joined.text.push_str(&part.text);
        for name in part.missing {
            if !joined.missing.contains(&name) {
                joined.missing.push(name);
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(name: &str) -> Option<String> {
        match name {
            "称呼" => Some("王女士".to_owned()),
            "name" => Some("{shop}".to_owned()),
            "券码" => Some("  A1 ".to_owned()),
            "积分" => Some(" ".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn blanks_are_filled_or_named() {
        let table: [(&str, &str, &[&str]); 9] = [
            ("{称呼}您好", "王女士您好", &[]),
            ("{ 称呼 }，券码{券码}。", "王女士，券码A1。", &[]),
            (
                "{称呼}有{积分}分，{积分}分",
                "王女士有{积分}分，{积分}分",
                &["积分"],
            ),
            (
                "{商品}到了，{时间}来",
                "{商品}到了，{时间}来",
                &["商品", "时间"],
            ),
            ("Hi {name}", "Hi {shop}", &[]),
            ("{}{ }{\n}", "{}{ }{\n}", &[]),
            ("a } b { c", "a } b { c", &[]),
            ("{{称呼}}", "{王女士}", &[]),
            (
                "{this is far too long to be a blank}",
                "{this is far too long to be a blank}",
                &[],
            ),
        ];
        for (text, filled, missing) in table {
            let done = fill(text, value);
            assert_eq!(
                (done.text.as_str(), done.missing),
                (filled, missing.iter().map(|&m| m.to_owned()).collect()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_known_blank_is_known_in_both_languages() {
        for (zh, en, known) in [
            ("称呼", "honorific", Known::Honorific),
            ("姓名", "Name", Known::Name),
            ("店名", "shop", Known::Shop),
            ("客服", "agent", Known::Agent),
            ("积分", "points", Known::Points),
            ("券码", "Coupon", Known::Coupon),
        ] {
            assert_eq!((Known::of(zh), Known::of(en)), (Some(known), Some(known)));
        }
        assert_eq!(Known::of("商品"), None);
    }

    #[test]
    fn joined_texts_stand_on_lines_of_their_own_and_name_a_blank_once() {
        let joined = join(vec![
            fill("{称呼}您好", value),
            fill("{时间}", value),
            fill("{时间}见", value),
        ]);
        assert_eq!(joined.text, "王女士您好\n{时间}\n{时间}见");
        assert_eq!(joined.missing, ["时间"]);
    }

    #[test]
    fn a_script_without_one_language_speaks_the_other() {
        let words = |zh: &str, en: &str| Words {
            text_zh: zh.to_owned(),
            text_en: en.to_owned(),
            ..Words::default()
        };
        for (zh, en, lang, text, is) in [
            ("你好", "Hello", Lang::Zh, "你好", Lang::Zh),
            ("你好", "Hello", Lang::En, "Hello", Lang::En),
            ("你好", "", Lang::En, "你好", Lang::Zh),
            ("", "Hello", Lang::Zh, "Hello", Lang::En),
        ] {
            assert_eq!(words(zh, en).text(lang), (text, is));
        }
    }

    proptest! {
        #[test]
        fn a_text_without_a_filled_blank_stays_as_it_is(text in "[a{} 王\n]{0,60}") {
            let trimmed = fill(&text, |_| None);
            prop_assert_eq!(trimmed.missing, blanks(&text));
            prop_assert_eq!(trimmed.text.replace(' ', ""), text.replace(' ', ""));
        }

        #[test]
        fn no_text_breaks_the_filler(text in any::<String>()) {
            let named = blanks(&text);
            let filled = fill(&text, |name| Some(name.to_owned()));
            prop_assert!(filled.missing.is_empty());
            prop_assert!(named.iter().all(|name| filled.text.contains(name.as_str())));
        }
    }
}
