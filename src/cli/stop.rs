//! Why a command ended without doing what was asked: the sentence for people, the word and the exit status for scripts.

use std::io;
use std::path::{Path, PathBuf};

use chrono::FixedOffset;
use serde_json::{Value, json};

use crate::app;
use crate::app::error::Status;
use crate::app::import::files::Unread;
use crate::app::import::incoming::Refused;
use crate::codec::report::ErrorCode;
use crate::domain::buy_line::BuyLineError;
use crate::domain::filter;
use crate::domain::kind::Kind;
use crate::domain::listing::ListRow;
use crate::domain::log_line::LogLineError;
use crate::domain::quick_add::{Key, QuickAddError};
use crate::domain::relation::Role;
use crate::domain::view;
use crate::i18n::{self, Strings};

/// What every command returns.
pub type Result<T> = std::result::Result<T, Stop>;

/// Why a command ended early.
#[derive(Debug)]
pub enum Stop {
    App(app::Error),
    /// No answer fits these words.
    NoAnswer(String),
    /// Nobody is meant by this text.
    NoOne(String),
    /// Several customers are meant by this text.
    Several(String, Vec<ListRow>),
    /// A text that is not what the place takes.
    Bad(Bad, String),
    QuickAdd(QuickAddError),
    /// A line that is no sale.
    BuyLine(BuyLineError),
    LogLine(LogLineError),
    /// A filter as typed, and the part of it that cannot be read.
    Filter(String, filter::error::Error),
    /// A view's line as typed, and the part of it that cannot be read.
    View(String, view::error::Error),
    /// Blanks of a text that nothing fills.
    Unfilled(Vec<String>),
    /// Nothing to change was named.
    NothingAsked,
    /// A file to import, as a whole.
    File {
        code: ErrorCode,
        name: String,
        line: Option<u64>,
    },
    Unread(Unread),
    /// A file this command writes.
    Unwritten(PathBuf, io::Error),
    /// An import preset of the user's that cannot be used.
    Preset(PathBuf, String),
    /// Standard input could not be read.
    Input(io::Error),
    /// A pasted text without number or place.
    NotPasted,
    /// The file to write is one of those being read.
    SameFile(PathBuf),
    /// A model could not be run.
    Analyze(super::analyze::Fault),
    /// The chain of ops is broken at this op.
    Broken(String),
    /// The file is locked, and there is nobody to ask.
    NoPassphrase,
    /// A workbook was asked for and no file to keep it in.
    NoPlace,
    /// Only the whole shop leaves as an encrypted file.
    OnlyWhole,
    /// The descriptor named holds no passphrase.
    BadDescriptor,
    /// A new passphrase was typed differently the second time.
    Differ,
    EncryptedAlready,
    /// What destroys for good was not confirmed, or not for what it would destroy now.
    Unsure(&'static str),
    /// So many would be changed, and another number was said, or none.
    Count(usize),
    /// Everyone would lack what must be filled in.
    Lacking(String),
    /// What cannot be taken back was not confirmed.
    NotSure,
    NoHome,
    /// The editor named could not be run, or gave up.
    Editor(String),
    /// The throw-away shop opens on the screen only.
    /// The desk needs a terminal.
    NoTerminal,
    Output(io::Error),
}

/// What a text was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    Day,
    Time,
    Birthday,
    Gender,
    Amount,
    /// Something that can be put to a customer.
    Offer,
    /// A way to win somebody back.
    Play,
    Quantity,
    Setting,
    Language,
    Basis,
    Contact,
    Encoding,
    Region,
    Timezone,
    Format,
    /// A field of a customer.
    Field,
    /// `field=side` of a merge.
    Take,
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Unread(unread) => Self::Unread(unread),
            Refused::File { code, name, line } => Self::File { code, name, line },
            Refused::Preset(path, why) => Self::Preset(path, why),
            Refused::App(error) => Self::App(error),
        }
    }
}

