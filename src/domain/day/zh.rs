//! Days as they are said in Chinese. The rules of speech are at the top of `day.rs`.

use chrono::{Datelike, Months, NaiveDate, Weekday};

use super::numeral::digit;
use super::scan::Scan;
use super::{
    Place, Reader, Setting, Unit, coming, date_of_year, day_of_month, in_week, later, month_end,
    month_start,
};

/// Ties go to the later reader: in a field `3日` is the third, not three days.
pub(super) const READERS: [Reader; 7] = [
    named,
    distance,
    weekday,
    month,
    day,
    month_and_day,
    year_end,
];

const NAMED: [(&str, u32); 12] = [
    ("今天", 0),
    ("今日", 0),
    ("今晚", 0),
    ("明天", 1),
    ("明日", 1),
    ("明儿", 1),
    ("明早", 1),
    ("明晚", 1),
    ("后天", 2),
    ("後天", 2),
    ("大后天", 3),
    ("大後天", 3),
];

const UNITS: [(&str, Unit); 14] = [
    ("天", Unit::Day),
    ("日", Unit::Day),
    ("周", Unit::Week),
    ("週", Unit::Week),
    ("个周", Unit::Week),
    ("星期", Unit::Week),
    ("个星期", Unit::Week),
    ("個星期", Unit::Week),
    ("礼拜", Unit::Week),
    ("个礼拜", Unit::Week),
    ("個禮拜", Unit::Week),
    // 一月 alone is January.
    ("个月", Unit::Month),
    ("個月", Unit::Month),
    ("年", Unit::Year),
];

const WEEKDAYS: [(&str, Weekday); 8] = [
    ("一", Weekday::Mon),
    ("二", Weekday::Tue),
    ("三", Weekday::Wed),
    ("四", Weekday::Thu),
    ("五", Weekday::Fri),
    ("六", Weekday::Sat),
    ("日", Weekday::Sun),
    ("天", Weekday::Sun),
];

const AFTER: [&str; 5] = ["后", "後", "之后", "以后", "之後"];
const WEEK: [&str; 5] = ["周", "週", "星期", "礼拜", "禮拜"];
const MONTH: [&str; 3] = ["月", "个月", "個月"];
const DAY_OF_MONTH: [&str; 3] = ["号", "日", "號"];
/// Before a week or month these make it past or repeated.
const NOT_AHEAD: [&str; 7] = ["上", "上个", "上個", "每", "每个", "每個", "每逢"];
/// After `15号` these make it an address, a table or a size.
const NUMBERED: &str =
    "楼樓院桌店线線门門码碼柜机床房室厅馆仓库站厂车箱口铺档位台单座栋井店员球色字";
/// Before `15号` these make it an address or an ordinal.
const ADDRESS: &str = "路街巷弄村道区栋楼坊里第月年";
/// Before `后天` these make another word: 以后, 之后, 然后.
const OTHER_AFTER: &str = "以之然最今此随往日月年周天前";

/// Whether what stands before this place lets a day begin here; English has its own say.
pub(super) fn may_begin(s: Scan) -> bool {
    let before = s.before();
    let follows = |words: &[&str]| words.iter().any(|word| ends_with(before, word));
    let last = before.last().copied();
    match s.peek() {
        Some('周' | '週' | '星' | '礼' | '禮' | '月') => {
            !follows(&NOT_AHEAD) && !last.is_some_and(is_figure)
        }
        Some('后' | '後') => !last.is_some_and(|c| OTHER_AFTER.contains(c)),
        Some('年') => false,
        Some(c) if is_figure(c) => !last.is_some_and(|c| {
            ADDRESS.contains(c) || is_figure(c) || matches!(c, '.' | '-' | '/' | ':')
        }),
        _ => true,
    }
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || matches!(c, '十' | '百' | '廿' | '几' | '半')
}

fn ends_with(chars: &[char], word: &str) -> bool {
    let mut before = chars.iter().rev();
    word.chars().rev().all(|c| before.next() == Some(&c))
}

fn named(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (days, s) = s.eat_entry(&NAMED)?;
    Some((later(setting.today, days, Unit::Day)?, s))
}

/// `三天后`, `两个星期以后`, `半个月后`, `过三天`; alone in a field also `3天`.
fn distance(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (passing, s) = s
        .eat_any(&["过", "再过"])
        .map_or((false, s), |after| (true, after.spaces()));
    let (count, unit, s) = amount(s)?;
    match s.spaces().eat_any(&AFTER) {
        Some(after) => Some((later(setting.today, count, unit)?, after)),
        None if passing || setting.place == Place::Field => {
            Some((later(setting.today, count, unit)?, s))
        }
        None => None,
    }
}

fn amount(s: Scan) -> Option<(u32, Unit, Scan)> {
    if let Some(after) = s.eat_any(&["半个月", "半個月"]) {
        return Some((15, Unit::Day, after));
    }
    if let Some(after) = s.eat("半年") {
        return Some((6, Unit::Month, after));
    }
    let (count, s) = s.number()?;
    let (unit, s) = s.spaces().eat_entry(&UNITS)?;
    Some((count, unit, s))
}

