//! Events out of rows: which visitor did what, with what, when. Knows nobody: who the visitor is, is found by the desk.

use super::customer::{self, Rules};
use super::delimited::Row;
use super::header::Column;
use super::preset::{Field, MessageField, Role};
use super::report::{Direction, Found, Interaction, Place, Reject, RejectReason};
use super::table::{cells_of, controls};
use super::value::cell;
use super::value::date::{self, Moment};
use crate::domain::clean::{clean_line, clean_text};
use crate::domain::email;
use crate::domain::phone::{self, Region};

/// Written where no channel is named.
const NO_CHANNEL: &str = "";

/// The cells of one row by what they are.
struct RowOf<'a> {
    row: &'a Row,
    columns: &'a [Column],
    rules: &'a Rules<'a>,
}

/// Reads one row.
pub fn read(row: &Row, columns: &[Column], rules: &Rules<'_>, at: Place) -> Vec<Found> {
    let reject = |reason| {
        vec![Found::Reject(Reject {
            at,
            reason,
            detail: None,
            cells: cells_of(row),
        })]
    };
    if let Some(reason) = customer::fault(row, columns) {
        return reject(reason);
    }
    let of = RowOf {
        row,
        columns,
        rules,
    };
    let Some(who) = of.who() else {
        return reject(RejectReason::NoIdentity);
    };
    let Some(time) = of.time() else {
        return reject(RejectReason::MissingTime);
    };
    let mut found: Vec<Found> = controls(row, columns, at)
        .map(Found::Warning)
        .into_iter()
        .collect();
    found.push(Found::Interaction(Box::new(Interaction {
        time,
        channel: of
            .message(MessageField::Channel)
            .next()
            .unwrap_or_else(|| NO_CHANNEL.to_owned()),
        direction: Some(Direction::In),
        body: of.body(),
        agent: None,
        customer: Some(who),
        customer_at: None,
        cells: cells_of(row),
        own: Vec::new(),
        is_event: true,
        at,
    })));
    found
}

/// How a visitor is named: a phone as it is dialled, an address in small letters, else the words themselves.
#[must_use]
pub fn who(text: &str, region: Region) -> String {
    let text = clean_line(text);
    if let [phone::Parsed::Number(number)] = phone::parse_cell(&text, region).as_slice() {
        return number.clone();
    }
    match email::parse_cell(&text).as_slice() {
        [email::Parsed::Address(address)] => address.clone(),
        _ => text.trim().to_owned(),
    }
}

impl RowOf<'_> {
    fn cells(&self, wanted: Role) -> impl Iterator<Item = String> + '_ {
        let columns = self.columns.iter().zip(&self.row.cells);
        columns
            .filter(move |(column, _)| column.role == wanted)
            .filter_map(|(_, raw)| cell::content(raw).map(|text| clean_text(&text)))
            .filter(|text| !text.is_empty())
    }

    fn message(&self, wanted: MessageField) -> impl Iterator<Item = String> + '_ {
        self.cells(Role::Message(wanted))
    }

    /// Who did it, by the cell that says it most surely.
    fn who(&self) -> Option<String> {
        let phones = self.cells(Role::Field(Field::Phone));
        let emails = self.cells(Role::Field(Field::Email));
        let named = self.message(MessageField::TalkerName);
        let ids = self.message(MessageField::Talker);
        let region = self.rules.region;
        let all: Vec<String> = phones
            .chain(emails)
            .chain(named)
            .chain(ids)
            .map(|text| who(&text, region))
            .filter(|text| !text.is_empty())
            .collect();
        let is_contact = |text: &&String| crate::domain::event::method(text).is_some();
        all.iter().find(is_contact).or_else(|| all.first()).cloned()
    }

    fn time(&self) -> Option<Moment> {
        self.message(MessageField::Time).find_map(|raw| {
            date::moment(&raw, self.rules.preset.dates, self.rules.zone)
                .ok()
                .flatten()
        })
    }

    /// What was done and with what; then what else the row says, under its header.
    fn body(&self) -> String {
        let done = self
            .message(MessageField::Type)
            .chain(self.message(MessageField::Body));
        let mut parts: Vec<String> = done.collect();
        let columns = self.columns.iter().zip(&self.row.cells);
        let rest = columns.filter(|(column, _)| column.role == Role::Field(Field::Extra));
        parts.extend(rest.filter_map(|(column, raw)| {
            let text = clean_text(&cell::content(raw)?);
            (!text.is_empty()).then(|| format!("{}: {text}", column.header))
        }));
        parts.join(" ")
    }
}
