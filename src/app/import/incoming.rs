//! What a file would bring in: read, recognised and compared with the shop, nothing written yet.

use std::path::PathBuf;
use std::sync::Arc;

use super::files::{self, Picked, Unread};
use super::{Op, Tally, record, summary};
use crate::app::App;
use crate::app::export::words;
use crate::codec::preset::{Field, Presets};
use crate::codec::report::{ErrorCode, FileError, Report};
use crate::codec::{self, Options, Source};
use crate::domain::custom::Custom;
use crate::domain::name::Lang;
use crate::i18n::{self, Strings, strings};

/// Records shown before anything is written.
const SHOWN: usize = 8;

/// A file that can be brought in.
#[derive(Debug)]
pub struct Incoming {
    pub op: Op,
    pub report: Report,
    pub tally: Tally,
}

/// Why nothing of it can be brought in.
#[derive(Debug)]
pub enum Refused {
    Unread(Unread),
    File {
        code: ErrorCode,
        name: String,
        line: Option<u64>,
    },
    App(crate::app::Error),
}

impl Incoming {
    /// What would happen, line by line.
    #[must_use]
    pub fn told(&self, s: &Strings) -> Vec<String> {
        summary::lines(s, &self.report, self.tally)
    }

    /// The first records as they will be: name, masked phone, company.
    #[must_use]
    pub fn first(&self) -> Vec<(String, String, String)> {
        let shown = |record: &crate::domain::record::Record| {
            let phone = record
                .draft
                .contacts
                .iter()
                .find(|contact| contact.method == crate::domain::contact::Method::Phone);
            let phone = phone
                .map(|contact| crate::domain::phone::mask(&contact.value))
                .unwrap_or_default();
            (
                record.draft.about.name.clone(),
                phone,
                record.draft.about.company.clone(),
            )
        };
        self.op.records.iter().take(SHOWN).map(shown).collect()
    }
}

impl Refused {
    /// One sentence that says what is wrong with which file, and what to do.
    #[must_use]
    pub fn message(&self, s: &Strings) -> String {
        let file = s.cli.stop.file;
        match self {
            Self::App(error) => error.message(s),
            Self::File { code, name, line } => file(name, *line, summary::error(s, *code)),
            Self::Unread(Unread::TooLarge(path)) => file(
                &path.display().to_string(),
                None,
                summary::error(s, ErrorCode::TooLarge),
            ),
            Self::Unread(Unread::TooMany { limit }) => (s.error.too_many)(*limit),
            Self::Unread(Unread::Io(path, error)) => {
                (s.error.file_io)(&path.display().to_string(), i18n::io(s, error.kind()))
            }
        }
    }
}

/// The way a desk reads files when nobody says otherwise. A mended file of rejects comes back with our own column in it.
#[must_use]
pub fn usual(today: chrono::NaiveDate) -> Options {
    let mut options = Options::new(today);
    options.columns = [Lang::Zh, Lang::En]
        .map(|lang| {
            (
                strings(lang).cli.import.reason_column.to_owned(),
                Field::Ignored,
            )
        })
        .to_vec();
    options.own = Arc::new(words::backwards());
    options
}

/// Leaves columns that are called as the shop's own fields to those.
#[must_use]
pub fn with_fields(mut options: Options, fields: &[Custom]) -> Options {
    let own = fields
        .iter()
        .map(|field| (field.shape.name.clone(), Field::Extra));
    options.columns.extend(own);
    options
}

/// What files hold, whatever the shop knows of it.
#[derive(Debug)]
pub struct Found {
    pub report: Report,
    /// Files of a folder that hold something else.
    pub left_out: Vec<String>,
}

/// Reads files, or folders of files, as one import.
///
/// # Errors
/// A path cannot be read, or a file as a whole is refused.
pub fn read(paths: &[PathBuf], options: &Options, presets: &Presets) -> Result<Found, Refused> {
    let picked = files::gather(paths).map_err(Refused::Unread)?;
    let (sources, left_out) = readable(picked, options, presets);
    let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    let report = codec::import(sources, options, presets);
    match &report.error {
        Some(error) => Err(Refused::File {
            code: error.code,
            name: names.get(error.file).cloned().unwrap_or_default(),
            line: error.line,
        }),
        None => Ok(Found { report, left_out }),
    }
}

/// Leaves out what lies in a folder beside the tables; a file that was named is never left out, nor is the last one.
fn readable(
    picked: Vec<Picked>,
    options: &Options,
    presets: &Presets,
) -> (Vec<Source>, Vec<String>) {
    let is_other = |picked: &Picked| {
        let refused = |error: FileError| {
            matches!(
                error.code,
                ErrorCode::UnknownFormat | ErrorCode::UnsupportedFormat
            )
        };
        !picked.is_meant()
            || !picked.is_named
                && codec::inspect(picked.source.clone(), options, presets).is_err_and(refused)
    };
    let (others, tables): (Vec<Picked>, Vec<Picked>) = picked.into_iter().partition(is_other);
    let sources = |picked: Vec<Picked>| picked.into_iter().map(|picked| picked.source).collect();
    if tables.is_empty() {
        return (sources(others), Vec::new());
    }
    let left_out = others.into_iter().map(|other| other.source.name).collect();
    (sources(tables), left_out)
}

impl App {
    /// Reads files and compares them with the shop; writes nothing.
    ///
    /// # Errors
    /// A path, a file or the shop cannot be read.
    pub fn read_in(&self, paths: &[PathBuf]) -> Result<Incoming, Refused> {
        let unknown = |_| Refused::File {
            code: ErrorCode::UnknownFormat,
            name: String::new(),
            line: None,
        };
        let presets = Presets::builtin().map_err(unknown)?;
        let fields = self.lists().map_err(Refused::App)?.fields;
        let options = with_fields(usual(self.now().today()), &fields);
        let found = read(paths, &options, &presets)?;
        let mut report = found.report;
        let gathered = record::gather_with(&report, self.now(), &fields);
        report.rejects.extend(gathered.homeless);
        report.warnings.extend(gathered.warnings);
        let op = Op {
            records: gathered.records,
            ..Op::default()
        };
        let tally = self.foresee(&op).map_err(Refused::App)?;
        Ok(Incoming { op, report, tally })
    }
}
