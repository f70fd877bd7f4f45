//! The parts of an import's preview as lines: summary, first rows, columns, problems. Says what is there; decides nothing.

use ratatui::style::Style;

use crate::app::import::Mode;
use crate::app::import::incoming::{Incoming, Sure};
use crate::i18n::Strings;
use crate::tui::layer::Cx;
use crate::tui::widget::text::fit;
use crate::tui::widget::text::wrap::wrap;

/// Cells of a name, a number, a header.
const NAME: usize = 16;
const HEADER: usize = 20;
const MEANING: usize = 14;
const SURE: usize = 12;

/// One part of the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    #[default]
    Summary,
    Rows,
    Columns,
    Problems,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Summary, Self::Rows, Self::Columns, Self::Problems];

    /// The part after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Summary => Self::Rows,
            Self::Rows => Self::Columns,
            Self::Columns => Self::Problems,
            Self::Problems => Self::Summary,
        }
    }
}

/// The lines of a part; `chosen` is the column that the keys change.
pub fn lines(
    part: Part,
    incoming: &Incoming,
    chosen: usize,
    cells: usize,
    cx: &Cx,
) -> Vec<(String, Style)> {
    match part {
        Part::Summary => summary(incoming, cells, cx),
        Part::Rows => rows(incoming, cx),
        Part::Columns => columns(incoming, chosen, cx),
        Part::Problems => problems(incoming, cells, cx),
    }
}

fn mode(s: &Strings, mode: Mode) -> &'static str {
    match mode {
        Mode::Create => s.wizard.create,
        Mode::Update => s.wizard.update,
        Mode::Upsert | Mode::Strangers => s.wizard.upsert,
    }
}

fn summary(incoming: &Incoming, cells: usize, cx: &Cx) -> Vec<(String, Style)> {
    let (s, theme) = (cx.s, cx.look.theme);
    let mode = (s.wizard.mode)(mode(s, incoming.choices.mode));
    let told = incoming.told(s);
    let told = told.iter().flat_map(|text| wrap(text, cells));
    let mut lines: Vec<(String, Style)> = told.map(|line| (line, theme.text)).collect();
    lines.push((String::new(), theme.text));
    lines.push((mode, theme.accent));
    let source = cx.told(&(s.wizard.source)(&incoming.choices.source));
    lines.push((source, theme.accent));
    lines
}

fn rows(incoming: &Incoming, cx: &Cx) -> Vec<(String, Style)> {
    let (glyphs, theme) = (cx.look.glyphs, cx.look.theme);
    let mut lines = vec![(cx.s.desk.welcome.first_rows.to_owned(), theme.title)];
    lines.extend(incoming.first().into_iter().map(|(name, phone, company)| {
        let row = format!(
            "{} {} {company}",
            fit(&name, NAME, glyphs),
            fit(&phone, NAME, glyphs)
        );
        (row, theme.text)
    }));
    lines
}

fn columns(incoming: &Incoming, chosen: usize, cx: &Cx) -> Vec<(String, Style)> {
    let (s, glyphs, theme) = (cx.s, cx.look.glyphs, cx.look.theme);
    if incoming.columns.is_empty() {
        return vec![(s.wizard.no_columns.to_owned(), theme.muted)];
    }
    let line = |(n, column): (usize, &crate::app::import::incoming::Seen)| {
        let (sure, style) = match column.sure {
            Sure::Chosen => (s.wizard.sure_chosen, theme.accent),
            Sure::Format => (s.wizard.sure_format, theme.text),
            Sure::Header => (s.wizard.sure_header, theme.text),
            Sure::Not => (s.wizard.sure_not, theme.warn),
        };
        let mark = if n == chosen { glyphs.pointer } else { " " };
        let text = format!(
            "{mark} {} {} {} {}",
            fit(&column.header, HEADER, glyphs),
            fit(column.label(s), MEANING, glyphs),
            fit(sure, SURE, glyphs),
            column.samples.join(s.list_comma)
        );
        (text, if n == chosen { theme.selection } else { style })
    };
    incoming.columns.iter().enumerate().map(line).collect()
}

fn problems(incoming: &Incoming, cells: usize, cx: &Cx) -> Vec<(String, Style)> {
    let (s, theme) = (cx.s, cx.look.theme);
    let found = incoming.problems(s);
    if found.is_empty() {
        return vec![(s.wizard.no_problems.to_owned(), theme.muted)];
    }
    found
        .into_iter()
        .flat_map(|(line, reason, about)| {
            wrap(
                &format!("{} {reason} {about}", (s.wizard.line)(line)),
                cells,
            )
        })
        .map(|line| (line, theme.text))
        .collect()
}
