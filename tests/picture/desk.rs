//! The frames that the README shows: the demo shop on a fixed day, in both languages.

use std::collections::VecDeque;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use shuke::app::App;
use shuke::app::clock::Clock;
use shuke::app::generate::DEMO_SEED;
use shuke::domain::name::Lang;
use shuke::domain::time::Now;
use shuke::i18n::strings;
use shuke::tui::glyph::UNICODE;
use shuke::tui::msg::{Effect, Msg, Stamped};
use shuke::tui::state::{State, update};
use shuke::tui::theme::DARK;
use shuke::tui::widget::Look;

use crate::svg;

const DAY: &str = "2026-03-02";
const SIZE: (u16, u16) = (120, 36);

/// Every picture: its file, and what it holds as the program draws it now.
pub fn pictures() -> Vec<(PathBuf, String)> {
    [("desk-zh.svg", Lang::Zh), ("desk-en.svg", Lang::En)]
        .into_iter()
        .map(|(name, lang)| {
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("assets/pictures")
                .join(name);
            let words = &strings(lang).desk;
            let title = format!("{} | {} | {}", words.program, words.queue, words.customers);
            (path, svg::picture(&frame(lang), &title))
        })
        .collect()
}

/// The desk as it opens.
fn frame(lang: Lang) -> Buffer {
    let now = Now::morning_of(DAY).expect("a day");
    let mut app = App::demo(None, Clock::Fixed(now), lang, DEMO_SEED).expect("the demo shop");
    while !app.warm().expect("an index") {}
    let look = Look {
        theme: &DARK,
        glyphs: &UNICODE,
    };
    let size = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut state = State::new(size, now, lang, look, false);
    let mut inbox = VecDeque::from([Msg::Tick]);
    while let Some(msg) = inbox.pop_front() {
        for effect in update(&mut state, Stamped { now, msg }) {
            if let Effect::Ask {
                slot,
                ticket,
                query,
            } = effect
            {
                let answer = app.ask(&query);
                inbox.push_back(Msg::Answer {
                    slot,
                    ticket,
                    answer,
                });
            }
        }
    }
    let mut buf = Buffer::empty(size);
    assert_eq!(state.draw(&mut buf), None, "nothing is being typed");
    buf
}
