//! Values of a filter's fields: what each field wants, and the condition a field, a sign and a value make.

use crate::domain::chance::Chance;
use crate::domain::full_text;
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::name::Gender;

use super::birthday::BirthdayTest;
use super::error::Wanted;
use super::field::{FACETS, Facet, Field, NOBODY, RISKS, STAGES, TIERS, TextField, find};
use super::sign::Sign;
use super::when::{Cmp, When};
use super::{Expr, How, Test};

/// Words for a number that no longer works, instead of digits.
const BAD: [&str; 5] = ["bad", "失效", "坏", "坏号", "空号"];
/// Endings that multiply an amount.
const MULTIPLES: [(&str, i64); 4] = [("万", 10_000), ("w", 10_000), ("千", 1_000), ("k", 1_000)];

/// What a field's value must be.
pub(super) fn wanted(field: Field) -> Wanted {
    match field {
        Field::Text(_) | Field::Tag => Wanted::Text,
        Field::Phone => Wanted::Digits,
        Field::Tier => Wanted::Tier,
        Field::Stage => Wanted::Stage,
        Field::Risk => Wanted::Risk,
        Field::Gender => Wanted::Gender,
        Field::Birthday => Wanted::Birthday,
        Field::Day(_) => Wanted::When,
        Field::Spend(_) => Wanted::Amount,
        Field::Orders(_) => Wanted::Count,
        Field::Note => Wanted::Words,
        Field::Has | Field::Lacks => Wanted::Facet,
    }
}

/// The condition a field, a sign and a value make.
pub(super) fn build(field: Field, sign: Sign, value: &str) -> Result<Expr, Wanted> {
    let cmp = match sign {
        Sign::Has | Sign::Eq | Sign::Ne => Cmp::Eq,
        Sign::Gt => Cmp::Gt,
        Sign::Ge => Cmp::Ge,
        Sign::Lt => Cmp::Lt,
        Sign::Le => Cmp::Le,
    };
    let test = match field {
        Field::Text(_) if value.is_empty() && sign == Sign::Has => None,
        Field::Text(TextField::Owner) if NOBODY.contains(&value.to_lowercase().as_str()) => {
            Some(Test::Text {
                field: TextField::Owner,
                how: How::Is,
                value: String::new(),
            })
        }
        Field::Text(field) => Some(Test::Text {
            field,
            how: if sign == Sign::Has {
                How::Contains
            } else {
                How::Is
            },
            value: value.to_owned(),
        }),
        Field::Tag => (!value.trim().is_empty()).then(|| Test::Tag(value.to_owned())),
        Field::Phone => phone(value),
        Field::Tier => find(TIERS, value).map(Test::Tier),
        Field::Stage => find(STAGES, value).map(Test::Stage),
        Field::Risk => risk(sign, cmp, value),
        Field::Gender => Gender::parse(value).map(Test::Gender),
        Field::Birthday => Some(Test::Birthday(BirthdayTest::parse(value, cmp)?)),
        Field::Day(field) => When::parse(value).map(|when| Test::Day { field, cmp, when }),
        Field::Spend(since) => amount(value).map(|amount| Test::Spend { since, cmp, amount }),
        Field::Orders(since) => {
            let count = value.parse().ok();
            count.map(|count| Test::Orders { since, cmp, count })
        }
        Field::Note => full_text::expression(value).map(|_| Test::Says(value.to_owned())),
        Field::Has | Field::Lacks => find(FACETS, value).map(Test::Has),
    };
    let expr = Expr::Is(test.ok_or(wanted(field))?);
    Ok(if sign == Sign::Ne || field == Field::Lacks {
        Expr::not(expr)
    } else {
        expr
    })
}

/// A word for a risk, or a chance to compare with.
fn risk(sign: Sign, cmp: Cmp, value: &str) -> Option<Test> {
    if let Some(chance) = Chance::parse(value) {
        return Some(Test::Chance { cmp, chance });
    }
    let is_word = matches!(sign, Sign::Has | Sign::Eq | Sign::Ne);
    find(RISKS, value).filter(|_| is_word).map(Test::Risk)
}

fn phone(value: &str) -> Option<Test> {
    let value = value.to_lowercase();
    if BAD.contains(&value.as_str()) {
        return Some(Test::Has(Facet::BadPhone));
    }
    let is_number = value
        .chars()
        .all(|c| c.is_ascii_digit() || "+-. ()".contains(c));
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    (is_number && !digits.is_empty()).then_some(Test::Phone(digits))
}

/// Reads `500`, `1,000.50`, `¥99`, `1.2万`, `5k`.
pub(super) fn amount(value: &str) -> Option<Cents> {
    let lower = value.to_lowercase();
    let lower = lower.trim_end_matches('元');
    for (ending, times) in MULTIPLES {
        if let Some(number) = lower.strip_suffix(ending) {
            let cents = Cents::parse(number, DecimalSign::Point)?;
            return cents.0.checked_mul(times).map(Cents);
        }
    }
    Cents::parse(lower, DecimalSign::Point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_may_be_said_in_thousands() {
        for (text, cents) in [
            ("500", Some(50_000)),
            ("1,000.50元", Some(100_050)),
            ("1.2万", Some(1_200_000)),
            ("5K", Some(500_000)),
            ("2千", Some(200_000)),
            ("万", None),
            ("99999999999999999万", None),
            ("many", None),
        ] {
            assert_eq!(amount(text), cents.map(Cents), "{text}");
        }
    }

    #[test]
    fn a_phone_is_digits_or_bad() {
        for (text, test) in [
            ("+86 138", Some(Test::Phone("86138".into()))),
            ("尾号 1234", None),
            ("空号", Some(Test::Has(Facet::BadPhone))),
            ("-", None),
        ] {
            assert_eq!(phone(text), test, "{text}");
        }
    }
}
