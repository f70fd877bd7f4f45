//! vCard 3.0 (RFC 2426) for phones and 4.0 (RFC 6350) for programs. What neither has a property for travels as `X-SHUKE-…`.

use std::io::{Result, Write};

use super::fold::{escaped, line};
use crate::codec::value::tags;
use crate::domain::birthday::{Birthday, Calendar};
use crate::domain::contact::Method;
use crate::domain::name::{self, Gender};

/// The year that stands for none (Apple's).
const NO_YEAR: i32 = 1604;
/// Which vCard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// What phones read.
    #[default]
    V3,
    V4,
}

/// One way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    pub method: Method,
    pub value: String,
    pub label: String,
}

/// One customer as a card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// Stays the same for ever.
    pub uid: String,
    pub name: String,
    pub is_company: bool,
    pub gender: Option<Gender>,
    pub birthday: Option<Birthday>,
    pub company: String,
    pub title: String,
    pub nickname: String,
    pub address: String,
    pub note: String,
    pub tags: Vec<String>,
    pub reach: Vec<Reach>,
    /// What has no property: a name and a value.
    pub own: Vec<(&'static str, String)>,
}

/// Writes one card.
///
/// # Errors
/// Only what the writer says.
pub fn write(out: &mut impl Write, card: &Card, version: Version) -> Result<()> {
    line(out, "BEGIN", "VCARD")?;
    line(
        out,
        "VERSION",
        match version {
            Version::V3 => "3.0",
            Version::V4 => "4.0",
        },
    )?;
    line(out, "PRODID", "-//shuke//export 1//ZH")?;
    line(out, "UID", &escaped(&card.uid))?;
    names(out, card, version)?;
    for (n, reach) in card.reach.iter().enumerate() {
        reached(out, reach, n, version)?;
    }
    if let Some(birthday) = card.birthday {
        born(out, birthday, version)?;
    }
    text(out, "TITLE", &card.title)?;
    text(out, "NICKNAME", &card.nickname)?;
    if !card.address.is_empty() {
        line(out, "ADR", &format!(";;{};;;;", escaped(&card.address)))?;
    }
    let (plain, odd): (Vec<&String>, Vec<&String>) = card
        .tags
        .iter()
        .partition(|tag| tags::split(tag) == [tag.as_str()]);
    let plain: Vec<String> = plain.into_iter().map(|tag| escaped(tag)).collect();
    if !plain.is_empty() {
        line(out, "CATEGORIES", &plain.join(","))?;
    }
    for tag in odd {
        text(out, "X-SHUKE-TAG", tag)?;
    }
    text(out, "NOTE", &card.note)?;
    for (name, value) in &card.own {
        text(
            out,
            &format!("X-SHUKE-{}", name.to_uppercase().replace('_', "-")),
            value,
        )?;
    }
    line(out, "END", "VCARD")
}

fn text(out: &mut impl Write, name: &str, value: &str) -> Result<()> {
    match value {
        "" => Ok(()),
        _ => line(out, name, &escaped(value)),
    }
}

fn names(out: &mut impl Write, card: &Card, version: Version) -> Result<()> {
    let (family, given) = parted(&card.name);
    line(
        out,
        "N",
        &format!("{};{};;;", escaped(family), escaped(given)),
    )?;
    line(out, "FN", &escaped(&card.name))?;
    match (card.is_company, version) {
        (true, Version::V3) => line(out, "X-ABShowAs", "COMPANY")?,
        (true, Version::V4) => line(out, "KIND", "org")?,
        (false, _) => {}
    }
    text(out, "ORG", &card.company)?;
    let Some(gender) = card.gender else {
        return Ok(());
    };
    match (version, gender) {
        (Version::V3, _) => line(out, "X-SHUKE-GENDER", gender.code()),
        (Version::V4, Gender::Male) => line(out, "GENDER", "M"),
        (Version::V4, Gender::Female) => line(out, "GENDER", "F"),
    }
}

/// Family and given name. Whatever the two are, read together they say the name again.
fn parted(whole: &str) -> (&str, &str) {
    if whole.chars().all(name::is_cjk) {
        let at = whole
            .char_indices()
            .nth(name::family_len(whole))
            .map_or(whole.len(), |(at, _)| at);
        return whole.split_at(at);
    }
    match whole.rsplit_once(' ') {
        Some((given, family)) => (family, given),
        None => (whole, ""),
    }
}

fn reached(out: &mut impl Write, reach: &Reach, nth: usize, version: Version) -> Result<()> {
    // Only a labelled one needs a group: what a phone shows beside the number.
    let group = match reach.label.as_str() {
        "" => String::new(),
        _ => format!("item{}.", nth + 1),
    };
    match reach.method {
        Method::Phone => {
            let (kind, value) = dialled(&reach.value, version);
            line(out, &format!("{group}TEL{kind}"), &value)?;
        }
        Method::Email => {
            let kind = match version {
                Version::V3 => ";TYPE=INTERNET",
                Version::V4 => "",
            };
            line(out, &format!("{group}EMAIL{kind}"), &escaped(&reach.value))?;
        }
        Method::WeChat => line(out, &format!("{group}X-WECHAT"), &escaped(&reach.value))?,
    }
    match group.as_str() {
        "" => Ok(()),
        _ => line(out, &format!("{group}X-ABLabel"), &escaped(&reach.label)),
    }
}

