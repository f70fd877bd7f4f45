//! shuke (熟客, "a regular"): the customer desk of a small shop, in a terminal.
#![forbid(unsafe_code)]

pub mod app;
pub mod codec;
pub mod domain;
pub mod i18n;
pub mod insight;
pub mod search;
pub mod shop;
pub mod store;
pub mod tui;
pub mod vault;
