//! Reading the files of `analyze`: columns by name, cells by what they hold. A cell that is not what its column holds ends the reading.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};

use super::Fault;
use crate::app::import::files::gather;
use crate::cli::stop::{Result, Stop};
use crate::codec::delimited::{self, Row};
use crate::codec::plain::{self, Plain};
use crate::codec::report::ErrorCode;
use crate::domain::money::{Cents, DecimalSign};
use crate::insight::buyer::Sale;

/// How a minute may be written.
const MINUTES: [&str; 4] = [
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
];

/// A table and the columns asked for.
pub struct Sheet<const N: usize> {
    file: String,
    names: [&'static str; N],
    places: [usize; N],
    rows: Vec<Row>,
}

/// One row of it.
pub struct Line<'a, const N: usize> {
    sheet: &'a Sheet<N>,
    row: &'a Row,
}

/// The bytes of one file.
///
/// # Errors
/// The file cannot be read.
pub fn bytes(path: &Path) -> Result<(String, Vec<u8>)> {
    let files = gather(&[PathBuf::from(path)]).map_err(Stop::Unread)?;
    let mut files = files.into_iter().map(|file| file.source);
    match (files.next(), files.next()) {
        (Some(source), None) => Ok((source.name, source.bytes)),
        _ => Err(Stop::File {
            code: ErrorCode::UnsupportedFormat,
            name: path.display().to_string(),
            line: None,
        }),
    }
}

/// The rows of a file without a header.
///
/// # Errors
/// The file cannot be read.
pub fn rows(path: &Path) -> Result<Vec<Row>> {
    let (name, bytes) = bytes(path)?;
    plain::rows(bytes).map_err(|fault| stop(&name, fault))
}

fn stop(name: &str, fault: delimited::Fault) -> Stop {
    Stop::File {
        code: fault.code,
        name: name.to_owned(),
        line: Some(fault.line).filter(|&line| line > 0),
    }
}

/// A day that can mean only one: the year stands first.
fn day_of(text: &str) -> Option<NaiveDate> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // The usual form, a million times over.
    if let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() {
        let number = |digits: &[&u8]| {
            digits.iter().try_fold(0_u32, |sum, digit| {
                digit
                    .is_ascii_digit()
                    .then(|| sum * 10 + u32::from(**digit - b'0'))
            })
        };
        let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
        return NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?);
    }
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "0:0"));
    if !time.contains(':') {
        return None;
    }
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(date, "%Y%m%d").ok();
    }
    let mut parts = date
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || month.len() > 2 || day.len() > 2 || parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

impl<const N: usize> Sheet<N> {
    /// Reads a table that has these columns.
    ///
    /// # Errors
    /// The file cannot be read, or lacks a column.
    pub fn read(path: &Path, names: [&'static str; N]) -> Result<Self> {
        let (file, bytes) = bytes(path)?;
        let table = Plain::read(bytes).map_err(|fault| stop(&file, fault))?;
        let places = table
            .columns(names)
            .map_err(|missing| Fault::Columns(file.clone(), missing))?;
        Ok(Self {
            file,
            names,
            places,
            rows: table.rows,
        })
    }

    pub fn lines(&self) -> impl Iterator<Item = Line<'_, N>> {
        self.rows.iter().map(|row| Line { sheet: self, row })
    }
}

impl<'a, const N: usize> Line<'a, N> {
    /// The text of the n-th column asked for.
    #[must_use]
    pub fn text(&self, n: usize) -> &'a str {
        let place = self.sheet.places.get(n).copied();
        place
            .and_then(|place| self.row.cells.get(place))
            .map_or("", |cell| cell.trim())
    }

    /// A text that may not be missing.
    ///
    /// # Errors
    /// It is.
    pub fn name(&self, n: usize) -> Result<&'a str> {
        match self.text(n) {
            "" => self.bad(n),
            text => Ok(text),
        }
    }

    /// A day: `2026-03-09`, or the same written otherwise, year first; a time of day behind it is passed over.
    ///
    /// # Errors
    /// It is none.
    pub fn day(&self, n: usize) -> Result<NaiveDate> {
        self.parsed(n, day_of)
    }

    /// An amount.
    ///
    /// # Errors
    /// It is none.
    pub fn cents(&self, n: usize) -> Result<i64> {
        self.parsed(n, |text| {
            Cents::parse(text, DecimalSign::Point).map(|cents| cents.0)
        })
    }

    /// A whole number, not negative.
    ///
    /// # Errors
    /// It is none.
    pub fn count(&self, n: usize) -> Result<u32> {
        self.parsed(n, |text| text.parse().ok())
    }

    /// A minute, local time; `None` for an empty cell.
    ///
    /// # Errors
    /// It is none.
    pub fn minute(&self, n: usize) -> Result<Option<NaiveDateTime>> {
        match self.text(n) {
            "" => Ok(None),
            _ => self.parsed(n, minute).map(Some),
        }
    }

    /// What a reader makes of the cell.
    ///
    /// # Errors
    /// Nothing.
    pub fn parsed<T>(&self, n: usize, read: impl Fn(&str) -> Option<T>) -> Result<T> {
        read(self.text(n)).map_or_else(|| self.bad(n), Ok)
    }

    fn bad<T>(&self, n: usize) -> Result<T> {
        Err(Fault::Cell {
            file: self.sheet.file.clone(),
            line: self.row.line,
            column: self.sheet.names.get(n).copied().unwrap_or_default(),
            text: self.text(n).to_owned(),
        }
        .into())
    }
}

fn minute(text: &str) -> Option<NaiveDateTime> {
    MINUTES
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

/// Sales of customers in the order of their ids.
///
/// # Errors
/// The file is not `customer_id,date,amount`.
pub fn sales(path: &Path) -> Result<(Vec<String>, Vec<Sale>)> {
    let sheet = Sheet::read(path, ["customer_id", "date", "amount"])?;
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut sales = Vec::new();
    for line in sheet.lines() {
        let next = numbers.len();
        let buyer = *numbers.entry(line.name(0)?).or_insert(next);
        sales.push(Sale {
            buyer,
            day: line.day(1)?,
            cents: line.cents(2)?,
        });
    }
    // In the order of the names, whatever the order of the file.
    let mut names: Vec<(&str, usize)> = numbers.into_iter().collect();
    names.sort_unstable();
    let mut places = vec![0; names.len()];
    for (place, (_, number)) in names.iter().enumerate() {
        places[*number] = place;
    }
    for sale in &mut sales {
        sale.buyer = places[sale.buyer];
    }
    let names = names.into_iter().map(|(name, _)| name.to_owned());
    Ok((names.collect(), sales))
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Analyze(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_be_written_in_several_ways_but_never_in_two_meanings() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 9);
        for text in [
            "2026-03-09",
            "2026/3/9",
            "2026.03.09",
            "20260309",
            "2026-03-09 12:30:00",
            "2026-03-09T12:30:00Z",
        ] {
            assert_eq!(day_of(text), day, "{text}");
        }
        for text in [
            "",
            "03/09/2026",
            "9.3.2026",
            "2026-02-30",
            "2026-03",
            "20260309.5",
            "-2026-03-09",
            "2026-03-09 noon",
            "2026-3-9-1",
        ] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }
}
