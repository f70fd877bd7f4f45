//! The command line as scripts see it: the real program, in a home of its own, one process after another.

#[path = "cli/analyze.rs"]
mod analyze;
#[path = "cli/config.rs"]
#[cfg(unix)]
mod config;
#[path = "cli/desk.rs"]
mod desk;
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
#[path = "cli/report.rs"]
mod report;
#[path = "cli/script.rs"]
mod script;
#[path = "cli/shape.rs"]
mod shape;
