//! One row of a customer table to one customer, by the contract's value rules. Sees no other row; duplicates are found elsewhere.

use super::delimited::Row;
use super::header::{Column, generic_role, key};
use super::preset::{Content, Field, Preset, Presets, Role};
use super::report::{Customer, Kind, Place, RejectReason, SkipReason, Warning, WarningCode};
use super::value::address::{self, Part};
use super::value::date::{self, Birthday};
use super::value::zone::Zone;
use super::value::{cell, gender, name, tags};
use crate::domain::clean::{clean_line, clean_text, is_clean};
use crate::domain::{email, phone};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the values of a file are read by.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    pub presets: &'a Presets,
    pub preset: &'a Preset,
    pub region: phone::Region,
    pub zone: Zone,
    pub today: NaiveDate,
    /// Cells are texts and nothing else: what we wrote ourselves holds no placeholders and no wrapping.
    pub literal: bool,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Customer(Box<Customer>),
    Reject(RejectReason),
    Skip(SkipReason),
}

/// Endings by which the name of an organisation is known.
const ORGANISATIONS: [&str; 8] = [
    "公司", "集团", "集團", " ltd", " ltd.", " inc.", " llc", " gmbh",
];

/// Why a row cannot be read at all, whatever it is a row of.
pub fn fault(row: &Row, columns: &[Column]) -> Option<RejectReason> {
    if row.cells.iter().any(|c| c.contains('\u{fffd}')) {
        return Some(RejectReason::Undecodable);
    }
    let beyond = row.cells.iter().skip(columns.len());
    beyond
        .into_iter()
        .any(|c| cell::content(c).is_some())
        .then_some(RejectReason::RaggedRow)
}

/// Reads one row; its warnings are added to `warnings`.
pub fn read(
    row: &Row,
    columns: &[Column],
    rules: &Rules<'_>,
    at: Place,
    warnings: &mut Vec<Warning>,
) -> Outcome {
    if let Some(reason) = fault(row, columns) {
        return Outcome::Reject(reason);
    }
    let mut draft = Draft::new(rules, at, warnings);
    draft.read_labels(row, columns);
    for (column, raw) in columns.iter().zip(&row.cells) {
        draft.take(column, raw);
    }
    if draft.deleted {
        return Outcome::Skip(SkipReason::DeletedInSource);
    }
    let customer = draft.finish();
    let known = customer.name.is_some() || customer.company.is_some() || customer.wechat.is_some();
    if known || !customer.phones.is_empty() || !customer.emails.is_empty() {
        Outcome::Customer(Box::new(customer))
    } else {
        Outcome::Reject(RejectReason::NoIdentity)
    }
}

struct Draft<'a> {
    rules: &'a Rules<'a>,
    customer: Customer,
    warnings: &'a mut Vec<Warning>,
    parts: name::Parts,
    /// Every name column, to keep what does not end up in the name.
    named: Vec<(String, String)>,
    contact: Option<(String, String)>,
    kind: Option<Kind>,
    /// Year, month and day from their own columns.
    birth: [Option<(String, String)>; 3],
    addresses: BTreeMap<u32, BTreeMap<Part, String>>,
    address_columns: Vec<(u32, String, String)>,
    labels: BTreeMap<u32, String>,
    deleted: bool,
    warned_of_controls: bool,
}

impl<'a> Draft<'a> {
    fn new(rules: &'a Rules<'a>, at: Place, warnings: &'a mut Vec<Warning>) -> Self {
        Self {
            rules,
            customer: Customer {
                at,
                ..Customer::default()
            },
            warnings,
            parts: name::Parts::default(),
            named: Vec::new(),
            contact: None,
            kind: None,
            birth: [None, None, None],
            addresses: BTreeMap::new(),
            address_columns: Vec::new(),
            labels: BTreeMap::new(),
            deleted: false,
            warned_of_controls: false,
        }
    }

    fn read_labels(&mut self, row: &Row, columns: &[Column]) {
        for (column, raw) in columns.iter().zip(&row.cells) {
            if let (Role::Label(group), Some(text)) = (column.role, cell::content(raw)) {
                self.labels.insert(group, clean_line(&text));
            }
        }
    }

