//! The desk as a test drives it: one App and one State, no threads, no terminal. Every key is answered before the next one. Every
//! frame is looked at: whole lines, no half characters, a caret inside, twice the same, and no phone number in clear.

use std::collections::VecDeque;
use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use shuke::app::anchor::{Care, Presence};
use shuke::app::answer::{Answer, Card};
use shuke::app::clock::Clock;
use shuke::app::op::Op;
use shuke::app::pass::Passphrase;
use shuke::app::query::Query;
use shuke::app::restore::restore;
use shuke::app::{App, Error, customer, follow_up, purchase, setting};
use shuke::domain::contact::{ContactDraft, Method};
use shuke::domain::customer::{About, Draft};
use shuke::domain::history::Source;
use shuke::domain::id::CustomerId;
use shuke::domain::listing::{Anchor, Sort};
use shuke::domain::name::Lang;
use shuke::domain::phone;
use shuke::domain::purchase::Bought;
use shuke::domain::quick_add::QuickAdd;
use shuke::domain::rotation::Reason;
use shuke::domain::time::{Millis, Now};
use shuke::i18n::strings;
use shuke::store::file::Access;
use shuke::tui::command::Ended;
use shuke::tui::glyph::{ASCII, UNICODE};
use shuke::tui::lock::Try;
use shuke::tui::msg::{Effect, Left, Msg, Stamped};
use shuke::tui::state::{Focus, State, update};
use shuke::tui::theme::MONO;
use shuke::tui::widget::Look;
use shuke::tui::worker::{Chore, Chored};
use tempfile::TempDir;

/// Messages one key may cause before the desk must have come to rest.
const REST: usize = 200;

/// A desk on a day that stands still, 80 cells wide and 24 high, in Chinese.
pub struct Desk {
    pub app: App,
    pub state: State,
    /// How the program was left, if it was.
    pub left: Option<Left>,
    /// The file that was to be read for an import, if one was.
    pub read: Option<PathBuf>,
    /// The names of the commands that were to be kept.
    pub remembered: Vec<&'static str>,
    /// How often the file was let go of, what was tried to open it, and what it was to be encrypted with.
    pub locks: usize,
    pub tries: Vec<Try>,
    pub encrypts: Option<Passphrase>,
    pub caret: Option<Position>,
    /// Everything handed to the clipboard.
    pub copied: Vec<String>,
    /// Every program of the user's own that was run: its name, and whom it was given.
    pub given: Vec<(String, Vec<Card>)>,
    /// How such a program ends; one that has no end yet goes on.
    pub ends: Option<Ended>,
    /// What the editor is given, and what it will come back with.
    pub edited: Option<String>,
    editor: Option<String>,
    /// What the writer answers the next op with.
    fault: Option<Error>,
    /// The writer does not answer: another window holds the file.
    is_stuck: bool,
    /// What a stuck writer has been told to do.
    pub waiting: Vec<Op>,
    buf: Buffer,
    now: Now,
    care: Care,
    folder: Option<TempDir>,
    /// Where exports go, whatever is typed.
    pub exports: TempDir,
    /// Numbers that no frame may show in clear, and what was typed into the field that is open.
    phones: Vec<String>,
    typed: String,
}

impl Desk {
    /// A shop that has been set up and has no customers yet.
    pub fn at(day: &str) -> Self {
        let now = Now::morning_of(day).expect("a day");
        let mut app = App::in_memory(Clock::Fixed(now)).expect("a desk in memory");
        set_up(&mut app);
        Self::over(app, None, now)
    }

    /// A file nobody has opened before.
    pub fn brand_new(day: &str) -> Self {
        let now = Now::morning_of(day).expect("a day");
        let app = App::in_memory(Clock::Fixed(now)).expect("a desk in memory");
        Self::over(app, None, now)
    }

    /// A desk whose file outlives it; `restarted` needs one.
    pub fn on_disk(day: &str) -> Self {
        let now = Now::morning_of(day).expect("a day");
        let folder = tempfile::tempdir().expect("a folder");
        App::create(&path_in(&folder), &Clock::Fixed(now)).expect("a new file");
        let mut app = open(&folder, now);
        set_up(&mut app);
        Self::over(app, Some(folder), now)
    }

    /// A file nobody has opened before, which outlives the desk.
    pub fn brand_new_on_disk(day: &str) -> Self {
        let now = Now::morning_of(day).expect("a day");
        let folder = tempfile::tempdir().expect("a folder");
        App::create(&path_in(&folder), &Clock::Fixed(now)).expect("a new file");
        let app = open(&folder, now);
        Self::over(app, Some(folder), now)
    }

