//! The command line as scripts see it: the real program, in a home of its own, one process after another.

#[path = "cli/analyze.rs"]
mod analyze;
#[path = "cli/config.rs"]
#[cfg(unix)]
mod config;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/file.rs"]
mod file;
#[path = "cli/home.rs"]
mod home;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/lock.rs"]
#[cfg(unix)]
mod lock;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/order.rs"]
mod order;
#[path = "cli/own.rs"]
mod own;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/rule.rs"]
mod rule;
#[path = "cli/script.rs"]
mod script;
#[path = "cli/shape.rs"]
mod shape;
#[path = "cli/tag.rs"]
mod tag;
