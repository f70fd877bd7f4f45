//! Keeping the shop safe from the desk: the list of backups, making one with progress, bringing one back after a question, the doctor's
//! page, and the two questions asked at the start. The work is the keeper's (`tui::worker::keeper`).

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::answer::Answer;
use crate::app::backup::{Kept, Shelf};
use crate::app::pace::Pace;
use crate::app::query::Query;
use crate::domain::finding::{Finding, Missing, Verdict, worst};
use crate::i18n::{Strings, safe};
use crate::tui::dialog::Dialog;
use crate::tui::feed::Slot;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::widget::input::Edit;
use crate::tui::widget::menu::{Item, Menu, Menued};
use crate::tui::widget::popup;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, paint};
use crate::tui::worker::Chore;

/// The widest page, in cells.
const CELLS: u16 = 86;

/// One page of it.
pub struct Safe {
    stage: Stage,
}

enum Stage {
    Shelf {
        shelf: Shelf,
        menu: Box<Menu>,
    },
    Ask(Question),
    /// A copy is being made.
    Working(Arc<Pace>),
    /// The last copy is being made before the desk is left.
    Leaving(Arc<Pace>),
    /// The doctor looks.
    Looking,
    /// What the doctor found; how far it is scrolled.
    Found(Vec<Finding>, usize),
}

/// A question and what each key does.
enum Question {
    Restore {
        path: PathBuf,
        name: String,
        customers: i64,
    },
    Missing(Missing),
    SecondDue,
}

impl Safe {
    /// The list of backups.
    #[must_use]
    pub fn shelf(s: &Strings) -> Self {
        let shelf = Shelf::default();
        let menu = Menu::new(s.safe.title, "", s.safe.none, items(&shelf, s, None));
        Self {
            stage: Stage::Shelf {
                shelf,
                menu: Box::new(menu),
            },
        }
    }

    /// The file lacks what this computer has seen.
    #[must_use]
    pub fn missing(missing: Missing) -> Self {
        Self {
            stage: Stage::Ask(Question::Missing(missing)),
        }
    }

    /// The second place has had no copy for a week.
    #[must_use]
    pub fn second_due() -> Self {
        Self {
            stage: Stage::Ask(Question::SecondDue),
        }
    }

    /// The last backup, before the desk is left.
    #[must_use]
    pub fn leaving(pace: Arc<Pace>) -> Self {
        Self {
            stage: Stage::Leaving(pace),
        }
    }

    #[must_use]
    pub fn looking() -> Self {
        Self {
            stage: Stage::Looking,
        }
    }

    #[must_use]
    pub fn found(findings: Vec<Finding>) -> Self {
        Self {
            stage: Stage::Found(findings, 0),
        }
    }

