//! What a terminal can do to a program: sizes nobody draws for, pastes without end, noise on the line, an end without a word. Whatever it
//! is, the program still ends when it is told to and gives the terminal back.

use std::time::Duration;

use rustix::process::Signal;

use crate::at_the_desk;
use crate::window::Shop;

/// Bytes of a large paste; what a careless copy of a whole sheet comes to.
const LARGE: usize = 256 * 1024;

#[test]
fn no_size_is_too_small_or_too_large() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    for (cols, rows) in [
        (1, 1),
        (200, 1),
        (1, 200),
        (2, 2),
        (3, 3),
        (400, 300),
        (17, 5),
    ] {
        window.is_resized(cols, rows);
        window.types("j");
        window.writes_within(Duration::from_millis(50));
    }
    window.is_resized(80, 24);
    window.until("the desk", |screen| screen.contents().contains("都办完了"));
    window.types("q");
    assert_eq!(window.ends(), 0);
    window.is_given_back();
}

#[test]
fn a_large_paste_ends_and_the_desk_answers() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("l");
    let text = "客户资料\n".repeat(LARGE / "客户资料\n".len());
    window.types(&format!("\x1b[200~{text}\x1b[201~"));
    window.types("q");
    assert_eq!(window.ends(), 0);
    window.is_given_back();
}

#[test]
fn a_paste_that_never_ends_is_ended_by_a_signal() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("\x1b[200~no end");
    window.is_sent(Signal::TERM);
    assert_eq!(window.ends(), 143);
    window.is_given_back();
}

/// Every byte but those that end the program, in no order, the same at every run.
fn noise() -> String {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u8::try_from(state >> 25).unwrap_or(0)
    };
    let bytes = (0..20_000).map(|_| next());
    let ends = [3, 26, b'q', b'Q'];
    bytes
        .filter(|byte| !ends.contains(byte))
        .map(char::from)
        .collect()
}

#[test]
fn noise_on_the_line_ends_nothing() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types(&noise());
    window.is_resized(81, 24);
    window.until("a frame", |screen| !screen.contents().trim().is_empty());
    window.is_sent(Signal::TERM);
    assert_eq!(window.ends(), 143, "it was still there to be told");
    window.is_given_back();
}

#[test]
fn a_program_that_nobody_tells_of_its_terminals_end_ends_too() {
    let shop = Shop::new();
    let mut window = shop.opens_through("trap '' HUP; exec \"$0\" \"$@\"", "zh");
    window.shows("欢迎使用熟客");
    window.vanishes();
}
