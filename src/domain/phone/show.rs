//! Numbers for people and for searching: grouped, hidden, or bare digits. Takes what `parse` gave; other text passes unchanged.

use super::{china, region};

/// A number taken apart: country code, the groups it is read in, extension.
struct Parts<'a> {
    code: &'a str,
    national: &'a str,
    extension: Option<&'a str>,
}

/// The number grouped for reading: `138 0013 8000`, `0571 8888 6611 x8`, `+49 151 0000 0012`.
pub fn display(phone: &str) -> String {
    let Some(parts) = take_apart(phone) else {
        return phone.to_owned();
    };
    let body = match domestic(&parts) {
        Some((head, tail)) => format!("{head} {}", grouped(&tail)),
        None if parts.code == "1" && parts.national.len() == 10 => {
            let (area, rest) = parts.national.split_at(3);
            format!("+1 {area} {}", grouped(rest))
        }
        None => format!("+{} {}", parts.code, grouped(parts.national)),
    };
    match parts.extension {
        Some(extension) => format!("{body} x{extension}"),
        None => body,
    }
}

/// The number with its middle hidden; of a text that is no number at most the first and the last character are shown.
pub fn mask(phone: &str) -> String {
    let Some(parts) = take_apart(phone) else {
        return mask_text(phone);
    };
    let last = parts.national.len().saturating_sub(4);
    match domestic(&parts) {
        Some((head, _)) => format!("{head}****{}", &parts.national[last..]),
        None if parts.national.len() >= 8 => {
            format!("+{}****{}", parts.code, &parts.national[last..])
        }
        None => format!("+{}****", parts.code),
    }
}

/// The national digits, as someone would type them to find the number; an extension is left out.
pub fn digits(phone: &str) -> String {
    match take_apart(phone) {
        Some(parts) => match domestic(&parts) {
            Some((head, tail)) => format!("{head}{tail}"),
            None => parts.national.to_owned(),
        },
        None => phone.chars().filter(char::is_ascii_digit).collect(),
    }
}

fn take_apart(phone: &str) -> Option<Parts<'_>> {
    let (number, extension) = match phone.split_once(";ext=") {
        Some((number, extension)) => (number, Some(extension)),
        None => (phone, None),
    };
    let digits = number.strip_prefix('+')?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (code, national) = digits.split_at_checked(region::code_len(digits))?;
    Some(Parts {
        code,
        national,
        extension,
    })
}

/// A Chinese number as written inside China: what comes first, and the rest.
fn domestic(parts: &Parts<'_>) -> Option<(String, String)> {
    if parts.code != "86" {
        return None;
    }
    let (head, tail) = match china::kind(parts.national)? {
        china::Kind::Mobile | china::Kind::Service => parts.national.split_at(3),
        china::Kind::Landline(area) => parts.national.split_at(area),
    };
    let trunk = if matches!(china::kind(parts.national), Some(china::Kind::Landline(_))) {
        "0"
    } else {
        ""
    };
    Some((format!("{trunk}{head}"), tail.to_owned()))
}

/// Groups of three and four, the last the longest.
fn grouped(digits: &str) -> String {
    let mut rest = digits;
    let mut groups = Vec::new();
    while rest.len() > 4 {
        let (group, tail) = rest.split_at(if rest.len().is_multiple_of(4) { 4 } else { 3 });
        groups.push(group);
        rest = tail;
    }
    groups.push(rest);
    groups.join(" ")
}

fn mask_text(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        [first, _, .., last] => format!("{first}{}{last}", "*".repeat(chars.len().min(8) - 2)),
        short => "*".repeat(short.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_grouped_hidden_and_bared() {
        for (phone, shown, masked, bare) in [
            (
                "+8613800138000",
                "138 0013 8000",
                "138****8000",
                "13800138000",
            ),
            (
                "+8657188886611;ext=8",
                "0571 8888 6611 x8",
                "0571****6611",
                "057188886611",
            ),
            (
                "+861088886666",
                "010 8888 6666",
                "010****6666",
                "01088886666",
            ),
            ("+864000001234", "400 000 1234", "400****1234", "4000001234"),
            (
                "+14155550101",
                "+1 415 555 0101",
                "+1****0101",
                "4155550101",
            ),
            (
                "+4915100000012",
                "+49 151 0000 0012",
                "+49****0012",
                "15100000012",
            ),
            ("88886612", "88886612", "8******2", "88886612"),
            ("问老板", "问老板", "问*板", ""),
            ("12", "12", "**", "12"),
            ("", "", "", ""),
        ] {
            assert_eq!(
                (
                    display(phone).as_str(),
                    mask(phone).as_str(),
                    digits(phone).as_str()
                ),
                (shown, masked, bare),
                "{phone}"
            );
        }
    }
}
