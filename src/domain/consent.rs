//! What people agree to: purposes, who may agree for themselves, and which plans serve which purpose. Knows no file and no screen.

use chrono::{Datelike, NaiveDate};

use super::birthday::Birthday;
use super::id::CustomerId;
use super::log_line::Channel;
use super::time::Millis;

/// Under this age a guardian agrees, and nobody advertises (PIPL, article 31).
pub const OF_AGE: u32 = 14;

/// What information about somebody is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// To serve them as agreed.
    Service,
    /// To tell them of offers.
    Marketing,
    /// To hand it to others.
    Sharing,
    /// Health, payment, identity: needs a consent of its own.
    Sensitive,
}

impl Purpose {
    pub const ALL: [Self; 4] = [
        Self::Service,
        Self::Marketing,
        Self::Sharing,
        Self::Sensitive,
    ];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Marketing => "marketing",
            Self::Sharing => "sharing",
            Self::Sensitive => "sensitive",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// What a plan serves, by its words: whatever does not speak of an offer is service.
    #[must_use]
    pub fn of_plan(note: &str) -> Self {
        let note = note.to_lowercase();
        let offers = OFFERS_ZH.iter().any(|word| note.contains(word));
        let words = note.split(|c: char| !c.is_ascii_alphanumeric());
        match offers || words.into_iter().any(|word| OFFERS_EN.contains(&word)) {
            true => Self::Marketing,
            false => Self::Service,
        }
    }
}

/// Words by which a plan says that it is about an offer.
const OFFERS_ZH: [&str; 12] = [
    "营销",
    "促销",
    "推广",
    "推销",
    "优惠",
    "打折",
    "折扣",
    "特价",
    "活动通知",
    "新品推荐",
    "推荐新品",
    "唤醒",
];
const OFFERS_EN: [&str; 10] = [
    "marketing",
    "promotion",
    "promotions",
    "promo",
    "promote",
    "offer",
    "offers",
    "discount",
    "campaign",
    "newsletter",
];

/// One thing somebody agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    pub id: i64,
    pub customer: CustomerId,
    pub purpose: Purpose,
    /// `None` for every channel.
    pub channel: Option<Channel>,
    pub basis: String,
    /// The version of the notice they were given.
    pub notice: String,
    pub at: Millis,
    pub author: String,
    /// How it can be shown: "signed card, box 3".
    pub evidence: String,
    pub guardian: String,
    pub withdrawn_at: Option<Millis>,
}

/// Whether somebody born then is under 14 today. Without a year nobody knows, and nothing is claimed.
#[must_use]
pub fn is_minor(birthday: Birthday, today: NaiveDate) -> bool {
    let Some(year) = birthday.year() else {
        return false;
    };
    match (birthday.age_on_next(today), birthday.days_left(today)) {
        (Some(age), Some(0)) => age < OF_AGE,
        (Some(age), _) => age <= OF_AGE,
        // Of a month without a day, the last day that it can be.
        _ => {
            let turns = year.saturating_add(i32::try_from(OF_AGE).unwrap_or(i32::MAX));
            (turns, birthday.month()) >= (today.year(), today.month())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_plan_that_speaks_of_an_offer_is_marketing() {
        for (note, purpose) in [
            ("周年庆促销通知", Purpose::Marketing),
            ("send the spring offer", Purpose::Marketing),
            ("Promo: tea", Purpose::Marketing),
            ("回访维修情况", Purpose::Service),
            ("discounted? no: deliver coffee", Purpose::Service),
            ("", Purpose::Service),
        ] {
            assert_eq!(Purpose::of_plan(note), purpose, "{note}");
        }
    }

    proptest! {
        #[test]
        fn a_child_is_one_until_the_day_it_turns_14(year in 2000i32..2030, month in 1u32..13, day in 1u32..29, days in -400i64..400) {
            let birthday = Birthday::solar(Some(year), month, day).expect("a birthday");
            let turns = NaiveDate::from_ymd_opt(year + 14, month, day).expect("a day");
            let today = turns + chrono::Duration::days(days);
            prop_assert_eq!(is_minor(birthday, today), today < turns);
        }

        #[test]
        fn born_on_a_leap_day_nobody_is_of_age_too_early(days in -400i64..0) {
            let birthday = Birthday::solar(Some(2016), 2, 29).expect("a birthday");
            let turns = NaiveDate::from_ymd_opt(2030, 2, 28).expect("a day");
            prop_assert!(is_minor(birthday, turns + chrono::Duration::days(days)));
        }
    }

    #[test]
    fn without_a_year_nobody_is_called_a_child() {
        let birthday = Birthday::solar(None, 6, 1).expect("a birthday");
        assert!(!is_minor(
            birthday,
            NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day")
        ));
    }
}
