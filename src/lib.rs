//! shuke (熟客, "a regular"): the customer desk of a small shop, in a terminal.
//!
//! # The map of the house
//!
//! A key becomes an *action* ([`tui::keymap`]); the focused *layer* ([`tui::layer`]: a pane or a dialog) turns it into wishes; the
//! writer ([`tui::worker`]) runs each [`app::op::Op`] in one transaction and reports what [`app::changed::Changed`]; the feed
//! ([`tui::feed`]) asks again for whatever on screen reads what changed; [`tui::draw`] paints the state.
//!
//! ```text
//!                          main.rs                      parse, choose a front end, exit code
//!                     ┌───────┼───────┐
//!   front ends       cli    plain    tui                never import each other
//!                     └───────┼───────┘
//!   use cases                app                        Op → Changed, Query → Answer: permission, transaction, history,
//!                ┌───────┬────┴───┬───────┬──────┐      derived data, masking. The only doorway to the data
//!   tools      store   vault   search   codec   shop    never import each other
//!             (SQL)  (keys)   (index) (formats) (demo)
//!                └───────┴────┬───┴───────┴──────┘
//!   words                i18n · config                  every text, in two languages; settings
//!                             │
//!   pure             insight → domain                   no I/O, no clock, no SQL, no terminal
//! ```
//!
//! A path is (layer, noun): `store/follow_up.rs`, `app/follow_up.rs`, `tui/pane/queue.rs`. Who knows a row and a column knows the file.
//!
//! * **One doorway.** [`app::App::run`] is the only way to write, [`app::App::ask`] the only way to read. Contact values leave it masked.
//! * **History is one mechanism.** Triggers made from the column table ([`store::column`]) write every change of every tracked row to
//!   `change`; each op is a row of `op`, chained by hashes. Undo, redo, the timeline's edits and the audit all read these two tables.
//! * **Derived data** (list order, tiers, totals, the search index) are rebuilt for touched customers after every op and can be thrown away.
//! * **Keys** stand in one table ([`tui::keymap::BINDINGS`]); **words** in one struct ([`i18n::Strings`]), one static a language.
//! * **Values of sensitive fields** lie in `secret`, sealed where the file is encrypted; rows and history hold only their names.
//! * **Two workers**, each with its own connection: the reader answers the newest ask of every place on screen, the writer runs ops in order.
//!   A third thread, the keeper, makes backups and learns from the sales once a day.
//!
//! `tests/house.rs` keeps the layers, the owners of crates and the shape of files.
#![forbid(unsafe_code)]

pub mod app;
pub mod cli;
pub mod codec;
pub mod config;
pub mod domain;
pub mod i18n;
pub mod insight;
pub mod plain;
pub mod search;
pub mod shop;
pub mod store;
pub mod tui;
pub mod vault;
