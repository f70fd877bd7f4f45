//! Where a command's output goes: data on standard output, talk on standard error. Aligned columns for people, tabs for scripts, JSON for
//! programs. Nothing passes that a terminal would obey.

use std::io::{self, IsTerminal, Write};

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::stop::Result;
use crate::domain::clean;
use crate::domain::time::Now;
use crate::i18n::Strings;

/// The version of every JSON shape printed here.
pub const SHAPE: u32 = 1;
/// Cells between two columns.
const GAP: usize = 2;

/// How data is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Aligned columns with a header, for a terminal.
    Columns,
    /// A line per row, tabs between its cells, no header.
    Tabs,
    /// One document per command: `{"shuke":1,"kind":…,"rows":[…]}`.
    Json,
}

impl Form {
    /// Columns only where a person looks.
    #[must_use]
    pub fn choose(json: bool, plain: bool) -> Self {
        match (json, plain || !io::stdout().is_terminal()) {
            (true, _) => Self::Json,
            (false, true) => Self::Tabs,
            (false, false) => Self::Columns,
        }
    }
}

/// One row, said twice: for people and for programs.
pub struct Row {
    pub cells: Vec<String>,
    pub json: Value,
}

/// A command's way to say something.
pub struct Out {
    data: Box<dyn Write>,
    talk: Box<dyn Write>,
    pub form: Form,
    pub s: &'static Strings,
    pub now: Now,
}

impl Out {
    #[must_use]
    pub fn new(form: Form, s: &'static Strings, now: Now) -> Self {
        Self {
            data: Box::new(io::BufWriter::new(io::stdout())),
            talk: Box::new(io::stderr()),
            form,
            s,
            now,
        }
    }

    /// A list: column names and rows.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn table(&mut self, kind: &str, header: &[&str], rows: Vec<Row>) -> Result<()> {
        if self.form == Form::Json {
            return self.document(kind, rows.into_iter().map(|row| row.json).collect());
        }
        let mut lines: Vec<Vec<String>> = Vec::with_capacity(rows.len() + 1);
        if self.form == Form::Columns && !rows.is_empty() {
            lines.push(header.iter().map(|&name| name.to_owned()).collect());
        }
        lines.extend(rows.into_iter().map(|row| {
            row.cells
                .iter()
                .map(|cell| clean::clean_line(cell).replace('\t', " "))
                .collect()
        }));
        self.lines(&lines)
    }

    /// One thing: labels and values. A value may have several lines.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn card(&mut self, kind: &str, pairs: Vec<(&str, String)>, json: Value) -> Result<()> {
        if self.form == Form::Json {
            return self.document(kind, vec![json]);
        }
        let mut lines = Vec::new();
        for (label, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            if self.form == Form::Tabs {
                lines.push(vec![label.to_owned(), clean::clean_line(&value)]);
                continue;
            }
            for (n, line) in clean::clean_text(&value).lines().enumerate() {
                let label = if n == 0 { label } else { "" };
                lines.push(vec![label.to_owned(), line.to_owned()]);
            }
        }
        self.lines(&lines)
    }

    /// The rows as the one document of this command.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn document(&mut self, kind: &str, rows: Vec<Value>) -> Result<()> {
        self.json(json!({ "shuke": SHAPE, "kind": kind, "rows": rows }))
    }

    /// A document of its own shape.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn json(&mut self, mut document: Value) -> Result<()> {
        cleanse(&mut document);
        writeln!(self.data, "{document}")?;
        Ok(self.data.flush()?)
    }

    /// One line of data; spaces at its start are kept.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn line(&mut self, text: &str) -> Result<()> {
        let indent = text.len() - text.trim_start_matches(' ').len();
        writeln!(self.data, "{:indent$}{}", "", clean::clean_line(text))?;
        Ok(self.data.flush()?)
    }

    /// Bytes made by a generator, such as a completion script.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn raw(&mut self, bytes: &[u8]) -> Result<()> {
        self.data.write_all(bytes)?;
        Ok(self.data.flush()?)
    }

    /// A line for people.
    pub fn talk(&mut self, text: &str) {
        let line = clean::clean_text(text);
        if writeln!(self.talk, "{line}").is_err() {
            // Nobody listens; the data and the exit status still say what happened.
        }
    }

    /// Whether somebody watches: progress is told on a terminal only.
    #[must_use]
    pub fn shows_progress(&self) -> bool {
        io::stderr().is_terminal()
    }

    fn lines(&mut self, lines: &[Vec<String>]) -> Result<()> {
        let aligned = self.form == Form::Columns;
        let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
        let wide = |n: usize| {
            lines
                .iter()
                .filter_map(|line| line.get(n))
                .map(|cell| cell.width())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(wide).collect();
        for line in lines {
            let text = if aligned {
                padded(line, &widths)
            } else {
                line.join("\t")
            };
            writeln!(self.data, "{text}")?;
        }
        Ok(self.data.flush()?)
    }
}

