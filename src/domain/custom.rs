//! Fields that a shop adds to its customers: what they are called, what a value of each type must be, and how it is kept. The one
//! place that judges such a value, for form, command line and import alike.

pub mod value;

use super::clean::clean_line;
use super::filter::field::is_taken;
use super::id::FieldId;

pub use value::{Fault, Value};

/// The longest name, in characters.
pub const NAME_MAX: usize = 30;
/// The longest purpose and the longest choice, in characters.
pub const LINE_MAX: usize = 100;
/// The most choices of one field.
pub const CHOICES_MAX: usize = 100;
/// The most fields of one shop: a form with more is filled in by nobody.
pub const FIELDS_MAX: usize = 60;
/// What parts choices where they are typed and kept.
const BAR: char = '|';

/// What values a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    Text,
    Number,
    Money,
    Date,
    /// One of these.
    List(Vec<String>),
    Bool,
    Link,
}

/// The words for types in both languages; the first is the one the file keeps.
const TYPES: [(&str, &[&str]); 7] = [
    ("text", &["文本", "文字"]),
    ("number", &["数字", "数值"]),
    ("money", &["金额", "钱"]),
    ("date", &["日期", "day"]),
    ("list", &["单选", "选项", "列表", "choice"]),
    ("bool", &["是否", "yesno", "yes/no"]),
    ("link", &["链接", "网址", "url"]),
];

impl Type {
    /// The word the file keeps; the choices of a list stand elsewhere.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Money => "money",
            Self::Date => "date",
            Self::List(_) => "list",
            Self::Bool => "bool",
            Self::Link => "link",
        }
    }

    /// Every type by its word, a list with these choices.
    #[must_use]
    pub fn from_code(code: &str, choices: &str) -> Option<Self> {
        Some(match code {
            "text" => Self::Text,
            "number" => Self::Number,
            "money" => Self::Money,
            "date" => Self::Date,
            "list" => Self::List(split(choices)),
            "bool" => Self::Bool,
            "link" => Self::Link,
            _ => return None,
        })
    }

    /// The type a typed word names, in either language.
    #[must_use]
    pub fn named(word: &str, choices: &str) -> Option<Self> {
        let word = word.to_lowercase();
        let (code, _) = TYPES
            .iter()
            .find(|(code, words)| *code == word || words.contains(&word.as_str()))?;
        Self::from_code(code, choices)
    }

    /// The choices of a list as they are typed and kept; empty for other types.
    #[must_use]
    pub fn choices(&self) -> String {
        match self {
            Self::List(choices) => choices.join(&BAR.to_string()),
            _ => String::new(),
        }
    }
}

fn split(choices: &str) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for choice in choices.split([BAR, '｜', '、', ',', '，']) {
        let choice = clean_line(choice);
        if !choice.is_empty() && !kept.contains(&choice) {
            kept.push(choice);
        }
    }
    kept
}

/// Who may see a field's values (decisions: custom fields marked sensitive belong to the sensitive tier).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Secrecy {
    #[default]
    Open,
    /// ID numbers, payment data, records of minors and their like.
    Sensitive,
}

impl Secrecy {
    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Sensitive => "sensitive",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Sensitive]
            .into_iter()
            .find(|secrecy| secrecy.code() == code)
    }
}

/// What a field is, apart from which.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shape {
    pub name: String,
    pub of: Type,
    pub secrecy: Secrecy,
    /// What the values are kept for (PIPL, article 6).
    pub purpose: String,
}

/// A field of the shop's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Custom {
    pub id: FieldId,
    pub shape: Shape,
}

/// What somebody typed into a field; empty for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub field: FieldId,
    pub text: String,
}

/// One of the shop's own fields on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    pub field: Custom,
    pub held: Held,
}

/// What a customer holds in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    Nothing,
    /// There is a value that only a reveal shows.
    Masked,
    /// As the file keeps it.
    Value(String),
}

/// Why a field cannot be as described.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    NameMissing,
    NameTooLong,
    /// It has a sign that a filter would stumble over.
    NameUnreadable,
    /// Every customer has a field of this name already.
    NameOfTheDesk,
    TypeUnknown,
    /// A list needs two choices at least.
    ChoicesMissing,
    TooManyChoices,
    PurposeMissing,
    LineTooLong,
}

/// The form in which names are compared, and written in a filter: lower case, blanks as underscores.
#[must_use]
pub fn key(name: &str) -> String {
    clean_line(name)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("_")
        .to_lowercase()
}

