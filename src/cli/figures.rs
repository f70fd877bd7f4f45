//! `shuke report`: the figures of the dashboard as text, CSV, JSON, Markdown or a page of HTML.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::out::{Form, Out, cleanse};
use super::stop::{Result, Stop};
use crate::app::App;
use crate::app::answer::Answer;
use crate::app::export::report::{self, html, markdown};
use crate::app::export::{Kind, Order};
use crate::app::insight::{Ask, Told};
use crate::app::query::Query;
use crate::i18n::Strings;
use crate::i18n::report::sheet::{self, Row, Sheet};
use crate::insight::period::{Period, Span};

/// Where a report is kept instead of being printed; on record, with a manifest beside it.
#[derive(Debug, clap::Args)]
pub struct ToFile {
    /// Keep it in this file instead: xlsx, html, md, json, or a folder for csv
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// What it is for; goes on record and into the manifest
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true,
        requires = "out"
    )]
    purpose: String,
    /// Replace a file that is there
    #[arg(long, requires = "out")]
    force: bool,
}

/// How a report of no days is printed.
#[derive(Debug, clap::Args)]
pub struct Plain {
    /// How it is printed; csv and md hold one table after the other
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    to_file: ToFile,
}

/// How a report is printed, and of which days.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How it is printed; csv and md hold one table after the other
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    to_file: ToFile,
    /// The first day, as 2026-01-31; the last 30 days unless given
    #[arg(long, value_name = "DAY")]
    from: Option<NaiveDate>,
    /// The last day, as of which everything is told; today unless given
    #[arg(long, value_name = "DAY")]
    to: Option<NaiveDate>,
}

/// The same for the report of who is likely to stay away.
#[derive(Debug, clap::Args)]
pub struct ChurnArgs {
    #[command(flatten)]
    pub args: Args,
    /// Whether the warnings of the last year would have been right
    #[arg(long)]
    backtest: bool,
}

impl ChurnArgs {
    /// Which of the two reports is meant.
    #[must_use]
    pub fn name(&self) -> Name {
        if self.backtest {
            Name::Backtest
        } else {
            Name::Churn
        }
    }
}

/// A report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    Overview,
    Segments,
    Rfm,
    Cohort,
    Churn,
    Backtest,
    Baskets,
    Funnel,
    Agents,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
    Md,
    Html,
    Xlsx,
}

impl Format {
    /// What is written; text for people becomes a page of HTML.
    fn form(self) -> report::Form {
        match self {
            Self::Text | Self::Html => report::Form::Html,
            Self::Csv => report::Form::Csv,
            Self::Json => report::Form::Json,
            Self::Md => report::Form::Md,
            Self::Xlsx => report::Form::Xlsx,
        }
    }
}

impl Plain {
    /// Prints or keeps the report, where a form of it was asked for; false where none was.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn run(&self, app: &mut App, told: &Sheet, out: &mut Out) -> Result<bool> {
        if let Some(path) = &self.to_file.out {
            let form = form(self.format, path);
            keep(app, told, form, &self.to_file, path, out)?;
            return Ok(true);
        }
        match self.format {
            None => return Ok(false),
            Some(Format::Text) => text(told, out)?,
            Some(Format::Json) => out.json(document(told))?,
            Some(format) => raw(format, told, out)?,
        }
        Ok(true)
    }
}

/// What a file is written as: as it was said, else as its name ends.
fn form(format: Option<Format>, path: &Path) -> report::Form {
    let ending = path.extension().and_then(|ending| ending.to_str());
    match (format, ending) {
        (Some(format), _) => format.form(),
        (None, Some("html" | "htm")) => report::Form::Html,
        (None, Some("md")) => report::Form::Md,
        (None, Some("json")) => report::Form::Json,
        (None, Some("xlsx")) => report::Form::Xlsx,
        (None, _) => report::Form::Csv,
    }
}

fn keep(
    app: &mut App,
    told: &Sheet,
    form: report::Form,
    to: &ToFile,
    path: &Path,
    out: &mut Out,
) -> Result<()> {
    let order = Order {
        report: Some(told.clone()),
        purpose: to.purpose.clone(),
        replace: to.force,
        ..Order::new(Kind::Report(form), path.to_owned(), out.s.lang)
    };
    super::export::write(app, order, out)
}

fn raw(format: Format, told: &Sheet, out: &mut Out) -> Result<()> {
    match format {
        Format::Csv => out.raw(csv(told).as_bytes()),
        Format::Md => out.raw(markdown::page(told).as_bytes()),
        Format::Html => out.raw(html::page(told, out.s).as_bytes()),
        // A workbook is no text for a terminal.
        Format::Xlsx | Format::Text | Format::Json => Err(Stop::NoPlace),
    }
}

