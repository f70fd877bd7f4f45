//! Lists to choose from with a filter: help, palette, recycle bin, history.

mod account;
mod rows;
pub mod told;

use self::told::{Rows, Target};
use super::Dialog;
use super::choice::Choice;
use super::merge::Merge;
use super::page::Page;
use super::prompt::order::Asked;
use super::prompt::own;
use super::prompt::{Prompt, Purpose};
use crate::app::answer::{Answer, Suspect};
use crate::app::op::Op;
use crate::app::past::field_label;
use crate::app::query::Query;
use crate::app::setting::{self, Key};
use crate::app::{customer, history};
use crate::domain::command::{self, Command};
use crate::domain::custom;
use crate::domain::customer::Customer;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::listing::apart;
use crate::domain::name::Lang;
use crate::domain::past::Field;
use crate::domain::view::starter;
use crate::i18n::desk::DeskWords;
use crate::i18n::howto::{self, HowTo};
use crate::i18n::{Strings, label, strings};
use crate::search::words;
use crate::tui::feed::Slot;
use crate::tui::keymap::{Action, Bound, Scope};
use crate::tui::layer::{Handled, Layer, Turn, Wish};
use crate::tui::needs::{self, Need};
use crate::tui::state::State;
use crate::tui::widget::menu::{Item, Menu, Menued, Ranked};
use crate::tui::widget::toast::Level;

/// How many pairs are listed.
const SUSPECTS: usize = 300;

/// What the list is of.
enum Of {
    /// What can be done; the words each is found by.
    Actions {
        at: Place,
        /// Each with what stands in its way.
        rows: Vec<(Bound, Option<Need>)>,
        found_by: Vec<String>,
    },
    Bin(Vec<CustomerId>),
    History(Vec<OpId>),
    /// Pairs who may be one person.
    Suspects(Vec<(CustomerId, CustomerId)>),
    /// What a field was before.
    Past {
        customer: CustomerId,
        field: Field,
        ops: Vec<OpId>,
    },
    /// Points, coupons and wants of a customer, and what can be done with them.
    Account {
        customer: CustomerId,
        rows: Vec<account::Row>,
    },
    /// Questions, each with its answer.
    HowTo,
    /// Something of the file's, with what each line does.
    Rows(Rows, Vec<Target>),
}

/// Where something can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where the focus is.
    Here,
    /// In any pane.
    Anywhere,
}

impl Place {
    fn title(self, w: &DeskWords) -> &'static str {
        match self {
            Self::Here => w.help_title,
            Self::Anywhere => w.palette_title,
        }
    }
}

/// A list with a filter.
pub struct Picker {
    of: Of,
    menu: Menu,
}

impl Picker {
    /// Every key that holds where the focus is.
    #[must_use]
    pub fn help(state: &State) -> Self {
        let (keymap, scopes) = (&state.keymap, state.scopes());
        let rows = keymap
            .holding(scopes)
            .filter(|row| keymap.keys_here(row, scopes).next().is_some());
        Self::of_state(Place::Here, rows, scopes, state)
    }

    /// Every action of the desk; those used last come first.
    #[must_use]
    pub fn palette(state: &State) -> Self {
        let mut rows: Vec<&Bound> = state.keymap.of_the_desk().collect();
        rows.sort_by_key(|row| {
            let place = state.recent.iter().position(|one| *one == row.action);
            place.unwrap_or(usize::MAX)
        });
        Self::of_state(Place::Anywhere, rows, &[], state)
    }

