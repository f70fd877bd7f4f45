//! Pages to look things up on: the quality board, whose counters open their lists, the data dictionary, the shop's policy for customer
//! information and what a customer agreed to.

use crate::app::answer::{Answer, Lists, Quality};
use crate::app::consent::Standing;
use crate::app::query::Query;
use crate::app::schema;
use crate::domain::consent::Agreed;
use crate::domain::filter::Filter;
use crate::domain::id::CustomerId;
use crate::domain::name::Lang;
use crate::domain::quality::Counter;
use crate::domain::time::Millis;
use crate::domain::view::View;
use crate::i18n::{Strings, cell, label, order};
use crate::search::words;
use crate::tui::feed::Slot;
use crate::tui::layer::{Layer, Turn, Wish};
use crate::tui::widget::menu::{Item, Menu, Menued, Ranked};
use crate::tui::widget::text::wrap::wrap;

/// The widest policy, in cells of the screen around it.
const POLICY_CELLS: u16 = 76;
/// What stands beside its lines: the way to the edges, the border, the mark of the line, the bar with its gap.
const BESIDE: u16 = 11;

/// What the page is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Quality,
    Dictionary,
    /// The policy for customer information, from the live settings.
    Policy,
    /// What a customer agreed to, and no longer does.
    Register(CustomerId),
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
            Subject::Policy => s.privacy.title,
            Subject::Register(_) => s.privacy.register,
        };
        let items = match subject {
            Subject::Quality | Subject::Policy | Subject::Register(_) => Vec::new(),
            Subject::Dictionary => dictionary(&Lists::default(), s),
        };
        let (placeholder, none) = (s.desk.type_to_filter, s.desk.no_match);
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
        match self.subject {
            Subject::Quality => Some(Query::Quality),
            Subject::Dictionary => None,
            Subject::Policy => Some(Query::Standing),
            Subject::Register(id) => Some(Query::Register { id }),
        }
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
        let items = match turn.feed.get(Slot::Dialog) {
            Some((_, Answer::Quality(board))) => {
                self.stale_days = board.stale_days;
                self.lacking.clone_from(&board.lacking);
                counters(board, turn.s)
            }
            Some((_, Answer::Standing(standing))) => policy(standing, turn),
            Some((_, Answer::Register(agreed))) => register(agreed, turn),
            _ => return,
        };
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

fn line(label: String, hint: String) -> Item {
    Item {
        label,
        hint,
        disabled: None,
    }
}

/// The score, and below it the counters, each with how it was a month ago.
fn counters(board: &Quality, s: &Strings) -> Vec<Item> {
    let (w, before) = (&s.order.quality, board.months.first());
    let before = before.map(|month| &month.board);
    let mut items = vec![line(w.score.to_owned(), order::score(&board.now, before))];
    items.extend(Counter::ALL.into_iter().enumerate().map(|(n, counter)| {
        let then = before.map(|board| board.counts[n]);
        let hint = order::trend(board.now.counts[n], then);
        line((w.counter)(counter).to_owned(), hint)
    }));
    if let Some(count) = board.now.lacking {
        let hint = order::trend(count, before.and_then(|board| board.lacking));
        items.push(line(s.standard.counter.to_owned(), hint));
    }
    items
}

/// The policy document, wrapped to what every screen has room for.
fn policy(standing: &Standing, turn: &Turn) -> Vec<Item> {
    let cells = cells(turn);
    let lines = (turn.s.privacy.policy)(&standing.policy(turn.now.today()));
    let rows = lines.iter().flat_map(|text| wrap(text, cells));
    rows.map(|text| line(text, String::new())).collect()
}

/// How wide a text may be that is told in lines.
fn cells(turn: &Turn) -> usize {
    usize::from(turn.area.width.clamp(24, POLICY_CELLS) - BESIDE)
}

/// What somebody agreed to, newest first; what was taken back says when. What proves it stands below, whole.
fn register(agreed: &[Agreed], turn: &Turn) -> Vec<Item> {
    let (s, offset) = (turn.s, turn.now.offset);
    let (w, day) = (&s.privacy, |at: Millis| at.day(offset).to_string());
    let told = |one: &Agreed| {
        let channel = one.channel;
        let parts = [
            (w.of_purpose)(one.purpose).to_owned(),
            channel
                .map_or(w.every_channel, |channel| label::channel(s, channel))
                .to_owned(),
            cell::cell(s, "customer", "legal_basis", &one.basis, offset),
            one.guardian.clone(),
        ];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let until = one
            .withdrawn_at
            .map(|at| format!("{} {}", w.withdrawn_at, day(at)));
        let below = until.into_iter().chain([one.evidence.clone()]);
        let below = below.filter(|text| !text.trim().is_empty());
        let below: Vec<String> = below
            .flat_map(|text| wrap(text.trim(), cells(turn) - 2))
            .collect();
        let first = format!("{} {}", day(one.at), said.join(" | "));
        std::iter::once(first)
            .chain(below.into_iter().map(|text| format!("  {text}")))
            .map(|text| line(text, String::new()))
    };
    match agreed {
        [] => vec![line(w.none.to_owned(), String::new())],
        agreed => agreed.iter().flat_map(told).collect(),
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
