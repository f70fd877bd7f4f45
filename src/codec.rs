//! File formats: bytes in, a report out. Reads no disk and no clock, writes no store; app does, with what is found here.

pub mod calendar;
pub mod customer;
pub mod decode;
pub mod delimited;
pub mod header;
pub mod plain;
pub mod preset;
pub mod report;
pub mod table;
pub mod value;

use crate::domain::phone::Region;
use chrono::NaiveDate;
use customer::Rules;
use decode::Decoded;
use delimited::sniff::{HEADER_ROWS, Layout, sniff};
use delimited::{Fault, Row};
use encoding_rs::Encoding;
use header::Column;
use preset::{Content, Field, Preset, Presets, Role};
use report::{ErrorCode, FileError, FileSummary, Found, Place, Progress, Report};
use std::ops::ControlFlow;
use value::zone::Zone;

/// The largest file read, in bytes: with its decoded text it fits the 512 MiB the program may use.
pub const LARGEST_FILE: usize = 128 * 1024 * 1024;
/// The most findings `import` collects; larger files go through `read`, which keeps none.
pub const MOST_COLLECTED: usize = 300_000;
/// Progress is told every so many records.
const PROGRESS_EVERY: u64 = 256;
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

/// Reads files that belong together and hands over each finding as it is made; `Break` cancels.
pub fn read(
    sources: Vec<Source>,
    options: &Options,
    presets: &Presets,
    found: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> Result<Vec<FileSummary>, Stop> {
    let mut progress = Progress {
        total_bytes: sources.iter().map(|s| s.bytes.len() as u64).sum(),
        ..Progress::default()
    };
    let mut table = table::Table::default();
    let mut summaries = Vec::with_capacity(sources.len());
    for (file, source) in sources.into_iter().enumerate() {
        let before = progress.done_bytes;
        let size = source.bytes.len() as u64;
        let opened = open(source, options, presets).map_err(|fault| stop(file, fault))?;
        let rules = rules(opened.preset, options, presets);
        let mut records = 0;
        let mut rows = opened.layout.rows(&opened.text);
        for _ in 0..=opened.header_at {
            rows.next();
        }
        while let Some(row) = rows.next() {
            let row = row.map_err(|fault| stop(file, fault))?;
            if row.is_blank() {
                continue;
            }
            records += 1;
            for one in table.read(
                &row,
                &opened.columns,
                &rules,
                Place {
                    file,
                    line: row.line,
                    record: records,
                },
            ) {
                hand_over(found, one)?;
            }
            if records % PROGRESS_EVERY == 0 {
                progress.done_bytes = before + (rows.position() as u64).min(size);
                hand_over(
                    found,
                    Found::Progress(Progress {
                        records: progress.records + records,
                        ..progress
                    }),
                )?;
            }
        }
        if records == 0 {
            return Err(stop(
                file,
                Fault {
                    code: ErrorCode::NoRecords,
                    line: opened.summary.header_line,
                },
            ));
        }
        progress.done_bytes = before + size;
        progress.records += records;
        hand_over(found, Found::Progress(progress))?;
        summaries.push(FileSummary {
            records,
            ..opened.summary
        });
    }
    Ok(summaries)
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

/// Looks at the header and the first rows of a file.
pub fn inspect(source: Source, options: &Options, presets: &Presets) -> Result<Preview, FileError> {
    let opened = open(source, options, presets).map_err(|f| file_error(0, f))?;
    let rows = opened
        .layout
        .rows(&opened.text)
        .skip(opened.header_at + 1)
        .map_while(Result::ok);
    let rows = rows.filter(|r| !r.is_blank()).take(PREVIEW_ROWS).collect();
    Ok(Preview {
        rows,
        columns: opened.columns,
        summary: opened.summary,
    })
}

struct Opened<'p> {
    text: String,
    layout: Layout,
    header_at: usize,
    preset: &'p Preset,
    columns: Vec<Column>,
    summary: FileSummary,
}

fn open<'p>(source: Source, options: &Options, presets: &'p Presets) -> Result<Opened<'p>, Fault> {
    let fault = |code| Fault { code, line: 0 };
    let name = source.name;
    let Decoded { text, encoding } = text_of(source.bytes, options.encoding).map_err(fault)?;
    let layout = match options.delimiter {
        Some(delimiter) => Layout {
            delimiter,
            start: 0,
            line: 1,
        },
        None => sniff(&text, |row| header::understood(presets, row)),
    };
    let rows: Vec<Row> = layout
        .rows(&text)
        .take(HEADER_ROWS)
        .collect::<Result<_, _>>()?;
    let unknown = || {
        fault(if text.contains('\u{fffd}') {
            ErrorCode::Encoding
        } else {
            ErrorCode::UnknownFormat
        })
    };
    let (header_at, recognised) = header::find(presets, &rows).ok_or_else(unknown)?;
    let preset = match &options.format {
        Some(id) => presets.find(id).ok_or(fault(ErrorCode::UnknownFormat))?,
        None => recognised.unwrap_or(&presets.generic),
    };
    if preset.content != Content::Customers {
        return Err(fault(ErrorCode::UnsupportedFormat));
    }
    let header = rows.get(header_at).ok_or_else(unknown)?;
    let columns = header::bind(presets, preset, &header.cells, &options.columns);
    let mut ignored: Vec<String> = columns
        .iter()
        .filter(|c| c.role == Role::Field(Field::Ignored))
        .map(|c| c.header.clone())
        .collect();
    ignored.sort();
    ignored.dedup();
    let summary = FileSummary {
        name,
        format: preset.id.clone(),
        encoding: encoding.name().to_owned(),
        delimiter: Some(layout.delimiter),
        header_line: header.line,
        header: columns.iter().map(|c| c.header.clone()).collect(),
        ignored,
        records: 0,
    };
    Ok(Opened {
        layout,
        header_at,
        preset,
        columns,
        summary,
        text,
    })
}

