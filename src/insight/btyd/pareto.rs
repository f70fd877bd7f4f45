//! Pareto/NBD: customers buy at a gamma(r, α) rate and drop out at a gamma(s, β) rate. The integrals that the papers write as ₂F₁ are
//! worked out as what they are, so that the slope comes from the same sum and no pair of α and β is special.

use super::sample::{Life, Sample};
use super::{Habit, softplus};
use crate::insight::gamma::Rise;

/// Beyond e^−this an integrand adds nothing to a double.
const DECAY_MOST: f64 = 42.0;
/// The longest piece, in ln time; the nearest singularity lies π away.
const PIECE_MOST: f64 = 1.0;
/// Nodes and weights of Gauss and Legendre for 16 points, the positive half (Abramowitz & Stegun 25.4).
const NODES: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_89),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

/// e^−G(y) with G(y) = k ln(α+y) + s ln(β+y): nobody bought, nobody left.
struct Quiet {
    k: f64,
    alpha: f64,
    s: f64,
    beta: f64,
}

impl Quiet {
    fn of(habit: &Habit, repeats: u32) -> Self {
        Self {
            k: habit.r + f64::from(repeats),
            alpha: habit.alpha,
            s: habit.a,
            beta: habit.b,
        }
    }

    /// G(to) − G(from).
    fn decay(&self, from: f64, to: f64) -> f64 {
        let span = to - from;
        self.k * (span / (self.alpha + from)).ln_1p() + self.s * (span / (self.beta + from)).ln_1p()
    }

    /// Hands every node of ∫ e^(G(from) − G(y)) dy from `from` to `to` to `at`, as (y, weight).
    fn integrate(&self, from: f64, to: f64, mut at: impl FnMut(f64, f64)) {
        let least = self.alpha.min(self.beta);
        let end = ((to - from) / (least + from)).ln_1p();
        // In ln(least + y) the integrand falls by a power of e at most per 1/(k + s).
        let (mut start, mut length) = (0.0, 2.0 / (self.k + self.s + 1.0));
        while start < end {
            let half = 0.5 * length.min(PIECE_MOST).min(end - start);
            for (node, weight) in NODES {
                for sign in [-1.0, 1.0] {
                    let run = (least + from) * (start + half * (1.0 + sign * node)).exp_m1();
                    let y = from + run;
                    at(
                        y,
                        half * weight * (least + y) * (-self.decay(from, y)).exp(),
                    );
                }
            }
            start += 2.0 * half;
            length *= 2.0;
            if self.decay(from, from + (least + from) * start.exp_m1()) > DECAY_MOST {
                break;
            }
        }
    }
}

/// ln D and its slope in (r, α, s, β), by the means of the integrand.
fn ln_gone(habit: &Habit, life: &Life) -> (f64, [f64; 4]) {
    let quiet = Quiet::of(habit, life.repeats);
    let &Quiet { k, alpha, s, beta } = &quiet;
    let age = life.age;
    let (mut sum, mut slope) = (0.0, [0.0; 4]);
    quiet.integrate(life.last, age, |y, weight| {
        let left = beta + y;
        let mass = weight / left;
        let silence = age - y;
        sum += mass;
        slope[0] += mass * (silence / (alpha + y)).ln_1p();
        slope[1] -= mass * k * silence / ((alpha + age) * (alpha + y));
        slope[2] += mass * (silence / left).ln_1p();
        slope[3] -= mass * (s * silence / (beta + age) + 1.0) / left;
    });
    if sum <= 0.0 {
        return (f64::NEG_INFINITY, [0.0; 4]);
    }
    let mut slope = slope.map(|part| part / sum);
    slope[2] += 1.0 / s;
    (s.ln() + quiet.decay(life.last, age) + sum.ln(), slope)
}

/// ln D, the odds of having dropped out since the last purchase.
pub fn ln_gone_odds(habit: &Habit, life: &Life) -> f64 {
    ln_gone(habit, life).0
}

/// The log likelihood of a shop and its slope in (r, α, s, β).
pub fn height(habit: &Habit, sample: &Sample) -> (f64, [f64; 4]) {
    let &Habit { r, alpha, a, b, .. } = habit;
    let rises = Rise::up_to(r, sample.most_repeats);
    let (mut height, mut slope) = (0.0, [0.0; 4]);
    for group in &sample.groups {
        let life = Life {
            repeats: group.repeats,
            last: sample.times[group.last],
            age: sample.times[group.age],
        };
        let at = group.repeats as usize;
        let shape = r + f64::from(group.repeats);
        let (ln_odds, odds_slope) = ln_gone(habit, &life);
        let (ln_either, gone) = softplus(ln_odds);
        let (bought, left) = ((life.age / alpha).ln_1p(), (life.age / b).ln_1p());
        height += group.weight
            * (rises.ln[at]
                - r * bought
                - f64::from(group.repeats) * (alpha + life.age).ln()
                - a * left
                + ln_either);
        let alone = [
            rises.slope[at] - bought,
            r / alpha - shape / (alpha + life.age),
            -left,
            a * life.age / (b * (b + life.age)),
        ];
        for n in 0..4 {
            slope[n] += group.weight * (alone[n] + gone * odds_slope[n]);
        }
    }
    (height, slope)
}

/// The probability that a customer who is alive buys within the horizon, before leaving.
pub fn active_if_alive(habit: &Habit, life: &Life, horizon: f64) -> f64 {
    let quiet = Quiet::of(habit, life.repeats);
    let mut sum = 0.0;
    quiet.integrate(life.age, life.age + horizon, |y, weight| {
        sum += weight / (quiet.alpha + y);
    });
    (quiet.k * sum).min(1.0)
}

/// The purchases to expect from a customer who is alive; s = 1 is no exception.
pub fn expected_if_alive(habit: &Habit, life: &Life, horizon: f64) -> f64 {
    let shape = habit.r + f64::from(life.repeats);
    let span = (horizon / (habit.b + life.age)).ln_1p();
    let bend = (habit.a - 1.0) * span;
    let shrunk = if bend == 0.0 {
        span
    } else {
        -(-bend).exp_m1() / bend * span
    };
    shape * (habit.b + life.age) / (habit.alpha + life.age) * shrunk
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nodes_are_exact_for_powers() {
        for power in [0, 2, 10, 30] {
            let sum: f64 = NODES.iter().map(|(x, w)| 2.0 * w * x.powi(power)).sum();
            assert!((sum - 2.0 / f64::from(power + 1)).abs() < 1e-14, "{power}");
        }
    }

    #[test]
    fn equal_rates_have_a_closed_form() {
        // α = β: the integral of a power.
        let habit = Habit {
            model: super::super::Model::Pareto,
            r: 1.2,
            alpha: 20.0,
            a: 2.0,
            b: 20.0,
        };
        let life = Life {
            repeats: 2,
            last: 30.0,
            age: 90.0,
        };
        let power = 1.2 + 2.0 + 2.0;
        let want = (2.0 / power) * ((110.0_f64 / 50.0).powf(power) - 1.0);
        assert!((ln_gone_odds(&habit, &life).exp() / want - 1.0).abs() < 1e-12);
    }
}
