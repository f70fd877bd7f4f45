//! The customer list: order, live search, and a window of rows that follows the selection.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::app::answer::{Answer, Hits};
use crate::app::query::Query;
use crate::domain::customer::{Stage, Tier};
use crate::domain::id::CustomerId;
use crate::domain::listing::{Anchor, ListRow, Sort, Window};
use crate::i18n::{Strings, label};
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::pane::marked::Marked;
use crate::tui::state::Focus;
use crate::tui::widget::frame;
use crate::tui::widget::input::{Edit, Edited, Input};
use crate::tui::widget::list::column::{Column, Width};
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::list::{Header, List, Row};
use crate::tui::widget::text::{Align, cells_u16, highlight, paint_text, width};

/// Rows from the window's edge at which the next window is asked for.
const EDGE: usize = 30;

/// Cells a name has at least.
const NAME_CELLS: usize = 10;

/// Whether the search line is being typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Typing {
    #[default]
    No,
    Yes,
}

/// The pane's own state; its rows are in the feed.
#[derive(Default)]
pub struct Customers {
    sort: Sort,
    anchor: Anchor,
    find: Option<Input>,
    typing: Typing,
    selected: Option<CustomerId>,
    list: ListState,
    marked: Marked,
}

impl Customers {
    /// What the pane shows.
    #[must_use]
    pub fn query(&self) -> Query {
        match self.needle() {
            Some(text) => Query::Find {
                text: text.to_owned(),
            },
            None => Query::Customers {
                sort: self.sort,
                anchor: self.anchor,
            },
        }
    }

    /// What is searched for, if anything.
    #[must_use]
    pub fn needle(&self) -> Option<&str> {
        self.find
            .as_ref()
            .map(Input::value)
            .map(str::trim)
            .filter(|text| !text.is_empty())
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

    /// The order of the list.
    #[must_use]
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// How many are marked.
    #[must_use]
    pub fn marked(&self) -> usize {
        self.marked.all().len()
    }

    /// Lets go of every marked customer.
    pub fn unmark(&mut self) {
        self.marked.clear();
    }

    /// Selects a customer wherever they are in the list, and lets go of any search.
    pub fn show(&mut self, id: CustomerId) {
        self.find = None;
        self.typing = Typing::No;
        self.anchor = Anchor::At(id);
        self.selected = Some(id);
    }

    /// Whether the search line is being typed in.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.typing == Typing::Yes
    }

    /// Begins to type a search.
    pub fn start_finding(&mut self) {
        self.find = Some(self.find.take().unwrap_or_else(|| Input::line("")));
        self.typing = Typing::Yes;
    }

    /// Takes over new rows: the selection stays on its customer, and on its line of the screen.
    pub fn settle(&mut self, feed: &Feed, area: Option<Rect>) {
        let rows = rows(feed);
        let line = self.list.selected.saturating_sub(self.list.top);
        let at = self
            .selected
            .and_then(|id| rows.iter().position(|row| row.id == id));
        // Rows of the question before say nothing about who is in the answer to come.
        let is_answered = feed.is_settled(Slot::Customers)
            && feed
                .get(Slot::Customers)
                .is_some_and(|(query, _)| *query == self.query());
        if is_answered || at.is_some() {
            self.list.selected = at.unwrap_or_else(|| self.fallback(rows.len()));
            self.list.top = self.list.selected.saturating_sub(line);
            self.list.settle(rows.len(), self.height(area));
            self.selected = rows.get(self.list.selected).map(|row| row.id);
            self.marked.follow(rows, self.list.selected);
        }
    }

    /// The row to select when the selected customer has left the list: the first while searching, else the next one.
    fn fallback(&self, len: usize) -> usize {
        match (self.anchor, self.needle()) {
            (_, Some(_)) | (Anchor::First, None)
                if self.selected.is_none() || self.needle().is_some() =>
            {
                0
            }
            (Anchor::Last, None) => len.saturating_sub(1),
            _ => self.list.selected.min(len.saturating_sub(1)),
        }
    }

