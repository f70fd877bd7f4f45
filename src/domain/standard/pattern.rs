//! The form that a text must have: a regular expression of the shop's own, which the whole text must match, and a hint in its own words.
//! Matching takes time in proportion to the text, whatever the expression. Pure.

use regex::{Regex, RegexBuilder};

use super::{Asked, Refusal};
use crate::domain::custom::{Custom, Type, named};
use crate::domain::customer::line;
use crate::domain::filter::field::{self, Facet};
use crate::domain::id::FieldId;
use crate::domain::name::Lang;

/// The most patterns of one shop.
pub const PATTERNS_MAX: usize = 60;
/// The longest expression and the longest hint, in characters.
const TEXT_MAX: usize = 200;
/// How large an expression may grow in memory, in bytes, and how deep it may nest.
const SIZE_MAX: usize = 1 << 20;
const NEST_MAX: u32 = 20;
/// What stands around an expression, and before it.
const SLASH: char = '/';
const IS: [char; 2] = ['=', '＝'];
/// What parts one pattern from the next.
const BARS: [char; 4] = ['|', '｜', ';', '；'];

/// The texts of a record that can have a pattern. A number is not among them: one that cannot be read is kept and told of.
const TEXTS: [Facet; 7] = [
    Facet::WeChat,
    Facet::Email,
    Facet::Source,
    Facet::Company,
    Facet::City,
    Facet::Address,
    Facet::Owner,
];

/// The form of one text.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub of: Asked,
    text: String,
    hint: String,
    regex: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.of, &self.text, &self.hint) == (&other.of, &other.text, &other.hint)
    }
}

impl Eq for Pattern {}

impl Pattern {
    fn new(name: &str, text: &str, hint: &str, fields: &[Custom]) -> Result<Self, Refusal> {
        let of = target(name, fields).ok_or_else(|| Refusal::Unshapable(name.to_owned()))?;
        let unread = || Refusal::Unread {
            name: name.to_owned(),
            pattern: text.to_owned(),
        };
        let is_long = |text: &str| text.chars().count() > TEXT_MAX;
        if text.is_empty() || text.contains(char::is_control) || is_long(text) || is_long(hint) {
            return Err(unread());
        }
        // Read by itself first: what closes a bracket too many must not close ours.
        let build = |text: &str| {
            RegexBuilder::new(text)
                .size_limit(SIZE_MAX)
                .nest_limit(NEST_MAX)
                .build()
        };
        let regex = build(text).and_then(|_| build(&format!("^(?:{text})$")));
        Ok(Self {
            regex: regex.map_err(|_| unread())?,
            of,
            text: text.to_owned(),
            hint: hint.to_owned(),
        })
    }

    /// Whether the whole text has the form; an empty one has any.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        text.is_empty() || self.regex.is_match(text)
    }

    /// What it wants: the shop's own words, else the expression.
    #[must_use]
    pub fn wants(&self) -> String {
        match self.hint.as_str() {
            "" => self.written(),
            hint => hint.to_owned(),
        }
    }

    /// Whether it is about this own field.
    #[must_use]
    pub fn is_of(&self, field: FieldId) -> bool {
        matches!(&self.of, Asked::Own(own) if own.id == field)
    }

    fn written(&self) -> String {
        format!("/{}/", self.text.replace(SLASH, "\\/"))
    }

    /// The line it is read from.
    #[must_use]
    pub fn print(&self, lang: Lang) -> String {
        let line = format!("{}={} {}", self.of.name(lang), self.written(), self.hint);
        line.trim_end().to_owned()
    }

    /// With an own field as it is called now; `None` when it is gone, or holds no text any more.
    #[must_use]
    pub fn renamed(&self, fields: &[Custom]) -> Option<Self> {
        let of = match &self.of {
            Asked::Part(_) => self.of.clone(),
            Asked::Own(own) => {
                let field = fields.iter().find(|field| field.id == own.id)?;
                is_text(&field.shape.of).then(|| Asked::Own(Box::new(field.clone())))?
            }
        };
        Some(Self { of, ..self.clone() })
    }
}

fn is_text(of: &Type) -> bool {
    matches!(of, Type::Text | Type::Link)
}

fn target(name: &str, fields: &[Custom]) -> Option<Asked> {
    match field::facet_named(name).filter(|facet| TEXTS.contains(facet)) {
        Some(facet) => Some(Asked::Part(facet)),
        None => named(fields, name)
            .filter(|own| is_text(&own.shape.of))
            .map(|own| Asked::Own(Box::new(own.clone()))),
    }
}

/// Reads `会员号=/[A-Z]{2}\d{6}/ 两个字母加六位数字|微信=/…/`. A slash in an expression is written `\/`.
///
/// # Errors
/// The part that says nothing, or an expression that cannot be read.
pub fn patterns(text: &str, fields: &[Custom]) -> Result<Vec<Pattern>, Refusal> {
    let mut kept: Vec<Pattern> = Vec::new();
    let mut rest = text.trim_start_matches(parts);
    while !rest.is_empty() {
        let slip = || Refusal::NoPattern(line(rest));
        let (name, after) = rest.split_once(IS).ok_or_else(slip)?;
        let after = after.trim_start().strip_prefix(SLASH).ok_or_else(slip)?;
        let (expression, after) = closed(after).ok_or_else(slip)?;
        let end = after.find(BARS).unwrap_or(after.len());
        let (hint, after) = after.split_at(end);
        let pattern = Pattern::new(&line(name), &expression, &line(hint), fields)?;
        // Whoever says a thing twice means it as said last.
        kept.retain(|one| one.of != pattern.of);
        kept.push(pattern);
        if kept.len() > PATTERNS_MAX {
            return Err(slip());
        }
        rest = after.trim_start_matches(parts);
    }
    Ok(kept)
}

