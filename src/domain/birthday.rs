//! Birthdays and other yearly days, solar or lunar, with or without a year. Knows the calendars; words for people come from i18n.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

pub mod lunar;
mod written;

/// The first year a living customer may have been born in.
const FIRST_YEAR: i32 = 1900;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    Solar,
    Lunar,
}

/// A birthday that exists in its calendar: a solar or lunar day, its year known or not, or only a solar year and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Birthday(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Solar {
        year: Option<i32>,
        month: u32,
        day: u32,
    },
    SolarMonth {
        year: i32,
        month: u32,
    },
    Lunar {
        year: Option<i32>,
        month: u32,
        is_leap: bool,
        day: u32,
    },
}

/// The text is not a birthday in the canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotABirthday;

impl Birthday {
    /// A solar day; without a year 29 February exists.
    pub fn solar(year: Option<i32>, month: u32, day: u32) -> Option<Self> {
        // 2000 stands for any year, as it has every day.
        NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
        is_written_year(year).then_some(Self(Kind::Solar { year, month, day }))
    }

    /// A solar month whose day is not known.
    pub fn solar_month(year: i32, month: u32) -> Option<Self> {
        (is_written_year(Some(year)) && (1..=12).contains(&month))
            .then_some(Self(Kind::SolarMonth { year, month }))
    }

    /// A lunar day; with a year the leap month and the thirtieth must exist in it, as far as the table knows.
    pub fn lunar(year: Option<i32>, month: u32, is_leap: bool, day: u32) -> Option<Self> {
        let can_exist =
            (1..=12).contains(&month) && (1..=30).contains(&day) && is_written_year(year);
        let exists = match year {
            Some(year) if lunar::is_known_year(year) => {
                lunar::to_solar(year, month, is_leap, day).is_some()
            }
            _ => true,
        };
        (can_exist && exists).then_some(Self(Kind::Lunar {
            year,
            month,
            is_leap,
            day,
        }))
    }

    /// Reads a birthday as people and other programs write it: `1990-01-02`, `3月15日`, `0315`, `农历闰四月初一`, `0815L`.
    pub fn parse(text: &str) -> Option<Self> {
        written::read(text)
    }

    pub fn calendar(self) -> Calendar {
        match self.0 {
            Kind::Lunar { .. } => Calendar::Lunar,
            Kind::Solar { .. } | Kind::SolarMonth { .. } => Calendar::Solar,
        }
    }

    /// The year in its own calendar; a lunar year begins in January or February of the same solar year.
    pub fn year(self) -> Option<i32> {
        match self.0 {
            Kind::Solar { year, .. } | Kind::Lunar { year, .. } => year,
            Kind::SolarMonth { year, .. } => Some(year),
        }
    }

    pub fn month(self) -> u32 {
        match self.0 {
            Kind::Solar { month, .. }
            | Kind::SolarMonth { month, .. }
            | Kind::Lunar { month, .. } => month,
        }
    }

    pub fn day(self) -> Option<u32> {
        match self.0 {
            Kind::Solar { day, .. } | Kind::Lunar { day, .. } => Some(day),
            Kind::SolarMonth { .. } => None,
        }
    }

    pub fn is_leap_month(self) -> bool {
        matches!(self.0, Kind::Lunar { is_leap: true, .. })
    }

    /// The lunar month and day by their calendar names, `八月十五`; `None` for a solar birthday.
    pub fn lunar_zh(self) -> Option<String> {
        match self.0 {
            Kind::Lunar {
                month,
                is_leap,
                day,
                ..
            } => Some(lunar::month_zh(month, is_leap) + &lunar::day_zh(day)),
            Kind::Solar { .. } | Kind::SolarMonth { .. } => None,
        }
    }

    /// The solar day on which it is next kept, today included; `None` without a day, or where the lunar table ends (2100).
    pub fn next_on_or_after(self, today: NaiveDate) -> Option<NaiveDate> {
        self.next(today).map(|(_, day)| day)
    }

    /// Days until it is next kept, 0 today.
    pub fn days_left(self, today: NaiveDate) -> Option<i64> {
        Some((self.next_on_or_after(today)? - today).num_days())
    }

    /// Full years of age reached on the next birthday, counted in its own calendar.
    pub fn age_on_next(self, today: NaiveDate) -> Option<u32> {
        let (year, _) = self.next(today)?;
        u32::try_from(year.checked_sub(self.year()?)?).ok()
    }