    /// Selects the customer under a point.
    pub fn click(&mut self, at: Position, area: Rect, feed: &Feed) {
        let rows = rows(feed);
        let first = frame::inner(area).y + 1 + u16::from(self.find.is_some());
        let row =
            at.y.checked_sub(first)
                .and_then(|line| self.list.row_at(usize::from(line), rows.len()));
        if let Some(row) = row {
            self.list.selected = row;
            self.selected = rows.get(row).map(|row| row.id);
            self.typing = Typing::No;
            self.follow(feed);
        }
    }

    fn height(&self, area: Option<Rect>) -> usize {
        let inner = area.map(frame::inner).unwrap_or_default();
        usize::from(inner.height).saturating_sub(1 + usize::from(self.find.is_some()))
    }

    fn go(&mut self, action: ListAction, turn: &mut Turn) {
        match action {
            ListAction::Home if self.needle().is_none() => self.jump(Anchor::First),
            ListAction::End if self.needle().is_none() => self.jump(Anchor::Last),
            action => {
                let rows = rows(turn.feed);
                self.list
                    .on(action, rows.len(), self.height(Some(turn.area)));
                self.selected = rows.get(self.list.selected).map(|row| row.id);
                self.follow(turn.feed);
                return;
            }
        }
        let rows = rows(turn.feed);
        let (is_there, edge) = match (action, window(turn.feed)) {
            (ListAction::Home, Some(window)) => (window.from_first, 0),
            (_, Some(window)) => (window.to_last, rows.len().saturating_sub(1)),
            _ => (false, 0),
        };
        if is_there {
            self.list.on(
                ListAction::To(edge),
                rows.len(),
                self.height(Some(turn.area)),
            );
            self.selected = rows.get(self.list.selected).map(|row| row.id);
        }
    }

    fn mark(&mut self, action: Action, turn: &mut Turn) {
        match (action, self.selected) {
            (Action::MarkAll, _) => self.marked.toggle_all(rows(turn.feed)),
            (Action::MarkRange, Some(id)) => self.marked.range(id),
            (_, Some(id)) => {
                self.marked.toggle(id);
                self.go(ListAction::Down, turn);
            }
            (_, None) => turn.hint(turn.s.desk.no_customer),
        }
    }

    fn jump(&mut self, anchor: Anchor) {
        self.anchor = anchor;
        self.selected = None;
    }

    /// Asks for the next window before the selection reaches the edge of this one.
    fn follow(&mut self, feed: &Feed) {
        let Some(window) = window(feed) else { return };
        let near_first = self.list.selected < EDGE && !window.from_first;
        let near_last = self.list.selected + EDGE >= window.rows.len() && !window.to_last;
        if let (true, Some(id)) = (near_first || near_last, self.selected) {
            self.anchor = Anchor::At(id);
        }
    }

    fn stop_finding(&mut self) {
        self.find = None;
        self.typing = Typing::No;
        if let Some(id) = self.selected {
            self.anchor = Anchor::At(id);
        }
    }

