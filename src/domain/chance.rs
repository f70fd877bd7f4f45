//! A chance between nothing and certainty, kept in ten-thousandths so that comparisons are exact.

/// So many ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chance(u16);

impl Chance {
    const WHOLE: u16 = 10_000;

    /// The nearest to a share; what lies outside is cut off.
    #[must_use]
    pub fn nearest(share: f64) -> Self {
        let wanted = (share * f64::from(Self::WHOLE)).round();
        // The cast is exact: it is cut off first, and what is no number becomes nothing.
        Self(wanted.clamp(0.0, f64::from(Self::WHOLE)) as u16)
    }

    #[must_use]
    pub fn ten_thousandths(self) -> i64 {
        i64::from(self.0)
    }

    /// Reads `0.6`, `.6`, `1` and `60%`; at most four places behind the point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, places) = match text.strip_suffix(['%', '％']) {
            Some(number) => (number, 2),
            None => (text, 4),
        };
        let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
        let is_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        let is_number =
            is_digits(whole) && is_digits(rest) && !(whole.is_empty() && rest.is_empty());
        let rest = rest.trim_end_matches('0');
        if !is_number || rest.len() > places || whole.len() > 4 {
            return None;
        }
        let count = format!("{whole}{rest:0<places$}").parse().ok()?;
        (count <= Self::WHOLE).then_some(Self(count))
    }

    /// As it reads back: `0.6`.
    #[must_use]
    pub fn print(self) -> String {
        let (whole, rest) = (self.0 / Self::WHOLE, self.0 % Self::WHOLE);
        let text = format!("{whole}.{rest:04}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chance_is_read_from_a_number_or_a_share_and_printed_as_short_as_it_goes() {
        for (text, read) in [
            ("0.6", Some("0.6")),
            (".6", Some("0.6")),
            ("60%", Some("0.6")),
            ("62.5％", Some("0.625")),
            ("0.60000", Some("0.6")),
            ("1", Some("1")),
            ("0", Some("0")),
            ("100%", Some("1")),
            ("1.01", None),
            ("0.12345", None),
            ("101%", None),
            ("60", None),
            ("-0.1", None),
            (".", None),
            ("%", None),
            ("高", None),
        ] {
            let chance = Chance::parse(text);
            assert_eq!(chance.map(Chance::print).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn every_chance_reads_back() {
        for n in 0..=Chance::WHOLE {
            assert_eq!(Chance::parse(&Chance(n).print()), Some(Chance(n)));
            assert_eq!(Chance::nearest(f64::from(n) / 10_000.0), Chance(n));
        }
        assert_eq!(Chance::nearest(f64::NAN), Chance(0));
        assert_eq!(Chance::nearest(2.0), Chance(10_000));
    }
}
