//! One file opened: what kind of file its bytes are, which tables it holds, and where each begins. Reads no record.

use super::abook;
use super::archive::{Archive, Inside};
use super::card::Card;
use super::decode::{self, Decoded};
use super::delimited::sniff::{HEADER_ROWS, Layout, sniff};
use super::delimited::{Fault, Row};
use super::header::{self, Column};
use super::html;
use super::own;
use super::preset::{Content, Field, Preset, Presets, Role};
use super::report::{ErrorCode, FileSummary};
use super::vcard::Cards;
use super::workbook::{Workbook, container};
use super::{LARGEST_FILE, Options, Source};
use crate::domain::money::DecimalSign;
use encoding_rs::{Encoding, UTF_8};
use std::ops::ControlFlow;

/// How files begin that are known and hold no records: databases, pictures, documents, other archives.
const FOREIGN: [&[u8]; 9] = [
    b"SQLite format 3\0",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"%PDF",
    b"RIFF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
];

/// A file whose records can be read.
pub struct Document<'p> {
    pub name: String,
    body: Body,
    /// What it holds: one table, or one for each sheet that has a header.
    pub tables: Vec<Table<'p>>,
    /// Sheets that are shown but hold no table.
    pub left_out: Vec<FileSummary>,
}

enum Body {
    Text(String),
    Book(Box<Workbook>),
    Cards(Vec<u8>),
    AddressBook(String),
}

/// One table of a document.
pub struct Table<'p> {
    pub preset: &'p Preset,
    pub columns: Vec<Column>,
    pub decimal: DecimalSign,
    pub summary: FileSummary,
    layout: Layout,
}

/// One record before it is read.
#[derive(Debug)]
pub enum Entry {
    Row(Row),
    Card(Card),
}

impl<'p> Document<'p> {
    /// Opens a file by what its bytes are, whatever it is called.
    pub fn open(source: Source, options: &Options, presets: &'p Presets) -> Result<Self, Fault> {
        let fault = |code| Fault { code, line: 0 };
        let Source { name, bytes } = source;
        if bytes.is_empty() {
            return Err(fault(ErrorCode::EmptyFile));
        }
        if bytes.len() > LARGEST_FILE {
            return Err(fault(ErrorCode::TooLarge));
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            let archive = Archive::open(bytes).map_err(fault)?;
            if archive.inside() == Inside::Files {
                return Err(fault(ErrorCode::UnsupportedFormat));
            }
            let book = Workbook::from_archive(archive).map_err(fault)?;
            return Self::of_book(name, book, options, presets);
        }
        if container::MAGIC
            .first_chunk::<4>()
            .is_some_and(|magic| bytes.starts_with(magic))
        {
            let book = Workbook::from_xls(&bytes).map_err(fault)?;
            return Self::of_book(name, book, options, presets);
        }
        if FOREIGN.iter().any(|magic| bytes.starts_with(magic)) {
            return Err(fault(ErrorCode::UnsupportedFormat));
        }
        // Each property of a card may be in an encoding of its own, unless the user forces one on all.
        if options.encoding.is_none() && is_vcard(&bytes) {
            return Self::of_cards(name, Body::Cards(bytes), UTF_8, presets).map_err(fault);
        }
        if html::is_html(&bytes) {
            return Self::of_html(name, bytes, options, presets);
        }
        let Decoded { text, encoding } = decode::decode(bytes, options.encoding).map_err(fault)?;
        if text
            .trim_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
            .is_empty()
        {
            return Err(fault(ErrorCode::EmptyFile));
        }
        let body = text.trim_start_matches('\u{feff}');
        if is_vcard(body.as_bytes()) {
            let body = Body::Cards(body.as_bytes().to_vec());
            return Self::of_cards(name, body, encoding, presets).map_err(fault);
        }
        if body.starts_with(abook::OPENING) {
            return Self::of_cards(name, Body::AddressBook(text), encoding, presets).map_err(fault);
        }
        check_text(body).map_err(fault)?;
        Self::of_text(name, text, encoding, options, presets)
    }

    /// A table written as HTML: in the encoding it says, else the one it looks like.
    fn of_html(
        name: String,
        bytes: Vec<u8>,
        options: &Options,
        presets: &'p Presets,
    ) -> Result<Self, Fault> {
        let fault = |code| Fault { code, line: 0 };
        let said = options.encoding.or_else(|| html::charset(&bytes));
        let Decoded { text, encoding } = match decode::decode(bytes.clone(), said) {
            Err(_) if options.encoding.is_none() => decode::decode(bytes, None),
            decoded => decoded,
        }
        .map_err(fault)?;
        let table = html::to_csv(&text).map_err(fault)?;
        let options = Options {
            delimiter: Some(','),
            ..options.clone()
        };
        Self::of_text(name, table, encoding, &options, presets)
    }

