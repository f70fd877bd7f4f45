//! What the shop's own numbers say: pure functions of purchases and a day. Definitions: the insight page of the house.

pub mod lifecycle;
pub mod tier;
