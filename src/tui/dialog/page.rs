//! A page of text to read: an answer, and nothing to decide.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::i18n::howto;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::input::Edit;
use crate::tui::widget::popup;
use crate::tui::widget::text::paint_text;
use crate::tui::widget::text::wrap::wrap;

/// The widest page, in cells.
const CELLS: u16 = 72;

/// The answer to one question of `i18n::howto`.
pub struct Page {
    question: usize,
}

impl Page {
    #[must_use]
    pub fn how_to(question: usize) -> Self {
        Self { question }
    }
}

impl Layer for Page {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choice, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Submit | Action::Back => turn.close(),
            Action::Language => return Handled::Ignored,
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
        let Some(how) = howto::all(cx.s).get(self.question) else {
            return;
        };
        let cells = CELLS.min(area.width);
        let lines = wrap(&cx.told(how.answer), usize::from(cells.saturating_sub(4)));
        let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let inner = popup::draw(
            popup::centred(area, cells, rows),
            buf,
            &cx.look,
            how.question,
        );
        for (n, line) in (0..inner.height).zip(lines) {
            let at = Position::new(inner.x + 1, inner.y + n);
            let room = inner.width.saturating_sub(1);
            paint_text(buf, at, room, &line, cx.look.theme.text, cx.look.glyphs);
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
