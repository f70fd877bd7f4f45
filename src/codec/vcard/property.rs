//! What the properties of a card mean: each becomes a column with a value. Reads no other card.

use super::line::{Line, split, unescape};
use crate::codec::card::{Card, State};
use crate::codec::preset::{Field, Preset, Role};
use crate::codec::value::address::Part;
use std::collections::HashMap;

/// Says nothing about the customer, or is a picture.
const LEFT_OUT: [&str; 18] = [
    "VERSION",
    "PRODID",
    "REV",
    "PHOTO",
    "LOGO",
    "SOUND",
    "KEY",
    "MAILER",
    "LABEL",
    "SORT-STRING",
    "CLASS",
    "CLIENTPIDMAP",
    "X-ABADR",
    "X-ABLABEL",
    "X-ABUID",
    "X-PHONETIC-LAST-NAME",
    "X-PHONETIC-FIRST-NAME",
    "PROFILE",
];
/// The kind of entry of Android's own property that is a birthday, and its type.
const ANDROID_EVENT: &str = "vnd.android.cursor.item/contact_event";
const ANDROID_NICKNAME: &str = "vnd.android.cursor.item/nickname";
const ANDROID_BIRTHDAY: &str = "3";

/// Makes one card of its properties.
pub struct Reader<'a> {
    preset: &'a Preset,
    card: Card,
    labels: HashMap<String, String>,
    addresses: u32,
}

impl<'a> Reader<'a> {
    pub fn new(preset: &'a Preset, line: u64) -> Self {
        Self {
            preset,
            card: Card::at(line),
            labels: HashMap::new(),
            addresses: 0,
        }
    }

    pub fn read(mut self, lines: &[Line]) -> Card {
        for line in lines.iter().filter(|l| l.name == "X-ABLABEL") {
            let label = unescape(&line.text());
            let plain = label.trim_start_matches("_$!<").trim_end_matches(">!$_");
            self.labels.insert(line.group.clone(), plain.to_owned());
        }
        for line in lines
            .iter()
            .filter(|l| !LEFT_OUT.contains(&l.name.as_str()))
        {
            self.take(line);
        }
        self.card
    }

    fn take(&mut self, line: &Line) {
        let raw = line.text();
        let label = self.labels.get(&line.group).cloned().unwrap_or_default();
        match line.name.as_str() {
            "N" => self.take_name(&raw),
            "ORG" => self.take_organisation(&raw),
            "ADR" => self.take_address(&raw),
            "TEL" => self.take_phone(line, &raw),
            "BDAY" => self.add("BDAY", birthday(line, &raw)),
            "GENDER" => self.take_gender(&raw),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => self.take_kind(&raw),
            "X-ABSHOWAS" if raw.eq_ignore_ascii_case("company") => {
                self.add("KIND", "company".to_owned())
            }
            "CATEGORIES" => self.take_list("CATEGORIES", &raw),
            "NICKNAME" => self.take_list("NICKNAME", &raw),
            "EMAIL" => self.add("EMAIL", unescape(&raw)),
            "X-ANDROID-CUSTOM" => self.take_android(&raw),
            "IMPP" | "X-IMPP" => self.take_messenger(line, &raw, &label),
            "X-SOCIALPROFILE" => self.take_messenger(line, &raw, &label),
            "URL" if is_wechat(&label) => self.add("X-WECHAT", unescape(&raw)),
            name if is_wechat(name) => self.add("X-WECHAT", unescape(&raw)),
            name => {
                let header = if label.is_empty() { name } else { &label };
                let known = self.preset.role(&crate::codec::header::key(name)).is_some();
                self.add(if known { name } else { header }, unescape(&raw));
            }
        }
    }

    fn add(&mut self, header: &str, value: String) {
        self.card.add(self.preset, header, value);
    }

    fn take_name(&mut self, raw: &str) {
        let headers = ["N family", "N given", "N middle", "N prefix", "N suffix"];
        for (header, part) in headers.into_iter().zip(split(raw, ';')) {
            self.add(header, unescape(&part));
        }
    }

    fn take_organisation(&mut self, raw: &str) {
        let mut parts = split(raw, ';')
            .into_iter()
            .map(|p| unescape(&p).trim().to_owned());
        let name = parts.next().unwrap_or_default();
        self.add("ORG", name);
        let units: Vec<String> = parts.filter(|p| !p.is_empty()).collect();
        self.add("ORG unit", units.join(", "));
    }

    fn take_address(&mut self, raw: &str) {
        let order = [
            Part::PoBox,
            Part::Street2,
            Part::Street,
            Part::City,
            Part::Region,
            Part::Postal,
            Part::Country,
        ];
        let parts: Vec<String> = split(raw, ';').iter().map(|p| unescape(p)).collect();
        if parts.iter().all(|p| p.trim().is_empty()) {
            return;
        }
        for (part, text) in order.into_iter().zip(parts) {
            self.card
                .add_as("ADR", Role::Address(self.addresses, part), text);
        }
        self.addresses += 1;
    }

