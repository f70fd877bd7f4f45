//! Values of a shop's own fields: what each type takes, in one normal form that the file keeps and a history can show.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::Type;
use crate::domain::clean::clean_line;
use crate::domain::money::{Cents, DecimalSign};

/// The longest text or link, in characters.
pub const TEXT_MAX: usize = 500;
/// A number is kept to this many decimals.
const DECIMALS: usize = 4;
/// Numbers and amounts up to here compare exactly as SQLite's reals.
const WHOLE_DIGITS: usize = 10;

/// What a field holds, in its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value(String);

/// Why a text is no value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    TooLong,
    Number,
    Money,
    Date,
    Choice,
    Bool,
    Link,
}

/// The words for yes and no in both languages; the first is the one the file keeps.
const YES: [&str; 10] = ["yes", "y", "true", "1", "是", "有", "对", "√", "✓", "on"];
const NO: [&str; 9] = ["no", "n", "false", "0", "否", "无", "没有", "×", "off"];

impl Value {
    /// As the file keeps it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Type {
    /// The value a text is; `None` for a blank one.
    ///
    /// # Errors
    /// The text is none of this type.
    pub fn read(&self, text: &str) -> Result<Option<Value>, Fault> {
        let line = clean_line(text);
        if line.is_empty() {
            return Ok(None);
        }
        if line.chars().count() > TEXT_MAX {
            return Err(Fault::TooLong);
        }
        let kept = match self {
            Self::Text => line,
            Self::Number => decimal(&line).ok_or(Fault::Number)?,
            Self::Money => money(&line).ok_or(Fault::Money)?.to_plain_string(),
            Self::Date => date(&line).ok_or(Fault::Date)?.to_string(),
            Self::List(choices) => choice(choices, &line).ok_or(Fault::Choice)?,
            Self::Bool => {
                let yes = truth(&line).ok_or(Fault::Bool)?;
                (if yes { YES[0] } else { NO[0] }).to_owned()
            }
            Self::Link => link(&line).ok_or(Fault::Link)?,
        };
        Ok(Some(Value(kept)))
    }
}

/// Whether a word says yes or no, in either language.
#[must_use]
pub fn truth(word: &str) -> Option<bool> {
    let word = word.to_lowercase();
    let is_in = |words: &[&str]| words.contains(&word.as_str());
    match (is_in(&YES), is_in(&NO)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The choice a text is; capitals and widths do not matter.
fn choice(choices: &[String], text: &str) -> Option<String> {
    let folded = |text: &str| text.nfkc().collect::<String>().to_lowercase();
    let wanted = folded(text);
    choices
        .iter()
        .find(|choice| folded(choice) == wanted)
        .cloned()
}

/// A number with a point, no grouping and no idle zeros: `1,234.50` is `1234.5`.
#[must_use]
pub fn decimal(text: &str) -> Option<String> {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let folded = folded.replace('\u{2212}', "-");
    let (sign, digits) = match folded.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", folded.strip_prefix('+').unwrap_or(&folded)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let mut joined = groups.next()?.to_owned();
    for group in groups {
        if group.len() != 3 || joined.is_empty() {
            return None;
        }
        joined.push_str(group);
    }
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if joined.is_empty() || !is_number(&joined) || !is_number(fraction) {
        return None;
    }
    let (whole, fraction) = (
        joined.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    if whole.len() > WHOLE_DIGITS || fraction.len() > DECIMALS {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match fraction {
        "" if whole == "0" => "0".to_owned(),
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    })
}

fn money(text: &str) -> Option<Cents> {
    let cents = Cents::parse(text, DecimalSign::Point)?;
    let most = 10_i64.pow(WHOLE_DIGITS as u32) * 100;
    (cents.0.abs() < most).then_some(cents)
}

/// A whole day: `2026-03-01`, `2026/3/1`, `2026.3.1`, `2026年3月1日`, `20260301`. A time of day behind it is dropped.
#[must_use]
pub fn date(text: &str) -> Option<NaiveDate> {
    let folded: String = text.nfkc().collect();
    let day = folded
        .split([' ', 'T', 't'])
        .next()
        .unwrap_or_default()
        .trim_end_matches(['日', '号']);
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        return NaiveDate::parse_from_str(day, "%Y%m%d").ok();
    }
    let parts: Vec<&str> = day.split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// An address on the web; without its scheme it is given the safe one.
fn link(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let bare = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let has_scheme = bare.is_some();
    let rest = bare.unwrap_or(&lower);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !host.contains("..")
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
    if !is_host || text.contains(char::is_whitespace) {
        return None;
    }
    Some(if has_scheme {
        text.to_owned()
    } else {
        format!("https://{text}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Type {
        Type::List(vec!["干".into(), "油".into(), "Very dry".into()])
    }

    #[test]
    fn a_value_is_kept_in_one_form() {
        for (of, text, kept) in [
            (Type::Text, " 长发 ", "长发"),
            (Type::Number, "1,234.50", "1234.5"),
            (Type::Number, "－０.50", "-0.5"),
            (Type::Number, "-0", "0"),
            (Type::Number, "007", "7"),
            (Type::Money, "¥1,200", "1200.00"),
            (Type::Money, "99.5元", "99.50"),
            (Type::Date, "2026/3/1", "2026-03-01"),
            (Type::Date, "2026年3月1日", "2026-03-01"),
            (Type::Date, "20260301", "2026-03-01"),
            (Type::Date, "2026-03-01 10:00:00", "2026-03-01"),
            (list(), "油", "油"),
            (list(), "VERY DRY", "Very dry"),
            (Type::Bool, "是", "yes"),
            (Type::Bool, "FALSE", "no"),
            (Type::Link, "example.com/a?b=1", "https://example.com/a?b=1"),
            (Type::Link, "http://a.cn", "http://a.cn"),
        ] {
            let value = of.read(text).expect(text).expect(text);
            assert_eq!(value.text(), kept, "{text}");
            assert_eq!(
                of.read(value.text()),
                Ok(Some(value.clone())),
                "{text} reads again as itself"
            );
        }
    }

    #[test]
    fn what_is_no_value_is_refused_by_its_type() {
        for (of, text, why) in [
            (Type::Number, "很多", Fault::Number),
            (Type::Number, "1.23456", Fault::Number),
            (Type::Number, "12345678901", Fault::Number),
            (Type::Number, "1e9", Fault::Number),
            (Type::Money, "-", Fault::Money),
            (Type::Date, "3月1日", Fault::Date),
            (Type::Date, "2026-02-30", Fault::Date),
            (Type::Date, "01/03/2026", Fault::Date),
            (list(), "中性", Fault::Choice),
            (Type::Bool, "也许", Fault::Bool),
            (Type::Link, "javascript:alert(1)", Fault::Link),
            (Type::Link, "hello", Fault::Link),
            (Type::Link, "a b.com", Fault::Link),
        ] {
            assert_eq!(of.read(text), Err(why), "{text}");
        }
        let long = "长".repeat(TEXT_MAX + 1);
        assert_eq!(Type::Text.read(&long), Err(Fault::TooLong));
    }

    #[test]
    fn a_blank_is_no_value() {
        for of in [Type::Text, Type::Number, list(), Type::Bool] {
            assert_eq!(of.read("  \t"), Ok(None));
        }
    }
}