    fn of_state<'a>(
        at: Place,
        rows: impl IntoIterator<Item = &'a Bound>,
        scopes: &[Scope],
        state: &State,
    ) -> Self {
        let row = |row: &Bound| {
            let mut shown = row.clone();
            let keys = state.keymap.keys_here(row, scopes);
            shown.keys = keys.map(str::to_owned).collect();
            (shown, needs::obstacle(state, row.action))
        };
        Self::actions(at, rows.into_iter().map(row).collect(), state.s)
    }

    fn actions(at: Place, rows: Vec<(Bound, Option<Need>)>, s: &'static Strings) -> Self {
        let items = rows
            .iter()
            .map(|(row, need)| Item {
                label: row.label(&s.desk.action).to_owned(),
                hint: row.shown(),
                disabled: need.map(|need| need.words(s)),
            })
            .collect();
        let other = strings(if s.lang == Lang::Zh {
            Lang::En
        } else {
            Lang::Zh
        });
        // Found by its name in either language, and by its key.
        let found_by = rows
            .iter()
            .map(|(row, _)| {
                format!(
                    "{}\n{}\n{}",
                    row.label(&s.desk.action),
                    row.label(&other.desk.action),
                    row.shown()
                )
            })
            .collect();
        Self {
            of: Of::Actions { at, rows, found_by },
            menu: Menu::new(
                at.title(&s.desk),
                s.desk.type_to_filter,
                s.desk.no_match,
                items,
            ),
        }
    }

    /// Questions of a new user.
    #[must_use]
    pub fn how_to(s: &Strings) -> Self {
        let item = |how: &HowTo| Item {
            label: how.question.to_owned(),
            hint: String::new(),
            disabled: None,
        };
        let items = howto::all(s).iter().map(item).collect();
        Self {
            of: Of::HowTo,
            menu: Menu::new(
                s.desk.howto_title,
                s.desk.type_to_filter,
                s.desk.no_match,
                items,
            ),
        }
    }

    /// What lies in the bin.
    #[must_use]
    pub fn bin(s: &Strings) -> Self {
        Self {
            of: Of::Bin(Vec::new()),
            menu: Menu::new(
                s.desk.bin_title,
                s.desk.type_to_filter,
                s.desk.bin_empty,
                Vec::new(),
            ),
        }
    }

    /// The newest ops.
    #[must_use]
    pub fn history(s: &Strings) -> Self {
        Self {
            of: Of::History(Vec::new()),
            menu: Menu::new(
                s.desk.history_title,
                s.desk.type_to_filter,
                s.desk.no_match,
                Vec::new(),
            ),
        }
    }

    /// Who may be in the book twice.
    #[must_use]
    pub fn suspects(s: &Strings) -> Self {
        let none = searching(s, 0);
        Self {
            of: Of::Suspects(Vec::new()),
            menu: Menu::new(
                s.desk.action.merge,
                s.desk.type_to_filter,
                &none,
                Vec::new(),
            ),
        }
    }

    /// What a field was before.
    #[must_use]
    pub fn past(customer: CustomerId, field: Field, s: &Strings) -> Self {
        let title = (s.merge.past_title)(field_label(s, field));
        Self {
            of: Of::Past {
                customer,
                field,
                ops: Vec::new(),
            },
            menu: Menu::new(&title, s.desk.type_to_filter, s.merge.past_none, Vec::new()),
        }
    }

    /// What a customer has with the shop beside the money.
    #[must_use]
    pub fn account(customer: CustomerId, s: &Strings) -> Self {
        Self {
            of: Of::Account {
                customer,
                rows: Vec::new(),
            },
            menu: Menu::new(
                s.trade.title,
                s.desk.type_to_filter,
                s.desk.no_match,
                Vec::new(),
            ),
        }
    }

    /// Lines of the file's.
    #[must_use]
    pub fn rows(rows: Rows, s: &'static Strings) -> Self {
        let (title, typing, none) = rows.words(s);
        let (items, targets) = rows.own_lines(s).into_iter().unzip();
        Self {
            menu: Menu::new(&title, typing, none, items),
            of: Of::Rows(rows, targets),
        }
    }

    /// Begins again in another language.
    pub fn speak(&mut self, s: &'static Strings) {
        *self = match &mut self.of {
            Of::Actions { at, rows, .. } => Self::actions(*at, std::mem::take(rows), s),
            Of::Bin(_) => Self::bin(s),
            Of::History(_) => Self::history(s),
            Of::Suspects(_) => Self::suspects(s),
            Of::Past {
                customer, field, ..
            } => Self::past(*customer, *field, s),
            Of::Account { customer, .. } => Self::account(*customer, s),
            Of::HowTo => Self::how_to(s),
            Of::Rows(rows, _) => Self::rows(rows.clone(), s),
        };
    }

    /// Whether it lists what can be done where it was opened.
    #[must_use]
    pub fn is_help(&self) -> bool {
        matches!(
            self.of,
            Of::Actions {
                at: Place::Here,
                ..
            }
        )
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Option<Query> {
        match &self.of {
            Of::Rows(rows, _) => rows.query(self.menu.filter().trim()),
            Of::Actions { .. } | Of::HowTo => None,
            Of::Bin(_) => Some(Query::Bin),
            Of::History(_) => Some(Query::History { customer: None }),
            Of::Suspects(_) => Some(Query::Duplicates { limit: SUSPECTS }),
            Of::Past {
                customer, field, ..
            } => Some(Query::Past {
                customer: *customer,
                field: *field,
            }),
            Of::Account { customer, .. } => Some(Query::Account { id: *customer }),
        }
    }

    /// Takes over the rows when they come.
    pub fn settle(&mut self, turn: &Turn) {
        let (s, today, offset) = (turn.s, turn.now.today(), turn.now.offset);
        match (&mut self.of, turn.feed.get(Slot::Dialog)) {
            (Of::Bin(ids), Some((_, Answer::Bin(customers))))
                if !ids.iter().eq(customers.iter().map(|customer| &customer.id)) =>
            {
                *ids = customers.iter().map(|customer| customer.id).collect();
                let when = |customer: &Customer| {
                    customer
                        .deleted_at
                        .map(|at| label::distance(s, at.day(offset), today))
                        .unwrap_or_default()
                };
                self.menu.replace(
                    customers
                        .iter()
                        .map(|c| Item {
                            label: told_apart(c, customers),
                            hint: when(c),
                            disabled: None,
                        })
                        .collect(),
                );
            }
            (Of::History(ids), Some((_, Answer::History(traces))))
                if !ids.iter().eq(traces.iter().map(|trace| &trace.op.id)) =>
            {
                *ids = traces.iter().map(|trace| trace.op.id).collect();
                let item = |trace: &crate::app::answer::Trace| Item {
                    label: label::step(s, &trace.step),
                    hint: label::stamp(trace.op.at.at(offset), today),
                    disabled: (trace.op.undone_by.is_some() || trace.op.undo_of.is_some())
                        .then(|| s.desk.already_undone.to_owned()),
                };
                self.menu.replace(traces.iter().map(item).collect());
            }
            (Of::Suspects(ids), Some((_, Answer::Suspects(found)))) => {
                let pair = |pair: &Suspect| (pair.one.id, pair.other.id);
                match found.permille {
                    // What was found before stays while the search goes on again.
                    Some(permille) => self.menu.none = searching(s, permille / 10),
                    None if ids.is_empty()
                        || !ids.iter().copied().eq(found.pairs.iter().map(pair)) =>
                    {
                        *ids = found.pairs.iter().map(pair).collect();
                        self.menu.none = s.merge.no_suspects.to_owned();
                        self.menu.title = rows::suspects_title(s, found);
                        let items = found.pairs.iter().map(|pair| rows::suspect(s, pair));
                        self.menu.replace(items.collect());
                    }
                    None => {}
                }
            }
            (Of::Past { ops, .. }, Some((_, Answer::Past(changes))))
                if !ops.iter().eq(changes.iter().map(|past| &past.op.id)) =>
            {
                *ops = changes.iter().map(|past| past.op.id).collect();
                let items = changes.iter().map(|past| rows::past(s, past, turn.now));
                self.menu.replace(items.collect());
            }
            (Of::Account { rows, .. }, Some((_, Answer::Account(account)))) => {
                let (found, items) = account::rows(account, s, today);
                if *rows != found || rows.is_empty() {
                    *rows = found;
                    self.menu.title = account::title(account, s);
                    self.menu.replace(items);
                }
            }
            (Of::Rows(rows, targets), Some((query, answer)))
                if rows.query(self.menu.filter().trim()).as_ref() == Some(query) =>
            {
                let Some(lines) = rows.lines(answer, s, turn.now) else {
                    return;
                };
                let (items, new): (Vec<Item>, Vec<Target>) = lines.into_iter().unzip();
                let is_searched = rows.is_searched();
                *targets = new;
                if items != self.menu.items() {
                    self.menu.replace(items);
                    if !is_searched {
                        self.refilter();
                    }
                }
            }
            _ => {}
        }
    }

    fn refilter(&mut self) {
        if matches!(&self.of, Of::Rows(rows, _) if rows.is_searched()) {
            return;
        }
        let labels: Vec<&str> = match &self.of {
            Of::Actions { found_by, .. } => found_by.iter().map(String::as_str).collect(),
            Of::Bin(_)
            | Of::History(_)
            | Of::HowTo
            | Of::Suspects(_)
            | Of::Past { .. }
            | Of::Account { .. }
            | Of::Rows(..) => self
                .menu
                .items()
                .iter()
                .map(|item| item.label.as_str())
                .collect(),
        };
        let order = words::rank(self.menu.filter(), &labels)
            .into_iter()
            .map(|item| Ranked {
                item,
                matched: Vec::new(),
            })
            .collect();
        self.menu.rank(order);
    }

    fn chosen(&self, item: usize, turn: &mut Turn) {
        // The list of pairs waits below the pair that is looked at.
        if let Of::Suspects(pairs) = &self.of {
            if let Some((one, other)) = pairs.get(item) {
                turn.open(Dialog::Merge(Merge::new(*one, *other)));
            }
            return;
        }
        if let Of::Rows(_, targets) = &self.of {
            return follow(targets.get(item), turn);
        }
        turn.close();
        match &self.of {
            Of::Account { customer, rows } => {
                if let Some(row) = rows.get(item) {
                    row.chosen(*customer, turn);
                }
            }
            Of::Rows(..) | Of::Suspects(_) | Of::Past { .. } => {}
            Of::Actions { rows, .. } => turn
                .wishes
                .extend(rows.get(item).map(|(row, _)| Wish::Command(row.action))),
            Of::HowTo => {
                if item < howto::COUNT {
                    turn.open(Dialog::Page(Page::how_to(item)));
                }
            }
            Of::Bin(ids) => turn.wishes.extend(
                ids.get(item)
                    .map(|id| Wish::Run(Box::new(Op::Customer(customer::Op::Restore(vec![*id]))))),
            ),
            Of::History(ids) => turn.wishes.extend(
                ids.get(item)
                    .map(|id| Wish::Run(Box::new(Op::History(history::Op::Undo(Some(*id)))))),
            ),
        }
    }
}