    /// Whether the page goes away when its work is done.
    #[must_use]
    pub fn is_at_work(&self) -> bool {
        matches!(
            self.stage,
            Stage::Working(_) | Stage::Leaving(_) | Stage::Looking
        )
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Option<Query> {
        matches!(self.stage, Stage::Shelf { .. }).then_some(Query::Backups)
    }

    /// Takes over the list when it comes.
    pub fn settle(&mut self, turn: &Turn) {
        if let (Stage::Shelf { shelf, menu }, Some((_, Answer::Backups(told)))) =
            (&mut self.stage, turn.feed.get(Slot::Dialog))
            && shelf != told
        {
            shelf.clone_from(told);
            menu.replace(items(shelf, turn.s, Some(turn)));
        }
    }

    /// Says in another language whatever it keeps as words.
    pub fn speak(&mut self, s: &Strings) {
        if let Stage::Shelf { .. } = self.stage {
            *self = Self::shelf(s);
        }
    }

    fn chosen(&mut self, item: usize, turn: &mut Turn) {
        let Stage::Shelf { shelf, .. } = &self.stage else {
            return;
        };
        let doors = doors(shelf);
        match item {
            0 => {
                let pace = Arc::new(Pace::default());
                turn.wishes
                    .push(Wish::Chore(Chore::BackUp(Arc::clone(&pace))));
                self.stage = Stage::Working(pace);
            }
            1 if doors == 2 => {
                turn.close();
                turn.wishes.push(Wish::Chore(Chore::CopyAway));
            }
            item => {
                if let Some(kept) = shelf.backups.get(item - doors) {
                    let ask = Question::Restore {
                        path: kept.path.clone(),
                        name: kept.name(),
                        customers: kept.facts.count("customer"),
                    };
                    turn.open(Dialog::Safe(Box::new(Self {
                        stage: Stage::Ask(ask),
                    })));
                }
            }
        }
    }

    fn scroll(&mut self, action: Action, turn: &Turn) {
        if let Stage::Found(findings, top) = &mut self.stage {
            *top = match action {
                Action::Down | Action::PageDown | Action::HalfDown => *top + 1,
                Action::Up | Action::PageUp | Action::HalfUp => top.saturating_sub(1),
                Action::Home => 0,
                _ => *top,
            };
            let lines = found_lines(findings, turn.s, cells(turn.area), turn).len() + 2;
            *top = (*top).min(lines.saturating_sub(usize::from(turn.area.height)));
        }
    }

    fn lines(&self, cells: usize, cx: &Cx) -> Vec<(String, Style)> {
        let (w, theme) = (&cx.s.safe, cx.look.theme);
        let mut lines = Vec::new();
        let mut say = |text: &str, style: Style| {
            lines.extend(
                wrap(&cx.told(text), cells)
                    .into_iter()
                    .map(|line| (line, style)),
            );
        };
        match &self.stage {
            Stage::Working(pace) | Stage::Leaving(pace) => {
                let of = |count: &std::sync::atomic::AtomicU64| count.load(Ordering::Relaxed);
                say(&(w.working)(of(&pace.done), of(&pace.total)), theme.text);
                let way_out = match &self.stage {
                    Stage::Leaving(_) => w.esc_leaves,
                    _ => w.esc_stops,
                };
                say(way_out, theme.muted);
            }
            Stage::Looking => say(w.looking, theme.text),
            Stage::Ask(question) => {
                let (text, options) = question.told(cx);
                say(&text, theme.text);
                for (key, label) in options {
                    say(&format!("{key}  {label}"), theme.accent);
                }
            }
            Stage::Found(findings, top) => {
                let turn = Turn {
                    now: cx.now,
                    s: cx.s,
                    feed: cx.feed,
                    area: Rect::default(),
                    current: None,
                    wishes: Vec::new(),
                };
                let told = found_lines(findings, cx.s, cells, &turn);
                for (line, verdict) in told.into_iter().skip(*top) {
                    let style = match verdict {
                        Verdict::Fine => theme.text,
                        Verdict::Warning => theme.warn,
                        Verdict::Wrong => theme.danger,
                    };
                    lines.push((line, style));
                }
            }
            Stage::Shelf { .. } => {}
        }
        lines
    }

    fn title<'a>(&self, s: &'a Strings) -> &'a str {
        match self.stage {
            Stage::Looking | Stage::Found(..) => s.safe.doctor,
            _ => s.safe.title,
        }
    }
}

