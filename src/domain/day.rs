//! Days as people say them, in Chinese and English: `下周一`, `3天后`, `next monday`, `+2w`. Knows no clock and no holidays.
//!
//! Rules where speech is loose. Weeks begin on Monday. A bare weekday is the next one strictly after today; with `下` or `next` it
//! is the one in the next calendar week, with `这`, `本` or `this` the one in this week, past or not. `下周` is next Monday and `下个月`
//! the first of next month. A day or date without its year is the next one, today included. Months later clamp to the month's end.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use scan::Scan;

mod en;
mod noted;
pub(in crate::domain) mod numeral;
mod numeric;
pub(in crate::domain) mod scan;
mod zh;

pub(in crate::domain) use en::month_name;
pub use noted::noted;

/// The longest text taken for one day, in characters.
const DAY_CHARS: usize = 40;
/// How far ahead a distance may reach, in days; further is a slip of the finger.
const DAYS_AHEAD: i64 = 3660;

/// Where the words stand: alone in a field for a day, or inside a sentence, where a bare number is never a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Field,
    Sentence,
}

/// What a reader must know besides the text.
#[derive(Clone, Copy, Debug)]
struct Setting {
    today: NaiveDate,
    place: Place,
}

/// Reads one way of saying a day at the cursor.
type Reader = for<'a> fn(Scan<'a>, Setting) -> Option<(NaiveDate, Scan<'a>)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Reads a text that is nothing but a day.
pub fn parse(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let chars = scan::folded(text.trim());
    if chars.len() > DAY_CHARS {
        return None;
    }
    let (day, after) = expression(
        Scan::new(&chars, 0),
        Setting {
            today,
            place: Place::Field,
        },
    )?;
    after.spaces().is_done().then_some(day)
}

/// Finds the last day said inside a sentence, with its place in bytes.
pub fn find(text: &str, today: NaiveDate) -> Option<(Range<usize>, NaiveDate)> {
    let chars = scan::folded(text);
    let (mut at, mut last) = (0, None);
    while at < chars.len() {
        let here = Scan::new(&chars, at);
        match in_sentence(here, today) {
            Some((day, after)) => {
                last = Some((at..after.at(), day));
                at = after.at();
            }
            None => at += 1,
        }
    }
    let (range, day) = last?;
    let byte = |at: usize| {
        text.char_indices()
            .nth(at)
            .map_or(text.len(), |(byte, _)| byte)
    };
    Some((byte(range.start)..byte(range.end), day))
}

/// Whether a day is said right here, inside a sentence.
pub(in crate::domain) fn is_said_at(here: Scan, today: NaiveDate) -> bool {
    in_sentence(here, today).is_some()
}

/// The day itself if it is a working day, else the Monday after; holidays are not known here.
pub fn working_day_from(day: NaiveDate) -> NaiveDate {
    let wait = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    day.checked_add_days(Days::new(wait)).unwrap_or(day)
}

/// The first Monday to Friday strictly after the day.
pub fn next_working_day(day: NaiveDate) -> NaiveDate {
    day.succ_opt().map_or(day, working_day_from)
}

fn expression(here: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let readers: [&[Reader]; 3] = [&zh::READERS, &en::READERS, &numeric::READERS];
    let said = readers
        .into_iter()
        .flatten()
        .filter_map(|read| read(here, setting));
    // The longest reading wins: 大后天 over 后天, `mar 5 2027` over `mar 5`.
    said.max_by_key(|(_, after)| after.at())
}

fn in_sentence(here: Scan, today: NaiveDate) -> Option<(NaiveDate, Scan)> {
    if here.peek() == Some(' ') || !zh::may_begin(here) || !en::may_begin(here) {
        return None;
    }
    let (day, after) = expression(
        here,
        Setting {
            today,
            place: Place::Sentence,
        },
    )?;
    let ends_in_ascii = after
        .before()
        .last()
        .is_some_and(char::is_ascii_alphanumeric);
    let goes_on = after.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    (!(ends_in_ascii && goes_on)).then_some((day, after))
}

fn later(today: NaiveDate, count: u32, unit: Unit) -> Option<NaiveDate> {
    let day = match unit {
        Unit::Day => today.checked_add_days(Days::new(count.into())),
        Unit::Week => today.checked_add_days(Days::new(u64::from(count) * 7)),
        Unit::Month => today.checked_add_months(Months::new(count)),
        Unit::Year => today.checked_add_months(Months::new(count.checked_mul(12)?)),
    }?;
    ((day - today).num_days() <= DAYS_AHEAD).then_some(day)
}

/// The weekday in the calendar week `weeks` after today's.
fn in_week(today: NaiveDate, weeks: u32, weekday: Weekday) -> Option<NaiveDate> {
    let monday =
        today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
    monday.checked_add_days(Days::new(
        u64::from(weeks) * 7 + u64::from(weekday.num_days_from_monday()),
    ))
}

/// The first such weekday strictly after today.
fn coming(today: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let wait =
        (weekday.num_days_from_monday() + 6 - today.weekday().num_days_from_monday()) % 7 + 1;
    today.checked_add_days(Days::new(wait.into()))
}

/// The first day of the month `months` after today's.
fn month_start(today: NaiveDate, months: u32) -> Option<NaiveDate> {
    today.with_day(1)?.checked_add_months(Months::new(months))
}

/// The last day of the month that this day is in.
fn month_end(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

/// The first such day of a month, today or later; the 31st skips the months that lack it.
fn day_of_month(today: NaiveDate, day: u32) -> Option<NaiveDate> {
    (0..3)
        .filter_map(|months| month_start(today, months)?.with_day(day))
        .find(|found| *found >= today)
}

/// The first such date, today or later; 29 February waits for a leap year.
fn date_of_year(today: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let years = today.year()..=today.year().saturating_add(8);
    years
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|found| *found >= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Wednesday.
    fn wednesday() -> NaiveDate {
        "2026-03-04".parse().unwrap()
    }

    fn said(text: &str, today: &str) -> Option<String> {
        parse(text, today.parse().unwrap()).map(|d| d.to_string())
    }

    fn assert_days(today: &str, table: &[(&str, &str)]) {
        for (text, day) in table {
            assert_eq!(
                said(text, today).as_deref(),
                Some(*day),
                "{text} on {today}"
            );
        }
    }

    #[test]
    fn chinese_days_are_read() {
        let table = [
            ("今天", "2026-03-04"),
            ("明天", "2026-03-05"),
            ("后天", "2026-03-06"),
            ("大后天", "2026-03-07"),
            ("三天后", "2026-03-07"),
            ("3天后", "2026-03-07"),
            ("３ 天 后", "2026-03-07"),
            ("十五天以后", "2026-03-19"),
            ("三十一天后", "2026-04-04"),
            ("两周后", "2026-03-18"),
            ("两个星期之后", "2026-03-18"),
            ("一个月后", "2026-04-04"),
            ("半个月后", "2026-03-19"),
            ("半年后", "2026-09-04"),
            ("一年后", "2027-03-04"),
            ("过三天", "2026-03-07"),
            ("3天", "2026-03-07"),
            ("周五", "2026-03-06"),
            ("星期五", "2026-03-06"),
            ("礼拜五", "2026-03-06"),
            ("周5", "2026-03-06"),
            ("周三", "2026-03-11"),
            ("周日", "2026-03-08"),
            ("周天", "2026-03-08"),
            ("周末", "2026-03-07"),
            ("下周一", "2026-03-09"),
            ("下星期天", "2026-03-15"),
            ("下周", "2026-03-09"),
            ("下下周三", "2026-03-18"),
            ("下下个星期三", "2026-03-18"),
            ("这周五", "2026-03-06"),
            ("本周五", "2026-03-06"),
            ("这周一", "2026-03-02"),
            ("下个月", "2026-04-01"),
            ("下月15号", "2026-04-15"),
            ("下个月十五号", "2026-04-15"),
            ("本月20日", "2026-03-20"),
            ("15号", "2026-03-15"),
            ("3日", "2026-04-03"),
            ("3日后", "2026-03-07"),
            ("4号", "2026-03-04"),
            ("3号", "2026-04-03"),
            ("三十一号", "2026-03-31"),
            ("月底", "2026-03-31"),
            ("下月底", "2026-04-30"),
            ("下个月底", "2026-04-30"),
            ("5月底", "2026-05-31"),
            ("年底", "2026-12-31"),
            ("3月5日", "2026-03-05"),
            ("3月4号", "2026-03-04"),
            ("3月3日", "2027-03-03"),
            ("十二月二十五日", "2026-12-25"),
            ("2月29日", "2028-02-29"),
            ("2026年5月1日", "2026-05-01"),
            ("明年3月5日", "2027-03-05"),
        ];
        assert_days("2026-03-04", &table);
    }

    #[test]
    fn english_days_are_read() {
        let table = [
            ("today", "2026-03-04"),
            ("Tomorrow", "2026-03-05"),
            ("day after tomorrow", "2026-03-06"),
            ("in 3 days", "2026-03-07"),
            ("3 days", "2026-03-07"),
            ("3d", "2026-03-07"),
            ("in two weeks", "2026-03-18"),
            ("a week from now", "2026-03-11"),
            ("in a month", "2026-04-04"),
            ("next week", "2026-03-09"),
            ("NEXT  MONDAY", "2026-03-09"),
            ("next friday", "2026-03-13"),
            ("this friday", "2026-03-06"),
            ("fri", "2026-03-06"),
            ("friday", "2026-03-06"),
            ("on friday", "2026-03-06"),
            ("wednesday", "2026-03-11"),
            ("weekend", "2026-03-07"),
            ("next month", "2026-04-01"),
            ("end of month", "2026-03-31"),
            ("end of the month", "2026-03-31"),
            ("end of next month", "2026-04-30"),
            ("eom", "2026-03-31"),
            ("mar 5", "2026-03-05"),
            ("5 mar", "2026-03-05"),
            ("March 5th", "2026-03-05"),
            ("5th of march", "2026-03-05"),
            ("Mar 3", "2027-03-03"),
            ("Mar 5, 2027", "2027-03-05"),
            ("5-Mar-2027", "2027-03-05"),
            ("the 15th", "2026-03-15"),
            ("15th", "2026-03-15"),
        ];
        assert_days("2026-03-04", &table);
    }

    #[test]
    fn dates_and_distances_in_figures_are_read() {
        let table = [
            ("2026-03-05", "2026-03-05"),
            ("2026/3/5", "2026-03-05"),
            ("2026.3.5", "2026-03-05"),
            ("20260305", "2026-03-05"),
            ("2025-01-01", "2025-01-01"),
            ("3/5", "2026-03-05"),
            ("３／５", "2026-03-05"),
            ("3/1", "2027-03-01"),
            ("+3", "2026-03-07"),
            ("+3d", "2026-03-07"),
            ("+2w", "2026-03-18"),
            ("+1m", "2026-04-04"),
            ("+1y", "2027-03-04"),
            ("＋2Ｗ", "2026-03-18"),
            ("+0", "2026-03-04"),
        ];
        assert_days("2026-03-04", &table);
    }

    #[test]
    fn months_later_clamp_to_the_last_day() {
        assert_days(
            "2026-01-31",
            &[
                ("+1m", "2026-02-28"),
                ("一个月后", "2026-02-28"),
                ("月底", "2026-01-31"),
                ("31号", "2026-01-31"),
            ],
        );
        assert_days("2028-01-31", &[("in 1 month", "2028-02-29")]);
        assert_days("2028-02-29", &[("+1y", "2029-02-28")]);
        assert_days("2026-02-01", &[("31号", "2026-03-31")]);
    }

    #[test]
    fn a_weekday_said_on_that_day_means_next_week() {
        assert_days(
            "2026-03-06",
            &[
                ("周五", "2026-03-13"),
                ("friday", "2026-03-13"),
                ("这周五", "2026-03-06"),
                ("下周五", "2026-03-13"),
            ],
        );
        assert_days(
            "2026-03-08",
            &[
                ("周日", "2026-03-15"),
                ("下周一", "2026-03-09"),
                ("周一", "2026-03-09"),
                ("本周一", "2026-03-02"),
            ],
        );
    }

    #[test]
    fn what_is_not_a_day_is_not_read() {
        let table = [
            "",
            " ",
            "3",
            "15",
            "龙井",
            "周",
            "周八",
            "下",
            "号",
            "32号",
            "0号",
            "13月1日",
            "2月30日",
            "2026-02-30",
            "2026-13-01",
            "13/1",
            "9999天后",
            "+9999y",
            "+",
            "+d",
            "in days",
            "in 3",
            "feb 30",
            "mar",
            "明天吗",
            "tomorrowish",
            "32nd",
            "0th",
            "天后",
        ];
        for text in table {
            assert_eq!(said(text, "2026-03-04"), None, "{text}");
        }
    }

    #[test]
    fn the_last_day_in_a_sentence_is_found() {
        let table = [
            ("要两盒龙井 周五回访", "周五", "2026-03-06"),
            ("call back friday", "friday", "2026-03-06"),
            ("call back Fri", "Fri", "2026-03-06"),
            ("下周一再打", "下周一", "2026-03-09"),
            ("follow up in 3 days", "in 3 days", "2026-03-07"),
            ("→ 周五", "周五", "2026-03-06"),
            ("今天没空，后天再说", "后天", "2026-03-06"),
            ("３天后回访", "３天后", "2026-03-07"),
            ("三天后天气好再约", "三天后", "2026-03-07"),
            ("call again on Mar 9, afternoon", "Mar 9", "2026-03-09"),
            ("15号上午送货", "15号", "2026-03-15"),
            ("visit 2026-03-20 10:00", "2026-03-20", "2026-03-20"),
            ("+2w 回访", "+2w", "2026-03-18"),
            ("回访 3月5日", "3月5日", "2026-03-05"),
            ("3月8日   5月2日", "5月2日", "2026-05-02"),
            ("call back sat", "sat", "2026-03-07"),
            ("come on sat morning", "sat", "2026-03-07"),
        ];
        for (text, words, day) in table {
            let (range, found) = find(text, wednesday()).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (&text[range], found.to_string().as_str()),
                (words, day),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_and_the_past_are_not_days_in_a_sentence() {
        let table = [
            "要 3 盒",
            "评分 3/5",
            "13800138000",
            "20260305",
            "+3 盒",
            "3 days of rain",
            "喝了3天",
            "上周五买的",
            "每周五来",
            "每个周五来",
            "一周五次",
            "last friday",
            "every friday",
            "三天前",
            "3 days ago",
            "上个月15号",
            "去年3月5日",
            "上月底",
            "住15号楼",
            "南京路15号",
            "第3天后",
            "1.5天后",
            "he sat down",
            "sun cream",
            "从此以后天天喝",
            "fridays",
            "v2026-03-05x",
            "may 5x",
            "order 2026-03-05-17",
        ];
        for text in table {
            assert_eq!(find(text, wednesday()), None, "{text}");
        }
    }

    #[test]
    fn working_days_skip_the_weekend() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let table = [
            ("2026-03-05", "2026-03-05", "2026-03-06"),
            ("2026-03-06", "2026-03-06", "2026-03-09"),
            ("2026-03-07", "2026-03-09", "2026-03-09"),
        ];
        for (today, from, next) in table {
            assert_eq!(
                (working_day_from(day(today)), next_working_day(day(today))),
                (day(from), day(next)),
                "{today}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_readers(text in any::<String>(), offset in 0u64..100_000) {
            let today = wednesday() + Days::new(offset);
            parse(&text, today);
            if let Some((range, _)) = find(&text, today) {
                prop_assert!(text.get(range).is_some());
            }
        }

        #[test]
        fn no_mix_of_day_words_breaks_the_readers(text in "[下这本上周月年号日天后底半两三十一0-9+/.\\-个 a-z]{0,24}", offset in 0u64..100_000) {
            let today = wednesday() + Days::new(offset);
            parse(&text, today);
            find(&text, today);
        }

        #[test]
        fn a_printed_day_reads_back(offset in 0u64..20_000) {
            let day = wednesday() + Days::new(offset);
            for text in [day.to_string(), day.format("%Y年%-m月%-d日").to_string(), day.format("%b %-d, %Y").to_string()] {
                prop_assert_eq!(parse(&text, wednesday()), Some(day));
            }
        }

        #[test]
        fn a_day_found_in_a_sentence_also_reads_alone(text in "[下周五三月底明天后15号 a-z]{0,16}") {
            if let Some((range, day)) = find(&text, wednesday()) {
                prop_assert_eq!(parse(&text[range], wednesday()), Some(day));
            }
        }
    }
}
