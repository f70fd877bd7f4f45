//! Two customers side by side: which value of each field is kept, what comes along, then one of them is made. Nothing is written before
//! the user says so.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::answer::{Answer, Card, Comparison};
use crate::app::merge;
use crate::app::op::Op;
use crate::app::past::column_label;
use crate::app::query::Query;
use crate::domain::id::CustomerId;
use crate::domain::merge::{Field, Side};
use crate::domain::time::Now;
use crate::i18n::cell::cell;
use crate::i18n::{self, Strings, label};
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::sides::{self, Pick, Row};
use crate::tui::widget::text::paint_text;
use crate::tui::widget::toast::Level;
use crate::tui::widget::{frame, popup};

/// The widest dialog, in cells.
const CELLS: u16 = 110;
/// Lines below the rows: what comes along, why, and the keys.
const FOOT: u16 = 3;

/// Two customers, and what has been chosen.
pub struct Merge {
    keep: CustomerId,
    lose: CustomerId,
    chosen: Vec<(&'static str, Side)>,
    list: ListState,
}

impl Merge {
    #[must_use]
    pub fn new(keep: CustomerId, lose: CustomerId) -> Self {
        Self {
            keep,
            lose,
            chosen: Vec::new(),
            list: ListState::default(),
        }
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::Comparison {
            keep: self.keep,
            lose: self.lose,
        }
    }

    /// The two, once they have come; not those of before a swap.
    fn found<'a>(&self, feed: &'a Feed) -> Option<&'a Comparison> {
        match feed.get(Slot::Dialog) {
            Some((query, Answer::Comparison(Some(found)))) if *query == self.query() => Some(found),
            _ => None,
        }
    }

    fn side(&self, field: &Field) -> Side {
        let named = self
            .chosen
            .iter()
            .find(|(column, _)| *column == field.column);
        named.map_or(field.side, |(_, side)| *side)
    }

    fn rows(&self, found: &Comparison, s: &Strings, now: Now) -> Vec<Row> {
        let said = |field: &Field, value: &str| {
            let text = cell(s, "customer", field.column, value, now.offset);
            text.replace('\n', " ")
        };
        let own = found
            .fields
            .iter()
            .filter(|field| field.differs())
            .map(|field| Row {
                label: column_label(s, "customer", field.column).to_owned(),
                left: said(field, &field.keep),
                right: said(field, &field.lose),
                pick: pick(self.side(field)),
                fixed: false,
            });
        let both = |label: &str, left: String, right: String| Row {
            label: label.to_owned(),
            left,
            right,
            pick: Pick::Both,
            fixed: true,
        };
        let contacts = |card: &Card| {
            let texts: Vec<&str> = card
                .contacts
                .iter()
                .map(|shown| shown.text.as_str())
                .collect();
            texts.join(s.list_comma)
        };
        let tags = |card: &Card| card.tags.join(s.list_comma);
        let (keep, lose) = (&found.keep, &found.lose);
        own.chain([
            both(s.kind.contact, contacts(keep), contacts(lose)),
            both(s.field.tags, tags(keep), tags(lose)),
        ])
        .collect()
    }

    /// Chooses a side of the row under the pointer, where there is something to choose.
    fn choose(&mut self, side: Side, turn: &Turn) {
        let Some(found) = self.found(turn.feed) else {
            return;
        };
        let mut differing = found.fields.iter().filter(|field| field.differs());
        let Some(field) = differing.nth(self.list.selected) else {
            return;
        };
        if side == Side::Both && field.both.is_none() {
            return;
        }
        let column = field.column;
        self.chosen.retain(|(other, _)| *other != column);
        self.chosen.push((column, side));
    }

    /// The one who goes stays instead; every choice follows its value.
    fn swap(&mut self) {
        std::mem::swap(&mut self.keep, &mut self.lose);
        for (_, side) in &mut self.chosen {
            *side = match side {
                Side::Keep => Side::Lose,
                Side::Lose => Side::Keep,
                Side::Both => Side::Both,
            };
        }
    }

    fn submit(&self, turn: &mut Turn) {
        let Some(found) = self.found(turn.feed) else {
            turn.hint(turn.s.merge.waiting);
            return;
        };
        if let Some(refusal) = found.refused(|field| self.side(field)) {
            turn.hint(&i18n::standard::refusal(turn.s, &refusal));
            return;
        }
        let take = found.fields.iter().filter(|field| field.differs());
        let op = merge::Op::Merge {
            keep: self.keep,
            lose: self.lose,
            take: take.map(|field| (field.column, self.side(field))).collect(),
            seen: Some((found.keep.version, found.lose.version)),
        };
        turn.close();
        turn.run(Op::Merge(op));
        turn.wishes.push(Wish::Unmark);
    }

    fn areas(area: Rect, rows: usize) -> (Rect, Rect) {
        let wanted = u16::try_from(rows)
            .unwrap_or(u16::MAX)
            .saturating_add(FOOT + 3);
        let outer = popup::centred(area, CELLS, wanted);
        (outer, frame::inner(outer))
    }

    fn len(&self, turn: &Turn) -> usize {
        self.found(turn.feed)
            .map_or(0, |found| self.rows(found, turn.s, turn.now).len())
    }
}