    fn over(app: App, folder: Option<TempDir>, now: Now) -> Self {
        let size = Rect::new(0, 0, 80, 24);
        let look = Look {
            theme: &MONO,
            glyphs: &UNICODE,
        };
        let mut desk = Self {
            state: State::new(size, now, Lang::Zh, look, app.is_read_only()),
            app,
            left: None,
            read: None,
            remembered: Vec::new(),
            locks: 0,
            tries: Vec::new(),
            encrypts: None,
            caret: None,
            copied: Vec::new(),
            given: Vec::new(),
            ends: None,
            edited: None,
            editor: None,
            fault: None,
            is_stuck: false,
            waiting: Vec::new(),
            buf: Buffer::empty(size),
            now,
            care: Care::default(),
            folder,
            exports: tempfile::tempdir().expect("a folder"),
            phones: Vec::new(),
            typed: String::new(),
        };
        desk.warm();
        desk.hear(Msg::Tick);
        desk
    }

    /// Does what the keeper's thread does, with the desk's own App.
    fn chore(&mut self, chore: Chore) -> Result<Chored, Error> {
        let clock = Clock::Fixed(self.now);
        Ok(match chore {
            Chore::BackUp(pace) => Chored::Made(self.app.back_up(Reason::Asked, &pace)?),
            Chore::CopyAway => Chored::Copied(self.app.copy_away()?),
            Chore::Restore(from) => {
                let path = self.app.path().ok_or(Error::NoFile)?.to_owned();
                Chored::Restored(restore(&path, &from, clock, &self.care, None)?)
            }
            Chore::Examine => Chored::Examined(self.app.examine()?),
            Chore::Accept => {
                self.app.accept()?;
                Chored::Accepted
            }
            Chore::Daily | Chore::Wrote => Chored::Quietly,
        })
    }

    /// From now on this computer remembers what it saw of the file, and has a second place for backups if one is named.
    pub fn in_care(mut self, care: Care) -> Self {
        self.app
            .take_care(&care, Presence::Silent)
            .expect("remembered");
        self.care = care;
        self.hear(Msg::Elsewhere);
        self
    }

    /// Closes the program and opens it again over the same file.
    pub fn restarted(mut self) -> Self {
        let folder = self.folder.as_ref().expect("a desk on disk");
        self.app = open(folder, self.now);
        self.app
            .take_care(&self.care, Presence::Silent)
            .expect("remembered");
        let (size, look, lang) = (self.state.size, self.state.look, self.state.s.lang);
        self.state = State::new(size, self.now, lang, look, false);
        self.warm();
        self.hear(Msg::Tick);
        self
    }

    /// Another window on the same file.
    pub fn elsewhere(&self) -> App {
        open(self.folder.as_ref().expect("a desk on disk"), self.now)
    }

    fn warm(&mut self) {
        while !self.app.warm().expect("an index") {}
    }

    pub fn in_english(mut self) -> Self {
        self.state.s = strings(Lang::En);
        self.hear(Msg::Tick);
        self
    }

    pub fn in_ascii(mut self) -> Self {
        self.state.look.glyphs = &ASCII;
        self.hear(Msg::Tick);
        self
    }

    pub fn sized(mut self, width: u16, height: u16) -> Self {
        self.hear(Msg::Resize { width, height });
        self
    }

    /// Adds customers, each from a line as quick add takes it.
    pub fn with_customers(mut self, lines: &[&str]) -> Self {
        for line in lines {
            self.add(line);
        }
        self.hear(Msg::Elsewhere);
        self
    }

    fn add(&mut self, line: &str) {
        let added = QuickAdd::parse(line).expect("a customer in one line");
        self.phones
            .extend(added.phones.iter().map(|number| phone::digits(number)));
        let phones = added
            .phones
            .into_iter()
            .map(|v| ContactDraft::new(Method::Phone, v));
        let wechat = added
            .wechat
            .into_iter()
            .map(|v| ContactDraft::new(Method::WeChat, v));
        self.run(Op::Customer(customer::Op::Add(Draft {
            contacts: phones.chain(wechat).collect(),
            tags: added.tags,
            created_at: None,
            custom: Vec::new(),
            referrer: None,
            about: About {
                name: added.name,
                gender: added.gender,
                birthday: added.birthday,
                company: added.company.unwrap_or_default(),
                source: added.source.unwrap_or_default(),
                note: added.note.unwrap_or_default(),
                ..About::default()
            },
        })));
    }

