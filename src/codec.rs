//! File formats: bytes in, a report out. Reads no disk and no clock, writes no store; app does, with what is found here.
// What is read here comes from disks and strangers: nothing in it may stop the program.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::unimplemented,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod abook;
pub mod archive;
pub mod calendar;
pub mod card;
pub mod customer;
pub mod decode;
pub mod delimited;
pub mod document;
pub mod event;
pub mod header;
pub mod html;
pub mod link;
pub mod message;
pub mod monica;
pub mod order;
pub mod own;
pub mod plain;
pub mod preset;
pub mod reading;
pub mod report;
pub mod shop;
pub mod table;
pub mod task;
pub mod value;
pub mod vcard;
pub mod workbook;
pub mod write;

use crate::domain::phone::Region;
use archive::{Archive, Inside};
use chrono::NaiveDate;
use delimited::{Fault, Row};
use document::{Document, Entry};
use encoding_rs::Encoding;
use header::Column;
use preset::{Field, Presets};
use reading::{Opened, Reading, stop};
use report::{ErrorCode, FileError, FileSummary, Found, Report};
use std::ops::ControlFlow;
use std::sync::Arc;
use value::zone::Zone;

/// The largest file read, in bytes: with its decoded text it fits the 512 MiB the program may use.
pub const LARGEST_FILE: usize = 128 * 1024 * 1024;
/// The most bytes of all files of a set together.
pub const LARGEST_SET: usize = 160 * 1024 * 1024;
/// The most findings `import` collects; larger files go through `read`, which keeps none.
pub const MOST_COLLECTED: usize = 300_000;
/// Rows shown by `inspect`.
const PREVIEW_ROWS: usize = 20;

/// One file in memory.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// How to read. `Options::new` is what a shop in China wants.
#[derive(Debug, Clone)]
pub struct Options {
    /// Bounds birthdays.
    pub today: NaiveDate,
    /// Where numbers without a country code belong.
    pub region: Region,
    /// Where times without an offset were written; None follows the exporter, then Asia/Shanghai.
    pub zone: Option<Zone>,
    pub encoding: Option<&'static Encoding>,
    pub delimiter: Option<char>,
    /// The id of a preset, instead of recognising one.
    pub format: Option<String>,
    /// The user's own decisions, by header.
    pub columns: Vec<(String, Field)>,
    /// What our own sheets call things.
    pub own: Arc<own::Words>,
    /// Keep the rows of customers, who may yet be refused.
    pub keeps_rows: bool,
}

impl Options {
    pub fn new(today: NaiveDate) -> Self {
        Self {
            today,
            region: Region::default(),
            zone: None,
            encoding: None,
            delimiter: None,
            format: None,
            columns: Vec::new(),
            own: Arc::default(),
            keeps_rows: false,
        }
    }
}

/// Why a reading ended early; what was found before does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    File(FileError),
    /// The callback asked for it.
    Cancelled,
}

