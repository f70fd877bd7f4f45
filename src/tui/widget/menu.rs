//! A menu with a filter: the palette, the help, the pickers. Ranks nothing itself: the caller turns the filter into an order.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::input::{Edit, Edited, Input};
use super::list::column::{Column, Width};
use super::list::state::{ListAction, ListState};
use super::list::{Header, List, Row};
use super::text::{Align, highlight, paint_text, width};
use super::{Look, popup};
use crate::tui::keymap::Action;

/// The widest menu in cells, border included.
const CELLS: u16 = 72;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    pub label: String,
    /// A key, a count: shown at the right.
    pub hint: String,
    /// Why the item cannot be chosen now.
    pub disabled: Option<String>,
}

/// An item that the filter lets through, and which of its label's characters matched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranked {
    pub item: usize,
    pub matched: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuAction {
    Move(ListAction),
    Edit(Edit),
    /// Puts the selected item's label into the filter.
    FillIn,
    Choose,
}

impl MenuAction {
    /// What an action of the table means in a menu.
    pub fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::Submit => Self::Choose,
            Action::FillIn => Self::FillIn,
            action => Self::Move(ListAction::of(action)?),
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menued {
    Ignored,
    Moved,
    /// The caller ranks the items anew and calls `rank`.
    Filtered,
    Chosen(usize),
    /// The item is disabled; its reason is on screen.
    Refused(usize),
}

#[derive(Clone, PartialEq, Eq)]
pub struct Menu {
    pub title: String,
    /// Shown in an empty filter.
    pub placeholder: String,
    /// Shown when nothing matches.
    pub none: String,
    items: Vec<Item>,
    filter: Input,
    shown: Vec<Ranked>,
    state: ListState,
}

impl Menu {
    /// A menu that shows all its items in the given order.
    pub fn new(title: &str, placeholder: &str, none: &str, items: Vec<Item>) -> Self {
        let mut menu = Self {
            title: title.to_owned(),
            placeholder: placeholder.to_owned(),
            none: none.to_owned(),
            items: Vec::new(),
            filter: Input::line(""),
            shown: Vec::new(),
            state: ListState::default(),
        };
        menu.replace(items);
        menu
    }

    pub fn with_history(mut self, history: Vec<String>) -> Self {
        self.filter = self.filter.with_history(history);
        self
    }

    /// Replaces the items and shows all of them.
    pub fn replace(&mut self, items: Vec<Item>) {
        let all = (0..items.len())
            .map(|item| Ranked {
                item,
                matched: Vec::new(),
            })
            .collect();
        self.items = items;
        self.rank(all);
    }

    /// Says an item anew; order, filter and pointer stay.
    pub fn relabel(&mut self, item: usize, label: String) {
        if let Some(item) = self.items.get_mut(item) {
            item.label = label;
        }
    }

    pub fn items(&self) -> &[Item] {
        &self.items
    }

    pub fn filter(&self) -> &str {
        self.filter.value()
    }

    /// Shows these items in this order, the best selected; an index that is no item is left out.
    pub fn rank(&mut self, order: Vec<Ranked>) {
        self.shown = order;
        self.shown.retain(|ranked| ranked.item < self.items.len());
        self.state = ListState::default();
    }

    /// The item under the pointer.
    pub fn selected(&self) -> Option<usize> {
        self.shown
            .get(self.state.selected)
            .map(|ranked| ranked.item)
    }

    /// Does one action in a menu drawn over `screen`.
    pub fn on(&mut self, action: MenuAction, screen: Rect) -> Menued {
        let height = usize::from(self.areas(screen).rows.height);
        match action {
            MenuAction::Move(action) if self.state.on(action, self.shown.len(), height) => {
                Menued::Moved
            }
            MenuAction::Move(_) => Menued::Ignored,
            MenuAction::Edit(edit) => self.edit(edit),
            MenuAction::FillIn => match self.selected() {
                Some(item) => {
                    self.filter = Input::line(&self.items[item].label);
                    Menued::Filtered
                }
                None => Menued::Ignored,
            },
            MenuAction::Choose => match self.selected() {
                Some(item) if self.items[item].disabled.is_some() => Menued::Refused(item),
                Some(item) => Menued::Chosen(item),
                None => Menued::Ignored,
            },
        }
    }

