//! The rules of the shop as a menu, and what one of them would do before it is switched on.

use std::sync::Arc;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Dialog;
use super::choice::Choice;
use super::import::Import;
use super::picker::Picker;
use super::picker::told::Rows;
use super::prompt::order::Asked;
use super::prompt::{Prompt, Purpose};
use crate::app::answer::{Answer, Preview};
use crate::app::op::Op;
use crate::app::pace::Pace;
use crate::app::query::Query;
use crate::app::rule;
use crate::domain::listing::ListRow;
use crate::domain::name::Lang;
use crate::domain::rule::{Clause, Told, said};
use crate::i18n::Strings;
use crate::search::words;
use crate::tui::feed::{Feed, Slot};
use crate::tui::keymap::{Action, Scope, name_of};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::input::Edit;
use crate::tui::widget::menu::{Item, Menu, Menued, Ranked};
use crate::tui::widget::popup;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, paint};

/// The menu's lines before the rules: a new one, a run of all, the warnings, and what the desk brings along.
const FIRST: usize = 4;
const CELLS: u16 = 72;

/// The rules.
pub struct Rules {
    told: Vec<Told>,
    lang: Lang,
    menu: Menu,
}

impl Rules {
    #[must_use]
    pub fn new(s: &Strings) -> Self {
        let mut rules = Self {
            told: Vec::new(),
            lang: s.lang,
            menu: Menu::new(
                s.order.rule.title,
                s.desk.type_to_filter,
                s.order.rule.none,
                Vec::new(),
            ),
        };
        rules.list(s);
        rules
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::Rules
    }

    /// Takes over the rules when they come, and the desk's language.
    pub fn settle(&mut self, turn: &Turn) {
        let Some((_, Answer::Rules(told))) = turn.feed.get(Slot::Dialog) else {
            return;
        };
        if self.told != *told || self.lang != turn.s.lang {
            *self = Self::new(turn.s);
            self.told.clone_from(told);
            self.list(turn.s);
        }
    }

    fn list(&mut self, s: &Strings) {
        let w = &s.order.rule;
        let item = |label: &str, hint: String| Item {
            label: label.to_owned(),
            hint,
            disabled: None,
        };
        let mut items: Vec<Item> = [w.make, w.run_all, w.alerts_title, w.starter]
            .map(|label| item(label, String::new()))
            .into();
        items.extend(self.told.iter().map(|told| {
            let mark = (w.state)(told.rule.state);
            let label = format!("[{mark}] {}  {}", told.rule.name, text_in(told, s.lang));
            item(&label, (w.meeting)(told.meeting))
        }));
        self.menu.replace(items);
    }

    fn refilter(&mut self) {
        let labels: Vec<&str> = self
            .menu
            .items()
            .iter()
            .map(|item| item.label.as_str())
            .collect();
        let order = words::rank(self.menu.filter(), &labels);
        let order = order.into_iter().map(|item| Ranked {
            item,
            matched: Vec::new(),
        });
        self.menu.rank(order.collect());
    }

    fn chosen(&self, item: usize, turn: &mut Turn) {
        match item {
            0 => {
                let purpose = Purpose::Order(Asked::NewRule);
                turn.open(Dialog::Prompt(Prompt::new(purpose)));
            }
            1 => {
                let pace: Arc<Pace> = Arc::default();
                turn.run(Op::Rule(rule::Op::Run {
                    pace: Arc::clone(&pace),
                    asked: rule::Asked::ByPerson,
                }));
                turn.open(Dialog::Import(Import::working(pace)));
            }
            2 => turn.open(Dialog::Picker(Picker::rows(Rows::Alerts, turn.s))),
            3 => turn.run(Op::Rule(rule::Op::Starter(turn.s.lang))),
            n => {
                if let Some(told) = self.told.get(n - FIRST) {
                    turn.open(Dialog::Choice(Choice::rule(&told.rule)));
                }
            }
        }
    }
}

/// What a rule says, in the desk's language.
fn text_in(told: &Told, lang: Lang) -> String {
    Clause::parse(&told.rule.text).map_or_else(|_| told.rule.text.clone(), |rule| rule.print(lang))
}

impl Layer for Rules {
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

/// Who would gain and who would lose by a rule.
pub struct RulePreview {
    name: String,
    text: String,
}

impl RulePreview {
    #[must_use]
    pub fn new(name: String, text: String) -> Self {
        Self { name, text }
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::RulePreview {
            name: Some(self.name.clone()),
            text: self.text.clone(),
        }
    }

    fn enable(&self, turn: &mut Turn) {
        turn.close();
        turn.run(Op::Rule(rule::Op::Enable(self.name.clone())));
    }

    fn lines(&self, preview: &Preview, cx: &Cx) -> Vec<String> {
        let w = &cx.s.order.rule;
        let named = |sign: &str, row: &ListRow| format!("  {sign} {} {}", row.name, row.phone);
        let mut lines = vec![said(&preview.deeds, cx.s.lang), (w.gains)(preview.gains)];
        lines.extend(preview.gaining.iter().map(|row| named("+", row)));
        lines.push((w.losses)(preview.losses));
        lines.extend(preview.losing.iter().map(|row| named("-", row)));
        lines
    }
}

fn preview_in(feed: &Feed) -> Option<&Preview> {
    match feed.get(Slot::Dialog) {
        Some((Query::RulePreview { .. }, Answer::RulePreview(preview))) => Some(preview),
        _ => None,
    }
}

impl Layer for RulePreview {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choice, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Back => turn.close(),
            // Enter alone would switch on what may not have been read.
            Action::Language => return Handled::Ignored,
            _ => {}
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn key(&mut self, key: KeyEvent, turn: &mut Turn) -> Handled {
        if name_of(key) == "y" && preview_in(turn.feed).is_some() {
            self.enable(turn);
            return Handled::Yes;
        }
        Handled::Ignored
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let w = &cx.s.order.rule;
        let cells = CELLS.min(area.width);
        let told = preview_in(cx.feed).map_or_else(Vec::new, |preview| self.lines(preview, cx));
        let lines: Vec<String> = told
            .iter()
            .flat_map(|line| wrap(line, usize::from(cells.saturating_sub(4))))
            .collect();
        let most = area.height.saturating_sub(2).max(4);
        let rows = u16::try_from(lines.len() + 3).unwrap_or(most).min(most);
        let outer = popup::centred(area, cells, rows);
        let inner = popup::draw(outer, buf, &cx.look, &(w.preview_title)(&self.name));
        let mut paint_at = |y: u16, text: &str, style| {
            let at = Position::new(inner.x + 1, y);
            let (cells, glyphs) = (inner.width.saturating_sub(1), cx.look.glyphs);
            let spans = [Span::raw(text.to_owned())];
            paint(buf, at, cells, &spans, Align::Left, style, glyphs);
        };
        let room = usize::from(inner.height.saturating_sub(1));
        for (y, line) in (inner.y..).zip(lines.iter().take(room)) {
            paint_at(y, line, cx.look.theme.text);
        }
        let last = inner.bottom().saturating_sub(1);
        paint_at(last, &cx.told(w.preview_keys), cx.look.theme.muted);
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}
