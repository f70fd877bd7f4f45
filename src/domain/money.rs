//! Money as whole cents: reading amounts people and exporters write, and writing them plainly. Knows no currency rates and no words.

use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// An amount in hundredths of the currency unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(pub i64);

/// Which sign parts the whole from the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalSign {
    /// `1,234.50`
    Point,
    /// `1.234,50`, written only in files delimited by semicolons.
    Comma,
}

/// The marks that may stand around an amount.
const CURRENCY_WORDS: [&str; 9] = ["¥", "$", "€", "£", "元", "cny", "rmb", "usd", "人民币"];

impl Cents {
    /// Reads one amount; None if it is not one, or too large for an `i64`. A third decimal rounds half away from zero.
    pub fn parse(raw: &str, sign: DecimalSign) -> Option<Self> {
        if let (DecimalSign::Point, Some(cents)) = (sign, usual(raw)) {
            return Some(Self(cents));
        }
        let folded: String = raw.nfkc().collect::<String>().to_lowercase();
        let (text, bracketed) = without_brackets(folded.trim())?;
        let mut text = text.replace('\u{2212}', "-");
        for word in CURRENCY_WORDS {
            text = text.replace(word, "");
        }
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let cents = unsigned(digits, sign)?;
        Some(Self(if negative != bracketed { -cents } else { cents }))
    }

    /// The amount with a point and two decimals, no grouping: `-5.00`.
    pub fn to_plain_string(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", whole / 100, whole % 100)
    }
}

/// Reads `-1234.50` and nothing that is written otherwise: what programs write, a million times over.
fn usual(raw: &str) -> Option<i64> {
    let (sign, digits) = match raw.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, raw),
    };
    let (whole, cents) = match digits.split_once('.') {
        Some((whole, cents)) => (whole, cents),
        None => (digits, ""),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=12).contains(&whole.len()) && cents.len() <= 2;
    if !fits || digits.ends_with('.') || !are_digits(whole) || !are_digits(cents) {
        return None;
    }
    let units: i64 = whole.parse().ok()?;
    let rest: i64 = match cents.len() {
        0 => 0,
        1 => cents.parse::<i64>().ok()? * 10,
        _ => cents.parse().ok()?,
    };
    Some(sign * (units * 100 + rest))
}

/// `(5.00)` is a negative amount; any other bracket opens a note that is left out.
fn without_brackets(text: &str) -> Option<(&str, bool)> {
    match text.strip_prefix('(') {
        Some(inner) => Some((inner.strip_suffix(')')?, true)),
        None => Some((text.split(['(', '[', '【']).next()?, false)),
    }
}

fn unsigned(digits: &str, sign: DecimalSign) -> Option<i64> {
    let (point, comma) = match sign {
        DecimalSign::Point => ('.', ','),
        DecimalSign::Comma => (',', '.'),
    };
    let (whole, fraction) = digits.split_once(point).unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut groups = whole.split(comma);
    let mut joined = groups.next()?.to_owned();
    for group in groups {
        if group.len() != 3 || joined.is_empty() {
            return None;
        }
        joined.push_str(group);
    }
    if !joined
        .bytes()
        .chain(fraction.bytes())
        .all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let whole: i64 = if joined.is_empty() {
        0
    } else {
        joined.parse().ok()?
    };
    let tenth = |at: usize| {
        fraction
            .as_bytes()
            .get(at)
            .map_or(0, |b| i64::from(b - b'0'))
    };
    let round = i64::from(tenth(2) >= 5);
    whole
        .checked_mul(100)?
        .checked_add(tenth(0) * 10 + tenth(1) + round)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (raw, want) in [
            ("158", Some(15800)),
            ("¥ 1,234.50", Some(123_450)),
            ("￥９９．９", Some(9990)),
            ("$36.00", Some(3600)),
            ("12元", Some(1200)),
            ("CNY 5", Some(500)),
            ("(5.00)", Some(-500)),
            ("-0.01", Some(-1)),
            ("−3", Some(-300)),
            ("499.00（系统计算中，该值仅供参考）", Some(49_900)),
            (".5", Some(50)),
            ("1.005", Some(101)),
            ("12,5", None),
            ("1.2万", None),
            ("", None),
            (".", None),
            ("abc", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(
                Cents::parse(raw, DecimalSign::Point),
                want.map(Cents),
                "{raw}"
            );
        }
    }

    #[test]
    fn a_decimal_comma_is_read_only_where_asked_for() {
        assert_eq!(
            Cents::parse("1.234,50", DecimalSign::Comma),
            Some(Cents(123_450))
        );
        assert_eq!(Cents::parse("1.234,50", DecimalSign::Point), None);
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(cents in any::<i32>()) {
            let money = Cents(i64::from(cents));
            prop_assert_eq!(Cents::parse(&money.to_plain_string(), DecimalSign::Point), Some(money));
        }

        #[test]
        fn no_text_panics(raw in "\\PC*") {
            let first = Cents::parse(&raw, DecimalSign::Point);
            prop_assert_eq!(Cents::parse(&raw, DecimalSign::Point), first);
        }
    }

    proptest::proptest! {
        #[test]
        fn what_programs_write_is_read_alike_on_both_ways(text in "-?[0-9]{1,14}(\\.[0-9]{0,3})?") {
            // A blank in front takes the long way.
            let long = Cents::parse(&format!(" {text}"), DecimalSign::Point);
            proptest::prop_assert_eq!(Cents::parse(&text, DecimalSign::Point), long);
        }
    }
}
