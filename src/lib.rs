//! shuke (熟客, "a regular"): the customer desk of a small shop, in a terminal.
#![forbid(unsafe_code)]

pub mod app;
pub mod cli;
pub mod codec;
pub mod config;
pub mod domain;
pub mod i18n;
pub mod insight;
pub mod search;
pub mod store;
pub mod tui;
pub mod vault;
