//! The tags used most, a digit each: puts them on or takes them off without a word typed.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Dialog;
use super::bulk::planned;
use super::tags::{Tags, Task};
use crate::app::answer::Answer;
use crate::app::bulk::Plan;
use crate::app::query::Query;
use crate::domain::id::CustomerId;
use crate::domain::tag::{Told, Worn};
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope, name_of};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::pane::profile;
use crate::tui::widget::input::Edit;
use crate::tui::widget::text::{Align, paint};
use crate::tui::widget::{frame, popup};

/// As many as there are digits without nought.
const MOST: usize = 9;
const CELLS: u16 = 44;

/// The page of quick tags, for these customers.
pub struct QuickTags {
    customers: Vec<CustomerId>,
}

impl QuickTags {
    #[must_use]
    pub fn new(customers: Vec<CustomerId>) -> Self {
        Self { customers }
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::TagBook
    }

    fn worn<'a>(&self, feed: &'a Feed) -> &'a [Worn] {
        match self.customers.as_slice() {
            [one] => profile::card(feed, Some(*one)).map_or(&[], |card| &card.worn),
            _ => &[],
        }
    }

    fn press(&self, digit: usize, turn: &mut Turn) {
        let tags = most_used(turn.feed);
        let Some(told) = tags.get(digit) else { return };
        let name = told.name.clone();
        let is_worn = self.worn(turn.feed).iter().any(|worn| worn.name == name);
        let plan = if is_worn {
            Plan::Untag { name }
        } else {
            Plan::Tag { name }
        };
        match self.customers.as_slice() {
            // The page stays: several tags are put on in a row.
            [_] => turn.run(plan.op(self.customers.clone())),
            several => planned(turn, plan, several),
        }
    }
}

/// The tags used most, the most used first.
fn most_used(feed: &Feed) -> Vec<&Told> {
    let Some((_, Answer::TagBook(book))) = feed.get(Slot::Dialog) else {
        return Vec::new();
    };
    let mut tags: Vec<&Told> = book.iter().collect();
    // By name among equals, so that a digit does not change its meaning while it is pressed.
    tags.sort_by_key(|told| (std::cmp::Reverse(told.customers), &told.name));
    tags.truncate(MOST);
    tags.sort_by_key(|told| &told.name);
    tags
}

impl Layer for QuickTags {
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

    fn key(&mut self, key: KeyEvent, turn: &mut Turn) -> Handled {
        let name = name_of(key);
        match name.parse::<usize>() {
            Ok(digit @ 1..=MOST) => self.press(digit - 1, turn),
            _ if name == "t" => {
                turn.close();
                let task = Task::Pick(self.customers.clone());
                turn.open(Dialog::Tags(Box::new(Tags::new(task, turn.s))));
            }
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.order.tag;
        let tags = most_used(cx.feed);
        let rows = u16::try_from(tags.len().max(1) + 3).unwrap_or(u16::MAX);
        let hint = cx.told(w.quick_hint);
        let outer = popup::centred(area, CELLS.max(w_cells(&hint)), rows);
        popup::draw(outer, buf, &cx.look, w.quick_title);
        let inner = frame::inner(outer);
        let mut lines: Vec<Vec<Span>> = Vec::new();
        for (n, told) in tags.iter().enumerate() {
            let worn = self
                .worn(cx.feed)
                .iter()
                .find(|worn| worn.name == told.name);
            let mark = if worn.is_some() { "[x]" } else { "[ ]" };
            let auto = match worn.and_then(|worn| worn.rule) {
                Some(_) => format!("({})", w.auto),
                None => String::new(),
            };
            lines.push(vec![
                Span::styled(format!(" {} ", n + 1), cx.look.theme.key),
                Span::raw(format!("{mark} ")),
                Span::styled(
                    format!("#{}{auto}", told.name),
                    cx.look.theme.tag(told.colour),
                ),
                Span::styled(format!("  {}", told.customers), cx.look.theme.muted),
            ]);
        }
        if lines.is_empty() {
            lines.push(vec![Span::raw(cx.told(w.quick_none))]);
        }
        lines.push(vec![Span::styled(hint, cx.look.theme.muted)]);
        for (y, spans) in (inner.y..inner.bottom()).zip(lines) {
            let at = Position::new(inner.x, y);
            let (style, glyphs) = (cx.look.theme.text, cx.look.glyphs);
            paint(buf, at, inner.width, &spans, Align::Left, style, glyphs);
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}

fn w_cells(text: &str) -> u16 {
    u16::try_from(crate::tui::widget::text::width(text) + 4).unwrap_or(CELLS)
}
