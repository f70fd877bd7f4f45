//! What a file would bring in, before anything is written: summary, first rows, what each column means, what is wrong; then how far the
//! import is, and a way to stop it.

pub mod review;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::export::shop;
use crate::app::import::Op as ImportOp;
use crate::app::import::incoming::{Choices, Incoming};
use crate::app::op::Op;
use crate::app::pace::Pace;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::Edit;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, paint};
use crate::tui::widget::{frame, popup};
use review::Part;

/// The widest preview, in cells, and its rows: it does not jump when another part is looked at.
const CELLS: u16 = 92;
const ROWS: u16 = 24;

/// The preview of an import, or its progress.
pub struct Import {
    stage: Stage,
    part: Part,
    /// The first line shown, or in the columns the one that the keys change.
    at: usize,
}

enum Stage {
    /// The file is being read.
    Reading,
    Preview(Box<Incoming>),
    /// The op is under way.
    Running(Arc<Pace>),
}

impl Import {
    #[must_use]
    pub fn reading() -> Self {
        Self {
            stage: Stage::Reading,
            part: Part::default(),
            at: 0,
        }
    }

    /// Shows what was read; where the user was looking stays.
    pub fn show(&mut self, incoming: Box<Incoming>) {
        self.stage = Stage::Preview(incoming);
    }

    /// The progress of other long work, such as a run of the rules.
    #[must_use]
    pub fn working(pace: Arc<Pace>) -> Self {
        Self {
            stage: Stage::Running(pace),
            ..Self::reading()
        }
    }

    /// Whether the import is done with when its op is.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.stage, Stage::Running(_))
    }

    /// Brings the records in, and keeps the refused rows beside the file they came from.
    fn start(&mut self, turn: &mut Turn) {
        let mut incoming = match std::mem::replace(&mut self.stage, Stage::Reading) {
            Stage::Preview(incoming) => incoming,
            other => {
                self.stage = other;
                return;
            }
        };
        if let ([path], Some(rows)) = (incoming.paths.as_slice(), incoming.whole) {
            let pace = Arc::new(Pace::default());
            pace.total.store(rows, Ordering::Relaxed);
            let from = shop::Origin::File(path.clone());
            self.stage = Stage::Running(Arc::clone(&pace));
            return turn.run(Op::Shop(Box::new(shop::Op { from, pace })));
        }
        let op: ImportOp = std::mem::take(&mut incoming.op);
        self.stage = Stage::Running(Arc::clone(&op.pace));
        turn.run(Op::Import(Box::new(op)));
        if !incoming.report.rejects.is_empty() {
            turn.wishes.push(Wish::KeepRejects(incoming));
        }
    }

    /// Reads the file again with another choice.
    fn choose(&mut self, turn: &mut Turn, change: impl FnOnce(&mut Choices, &Incoming, usize)) {
        let Stage::Preview(incoming) = &self.stage else {
            return;
        };
        let mut choices = incoming.choices.clone();
        change(&mut choices, incoming, self.at);
        turn.wishes
            .push(Wish::Import(incoming.paths.clone(), choices));
        self.stage = Stage::Reading;
    }

    fn areas(area: Rect) -> (Rect, Rect) {
        let outer = popup::centred(area, CELLS, ROWS);
        let inner = frame::inner(outer);
        let body = Rect {
            x: inner.x + 1.min(inner.width),
            y: inner.y + 2.min(inner.height),
            width: inner.width.saturating_sub(2),
            height: inner.height.saturating_sub(3),
        };
        (outer, body)
    }

    fn lines(&self, cells: usize, cx: &Cx) -> Vec<(String, Style)> {
        let (w, theme) = (&cx.s.desk.welcome, cx.look.theme);
        match &self.stage {
            Stage::Reading => vec![(w.reading.to_owned(), theme.text)],
            Stage::Running(pace) => {
                let done = pace.done.load(Ordering::Relaxed);
                let total = pace.total.load(Ordering::Relaxed);
                vec![((cx.s.cli.import.progress)(done, total), theme.text)]
            }
            Stage::Preview(incoming) => review::lines(self.part, incoming, self.at, cells, cx),
        }
    }

    /// How many places the keys can go to.
    fn places(&self, turn: &Turn) -> usize {
        let Stage::Preview(incoming) = &self.stage else {
            return 1;
        };
        match self.part {
            Part::Columns => incoming.columns.len(),
            Part::Problems => incoming.problems(turn.s).len(),
            // Wrapped lines are more than sentences; a few too many do no harm.
            Part::Summary => incoming.told(turn.s).len() * 2,
            Part::Rows => incoming.first().len(),
        }
    }

    fn go(&mut self, turn: &Turn, by: isize) {
        let last = self.places(turn).saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// The first line drawn: the chosen column stays in sight.
    fn first(&self, rows: usize) -> usize {
        match self.part {
            Part::Columns => (self.at + 1).saturating_sub(rows),
            _ => self.at,
        }
    }
}