    /// Promises something to a customer.
    pub fn with_follow_up(mut self, name: &str, due: &str, note: &str) -> Self {
        let customer = self.customer(name);
        self.run(Op::FollowUp(follow_up::Op::Schedule {
            customers: vec![customer],
            due: due.parse().expect("a day"),
            note: note.to_owned(),
        }));
        self.hear(Msg::Elsewhere);
        self
    }

    /// Something is bought by the first customer of that name.
    pub fn buys(&mut self, name: &str, day: &str, item: &str, amount_cents: i64) {
        let customer = self.customer(name);
        self.run(Op::Purchase(purchase::Op::Add {
            customer,
            bought: Bought {
                day: day.parse().expect("a day"),
                item: item.to_owned(),
                quantity_milli: 1_000,
                amount_cents,
                pay_method: String::new(),
                source_id: String::new(),
            },
        }));
        self.hear(Msg::Elsewhere);
    }

    /// The keeper learns from the sales, as it does once a day.
    pub fn learns(mut self) -> Self {
        self.app.learn().expect("learned");
        self.hear(Msg::Elsewhere);
        self
    }

    fn run(&mut self, op: Op) {
        self.app.run(&op).expect("an op");
    }

    /// The first customer of that name.
    pub fn customer(&mut self, name: &str) -> CustomerId {
        let query = Query::Customers {
            sort: Sort::Newest,
            anchor: Anchor::First,
        };
        match self.app.ask(&query).expect("an answer") {
            Answer::Customers(window) => {
                window
                    .rows
                    .iter()
                    .find(|row| row.name == name)
                    .expect("a customer of that name")
                    .id
            }
            other => panic!("no list: {other:?}"),
        }
    }

    /// Presses keys: characters as they are, other keys as `<Enter>`, `<Ctrl-r>`, `<Space>`.
    pub fn keys(mut self, keys: &str) -> Self {
        self.presses(keys);
        self
    }

