//! The dashboard: what the shop's own numbers say, a page for each question, and the list behind every number. What is told stands in
//! `i18n::report::sheet`, how it stands in cells in `lay`.

mod lay;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span as Piece;

use crate::app::answer::Answer;
use crate::app::insight::{Ask, Told};
use crate::app::query::Query;
use crate::i18n::Strings;
use crate::i18n::report::sheet::{self, Opens, Sheet};
use crate::insight::period::{Period, Span};
use crate::insight::shop::Group;
use crate::tui::dialog::Dialog;
use crate::tui::dialog::export::{Export, Subject};
use crate::tui::feed::Slot;
use crate::tui::glyph::{Glyphs, UNICODE};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn, Wish};
use crate::tui::state::Focus;
use crate::tui::widget::frame;
use crate::tui::widget::input::Edit;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, paint};
use lay::{Ink, Line};

/// Lines above the sheet: the names of the pages, and a blank.
const HEAD: u16 = 2;

/// One page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    Overview,
    Calls,
    Segments,
    Cohorts,
    Baskets,
    Check,
}

impl Section {
    const ALL: [Self; 6] = [
        Self::Overview,
        Self::Calls,
        Self::Segments,
        Self::Cohorts,
        Self::Baskets,
        Self::Check,
    ];

    fn place(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or(0)
    }

    fn ask(self) -> Ask {
        match self {
            Self::Overview | Self::Calls | Self::Segments | Self::Cohorts => Ask::Figures,
            Self::Baskets => Ask::Laws,
            Self::Check => Ask::Backtest,
        }
    }
}

/// What lies over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Over {
    /// Those behind a number.
    Members(Group),
    Definitions,
}

/// Where the pointer stands: the how-manieth piece that leads somewhere, and the first line shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Pointer {
    at: usize,
    top: usize,
}

/// The page that is open.
pub struct Dashboard {
    today: NaiveDate,
    period: Period,
    section: Section,
    over: Option<Over>,
    pointer: Pointer,
    /// Where the pointer stood on the page below a list.
    below: Pointer,
    told: Option<(Span, Ask, Told)>,
}

impl Dashboard {
    #[must_use]
    pub fn new(today: NaiveDate) -> Self {
        Self {
            today,
            period: Period::default(),
            section: Section::default(),
            over: None,
            pointer: Pointer::default(),
            below: Pointer::default(),
            told: None,
        }
    }

    fn ask(&self) -> Ask {
        match &self.over {
            Some(Over::Members(group)) => Ask::Members(group.clone()),
            _ => self.section.ask(),
        }
    }

