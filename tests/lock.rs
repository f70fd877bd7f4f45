//! Encrypted files through the one doorway: getting in, users, keys, roles, and what a stolen copy tells.

#[path = "lock/audit.rs"]
mod audit;
#[path = "lock/backup.rs"]
mod backup;
#[path = "lock/door.rs"]
mod door;
#[path = "lock/role.rs"]
mod role;
#[path = "lock/shop.rs"]
mod shop;
#[path = "lock/stolen.rs"]
mod stolen;
#[path = "lock/tier.rs"]
mod tier;
