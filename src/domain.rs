//! The desk's nouns as plain values: no I/O, no clock, no SQL, no terminal. `today` is always an argument.

pub mod birthday;
pub mod clean;
pub mod day;
pub mod email;
pub mod log_line;
pub mod money;
pub mod name;
pub mod phone;
pub mod quick_add;