/// Prints one report.
///
/// # Errors
/// The app refuses, or the output cannot be written.
pub fn run(app: &mut App, name: Name, args: &Args, out: &mut Out) -> Result<()> {
    let span = span(args, out.now.today());
    let told = told(app, name, span, out.s)?;
    if let Some(path) = &args.to_file.out {
        let form = form(args.format, path);
        return keep(app, &told, form, &args.to_file, path, out);
    }
    let format = match args.format {
        None if out.form == Form::Json => Format::Json,
        None => Format::Text,
        Some(format) => format,
    };
    match format {
        Format::Text => text(&told, out),
        Format::Json => out.json(dated(&told, name, span)),
        format => raw(format, &told, out),
    }
}

fn span(args: &Args, today: NaiveDate) -> Span {
    let to = args.to.unwrap_or(today);
    match args.from {
        None => Period::default().until(to),
        from => Span { from, to },
    }
}

fn told(app: &mut App, name: Name, span: Span, s: &Strings) -> Result<Sheet> {
    let ask = match name {
        Name::Baskets => Ask::Laws,
        Name::Backtest => Ask::Backtest,
        _ => Ask::Figures,
    };
    let Answer::Insight(told) = app.ask(&Query::Insight { span, ask })? else {
        return Err(Stop::from(crate::app::Error::NothingSaid));
    };
    Ok(match (&told, name) {
        (Told::Laws(laws), _) => sheet::laws(s, span, laws),
        (Told::Backtest(told), _) => sheet::backtest(s, span, told),
        (Told::Figures(f), Name::Segments) => sheet::segments(s, f),
        (Told::Figures(f), Name::Rfm) => sheet::rfm(s, f),
        (Told::Figures(f), Name::Cohort) => sheet::cohorts(s, f),
        (Told::Figures(f), Name::Churn) => sheet::churn(s, f),
        (Told::Figures(f), Name::Funnel) => sheet::funnel(s, f),
        (Told::Figures(f), Name::Agents) => sheet::workers(s, f),
        (Told::Figures(f), _) => sheet::overview(s, f),
        (Told::Members(_), _) => Sheet {
            title: String::new(),
            parts: Vec::new(),
        },
    })
}

/// Tables for people, one after the other; tabs where no person looks.
fn text(sheet: &Sheet, out: &mut Out) -> Result<()> {
    out.line(&sheet.title)?;
    for part in &sheet.parts {
        out.line("")?;
        out.line(&part.title)?;
        let header: Vec<&str> = part.columns.iter().map(String::as_str).collect();
        let rows = part.rows.iter().map(|row| super::out::Row {
            cells: cells(row),
            json: Value::Null,
        });
        let form = std::mem::replace(&mut out.form, Form::Columns);
        let done = out.table(part.code, &header, rows.collect());
        out.form = form;
        done?;
        for note in &part.notes {
            out.line(note)?;
        }
    }
    Ok(())
}

/// The texts of a row, its sentence the last.
fn cells(row: &Row) -> Vec<String> {
    let mut cells: Vec<String> = row.cells.iter().map(|cell| cell.text.clone()).collect();
    if !row.note.is_empty() {
        cells.push(row.note.clone());
    }
    cells
}

fn document(sheet: &Sheet) -> Value {
    let mut told = json!({ "shuke": super::out::SHAPE, "kind": "report" });
    told["parts"] = report::document(sheet)["parts"].take();
    cleanse(&mut told);
    told
}

fn dated(sheet: &Sheet, name: Name, span: Span) -> Value {
    let mut told = json!({
        "shuke": super::out::SHAPE,
        "kind": "report",
        "name": format!("{name:?}").to_lowercase(),
        "from": span.from.map(|day| day.to_string()),
        "to": span.to.to_string(),
    });
    told["parts"] = document(sheet)["parts"].take();
    told
}

/// One table after the other, each line with the table's and the row's code first, so that every line says what it is.
fn csv(sheet: &Sheet) -> String {
    let mut out = String::new();
    for part in &sheet.parts {
        let head = [part.code.to_owned(), "code".to_owned()];
        out.push_str(&record(
            head.into_iter().chain(part.columns.iter().cloned()),
        ));
        for row in &part.rows {
            let head = [part.code.to_owned(), row.code.clone()];
            out.push_str(&record(head.into_iter().chain(cells(row))));
        }
    }
    out
}

/// A line of CSV (RFC 4180), every cell in quotes.
fn record(cells: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = cells
        .map(|cell| format!("\"{}\"", safe(&cell).replace('"', "\"\"")))
        .collect();
    format!("{}\r\n", quoted.join(","))
}

/// A text that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_a_formula_or_ends_its_cell() {
        let line = record(["=1+2".to_owned(), "a \"b\"".to_owned()].into_iter());
        assert_eq!(line, "\"'=1+2\",\"a \"\"b\"\"\"\r\n");
    }
}