/// A name, with what tells it from another one in the bin.
fn told_apart(one: &Customer, all: &[Customer]) -> String {
    let (name, about) = (&one.about.name, &one.about);
    if all.iter().filter(|other| other.about.name == *name).count() < 2 {
        return name.clone();
    }
    let beside = apart("", &about.city, &about.company);
    // Nothing but the number is left to tell them apart by.
    let number = one.id.to_string();
    let tail = &number[number.len().saturating_sub(4)..];
    format!("{name} {}", if beside.is_empty() { tail } else { &beside })
}

/// Does what a line of the file's says.
fn follow(target: Option<&Target>, turn: &mut Turn) {
    match target {
        None | Some(Target::Nothing) => return,
        Some(_) => turn.close(),
    }
    match target {
        Some(Target::Show(id)) => turn.wishes.push(Wish::Show(*id)),
        Some(Target::Run(op)) => turn.run((**op).clone()),
        Some(Target::Ask(own, text)) => {
            let purpose = Purpose::Own(own.clone());
            turn.open(Dialog::Prompt(Prompt::with(purpose, text)));
        }
        Some(Target::Cut(cut, text)) => {
            let purpose = Purpose::Order(Asked::Cut(cut.clone()));
            turn.open(Dialog::Prompt(Prompt::with(purpose, text)));
        }
        Some(Target::List(rows)) => {
            turn.open(Dialog::Picker(Picker::rows(rows.clone(), turn.s)));
        }
        None | Some(Target::Nothing) => {}
    }
}

