//! MBG/NBD and BG/NBD: customers buy at a gamma rate and may drop out on occasions, with a beta probability. The two differ only in how many
//! occasions there were: one for each purchase, or one for each repeat.

use super::sample::{Life, Sample};
use super::{Habit, Model, softplus};
use crate::insight::gamma::Rise;

/// What is left of the series of future purchases, as a share of the sum, when it is cut off.
const TAIL: f64 = 1e-14;
/// Terms of that series at most; reached only if α is a millionth of the horizon.
const TERMS_MOST: u32 = 4_000_000;
/// The weights of the series are scaled down when they pass this.
const WEIGHT_MOST: f64 = 1e250;

/// How often a customer could have dropped out.
fn occasions(model: Model, repeats: u32) -> u32 {
    match model {
        Model::Bg => repeats,
        Model::Mbg | Model::Pareto => repeats + 1,
    }
}

/// ln D, the odds of having dropped out at the last occasion; −∞ where there was none.
pub fn ln_gone_odds(habit: &Habit, life: &Life) -> f64 {
    let occasions = occasions(habit.model, life.repeats);
    if occasions == 0 {
        return f64::NEG_INFINITY;
    }
    let silence = ((life.age - life.last) / (habit.alpha + life.last)).ln_1p();
    habit.a.ln() - (habit.b + f64::from(occasions - 1)).ln()
        + (habit.r + f64::from(life.repeats)) * silence
}

/// The log likelihood of a shop and its slope in (r, α, a, b).
pub fn height(habit: &Habit, sample: &Sample) -> (f64, [f64; 4]) {
    let &Habit {
        model,
        r,
        alpha,
        a,
        b,
    } = habit;
    let most = occasions(model, sample.most_repeats);
    let (rises, stays, either) = (
        Rise::up_to(r, sample.most_repeats),
        Rise::up_to(b, most),
        Rise::up_to(a + b, most),
    );
    let ln_since: Vec<f64> = sample.times.iter().map(|t| (alpha + t).ln()).collect();
    let (ln_alpha, ln_a) = (alpha.ln(), a.ln());
    let (mut height, mut slope) = (0.0, [0.0; 4]);
    for group in &sample.groups {
        let repeats = group.repeats as usize;
        let occasions = occasions(model, group.repeats);
        let at = occasions as usize;
        let shape = r + f64::from(group.repeats);
        let silence = ln_since[group.age] - ln_since[group.last];
        let (now, then) = (
            alpha + sample.times[group.age],
            alpha + sample.times[group.last],
        );
        let last_chance = b + f64::from(occasions) - 1.0;
        // The odds of being gone, and the probability.
        let (ln_either, gone) = match occasions {
            0 => (0.0, 0.0),
            _ => softplus(ln_a - last_chance.ln() + shape * silence),
        };
        height += group.weight
            * (rises.ln[repeats] + r * ln_alpha - shape * ln_since[group.age] + stays.ln[at]
                - either.ln[at]
                + ln_either);
        let gone_per_chance = if occasions == 0 {
            0.0
        } else {
            gone / last_chance
        };
        slope[0] +=
            group.weight * (rises.slope[repeats] + ln_alpha - ln_since[group.age] + gone * silence);
        slope[1] +=
            group.weight * (r / alpha - shape / now + gone * shape * (1.0 / now - 1.0 / then));
        slope[2] += group.weight * (gone / a - either.slope[at]);
        slope[3] += group.weight * (stays.slope[at] - either.slope[at] - gone_per_chance);
    }
    (height, slope)
}

/// The probability that a customer who is alive buys within the horizon.
pub fn active_if_alive(habit: &Habit, life: &Life, horizon: f64) -> f64 {
    let shape = habit.r + f64::from(life.repeats);
    -(-shape * (horizon / (habit.alpha + life.age)).ln_1p()).exp_m1()
}

/// The purchases to expect from a customer who is alive.
///
/// The published form, (a+b+x)/(a−1)·(1 − (…)^(r+x)·₂F₁(…)), cancels near a = 1 and overflows for large x. The same number is
/// E[g(N)]: N, the purchases the customer would make if nobody ever dropped out, is negative binomial; g(n) counts those made before
/// dropping out, g(n+1) − g(n) = (b+m)ₙ/(a+b+m)ₙ with m past occasions. All terms are positive, and a = 1 is no exception.
pub fn expected_if_alive(habit: &Habit, life: &Life, horizon: f64) -> f64 {
    let shape = habit.r + f64::from(life.repeats);
    let rate = horizon / (habit.alpha + life.age + horizon);
    let stay = habit.b + f64::from(occasions(habit.model, life.repeats));
    let either = habit.a + stay;
    let (mut weight, mut weights, mut made, mut still, mut sum) = (1.0, 1.0, 0.0, 1.0, 0.0);
    for n in 0..TERMS_MOST {
        let n = f64::from(n);
        weight *= (shape + n) / (n + 1.0) * rate;
        made += still;
        still *= (stay + n) / (either + n);
        weights += weight;
        sum += weight * made;
        let next = ((shape + n + 1.0) / (n + 2.0) * rate).max(rate);
        if next < 1.0 && weight * made <= TAIL * sum * (1.0 - next) {
            break;
        }
        if weight > WEIGHT_MOST {
            weight /= WEIGHT_MOST;
            weights /= WEIGHT_MOST;
            sum /= WEIGHT_MOST;
        }
    }
    sum / weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_bought_once_is_alive_for_bg_and_in_doubt_for_mbg() {
        let life = Life {
            repeats: 0,
            last: 0.0,
            age: 38.86,
        };
        let habit = |model| Habit {
            model,
            r: 0.525,
            alpha: 6.183,
            a: 0.891,
            b: 1.614,
        };
        assert!((habit(Model::Bg).alive(&life) - 1.0).abs() < f64::EPSILON);
        assert!(habit(Model::Mbg).alive(&life) < 0.5);
    }

    #[test]
    fn nothing_is_expected_of_no_time_and_a_promise_grows_smoothly_through_one() {
        let life = Life {
            repeats: 3,
            last: 20.0,
            age: 30.0,
        };
        let at = |a, horizon| {
            let habit = Habit {
                model: Model::Mbg,
                r: 1.0,
                alpha: 10.0,
                a,
                b: 1.0,
            };
            expected_if_alive(&habit, &life, horizon)
        };
        assert!(at(1.0, 0.0).abs() < f64::EPSILON);
        let mean = f64::midpoint(at(1.0 - 2e-4, 39.0), at(1.0 + 2e-4, 39.0));
        assert!((at(1.0, 39.0) - mean).abs() < 1e-7 * mean);
    }
}