    /// Whether a living customer can have it: not before 1900 and not after today. A missing year is plausible.
    pub fn is_plausible(self, today: NaiveDate) -> bool {
        let Some(year) = self.year() else { return true };
        let has_come = match self.0 {
            Kind::Solar { month, day, .. } => {
                NaiveDate::from_ymd_opt(year, month, day).is_some_and(|born| born <= today)
            }
            Kind::SolarMonth { month, .. } => (year, month) <= (today.year(), today.month()),
            Kind::Lunar {
                month,
                is_leap,
                day,
                ..
            } => lunar::to_solar(year, month, is_leap, day)
                .map_or(year < today.year(), |born| born <= today),
        };
        year >= FIRST_YEAR && has_come
    }

    /// The year, in its own calendar, and the solar day of the next time it is kept.
    fn next(self, today: NaiveDate) -> Option<(i32, NaiveDate)> {
        // A lunar year reaches into the next solar one, hence the year before.
        let years = today.year().checked_sub(1)?..=today.year().checked_add(1)?;
        let kept = years.filter_map(|year| Some((year, self.kept_in(year)?)));
        kept.filter(|(_, day)| *day >= today)
            .min_by_key(|(_, day)| *day)
    }

    fn kept_in(self, year: i32) -> Option<NaiveDate> {
        match self.0 {
            // Only 29 February can be missing.
            Kind::Solar { month, day, .. } => NaiveDate::from_ymd_opt(year, month, day)
                .or_else(|| NaiveDate::from_ymd_opt(year, month, day.min(28))),
            Kind::SolarMonth { .. } => None,
            Kind::Lunar {
                month,
                is_leap,
                day,
                ..
            } => lunar::kept_on(year, month, is_leap, day),
        }
    }
}

/// Whether the year has the four digits that the canonical form writes.
fn is_written_year(year: Option<i32>) -> bool {
    year.is_none_or(|year| (1..=9999).contains(&year))
}

/// The canonical form: `1990-01-02`, `--01-02`, `1990-03`; lunar `L1990-08-15`, `L--08-15`; `+` marks a leap month, `L2020-04+-01`.
impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self
            .year()
            .map_or_else(|| "-".to_owned(), |year| format!("{year:04}"));
        let month = self.month();
        match self.0 {
            Kind::Solar { day, .. } => write!(f, "{year}-{month:02}-{day:02}"),
            Kind::SolarMonth { .. } => write!(f, "{year}-{month:02}"),
            Kind::Lunar { is_leap, day, .. } => write!(
                f,
                "L{year}-{month:02}{}-{day:02}",
                if is_leap { "+" } else { "" }
            ),
        }
    }
}

impl FromStr for Birthday {
    type Err = NotABirthday;

    /// Reads the canonical form only; for what people write see [`Birthday::parse`].
    fn from_str(text: &str) -> Result<Self, NotABirthday> {
        Self::parse(text)
            .filter(|birthday| birthday.to_string() == text)
            .ok_or(NotABirthday)
    }
}

impl fmt::Display for NotABirthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a birthday")
    }
}

impl std::error::Error for NotABirthday {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn birthday(text: &str) -> Birthday {
        text.parse().unwrap_or_else(|_| panic!("{text}"))
    }

    #[test]
    fn the_next_birthday_is_today_or_later() {
        let table = [
            ("1990-03-04", "2026-03-04", "2026-03-04", Some(36)),
            ("1990-03-03", "2026-03-04", "2027-03-03", Some(37)),
            ("--12-31", "2026-03-04", "2026-12-31", None),
            ("2000-02-29", "2026-02-01", "2026-02-28", Some(26)),
            ("2000-02-29", "2028-02-01", "2028-02-29", Some(28)),
            ("--02-29", "2026-03-01", "2027-02-28", None),
            ("L--08-15", "2026-03-04", "2026-09-25", None),
            ("L1990-08-15", "2026-09-26", "2027-09-15", Some(37)),
            ("L1990-08-15", "2026-09-25", "2026-09-25", Some(36)),
            // New Year's Eve of lunar 2025 falls in solar 2026.
            ("L1990-12-29", "2026-01-01", "2026-02-16", Some(35)),
            ("L--12-30", "2026-01-01", "2026-02-16", None),
            ("L--01-01", "2026-02-18", "2027-02-06", None),
            ("L2020-04+-01", "2020-01-01", "2020-05-23", Some(0)),
            ("L2020-04+-01", "2026-01-01", "2026-05-17", Some(6)),
            ("L--06+-01", "2025-07-01", "2025-07-25", None),
            ("L--06-01", "2025-06-26", "2026-07-14", None),
        ];
        for (text, today, next, age) in table {
            let (birthday, today) = (birthday(text), day(today));
            assert_eq!(
                birthday.next_on_or_after(today),
                Some(day(next)),
                "{text} after {today}"
            );
            assert_eq!(
                birthday.days_left(today),
                Some((day(next) - today).num_days())
            );
            assert_eq!(birthday.age_on_next(today), age, "{text} after {today}");
        }
    }

