//! The file: made whole or not at all, opened only if it is ours, written only inside an op, recorded completely, read by index.

#[path = "store/file.rs"]
mod file;
#[path = "store/learn.rs"]
mod learn;
#[path = "store/plan.rs"]
mod plan;
#[path = "store/record.rs"]
mod record;
#[path = "store/safe.rs"]
mod safe;
#[path = "store/shop.rs"]
mod shop;
#[path = "store/tally.rs"]
mod tally;
