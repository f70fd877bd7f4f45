//! A page of text to read: an answer, and nothing to decide.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::input::Edit;
use crate::tui::widget::popup;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, paint};

/// The widest page, in cells.
const CELLS: u16 = 72;

/// A title and a text.
pub struct Page {
    title: String,
    text: String,
}

impl Page {
    #[must_use]
    pub fn new(title: &str, text: &str) -> Self {
        Self {
            title: title.to_owned(),
            text: text.to_owned(),
        }
    }
}

impl Layer for Page {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choice, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Submit | Action::Back => turn.close(),
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
        let cells = CELLS.min(area.width);
        let lines = wrap(&self.text, usize::from(cells.saturating_sub(4)));
        let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let inner = popup::draw(
            popup::centred(area, cells, rows),
            buf,
            &cx.look,
            &self.title,
        );
        for (n, line) in (0..inner.height).zip(lines) {
            let at = Position::new(inner.x + 1, inner.y + n);
            paint(
                buf,
                at,
                inner.width.saturating_sub(1),
                &[Span::raw(line)],
                Align::Left,
                cx.look.theme.text,
                cx.look.glyphs,
            );
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
