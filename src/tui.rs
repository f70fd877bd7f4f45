//! The terminal front end.

pub mod glyph;
pub mod terminal;
pub mod theme;
pub mod widget;
