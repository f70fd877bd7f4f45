//! Results as CSV with a header, or as JSON rows of the same names.

use serde_json::{Map, Number, Value};

use crate::cli::out::{Form, Out};
use crate::cli::stop::Result;
use crate::domain::clean;
use crate::domain::money::Cents;

/// Digits that matter of a figure.
const DIGITS: usize = 10;

/// A cell of a result.
pub enum Cell {
    Text(String),
    Count(u64),
    Cents(i64),
    Figure(f64),
    /// A figure with so many significant digits.
    Digits(f64, usize),
    /// A figure with so many decimals.
    Decimals(f64, usize),
    Blank,
}

impl Cell {
    /// A figure, or nothing.
    #[must_use]
    pub fn maybe(figure: Option<f64>) -> Self {
        figure.map_or(Self::Blank, Self::Figure)
    }

    fn number(&self) -> Option<Number> {
        let rounded = match *self {
            Self::Count(n) => return Some(n.into()),
            Self::Figure(figure) => significant(figure, DIGITS),
            Self::Digits(figure, digits) => significant(figure, digits),
            Self::Decimals(figure, decimals) => format!("{figure:.decimals$}").parse().ok(),
            Self::Text(_) | Self::Cents(_) | Self::Blank => None,
        };
        Number::from_f64(rounded?)
    }

    fn json(&self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.clone()),
            Self::Cents(cents) => Value::String(Cents(*cents).to_plain_string()),
            other => other.number().map_or(Value::Null, Value::Number),
        }
    }

    fn csv(&self) -> String {
        match self {
            Self::Text(text) => quoted(&guarded(text)),
            Self::Cents(cents) => Cents(*cents).to_plain_string(),
            Self::Decimals(figure, decimals) if figure.is_finite() => fixed(*figure, *decimals),
            Self::Figure(figure) | Self::Digits(figure, _) | Self::Decimals(figure, _)
                if figure.is_infinite() =>
            {
                "inf".to_owned()
            }
            other => other.number().map(|n| n.to_string()).unwrap_or_default(),
        }
    }
}

fn significant(figure: f64, digits: usize) -> Option<f64> {
    format!("{figure:.*e}", digits.saturating_sub(1))
        .parse()
        .ok()
}

/// With all its decimals, and no sign before a zero.
fn fixed(figure: f64, decimals: usize) -> String {
    let text = format!("{figure:.decimals$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|b| matches!(b, b'0' | b'.')) => zero.to_owned(),
        _ => text,
    }
}

/// The table as a CSV text.
#[must_use]
pub fn csv(header: &[&str], rows: &[Vec<Cell>]) -> String {
    let mut text = header.join(",");
    text.push('\n');
    for row in rows {
        let cells: Vec<String> = row.iter().map(Cell::csv).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

/// Prints a table.
///
/// # Errors
/// The output cannot be written.
pub fn print(kind: &str, header: &[&str], rows: &[Vec<Cell>], out: &mut Out) -> Result<()> {
    if out.form != Form::Json {
        return out.raw(csv(header, rows).as_bytes());
    }
    let objects = rows.iter().map(|row| {
        let fields = header.iter().zip(row);
        let object: Map<String, Value> = fields
            .map(|(&name, cell)| (name.to_owned(), cell.json()))
            .collect();
        Value::Object(object)
    });
    out.document(kind, objects.collect())
}

/// Quoted where RFC 4180 asks for it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A name that a spreadsheet would take for a formula is led by a quote; what a terminal obeys is left out.
fn guarded(cell: &str) -> String {
    let clean = if clean::is_clean(cell) {
        cell.to_owned()
    } else {
        clean::clean_line(cell)
    };
    let start = clean.trim_start();
    if start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{clean}")
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_written_for_programs() {
        let row = vec![
            Cell::Text("a,\"b\"".into()),
            Cell::Text("=1+1".into()),
            Cell::Text("cream cheese ".into()),
            Cell::Text("0007".into()),
            Cell::Count(3),
            Cell::Cents(-1050),
            Cell::Figure(2.0 / 3.0),
            Cell::Figure(1e-67),
            Cell::Digits(2.0 / 3.0, 3),
            Cell::Decimals(124.0 / 781.0, 6),
            Cell::Decimals(-1e-9, 2),
            Cell::Decimals(f64::INFINITY, 6),
            Cell::Blank,
        ];
        assert_eq!(
            csv(&["x"], &[row]),
            "x\n\"a,\"\"b\"\"\",'=1+1,cream cheese ,0007,3,-10.50,0.6666666667,1e-67,0.667,0.158771,0.00,inf,\n"
        );
        assert_eq!(Cell::Figure(f64::INFINITY).json(), Value::Null);
    }
}
