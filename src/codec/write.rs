//! File formats on the way out: rows in, bytes to a writer. Reads no store and no clock; knows no words for people.

pub mod calendar;
pub mod card;
pub mod csv;
pub mod fold;
pub mod guard;
pub mod html;
pub mod json;
pub mod parquet;
pub mod xlsx;

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

use crate::domain::clean;

/// One cell on its way out.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    /// A number people dial: written so that a spreadsheet keeps it.
    Phone(Cow<'a, str>),
    Count(i64),
    /// Units of the smallest part: cents have a scale of 2.
    Decimal {
        units: i64,
        scale: u32,
    },
    Day(NaiveDate),
    /// An instant, told in the shop's own time.
    Moment(DateTime<FixedOffset>),
}

impl<'a> Cell<'a> {
    /// A text, nothing where it is empty, without what a terminal or a spreadsheet would obey.
    #[must_use]
    pub fn text(text: &'a str) -> Self {
        match text {
            "" => Self::Empty,
            _ if is_surely_clean(text) || clean::is_clean(text) => Self::Text(text.into()),
            _ => Self::Text(clean::clean_text(text).into()),
        }
    }
}

/// Whether no byte of it can belong to a character that `clean` looks for; nearly every text of a shop is such a one.
fn is_surely_clean(text: &str) -> bool {
    text.bytes()
        .all(|b| matches!(b, b'\n' | b'\t' | 0x20..=0x7e | 0x80..=0xbf | 0xc3..=0xcb | 0xe4..=0xe9))
}

/// An instant as ISO 8601 with its offset, and with its thousandths only where it has any.
#[must_use]
pub fn moment(at: &DateTime<FixedOffset>) -> String {
    let digits = match at.timestamp_subsec_millis() {
        0 => SecondsFormat::Secs,
        _ => SecondsFormat::Millis,
    };
    at.to_rfc3339_opts(digits, false)
}

/// A decimal with as many digits after the point as its scale says.
#[must_use]
pub fn decimal(units: i64, scale: u32) -> String {
    let whole = units.unsigned_abs();
    let one = 10_u64.pow(scale);
    let sign = if units < 0 { "-" } else { "" };
    match scale {
        0 => format!("{sign}{whole}"),
        _ => format!(
            "{sign}{}.{:0width$}",
            whole / one,
            whole % one,
            width = scale as usize
        ),
    }
}
