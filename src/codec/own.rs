//! Sheets of our own, read exactly: no word is a placeholder here and no cell is split by guess. What the contract has no field for
//! travels beside the record under the column's name.

use std::collections::HashMap;

use chrono::{FixedOffset, NaiveDate};

use super::card::Card;
use super::delimited::Row;
use super::header::Column;
use super::link::{Links, label};
use super::preset::Preset;
use super::report::{
    Customer, Detail, Direction, Found, Interaction, Kind, Order, OrderItem, OrderStatus, Own,
    Place, Reject, RejectReason, Task, TaskStatus, Warning, WarningCode,
};
use super::table::cells_of;
use super::value::date::{self, Moment};
use super::value::gender;
use super::value::zone::Zone;
use super::write::guard::undone;
use crate::domain::birthday::{Birthday, Calendar};
use crate::domain::clean::clean_text;
use crate::domain::phone::{self, Parsed, Region};

/// How the presets of our own sheets are called.
const PRESETS: &str = "shuke_";

/// What leads a number of ours, so that no spreadsheet takes it for a figure and rounds it.
pub const KEY: &str = "shuke-";

/// What ends the header of a field of the shop's own that is called as a column of the desk.
pub const MARK: &str = "+";

/// What names a row about nobody.
const WARES: [&str; 2] = ["product_id", "level_id"];

/// What columns and words are called, in every language: handed in by the caller, who has the words.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// From a header to its column.
    pub headers: HashMap<String, &'static str>,
    /// From a column and a word in it to its code.
    pub codes: HashMap<(&'static str, String), &'static str>,
}

/// Whether a table is one of ours.
#[must_use]
pub fn is_ours(preset: &Preset) -> bool {
    preset.id.starts_with(PRESETS)
}

/// Whether a card is one of ours, by its id.
#[must_use]
pub fn is_our_card(card: &Card) -> bool {
    let mut cells = card.columns.iter().zip(&card.row.cells);
    cells.any(|(column, text)| column.header == "UID" && text.starts_with(KEY))
}

/// One row being read.
struct Reading {
    own: Own,
    /// Cells under headers that are none of ours: the shop's own fields, and what somebody added.
    extra: Own,
    at: Place,
    zone: Zone,
    found: Vec<Found>,
}

/// Reads one row of a sheet of ours. A row whose customer no other sheet has told brings them along.
pub fn read(
    row: &Row,
    columns: &[Column],
    words: &Words,
    links: &Links,
    (zone, at): (Zone, Place),
) -> Vec<Found> {
    let (own, extra) = cells(row, columns, words);
    let mut reading = Reading {
        own,
        extra,
        at,
        zone,
        found: Vec::new(),
    };
    if reading.cell("id").is_some() {
        return reading.customer();
    }
    if WARES.iter().any(|name| reading.cell(name).is_some()) {
        return vec![Found::Ware(reading.own)];
    }
    let Some((whose, place)) = reading.parent(links) else {
        return vec![Found::Reject(Reject {
            at,
            reason: RejectReason::UnknownParent,
            detail: None,
            cells: cells_of(row),
        })];
    };
    let one = reading.item(whose, place);
    reading.found.push(one.unwrap_or_else(|reason| {
        Found::Reject(Reject {
            at,
            reason,
            detail: None,
            cells: cells_of(row),
        })
    }));
    reading.found
}

/// The cells that say something, under the names of their columns, words as codes.
/// Then those under other headers.
fn cells(row: &Row, columns: &[Column], words: &Words) -> (Own, Own) {
    let (mut own, mut extra) = (Own::new(), Own::new());
    for (column, raw) in columns.iter().zip(&row.cells) {
        let text = clean_text(undone(raw));
        if text.is_empty() {
            continue;
        }
        let Some(name) = words.headers.get(&column.header) else {
            let header = undone(&column.header);
            let marked = header.strip_suffix(MARK);
            let name = marked.filter(|name| words.headers.contains_key(*name));
            extra.push((name.unwrap_or(header).to_owned(), text));
            continue;
        };
        let code = words.codes.get(&(*name, text.clone()));
        own.push((
            (*name).to_owned(),
            code.map_or(text, |code| (*code).to_owned()),
        ));
    }
    (own, extra)
}

