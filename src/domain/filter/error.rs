//! Why a filter cannot be read: which part of the text, and what was expected. Codes only; words come from i18n.

use std::ops::Range;

use super::field::Field;
use super::sign::Sign;

/// A part of the text that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Bytes of the text as typed; never empty unless the text is.
    pub span: Range<usize>,
    pub problem: Problem,
}

/// What is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The text is longer than a filter may be.
    TooLong,
    /// One condition more than a filter may have.
    TooMany,
    /// Brackets or negations too deep in each other.
    TooDeep,
    UnclosedQuote,
    UnclosedBracket,
    StrayBracket,
    /// A condition must follow here.
    TermMissing,
    /// No field has this name; the nearest that has.
    UnknownField {
        near: Option<Field>,
    },
    /// The field is there, but cannot be asked this way.
    WrongSign {
        field: Field,
        allowed: &'static [Sign],
    },
    /// A value must follow the operator.
    ValueMissing {
        field: Field,
        wanted: Wanted,
    },
    /// The field cannot have this value.
    WrongValue {
        field: Field,
        wanted: Wanted,
    },
    /// One of the shop's own fields, by name.
    Custom {
        name: String,
        fault: Fault,
    },
}

/// What is wrong with a condition on one of the shop's own fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    WrongSign(&'static [Sign]),
    ValueMissing(Wanted),
    WrongValue(Wanted),
    /// These are the choices.
    NoChoice(Vec<String>),
}

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Text,
    /// Letters, digits or writing, not only signs.
    Words,
    Digits,
    Amount,
    Number,
    /// One of a list.
    Choice,
    YesOrNo,
    Count,
    /// A span (`30d`), a day, a month, a year, or a word such as `today`.
    When,
    /// A span; only that can be compared with `<` and `>`.
    Span,
    /// A span, a month, a day of the year, or a word such as `this-week`.
    Birthday,
    Tier,
    Stage,
    Risk,
    Gender,
    Facet,
}
