//! The file of refused rows: the columns they came with and why, as CSV that a spreadsheet opens and that can be imported again.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::incoming::Incoming;
use super::summary;
use crate::app::App;
use crate::codec::report::{Reject, Report};
use crate::domain::time::Now;
use crate::i18n::Strings;

/// Why the file of rejects is not there.
#[derive(Debug)]
pub enum Fault {
    /// It would replace one that is being read.
    Same(PathBuf),
    Io(PathBuf, std::io::Error),
}

/// How a file of rejects is called when nobody says otherwise.
#[must_use]
pub fn usual_name(now: Now) -> PathBuf {
    let stamp = now.at.at(now.offset).format("%Y%m%d-%H%M%S");
    PathBuf::from(format!("import-rejects-{stamp}.csv"))
}

/// Writes the refused rows, one file for each set of columns, and says where; none where there are none.
///
/// # Errors
/// A file cannot be written, or would replace one that is being read.
pub fn write(
    first: &Path,
    read: &[PathBuf],
    report: &Report,
    s: &Strings,
) -> Result<Vec<PathBuf>, Fault> {
    if read.iter().any(|path| is_same(path, first)) {
        return Err(Fault::Same(first.to_owned()));
    }
    let mut written = Vec::new();
    for (n, (header, rows)) in by_header(report).into_iter().enumerate() {
        let path = numbered(first, n);
        let text = csv(s, header, &rows);
        put(&path, &text).map_err(|error| Fault::Io(path.clone(), error))?;
        written.push(path);
    }
    Ok(written)
}

impl App {
    /// Writes the refused rows beside the file they came from, or where that may not be written, beside the shop's file. Says how many
    /// rows, and where.
    ///
    /// # Errors
    /// The path that could not be written.
    pub fn keep_rejects(
        &self,
        incoming: &Incoming,
        s: &Strings,
    ) -> Result<(usize, PathBuf), PathBuf> {
        let (read, report) = (&incoming.paths, &incoming.report);
        let name = usual_name(self.now());
        let beside = read.first().map(|path| match path.is_dir() {
            true => path.as_path(),
            false => path.parent().unwrap_or(Path::new("")),
        });
        let folders = [beside, self.path().and_then(Path::parent)];
        for folder in folders.into_iter().flatten() {
            if let Ok(written) = write(&folder.join(&name), read, report, s) {
                let path = written.into_iter().next().unwrap_or_default();
                return Ok((report.rejects.len(), path));
            }
        }
        Err(beside.unwrap_or(Path::new("")).join(name))
    }
}

fn is_same(read: &Path, write: &Path) -> bool {
    match (read.canonicalize(), write.canonicalize()) {
        (Ok(read), Ok(write)) => read == write,
        _ => false,
    }
}

/// Private from its first byte, and whole or not there.
fn put(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn by_header(report: &Report) -> Vec<(&[String], Vec<&Reject>)> {
    let mut groups: Vec<(&[String], Vec<&Reject>)> = Vec::new();
    for row in &report.rejects {
        let header = report
            .files
            .get(row.at.file)
            .map_or(&[][..], |file| file.header.as_slice());
        match groups.iter_mut().find(|(known, _)| *known == header) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((header, vec![row])),
        }
    }
    groups
}

fn numbered(first: &Path, n: usize) -> PathBuf {
    if n == 0 {
        return first.to_owned();
    }
    let part =
        |part: Option<&std::ffi::OsStr>| part.map(|text| text.to_string_lossy().into_owned());
    let stem = part(first.file_stem()).unwrap_or_default();
    let end = part(first.extension()).map_or(String::new(), |end| format!(".{end}"));
    first.with_file_name(format!("{stem}-{}{end}", n + 1))
}

/// RFC 4180 with a byte-order mark, so that spreadsheets read the Chinese; the reason stands in the last column, beyond the widest row.
fn csv(s: &Strings, header: &[String], rows: &[&Reject]) -> String {
    let width = rows
        .iter()
        .map(|row| row.cells.len())
        .chain([header.len()])
        .max()
        .unwrap_or(0);
    let mut text = String::from('\u{feff}');
    line(&mut text, header, width, s.cli.import.reason_column);
    for row in rows {
        line(&mut text, &row.cells, width, &summary::reject(s, row));
    }
    text
}

fn line(text: &mut String, cells: &[String], width: usize, last: &str) {
    for n in 0..width {
        let cell = cells.get(n).map_or("", String::as_str);
        text.push_str(&quoted(&guarded(cell)));
        text.push(',');
    }
    text.push_str(&quoted(last));
    text.push_str("\r\n");
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// A cell that a spreadsheet would take for a formula, or for a number it may shorten, is led by a quote; importing takes it off again.
fn guarded(cell: &str) -> String {
    let start = cell.trim_start();
    let formula = cell.starts_with(['\t', '\r'])
        || start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let long_number = start.len() > 10 && start.bytes().all(|b| b.is_ascii_digit());
    let zero_led =
        start.len() > 1 && start.starts_with('0') && start.bytes().all(|b| b.is_ascii_digit());
    if formula || long_number || zero_led {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::value::cell;

    #[test]
    fn a_guarded_cell_is_read_back_as_it_was() {
        for raw in [
            "=1+1",
            "+8613800138000",
            "-5.00",
            "@x",
            "＝1",
            "13800138000",
            "007",
            "王芳",
            "12",
        ] {
            assert_eq!(cell::content(&guarded(raw)).as_deref(), Some(raw), "{raw}");
        }
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("王芳"), "王芳");
    }

    #[test]
    fn further_files_are_numbered() {
        for (n, want) in [(0, "/tmp/rejects.csv"), (1, "/tmp/rejects-2.csv")] {
            assert_eq!(numbered(Path::new("/tmp/rejects.csv"), n), Path::new(want));
        }
    }
}