/// How far the search for duplicates is, and how it is stopped.
fn searching(s: &Strings, percent: u16) -> String {
    format!("{}   {}", (s.merge.searching)(percent), s.merge.search_stop)
}

/// Does a command that was typed in full; whether it was one.
fn typed(line: &str, turn: &mut Turn) -> Handled {
    let Some(command) = command::read(line) else {
        return Handled::Ignored;
    };
    let rows = match command {
        Command::AddField(text) => {
            if let Err(unfit) = own::add(&text, turn) {
                let why = crate::app::Error::from(unfit).message(turn.s);
                turn.say(Level::Error, why);
            }
            return Handled::Yes;
        }
        Command::RemoveField(name) => {
            remove_field(&name, turn);
            return Handled::Yes;
        }
        Command::Set(key, value) => {
            set(&key, &value, turn);
            return Handled::Yes;
        }
        Command::Fields => match turn.current {
            Some(customer) => Rows::Fields { customer },
            None => {
                turn.hint(turn.s.desk.no_customer);
                return Handled::Yes;
            }
        },
        Command::Sources => Rows::Sources,
        Command::Advocates => Rows::Advocates,
        Command::Changes => Rows::drift(turn.now.today()),
        Command::Schema => {
            turn.close();
            turn.wishes.push(Wish::Act(Action::DataDictionary));
            return Handled::Yes;
        }
        Command::Stale => {
            turn.close();
            let stale = starter::stale(turn.s.lang);
            let look = stale.map(|(name, view)| Wish::Look(Some(name), Box::new(view)));
            turn.wishes.extend(look);
            return Handled::Yes;
        }
    };
    turn.close();
    turn.open(Dialog::Picker(Picker::rows(rows, turn.s)));
    Handled::Yes
}