    fn title(&self, cx: &Cx) -> String {
        let w = &cx.s.desk;
        let marked = match self.marked() {
            0 => String::new(),
            n => format!(" | {}", (w.marked)(n)),
        };
        let total = match cx.feed.get(Slot::Pulse) {
            Some((_, Answer::Pulse(pulse))) => label::count(pulse.customers),
            _ => String::new(),
        };
        match (self.needle(), hits(cx.feed)) {
            (Some(_), Some(hits)) => {
                let more = if hits.more { "+" } else { "" };
                format!("{} {}{more}/{total}{marked}", w.customers, hits.rows.len())
            }
            _ if !marked.is_empty() => format!("{} {total}{marked}", w.customers),
            _ => format!("{} {total} | {}", w.customers, (w.sorted_by)(self.sort)),
        }
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

/// A name that stands twice in view needs something beside it, or two people get mixed up.
fn needs_a_hint(rows: &[ListRow], index: usize) -> bool {
    let name = &rows[index].name;
    let near = rows
        .iter()
        .enumerate()
        .skip(index.saturating_sub(EDGE))
        .take(2 * EDGE);
    near.filter(|(other, _)| *other != index)
        .any(|(_, row)| row.name == *name)
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
                self.sort = self.sort.next();
                self.anchor = self.selected.map_or(Anchor::First, Anchor::At);
                self.find = None;
            }
            Action::NextMatch => self.go(ListAction::Down, turn),
            Action::PreviousMatch => self.go(ListAction::Up, turn),
            Action::Submit => self.typing = Typing::No,
            Action::Mark | Action::MarkRange | Action::MarkAll => self.mark(action, turn),
            Action::Back if self.typing == Typing::No && self.marked.clear() => {}
            Action::Back if self.find.is_some() => self.stop_finding(),
            _ => return Handled::Ignored,
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        let (Typing::Yes, Some(find)) = (self.typing, &mut self.find) else {
            return Handled::Ignored;
        };
        let cells = usize::from(frame::inner(turn.area).width.saturating_sub(2));
        match find.on(edit, cells) {
            Edited::Ignored => return Handled::Ignored,
            Edited::Changed | Edited::Full => {
                self.selected = None;
                self.anchor = Anchor::First;
            }
            Edited::Moved => {}
        }
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let mut inner = frame::draw(area, buf, &cx.look, &self.title(cx), cx.focus());
        if let Some(find) = &self.find {
            let line = Rect { height: 1, ..inner };
            paint_text(
                buf,
                line.as_position(),
                2,
                "/",
                cx.look.theme.key,
                cx.look.glyphs,
            );
            find.draw(find_area(line), buf, &cx.look, cx.s.desk.find_hint);
            inner = Rect {
                y: inner.y + 1,
                height: inner.height.saturating_sub(1),
                ..inner
            };
        }
        let rows = rows(cx.feed);
        let shown = Shown::fitting(inner.width, cx.s);
        let columns: Vec<Column> = shown.iter().map(|column| column.column(cx.s)).collect();
        let list = List {
            columns: &columns,
            len: rows.len(),
            state: self.list,
            is_focused: cx.focused,
            header: Header::Shown,
            empty: if self.needle().is_some() {
                cx.s.desk.no_hits
            } else {
                cx.s.desk.no_customers
            },
        };
        list.draw(inner, buf, &cx.look, |index| {
            let hint = needs_a_hint(rows, index);
            let cells = shown
                .iter()
                .map(|column| column.cell(&rows[index], hint, cx))
                .collect();
            Row {
                cells,
                is_checked: self.marked.has(rows[index].id),
                ..Row::default()
            }
        });
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        let find = self.find.as_ref().filter(|_| self.typing == Typing::Yes)?;
        find.caret(
            find_area(Rect {
                height: 1,
                ..frame::inner(area)
            }),
            &cx.look,
        )
    }
}

fn find_area(line: Rect) -> Rect {
    Rect {
        x: line.x + 2,
        width: line.width.saturating_sub(2),
        ..line
    }
}

/// The columns a list can have, in the order they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Name,
    Tier,
    Stage,
    LastContact,
    Next,
}

impl Shown {
    /// What a width has room for: name and next step always, then the tier, the last contact, the stage.
    fn fitting(cells: u16, s: &Strings) -> Vec<Self> {
        let mut shown = vec![
            Self::Name,
            Self::Tier,
            Self::Stage,
            Self::LastContact,
            Self::Next,
        ];
        for least in [Self::Stage, Self::LastContact, Self::Tier] {
            let needed: u16 = shown.iter().map(|column| column.cells(s) + 1).sum();
            if needed + 1 > cells {
                shown.retain(|column| *column != least);
            }
        }
        shown
    }

    /// As wide as its title and everything that may stand in it.
    fn cells(self, s: &Strings) -> u16 {
        let widest = |texts: &[&str]| texts.iter().map(|text| width(text)).max().unwrap_or(0);
        let (f, t) = (&s.field, &s.tier);
        let cells = match self {
            Self::Name => NAME_CELLS,
            Self::Tier => widest(&[f.tier, t.vip, t.regular, t.potential]),
            Self::Stage => {
                let w = &s.stage;
                widest(&[f.stage, w.potential, w.new, w.active, w.silent, w.lost])
            }
            Self::LastContact => widest(&[s.desk.last_contact, &(s.desk.ago)(999), s.time.never]),
            Self::Next => widest(&[f.next, &(s.desk.overdue_by)(99), s.time.today]),
        };
        cells_u16(cells)
    }

