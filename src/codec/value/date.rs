//! Days, times and birthdays as exporters and people write them. An impossible or ambiguous date is an error, never a guess.

use super::clock;
use super::zone::Zone;
use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// How `3/5/2024` is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Only if one reading is possible.
    #[default]
    Unambiguous,
    /// As tools from the US write it.
    MonthFirst,
}

/// A day, or an instant with the offset it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    Day(NaiveDate),
    At(DateTime<FixedOffset>),
}

/// A birthday, with or without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Birthday {
    pub year: Option<i32>,
    pub month: u32,
    pub day: u32,
}

/// The text is no date, no possible date, or one that can be read two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadDate;

/// Years a record can have been made in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// Nobody's birthday is before this year.
const OLDEST_BIRTH: i32 = 1900;
/// Day numbers of spreadsheets taken for dates: 1927 to 2119 in the 1900 system.
const SERIALS: std::ops::RangeInclusive<i64> = 10_000..=80_000;
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads a time column; None for the ways exporters write "no date".
pub fn moment(raw: &str, order: Order, zone: Zone) -> Result<Option<Moment>, BadDate> {
    let text = fold(raw);
    if is_zero(&text) {
        return Ok(None);
    }
    if text.bytes().all(|b| b.is_ascii_digit())
        && let Some(at) = epoch(&text)
    {
        let local = zone
            .at((at + Duration::hours(12)).naive_utc())
            .map_or(0, |t| t.offset().local_minus_utc());
        let offset = FixedOffset::east_opt(local).ok_or(BadDate)?;
        return Ok(Some(Moment::At(at.with_timezone(&offset))));
    }
    if let Some(local) = serial(&text) {
        return Ok(Some(match local.time() == NaiveTime::MIN {
            true => Moment::Day(local.date()),
            false => Moment::At(zone.at(local).ok_or(BadDate)?),
        }));
    }
    let (date, rest) = split_date(&text, order)
        .or_else(|| with_short_year(&text, order))
        .ok_or(BadDate)?;
    let Calendar {
        year: Some(year),
        month,
        day,
    } = date
    else {
        return Err(BadDate);
    };
    let date = NaiveDate::from_ymd_opt(year, month, day)
        .filter(|d| YEARS.contains(&d.year()))
        .ok_or(BadDate)?;
    match clock::read(rest)? {
        None => Ok(Some(Moment::Day(date))),
        Some((time, None)) => zone
            .at(date.and_time(time))
            .map(|t| Some(Moment::At(t)))
            .ok_or(BadDate),
        Some((time, Some(offset))) => Zone::Fixed(offset)
            .at(date.and_time(time))
            .map(|t| Some(Moment::At(t)))
            .ok_or(BadDate),
    }
}

/// Reads a birthday column; `today` bounds it.
pub fn birthday(raw: &str, order: Order, today: NaiveDate) -> Result<Option<Birthday>, BadDate> {
    let text = fold(raw);
    if is_zero(&text) {
        return Ok(None);
    }
    let found = match serial(&text) {
        Some(local) => Calendar {
            year: Some(local.year()),
            month: local.month(),
            day: local.day(),
        },
        None => {
            let (date, rest) = split_date(&text, order)
                .or_else(|| Some((without_year(&text)?, "")))
                .ok_or(BadDate)?;
            clock::read(rest)?;
            date
        }
    };
    Birthday::new(found.year, found.month, found.day, today)
        .map(Some)
        .ok_or(BadDate)
}

impl Birthday {
    /// None if the day does not exist, lies ahead of `today`, or before 1900. Without a year, 29 February exists.
    pub fn new(year: Option<i32>, month: u32, day: u32, today: NaiveDate) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
        (year.is_none() || (date.year() >= OLDEST_BIRTH && date <= today)).then_some(Self {
            year,
            month,
            day,
        })
    }
}

