//! The note beside an export: who took what, when, why and of whom, with a digest of every file. Holds no record.

use std::io::{BufWriter, Result, Write};
use std::path::Path;

use serde_json::{Value, json};
use tempfile::Builder;

use super::{Made, Scenery, Tables, Whom};
use crate::codec::write::moment;

/// The version of the manifest's shape.
const SHAPE: u32 = 1;

/// Writes it under another name and renames it.
pub(super) fn write(scenery: &Scenery, made: &Made, beside: &Path) -> Result<()> {
    let part = Builder::new()
        .prefix(".shuke-")
        .suffix(".part")
        .tempfile_in(beside)?;
    let mut out = BufWriter::new(part);
    serde_json::to_writer_pretty(&mut out, &told(scenery, made))?;
    out.write_all(b"\n")?;
    let part = out.into_inner().map_err(|error| error.into_error())?;
    part.as_file().sync_all()?;
    part.persist(&made.manifest).map_err(|error| error.error)?;
    Ok(())
}

fn told(scenery: &Scenery, made: &Made) -> Value {
    let order = scenery.order;
    let (filter, marked) = match &order.whom {
        Whom::Filter(_, text) => (Some(text), None),
        Whom::These(ids) => (None, Some(ids.len())),
    };
    let table = match (&order.report, order.tables) {
        (Some(report), _) => &*report.title,
        (None, Tables::One(table)) => table.code(),
        (None, Tables::Every) => "all",
    };
    let files: Vec<Value> = made
        .files
        .iter()
        .map(|file| json!({ "name": file.name, "rows": file.rows, "sha256": file.sha256 }))
        .collect();
    json!({
        "shuke_manifest": SHAPE,
        "program": concat!("shuke ", env!("CARGO_PKG_VERSION")),
        "kind": order.kind.code(),
        "table": table,
        "at": moment(&scenery.now.at.at(scenery.now.offset)),
        "by": scenery.author,
        "purpose": order.purpose,
        "filter": filter,
        "marked": marked,
        "columns": order.columns,
        "sort": order.sort.first().sort.code(),
        "unmasked": order.shows_numbers(),
        "marketing": order.is_for_marketing(),
        "left_out": made.left_out,
        "rows": made.rows,
        "files": files,
    })
}
