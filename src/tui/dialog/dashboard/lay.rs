//! How the parts of a sheet stand in so many cells: lines of pieces, some of which lead somewhere. Paints nothing.

use crate::i18n::report::sheet::{Cell, Form, Opens, Part, Row, Sheet};
use crate::tui::glyph::Glyphs;
use crate::tui::widget::chart::bar::{bar, funnel};
use crate::tui::widget::chart::field::field;
use crate::tui::widget::chart::spark::spark;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{pad, width};

/// Cells of a bar at least and at most, and between two columns.
const BAR: (usize, usize) = (8, 40);
const GAP: usize = 2;
const INDENT: usize = 4;

/// What a piece is, for whoever gives it a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Title,
    Text,
    Quiet,
    Mark,
}

/// A text, and where it leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub text: String,
    pub ink: Ink,
    pub opens: Option<Opens>,
}

pub type Line = Vec<Piece>;

fn piece(text: impl Into<String>, ink: Ink) -> Piece {
    Piece {
        text: text.into(),
        ink,
        opens: None,
    }
}

fn of(cell: &Cell, text: String) -> Piece {
    Piece {
        text,
        ink: Ink::Text,
        opens: cell.opens.clone(),
    }
}

/// All lines of a sheet.
pub fn sheet(sheet: &Sheet, cells: usize, glyphs: &Glyphs) -> Vec<Line> {
    let mut lines = Vec::new();
    for (n, one) in sheet.parts.iter().enumerate() {
        if n > 0 {
            lines.push(Vec::new());
        }
        lines.extend(part(one, cells, glyphs));
    }
    lines
}

/// The lines of one part.
pub fn part(part: &Part, cells: usize, glyphs: &Glyphs) -> Vec<Line> {
    let mut title = vec![piece(part.title.clone(), Ink::Title)];
    if part.form == Form::Bars && part.code == "months" {
        let values = part.rows.iter().filter_map(|row| row.cells.get(1)?.number);
        let values: Vec<f64> = values.collect();
        title.push(piece(format!("  {}", spark(&values, glyphs)), Ink::Mark));
    }
    let mut lines = vec![title];
    lines.extend(match part.form {
        Form::Figures => figures(part),
        Form::Bars => bars(part, cells, glyphs, bar),
        Form::Funnel => bars(part, cells, glyphs, funnel),
        Form::Grid => grid(part, glyphs),
        Form::List => list(part, cells),
    });
    for note in &part.notes {
        lines.extend(told(note, cells, 0, Ink::Quiet));
    }
    lines
}

fn told(text: &str, cells: usize, indent: usize, ink: Ink) -> Vec<Line> {
    let room = cells.saturating_sub(indent).max(1);
    let line = |line: String| vec![piece(format!("{}{line}", " ".repeat(indent)), ink)];
    wrap(text, room).into_iter().map(line).collect()
}

/// The widest cell of a column.
fn wide(rows: &[Row], column: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    cells.map(|cell| width(&cell.text)).max().unwrap_or(0)
}

fn right(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(width(text))))
}

fn figures(part: &Part) -> Vec<Line> {
    let (name, number) = (wide(&part.rows, 0), wide(&part.rows, 1));
    let line = |row: &Row| -> Line {
        let mut line = vec![];
        if let [label, cell] = row.cells.as_slice() {
            line.push(piece(pad(&label.text, name + GAP), Ink::Quiet));
            line.push(of(cell, pad(&cell.text, number)));
        }
        line
    };
    part.rows.iter().map(line).collect()
}

type Mark = fn(f64, usize, &Glyphs) -> String;

fn bars(part: &Part, cells: usize, glyphs: &Glyphs, mark: Mark) -> Vec<Line> {
    let columns = part.columns.len();
    let texts: usize = (0..columns).map(|n| bar_column(part, n) + GAP).sum();
    let room = cells.saturating_sub(texts).clamp(BAR.0, BAR.1);
    let mut lines = Vec::new();
    // One number beside each bar needs no name of its own; several do.
    if columns > 2 && !part.rows.is_empty() {
        lines.push(bars_head(part, room));
    }
    for row in &part.rows {
        let mut line = Vec::new();
        for (n, cell) in row.cells.iter().enumerate() {
            let room_of = bar_column(part, n);
            if n == 0 {
                line.push(piece(pad(&cell.text, room_of + GAP), Ink::Text));
                continue;
            }
            if let Some(fill) = cell.fill {
                line.push(piece(format!("{}  ", mark(fill, room, glyphs)), Ink::Mark));
            }
            line.push(of(cell, right(&cell.text, room_of)));
            line.push(piece("  ", Ink::Text));
        }
        lines.push(line);
    }
    lines
}

