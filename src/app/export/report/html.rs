//! A report as one page of HTML that needs nothing else: tables, and bars drawn in place. Every text is escaped.

use crate::i18n::Strings;
use crate::i18n::report::sheet::{Cell, Form, Part, Sheet};

/// Pixels of the longest bar.
const BAR: f64 = 160.0;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#222;background:#fff}\
table{border-collapse:collapse;margin:.5em 0 1em}th,td{padding:.2em .8em;text-align:left;border-bottom:1px solid #ddd}\
td.n{text-align:right;font-variant-numeric:tabular-nums}p{color:#555}svg{vertical-align:middle;margin-right:.5em}";

/// The whole page.
pub fn page(sheet: &Sheet, s: &Strings) -> String {
    let lang = match s.lang {
        crate::domain::name::Lang::Zh => "zh-CN",
        crate::domain::name::Lang::En => "en",
    };
    let title = escape(&sheet.title);
    let parts: String = sheet.parts.iter().map(part).collect();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n{parts}</html>\n"
    )
}

fn part(part: &Part) -> String {
    let mut out = format!("<h2>{}</h2>\n", escape(&part.title));
    if !part.rows.is_empty() {
        let head: String = part
            .columns
            .iter()
            .map(|name| format!("<th>{}</th>", escape(name)))
            .collect();
        out.push_str(&format!("<table>\n<tr>{head}</tr>\n"));
        for row in &part.rows {
            let cells: String = row.cells.iter().map(|one| cell(one, part.form)).collect();
            out.push_str(&format!("<tr>{cells}</tr>\n"));
            if !row.note.is_empty() {
                let span = part.columns.len();
                out.push_str(&format!(
                    "<tr><td colspan=\"{span}\">{}</td></tr>\n",
                    escape(&row.note)
                ));
            }
        }
        out.push_str("</table>\n");
    }
    for note in &part.notes {
        out.push_str(&format!("<p>{}</p>\n", escape(note)));
    }
    out
}

fn cell(cell: &Cell, form: Form) -> String {
    let text = escape(&cell.text);
    let class = if cell.number.is_some() {
        " class=\"n\""
    } else {
        ""
    };
    match (cell.fill, form) {
        (Some(fill), Form::Grid) => {
            // Dark ground under dark text could not be read: the darkest field is half as dark as it could be.
            let shade = fill.clamp(0.0, 1.0) * 0.5;
            format!("<td class=\"n\" style=\"background:rgba(0,110,90,{shade:.2})\">{text}</td>")
        }
        (Some(fill), _) => {
            let long = fill.clamp(0.0, 1.0) * BAR;
            format!(
                "<td><svg width=\"{BAR}\" height=\"12\" role=\"img\" aria-label=\"{text}\">\
                 <rect width=\"{long:.1}\" height=\"12\" fill=\"#006e5a\"/></svg>{text}</td>"
            )
        }
        _ => format!("<td{class}>{text}</td>"),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
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
    fn a_name_cannot_become_markup() {
        let told = cell(
            &Cell {
                text: "<b onclick='x'>\"&\u{1b}".to_owned(),
                ..Cell::default()
            },
            Form::List,
        );
        assert_eq!(told, "<td>&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;</td>");
    }
}
