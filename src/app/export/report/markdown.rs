//! A report as Markdown tables.

use crate::i18n::report::sheet::{Part, Sheet};

/// The whole report.
pub fn page(sheet: &Sheet) -> String {
    let parts: Vec<String> = sheet.parts.iter().map(table).collect();
    format!("# {}\n\n{}", plain(&sheet.title), parts.join("\n"))
}

fn table(part: &Part) -> String {
    let mut out = format!("## {}\n\n", plain(&part.title));
    if !part.rows.is_empty() {
        out.push_str(&line(part.columns.iter().map(String::as_str)));
        out.push_str(&line(part.columns.iter().map(|_| "---")));
        for row in &part.rows {
            out.push_str(&line(row.cells.iter().map(|cell| cell.text.as_str())));
        }
        out.push('\n');
    }
    for row in part.rows.iter().filter(|row| !row.note.is_empty()) {
        out.push_str(&format!("- {}\n", plain(&row.note)));
    }
    for note in &part.notes {
        out.push_str(&format!("\n{}\n", plain(note)));
    }
    out
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.map(plain).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A text that means nothing to Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '`' | '[' | ']' | '<' | '>' | '\\' | '*' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_the_table() {
        assert_eq!(
            line(["a|b\nc", "<x>"].into_iter()),
            "| a\\|b c | \\<x\\> |\n"
        );
    }
}
