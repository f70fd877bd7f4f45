//! The report of an import in words: what was read, what comes in, what is left out and why, each kind with its first lines.

use std::collections::BTreeMap;

use super::Tally;
use crate::codec::preset::Field;
use crate::codec::report::{
    ErrorCode, Place, Reject, RejectReason, Report, SkipReason, WarningCode,
};
use crate::i18n::{Strings, label, standard};

/// Lines named for each reason; the rest are counted.
const LINES_NAMED: usize = 5;

/// The summary, a line per file and per reason.
#[must_use]
pub fn lines(s: &Strings, report: &Report, tally: Tally) -> Vec<String> {
    let words = &s.cli.import;
    let mut told = Vec::new();
    for file in &report.files {
        let count = label::count(i64::try_from(file.records).unwrap_or(i64::MAX));
        told.push((words.file)(
            &file.name,
            &file.format,
            &file.encoding,
            &count,
        ));
        if !file.ignored.is_empty() {
            told.push((words.ignored)(&file.ignored.join(s.list_comma)));
        }
    }
    let count = |n: usize| label::count(i64::try_from(n).unwrap_or(i64::MAX));
    let (created, updated) = (count(tally.created), count(tally.updated));
    told.push((words.tally)(&created, &updated, &count(tally.skipped)));
    if tally.bought + tally.said + tally.promised > 0 {
        let (bought, said) = (count(tally.bought), count(tally.said));
        told.push((words.history)(&bought, &said, &count(tally.promised)));
    }
    if tally.held > 0 {
        told.push((s.event.held)(&count(tally.held)));
    }
    let rejects = report.rejects.iter().map(|row| (reject(s, row), row.at));
    told.extend(reasons(s, words.rejected, rejects));
    let skips = report
        .skips
        .iter()
        .map(|row| (skip(s, row.reason).to_owned(), row.at));
    told.extend(reasons(s, words.skipped, skips));
    let warnings = report
        .warnings
        .iter()
        .map(|row| (warning(s, row.code).to_owned(), row.at));
    told.extend(reasons(s, words.warned, warnings));
    told
}

fn reasons(
    s: &Strings,
    head: fn(usize) -> String,
    found: impl Iterator<Item = (String, Place)>,
) -> Vec<String> {
    let mut by_reason: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (reason, at) in found {
        by_reason.entry(reason).or_default().push(at.line);
    }
    let all: usize = by_reason.values().map(Vec::len).sum();
    let mut told = Vec::new();
    if all > 0 {
        told.push(head(all));
    }
    for (reason, mut lines) in by_reason {
        let count = lines.len();
        lines.truncate(LINES_NAMED);
        let named: Vec<String> = lines.iter().map(u64::to_string).collect();
        let named = named.join(s.list_comma);
        told.push((s.cli.import.at_lines)(
            &reason,
            count,
            &named,
            count > LINES_NAMED,
        ));
    }
    told
}

/// Why a row became no record.
#[must_use]
pub fn reject(s: &Strings, row: &Reject) -> String {
    let words = &s.cli.import.reject;
    let said = match row.reason {
        RejectReason::NoIdentity => words.no_identity,
        RejectReason::MissingOrderNumber => words.missing_order_number,
        RejectReason::BadAmount => words.bad_amount,
        RejectReason::MissingTime => words.missing_time,
        RejectReason::RaggedRow => words.ragged_row,
        RejectReason::UnknownParent => words.unknown_parent,
        RejectReason::TruncatedRecord => words.truncated_record,
        RejectReason::Undecodable => words.undecodable,
        RejectReason::Lacking => {
            return standard::lacking(s, row.detail.as_deref().unwrap_or_default());
        }
    };
    said.to_owned()
}

fn skip(s: &Strings, reason: SkipReason) -> &'static str {
    let words = &s.cli.import.skip;
    match reason {
        SkipReason::DeletedInSource => words.deleted_in_source,
        SkipReason::FooterRow => words.footer_row,
        SkipReason::TotalRow => words.total_row,
        SkipReason::DuplicateInFile => words.duplicate_in_file,
        SkipReason::SystemMessage => words.system_message,
        SkipReason::GroupCard => words.group_card,
    }
}

/// What is odd about a value that was kept all the same.
#[must_use]
pub fn warning(s: &Strings, code: WarningCode) -> &'static str {
    let words = &s.cli.import.warning;
    match code {
        WarningCode::ControlCharsRemoved => words.control_chars_removed,
        WarningCode::PhoneUnparsed => words.phone_unparsed,
        WarningCode::PhoneMasked => words.phone_masked,
        WarningCode::PhoneScientific => words.phone_scientific,
        WarningCode::EmailInvalid => words.email_invalid,
        WarningCode::BadDate => words.bad_date,
        WarningCode::BadNumber => words.bad_number,
        WarningCode::BadValue => words.bad_value,
        WarningCode::ForeignCurrency => words.foreign_currency,
    }
}

/// What a column is taken for; `None` is a part of an address, an order or a message.
#[must_use]
pub fn meaning(s: &Strings, field: Option<Field>) -> &'static str {
    let (f, w) = (&s.field, &s.wizard);
    match field {
        None => w.part,
        Some(Field::Name | Field::FileAs) => f.name,
        Some(Field::Family) => w.family,
        Some(Field::Given | Field::Middle) => w.given,
        Some(Field::Nickname) => f.nickname,
        Some(Field::Contact) => w.contact,
        Some(Field::Salutation) => w.salutation,
        Some(Field::Company | Field::CompanyId) => f.company,
        Some(Field::Title) => f.title,
        Some(Field::Gender) => f.gender,
        Some(Field::Birthday | Field::BirthYear | Field::BirthMonth | Field::BirthDay) => {
            f.birthday
        }
        Some(Field::Phone) => f.phone,
        Some(Field::Email) => f.email,
        Some(Field::Wechat) => f.wechat,
        Some(Field::Source) => f.source,
        Some(Field::Owner) => f.owner,
        Some(Field::Tags) => f.tags,
        Some(Field::Notes) => f.note,
        Some(Field::Created) => f.created_at,
        Some(Field::SourceId) => f.source_id,
        Some(Field::Kind) => f.party,
        Some(Field::Deleted) => f.deleted_at,
        Some(Field::Extra) => w.extra,
        Some(Field::Ignored) => w.ignored,
    }
}

/// Why nothing of a file can be imported, and what to do.
#[must_use]
pub fn error(s: &Strings, code: ErrorCode) -> &'static str {
    let words = &s.cli.import.error;
    match code {
        ErrorCode::EmptyFile => words.empty_file,
        ErrorCode::NoRecords => words.no_records,
        ErrorCode::UnknownFormat => words.unknown_format,
        ErrorCode::UnsupportedFormat => words.unsupported_format,
        ErrorCode::CorruptFile => words.corrupt_file,
        ErrorCode::EncryptedFile => words.encrypted_file,
        ErrorCode::TooLarge => words.too_large,
        ErrorCode::Encoding => words.encoding,
        ErrorCode::UnterminatedQuote => words.unterminated_quote,
    }
}