    fn take_phone(&mut self, line: &Line, raw: &str) {
        let value = unescape(raw);
        // RFC 3966 parameters: the extension is part of the number, the others are not.
        let (number, extension) = match strip_scheme(value.trim(), "tel:").split_once(";ext=") {
            Some((number, rest)) => (number, rest.split(';').next().unwrap_or_default()),
            None => (strip_scheme(value.trim(), "tel:"), ""),
        };
        let number = number.split(";phone-context=").next().unwrap_or_default();
        let number = match extension {
            "" => number.to_owned(),
            _ => format!("{number} ext {extension}"),
        };
        let types = line.types();
        // A fax or a pager is no number to call.
        match types
            .iter()
            .find(|t| matches!(t.as_str(), "FAX" | "PAGER" | "HOMEFAX" | "WORKFAX"))
        {
            Some(kind) => {
                self.card
                    .add_as(&format!("TEL {kind}"), Role::Field(Field::Extra), number)
            }
            None => self.add("TEL", number),
        }
    }

    /// RFC 6350 section 6.2.7: a letter, and perhaps words of one's own.
    fn take_gender(&mut self, raw: &str) {
        let parts = split(raw, ';');
        let mut parts = parts.iter().map(|p| unescape(p));
        let letter = parts.next().unwrap_or_default();
        self.add("GENDER", letter);
        self.card.add_as(
            "GENDER text",
            Role::Field(Field::Extra),
            parts.next().unwrap_or_default(),
        );
    }

    fn take_kind(&mut self, raw: &str) {
        match raw.trim().to_lowercase().as_str() {
            "group" => self.card.state = State::Group,
            "org" | "organization" => self.add("KIND", "company".to_owned()),
            _ => {}
        }
    }

    fn take_list(&mut self, header: &str, raw: &str) {
        for part in split(raw, ',') {
            self.add(header, unescape(&part));
        }
    }

    fn take_android(&mut self, raw: &str) {
        let parts: Vec<String> = split(raw, ';').iter().map(|p| unescape(p)).collect();
        match parts.as_slice() {
            [kind, date, sort, ..] if kind == ANDROID_EVENT && sort == ANDROID_BIRTHDAY => {
                self.add("BDAY", date.clone());
            }
            [kind, nickname, ..] if kind == ANDROID_NICKNAME => {
                self.add("NICKNAME", nickname.clone())
            }
            [kind, rest @ ..] => {
                let said: Vec<&str> = rest
                    .iter()
                    .map(|p| p.trim())
                    .filter(|p| !p.is_empty())
                    .collect();
                let header = kind.rsplit('/').next().unwrap_or(kind);
                self.card
                    .add_as(header, Role::Field(Field::Extra), said.join(" "));
            }
            [] => {}
        }
    }

    fn take_messenger(&mut self, line: &Line, raw: &str, label: &str) {
        let value = unescape(raw);
        let service = line.param("X-SERVICE-TYPE").unwrap_or_default();
        let (scheme, handle) = match value.split_once(':') {
            Some((scheme, handle))
                if scheme
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-') =>
            {
                (scheme, handle)
            }
            _ => ("", value.as_str()),
        };
        let types = line.types();
        let named = [service, scheme, label]
            .into_iter()
            .chain(types.iter().map(String::as_str));
        if named.into_iter().any(is_wechat) {
            return self.add("X-WECHAT", handle.trim_start_matches('/').to_owned());
        }
        let header = [service, label, &line.name]
            .into_iter()
            .find(|h| !h.is_empty())
            .unwrap_or_default();
        self.card.add_as(header, Role::Field(Field::Extra), value);
    }
}

fn is_wechat(word: &str) -> bool {
    let word = word.to_lowercase();
    word.contains("wechat") || word.contains("weixin") || word.contains("微信")
}

fn strip_scheme<'a>(value: &'a str, scheme: &str) -> &'a str {
    match value.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => {
            value.get(scheme.len()..).unwrap_or_default()
        }
        _ => value,
    }
}

/// The day alone; without the year where Apple says that it was made up.
fn birthday(line: &Line, raw: &str) -> String {
    let text = unescape(raw);
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    match line.param("X-APPLE-OMIT-YEAR") {
        Some(year) => match day.strip_prefix(year).or_else(|| day.strip_prefix("1604")) {
            Some(rest) => format!("--{}", rest.trim_start_matches('-')),
            None => day.to_owned(),
        },
        None => match day.strip_prefix("1604") {
            Some(rest) => format!("--{}", rest.trim_start_matches('-')),
            None if line
                .param("VALUE")
                .is_some_and(|v| v.eq_ignore_ascii_case("text")) =>
            {
                text
            }
            None => day.to_owned(),
        },
    }
}
