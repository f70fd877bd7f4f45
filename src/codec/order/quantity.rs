//! Counts of goods, exact to a thousandth: shops sell by weight too.

use std::fmt;

/// A count in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quantity(pub i64);

impl Quantity {
    /// Reads `2`, `1.0`, `1,200`, `3件`; up to three decimals.
    pub fn parse(raw: &str) -> Option<Self> {
        let text = raw.trim().trim_start_matches(['x', 'X', '×', '*']).trim();
        let text = text.trim_end_matches(['件', '个', '份', '只', '条', '瓶', '盒', '套', '双']);
        let text = text.replace(',', "");
        let (sign, digits) = match text.trim().strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.trim()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let fraction = fraction.trim_end_matches('0');
        if whole.is_empty() || !numeric(whole) || !numeric(fraction) || fraction.len() > 3 {
            return None;
        }
        let thousandths: i64 = format!("{fraction:0<3}").parse().ok()?;
        let whole: i64 = whole.parse().ok()?;
        whole
            .checked_mul(1_000)?
            .checked_add(thousandths)
            .map(|all| Self(sign * all))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1_000, self.0.unsigned_abs() % 1_000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let rest = format!("{rest:03}");
        write!(f, "{sign}{whole}.{}", rest.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_as_shops_write_them() {
        for (raw, want) in [
            ("2", Some("2")),
            ("1.0", Some("1")),
            ("1,200", Some("1200")),
            ("x3", Some("3")),
            ("2件", Some("2")),
            ("0.125", Some("0.125")),
            ("-1.50", Some("-1.5")),
            ("0.0001", None),
            ("两件", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            let found = Quantity::parse(raw).map(|q| q.to_string());
            assert_eq!(found.as_deref(), want, "{raw}");
        }
    }
}