    fn edit(&mut self, edit: Edit) -> Menued {
        let before = self.filter.value().to_owned();
        match self.filter.on(edit, 0) {
            _ if self.filter.value() != before => Menued::Filtered,
            Edited::Moved => Menued::Moved,
            _ => Menued::Ignored,
        }
    }

    /// The row drawn under a point; the mouse asks.
    pub fn row_at(&self, screen: Rect, at: Position) -> Option<usize> {
        let rows = self.areas(screen).rows;
        let row = rows.contains(at).then(|| usize::from(at.y - rows.y))?;
        self.state.row_at(row, self.shown.len())
    }

    pub fn caret(&self, screen: Rect, look: &Look) -> Option<Position> {
        self.filter.caret(self.areas(screen).filter, look)
    }

    /// Draws it; `told` writes the keys into title and texts.
    pub fn draw(&self, screen: Rect, buf: &mut Buffer, look: &Look, told: impl Fn(&str) -> String) {
        let areas = self.areas(screen);
        popup::draw(areas.outer, buf, look, &told(&self.title));
        paint_text(
            buf,
            Position::new(areas.filter.x.saturating_sub(2), areas.filter.y),
            1,
            look.glyphs.pointer,
            look.theme.accent,
            look.glyphs,
        );
        self.filter
            .draw(areas.filter, buf, look, &told(&self.placeholder));
        let widest_hint = self
            .shown
            .iter()
            .map(|ranked| width(&self.items[ranked.item].hint))
            .max()
            .unwrap_or(0);
        let columns = [
            Column {
                title: "",
                width: Width::Flex { min: 8, share: 1 },
                align: Align::Left,
            },
            Column {
                title: "",
                width: Width::Fixed(widest_hint.min(24) as u16),
                align: Align::Right,
            },
        ];
        let list = List {
            columns: &columns,
            len: self.shown.len(),
            state: self.state,
            is_focused: true,
            header: Header::Hidden,
            empty: &told(&self.none),
        };
        list.draw(areas.rows, buf, look, |row| self.row(row, look));
        if let Some(reason) = self
            .selected()
            .and_then(|item| self.items[item].disabled.as_ref())
        {
            let text = format!("{} {}", look.glyphs.warn, told(reason));
            paint_text(
                buf,
                areas.reason.as_position(),
                areas.reason.width,
                &text,
                look.theme.warn,
                look.glyphs,
            );
        }
    }

    fn row(&self, row: usize, look: &Look) -> Row<'_> {
        let Some(ranked) = self.shown.get(row) else {
            return Row::default();
        };
        let item = &self.items[ranked.item];
        let mut label = highlight(
            &item.label,
            &ranked.matched,
            Style::new(),
            look.theme.matched,
        );
        if item.disabled.is_some() {
            label.insert(0, Span::raw(format!("{} ", look.glyphs.cross)));
        }
        let style = if item.disabled.is_some() {
            look.theme.disabled
        } else {
            look.theme.text
        };
        Row {
            cells: vec![
                label,
                vec![Span::styled(item.hint.as_str(), look.theme.key)],
            ],
            style,
            is_checked: false,
        }
    }

    /// Where the parts are: the size follows the screen and the items, not the filter, so that the box does not jump under every key.
    fn areas(&self, screen: Rect) -> Areas {
        let height = u16::try_from(self.items.len())
            .unwrap_or(u16::MAX)
            .saturating_add(4)
            .clamp(6, (screen.height * 3 / 4).max(6));
        let outer = popup::centred(
            screen,
            CELLS.min(screen.width.saturating_sub(4)).max(24),
            height,
        );
        let inner = super::frame::inner(outer);
        let line = |y: u16| Rect {
            y: inner.y + y.min(inner.height),
            height: u16::from(y < inner.height),
            ..inner
        };
        let filter = line(0);
        let indent = filter.width.min(2);
        Areas {
            outer,
            filter: Rect {
                x: filter.x + indent,
                width: filter.width - indent,
                ..filter
            },
            rows: Rect {
                y: inner.y + inner.height.min(1),
                height: inner.height.saturating_sub(2),
                ..inner
            },
            reason: line(inner.height.saturating_sub(1).max(1)),
        }
    }
}