    fn of_text(
        name: String,
        text: String,
        encoding: &'static Encoding,
        options: &Options,
        presets: &'p Presets,
    ) -> Result<Self, Fault> {
        let layout = match options.delimiter {
            Some(delimiter) => Layout {
                delimiter,
                start: 0,
                line: 1,
            },
            None => sniff(&text, |row| header::find::understood(presets, row)),
        };
        let rows: Vec<Row> = layout
            .rows(&text)
            .take(HEADER_ROWS)
            .collect::<Result<_, _>>()?;
        let unknown = match text.contains('\u{fffd}') {
            true => ErrorCode::Encoding,
            false => ErrorCode::UnknownFormat,
        };
        let mut table = Table::find(&rows, layout, options, presets).map_err(|code| Fault {
            code: if code == ErrorCode::UnknownFormat {
                unknown
            } else {
                code
            },
            line: 0,
        })?;
        if layout.delimiter == ';' {
            table.decimal = DecimalSign::Comma;
        }
        table.summary.name.clone_from(&name);
        table.summary.encoding = encoding.name().to_owned();
        table.summary.delimiter = Some(layout.delimiter);
        Ok(Self {
            name,
            body: Body::Text(text),
            tables: vec![table],
            left_out: Vec::new(),
        })
    }

    /// Every sheet that is shown and has a header is a table.
    fn of_book(
        name: String,
        mut book: Workbook,
        options: &Options,
        presets: &'p Presets,
    ) -> Result<Self, Fault> {
        let layout = Layout {
            delimiter: '\t',
            start: 0,
            line: 1,
        };
        let (mut tables, mut left_out) = (Vec::new(), Vec::new());
        let mut first_code = None;
        for sheet in book.sheets.clone() {
            let mut rows = Vec::new();
            book.each_row(&sheet, &mut |row| {
                rows.push(row);
                match rows.len() < HEADER_ROWS {
                    true => ControlFlow::Continue(()),
                    false => ControlFlow::Break(()),
                }
            })?;
            if rows.is_empty() {
                continue;
            }
            match Table::find(&rows, layout, options, presets) {
                Ok(mut table) => {
                    table.summary.name.clone_from(&name);
                    table.summary.sheet = Some(sheet);
                    tables.push(table);
                }
                Err(code) => {
                    first_code = first_code.or(Some(code));
                    left_out.push(FileSummary {
                        name: name.clone(),
                        sheet: Some(sheet),
                        left_out: Some(code),
                        ..FileSummary::default()
                    });
                }
            }
        }
        if tables.is_empty() {
            return Err(Fault {
                code: first_code.unwrap_or(ErrorCode::NoRecords),
                line: 0,
            });
        }
        Ok(Self {
            name,
            body: Body::Book(Box::new(book)),
            tables,
            left_out,
        })
    }

    fn of_cards(
        name: String,
        body: Body,
        encoding: &'static Encoding,
        presets: &'p Presets,
    ) -> Result<Self, ErrorCode> {
        let id = match body {
            Body::AddressBook(_) => "abook",
            _ => "vcard",
        };
        let preset = presets.find(id).ok_or(ErrorCode::UnsupportedFormat)?;
        let table = Table {
            preset,
            columns: Vec::new(),
            decimal: DecimalSign::Point,
            summary: FileSummary {
                name: name.clone(),
                format: preset.id.clone(),
                encoding: encoding.name().to_owned(),
                ..FileSummary::default()
            },
            layout: Layout {
                delimiter: ',',
                start: 0,
                line: 1,
            },
        };
        Ok(Self {
            name,
            body,
            tables: vec![table],
            left_out: Vec::new(),
        })
    }

    /// Hands over the records of a table with the part of the file read so far, until the visitor breaks.
    pub fn each(
        &mut self,
        table: usize,
        presets: &Presets,
        visit: &mut dyn FnMut(Entry, f64) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let Some(table) = self.tables.get(table) else {
            return Ok(());
        };
        match &mut self.body {
            Body::Text(text) => table.each_line(text, visit),
            Body::Book(book) => {
                let header = table.summary.header_line;
                let sheet = table.summary.sheet.clone().unwrap_or_default();
                let is_1904 = book.is_1904;
                book.each_row(&sheet, &mut |mut row| {
                    if row.line <= header {
                        return ControlFlow::Continue(());
                    }
                    if is_1904 {
                        shift_serials(&mut row, &table.columns);
                    }
                    visit(Entry::Row(row), 0.5)
                })
            }
            Body::Cards(bytes) => {
                let mut cards = Cards::new(bytes, table.preset);
                while let Some(card) = cards.next() {
                    let done = cards.position() as f64 / bytes.len().max(1) as f64;
                    if visit(Entry::Card(card), done).is_break() {
                        break;
                    }
                }
                Ok(())
            }
            Body::AddressBook(text) => {
                for card in abook::cards(text, presets) {
                    if visit(Entry::Card(card), 0.5).is_break() {
                        break;
                    }
                }
                Ok(())
            }
        }
    }
}