/// The values of a cell with several.
#[must_use]
pub fn parted(cell: &str) -> Vec<String> {
    let (mut values, mut value) = (Vec::new(), String::new());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => value.extend(chars.next()),
            ';' | '\n' => values.push(std::mem::take(&mut value)),
            c => value.push(c),
        }
    }
    values.push(value);
    values.retain_mut(|value| {
        *value = value.trim().to_owned();
        !value.is_empty()
    });
    values
}

impl Reading {
    fn cell(&self, name: &str) -> Option<&str> {
        let mut cells = self.own.iter().filter(|(own, _)| own == name);
        cells.next().map(|(_, text)| text.as_str())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.cell(name).map(str::to_owned)
    }

    fn values(&self, name: &str) -> Vec<String> {
        self.cell(name).map(parted).unwrap_or_default()
    }

    fn moment(&mut self, name: &str) -> Option<Moment> {
        let raw = self.text(name)?;
        match date::moment(&raw, date::Order::Unambiguous, self.zone) {
            Ok(moment) => moment,
            Err(_) => {
                self.warn(name, WarningCode::BadDate, &raw);
                None
            }
        }
    }

    fn warn(&mut self, field: &str, code: WarningCode, raw: &str) {
        self.found.push(Found::Warning(Warning {
            at: self.at,
            field: field.to_owned(),
            code,
            raw: raw.to_owned(),
        }));
    }

    fn customer(mut self) -> Vec<Found> {
        let born = self
            .cell("birthday")
            .and_then(Birthday::parse)
            .filter(|birthday| birthday.calendar() == Calendar::Solar);
        let phones = self.phones();
        let created = self.moment("created_at");
        let customer = Customer {
            kind: match self.cell("party") {
                Some("company") => Kind::Company,
                _ => Kind::Person,
            },
            name: self.text("name"),
            gender: self.cell("gender").and_then(gender::parse),
            birthday: born.and_then(|birthday| {
                Some(date::Birthday {
                    year: birthday.year(),
                    month: birthday.month(),
                    day: birthday.day()?,
                })
            }),
            phones,
            emails: self
                .values("emails")
                .into_iter()
                .filter(|one| !one.contains('*'))
                .collect(),
            wechat: self.values("wechat").into_iter().next(),
            address: self.text("address"),
            company: self.text("company"),
            title: self.text("title"),
            source: self.text("source"),
            owner: self.text("owner"),
            tags: self.values("tags"),
            notes: self.text("note"),
            created,
            source_id: self.text("id"),
            extra: std::mem::take(&mut self.extra),
            own: std::mem::take(&mut self.own),
            cells: Vec::new(),
            city: String::new(),
            at: self.at,
        };
        if label(&customer).is_none() {
            return vec![Found::Reject(Reject {
                at: self.at,
                reason: RejectReason::NoIdentity,
                detail: None,
                cells: Vec::new(),
            })];
        }
        self.found.push(Found::Customer(Box::new(customer)));
        self.found
    }

    fn phones(&mut self) -> Vec<String> {
        let mut phones = Vec::new();
        for written in self.values("phones") {
            match phone::parse_one(&written, Region::default()) {
                Parsed::Number(number) => phones.push(number),
                Parsed::Masked => self.warn("phones", WarningCode::PhoneMasked, &written),
                Parsed::Scientific => self.warn("phones", WarningCode::PhoneScientific, &written),
                Parsed::Unparsed(text) => phones.push(text),
            }
        }
        phones
    }

