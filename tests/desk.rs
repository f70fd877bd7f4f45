//! The desk from its keys to its cells: the daily loop, golden screens, random events and hostile text. One program, because all of it
//! drives the same `Desk`.

#[path = "desk/desk.rs"]
mod desk;
#[path = "desk/find.rs"]
mod find;
#[path = "desk/fuzz.rs"]
mod fuzz;
#[path = "desk/hostile.rs"]
mod hostile;
#[path = "desk/manners.rs"]
mod manners;
#[path = "desk/queue.rs"]
mod queue;
#[path = "desk/record.rs"]
mod record;
#[path = "desk/screens.rs"]
mod screens;
#[path = "desk/sizes.rs"]
mod sizes;
#[path = "desk/start.rs"]
mod start;
