//! The whole shop as one JSON document, row by row: `{"shuke_export":1,…,"tables":{"customer":[{"id":"…",…},…],…}}`.
//! Ids are text, everything else is what the file holds. `codec::shop` reads it back.

use std::io::{Result, Write};

use serde_json::{Map, Value};

/// The version of the document's shape.
pub const SHAPE: u32 = 1;

/// A document being written.
pub struct Shop<W> {
    out: W,
    tables: usize,
    rows: usize,
}

impl<W: Write> Shop<W> {
    /// Begins a document with what there is to say of it.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn new(mut out: W, about: &Map<String, Value>) -> Result<Self> {
        write!(out, "{{\"shuke_export\":{SHAPE}")?;
        for (name, value) in about {
            write!(out, ",\n{}:{value}", Value::from(name.as_str()))?;
        }
        out.write_all(b",\n\"tables\":{")?;
        Ok(Self {
            out,
            tables: 0,
            rows: 0,
        })
    }

    /// Begins a table; the one before is ended.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn table(&mut self, name: &str) -> Result<()> {
        if self.tables > 0 {
            self.out.write_all(b"\n],")?;
        }
        self.tables += 1;
        self.rows = 0;
        write!(self.out, "\n{}:[", Value::from(name))
    }

    /// Writes one row of the table begun last.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn row(&mut self, cells: &Value) -> Result<()> {
        if self.rows > 0 {
            self.out.write_all(b",")?;
        }
        self.rows += 1;
        write!(self.out, "\n{cells}")
    }

    /// Ends the document.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn finish(mut self) -> Result<W> {
        if self.tables > 0 {
            self.out.write_all(b"\n]")?;
        }
        self.out.write_all(b"}}\n")?;
        Ok(self.out)
    }
}
