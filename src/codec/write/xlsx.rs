//! Workbooks: a sheet a table, texts as text cells, never a formula. Rows go to temporary files, not to memory.

use std::io::{Error, Result, Seek, Write};

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartType, ConditionalFormat2ColorScale, ExcelDateTime, Format,
    Workbook, Worksheet, XlsxError,
};

use super::guard::kept;
use super::{Cell, decimal, moment};

/// Rows of one sheet, its header included (ECMA-376: 2^20).
pub const ROWS_MAX: u32 = 1_048_576;
/// Characters of one cell.
const CHARS_MAX: usize = 32_767;

/// What is drawn of a sheet's rows, beside them or behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A bar for each row, from the top down.
    Bars,
    /// A column for each row, from the left to the right.
    Columns,
    /// Cells shaded by their number.
    Heat,
}

/// Columns left free between the rows and their chart.
const CHART_GAP: u16 = 1;
/// The two ends of a shaded field: white, and the dark end of one hue.
const SHADES: [u32; 2] = [0x00FF_FFFF, 0x001F_78B4];

/// A workbook being written.
pub struct Book {
    book: Workbook,
    text: Format,
    day: Format,
    money: Format,
    head: Format,
}

/// A sheet of it.
pub struct Sheet<'b> {
    sheet: &'b mut Worksheet,
    formats: [&'b Format; 3],
    row: u32,
}

fn io(error: XlsxError) -> Error {
    Error::other(error.to_string())
}

impl Default for Book {
    fn default() -> Self {
        Self::new()
    }
}

impl Book {
    #[must_use]
    pub fn new() -> Self {
        Self {
            book: Workbook::new(),
            text: Format::new().set_num_format("@"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            money: Format::new().set_num_format("0.00"),
            head: Format::new().set_bold(),
        }
    }

    /// Adds a sheet with its header.
    ///
    /// # Errors
    /// The library refuses the name, or a temporary file cannot be written.
    pub fn sheet(&mut self, name: &str, header: &[String]) -> Result<Sheet<'_>> {
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(io)?;
        sheet.set_name(name).map_err(io)?;
        sheet.set_freeze_panes(1, 0).map_err(io)?;
        for (n, text) in (0..).zip(header) {
            sheet
                .write_string_with_format(0, n, text, &self.head)
                .map_err(io)?;
        }
        Ok(Sheet {
            sheet,
            formats: [&self.text, &self.day, &self.money],
            row: 0,
        })
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<()> {
        self.book.save_to_writer(out).map_err(io)
    }
}

impl Sheet<'_> {
    /// Draws the rows written so far: their names stand in column `names`, their numbers in the columns `from` to `to`.
    ///
    /// # Errors
    /// The library refuses it.
    pub fn draw(&mut self, picture: Picture, names: u16, (from, to): (u16, u16)) -> Result<()> {
        if self.row == 0 || from > to {
            return Ok(());
        }
        let last = self.row;
        let kind = match picture {
            Picture::Heat => {
                let [low, high] = SHADES;
                let shades = ConditionalFormat2ColorScale::new()
                    .set_minimum_color(low)
                    .set_maximum_color(high);
                return match self
                    .sheet
                    .add_conditional_format(1, from, last, to, &shades)
                {
                    Ok(_) => Ok(()),
                    Err(error) => Err(io(error)),
                };
            }
            Picture::Bars => ChartType::Bar,
            Picture::Columns => ChartType::Column,
        };
        let name = self.sheet.name();
        let mut chart = Chart::new(kind);
        chart
            .add_series()
            .set_categories((name.as_str(), 1, names, last, names))
            .set_values((name.as_str(), 1, from, last, from))
            .set_name((name.as_str(), 0, from))
            .set_data_label(ChartDataLabel::new().show_value());
        chart.legend().set_hidden();
        if picture == Picture::Bars {
            // The first row stands at the top, as in the table.
            chart.y_axis().set_reverse();
        }
        match self.sheet.insert_chart(1, to + 1 + CHART_GAP, &chart) {
            Ok(_) => Ok(()),
            Err(error) => Err(io(error)),
        }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// The sheet is full, or a temporary file cannot be written.
    pub fn row(&mut self, cells: &[Cell]) -> Result<()> {
        self.row += 1;
        if self.row >= ROWS_MAX {
            return Err(Error::other("a sheet has no more rows"));
        }
        let [text_format, day_format, money_format] = self.formats;
        for (n, cell) in (0..).zip(cells) {
            let (sheet, row) = (&mut *self.sheet, self.row);
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) | Cell::Phone(text) => {
                    let text: String = kept(text).chars().take(CHARS_MAX).collect();
                    sheet.write_string_with_format(row, n, text, text_format)
                }
                Cell::Moment(at) => sheet.write_string_with_format(row, n, moment(at), text_format),
                Cell::Count(count) => sheet.write_number(row, n, *count as f64),
                // A spreadsheet has no decimals; two places of a shop's money come back unchanged from its floats.
                Cell::Decimal { units, scale } => {
                    let number = decimal(*units, *scale).parse::<f64>().unwrap_or_default();
                    sheet.write_number_with_format(row, n, number, money_format)
                }
                Cell::Day(day) => match ExcelDateTime::parse_from_str(&day.to_string()) {
                    Ok(at) => sheet.write_datetime_with_format(row, n, &at, day_format),
                    // Before 1900 there are no days in a spreadsheet.
                    Err(_) => sheet.write_string_with_format(row, n, day.to_string(), text_format),
                },
            }
            .map_err(io)?;
        }
        Ok(())
    }
}