/// The parameters and the value of a number. One that is no number of any country is told as it is.
fn dialled(value: &str, version: Version) -> (&'static str, String) {
    let is_known = value.starts_with('+') && !value.contains(char::is_whitespace);
    let is_mobile = value.starts_with("+861") && value.len() == "+8613800138000".len();
    match (version, is_known) {
        (Version::V4, true) => (";VALUE=uri;TYPE=voice", format!("tel:{value}")),
        (Version::V4, false) => (";TYPE=voice", escaped(value)),
        (Version::V3, _) if is_mobile => (";TYPE=CELL", escaped(value)),
        (Version::V3, _) => (";TYPE=VOICE", escaped(&value.replace(";ext=", " ext "))),
    }
}

/// A birthday as far as the version can say it; a lunar one or one without a day also as we write it.
fn born(out: &mut impl Write, birthday: Birthday, version: Version) -> Result<()> {
    let solar = birthday.calendar() == Calendar::Solar;
    let (month, day) = (birthday.month(), birthday.day().filter(|_| solar));
    match (version, day, birthday.year()) {
        (Version::V3, Some(day), Some(year)) => {
            line(out, "BDAY", &format!("{year:04}-{month:02}-{day:02}"))
        }
        (Version::V3, Some(day), None) => line(
            out,
            &format!("BDAY;X-APPLE-OMIT-YEAR={NO_YEAR}"),
            &format!("{NO_YEAR}-{month:02}-{day:02}"),
        ),
        (Version::V4, Some(day), Some(year)) => {
            line(out, "BDAY", &format!("{year:04}{month:02}{day:02}"))
        }
        (Version::V4, Some(day), None) => line(out, "BDAY", &format!("--{month:02}{day:02}")),
        (_, None, _) => line(out, "X-SHUKE-BIRTHDAY", &birthday.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(card: &Card, version: Version) -> String {
        let mut out = Vec::new();
        write(&mut out, card, version).expect("writes");
        String::from_utf8(out).expect("text")
    }

    fn card() -> Card {
        Card {
            uid: "shuke-7".to_owned(),
            name: "韩六六".to_owned(),
            ..Card::default()
        }
    }

    #[test]
    fn a_birthday_says_what_its_version_can() {
        for (birthday, v3, v4) in [
            ("1990-01-02", "BDAY:1990-01-02", "BDAY:19900102"),
            (
                "--05-20",
                "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-20",
                "BDAY:--0520",
            ),
            (
                "1990-03",
                "X-SHUKE-BIRTHDAY:1990-03",
                "X-SHUKE-BIRTHDAY:1990-03",
            ),
            (
                "L1990-08-15",
                "X-SHUKE-BIRTHDAY:L1990-08-15",
                "X-SHUKE-BIRTHDAY:L1990-08-15",
            ),
        ] {
            let card = Card {
                birthday: birthday.parse().ok(),
                ..card()
            };
            assert!(written(&card, Version::V3).contains(&format!("\r\n{v3}\r\n")));
            assert!(written(&card, Version::V4).contains(&format!("\r\n{v4}\r\n")));
        }
    }

    #[test]
    fn a_number_is_dialled_in_both_versions() {
        for (value, v3, v4) in [
            (
                "+8613800138000",
                "TEL;TYPE=CELL:+8613800138000",
                "TEL;VALUE=uri;TYPE=voice:tel:+8613800138000",
            ),
            (
                "+861088886607;ext=803",
                "TEL;TYPE=VOICE:+861088886607 ext 803",
                "TEL;VALUE=uri;TYPE=voice:tel:+861088886607;ext=803",
            ),
            ("12345", "TEL;TYPE=VOICE:12345", "TEL;TYPE=voice:12345"),
        ] {
            let card = Card {
                reach: vec![Reach {
                    method: Method::Phone,
                    value: value.to_owned(),
                    label: String::new(),
                }],
                ..card()
            };
            assert!(written(&card, Version::V3).contains(&format!("\r\n{v3}\r\n")));
            assert!(written(&card, Version::V4).contains(&format!("\r\n{v4}\r\n")));
        }
    }

    #[test]
    fn a_name_has_its_parts() {
        for (name, parts) in [
            ("王芳", ("王", "芳")),
            ("欧阳娜娜", ("欧阳", "娜娜")),
            ("Jürgen Müller", ("Müller", "Jürgen")),
            ("小美", ("", "小美")),
            ("Ann", ("Ann", "")),
        ] {
            assert_eq!(parted(name), parts);
        }
    }
}