struct Calendar {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// NFKC, lower case, Chinese date signs as separators, single spaces.
fn fold(raw: &str) -> String {
    let text: String = raw.nfkc().collect::<String>().to_lowercase();
    let text = text
        .replace(['年', '月'], "-")
        .replace(['日', '号', '號'], " ")
        .replace(['\u{2010}', '\u{2013}', '\u{2212}'], "-");
    let text = ["星期", "周", "週"]
        .iter()
        .fold(text, |t, sign| without_weekday(&t, sign));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 星期二 adds nothing to a date.
fn without_weekday(text: &str, sign: &str) -> String {
    match text.split_once(sign) {
        Some((head, tail)) => format!("{head} {}", tail.chars().skip(1).collect::<String>()),
        None => text.to_owned(),
    }
}

/// `0000-00-00`, `0/0/00`, `1900-01-00`: nothing was entered.
fn is_zero(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only = |extra: &str| {
        text.chars()
            .all(|c| c.is_ascii_digit() || "-/.: ".contains(c) || extra.contains(c))
    };
    if !only("tz") || digits.is_empty() {
        return false;
    }
    let date = text.split([' ', 't']).next().unwrap_or_default();
    digits.bytes().all(|b| b == b'0')
        || matches!(
            date.replace(['/', '.'], "-").as_str(),
            "1900-01-00" | "1900-1-0" | "1-0-1900" | "1-0-00"
        )
}

/// Seconds (10 digits) or milliseconds (13) since 1970.
fn epoch(digits: &str) -> Option<DateTime<chrono::Utc>> {
    let number: i64 = digits.parse().ok()?;
    match digits.len() {
        10 => DateTime::from_timestamp(number, 0),
        13 => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

/// A day number of the 1900 system, perhaps with a fraction of a day; workbooks of the 1904 system are converted before.
fn serial(text: &str) -> Option<NaiveDateTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let numeric = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 5 || !numeric(whole) || !numeric(fraction) || fraction.len() > 15 {
        return None;
    }
    let days: i64 = whole.parse().ok().filter(|d| SERIALS.contains(d))?;
    let parts: i128 = fraction.parse().ok()?;
    let unit = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
    let seconds = i64::try_from((parts * 86_400 + unit / 2) / unit).ok()?;
    // Day 60 never was (Lotus 1-2-3 took 1900 for a leap year), so day 0 is 30 December 1899.
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    start.checked_add_signed(Duration::days(days) + Duration::seconds(seconds))
}

/// Splits a text into its date and what follows it.
fn split_date(text: &str, order: Order) -> Option<(Calendar, &str)> {
    let text = WEEKDAYS
        .iter()
        .find(|d| text.starts_with(**d))
        .map_or(text, |_| {
            text.trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .trim_start_matches([',', ' '])
        });
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return month_named_first(text);
    }
    let (first, rest) = number(text)?;
    if first.len() == 8 || (first.len() == 14 && rest.is_empty()) {
        let (date, time) = first.split_at(8);
        let calendar = Calendar {
            year: date.get(..4)?.parse().ok(),
            month: date.get(4..6)?.parse().ok()?,
            day: date.get(6..)?.parse().ok()?,
        };
        return Some((calendar, if time.is_empty() { rest } else { time }));
    }
    let (sign, rest) = separator(rest)?;
    if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let (month, rest) = month_name(rest)?;
        let (year, rest) = number(rest.trim_start_matches(['-', ' ', '/', ',', '.']))?;
        return calendar(year, month, first).map(|c| (c, rest));
    }
    let (second, rest) = number(rest)?;
    let (again, rest) = separator(rest)?;
    let (third, rest) = number(rest)?;
    if sign != again {
        return None;
    }
    let date = match (first.len(), third.len()) {
        (4, _) => calendar(first, second.parse().ok()?, third)?,
        (_, 4) => {
            let (month, day) = month_and_day(first, second, order)?;
            Calendar {
                year: third.parse().ok(),
                month,
                day,
            }
        }
        _ => return None,
    };
    Some((date, rest))
}

/// `05/14/26`, as tools from the US write the day of a record: which century is meant is said by POSIX (`strptime`, `%y`). Of a birthday
/// nobody can know it.
fn with_short_year(text: &str, order: Order) -> Option<(Calendar, &str)> {
    let (month, rest) = number(text)?;
    let (day, rest) = number(rest.strip_prefix('/')?)?;
    let (year, rest) = number(rest.strip_prefix('/')?)?;
    let lengths = [month.len(), day.len(), year.len()];
    if order != Order::MonthFirst || lengths.into_iter().any(|length| length > 2) || year.len() != 2
    {
        return None;
    }
    let year: i32 = year.parse().ok()?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let century = if year < 69 { 2000 } else { 1900 };
    let date = Calendar {
        year: Some(century + year),
        month,
        day,
    };
    Some((date, rest))
}

fn month_named_first(text: &str) -> Option<(Calendar, &str)> {
    let (month, rest) = month_name(text)?;
    let (day, rest) = number(rest.trim_start_matches(['.', ' ', '-']))?;
    let (year, rest) = number(rest.trim_start_matches([',', ' ', '-']))?;
    calendar(year, month, day).map(|c| (c, rest))
}

fn calendar(year: &str, month: u32, day: &str) -> Option<Calendar> {
    let year = (year.len() == 4).then(|| year.parse().ok())??;
    Some(Calendar {
        year: Some(year),
        month,
        day: day.parse().ok()?,
    })
}

fn month_and_day(first: &str, second: &str, order: Order) -> Option<(u32, u32)> {
    let (a, b): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    match order {
        _ if a == b => Some((a, b)),
        _ if a > 12 => Some((b, a)),
        _ if b > 12 => Some((a, b)),
        Order::MonthFirst => Some((a, b)),
        Order::Unambiguous => None,
    }
}

/// `3月15日`, `--03-15`, `--0315`, and `03-15` where it can mean but one day.
fn without_year(text: &str) -> Option<Calendar> {
    let (text, certain) = match text.strip_prefix("--") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (first, rest) = number(text)?;
    let (month, day) = match separator(rest) {
        Some((sign, tail)) => {
            let (second, end) = number(tail)?;
            // 月 was folded to a dash and 日 to the white space that `fold` trimmed.
            let chinese = sign == '-' && first.len() < 3;
            let named = certain || (chinese && second.len() < 3);
            let pair = if named {
                (first.parse().ok()?, second.parse().ok()?)
            } else {
                month_and_day(first, second, Order::Unambiguous)?
            };
            end.is_empty().then_some(pair)?
        }
        None if certain && first.len() == 4 && rest.is_empty() => {
            (first.get(..2)?.parse().ok()?, first.get(2..)?.parse().ok()?)
        }
        None => return None,
    };
    Some(Calendar {
        year: None,
        month,
        day,
    })
}

/// The digits at the start of a text, and the rest.
fn number(text: &str) -> Option<(&str, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=14).contains(&len).then(|| text.split_at(len))
}

