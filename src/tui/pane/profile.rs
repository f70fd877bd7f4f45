//! Everything about one customer on one page: who they are, how to reach them, what they like, what was promised.

mod body;
mod own;
mod trade;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::answer::{Answer, Card};
use crate::app::op::Op;
use crate::app::past::field_named;
use crate::app::query::Query;
use crate::app::{contact, fact, relation};
use crate::domain::contact::Reach;
use crate::domain::customer::Consent;
use crate::domain::fact::Leaning;
use crate::domain::id::{ContactId, CustomerId, FactId, OpId, RelationId};
use crate::domain::past::Field;
use crate::i18n::Strings;
use crate::tui::dialog::Dialog;
use crate::tui::dialog::picker::Picker;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Keymap, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::pane::customers::{stage_style, tier_style};
use crate::tui::theme::Theme;
use crate::tui::widget::frame;
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::text::cells_u16;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, pad, paint};
use body::{body, label_cells};

/// Lines of pinned text and taboos that cannot be scrolled away.
const BANNER_LINES: usize = 2;

/// The pane's own state: which line the pointer is on.
#[derive(Default)]
pub struct Profile {
    of: Option<CustomerId>,
    list: ListState,
}

/// What a line stands for, where something can be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Contact(ContactId, Reach),
    Fact(FactId),
    /// The page of this company.
    Company,
    Tie(RelationId, CustomerId),
}

struct Line<'a> {
    label: &'a str,
    spans: Vec<Span<'a>>,
    item: Option<Item>,
}

impl Profile {
    /// What the pane shows of the current customer.
    #[must_use]
    pub fn query(&self, current: CustomerId, reveal: Option<OpId>) -> Query {
        Query::Card {
            id: current,
            reveal,
        }
    }

    /// Begins at the top again when another customer is shown.
    pub fn settle(&mut self, current: Option<CustomerId>) {
        if self.of != current {
            *self = Self {
                of: current,
                list: ListState::default(),
            };
        }
    }

    /// The field of the line under the pointer: a line without a label goes on with the one above.
    fn field(&self, turn: &Turn) -> Option<Field> {
        let card = card(turn.feed, turn.current)?;
        let styles = Styles::plain();
        let lines = body(card, turn.s, turn.now, width_of(turn.area), &styles);
        let mut above = lines.iter().take(self.list.selected + 1).rev();
        let label = above.find(|line| !line.label.is_empty());
        label.map_or(Some(Field::Column("name")), |line| {
            labelled(turn.s, line.label)
        })
    }

    /// Selects the line under a point.
    pub fn click(&mut self, at: Position, area: Rect, cx: &Cx) {
        let inner = frame::inner(area);
        let Some(card) = card(cx.feed, cx.current).filter(|_| inner.contains(at)) else {
            return;
        };
        let top = banner(card, inner, cx).len();
        let len = body(
            card,
            cx.s,
            cx.now,
            usize::from(inner.width),
            &Styles::plain(),
        )
        .len();
        let room = usize::from(inner.height).saturating_sub(top);
        self.list.settle(len, room);
        let line = usize::from(at.y - inner.y).checked_sub(top);
        if let Some(row) = line.and_then(|line| self.list.row_at(line, len)) {
            self.list.selected = row;
        }
    }

    fn item(&self, turn: &Turn) -> Option<Item> {
        let card = card(turn.feed, turn.current)?;
        let at = self.list.selected;
        body(
            card,
            turn.s,
            turn.now,
            width_of(turn.area),
            &Styles::plain(),
        )
        .into_iter()
        .nth(at)?
        .item
    }
}

/// The card on screen, if it is the current customer's.
#[must_use]
pub fn card(feed: &Feed, current: Option<CustomerId>) -> Option<&Card> {
    match feed.get(Slot::Card) {
        Some((_, Answer::Card(Some(card)))) if Some(card.customer.id) == current => Some(card),
        _ => None,
    }
}

/// The field that a label of this pane stands for.
fn labelled(s: &Strings, label: &str) -> Option<Field> {
    let leanings = [s.leaning.likes, s.leaning.avoids, s.leaning.needs];
    if leanings.contains(&label) {
        Some(Field::Facts)
    } else if label == s.field.preferred_short {
        Some(Field::Column("preferred"))
    } else {
        field_named(label)
    }
}

fn width_of(area: Rect) -> usize {
    usize::from(frame::inner(area).width)
}