/// The text of a file that is delimited text; the error of one that is not.
fn text_of(bytes: Vec<u8>, forced: Option<&'static Encoding>) -> Result<Decoded, ErrorCode> {
    if bytes.is_empty() {
        return Err(ErrorCode::EmptyFile);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ErrorCode::TooLarge);
    }
    // Zip (xlsx, archives), OLE (xls, encrypted workbooks), SQLite: known, and not read here.
    if [
        &b"PK\x03\x04"[..],
        b"PK\x05\x06",
        b"\xd0\xcf\x11\xe0",
        b"SQLite format 3\0",
    ]
    .iter()
    .any(|magic| bytes.starts_with(magic))
    {
        return Err(ErrorCode::UnsupportedFormat);
    }
    let decoded = decode::decode(bytes, forced)?;
    let start = decoded
        .text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if start.trim().is_empty() {
        return Err(ErrorCode::EmptyFile);
    }
    let opening: String = start
        .chars()
        .take(64)
        .collect::<String>()
        .to_ascii_lowercase();
    if [
        "begin:vcar",
        "begin:vcalendar",
        "<html",
        "<table",
        "<!doctype",
        "<?xml",
        "# abook",
    ]
    .iter()
    .any(|o| opening.starts_with(o))
    {
        return Err(ErrorCode::UnsupportedFormat);
    }
    let controls = start
        .chars()
        .take(4096)
        .filter(|c| c.is_control() && !c.is_whitespace())
        .count();
    if controls * 5 > start.chars().take(4096).count() {
        return Err(ErrorCode::UnknownFormat);
    }
    Ok(decoded)
}

fn rules<'a>(preset: &'a Preset, options: &Options, presets: &'a Presets) -> Rules<'a> {
    let zone = options.zone.or(preset.zone).unwrap_or_default();
    Rules {
        presets,
        preset,
        region: options.region,
        zone,
        today: options.today,
    }
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
        Found::Progress(_) => {}
    }
}

fn hand_over(found: &mut dyn FnMut(Found) -> ControlFlow<()>, one: Found) -> Result<(), Stop> {
    match found(one) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Stop::Cancelled),
    }
}

fn stop(file: usize, fault: Fault) -> Stop {
    Stop::File(file_error(file, fault))
}

fn file_error(file: usize, fault: Fault) -> FileError {
    FileError {
        code: fault.code,
        file,
        line: Some(fault.line).filter(|&l| l > 0),
    }
}