fn pick(side: Side) -> Pick {
    match side {
        Side::Keep => Pick::Left,
        Side::Lose => Pick::Right,
        Side::Both => Pick::Both,
    }
}

/// Who it is: equal names always have a phone tail or a city beside them.
fn head(word: &str, card: &Card) -> String {
    let about = &card.customer.about;
    let phone = card.contacts.first().map(|shown| shown.text.as_str());
    let whom = phone.unwrap_or(&about.city);
    format!("{word} {} {whom}", about.name)
        .trim_end()
        .to_owned()
}

impl Layer for Merge {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Sides, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::TakeLeft => self.choose(Side::Keep, turn),
            Action::TakeRight => self.choose(Side::Lose, turn),
            Action::TakeBoth => self.choose(Side::Both, turn),
            Action::Swap => self.swap(),
            Action::Submit => self.submit(turn),
            Action::Distinct => {
                turn.close();
                let (one, other) = (self.keep, self.lose);
                turn.run(Op::Merge(merge::Op::Distinct { one, other }));
            }
            Action::Back => turn.close(),
            action => match ListAction::of(action) {
                Some(action) => {
                    let len = self.len(turn);
                    let height = usize::from(Self::areas(turn.area, len).1.height);
                    self.list
                        .on(action, len, height.saturating_sub(usize::from(FOOT) + 1));
                }
                None => return Handled::Ignored,
            },
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, turn: &mut Turn) -> Handled {
        turn.say(Level::Info, turn.s.merge.keys);
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (w, theme) = (&cx.s.merge, cx.look.theme);
        let Some(found) = self.found(cx.feed) else {
            let inner = popup::draw(Self::areas(area, 1).0, buf, &cx.look, w.title);
            let is_gone = matches!(
                cx.feed.get(Slot::Dialog),
                Some((_, Answer::Comparison(None)))
            );
            let text = if is_gone { w.gone } else { w.waiting };
            foot(buf, inner, inner.y, text, theme.muted, cx);
            return;
        };
        let rows = self.rows(found, cx.s, cx.now);
        let inner = popup::draw(Self::areas(area, rows.len()).0, buf, &cx.look, w.title);
        let table = Rect {
            height: inner.height.saturating_sub(FOOT),
            ..inner
        };
        let (left, right) = (head(w.stays, &found.keep), head(w.goes, &found.lose));
        sides::draw(table, buf, &cx.look, [&left, &right], &rows, self.list);
        let moves: Vec<String> = found
            .moved
            .iter()
            .filter(|moved| moved.rows > 0)
            .map(|moved| format!("{} {}", i18n::kind(cx.s, moved.kind), moved.rows))
            .collect();
        let moves = if moves.is_empty() {
            w.nothing_moves.to_owned()
        } else {
            (w.moves)(&moves.join(cx.s.list_comma))
        };
        let mut why = found
            .likeness
            .as_ref()
            .map(|like| label::reasons(cx.s, &like.reasons))
            .unwrap_or_default();
        if found.are_distinct {
            why = format!("{} {why}", w.are_distinct);
        }
        foot(buf, inner, table.bottom(), &moves, theme.text, cx);
        if let Some(refusal) = found.refused(|field| self.side(field)) {
            why = i18n::standard::refusal(cx.s, &refusal);
        }
        foot(buf, inner, table.bottom() + 1, &why, theme.warn, cx);
        foot(buf, inner, table.bottom() + 2, w.keys, theme.muted, cx);
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}

/// One line of the dialog, if there is room for it.
pub(super) fn foot(buf: &mut Buffer, inner: Rect, y: u16, text: &str, style: Style, cx: &Cx) {
    if y < inner.bottom() {
        let at = Position::new(inner.x, y);
        paint_text(buf, at, inner.width, &cx.told(text), style, cx.look.glyphs);
    }
}
