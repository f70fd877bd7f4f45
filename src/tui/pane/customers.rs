//! The customer list: a view of it, the line it is found by, and a window of rows that follows the selection.

mod column;
mod line;
mod selection;
mod sheet;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::answer::{Answer, Hits};
use crate::app::query::Query;
use crate::app::view::Kept;
use crate::domain::filter::Filter;
use crate::domain::id::CustomerId;
use crate::domain::listing::{Anchor, ListRow, Sort, Window};
use crate::domain::name::Lang;
use crate::domain::view::name::Name;
use crate::domain::view::{Density, Heading, Order, View};
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::pane::marked::Marked;
use crate::tui::state::Focus;
use crate::tui::widget::frame;
use crate::tui::widget::input::{Edit, Edited};
use crate::tui::widget::list::state::{ListAction, ListState};

pub(super) use column::{stage_style, tier_style};
use line::{Line, Reading};
use selection::line_of;

/// Rows from the window's edge at which the next window is asked for.
const EDGE: usize = 30;

/// Whether the search line is being typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Typing {
    #[default]
    No,
    Yes,
}

/// The pane's own state; its rows are in the feed. `item` counts customers, `list` counts lines with headings.
#[derive(Default)]
pub struct Customers {
    view: View,
    /// The saved view on screen, if it is one.
    name: Option<Name>,
    /// The saved form of the view on screen, or of the plain list, as it was last taken over.
    taken: Option<View>,
    anchor: Anchor,
    line: Option<Line>,
    typing: Typing,
    selected: Option<CustomerId>,
    item: usize,
    list: ListState,
    marked: Marked,
}

/// A line of the pane.
enum Shown {
    Heading(Heading),
    Item(usize),
    /// The second line of a customer.
    Second(usize),
}

impl Customers {
    /// What the pane shows.
    #[must_use]
    pub fn query(&self) -> Query {
        match self.words() {
            Some(text) => Query::Find {
                text: text.to_owned(),
            },
            None => Query::Viewed {
                view: Box::new(self.view.clone()),
                anchor: self.anchor,
            },
        }
    }

    /// Everything it wants to know of the file.
    #[must_use]
    pub fn wants(&self, lang: Lang) -> Vec<(Slot, Query)> {
        let mut wants = vec![(Slot::Customers, self.query())];
        let filter = || self.view.filter.clone();
        if self.words().is_none() && self.view.filter != Filter::default() {
            wants.push((Slot::Tally, Query::Count { filter: filter() }));
        }
        if let (None, Some(group)) = (self.words(), self.view.group) {
            let filter = filter();
            wants.push((Slot::Headings, Query::Headings { filter, group }));
        }
        wants.push((Slot::Views, Query::Views { lang }));
        if self.line.is_some() {
            wants.push((Slot::Choices, Query::Choices));
        }
        wants
    }

    /// What the line says, if anything.
    #[must_use]
    pub fn needle(&self) -> Option<&str> {
        self.line
            .as_ref()
            .map(Line::text)
            .filter(|text| !text.is_empty())
    }

    /// The plain words customers are found by, if any.
    fn words(&self) -> Option<&str> {
        let line = self.line.as_ref()?;
        (*line.reading() == Reading::Words).then(|| line.text())
    }