    /// Whose row it is; somebody nobody told of yet comes along with their name.
    fn parent(&mut self, links: &Links) -> Option<(Option<String>, Place)> {
        let id = self.text("customer_id")?;
        if let Some(linked) = links.find(&id) {
            return Some((Some(linked.label.clone()), linked.at));
        }
        let name = self.text("customer")?;
        self.found.push(Found::Customer(Box::new(Customer {
            name: Some(name.clone()),
            source_id: Some(id.clone()),
            own: vec![("id".to_owned(), id), ("name".to_owned(), name.clone())],
            at: self.at,
            ..Customer::default()
        })));
        Some((Some(name), self.at))
    }

    fn item(&mut self, customer: Option<String>, place: Place) -> Result<Found, RejectReason> {
        let customer_at = Some(place);
        let at = self.at;
        if let Some(number) = self.text("purchase_id") {
            return self.purchase(number, customer, customer_at);
        }
        if self.cell("interaction_id").is_some() {
            let time = self.moment("at").ok_or(RejectReason::MissingTime)?;
            return Ok(Found::Interaction(Box::new(Interaction {
                time,
                channel: self.text("channel").unwrap_or_default(),
                direction: match self.cell("direction") {
                    Some("in") => Some(Direction::In),
                    Some("out") => Some(Direction::Out),
                    _ => None,
                },
                body: self.text("said").unwrap_or_default(),
                agent: self.text("author"),
                customer,
                customer_at,
                cells: Vec::new(),
                own: std::mem::take(&mut self.own),
                is_event: false,
                at,
            })));
        }
        if self.cell("follow_up_id").is_some() {
            let due = self.moment("due");
            return Ok(Found::Task(Box::new(Task {
                subject: self.text("promise").unwrap_or_default(),
                notes: None,
                due,
                status: match self.cell("progress") {
                    Some("done") => TaskStatus::Done,
                    Some("cancelled") => TaskStatus::Cancelled,
                    _ => TaskStatus::Open,
                },
                owner: self.text("owner"),
                customer,
                customer_at,
                own: std::mem::take(&mut self.own),
                at,
            })));
        }
        Ok(Found::Detail(Box::new(Detail {
            customer_at: place,
            own: std::mem::take(&mut self.own),
        })))
    }

    fn purchase(
        &mut self,
        number: String,
        customer: Option<String>,
        customer_at: Option<Place>,
    ) -> Result<Found, RejectReason> {
        let amount = self.text("amount").ok_or(RejectReason::BadAmount)?;
        let item = OrderItem {
            name: self.text("item").unwrap_or_default(),
            qty: self.text("quantity"),
            ..OrderItem::default()
        };
        let date = self.moment("day");
        Ok(Found::Order(Box::new(Order {
            number,
            date,
            items: vec![item],
            qty: self.text("quantity"),
            amount: Some(amount),
            pay_method: self.text("pay_method"),
            status: Some(OrderStatus::Completed),
            customer,
            customer_at,
            own: std::mem::take(&mut self.own),
            at: self.at,
            ..Order::default()
        })))
    }
}

/// A day of a cell, as a spreadsheet may have rewritten it.
#[must_use]
pub fn day(cell: &str) -> Option<NaiveDate> {
    match date::moment(cell, date::Order::Unambiguous, Zone::default()).ok()?? {
        Moment::Day(day) => Some(day),
        Moment::At(at) => Some(at.date_naive()),
    }
}

/// An instant of a cell, to the thousandth where it says so.
#[must_use]
pub fn instant(cell: &str) -> Option<chrono::DateTime<FixedOffset>> {
    chrono::DateTime::parse_from_rfc3339(cell).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_gives_back_the_values_joined_in_it() {
        for (cell, want) in [
            ("a; b", vec!["a", "b"]),
            ("a\\; b; c\\\\", vec!["a; b", "c\\"]),
            ("", vec![]),
            ("a，b", vec!["a，b"]),
        ] {
            assert_eq!(parted(cell), want);
        }
    }
}