    fn column<'a>(self, s: &'a Strings) -> Column<'a> {
        let fixed = Width::Fixed(self.cells(s));
        let (title, width, align) = match self {
            Self::Name => (
                s.field.name,
                Width::Flex {
                    min: cells_u16(NAME_CELLS),
                    share: 1,
                },
                Align::Left,
            ),
            Self::Tier => (s.field.tier, fixed, Align::Left),
            Self::Stage => (s.field.stage, fixed, Align::Left),
            Self::LastContact => (s.desk.last_contact, fixed, Align::Right),
            Self::Next => (s.field.next, fixed, Align::Right),
        };
        Column {
            title,
            width,
            align,
        }
    }

    fn cell<'a>(self, row: &'a ListRow, hint: bool, cx: &Cx<'a>) -> Vec<Span<'a>> {
        let (s, theme, today) = (cx.s, cx.look.theme, cx.now.today());
        match self {
            Self::Name => name(row, hint, cx),
            Self::Tier => vec![Span::styled(
                label::tier(s, row.tier),
                tier_style(row.tier, cx),
            )],
            Self::Stage => vec![Span::styled(
                label::stage(s, row.stage),
                stage_style(row.stage, cx),
            )],
            Self::LastContact => {
                let ago = |day: chrono::NaiveDate| match (today - day).num_days() {
                    ..=0 => s.time.today.to_owned(),
                    days => (s.desk.ago)(days),
                };
                let text = row
                    .last_contact
                    .map_or_else(|| s.time.never.to_owned(), |at| ago(at.day(cx.now.offset)));
                vec![Span::styled(text, theme.muted)]
            }
            Self::Next => vec![match row.next_due {
                None => Span::styled("-", theme.muted),
                Some(day) if day < today => {
                    Span::styled((s.desk.overdue_by)((today - day).num_days()), theme.danger)
                }
                Some(day) if day == today => Span::styled(s.time.today, theme.warn),
                Some(day) => Span::styled(label::month_day(day, today), theme.text),
            }],
        }
    }
}

fn name<'a>(row: &'a ListRow, hint: bool, cx: &Cx<'a>) -> Vec<Span<'a>> {
    let theme = cx.look.theme;
    let mut name = highlight(&row.name, &row.marks, theme.text, theme.matched);
    if let Some(found) = &row.found_in {
        name.push(Span::raw(" "));
        name.extend(highlight(
            &found.text,
            &found.marks,
            theme.muted,
            theme.matched,
        ));
    } else if let Some(text) = beside(row, hint) {
        name.push(Span::styled(format!(" {text}"), theme.muted));
    }
    name
}

/// What stands beside a name: what tells two people of one name apart, else where they work if there is room.
fn beside(row: &ListRow, hint: bool) -> Option<&str> {
    if hint {
        let told = [tail(&row.phone), &row.city, &row.company];
        return told.into_iter().find(|text| !text.is_empty());
    }
    let fits = !row.company.is_empty() && width(&row.name) < 16;
    fits.then_some(row.company.as_str())
}

/// The part of a masked phone that tells people apart.
fn tail(text: &str) -> &str {
    text.rsplit('*').next().unwrap_or(text)
}

pub(super) fn tier_style(tier: Tier, cx: &Cx) -> ratatui::style::Style {
    match tier {
        Tier::Vip => cx.look.theme.accent,
        Tier::Regular => cx.look.theme.text,
        Tier::Potential => cx.look.theme.muted,
    }
}

pub(super) fn stage_style(stage: Stage, cx: &Cx) -> ratatui::style::Style {
    match stage {
        Stage::New | Stage::Active => cx.look.theme.ok,
        Stage::Silent => cx.look.theme.warn,
        Stage::Lost => cx.look.theme.danger,
        Stage::Potential => cx.look.theme.muted,
    }
}
