//! Two edits of one customer: what was typed here beside what was saved elsewhere meanwhile. Nothing typed is lost, and nothing is
//! overwritten that nobody has looked at.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use super::form::{CustomerForm, Fork};
use super::merge::foot;
use crate::app::answer::{Answer, Card};
use crate::app::query::Query;
use crate::domain::draft::Unsaved;
use crate::domain::id::CustomerId;
use crate::i18n::Strings;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::sides::{self, Pick, Row};
use crate::tui::widget::{frame, popup};

/// The widest dialog, in cells.
const CELLS: u16 = 110;
/// Lines below the rows.
const FOOT: u16 = 1;

/// A form that could not be saved, because the customer has changed since it was opened.
pub struct Conflict {
    customer: CustomerId,
    form: Box<CustomerForm>,
    /// The fields, by their place in the form, in which the other's value was chosen.
    theirs: Vec<usize>,
    list: ListState,
}

impl Conflict {
    #[must_use]
    pub fn new(customer: CustomerId, form: Box<CustomerForm>) -> Self {
        Self {
            customer,
            form,
            theirs: Vec::new(),
            list: ListState::default(),
        }
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::Card {
            id: self.customer,
            reveal: None,
        }
    }

    /// Says the form's fields in another language.
    pub fn speak(&mut self, s: &Strings) {
        self.form.speak(s);
    }

    fn now<'a>(&self, feed: &'a Feed) -> Option<&'a Card> {
        match feed.get(Slot::Dialog) {
            Some((query, Answer::Card(Some(card)))) if *query == self.query() => Some(card),
            _ => None,
        }
    }

    fn rows(&self, card: &Card, s: &Strings) -> Vec<(usize, Row)> {
        let row = |fork: Fork| {
            let pick = if self.theirs.contains(&fork.field) {
                Pick::Right
            } else {
                Pick::Left
            };
            let row = Row {
                label: fork.label,
                left: shown(&fork.mine, s),
                right: shown(&fork.theirs, s),
                pick,
                fixed: false,
            };
            (fork.field, row)
        };
        self.form.forks(card, s).into_iter().map(row).collect()
    }

    fn choose(&mut self, pick: Pick, turn: &Turn) {
        let Some(card) = self.now(turn.feed) else {
            return;
        };
        if let Some((field, _)) = self.rows(card, turn.s).get(self.list.selected) {
            self.theirs.retain(|other| other != field);
            if pick == Pick::Right {
                self.theirs.push(*field);
            }
        }
    }

    /// Writes what is chosen into a form over the newest version, and saves that.
    fn submit(&self, turn: &mut Turn) {
        let Some(card) = self.now(turn.feed) else {
            turn.hint(turn.s.merge.waiting);
            return;
        };
        self.form.over(card, &self.theirs, turn.s).save(turn);
    }

    fn areas(area: Rect, rows: usize) -> (Rect, Rect) {
        let wanted = u16::try_from(rows)
            .unwrap_or(u16::MAX)
            .saturating_add(FOOT + 3);
        let outer = popup::centred(area, CELLS, wanted);
        (outer, frame::inner(outer))
    }
}

fn shown(text: &str, s: &Strings) -> String {
    if text.is_empty() {
        return s.merge.empty.to_owned();
    }
    text.replace('\n', " ")
}

impl Layer for Conflict {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Sides, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::TakeLeft => self.choose(Pick::Left, turn),
            Action::TakeRight => self.choose(Pick::Right, turn),
            Action::Submit => self.submit(turn),
            Action::Back => {
                turn.close();
                turn.open(Dialog::Form(self.form.clone()));
                turn.hint(turn.s.merge.unsaved_back);
            }
            action => {
                let Some(action) = ListAction::of(action) else {
                    return Handled::Ignored;
                };
                let len = self
                    .now(turn.feed)
                    .map_or(0, |card| self.rows(card, turn.s).len());
                let height = usize::from(Self::areas(turn.area, len).1.height);
                self.list
                    .on(action, len, height.saturating_sub(usize::from(FOOT) + 1));
            }
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, turn: &mut Turn) -> Handled {
        turn.hint(turn.s.merge.conflict_keys);
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn has_unsaved(&self) -> bool {
        true
    }

    fn draft(&self) -> Option<Unsaved> {
        self.form.draft()
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (w, theme) = (&cx.s.merge, cx.look.theme);
        let rows: Vec<Row> = self
            .now(cx.feed)
            .map(|card| self.rows(card, cx.s))
            .unwrap_or_default()
            .into_iter()
            .map(|(_, row)| row)
            .collect();
        let outer = Self::areas(area, rows.len().max(1)).0;
        let inner = popup::draw(outer, buf, &cx.look, w.conflict_title);
        let keys = inner.bottom().saturating_sub(FOOT);
        let text = match (self.now(cx.feed), rows.is_empty()) {
            (None, _) => w.waiting,
            (Some(_), true) => w.conflict_none,
            (Some(_), false) => {
                let table = Rect {
                    height: inner.height.saturating_sub(FOOT),
                    ..inner
                };
                sides::draw(table, buf, &cx.look, [w.mine, w.theirs], &rows, self.list);
                foot(buf, inner, keys, w.conflict_keys, theme.muted, cx);
                return;
            }
        };
        foot(buf, inner, inner.y, text, theme.text, cx);
        foot(buf, inner, keys, w.conflict_keys, theme.muted, cx);
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
