//! Every way out with a customer on the screen: the terminal is given back within three seconds and nothing about the customer stays on it.

use rustix::process::Signal;

use crate::at_the_desk;
use crate::window::{Shop, Window};

const NAME: &str = "欧阳娜娜";
/// The last digits of the number, which even a masked one shows.
const DIGITS: &str = "2222";

/// A window with a customer in it.
fn with_a_customer(shop: &Shop) -> Window {
    let mut window = at_the_desk(shop);
    window.types("A");
    window.shows("一行新建");
    window.types("欧阳娜娜 13711112222\r");
    window.shows("137****2222");
    window
}

/// The main screen, whatever else was shown before, tells nothing about the customer.
#[track_caller]
fn tells_nothing(window: &Window) {
    let screen = window.screen().contents();
    for secret in [NAME, DIGITS] {
        assert!(
            !screen.contains(secret),
            "left on the main screen:\n{screen}"
        );
    }
    let tape = String::from_utf8_lossy(window.tape());
    let (_, after) = tape.rsplit_once("\x1b[?1049l").expect("the main screen");
    for secret in [NAME, DIGITS] {
        assert!(
            !after.contains(secret),
            "written to the main screen: {after}"
        );
    }
    for title in ["\x1b]0;", "\x1b]1;", "\x1b]2;"] {
        assert!(!tape.contains(title), "the window title is never set");
    }
}

#[test]
fn ctrl_c_and_q_leave_nothing_about_customers() {
    for keys in ["q", "\x03"] {
        let shop = Shop::new();
        let mut window = with_a_customer(&shop);
        window.types(keys);
        assert_eq!(window.ends(), 0, "{keys:?}");
        window.is_given_back();
        tells_nothing(&window);
    }
}

#[test]
fn a_signal_leaves_nothing_about_customers() {
    for (signal, status) in [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 130),
    ] {
        let shop = Shop::new();
        let mut window = with_a_customer(&shop);
        window.is_sent(signal);
        assert_eq!(window.ends(), status, "{signal:?}");
        window.is_given_back();
        tells_nothing(&window);
    }
}

#[test]
fn a_stopped_program_leaves_nothing_about_customers() {
    let shop = Shop::new();
    let mut window = with_a_customer(&shop);
    window.types("q");
    window.ends();
    let mut window = shop.opens_in_a_shell("zh");
    window.shows("都办完了");
    window.types("2");
    window.shows(NAME);
    window.front_is_sent(Signal::TSTP);
    window.until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().contains("lent")
    });
    tells_nothing(&window);
    window.types("\n");
    window.until("the desk again", |screen| {
        screen.alternate_screen() && screen.contents().contains(NAME)
    });
    window.types("q");
    assert_eq!(window.ends(), 0);
    window.is_given_back();
    tells_nothing(&window);
}

#[test]
fn a_program_whose_terminal_nobody_reads_still_ends() {
    let shop = Shop::new();
    let mut window = with_a_customer(&shop);
    window.is_read_by_nobody();
    for n in 0..400 {
        window.is_resized(if n % 2 == 0 { 200 } else { 201 }, 100);
    }
    window.is_sent(Signal::TERM);
    window.is_gone();
}

#[cfg(feature = "testkit")]
#[test]
fn a_crash_says_one_sentence_and_nothing_about_customers() {
    let shop = Shop::new();
    let mut window = with_a_customer(&shop);
    window.types("\x1b[24~");
    assert_ne!(window.ends(), 0);
    window.is_given_back();
    tells_nothing(&window);
    let screen = window.screen().contents();
    assert!(screen.contains("[crash-"), "{screen}");
    assert!(!screen.contains(shuke::tui::terminal::crash::DRILL));
}
