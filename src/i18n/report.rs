//! The shop's figures as sheets of labelled numbers: what the dashboard paints and the reports print. Each number says how many it is
//! of; no percentage stands alone. The words are in `zh/report.rs` and `en/report.rs`.

pub mod sheet;

use crate::domain::customer::Tier;
use crate::i18n::Strings;
use crate::insight::call::Reason;
use crate::insight::churn::{Band, Evidence};
use crate::insight::law::Law;
use crate::insight::lifecycle::Turn;
use crate::insight::period::Period;
use crate::insight::rfm::class::Class;
use crate::insight::rfm::segment::Segment;
use crate::insight::shop::Group;

/// Fewer than this are told as "4/5", not as a share.
const SHARE_MIN: usize = 5;

/// Every text of the reports.
pub struct ReportWords {
    pub title: &'static str,
    pub sections: [&'static str; 6],
    pub reading: &'static str,
    pub empty: &'static str,
    pub none_behind: &'static str,
    /// A title with how many are listed and how many there are.
    pub listed: fn(&str, usize, usize) -> String,
    pub period: fn(Period) -> &'static str,
    pub until: fn(&str) -> String,
    pub between: fn(&str, &str) -> String,
    pub evidence: fn(Evidence, usize) -> String,
    pub segment: fn(Segment) -> &'static str,
    pub class: fn(Class) -> &'static str,
    pub band: fn(Band) -> &'static str,
    pub reason: fn(&Strings, &Reason) -> String,
    pub group: fn(&Strings, &Group) -> String,
    /// A law as a sentence, without its numbers.
    pub law: fn(&Law) -> String,
    /// What to say to somebody who has the first and not the second.
    pub offer: fn(&str, &str) -> String,
    pub in_time: fn(usize) -> String,
    pub overview: &'static str,
    pub calls: &'static str,
    pub calls_none: &'static str,
    pub calls_note: &'static str,
    pub stages: &'static str,
    pub months: &'static str,
    pub months_note: &'static str,
    pub segments: &'static str,
    pub classes: &'static str,
    pub grid: &'static str,
    pub grid_note: &'static str,
    pub too_few: &'static str,
    pub cohorts: &'static str,
    pub cohorts_note: &'static str,
    pub bands: &'static str,
    /// The horizon in days, and the percentages below which somebody is watched, and at high risk.
    pub bands_note: fn(i64, u8, u8) -> String,
    pub laws: &'static str,
    pub laws_none: &'static str,
    pub laws_note: &'static str,
    pub backtest: &'static str,
    pub backtest_none: &'static str,
    pub backtest_note: fn(usize, usize, i64, i64) -> String,
    pub by_model: &'static str,
    pub by_rule: &'static str,
    pub caught: &'static str,
    pub missed: &'static str,
    pub false_alarms: &'static str,
    pub right_of_warned: &'static str,
    pub workers: &'static str,
    pub workers_none: &'static str,
    pub nobody_named: &'static str,
    pub said: &'static str,
    pub with_outcome: &'static str,
    pub done: &'static str,
    pub in_time_col: &'static str,
    pub revenue: &'static str,
    pub visits: &'static str,
    pub bought: &'static str,
    pub newcomers: &'static str,
    pub returned: &'static str,
    pub due: &'static str,
    pub late_of: fn(usize) -> String,
    pub customers: &'static str,
    pub name: &'static str,
    pub number: &'static str,
    pub share: &'static str,
    pub spent: &'static str,
    pub stake: &'static str,
    pub year_value: &'static str,
    pub why: &'static str,
    pub month: &'static str,
    pub first_month: &'static str,
    pub partial: &'static str,
    pub recency: &'static str,
    pub of_all: &'static str,
    pub lower_bound: &'static str,
    pub anyway: &'static str,
    pub not_yet: &'static str,
    pub rule: &'static str,
    pub way: &'static str,
    /// A stage explained: days since the last purchase, and the two cuts.
    pub stage_why: fn(i64, i64, i64) -> String,
    /// A stage come into, explained: the stage, the days without a purchase before, and the cuts.
    pub stage_turned: fn(&Strings, &Turn) -> String,
    /// A stage set by hand, with why.
    pub stage_pinned: fn(&str) -> String,
    pub stage_reason: &'static str,
    pub stage_by_rhythm: &'static str,
    pub stage_ask: &'static str,
    pub cuts: &'static str,
    /// A cut by the name of its setting, and what it may be.
    pub cut: fn(&str) -> &'static str,
    pub cut_hint: fn(&str) -> &'static str,
    pub cut_measured: &'static str,
    pub cut_set: fn(&str) -> String,
    /// How many there are, and how many there would be.
    pub would: fn(usize, usize) -> String,
    pub level_reached: &'static str,
    pub level_hint: &'static str,
    pub late: &'static str,
    pub offer_label: &'static str,
    /// A law kept: what was bought, what was not, k of n.
    pub offer_why: fn(&str, &str, &str) -> String,
    /// Why the tier: pinned by hand, or net spend of a year against where a VIP begins.
    pub tier_pinned: &'static str,
    pub tier_never: &'static str,
    pub tier_by_spend: fn(&str, &str, bool) -> String,
    pub tier_no_cut: &'static str,
    pub policy: fn(Tier) -> &'static str,
    pub policy_label: &'static str,
    pub definitions_title: &'static str,
    pub definitions: &'static [&'static str],
}

/// Parts of a whole: `43% (3/7)`; few are told as `4/5`.
#[must_use]
pub fn share(k: usize, n: usize) -> String {
    if n < SHARE_MIN {
        return format!("{k}/{n}");
    }
    // Rounded half up in whole numbers, so that every machine prints the same.
    let percent = (k * 200 + n) / (2 * n);
    format!("{percent}% ({k}/{n})")
}

/// A probability of a model in whole percent; certainty is never claimed.
#[must_use]
pub fn chance(p: f64) -> String {
    let percent = (p.clamp(0.0, 1.0) * 100.0).round();
    format!("{}%", percent.clamp(1.0, 99.0))
}

/// A multiple with one decimal: `2.6`.
#[must_use]
pub fn times(x: f64) -> String {
    format!("{:.1}", x.clamp(0.0, 999.9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_share_stands_without_its_n_and_few_are_no_percentage() {
        let cases = [
            ((3, 7), "43% (3/7)"),
            ((4, 5), "80% (4/5)"),
            ((3, 4), "3/4"),
            ((0, 0), "0/0"),
            ((1, 8), "13% (1/8)"),
        ];
        for ((k, n), told) in cases {
            assert_eq!(share(k, n), told);
        }
    }

    #[test]
    fn a_model_is_never_certain() {
        assert_eq!(
            [chance(0.0), chance(1.0), chance(0.384)],
            ["1%", "99%", "38%"]
        );
    }
}
