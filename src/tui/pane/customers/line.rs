//! The line customers are found by: plain words or a view, read as they are typed; what could be typed next; where a mistake is. Which
//! customers are shown is the pane's business.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::app::answer::Answer;
use crate::domain::custom::Custom;
use crate::domain::filter::complete::{Candidate, Choices, Completion, Kind, complete};
use crate::domain::filter::recognise::is_filter;
use crate::domain::name::Lang;
use crate::domain::view::View;
use crate::domain::view::error::Error;
use crate::i18n;
use crate::tui::feed::{Feed, Slot};
use crate::tui::layer::Cx;
use crate::tui::widget::input::{Edit, Edited, Input, Shape};
use crate::tui::widget::popup;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, cells_u16, paint, paint_text, width};

/// Characters of a view's line: its filter and everything behind it.
const CHARS: usize = 2_500;
/// Candidates shown at once.
const OFFERED: usize = 6;
/// Cells before the text: the sign of the line and a blank.
const INDENT: u16 = 2;
/// Lines that say what is wrong.
const SENTENCE_ROWS: usize = 2;

/// What the line says so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    Nothing,
    /// Plain words.
    Words,
    View(Box<View>),
    Broken(Error),
}

/// The line.
pub struct Line {
    input: Input,
    reading: Reading,
    completion: Completion,
    /// The candidate that Tab would take.
    pointed: usize,
    /// Candidates were asked for where they do not come by themselves.
    is_opened: bool,
}

