//! Reads birthdays as people and other programs write them. Whether such a day exists is decided by `birthday.rs`.

use super::Birthday;
use crate::domain::day::month_name;
use crate::domain::day::numeral;
use crate::domain::day::scan::{Scan, folded};

/// The longest text taken for a birthday, in characters.
const BIRTHDAY_CHARS: usize = 40;

const LUNAR: [&str; 8] = [
    "农历", "農曆", "阴历", "陰曆", "旧历", "舊曆", "夏历", "lunar",
];
const SOLAR: [&str; 8] = [
    "公历", "公曆", "阳历", "陽曆", "新历", "西历", "国历", "solar",
];

/// The parts as they stand in the text, before anything is known to be real.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    year: Option<u32>,
    month: u32,
    is_leap: bool,
    day: Option<u32>,
    /// The way it is written belongs to the lunar calendar: `正月`, `闰`, `初一`, or `八月十五` without `日`.
    looks_lunar: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Solar,
    Lunar,
    Nothing,
}

/// Reads a whole text as one birthday.
pub(super) fn read(text: &str) -> Option<Birthday> {
    let chars = folded(text.trim());
    if chars.len() > BIRTHDAY_CHARS {
        return None;
    }
    let (said, s) = calendar(Scan::new(&chars, 0));
    let (leap_word, s) = s
        .eat("leap")
        .map_or((false, s), |after| (true, after.spaces()));
    // The longest reading wins: the 1990 of 1990年 is not the 90th of month 19.
    let (parts, s) = [figures, packed, chinese, english]
        .into_iter()
        .filter_map(|read| read(s))
        .max_by_key(|(_, s)| s.at())?;
    let (is_lunar_after, s) = lunar_mark(s.spaces());
    if !s.is_done() {
        return None;
    }
    let parts = Parts {
        is_leap: parts.is_leap || leap_word,
        ..parts
    };
    build(parts, if is_lunar_after { Said::Lunar } else { said })
}

/// The calendar named in front, `L` included.
fn calendar(s: Scan) -> (Said, Scan) {
    let named = s.eat_any(&LUNAR).map(|after| (Said::Lunar, after.spaces()));
    let named = named.or_else(|| s.eat_any(&SOLAR).map(|after| (Said::Solar, after.spaces())));
    let lettered = || {
        s.eat("l")
            .filter(|after| after.peek().is_some_and(|c| c == '-' || c.is_ascii_digit()))
    };
    named
        .or_else(|| lettered().map(|after| (Said::Lunar, after)))
        .unwrap_or((Said::Nothing, s))
}

fn lunar_mark(s: Scan) -> (bool, Scan) {
    s.eat_any(&["l", "lunar", "农历", "(农历)", "阴历", "(阴历)", "(lunar)"])
        .map_or((false, s), |after| (true, after))
}

fn build(parts: Parts, said: Said) -> Option<Birthday> {
    let Parts {
        year,
        month,
        is_leap,
        day,
        looks_lunar,
    } = parts;
    let year = year.map(i32::try_from).transpose().ok()?;
    let is_lunar = said == Said::Lunar || (said == Said::Nothing && (looks_lunar || is_leap));
    match (is_lunar, day) {
        (true, Some(day)) => Birthday::lunar(year, month, is_leap, day),
        (true, None) => None,
        (false, _) if is_leap => None,
        (false, Some(day)) => Birthday::solar(year, month, day),
        (false, None) => Birthday::solar_month(year?, month),
    }
}

/// `1990-01-02`, `1990/1/2`, `1990.1.2`, `--01-02`, `01-02`, `1990-03`, with `04+` for a leap month.
fn figures(s: Scan) -> Option<(Parts, Scan)> {
    let mark = ["-", "/", "."].into_iter().find(|mark| {
        s.rest().starts_with(&['-', '-']) || s.rest().iter().any(|c| mark.starts_with(*c))
    })?;
    let (year, s) = match s.eat("--") {
        Some(after) => (None, after),
        None => match s.digits(4, 4) {
            Some((year, after)) => (Some(year), after.eat(mark)?),
            None => (None, s),
        },
    };
    let (month, s) = s.digits(1, 2)?;
    let (is_leap, s) = s.eat("+").map_or((false, s), |after| (true, after));
    let day = s.eat(mark).and_then(|s| s.digits(1, 2));
    let (day, s) = day.map_or((None, s), |(day, after)| (Some(day), after));
    (year.is_some() || day.is_some()).then_some((
        Parts {
            year,
            month,
            is_leap,
            day,
            looks_lunar: false,
        },
        s,
    ))
}