    fn take(&mut self, column: &Column, raw: &str) {
        let content = match self.rules.literal {
            true => Some(Cow::Borrowed(raw)),
            false => cell::content(raw),
        };
        let Some(content) = content else {
            return;
        };
        if matches!(
            column.role,
            Role::Order(..) | Role::Message(_) | Role::Task(_)
        ) {
            return;
        }
        if !self.warned_of_controls && !is_clean(&content.replace("\r\n", "\n").replace('\r', "\n"))
        {
            self.warned_of_controls = true;
            self.warn(&column.header, WarningCode::ControlCharsRemoved, &content);
        }
        let text = clean_text(&content);
        if text.is_empty() {
            return;
        }
        match column.role {
            Role::Field(field) => self.set(field, &column.header, text),
            Role::Address(group, part) => self.set_address(group, part, &column.header, text),
            Role::Label(_) | Role::Order(..) | Role::Message(_) | Role::Task(_) => {}
            Role::Value(group) => self.set_labelled(group, &column.header, text),
        }
    }

    /// A value whose neighbour says what it is: 微信 → the WeChat field, anything unknown → extra under the label.
    fn set_labelled(&mut self, group: u32, header: &str, text: String) {
        let label = self.labels.get(&group).cloned().unwrap_or_default();
        match generic_role(self.rules.presets, &label) {
            Some(Role::Field(field)) => self.set(field, &label, text),
            _ => self.keep(if label.is_empty() { header } else { &label }, text),
        }
    }

    fn set(&mut self, field: Field, header: &str, text: String) {
        match field {
            Field::Phone => self.add_phones(header, &text),
            Field::Email => self.add_emails(header, &text),
            Field::Tags => self.add_tags(&text),
            Field::Notes => self.add_note(&text),
            Field::Gender => self.set_gender(header, text),
            Field::Salutation => self.set_salutation(header, text),
            Field::Birthday => self.set_birthday(header, text),
            Field::Created => self.set_created(header, text),
            Field::Kind => self.set_kind(&text),
            Field::Deleted => {
                self.deleted = matches!(key(&text).as_str(), "1" | "true" | "yes" | "y" | "是")
            }
            Field::BirthYear => self.birth[0] = Some((header.to_owned(), text)),
            Field::BirthMonth => self.birth[1] = Some((header.to_owned(), text)),
            Field::BirthDay => self.birth[2] = Some((header.to_owned(), text)),
            // What has no field in an order's row is kept with the order.
            Field::Extra if self.rules.preset.content == Content::Orders => {}
            Field::Extra | Field::CompanyId => self.keep(header, text),
            Field::Ignored => {}
            _ => self.set_line(field, header, &text),
        }
    }

    /// Fields of one line and one value: the first wins, another value is kept as extra.
    fn set_line(&mut self, field: Field, header: &str, text: &str) {
        let mut line = clean_line(text);
        if field == Field::SourceId
            && let Some(bare) = self
                .rules
                .preset
                .id_prefix
                .as_deref()
                .and_then(|p| line.strip_prefix(p))
        {
            line = bare.to_owned();
        }
        if line.is_empty() {
            return;
        }
        let taken = match field {
            Field::Name
            | Field::Family
            | Field::Given
            | Field::Middle
            | Field::FileAs
            | Field::Nickname => self.set_name(field, header, &line),
            Field::Contact => {
                self.contact
                    .get_or_insert_with(|| (header.to_owned(), line.clone()))
                    .1
                    == line
            }
            Field::Company => settle(&mut self.customer.company, &line),
            Field::Title => settle(&mut self.customer.title, &line),
            Field::Wechat => settle(&mut self.customer.wechat, &line),
            Field::Source => settle(&mut self.customer.source, &line),
            Field::Owner => settle(&mut self.customer.owner, &line),
            Field::SourceId => settle(&mut self.customer.source_id, &line),
            _ => false,
        };
        if !taken {
            self.keep(header, line);
        }
    }

