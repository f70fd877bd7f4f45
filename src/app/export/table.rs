//! Sheets: the columns chosen, the cells as a spreadsheet should have them, one CSV file or a folder of them.

use std::borrow::Cow;

use super::place::{Parts, Sink};
use super::{Numbers, Refusal, Scenery, Tables, io, words};
use crate::app::{Error, Result};
use crate::codec::write::Cell;
use crate::codec::write::csv::Csv;
use crate::domain::clean;
use crate::domain::contact::{Method, mask};
use crate::domain::custom::{self, Type};
use crate::domain::phone::{self, Parsed, Region};
use crate::domain::time::Millis;
use crate::i18n::{self, custom::MASK};
use crate::store::sheet::{self, Column, Form, Kept, Own, Sheet, book};

/// Between several values of one cell.
const BETWEEN: &str = "; ";

/// Writes the sheet chosen, or a folder of all of them.
pub(super) fn csv(scenery: &Scenery, parts: &mut Parts) -> Result<()> {
    for sheet in sheets(scenery) {
        let columns = columns(scenery, sheet)?;
        scenery.announce(sheet)?;
        let header = header(scenery, &columns);
        let mut csv = Csv::new(parts.file()?, &header).map_err(io(scenery.order))?;
        let mut rows = 0;
        each(scenery, sheet, &columns, &mut |cells| {
            rows += 1;
            csv.row(cells).map_err(io(scenery.order))
        })?;
        let sink: Sink = csv.finish();
        parts.keep(&format!("{}.csv", sheet.name), rows, sink)?;
    }
    Ok(())
}

/// The sheets that are meant.
pub(super) fn sheets(scenery: &Scenery) -> Vec<&'static Sheet> {
    match scenery.order.tables {
        Tables::One(table) => vec![table.sheet()],
        Tables::Every => book::SHEETS.to_vec(),
    }
}

/// The columns that are meant: those named, of the sheet they are named for.
pub(super) fn columns<'s>(scenery: &'s Scenery, sheet: &'static Sheet) -> Result<Vec<Column<'s>>> {
    let own: Vec<Column> = match sheet.name == book::CUSTOMERS.name {
        true => scenery.own.iter().map(Own::column).collect(),
        false => Vec::new(),
    };
    let named = &scenery.order.columns;
    let chosen = matches!(scenery.order.tables, Tables::One(_)) && !named.is_empty();
    if !chosen {
        let all: Vec<&Column> = sheet.columns.iter().chain(&own).collect();
        let (rows, look) = (scenery.rows(), scenery.look());
        let filled = sheet::filled(scenery.db, sheet, &all, rows, look)?;
        // An empty sheet keeps its header: it says what could be there.
        let kept = if filled.is_empty() { all } else { filled };
        return Ok(kept.into_iter().copied().collect());
    }
    named
        .iter()
        .map(|name| {
            let desks = sheet.column(name).or_else(|| words::column(sheet, name));
            let field = || {
                own.iter()
                    .find(|own| custom::key(own.name) == custom::key(name))
            };
            let column = desks.or_else(field).copied();
            column.ok_or_else(|| Error::Export(Refusal::NoColumn(name.clone())))
        })
        .collect()
}

/// What the columns are called.
pub(super) fn header(scenery: &Scenery, columns: &[Column]) -> Vec<String> {
    let label = scenery.s.export.column;
    columns
        .iter()
        .map(|column| match column.form {
            Form::Own(_) => column.name.to_owned(),
            _ => label(column.name).to_owned(),
        })
        .collect()
}

/// Hands over every row as cells.
pub(super) fn each(
    scenery: &Scenery,
    sheet: &Sheet,
    columns: &[Column],
    take: &mut dyn FnMut(&[Cell]) -> Result<()>,
) -> Result<()> {
    let rows = scenery.rows();
    let wanted: Vec<&Column> = columns.iter().collect();
    sheet::each(
        scenery.db,
        sheet,
        &wanted,
        rows,
        scenery.look(),
        &mut |row| {
            let cells: Vec<Cell> = columns
                .iter()
                .zip(row)
                .map(|(column, cell)| shown(scenery, column, *cell))
                .collect();
            take(&cells)?;
            scenery.step()
        },
    )
}

