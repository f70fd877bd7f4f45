//! What a purchase of a customer is worth, and what a customer is: Gamma-Gamma spend and twelve months' value. Amounts are in units of
//! currency, not cents.
//!
//! Fader & Hardie 2013, "The Gamma-Gamma model of monetary value".

use super::btyd::Habit;
use super::btyd::sample::Life;
use super::buyer::Buyer;
use super::climb::climb;
use super::gamma::{digamma, ln_gamma};

/// Fewer repeaters than this are no base for the model.
const REPEATERS_MIN: usize = 30;
/// A value is summed over so many months of so many days, each worth so much less than the one before.
const MONTHS: u32 = 12;
const MONTH_DAYS: f64 = 30.0;
const DISCOUNT: f64 = 1.01;
/// ln of a parameter is kept within ± this.
const LN_PARAM_MOST: f64 = 18.0;

/// The spend per purchase day of a shop's customers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spend {
    /// For a customer, spends are gamma(p, ν); over customers, ν is gamma(q, v).
    GammaGamma { p: f64, q: f64, v: f64 },
    /// Few repeaters, or q ≤ 1: the shop's mean weighs as much as one purchase.
    Shrunk { mean: f64 },
}

/// The mean spend of a customer's repeat days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repeats {
    pub days: u32,
    pub mean: f64,
}

impl Repeats {
    /// Of one buyer; 0 days and a mean of 0 without repeats.
    #[must_use]
    pub fn of(buyer: &Buyer) -> Self {
        let days = u32::try_from(buyer.days.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let mean = if days == 0 {
            0.0
        } else {
            units(buyer.repeat_cents()) / f64::from(days)
        };
        Self { days, mean }
    }
}

/// A fitted Gamma-Gamma model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    pub p: f64,
    pub q: f64,
    pub v: f64,
    pub loglik: f64,
    pub converged: bool,
}

/// Fits p, q and v by maximum likelihood to the customers with repeats of a positive mean; `None` if there is none.
#[must_use]
pub fn fit(repeats: &[Repeats]) -> Option<GammaGamma> {
    let mut used: Vec<Repeats> = repeats.iter().copied().filter(is_used).collect();
    if used.is_empty() {
        return None;
    }
    used.sort_by_key(|one| one.days);
    let mean = used.iter().map(|one| one.mean).sum::<f64>() / used.len() as f64;
    // p v / (q − 1) is the population's mean: the climb starts at a shop that has the right one.
    let top = climb([2.0, 3.0, mean].map(f64::ln), |theta| height(theta, &used));
    let [p, q, v] = top.at.map(f64::exp);
    Some(GammaGamma {
        p,
        q,
        v,
        loglik: top.height,
        converged: top.converged,
    })
}

fn is_used(one: &Repeats) -> bool {
    one.days > 0 && one.mean > 0.0
}

/// The log likelihood and its slope at (ln p, ln q, ln v); `used` is sorted by days, so that each Γ is worked out once.
fn height(theta: &[f64; 3], used: &[Repeats]) -> (f64, [f64; 3]) {
    if theta.iter().any(|t| t.abs() > LN_PARAM_MOST) {
        return (f64::NAN, [0.0; 3]);
    }
    let [p, q, v] = theta.map(f64::exp);
    let (mut height, mut slope) = (0.0, [0.0; 3]);
    for same in used.chunk_by(|a, b| a.days == b.days) {
        let (n, days) = (same.len() as f64, f64::from(same[0].days));
        let (shape, total) = (p * days, p * days + q);
        height +=
            n * (ln_gamma(total) - ln_gamma(shape) - ln_gamma(q) + q * v.ln() + shape * days.ln());
        let rise = digamma(total);
        slope[0] += n * days * (rise - digamma(shape) + days.ln());
        slope[1] += n * (rise - digamma(q) + v.ln());
        slope[2] += n * q / v;
        for one in same {
            let sum = v + days * one.mean;
            height += (shape - 1.0) * one.mean.ln() - total * sum.ln();
            slope[0] += days * (one.mean.ln() - sum.ln());
            slope[1] -= sum.ln();
            slope[2] -= total / sum;
        }
    }
    (height, [slope[0] * p, slope[1] * q, slope[2] * v])
}

impl Spend {
    /// The spend of a shop: Gamma-Gamma from thirty repeaters on.
    #[must_use]
    pub fn of(buyers: &[Buyer]) -> Self {
        let repeats: Vec<Repeats> = buyers.iter().map(Repeats::of).filter(is_used).collect();
        if repeats.len() >= REPEATERS_MIN
            && let Some(GammaGamma { p, q, v, .. }) =
                fit(&repeats).filter(|f| f.converged && f.q > 1.0)
        {
            return Self::GammaGamma { p, q, v };
        }
        let days = buyers.iter().flat_map(|buyer| &buyer.days);
        let (count, cents) = days.fold((0_u32, 0.0), |(count, cents), day| {
            (count + 1, cents + units(day.cents))
        });
        Self::Shrunk {
            mean: if count == 0 {
                0.0
            } else {
                cents / f64::from(count)
            },
        }
    }

    /// E[M]: the spend to expect of a customer's next purchase day.
    #[must_use]
    pub fn expected(&self, own: Repeats) -> f64 {
        let days = f64::from(own.days);
        let total = days * own.mean.max(0.0);
        match *self {
            Self::GammaGamma { p, q, v } => p * (v + total) / (p * days + q - 1.0),
            Self::Shrunk { mean } => (mean + total) / (1.0 + days),
        }
    }
}

/// The revenue to expect of a customer in twelve months of 30 days, discounted by 1 % a month. `unit_days` is the unit of `life`.
#[must_use]
pub fn lifetime_value(habit: &Habit, life: &Life, unit_days: f64, spend: f64) -> f64 {
    let (mut value, mut before, mut worth) = (0.0, 0.0, 1.0);
    for month in 1..=MONTHS {
        let made = habit.expected_if_alive(life, f64::from(month) * MONTH_DAYS / unit_days);
        worth /= DISCOUNT;
        value += (made - before) * worth;
        before = made;
    }
    value * habit.alive(life) * spend
}

/// Cents as units of currency.
#[must_use]
pub fn units(cents: i64) -> f64 {
    cents as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_shop_shrinks_to_its_mean() {
        let shop = Spend::Shrunk { mean: 50.0 };
        let own = |days, mean| shop.expected(Repeats { days, mean });
        assert!((own(0, 0.0) - 50.0).abs() < 1e-12);
        assert!((own(1, 100.0) - 75.0).abs() < 1e-12);
        assert_eq!(Spend::of(&[]), Spend::Shrunk { mean: 0.0 });
        assert_eq!(fit(&[]), None);
    }

    proptest! {
        #[test]
        fn whatever_was_spent_a_figure_comes_out(means in prop::collection::vec((1_u32..20, 0.01..9999.0_f64), 1..60)) {
            let repeats: Vec<Repeats> = means.iter().map(|&(days, mean)| Repeats { days, mean }).collect();
            let one = fit(&repeats).expect("repeaters");
            prop_assert!([one.p, one.q, one.v, one.loglik].iter().all(|figure| figure.is_finite()));
        }

        #[test]
        fn who_spends_more_is_expected_to(days in 1_u32..30, mean in 0.0..500.0_f64, more in 0.0..500.0_f64) {
            let shop = Spend::GammaGamma { p: 6.25, q: 3.74, v: 15.44 };
            let at = |mean| shop.expected(Repeats { days, mean });
            prop_assert!(at(mean + more) >= at(mean));
        }
    }
}