    pub fn presses(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            let (key, tail) = match named {
                Some((name, tail)) => (named_key(name), tail),
                None => (char_key(c), &rest[c.len_utf8()..]),
            };
            rest = tail;
            self.press(key);
        }
    }

    /// Types text, character by character.
    pub fn types(mut self, text: &str) -> Self {
        for c in text.chars() {
            self.press(char_key(c));
        }
        self
    }

    pub fn pastes(mut self, text: &str) -> Self {
        self.paste(text);
        self
    }

    pub fn clicks(mut self, x: u16, y: u16) -> Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), x, y);
        self
    }

    /// The next op is refused with this.
    pub fn refuses(mut self, error: Error) -> Self {
        self.fault = Some(error);
        self
    }

    /// From now on nothing is heard of any op.
    pub fn with_a_stuck_writer(mut self) -> Self {
        self.is_stuck = true;
        self
    }

    /// The stuck writer does what it was told, and all that comes.
    pub fn writer_goes_on(mut self) -> Self {
        self.is_stuck = false;
        for op in std::mem::take(&mut self.waiting) {
            let done = self.app.run(&op);
            self.hear(Msg::Done(done));
        }
        self
    }

    /// The next editor comes back with this.
    pub fn editor_writes(mut self, text: &str) -> Self {
        self.editor = Some(text.to_owned());
        self
    }

    /// Lets time pass.
    pub fn after_seconds(mut self, seconds: i64) -> Self {
        self.now.at = Millis(self.now.at.0 + seconds * 1000);
        self.app.set_clock(Clock::Fixed(self.now));
        self.hear(Msg::Tick);
        self
    }

    pub fn press(&mut self, key: KeyEvent) {
        if let KeyCode::Char(c) = key.code {
            self.typed.push(c);
        }
        self.hear(Msg::Key(key));
    }

    pub fn paste(&mut self, text: &str) {
        self.typed.push_str(text);
        self.hear(Msg::Paste(text.to_owned()));
    }

    pub fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        self.hear(Msg::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
    }

    /// Handles one message and everything that follows from it, then looks at the frame.
    pub fn hear(&mut self, msg: Msg) {
        let mut inbox = VecDeque::from([msg]);
        for _ in 0..REST {
            let Some(msg) = inbox.pop_front() else {
                self.look();
                return;
            };
            for effect in update(&mut self.state, Stamped { now: self.now, msg }) {
                match effect {
                    Effect::Suspend | Effect::Stop(_) => {}
                    Effect::Lock => self.locks += 1,
                    Effect::Unlock(attempt) => self.tries.push(attempt),
                    Effect::Encrypt(secret) => self.encrypts = Some(secret.0),
                    Effect::Leave(left) => self.left = Some(left),
                    Effect::Read(paths, choices) => {
                        self.read = paths.first().cloned();
                        let incoming = self.app.read_in(paths, choices).map(Box::new);
                        inbox.push_back(Msg::Incoming(incoming));
                    }
                    Effect::KeepRejects(incoming, lang) => {
                        let kept = self.app.keep_rejects(&incoming, strings(lang));
                        inbox.push_back(Msg::Rejects(kept));
                    }
                    Effect::Copy { text, told } => {
                        self.copied.push(text);
                        inbox.push_back(Msg::Copied { told, done: true });
                    }
                    Effect::Command(command, cards) => {
                        let ended = self.ends.clone();
                        inbox.extend(ended.map(|ended| Msg::Ran(command.name.clone(), ended)));
                        self.given.push((command.name, cards));
                    }
                    Effect::Edit(text) => {
                        self.edited = Some(text);
                        inbox.push_back(Msg::Edited(Ok(self.editor.take())));
                    }
                    Effect::Keep(unsaved) => self
                        .app
                        .keep_draft(unsaved.as_deref())
                        .expect("a draft kept"),
                    Effect::Adopt(id) => self.app.adopt_draft(id),
                    Effect::Chore(chore) => inbox.push_back(Msg::Chored(self.chore(chore))),
                    Effect::Remember(names) => self.remembered = names,
                    Effect::Run(op) if self.is_stuck => self.waiting.push(*op),
                    Effect::Run(mut op) => {
                        if let Op::Export(export) = op.as_mut() {
                            let name = export.order.out.file_name().unwrap_or_default();
                            export.order.out = self.exports.path().join(name);
                        }
                        let done = match self.fault.take() {
                            Some(error) => Err(error),
                            None => self.app.run(&op),
                        };
                        inbox.push_back(Msg::Done(done));
                    }
                    Effect::Ask {
                        slot,
                        ticket,
                        query,
                    } => {
                        let answer = self.app.ask(&query);
                        inbox.push_back(Msg::Answer {
                            slot,
                            ticket,
                            answer,
                        });
                    }
                }
            }
        }
        panic!("the desk does not come to rest");
    }

    fn look(&mut self) {
        self.buf = Buffer::empty(self.state.size);
        self.caret = self.state.draw(&mut self.buf);
        let mut again = Buffer::empty(self.state.size);
        assert_eq!(self.caret, self.state.draw(&mut again));
        assert_eq!(self.buf, again, "drawing twice gives two screens");
        if let Some(caret) = self.caret {
            assert!(
                self.state.size.contains(caret),
                "the caret is outside: {caret}"
            );
        }
        for y in 0..self.state.size.height {
            self.check_cells(y);
        }
        self.check_phones();
    }

    /// Every line is as wide as the screen, and nothing stands under the second half of a wide character.
    fn check_cells(&self, y: u16) {
        let (mut x, width) = (0, self.state.size.width);
        while x < width {
            let symbol = self.buf[(x, y)].symbol();
            let cells = symbol.cell_width().max(1);
            assert!(symbol != "‹", "a key without its name:\n{}", self.screen());
            for hidden in x + 1..(x + cells).min(width) {
                let under = self.buf[(hidden, y)].symbol();
                let is_blank = under.trim().is_empty();
                assert!(
                    is_blank,
                    "{under:?} is under {symbol:?} at {hidden},{y}:\n{}",
                    self.screen()
                );
            }
            x += cells;
        }
        assert_eq!(x, width, "line {y} is {x} cells wide:\n{}", self.screen());
    }

    /// No number is on the screen in clear, unless it was revealed or stands in the field it was just typed into.
    fn check_phones(&mut self) {
        let finding = matches!(self.state.customers.query(), Query::Find { .. });
        if self.state.dialogs.is_empty() && !finding {
            self.phones.extend(numbers_in(&self.typed));
            self.typed.clear();
        }
        if self.state.reveal_left().is_some() {
            return;
        }
        let typed: String = digits_of(&self.typed);
        let lines: Vec<String> = self.lines().iter().map(|line| digits_of(line)).collect();
        for number in self
            .phones
            .iter()
            .filter(|number| !typed.contains(number.as_str()))
        {
            let shown = lines.iter().any(|line| line.contains(number.as_str()));
            assert!(
                !shown,
                "{number} is on the screen in clear:\n{}",
                self.screen()
            );
        }
    }

    /// The lines of the screen; the second cell of a wide character is skipped.
    pub fn lines(&self) -> Vec<String> {
        self.lines_in(self.state.size)
    }

    fn lines_in(&self, area: Rect) -> Vec<String> {
        (area.top()..area.bottom())
            .map(|y| {
                let (mut line, mut x) = (String::new(), area.left());
                while x < area.right() {
                    let symbol = self.buf[(x, y)].symbol();
                    line.push_str(symbol);
                    x += symbol.cell_width().max(1);
                }
                line
            })
            .collect()
    }

    /// The screen as text, blanks at the end of lines left out.
    pub fn screen(&self) -> String {
        let lines: Vec<String> = self
            .lines()
            .iter()
            .map(|line| line.trim_end().to_owned())
            .collect();
        format!("{}\n", lines.join("\n"))
    }

    /// What stands inside a pane; nothing where it is not shown.
    pub fn pane(&self, pane: Focus) -> String {
        let area = self
            .state
            .areas()
            .and_then(|areas| areas.of(pane))
            .unwrap_or_default();
        self.lines_in(area).join("\n")
    }

    #[track_caller]
    pub fn sees(self, text: &str) -> Self {
        assert!(
            self.screen().contains(text),
            "{text:?} is not on the screen:\n{}",
            self.screen()
        );
        self
    }

    #[track_caller]
    pub fn not_sees(self, text: &str) -> Self {
        assert!(
            !self.screen().contains(text),
            "{text:?} is on the screen:\n{}",
            self.screen()
        );
        self
    }

    #[track_caller]
    pub fn sees_in(self, pane: Focus, text: &str) -> Self {
        assert!(
            self.pane(pane).contains(text),
            "{text:?} is not in {pane:?}:\n{}",
            self.screen()
        );
        self
    }

    #[track_caller]
    pub fn not_sees_in(self, pane: Focus, text: &str) -> Self {
        assert!(
            !self.pane(pane).contains(text),
            "{text:?} is in {pane:?}:\n{}",
            self.screen()
        );
        self
    }

    /// The hardware cursor stands right behind this text.
    #[track_caller]
    pub fn cursor_after(self, text: &str) -> Self {
        let caret = self.caret.expect("a caret");
        let before = Rect {
            x: 0,
            y: caret.y,
            width: caret.x,
            height: 1,
        };
        let line = self.lines_in(before).concat();
        assert!(
            line.ends_with(text),
            "the cursor is behind {line:?}:\n{}",
            self.screen()
        );
        self
    }

    #[track_caller]
    pub fn focused_on(self, pane: Focus) -> Self {
        assert_eq!(self.state.focus, pane, "\n{}", self.screen());
        assert!(
            self.state.dialogs.is_empty(),
            "a dialog is open:\n{}",
            self.screen()
        );
        self
    }
}

