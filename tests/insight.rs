//! The models against the oracles: published fits, figures at 60 digits, counts made by hand. The project's own files lie in tests/oracles;
//! CDNOW and Groceries are read from the shared folder and skipped, aloud, where it is absent.

#[path = "insight/basket.rs"]
mod basket;
#[path = "insight/btyd.rs"]
mod btyd;
#[path = "insight/hours.rs"]
mod hours;
#[path = "insight/oracle.rs"]
mod oracle;
#[path = "insight/rfm.rs"]
mod rfm;
