//! Birthdays in a filter: how far ahead the next one is, in which month or on which day of the year it is kept.

use chrono::{Datelike, NaiveDate};

use crate::domain::birthday::{Birthday, Calendar};
use crate::domain::name::Lang;

use super::when::{Cmp, NAMED, Named, Span, date_parts};
use super::{error::Wanted, field};

/// A question about a birthday. A lunar one counts on the solar day on which it is kept next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthdayTest {
    /// The days until it is kept next, against those of a span.
    Ahead(Cmp, Span),
    /// Kept in a month, 1 to 12.
    Month(u32),
    /// Kept on a day of the year.
    On { month: u32, day: u32 },
    /// Kept some time in these days, gone by or not.
    During(Named),
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl BirthdayTest {
    /// Whether it holds for a birthday.
    #[must_use]
    pub fn holds(self, birthday: Birthday, today: NaiveDate) -> bool {
        let next = birthday.next_on_or_after(today);
        let solar = (birthday.calendar() == Calendar::Solar).then_some(birthday);
        let month = match solar {
            Some(solar) => Some(solar.month()),
            None => next.map(|day| day.month()),
        };
        match self {
            Self::Ahead(cmp, span) => next.is_some_and(|day| cmp.holds(&day, &span.after(today))),
            Self::Month(wanted) => month == Some(wanted),
            Self::On { month: wanted, day } => {
                let kept = match solar {
                    Some(solar) => solar.day(),
                    None => next.map(|day| day.day()),
                };
                month == Some(wanted) && kept == Some(day)
            }
            Self::During(named) => {
                let (first, last) = named.days(today);
                birthday
                    .next_on_or_after(first)
                    .is_some_and(|day| day <= last)
            }
        }
    }

    /// Reads what stands behind an operator: `7d`, `3月`, `mar`, `03-15`, `3月15日`, `本周`.
    pub(super) fn parse(text: &str, cmp: Cmp) -> Result<Self, Wanted> {
        if cmp != Cmp::Eq {
            return Span::parse(text)
                .map(|span| Self::Ahead(cmp, span))
                .ok_or(Wanted::Span);
        }
        if let Some(named) = field::find(NAMED, text) {
            return Ok(Self::During(named));
        }
        let name = text.to_lowercase();
        let english = MONTHS.iter().zip(1..).find(|(month, _)| {
            name.starts_with(**month) && "january february march april may june july august september october november december"
                .split(' ')
                .any(|whole| whole.starts_with(&name))
        });
        if let Some((_, month)) = english {
            return Ok(Self::Month(month));
        }
        match date_parts(text).as_deref() {
            Some([month]) if text.ends_with('月') => (1..=12)
                .contains(month)
                .then_some(Self::Month(*month))
                .ok_or(Wanted::Birthday),
            // 2000 stands for any year, as it has every day.
            Some([month, day]) if NaiveDate::from_ymd_opt(2000, *month, *day).is_some() => {
                Ok(Self::On {
                    month: *month,
                    day: *day,
                })
            }
            _ => Span::parse(text)
                .map(|span| Self::Ahead(Cmp::Eq, span))
                .ok_or(Wanted::Birthday),
        }
    }

    /// The sign and value that read back as this.
    pub(super) fn print(self, lang: Lang) -> String {
        match self {
            Self::Ahead(cmp, span) => format!("{}{}", cmp.sign(), span.print(lang)),
            Self::Month(month) => match (lang, month.checked_sub(1)) {
                (Lang::En, Some(index)) if index < 12 => format!("={}", MONTHS[index as usize]),
                _ => format!("={month}月"),
            },
            Self::On { month, day } => format!("={month:02}-{day:02}"),
            Self::During(named) => format!("={}", field::word_of(NAMED, named, lang)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_near_in_a_month_or_on_a_day() {
        let today: NaiveDate = "2026-03-02".parse().expect("a day");
        // The fifteenth of the eighth lunar month of 2026 is 25 September.
        for (test, cmp, birthday, holds) in [
            ("7d", Cmp::Lt, "1990-03-08", true),
            ("7d", Cmp::Lt, "1990-03-09", false),
            ("7d", Cmp::Le, "--03-09", true),
            ("7d", Cmp::Lt, "1990-03-01", false),
            ("今天", Cmp::Eq, "1990-03-02", true),
            ("3月", Cmp::Eq, "1990-03", true),
            ("mar", Cmp::Eq, "--03-31", true),
            ("February", Cmp::Eq, "--02-29", true),
            ("02-29", Cmp::Eq, "--02-29", true),
            ("3月2日", Cmp::Eq, "1990-03-02", true),
            ("9月", Cmp::Eq, "L1990-08-15", true),
            ("8月", Cmp::Eq, "L1990-08-15", false),
            ("09-25", Cmp::Eq, "L--08-15", true),
            ("本月", Cmp::Eq, "--03-01", true),
            ("this-week", Cmp::Eq, "--03-09", false),
            ("0d", Cmp::Eq, "--03-02", true),
        ] {
            let parsed = BirthdayTest::parse(test, cmp).expect("a test");
            let birthday: Birthday = birthday.parse().expect("a birthday");
            assert_eq!(
                parsed.holds(birthday, today),
                holds,
                "{cmp:?} {test} {birthday}"
            );
        }
        assert_eq!(BirthdayTest::parse("13月", Cmp::Eq), Err(Wanted::Birthday));
        assert_eq!(BirthdayTest::parse("3月15日", Cmp::Lt), Err(Wanted::Span));
    }
}
