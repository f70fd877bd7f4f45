//! shuke (熟客, "a regular"): the customer desk of a small shop, in a terminal.
#![forbid(unsafe_code)]

pub mod codec;
pub mod domain;
pub mod search;
pub mod tui;