impl From<app::Error> for Stop {
    fn from(error: app::Error) -> Self {
        Self::App(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Stop {
    /// Whether the reader of the output simply went away.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// What happened, and what to do.
    #[must_use]
    pub fn message(&self, s: &Strings) -> String {
        let c = &s.cli.stop;
        let name = |path: &Path| path.display().to_string();
        match self {
            Self::App(error) => error.message(s),
            Self::NoAnswer(text) => (c.no_answer)(text),
            Self::NoOne(text) => (c.no_one)(text),
            Self::Several(text, rows) => (c.several)(text, rows.len()),
            Self::Bad(what, text) => (c.bad)(bad(s, *what), text),
            Self::QuickAdd(error) => quick_add(s, error),
            Self::Filter(text, error) => i18n::filter::sentence(s, text, error),
            Self::BuyLine(error) => crate::i18n::refusal::buy_line(s, error),
            Self::View(text, error) => i18n::view::sentence(s, text, error),
            Self::LogLine(LogLineError::Empty) => s.error.nothing_said.to_owned(),
            Self::LogLine(LogLineError::NoteTooLong { .. }) => {
                (s.error.too_long)(crate::domain::log_line::NOTE_CHARS)
            }
            Self::Unfilled(names) => (c.unfilled)(&names.join(s.list_comma)),
            Self::NothingAsked => c.nothing_asked.to_owned(),
            Self::File { code, name, line } => {
                (c.file)(name, *line, crate::app::import::summary::error(s, *code))
            }
            Self::Unread(Unread::TooLarge(path)) => (c.file)(
                &name(path),
                None,
                crate::app::import::summary::error(s, ErrorCode::TooLarge),
            ),
            Self::Unread(Unread::TooMany { limit }) => (s.error.too_many)(*limit),
            Self::Unread(Unread::Io(path, error)) | Self::Unwritten(path, error) => {
                (s.error.file_io)(&name(path), i18n::io(s, error.kind()))
            }
            Self::Input(error) => (c.file)("-", None, &error.to_string()),
            Self::NotPasted => c.not_pasted.to_owned(),
            Self::Preset(path, why) => {
                (s.wizard.bad_preset)(&name(path), why.lines().next().unwrap_or_default())
            }
            Self::SameFile(path) => (c.same_file)(&name(path)),
            Self::Analyze(fault) => fault.message(s),
            Self::Broken(op) => (c.broken)(op),
            Self::NoPassphrase => s.lock.no_passphrase.to_owned(),
            Self::NoPlace => s.export.no_place.to_owned(),
            Self::OnlyWhole => s.export.only_whole.to_owned(),
            Self::BadDescriptor => s.lock.bad_descriptor.to_owned(),
            Self::Differ => s.lock.differ.to_owned(),
            Self::EncryptedAlready => s.lock.encrypted_already.to_owned(),
            Self::Unsure(words) => (*words).to_owned(),
            Self::Count(count) => (s.cli.say_count)(*count),
            Self::Lacking(told) => told.clone(),
            Self::NotSure => s.lock.decrypt_sure.to_owned(),
            Self::NoHome => c.no_home.to_owned(),
            Self::Editor(name) => (c.editor)(name),
            Self::NoTerminal => c.no_terminal.to_owned(),
            Self::Output(error) => (c.output)(i18n::io(s, error.kind())),
        }
    }

    /// The exit status for scripts.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::App(error) => error.status(),
            Self::NoAnswer(_) | Self::NoOne(_) => Status::NotFound,
            Self::Several(..) => Status::Conflict,
            Self::Broken(_) => Status::Damaged,
            Self::Output(_) => Status::Fault,
            Self::NoPassphrase | Self::BadDescriptor => Status::Locked,
            Self::Differ
            | Self::EncryptedAlready
            | Self::NotSure
            | Self::NoPlace
            | Self::OnlyWhole
            | Self::Unsure(_)
            | Self::Count(_)
            | Self::Lacking(_)
            | Self::Bad(..)
            | Self::QuickAdd(_)
            | Self::LogLine(_)
            | Self::BuyLine(_)
            | Self::Filter(..)
            | Self::View(..)
            | Self::Unfilled(_)
            | Self::NothingAsked
            | Self::File { .. }
            | Self::Unread(_)
            | Self::Unwritten(..)
            | Self::Input(_)
            | Self::NotPasted
            | Self::Preset(..)
            | Self::SameFile(_)
            | Self::Analyze(_)
            | Self::NoHome
            | Self::Editor(_)
            | Self::NoTerminal => Status::Usage,
        }
    }

    /// What a program reads: `{"error":{"code","message"}}`.
    #[must_use]
    pub fn json(&self, s: &Strings, offset: FixedOffset) -> Value {
        let message = self.message(s);
        match self {
            Self::File { code, line, .. } => {
                json!({ "error": { "code": code, "message": message, "line": line } })
            }
            Self::Unread(Unread::TooLarge(_)) => {
                json!({ "error": { "code": ErrorCode::TooLarge, "message": message } })
            }
            Self::Filter(text, error) => json!({
                "error": { "code": "filter", "message": message, "part": text.get(error.span.clone()),
                    "from": error.span.start, "to": error.span.end },
            }),
            Self::View(text, error) => json!({
                "error": { "code": "filter", "message": message, "part": text.get(error.span.clone()),
                    "from": error.span.start, "to": error.span.end },
            }),
            Self::Several(_, rows) => json!({
                "error": { "code": "several", "message": message },
                "rows": rows.iter().map(|row| super::shape::customer(row, offset)).collect::<Vec<_>>(),
            }),
            _ => json!({ "error": { "code": word(self.status()), "message": message } }),
        }
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Done => "done",
        Status::Fault => "fault",
        Status::Usage => "usage",
        Status::NotAllowed => "not_allowed",
        Status::NotFound => "not_found",
        Status::Locked => "locked",
        Status::Damaged => "damaged",
        Status::Conflict => "conflict",
    }
}

/// What the text should have been, with an example.
fn bad(s: &Strings, what: Bad) -> &'static str {
    let c = &s.cli.stop;
    match what {
        Bad::Day => c.day,
        Bad::Time => c.time,
        Bad::Birthday => c.birthday,
        Bad::Gender => c.gender,
        Bad::Amount => c.amount,
        Bad::Offer => s.offer.not_now,
        Bad::Play => s.offer.no_such,
        Bad::Quantity => c.quantity,
        Bad::Setting => c.setting,
        Bad::Language => c.language,
        Bad::Basis => c.basis,
        Bad::Contact => c.contact,
        Bad::Encoding => c.encoding,
        Bad::Region => c.region,
        Bad::Timezone => c.timezone,
        Bad::Format => c.format,
        Bad::Field => c.field,
        Bad::Take => c.take,
    }
}