impl Layer for Profile {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Profile, Scope::List, Scope::Desk, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        if let Some(action) = ListAction::of(action) {
            let Some(card) = card(turn.feed, turn.current) else {
                return Handled::Yes;
            };
            let len = body(
                card,
                turn.s,
                turn.now,
                width_of(turn.area),
                &Styles::plain(),
            )
            .len();
            self.list
                .on(action, len, usize::from(frame::inner(turn.area).height));
            return Handled::Yes;
        }
        if action == Action::Past {
            match (turn.current, self.field(turn)) {
                (Some(id), Some(field)) => {
                    turn.open(Dialog::Picker(Picker::past(id, field, turn.s)))
                }
                _ => turn.hint(turn.s.merge.choose_field),
            }
            return Handled::Yes;
        }
        match (action, self.item(turn)) {
            (Action::BadNumber, Some(Item::Contact(id, reach))) => {
                let reach = if reach == Reach::Good {
                    Reach::Bad
                } else {
                    Reach::Good
                };
                turn.run(Op::Contact(contact::Op::SetReach { id, reach }));
            }
            (Action::Promote, Some(Item::Contact(id, _))) => {
                turn.run(Op::Contact(contact::Op::Promote { id }))
            }
            (Action::RemoveFact, Some(Item::Tie(id, _))) => {
                turn.run(Op::Relation(relation::Op::Remove(id)));
            }
            (Action::Open, Some(Item::Tie(_, other))) => turn.wishes.push(Wish::Show(other)),
            (Action::Open, Some(Item::Company)) => turn.wishes.push(Wish::Act(Action::Company)),
            (Action::RemoveFact, Some(Item::Fact(id))) => turn.run(Op::Fact(fact::Op::Remove(id))),
            (Action::BadNumber | Action::Promote, _) => turn.hint(turn.s.desk.choose_contact),
            (Action::RemoveFact, _) => turn.hint(turn.s.desk.choose_fact),
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
        let title = match cx.reveal_left {
            Some(seconds) => format!("{} | {}", w.profile, (w.revealed_for)(seconds)),
            None => w.profile.to_owned(),
        };
        let inner = frame::draw(area, buf, &cx.look, &title, cx.focus());
        let Some(card) = card(cx.feed, cx.current) else {
            let text = if cx.current.is_none() {
                w.no_customer
            } else {
                ""
            };
            for (y, text) in (0..).zip(wrap(&cx.told(text), usize::from(inner.width))) {
                line(
                    buf,
                    inner,
                    y,
                    &[Span::styled(text, cx.look.theme.muted)],
                    cx,
                );
            }
            return;
        };
        let banner = banner(card, inner, cx);
        for (y, text) in (0..).zip(&banner) {
            let filled = pad(text, usize::from(inner.width));
            let spans = [Span::styled(filled, cx.look.theme.banner)];
            line(buf, inner, y, &spans, cx);
        }
        let top = cells_u16(banner.len());
        let styles = Styles::of(cx);
        let lines = body(card, cx.s, cx.now, usize::from(inner.width), &styles);
        let room = usize::from(inner.height.saturating_sub(top));
        let mut list = self.list;
        list.settle(lines.len(), room);
        let shown = lines.iter().enumerate().skip(list.top).take(room);
        for (y, (index, shown)) in (top..).zip(shown) {
            let pointed = cx.focused && index == list.selected;
            let pointer = if pointed { cx.look.glyphs.pointer } else { " " };
            let mut spans = vec![Span::styled(pointer, cx.look.theme.accent)];
            spans.push(Span::styled(
                pad(shown.label, label_cells(cx.s)),
                cx.look.theme.muted,
            ));
            if shown.label.is_empty() && index == 0 {
                spans.pop();
            }
            spans.extend(shown.spans.iter().cloned());
            line(buf, inner, y, &spans, cx);
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
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}

fn line(buf: &mut Buffer, inner: Rect, y: u16, spans: &[Span], cx: &Cx) {
    if y < inner.height {
        paint(
            buf,
            Position::new(inner.x, inner.y + y),
            inner.width,
            spans,
            Align::Left,
            cx.look.theme.text,
            cx.look.glyphs,
        );
    }
}

/// What must be read first, in lines; one line is always left for the rest.
fn banner(card: &Card, inner: Rect, cx: &Cx) -> Vec<String> {
    let taboos: Vec<&str> = card
        .facts
        .iter()
        .filter(|fact| fact.leaning == Leaning::Avoids)
        .map(|fact| fact.text.as_str())
        .collect();
    let mut texts: Vec<String> = Vec::new();
    if card.customer.consent == Consent::Withdrawn {
        texts.push(format!(
            "{} {}",
            cx.look.glyphs.warn, cx.s.desk.script.do_not_contact
        ));
    }
    if !taboos.is_empty() {
        texts.push(format!(
            "{} {} {}",
            cx.look.glyphs.warn,
            cx.s.leaning.avoids,
            taboos.join(cx.s.list_comma)
        ));
    }
    texts.extend(
        card.alerts
            .iter()
            .map(|alert| format!("{} {}", cx.look.glyphs.warn, alert.note)),
    );
    texts.extend(
        card.customer
            .pinned
            .lines()
            .take(BANNER_LINES)
            .map(|text| format!("{} {text}", cx.look.glyphs.warn)),
    );
    let cells = usize::from(inner.width);
    let lines = texts
        .iter()
        .flat_map(|text| wrap(text, cells).into_iter().take(BANNER_LINES));
    let room = usize::from(inner.height.saturating_sub(1));
    lines.take(room.min(BANNER_LINES + 1)).collect()
}

/// The styles a body uses; the plain ones serve whoever only counts lines.
struct Styles<'a> {
    title: Style,
    muted: Style,
    accent: Style,
    danger: Style,
    warn: Style,
    ok: Style,
    tier: Style,
    stage: Style,
    /// `None` for whoever only counts lines.
    theme: Option<&'static Theme>,
    /// The same.
    keys: Option<&'a Keymap>,
}

impl<'a> Styles<'a> {
    fn plain() -> Self {
        let none = Style::new();
        Self {
            title: none,
            muted: none,
            accent: none,
            danger: none,
            warn: none,
            ok: none,
            tier: none,
            stage: none,
            theme: None,
            keys: None,
        }
    }

    fn of(cx: &Cx<'a>) -> Self {
        let theme = cx.look.theme;
        let card = card(cx.feed, cx.current);
        Self {
            title: theme.title,
            muted: theme.muted,
            accent: theme.accent,
            danger: theme.danger,
            warn: theme.warn,
            ok: theme.ok,
            tier: card.map_or(theme.text, |card| tier_style(card.tier, cx)),
            stage: card.map_or(theme.text, |card| stage_style(card.stage, cx)),
            theme: Some(theme),
            keys: Some(cx.keys),
        }
    }
}
