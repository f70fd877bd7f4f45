//! Workbooks (xlsx, xls, ods): visible sheets as rows with the numbers a spreadsheet shows. Knows nothing of headers or fields.

pub mod biff;
pub mod container;
pub mod value;

use super::archive::{Archive, Inside};
use super::delimited::{Fault, LONGEST_CELL, MOST_CELLS, Row};
use super::report::ErrorCode;
use biff::Book;
use calamine::{Data, Ods, Range, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;
use std::ops::ControlFlow;

/// Rows a sheet can have.
const MOST_ROWS: u32 = 1_048_576;

/// An open workbook.
pub struct Workbook {
    cells: Cells,
    /// The names of the sheets that are shown, in the order of their tabs.
    pub sheets: Vec<String>,
    /// Whether day 0 is 1 January 1904, as old Macs had it.
    pub is_1904: bool,
}

enum Cells {
    Streamed(Box<Xlsx<Cursor<Vec<u8>>>>),
    Old(Box<Book>),
    Whole(Vec<(String, Range<Data>)>),
}

/// A row while its cells arrive.
struct Building {
    row: Row,
    at: u32,
}

impl Workbook {
    /// Opens a workbook that is a zip file.
    pub fn from_archive(mut archive: Archive) -> Result<Self, ErrorCode> {
        archive.check_entries()?;
        match archive.inside() {
            Inside::Xlsx => Self::from_xlsx(archive.into_bytes()),
            Inside::Ods => Self::from_ods(archive),
            Inside::Foreign | Inside::Files => Err(ErrorCode::UnsupportedFormat),
        }
    }

    /// Opens a workbook of Excel 97 to 2003.
    pub fn from_xls(bytes: &[u8]) -> Result<Self, ErrorCode> {
        let book = Book::open(container::workbook(bytes)?)?;
        Ok(Self {
            sheets: book.sheets.iter().map(|(name, _)| name.clone()).collect(),
            is_1904: book.is_1904,
            cells: Cells::Old(Box::new(book)),
        })
    }

    fn from_xlsx(bytes: Vec<u8>) -> Result<Self, ErrorCode> {
        let book = Xlsx::new(Cursor::new(bytes)).map_err(|e| xlsx_code(&e))?;
        Ok(Self {
            sheets: shown(book.sheets_metadata()),
            is_1904: book.has_1904_epoch(),
            cells: Cells::Streamed(Box::new(book)),
        })
    }

    fn from_ods(mut archive: Archive) -> Result<Self, ErrorCode> {
        value::check_repeats(&archive.entry("content.xml")?)?;
        let mut book = Ods::new(Cursor::new(archive.into_bytes())).map_err(|e| match e {
            calamine::OdsError::Password => ErrorCode::EncryptedFile,
            calamine::OdsError::CellLimitExceeded { .. } => ErrorCode::TooLarge,
            _ => ErrorCode::CorruptFile,
        })?;
        let sheets = shown(book.sheets_metadata());
        let whole = sheets
            .iter()
            .filter_map(|name| Some((name.clone(), book.worksheet_range(name).ok()?)));
        Ok(Self {
            cells: Cells::Whole(whole.collect()),
            sheets,
            is_1904: false,
        })
    }

    /// Hands over the rows of a sheet that hold something, from the top, until the visitor breaks.
    pub fn each_row(
        &mut self,
        sheet: &str,
        visit: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        match &mut self.cells {
            Cells::Streamed(book) => streamed(book, sheet, visit),
            Cells::Old(book) => book.each_row(sheet, visit),
            Cells::Whole(ranges) => {
                let range = ranges.iter().find(|(name, _)| name == sheet);
                range.map_or(Ok(()), |(_, range)| whole(range, visit))
            }
        }
    }
}

fn shown(sheets: &[Sheet]) -> Vec<String> {
    sheets
        .iter()
        .filter(|s| s.visible == SheetVisible::Visible && s.typ == SheetType::WorkSheet)
        .map(|s| s.name.clone())
        .collect()
}

/// Cells come one by one; a dense grid of them could be larger than any memory.
fn streamed(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    sheet: &str,
    visit: &mut dyn FnMut(Row) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let fault = |line: u64| {
        move |error: XlsxError| Fault {
            code: xlsx_code(&error),
            line,
        }
    };
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(fault(0)(error)),
    };
    let mut building = Building::at(0);
    loop {
        let next = cells.next_cell().map_err(fault(building.row.line))?;
        let Some(cell) = next else { break };
        let (row, column) = cell.get_position();
        if building.turn_to(row, visit).is_break() {
            return Ok(());
        }
        building.put(column, value::text(&cell.get_value().clone().into()))?;
    }
    // Whether the visitor wants more does not matter after the last row.
    match building.hand_over(visit) {
        ControlFlow::Continue(()) | ControlFlow::Break(()) => Ok(()),
    }
}

fn whole(range: &Range<Data>, visit: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Fault> {
    let Some((top, left)) = range.start() else {
        return Ok(());
    };
    for (row, cells) in (top..).zip(range.rows()) {
        let mut building = Building::at(row);
        for (column, cell) in (left..).zip(cells) {
            building.put(column, value::text(cell))?;
        }
        if building.hand_over(visit).is_break() {
            return Ok(());
        }
    }
    Ok(())
}

impl Building {
    fn at(row: u32) -> Self {
        Self {
            row: Row {
                line: u64::from(row) + 1,
                cells: Vec::new(),
            },
            at: row,
        }
    }

    /// Hands over the row before, once another one begins.
    fn turn_to(
        &mut self,
        row: u32,
        visit: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if row == self.at {
            return ControlFlow::Continue(());
        }
        self.hand_over(visit)?;
        *self = Self::at(row);
        ControlFlow::Continue(())
    }

    fn put(&mut self, column: u32, text: String) -> Result<(), Fault> {
        if text.is_empty() {
            return Ok(());
        }
        let too_large = Fault {
            code: ErrorCode::TooLarge,
            line: self.row.line,
        };
        let column = usize::try_from(column).map_err(|_| too_large)?;
        if column >= MOST_CELLS || self.at >= MOST_ROWS || text.len() > LONGEST_CELL {
            return Err(too_large);
        }
        if self.row.cells.len() <= column {
            self.row.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.row.cells.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }

    fn hand_over(&mut self, visit: &mut dyn FnMut(Row) -> ControlFlow<()>) -> ControlFlow<()> {
        if self.row.cells.is_empty() {
            return ControlFlow::Continue(());
        }
        visit(std::mem::take(&mut self.row))
    }
}

fn xlsx_code(error: &XlsxError) -> ErrorCode {
    match error {
        XlsxError::Password => ErrorCode::EncryptedFile,
        XlsxError::ColumnNumberOverflow | XlsxError::RowNumberOverflow => ErrorCode::TooLarge,
        _ => ErrorCode::CorruptFile,
    }
}
