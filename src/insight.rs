//! What the shop's own numbers say: pure functions of purchases, conversations and a day. Definitions: the insight page of the house.
//! No clock, no I/O, no text for people: codes, counts and figures only.

pub mod advice;
pub mod backtest;
pub mod basket;
pub mod btyd;
pub mod buyer;
pub mod call;
pub mod churn;
pub mod climb;
pub mod cohort;
pub mod figures;
pub mod gamma;
pub mod hours;
pub mod interval;
pub mod law;
pub mod ledger;
pub mod lifecycle;
pub mod period;
pub mod pins;
pub mod ratio;
pub mod rebuy;
pub mod rfm;
pub mod satisfaction;
pub mod sequence;
pub mod shop;
pub mod spend;
pub mod ticket;
pub mod tier;