/// As `patterns`, of what the settings keep: a part that means nothing any more is passed over.
#[must_use]
pub fn known(text: &str, fields: &[Custom]) -> Vec<Pattern> {
    let mut kept = Vec::new();
    for line in text.lines() {
        kept.extend(patterns(line, fields).unwrap_or_default());
    }
    kept
}

/// The lines that the settings keep, one a pattern: an expression may hold every other sign that parts.
#[must_use]
pub fn print(patterns: &[Pattern], lang: Lang) -> String {
    let lines = patterns.iter().map(|one| one.print(lang));
    lines.collect::<Vec<_>>().join("\n")
}

fn parts(c: char) -> bool {
    c.is_whitespace() || BARS.contains(&c)
}

/// What stands before the closing slash, and what behind it.
fn closed(text: &str) -> Option<(String, &str)> {
    let mut expression = String::new();
    let mut signs = text.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            SLASH => return Some((expression, text.get(at + 1..)?)),
            '\\' => match signs.next()?.1 {
                SLASH => expression.push(SLASH),
                escaped => expression.extend(['\\', escaped]),
            },
            sign => expression.push(sign),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::custom::{Secrecy, Shape};
    use proptest::prelude::*;

    fn own(id: i64, name: &str, of: Type) -> Custom {
        Custom {
            id: FieldId(id),
            shape: Shape {
                name: name.to_owned(),
                of,
                secrecy: Secrecy::Open,
                purpose: "shop".to_owned(),
            },
        }
    }

    fn fields() -> Vec<Custom> {
        vec![
            own(1, "会员号", Type::Text),
            own(2, "Shoe size", Type::Number),
        ]
    }

    #[test]
    fn the_whole_text_must_have_the_form() {
        let line = r"会员号=/[A-Z]{2}\d{6}|老客/ 两个字母加六位数字；wechat = /[a-z][-_a-z0-9\/]{5,19}/|地址=/\p{Han}.*/";
        let read = patterns(line, &fields()).expect("reads");
        let fits: Vec<Vec<bool>> = read
            .iter()
            .zip([
                ["HZ123456", "老客", "hz123456", "HZ1234567", ""],
                ["wang_fang", "a/b-c-d", "1abcdef", "abc", ""],
                ["文三路 1 号", "文", "Wensan Rd", "1 号", ""],
            ])
            .map(|(one, texts)| texts.map(|text| one.fits(text)).to_vec())
            .collect();
        assert_eq!(fits, vec![vec![true, true, false, false, true]; 3]);
        assert_eq!(read[0].wants(), "两个字母加六位数字");
        assert_eq!(read[1].wants(), r"/[a-z][-_a-z0-9\/]{5,19}/");
    }

    #[test]
    fn slips_are_named() {
        let name = |text: &str| Refusal::Unshapable(text.to_owned());
        let unread = |pattern: &str| Refusal::Unread {
            name: "城市".to_owned(),
            pattern: pattern.to_owned(),
        };
        let none = |text: &str| Refusal::NoPattern(text.to_owned());
        for (line, refusal) in [
            ("电话=/1.*/", name("电话")),
            ("Shoe size=/4\\d/", name("Shoe size")),
            ("星座=/./", name("星座")),
            ("城市=/(/", unread("(")),
            ("城市=/a)|(b/", unread("a)|(b")),
            ("城市=//", unread("")),
            ("城市=/(\\w{900}){900}/", unread("(\\w{900}){900}")),
            ("城市", none("城市")),
            ("城市=杭州", none("城市=杭州")),
            ("城市=/杭州", none("城市=/杭州")),
        ] {
            assert_eq!(patterns(line, &fields()), Err(refusal), "{line}");
        }
        let deep = format!("城市=/{}a{}/", "(".repeat(60), ")".repeat(60));
        assert!(matches!(
            patterns(&deep, &fields()),
            Err(Refusal::Unread { .. })
        ));
    }

    #[test]
    fn a_field_that_is_renamed_takes_its_pattern_along() {
        let read = patterns(r"会员号=/\d+/ 数字|city=/.*州/", &fields()).expect("reads");
        let later = [own(1, "卡号", Type::Text)];
        let renamed: Vec<Pattern> = read.iter().filter_map(|one| one.renamed(&later)).collect();
        assert_eq!(print(&renamed, Lang::En), "卡号=/\\d+/ 数字\ncity=/.*州/");
        let listed = [own(1, "卡号", Type::Date)];
        assert_eq!(read[0].renamed(&listed), None);
        assert_eq!(read[0].renamed(&[]), None);
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_back(expression in r"[a-z/\\|;=\[\](){}*+.\pL]{1,30}", hint in r"[a-z /=\pL]{0,20}") {
            let Ok(read) = patterns(&format!("city=/{expression}/ {hint}"), &fields()) else {
                return Ok(());
            };
            for lang in [Lang::Zh, Lang::En] {
                prop_assert_eq!(&known(&print(&read, lang), &fields()), &read);
            }
        }

        #[test]
        fn any_line_is_read_or_refused(text in ".{0,60}") {
            if let Ok(read) = patterns(&text, &fields()) {
                prop_assert_eq!(known(&print(&read, Lang::En), &fields()), read);
            }
        }
    }
}