impl Line {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut line = Self {
            input: Input::new(Shape::Line, CHARS, text),
            reading: Reading::Nothing,
            completion: Completion::default(),
            pointed: 0,
            is_opened: false,
        };
        line.read(&[]);
        line
    }

    #[must_use]
    pub fn text(&self) -> &str {
        self.input.value().trim()
    }

    #[must_use]
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Takes one step of editing; the text may mean something else then.
    pub fn edit(&mut self, edit: Edit, area: Rect, feed: &Feed, lang: Lang) -> Edited {
        let edited = self.input.on(edit, usize::from(text_area(area).width));
        if edited != Edited::Ignored {
            self.is_opened = false;
            self.pointed = 0;
            self.complete(feed, lang);
        }
        edited
    }

    fn read(&mut self, fields: &[Custom]) {
        let text = self.input.value();
        self.reading = match text {
            text if text.trim().is_empty() => Reading::Nothing,
            text if is_filter(text) => match View::parse_with(text, fields) {
                Ok(view) => Reading::View(Box::new(view)),
                Err(error) => Reading::Broken(error),
            },
            _ => Reading::Words,
        };
    }

    /// Looks up what could be typed next, with the shop's own words if they have come.
    pub fn complete(&mut self, feed: &Feed, lang: Lang) {
        let none = Choices::default();
        let choices = match feed.get(Slot::Choices) {
            Some((_, Answer::Choices(choices))) => choices,
            _ => &none,
        };
        self.read(&choices.fields);
        let (text, at) = (self.input.value(), self.input.at());
        self.completion = if text[..at].contains([';', '；']) {
            Completion::default()
        } else {
            complete(text, at, lang, choices)
        };
        self.pointed = self
            .pointed
            .min(self.completion.candidates.len().saturating_sub(1));
    }

    /// What is offered now. In plain words nothing is, unless asked for: whoever types a name wants to see the names found.
    #[must_use]
    pub fn offered(&self) -> &[Candidate] {
        let candidates = &self.completion.candidates;
        let typed = self.input.value().get(self.completion.span.clone());
        let is_done =
            matches!(candidates.as_slice(), [only] if Some(only.insert.as_str()) == typed);
        let is_begun = typed.is_some_and(|typed| !typed.is_empty());
        let is_value = matches!(
            candidates.first().map(|first| first.kind),
            Some(Kind::Value(_))
        );
        let is_filter = matches!(self.reading, Reading::View(_) | Reading::Broken(_));
        if self.is_opened || (is_filter && !is_done && (is_begun || is_value)) {
            candidates
        } else {
            &[]
        }
    }

    /// Moves through what is offered; false when nothing is.
    pub fn point(&mut self, by: isize) -> bool {
        let len = self.offered().len();
        if len > 0 {
            self.pointed = self.pointed.saturating_add_signed(by).min(len - 1);
        }
        len > 0
    }

    /// Takes the candidate pointed at. Where none is shown, the only one there is; of several, it shows them.
    pub fn accept(&mut self, feed: &Feed, lang: Lang) -> bool {
        let is_shown = !self.offered().is_empty();
        let candidates = &self.completion.candidates;
        let Some(candidate) = candidates.get(self.pointed).cloned() else {
            return false;
        };
        if !is_shown && candidates.len() > 1 {
            self.is_opened = true;
            return true;
        }
        let blank = match candidate.kind {
            Kind::Field(_) | Kind::Custom => "",
            Kind::Condition | Kind::Join | Kind::Value(_) | Kind::CustomValue => " ",
        };
        let text = format!("{}{blank}", candidate.insert);
        self.input.replace(self.completion.span.clone(), &text);
        self.is_opened = false;
        self.pointed = 0;
        self.complete(feed, lang);
        true
    }

    /// Hides what is offered; false when nothing was.
    pub fn close(&mut self) -> bool {
        std::mem::take(&mut self.is_opened)
    }

    /// The mistake to be shown: not while what is offered may still mend it.
    fn mistake(&self) -> Option<&Error> {
        match &self.reading {
            Reading::Broken(error) if self.offered().is_empty() => Some(error),
            _ => None,
        }
    }

    /// How many rows it takes.
    #[must_use]
    pub fn rows(&self) -> u16 {
        match self.mistake() {
            Some(_) => 2 + cells_u16(SENTENCE_ROWS),
            None => 1,
        }
    }

    pub fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.input.caret(text_area(area), &cx.look)
    }

    /// Paints the line, and below it what is wrong with it.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (theme, glyphs) = (cx.look.theme, cx.look.glyphs);
        paint_text(buf, area.as_position(), INDENT, "/", theme.key, glyphs);
        let text = text_area(area);
        self.input.draw(text, buf, &cx.look, cx.s.desk.find_hint);
        let Some(error) = self.mistake() else { return };
        let cells = self.input.cells_of(&error.span, usize::from(text.width));
        let carets = "^".repeat(cells.len());
        let at = Position::new(text.x + cells_u16(cells.start), text.y + 1);
        if at.y < area.bottom() {
            paint_text(
                buf,
                at,
                cells_u16(cells.len()),
                &carets,
                theme.danger,
                glyphs,
            );
        }
        let sentence = i18n::view::sentence(cx.s, self.input.value(), error);
        let lines = wrap(&sentence, usize::from(area.width));
        for (line, y) in lines
            .iter()
            .take(SENTENCE_ROWS)
            .zip(area.y + 2..area.bottom())
        {
            let at = Position::new(area.x, y);
            paint_text(buf, at, area.width, line, theme.danger, glyphs);
        }
    }

    /// Paints what is offered over whatever is below the line.
    pub fn draw_offered(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let offered = self.offered();
        if offered.is_empty() || area.height < 3 {
            return;
        }
        let text = text_area(area);
        let first = self.pointed.saturating_sub(OFFERED - 1);
        let shown: Vec<&Candidate> = offered.iter().skip(first).take(OFFERED).collect();
        let widest = shown
            .iter()
            .map(|one| width(&one.insert))
            .max()
            .unwrap_or(0);
        let begin = self
            .input
            .cells_of(&self.completion.span, usize::from(text.width));
        let cells = cells_u16(widest + 4).min(area.width);
        let x = (text.x + cells_u16(begin.start))
            .saturating_sub(2)
            .max(area.x);
        let outer = Rect {
            x: x.min(area.right().saturating_sub(cells)),
            y: area.y + 1,
            width: cells,
            height: cells_u16(shown.len() + 2).min(area.height - 1),
        };
        let inner = popup::draw(outer, buf, &cx.look, "");
        for ((nth, one), y) in shown.iter().enumerate().zip(inner.top()..inner.bottom()) {
            let is_pointed = first + nth == self.pointed;
            let pointer = if is_pointed {
                cx.look.glyphs.pointer
            } else {
                " "
            };
            let style = if is_pointed {
                cx.look.theme.selection
            } else {
                cx.look.theme.text
            };
            paint(
                buf,
                Position::new(inner.x, y),
                inner.width,
                &[Span::raw(format!("{pointer} {}", one.insert))],
                Align::Left,
                style,
                cx.look.glyphs,
            );
        }
    }
}

/// Where the text is typed.
fn text_area(area: Rect) -> Rect {
    Rect {
        x: area.x + INDENT.min(area.width),
        width: area.width.saturating_sub(INDENT),
        height: area.height.min(1),
        ..area
    }
}
