//! What is said about a filter that cannot be read: the part, what is wrong with it, and what to write instead.

use super::Strings;
use crate::domain::filter::error::{Error, Fault, Problem, Wanted};
use crate::domain::filter::{DEPTH_MAX, LENGTH_MAX, TESTS_MAX};

/// Texts about filters.
pub struct FilterWords {
    /// The part that cannot be read, and what is wrong with it.
    pub at: fn(&str, &str) -> String,
    pub too_long: fn(usize) -> String,
    pub too_many: fn(usize) -> String,
    pub too_deep: fn(usize) -> String,
    pub unclosed_quote: &'static str,
    pub unclosed_bracket: &'static str,
    pub stray_bracket: &'static str,
    pub term_missing: &'static str,
    /// The nearest field there is.
    pub unknown_field: fn(Option<&str>) -> String,
    /// The field, and the signs it can have.
    pub wrong_sign: fn(&str, &str) -> String,
    /// The field, and what its value must be.
    pub value_missing: fn(&str, &str) -> String,
    pub wrong_value: fn(&str, &str) -> String,
    pub wanted: fn(Wanted) -> &'static str,
}

/// What is wrong with a filter, in a sentence that names the part.
#[must_use]
pub fn sentence(s: &Strings, text: &str, error: &Error) -> String {
    let f = &s.filter;
    let what = match &error.problem {
        Problem::TooLong => return (f.too_long)(LENGTH_MAX),
        Problem::TooMany => (f.too_many)(TESTS_MAX),
        Problem::TooDeep => (f.too_deep)(DEPTH_MAX),
        Problem::UnclosedQuote => f.unclosed_quote.to_owned(),
        Problem::UnclosedBracket => f.unclosed_bracket.to_owned(),
        Problem::StrayBracket => f.stray_bracket.to_owned(),
        Problem::TermMissing => f.term_missing.to_owned(),
        Problem::UnknownField { near } => {
            let near = near.map(|field| field.word(s.lang));
            (f.unknown_field)(near.as_deref())
        }
        Problem::WrongSign { field, allowed } => {
            let signs: Vec<&str> = allowed.iter().map(|sign| sign.code()).collect();
            (f.wrong_sign)(&field.word(s.lang), &signs.join(" "))
        }
        Problem::ValueMissing { field, wanted } => {
            (f.value_missing)(&field.word(s.lang), (f.wanted)(*wanted))
        }
        Problem::WrongValue { field, wanted } => {
            (f.wrong_value)(&field.word(s.lang), (f.wanted)(*wanted))
        }
        Problem::Custom { name, fault } => custom(s, name, fault),
    };
    (f.at)(text.get(error.span.clone()).unwrap_or_default(), &what)
}

/// What is wrong with a condition on one of the shop's own fields.
fn custom(s: &Strings, name: &str, fault: &Fault) -> String {
    let f = &s.filter;
    match fault {
        Fault::WrongSign(allowed) => {
            let signs: Vec<&str> = allowed.iter().map(|sign| sign.code()).collect();
            (f.wrong_sign)(name, &signs.join(" "))
        }
        Fault::ValueMissing(wanted) => (f.value_missing)(name, (f.wanted)(*wanted)),
        Fault::WrongValue(wanted) => (f.wrong_value)(name, (f.wanted)(*wanted)),
        Fault::NoChoice(choices) => (f.wrong_value)(name, &choices.join(s.list_comma)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::Filter;
    use crate::domain::name::Lang;

    #[test]
    fn a_sentence_names_the_part_and_what_to_write() {
        for (text, lang, said) in [
            (
                "#VIP ctiy=杭州",
                Lang::Zh,
                "“ctiy”：没有这个条件，是不是“城市”？",
            ),
            (
                "未联系>很久",
                Lang::Zh,
                "“很久”：“未联系”要写天数或日期，如 30d、2026-03-01、上周。",
            ),
            (
                "last>",
                Lang::En,
                "\">\": \"last\" needs a span or a date, such as 30d, 2026-03-01 or last-week.",
            ),
            ("city>x", Lang::En, "\">\": \"city\" takes : = !=."),
            (
                "(a",
                Lang::En,
                "\"(\": this bracket is never closed. Add ) or leave it out.",
            ),
        ] {
            let error = Filter::parse(text).expect_err(text);
            assert_eq!(sentence(crate::i18n::strings(lang), text, &error), said);
        }
    }
}
