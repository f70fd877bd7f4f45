//! Everything about one person, as JSON for programs and as a page for people, to be handed over to them. Complete by the column table:
//! what a row holds is written out whether or not anything here knows of it.

use std::path::{Path, PathBuf};

use serde_json::{Map, json};

use crate::app::{App, Error, Result};
use crate::domain::id::CustomerId;
use crate::domain::kind::Kind;
use crate::i18n::{self, Strings};
use crate::store;
use crate::store::backup::{make_folder, write_whole};
use crate::store::subject::{Cell, Rows};

/// How many ops about a person are told.
const OPS: usize = 10_000;

/// One person's everything, twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub json: String,
    pub html: String,
}

impl Person {
    /// Writes both into a folder, which is made if it is not there; only its owner can read them.
    ///
    /// # Errors
    /// What the system says.
    pub fn save(&self, folder: &Path, id: CustomerId) -> Result<[PathBuf; 2]> {
        make_folder(folder)?;
        let paths = ["html", "json"].map(|end| folder.join(format!("person-{id}.{end}")));
        for (path, text) in paths.iter().zip([&self.html, &self.json]) {
            write_whole(path, text)?;
        }
        Ok(paths)
    }
}

impl App {
    /// Writes everything about one person out. That it was handed over is an op of its own; run it first.
    ///
    /// # Errors
    /// There is no such customer.
    pub fn person(&self, id: CustomerId, s: &Strings) -> Result<Person> {
        self.require(crate::domain::role::Capability::Export)?;
        let customer =
            store::customer::get(&self.db, id)?.ok_or(Error::NotFound(Kind::Customer))?;
        let tables = store::subject::rows(&self.db, id)?;
        let mut ops = Vec::new();
        for row in store::history::page(&self.db, Some(id), OPS)? {
            ops.push((row.at, (s.step.of)(&row.kind), row.kind));
        }
        let offset = self.now().offset;
        let json = json!({
            "shuke": 1, "kind": "person", "id": id, "at": self.now().at.at(offset).to_rfc3339(),
            "tables": tables.iter().map(table_json).collect::<Map<_, _>>(),
            "history": ops.iter().map(|(at, _, kind)| json!({ "at": at.at(offset).to_rfc3339(), "op": kind })).collect::<Vec<_>>(),
        });
        let mut html = format!(
            "<!doctype html>\n<html lang=\"{}\"><meta charset=\"utf-8\"><title>{1}</title>\n<style>body{{font-family:sans-serif;margin:2em}}\
             table{{border-collapse:collapse}}td,th{{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}}</style>\n<h1>{1}</h1>\n",
            i18n::lang_code(s.lang),
            escaped(&customer.about.name),
        );
        for rows in &tables {
            html.push_str(&table_html(s, rows, offset));
        }
        html.push_str(&format!(
            "<h2>{}</h2>\n<table>\n",
            escaped(s.privacy.history)
        ));
        for (at, words, _) in &ops {
            let at = at.at(offset).format("%Y-%m-%d %H:%M");
            html.push_str(&format!(
                "<tr><td>{at}</td><td>{}</td></tr>\n",
                escaped(words)
            ));
        }
        html.push_str("</table>\n</html>\n");
        Ok(Person {
            json: format!("{json:#}\n"),
            html,
        })
    }
}

fn table_json(rows: &Rows) -> (String, serde_json::Value) {
    let all = rows.rows.iter().map(|(id, values)| {
        let mut row = Map::new();
        row.insert("id".to_owned(), json!(id.to_string()));
        for (column, value) in rows.table.columns.iter().zip(values) {
            row.insert(column.name.to_owned(), value_json(column.name, value));
        }
        serde_json::Value::Object(row)
    });
    (rows.table.name.to_owned(), all.collect())
}

fn value_json(column: &str, value: &Cell) -> serde_json::Value {
    match value {
        // Ids are text: programs round large integers.
        Cell::Number(number) if column.ends_with("_id") || column == "corrects" => {
            json!(number.to_string())
        }
        Cell::Number(number) => json!(number),
        Cell::Real(number) => json!(number),
        Cell::Text(text) => json!(text),
        Cell::None => serde_json::Value::Null,
    }
}

fn table_html(s: &Strings, rows: &Rows, offset: chrono::FixedOffset) -> String {
    if rows.rows.is_empty() {
        return String::new();
    }
    let columns = rows.table.columns;
    let heads: String = columns
        .iter()
        .map(|column| format!("<th>{}</th>", escaped((column.label)(s))))
        .collect();
    let mut html = format!(
        "<h2>{}</h2>\n<table>\n<tr>{heads}</tr>\n",
        escaped(i18n::kind(s, rows.table.kind))
    );
    for (_, values) in &rows.rows {
        let cells: String = columns
            .iter()
            .zip(values)
            .map(|(column, value)| {
                let text = match value {
                    Cell::Number(number) => number.to_string(),
                    Cell::Real(number) => number.to_string(),
                    Cell::Text(text) => text.clone(),
                    Cell::None => String::new(),
                };
                let said = i18n::cell::cell(s, rows.table.name, column.name, &text, offset);
                format!("<td>{}</td>", escaped(&said))
            })
            .collect();
        html.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    html.push_str("</table>\n");
    html
}

/// Text that a browser shows and never obeys.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
