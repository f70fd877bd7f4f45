//! The bridge to analysis: dimensions and facts as CSV or Parquet, the same as SQL views, and a dictionary in both languages.

use std::io::Write;

use super::place::Parts;
use super::{Scenery, io, table};
use crate::app::{Error, Result};
use crate::codec::write::Cell;
use crate::codec::write::csv::Csv;
use crate::codec::write::parquet::{Kind, Parquet};
use crate::domain::name::Lang;
use crate::domain::time::Millis;
use crate::i18n::strings;
use crate::store::sheet::{self, Column, Form, Sheet};
use crate::store::star::{TABLES, views};

/// What stands for nothing in a column of text.
const UNKNOWN: &str = "unknown";

/// What the tables are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    #[default]
    Csv,
    Parquet,
}

/// A table being written.
enum Table<W: Write + Send> {
    Csv(Csv<W>),
    Parquet(Box<Parquet<W>>),
}

pub(super) fn bi(scenery: &Scenery, parts: &mut Parts, format: Format) -> Result<()> {
    for table in TABLES {
        scenery.announce(table)?;
    }
    for table in TABLES {
        write(scenery, parts, format, table)?;
    }
    dictionary(scenery, parts)?;
    let mut sink = parts.file()?;
    let text = views(scenery.look().real);
    sink.write_all(text.as_bytes()).map_err(io(scenery.order))?;
    parts.keep("views.sql", 0, sink)
}

fn write(
    scenery: &Scenery,
    parts: &mut Parts,
    format: Format,
    table: &'static Sheet,
) -> Result<()> {
    let io = io(scenery.order);
    let columns = columns(scenery, format, table)?;
    let sink = parts.file()?;
    let mut out = match format {
        Format::Csv => {
            let header: Vec<String> = columns.iter().map(|c| c.name.to_owned()).collect();
            Table::Csv(Csv::new(sink, &header).map_err(&io)?)
        }
        Format::Parquet => {
            let kinds: Vec<(&str, Kind)> = columns.iter().map(|c| (c.name, kind(c.form))).collect();
            Table::Parquet(Box::new(Parquet::new(sink, &kinds).map_err(&io)?))
        }
    };
    let mut rows = 0;
    let (wanted, look) = (scenery.rows(), scenery.look());
    sheet::each::<Error>(scenery.db, table, &columns, wanted, look, &mut |row| {
        rows += 1;
        scenery.step()?;
        let cells: Vec<Cell> = columns
            .iter()
            .zip(row)
            .map(|(column, cell)| cell_of(scenery, column.form, *cell))
            .collect();
        match &mut out {
            Table::Csv(csv) => csv.row(&cells),
            Table::Parquet(parquet) => parquet.row(&cells),
        }
        .map_err(&io)
    })?;
    let (sink, end) = match out {
        Table::Csv(csv) => (csv.finish(), "csv"),
        Table::Parquet(parquet) => (parquet.finish().map_err(&io)?, "parquet"),
    };
    parts.keep(&format!("{}.{end}", table.name), rows, sink)
}

/// The columns of a table; what was noted is only there where people are not hidden. In CSV, a day or number that no row has would be
/// a column whose type nobody can tell: it stands in the dictionary, and comes with its first value.
fn columns(
    scenery: &Scenery,
    format: Format,
    table: &'static Sheet,
) -> Result<Vec<&'static Column<'static>>> {
    let hides = |column: &&Column| column.name == "note" && !scenery.look().real;
    let all: Vec<&Column> = table.columns.iter().filter(|one| !hides(one)).collect();
    if format == Format::Parquet {
        return Ok(all);
    }
    let (rows, look) = (scenery.rows(), scenery.look());
    let filled = sheet::filled(scenery.db, table, &all, rows, look)?;
    if filled.is_empty() {
        return Ok(all);
    }
    let stays = |column: &&Column| {
        matches!(column.form, Form::Text | Form::Key)
            || is_score(column.name)
            || filled.contains(column)
    };
    Ok(all.into_iter().filter(stays).collect())
}

fn is_score(name: &str) -> bool {
    matches!(name, "r_score" | "f_score" | "m_score")
}

fn kind(form: Form) -> Kind {
    match form {
        Form::Count => Kind::Count,
        Form::Cents => Kind::Decimal { scale: 2 },
        Form::Milli => Kind::Decimal { scale: 3 },
        Form::Day => Kind::Day,
        Form::Moment => Kind::Moment,
        _ => Kind::Text,
    }
}

/// A cell of the kind its column has in every row. A text that says nothing says so: tools group by it.
fn cell_of<'c>(scenery: &Scenery, form: Form, cell: sheet::Cell<'c>) -> Cell<'c> {
    match (form, cell) {
        (Form::Text | Form::Key, sheet::Cell::Empty | sheet::Cell::Text("")) => Cell::text(UNKNOWN),
        (_, sheet::Cell::Empty) => Cell::Empty,
        (Form::Cents, sheet::Cell::Number(units)) => Cell::Decimal { units, scale: 2 },
        (Form::Milli, sheet::Cell::Number(units)) => Cell::Decimal { units, scale: 3 },
        (Form::Moment, sheet::Cell::Number(at)) => Cell::Moment(Millis(at).at(scenery.now.offset)),
        (Form::Day, sheet::Cell::Text(day)) => day.parse().map_or(Cell::Empty, Cell::Day),
        (_, sheet::Cell::Number(number)) => Cell::Count(number),
        (Form::Text, sheet::Cell::Text(text)) => table::told(scenery, text),
        (_, sheet::Cell::Text(text)) => Cell::text(text),
    }
}

/// What every column is, in both languages.
fn dictionary(scenery: &Scenery, parts: &mut Parts) -> Result<()> {
    let io = io(scenery.order);
    let header = ["table", "column", "type", "zh", "en"].map(str::to_owned);
    let mut csv = Csv::new(parts.file()?, &header).map_err(&io)?;
    let mut rows = 0;
    for table in TABLES {
        for column in table.columns {
            rows += 1;
            let meaning = |lang| (strings(lang).export.star)(column.name);
            let cells = [
                table.name,
                column.name,
                told(column.form),
                meaning(Lang::Zh),
                meaning(Lang::En),
            ];
            csv.row(&cells.map(Cell::text)).map_err(&io)?;
        }
    }
    parts.keep("dictionary.csv", rows, csv.finish())
}

fn told(form: Form) -> &'static str {
    match kind(form) {
        Kind::Text => "text",
        Kind::Count => "integer",
        Kind::Decimal { scale: 2 } => "decimal(18,2)",
        Kind::Decimal { .. } => "decimal(18,3)",
        Kind::Day => "date",
        Kind::Moment => "timestamp",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_explained_in_both_languages() {
        for s in Lang::ALL.map(strings) {
            for column in TABLES.iter().flat_map(|table| table.columns) {
                assert!(!(s.export.star)(column.name).is_empty(), "{}", column.name);
            }
        }
    }
}
