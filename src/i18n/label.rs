//! Values as words: tiers, stages, channels, days, money. Numbers, dates and money pass through here and nowhere else.

use chrono::{Datelike, NaiveDate};

use super::Strings;
use crate::domain::customer::{Stage, Tier};
use crate::domain::fact::Leaning;
use crate::domain::log_line::{Channel, Direction};
use crate::domain::name::{Gender, Lang};

#[must_use]
pub fn tier(s: &Strings, tier: Tier) -> &'static str {
    match tier {
        Tier::Vip => s.tier.vip,
        Tier::Regular => s.tier.regular,
        Tier::Potential => s.tier.potential,
    }
}

#[must_use]
pub fn stage(s: &Strings, stage: Stage) -> &'static str {
    match stage {
        Stage::Potential => s.stage.potential,
        Stage::New => s.stage.new,
        Stage::Active => s.stage.active,
        Stage::Silent => s.stage.silent,
        Stage::Lost => s.stage.lost,
    }
}

#[must_use]
pub fn channel(s: &Strings, channel: Channel) -> &'static str {
    match channel {
        Channel::Call => s.talk.call,
        Channel::WeChat => s.talk.wechat,
        Channel::Sms => s.talk.sms,
        Channel::Email => s.talk.email,
        Channel::Visit => s.talk.visit,
        Channel::Store => s.talk.store,
        Channel::Video => s.talk.video,
        Channel::Social => s.talk.social,
        Channel::Other => s.talk.other,
    }
}

#[must_use]
pub fn direction(s: &Strings, direction: Direction) -> &'static str {
    match direction {
        Direction::In => s.talk.inward,
        Direction::Out => s.talk.outward,
    }
}

#[must_use]
pub fn gender(s: &Strings, gender: Gender) -> &'static str {
    match gender {
        Gender::Male => s.talk.male,
        Gender::Female => s.talk.female,
    }
}

#[must_use]
pub fn leaning(s: &Strings, leaning: Leaning) -> &'static str {
    match leaning {
        Leaning::Likes => s.leaning.likes,
        Leaning::Avoids => s.leaning.avoids,
        Leaning::Needs => s.leaning.needs,
    }
}

/// A day, short: `03-09 周一` this year, `2027-03-09` in another.
#[must_use]
pub fn day(s: &Strings, day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() {
        let weekday = s.time.weekdays[day.weekday().num_days_from_monday() as usize];
        format!("{:02}-{:02} {weekday}", day.month(), day.day())
    } else {
        day.format("%Y-%m-%d").to_string()
    }
}

/// How far a day lies from today, in words: `今天`, `3天前`, `in 5 days`.
#[must_use]
pub fn distance(s: &Strings, day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => s.time.today.to_owned(),
        -1 => s.time.yesterday.to_owned(),
        1 => s.time.tomorrow.to_owned(),
        n if n < 0 => (s.time.days_ago)(-n),
        n => (s.time.in_days)(n),
    }
}

/// An amount in the shop's currency, with thousands separators: `¥1,234.50`, `¥396`.
#[must_use]
pub fn money(s: &Strings, cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (yuan, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    // U+00A5 is one cell wide everywhere; the full-width yen is two.
    let mark = match s.lang {
        Lang::Zh | Lang::En => '¥',
    };
    let part = if rest == 0 {
        String::new()
    } else {
        format!(".{rest:02}")
    };
    format!("{sign}{mark}{}{part}", thousands(yuan))
}

/// A count with thousands separators.
#[must_use]
pub fn count(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}", thousands(n.unsigned_abs()))
}

fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::strings;

    #[test]
    fn money_has_separators_and_drops_empty_cents() {
        let s = strings(Lang::Zh);
        for (cents, text) in [
            (39_600, "¥396"),
            (123_456_750, "¥1,234,567.50"),
            (-500, "-¥5"),
            (5, "¥0.05"),
            (100_000, "¥1,000"),
        ] {
            assert_eq!(money(s, cents), text);
        }
    }

    #[test]
    fn days_are_told_from_today() {
        let day_of = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let today = day_of("2026-03-02");
        let (zh, en) = (strings(Lang::Zh), strings(Lang::En));
        assert_eq!(day(zh, day_of("2026-03-09"), today), "03-09 周一");
        assert_eq!(day(en, day_of("2027-01-01"), today), "2027-01-01");
        assert_eq!(distance(zh, day_of("2026-02-27"), today), "3天前");
        assert_eq!(distance(en, day_of("2026-03-03"), today), "tomorrow");
    }
}