struct Areas {
    outer: Rect,
    filter: Rect,
    rows: Rect,
    reason: Rect,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::{PLAIN, lines_of};

    const SCREEN: Rect = Rect::new(0, 0, 34, 10);

    fn palette() -> Menu {
        let item = |label: &str, hint: &str| Item {
            label: label.into(),
            hint: hint.into(),
            disabled: None,
        };
        let mut items = vec![
            item("添加客户", "a"),
            item("合并客户", "m"),
            item("导出", "Ctrl-x"),
        ];
        items[1].disabled = Some("先选两位客户".into());
        Menu::new("命令", "输入以筛选", "没有匹配", items)
    }

    fn drawn(menu: &Menu, screen: Rect) -> Vec<String> {
        let mut buf = Buffer::empty(screen);
        menu.draw(screen, &mut buf, &PLAIN, str::to_owned);
        lines_of(&buf)
    }

    #[test]
    fn a_menu_shows_filter_items_keys_and_why_one_is_disabled() {
        let mut menu = palette();
        menu.on(MenuAction::Move(ListAction::Down), SCREEN);
        let expected = [
            "",
            "  #> 命令 ====================#",
            "  #> 输入以筛选               #",
            "  #  添加客户                a#",
            "  #> x 合并客户              m#",
            "  #  导出               Ctrl-x#",
            "  #! 先选两位客户             #",
            "  #===========================#",
            "",
            "",
        ];
        assert_eq!(
            drawn(
                &menu,
                Rect {
                    width: 33,
                    ..SCREEN
                }
            ),
            expected
        );
    }

    #[test]
    fn typing_asks_for_a_new_order_and_choosing_names_the_item() {
        let mut menu = palette();
        assert_eq!(
            menu.on(MenuAction::Edit(Edit::Type('导')), SCREEN),
            Menued::Filtered
        );
        assert_eq!(menu.filter(), "导");
        menu.rank(vec![
            Ranked {
                item: 2,
                matched: vec![0],
            },
            Ranked {
                item: 99,
                matched: vec![],
            },
        ]);
        assert_eq!(menu.on(MenuAction::Choose, SCREEN), Menued::Chosen(2));
        assert_eq!(
            menu.on(MenuAction::Move(ListAction::Down), SCREEN),
            Menued::Ignored
        );
    }

    #[test]
    fn a_disabled_item_is_refused_and_an_empty_menu_ignores() {
        let mut menu = palette();
        menu.on(MenuAction::Move(ListAction::To(1)), SCREEN);
        assert_eq!(menu.on(MenuAction::Choose, SCREEN), Menued::Refused(1));
        menu.rank(Vec::new());
        assert_eq!(menu.on(MenuAction::Choose, SCREEN), Menued::Ignored);
        assert!(
            drawn(&menu, SCREEN)
                .iter()
                .any(|line| line.contains("没有匹配"))
        );
    }

    #[test]
    fn the_caret_stands_in_the_filter_and_the_mouse_finds_items() {
        let mut menu = palette();
        menu.on(MenuAction::Edit(Edit::Paste("客户".into())), SCREEN);
        assert_eq!(menu.caret(SCREEN, &PLAIN), Some(Position::new(9, 2)));
        assert_eq!(menu.row_at(SCREEN, Position::new(10, 4)), Some(1));
        assert_eq!(menu.row_at(SCREEN, Position::new(10, 6)), None);
    }

    #[test]
    fn no_size_makes_drawing_fail() {
        for width in 0..30 {
            for height in 0..8 {
                let screen = Rect::new(0, 0, width, height);
                let mut menu = palette();
                menu.on(MenuAction::Move(ListAction::Down), screen);
                drawn(&menu, screen);
                menu.caret(screen, &PLAIN);
            }
        }
    }
}
