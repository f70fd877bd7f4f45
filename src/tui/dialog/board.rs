//! Pages to look things up on: the quality board, whose counters open their lists, and the data dictionary.

use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::app::schema::{self, Entry};
use crate::domain::name::Lang;
use crate::domain::quality::Counter;
use crate::domain::view::View;
use crate::i18n::{Strings, order, strings};
use crate::search::words;
use crate::tui::feed::Slot;
use crate::tui::layer::{Layer, Turn, Wish};
use crate::tui::widget::menu::{Item, Menu, Menued, Ranked};

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
            Subject::Dictionary => schema::entries().map(|entry| told(&entry, s)).collect(),
        };
        let (placeholder, none) = (s.desk.type_to_filter, s.desk.no_match);
        Self {
            subject,
            lang: s.lang,
            menu: Menu::new(title, placeholder, none, items.clone()),
            stale_days: 0,
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
        self.stale_days = board.stale_days;
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
        let counter = item.checked_sub(1).and_then(|n| Counter::ALL.get(n));
        if let (Subject::Quality, Some(counter)) = (self.subject, counter) {
            turn.close();
            let view = View::of(counter.filter(self.stale_days));
            turn.wishes.push(Wish::Look(None, Box::new(view)));
        }
    }
}

/// A field in both languages, and who sees it how long.
fn told(entry: &Entry, s: &Strings) -> Item {
    let w = &s.order.schema;
    let (zh, en) = (
        entry.meaning(strings(Lang::Zh)),
        entry.meaning(strings(Lang::En)),
    );
    let allowed = match entry.allowed().join(" ") {
        words if words.is_empty() => words,
        words => format!("  [{words}]"),
    };
    Item {
        label: format!("{}  {zh} / {en}{allowed}", entry.name()),
        hint: format!(
            "{} {}",
            (w.seen_by)(entry.seen()),
            (w.stays_for)(entry.stays())
        ),
        disabled: None,
    }
}

impl Layer for Board {
    fn menu(&self) -> Option<&Menu> {
        Some(&self.menu)
    }

    fn heard(&mut self, menued: Menued, turn: &mut Turn) {
        match menued {
            Menued::Filtered => self.refilter(),
            Menued::Chosen(item) => self.chosen(item, turn),
            Menued::Ignored | Menued::Moved | Menued::Refused(_) => {}
        }
    }

    fn menu_mut(&mut self) -> Option<&mut Menu> {
        Some(&mut self.menu)
    }
}
