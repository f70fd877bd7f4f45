//! What the screen says, as a struct of texts.

/// Texts of the screen.
pub struct DeskWords {}
