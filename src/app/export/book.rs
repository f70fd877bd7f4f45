//! Workbooks: the sheet chosen, or all of them in one.

use super::place::Parts;
use super::{Refusal, Scenery, io, table};
use crate::app::{Error, Result};
use crate::codec::write::xlsx::{Book, ROWS_MAX};

pub(super) fn xlsx(scenery: &Scenery, parts: &mut Parts) -> Result<()> {
    let io = io(scenery.order);
    let mut book = Book::new();
    let mut rows = 0;
    for sheet in table::sheets(scenery) {
        let columns = table::columns(scenery, sheet)?;
        // Said before a million rows are written for nothing.
        if scenery.announce(sheet)? >= u64::from(ROWS_MAX) {
            return Err(Error::Export(Refusal::SheetFull));
        }
        let name = (scenery.s.export.sheet)(sheet.name);
        let mut page = book
            .sheet(name, &table::header(scenery, &columns))
            .map_err(&io)?;
        table::each(scenery, sheet, &columns, &mut |cells| {
            rows += 1;
            page.row(cells).map_err(&io)
        })?;
    }
    let mut sink = parts.file()?;
    book.finish(&mut sink).map_err(&io)?;
    parts.keep("shuke.xlsx", rows, sink)
}
