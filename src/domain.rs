//! The desk's nouns as plain values: no I/O, no clock, no SQL, no terminal. `today` is always an argument.

pub mod birthday;
pub mod clean;
pub mod contact;
pub mod customer;
pub mod day;
pub mod draft;
pub mod email;
pub mod fact;
pub mod filter;
pub mod follow_up;
pub mod full_text;
pub mod history;
pub mod id;
pub mod interaction;
pub mod kind;
pub mod listing;
pub mod log_line;
pub mod money;
pub mod name;
pub mod phone;
pub mod purchase;
pub mod quick_add;
pub mod record;
pub mod script;
pub mod tag;
pub mod time;
