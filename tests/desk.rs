//! The desk from its keys to its cells: the daily loop, golden screens, random events and hostile text. One program, because all of it
//! drives the same `Desk`.

#[path = "desk/command.rs"]
mod command;
#[path = "desk/copy.rs"]
mod copy;
#[path = "desk/dashboard.rs"]
mod dashboard;
#[path = "desk/desk.rs"]
mod desk;
#[path = "desk/draft.rs"]
mod draft;
#[path = "desk/export.rs"]
mod export;
#[path = "desk/find.rs"]
mod find;
#[path = "desk/fuzz.rs"]
mod fuzz;
#[path = "desk/hostile.rs"]
mod hostile;
#[path = "desk/import.rs"]
mod import;
#[path = "desk/keys.rs"]
mod keys;
#[path = "desk/lock.rs"]
mod lock;
#[path = "desk/loops.rs"]
mod loops;
#[path = "desk/manners.rs"]
mod manners;
#[path = "desk/marks.rs"]
mod marks;
#[path = "desk/merge.rs"]
mod merge;
#[path = "desk/order.rs"]
mod order;
#[path = "desk/own.rs"]
mod own;
#[path = "desk/queue.rs"]
mod queue;
#[path = "desk/reach.rs"]
mod reach;
#[path = "desk/record.rs"]
mod record;
#[path = "desk/refused.rs"]
mod refused;
#[path = "desk/rules.rs"]
mod rules;
#[path = "desk/safe.rs"]
mod safe;
#[path = "desk/screens.rs"]
mod screens;
#[path = "desk/sizes.rs"]
mod sizes;
#[path = "desk/start.rs"]
mod start;
#[path = "desk/tags.rs"]
mod tags;
#[path = "desk/trade.rs"]
mod trade;
#[path = "desk/views.rs"]
mod views;
