//! What is sent to the terminal: whole frames and few, the cursor where text is typed, nothing while nothing happens, and colours that
//! fit the background.

use std::time::Duration;

use vt100::Color;

use crate::at_the_desk;
use crate::window::{Shop, Window};

const BEGIN: &str = "\x1b[?2026h\x1b[?25l";
const END: &str = "\x1b[?2026l";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What was written from some byte on, frame by frame; nothing stands between them.
#[track_caller]
fn frames(window: &Window, from: usize) -> Vec<String> {
    let tape = text(&window.tape()[from..]);
    let parts: Vec<&str> = tape.split(END).collect();
    let (rest, frames) = parts.split_last().expect("a part");
    assert_eq!(*rest, "", "something follows the last frame");
    for frame in frames {
        assert!(frame.starts_with(BEGIN), "outside a frame: {frame:?}");
        assert_eq!(frame.matches(BEGIN).count(), 1, "{frame:?}");
    }
    frames.iter().map(|frame| (*frame).to_owned()).collect()
}

/// The cell, from 0, that the last cursor movement of a frame goes to: `ESC [ row ; column H`.
fn last_move(frame: &str) -> Option<(u16, u16)> {
    let (_, after) = frame
        .rsplit_once('H')
        .map(|(before, _)| before.rsplit_once("\x1b["))??;
    let (row, column) = after.split_once(';')?;
    Some((
        row.parse::<u16>().ok()? - 1,
        column.parse::<u16>().ok()? - 1,
    ))
}

#[test]
fn the_last_movement_of_a_frame_is_to_the_caret_while_chinese_is_typed() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("a");
    window.shows("新建客户");
    window.writes_within(Duration::from_millis(300));
    let start = window.tape().len();
    for (n, c) in (1..).zip("欧阳娜娜".chars()) {
        window.types(&c.to_string());
        let typed: String = "欧阳娜娜".chars().take(n).collect();
        window.shows(&typed);
        window.until("the cursor behind it", |screen| {
            let (row, column) = screen.cursor_position();
            screen
                .contents_between(row, 0, row, column)
                .ends_with(&typed)
        });
    }
    window.writes_within(Duration::from_millis(300));
    for frame in frames(&window, start) {
        let shown = frame.rfind("\x1b[?25h").expect("the cursor is shown");
        let moved = frame.rfind('H').expect("the cursor is moved");
        let painted = frame.rfind(|c: char| "欧阳娜".contains(c)).unwrap_or(0);
        assert!(moved > painted && shown > painted, "{frame:?}");
    }
    let last = frames(&window, start).pop().expect("a frame");
    assert_eq!(last_move(&last), Some(window.screen().cursor_position()));
}

#[test]
fn a_burst_of_keys_is_few_frames() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.types("a");
    window.shows("新建客户");
    window.writes_within(Duration::from_millis(300));
    let start = window.tape().len();
    window.types(&format!("{}完", "客".repeat(99)));
    window.shows("客完");
    window.writes_within(Duration::from_millis(500));
    let frames = frames(&window, start).len();
    assert!(frames <= 10, "{frames} frames for 100 keys in one write");
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    // The notices of the start have to go first.
    while window.writes_within(Duration::from_secs(6)) > 0 {}
    let ticks = window.cpu_ticks();
    assert_eq!(window.writes_within(Duration::from_secs(3)), 0);
    assert_eq!(
        window.cpu_ticks(),
        ticks,
        "it woke up although nothing happened"
    );
}

/// The colour of the first letter of the footer's help.
fn footer_colour(window: &Window) -> Color {
    let screen = window.screen();
    (0..80)
        .find_map(|column| {
            screen
                .cell(23, column)
                .filter(|cell| cell.contents() == "?")
        })
        .map_or(Color::Default, vt100::Cell::fgcolor)
}

#[test]
fn the_colours_follow_the_background_the_terminal_tells() {
    for (answer, colour) in [
        ("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", Color::Idx(25)),
        ("\x1b]11;rgb:0000/2b2b/3636\x07", Color::Idx(117)),
    ] {
        let shop = Shop::new();
        let mut window = shop.opens("zh");
        window.asked_for_background();
        window.types(answer);
        window.shows("欢迎使用熟客");
        window.types("0");
        window.shows("都办完了");
        window.writes_within(Duration::from_millis(300));
        assert_eq!(footer_colour(&window), colour, "{answer:?}");
        let screen = window.screen().contents();
        assert!(
            !screen.contains("rgb") && !screen.contains("11;"),
            "{screen}"
        );
    }
}

#[test]
fn a_terminal_that_tells_no_background_loses_nothing() {
    let shop = Shop::new();
    let mut window = at_the_desk(&shop);
    window.asked_for_background();
    assert_eq!(footer_colour(&window), Color::Idx(97), "readable on both");
    window.types("q");
    assert_eq!(window.ends(), 0);
}
