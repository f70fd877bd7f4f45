//! Tables for programs: comma-separated, a header with fixed names in any order, values as they are. Guesses nothing but the encoding.

use super::decode;
use super::delimited::{Fault, Reader, Row};
use super::report::ErrorCode;

/// A table with its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    header: Vec<String>,
    pub rows: Vec<Row>,
}

/// The rows of a table without a header, blank ones left out.
///
/// # Errors
/// The characters or the quotes cannot be read, or there is no row.
pub fn rows(bytes: Vec<u8>) -> Result<Vec<Row>, Fault> {
    let file = |code| Fault { code, line: 0 };
    let text = decode::decode(bytes, None).map_err(file)?.text;
    let text = text.trim_start_matches('\u{feff}');
    let rows: Vec<Row> = Reader::new(text, 1, ',')
        .filter(|row| !row.as_ref().is_ok_and(Row::is_blank))
        .collect::<Result<_, _>>()?;
    if rows.is_empty() {
        return Err(file(ErrorCode::EmptyFile));
    }
    Ok(rows)
}

impl Plain {
    /// Reads a table.
    ///
    /// # Errors
    /// As [`rows`], or there is a header only.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Fault> {
        let mut rows = rows(bytes)?;
        let header = rows.remove(0);
        if rows.is_empty() {
            return Err(Fault {
                code: ErrorCode::NoRecords,
                line: header.line,
            });
        }
        Ok(Self {
            header: header.cells,
            rows,
        })
    }

    /// The places of columns by name, without regard to case.
    ///
    /// # Errors
    /// The names that are missing.
    pub fn columns<const N: usize>(
        &self,
        names: [&'static str; N],
    ) -> Result<[usize; N], Vec<&'static str>> {
        let place = |name: &str| {
            self.header
                .iter()
                .position(|column| column.trim().eq_ignore_ascii_case(name))
        };
        let missing: Vec<&str> = names
            .into_iter()
            .filter(|name| place(name).is_none())
            .collect();
        if missing.is_empty() {
            Ok(names.map(|name| place(name).unwrap_or_default()))
        } else {
            Err(missing)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_in_any_order() {
        let table =
            Plain::read("\u{feff}Date,customer_id\n2026-01-01,7\n\n".into()).expect("a table");
        assert_eq!(table.columns(["customer_id", "date"]), Ok([1, 0]));
        assert_eq!(
            table.columns(["amount", "date", "item"]),
            Err(vec!["amount", "item"])
        );
        assert_eq!(table.rows.len(), 1);
    }

    #[test]
    fn nothing_to_read_is_said() {
        for (text, code) in [
            ("", ErrorCode::EmptyFile),
            ("\n \n", ErrorCode::EmptyFile),
            ("a,b\n", ErrorCode::NoRecords),
            ("a\n\"b", ErrorCode::UnterminatedQuote),
        ] {
            assert_eq!(
                Plain::read(text.into()).map_err(|fault| fault.code),
                Err(code),
                "{text:?}"
            );
        }
    }
}
