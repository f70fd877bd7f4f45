//! Documents that belong together, read as one: parents before what points at them, orders and their customers at the end.

use super::customer::Rules;
use super::delimited::{Fault, Row};
use super::document::{Document, Entry};
use super::link::Links;
use super::message::{self, Messages};
use super::order::{self, Orders};
use super::preset::{Content, Preset, Presets};
use super::report::{
    ErrorCode, FileError, FileSummary, Found, Kind, Place, Progress, Reject, RejectReason, Skip,
    SkipReason,
};
use super::table::{Table, cells_of};
use super::value::cell;
use super::{Options, Stop, card, event, own, task};
use std::ops::ControlFlow;

/// Progress is told every so many records.
const PROGRESS_EVERY: u64 = 256;

/// Takes what is found, as it is found.
pub type Sink<'s> = &'s mut dyn FnMut(Found) -> ControlFlow<()>;

/// The state that outlives one file.
pub struct Reading<'a> {
    options: &'a Options,
    presets: &'a Presets,
    found: Sink<'a>,
    customers: Table,
    orders: Orders,
    messages: Messages,
    links: Links,
    progress: Progress,
}

/// One file of the set: its size, and the document it was opened as.
pub struct Opened<'p> {
    pub size: u64,
    /// Which of the caller's files it is, or is inside of.
    pub file: usize,
    pub document: Document<'p>,
}

/// Where a table is found, and which of the report's it is.
#[derive(Debug, Clone, Copy)]
struct TableAt {
    rank: u8,
    number: usize,
    opened: usize,
    table: usize,
}

/// The table being read.
struct Current<'a> {
    table: &'a CurrentTable<'a>,
    at: Place,
}

struct CurrentTable<'a> {
    preset: &'a Preset,
    columns: &'a [super::header::Column],
    rules: Rules<'a>,
    decimal: crate::domain::money::DecimalSign,
    file: &'a str,
    /// Which of the caller's files it is in.
    source: usize,
}

impl<'a> Reading<'a> {
    pub fn new(
        options: &'a Options,
        presets: &'a Presets,
        total_bytes: u64,
        found: Sink<'a>,
    ) -> Self {
        Self {
            options,
            presets,
            found,
            customers: Table::default(),
            orders: Orders::default(),
            messages: Messages::default(),
            links: Links::default(),
            progress: Progress {
                total_bytes,
                ..Progress::default()
            },
        }
    }

    /// Reads all tables of all documents; the summaries are in the order of the files.
    pub fn read(mut self, mut set: Vec<Opened<'a>>) -> Result<Vec<FileSummary>, Stop> {
        let mut order: Vec<TableAt> = Vec::new();
        for (opened, one) in set.iter().enumerate() {
            for (table, it) in one.document.tables.iter().enumerate() {
                order.push(TableAt {
                    rank: rank(it.preset),
                    number: order.len(),
                    opened,
                    table,
                });
            }
        }
        order.sort_by_key(|at| (at.rank, at.number));
        for at in order {
            if let Some(opened) = set.get_mut(at.opened) {
                self.read_table(opened, at)?;
            }
        }
        let Self { orders, found, .. } = self;
        orders.finish(&mut |one| hand_over(found, one))?;
        let (tables, left_out): (Vec<_>, Vec<_>) = set
            .into_iter()
            .map(|opened| (opened.document.tables, opened.document.left_out))
            .unzip();
        let read = tables.into_iter().flatten().map(|table| table.summary);
        Ok(read.chain(left_out.into_iter().flatten()).collect())
    }

    fn read_table(&mut self, opened: &mut Opened<'a>, at: TableAt) -> Result<(), Stop> {
        let Some(table) = opened.document.tables.get(at.table) else {
            return Ok(());
        };
        let preset = table.preset;
        let columns = table.columns.clone();
        let decimal = table.decimal;
        let name = opened.document.name.clone();
        let current = CurrentTable {
            preset,
            columns: &columns,
            rules: rules(preset, self.options, self.presets),
            decimal,
            file: &name,
            source: opened.file,
        };
        let (before, size, file) = (self.progress.done_bytes, opened.size, opened.file);
        let mut records = 0;
        let mut stopped = None;
        let presets = self.presets;
        let read = opened.document.each(at.table, presets, &mut |entry, done| {
            if is_blank(&entry) {
                return ControlFlow::Continue(());
            }
            records += 1;
            let outcome = self
                .entry(&current, entry, at.number, records)
                .and_then(|()| {
                    if records % PROGRESS_EVERY != 0 {
                        return Ok(());
                    }
                    self.progress.done_bytes = before + (size as f64 * done) as u64;
                    self.progress.records += PROGRESS_EVERY;
                    hand_over(self.found, Found::Progress(self.progress))
                });
            match outcome {
                Ok(()) => ControlFlow::Continue(()),
                Err(stop) => {
                    stopped = Some(stop);
                    ControlFlow::Break(())
                }
            }
        });
        if let Some(stop) = stopped {
            return Err(stop);
        }
        read.map_err(|fault| stop(file, fault))?;
        if let Some(table) = opened.document.tables.get_mut(at.table) {
            table.summary.records = records;
        }
        // Sheets share the bytes of their file.
        let share = size / (opened.document.tables.len() as u64).max(1);
        self.progress.done_bytes = before + share;
        hand_over(self.found, Found::Progress(self.progress))
    }

