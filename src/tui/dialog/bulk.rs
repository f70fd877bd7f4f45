//! Before something is done to many customers at once: how many it would change. Many rows are only changed by whoever types how many.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Dialog;
use crate::app::answer::Answer;
use crate::app::bulk::{Foreseen, Plan};
use crate::app::op::Op;
use crate::app::pace::Pace;
use crate::app::query::Query;
use crate::domain::id::CustomerId;
use crate::i18n::desk::BulkWords;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope, name_of};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::{Edit, Input};
use crate::tui::widget::text::{Align, paint};
use crate::tui::widget::{frame, popup};

/// From more rows than this on, the count has to be typed (F39).
pub const ASK_FROM: usize = 100;
const CELLS: u16 = 66;

/// A plan for some customers.
pub struct Bulk {
    plan: Plan,
    customers: Vec<CustomerId>,
    count: Input,
    error: Option<fn(&BulkWords) -> &'static str>,
    /// The op is under way.
    pace: Option<Arc<Pace>>,
}

impl Bulk {
    #[must_use]
    pub fn new(plan: Plan, customers: Vec<CustomerId>) -> Self {
        Self {
            plan,
            customers,
            count: Input::line(""),
            error: None,
            pace: None,
        }
    }

    /// Whether the dialog is done with when its op is.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.pace.is_some()
    }

    /// Whom it would change.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::WouldChange {
            plan: self.plan.clone(),
            customers: self.customers.clone(),
        }
    }

    /// Asks again, after the op was refused.
    pub fn ask_again(&mut self) {
        self.pace = None;
    }

    fn is_long(&self) -> bool {
        self.customers.len() > ASK_FROM
    }

    fn submit(&mut self, turn: &mut Turn) {
        let Some(Foreseen { changing, lacking }) = foreseen(turn.feed) else {
            self.error = Some(|w| w.counting);
            return;
        };
        if changing.is_empty() {
            turn.close();
            match lacking.told(turn.s) {
                Some(told) => turn.hint(&told),
                None => turn.hint(turn.s.desk.nothing_changed),
            }
        } else if changing.len() > ASK_FROM
            && self.count.value().trim() != changing.len().to_string()
        {
            self.error = Some(|w| w.type_count);
        } else {
            let op = self.plan.op(changing.to_vec());
            if changing.len() > ASK_FROM {
                // Each is changed, then what is derived from them is made anew.
                let pace = Arc::new(Pace::over(changing.len() * 2));
                self.pace = Some(Arc::clone(&pace));
                turn.run(Op::Paced {
                    op: Box::new(op),
                    pace,
                });
            } else {
                turn.close();
                turn.run(op);
            }
            turn.wishes.push(Wish::Unmark);
        }
    }

    fn areas(area: Rect) -> (Rect, Rect) {
        let outer = popup::centred(area, CELLS, 6);
        (outer, frame::inner(outer))
    }

    fn field(inner: Rect) -> Rect {
        Rect {
            y: inner.y + inner.height.saturating_sub(1).min(3),
            height: inner.height.min(1),
            ..inner
        }
    }
}

fn foreseen(feed: &Feed) -> Option<&Foreseen> {
    match feed.get(Slot::Dialog) {
        Some((Query::WouldChange { .. }, Answer::WouldChange(foreseen)))
            if feed.is_settled(Slot::Dialog) =>
        {
            Some(foreseen)
        }
        _ => None,
    }
}

impl Layer for Bulk {
    /// A tag's name or a note has been typed for it.
    fn has_unsaved(&self) -> bool {
        matches!(
            self.plan,
            Plan::Schedule { .. } | Plan::Tag { .. } | Plan::Untag { .. }
        )
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.is_long() {
            &[Scope::Prompt, Scope::Global]
        } else {
            &[Scope::Choice, Scope::Global]
        }
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match (action, &self.pace) {
            (Action::Back, Some(pace)) => pace.cancel.store(true, Ordering::Relaxed),
            (_, Some(_)) => {}
            (Action::Submit, None) => self.submit(turn),
            (Action::Back, None) => turn.close(),
            _ => {}
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        if self.is_long() && !self.is_running() {
            self.error = None;
            let cells = usize::from(Self::areas(turn.area).1.width);
            self.count.on(edit, cells);
        }
        Handled::Yes
    }

    fn key(&mut self, key: KeyEvent, turn: &mut Turn) -> Handled {
        match (self.is_long(), name_of(key).as_str()) {
            (false, "y") => self.submit(turn),
            (false, "n") => turn.close(),
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.desk.bulk;
        let (outer, inner) = Self::areas(area);
        popup::draw(outer, buf, &cx.look, w.title);
        let (glyphs, theme) = (cx.look.glyphs, cx.look.theme);
        let line = |y: u16, text: String, style, buf: &mut Buffer| {
            if y < inner.bottom() {
                let at = Position::new(inner.x, y);
                let spans = [Span::styled(text, style)];
                paint(buf, at, inner.width, &spans, Align::Left, style, glyphs);
            }
        };
        if let Some(pace) = &self.pace {
            let (done, total) = pace.progress();
            line(
                inner.y,
                (cx.s.merge.bulk_progress)(done, total),
                theme.text,
                buf,
            );
            line(inner.y + 1, cx.told(cx.s.merge.bulk_stop), theme.muted, buf);
            return;
        }
        let foreseen = foreseen(cx.feed);
        let found = foreseen.map(|foreseen| foreseen.changing.len());
        let told = match found {
            Some(n) => (w.would_change)(n, self.customers.len()),
            None => w.counting.to_owned(),
        };
        line(inner.y, told, theme.text, buf);
        let must_type = found.is_some_and(|n| n > ASK_FROM);
        let hint = match (self.error, must_type) {
            (Some(error), _) => (error(w), theme.danger),
            (None, true) => (w.type_count, theme.muted),
            (None, false) if self.is_long() => (w.enter_or_esc, theme.muted),
            (None, false) => (w.yes_or_no, theme.muted),
        };
        line(inner.y + 1, cx.told(hint.0), hint.1, buf);
        if let Some(told) = foreseen.and_then(|foreseen| foreseen.lacking.told(cx.s)) {
            line(inner.y + 2, told, theme.warn, buf);
        }
        if self.is_long() {
            self.count.draw(Self::field(inner), buf, &cx.look, "");
        }
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        let field = Self::field(Self::areas(area).1);
        (self.is_long() && !self.is_running())
            .then(|| self.count.caret(field, &cx.look))
            .flatten()
    }
}

/// Does it to the one customer; for several, tells first whom it would change.
pub(super) fn planned(turn: &mut Turn, plan: Plan, customers: &[CustomerId]) {
    turn.close();
    match customers {
        [_] => turn.run(plan.op(customers.to_vec())),
        several => turn.open(Dialog::Bulk(Bulk::new(plan, several.to_vec()))),
    }
}