/// Changes a setting of the shop.
fn set(key: &str, value: &str, turn: &mut Turn) {
    if command::setting(key) == "agent" {
        turn.close();
        turn.run(Op::Setting(setting::Op::NameAgent(value.to_owned())));
        return;
    }
    let said = Key::named(key).and_then(|key| Some((key, key.read(value)?)));
    match said {
        Some((key, value)) => {
            turn.close();
            turn.run(Op::Setting(setting::Op::Set { key, value }));
        }
        None => turn.say(Level::Error, (turn.s.standard.no_setting)(key)),
    }
}

fn remove_field(name: &str, turn: &mut Turn) {
    let found = match turn.feed.get(Slot::Lists) {
        Some((_, Answer::Lists(lists))) => custom::named(&lists.fields, name).cloned(),
        _ => None,
    };
    match found {
        Some(field) => {
            turn.close();
            turn.open(Dialog::Choice(Choice::remove_field(&field)));
        }
        None => {
            let why = crate::app::Error::NotFound(crate::domain::kind::Kind::Field);
            turn.say(Level::Error, why.message(turn.s));
        }
    }
}

impl Layer for Picker {
    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        let is_typed = action == Action::Submit && matches!(self.of, Of::Actions { .. });
        if is_typed && typed(self.menu.filter(), turn) == Handled::Yes {
            return Handled::Yes;
        }
        self.in_menu(action, turn)
    }

    fn menu(&self) -> Option<&Menu> {
        Some(&self.menu)
    }

    fn heard(&mut self, menued: Menued, turn: &mut Turn) {
        match menued {
            Menued::Ignored | Menued::Moved => {}
            Menued::Filtered => self.refilter(),
            Menued::Chosen(item) => self.chosen(item, turn),
            Menued::Refused(item) => {
                let item = self.menu.items().get(item);
                let why = item.and_then(|item| item.disabled.clone());
                turn.say(Level::Info, why.unwrap_or_default());
            }
        }
    }

    fn menu_mut(&mut self) -> Option<&mut Menu> {
        Some(&mut self.menu)
    }
}