    #[test]
    fn without_a_day_or_beyond_the_table_there_is_no_next() {
        assert_eq!(
            birthday("1990-03").next_on_or_after(day("2026-03-04")),
            None
        );
        assert_eq!(birthday("1990-03").days_left(day("2026-03-04")), None);
        assert_eq!(
            birthday("L--08-15").next_on_or_after(day("2102-03-04")),
            None
        );
    }

    #[test]
    fn only_the_years_of_a_living_customer_are_plausible() {
        let table = [
            ("1990-01-02", true),
            ("--02-29", true),
            ("L--08-15", true),
            ("1900-01-01", true),
            ("1899-12-31", false),
            ("2026-03-04", true),
            ("2026-03-05", false),
            ("2026-03", true),
            ("2026-04", false),
            ("L2025-12-29", true),
            ("L2026-01-17", false),
            ("L1900-08-15", true),
            ("L1899-08-15", false),
            ("L2150-08-15", false),
        ];
        for (text, plausible) in table {
            assert_eq!(
                birthday(text).is_plausible(day("2026-03-04")),
                plausible,
                "{text}"
            );
        }
    }

    #[test]
    fn days_that_no_calendar_has_cannot_be_made() {
        assert_eq!(Birthday::solar(Some(1990), 2, 29), None);
        assert_eq!(Birthday::solar(None, 2, 30), None);
        assert_eq!(Birthday::solar(Some(0), 1, 1), None);
        assert_eq!(Birthday::solar_month(1990, 13), None);
        assert_eq!(Birthday::lunar(Some(2021), 4, true, 1), None);
        assert_eq!(Birthday::lunar(Some(2025), 12, false, 30), None);
        assert_eq!(Birthday::lunar(None, 8, false, 31), None);
        assert!(Birthday::lunar(Some(2020), 4, true, 1).is_some());
    }

    #[test]
    fn the_canonical_form_is_strict() {
        for text in [
            "1990-1-2",
            " 1990-01-02",
            "1990/01/02",
            "0815L",
            "l--08-15",
            "L--04+01",
            "",
        ] {
            assert_eq!(text.parse::<Birthday>(), Err(NotABirthday), "{text}");
        }
    }

    fn any_birthday() -> impl Strategy<Value = Birthday> {
        (
            proptest::option::of(1i32..=9999),
            1u32..=12,
            any::<bool>(),
            1u32..=31,
            0..3,
        )
            .prop_filter_map(
                "not a real day",
                |(year, month, leap, day, kind)| match kind {
                    0 => Birthday::solar(year, month, day),
                    1 => Birthday::solar_month(year?, month),
                    _ => Birthday::lunar(year, month, leap, day),
                },
            )
    }

    proptest! {
        #[test]
        fn a_printed_birthday_reads_back(birthday in any_birthday()) {
            prop_assert_eq!(birthday.to_string().parse(), Ok(birthday));
        }

        #[test]
        fn the_calendar_name_of_a_lunar_day_reads_back(birthday in any_birthday()) {
            if let Some(name) = birthday.lunar_zh() {
                let year = birthday.year().map_or_else(String::new, |year| format!("{year:04}年"));
                prop_assert_eq!(Birthday::parse(&format!("农历{year}{name}")), Some(birthday));
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in any::<String>(), figures in "[L0-9月年日初闰农历一八十五/.+\\-]{0,16}") {
            Birthday::parse(&text);
            Birthday::parse(&figures);
        }

        #[test]
        fn the_next_birthday_is_less_than_thirteen_months_away(birthday in any_birthday(), offset in 0u64..36_000) {
            let today = day("1950-01-01") + chrono::Days::new(offset);
            if let Some(left) = birthday.days_left(today) {
                prop_assert!((0..=385).contains(&left), "{birthday} {left}");
            } else {
                prop_assert!(birthday.day().is_none());
            }
        }
    }
}