impl Question {
    fn told(&self, cx: &Cx) -> (String, [(char, &'static str); 2]) {
        let w = &cx.s.safe;
        match self {
            Self::Restore {
                name, customers, ..
            } => (
                (w.ask_restore)(name, *customers),
                [('y', w.yes_restore), ('n', w.no)],
            ),
            Self::Missing(missing) => (
                safe::missing(cx.s, *missing, cx.now),
                [('b', w.show_backups), ('a', w.go_on)],
            ),
            Self::SecondDue => (w.second_due.to_owned(), [('y', w.yes_copy), ('n', w.later)]),
        }
    }

    fn answer(&self, key: char, turn: &mut Turn) -> bool {
        let chore = match (self, key) {
            (Self::Restore { path, .. }, 'y') => Chore::Restore(path.clone()),
            (Self::Missing(_), 'a') => Chore::Accept,
            (Self::SecondDue, 'y') => Chore::CopyAway,
            (Self::Missing(_), 'b') => {
                turn.close();
                turn.open(Dialog::Safe(Box::new(Safe::shelf(turn.s))));
                return true;
            }
            (Self::Restore { .. } | Self::SecondDue, 'n') => {
                turn.close();
                return true;
            }
            _ => return false,
        };
        turn.close();
        turn.wishes.push(Wish::Chore(chore));
        true
    }
}

/// What stands before the backups: making one, and copying one away where a second place is set.
fn doors(shelf: &Shelf) -> usize {
    if shelf.second.is_some() { 2 } else { 1 }
}

fn items(shelf: &Shelf, s: &Strings, turn: Option<&Turn>) -> Vec<Item> {
    let item = |label: String, hint: String| Item {
        label,
        hint,
        disabled: None,
    };
    let mut items = vec![item(s.safe.now.to_owned(), String::new())];
    if shelf.second.is_some() {
        let last = shelf
            .second_at
            .zip(turn)
            .map(|(at, turn)| safe::age(s, at, turn.now));
        items.push(item(s.safe.copy_away.to_owned(), last.unwrap_or_default()));
    }
    let told = |kept: &Kept| {
        let when = turn.map_or_else(String::new, |turn| safe::when(s, kept.at, turn.now));
        item(
            format!("{when}  {}", (s.safe.reason)(kept.reason)),
            format!(
                "{}  {}",
                (s.safe.customers)(kept.facts.count("customer")),
                safe::size(kept.bytes)
            ),
        )
    };
    items.extend(shelf.backups.iter().map(told));
    items
}

/// The doctor's page, a line each with how bad it is.
fn found_lines(
    findings: &[Finding],
    s: &Strings,
    cells: usize,
    turn: &Turn,
) -> Vec<(String, Verdict)> {
    let verdict = worst(findings);
    let sum = match verdict {
        Verdict::Fine => s.safe.all_fine,
        Verdict::Warning => s.safe.some_warnings,
        Verdict::Wrong => s.safe.some_wrong,
    };
    let mut lines: Vec<(String, Verdict)> = wrap(sum, cells)
        .into_iter()
        .map(|line| (line, verdict))
        .collect();
    for finding in findings {
        let sign = match finding.verdict {
            Verdict::Fine => "+",
            Verdict::Warning => "!",
            Verdict::Wrong => "X",
        };
        let text = (s.safe.detail)(s, finding.part, &finding.detail, turn.now);
        let text = format!("{sign} {}: {text}", (s.safe.part)(finding.part));
        lines.extend(
            wrap(&text, cells)
                .into_iter()
                .map(|line| (line, finding.verdict)),
        );
    }
    lines
}

fn cells(area: Rect) -> usize {
    usize::from(CELLS.min(area.width).saturating_sub(4))
}

impl Layer for Safe {
    fn scopes(&self) -> &'static [Scope] {
        match self.stage {
            Stage::Shelf { .. } => &[Scope::Menu, Scope::Global],
            Stage::Found(..) => &[Scope::Choice, Scope::List, Scope::Global],
            _ => &[Scope::Choice, Scope::Global],
        }
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match (action, &self.stage) {
            (Action::Back, Stage::Working(pace) | Stage::Leaving(pace)) => {
                pace.cancel.store(true, Ordering::Relaxed);
            }
            (Action::Back, _) | (Action::Submit, Stage::Found(..)) => turn.close(),
            (Action::Language, _) => return Handled::Ignored,
            (action, Stage::Found(..)) => self.scroll(action, turn),
            (action, Stage::Shelf { .. }) => return self.in_menu(action, turn),
            _ => {}
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn key(&mut self, key: KeyEvent, turn: &mut Turn) -> Handled {
        if let (Stage::Leaving(pace), KeyCode::Char('q')) = (&self.stage, key.code) {
            // Asked twice, as at the desk: at once.
            pace.cancel.store(true, Ordering::Relaxed);
            return Handled::Yes;
        }
        let (Stage::Ask(question), KeyCode::Char(typed)) = (&self.stage, key.code) else {
            return Handled::Ignored;
        };
        if question.answer(typed, turn) {
            Handled::Yes
        } else {
            Handled::Ignored
        }
    }

    fn menu(&self) -> Option<&Menu> {
        match &self.stage {
            Stage::Shelf { menu, .. } => Some(menu),
            _ => None,
        }
    }

    fn menu_mut(&mut self) -> Option<&mut Menu> {
        match &mut self.stage {
            Stage::Shelf { menu, .. } => Some(menu),
            _ => None,
        }
    }

    fn heard(&mut self, menued: Menued, turn: &mut Turn) {
        if let Menued::Chosen(item) = menued {
            self.chosen(item, turn);
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        if let Stage::Shelf { menu, .. } = &self.stage {
            return menu.draw(area, buf, &cx.look, |text| cx.told(text));
        }
        let lines = self.lines(cells(area), cx);
        let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let outer = popup::centred(area, CELLS, rows);
        let inner = popup::draw(outer, buf, &cx.look, self.title(cx.s));
        for (n, (line, style)) in (0..inner.height).zip(lines) {
            let at = Position::new(inner.x + 1, inner.y + n);
            let room = inner.width.saturating_sub(1);
            let spans = [Span::styled(line, style)];
            paint(buf, at, room, &spans, Align::Left, style, cx.look.glyphs);
        }
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        match &self.stage {
            Stage::Shelf { menu, .. } => menu.caret(area, &cx.look),
            _ => None,
        }
    }
}
