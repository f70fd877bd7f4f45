//! What a file would bring in, before anything is written; then how far the import is, and a way to stop it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::import::incoming::Incoming;
use crate::app::import::{Op as ImportOp, Pace};
use crate::app::op::Op;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::input::Edit;
use crate::tui::widget::popup;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, fit, paint};

/// The widest preview, in cells.
const CELLS: u16 = 86;

/// The preview of an import, or its progress.
pub struct Import {
    stage: Stage,
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
        }
    }

    #[must_use]
    pub fn preview(incoming: Box<Incoming>) -> Self {
        Self {
            stage: Stage::Preview(incoming),
        }
    }

    /// The progress of other long work, such as a run of the rules.
    #[must_use]
    pub fn working(pace: Arc<Pace>) -> Self {
        Self {
            stage: Stage::Running(pace),
        }
    }

    /// Whether the import is done with when its op is.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self.stage, Stage::Running(_))
    }

    fn start(&mut self, turn: &mut Turn) {
        let Stage::Preview(incoming) = &mut self.stage else {
            return;
        };
        let op: ImportOp = std::mem::take(&mut incoming.op);
        let pace = Arc::clone(&op.pace);
        turn.run(Op::Import(Box::new(op)));
        self.stage = Stage::Running(pace);
    }

    fn lines<'a>(&'a self, cells: usize, cx: &Cx<'a>) -> Vec<(String, Style)> {
        let (w, theme) = (&cx.s.desk.welcome, cx.look.theme);
        let mut lines = Vec::new();
        let mut say = |text: &str, style: Style| {
            lines.extend(wrap(text, cells).into_iter().map(|line| (line, style)))
        };
        match &self.stage {
            Stage::Reading => say(w.reading, theme.text),
            Stage::Running(pace) => {
                let (done, total) = (
                    pace.done.load(Ordering::Relaxed),
                    pace.total.load(Ordering::Relaxed),
                );
                say(&(cx.s.cli.import.progress)(done, total), theme.text);
            }
            Stage::Preview(incoming) => {
                for text in incoming.told(cx.s) {
                    say(&text, theme.text);
                }
                say("", theme.text);
                say(w.first_rows, theme.title);
                for (name, phone, company) in incoming.first() {
                    let glyphs = cx.look.glyphs;
                    let row = format!(
                        "  {} {} {}",
                        fit(&name, 16, glyphs),
                        fit(&phone, 16, glyphs),
                        company
                    );
                    say(&row, theme.muted);
                }
                say("", theme.text);
                say(w.import_keys, theme.accent);
            }
        }
        lines
    }
}

impl Layer for Import {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Prompt, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match (action, &self.stage) {
            (Action::Submit, Stage::Preview(_)) => self.start(turn),
            (Action::Back, Stage::Running(pace)) => pace.cancel.store(true, Ordering::Relaxed),
            (Action::Back, _) => turn.close(),
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
        let cells = CELLS.min(area.width).saturating_sub(4);
        let lines = self.lines(usize::from(cells), cx);
        let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let inner = popup::draw(
            popup::centred(area, CELLS, rows),
            buf,
            &cx.look,
            cx.s.desk.welcome.import_preview,
        );
        for (n, (line, style)) in (0..inner.height).zip(lines) {
            let at = Position::new(inner.x + 1, inner.y + n);
            paint(
                buf,
                at,
                inner.width.saturating_sub(1),
                &[Span::styled(line, style)],
                Align::Left,
                style,
                cx.look.glyphs,
            );
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
