//! One customer's timeline, newest first: what was said, bought, settled and edited.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::answer::{Answer, Moment};
use crate::app::changed::field_label;
use crate::app::query::Query;
use crate::domain::follow_up::Progress;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::interaction::Interaction;
use crate::domain::listing::Moments;
use crate::domain::time::Millis;
use crate::i18n::{label, order};
use crate::tui::dialog::{Dialog, prompt};
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::frame;
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::text::cells_u16;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, pad, paint, width};

/// Lines one moment may take; the rest of a long note is read in the detail.
const NOTE_LINES: usize = 6;
/// Cells before the note.
const INDENT: u16 = 2;
/// A pane of so many cells has room to spare.
const WIDE: u16 = 60;

/// The pane's own state. `list` counts moments, not lines.
#[derive(Default)]
pub struct Log {
    of: Option<CustomerId>,
    moments: Moments,
    list: ListState,
    /// The row to select once it comes.
    wanted: Option<i64>,
}

impl Log {
    /// What the pane shows of the current customer.
    #[must_use]
    pub fn query(&self, current: CustomerId, reveal: Option<OpId>) -> Query {
        Query::Timeline {
            id: current,
            moments: self.moments,
            reveal,
        }
    }

    /// Selects one row of a customer's, among all moments, as soon as it is there.
    pub fn go_to(&mut self, customer: CustomerId, row: i64) {
        *self = Self {
            of: Some(customer),
            wanted: Some(row),
            ..Self::default()
        };
    }

    /// Begins at the top again when another customer is shown.
    pub fn settle(&mut self, current: Option<CustomerId>, feed: &Feed, area: Option<Rect>) {
        if self.of != current {
            self.of = current;
            self.list = ListState::default();
        }
        let moments = shown(feed, current);
        if let Some(row) = self.wanted
            && !moments.is_empty()
        {
            self.wanted = None;
            let at = moments.iter().position(|moment| moment.row() == Some(row));
            self.list.selected = at.unwrap_or(self.list.selected);
        }
        self.list.selected = self.list.selected.min(moments.len().saturating_sub(1));
        self.scroll(moments, area.map(frame::inner).unwrap_or_default());
    }

    /// Selects the moment under a point; its note belongs to it.
    pub fn click(&mut self, at: Position, area: Rect, cx: &Cx) {
        let inner = frame::inner(area);
        if !inner.contains(at) {
            return;
        }
        let (cells, moments) = (
            inner.width.saturating_sub(INDENT),
            shown(cx.feed, cx.current),
        );
        let mut bottom = inner.y;
        for (index, moment) in moments.iter().enumerate().skip(self.list.top) {
            bottom =
                bottom.saturating_add(1 + cells_u16(note_of(moment, usize::from(cells)).len()));
            if at.y < bottom {
                self.list.selected = index;
                return;
            }
        }
    }

    /// Moves `top` so that the selected moment is wholly in view, or begins at the top where it is taller than that.
    fn scroll(&mut self, moments: &[Moment], inner: Rect) {
        self.list.top = self.list.top.min(self.list.selected);
        let cells = usize::from(inner.width.saturating_sub(INDENT));
        let mut height: usize = moments
            .iter()
            .take(self.list.selected + 1)
            .skip(self.list.top)
            .map(|moment| 1 + note_of(moment, cells).len())
            .sum();
        while height > usize::from(inner.height) && self.list.top < self.list.selected {
            height -= 1 + note_of(&moments[self.list.top], cells).len();
            self.list.top += 1;
        }
    }
}

fn shown(feed: &Feed, current: Option<CustomerId>) -> &[Moment] {
    match feed.get(Slot::Timeline) {
        Some((Query::Timeline { id, .. }, Answer::Timeline(moments))) if Some(*id) == current => {
            moments
        }
        _ => &[],
    }
}