    /// What is on screen exactly as it is filtered, ordered and laid out; plain words that find customers are no part of it.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The saved view on screen, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<&Name> {
        self.name.as_ref()
    }

    /// The selected customer.
    #[must_use]
    pub fn selected(&self) -> Option<CustomerId> {
        self.selected
    }

    /// The customers marked for what is done to many at once.
    #[must_use]
    pub fn marks(&self) -> Vec<CustomerId> {
        self.marked.all()
    }

    /// Asks whom the open range holds, or who is in the list at all, where not all of it is in view.
    #[must_use]
    pub fn range(&self) -> Option<Query> {
        if self.marked.asks_everyone() {
            let filter = Box::new(self.view.filter.clone());
            return Some(Query::Everyone { filter });
        }
        let ends = self.marked.asks()?;
        Some(Query::Between {
            view: Box::new(self.view.clone()),
            ends,
        })
    }

    /// How many are marked.
    #[must_use]
    pub fn marked(&self) -> usize {
        self.marked.count()
    }

    /// Lets go of every marked customer.
    pub fn unmark(&mut self) {
        self.marked.clear();
    }

    /// Selects a customer wherever they are in the list, and lets go of any search and filter.
    pub fn show(&mut self, id: CustomerId) {
        self.line = None;
        self.typing = Typing::No;
        self.leave_view();
        self.anchor = Anchor::At(id);
        self.selected = Some(id);
    }

    /// Shows the list as a view says.
    pub fn look(&mut self, name: Option<Name>, view: View) {
        self.line = None;
        self.typing = Typing::No;
        self.taken = Some(view.clone());
        self.name = name;
        self.view = view;
        self.jump(Anchor::First);
    }

    /// Lays the list out anew; who is meant stays.
    pub fn lay_out(&mut self, view: View) {
        self.view = View {
            filter: std::mem::take(&mut self.view.filter),
            ..view
        };
        self.anchor = self.selected.map_or(Anchor::First, Anchor::At);
    }

    /// Gives the view on screen its name, now that it is saved.
    pub fn call(&mut self, name: Name) {
        self.name = Some(name);
        self.taken = Some(self.view.clone());
    }

    /// Whether the search line is being typed in.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.typing == Typing::Yes
    }

    /// Begins to type a search, or goes on with the filter there is.
    pub fn start_finding(&mut self, lang: Lang) {
        let filter = self.view.filter.print(lang);
        self.line = Some(self.line.take().unwrap_or_else(|| Line::new(&filter)));
        self.typing = Typing::Yes;
    }

    /// Takes over new rows: the selection stays on its customer, and on its line of the screen.
    pub fn settle(&mut self, feed: &Feed, area: Option<Rect>, lang: Lang) {
        if let Some(line) = self.line.as_mut() {
            line.complete(feed, lang);
        }
        self.follow_saved(feed);
        let rows = rows(feed);
        let line = self.list.selected.saturating_sub(self.list.top);
        let at = self
            .selected
            .and_then(|id| rows.iter().position(|row| row.id == id));
        // Rows of an older question say nothing about where the selection belongs.
        let is_answer = feed
            .get(Slot::Customers)
            .is_some_and(|(query, _)| *query == self.query());
        if (is_answer && feed.is_settled(Slot::Customers)) || at.is_some() {
            self.item = at.unwrap_or_else(|| self.fallback(rows.len()));
            let lines = self.lines(feed);
            self.list.selected = line_of(&lines, self.item);
            self.list.top = self.list.selected.saturating_sub(line);
            self.list.settle(lines.len(), self.height(area));
            self.selected = rows.get(self.item).map(|row| row.id);
            self.marked.follow(rows, self.item);
        }
        if let Some((Query::Between { ends, .. }, Answer::Between(ids))) = feed.get(Slot::Range) {
            self.marked.reach(*ends, ids);
        }
        if let Some((Query::Everyone { filter }, Answer::Between(ids))) = feed.get(Slot::Range)
            && self.marked.asks_everyone()
            && **filter == self.view.filter
            && feed.is_settled(Slot::Range)
        {
            self.marked.toggle_all(ids);
        }
    }

    /// Takes over how the view on screen, or the plain list, has been saved since.
    fn follow_saved(&mut self, feed: &Feed) {
        let Some((_, Answer::Views(all))) = feed.get(Slot::Views) else {
            return;
        };
        let saved = all
            .iter()
            .find(|kept| kept.name == self.name)
            .and_then(|kept| kept.view.as_ref());
        let Some(saved) = saved.filter(|saved| self.taken.as_ref() != Some(saved)) else {
            return;
        };
        self.taken = Some(saved.clone());
        let is_edited = self.line.is_some();
        let filter = match self.name {
            Some(_) if !is_edited => saved.filter.clone(),
            _ => self.view.filter.clone(),
        };
        self.view = View {
            filter,
            ..saved.clone()
        };
    }

    /// Back to the plain list, as it was last taken over or will be.
    fn leave_view(&mut self) {
        self.view.filter = Filter::default();
        if self.name.take().is_some() {
            self.view = View::default();
            self.taken = None;
        }
    }

    /// Rows of the search line: a filter that is not being typed stands in the title.
    fn line_rows(&self) -> u16 {
        let line = self
            .line
            .as_ref()
            .filter(|_| self.is_typing() || self.words().is_some());
        line.map_or(0, Line::rows)
    }

    fn height(&self, area: Option<Rect>) -> usize {
        let inner = area.map(frame::inner).unwrap_or_default();
        usize::from(inner.height.saturating_sub(1 + self.line_rows()))
    }

    /// The lines of the pane: headings over groups, one line or two a customer.
    fn lines(&self, feed: &Feed) -> Vec<Shown> {
        let rows = rows(feed);
        let group = self.view.group.filter(|_| self.words().is_none());
        let mut lines = Vec::with_capacity(rows.len() * 2);
        let mut over = None;
        for (item, row) in rows.iter().enumerate() {
            let heading = group.map(|group| group.of(row));
            if let Some(heading) = heading.filter(|heading| over.as_ref() != Some(heading)) {
                over = Some(heading.clone());
                lines.push(Shown::Heading(heading));
            }
            lines.push(Shown::Item(item));
            if self.view.density == Density::Comfortable {
                lines.push(Shown::Second(item));
            }
        }
        lines
    }

    /// Orders the list anew around the selected customer; plain words have an order of their own and are let go.
    fn order(&mut self, order: Order) {
        self.view.order = order;
        self.anchor = self.selected.map_or(Anchor::First, Anchor::At);
        if self.words().is_some() {
            self.line = None;
        }
    }

    /// The next second key, none among them.
    fn next_then(&self) -> Order {
        let first = self.view.order.first();
        let all: Vec<Sort> = Sort::ALL
            .into_iter()
            .filter(|sort| *sort != first.sort)
            .collect();
        let next = match self.view.order.then() {
            None => all.first(),
            Some(key) => all
                .iter()
                .position(|sort| *sort == key.sort)
                .and_then(|at| all.get(at + 1)),
        };
        Order::by(first, next.map(|sort| (*sort).into()))
    }

    /// Takes over what the line says: the list narrows while it is typed. A line that cannot be read changes nothing.
    fn obey(&mut self) {
        let Some(line) = &self.line else { return };
        match line.reading() {
            Reading::Broken(_) => return,
            Reading::Nothing | Reading::Words => self.leave_view(),
            Reading::View(view) if line.text().contains([';', '；']) => {
                self.view = (**view).clone();
            }
            Reading::View(view) => self.view.filter = view.filter.clone(),
        }
        self.jump(Anchor::First);
    }

    fn submit(&mut self) {
        let Some(line) = &self.line else { return };
        match line.reading() {
            Reading::Broken(_) => {}
            Reading::Words => self.typing = Typing::No,
            Reading::Nothing | Reading::View(_) => {
                self.typing = Typing::No;
                self.line = None;
            }
        }
    }

    /// Lets go of the search, the filter and the view, one step at a time; false when there is none.
    fn step_back(&mut self) -> bool {
        if self.is_typing() && self.line.as_mut().is_some_and(Line::close) {
            return true;
        }
        let is_plain = self.name.is_none() && self.view.filter == Filter::default();
        if self.line.is_none() && is_plain {
            return false;
        }
        self.line = None;
        self.typing = Typing::No;
        self.leave_view();
        if let Some(id) = self.selected {
            self.anchor = Anchor::At(id);
        }
        true
    }
}

