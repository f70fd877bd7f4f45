//! How long a contact took: `5m`, `1h20m`, `半小时`, `90s`. Yields whole minutes, seconds rounded up.

use crate::domain::day::scan::Scan;

/// The longest contact, in seconds; anything longer is not a length.
const LONGEST_SECONDS: u32 = 24 * 60 * 60;

/// Units by their seconds; those of one letter stand straight behind the figure.
const UNITS: [(&str, u32); 22] = [
    ("h", 3600),
    ("hr", 3600),
    ("hrs", 3600),
    ("hour", 3600),
    ("hours", 3600),
    ("小时", 3600),
    ("个小时", 3600),
    ("小時", 3600),
    ("个钟头", 3600),
    ("m", 60),
    ("min", 60),
    ("mins", 60),
    ("minute", 60),
    ("minutes", 60),
    ("分钟", 60),
    ("分鐘", 60),
    ("s", 1),
    ("sec", 1),
    ("secs", 1),
    ("second", 1),
    ("seconds", 1),
    ("秒", 1),
];

/// Reads a length in minutes.
pub(super) fn read(s: Scan) -> Option<(u32, Scan)> {
    let (seconds, after) = half_hours(s).or_else(|| parts(s))?;
    let goes_on = after
        .before()
        .last()
        .is_some_and(char::is_ascii_alphanumeric)
        && after.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    (!goes_on && seconds > 0 && seconds <= LONGEST_SECONDS).then(|| (seconds.div_ceil(60), after))
}

/// `半小时`, `半个小时`, `一个半小时`, `half an hour`
fn half_hours(s: Scan) -> Option<(u32, Scan)> {
    const HALVES: [(&str, u32); 7] = [
        ("半小时", 1),
        ("半个小时", 1),
        ("半个钟头", 1),
        ("半小時", 1),
        ("half an hour", 1),
        ("一个半小时", 3),
        ("两个半小时", 5),
    ];
    s.eat_entry(&HALVES)
        .map(|(halves, after)| (halves * 1800, after))
}

/// `1h20m`, `5 min`, `1小时20分`: figures with ever smaller units.
fn parts(s: Scan) -> Option<(u32, Scan)> {
    let (mut total, mut last_unit, mut end) = (0, u32::MAX, None);
    let mut here = s;
    while let Some((count, unit, after)) = part(here, last_unit == 3600) {
        if unit >= last_unit {
            break;
        }
        total += count * unit;
        (last_unit, end, here) = (unit, Some(after), after);
    }
    Some((total, end?))
}

fn part(s: Scan, follows_hours: bool) -> Option<(u32, u32, Scan)> {
    let (count, s) = s.number()?;
    let close = s.eat_entry(&UNITS);
    // 分 alone may be a score; behind hours it is minutes.
    let minutes = || {
        s.eat("分")
            .filter(|_| follows_hours)
            .map(|after| (60, after))
    };
    let apart = || {
        s.eat(" ")?
            .eat_entry(&UNITS)
            .filter(|(_, after)| after.at() > s.at() + 2)
    };
    let (unit, after) = close.or_else(minutes).or_else(apart)?;
    Some((count, unit, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::scan::folded;

    fn minutes(text: &str) -> Option<u32> {
        let chars = folded(text);
        read(Scan::new(&chars, 0))
            .filter(|(_, after)| after.is_done())
            .map(|(minutes, _)| minutes)
    }

    #[test]
    fn lengths_are_read_in_minutes() {
        let table = [
            ("5m", 5),
            ("5min", 5),
            ("5 mins", 5),
            ("5分钟", 5),
            ("5 分钟", 5),
            ("十五分钟", 15),
            ("1h", 60),
            ("1h20m", 80),
            ("1小时20分", 80),
            ("1小时20分钟", 80),
            ("两个小时", 120),
            ("半小时", 30),
            ("半个小时", 30),
            ("一个半小时", 90),
            ("half an hour", 30),
            ("90s", 2),
            ("30秒", 1),
            ("1m30s", 2),
        ];
        for (text, expected) in table {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_is_not_read() {
        for text in [
            "5", "m", "5mo", "5 m", "0m", "25h", "5分", "5x", "20m1h", "9999999m", "5 boxes",
        ] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