fn quick_add(s: &Strings, error: &QuickAddError) -> String {
    let c = &s.cli.stop;
    match error {
        QuickAddError::NoName => s.error.name_missing.to_owned(),
        QuickAddError::BadBirthday(text) => (c.bad)(c.birthday, text),
        QuickAddError::BadGender(text) => (c.bad)(c.gender, text),
        QuickAddError::UnknownKey(text, nearest) => (c.unknown_key)(text, *nearest),
        QuickAddError::Repeated(key) => (c.repeated)(key_name(s, *key)),
        QuickAddError::TooLong { .. } => (s.error.too_long)(crate::domain::quick_add::LINE_CHARS),
    }
}

fn key_name(s: &Strings, key: Key) -> &'static str {
    let f = &s.field;
    match key {
        Key::Name => f.name,
        Key::Phone => f.phone,
        Key::Email => f.email,
        Key::WeChat => f.wechat,
        Key::Tag => f.tag,
        Key::Source => f.source,
        Key::Birthday => f.birthday,
        Key::Company => f.company,
        Key::Gender => f.gender,
        Key::Note => f.note,
        Key::Referrer => (s.relation.role)(Role::Referrer),
    }
}

/// The row an id names is not there.
#[must_use]
pub fn missing(kind: Kind) -> Stop {
    Stop::App(app::Error::NotFound(kind))
}
