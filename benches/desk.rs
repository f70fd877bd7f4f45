//! `cargo bench`: how fast the desk is, beside something measured in the same run. Fails nothing by the clock.
//!
//! `cargo bench -- --typing` measures the search index alone, at 100,000 and 1,000,000 customers, without a file.
//! `cargo bench -- --growth` measures every daily action in shops of 1,000 to 1,000,000 customers (`--growth 100000` stops there).
//! `cargo bench -- --locked` measures an encrypted shop of 100,000 beside the same in the clear (`--locked 10000`: of so many).
//! `cargo bench -- --million` also measures a shop of 1,000,000 customers (made once a day, kept under the target directory).

#[path = "desk/anchor.rs"]
mod anchor;
#[path = "desk/count.rs"]
mod count;
#[path = "desk/daily.rs"]
mod daily;
#[path = "desk/growth.rs"]
mod growth;
#[path = "desk/inside.rs"]
mod inside;
#[path = "desk/locked.rs"]
mod locked;
#[path = "desk/million.rs"]
mod million;
#[path = "desk/outside.rs"]
mod outside;
#[path = "desk/pty.rs"]
mod pty;
#[path = "desk/samples.rs"]
mod samples;
#[path = "desk/shop.rs"]
mod shop;
#[path = "desk/table.rs"]
mod table;
#[path = "desk/typing.rs"]
mod typing;

use table::Table;

/// Cells of the screen that the figures are for.
pub const SCREEN: (u16, u16) = (120, 40);

/// Customers of an encrypted shop, unless told.
const LOCKED: usize = 100_000;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let is_asked = |flag: &str| words.iter().any(|word| word == flag);
    if let Some(at) = words.iter().position(|word| word == "--count") {
        let times = words.get(at + 2).and_then(|times| times.parse().ok());
        let work = words.get(at + 1).map_or("", String::as_str);
        assert!(
            count::run(work, times.unwrap_or(1)),
            "what is to be counted?"
        );
        return;
    }
    if is_asked("--typing") {
        let mut table = Table::new("The search index");
        typing::measure(100_000, &mut table);
        typing::measure(1_000_000, &mut table);
        return table.print();
    }
    let number_after = |flag: &str| {
        let at = words.iter().position(|word| word == flag)?;
        Some(words.get(at + 1).and_then(|number| number.parse().ok()))
    };
    if let Some(most) = number_after("--growth") {
        return growth::measure(most.unwrap_or(shop::LARGE));
    }
    if let Some(customers) = number_after("--locked") {
        let mut table = Table::new("Encrypted beside plain, processor");
        locked::measure(customers.unwrap_or(LOCKED), &mut table);
        return table.print();
    }
    let small = shop::of(shop::SMALL, shop::Past::Doubled);
    let mut table = Table::new("10,000 customers, 100,000 interactions");
    let small_start = outside::measure(&small, &mut table);
    inside::measure(&small, &mut table);
    outside::commands(&small, shop::SMALL, &mut table);
    table.print();
    if is_asked("--million") {
        let large = shop::of(shop::LARGE, shop::Past::AsMade);
        let mut table = Table::new("1,000,000 customers, 5,000,000 interactions");
        million::measure(&large, small_start, &mut table);
        table.print();
    }
}