/// Settles what a new shop is asked; otherwise every test began at that question.
fn set_up(app: &mut App) {
    let settings = vec![(setting::Key::LegalBasis, "contract".to_owned())];
    app.run(&Op::Setting(setting::Op::SetUp {
        settings,
        agent: String::new(),
    }))
    .expect("a shop set up");
}

fn path_in(folder: &TempDir) -> PathBuf {
    folder.path().join("shop.db")
}

fn open(folder: &TempDir, now: Now) -> App {
    App::open(
        &path_in(folder),
        Access::Write,
        Clock::Fixed(now),
        Source::Desk,
    )
    .expect("an open file")
}

fn digits_of(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '-')).collect()
}

/// Runs of digits long enough to be somebody's phone number.
fn numbers_in(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| (10..=13).contains(&run.len()))
        .map(str::to_owned)
        .collect()
}

fn char_key(c: char) -> KeyEvent {
    let shift = if c.is_ascii_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    KeyEvent::new(KeyCode::Char(c), shift)
}

fn named_key(name: &str) -> KeyEvent {
    if let Some(c) = name
        .strip_prefix("Ctrl-")
        .and_then(|rest| rest.chars().next())
    {
        return KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    }
    if let Some(c) = name
        .strip_prefix("Alt-")
        .and_then(|rest| rest.chars().next())
    {
        return KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT);
    }
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Shift-Tab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "F1" => KeyCode::F(1),
        "F2" => KeyCode::F(2),
        "lt" => KeyCode::Char('<'),
        "Alt-h" => return KeyEvent::new(KeyCode::Char('h'), KeyModifiers::ALT),
        other => panic!("no key is called {other}"),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
