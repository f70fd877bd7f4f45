//! The desk inside this process: one App and one State without threads, as the tests drive it. What a key costs, and what a frame.

use std::collections::VecDeque;
use std::io::Sink;
use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use shuke::app::answer::Answer;
use shuke::app::query::Query;
use shuke::app::{Access, App};
use shuke::domain::listing::{Anchor, Sort};
use shuke::domain::name::Lang;
use shuke::tui::glyph::UNICODE;
use shuke::tui::msg::{Effect, Msg, Stamped};
use shuke::tui::state::{State, update};
use shuke::tui::theme::DARK;
use shuke::tui::widget::Look;

use super::samples::Samples;
use super::table::{Table, ratio, told};
use super::{SCREEN, anchor, shop};

/// What is typed, a character at a time, backwards again, and then the next.
pub const TYPED: [&str; 10] = [
    "zs", "zhangs", "wangwei", "lixm", "张伟", "8866", "1381", "smith", "donald t", "wf",
];
/// Frames larger than any laptop's.
pub const LARGE_SCREEN: (u16, u16) = (200, 60);
const KEYS: usize = 100;

/// A desk that answers everything before it takes the next key.
pub struct Desk {
    pub app: App,
    state: State,
    canvas: Terminal<CrosstermBackend<Sink>>,
}

impl Desk {
    pub fn over(app: App, size: (u16, u16)) -> Self {
        let size = Rect::new(0, 0, size.0, size.1);
        let look = Look {
            theme: &DARK,
            glyphs: &UNICODE,
        };
        let mut desk = Self {
            state: State::new(size, app.now(), Lang::Zh, look, false),
            app,
            canvas: anchor::canvas(size),
        };
        desk.hear(Msg::Tick);
        desk
    }

    /// Handles a message, answers whatever is asked because of it, and paints.
    pub fn hear(&mut self, msg: Msg) {
        let mut inbox = VecDeque::from([msg]);
        while let Some(msg) = inbox.pop_front() {
            let now = self.app.now();
            for effect in update(&mut self.state, Stamped { now, msg }) {
                if let Effect::Ask {
                    slot,
                    ticket,
                    query,
                } = effect
                {
                    let answer = self.app.ask(&query);
                    inbox.push_back(Msg::Answer {
                        slot,
                        ticket,
                        answer,
                    });
                }
            }
        }
        self.paint();
    }

    pub fn press(&mut self, code: KeyCode) {
        self.hear(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }

    pub fn paint(&mut self) {
        let state = &self.state;
        self.canvas
            .draw(|frame| {
                if let Some(caret) = state.draw(frame.buffer_mut()) {
                    frame.set_cursor_position(caret);
                }
            })
            .expect("a frame");
    }

    /// Presses keys over and over, so many in all.
    pub fn keys(&mut self, codes: &[KeyCode], times: usize) -> Samples {
        let mut samples = Samples::default();
        for code in codes.iter().cycle().take(times) {
            samples.work(|| self.press(*code));
        }
        samples
    }

    /// Types every text of `TYPED` a key at a time and takes it back. Also tells which was the slowest to type on.
    pub fn find(&mut self) -> (Samples, String) {
        let mut samples = Samples::default();
        let (mut slowest, mut most) = (String::new(), Duration::ZERO);
        self.press(KeyCode::Char('/'));
        for text in TYPED {
            for (at, c) in text.char_indices() {
                samples.work(|| self.press(KeyCode::Char(c)));
                if samples.most() > most {
                    most = samples.most();
                    slowest = format!("slowest {} for {}", told(most), &text[..at + c.len_utf8()]);
                }
            }
            for _ in text.chars() {
                self.press(KeyCode::Backspace);
            }
        }
        self.press(KeyCode::Esc);
        (samples, slowest)
    }
}

pub fn measure(path: &Path, table: &mut Table) {
    let mut load = Samples::default();
    let mut app = shop::open(path, Access::Write);
    while !load.time(|| app.warm()).expect("an index") {}
    let mut desk = Desk::over(app, SCREEN);
    searches(&mut desk, table);
    for (pane, name) in [
        ('1', "queue"),
        ('2', "customers"),
        ('3', "profile"),
        ('4', "log"),
    ] {
        desk.press(KeyCode::Char(pane));
        let keys = desk.keys(&[KeyCode::Down], KEYS);
        let what = format!("key to complete frame in {name}, processor");
        table.add(what, keys.told(), "≤ 16 ms p95", "");
    }
    frames(desk, table);
}

fn searches(desk: &mut Desk, table: &mut Table) {
    let (keys, slowest) = desk.find();
    let scan = scan_of_names(&mut desk.app);
    let beside = format!("{slowest}; scan of all names {}", told(scan));
    let what = "a keystroke while finding, processor";
    table.add(what, keys.told(), "≤ 16 ms p95", beside);
}

/// Looks for a text in every name, nothing else: what a search without any index would cost at least.
fn scan_of_names(app: &mut App) -> Duration {
    let (mut names, mut anchor) = (Vec::new(), Anchor::First);
    let sort = Sort::Newest;
    loop {
        let asked = app.ask(&Query::Customers { sort, anchor }).expect("a list");
        let Answer::Customers(window) = asked else {
            break;
        };
        let Some(last) = window.rows.last() else {
            break;
        };
        anchor = Anchor::After(last.id);
        names.extend(window.rows.into_iter().map(|row| row.name));
        if window.to_last {
            break;
        }
    }
    let scan = || {
        let hits = names.iter().filter(|name| name.contains("张伟")).count();
        assert!(std::hint::black_box(hits) > 0, "nobody is called that");
    };
    Samples::of(20, scan).p50()
}

fn frames(desk: Desk, table: &mut Table) {
    let mut desk = Desk::over(desk.app, LARGE_SCREEN);
    let size = Rect::new(0, 0, LARGE_SCREEN.0, LARGE_SCREEN.1);
    let floor = anchor::blank_frame(size);
    let beside = |frame: &Samples| {
        let blank = told(floor);
        format!("{} a blank frame ({blank})", ratio(frame.p50(), floor))
    };
    let same = Samples::of(500, || desk.paint());
    let what = "a frame of 200x60, nothing changed, processor";
    table.add(what, same.told(), "≤ 4×", beside(&same));
    let mut buf = Buffer::empty(size);
    let painted = Samples::of(500, || {
        buf.reset();
        std::hint::black_box(desk.state.draw(&mut buf));
    });
    let what = "of that, painting without comparing";
    table.add(what, painted.told(), "", beside(&painted));
    desk.press(KeyCode::Char('2'));
    let mut changed = Samples::default();
    for _ in 0..50 {
        desk.press(KeyCode::PageDown);
        // Over a blank frame, so that every cell is sent.
        desk.canvas.draw(|_| ()).expect("a blank frame");
        changed.time(|| desk.paint());
    }
    let what = "a frame of 200x60, every cell sent, processor";
    table.add(what, changed.told(), "", beside(&changed));
}