/// A line for people where there is no command yet, or none any more. Unlike `eprintln!` it does not mind that nobody listens.
pub fn say(text: &str) {
    if writeln!(io::stderr(), "{}", clean::clean_text(text)).is_err() {
        // The exit status still says that something was wrong.
    }
}

/// Writes over the present line of standard error.
pub fn progress(text: &str) {
    let mut stderr = io::stderr();
    if write!(stderr, "\r\x1b[K{text}")
        .and_then(|()| stderr.flush())
        .is_err()
    {
        // Nobody listens; the work goes on.
    }
}

fn padded(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(cell);
        let missing = width.saturating_sub(cell.width());
        line.extend(std::iter::repeat_n(' ', missing + GAP));
    }
    line.trim_end().to_owned()
}

/// JSON escapes what ASCII calls control; what else a terminal obeys is taken out here.
pub(super) fn cleanse(value: &mut Value) {
    match value {
        Value::String(text) if !clean::is_clean(text) => *text = clean::clean_text(text),
        Value::Array(list) => list.iter_mut().for_each(cleanse),
        Value::Object(map) => map.values_mut().for_each(cleanse),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::name::Lang;
    use crate::i18n::strings;
    use std::cell::RefCell;
    use std::rc::Rc;

    #[derive(Clone, Default)]
    struct Tape(Rc<RefCell<Vec<u8>>>);

    impl Write for Tape {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn said(form: Form, cells: &[&str]) -> String {
        let tape = Tape::default();
        let mut out = Out {
            data: Box::new(tape.clone()),
            talk: Box::new(io::sink()),
            form,
            s: strings(Lang::Zh),
            now: Now::morning_of("2026-03-02").expect("a day"),
        };
        let row = Row {
            cells: cells.iter().map(|&cell| cell.to_owned()).collect(),
            json: json!({ "name": cells[0] }),
        };
        out.table("customers", &["姓名", "城市"], vec![row])
            .expect("writes");
        let bytes = tape.0.borrow().clone();
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn columns_are_aligned_by_cells() {
        assert_eq!(
            said(Form::Columns, &["王小芳", "杭州"]),
            "姓名    城市\n王小芳  杭州\n"
        );
    }

    #[test]
    fn a_row_is_one_line_whatever_its_cells_hold() {
        assert_eq!(
            said(Form::Tabs, &["a\tb\nc", "\u{1b}[31mx"]),
            "a b c\t[31mx\n"
        );
    }

    #[test]
    fn json_names_its_shape_and_holds_nothing_a_terminal_obeys() {
        assert_eq!(
            said(Form::Json, &["王\u{9b}31m\u{202e}芳", ""]),
            "{\"shuke\":1,\"kind\":\"customers\",\"rows\":[{\"name\":\"王31m芳\"}]}\n"
        );
    }
}
