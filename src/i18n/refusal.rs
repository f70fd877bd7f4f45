//! What is wrong with a typed line, as a sentence.

use super::Strings;
use crate::domain::buy_line::{BuyLineError, PARTS_MAX};
use crate::domain::customer::NOTE_MAX;
use crate::domain::log_line::LogLineError;
use crate::domain::quick_add::{LINE_CHARS, QuickAddError};

/// Why a line is no customer.
#[must_use]
pub fn quick_add(s: &Strings, error: QuickAddError) -> String {
    let p = &s.desk.prompt;
    match error {
        QuickAddError::NoName => s.error.name_missing.to_owned(),
        QuickAddError::BadBirthday(text) => (p.bad_birthday)(&text),
        QuickAddError::BadGender(text) => (p.bad_gender)(&text),
        QuickAddError::UnknownKey(text, nearest) => {
            (p.unknown_key)(&text, nearest.unwrap_or_default())
        }
        QuickAddError::Repeated(_) => p.repeated.to_owned(),
        QuickAddError::TooLong { .. } => (s.error.too_long)(LINE_CHARS),
    }
}

/// Why a line is no interaction.
#[must_use]
pub fn log_line(s: &Strings, error: LogLineError) -> String {
    match error {
        LogLineError::Empty => s.desk.prompt.nothing.to_owned(),
        LogLineError::NoteTooLong { .. } => (s.error.too_long)(NOTE_MAX),
    }
}

/// Why a line is no sale.
#[must_use]
pub fn buy_line(s: &Strings, error: &BuyLineError) -> String {
    match error {
        BuyLineError::Empty => s.desk.prompt.nothing.to_owned(),
        BuyLineError::NoItem(part) => (s.trade.no_item)(part),
        BuyLineError::NoAmount(item) => (s.trade.no_amount)(item),
        BuyLineError::TooMany => (s.trade.too_many_parts)(PARTS_MAX),
    }
}