impl Shape {
    /// The shape as it may be kept.
    ///
    /// # Errors
    /// What does not fit.
    pub fn checked(&self) -> Result<Self, Unfit> {
        let name = clean_line(&self.name)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let purpose = clean_line(&self.purpose);
        if name.is_empty() {
            return Err(Unfit::NameMissing);
        }
        if name.chars().count() > NAME_MAX {
            return Err(Unfit::NameTooLong);
        }
        let is_read = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '·');
        let begins_well = name
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && c != '非');
        if !begins_well || !name.chars().all(is_read) {
            return Err(Unfit::NameUnreadable);
        }
        if is_taken(&key(&name)) {
            return Err(Unfit::NameOfTheDesk);
        }
        if let Type::List(choices) = &self.of {
            if choices.len() < 2 {
                return Err(Unfit::ChoicesMissing);
            }
            if choices.len() > CHOICES_MAX {
                return Err(Unfit::TooManyChoices);
            }
            if choices
                .iter()
                .any(|choice| choice.chars().count() > LINE_MAX)
            {
                return Err(Unfit::LineTooLong);
            }
        }
        if purpose.is_empty() {
            return Err(Unfit::PurposeMissing);
        }
        if purpose.chars().count() > LINE_MAX {
            return Err(Unfit::LineTooLong);
        }
        Ok(Self {
            name,
            purpose,
            of: self.of.clone(),
            secrecy: self.secrecy,
        })
    }

    /// Reads `皮肤类型 list 干|油|敏感 用途=选护肤品 敏感`: a name, a type, the choices of a list, then the purpose and whether it is
    /// sensitive. The purpose may still be missing.
    ///
    /// # Errors
    /// There is no name or no type.
    pub fn parse(line: &str) -> Result<Self, Unfit> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = (1..words.len())
            .find(|at| Type::named(words[*at], "").is_some())
            .ok_or(if words.is_empty() {
                Unfit::NameMissing
            } else {
                Unfit::TypeUnknown
            })?;
        let mut rest = &words[at + 1..];
        let mut choices = "";
        if Type::named(words[at], "").is_some_and(|of| matches!(of, Type::List(_))) {
            choices = rest.first().copied().unwrap_or_default();
            rest = rest.get(1..).unwrap_or_default();
        }
        let (mut secrecy, mut purpose) = (Secrecy::Open, Vec::new());
        for word in rest {
            match *word {
                "敏感" | "sensitive" if purpose.is_empty() => secrecy = Secrecy::Sensitive,
                word => purpose.push(said(word)),
            }
        }
        Ok(Self {
            name: words[..at].join(" "),
            of: Type::named(words[at], choices).ok_or(Unfit::TypeUnknown)?,
            secrecy,
            purpose: purpose.join(" "),
        })
    }
}

/// The word without what announces a purpose.
fn said(word: &str) -> &str {
    ["用途=", "用途：", "用途:", "purpose=", "for="]
        .iter()
        .find_map(|opening| word.strip_prefix(opening))
        .unwrap_or(word)
}

/// The field of that name; capitals, blanks and underscores do not matter.
#[must_use]
pub fn named<'a>(fields: &'a [Custom], name: &str) -> Option<&'a Custom> {
    let wanted = key(name);
    fields.iter().find(|field| key(&field.shape.name) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(line: &str) -> Result<Shape, Unfit> {
        Shape::parse(line).and_then(|shape| shape.checked())
    }

    #[test]
    fn a_line_says_name_type_choices_purpose_and_secrecy() {
        let list = |choices: &[&str]| Type::List(choices.iter().map(|c| (*c).to_owned()).collect());
        for (line, name, of, secrecy, purpose) in [
            (
                "皮肤类型 list 干|油|敏感 用途=选护肤品",
                "皮肤类型",
                list(&["干", "油", "敏感"]),
                Secrecy::Open,
                "选护肤品",
            ),
            (
                "Skin type 单选 dry，oily purpose=choosing a cream",
                "Skin type",
                list(&["dry", "oily"]),
                Secrecy::Open,
                "choosing a cream",
            ),
            (
                "身份证号 文本 敏感 开发票",
                "身份证号",
                Type::Text,
                Secrecy::Sensitive,
                "开发票",
            ),
            (
                "size NUMBER fitting",
                "size",
                Type::Number,
                Secrecy::Open,
                "fitting",
            ),
        ] {
            let read = shape(line).expect(line);
            assert_eq!(
                (
                    read.name.as_str(),
                    &read.of,
                    read.secrecy,
                    read.purpose.as_str()
                ),
                (name, &of, secrecy, purpose),
                "{line}"
            );
        }
    }

    #[test]
    fn what_a_field_cannot_be_is_named() {
        for (line, why) in [
            ("", Unfit::NameMissing),
            ("皮肤类型", Unfit::TypeUnknown),
            ("皮肤类型 colour 红", Unfit::TypeUnknown),
            ("皮肤类型 list 干 用途", Unfit::ChoicesMissing),
            ("皮肤类型 list 干|油", Unfit::PurposeMissing),
            ("城市 text 送货", Unfit::NameOfTheDesk),
            ("Birthday date gifts", Unfit::NameOfTheDesk),
            ("a=b text x", Unfit::NameUnreadable),
            ("非卖品 text x", Unfit::NameUnreadable),
            ("3围 text x", Unfit::NameUnreadable),
        ] {
            assert_eq!(shape(line), Err(why), "{line}");
        }
    }

    #[test]
    fn a_type_survives_the_file() {
        for (code, words) in TYPES {
            let of = Type::from_code(code, "a|b").expect(code);
            assert_eq!(Type::from_code(of.code(), &of.choices()), Some(of.clone()));
            for word in words {
                assert_eq!(Type::named(word, "a|b"), Some(of.clone()), "{word}");
            }
        }
    }
}
