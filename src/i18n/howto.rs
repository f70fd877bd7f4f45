//! Answers to "how do I ...?": short, and the same questions in every language.

use super::Strings;
use crate::domain::name::Lang;

/// How many questions are answered.
pub const COUNT: usize = 18;

/// A question and its answer.
pub struct HowTo {
    pub question: &'static str,
    pub answer: &'static str,
}

/// The questions of a language, in the order a new user has them.
#[must_use]
pub fn all(s: &Strings) -> &'static [HowTo; COUNT] {
    match s.lang {
        Lang::Zh => &super::zh::HOWTO,
        Lang::En => &super::en::HOWTO,
    }
}
