//! How the customer list is laid out: its columns and their order, both sort keys, headings, density. Decides nothing about who is in it.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::domain::listing::Sort;
use crate::domain::view::{COLUMNS_MAX, Column as Field, Density, Group, Order, View};
use crate::i18n::label;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::column::{Column, Width};
use crate::tui::widget::list::state::{ListAction, ListState};
use crate::tui::widget::list::{Header, List, Row};
use crate::tui::widget::text::{Align, cells_u16, paint_text};
use crate::tui::widget::{frame, popup};

/// The width of the box, in cells.
const CELLS: u16 = 44;
/// What is shown where nothing was chosen yet.
const USUAL: [Field; 4] = [Field::Tier, Field::Stage, Field::LastContact, Field::Next];

/// The layout being chosen.
pub struct Columns {
    view: View,
    /// Every column there is; the first of them are shown.
    fields: Vec<Field>,
    shown: usize,
    /// Whether columns were touched: as long as not, the list shows as many as fit.
    is_chosen: bool,
    list: ListState,
}

impl Columns {
    #[must_use]
    pub fn new(view: &View) -> Self {
        let chosen = view.columns.clone().unwrap_or_else(|| USUAL.to_vec());
        let rest = Field::ALL
            .into_iter()
            .filter(|field| !chosen.contains(field));
        Self {
            shown: chosen.len(),
            fields: chosen.iter().copied().chain(rest).collect(),
            is_chosen: view.columns.is_some(),
            view: view.clone(),
            list: ListState::default(),
        }
    }

    /// Shows or hides the column pointed at: it joins the others of its sort.
    fn toggle(&mut self) {
        let at = self.list.selected;
        let field = self.fields.remove(at);
        if at < self.shown {
            self.shown -= 1;
            self.fields.insert(self.shown, field);
        } else if self.shown < COLUMNS_MAX {
            self.fields.insert(self.shown, field);
            self.shown += 1;
        } else {
            self.fields.insert(at, field);
        }
        self.is_chosen = true;
    }

    /// Moves the column pointed at among those that are shown.
    fn carry(&mut self, by: isize) {
        let at = self.list.selected;
        let to = at.saturating_add_signed(by);
        if at < self.shown && to < self.shown && at != to {
            self.fields.swap(at, to);
            self.list.selected = to;
            self.is_chosen = true;
        }
    }

    fn next_group(&mut self) {
        let at = Group::ALL
            .iter()
            .position(|group| Some(*group) == self.view.group);
        self.view.group = match at {
            None => Group::ALL.first().copied(),
            Some(at) => Group::ALL.get(at + 1).copied(),
        };
    }

    fn next_sort(&mut self) {
        let order = self.view.order;
        self.view.order = Order::by(order.first().sort.next().into(), order.then());
    }

    fn next_then(&mut self) {
        let order = self.view.order;
        let others: Vec<Sort> = Sort::ALL
            .into_iter()
            .filter(|sort| *sort != order.first().sort)
            .collect();
        let next = match order.then() {
            None => others.first(),
            Some(then) => others
                .iter()
                .position(|sort| *sort == then.sort)
                .and_then(|at| others.get(at + 1)),
        };
        self.view.order = Order::by(order.first(), next.map(|sort| (*sort).into()));
    }

    fn accept(&mut self, turn: &mut Turn) {
        if self.is_chosen {
            self.view.columns = Some(self.fields[..self.shown].to_vec());
        }
        turn.close();
        turn.wishes.push(Wish::LayOut(Box::new(self.view.clone())));
    }

    fn area(&self, area: Rect) -> Rect {
        let rows = cells_u16(self.fields.len() + 5);
        popup::centred(area, CELLS.min(area.width.saturating_sub(2)), rows)
    }

    fn rows(&self, area: Rect) -> Rect {
        let inner = frame::inner(self.area(area));
        Rect {
            height: inner.height.saturating_sub(3),
            ..inner
        }
    }
}

impl Layer for Columns {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Columns, Scope::Menu, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Back => turn.close(),
            Action::Submit => self.accept(turn),
            Action::Mark => self.toggle(),
            Action::MoveUp => self.carry(-1),
            Action::MoveDown => self.carry(1),
            Action::GroupBy => self.next_group(),
            Action::Sort => self.next_sort(),
            Action::SortThen => self.next_then(),
            Action::Density => {
                self.view.density = match self.view.density {
                    Density::Compact => Density::Comfortable,
                    Density::Comfortable => Density::Compact,
                };
            }
            action => match ListAction::of(action) {
                Some(action) => {
                    let height = usize::from(self.rows(turn.area).height);
                    self.list.on(action, self.fields.len(), height);
                }
                None => return Handled::Ignored,
            },
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        let rows = self.rows(turn.area);
        let line = rows.contains(at).then(|| usize::from(at.y - rows.y));
        if let Some(row) = line.and_then(|line| self.list.row_at(line, self.fields.len())) {
            self.list.selected = row;
            self.toggle();
        }
        Handled::Yes
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (w, theme) = (&cx.s.view, cx.look.theme);
        let inner = popup::draw(self.area(area), buf, &cx.look, w.columns_title);
        let columns = [
            Column {
                title: "",
                width: Width::Fixed(3),
                align: Align::Left,
            },
            Column {
                title: "",
                width: Width::Flex { min: 8, share: 1 },
                align: Align::Left,
            },
        ];
        let list = List {
            columns: &columns,
            len: self.fields.len(),
            state: self.list,
            is_focused: cx.focused,
            header: Header::Hidden,
            empty: "",
        };
        list.draw(self.rows(area), buf, &cx.look, |nth| {
            let (mark, style) = if nth < self.shown {
                ("[x]", theme.text)
            } else {
                ("[ ]", theme.muted)
            };
            let name = label::column(cx.s, self.fields[nth]);
            Row {
                cells: vec![
                    vec![Span::styled(mark, style)],
                    vec![Span::styled(name, style)],
                ],
                ..Row::default()
            }
        });
        let group = self
            .view
            .group
            .map_or(w.not_grouped, |group| (w.group)(group));
        let told = [
            format!("s S {}: {}", w.sorted, label::order(cx.s, self.view.order)),
            format!("g {}: {group}", w.grouped),
            format!("d {}", (w.density)(self.view.density)),
        ];
        let first = inner.bottom().saturating_sub(3).max(inner.y);
        for (text, y) in told.iter().zip(first..inner.bottom()) {
            let at = Position::new(inner.x + 1, y);
            let cells = inner.width.saturating_sub(1);
            paint_text(buf, at, cells, text, theme.muted, cx.look.glyphs);
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
