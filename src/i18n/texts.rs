//! What is said while everything people wrote is searched.

use crate::domain::full_text::Field;

/// Texts about the full-text search.
pub struct TextsWords {
    pub title: &'static str,
    pub hint: &'static str,
    pub nothing: &'static str,
    /// The heading over which text it was.
    pub found_in: &'static str,
    pub text: &'static str,
    pub field: fn(Field) -> &'static str,
}