fn separator(text: &str) -> Option<(char, &str)> {
    let sign = text.chars().next().filter(|c| "-/. ".contains(*c))?;
    Some((sign, text.get(1..)?.trim_start()))
}

fn month_name(text: &str) -> Option<(u32, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = text.split_at(len);
    let at = MONTHS.iter().position(|m| name.starts_with(m))?;
    Some((u32::try_from(at).ok()? + 1, rest))
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::At(at) => f.write_str(&at.to_rfc3339()),
        }
    }
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Serialize for Birthday {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(raw: &str, order: Order) -> String {
        match moment(raw, order, Zone::default()) {
            Ok(Some(found)) => found.to_string(),
            Ok(None) => "none".to_owned(),
            Err(BadDate) => "bad".to_owned(),
        }
    }

    fn born(raw: &str) -> String {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        match birthday(raw, Order::Unambiguous, today) {
            Ok(Some(found)) => found.to_string(),
            Ok(None) => "none".to_owned(),
            Err(BadDate) => "bad".to_owned(),
        }
    }

    #[test]
    fn times_are_read_in_every_spelling() {
        for (raw, want) in [
            ("2024-03-05", "2024-03-05"),
            ("2024/3/5", "2024-03-05"),
            ("2024.3.5", "2024-03-05"),
            ("20240305", "2024-03-05"),
            ("2024年3月5日", "2024-03-05"),
            ("2024-03-05 10:05", "2024-03-05T10:05:00+08:00"),
            ("2024/3/5 10:05:33", "2024-03-05T10:05:33+08:00"),
            ("2024年3月5日 下午3:05", "2024-03-05T15:05:00+08:00"),
            ("2024年3月5日星期二 上午12:05", "2024-03-05T00:05:00+08:00"),
            ("20240305100533", "2024-03-05T10:05:33+08:00"),
            ("2024-03-01T09:12:33.000Z", "2024-03-01T09:12:33+00:00"),
            ("2024-03-05T10:00:00+08:00", "2024-03-05T10:00:00+08:00"),
            ("2024-03-05 10:00:00 -0500", "2024-03-05T10:00:00-05:00"),
            ("1709604333", "2024-03-05T10:05:33+08:00"),
            ("1709604333000", "2024-03-05T10:05:33+08:00"),
            ("45356", "2024-03-05"),
            ("45356.5", "2024-03-05T12:00:00+08:00"),
            ("05-Mar-2024", "2024-03-05"),
            ("Mar 5, 2024", "2024-03-05"),
            ("Sep 12, 2026 2:30 PM", "2026-09-12T14:30:00+08:00"),
            ("15/3/2024", "2024-03-15"),
            ("3/5/2024", "bad"),
            ("05/14/26", "bad"),
            ("2024-02-30", "bad"),
            ("2024-03-05 25:00", "bad"),
            ("2024-03-05（补）", "bad"),
            ("0000-00-00", "none"),
            ("0000-00-00 00:00:00", "none"),
            ("0/0/00", "none"),
            ("1900-01-00", "none"),
            ("昨天", "bad"),
        ] {
            assert_eq!(time(raw, Order::Unambiguous), want, "{raw}");
        }
    }

    #[test]
    fn tools_from_the_us_put_the_month_first() {
        for (raw, want) in [
            ("3/5/2024", "2024-03-05"),
            ("03/01/2024 02:30 PM", "2024-03-01T14:30:00+08:00"),
            ("1/31/1982", "1982-01-31"),
            ("05/14/26 10:11:12", "2026-05-14T10:11:12+08:00"),
            ("5/3/99", "1999-05-03"),
            ("14/05/26", "bad"),
            ("5-14-26", "bad"),
            ("5/14/026", "bad"),
        ] {
            assert_eq!(time(raw, Order::MonthFirst), want, "{raw}");
        }
    }

    #[test]
    fn birthdays_may_lack_a_year() {
        for (raw, want) in [
            ("1990-01-02", "1990-01-02"),
            ("1991/7/8", "1991-07-08"),
            ("3月15日", "--03-15"),
            ("3月5", "--03-05"),
            ("--03-15", "--03-15"),
            ("--0315", "--03-15"),
            ("2月29日", "--02-29"),
            ("3/15", "--03-15"),
            ("3/5", "bad"),
            ("33000", "1990-05-07"),
            ("1990-02-30", "bad"),
            ("1899-12-31", "bad"),
            ("2030-01-01", "bad"),
            ("农历八月十五", "bad"),
            ("1900-01-00", "none"),
            ("0/0/00", "none"),
        ] {
            assert_eq!(born(raw), want, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(raw in "\\PC*|[-0-9/.: tzapm年月日+]{0,24}") {
            let _moment = time(&raw, Order::MonthFirst);
            prop_assert_eq!(born(&raw), born(&raw));
        }

        #[test]
        fn what_was_written_is_read_back(days in 0_i64..70_000) {
            let day = NaiveDate::from_ymd_opt(1927, 1, 1).unwrap() + Duration::days(days);
            prop_assert_eq!(time(&day.to_string(), Order::Unambiguous), day.to_string());
        }
    }
}
