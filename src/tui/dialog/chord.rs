//! The first of two keys was pressed: a small menu of the keys that may follow. Opens at once; any other key closes it.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::views;
use crate::app::query::Query;
use crate::app::view::Kept;
use crate::domain::view::name::{Name, Pin};
use crate::i18n::Strings;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Bound, Scope, name_of};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::pane;
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

    /// What it wants counted: the views that may follow.
    #[must_use]
    pub fn wants(&self, feed: &Feed) -> Vec<(Slot, Query)> {
        let jumps = |(_, row): &(String, Bound)| matches!(row.action, Action::View(_));
        if !self.next.iter().any(jumps) {
            return Vec::new();
        }
        views::counts(pinned(feed).map(|(_, kept)| kept), feed)
    }

    /// What may follow, in words. A digit without a view is left out; a view has its name, and how many it means.
    fn lines(&self, feed: &Feed, s: &Strings) -> Vec<(&str, String, &Bound)> {
        let line = |(key, row): &(String, Bound)| {
            let Action::View(pin) = row.action else {
                return Some(row.label(&s.desk.action).to_owned());
            };
            let (nth, (_, kept)) = pinned(feed).enumerate().find(|(_, (at, _))| *at == pin)?;
            let count = views::count(feed, nth, kept);
            let name = kept.name.as_ref().map_or("", Name::as_str);
            Some(format!("{name} {count}").trim_end().to_owned()).filter(|_| !key.is_empty())
        };
        let all = self.next.iter();
        all.filter_map(|next| Some((next.0.as_str(), line(next)?, &next.1)))
            .collect()
    }

    /// At the bottom right, clear of the list it is about.
    fn outer(&self, area: Rect, lines: &[(&str, String, &Bound)]) -> Rect {
        let widest = lines
            .iter()
            .map(|(key, label, _)| width(key) + width(label));
        let cells = cells_u16(widest.max().unwrap_or(0) + 6).min(area.width);
        let rows = cells_u16(lines.len() + 2).min(area.height);
        Rect::new(area.right() - cells, area.bottom() - rows, cells, rows)
    }
}

/// The views that a digit jumps to.
fn pinned(feed: &Feed) -> impl Iterator<Item = (Pin, &Kept)> {
    let all = pane::customers::views(feed).iter();
    all.filter_map(|kept| Some((kept.pin?, kept)))
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
        let lines = self.lines(turn.feed, turn.s);
        let rows = frame::inner(self.outer(turn.area, &lines));
        let line = rows.contains(at).then(|| usize::from(at.y - rows.y));
        turn.close();
        if let Some((_, _, row)) = line.and_then(|line| lines.get(line)) {
            turn.wishes.push(Wish::Act(row.action));
        }
        Handled::Yes
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let lines = self.lines(cx.feed, cx.s);
        let outer = self.outer(area, &lines);
        let inner = popup::draw(outer, buf, &cx.look, &self.first);
        for (y, (key, label, _)) in (inner.top()..inner.bottom()).zip(&lines) {
            let spans = [
                Span::styled(format!(" {key}"), cx.look.theme.key),
                Span::raw(format!("  {label}")),
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
