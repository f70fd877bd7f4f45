//! The Chinese calendar: lunar days to solar days and their Chinese names. Covers lunar years 1901 to 2100, as published.

use chinese_lunisolar_calendar::{LunisolarDate, LunisolarYear, SolarYear};
use chrono::NaiveDate;

/// The leap month of a lunar year, if it has one; `None` also outside the table.
pub fn leap_month_of(year: i32) -> Option<u32> {
    let year =
        LunisolarYear::from_solar_year(SolarYear::from_u16(u16::try_from(year).ok()?)).ok()?;
    year.get_leap_lunar_month()
        .map(|month| month.to_u8().into())
}

/// Whether the table covers this lunar year.
pub fn is_known_year(year: i32) -> bool {
    u16::try_from(year)
        .is_ok_and(|year| LunisolarYear::from_solar_year(SolarYear::from_u16(year)).is_ok())
}

/// The solar day of a lunar day, if that year has such a month and day.
pub fn to_solar(year: i32, month: u32, is_leap: bool, day: u32) -> Option<NaiveDate> {
    let (year, month, day) = (
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    );
    Some(
        LunisolarDate::from_ymd(year, month, is_leap, day)
            .ok()?
            .to_solar_date()
            .to_naive_date(),
    )
}

/// The solar day on which a lunar anniversary is kept in a lunar year.
///
/// A leap-month day is kept in the leap month if the year has it, else in the ordinary month of that number; a 30th in a
/// month of 29 days falls on the 29th.
pub fn kept_on(year: i32, month: u32, is_leap: bool, day: u32) -> Option<NaiveDate> {
    let is_leap = is_leap && leap_month_of(year) == Some(month);
    to_solar(year, month, is_leap, day).or_else(|| to_solar(year, month, is_leap, day.min(29)))
}

/// The calendar's own name of a month: `正月`, `八月`, `闰四月`, `腊月`; empty for a month that does not exist.
pub fn month_zh(month: u32, is_leap: bool) -> String {
    const NAMES: [&str; 12] = [
        "正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "腊",
    ];
    let name = month
        .checked_sub(1)
        .and_then(|at| NAMES.get(usize::try_from(at).ok()?));
    name.map_or_else(String::new, |name| {
        format!("{}{name}月", if is_leap { "闰" } else { "" })
    })
}

