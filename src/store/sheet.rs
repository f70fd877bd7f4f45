//! The tables that leave the file as sheets: which columns they have, and their rows one after another. A million rows take the memory
//! of one. Formats nothing; hides nothing.

pub mod book;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, ToSql};

use super::filter::Where;
use super::listing::Walk;
use super::secret::OPENED;
use super::star::Look;
use super::{Error, Result};
use crate::domain::custom::{Custom, Secrecy, Type};
use crate::domain::id::CustomerId;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Text,
    /// Several values, a line each.
    Lines,
    Phones,
    Emails,
    /// `phone:+86…`: how, and with what.
    Contact,
    /// A row's own number, or what stands for it in the star schema.
    Key,
    /// A word of a closed set, by its code.
    Word,
    Cents,
    /// Thousandths.
    Milli,
    Count,
    /// `2026-03-02`.
    Day,
    /// Milliseconds since 1970 in UTC.
    Moment,
    /// A value of a field of the shop's own.
    Own(Kept),
}

/// What the values of a field of the shop's own are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Text,
    /// A decimal: a number, an amount.
    Number,
    Day,
    /// Yes or no.
    Truth,
    /// Sensitive, whatever its type.
    Secret,
}

/// One column of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<'c> {
    /// What scripts call it; the header of a field of the shop's own.
    pub name: &'c str,
    pub form: Form,
    pub(super) sql: &'c str,
}

/// A field of the shop's own as a column of the sheet of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    header: String,
    kept: Kept,
    sql: String,
}

impl Own {
    /// The column of a field, under this header.
    #[must_use]
    pub fn new(field: &Custom, header: String) -> Self {
        let id = field.id;
        Self {
            header,
            kept: match (field.shape.secrecy, &field.shape.of) {
                (Secrecy::Sensitive, _) => Kept::Secret,
                (_, Type::Number | Type::Money) => Kept::Number,
                (_, Type::Date) => Kept::Day,
                (_, Type::Bool) => Kept::Truth,
                (_, Type::Text | Type::List(_) | Type::Link) => Kept::Text,
            },
            sql: format!(
                "(SELECT {OPENED} FROM field_value WHERE customer_id = c.id AND field_id = {id})"
            ),
        }
    }

    #[must_use]
    pub fn column(&self) -> Column<'_> {
        Column {
            name: &self.header,
            form: Form::Own(self.kept),
            sql: &self.sql,
        }
    }
}

/// One sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// What scripts and files call it.
    pub name: &'static str,
    pub columns: &'static [Column<'static>],
    pub(super) from: &'static str,
    pub(super) scope: Scope,
}

/// Whose rows a sheet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// A row a customer, in the order of a list.
    List,
    /// Rows `r` with a `customer_id`, in the order they were made.
    OfCustomers,
    /// Rows `r` of the shop, whoever is meant.
    Shop,
}

/// One cell as it lies in the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Number(i64),
    Text(&'a str),
}

/// Which rows.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    /// Of the customers a condition means, in the order of a list where the sheet is that of customers.
    Of(&'a Where, &'a Walk),
    /// Of these customers.
    These(&'a [CustomerId], &'a Walk),
}

pub(super) const fn column(name: &'static str, form: Form, sql: &'static str) -> Column<'static> {
    Column { name, form, sql }
}

pub(super) const OF_CUSTOMER: &str =
    "JOIN customer c ON c.id = r.customer_id JOIN customer_derived d ON d.customer_id = c.id";

impl Sheet {
    /// The sheet of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        book::SHEETS.into_iter().find(|sheet| sheet.name == name)
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column<'static>> {
        self.columns.iter().find(|column| column.name == name)
    }

    fn sql(&self, columns: &[&Column], rows: Rows) -> String {
        let cells: Vec<&str> = columns.iter().map(|column| column.sql).collect();
        let (only, walk) = match rows {
            Rows::Of(only, walk) => (only.sql.clone(), walk),
            Rows::These(_, walk) => (
                "d.customer_id IN (SELECT value FROM json_each(:these))".to_owned(),
                walk,
            ),
        };
        let (join, order) = match self.scope {
            Scope::List => ("", walk.order()),
            Scope::OfCustomers => (OF_CUSTOMER, "r.id".to_owned()),
            Scope::Shop => {
                let cells = cells.join(", ");
                return format!("SELECT {cells} FROM {} ORDER BY r.id", self.from);
            }
        };
        format!(
            "SELECT {} FROM {} {join} WHERE {only} ORDER BY {order}",
            cells.join(", "),
            self.from
        )
    }
}

