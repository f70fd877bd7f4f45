//! Finds what is made of digits in a pasted text: telephone numbers, amounts, postcodes, e-mail addresses. Cuts them out and says where.

use std::ops::Range;

use crate::domain::day::scan::fold;
use crate::domain::email;
use crate::domain::money::{Cents, DecimalSign};

/// What a stretch of text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Phone(String),
    /// Some digits are hidden; it is nobody's number.
    Masked,
    Email(String),
    Amount(Cents),
    Postcode(String),
}

/// A stretch in bytes, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub at: Range<usize>,
    pub what: What,
}

/// Every number in the text, from left to right.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some((start, _)) = text
        .get(at..)
        .and_then(|rest| rest.char_indices().next())
        .map(|(n, c)| (at + n, c))
    {
        let hit = hit_at(text, start);
        at = match hit {
            Some(hit) => {
                let end = hit.at.end.max(start + 1);
                hits.push(hit);
                end
            }
            None => after_run(text, start),
        };
    }
    hits
}

/// The next place where something may begin: digits are never entered from their middle.
fn after_run(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let is_part = |c: char| c.is_ascii_alphanumeric() || fold(c).is_ascii_digit();
    let run = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    start
        + if run > 0 {
            run
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        }
}

fn hit_at(text: &str, start: usize) -> Option<Hit> {
    let rest = text.get(start..)?;
    email_at(rest)
        .or_else(|| amount_at(rest))
        .or_else(|| phone_at(rest))
        .or_else(|| postcode_at(rest))
        .map(|(bytes, what)| Hit {
            at: start..start + bytes,
            what,
        })
}

fn email_at(rest: &str) -> Option<(usize, What)> {
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || "@._%+-".contains(c)))
        .unwrap_or(rest.len());
    let word = rest.get(..end)?.trim_end_matches('.');
    (word.contains('@') && email::is_address(word))
        .then(|| (word.len(), What::Email(word.to_owned())))
}

/// `¥396`, `396元`, `1,280.5块`, `RMB 20`.
fn amount_at(rest: &str) -> Option<(usize, What)> {
    let signed = ["¥", "￥", "RMB", "rmb", "CNY"].iter().find_map(|sign| {
        let after = rest.strip_prefix(sign)?;
        let trimmed = after.trim_start_matches([' ', ':', '：']);
        Some((sign.len() + after.len() - trimmed.len(), trimmed))
    });
    let (before, digits) = signed.unwrap_or((0, rest));
    let end = digits
        .find(|c: char| !(fold(c).is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(digits.len());
    let number = digits.get(..end)?.trim_end_matches(['.', ',']);
    if number.is_empty() {
        return None;
    }
    let behind = digits.get(number.len()..)?;
    let spaces = behind.len() - behind.trim_start_matches(' ').len();
    let word = ["元", "块钱", "块", "RMB", "rmb"]
        .iter()
        .find(|word| behind.trim_start_matches(' ').starts_with(**word));
    if signed.is_none() && (word.is_none() || behind.trim_start_matches(' ').starts_with("元店"))
    {
        return None;
    }
    let cents = Cents::parse(number, DecimalSign::Point)?;
    let after = word.map_or(0, |word| spaces + word.len());
    Some((before + number.len() + after, What::Amount(cents)))
}

/// A mobile or landline number as people write it, with its extension.
fn phone_at(rest: &str) -> Option<(usize, What)> {
    let folded: Vec<(usize, char)> = rest
        .char_indices()
        .take(40)
        .map(|(at, c)| (at, fold(c)))
        .collect();
    let first = folded.first()?.1;
    if !(first.is_ascii_digit() || matches!(first, '+' | '(')) {
        return None;
    }
    let mut digits = String::new();
    let mut hidden = 0;
    let mut end = 0;
    let mut ends = Vec::new();
    for (n, (at, c)) in folded.iter().enumerate() {
        let next = folded.get(n + 1).map(|(_, c)| *c);
        let in_between =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '(' | '*'));
        match c {
            '0'..='9' => digits.push(*c),
            '*' | 'x' if (3..=8).contains(&digits.len()) && (hidden > 0 || next == Some(*c)) => {
                hidden += 1
            }
            '+' if n == 0 => {}
            '(' if n == 0 || n == 3 => {}
            ')' | '-' | ' ' if in_between(next) || (*c == ')' && next == Some(' ')) => continue,
            _ => break,
        }
        end = at + rest.get(*at..)?.chars().next()?.len_utf8();
        ends.push((digits.len(), end));
    }
    if hidden > 0 {
        let shown = digits.len();
        return (shown + hidden >= 7).then_some((end, What::Masked));
    }
    let (count, has_plus) = (whole_number(&digits, first == '+')?, first == '+');
    let end = if count == digits.len() {
        end
    } else {
        cut_at(rest, &ends, count)?
    };
    let number = rest.get(..end)?;
    let extension = extension(rest.get(end..)?, has_plus);
    Some((
        end + extension.len(),
        What::Phone(spoken(number, extension)),
    ))
}