fn window(feed: &Feed) -> Option<&Window> {
    match feed.get(Slot::Customers) {
        Some((_, Answer::Customers(window))) => Some(window),
        _ => None,
    }
}

fn hits(feed: &Feed) -> Option<&Hits> {
    match feed.get(Slot::Customers) {
        Some((_, Answer::Hits(hits))) => Some(hits),
        _ => None,
    }
}

fn rows(feed: &Feed) -> &[ListRow] {
    match feed.get(Slot::Customers) {
        Some((_, Answer::Customers(window))) => &window.rows,
        Some((_, Answer::Hits(hits))) => &hits.rows,
        _ => &[],
    }
}

/// Every view there is to choose from.
#[must_use]
pub fn views(feed: &Feed) -> &[Kept] {
    match feed.get(Slot::Views) {
        Some((_, Answer::Views(all))) => all,
        _ => &[],
    }
}

impl Layer for Customers {
    fn scopes(&self) -> &'static [Scope] {
        match self.typing {
            Typing::Yes => &[Scope::Find, Scope::Global],
            Typing::No => &[Scope::Customers, Scope::List, Scope::Desk, Scope::Global],
        }
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        if let Some(action) = ListAction::of(action) {
            self.go(action, turn);
            return Handled::Yes;
        }
        match action {
            Action::Open if self.selected.is_some() => {
                turn.wishes.push(Wish::Focus(Focus::Profile))
            }
            Action::Sort => {
                let first = self.view.order.first().sort.next().into();
                self.order(Order::by(first, self.view.order.then()));
            }
            Action::SortThen => self.order(self.next_then()),
            Action::NextMatch => self.go(ListAction::Down, turn),
            Action::PreviousMatch => self.go(ListAction::Up, turn),
            Action::FillIn => {
                if let Some(line) = self.line.as_mut()
                    && line.accept(turn.feed, turn.s.lang)
                {
                    self.obey();
                }
            }
            Action::Submit => self.submit(),
            Action::Mark | Action::MarkRange | Action::MarkAll => self.mark(action, turn),
            Action::Back if self.typing == Typing::No && self.marked.clear() => {}
            Action::Back if self.step_back() => {}
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        let (Typing::Yes, Some(line)) = (self.typing, &mut self.line) else {
            return Handled::Ignored;
        };
        match line.edit(edit, frame::inner(turn.area), turn.feed, turn.s.lang) {
            Edited::Ignored => return Handled::Ignored,
            Edited::Changed | Edited::Full => self.obey(),
            Edited::Moved => {}
        }
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let inner = frame::draw(area, buf, &cx.look, &self.title(cx), cx.focus());
        let above = self.line_rows().min(inner.height);
        let below = Rect {
            y: inner.y + above,
            height: inner.height - above,
            ..inner
        };
        self.draw_rows(below, buf, cx);
        if let Some(line) = self.line.as_ref().filter(|_| above > 0) {
            let area = Rect {
                height: above,
                ..inner
            };
            line.draw(area, buf, cx);
            if self.is_typing() {
                line.draw_offered(inner, buf, cx);
            }
        }
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        let line = self.line.as_ref().filter(|_| self.is_typing())?;
        line.caret(frame::inner(area), cx)
    }
}