/// Hands over every row of a sheet, one after another.
///
/// # Errors
/// Whatever SQLite or the taker says; the taker's error ends it.
pub fn each<E: From<Error>>(
    db: &Connection,
    sheet: &Sheet,
    columns: &[&Column],
    rows: Rows,
    look: Look,
    take: &mut dyn FnMut(&[Cell]) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let these = match rows {
        Rows::These(ids, _) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            format!("[{}]", ids.join(","))
        }
        Rows::Of(..) => String::new(),
    };
    let mut values: Vec<(&str, &dyn ToSql)> = match rows {
        Rows::Of(only, _) => only.bound().collect(),
        Rows::These(..) => Vec::new(),
    };
    if matches!(rows, Rows::These(..)) {
        values.push((":these", &these));
    }
    if sheet.scope == Scope::Shop {
        values.clear();
    }
    let sql = super::star::settled(&sheet.sql(columns, rows), look);
    run(db, &sql, values.as_slice(), take)
}

/// Hands over every row of a query.
pub(super) fn run<E: From<Error>>(
    db: &Connection,
    sql: &str,
    values: &[(&str, &dyn ToSql)],
    take: &mut dyn FnMut(&[Cell]) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut statement = db.prepare(sql).map_err(Error::from)?;
    let count = statement.column_count();
    let mut found = statement.query(values).map_err(Error::from)?;
    while let Some(row) = found.next().map_err(Error::from)? {
        take(&cells(row, count)?)?;
    }
    Ok(())
}

fn cells<'r>(row: &'r Row, count: usize) -> Result<Vec<Cell<'r>>> {
    (0..count)
        .map(|n| {
            Ok(match row.get_ref(n)? {
                ValueRef::Null => Cell::Empty,
                ValueRef::Integer(number) => Cell::Number(number),
                text => Cell::Text(text.as_str().map_err(|_| Error::Value {
                    table: "export",
                    column: "text",
                })?),
            })
        })
        .collect()
}

/// Rows looked at first: a column that is used at all is mostly used there.
const LOOKED_AT: usize = 500;

/// Which of the columns say anything in any row. Columns that do early cost nothing more; the others are looked through once.
///
/// # Errors
/// Only what SQLite says.
pub fn filled<'c, 'd>(
    db: &Connection,
    sheet: &Sheet,
    columns: &[&'c Column<'d>],
    rows: Rows,
    look: Look,
) -> Result<Vec<&'c Column<'d>>> {
    let mut says = vec![false; columns.len()];
    let is_said = |cell: &Cell| !matches!(cell, Cell::Empty | Cell::Text(""));
    let mut seen = 0;
    let met = each::<Ended>(db, sheet, columns, rows, look, &mut |row| {
        for (says, cell) in says.iter_mut().zip(row) {
            *says |= is_said(cell);
        }
        seen += 1;
        match seen < LOOKED_AT && !says.iter().all(|says| *says) {
            true => Ok(()),
            false => Err(Ended::Enough),
        }
    });
    let silent: Vec<&Column> = columns
        .iter()
        .zip(&says)
        .filter(|(_, says)| !**says)
        .map(|(column, _)| *column)
        .collect();
    match met {
        Err(Ended::Store(error)) => return Err(error),
        // Every row was seen, or every column speaks.
        Ok(()) => {}
        Err(Ended::Enough) if silent.is_empty() => {}
        Err(Ended::Enough) => each::<Error>(db, sheet, &silent, rows, look, &mut |row| {
            let mut cells = row.iter();
            for (column, says) in columns.iter().zip(says.iter_mut()) {
                let is_silent = silent.iter().any(|one| one.name == column.name);
                *says |= is_silent && cells.next().is_some_and(is_said);
            }
            Ok(())
        })?,
    }
    let spoken = columns.iter().zip(says).filter(|(_, says)| *says);
    Ok(spoken.map(|(column, _)| *column).collect())
}

/// Why a look at rows ended.
enum Ended {
    Enough,
    Store(Error),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

/// How many rows a sheet has for these customers.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection, sheet: &Sheet, rows: Rows) -> Result<u64> {
    const ALL: Column<'static> = column("n", Form::Count, "count(*)");
    let look = Look {
        real: false,
        offset_seconds: None,
        today: None,
    };
    let mut n = 0;
    each::<Error>(db, sheet, &[&ALL], rows, look, &mut |row| {
        if let [Cell::Number(rows)] = row {
            n = u64::try_from(*rows).unwrap_or_default();
        }
        Ok(())
    })?;
    Ok(n)
}
