//! Writes a filter as text that reads back as the same filter, in the words of either language.

use crate::domain::money::Cents;
use crate::domain::name::Lang;

use super::custom::Ask;
use super::field::{FACETS, Field, GENDERS, KEYWORDS, Keyword, RISKS, STAGES, TIERS, word_of};
use super::parse::{Bare, bare};
use super::sign;
use super::when::Cmp;
use super::{Expr, Filter, How, Test};

impl Filter {
    /// The filter as text; empty for everyone.
    #[must_use]
    pub fn print(&self, lang: Lang) -> String {
        self.0
            .as_ref()
            .map_or_else(String::new, |expr| expr.print(lang))
    }
}

impl Expr {
    fn print(&self, lang: Lang) -> String {
        match self {
            Self::All(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|part| match part {
                        Self::Any(_) => format!("({})", part.print(lang)),
                        part => part.print(lang),
                    })
                    .collect();
                parts.join(" ")
            }
            Self::Any(parts) => {
                let or = format!(" {} ", word_of(KEYWORDS, Keyword::Or, lang));
                parts
                    .iter()
                    .map(|part| part.print(lang))
                    .collect::<Vec<_>>()
                    .join(&or)
            }
            Self::Not(part) => match part.as_ref() {
                Self::Is(test) => denied(test, lang),
                part => format!("-({})", part.print(lang)),
            },
            Self::Is(test) => claimed(test, lang),
        }
    }
}

/// `城市!=杭州` and `无:邮箱` read better than a minus before the whole.
fn denied(test: &Test, lang: Lang) -> String {
    match test {
        Test::Has(facet) => {
            format!(
                "{}:{}",
                Field::Lacks.word(lang),
                word_of(FACETS, *facet, lang)
            )
        }
        Test::Custom(test) if test.ask == Ask::Filled => {
            format!("{}:{}", Field::Lacks.word(lang), test.name)
        }
        Test::Custom(own) if own.is_equation() => claimed(test, lang).replacen('=', "!=", 1),
        Test::Text { how: How::Is, .. }
        | Test::Tier(_)
        | Test::Stage(_)
        | Test::Risk(_)
        | Test::Gender(_) => claimed(test, lang).replacen('=', "!=", 1),
        test => format!("-{}", claimed(test, lang)),
    }
}

fn claimed(test: &Test, lang: Lang) -> String {
    let with = |field: Field, sign: &str, value: &str| format!("{}{sign}{value}", field.word(lang));
    match test {
        Test::Word(word)
            if is_plain(word)
                && matches!(bare(word), Bare::Word)
                && !word.starts_with(['-', '#', '非']) =>
        {
            word.clone()
        }
        Test::Word(word) => quoted(word),
        Test::Text { field, how, value } => {
            let sign = match how {
                How::Is => "=",
                How::Contains => ":",
            };
            with(Field::Text(*field), sign, &value_text(value))
        }
        Test::Phone(digits) => with(Field::Phone, ":", digits),
        Test::Tag(tag) => format!("#{}", value_text(tag)),
        Test::Tier(tier) => with(Field::Tier, "=", word_of(TIERS, *tier, lang)),
        Test::Stage(stage) => with(Field::Stage, "=", word_of(STAGES, *stage, lang)),
        Test::Risk(risk) => with(Field::Risk, "=", word_of(RISKS, *risk, lang)),
        Test::Chance { cmp, chance } => with(Field::Risk, cmp.sign(), &chance.print()),
        Test::Gender(gender) => with(Field::Gender, "=", word_of(GENDERS, *gender, lang)),
        Test::Birthday(test) => with(Field::Birthday, "", &test.print(lang)),
        Test::Day { field, cmp, when } => with(Field::Day(*field), cmp.sign(), &when.print(lang)),
        Test::Spend { since, cmp, amount } => {
            with(Field::Spend(*since), cmp.sign(), &amount_text(*amount))
        }
        Test::Orders { since, cmp, count } => {
            with(Field::Orders(*since), Cmp::sign(*cmp), &count.to_string())
        }
        Test::Has(facet) => with(Field::Has, ":", word_of(FACETS, *facet, lang)),
        Test::Overdue => word_of(KEYWORDS, Keyword::Overdue, lang).to_owned(),
        Test::Says(words) => with(Field::Note, ":", &value_text(words)),
        Test::Custom(test) => match test.print(lang) {
            Some(asked) => format!("{}{asked}", test.name),
            None => with(Field::Has, ":", &test.name),
        },
    }
}

/// Whole amounts without their cents.
fn amount_text(amount: Cents) -> String {
    let text = amount.to_plain_string();
    text.strip_suffix(".00")
        .map_or_else(|| text.clone(), str::to_owned)
}

/// A value as it can stand behind a sign.
pub(super) fn value_text(value: &str) -> String {
    if is_plain(value) {
        value.to_owned()
    } else {
        quoted(value)
    }
}

/// Whether a text reads back unquoted as itself, wherever it stands.
fn is_plain(text: &str) -> bool {
    let is_safe = |c: char| c.is_alphanumeric() || "_-.@+/·&#".contains(c);
    !text.is_empty() && text.chars().all(|c| is_safe(c) && sign::narrow(c) == c)
}

/// The reader knows full-width quotes and backslashes too, so that these are kept from meaning anything as well.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(sign::narrow(c), '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
