//! Any size of window, in any order: a frame that stands, or a polite sentence. The Desk itself looks at every frame.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use shuke::tui::areas::LEAST;
use shuke::tui::msg::Msg;
use shuke::tui::state::Focus;
use unicode_width::UnicodeWidthStr;

use crate::desk::Desk;

/// What is open while the window changes.
const OPEN: [&str; 9] = ["", "a", "l", "?", ":", "T", "Z", "/wf", "3"];

fn desk() -> Desk {
    Desk::at("2026-03-02")
        .with_customers(&[
            "王芳 13866668000 公司=云栖茶行 生日=1990-03-05 #老客",
            "欧阳娜娜 13711112222",
            "María del Carmen Fernández-Villaverde 13912345678",
            "👩‍🚀小宇 13811112222",
            "สมชาย ใจดี 13822223333",
            "e\u{301}toile 한국 13833334444",
        ])
        .with_follow_up("王芳", "2026-02-27", "送样品")
        .with_follow_up("欧阳娜娜", "2026-03-02", "回访")
}

fn resize(desk: &mut Desk, width: u16, height: u16) {
    desk.hear(Msg::Resize { width, height });
    let is_small = width < LEAST.0 || height < LEAST.1;
    assert_eq!(desk.state.areas().is_none(), is_small, "{width}x{height}");
}

#[test]
fn every_size_from_one_cell_to_a_wall_stands() {
    let mut desk = desk();
    for width in (1..=44).chain((45..120).step_by(5)).chain([160, 250, 400]) {
        for height in (1..=12).chain((15..40).step_by(6)).chain([60, 120]) {
            resize(&mut desk, width, height);
        }
    }
}

#[test]
fn the_right_border_of_every_pane_stands_in_one_column_at_every_width() {
    let mut desk = desk().keys("2");
    for width in (40..=250).step_by(3) {
        resize(&mut desk, width, 24);
        for pane in Focus::ALL {
            let area = desk.state.areas().and_then(|areas| areas.of(pane));
            for line in desk.pane(pane).lines() {
                let cells = line.width();
                assert_eq!(Some(cells), area.map(|area| usize::from(area.width)));
                let last = line.chars().next_back().unwrap_or_default();
                assert!(!last.is_alphanumeric() && last != ' ', "{width}: {line:?}");
            }
        }
    }
}

#[test]
fn a_polite_sentence_fits_into_twenty_by_six() {
    for desk in [desk(), desk().in_english()] {
        let desk = desk.sized(20, 6);
        let shown = desk.screen();
        assert!(shown.contains("40") && shown.contains("10"), "{shown}");
    }
}

/// SplitMix64's step, as in the other random hands.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*seed ^ (*seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (z ^ (z >> 27)) >> 7
}

#[test]
fn a_storm_of_sizes_leaves_whatever_is_open_standing() {
    let mut seed = 0x5eed;
    for keys in OPEN {
        let mut desk = desk().keys(keys);
        for _ in 0..120 {
            let mut below = |n: u64| u16::try_from(random(&mut seed) % n).expect("below a u16");
            let (width, height) = (1 + below(200), 1 + below(60));
            resize(&mut desk, width, height);
            if below(4) == 0 {
                desk.press(KeyEvent::new(KeyCode::Down, KeyModifiers::NONE));
            }
        }
    }
}

#[test]
fn a_window_that_was_too_small_shows_the_same_desk_again() {
    let before = desk().keys("2j").sized(120, 40);
    let shown = before.screen();
    let after = before.sized(20, 6).sized(1, 1).sized(120, 40);
    assert_eq!(after.screen(), shown);
}
