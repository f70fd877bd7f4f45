//! Searching everything people wrote: the words, the texts that have them, and going to where one stands.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::app::answer::{Answer, TextHit, Texts as Found};
use crate::app::query::Query;
use crate::i18n::label;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::{Edit, Edited, Input};
use crate::tui::widget::list::column::{Column, Width};
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::list::{Header, List, Row};
use crate::tui::widget::text::{Align, cells_u16, highlight, width};
use crate::tui::widget::{frame, popup};

/// The widest box, in cells.
const CELLS: u16 = 110;

/// The search.
pub struct Texts {
    input: Input,
    list: ListState,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            input: Input::line(""),
            list: ListState::default(),
        }
    }
}

fn found(feed: &Feed) -> Option<&Found> {
    match feed.get(Slot::Dialog) {
        Some((_, Answer::Texts(texts))) => Some(texts),
        _ => None,
    }
}

fn hits(feed: &Feed) -> &[TextHit] {
    found(feed).map_or(&[], |found| &found.hits)
}

impl Texts {
    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::Search {
            text: self.input.value().trim().to_owned(),
        }
    }

    /// Takes over a new answer.
    pub fn settle(&mut self, turn: &Turn) {
        let height = usize::from(rows_area(turn.area).height);
        self.list.settle(hits(turn.feed).len(), height);
    }

    fn go(&self, turn: &mut Turn) {
        if let Some(hit) = hits(turn.feed).get(self.list.selected) {
            turn.close();
            turn.wishes.push(Wish::Visit {
                customer: hit.customer,
                row: hit.row,
                field: hit.field,
            });
        }
    }
}

fn box_area(area: Rect) -> Rect {
    popup::centred(
        area,
        CELLS.min(area.width.saturating_sub(2)),
        area.height.saturating_sub(2),
    )
}

fn input_area(area: Rect) -> Rect {
    let inner = frame::inner(box_area(area));
    Rect {
        x: inner.x + 1.min(inner.width),
        width: inner.width.saturating_sub(1),
        height: inner.height.min(1),
        ..inner
    }
}

fn rows_area(area: Rect) -> Rect {
    let inner = frame::inner(box_area(area));
    Rect {
        y: inner.y + 1.min(inner.height),
        height: inner.height.saturating_sub(1),
        ..inner
    }
}

impl Layer for Texts {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Menu, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Back => turn.close(),
            Action::Submit => self.go(turn),
            action => match ListAction::of(action) {
                Some(action) => {
                    let height = usize::from(rows_area(turn.area).height);
                    self.list.on(action, hits(turn.feed).len(), height);
                }
                None => return Handled::Ignored,
            },
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        match self
            .input
            .on(edit, usize::from(input_area(turn.area).width))
        {
            Edited::Ignored => return Handled::Ignored,
            Edited::Moved => {}
            Edited::Changed | Edited::Full => self.list = ListState::default(),
        }
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let rows = rows_area(turn.area);
        let line = rows.contains(at).then(|| usize::from(at.y - rows.y));
        if let Some(row) = line.and_then(|line| self.list.row_at(line, hits(turn.feed).len())) {
            self.list.selected = row;
            self.go(turn);
        }
        Handled::Yes
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.texts;
        let hits = hits(cx.feed);
        let more = found(cx.feed).is_some_and(|found| found.more);
        let title = match hits.len() {
            0 => w.title.to_owned(),
            n => format!("{} {n}{}", w.title, if more { "+" } else { "" }),
        };
        popup::draw(box_area(area), buf, &cx.look, &title);
        self.input.draw(input_area(area), buf, &cx.look, w.hint);
        let widest = |text: fn(&TextHit, &Cx) -> String| {
            let cells = hits.iter().map(|hit| width(&text(hit, cx))).max();
            cells_u16(cells.unwrap_or(0).min(20))
        };
        let fixed = |width| Column {
            title: "",
            width: Width::Fixed(width),
            align: Align::Left,
        };
        let columns = [
            fixed(widest(whose)),
            fixed(widest(what)),
            Column {
                title: "",
                width: Width::Flex { min: 10, share: 1 },
                align: Align::Left,
            },
        ];
        let is_asked = !self.input.value().trim().is_empty() && cx.feed.is_settled(Slot::Dialog);
        let list = List {
            columns: &columns,
            len: hits.len(),
            state: self.list,
            is_focused: cx.focused,
            header: Header::Hidden,
            empty: if is_asked { w.nothing } else { "" },
        };
        list.draw(rows_area(area), buf, &cx.look, |nth| row(&hits[nth], cx));
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.input.caret(input_area(area), &cx.look)
    }
}

fn whose(hit: &TextHit, _: &Cx) -> String {
    format!("{} {}", hit.name, hit.beside).trim_end().to_owned()
}

/// Which text it is, and of which day.
fn what(hit: &TextHit, cx: &Cx) -> String {
    let field = (cx.s.texts.field)(hit.field);
    let day = hit.day.map(|day| label::date(day, cx.now.today()));
    format!("{field} {}", day.unwrap_or_default())
        .trim_end()
        .to_owned()
}

fn row<'a>(hit: &'a TextHit, cx: &Cx<'a>) -> Row<'a> {
    let theme = cx.look.theme;
    let cut =
        |is_whole: bool| Span::styled(if is_whole { "" } else { cx.look.glyphs.cut }, theme.muted);
    let mut excerpt = vec![cut(hit.excerpt.from_first)];
    excerpt.extend(highlight(
        &hit.excerpt.text,
        &hit.excerpt.marks,
        theme.text,
        theme.matched,
    ));
    excerpt.push(cut(hit.excerpt.to_last));
    Row {
        cells: vec![
            vec![Span::styled(whose(hit, cx), theme.text)],
            vec![Span::styled(what(hit, cx), theme.muted)],
            excerpt,
        ],
        ..Row::default()
    }
}
