//! Who is selected and who is marked: movements, clicks, and the window of rows that follows.

use super::{Customers, EDGE, Shown, Typing, rows, window};
use crate::app::query::RANGE;
use crate::domain::id::CustomerId;
use crate::domain::listing::Anchor;
use crate::domain::view::Density;
use crate::tui::feed::Feed;
use crate::tui::keymap::Action;
use crate::tui::layer::Turn;
use crate::tui::widget::frame;
use crate::tui::widget::list::state::{ListAction, ListState};
use ratatui::layout::{Position, Rect};

impl Customers {
    /// The row to select when the selected customer has left the list: the first while searching, else the next one.
    pub(super) fn fallback(&self, len: usize) -> usize {
        match (self.anchor, self.words()) {
            (_, Some(_)) | (Anchor::First, None)
                if self.selected.is_none() || self.words().is_some() =>
            {
                0
            }
            (Anchor::Last, None) => len.saturating_sub(1),
            _ => self.item.min(len.saturating_sub(1)),
        }
    }

    /// Selects the customer under a point.
    pub fn click(&mut self, at: Position, area: Rect, feed: &Feed) {
        let lines = self.lines(feed);
        let first = frame::inner(area).y + 1 + self.line_rows();
        let line =
            at.y.checked_sub(first)
                .and_then(|line| self.list.row_at(usize::from(line), lines.len()));
        if let Some(Shown::Item(item) | Shown::Second(item)) = line.and_then(|line| lines.get(line))
        {
            self.item = *item;
            self.typing = Typing::No;
            self.point(feed, area);
        }
    }

    /// Puts the pointer on the selected customer's line and keeps it in view.
    pub(super) fn point(&mut self, feed: &Feed, area: Rect) {
        self.selected = rows(feed).get(self.item).map(|row| row.id);
        let lines = self.lines(feed);
        self.list.selected = line_of(&lines, self.item);
        self.list.settle(lines.len(), self.height(Some(area)));
        if self.item == 0 {
            self.list.top = 0;
        }
        self.follow(feed);
    }

    pub(super) fn go(&mut self, action: ListAction, turn: &mut Turn) {
        let by = match action {
            ListAction::Up => -1,
            ListAction::Down => 1,
            _ => 0,
        };
        if let Some(line) = self.line.as_mut().filter(|_| self.typing == Typing::Yes)
            && by != 0
            && line.point(by)
        {
            return;
        }
        let edge = match action {
            ListAction::Home if self.words().is_none() => Some(Anchor::First),
            ListAction::End if self.words().is_none() => Some(Anchor::Last),
            _ => None,
        };
        if let Some(edge) = edge {
            return self.go_to_edge(edge, turn);
        }
        let height = self.height(Some(turn.area));
        let tall = match self.view.density {
            Density::Compact => height,
            Density::Comfortable => height / 2,
        };
        let mut items = ListState {
            selected: self.item,
            top: 0,
        };
        items.on(action, rows(turn.feed).len(), tall);
        self.item = items.selected;
        self.point(turn.feed, turn.area);
    }

    pub(super) fn go_to_edge(&mut self, edge: Anchor, turn: &mut Turn) {
        self.jump(edge);
        let rows = rows(turn.feed);
        let (is_there, item) = match (edge, window(turn.feed)) {
            (Anchor::First, Some(window)) => (window.from_first, 0),
            (_, Some(window)) => (window.to_last, rows.len().saturating_sub(1)),
            _ => (false, 0),
        };
        if is_there {
            self.item = item;
            self.point(turn.feed, turn.area);
        }
    }

    pub(super) fn mark(&mut self, action: Action, turn: &mut Turn) {
        match (action, self.selected) {
            (Action::MarkAll, _) => self.mark_all(turn.feed),
            (Action::MarkRange, Some(id)) => {
                if self.marked.is_cut() {
                    turn.hint(&(turn.s.desk.range_is_cut)(RANGE));
                }
                self.marked.range(id);
            }
            (_, Some(id)) => {
                self.marked.toggle(id);
                self.go(ListAction::Down, turn);
            }
            (_, None) => turn.hint(turn.s.desk.no_customer),
        }
    }

    /// Marks everyone in the list, also those beyond the rows that are there.
    fn mark_all(&mut self, feed: &Feed) {
        let is_part = window(feed).is_some_and(|window| !(window.from_first && window.to_last));
        if is_part && self.words().is_none() {
            return self.marked.ask_everyone();
        }
        let ids: Vec<CustomerId> = rows(feed).iter().map(|row| row.id).collect();
        self.marked.toggle_all(&ids);
    }

    pub(super) fn jump(&mut self, anchor: Anchor) {
        self.anchor = anchor;
        self.selected = None;
    }

    /// Asks for the next window before the selection reaches the edge of this one.
    pub(super) fn follow(&mut self, feed: &Feed) {
        let Some(window) = window(feed) else { return };
        let near_first = self.item < EDGE && !window.from_first;
        let near_last = self.item + EDGE >= window.rows.len() && !window.to_last;
        if let (true, Some(id)) = (near_first || near_last, self.selected) {
            self.anchor = Anchor::At(id);
        }
    }
}

/// The line a customer stands in.
pub(super) fn line_of(lines: &[Shown], item: usize) -> usize {
    lines
        .iter()
        .position(|line| matches!(line, Shown::Item(at) if *at == item))
        .unwrap_or(0)
}
