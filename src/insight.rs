//! What the shop's own numbers say: pure functions of purchases, conversations and a day. Definitions: the insight page of the house.
//! No clock, no I/O, no text for people: codes, counts and figures only.

pub mod basket;
pub mod btyd;
pub mod buyer;
pub mod churn;
pub mod climb;
pub mod cohort;
pub mod gamma;
pub mod hours;
pub mod interval;
pub mod lifecycle;
pub mod ratio;
pub mod rebuy;
pub mod rfm;
pub mod satisfaction;
pub mod sequence;
pub mod spend;

pub mod ticket;
pub mod tier;
