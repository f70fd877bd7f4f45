//! The saved views: opening, renaming, pinning, deleting one, and copying it as text. What a view means is domain::view's business.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Dialog;
use super::view_line::ViewLine;
use crate::app::Error;
use crate::app::answer::Answer;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::view::{self, Kept};
use crate::domain::view::name::{Name, Pin, Shared};
use crate::i18n::label;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::pane::customers::views;
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::column::{Column, Width};
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::list::{Header, List, Row};
use crate::tui::widget::text::{Align, cells_u16, paint_text, width};
use crate::tui::widget::toast::Level;
use crate::tui::widget::{frame, popup};

/// The widest box, in cells.
const CELLS: u16 = 76;
/// Views counted in one dialog; the feed has a place for each.
const COUNTED: usize = 100;

/// The list of views.
#[derive(Default)]
pub struct Views {
    list: ListState,
}

/// The views with a name: the plain list is none of them.
fn named(feed: &Feed) -> Vec<&Kept> {
    let all = views(feed).iter();
    all.filter(|kept| kept.name.is_some()).collect()
}

/// What is to be counted next: a view after the other, so that nothing else waits for long. Those counted already stay asked for, and are
/// counted again when something changes.
#[must_use]
pub fn counts<'a>(kept: impl Iterator<Item = &'a Kept>, feed: &Feed) -> Vec<(Slot, Query)> {
    let mut wants = Vec::new();
    for (nth, kept) in (0_u8..).zip(kept.take(COUNTED)) {
        let Some(view) = &kept.view else { continue };
        let filter = view.filter.clone();
        wants.push((Slot::ViewCount(nth), Query::Count { filter }));
        if !feed.is_settled(Slot::ViewCount(nth)) {
            break;
        }
    }
    wants
}

/// How many customers the view at a place has, once that is known.
#[must_use]
pub fn count(feed: &Feed, nth: usize, kept: &Kept) -> String {
    let slot = Slot::ViewCount(u8::try_from(nth).unwrap_or(u8::MAX));
    match (feed.get(slot), &kept.view) {
        (Some((Query::Count { filter }, Answer::Count(count))), Some(view))
            if *filter == view.filter =>
        {
            label::count(*count)
        }
        _ => String::new(),
    }
}

impl Views {
    /// What it wants counted.
    #[must_use]
    pub fn wants(&self, feed: &Feed) -> Vec<(Slot, Query)> {
        counts(named(feed).into_iter(), feed)
    }

    fn area(&self, area: Rect, len: usize) -> Rect {
        let rows = cells_u16(len).saturating_add(4).max(6);
        popup::centred(area, CELLS.min(area.width.saturating_sub(2)), rows)
    }

    fn rows(&self, area: Rect, len: usize) -> Rect {
        let inner = frame::inner(self.area(area, len));
        Rect {
            height: inner.height.saturating_sub(2),
            ..inner
        }
    }

    fn chosen<'a>(&self, turn: &Turn<'a>) -> Option<&'a Kept> {
        named(turn.feed).get(self.list.selected).copied()
    }

    /// Does something to a view that the shop has saved; those that come with the program stay as they are.
    fn with_saved(&self, turn: &mut Turn, op: impl FnOnce(crate::domain::id::ViewId) -> view::Op) {
        match self.chosen(turn).map(|kept| kept.id) {
            Some(Some(id)) => turn.run(Op::View(op(id))),
            Some(None) => turn.say(Level::Info, Error::BuiltIn.message(turn.s)),
            None => {}
        }
    }

    fn pin(&self, pin: Option<Pin>, turn: &mut Turn) {
        let Some(kept) = self.chosen(turn) else {
            return;
        };
        match (kept.id, kept.view.clone()) {
            (Some(id), _) => turn.run(Op::View(view::Op::Pin { id, pin })),
            // One that comes with the program is saved as the shop's own, so that it can lie elsewhere.
            (None, Some(view)) => turn.run(Op::View(view::Op::Save {
                name: kept.name.clone(),
                view: Box::new(view),
                pin,
            })),
            (None, None) => {}
        }
    }

    fn open(&self, turn: &mut Turn) {
        let Some(kept) = self.chosen(turn) else {
            return;
        };
        match kept.view.clone() {
            Some(view) => {
                turn.close();
                turn.wishes
                    .push(Wish::Look(kept.name.clone(), Box::new(view)));
            }
            None => turn.hint(turn.s.view.unreadable),
        }
    }

    fn copy(&self, turn: &mut Turn) {
        let Some((kept, view)) = self
            .chosen(turn)
            .and_then(|kept| Some((kept, kept.view.clone()?)))
        else {
            return;
        };
        let name = kept.name.clone();
        let told = (turn.s.view.copied)(name.as_ref().map_or("", Name::as_str));
        let text = Shared { name, view }.print(turn.s.lang);
        turn.wishes.push(Wish::Share(text, told));
    }
}

