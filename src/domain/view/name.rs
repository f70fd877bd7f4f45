//! What a saved view is called, the key it is pinned to, and the form in which name and line travel together.

use super::View;
use super::error::Error;
use crate::domain::clean;
use crate::domain::custom::Custom;
use crate::domain::filter::sign::narrow;
use crate::domain::name::Lang;

/// The longest name, in characters.
pub const NAME_MAX: usize = 40;

/// A view's name: one clean line, never empty, free of the brackets it is shared in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The name a text can serve as; `None` when nothing is left of it. What is too long is cut.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text: String = clean::clean_line(text)
            .chars()
            .map(|c| match c {
                '[' | '【' | '［' => '(',
                ']' | '】' | '］' => ')',
                c => c,
            })
            .collect();
        let text: String = text.trim().chars().take(NAME_MAX).collect();
        let text = text.trim_end();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A digit from 1 to 9 that jumps to a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pin(u8);

impl Pin {
    pub const ALL: [Self; 9] = [
        Self(1),
        Self(2),
        Self(3),
        Self(4),
        Self(5),
        Self(6),
        Self(7),
        Self(8),
        Self(9),
    ];

    /// The pin of a number, if it is one.
    #[must_use]
    pub fn new(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|pin| i64::from(pin.0) == number)
    }

    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

/// A view as it is sent to somebody: its line, and its name if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    pub name: Option<Name>,
    pub view: View,
}

impl Shared {
    /// Reads what [`Shared::print`] wrote, or a line without a name.
    ///
    /// # Errors
    /// Where it cannot be read and what was expected there.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text, &[])
    }

    /// The same where the shop has fields of its own.
    ///
    /// # Errors
    /// As `parse`.
    pub fn parse_with(text: &str, fields: &[Custom]) -> Result<Self, Error> {
        let start = text.len() - text.trim_start().len();
        let (name, line_at) = named(&text[start..]).map_or((None, start), |(name, length)| {
            (Name::new(name), start + length)
        });
        let view = View::parse_with(&text[line_at..], fields).map_err(|error| Error {
            span: error.span.start + line_at..error.span.end + line_at,
            ..error
        })?;
        Ok(Self { name, view })
    }

    /// The one line to send.
    #[must_use]
    pub fn print(&self, lang: Lang) -> String {
        let line = self.view.print(lang);
        match (&self.name, lang) {
            (None, _) => line,
            (Some(name), Lang::Zh) => format!("【{name}】{line}"),
            (Some(name), Lang::En) => format!("[{name}] {line}"),
        }
    }
}

/// The name in brackets at the beginning of a text, and how many bytes it takes with them.
fn named(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next()?;
    if !matches!(narrow(open), '[' | '【') {
        return None;
    }
    let inside = &text[open.len_utf8()..];
    let (end, close) = inside
        .char_indices()
        .find(|(_, c)| matches!(narrow(*c), ']' | '】'))?;
    Some((&inside[..end], open.len_utf8() + end + close.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_line_brings_its_name() {
        for (text, name, line) in [
            (
                "[Silent VIPs] tier=vip ; sort=-spend",
                Some("Silent VIPs"),
                "tier=vip ; sort=-spend",
            ),
            (" 【沉默VIP】等级=VIP", Some("沉默VIP"), "tier=vip"),
            ("［老客］＃老客", Some("老客"), "#老客"),
            ("tier=vip", None, "tier=vip"),
            ("[] tier=vip", None, "tier=vip"),
        ] {
            let shared = Shared::parse(text).expect(text);
            assert_eq!(
                (
                    shared.name.as_ref().map(Name::as_str),
                    shared.view.print(Lang::En).as_str()
                ),
                (name, line),
                "{text}"
            );
        }
    }

    #[test]
    fn an_error_points_into_the_whole_text() {
        let text = "【老客】 ctiy=杭州";
        let error = Shared::parse(text).expect_err("no such field");
        assert_eq!(&text[error.span], "ctiy");
    }

    #[test]
    fn a_name_is_one_short_line_without_its_brackets() {
        assert_eq!(
            Name::new(" [a]\n b ").as_ref().map(Name::as_str),
            Some("(a) b")
        );
        assert_eq!(Name::new(" \u{202e} "), None);
        assert_eq!(
            Name::new(&"长".repeat(99)).map(|name| name.as_str().chars().count()),
            Some(NAME_MAX)
        );
    }
}
