//! Why a view's line cannot be read: which part of it, and what was expected. Codes only; words come from i18n.

use std::ops::Range;

use crate::domain::filter::error as filter;

/// A part of the line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Bytes of the text as typed.
    pub span: Range<usize>,
    pub problem: Problem,
}

/// What is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Its filter cannot be read.
    Filter(filter::Problem),
    /// Behind ";" stands none of the parts a view has.
    UnknownPart,
    UnknownSort,
    /// More than two keys.
    TooManyKeys,
    UnknownGroup,
    UnknownColumn,
    /// More columns than a list may have.
    TooManyColumns,
}

impl From<filter::Error> for Error {
    fn from(error: filter::Error) -> Self {
        Self {
            span: error.span,
            problem: Problem::Filter(error.problem),
        }
    }
}
