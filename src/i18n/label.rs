//! Values as words: tiers, stages, channels, days, money. Numbers, dates and money pass through here and nowhere else.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::Strings;
use crate::domain::contact::Method;
use crate::domain::customer::{Basis, Stage, Tier};
use crate::domain::duplicate::{Likeness, Reason};
use crate::domain::fact::Leaning;
use crate::domain::follow_up::Bucket;
use crate::domain::history::{Step, Way};
use crate::domain::listing::ListRow;
use crate::domain::log_line::{Channel, Direction, Outcome};
use crate::domain::name::{Gender, Lang};
use crate::domain::view::{Column, Heading, Key, Order};

#[must_use]
pub fn tier(s: &Strings, tier: Tier) -> &'static str {
    match tier {
        Tier::Vip => s.tier.vip,
        Tier::Regular => s.tier.regular,
        Tier::Potential => s.tier.potential,
    }
}

/// The title over a column of the list, in as few cells as possible.
#[must_use]
pub fn column(s: &Strings, column: Column) -> &'static str {
    (s.view.column)(column)
}

/// In which order a list is, both keys of it.
#[must_use]
pub fn order(s: &Strings, order: Order) -> String {
    let key = |key: Key| {
        let minus = if key.is_reversed { "-" } else { "" };
        format!("{minus}{}", (s.desk.sorted_by)(key.sort))
    };
    let then = order.then().map(key);
    match then {
        Some(then) => format!("{}{}{then}", key(order.first()), s.list_comma),
        None => key(order.first()),
    }
}

/// What stands over a group of customers.
#[must_use]
pub fn heading(s: &Strings, heading: &Heading) -> String {
    match heading {
        Heading::Tier(rank) => tier(s, *rank).to_owned(),
        Heading::Stage(at) => stage(s, *at).to_owned(),
        Heading::Text(text) if text.is_empty() => s.view.unknown.to_owned(),
        Heading::Text(text) => text.clone(),
    }
}

/// A language by its own name: whoever cannot read the other one finds it.
#[must_use]
pub fn lang(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "中文",
        Lang::En => "English",
    }
}

#[must_use]
pub fn basis(s: &Strings, basis: Basis) -> &'static str {
    match basis {
        Basis::Contract => s.desk.welcome.contract,
        Basis::Consent => s.desk.welcome.consent,
        Basis::Duty => s.desk.welcome.duty,
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
pub fn outcome(s: &Strings, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => s.talk.answered,
        Outcome::NoAnswer => s.talk.no_answer,
        Outcome::Busy => s.talk.busy,
        Outcome::WrongNumber => s.talk.wrong_number,
        Outcome::LeftMessage => s.talk.left_message,
        Outcome::Interested => s.talk.interested,
        Outcome::Refused => s.talk.refused,
        Outcome::Sold => s.talk.sold,
        Outcome::Resolved => s.talk.resolved,
    }
}

#[must_use]
pub fn method(s: &Strings, method: Method) -> &'static str {
    match method {
        Method::Phone => s.field.phone,
        Method::Email => s.field.email,
        Method::WeChat => s.field.wechat,
    }
}

#[must_use]
pub fn bucket(s: &Strings, bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Overdue => s.desk.overdue,
        Bucket::Today => s.time.today,
        Bucket::Soon => s.desk.soon,
        Bucket::Later => s.desk.later,
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

/// A day in as few cells as possible: `03-09` this year, `27-01-01` in another.
#[must_use]
pub fn month_day(day: NaiveDate, today: NaiveDate) -> String {
    let shape = if day.year() == today.year() {
        "%m-%d"
    } else {
        "%y-%m-%d"
    };
    day.format(shape).to_string()
}

/// A day in a list of days: `03-09` this year, `2025-12-31` before.
#[must_use]
pub fn date(day: NaiveDate, today: NaiveDate) -> String {
    let shape = if day.year() == today.year() {
        "%m-%d"
    } else {
        "%Y-%m-%d"
    };
    day.format(shape).to_string()
}

/// A moment: `10:05` today, `03-01 10:05` this year, `2025-12-31` before.
#[must_use]
pub fn stamp(at: DateTime<FixedOffset>, today: NaiveDate) -> String {
    let shape = if at.date_naive() == today {
        "%H:%M"
    } else if at.year() == today.year() {
        "%m-%d %H:%M"
    } else {
        "%Y-%m-%d"
    };
    at.format(shape).to_string()
}

/// A quantity without needless zeros: `2`, `0.5`.
#[must_use]
pub fn quantity(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, part) = (milli.unsigned_abs() / 1000, milli.unsigned_abs() % 1000);
    let part = format!("{part:03}");
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

/// What a step was, for a list of steps: `修改资料 王芳`.
#[must_use]
pub fn step(s: &Strings, step: &Step) -> String {
    let what = (s.step.of)(&step.kind);
    match step.way {
        Way::Did if whom(s, step).is_empty() => what.to_owned(),
        Way::Did => format!("{what} {}", whom(s, step)),
        Way::Undid => (s.step.undid)(what, &whom(s, step)),
        Way::Redid => (s.step.redid)(what, &whom(s, step)),
    }
}

/// What was just done, as a notice.
#[must_use]
pub fn told(s: &Strings, step: &Step) -> String {
    let what = (s.step.of)(&step.kind);
    match step.way {
        Way::Did => (s.step.did)(what, &whom(s, step)),
        Way::Undid => (s.step.undid)(what, &whom(s, step)),
        Way::Redid => (s.step.redid)(what, &whom(s, step)),
    }
}

/// Why two customers may be one: `同电话、同名`.
#[must_use]
pub fn reasons(s: &Strings, reasons: &[Reason]) -> String {
    let words: Vec<&str> = reasons
        .iter()
        .map(|reason| (s.merge.reason)(*reason))
        .collect();
    words.join(s.list_comma)
}

/// That somebody may be in the book already.
#[must_use]
pub fn twin(s: &Strings, row: &ListRow, likeness: &Likeness) -> String {
    let whom = if row.phone.is_empty() {
        &row.city
    } else {
        &row.phone
    };
    (s.merge.twin)(&row.name, whom, &reasons(s, &likeness.reasons))
}

fn whom(s: &Strings, step: &Step) -> String {
    match &step.customer {
        Some(name) => name.clone(),
        None if step.count > 1 => (s.step.count)(step.count),
        None => String::new(),
    }
}

/// What an op did to one customer's record: its name, and the fields it changed.
#[must_use]
pub fn edit(s: &Strings, step: &Step, fields: &[&str], times: usize) -> String {
    let mut named: Vec<&str> = Vec::new();
    for field in fields {
        if !named.contains(field) {
            named.push(field);
        }
    }
    let what = (s.step.of)(&step.kind);
    let what = match step.way {
        Way::Did => what.to_owned(),
        Way::Undid => (s.step.undid)(what, ""),
        Way::Redid => (s.step.redid)(what, ""),
    };
    let what = if times > 1 {
        format!("{what} x{times}")
    } else {
        what.to_owned()
    };
    (s.desk.edited)(&what, &named.join(s.list_comma))
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