/// The calendar's own name of a day: `初一`, `十五`, `廿三`, `三十`; empty for a day that does not exist.
pub fn day_zh(day: u32) -> String {
    const ONES: [&str; 11] = [
        "", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    ];
    let (tens, ones) = match day {
        1..=10 => ("初", day),
        11..=19 => ("十", day - 10),
        20 => ("二", 10),
        21..=29 => ("廿", day - 20),
        30 => ("三", 10),
        _ => return String::new(),
    };
    let ones = usize::try_from(ones)
        .ok()
        .and_then(|at| ONES.get(at))
        .unwrap_or(&"");
    format!("{tens}{ones}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chinese New Year of 1950 to 2050, `MMDD`, as published by the Hong Kong Observatory.
    const NEW_YEAR: &str = "0217 0206 0127 0214 0203 0124 0212 0131 0218 0208 0128 0215 0205 0125 0213 0202 0121 0209 0130 0217 0206 \
        0127 0215 0203 0123 0211 0131 0218 0207 0128 0216 0205 0125 0213 0202 0220 0209 0129 0217 0206 0127 0215 0204 0123 0210 0131 \
        0219 0207 0128 0216 0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 \
        0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 \
        0206 0126 0214 0202 0123";

    /// Mid-autumn (八月十五) of 2000 to 2040, `MMDD`.
    const MID_AUTUMN: &str = "0912 1001 0921 0911 0928 0918 1006 0925 0914 1003 0922 0912 0930 0919 0908 0927 0915 1004 0924 0913 1001 \
        0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 0913 1002 0920";

    /// Every leap month of 1950 to 2050.
    const LEAP_MONTHS: [(i32, u32); 37] = [
        (1952, 5),
        (1955, 3),
        (1957, 8),
        (1960, 6),
        (1963, 4),
        (1966, 3),
        (1968, 7),
        (1971, 5),
        (1974, 4),
        (1976, 8),
        (1979, 6),
        (1982, 4),
        (1984, 10),
        (1987, 6),
        (1990, 5),
        (1993, 3),
        (1995, 8),
        (1998, 5),
        (2001, 4),
        (2004, 2),
        (2006, 7),
        (2009, 5),
        (2012, 4),
        (2014, 9),
        (2017, 6),
        (2020, 4),
        (2023, 2),
        (2025, 6),
        (2028, 5),
        (2031, 3),
        (2033, 11),
        (2036, 6),
        (2039, 5),
        (2042, 2),
        (2044, 7),
        (2047, 5),
        (2050, 3),
    ];

    fn assert_published(from_year: i32, month: u32, day: u32, table: &str) {
        for (year, published) in (from_year..).zip(table.split_whitespace()) {
            let solar = to_solar(year, month, false, day).map(|d| d.format("%Y %m%d").to_string());
            assert_eq!(solar, Some(format!("{year} {published}")));
        }
    }

    #[test]
    fn new_year_and_mid_autumn_are_as_published() {
        assert_eq!(
            (
                NEW_YEAR.split_whitespace().count(),
                MID_AUTUMN.split_whitespace().count()
            ),
            (101, 41)
        );
        assert_published(1950, 1, 1, NEW_YEAR);
        assert_published(2000, 8, 15, MID_AUTUMN);
    }

    #[test]
    fn leap_months_are_as_published() {
        let found: Vec<_> = (1950..=2050)
            .filter_map(|year| Some((year, leap_month_of(year)?)))
            .collect();
        assert_eq!(found, LEAP_MONTHS);
        let table = [
            ("2020-05-23", 2020, 4),
            ("2023-03-22", 2023, 2),
            ("2025-07-25", 2025, 6),
            ("2033-12-22", 2033, 11),
        ];
        for (solar, year, month) in table {
            assert_eq!(
                to_solar(year, month, true, 1)
                    .map(|d| d.to_string())
                    .as_deref(),
                Some(solar)
            );
        }
    }

    #[test]
    fn months_follow_each_other_without_a_gap() {
        for year in 1950..=2050 {
            let last = to_solar(year, 12, false, 30)
                .or_else(|| to_solar(year, 12, false, 29))
                .unwrap();
            assert_eq!(last.succ_opt(), to_solar(year + 1, 1, false, 1), "{year}");
            let months = (1..=12).flat_map(|month| [(month, false), (month, true)]);
            let days: usize = months
                .map(|(month, leap)| {
                    (1..=30)
                        .filter(|day| to_solar(year, month, leap, *day).is_some())
                        .count()
                })
                .sum();
            let length = (to_solar(year + 1, 1, false, 1).unwrap()
                - to_solar(year, 1, false, 1).unwrap())
            .num_days();
            assert_eq!(i64::try_from(days).unwrap(), length, "{year}");
        }
    }

    #[test]
    fn a_day_the_year_lacks_is_kept_nearby() {
        let kept = |year, month, leap, day| kept_on(year, month, leap, day).map(|d| d.to_string());
        assert_eq!(kept(2020, 4, true, 1).as_deref(), Some("2020-05-23"));
        assert_eq!(
            kept(2021, 4, true, 1),
            to_solar(2021, 4, false, 1).map(|d| d.to_string())
        );
        // The twelfth month of 2025 has 29 days.
        assert_eq!(kept(2025, 12, false, 30).as_deref(), Some("2026-02-16"));
        assert_eq!(kept(2101, 1, false, 1), None);
    }

    #[test]
    fn months_and_days_have_their_calendar_names() {
        let table = [
            ((8, false, 15), "八月十五"),
            ((4, true, 1), "闰四月初一"),
            ((12, false, 23), "腊月廿三"),
            ((1, false, 20), "正月二十"),
            ((11, true, 30), "闰十一月三十"),
        ];
        for ((month, leap, day), name) in table {
            assert_eq!(month_zh(month, leap) + &day_zh(day), name);
        }
        assert_eq!(
            (
                month_zh(0, false),
                month_zh(13, false),
                day_zh(0),
                day_zh(31)
            ),
            Default::default()
        );
    }
}