/// The first look at a file, for choosing what its columns mean.
#[derive(Debug, Clone)]
pub struct Preview {
    pub summary: FileSummary,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// Reads files that belong together, archives unpacked, and hands over each finding as it is made; `Break` cancels.
pub fn read(
    sources: Vec<Source>,
    options: &Options,
    presets: &Presets,
    found: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> Result<Vec<FileSummary>, Stop> {
    let total_bytes = sources.iter().map(|s| s.bytes.len() as u64).sum();
    let (set, mut left_out) = open_all(sources, options, presets)?;
    let reading = Reading::new(options, presets, total_bytes, found);
    let mut summaries = reading.read(set)?;
    if summaries.iter().all(|s| s.records == 0) {
        let line = summaries.first().map_or(0, |s| s.header_line);
        let code = ErrorCode::NoRecords;
        return Err(stop(0, Fault { code, line }));
    }
    summaries.append(&mut left_out);
    Ok(summaries)
}

/// Opens every file. In a set, files of other kinds are left out by name: a folder holds more than one meant.
fn open_all<'p>(
    sources: Vec<Source>,
    options: &Options,
    presets: &'p Presets,
) -> Result<(Vec<Opened<'p>>, Vec<FileSummary>), Stop> {
    let (mut set, mut left_out) = (Vec::new(), Vec::new());
    let mut first_error = None;
    let mut held = 0;
    for (file, source) in unpack(sources)? {
        held += source.bytes.len();
        let size = source.bytes.len() as u64;
        let name = source.name.clone();
        let opened = match held > LARGEST_SET {
            true => Err(Fault {
                code: ErrorCode::TooLarge,
                line: 0,
            }),
            false => Document::open(source, options, presets),
        };
        match opened {
            Ok(document) => set.push(Opened {
                size,
                file,
                document,
            }),
            Err(fault) if is_of_another_kind(fault.code) => {
                first_error = first_error.or(Some(stop(file, fault)));
                left_out.push(FileSummary {
                    name,
                    left_out: Some(fault.code),
                    ..FileSummary::default()
                });
            }
            Err(fault) => return Err(stop(file, fault)),
        }
    }
    match first_error {
        Some(error) if set.is_empty() => Err(error),
        _ => Ok((set, left_out)),
    }
}

/// The files, those inside archives of files in the place of the archive.
fn unpack(sources: Vec<Source>) -> Result<Vec<(usize, Source)>, Stop> {
    let mut files = Vec::with_capacity(sources.len());
    for (file, mut source) in sources.into_iter().enumerate() {
        let fault = |code| stop(file, Fault { code, line: 0 });
        if monica::is_export(&source.bytes) {
            let tables = monica::tables(&source).map_err(fault)?;
            files.extend(tables.into_iter().map(|table| (file, table)));
            continue;
        }
        if !source.bytes.starts_with(b"PK") || source.bytes.len() > LARGEST_FILE {
            files.push((file, source));
            continue;
        }
        let archive = Archive::open(source.bytes).map_err(fault)?;
        if archive.inside() == Inside::Files {
            let inside = archive.files().map_err(fault)?;
            files.extend(inside.into_iter().map(|one| (file, one)));
        } else {
            source.bytes = archive.into_bytes();
            files.push((file, source));
        }
    }
    Ok(files)
}

/// Whether a file is one that need not be in the set, rather than one that should be and is broken.
fn is_of_another_kind(code: ErrorCode) -> bool {
    use ErrorCode::{EmptyFile, NoRecords, UnknownFormat, UnsupportedFormat};
    matches!(
        code,
        EmptyFile | NoRecords | UnknownFormat | UnsupportedFormat
    )
}

/// Reads files that belong together into one report; a file error empties it.
pub fn import(sources: Vec<Source>, options: &Options, presets: &Presets) -> Report {
    let mut report = Report::default();
    let mut collected = 0;
    let outcome = read(sources, options, presets, &mut |found| {
        collected += usize::from(!matches!(found, Found::Progress(_)));
        collect(&mut report, found);
        if collected > MOST_COLLECTED {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    match outcome {
        Ok(files) => {
            report.format = files.first().map(|f| f.format.clone());
            report.files = files;
            report
        }
        Err(Stop::File(error)) => Report {
            error: Some(error),
            ..Report::default()
        },
        Err(Stop::Cancelled) => Report {
            error: Some(FileError {
                code: ErrorCode::TooLarge,
                file: 0,
                line: None,
            }),
            ..Report::default()
        },
    }
}

/// Looks at the header and the first rows of a file; of a workbook, at its first table.
pub fn inspect(source: Source, options: &Options, presets: &Presets) -> Result<Preview, FileError> {
    let error = |fault: Fault| FileError {
        code: fault.code,
        file: 0,
        line: Some(fault.line).filter(|&l| l > 0),
    };
    let mut document = Document::open(source, options, presets).map_err(error)?;
    let mut rows = Vec::new();
    let looked = document.each(0, presets, &mut |entry, _| {
        if let Entry::Row(row) = entry
            && !row.is_blank()
        {
            rows.push(row);
        }
        match rows.len() < PREVIEW_ROWS {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    });
    // A fault further down is the import's to tell; the preview shows what came before.
    if let (Err(fault), true) = (looked, rows.is_empty()) {
        return Err(error(fault));
    }
    let table = document.tables.into_iter().next();
    let (columns, summary) = table.map(|t| (t.columns, t.summary)).unwrap_or_default();
    Ok(Preview {
        summary,
        columns,
        rows,
    })
}

fn collect(report: &mut Report, found: Found) {
    match found {
        Found::Customer(one) => report.customers.push(*one),
        Found::Order(one) => report.orders.push(*one),
        Found::Interaction(one) => report.interactions.push(*one),
        Found::Task(one) => report.tasks.push(*one),
        Found::Reject(one) => report.rejects.push(one),
        Found::Skip(one) => report.skips.push(one),
        Found::Warning(one) => report.warnings.push(one),
        Found::Detail(one) => report.details.push(*one),
        Found::Ware(one) => report.wares.push(one),
        Found::Progress(_) => {}
    }
}
