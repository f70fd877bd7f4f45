//! The time of day behind a date: 24 hours, 上午/下午, AM/PM, with or without an offset.

use super::date::BadDate;
use super::zone::parse_offset;
use chrono::NaiveTime;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// A time and its offset in seconds east, if one is written.
pub type Time = (NaiveTime, Option<i32>);

/// Reads what follows a date, folded to lower case; None if nothing does.
pub fn read(text: &str) -> Result<Option<Time>, BadDate> {
    let text = text.trim_start_matches(['t', ',', ' ']).trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        let time = NaiveTime::parse_from_str(text, "%H%M%S").map_err(|_| BadDate)?;
        return Ok(Some((time, None)));
    }
    let (before, text) = half_day(
        text,
        &[
            ("上午", Half::Morning),
            ("早上", Half::Morning),
            ("下午", Half::Afternoon),
            ("晚上", Half::Afternoon),
        ],
    );
    let end = text
        .bytes()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'))
        .count();
    let (digits, rest) = text.split_at(end);
    let (after, rest) = half_day(
        rest.trim(),
        &[
            ("a.m.", Half::Morning),
            ("am", Half::Morning),
            ("p.m.", Half::Afternoon),
            ("pm", Half::Afternoon),
        ],
    );
    let offset = match rest {
        "" => None,
        "z" | "utc" | "gmt" => Some(0),
        written => Some(parse_offset(written).ok_or(BadDate)?),
    };
    let time = time_of_day(digits, after.or(before)).ok_or(BadDate)?;
    Ok(Some((time, offset)))
}

fn half_day<'a>(text: &'a str, words: &[(&str, Half)]) -> (Option<Half>, &'a str) {
    let found = words
        .iter()
        .find_map(|(word, half)| Some((Some(*half), text.strip_prefix(word)?.trim_start())));
    found.unwrap_or((None, text))
}

fn time_of_day(digits: &str, half: Option<Half>) -> Option<NaiveTime> {
    let mut parts = digits.split(':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok()?;
    let second: u32 = parts
        .next()
        .unwrap_or("0")
        .split('.')
        .next()?
        .parse()
        .ok()?;
    if parts.next().is_some() {
        return None;
    }
    let hour = match half {
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Morning) if hour == 12 => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_their_half_day_and_offset() {
        let at = |h, m, s| NaiveTime::from_hms_opt(h, m, s).unwrap();
        for (raw, want) in [
            (" 10:05:33.000z", Ok(Some((at(10, 5, 33), Some(0))))),
            ("t10:00+08:00", Ok(Some((at(10, 0, 0), Some(28_800))))),
            (" 下午3:05", Ok(Some((at(15, 5, 0), None)))),
            (" 12:05 am", Ok(Some((at(0, 5, 0), None)))),
            ("", Ok(None)),
            (" 24:00", Err(BadDate)),
            (" soon", Err(BadDate)),
        ] {
            assert_eq!(read(raw), want, "{raw}");
        }
    }
}