    fn entry(
        &mut self,
        table: &CurrentTable<'_>,
        entry: Entry,
        file: usize,
        record: u64,
    ) -> Result<(), Stop> {
        let place = |row: &Row| Place {
            file,
            line: row.line,
            record,
        };
        let (mut found, row) = match entry {
            Entry::Row(row) => {
                let at = place(&row);
                (self.row(&Current { table, at }, &row), row)
            }
            Entry::Card(card) => {
                let at = place(&card.row);
                (self.card(table, &card, at), card.row)
            }
        };
        if self.options.keeps_rows {
            keep(&mut found, &row);
        }
        if self.orders.is_full() {
            return Err(stop(
                table.source,
                Fault {
                    code: ErrorCode::TooLarge,
                    line: 0,
                },
            ));
        }
        for one in found {
            if let Found::Customer(customer) = &one {
                self.links.remember(customer);
            }
            hand_over(self.found, one)?;
        }
        Ok(())
    }

    fn row(&mut self, current: &Current<'_>, row: &Row) -> Vec<Found> {
        let Current { table, at } = current;
        if own::is_ours(table.preset) {
            let words = &self.options.own;
            let place = (table.rules.zone, *at);
            return own::read(row, table.columns, words, &self.links, place);
        }
        match table.preset.content {
            Content::Customers => {
                self.customers
                    .read(row, table.columns, &table.rules, &self.links, *at)
            }
            Content::Orders => {
                let reading = order::Reading {
                    columns: table.columns,
                    rules: &table.rules,
                    decimal: table.decimal,
                };
                self.orders.read(row, reading, *at)
            }
            Content::Messages => {
                let reading = message::Reading {
                    columns: table.columns,
                    rules: &table.rules,
                    file: table.file,
                };
                self.messages.read(row, reading, *at)
            }
            Content::Tasks | Content::Notes => {
                task::read(row, table.columns, &table.rules, &self.links, *at)
            }
            Content::Events => event::read(row, table.columns, &table.rules, *at),
            Content::Payments => Vec::new(),
        }
    }

    fn card(&mut self, table: &CurrentTable<'_>, card: &card::Card, at: Place) -> Vec<Found> {
        match card.state {
            card::State::Whole => {
                let rules = Rules {
                    literal: own::is_our_card(card),
                    ..table.rules
                };
                self.customers
                    .read(&card.row, &card.columns, &rules, &self.links, at)
            }
            card::State::CutShort => vec![Found::Reject(Reject {
                at,
                reason: RejectReason::TruncatedRecord,
                detail: None,
                cells: cells_of(&card.row),
            })],
            card::State::Group => vec![Found::Skip(Skip {
                at,
                reason: SkipReason::GroupCard,
                detail: card
                    .row
                    .cells
                    .iter()
                    .find_map(|c| cell::content(c))
                    .map(|c| c.into_owned()),
            })],
        }
    }
}

/// Keeps the row with the customers it has told of.
fn keep(found: &mut [Found], row: &Row) {
    for one in found {
        if let Found::Customer(customer) = one {
            customer.cells = cells_of(row);
        }
    }
}

/// Who is pointed at comes before who points.
fn rank(preset: &Preset) -> u8 {
    match (preset.content, preset.entity) {
        (Content::Customers, Kind::Company) => 0,
        (Content::Customers, Kind::Person) => 1,
        (Content::Orders, _) => 2,
        (Content::Messages, _) => 3,
        _ => 4,
    }
}

fn rules<'a>(preset: &'a Preset, options: &Options, presets: &'a Presets) -> Rules<'a> {
    Rules {
        presets,
        preset,
        region: options.region,
        zone: options.zone.or(preset.zone).unwrap_or_default(),
        today: options.today,
        literal: false,
    }
}

fn is_blank(entry: &Entry) -> bool {
    matches!(entry, Entry::Row(row) if row.is_blank())
}

fn hand_over(found: &mut dyn FnMut(Found) -> ControlFlow<()>, one: Found) -> Result<(), Stop> {
    match found(one) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Stop::Cancelled),
    }
}

/// The error of one of the caller's files.
pub fn stop(file: usize, fault: Fault) -> Stop {
    Stop::File(FileError {
        code: fault.code,
        file,
        line: Some(fault.line).filter(|&l| l > 0),
    })
}