    fn set_name(&mut self, field: Field, header: &str, line: &str) -> bool {
        let slot = match field {
            Field::Family => &mut self.parts.family,
            Field::Given => &mut self.parts.given,
            Field::Middle => &mut self.parts.middle,
            Field::FileAs => &mut self.parts.file_as,
            Field::Nickname => &mut self.parts.nickname,
            _ => &mut self.parts.display,
        };
        if slot.is_empty() {
            line.clone_into(slot);
        }
        self.named.push((header.to_owned(), line.to_owned()));
        true
    }

    fn set_address(&mut self, group: u32, part: Part, header: &str, text: String) {
        self.address_columns
            .push((group, header.to_owned(), text.clone()));
        let slot = self
            .addresses
            .entry(group)
            .or_default()
            .entry(part)
            .or_insert_with(|| text.clone());
        // Exporters write the street once as a whole and once in lines.
        if text.contains(slot.as_str()) {
            *slot = text;
        } else if !slot.contains(text.as_str()) {
            self.keep(header, text);
        }
    }

    fn add_phones(&mut self, header: &str, text: &str) {
        for parsed in phone::parse_cell(text, self.rules.region) {
            match parsed {
                phone::Parsed::Number(number) => add(&mut self.customer.phones, number),
                phone::Parsed::Masked => self.lose(header, WarningCode::PhoneMasked, text),
                phone::Parsed::Scientific => self.lose(header, WarningCode::PhoneScientific, text),
                phone::Parsed::Unparsed(written) if written.chars().any(|c| c.is_ascii_digit()) => {
                    self.warn(header, WarningCode::PhoneUnparsed, &written);
                    add(&mut self.customer.phones, clean_line(&written));
                }
                phone::Parsed::Unparsed(words) => {
                    self.lose(header, WarningCode::PhoneUnparsed, &words)
                }
            }
        }
        for words in phone::words_around(text) {
            self.keep(header, words);
        }
    }

    fn add_emails(&mut self, header: &str, text: &str) {
        for parsed in email::parse_cell(text) {
            match parsed {
                email::Parsed::Address(address) => add(&mut self.customer.emails, address),
                email::Parsed::Invalid(written) => {
                    self.lose(header, WarningCode::EmailInvalid, &written)
                }
            }
        }
    }

    fn add_tags(&mut self, text: &str) {
        for tag in tags::split(text) {
            add(&mut self.customer.tags, tag);
        }
    }

    fn add_note(&mut self, text: &str) {
        let notes = self.customer.notes.get_or_insert_default();
        if !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str(text);
    }

    fn set_gender(&mut self, header: &str, text: String) {
        let found = gender::parse(&text);
        if found.is_none() && !gender::is_unknown(&text) {
            self.keep(header, text);
        }
        self.customer.gender = found.or(self.customer.gender);
    }

    fn set_salutation(&mut self, header: &str, text: String) {
        self.customer.gender = self
            .customer
            .gender
            .or_else(|| gender::from_salutation(&text));
        self.keep(header, text);
    }

    fn set_birthday(&mut self, header: &str, text: String) {
        match date::birthday(&text, self.rules.preset.dates, self.rules.today) {
            Ok(Some(day)) if self.customer.birthday.is_none_or(|b| b == day) => {
                self.customer.birthday = Some(day)
            }
            Ok(Some(_)) => self.keep(header, text),
            Ok(None) => {}
            Err(date::BadDate) => self.lose(header, WarningCode::BadDate, &text),
        }
    }

    fn set_created(&mut self, header: &str, text: String) {
        match date::moment(&text, self.rules.preset.dates, self.rules.zone) {
            Ok(Some(at)) if self.customer.created.is_none_or(|c| c == at) => {
                self.customer.created = Some(at)
            }
            Ok(Some(_)) => self.keep(header, text),
            Ok(None) => {}
            Err(date::BadDate) => self.lose(header, WarningCode::BadDate, &text),
        }
    }

    /// A column for the type of customer often holds the shop's own classes instead; those are tags.
    fn set_kind(&mut self, text: &str) {
        match key(text).as_str() {
            "企业" | "公司" | "单位" | "机构" | "企业客户" | "公司客户" | "company"
            | "business" | "organization" => self.kind = Some(Kind::Company),
            "个人" | "个人客户" | "person" | "individual" | "personal" => {
                self.kind = Some(Kind::Person)
            }
            _ => self.add_tags(text),
        }
    }