    /// What it shows of the file.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::Insight {
            span: self.period.until(self.today),
            ask: self.ask(),
        }
    }

    /// Takes over an answer when it is the one asked for; what was told before stays until then.
    pub fn settle(&mut self, turn: &Turn) {
        self.today = turn.now.today();
        if let Some((Query::Insight { span, ask }, Answer::Insight(told))) =
            turn.feed.get(Slot::Dialog)
            && (*span, ask) == (self.period.until(self.today), &self.ask())
        {
            self.told = Some((*span, ask.clone(), told.clone()));
        }
    }

    fn sheet(&self, s: &Strings) -> Option<Sheet> {
        let (span, ask, told) = self.told.as_ref()?;
        if *ask != self.ask() {
            return None;
        }
        Some(match (told, self.section) {
            (Told::Figures(figures), Section::Calls) => sheet::churn(s, figures),
            (Told::Figures(figures), Section::Segments) => {
                let mut told = sheet::segments(s, figures);
                told.parts.insert(0, sheet::grid(s, figures));
                told
            }
            (Told::Figures(figures), Section::Cohorts) => sheet::cohorts(s, figures),
            (Told::Figures(figures), _) => sheet::overview(s, figures),
            (Told::Laws(laws), _) => sheet::laws(s, *span, laws),
            (Told::Backtest(told), _) => sheet::backtest(s, *span, told),
            (Told::Members(members), _) => {
                let Some(Over::Members(group)) = &self.over else {
                    return None;
                };
                Sheet {
                    title: String::new(),
                    parts: vec![sheet::members(s, group, members)],
                }
            }
        })
    }

    fn lines(&self, s: &Strings, cells: usize, glyphs: &Glyphs) -> Vec<Line> {
        let quiet = |text: String| {
            vec![lay::Piece {
                text,
                ink: Ink::Quiet,
                opens: None,
            }]
        };
        if self.over == Some(Over::Definitions) {
            let told = s.report.definitions.iter();
            return told.flat_map(|text| wrap(text, cells)).map(quiet).collect();
        }
        match self.sheet(s) {
            Some(told) => lay::sheet(&told, cells, glyphs),
            None => vec![quiet(s.report.reading.to_owned())],
        }
    }

    /// Lets the report leave as it stands here, once it is told.
    fn keep(&self, turn: &mut Turn) {
        if let Some(report) = self.sheet(turn.s) {
            let dialog = Export::new(Subject::report(report), self.today, turn.s);
            let dialog = Dialog::Export(Box::new(dialog));
            turn.wishes.push(Wish::Open(Box::new(dialog)));
        }
    }

    fn turn_to(&mut self, section: Section) {
        self.section = section;
        self.over = None;
        self.pointer = Pointer::default();
    }

    fn step(&mut self, steps: usize) {
        let at = (self.section.place() + steps) % Section::ALL.len();
        self.turn_to(Section::ALL[at]);
    }

    fn period(&mut self, longer: bool) {
        self.period = self.period.stepped(longer);
        self.pointer = Pointer::default();
    }

    /// One step back: from a list to its page, then away.
    fn back(&mut self, turn: &mut Turn) {
        match self.over.take() {
            Some(_) => self.pointer = self.below,
            None => turn.close(),
        }
    }

    fn lay_over(&mut self, over: Over) {
        self.below = self.pointer;
        self.over = Some(over);
        self.pointer = Pointer::default();
    }

    fn open(&mut self, turn: &mut Turn) {
        let lines = self.lines(turn.s, room(turn.area).0, &UNICODE);
        let target = targets(&lines).get(self.pointer.at).copied();
        let opens = target.and_then(|(line, piece)| lines.get(line)?.get(piece)?.opens.clone());
        match opens {
            Some(Opens::Group(group)) => self.lay_over(Over::Members(group)),
            Some(Opens::Customer(id)) => {
                turn.close();
                turn.wishes.push(Wish::Show(id));
                turn.wishes.push(Wish::Focus(Focus::Log));
            }
            None => {}
        }
    }

    /// Moves the pointer between lines or within one, and the page with it.
    fn go(&mut self, action: Action, turn: &Turn) {
        let (cells, height) = room(turn.area);
        let lines = self.lines(turn.s, cells, &UNICODE);
        let targets = targets(&lines);
        let page = height.max(1);
        let last = lines.len().saturating_sub(page);
        let here = targets
            .get(self.pointer.at)
            .map_or(self.pointer.top, |t| t.0);
        let moved = match action {
            Action::NextOption => Some((self.pointer.at + 1).min(targets.len().saturating_sub(1))),
            Action::PreviousOption => Some(self.pointer.at.saturating_sub(1)),
            Action::Down => beside(&targets, self.pointer.at, here, true),
            Action::Up => beside(&targets, self.pointer.at, here, false),
            Action::Home => Some(0),
            Action::End => Some(targets.len().saturating_sub(1)),
            Action::PageDown | Action::HalfDown => first_from(&targets, here + page),
            Action::PageUp | Action::HalfUp => first_from(&targets, here.saturating_sub(page)),
            _ => None,
        };
        let top = self.pointer.top;
        match moved.filter(|at| *at != self.pointer.at) {
            Some(at) => {
                self.pointer.at = at;
                let line = targets.get(at).map_or(0, |target| target.0);
                if line < top {
                    self.pointer.top = line;
                } else if line >= top + page {
                    self.pointer.top = line + 1 - page;
                }
            }
            // Nothing further to point at: the rest of the page is still to be read.
            None => {
                self.pointer.top = match action {
                    Action::Down | Action::End => top + 1,
                    Action::PageDown | Action::HalfDown => top + page,
                    Action::Up => top.saturating_sub(1),
                    Action::PageUp | Action::HalfUp => top.saturating_sub(page),
                    Action::Home => 0,
                    _ => top,
                };
            }
        }
        self.pointer.top = self.pointer.top.min(last);
    }

    fn heading(&self, s: &Strings) -> String {
        format!("{}  {}", s.report.title, (s.report.period)(self.period))
    }
}

/// The places of the pieces that lead somewhere: line and piece.
fn targets(lines: &[Line]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let leading = line
            .iter()
            .enumerate()
            .filter(|(_, one)| one.opens.is_some());
        found.extend(leading.map(|(piece, _)| (n, piece)));
    }
    found
}

