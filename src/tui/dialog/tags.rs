//! Choosing a tag, grouped and by a few letters: to put it on or take it off, to manage it, or to merge another into it.

use super::Dialog;
use super::bulk::planned;
use super::choice::Choice;
use crate::app::answer::Answer;
use crate::app::bulk::Plan;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::tag;
use crate::domain::id::CustomerId;
use crate::domain::name::Lang;
use crate::domain::tag::{Told, Worn};
use crate::i18n::Strings;
use crate::search::words;
use crate::tui::feed::Slot;
use crate::tui::keymap::Action;
use crate::tui::layer::{Handled, Layer, Turn};
use crate::tui::pane::profile;
use crate::tui::widget::menu::{Item, Menu, Menued, Ranked};

/// What a tag is chosen for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// To put it on these, or take it off.
    Pick(Vec<CustomerId>),
    Manage,
    /// To merge this one into it.
    Merge(String),
}

/// What a line of the menu does.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// The tag at this place of the book.
    Tag(usize),
    Make(String),
    TakeOff(String),
}

/// The tags of the shop as a menu.
pub struct Tags {
    task: Task,
    book: Vec<Told>,
    worn: Vec<Worn>,
    lines: Vec<Line>,
    lang: Lang,
    menu: Menu,
}

impl Tags {
    #[must_use]
    pub fn new(task: Task, s: &Strings) -> Self {
        let w = &s.order.tag;
        let title = match &task {
            Task::Pick(_) => w.pick_title.to_owned(),
            Task::Manage => w.book_title.to_owned(),
            Task::Merge(from) => (w.merge_title)(from),
        };
        Self {
            task,
            book: Vec::new(),
            worn: Vec::new(),
            lines: Vec::new(),
            lang: s.lang,
            menu: Menu::new(&title, s.desk.type_to_filter, w.none, Vec::new()),
        }
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::TagBook
    }

    /// Takes over the tags when they come, and the desk's language.
    pub fn settle(&mut self, turn: &Turn) {
        let Some((_, Answer::TagBook(book))) = turn.feed.get(Slot::Dialog) else {
            return;
        };
        let worn = match self.task.one() {
            Some(one) => profile::card(turn.feed, Some(one)).map_or(&[][..], |card| &card.worn),
            None => &[],
        };
        if self.lang != turn.s.lang {
            *self = Self::new(self.task.clone(), turn.s);
        }
        if self.book != *book || self.worn != worn {
            self.book.clone_from(book);
            self.worn = worn.to_vec();
            self.list(turn.s);
        }
    }

    /// Lists what answers to the filter: tags, then what can be done with the very words typed.
    fn list(&mut self, s: &Strings) {
        let typed = self.menu.filter().trim().trim_start_matches('#').to_owned();
        let (wanted, takes_off) = match typed.strip_prefix(['-', '－']) {
            Some(rest) => (rest.trim(), true),
            None => (typed.as_str(), false),
        };
        let offered: Vec<usize> = (0..self.book.len())
            .filter(|n| self.offers(&self.book[*n], takes_off))
            .collect();
        let names: Vec<String> = offered.iter().map(|n| found_by(&self.book[*n])).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut lines: Vec<Line> = words::rank(wanted, &names)
            .into_iter()
            .map(|at| self.line_of(offered[at], takes_off))
            .collect();
        // The very word typed comes before whatever looks like it.
        let exact = |line: &Line| match line {
            Line::Tag(n) => self.book[*n].name == wanted,
            Line::Make(name) | Line::TakeOff(name) => name == wanted,
        };
        lines.sort_by_key(|line| !exact(line));
        let is_new = !wanted.is_empty() && !self.book.iter().any(|told| told.name == wanted);
        if is_new && matches!(self.task, Task::Pick(_)) {
            let wanted = wanted.to_owned();
            lines.push(if takes_off {
                Line::TakeOff(wanted)
            } else {
                Line::Make(wanted)
            });
        }
        let items = lines.iter().map(|line| self.item(line, s)).collect();
        self.lines = lines;
        self.menu.replace(items);
        let order = (0..self.lines.len()).map(|item| Ranked {
            item,
            matched: Vec::new(),
        });
        self.menu.rank(order.collect());
    }

    fn offers(&self, told: &Told, takes_off: bool) -> bool {
        match &self.task {
            Task::Pick(_) if takes_off => self.task.one().is_none() || self.wears(told).is_some(),
            Task::Pick(_) | Task::Manage => true,
            Task::Merge(from) => told.name != *from,
        }
    }

    fn line_of(&self, n: usize, takes_off: bool) -> Line {
        let told = &self.book[n];
        if takes_off || (matches!(self.task, Task::Pick(_)) && self.wears(told).is_some()) {
            Line::TakeOff(told.name.clone())
        } else {
            Line::Tag(n)
        }
    }

    fn wears(&self, told: &Told) -> Option<&Worn> {
        self.worn.iter().find(|worn| worn.name == told.name)
    }