    fn keep(&mut self, header: &str, text: String) {
        self.customer.extra.push((header.to_owned(), text));
    }

    /// A value that cannot be a value of its field: warned of, and kept as extra.
    fn lose(&mut self, header: &str, code: WarningCode, raw: &str) {
        self.warn(header, code, raw);
        let kept = (header.to_owned(), clean_text(raw));
        if !self.customer.extra.contains(&kept) {
            self.customer.extra.push(kept);
        }
    }

    fn warn(&mut self, header: &str, code: WarningCode, raw: &str) {
        self.warnings.push(Warning {
            at: self.customer.at,
            field: header.to_owned(),
            code,
            raw: clean_line(raw),
        });
    }

    fn finish(mut self) -> Customer {
        self.finish_birthday();
        self.finish_address();
        let name = self.choose_name();
        // What the name does not show of its columns is kept: a nickname, 张 beside 张老板.
        for (header, part) in std::mem::take(&mut self.named) {
            let shown = part.split_whitespace().all(|word| name.contains(word));
            if !shown && !self.customer.emails.contains(&part.to_lowercase()) {
                self.keep(&header, part);
            }
        }
        self.customer.name = Some(name).filter(|n| !n.is_empty());
        self.customer
    }

    /// The name, and with it whether this is a person or a company.
    fn choose_name(&mut self) -> String {
        let mut name = self.parts.name();
        // Google fills the first name of a contact that is only an e-mail with that e-mail.
        if self.customer.emails.contains(&name.to_lowercase()) {
            name.clear();
        }
        let contact = self.contact.take().filter(|(_, person)| *person != name);
        let has_contact = contact.is_some() && !name.is_empty();
        match contact {
            Some((_, person)) if name.is_empty() => name = person,
            Some((header, person)) => self.keep(&header, person),
            None => {}
        }
        let company = self
            .customer
            .company
            .as_ref()
            .filter(|_| name.is_empty())
            .cloned();
        let lower = name.to_lowercase();
        let organised =
            self.customer.company.is_none() && ORGANISATIONS.iter().any(|end| lower.ends_with(end));
        let is_company = company.is_some() || organised || has_contact;
        let guess = if is_company {
            Kind::Company
        } else {
            self.rules.preset.entity
        };
        self.customer.kind = self.kind.unwrap_or(guess);
        company.unwrap_or(name)
    }

    fn finish_birthday(&mut self) {
        let number = |part: &Option<(String, String)>| {
            part.as_ref()
                .and_then(|(_, t)| t.trim().parse::<u32>().ok())
        };
        let [year, month, day] = [
            number(&self.birth[0]),
            number(&self.birth[1]),
            number(&self.birth[2]),
        ];
        let whole = month.zip(day).and_then(|(m, d)| {
            Birthday::new(
                year.and_then(|y| i32::try_from(y).ok()),
                m,
                d,
                self.rules.today,
            )
        });
        match whole {
            Some(birthday) => self.customer.birthday = self.customer.birthday.or(Some(birthday)),
            None => {
                for (header, text) in std::mem::take(&mut self.birth).into_iter().flatten() {
                    self.lose(&header, WarningCode::BadDate, &text);
                }
            }
        }
    }

    /// The first group that says more than a country is the address; the columns of the others are kept.
    fn finish_address(&mut self) {
        let telling = |parts: &BTreeMap<Part, String>| parts.keys().any(|p| *p != Part::Country);
        let chosen = self
            .addresses
            .iter()
            .find(|(_, p)| telling(p))
            .or_else(|| self.addresses.iter().next());
        let Some((&chosen, parts)) = chosen else {
            return;
        };
        self.customer.city = parts
            .get(&Part::City)
            .map_or(String::new(), |city| clean_line(city));
        self.customer.address =
            Some(clean_line(&address::assemble(parts))).filter(|a| !a.is_empty());
        for (group, header, text) in std::mem::take(&mut self.address_columns) {
            if group != chosen {
                self.keep(&header, text);
            }
        }
    }
}

/// Whether the slot now holds the value.
fn settle(slot: &mut Option<String>, value: &str) -> bool {
    slot.get_or_insert_with(|| value.to_owned()) == value
}

fn add(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}
