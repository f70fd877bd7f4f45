//! Delimited text as rows with their physical lines (RFC 4180 quotes; CR LF, LF or CR). Knows nothing of headers or fields.

pub mod sniff;

use super::report::ErrorCode;

/// Cells in one row beyond which a file is refused.
pub const MOST_CELLS: usize = 4_096;
/// Bytes in one cell beyond which a file is refused.
pub const LONGEST_CELL: usize = 4 * 1024 * 1024;

/// One row of a table, whatever kind of file it came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The physical line it starts on, from 1.
    pub line: u64,
    pub cells: Vec<String>,
}

impl Row {
    /// Whether no cell says anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.trim().is_empty())
    }
}

/// A fault that ends the reading, and the line where the faulty row starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    pub code: ErrorCode,
    pub line: u64,
}

/// Reads rows one by one out of decoded text.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    delimiter: char,
}

/// What ended a cell.
#[derive(PartialEq, Eq)]
enum End {
    Cell,
    Row,
}

impl<'a> Reader<'a> {
    /// Starts at the first byte of `text`, which is on physical line `line`.
    pub fn new(text: &'a str, line: u64, delimiter: char) -> Self {
        Self {
            text,
            at: 0,
            line,
            delimiter,
        }
    }

    /// The bytes read so far.
    pub fn position(&self) -> usize {
        self.at
    }

    fn row(&mut self) -> Result<Row, Fault> {
        let mut row = Row {
            line: self.line,
            cells: Vec::new(),
        };
        loop {
            let (cell, end) = self.cell().map_err(|code| Fault {
                code,
                line: row.line,
            })?;
            row.cells.push(cell);
            if end == End::Row {
                return Ok(row);
            }
            if row.cells.len() >= MOST_CELLS {
                return Err(Fault {
                    code: ErrorCode::TooLarge,
                    line: row.line,
                });
            }
        }
    }

    /// What has not been read yet.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn cell(&mut self) -> Result<(String, End), ErrorCode> {
        let mut cell = if self.rest().starts_with('"') {
            self.quoted()?
        } else {
            String::new()
        };
        // What follows a closing quote belongs to the cell, as every spreadsheet reads it.
        let rest = self.rest();
        let len = rest
            .find([self.delimiter, '\n', '\r'])
            .unwrap_or(rest.len());
        cell.push_str(rest.get(..len).unwrap_or_default());
        if cell.len() > LONGEST_CELL {
            return Err(ErrorCode::TooLarge);
        }
        self.at += len;
        Ok((cell, self.end()))
    }

    /// The inside of a quoted cell, doubled quotes undoubled.
    fn quoted(&mut self) -> Result<String, ErrorCode> {
        let mut cell = String::new();
        self.at += 1;
        loop {
            let rest = self.rest();
            let len = rest.find('"').ok_or(ErrorCode::UnterminatedQuote)?;
            let inside = rest.get(..len).unwrap_or_default();
            cell.push_str(inside);
            self.line += count_lines(inside);
            self.at += len + 1;
            if !self.rest().starts_with('"') {
                return Ok(cell);
            }
            cell.push('"');
            self.at += 1;
        }
    }

    fn end(&mut self) -> End {
        let rest = self.rest();
        let (len, end) = match rest.as_bytes() {
            [] => (0, End::Row),
            [b'\r', b'\n', ..] => (2, End::Row),
            [b'\r' | b'\n', ..] => (1, End::Row),
            _ => (self.delimiter.len_utf8(), End::Cell),
        };
        self.at += len;
        self.line += u64::from(end == End::Row);
        end
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        let row = self.row();
        if row.is_err() {
            self.at = self.text.len();
        }
        Some(row)
    }
}

fn count_lines(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    let ends = |(byte, next): &(&u8, Option<&u8>)| {
        **byte == b'\n' || (**byte == b'\r' && *next != Some(&b'\n'))
    };
    bytes.iter().zip(next).filter(ends).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        Reader::new(text, 1, ',')
            .map(|r| r.unwrap())
            .map(|r| (r.line, r.cells))
            .collect()
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|&c| c.to_owned()).collect())
    }

    #[test]
    fn every_line_end_is_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("a,b{end}{end}\"x{end}y\",c{end}d,e");
            let quoted = format!("x{end}y");
            let want = vec![
                row(1, &["a", "b"]),
                row(2, &[""]),
                row(3, &[&quoted, "c"]),
                row(5, &["d", "e"]),
            ];
            assert_eq!(rows(&text), want, "{end:?}");
        }
    }

    #[test]
    fn quotes_hold_delimiters_and_quotes() {
        assert_eq!(
            rows("\"a,\"\"b\"\"\",\"\"\n5\" nail,\"x\"y\n"),
            vec![row(1, &["a,\"b\"", ""]), row(2, &["5\" nail", "xy"])]
        );
    }

    #[test]
    fn a_quote_that_never_closes_names_its_line() {
        let last = Reader::new("a,b\nc,\"d\ne,f\n", 1, ',').last().unwrap();
        assert_eq!(
            last,
            Err(Fault {
                code: ErrorCode::UnterminatedQuote,
                line: 2
            })
        );
    }

    #[test]
    fn a_row_of_absurd_width_is_refused() {
        let last = Reader::new(&",".repeat(MOST_CELLS + 1), 1, ',')
            .last()
            .unwrap();
        assert_eq!(
            last,
            Err(Fault {
                code: ErrorCode::TooLarge,
                line: 1
            })
        );
    }

    proptest! {
        #[test]
        fn what_was_quoted_is_read_back(cells in proptest::collection::vec("[a,\"\n\r;客 ]{0,6}", 1..5)) {
            let text: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            prop_assert_eq!(rows(&text.join(",")), vec![(1, cells)]);
        }
    }
}
