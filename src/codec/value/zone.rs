//! Time zones without a database: fixed offsets, the zones of Asia that never shift, and the summer time of the US and the EU.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, Weekday};

/// Where a time without an offset was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Seconds east of UTC.
    Fixed(i32),
    /// US and Canada: standard offset in hours; summer time from the second Sunday of March to the first of November.
    American(i32),
    /// EU and UK: standard offset in hours; summer time from the last Sunday of March to the last of October.
    European(i32),
}

impl Default for Zone {
    /// Asia/Shanghai.
    fn default() -> Self {
        Self::Fixed(8 * 3600)
    }
}

/// Names understood, in lower case without spaces.
const NAMES: [(&str, Zone); 34] = [
    ("asia/shanghai", Zone::Fixed(28_800)),
    ("asia/chongqing", Zone::Fixed(28_800)),
    ("prc", Zone::Fixed(28_800)),
    ("beijing", Zone::Fixed(28_800)),
    ("chinastandardtime", Zone::Fixed(28_800)),
    ("asia/hong_kong", Zone::Fixed(28_800)),
    ("asia/macau", Zone::Fixed(28_800)),
    ("asia/taipei", Zone::Fixed(28_800)),
    ("asia/singapore", Zone::Fixed(28_800)),
    ("asia/kuala_lumpur", Zone::Fixed(28_800)),
    ("asia/manila", Zone::Fixed(28_800)),
    ("asia/tokyo", Zone::Fixed(32_400)),
    ("asia/seoul", Zone::Fixed(32_400)),
    ("asia/bangkok", Zone::Fixed(25_200)),
    ("asia/ho_chi_minh", Zone::Fixed(25_200)),
    ("asia/jakarta", Zone::Fixed(25_200)),
    ("asia/kolkata", Zone::Fixed(19_800)),
    ("asia/dubai", Zone::Fixed(14_400)),
    ("utc", Zone::Fixed(0)),
    ("gmt", Zone::Fixed(0)),
    ("z", Zone::Fixed(0)),
    ("america/new_york", Zone::American(-5)),
    ("america/toronto", Zone::American(-5)),
    ("easterntime(us&canada)", Zone::American(-5)),
    ("america/chicago", Zone::American(-6)),
    ("centraltime(us&canada)", Zone::American(-6)),
    ("america/denver", Zone::American(-7)),
    ("mountaintime(us&canada)", Zone::American(-7)),
    ("america/los_angeles", Zone::American(-8)),
    ("pacifictime(us&canada)", Zone::American(-8)),
    ("europe/london", Zone::European(0)),
    ("europe/berlin", Zone::European(1)),
    ("europe/paris", Zone::European(1)),
    ("europe/madrid", Zone::European(1)),
];

impl Zone {
    /// Reads `+08:00`, `+0800`, `UTC+8` or one of the names known here.
    pub fn parse(raw: &str) -> Option<Self> {
        let text: String = raw
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        if let Some((_, zone)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Some(*zone);
        }
        let offset = text
            .strip_prefix("utc")
            .or_else(|| text.strip_prefix("gmt"))
            .unwrap_or(&text);
        parse_offset(offset).map(Self::Fixed)
    }

    /// The instant at which a clock in this zone shows `local`.
    pub fn at(self, local: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
        let offset = FixedOffset::east_opt(self.seconds_east(local))?;
        local.and_local_timezone(offset).single()
    }

    fn seconds_east(self, local: NaiveDateTime) -> i32 {
        let year = local.year();
        let (hours, summer) = match self {
            Self::Fixed(seconds) => return seconds,
            Self::American(hours) => (hours, (sunday(year, 3, 8), sunday(year, 11, 1), 2)),
            Self::European(hours) => (
                hours,
                (sunday(year, 3, 25), sunday(year, 10, 25), hours + 1),
            ),
        };
        let (Some(from), Some(to), hour) = summer else {
            return hours * 3600;
        };
        let turn = |day: NaiveDate| {
            day.and_hms_opt(0, 0, 0)
                .map(|t| t + Duration::hours(i64::from(hour)))
        };
        let is_summer =
            turn(from).is_some_and(|t| local >= t) && turn(to).is_some_and(|t| local < t);
        (hours + i32::from(is_summer)) * 3600
    }
}

/// Seconds east of UTC for `+08:00`, `+0800`, `+8`, `-05:30`.
pub fn parse_offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix(['-', '\u{2212}'])?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let numeric = |s: &str| {
        s.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| s.parse::<i32>().ok())
            .flatten()
    };
    let (hours, minutes) = (numeric(hours)?, numeric(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// The first Sunday on or after a day.
fn sunday(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)?
        .iter_days()
        .find(|d| d.weekday() == Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &str, local: &str) -> String {
        let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
        Zone::parse(zone).unwrap().at(local).unwrap().to_rfc3339()
    }

    #[test]
    fn zones_are_known_by_offset_and_by_name() {
        for (zone, local, want) in [
            (
                "Asia/Shanghai",
                "2024-03-05 10:00",
                "2024-03-05T10:00:00+08:00",
            ),
            ("+05:30", "2024-03-05 10:00", "2024-03-05T10:00:00+05:30"),
            ("UTC-8", "2024-03-05 10:00", "2024-03-05T10:00:00-08:00"),
            (
                "Eastern Time (US & Canada)",
                "2024-03-05 10:00",
                "2024-03-05T10:00:00-05:00",
            ),
            (
                "America/New_York",
                "2024-07-05 10:00",
                "2024-07-05T10:00:00-04:00",
            ),
            (
                "Europe/London",
                "2024-03-31 03:00",
                "2024-03-31T03:00:00+01:00",
            ),
            (
                "Europe/Berlin",
                "2024-12-01 03:00",
                "2024-12-01T03:00:00+01:00",
            ),
        ] {
            assert_eq!(at(zone, local), want, "{zone}");
        }
        assert_eq!(Zone::parse("Mars/Olympus"), None);
        assert_eq!(Zone::parse("+99:00"), None);
    }
}