/// The cells of a column beside bars: its name must fit where names are shown.
fn bar_column(part: &Part, n: usize) -> usize {
    let name = match (n, part.columns.len()) {
        (0, _) | (_, ..=2) => 0,
        _ => part.columns.get(n).map_or(0, |name| width(name)),
    };
    wide(&part.rows, n).max(name)
}

fn bars_head(part: &Part, room: usize) -> Line {
    let mut line = Vec::new();
    for (n, name) in part.columns.iter().enumerate() {
        let cells = bar_column(part, n);
        if n == 0 {
            line.push(piece(pad("", cells + GAP), Ink::Quiet));
            continue;
        }
        if part
            .rows
            .iter()
            .any(|row| row.cells.get(n).is_some_and(|cell| cell.fill.is_some()))
        {
            line.push(piece(" ".repeat(room + GAP), Ink::Quiet));
        }
        line.push(piece(format!("{}  ", right(name, cells)), Ink::Quiet));
    }
    line
}

fn grid(part: &Part, glyphs: &Glyphs) -> Vec<Line> {
    let Some(first) = part.columns.first() else {
        return Vec::new();
    };
    if part.rows.is_empty() {
        return Vec::new();
    }
    let label = wide(&part.rows, 0).max(width(first)) + 1;
    let columns = part.columns.len();
    let field_of = (1..columns)
        .map(|n| wide(&part.rows, n))
        .max()
        .unwrap_or(1)
        .max(3)
        + 1;
    let mut head = vec![piece(pad(first, label), Ink::Quiet)];
    for name in part.columns.iter().skip(1) {
        head.push(piece(format!("{} ", right(name, field_of - 1)), Ink::Quiet));
    }
    let mut lines = vec![head];
    for row in &part.rows {
        let mut line = Vec::new();
        for (n, cell) in row.cells.iter().enumerate() {
            if n == 0 {
                line.push(piece(pad(&cell.text, label), Ink::Text));
            } else {
                let fill = cell.fill.unwrap_or(0.0);
                line.push(of(cell, field(&cell.text, fill, field_of - 1, glyphs)));
                line.push(piece(" ", Ink::Text));
            }
        }
        lines.push(line);
    }
    lines
}

/// A table; where it is too wide, its widest column has lines of its own.
fn list(part: &Part, cells: usize) -> Vec<Line> {
    if part.rows.is_empty() {
        return Vec::new();
    }
    let columns = part.columns.len();
    let widths: Vec<usize> = (0..columns)
        .map(|n| wide(&part.rows, n).max(part.columns.get(n).map_or(0, |name| width(name))))
        .collect();
    let total: usize = widths.iter().map(|w| w + GAP).sum();
    let fold = (total > cells)
        .then(|| (0..columns).max_by_key(|n| (widths[*n], *n)))
        .flatten();
    let indent = if fold == Some(0) { INDENT } else { 0 };
    let kept: Vec<usize> = (0..columns).filter(|n| Some(*n) != fold).collect();
    let is_number = |n: usize| {
        part.rows
            .iter()
            .any(|row| row.cells.get(n).is_some_and(|c| c.number.is_some()))
    };
    let set = |n: usize, text: &str| {
        if is_number(n) {
            right(text, widths[n])
        } else {
            pad(text, widths[n])
        }
    };
    let mut head = vec![piece(" ".repeat(indent), Ink::Quiet)];
    for &n in &kept {
        let name = part.columns.get(n).map_or("", String::as_str);
        head.push(piece(format!("{}  ", set(n, name)), Ink::Quiet));
    }
    let mut lines = vec![head];
    for row in &part.rows {
        let folded = fold.and_then(|n| row.cells.get(n));
        if let (Some(cell), Some(0)) = (folded, fold) {
            lines.extend(told(&cell.text, cells, 0, Ink::Text));
        }
        let mut line = vec![piece(" ".repeat(indent), Ink::Text)];
        for &n in &kept {
            if let Some(cell) = row.cells.get(n) {
                line.push(of(cell, set(n, &cell.text)));
                line.push(piece("  ", Ink::Text));
            }
        }
        lines.push(line);
        if let (Some(cell), Some(1..)) = (folded, fold) {
            lines.extend(told(&cell.text, cells, INDENT, Ink::Quiet));
        }
        if !row.note.is_empty() {
            lines.extend(told(&row.note, cells, INDENT, Ink::Quiet));
        }
    }
    lines
}