impl<'p> Table<'p> {
    fn find(
        rows: &[Row],
        layout: Layout,
        options: &Options,
        presets: &'p Presets,
    ) -> Result<Self, ErrorCode> {
        let (at, recognised) = header::find::find(presets, rows).ok_or(ErrorCode::UnknownFormat)?;
        let preset = match &options.format {
            Some(id) => presets.find(id).ok_or(ErrorCode::UnknownFormat)?,
            None => recognised.unwrap_or(&presets.generic),
        };
        if preset.content == Content::Payments {
            return Err(ErrorCode::UnsupportedFormat);
        }
        let header = rows.get(at).ok_or(ErrorCode::UnknownFormat)?;
        // What cannot be decoded in the header would stand beside every value.
        if header.cells.iter().any(|c| c.contains('\u{fffd}')) {
            return Err(ErrorCode::Encoding);
        }
        let columns = header::bind(presets, preset, &header.cells, &options.columns);
        let mut ignored: Vec<String> = columns
            .iter()
            .filter(|c| c.role == Role::Field(Field::Ignored) && !c.header.is_empty())
            // A sheet of ours is read by what its columns are called; whatever else stands beside a customer goes with them.
            .filter(|c| {
                !own::is_ours(preset)
                    || preset.content != Content::Customers
                        && !options.own.headers.contains_key(&c.header)
            })
            .map(|c| c.header.clone())
            .collect();
        ignored.sort();
        ignored.dedup();
        Ok(Self {
            preset,
            decimal: DecimalSign::Point,
            summary: FileSummary {
                format: preset.id.clone(),
                header_line: header.line,
                header: columns.iter().map(|c| c.header.clone()).collect(),
                ignored,
                ..FileSummary::default()
            },
            columns,
            layout,
        })
    }

    fn each_line(
        &self,
        text: &str,
        visit: &mut dyn FnMut(Entry, f64) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let mut rows = self.layout.rows(text);
        while let Some(row) = rows.next() {
            let row = row?;
            if row.line <= self.summary.header_line {
                continue;
            }
            let done = rows.position() as f64 / text.len().max(1) as f64;
            if visit(Entry::Row(row), done).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Days between the 1900 system, in which numbers are read as dates, and the 1904 system.
const DAYS_1904: f64 = 1_462.0;

/// A plain number in a column of dates counts days from 1904 in such a workbook.
fn shift_serials(row: &mut Row, columns: &[Column]) {
    for (cell, column) in row.cells.iter_mut().zip(columns) {
        let is_date = matches!(
            column.role,
            Role::Field(Field::Birthday | Field::Created)
                | Role::Order(_, super::preset::OrderField::Date)
                | Role::Message(super::preset::MessageField::Time)
        );
        let serial = cell
            .parse::<f64>()
            .ok()
            .filter(|n| (9_000.0..80_000.0).contains(n));
        if let (true, Some(serial)) = (is_date, serial) {
            *cell = (serial + DAYS_1904).to_string();
        }
    }
}

fn is_vcard(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let at = start.iter().position(|b| !b.is_ascii_whitespace());
    let opening = at.and_then(|at| start.get(at..at + 10)).unwrap_or_default();
    opening.eq_ignore_ascii_case(b"begin:vcar")
}

/// Refuses text that is no table: other formats by name, and bytes that are hardly text.
fn check_text(text: &str) -> Result<(), ErrorCode> {
    let start = text.trim_start();
    let opening: String = start
        .chars()
        .take(64)
        .collect::<String>()
        .to_ascii_lowercase();
    if ["begin:vcalendar", "<!doctype", "<?xml"]
        .iter()
        .any(|o| opening.starts_with(o))
    {
        return Err(ErrorCode::UnsupportedFormat);
    }
    let seen = || start.chars().take(4_096);
    let controls = seen()
        .filter(|c| c.is_control() && !c.is_whitespace())
        .count();
    if controls * 5 > seen().count() {
        return Err(ErrorCode::UnknownFormat);
    }
    Ok(())
}