impl Layer for Views {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Views, Scope::Menu, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Back => turn.close(),
            Action::Submit => self.open(turn),
            Action::Copy => self.copy(turn),
            Action::Delete => self.with_saved(turn, view::Op::Delete),
            Action::Rename => match self.chosen(turn).map(|kept| (kept.id, kept.name.clone())) {
                Some((Some(id), Some(name))) => {
                    turn.open(Dialog::ViewLine(ViewLine::rename(id, &name)));
                }
                _ => turn.say(Level::Info, Error::BuiltIn.message(turn.s)),
            },
            action => match ListAction::of(action) {
                Some(action) => {
                    let len = named(turn.feed).len();
                    let height = usize::from(self.rows(turn.area, len).height);
                    self.list.on(action, len, height);
                }
                None => return Handled::Ignored,
            },
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn key(&mut self, key: KeyEvent, turn: &mut Turn) -> Handled {
        let KeyCode::Char(digit @ '0'..='9') = key.code else {
            return Handled::Ignored;
        };
        let pin = digit
            .to_digit(10)
            .and_then(|digit| Pin::new(i64::from(digit)));
        self.pin(pin, turn);
        Handled::Yes
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let len = named(turn.feed).len();
        let rows = self.rows(turn.area, len);
        let line = rows.contains(at).then(|| usize::from(at.y - rows.y));
        if let Some(row) = line.and_then(|line| self.list.row_at(line, len)) {
            self.list.selected = row;
            self.open(turn);
        }
        Handled::Yes
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let all = named(cx.feed);
        let (w, theme) = (&cx.s.view, cx.look.theme);
        let inner = popup::draw(self.area(area, all.len()), buf, &cx.look, w.views_title);
        let name = |kept: &Kept| kept.name.as_ref().map_or(0, |name| width(name.as_str()));
        let widest = all.iter().map(|kept| name(kept)).max().unwrap_or(0);
        let fixed = |width: usize, align| Column {
            title: "",
            width: Width::Fixed(cells_u16(width)),
            align,
        };
        let columns = [
            fixed(1, Align::Left),
            fixed(widest.min(24), Align::Left),
            fixed(7, Align::Right),
            Column {
                title: "",
                width: Width::Flex { min: 8, share: 1 },
                align: Align::Left,
            },
        ];
        let list = List {
            columns: &columns,
            len: all.len(),
            state: self.list,
            is_focused: cx.focused,
            header: Header::Hidden,
            empty: "",
        };
        list.draw(self.rows(area, all.len()), buf, &cx.look, |nth| {
            let kept = all[nth];
            let pin = kept
                .pin
                .map_or(String::new(), |pin| pin.number().to_string());
            let name = kept.name.as_ref().map_or("", Name::as_str);
            let line = kept
                .view
                .as_ref()
                .map_or_else(|| w.unreadable.to_owned(), |view| view.print(cx.s.lang));
            Row {
                cells: vec![
                    vec![Span::styled(pin, theme.key)],
                    vec![Span::styled(name, theme.text)],
                    vec![Span::styled(count(cx.feed, nth, kept), theme.text)],
                    vec![Span::styled(line, theme.muted)],
                ],
                ..Row::default()
            }
        });
        if inner.height > 1 {
            let at = Position::new(inner.x + 1, inner.bottom() - 1);
            let cells = inner.width.saturating_sub(1);
            paint_text(buf, at, cells, w.views_hint, theme.muted, cx.look.glyphs);
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
