//! Reports as files: a workbook, a folder of CSV, a page of HTML, Markdown, JSON. What a report says was asked before; here it is written.

pub mod html;
pub mod markdown;

use std::collections::HashSet;
use std::io::Write as _;

use serde_json::{Value, json};

use super::place::{Parts, Sink};
use super::{Scenery, io};
use crate::app::Result;
use crate::codec::write::Cell as Written;
use crate::codec::write::csv::Csv;
use crate::codec::write::xlsx::{Book, Picture};
use crate::i18n::report::sheet::{Cell, Form as Shape, Part, Row, Sheet};

/// The version of the shape of a report as JSON.
const SHAPE: u32 = 1;
/// Decimals of a number that is no whole one.
const DECIMALS: u32 = 4;
/// Characters of a sheet's name (ECMA-376).
const NAME_MAX: usize = 31;

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Xlsx,
    /// A folder, a file for each table.
    Csv,
    Html,
    Md,
    Json,
}

impl Form {
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Csv, Self::Html, Self::Md, Self::Json];

    /// How its file usually ends; nothing for a folder.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => ".xlsx",
            Self::Csv => "",
            Self::Html => ".html",
            Self::Md => ".md",
            Self::Json => ".json",
        }
    }

    /// The word for it among the kinds of exports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "report-xlsx",
            Self::Csv => "report-csv",
            Self::Html => "report-html",
            Self::Md => "report-md",
            Self::Json => "report-json",
        }
    }
}

pub(super) fn report(scenery: &Scenery, parts: &mut Parts, form: Form) -> Result<()> {
    let Some(sheet) = &scenery.order.report else {
        return Ok(());
    };
    let text = match form {
        Form::Xlsx => return xlsx(scenery, parts, sheet),
        Form::Csv => return csv(scenery, parts, sheet),
        Form::Html => html::page(sheet, scenery.s),
        Form::Md => markdown::page(sheet),
        Form::Json => format!("{:#}\n", document(sheet)),
    };
    let mut sink = parts.file()?;
    sink.write_all(text.as_bytes()).map_err(io(scenery.order))?;
    parts.keep("report", lines(sheet), sink)
}

fn lines(sheet: &Sheet) -> u64 {
    sheet.parts.iter().map(|part| part.rows.len() as u64).sum()
}

fn xlsx(scenery: &Scenery, parts: &mut Parts, sheet: &Sheet) -> Result<()> {
    let io = io(scenery.order);
    let mut book = Book::new();
    for part in tables(sheet) {
        let name = sheet_name(part);
        let mut page = book.sheet(&name, &header(part)).map_err(&io)?;
        for row in &part.rows {
            scenery.step()?;
            page.row(&cells(part, row)).map_err(&io)?;
        }
        if let Some((picture, columns)) = drawn(part) {
            page.draw(picture, 1, columns).map_err(&io)?;
        }
    }
    let mut sink = parts.file()?;
    book.finish(&mut sink).map_err(&io)?;
    parts.keep("report.xlsx", lines(sheet), sink)
}

fn csv(scenery: &Scenery, parts: &mut Parts, sheet: &Sheet) -> Result<()> {
    let io = io(scenery.order);
    for part in tables(sheet) {
        let mut csv = Csv::new(parts.file()?, &header(part)).map_err(&io)?;
        for row in &part.rows {
            scenery.step()?;
            csv.row(&cells(part, row)).map_err(&io)?;
        }
        let sink: Sink = csv.finish();
        parts.keep(&format!("{}.csv", part.code), part.rows.len() as u64, sink)?;
    }
    Ok(())
}

