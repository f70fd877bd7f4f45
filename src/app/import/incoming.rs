//! What a file would bring in: read, recognised and compared with the shop, nothing written yet.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Picked, Unread};
use super::large::Large;
use super::{Mode, Op, Tally, record, summary};
use crate::app::App;
use crate::app::answer::Lists;
use crate::app::export::{shop, words};
use crate::codec::preset::{Field, Presets, Role};
use crate::codec::report::{ErrorCode, FileError, Report};
use crate::codec::value::zone::Zone;
use crate::codec::{self, Options, Source};
use crate::domain::clean::clean_line;
use crate::domain::name::Lang;
use crate::domain::phone::Region;
use crate::domain::standard::Listed;
use crate::domain::time::Now;
use crate::i18n::standard::listed as words_of_list;
use crate::i18n::{self, Strings, strings};

/// Records shown before anything is written.
const SHOWN: usize = 20;
/// The largest file whose columns are shown one by one, in bytes: showing them reads it a second time.
const LARGEST_SHOWN: usize = 16 * 1024 * 1024;
/// Values of a column that are shown.
const SAMPLES: usize = 3;

/// How files are read on this desk, whatever the file: what the settings say.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    pub region: Region,
    /// Where times without an offset were written: `Asia/Shanghai`, `+08:00`.
    pub timezone: Option<String>,
    /// The folder of the user's own presets.
    pub presets: Option<PathBuf>,
}

/// What was chosen in the preview.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub mode: Mode,
    /// What a column means, by its header.
    pub columns: Vec<(String, Field)>,
    /// Where customers came from of whom neither the file nor the shop says it; blank for nowhere.
    pub source: String,
}

/// How sure it is what a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    /// The user said so.
    Chosen,
    /// The whole format is known.
    Format,
    /// Only the header says so.
    Header,
    /// Nothing does: the value is kept under its header.
    Not,
}

/// A column of the first table, and what becomes of it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub header: String,
    /// `None` where it is a part of something else: of an address, an order, a message.
    pub field: Option<Field>,
    pub sure: Sure,
    /// Its first values, numbers masked.
    pub samples: Vec<String>,
}

/// A file that can be brought in.
#[derive(Debug)]
pub struct Incoming {
    pub paths: Vec<PathBuf>,
    pub choices: Choices,
    pub op: Op,
    pub report: Report,
    pub tally: Tally,
    pub columns: Vec<Seen>,
    /// How many rows it has, where it is a document of a whole shop rather than records.
    pub whole: Option<u64>,
    /// The sources the shop has written down; none when it left the usual ones.
    pub sources: Vec<String>,
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
    /// A preset of the user's that cannot be used, and why.
    Preset(PathBuf, String),
    App(crate::app::Error),
}

/// What a column can be said to mean.
pub type Meaning = Field;

/// The meanings that the preview offers; those that only formats of their own need are left out.
const OFFERED: [Meaning; 18] = [
    Field::Name,
    Field::Phone,
    Field::Wechat,
    Field::Email,
    Field::Nickname,
    Field::Company,
    Field::Title,
    Field::Gender,
    Field::Birthday,
    Field::Tags,
    Field::Source,
    Field::Owner,
    Field::Notes,
    Field::Created,
    Field::SourceId,
    Field::Contact,
    Field::Extra,
    Field::Ignored,
];

impl Choices {
    /// Gives a column the next meaning offered, or the one before.
    pub fn turn(&mut self, column: &Seen, forward: bool) {
        let at = OFFERED
            .iter()
            .position(|field| Some(*field) == column.field);
        let count = OFFERED.len();
        let next = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.columns.retain(|(header, _)| *header != column.header);
        self.columns.extend(
            OFFERED
                .get(next)
                .map(|field| (column.header.clone(), *field)),
        );
    }

    /// The next source for customers without one; after the last there is none.
    pub fn turn_source(&mut self, sources: &[String]) {
        let at = sources.iter().position(|source| *source == self.source);
        let next = match at {
            None if self.source.is_empty() => sources.first(),
            None => None,
            Some(at) => sources.get(at + 1),
        };
        self.source = next.cloned().unwrap_or_default();
    }

    /// The next way in which records meet customers.
    pub fn turn_mode(&mut self) {
        self.mode = match self.mode {
            Mode::Upsert => Mode::Create,
            Mode::Create => Mode::Update,
            Mode::Update | Mode::Strangers => Mode::Upsert,
        };
    }
}

impl Seen {
    /// What the column is taken for.
    #[must_use]
    pub fn label(&self, s: &Strings) -> &'static str {
        summary::meaning(s, self.field)
    }
}

