//! Pages to look things up on: the quality board, whose counters open their lists, and the data dictionary.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::answer::{Answer, Lists};
use crate::app::query::Query;
use crate::app::schema;
use crate::domain::filter::Filter;
use crate::domain::name::Lang;
use crate::domain::quality::Counter;
use crate::domain::view::View;
use crate::i18n::{Strings, order};
use crate::search::words;
use crate::tui::feed::Slot;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::Edit;
use crate::tui::widget::list::state::ListAction;
use crate::tui::widget::menu::{Item, Menu, MenuAction, Menued, Ranked};

/// What the page is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Quality,
    Dictionary,
}

/// A page with a filter.
pub struct Board {
    subject: Subject,
    lang: Lang,
    items: Vec<Item>,
    /// What a record must not be verified for to be stale, as the counters were told.
    stale_days: u16,
    /// Who lacks what the shop asks for.
    lacking: Option<Filter>,
    menu: Menu,
}

impl Board {
    #[must_use]
    pub fn new(subject: Subject, s: &Strings) -> Self {
        let title = match subject {
            Subject::Quality => s.order.quality.title,
            Subject::Dictionary => s.order.schema.title,
        };
        let items = match subject {
            Subject::Quality => Vec::new(),
            Subject::Dictionary => dictionary(&Lists::default(), s),
        };
        let (placeholder, none) = (s.desk.type_to_filter, s.desk.no_hits);
        Self {
            subject,
            lang: s.lang,
            menu: Menu::new(title, placeholder, none, items.clone()),
            stale_days: 0,
            lacking: None,
            items,
        }
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Option<Query> {
        (self.subject == Subject::Quality).then_some(Query::Quality)
    }

    /// Takes over the board when it comes, and the desk's language.
    pub fn settle(&mut self, turn: &Turn) {
        if self.lang != turn.s.lang {
            *self = Self::new(self.subject, turn.s);
        }
        if let (Subject::Dictionary, Some((_, Answer::Lists(lists)))) =
            (self.subject, turn.feed.get(Slot::Lists))
        {
            self.show(dictionary(lists, turn.s));
        }
        let Some((_, Answer::Quality(board))) = turn.feed.get(Slot::Dialog) else {
            return;
        };
        let (w, before) = (&turn.s.order.quality, board.months.first());
        let before = before.map(|month| &month.board);
        let item = |label: String, hint: String| Item {
            label,
            hint,
            disabled: None,
        };
        let mut items = vec![item(w.score.to_owned(), order::score(&board.now, before))];
        items.extend(Counter::ALL.into_iter().enumerate().map(|(n, counter)| {
            let then = before.map(|board| board.counts[n]);
            let hint = order::trend(board.now.counts[n], then);
            item((w.counter)(counter).to_owned(), hint)
        }));
        if let (Some(count), Some(filter)) = (board.now.lacking, &board.lacking) {
            let hint = order::trend(count, before.and_then(|board| board.lacking));
            items.push(item(turn.s.standard.counter.to_owned(), hint));
            self.lacking = Some(filter.clone());
        }
        self.stale_days = board.stale_days;
        self.show(items);
    }

    fn show(&mut self, items: Vec<Item>) {
        if self.items != items {
            self.items.clone_from(&items);
            self.menu.replace(items);
        }
    }

    fn refilter(&mut self) {
        let labels: Vec<&str> = self.items.iter().map(|item| item.label.as_str()).collect();
        let order = words::rank(self.menu.filter(), &labels);
        let order = order.into_iter().map(|item| Ranked {
            item,
            matched: Vec::new(),
        });
        self.menu.rank(order.collect());
    }

    /// The counters stand below the score.
    fn chosen(&self, item: usize, turn: &mut Turn) {
        let counter = item.checked_sub(1).map(|n| Counter::ALL.get(n));
        let filter = match counter {
            Some(Some(counter)) => Some(counter.filter(self.stale_days)),
            Some(None) => self.lacking.clone(),
            None => None,
        };
        if let (Subject::Quality, Some(filter)) = (self.subject, filter) {
            turn.close();
            let view = View::of(filter);
            turn.wishes.push(Wish::Look(None, Box::new(view)));
        }
    }

    fn menu(&mut self, action: MenuAction, turn: &mut Turn) -> Handled {
        match self.menu.on(action, turn.area) {
            Menued::Ignored => return Handled::Ignored,
            Menued::Moved | Menued::Refused(_) => {}
            Menued::Filtered => self.refilter(),
            Menued::Chosen(item) => self.chosen(item, turn),
        }
        Handled::Yes
    }
}

/// Every field in both languages, and who sees it how long.
fn dictionary(lists: &Lists, s: &Strings) -> Vec<Item> {
    let w = &s.order.schema;
    let told = |line: schema::Line| {
        let allowed = match line.allowed.join(" ") {
            words if words.is_empty() => words,
            words => format!("  [{words}]"),
        };
        let must = line.must.map_or(String::new(), |must| format!("  {must}"));
        Item {
            label: format!("{}  {} / {}{allowed}{must}", line.name, line.zh, line.en),
            hint: format!("{} {}", (w.seen_by)(line.seen), (w.stays_for)(line.stays)),
            disabled: None,
        }
    };
    schema::lines(lists, s).into_iter().map(told).collect()
}

impl Layer for Board {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Menu, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Back => turn.close(),
            Action::Submit => {
                self.menu(MenuAction::Choose, turn);
            }
            action => match ListAction::of(action) {
                Some(action) => {
                    self.menu(MenuAction::Move(action), turn);
                }
                None => return Handled::Ignored,
            },
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        self.menu(MenuAction::Edit(edit), turn)
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn click(&mut self, at: Position, turn: &mut Turn) -> Handled {
        match self.menu.row_at(turn.area, at) {
            Some(row) => {
                self.menu(MenuAction::Move(ListAction::To(row)), turn);
                self.menu(MenuAction::Choose, turn)
            }
            None => Handled::Ignored,
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        self.menu.draw(area, buf, &cx.look);
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.menu.caret(area, &cx.look)
    }
}
