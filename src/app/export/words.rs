//! What columns and codes are called in the sheets that leave, and the way back: a sheet written in either language is known again.

use crate::codec::own::{KEY, MARK, Words};
use crate::domain::consent::Purpose;
use crate::domain::contact::Method;
use crate::domain::custom::Custom;
use crate::domain::customer::{Stage, Tier};
use crate::domain::id::CustomerId;
use crate::domain::log_line::{Channel, Direction, Outcome};
use crate::domain::name::{Gender, Lang};
use crate::domain::points::Cause;
use crate::i18n::{Strings, label, strings};
use crate::store::sheet::book::SHEETS;
use crate::store::sheet::{Column, Form, Sheet};

/// A row's own number as it leaves.
#[must_use]
pub fn key(number: i64) -> String {
    format!("{KEY}{number}")
}

/// The customer that such a number names.
#[must_use]
pub fn customer(key: &str) -> Option<CustomerId> {
    key.strip_prefix(KEY)?.parse().ok()
}

/// The column that people call so, in either language.
#[must_use]
pub fn column(sheet: &'static Sheet, label: &str) -> Option<&'static Column<'static>> {
    sheet.columns.iter().find(|column| {
        Lang::ALL
            .iter()
            .any(|lang| (strings(*lang).export.column)(column.name) == label)
    })
}

/// The header of a field of the shop's own: its name, marked where the desk itself has a column called so.
#[must_use]
pub fn header_of(field: &Custom) -> String {
    let name = &field.shape.name;
    let is_the_desks = SHEETS.iter().any(|sheet| column(sheet, name).is_some());
    let mark = if is_the_desks { MARK } else { "" };
    format!("{name}{mark}")
}

/// Every code of a column of words.
fn codes(column: &str) -> Vec<&'static str> {
    match column {
        "tier" => Tier::ALL.map(Tier::code).to_vec(),
        "stage" => [
            Stage::Potential,
            Stage::New,
            Stage::Active,
            Stage::Silent,
            Stage::Lost,
        ]
        .map(Stage::code)
        .to_vec(),
        "gender" => [Gender::Male, Gender::Female].map(Gender::code).to_vec(),
        "preferred" | "channel" => Channel::ALL.map(Channel::code).to_vec(),
        "direction" => Direction::ALL.map(Direction::code).to_vec(),
        "outcome" => Outcome::ALL.map(Outcome::code).to_vec(),
        "method" => Method::ALL.map(Method::code).to_vec(),
        "party" => vec!["person", "company"],
        "consent" => vec!["open", "withdrawn"],
        "reach" => vec!["good", "bad"],
        "progress" => vec!["open", "done", "cancelled"],
        "cause" => Cause::ALL.map(Cause::code).to_vec(),
        "agreed_to" => Purpose::ALL.map(Purpose::code).to_vec(),
        _ => Vec::new(),
    }
}

/// What a code of a column is called; a code without a word stands for itself.
#[must_use]
pub fn word<'c>(s: &Strings, column: &str, code: &'c str) -> &'c str {
    known(s, column, code).unwrap_or(code)
}

fn known(s: &Strings, column: &str, code: &str) -> Option<&'static str> {
    Some(match column {
        "tier" => label::tier(s, Tier::ALL.into_iter().find(|one| one.code() == code)?),
        "gender" => label::gender(s, Gender::from_code(code)?),
        "preferred" | "channel" => label::channel(s, Channel::from_code(code)?),
        "direction" => label::direction(s, Direction::from_code(code)?),
        "outcome" => label::outcome(s, Outcome::from_code(code)?),
        "method" => label::method(s, Method::from_code(code)?),
        _ => (s.export.value)(column, code)?,
    })
}

/// The way back from every language.
#[must_use]
pub fn backwards() -> Words {
    let mut back = Words::default();
    for s in Lang::ALL.map(strings) {
        for column in SHEETS.iter().flat_map(|sheet| sheet.columns) {
            let header = (s.export.column)(column.name).to_owned();
            back.headers.insert(header, column.name);
            if column.form != Form::Word {
                continue;
            }
            for code in codes(column.name) {
                let word = word(s, column.name, code).to_owned();
                back.codes.insert((column.name, word), code);
                back.codes.insert((column.name, code.to_owned()), code);
            }
        }
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_columns_of_a_sheet_have_one_header() {
        for s in Lang::ALL.map(strings) {
            for sheet in SHEETS {
                let headers: HashSet<&str> = sheet
                    .columns
                    .iter()
                    .map(|column| (s.export.column)(column.name))
                    .collect();
                assert_eq!(headers.len(), sheet.columns.len(), "{}", sheet.name);
                assert!(!headers.contains(""), "{}", sheet.name);
            }
        }
    }

    #[test]
    fn every_word_leads_back_to_its_code() {
        let back = backwards();
        for s in Lang::ALL.map(strings) {
            for column in SHEETS.iter().flat_map(|sheet| sheet.columns) {
                assert_eq!(
                    back.headers.get((s.export.column)(column.name)),
                    Some(&column.name)
                );
                for code in codes(column.name) {
                    let word = word(s, column.name, code).to_owned();
                    assert_eq!(back.codes.get(&(column.name, word)), Some(&code));
                }
            }
        }
    }
}
