//! The readers alone, out of the program's own files (the links beside this one): without a database and a screen they build in a
//! minute, and every counter of the fuzzer is about reading.
#![forbid(unsafe_code)]

pub mod codec;
pub mod domain;
pub mod insight;