/// The target in the nearest line below or above, as far to the right as this one.
fn beside(targets: &[(usize, usize)], at: usize, line: usize, below: bool) -> Option<usize> {
    let next = if below {
        targets.iter().map(|t| t.0).find(|n| *n > line)
    } else {
        targets.iter().map(|t| t.0).rev().find(|n| *n < line)
    }?;
    let column = targets[..at.min(targets.len())]
        .iter()
        .filter(|t| t.0 == line)
        .count();
    let first = targets.iter().position(|t| t.0 == next)?;
    let wide = targets.iter().filter(|t| t.0 == next).count();
    Some(first + column.min(wide - 1))
}

fn first_from(targets: &[(usize, usize)], line: usize) -> Option<usize> {
    let at = targets.iter().position(|target| target.0 >= line);
    at.or(targets.len().checked_sub(1))
}

/// The room of the sheet in an area: cells and lines.
fn room(area: Rect) -> (usize, usize) {
    let inner = frame::inner(area);
    (
        usize::from(inner.width.saturating_sub(2)),
        usize::from(inner.height.saturating_sub(HEAD)),
    )
}

impl Layer for Dashboard {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Dashboard, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Back => self.back(turn),
            Action::Open => self.open(turn),
            Action::Longer => self.period(true),
            Action::Shorter => self.period(false),
            Action::NextSection => self.step(1),
            Action::PreviousSection => self.step(Section::ALL.len() - 1),
            Action::Definitions if self.over == Some(Over::Definitions) => self.back(turn),
            Action::Definitions => self.lay_over(Over::Definitions),
            Action::Language => return Handled::Ignored,
            Action::Export => self.keep(turn),
            action => self.go(action, turn),
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn key(&mut self, key: KeyEvent, _: &mut Turn) -> Handled {
        let number = match key.code {
            KeyCode::Char(digit) => digit.to_digit(10),
            _ => None,
        };
        let section = number
            .and_then(|n| usize::try_from(n).ok()?.checked_sub(1))
            .and_then(|n| Section::ALL.get(n));
        match section {
            Some(section) => {
                self.turn_to(*section);
                Handled::Yes
            }
            None => Handled::Ignored,
        }
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let area = area.intersection(buf.area);
        for y in area.top()..area.bottom() {
            let at = Position::new(area.x, y);
            paint(
                buf,
                at,
                area.width,
                &[],
                Align::Left,
                cx.look.theme.text,
                cx.look.glyphs,
            );
        }
        let inner = frame::draw(area, buf, &cx.look, &self.heading(cx.s), frame::Focus::Here);
        self.draw_tabs(inner, buf, cx);
        let (cells, _) = room(area);
        let lines = self.lines(cx.s, cells, cx.look.glyphs);
        let pointed = targets(&lines).get(self.pointer.at).copied();
        let rows = inner.height.saturating_sub(HEAD);
        for (y, (n, line)) in (0..rows).zip(lines.iter().enumerate().skip(self.pointer.top)) {
            let spans: Vec<Piece> = line
                .iter()
                .enumerate()
                .map(|(at, one)| {
                    Piece::styled(
                        one.text.as_str(),
                        style(one.ink, pointed == Some((n, at)), cx),
                    )
                })
                .collect();
            // The pointer is a sign too, not only a colour.
            if pointed.is_some_and(|(line, _)| line == n) {
                buf.set_string(
                    inner.x,
                    inner.y + HEAD + y,
                    cx.look.glyphs.pointer,
                    cx.look.theme.accent,
                );
            }
            let at = Position::new(inner.x + 1, inner.y + HEAD + y);
            let room = inner.width.saturating_sub(2);
            paint(
                buf,
                at,
                room,
                &spans,
                Align::Left,
                cx.look.theme.text,
                cx.look.glyphs,
            );
        }
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }
}

impl Dashboard {
    fn draw_tabs(&self, inner: Rect, buf: &mut Buffer, cx: &Cx) {
        let theme = cx.look.theme;
        let mut spans = Vec::new();
        for (n, name) in cx.s.report.sections.iter().enumerate() {
            let (text, style) = if n == self.section.place() {
                (format!("[{} {name}]", n + 1), theme.title)
            } else {
                (format!(" {} {name} ", n + 1), theme.muted)
            };
            spans.push(Piece::styled(text, style));
        }
        let at = Position::new(inner.x, inner.y);
        paint(
            buf,
            at,
            inner.width,
            &spans,
            Align::Left,
            theme.text,
            cx.look.glyphs,
        );
    }
}

fn style(ink: Ink, is_pointed: bool, cx: &Cx) -> Style {
    let theme = cx.look.theme;
    match ink {
        _ if is_pointed => theme.selection,
        Ink::Title => theme.title,
        Ink::Text => theme.text,
        Ink::Quiet => theme.muted,
        Ink::Mark => theme.accent,
    }
}