/// How many weeks or months ahead `下`, `下下个`, `这`, `本` point; nothing said is `None`.
fn ahead(s: Scan) -> (Option<u32>, Scan) {
    const WORDS: [(&str, u32); 9] = [
        ("下下个", 2),
        ("下下", 2),
        ("下个", 1),
        ("下個", 1),
        ("下", 1),
        ("这个", 0),
        ("这", 0),
        ("這", 0),
        ("本", 0),
    ];
    s.eat_entry(&WORDS)
        .map_or((None, s), |(count, after)| (Some(count), after))
}

/// `周五`, `下周一`, `这星期天`, `下周`, `周末`
fn weekday(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (weeks, s) = ahead(s);
    let s = week_word(s, weeks.is_some())?;
    let today = setting.today;
    let Some((weekday, after)) = weekday_name(s, setting.place) else {
        let weeks = weeks.filter(|weeks| *weeks > 0)?;
        return Some((in_week(today, weeks, Weekday::Mon)?, s));
    };
    let day = match weeks {
        Some(weeks) => in_week(today, weeks, weekday)?,
        None => coming(today, weekday)?,
    };
    Some((day, after))
}

fn week_word(s: Scan, is_pointed_at: bool) -> Option<Scan> {
    // 下个周五 is said; 个周五 alone is not.
    let s = if is_pointed_at { s.maybe("个") } else { s };
    s.eat_any(&WEEK)
}

fn weekday_name(s: Scan, place: Place) -> Option<(Weekday, Scan)> {
    if let Some(after) = s.eat("末") {
        return Some((Weekday::Sat, after));
    }
    if let Some(named) = s.eat_entry(&WEEKDAYS) {
        return Some(named);
    }
    // In a sentence 周3 is too near to "3 times a week".
    let (number, after) = s.digits(1, 1).filter(|_| place == Place::Field)?;
    let (_, weekday) = WEEKDAYS.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
    Some((*weekday, after))
}

/// `下个月`, `下月15号`, `本月20日`, `月底`, `下月底`, `下月初`
fn month(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (months, s) = ahead(s);
    let s = s.eat_any(if months.is_some() { &MONTH } else { &["月"] })?;
    let start = month_start(setting.today, months.unwrap_or(0))?;
    if let Some(after) = s.eat_any(&["底", "末"]) {
        return Some((month_end(start)?, after));
    }
    if let Some(after) = s.eat("初") {
        let start = if months.is_none() {
            month_start(setting.today, 1)?
        } else {
            start
        };
        return Some((start, after));
    }
    let months = months?;
    if let Some((day, after)) = s
        .number()
        .and_then(|(day, s)| Some((day, s.eat_any(&DAY_OF_MONTH)?)))
    {
        return Some((start.with_day(day)?, after));
    }
    (months > 0).then_some((start, s))
}

/// `15号`; in a sentence not `15日`, which ends too many other words, and no house number.
fn day(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (day, s) = s.number()?;
    let words: &[&str] = if setting.place == Place::Field {
        &DAY_OF_MONTH
    } else {
        &["号", "號"]
    };
    let s = s.spaces().eat_any(words)?;
    let is_thing =
        setting.place == Place::Sentence && s.peek().is_some_and(|c| NUMBERED.contains(c));
    (!is_thing).then_some((day_of_month(setting.today, day)?, s))
}

/// `3月5日`, `十二月二十五号`, `2026年5月1日`, `明年3月5日`, `5月底`
fn month_and_day(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (year, s) = year(s, setting.today);
    let (month, s) = s.spaces().number()?;
    let s = s.spaces().eat("月")?;
    if let Some(after) = s.eat("底") {
        let first = match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, 1)?,
            None => in_or_after_this_month(setting.today, month)?,
        };
        return Some((month_end(first)?, after));
    }
    let (day, s) = s.spaces().number()?;
    let s = match s.spaces().eat_any(&DAY_OF_MONTH) {
        Some(after) => after,
        None if setting.place == Place::Field => s,
        None => return None,
    };
    let date = match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day)?,
        None => date_of_year(setting.today, month, day)?,
    };
    Some((date, s))
}

fn year(s: Scan, today: NaiveDate) -> (Option<i32>, Scan) {
    const WORDS: [(&str, i32); 3] = [("今年", 0), ("明年", 1), ("后年", 2)];
    if let Some((years, after)) = s.eat_entry(&WORDS) {
        return (today.year().checked_add(years), after);
    }
    let written = super::numeral::year(s.rest())
        .and_then(|(year, count)| Some((i32::try_from(year).ok()?, s.skip(count).eat("年")?)));
    written.map_or((None, s), |(year, after)| (Some(year), after))
}

fn in_or_after_this_month(today: NaiveDate, month: u32) -> Option<NaiveDate> {
    let first = today.with_day(1)?.with_month(month)?;
    if month < today.month() {
        first.checked_add_months(Months::new(12))
    } else {
        Some(first)
    }
}

/// `年底`; alone in a field only, as in a sentence it is seldom a promise.
fn year_end(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let s = s.eat("年底").filter(|_| setting.place == Place::Field)?;
    Some((NaiveDate::from_ymd_opt(setting.today.year(), 12, 31)?, s))
}
