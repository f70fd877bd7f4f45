//! The terminal front end.

pub mod terminal;
pub mod widget;