/// A cell as it may leave.
fn shown<'c>(scenery: &Scenery, column: &Column, cell: sheet::Cell<'c>) -> Cell<'c> {
    let text = match cell {
        sheet::Cell::Empty => return Cell::Empty,
        sheet::Cell::Number(number) => return numeric(scenery, column.form, number),
        sheet::Cell::Text("") => return Cell::Empty,
        sheet::Cell::Text(text) => text,
    };
    let numbers = scenery.order.numbers;
    match column.form {
        Form::Lines => {
            let lines = text.split('\n').map(|line| scenery.said(line).into_owned());
            Cell::Text(joined(lines).into())
        }
        Form::Phones => Cell::Phone(
            joined(
                text.split('\n')
                    .map(|one| reached(Method::Phone, one, numbers)),
            )
            .into(),
        ),
        Form::Emails => Cell::Text(
            joined(
                text.split('\n')
                    .map(|one| reached(Method::Email, one, numbers)),
            )
            .into(),
        ),
        Form::Contact => {
            let (method, value) = text.split_once(':').unwrap_or(("", text));
            let method = Method::from_code(method).unwrap_or(Method::WeChat);
            Cell::Phone(reached(method, value, numbers).into())
        }
        Form::Word => Cell::Text(words::word(scenery.s, column.name, text).into()),
        Form::Own(kept) => owned(scenery, kept, text),
        Form::Day => text.parse().map_or_else(|_| Cell::text(text), Cell::Day),
        _ => told(scenery, text),
    }
}

/// A text as it may leave, cleaned.
pub(super) fn told<'c>(scenery: &Scenery, text: &'c str) -> Cell<'c> {
    match scenery.said(text) {
        Cow::Borrowed(text) => Cell::text(text),
        Cow::Owned(text) => Cell::Text(clean::clean_text(&text).into()),
    }
}

/// A value of a field of the shop's own; a sensitive one only where real numbers may leave.
fn owned<'c>(scenery: &Scenery, kept: Kept, text: &'c str) -> Cell<'c> {
    match kept {
        Kept::Secret if scenery.order.numbers == Numbers::Masked => Cell::Text(MASK.into()),
        Kept::Number => decimal(text).unwrap_or_else(|| Cell::text(text)),
        Kept::Day => text.parse().map_or_else(|_| Cell::text(text), Cell::Day),
        Kept::Truth => Cell::Text(i18n::custom::value(scenery.s, &Type::Bool, text).into()),
        Kept::Secret | Kept::Text => told(scenery, text),
    }
}

/// A number as the file keeps it, with the decimals it has there.
fn decimal(text: &str) -> Option<Cell<'static>> {
    let (_, fraction) = text.split_once('.').unwrap_or((text, ""));
    Some(Cell::Decimal {
        units: text.replace('.', "").parse().ok()?,
        scale: u32::try_from(fraction.len()).ok()?,
    })
}

fn numeric<'c>(scenery: &Scenery, form: Form, number: i64) -> Cell<'c> {
    match form {
        Form::Key => Cell::Text(words::key(number).into()),
        Form::Cents => Cell::Decimal {
            units: number,
            scale: 2,
        },
        Form::Milli if number % 1_000 != 0 => Cell::Decimal {
            units: number,
            scale: 3,
        },
        Form::Milli => Cell::Count(number / 1_000),
        Form::Moment => Cell::Moment(Millis(number).at(scenery.now.offset)),
        _ => Cell::Count(number),
    }
}

/// Values in one cell, so that `parted` gives them back.
pub(super) fn joined(values: impl Iterator<Item = String>) -> String {
    let mut cell = String::new();
    for value in values {
        if !cell.is_empty() {
            cell.push_str(BETWEEN);
        }
        match value.contains(['\\', ';']) {
            true => cell.push_str(&value.replace('\\', "\\\\").replace(';', "\\;")),
            false => cell.push_str(&value),
        }
    }
    cell
}

/// A number or an address as it may be seen. A number is grouped where that reads back as the same one.
pub(super) fn reached(method: Method, value: &str, numbers: Numbers) -> String {
    if numbers == Numbers::Masked {
        return mask(method, value);
    }
    if method != Method::Phone {
        return value.to_owned();
    }
    if let Some(mobile) = value
        .strip_prefix("+861")
        .filter(|rest| rest.len() == 10 && rest.bytes().all(|digit| digit.is_ascii_digit()))
    {
        return format!("1{} {} {}", &mobile[..2], &mobile[2..6], &mobile[6..]);
    }
    let shown = phone::display(value);
    match phone::parse_one(&shown, Region::default()) {
        Parsed::Number(number) if number == value => shown,
        _ => value.to_owned(),
    }
}
