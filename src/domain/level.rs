//! Levels of membership: which one somebody's points or spending reach, and when one is lost again. Knows no clock.

use chrono::{Days, NaiveDate};

use super::id::{CustomerId, LevelId};

/// A level is kept for so long after less was earned than it asks.
pub const GRACE_DAYS: u64 = 90;

/// One level of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    pub id: LevelId,
    pub name: String,
    /// Points, or whole units of currency in a year; no other level begins there.
    pub at_least: i64,
    pub discount_percent: i64,
    pub benefits: String,
}

/// What a level goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// Points ever earned.
    #[default]
    Points,
    /// What was spent in the last twelve months.
    YearSpend,
}

impl Measure {
    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::YearSpend => "spend",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Points, Self::YearSpend]
            .into_iter()
            .find(|measure| measure.code() == code)
    }
}

/// What somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub customer: CustomerId,
    /// The level's name; empty for somebody who only has a card.
    pub level: String,
    pub since: NaiveDate,
    /// Since when less was earned than the level asks.
    pub short_since: Option<NaiveDate>,
    /// The number on their card; may be empty.
    pub card: String,
}

/// What becomes of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move<'a> {
    Stays,
    Up(&'a Level),
    /// It is kept for a while.
    Grace,
    /// Enough was earned again before the grace was over.
    Safe,
    /// The grace is over; `None` where no level is left.
    Down(Option<&'a Level>),
}

/// The highest level that so much reaches; `levels` in any order.
#[must_use]
pub fn reached(levels: &[Level], earned: i64) -> Option<&Level> {
    levels
        .iter()
        .filter(|level| level.at_least <= earned)
        .max_by_key(|level| level.at_least)
}

/// The next level, and how much is missing to it.
#[must_use]
pub fn next(levels: &[Level], earned: i64) -> Option<(&Level, i64)> {
    levels
        .iter()
        .filter(|level| level.at_least > earned)
        .min_by_key(|level| level.at_least)
        .map(|level| (level, level.at_least - earned))
}

/// What becomes of a level on a day on which so much counts.
#[must_use]
pub fn judged<'a>(
    levels: &'a [Level],
    held: Option<&Membership>,
    earned: i64,
    today: NaiveDate,
) -> Move<'a> {
    let reached = reached(levels, earned);
    let held = held.filter(|held| !held.level.is_empty());
    let at = |level: &Level| level.at_least;
    let has = held.and_then(|held| levels.iter().find(|level| level.name == held.level));
    let short_since = held.and_then(|held| held.short_since);
    match (has.map(at), reached) {
        (None, Some(level)) => Move::Up(level),
        // A level the shop no longer has is lost at once: nothing says what it asked.
        (None, None) if held.is_some() => Move::Down(None),
        (None, None) => Move::Stays,
        (Some(has), Some(level)) if at(level) > has => Move::Up(level),
        (Some(has), Some(level)) if at(level) == has => match short_since {
            Some(_) => Move::Safe,
            None => Move::Stays,
        },
        (Some(_), lower) => match short_since {
            None => Move::Grace,
            Some(day) if today > day + Days::new(GRACE_DAYS) => Move::Down(lower),
            Some(_) => Move::Stays,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels() -> Vec<Level> {
        let level = |n: i64, name: &str, at_least| Level {
            id: LevelId(n),
            name: name.into(),
            at_least,
            discount_percent: 5,
            benefits: String::new(),
        };
        vec![level(2, "金卡", 5_000), level(1, "银卡", 1_000)]
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn told(held: Option<(&str, Option<&str>)>, earned: i64, today: &str) -> String {
        let held = held.map(|(level, short)| Membership {
            customer: CustomerId(1),
            level: level.into(),
            since: day("2026-01-01"),
            short_since: short.map(day),
            card: String::new(),
        });
        match judged(&levels(), held.as_ref(), earned, day(today)) {
            Move::Up(level) => format!("up {}", level.name),
            Move::Down(level) => format!("down {}", level.map_or("-", |level| &level.name)),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_level_is_won_at_once_and_lost_after_a_grace() {
        let today = "2026-06-01";
        for (held, earned, want) in [
            (None, 999, "Stays"),
            (None, 1_000, "up 银卡"),
            (Some(("银卡", None)), 5_000, "up 金卡"),
            (Some(("银卡", None)), 4_999, "Stays"),
            (Some(("金卡", None)), 4_999, "Grace"),
            (Some(("金卡", Some("2026-03-04"))), 4_999, "Stays"),
            (Some(("金卡", Some("2026-03-02"))), 4_999, "down 银卡"),
            (Some(("银卡", Some("2026-01-01"))), 0, "down -"),
            (Some(("金卡", Some("2026-03-02"))), 5_000, "Safe"),
            (Some(("钻石", None)), 10, "down -"),
            (Some(("钻石", None)), 1_200, "up 银卡"),
            (Some(("", None)), 10, "Stays"),
        ] {
            assert_eq!(told(held, earned, today), want, "{held:?} {earned}");
        }
        assert_eq!(next(&levels(), 1_200).map(|(_, gap)| gap), Some(3_800));
        assert_eq!(next(&levels(), 5_000).map(|(_, gap)| gap), None);
    }
}