    fn item(&self, line: &Line, s: &Strings) -> Item {
        let w = &s.order.tag;
        let of = |told: &Told| {
            let auto = match self.wears(told).map(|worn| worn.rule) {
                Some(Some(_)) => format!("[x] {}({})", told.name, w.auto),
                Some(None) => format!("[x] {}", told.name),
                None => told.name.clone(),
            };
            let group = told.group.as_ref().map_or(w.no_group, |group| &group.name);
            let hint = match (&self.task, &told.group) {
                (Task::Manage, Some(group)) => {
                    format!(
                        "{} {} {}",
                        (w.choice)(group.choice),
                        (w.colour)(told.colour),
                        told.customers
                    )
                }
                (Task::Manage, None) => format!("{} {}", (w.colour)(told.colour), told.customers),
                _ => told.customers.to_string(),
            };
            (format!("{group} / {auto}"), hint)
        };
        let (label, hint) = match line {
            Line::Tag(n) => of(&self.book[*n]),
            Line::Make(name) => ((w.make)(name), String::new()),
            Line::TakeOff(name) => match self.book.iter().find(|told| told.name == *name) {
                Some(told) if self.wears(told).is_some() => of(told),
                _ => ((w.take_off)(name), String::new()),
            },
        };
        Item {
            label,
            hint,
            disabled: None,
        }
    }

    fn chosen(&mut self, item: usize, turn: &mut Turn) {
        let Some(line) = self.lines.get(item) else {
            return;
        };
        let named = |line: &Line| match line {
            Line::Tag(n) => self.book[*n].name.clone(),
            Line::Make(name) | Line::TakeOff(name) => name.clone(),
        };
        let name = named(line);
        match (&self.task, line) {
            (Task::Pick(customers), Line::TakeOff(_)) => {
                planned(turn, Plan::Untag { name }, customers);
            }
            (Task::Pick(customers), _) => planned(turn, Plan::Tag { name }, customers),
            (Task::Merge(from), _) => {
                turn.close();
                turn.run(Op::Tag(tag::Op::Merge {
                    from: vec![from.clone()],
                    into: name,
                }));
            }
            (Task::Manage, Line::Tag(n)) => {
                turn.open(Dialog::Choice(Choice::tag(&self.book[*n])));
                // What is typed now may be the very name that goes.
                self.menu = Self::new(Task::Manage, turn.s).menu;
                self.list(turn.s);
            }
            (Task::Manage, _) => {}
        }
    }
}

impl Task {
    /// The one customer it is about, where it is about one.
    fn one(&self) -> Option<CustomerId> {
        match self {
            Self::Pick(customers) => match customers.as_slice() {
                [one] => Some(*one),
                _ => None,
            },
            Self::Manage | Self::Merge(_) => None,
        }
    }
}

fn found_by(told: &Told) -> String {
    let group = told.group.as_ref().map_or("", |group| &group.name);
    format!("{} {group}", told.name)
}

impl Layer for Tags {
    fn has_unsaved(&self) -> bool {
        !self.menu.filter().is_empty()
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            // A tag stands behind its group, which is nothing to look for.
            Action::FillIn => Handled::Ignored,
            action => self.in_menu(action, turn),
        }
    }

    fn menu(&self) -> Option<&Menu> {
        Some(&self.menu)
    }

    fn heard(&mut self, menued: Menued, turn: &mut Turn) {
        match menued {
            Menued::Filtered => self.list(turn.s),
            Menued::Chosen(item) => self.chosen(item, turn),
            Menued::Ignored | Menued::Moved | Menued::Refused(_) => {}
        }
    }

    fn menu_mut(&mut self) -> Option<&mut Menu> {
        Some(&mut self.menu)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::TagId;
    use crate::domain::tag::Colour;
    use crate::i18n::strings;
    use crate::tui::widget::input::Edit;
    use crate::tui::widget::menu::MenuAction;
    use ratatui::layout::Rect;

    fn picker(names: &[&str], typed: &str) -> Tags {
        let s = strings(Lang::Zh);
        let mut tags = Tags::new(Task::Pick(vec![CustomerId(1), CustomerId(2)]), s);
        tags.book = (0..)
            .zip(names)
            .map(|(n, name)| Told {
                id: TagId(n),
                name: (*name).to_owned(),
                group: None,
                colour: Colour::Plain,
                customers: 0,
            })
            .collect();
        tags.menu.on(
            MenuAction::Edit(Edit::Paste(typed.to_owned())),
            Rect::new(0, 0, 80, 24),
        );
        tags.list(s);
        tags
    }

    #[test]
    fn the_very_word_comes_first_and_a_new_one_last() {
        for (typed, first, last) in [
            ("老客", Line::Tag(1), Line::Tag(0)),
            ("老", Line::Tag(0), Line::Make("老".into())),
            ("lk", Line::Tag(0), Line::Make("lk".into())),
            (
                "-老客",
                Line::TakeOff("老客".into()),
                Line::TakeOff("老客户".into()),
            ),
            ("新茶", Line::Make("新茶".into()), Line::Make("新茶".into())),
        ] {
            let tags = picker(&["老客户", "老客", "茶友"], typed);
            assert_eq!(tags.lines.first(), Some(&first), "{typed}");
            assert_eq!(tags.lines.last(), Some(&last), "{typed}");
        }
    }
}