/// `19900102`, `0102`, `--0102`
fn packed(s: Scan) -> Option<(Parts, Scan)> {
    let without_year = s.eat("--");
    let (value, s) = match without_year {
        Some(after) => after.digits(4, 4)?,
        None => s.digits(8, 8).or_else(|| s.digits(4, 4))?,
    };
    let year = (value >= 10_000).then_some(value / 10_000);
    Some((
        Parts {
            year,
            month: value / 100 % 100,
            day: Some(value % 100),
            ..Parts::default()
        },
        s,
    ))
}

/// `1990年1月2日`, `3月15日`, `1990年3月`, `一九九〇年八月十五`, `闰四月初一`, `8月15`
fn chinese(s: Scan) -> Option<(Parts, Scan)> {
    let written_year = numeral::year(s.rest())
        .and_then(|(year, count)| Some((year, s.skip(count).spaces().eat("年")?)));
    let (year, s) = written_year.map_or((None, s), |(year, after)| (Some(year), after.spaces()));
    let (is_named_lunar, s) = s
        .eat_any(&LUNAR)
        .map_or((false, s), |after| (true, after.spaces()));
    let (is_leap, s) = s
        .eat_any(&["闰", "閏"])
        .map_or((false, s), |after| (true, after));
    let (month, is_month_lunar, s) = month(s)?;
    let is_month_lunar = is_month_lunar || is_named_lunar;
    let is_month_spelled = s
        .before()
        .iter()
        .rev()
        .nth(1)
        .is_some_and(|c| !c.is_ascii_digit());
    let Some((day, is_day_lunar, is_day_spelled, s)) = day(s.spaces()) else {
        let parts = Parts {
            year,
            month,
            is_leap,
            day: None,
            looks_lunar: is_month_lunar,
        };
        return Some((parts, s));
    };
    let ending = s.spaces().eat_any(&["日", "号", "號"]);
    // 八月十五 without 日 is how the lunar day is said; 三月十五日 is solar.
    let is_bare = ending.is_none() && is_month_spelled && is_day_spelled;
    let parts = Parts {
        year,
        month,
        is_leap,
        day: Some(day),
        looks_lunar: is_month_lunar || is_day_lunar || is_bare,
    };
    Some((parts, ending.unwrap_or(s)))
}

/// The month, and whether its name is lunar.
fn month(s: Scan) -> Option<(u32, bool, Scan)> {
    const LUNAR_NAMES: [(&str, u32); 4] = [("正月", 1), ("冬月", 11), ("腊月", 12), ("臘月", 12)];
    if let Some((month, after)) = s.eat_entry(&LUNAR_NAMES) {
        return Some((month, true, after));
    }
    let (month, s) = s.number()?;
    Some((month, false, s.spaces().eat("月")?))
}

/// The day, whether it is written as a lunar one, and whether it is spelled in Chinese.
fn day(s: Scan) -> Option<(u32, bool, bool, Scan)> {
    let starts_lunar = matches!(s.peek(), Some('初' | '廿' | '卄' | '卅'));
    let is_spelled = !s.peek().is_some_and(|c| c.is_ascii_digit());
    let (day, after) = s.maybe("初").number()?;
    Some((day, starts_lunar, is_spelled, after))
}