/// What is drawn of a table, and of which columns of the sheet, whose first is the code.
fn drawn(part: &Part) -> Option<(Picture, (u16, u16))> {
    let picture = match part.form {
        Shape::Funnel => Picture::Bars,
        Shape::Bars if part.code == "months" => Picture::Columns,
        Shape::Bars => Picture::Bars,
        Shape::Grid => Picture::Heat,
        Shape::Figures | Shape::List => return None,
    };
    let filled = |row: &Row| row.cells.iter().position(|cell| cell.fill.is_some());
    let from = part.rows.iter().filter_map(filled).min()?;
    let last = part.rows.iter().map(|row| row.cells.len()).max()?;
    let to = if picture == Picture::Heat {
        last
    } else {
        part.columns.len().max(last) + usize::from(has_notes(part))
    };
    let from = u16::try_from(from + 1).ok()?;
    Some((picture, (from, u16::try_from(to).ok()?)))
}

/// The parts that are tables: a title with a sentence below it is none.
fn tables(sheet: &Sheet) -> impl Iterator<Item = &Part> {
    sheet.parts.iter().filter(|part| !part.columns.is_empty())
}

/// The code of a part, which is the same in every language and has no character that a sheet's name may not have.
fn sheet_name(part: &Part) -> String {
    part.code.chars().take(NAME_MAX).collect()
}

/// The code of the row, then the columns, each under a name of its own; then the sentence, where rows have one.
fn header(part: &Part) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut names = vec!["code".to_owned()];
    names.extend(part.columns.iter().cloned());
    if has_notes(part) {
        names.push("note".to_owned());
    }
    for (n, name) in names.iter_mut().enumerate() {
        if name.is_empty() || !taken.insert(name.clone()) {
            *name = format!("{name} {}", n + 1).trim().to_owned();
            taken.insert(name.clone());
        }
    }
    names
}

fn has_notes(part: &Part) -> bool {
    part.rows.iter().any(|row| !row.note.is_empty())
}

/// As many cells as the header has, numbers as numbers.
fn cells<'r>(part: &Part, row: &'r Row) -> Vec<Written<'r>> {
    let mut cells = vec![Written::text(&row.code)];
    let width = part.columns.len() + 1;
    cells.extend(row.cells.iter().map(written));
    cells.resize(width, Written::Empty);
    if has_notes(part) {
        cells.push(Written::text(&row.note));
    }
    cells
}

fn written(cell: &Cell) -> Written<'_> {
    cell.number
        .and_then(number)
        .unwrap_or_else(|| Written::text(&cell.text))
}

/// A number with no more decimals than it has.
fn number(number: f64) -> Option<Written<'static>> {
    let scaled = (number * 10_f64.powi(DECIMALS.cast_signed())).round();
    if !scaled.is_finite() || scaled.abs() > 9e15 {
        return None;
    }
    let (mut units, mut scale) = (scaled as i64, DECIMALS);
    while scale > 0 && units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    Some(match scale {
        0 => Written::Count(units),
        _ => Written::Decimal { units, scale },
    })
}

/// The report as JSON: every table with its rows, each cell as text and, where it is one, as a number.
#[must_use]
pub fn document(sheet: &Sheet) -> Value {
    let cell = |cell: &Cell| json!({ "text": cell.text, "number": cell.number });
    let row = |row: &Row| {
        let cells: Vec<Value> = row.cells.iter().map(cell).collect();
        json!({ "code": row.code, "cells": cells, "note": row.note })
    };
    let part = |part: &Part| {
        let rows: Vec<Value> = part.rows.iter().map(row).collect();
        json!({ "code": part.code, "title": part.title, "columns": part.columns, "rows": rows, "notes": part.notes })
    };
    json!({
        "shuke_report": SHAPE,
        "title": sheet.title,
        "parts": sheet.parts.iter().map(part).collect::<Vec<Value>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_no_more_decimals_than_it_needs() {
        for (given, want) in [
            (12.0, Written::Count(12)),
            (
                -0.5,
                Written::Decimal {
                    units: -5,
                    scale: 1,
                },
            ),
            (
                0.333_333,
                Written::Decimal {
                    units: 3333,
                    scale: 4,
                },
            ),
        ] {
            assert_eq!(number(given), Some(want));
        }
        assert_eq!(number(f64::NAN), None);
    }
}
