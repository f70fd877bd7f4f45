//! Days as they are said in English. The rules of speech are at the top of `day.rs`.

use chrono::{NaiveDate, Weekday};

use super::scan::Scan;
use super::{
    Place, Reader, Setting, Unit, coming, date_of_year, day_of_month, in_week, later, month_end,
    month_start,
};

pub(super) const READERS: [Reader; 6] = [
    named,
    distance,
    weekday,
    month,
    month_then_day,
    day_then_month,
];

const NAMED: [(&str, u32); 7] = [
    ("today", 0),
    ("tonight", 0),
    ("tomorrow", 1),
    ("tmr", 1),
    ("tmrw", 1),
    ("tomorow", 1),
    ("tommorow", 1),
];

const COUNTS: [(&str, u32); 12] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
];

const UNITS: [(&str, Unit); 15] = [
    ("d", Unit::Day),
    ("day", Unit::Day),
    ("days", Unit::Day),
    ("w", Unit::Week),
    ("wk", Unit::Week),
    ("wks", Unit::Week),
    ("week", Unit::Week),
    ("weeks", Unit::Week),
    ("mo", Unit::Month),
    ("mos", Unit::Month),
    ("month", Unit::Month),
    ("months", Unit::Month),
    ("y", Unit::Year),
    ("year", Unit::Year),
    ("years", Unit::Year),
];

