//! English: filters.

use crate::domain::filter::error::Wanted;
use crate::i18n::filter::FilterWords;

pub(super) const FILTER: FilterWords = FilterWords {
    at: |part, what| format!("\"{part}\": {what}"),
    too_long: |limit| format!("The filter is too long: at most {limit} characters. Shorten it."),
    too_many: |limit| format!("too many conditions: at most {limit}. Leave some out."),
    too_deep: |limit| {
        format!("brackets or negations lie too deep: at most {limit}. Write it in parts.")
    },
    unclosed_quote: "this quote is never closed. Add the other half or leave it out.",
    unclosed_bracket: "this bracket is never closed. Add ) or leave it out.",
    stray_bracket: "a bracket too many. Leave it out or open one before it.",
    term_missing: "a condition is missing here. Add one or leave this out.",
    unknown_field: |near| match near {
        Some(near) => format!("there is no such field. Did you mean \"{near}\"?"),
        None => "there is no such field. Put quotes around it to look for these words.".to_owned(),
    },
    wrong_sign: |field, signs| format!("\"{field}\" takes {signs}."),
    value_missing: |field, wanted| format!("\"{field}\" needs {wanted}."),
    wrong_value: |field, wanted| format!("\"{field}\" needs {wanted}."),
    wanted: |wanted| match wanted {
        Wanted::Text => "a text, in quotes if it has spaces",
        Wanted::Words => "words to look for",
        Wanted::Digits => "digits of the number, or bad",
        Wanted::Amount => "an amount, such as 500 or 1.2k",
        Wanted::Number => "a number, such as 38 or 1.5",
        Wanted::Choice => "one of its choices",
        Wanted::YesOrNo => "yes or no",
        Wanted::Count => "a number, such as 3",
        Wanted::When => "a span or a date, such as 30d, 2026-03-01 or last-week",
        Wanted::Span => "a span, such as 7d or 2w",
        Wanted::Birthday => "a span, a month or a day, such as <7d, =mar or =03-15",
        Wanted::Tier => "vip, regular or prospect",
        Wanted::Stage => "prospect, new, active, silent or lost",
        Wanted::Risk => "normal, warning, high, or a number from 0 to 1, such as >0.6",
        Wanted::Gender => "male or female",
        Wanted::Facet => "what is there or not, such as email, phone, next, birthday or tag",
    },
};
