//! Parquet: columns with true types, so that no tool has to guess. Rows are held until a group of them is full.

use std::io::{Error, Result, Write};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::Cell;

/// Rows of one group: what is held in memory.
const GROUP: usize = 20_000;
/// Digits of a decimal that an `i64` holds.
const PRECISION: i32 = 18;
/// 1970-01-01, counted in days from the year 1.
const EPOCH: i32 = 719_163;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Count,
    Decimal { scale: u32 },
    Day,
    Moment,
}

/// The cells of one column of the group being filled.
enum Column {
    Text(Vec<ByteArray>),
    Days(Vec<i32>),
    Numbers(Vec<i64>),
}

/// A file being written.
pub struct Parquet<W: Write + Send> {
    out: SerializedFileWriter<W>,
    kinds: Vec<Kind>,
    columns: Vec<(Column, Vec<i16>)>,
    rows: usize,
}

fn io(error: ParquetError) -> Error {
    Error::other(error.to_string())
}

impl<W: Write + Send> Parquet<W> {
    /// Begins a file with these columns.
    ///
    /// # Errors
    /// The library refuses a column, or what the writer says.
    pub fn new(out: W, columns: &[(&str, Kind)]) -> Result<Self> {
        let fields = columns.iter().map(|(name, kind)| field(name, *kind));
        let schema = Type::group_type_builder("shuke")
            .with_fields(fields.collect::<Result<Vec<TypePtr>>>()?)
            .build()
            .map_err(io)?;
        let properties = Arc::new(WriterProperties::builder().build());
        let kinds: Vec<Kind> = columns.iter().map(|(_, kind)| *kind).collect();
        Ok(Self {
            out: SerializedFileWriter::new(out, Arc::new(schema), properties).map_err(io)?,
            columns: kinds
                .iter()
                .map(|kind| (empty(*kind), Vec::new()))
                .collect(),
            kinds,
            rows: 0,
        })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// A cell is not of its column's kind, or what the writer says.
    pub fn row(&mut self, cells: &[Cell]) -> Result<()> {
        for ((column, present), cell) in self.columns.iter_mut().zip(cells) {
            present.push(i16::from(*cell != Cell::Empty));
            push(column, cell)?;
        }
        self.rows += 1;
        if self.rows >= GROUP {
            self.group()?;
        }
        Ok(())
    }

    /// Writes what is left, and gives the writer back.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn finish(mut self) -> Result<W> {
        self.group()?;
        self.out.into_inner().map_err(io)
    }

    fn group(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let fresh = self.kinds.iter().map(|kind| (empty(*kind), Vec::new()));
        let full = std::mem::replace(&mut self.columns, fresh.collect());
        let mut group = self.out.next_row_group().map_err(io)?;
        for (column, present) in full {
            write(&mut group, &column, &present).map_err(io)?;
        }
        group.close().map_err(io)?;
        self.rows = 0;
        Ok(())
    }
}

fn field(name: &str, kind: Kind) -> Result<TypePtr> {
    let (physical, logical) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Count => (Physical::INT64, None),
        Kind::Decimal { scale } => (
            Physical::INT64,
            Some(LogicalType::decimal(
                i32::try_from(scale).unwrap_or_default(),
                PRECISION,
            )),
        ),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Moment => (
            Physical::INT64,
            Some(LogicalType::timestamp(true, TimeUnit::MILLIS)),
        ),
    };
    let mut builder = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    if let Kind::Decimal { scale } = kind {
        builder = builder
            .with_precision(PRECISION)
            .with_scale(i32::try_from(scale).unwrap_or_default());
    }
    Ok(Arc::new(builder.build().map_err(io)?))
}

fn empty(kind: Kind) -> Column {
    match kind {
        Kind::Text => Column::Text(Vec::new()),
        Kind::Day => Column::Days(Vec::new()),
        Kind::Count | Kind::Decimal { .. } | Kind::Moment => Column::Numbers(Vec::new()),
    }
}

fn push(column: &mut Column, cell: &Cell) -> Result<()> {
    match (column, cell) {
        (_, Cell::Empty) => {}
        (Column::Text(cells), Cell::Text(text) | Cell::Phone(text)) => {
            cells.push(ByteArray::from(text.as_bytes().to_vec()));
        }
        (Column::Days(cells), Cell::Day(day)) => cells.push(since_1970(*day)),
        (Column::Numbers(cells), Cell::Count(number) | Cell::Decimal { units: number, .. }) => {
            cells.push(*number);
        }
        (Column::Numbers(cells), Cell::Moment(at)) => cells.push(at.timestamp_millis()),
        _ => return Err(Error::other("a cell is not of its column's kind")),
    }
    Ok(())
}

fn since_1970(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - EPOCH
}

fn write<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    column: &Column,
    present: &[i16],
) -> std::result::Result<(), ParquetError> {
    let Some(mut next) = group.next_column()? else {
        return Ok(());
    };
    match column {
        Column::Text(cells) => {
            next.typed::<ByteArrayType>()
                .write_batch(cells, Some(present), None)?;
        }
        Column::Days(cells) => {
            next.typed::<Int32Type>()
                .write_batch(cells, Some(present), None)?;
        }
        Column::Numbers(cells) => {
            next.typed::<Int64Type>()
                .write_batch(cells, Some(present), None)?;
        }
    }
    next.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_from_1970() {
        assert_eq!(since_1970("1970-01-02".parse().expect("a day")), 1);
        assert_eq!(since_1970("2026-03-02".parse().expect("a day")), 20_514);
    }

    #[test]
    fn a_cell_of_another_kind_is_refused() {
        let mut file = Parquet::new(Vec::new(), &[("n", Kind::Count)]).expect("begins");
        assert!(file.row(&[Cell::Count(1)]).is_ok());
        assert!(file.row(&[Cell::Empty]).is_ok());
        assert!(file.row(&[Cell::text("one")]).is_err());
    }
}
