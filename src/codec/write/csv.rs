//! CSV for spreadsheets: UTF-8 with BOM, CRLF, RFC 4180, guarded cells. Decides nothing about columns.

use std::io::{Result, Write};

use super::guard::guarded;
use super::{Cell, decimal, moment};

/// So that Excel does not take it for the code page of the day.
const BOM: &str = "\u{feff}";

/// Writes rows.
pub struct Csv<W> {
    out: W,
    line: String,
}

impl<W: Write> Csv<W> {
    /// Begins a file with its header.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn new(mut out: W, header: &[String]) -> Result<Self> {
        out.write_all(BOM.as_bytes())?;
        let mut csv = Self {
            out,
            line: String::new(),
        };
        let cells: Vec<Cell> = header.iter().map(|text| Cell::text(text)).collect();
        csv.row(&cells)?;
        Ok(csv)
    }

    /// Writes one row.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn row(&mut self, cells: &[Cell]) -> Result<()> {
        self.line.clear();
        for (n, cell) in cells.iter().enumerate() {
            if n > 0 {
                self.line.push(',');
            }
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => quote(&mut self.line, &guarded(text)),
                Cell::Phone(text) if is_dialled(text) => quote(&mut self.line, text),
                Cell::Phone(text) => quote(&mut self.line, &guarded(text)),
                Cell::Count(n) => self.line.push_str(&n.to_string()),
                Cell::Decimal { units, scale } => self.line.push_str(&decimal(*units, *scale)),
                Cell::Day(day) => self.line.push_str(&day.to_string()),
                Cell::Moment(at) => self.line.push_str(&moment(at)),
            }
        }
        self.line.push_str("\r\n");
        self.out.write_all(self.line.as_bytes())
    }

    /// Gives the writer back.
    pub fn finish(self) -> W {
        self.out
    }
}

/// Whether a number stands in groups, which no spreadsheet takes for one number: `+86 138 0013 8000`.
fn is_dialled(text: &str) -> bool {
    let bare = text.strip_prefix('+').unwrap_or(text);
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.contains(' ')
        && bare.bytes().all(|b| b.is_ascii_digit() || b == b' ')
}

fn quote(line: &mut String, text: &str) {
    if !text
        .bytes()
        .any(|b| matches!(b, b',' | b'"' | b'\r' | b'\n'))
    {
        line.push_str(text);
        return;
    }
    line.push('"');
    for (n, part) in text.split('"').enumerate() {
        if n > 0 {
            line.push_str("\"\"");
        }
        line.push_str(part);
    }
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_what_a_spreadsheet_reads_back() {
        let mut csv = Csv::new(Vec::new(), &["姓名".to_owned(), "a,b".to_owned()]).expect("writes");
        let day = "2026-03-02".parse().expect("a day");
        for (cell, want) in [
            (Cell::text("说\"好\""), "\"说\"\"好\"\"\""),
            (Cell::text("a\nb"), "\"a\nb\""),
            (Cell::text("=1"), "'=1"),
            (Cell::Phone("+86 138 0013 8000".into()), "+86 138 0013 8000"),
            (Cell::Phone("138 0013 8000".into()), "138 0013 8000"),
            (Cell::Phone("13800138000".into()), "'13800138000"),
            (Cell::Phone("+8613800138000".into()), "'+8613800138000"),
            (
                Cell::Decimal {
                    units: -500,
                    scale: 2,
                },
                "-5.00",
            ),
            (
                Cell::Decimal {
                    units: 1500,
                    scale: 3,
                },
                "1.500",
            ),
            (Cell::Day(day), "2026-03-02"),
            (Cell::Empty, ""),
        ] {
            csv.out.clear();
            csv.row(&[cell, Cell::Count(7)]).expect("writes");
            assert_eq!(String::from_utf8_lossy(&csv.out), format!("{want},7\r\n"));
        }
    }

    #[test]
    fn a_file_begins_with_its_mark_and_header() {
        let csv = Csv::new(Vec::new(), &["姓名".to_owned(), "a,b".to_owned()]).expect("writes");
        assert_eq!(csv.finish(), "\u{feff}姓名,\"a,b\"\r\n".as_bytes());
    }
}
