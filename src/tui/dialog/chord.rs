//! The first of two keys was pressed: a small menu of the keys that may follow. Opens at once; any other key closes it.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::tui::keymap::{Action, Bound, Scope, name_of};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::Edit;
use crate::tui::widget::text::{Align, cells_u16, paint, width};
use crate::tui::widget::{frame, popup};

/// What may follow.
pub struct Chord {
    first: String,
    next: Vec<(String, Bound)>,
}

impl Chord {
    #[must_use]
    pub fn new(first: String, next: Vec<(String, Bound)>) -> Self {
        Self { first, next }
    }

    /// At the bottom right, clear of the list it is about.
    fn outer(&self, area: Rect, label: impl Fn(&Bound) -> usize) -> Rect {
        let widest = self.next.iter().map(|(key, row)| width(key) + label(row));
        let cells = cells_u16(widest.max().unwrap_or(0) + 6).min(area.width);
        let rows = cells_u16(self.next.len() + 2).min(area.height);
        Rect::new(area.right() - cells, area.bottom() - rows, cells, rows)
    }
}

impl Layer for Chord {
    fn scopes(&self) -> &'static [Scope] {
        &[]
    }

    fn on(&mut self, _: Action, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, turn: &mut Turn) -> Handled {
        turn.close();
        Handled::Ignored
    }

    fn key(&mut self, key: KeyEvent, turn: &mut Turn) -> Handled {
        let name = name_of(key);
        turn.close();
        match self.next.iter().find(|(next, _)| *next == name) {
            Some((_, row)) => turn.wishes.push(Wish::Act(row.action)),
            None => turn.hint(&(turn.s.desk.chord_cancelled)(&self.first, &name)),
        }
        Handled::Yes
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let w = &turn.s.desk.action;
        let rows = frame::inner(self.outer(turn.area, |row| width(row.label(w))));
        let line = rows.contains(at).then(|| usize::from(at.y - rows.y));
        turn.close();
        if let Some((_, row)) = line.and_then(|line| self.next.get(line)) {
            turn.wishes.push(Wish::Act(row.action));
        }
        Handled::Yes
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.desk.action;
        let outer = self.outer(area, |row| width(row.label(w)));
        let inner = popup::draw(outer, buf, &cx.look, &self.first);
        for (y, (key, row)) in (inner.top()..inner.bottom()).zip(&self.next) {
            let spans = [
                Span::styled(format!(" {key}"), cx.look.theme.key),
                Span::raw(format!("  {}", row.label(w))),
            ];
            paint(
                buf,
                Position::new(inner.x, y),
                inner.width,
                &spans,
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