const WEEKDAYS: [(&str, Weekday); 19] = [
    ("mon", Weekday::Mon),
    ("monday", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("tues", Weekday::Tue),
    ("tuesday", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("weds", Weekday::Wed),
    ("wednesday", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("thur", Weekday::Thu),
    ("thurs", Weekday::Thu),
    ("thursday", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("friday", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("saturday", Weekday::Sat),
    ("sun", Weekday::Sun),
    ("sunday", Weekday::Sun),
    ("weekend", Weekday::Sat),
];

const MONTHS: [(&str, u32); 24] = [
    ("jan", 1),
    ("january", 1),
    ("feb", 2),
    ("february", 2),
    ("mar", 3),
    ("march", 3),
    ("apr", 4),
    ("april", 4),
    ("may", 5),
    ("jun", 6),
    ("june", 6),
    ("jul", 7),
    ("july", 7),
    ("aug", 8),
    ("august", 8),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("oct", 10),
    ("october", 10),
    ("nov", 11),
    ("november", 11),
    ("dec", 12),
    ("december", 12),
];

/// Before a day these make it past or repeated.
const NOT_AHEAD: [&str; 5] = ["last", "every", "each", "past", "previous"];
/// Before `sat` or `sun` these make it a day and not a verb or the weather.
const DAY_IS_NEAR: [&str; 8] = [
    "on", "by", "this", "next", "until", "till", "before", "coming",
];

/// Whether what stands before this place lets a day begin here; Chinese has its own say.
pub(super) fn may_begin(s: Scan) -> bool {
    let is_inside_word = s
        .before()
        .last()
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '@'));
    let begins_word = s
        .peek()
        .is_some_and(|c| c.is_ascii_alphanumeric() || c == '+');
    !begins_word || !(is_inside_word || NOT_AHEAD.contains(&word_before(s).as_str()))
}

fn word_before(s: Scan) -> String {
    let letters = s
        .before()
        .iter()
        .rev()
        .skip_while(|c| **c == ' ')
        .take_while(|c| c.is_ascii_lowercase());
    let backwards: String = letters.collect();
    backwards.chars().rev().collect()
}

/// Reads the name of a month, short or full.
pub(in crate::domain) fn month_name(s: Scan) -> Option<(u32, Scan)> {
    s.word_entry(&MONTHS)
}

fn named(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let s = s.phrase("the").map_or(s, Scan::spaces);
    let (days, s) = match s.phrase("day after tomorrow") {
        Some(after) => (2, after),
        None => s.word_entry(&NAMED)?,
    };
    Some((later(setting.today, days, Unit::Day)?, s))
}

/// `in 3 days`, `two weeks from now`, `a month later`; alone in a field also `3 days`, `3d`.
fn distance(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (is_ahead, s) = s
        .phrase("in")
        .map_or((false, s), |after| (true, after.spaces()));
    let (count, s) = s.digits(1, 4).or_else(|| s.word_entry(&COUNTS))?;
    let (unit, s) = s.spaces().word_entry(&UNITS)?;
    let after = s
        .spaces()
        .phrase("from now")
        .or_else(|| s.spaces().phrase("later"));
    match after {
        Some(after) => Some((later(setting.today, count, unit)?, after)),
        None if is_ahead || setting.place == Place::Field => {
            Some((later(setting.today, count, unit)?, s))
        }
        None => None,
    }
}

/// `friday`, `next monday`, `this sat`, `next week`
fn weekday(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    const WEEKS: [(&str, u32); 2] = [("this", 0), ("next", 1)];
    let start = s;
    let s = on(s, setting.place);
    let (weeks, s) = s
        .word_entry(&WEEKS)
        .map_or((None, s), |(weeks, after)| (Some(weeks), after.spaces()));
    if let (Some(1), Some(after)) = (weeks, s.phrase("week")) {
        return Some((in_week(setting.today, 1, Weekday::Mon)?, after));
    }
    let (weekday, after) = s.word_entry(&WEEKDAYS)?;
    let day = match weeks {
        Some(weeks) => in_week(setting.today, weeks, weekday)?,
        None if setting.place == Place::Sentence && is_doubtful(start, after) => return None,
        None => coming(setting.today, weekday)?,
    };
    Some((day, after))
}

/// `on` and `by` lead to the same day; in a sentence they stay outside of what is found.
fn on(s: Scan, place: Place) -> Scan {
    match place {
        Place::Field => s
            .phrase("on")
            .or_else(|| s.phrase("by"))
            .map_or(s, Scan::spaces),
        Place::Sentence => s,
    }
}

/// `sat` is also a verb and `sun` the weather, unless the sentence ends there or a word before it says otherwise.
fn is_doubtful(start: Scan, after: Scan) -> bool {
    let word = start.word().map(|(word, _)| word).unwrap_or_default();
    let is_two_faced = matches!(word.as_str(), "sat" | "sun" | "wed");
    is_two_faced && !after.spaces().is_done() && !DAY_IS_NEAR.contains(&word_before(start).as_str())
}

/// `next month`, `end of month`, `end of next month`, `eom`
fn month(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    if let Some(after) = s.phrase("next month") {
        return Some((month_start(setting.today, 1)?, after));
    }
    let ends = [
        ("end of month", 0),
        ("end of the month", 0),
        ("end of this month", 0),
        ("month end", 0),
        ("eom", 0),
        ("end of next month", 1),
    ];
    let (months, after) = ends
        .into_iter()
        .find_map(|(phrase, months)| Some((months, s.phrase(phrase)?)))?;
    Some((month_end(month_start(setting.today, months)?)?, after))
}

/// `mar 5`, `March 5th, 2027`
fn month_then_day(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (month, s) = month_name(on(s, setting.place))?;
    let (day, s) = s.maybe(".").spaces().digits(1, 2)?;
    with_year(ordinal(s).unwrap_or(s), setting, month, day)
}

/// `5 mar`, `5th of March 2027`, `5-Mar-2027`, `the 15th`; in a sentence `15th` needs its article.
fn day_then_month(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let s = on(s, setting.place);
    let (has_article, s) = s
        .phrase("the")
        .map_or((false, s), |after| (true, after.spaces()));
    let (day, s) = s.digits(1, 2)?;
    let counted = ordinal(s);
    let s = counted.unwrap_or(s);
    let dashed = s.maybe("-").spaces();
    if let Some((month, s)) = month_name(dashed.phrase("of").map_or(dashed, Scan::spaces)) {
        return with_year(s, setting, month, day);
    }
    let is_day = counted.is_some() && (has_article || setting.place == Place::Field);
    is_day.then_some(())?;
    Some((day_of_month(setting.today, day)?, s))
}

fn ordinal(s: Scan) -> Option<Scan> {
    s.word()
        .filter(|(word, _)| matches!(word.as_str(), "st" | "nd" | "rd" | "th"))
        .map(|(_, after)| after)
}

fn with_year(s: Scan, setting: Setting, month: u32, day: u32) -> Option<(NaiveDate, Scan)> {
    let year = s
        .maybe(",")
        .maybe("-")
        .spaces()
        .digits(4, 4)
        .and_then(|(year, after)| Some((i32::try_from(year).ok()?, after)));
    match year {
        Some((year, after)) => Some((NaiveDate::from_ymd_opt(year, month, day)?, after)),
        None => Some((date_of_year(setting.today, month, day)?, s)),
    }
}
