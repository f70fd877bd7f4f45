//! Days and times as arguments: the words people use, read against the desk's own today.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::stop::{Bad, Result, Stop};
use crate::domain::day;
use crate::domain::time::{Millis, Now};

/// A day: `2026-03-09`, `下周一`, `next monday`, `+2w`.
///
/// # Errors
/// The text is no day.
pub fn day(text: &str, now: Now) -> Result<NaiveDate> {
    day::parse(text, now.today()).ok_or_else(|| Stop::Bad(Bad::Day, text.to_owned()))
}

/// An instant: RFC 3339, a time today, or a day with or without a time. A day alone stands at the present time of day.
///
/// # Errors
/// The text is no time.
pub fn instant(text: &str, now: Now) -> Result<Millis> {
    let text = text.trim();
    if let Ok(at) = chrono::DateTime::parse_from_rfc3339(text) {
        return Ok(at.into());
    }
    local(text, now)
        .and_then(|local| local.and_local_timezone(now.offset).single())
        .map(Into::into)
        .ok_or_else(|| Stop::Bad(Bad::Time, text.to_owned()))
}

fn local(text: &str, now: Now) -> Option<NaiveDateTime> {
    let today = now.today();
    if let Some(time) = clock(text) {
        return Some(today.and_time(time));
    }
    if let Some(day) = past_or_coming(text, today) {
        return Some(day.and_time(now.at.at(now.offset).time()));
    }
    let (before, time) = text.rsplit_once([' ', 'T'])?;
    Some(past_or_coming(before, today)?.and_time(clock(time)?))
}

/// What happened lies behind; the desk's reader of days looks ahead.
fn past_or_coming(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ago = match text.trim().to_lowercase().as_str() {
        "昨天" | "yesterday" => 1,
        "前天" => 2,
        _ => return day::parse(text, today),
    };
    today.checked_sub_days(Days::new(ago))
}

fn clock(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S"]
        .into_iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_say_them() {
        let now = Now::morning_of("2026-03-02").expect("a day");
        for (text, want) in [
            ("2026-02-27 14:30", "2026-02-27T14:30:00+08:00"),
            ("2026-02-27T14:30:05", "2026-02-27T14:30:05+08:00"),
            ("2026-02-27T14:30:00+00:00", "2026-02-27T22:30:00+08:00"),
            ("09:15", "2026-03-02T09:15:00+08:00"),
            ("昨天 18:00", "2026-03-01T18:00:00+08:00"),
            ("yesterday", "2026-03-01T10:00:00+08:00"),
        ] {
            let at = instant(text, now).expect("a time");
            assert_eq!(at.at(now.offset).to_rfc3339(), want, "{text}");
        }
        for text in ["", "25:00", "2026-02-30 10:00", "soon"] {
            assert!(
                matches!(instant(text, now), Err(Stop::Bad(Bad::Time, _))),
                "{text}"
            );
        }
    }
}
