//! What a cell means: placeholders, wrapping, dates, names, tags. Pure functions of text; knows no columns.

pub mod address;
pub mod cell;
pub mod clock;
pub mod date;
pub mod gender;
pub mod name;
pub mod tags;
pub mod zone;
