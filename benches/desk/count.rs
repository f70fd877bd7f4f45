//! Work to be counted in instructions by `.ci/instructions`: the same every time, a given number of times, in one thread.

use std::sync::Arc;

use ratatui::layout::Rect;
use shuke::app::App;
use shuke::app::clock::Clock;
use shuke::domain::time::Now;
use shuke::shop;

use super::anchor;
use super::inside::{Desk, LARGE_SCREEN};
use super::typing;

const SEED: u64 = 1;
/// Enough to fill every pane.
const CUSTOMERS: usize = 300;
const INDEXED: usize = 20_000;
/// Records of one unit of importing.
const BATCH: usize = 250;

/// Does the work that goes by this name so many times; false where there is none.
pub fn run(work: &str, times: usize) -> bool {
    match work {
        "blank" => anchor::blank_frames(Rect::new(0, 0, LARGE_SCREEN.0, LARGE_SCREEN.1), times),
        "frame" => {
            let mut desk = Desk::over(desk(CUSTOMERS), LARGE_SCREEN);
            (0..times).for_each(|_| desk.paint());
        }
        "search" => {
            let (index, _) = typing::index(INDEXED);
            for _ in 0..times {
                typing::type_all(&index, |_, find| {
                    std::hint::black_box(find());
                });
            }
        }
        "import" => drop(desk(BATCH * times)),
        _ => return false,
    }
    true
}

fn desk(customers: usize) -> App {
    let clock = Clock::Fixed(Now::morning_of("2026-03-02").expect("a day"));
    let mut app = App::in_memory(clock).expect("a desk");
    let records = shop::generate(SEED, app.now()).take(customers);
    app.fill(records, &Arc::default()).expect("a filled shop");
    app
}