/// How many of the digits are one number; those behind are an extension or the next number.
fn whole_number(digits: &str, has_plus: bool) -> Option<usize> {
    let is_mobile = |d: &str| {
        d.len() == 11
            && d.starts_with('1')
            && d.as_bytes()
                .get(1)
                .is_some_and(|c| (b'3'..=b'9').contains(c))
    };
    let counts = |prefix: usize| {
        digits
            .get(prefix..prefix + 11)
            .is_some_and(is_mobile)
            .then_some(prefix + 11)
    };
    if let Some(count) = ["0086", "86", ""].iter().find_map(|code| {
        digits
            .starts_with(code)
            .then(|| counts(code.len()))
            .flatten()
    }) {
        let behind = digits.len() - count;
        return (behind == 0 || (1..=4).contains(&behind) || behind == 11).then_some(count);
    }
    let is_landline = digits.starts_with('0') && (10..=12).contains(&digits.len());
    let is_service = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    let is_foreign = has_plus && (8..=15).contains(&digits.len());
    (is_landline || is_service || is_foreign).then_some(digits.len())
}

/// The byte where so many digits end, if something parts them from those behind.
fn cut_at(rest: &str, ends: &[(usize, usize)], count: usize) -> Option<usize> {
    let end = ends.iter().find(|(digits, _)| *digits == count)?.1;
    let next = rest.get(end..)?.chars().next()?;
    (!fold(next).is_ascii_digit()).then_some(end)
}

/// `转123`, `-1234`, `[1234]` behind a number: a shop's private number has one.
fn extension(rest: &str, has_plus: bool) -> &str {
    let bare = rest.trim_start_matches([' ', ',', '，']);
    let gap = rest.len() - bare.len();
    let marks: &[&str] = if has_plus {
        &["转", "分机", "ext."]
    } else {
        &["转", "分机", "ext.", "-", "－", "["]
    };
    let Some(mark) = marks.iter().find(|mark| {
        bare.starts_with(**mark) && (gap == 0 || mark.chars().all(char::is_alphabetic))
    }) else {
        return "";
    };
    let digits = bare.get(mark.len()..).unwrap_or_default();
    let count = digits.chars().take_while(|c| c.is_ascii_digit()).count();
    let close = usize::from(
        *mark == "["
            && digits
                .get(count..)
                .is_some_and(|rest| rest.starts_with(']')),
    );
    if !(1..=6).contains(&count) || (*mark == "[" && close == 0) {
        return "";
    }
    rest.get(..gap + mark.len() + count + close)
        .unwrap_or_default()
}

/// Number and extension in a form the number reader knows.
fn spoken(number: &str, extension: &str) -> String {
    let digits: String = extension.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        number.trim().to_owned()
    } else {
        format!("{}转{digits}", number.trim())
    }
}

/// Six digits that stand alone; which six may be one is told by the words around them.
fn postcode_at(rest: &str) -> Option<(usize, What)> {
    let count = rest
        .chars()
        .take_while(|c| fold(*c).is_ascii_alphanumeric())
        .count();
    let digits: String = rest.chars().take(count).map(fold).collect();
    let bytes: usize = rest.chars().take(count).map(char::len_utf8).sum();
    let is_alone = rest
        .get(bytes..)?
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || ",，;；。、)）]】".contains(c));
    (count == 6 && is_alone && digits.chars().all(|c| c.is_ascii_digit()))
        .then_some((bytes, What::Postcode(digits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<What> {
        hits(text).into_iter().map(|hit| hit.what).collect()
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        for (text, number) in [
            ("王芳13800138000浙江", "13800138000"),
            ("138 0013 8000", "138 0013 8000"),
            ("138-0013-8000", "138-0013-8000"),
            ("+86 138 0013 8000", "+86 138 0013 8000"),
            ("86-13800138000，", "86-13800138000"),
            ("(0571)88001234", "(0571)88001234"),
            ("0571-88001234转12", "0571-88001234转12"),
            ("13800138000-1234", "13800138000转1234"),
            ("13800138000[1234]", "13800138000转1234"),
            ("13800138000转5678", "13800138000转5678"),
            ("400-820-8820", "400-820-8820"),
            ("１３８００１３８０００", "１３８００１３８０００"),
            ("+1 415 555 2671", "+1 415 555 2671"),
        ] {
            assert_eq!(said(text), [What::Phone(number.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_left() {
        for text in [
            "订单号202411210001234567",
            "100号5幢301室",
            "身份证330106199001011234",
            "2026-11-21 14:03",
            "A1380013",
            "12345678901",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
        assert_eq!(said("138****8000"), [What::Masked]);
    }

    #[test]
    fn amounts_postcodes_and_addresses_of_mail_are_told_apart() {
        assert_eq!(said("¥396"), [What::Amount(Cents(39_600))]);
        assert_eq!(said("一共1,280.5元"), [What::Amount(Cents(128_050))]);
        assert_eq!(said("20块"), [What::Amount(Cents(2_000))]);
        assert_eq!(said("邮编310000"), [What::Postcode("310000".into())]);
        assert_eq!(
            said("wang.fang@x.cn"),
            [What::Email("wang.fang@x.cn".into())]
        );
    }
}