impl Layer for Log {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Log, Scope::List, Scope::Desk, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        let moments = shown(turn.feed, turn.current);
        if let Some(action) = ListAction::of(action) {
            let inner = frame::inner(turn.area);
            self.list
                .on(action, moments.len(), usize::from(inner.height / 2).max(1));
            self.scroll(moments, inner);
            return Handled::Yes;
        }
        match (action, moments.get(self.list.selected)) {
            (Action::Moments, _) => {
                let at = Moments::ALL
                    .iter()
                    .position(|moments| *moments == self.moments)
                    .unwrap_or(0);
                self.moments = Moments::ALL[(at + 1) % Moments::ALL.len()];
                self.list = ListState::default();
            }
            (Action::Amend | Action::Open, Some(Moment::Said(said))) => {
                turn.open(Dialog::Prompt(prompt::Prompt::amend(said, turn.s)));
            }
            (Action::Refund, Some(Moment::Bought(row)))
                if row.refunds.is_none() && row.bought.amount_cents > 0 =>
            {
                turn.open(Dialog::Prompt(prompt::Prompt::new(
                    prompt::Purpose::Refund { id: row.id },
                )));
            }
            (Action::Refund, _) => turn.hint(turn.s.trade.choose_purchase),
            (Action::Amend, _) => turn.hint(turn.s.desk.choose_interaction),
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.desk;
        let moments = shown(cx.feed, cx.current);
        let title = format!(
            "{} {} | {}",
            w.log,
            moments.len(),
            (w.moments)(self.moments)
        );
        let inner = frame::draw(area, buf, &cx.look, &title, cx.focus());
        if moments.is_empty() {
            let settled = cx.current.is_some() && cx.feed.is_settled(Slot::Timeline);
            row(
                buf,
                inner,
                0,
                0,
                &[Span::styled(
                    cx.told(if settled { w.log_empty } else { "" }),
                    cx.look.theme.muted,
                )],
                cx,
            );
            return;
        }
        // Where there is room, what happened stands in a column of its own.
        let cells = match inner.width {
            WIDE.. => {
                let seen = moments.iter().skip(self.list.top);
                let seen = seen.take(usize::from(inner.height));
                seen.map(|moment| width(&when(moment, cx)))
                    .max()
                    .unwrap_or(0)
            }
            _ => 0,
        };
        let mut y = 0;
        for (index, moment) in moments.iter().enumerate().skip(self.list.top) {
            if y >= inner.height {
                break;
            }
            let pointed = index == self.list.selected && cx.focused;
            row(buf, inner, y, 0, &headline(moment, pointed, cells, cx), cx);
            if pointed {
                buf.set_style(
                    Rect {
                        y: inner.y + y,
                        height: 1,
                        ..inner
                    },
                    cx.look.theme.selection,
                );
            }
            y += 1;
            for text in note_of(moment, usize::from(inner.width.saturating_sub(INDENT))) {
                row(buf, inner, y, INDENT, &[Span::raw(text)], cx);
                y += 1;
            }
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}

fn row(buf: &mut Buffer, inner: Rect, y: u16, indent: u16, spans: &[Span], cx: &Cx) {
    if y < inner.height && indent < inner.width {
        let at = Position::new(inner.x + indent, inner.y + y);
        paint(
            buf,
            at,
            inner.width - indent,
            spans,
            Align::Left,
            cx.look.theme.text,
            cx.look.glyphs,
        );
    }
}

/// What was said or why it was settled, wrapped; a long note is cut after a few lines.
fn note_of(moment: &Moment, cells: usize) -> Vec<String> {
    let text = match moment {
        Moment::Said(said) => said.said.note.as_str(),
        Moment::Settled(follow_up) => follow_up.reason.as_str(),
        Moment::Bought(_)
        | Moment::Edited { .. }
        | Moment::Fired(_)
        | Moment::Ended(_)
        | Moment::Turned(_) => "",
    };
    if text.is_empty() || cells == 0 {
        return Vec::new();
    }
    let mut lines: Vec<String> = text
        .lines()
        .flat_map(|line| wrap(line, cells))
        .take(NOTE_LINES + 1)
        .collect();
    if lines.len() > NOTE_LINES {
        lines.truncate(NOTE_LINES - 1);
        lines.push("...".to_owned());
    }
    lines
}

/// The day and the time of a moment, as much of them as is known and worth saying.
fn when(moment: &Moment, cx: &Cx) -> String {
    let today = cx.now.today();
    let stamp = |at: Millis| label::stamp(at.at(cx.now.offset), today);
    match moment {
        Moment::Said(row) => stamp(row.said.at),
        Moment::Bought(row) => label::date(row.bought.day, today),
        Moment::Settled(row) => row.closed_at.map(stamp).unwrap_or_default(),
        Moment::Fired(firing) => stamp(firing.met_at),
        Moment::Ended(firing) => firing.ended_at.map(stamp).unwrap_or_default(),
        Moment::Turned(turn) => label::date(turn.day, today),
        Moment::Edited { op, .. } => stamp(op.at),
    }
}

fn headline<'a>(moment: &'a Moment, pointed: bool, cells: usize, cx: &Cx<'a>) -> Vec<Span<'a>> {
    let (s, theme) = (cx.s, cx.look.theme);
    let mut spans = vec![Span::styled(
        if pointed { cx.look.glyphs.pointer } else { " " },
        theme.accent,
    )];
    let when = pad(&when(moment, cx), cells);
    spans.push(Span::styled(format!("{when} "), theme.muted));
    match moment {
        Moment::Said(row) => {
            spans.extend(said(row, cx));
        }
        Moment::Bought(row) => {
            let bought = &row.bought;
            let what = if bought.amount_cents < 0 {
                s.desk.refunded
            } else {
                s.desk.bought
            };
            spans.push(Span::styled(format!("{what} "), theme.ok));
            let quantity = label::quantity(bought.quantity_milli);
            let text = format!(
                "{} x{quantity} {} {}",
                bought.item,
                label::money(s, bought.amount_cents),
                bought.pay_method
            );
            spans.push(Span::raw(text));
        }
        Moment::Settled(row) => {
            let (word, style) = match row.progress {
                Progress::Done => (s.desk.settled, theme.ok),
                Progress::Open | Progress::Cancelled => (s.desk.cancelled, theme.muted),
            };
            spans.push(Span::styled(format!("{word} "), style));
            spans.push(Span::raw(row.note.as_str()));
        }
        Moment::Fired(firing) => {
            spans.push(Span::raw(order::fired(s, firing)));
        }
        Moment::Ended(firing) => {
            spans.push(Span::styled(order::ended(s, firing), theme.muted));
        }
        Moment::Turned(turn) => {
            spans.push(Span::raw((s.report.stage_turned)(s, turn)));
        }
        Moment::Edited {
            step,
            fields,
            times,
            ..
        } => {
            // A new row has no fields worth telling; what an edit touched has.
            let fields: Vec<&str> = fields
                .iter()
                .filter(|_| step.kind == "customer.edit")
                .map(|change| field_label(s, change))
                .collect();
            spans.push(Span::styled(
                label::edit(s, step, &fields, *times),
                theme.muted,
            ));
        }
    }
    spans
}

fn said<'a>(row: &'a Interaction, cx: &Cx<'a>) -> Vec<Span<'a>> {
    let (s, theme, said) = (cx.s, cx.look.theme, &row.said);
    let mut spans = vec![Span::styled(label::channel(s, said.channel), theme.accent)];
    let mut add = |text: String, style: Style| spans.push(Span::styled(format!(" {text}"), style));
    if let Some(direction) = said.direction {
        add(label::direction(s, direction).to_owned(), theme.muted);
    }
    if let Some(minutes) = said.minutes {
        add((s.talk.minutes)(minutes), theme.muted);
    }
    if let Some(outcome) = said.outcome {
        add(label::outcome(s, outcome).to_owned(), theme.ok);
    }
    if row.corrects.is_some() {
        add(s.desk.correction.to_owned(), theme.warn);
    }
    if !said.author.is_empty() {
        add(said.author.clone(), theme.muted);
    }
    spans
}
