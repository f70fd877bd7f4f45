//! Conditions on a shop's own fields: which signs and values each type takes, and how they are written. What fields there are is
//! handed in.

use crate::domain::custom::value::{self, date, decimal};
use crate::domain::custom::{self, Custom, Type, key};
use crate::domain::id::FieldId;
use crate::domain::money::Cents;
use crate::domain::name::Lang;

use super::error::{Fault, Wanted};
use super::field::{DayField, Words, word_of};
use super::print::value_text;
use super::sign::Sign;
use super::value::amount;
use super::when::{Cmp, When};
use super::{Expr, How, Test};

/// A condition on one of the shop's own fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomTest {
    pub field: FieldId,
    /// As it is written in a filter.
    pub name: String,
    pub ask: Ask,
}

/// What is asked of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// There is one.
    Filled,
    Text {
        how: How,
        value: String,
    },
    /// One of a list, as the list writes it.
    Chosen(String),
    Truth(bool),
    /// A number in its normal form.
    Number {
        cmp: Cmp,
        value: String,
    },
    Money {
        cmp: Cmp,
        amount: Cents,
    },
    /// A span is ago; behind a plus it is ahead.
    Day {
        cmp: Cmp,
        when: When,
        ahead: bool,
    },
}

const TRUTHS: &[Words<bool>] = &[
    Words {
        of: true,
        zh: &["是"],
        en: &["yes"],
    },
    Words {
        of: false,
        zh: &["否"],
        en: &["no"],
    },
];

const CHOICE: &[Sign] = &[Sign::Has, Sign::Eq, Sign::Ne];

/// The field a run of plain characters names.
pub(super) fn find<'a>(fields: &'a [Custom], run: &str) -> Option<&'a Custom> {
    custom::named(fields, run)
}

/// The signs a field can be asked with.
#[must_use]
pub fn signs(of: &Type) -> &'static [Sign] {
    match of {
        Type::Number | Type::Money | Type::Date => &Sign::ALL,
        Type::Text | Type::List(_) | Type::Bool | Type::Link => CHOICE,
    }
}

/// What a field's value must be.
pub(super) fn wanted(of: &Type) -> Wanted {
    match of {
        Type::Text | Type::Link => Wanted::Text,
        Type::Number => Wanted::Number,
        Type::Money => Wanted::Amount,
        Type::Date => Wanted::When,
        Type::List(_) => Wanted::Choice,
        Type::Bool => Wanted::YesOrNo,
    }
}

/// The condition that a field has a value.
#[must_use]
pub fn filled(field: &Custom) -> Expr {
    test(field, Ask::Filled)
}

/// The condition a field, a sign and a value make.
pub(super) fn build(field: &Custom, sign: Sign, text: &str) -> Result<Expr, Fault> {
    let of = &field.shape.of;
    let cmp = match sign {
        Sign::Has | Sign::Eq | Sign::Ne => Cmp::Eq,
        Sign::Gt => Cmp::Gt,
        Sign::Ge => Cmp::Ge,
        Sign::Lt => Cmp::Lt,
        Sign::Le => Cmp::Le,
    };
    let ask = match of {
        // "" is nothing at all.
        _ if text.is_empty() && sign != Sign::Has => None,
        Type::Text | Type::Link if text.is_empty() => None,
        Type::Text | Type::Link => Some(Ask::Text {
            how: if sign == Sign::Has {
                How::Contains
            } else {
                How::Is
            },
            value: text.to_owned(),
        }),
        Type::List(choices) => {
            let chosen = of.read(text).ok().flatten();
            Some(Ask::Chosen(
                chosen
                    .map(|chosen| chosen.text().to_owned())
                    .ok_or_else(|| Fault::NoChoice(choices.clone()))?,
            ))
        }
        Type::Bool => value::truth(text).map(Ask::Truth),
        Type::Number => decimal(text).map(|value| Ask::Number { cmp, value }),
        Type::Money => amount(text).map(|amount| Ask::Money { cmp, amount }),
        Type::Date => when(text).map(|(when, ahead)| Ask::Day { cmp, when, ahead }),
    };
    let expr = match ask {
        Some(ask) => test(field, ask),
        None if text.is_empty() => Expr::not(filled(field)),
        None => return Err(Fault::WrongValue(wanted(of))),
    };
    Ok(if sign == Sign::Ne {
        match expr {
            Expr::Not(inner) => *inner,
            expr => Expr::not(expr),
        }
    } else {
        expr
    })
}

fn when(text: &str) -> Option<(When, bool)> {
    match text.strip_prefix('+') {
        Some(span) => When::parse(span).map(|when| (when, true)),
        None => When::parse(text)
            .or_else(|| When::parse(&date(text)?.to_string()))
            .map(|when| (when, false)),
    }
}

fn test(field: &Custom, ask: Ask) -> Expr {
    Expr::Is(Test::Custom(CustomTest {
        field: field.id,
        name: written(&field.shape.name),
        ask,
    }))
}

/// A field's name as a filter writes it: without blanks.
#[must_use]
pub fn written(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join("_")
}

impl Ask {
    /// As which day of the record a span is read.
    #[must_use]
    pub fn like(ahead: bool) -> DayField {
        if ahead {
            DayField::Due
        } else {
            DayField::Created
        }
    }
}

impl CustomTest {
    /// What follows the name: a sign and a value; `None` when only its being there is asked.
    pub(super) fn print(&self, lang: Lang) -> Option<String> {
        Some(match &self.ask {
            Ask::Filled => return None,
            Ask::Text { how, value } => {
                let sign = match how {
                    How::Is => "=",
                    How::Contains => ":",
                };
                format!("{sign}{}", value_text(value))
            }
            Ask::Chosen(choice) => format!("={}", value_text(choice)),
            Ask::Truth(yes) => format!("={}", word_of(TRUTHS, *yes, lang)),
            Ask::Number { cmp, value } => format!("{}{value}", cmp.sign()),
            Ask::Money { cmp, amount } => {
                let text = amount.to_plain_string();
                let text = text.strip_suffix(".00").unwrap_or(&text);
                format!("{}{text}", cmp.sign())
            }
            Ask::Day { cmp, when, ahead } => {
                let plus = if *ahead { "+" } else { "" };
                format!("{}{plus}{}", cmp.sign(), when.print(lang))
            }
        })
    }

    /// Whether `!=` says its denial.
    pub(super) fn is_equation(&self) -> bool {
        matches!(
            self.ask,
            Ask::Text { how: How::Is, .. } | Ask::Chosen(_) | Ask::Truth(_)
        )
    }
}

/// The words a list or a yes-or-no can be completed with.
pub(super) fn choices(of: &Type, lang: Lang) -> Vec<String> {
    match of {
        Type::List(choices) => choices.clone(),
        Type::Bool => [true, false]
            .iter()
            .map(|yes| word_of(TRUTHS, *yes, lang).to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether a field's name starts as typed.
pub(super) fn starts_with(field: &Custom, typed: &str) -> bool {
    key(&field.shape.name).starts_with(&typed.to_lowercase())
}