impl Incoming {
    /// Every row that is refused and every warning, by line.
    #[must_use]
    pub fn problems(&self, s: &Strings) -> Vec<(u64, String, String)> {
        let refused = self.report.rejects.iter().map(|row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| shy(&clean_line(cell)))
                .collect();
            (
                row.at.line,
                summary::reject(s, row),
                cells.join(s.list_comma),
            )
        });
        let warned = self.report.warnings.iter().map(|row| {
            let listed = Listed::from_word(&row.field).map(|of| words_of_list(s, of).to_owned());
            let about = listed.unwrap_or_else(|| row.field.clone());
            (row.at.line, summary::warning(s, row.code).to_owned(), about)
        });
        let mut all: Vec<_> = refused.chain(warned).collect();
        all.sort_by_key(|(line, ..)| *line);
        all
    }

    /// What would happen, line by line.
    #[must_use]
    pub fn told(&self, s: &Strings) -> Vec<String> {
        match self.whole {
            Some(rows) => vec![(s.export.whole_would_come_in)(rows)],
            None => summary::lines(s, &self.report, self.tally),
        }
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
            Self::Preset(path, why) => (s.wizard.bad_preset)(
                &path.display().to_string(),
                why.lines().next().unwrap_or_default(),
            ),
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

/// Leaves columns that are called as the shop's own fields to those; where records may be refused, their rows are kept.
#[must_use]
pub fn with_lists(mut options: Options, lists: &Lists) -> Options {
    let own = lists
        .fields
        .iter()
        .map(|field| (field.shape.name.clone(), Field::Extra));
    options.columns.extend(own);
    options.keeps_rows = !lists.standard.required.is_empty();
    options
}

/// What files hold, whatever the shop knows of it.
#[derive(Debug)]
pub struct Found {
    pub report: Report,
    /// Files of a folder that hold something else.
    pub left_out: Vec<String>,
    /// The files themselves, where they hold more customers than are held at once; the report has none then.
    pub large: Option<Arc<Large>>,
}

/// Reads files, or folders of files, as one import.
///
/// # Errors
/// A path cannot be read, or a file as a whole is refused.
pub fn read(paths: &[PathBuf], options: &Options, presets: &Presets) -> Result<Found, Refused> {
    let picked = files::gather(paths).map_err(Refused::Unread)?;
    let (sources, left_out) = readable(picked, options, presets);
    whole(sources, left_out, options, presets)
}

/// The same; more customers than are held at once come to be read as they are written.
///
/// # Errors
/// As `read`.
pub fn read_all(
    paths: &[PathBuf],
    options: &Options,
    presets: &Presets,
    on: (&Lists, Now),
) -> Result<Found, Refused> {
    match read(paths, options, presets) {
        Err(Refused::File {
            code: ErrorCode::TooLarge,
            // One that is named is too large itself, however often it is read.
            line: None,
            ..
            // What a record must hold is looked at with all of them at hand.
        }) if on.0.standard.required.is_empty() => {
            let (report, large) = Large::scan(paths, options, presets, on)?;
            Ok(Found {
                report,
                left_out: Vec::new(),
                large: Some(Arc::new(large)),
            })
        }
        found => found,
    }
}

fn whole(
    sources: Vec<Source>,
    left_out: Vec<String>,
    options: &Options,
    presets: &Presets,
) -> Result<Found, Refused> {
    let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    let report = codec::import(sources, options, presets);
    match &report.error {
        Some(error) => Err(Refused::File {
            code: error.code,
            name: names.get(error.file).cloned().unwrap_or_default(),
            line: error.line,
        }),
        None => Ok(Found {
            report,
            left_out,
            large: None,
        }),
    }
}

/// The columns of the first table, for choosing what they mean.
fn columns(source: &Source, options: &Options, presets: &Presets) -> Vec<Seen> {
    if source.bytes.len() > LARGEST_SHOWN {
        return Vec::new();
    }
    let Ok(preview) = codec::inspect(source.clone(), options, presets) else {
        return Vec::new();
    };
    let is_format = presets
        .formats
        .iter()
        .any(|preset| preset.id == preview.summary.format);
    let seen = |(n, column): (usize, codec::header::Column)| {
        let field = match column.role {
            Role::Field(field) => Some(field),
            _ => None,
        };
        let sure = if options
            .columns
            .iter()
            .any(|(header, _)| *header == column.header)
        {
            Sure::Chosen
        } else if field == Some(Field::Extra) {
            Sure::Not
        } else if is_format {
            Sure::Format
        } else {
            Sure::Header
        };
        let cells = preview.rows.iter().filter_map(|row| row.cells.get(n));
        let samples = cells
            .map(|cell| shy(&clean_line(cell)))
            .filter(|cell| !cell.is_empty());
        Seen {
            field,
            sure,
            samples: samples.take(SAMPLES).collect(),
            header: column.header,
        }
    };
    preview.columns.into_iter().enumerate().map(seen).collect()
}

/// A cell without the middle of its long numbers and the name of its mailbox: which column holds phones is only known later.
fn shy(cell: &str) -> String {
    if let Some((mailbox, domain)) = cell.split_once('@') {
        let first = mailbox.chars().next().map(String::from).unwrap_or_default();
        return format!("{first}***@{domain}");
    }
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    if digits < 7 {
        return cell.to_owned();
    }
    let mut seen = 0;
    cell.chars()
        .map(|c| {
            seen += usize::from(c.is_ascii_digit());
            let is_hidden = c.is_ascii_digit() && seen > 3 && seen + 4 <= digits;
            if is_hidden { '*' } else { c }
        })
        .collect()
}

/// Leaves out what lies in a folder beside the tables; a file that was named is never left out, nor is the last one.
pub(super) fn readable(
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

/// The presets of the program and the user's own.
///
/// # Errors
/// A file of the user's that cannot be read, with its path and what is wrong with it.
pub fn presets(folder: Option<&Path>) -> Result<Presets, Refused> {
    let builtin = Presets::builtin().map_err(|error| Refused::Preset(PathBuf::new(), error.0));
    let mut presets = builtin?;
    let Some(entries) = folder.and_then(|folder| std::fs::read_dir(folder).ok()) else {
        return Ok(presets);
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Refused::Unread(Unread::Io(path.clone(), error)))?;
        presets
            .extend(&text)
            .map_err(|error| Refused::Preset(path, error.0))?;
    }
    Ok(presets)
}

impl App {
    /// Reads files and compares them with the shop; writes nothing.
    ///
    /// # Errors
    /// A path, a file, a preset or the shop cannot be read.
    pub fn read_in(&self, paths: Vec<PathBuf>, choices: Choices) -> Result<Incoming, Refused> {
        if let [path] = paths.as_slice()
            && shop::is_ours(path)
        {
            let whole = Some(shop::count(path).map_err(Refused::App)?);
            return Ok(Incoming {
                paths,
                choices,
                op: Op::default(),
                report: Report::default(),
                tally: Tally::default(),
                columns: Vec::new(),
                whole,
                sources: Vec::new(),
            });
        }
        let ground = &self.ground;
        let presets = presets(ground.presets.as_deref())?;
        let lists = self.lists().map_err(Refused::App)?;
        let sources = lists.standard.list(Listed::Source).values();
        let mut options = with_lists(usual(self.now().today()), &lists);
        options.region = ground.region;
        options.zone = ground.timezone.as_deref().and_then(Zone::parse);
        options.columns.extend(choices.columns.iter().cloned());
        let picked = files::gather(&paths).map_err(Refused::Unread)?;
        let (files, left_out) = readable(picked, &options, &presets);
        let columns = match files.first() {
            Some(first) => columns(first, &options, &presets),
            None => Vec::new(),
        };
        let mut report = whole(files, left_out, &options, &presets)?.report;
        let gathered = record::gather_with(&report, self.now(), &lists);
        report.rejects.extend(gathered.homeless);
        report.warnings.extend(gathered.warnings);
        let mut op = Op {
            mode: choices.mode,
            records: gathered.records,
            wares: gathered.wares,
            events: gathered.events,
            source: choices.source.clone(),
            ..Op::default()
        };
        self.refuse_lacking(&mut op, &mut report)
            .map_err(Refused::App)?;
        let tally = self.foresee(&op).map_err(Refused::App)?;
        Ok(Incoming {
            paths,
            choices,
            op,
            report,
            tally,
            columns,
            whole: None,
            sources,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_shows_what_a_column_is_and_nobodys_number() {
        for (cell, shown) in [
            ("王芳", "王芳"),
            ("13800138000", "138****8000"),
            ("138 0013 8000", "138 **** 8000"),
            ("wang@x.cn", "w***@x.cn"),
            ("2024", "2024"),
        ] {
            assert_eq!(shy(cell), shown);
        }
    }

    #[test]
    fn a_users_preset_replaces_the_one_it_is_named_after_and_a_broken_one_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let mine = "[[preset]]\nid = \"zoho_contacts\"\ncontent = \"customers\"\nsignatures = [[\"Mine\"]]\n[preset.columns]\nname = [\"Mine\"]\n";
        std::fs::write(folder.path().join("zoho.toml"), mine).expect("writes");
        let found = presets(Some(folder.path())).expect("presets");
        let ids = found
            .formats
            .iter()
            .filter(|preset| preset.id == "zoho_contacts");
        assert_eq!(ids.count(), 1);
        assert!(found.recognise(&["Mine".to_owned()]).is_some());
        let broken = folder.path().join("a.toml");
        std::fs::write(&broken, "[[preset]]\nid = 3").expect("writes");
        assert!(
            matches!(presets(Some(folder.path())), Err(Refused::Preset(path, _)) if path == broken)
        );
    }
}
