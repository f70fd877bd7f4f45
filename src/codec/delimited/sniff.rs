//! Which sign parts the cells: `sep=X` if the file says so, else the one under which the most header cells are understood.

use super::{Reader, Row};

/// The signs tried, the likelier first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// The header is looked for in this many rows.
pub const HEADER_ROWS: usize = 25;

/// The delimiter of a text, and where its rows begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    pub delimiter: char,
    /// Bytes before the first row, and the physical line that row is on.
    pub start: usize,
    pub line: u64,
}

impl Layout {
    /// The rows of `text` under this layout.
    pub fn rows(self, text: &str) -> Reader<'_> {
        Reader::new(
            text.get(self.start..).unwrap_or_default(),
            self.line,
            self.delimiter,
        )
    }
}

/// Finds the layout; `understood` says how many cells of a row are known headers.
pub fn sniff(text: &str, understood: impl Fn(&Row) -> usize) -> Layout {
    if let Some(layout) = declared(text) {
        return layout;
    }
    let score = |delimiter: char| {
        let rows: Vec<Row> = Reader::new(text, 1, delimiter)
            .take(HEADER_ROWS)
            .map_while(Result::ok)
            .collect();
        let known = rows.iter().map(&understood).max().unwrap_or(0);
        (known, steady_width(&rows))
    };
    let mut best = (DELIMITERS[0], score(DELIMITERS[0]));
    for delimiter in DELIMITERS.into_iter().skip(1) {
        let scored = score(delimiter);
        if scored > best.1 {
            best = (delimiter, scored);
        }
    }
    Layout {
        delimiter: best.0,
        start: 0,
        line: 1,
    }
}

fn declared(text: &str) -> Option<Layout> {
    let line = text.split(['\n', '\r']).next()?;
    let mut sign = line
        .trim_matches('"')
        .get(..4)
        .filter(|s| s.eq_ignore_ascii_case("sep="))
        .map(|_| line.trim_matches('"').chars().skip(4))?;
    let delimiter = sign.next().filter(|c| !matches!(c, '"' | '\n' | '\r'))?;
    let rest = text.get(line.len()..)?;
    let end = if rest.starts_with("\r\n") {
        2
    } else {
        usize::from(!rest.is_empty())
    };
    Some(Layout {
        delimiter,
        start: line.len() + end,
        line: 2,
    })
}

/// The width most rows share, if more than one column.
fn steady_width(rows: &[Row]) -> usize {
    let widths: Vec<usize> = rows
        .iter()
        .filter(|r| !r.is_blank())
        .map(|r| r.cells.len())
        .collect();
    let shared = |w: usize| widths.iter().filter(|&&x| x == w).count() * 2 > widths.len();
    widths
        .iter()
        .copied()
        .filter(|&w| w > 1 && shared(w))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(row: &Row) -> usize {
        row.cells
            .iter()
            .filter(|c| matches!(c.trim(), "姓名" | "手机" | "Name" | "Phone"))
            .count()
    }

    #[test]
    fn the_sign_that_splits_the_header_wins() {
        for (text, want) in [
            ("姓名,手机\n孔一,1;2;3;4\n", ','),
            ("Name;Phone\na,b,c;1\n", ';'),
            ("客户名单, 2024, 上海\n姓名\t手机\n孔一\t1\n", '\t'),
            ("姓名|手机\n", '|'),
            ("手机\n1\n", ','),
            ("x;y\n1;2\n", ';'),
        ] {
            assert_eq!(sniff(text, known).delimiter, want, "{text}");
        }
    }

    #[test]
    fn a_declared_sign_is_obeyed_and_its_line_counted() {
        let text = "sep=;\r\n姓名;手机\r\n";
        let layout = sniff(text, known);
        assert_eq!((layout.delimiter, layout.line), (';', 2));
        assert_eq!(layout.rows(text).next().unwrap().unwrap().line, 2);
        assert_eq!(sniff("sep=\t\n姓名\t手机\n", known).delimiter, '\t');
    }
}