impl Layer for Import {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Wizard, Scope::Menu, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        let page = isize::from(Self::areas(turn.area).1.height.max(1).cast_signed());
        match (action, &self.stage) {
            (Action::Submit, Stage::Preview(_)) => self.start(turn),
            (Action::Back, Stage::Running(pace)) => pace.cancel.store(true, Ordering::Relaxed),
            (Action::Back, _) => turn.close(),
            (Action::NextPart, _) => (self.part, self.at) = (self.part.next(), 0),
            (Action::ImportSource, _) => {
                let usual = turn.s.custom.sources;
                self.choose(turn, |choices, incoming, _| {
                    let own = incoming.sources.clone();
                    let usual = || usual.iter().map(|one| (*one).to_owned()).collect();
                    choices.turn_source(&if own.is_empty() { usual() } else { own });
                });
            }
            (Action::ImportMode, _) => self.choose(turn, |choices, _, _| choices.turn_mode()),
            (Action::NextMeaning | Action::PreviousMeaning, _) if self.part == Part::Columns => {
                self.choose(turn, |choices, incoming, at| {
                    if let Some(column) = incoming.columns.get(at) {
                        choices.turn(column, action == Action::NextMeaning);
                    }
                });
            }
            (Action::Down, _) => self.go(turn, 1),
            (Action::Up, _) => self.go(turn, -1),
            (Action::PageDown, _) => self.go(turn, page),
            (Action::PageUp, _) => self.go(turn, -page),
            _ => {}
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.desk.welcome;
        let (outer, body) = Self::areas(area);
        let inner = popup::draw(outer, buf, &cx.look, w.import_preview);
        let (glyphs, theme) = (cx.look.glyphs, cx.look.theme);
        let line = |y: u16, spans: &[Span], style: Style, buf: &mut Buffer| {
            if y < inner.bottom() {
                paint(
                    buf,
                    Position::new(body.x, y),
                    body.width,
                    spans,
                    Align::Left,
                    style,
                    glyphs,
                );
            }
        };
        let parts = Part::ALL.into_iter().zip(cx.s.wizard.parts);
        let tabs: Vec<Span> = parts
            .flat_map(|(part, word)| {
                let (word, style) = if part == self.part {
                    (format!("[{word}]"), theme.title)
                } else {
                    (format!(" {word} "), theme.muted)
                };
                [Span::styled(word, style), Span::raw(" ")]
            })
            .collect();
        line(inner.y, &tabs, theme.text, buf);
        let lines = self.lines(usize::from(body.width), cx);
        let rows = usize::from(body.height);
        let first = self.first(rows).min(lines.len().saturating_sub(1));
        for (y, (text, style)) in (body.y..body.bottom()).zip(lines.into_iter().skip(first)) {
            line(y, &[Span::styled(text, style)], style, buf);
        }
        let keys = wrap(&cx.told(w.import_keys), usize::from(body.width));
        let keys = keys.into_iter().next().unwrap_or_default();
        line(
            inner.bottom().saturating_sub(1),
            &[Span::styled(keys, theme.accent)],
            theme.accent,
            buf,
        );
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