/// `Mar 15`, `March 15, 1990`, `15 Mar 1990`, `15-Mar-1990`
fn english(s: Scan) -> Option<(Parts, Scan)> {
    let (month, day, s) = match month_name(s) {
        Some((month, after)) => {
            let (day, after) = after.maybe(".").spaces().digits(1, 2)?;
            (month, day, after)
        }
        None => {
            let (day, after) = s.digits(1, 2)?;
            let (month, after) = month_name(after.maybe("-").spaces())?;
            (month, day, after)
        }
    };
    let year = s.maybe(",").maybe("-").spaces().digits(4, 4);
    let (year, s) = year.map_or((None, s), |(year, after)| (Some(year), after));
    Some((
        Parts {
            year,
            month,
            day: Some(day),
            ..Parts::default()
        },
        s,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birthdays_are_read_as_they_are_written() {
        let table = [
            ("1990-01-02", "1990-01-02"),
            ("1990/1/2", "1990-01-02"),
            ("1990.1.2", "1990-01-02"),
            ("19900102", "1990-01-02"),
            ("1990年1月2日", "1990-01-02"),
            (" 1990 年 1 月 2 日 ", "1990-01-02"),
            ("１９９０－０１－０２", "1990-01-02"),
            ("一九九〇年一月二日", "1990-01-02"),
            ("01-02", "--01-02"),
            ("1-2", "--01-02"),
            ("3/15", "--03-15"),
            ("--01-02", "--01-02"),
            ("--0102", "--01-02"),
            ("3月15日", "--03-15"),
            ("3月15", "--03-15"),
            ("三月十五日", "--03-15"),
            ("阳历三月十五", "--03-15"),
            ("0315", "--03-15"),
            ("02-29", "--02-29"),
            ("1990-03", "1990-03"),
            ("1990年3月", "1990-03"),
            ("1990/3", "1990-03"),
            ("Mar 15", "--03-15"),
            ("March 15, 1990", "1990-03-15"),
            ("15 mar 1990", "1990-03-15"),
            ("15-Mar-1990", "1990-03-15"),
            ("农历八月十五", "L--08-15"),
            ("農曆八月十五", "L--08-15"),
            ("八月十五", "L--08-15"),
            ("农历八月十五日", "L--08-15"),
            ("农历1990年八月十五", "L1990-08-15"),
            ("农历一九九〇年八月十五", "L1990-08-15"),
            ("1990年农历八月十五", "L1990-08-15"),
            ("农历闰四月初一", "L--04+-01"),
            ("闰四月初一", "L--04+-01"),
            ("农历 正月 初一", "L--01-01"),
            ("腊月廿三", "L--12-23"),
            ("冬月三十", "L--11-30"),
            ("农历十一月初十", "L--11-10"),
            ("阴历8月15", "L--08-15"),
            ("阴历8月15日", "L--08-15"),
            ("农历 1990-08-15", "L1990-08-15"),
            ("1990-08-15(农历)", "L1990-08-15"),
            ("0815L", "L--08-15"),
            ("0815l", "L--08-15"),
            ("19900815L", "L1990-08-15"),
            ("1990-08-15L", "L1990-08-15"),
            ("8-15L", "L--08-15"),
            ("L--08-15", "L--08-15"),
            ("L1990-08-15", "L1990-08-15"),
            ("L--04+-01", "L--04+-01"),
            ("L2020-04+-01", "L2020-04+-01"),
            ("4+-1L", "L--04+-01"),
            ("lunar 8-15", "L--08-15"),
            ("lunar leap 4-1", "L--04+-01"),
        ];
        for (text, canonical) in table {
            assert_eq!(
                read(text).map(|b| b.to_string()).as_deref(),
                Some(canonical),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_birthday_is_not_read() {
        let table = [
            "",
            "L",
            "l",
            "生日",
            "1990",
            "90-01-02",
            "1990-02-30",
            "1990-13-01",
            "0000-00-00",
            "1900-01-00",
            "1990-01-02x",
            "13月1日",
            "2月30日",
            "0230",
            "19900230",
            "1990010",
            "八月三十一",
            "农历1990年",
            "农历2021年闰四月初一",
            "阳历闰四月初一",
            "农历1990-08",
            "月",
            "初一",
            "--",
            "--13",
            "1990-01-02-03",
            "13800138000",
            "mar",
            "mar 32",
            "2025年腊月三十",
        ];
        for text in table {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
