//! Would the warnings have been right? On the shop's own past: a model that knows only what was known on a day, against what came after
//! it, beside the plain rule "silent for longer than usual". What happened later never reaches the model.

use chrono::{Days, NaiveDate};

use super::buyer::{Buyer, Sale, buyers};
use super::churn::{Band, Bands};
use super::lifecycle;
use super::shop::Rhythm;
use crate::domain::customer::Stage;

/// Days looked back on, and between two cuts.
const LOOK_BACK_DAYS: u64 = 365;
const STEP_DAYS: u64 = 30;
/// Whoever has bought within so many days before a cut is foretold: nobody needs a warning about the others.
const HEARD_DAYS: i64 = 365;

/// What came of one way to warn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Warned of, and they did not buy again in time.
    pub caught: usize,
    /// Not warned of, and they did not.
    pub missed: usize,
    /// Warned of, and they did.
    pub false_alarms: usize,
    /// Not warned of, and they did.
    pub rightly_quiet: usize,
}

impl Outcome {
    fn note(&mut self, warned: bool, came_back: bool) {
        *match (warned, came_back) {
            (true, false) => &mut self.caught,
            (false, false) => &mut self.missed,
            (true, true) => &mut self.false_alarms,
            (false, true) => &mut self.rightly_quiet,
        } += 1;
    }
}

/// Both ways, over the same customers and days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backtest {
    /// The days on which was foretold.
    pub cuts: Vec<NaiveDate>,
    /// Horizons differ from cut to cut; these are the least and the most, in days.
    pub horizon_days: Option<(i64, i64)>,
    pub model: Outcome,
    pub plain: Outcome,
}

impl Backtest {
    /// Customers times days.
    #[must_use]
    pub fn n(&self) -> usize {
        let one = &self.model;
        one.caught + one.missed + one.false_alarms + one.rightly_quiet
    }
}

/// Foretells on every thirtieth day of the last year whose horizon is over, for whoever had bought in the year before.
#[must_use]
pub fn backtest(sales: &[Sale], as_of: NaiveDate) -> Backtest {
    let mut told = Backtest::default();
    let after = buyers(sales, as_of);
    let steps = LOOK_BACK_DAYS / STEP_DAYS;
    for step in (1..=steps).rev() {
        let Some(cut) = as_of.checked_sub_days(Days::new(step * STEP_DAYS)) else {
            continue;
        };
        let known = buyers(sales, cut);
        let rhythm = Rhythm::of(&known, cut);
        let Some(end) = cut.checked_add_signed(chrono::TimeDelta::days(rhythm.horizon_days)) else {
            continue;
        };
        if end > as_of {
            continue;
        }
        if foretell(&mut told, &known, &after, &rhythm, (cut, end)) {
            told.cuts.push(cut);
            let h = rhythm.horizon_days;
            let (least, most) = told.horizon_days.unwrap_or((h, h));
            told.horizon_days = Some((least.min(h), most.max(h)));
        }
    }
    told
}

/// Notes every customer of one cut; `false` where the model had too little to go on.
fn foretell(
    told: &mut Backtest,
    known: &[Buyer],
    after: &[Buyer],
    rhythm: &Rhythm,
    (cut, end): (NaiveDate, NaiveDate),
) -> bool {
    let mut any = false;
    for (buyer, later) in known.iter().zip(after) {
        let (Some(last), Some(outlook)) = (buyer.days.last(), rhythm.outlook(buyer, cut)) else {
            continue;
        };
        let gap = (cut - last.day).num_days();
        let visits = i64::try_from(buyer.days.len()).unwrap_or(i64::MAX);
        let stage = lifecycle::stage(visits, Some(gap), rhythm.cuts);
        if gap > HEARD_DAYS {
            continue;
        }
        let came_back = later.days.iter().any(|day| cut < day.day && day.day <= end);
        told.model.note(
            Bands::default().band(outlook.active) != Band::Normal,
            came_back,
        );
        told.plain
            .note(matches!(stage, Stage::Silent | Stage::Lost), came_back);
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sales(visits: u64) -> Vec<Sale> {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day");
        let mut sales = Vec::new();
        for buyer in 0..60_usize {
            let stops = 150 + 10 * (buyer as u64 % 20);
            let gap = |visit: u64| 5 + (visit * 17 + buyer as u64 * 11) % 50;
            let days = (0..visits).scan(0, |day, visit| {
                *day += gap(visit);
                Some(*day)
            });
            for day in days.filter(|day| *day < stops) {
                sales.push(Sale {
                    buyer,
                    day: first + Days::new(day),
                    cents: 1_000,
                });
            }
        }
        sales
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day")
    }

    #[test]
    fn the_future_never_reaches_the_model() {
        let (cut, sales) = (today() - Days::new(120), sales(60));
        let known: Vec<Sale> = sales.iter().copied().filter(|s| s.day <= cut).collect();
        let (with, without) = (buyers(&sales, cut), buyers(&known, cut));
        let rhythms = (Rhythm::of(&with, cut), Rhythm::of(&without, cut));
        assert_eq!(rhythms.0, rhythms.1);
        assert_eq!(with, without);
    }

    #[test]
    fn both_ways_are_measured_on_the_same_customers() {
        let told = backtest(&sales(60), today());
        let sum = |one: Outcome| one.caught + one.missed + one.false_alarms + one.rightly_quiet;
        assert!(told.n() > 100 && !told.cuts.is_empty(), "{told:?}");
        assert_eq!(sum(told.model), sum(told.plain));
        let gone = |one: Outcome| one.caught + one.missed;
        assert_eq!(gone(told.model), gone(told.plain));
        assert!(told.model.caught > 0, "{told:?}");
    }

    #[test]
    fn a_shop_without_a_past_foretells_nothing() {
        for sales in [Vec::new(), sales(1)] {
            let told = backtest(&sales, today());
            assert_eq!(told, Backtest::default());
        }
    }
}
