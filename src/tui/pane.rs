//! The four panes.

pub mod customers;
pub mod log;
pub mod marked;
pub mod profile;
pub mod queue;
