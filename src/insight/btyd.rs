//! Buy till you die: from how often and how lately customers bought, whether they will come back. Three models of one shape, fitted to
//! whole shops. Knows neither money nor names.
//!
//! MBG/NBD: Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007. BG/NBD: Fader, Hardie & Lee 2005. Pareto/NBD: Schmittlein,
//! Morrison & Colombo 1987. The desk uses MBG/NBD: BG/NBD holds everyone who bought once for alive.

mod dropout;
mod pareto;
mod prior;
pub mod sample;

use crate::insight::climb::{Top, climb};
use sample::{Life, Sample};

/// ln D is kept within ± this, so that neither D nor 1/D leaves the doubles.
const LN_ODDS_MOST: f64 = 700.0;
/// ln of a parameter is kept within ± this.
const LN_PARAM_MOST: f64 = 18.0;
/// Beyond ± this, parameters are on their way to 0 or infinity: the likelihood of too few customers has no top.
const LN_PARAM_SOUND: f64 = 11.5;

/// How customers are thought to drop out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// After any purchase, the first included, with a probability of their own.
    Mbg,
    /// After any repeat purchase.
    Bg,
    /// At any time, at a rate of their own.
    Pareto,
}

/// How parameters are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Maximum a posteriori: what small shops need. Not defined for Pareto/NBD.
    Map,
    /// Maximum likelihood.
    Mle,
}

/// Parameters with their model. Rates are gamma(r, alpha); for MBG and BG the dropout probability is beta(a, b), for Pareto the dropout
/// rate is gamma(a = s, b = β). alpha, and b of Pareto, are in the unit of time of the data; the others have none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habit {
    pub model: Model,
    pub r: f64,
    pub alpha: f64,
    pub a: f64,
    pub b: f64,
}

/// A habit fitted to a shop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub habit: Habit,
    pub loglik: f64,
    /// With the prior's part; `None` for maximum likelihood.
    pub penalised_loglik: Option<f64>,
    pub converged: bool,
}

/// There is no prior for Pareto/NBD, or nobody to learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFit {
    NoPrior,
    NoCustomers,
}

/// Fits a model; `mean_gap` is the mean completed gap in the sample's unit of time.
///
/// # Errors
/// The sample is empty, or MAP is asked for Pareto/NBD.
pub fn fit(model: Model, method: Method, sample: &Sample, mean_gap: f64) -> Result<Fit, NoFit> {
    match (model, method) {
        _ if sample.is_empty() => Err(NoFit::NoCustomers),
        (Model::Pareto, Method::Map) => Err(NoFit::NoPrior),
        (Model::Pareto, Method::Mle) => {
            let start = [1.0, mean_gap, 1.0, mean_gap].map(f64::ln);
            Ok(likeliest(model, sample, start))
        }
        (Model::Mbg | Model::Bg, Method::Map) => Ok(map(model, sample, mean_gap).0),
        // The top of the posterior lies near that of the likelihood, and always exists.
        (Model::Mbg | Model::Bg, Method::Mle) => {
            let start = map(model, sample, mean_gap).1;
            Ok(likeliest(model, sample, start))
        }
    }
}

fn map(model: Model, sample: &Sample, mean_gap: f64) -> (Fit, [f64; 4]) {
    let top = climb(prior::start(mean_gap), |theta| {
        let (height, slope) = height(model, theta, sample);
        let (prior, pull) = prior::height(theta, mean_gap);
        (height + prior, std::array::from_fn(|n| slope[n] + pull[n]))
    });
    let fit = Fit {
        habit: Habit::at(model, &top.at),
        loglik: top.height - prior::height(&top.at, mean_gap).0,
        penalised_loglik: Some(top.height),
        converged: top.converged,
    };
    (fit, top.at)
}

fn likeliest(model: Model, sample: &Sample, start: [f64; 4]) -> Fit {
    let Top {
        at,
        height,
        converged,
    } = climb(start, |theta| height(model, theta, sample));
    Fit {
        habit: Habit::at(model, &at),
        loglik: height,
        penalised_loglik: None,
        converged: converged && at.iter().all(|ln| ln.abs() < LN_PARAM_SOUND),
    }
}

/// The log likelihood and its slope at θ = (ln r, ln α, ln a, ln b).
fn height(model: Model, theta: &[f64; 4], sample: &Sample) -> (f64, [f64; 4]) {
    if theta.iter().any(|t| t.abs() > LN_PARAM_MOST) {
        return (f64::NAN, [0.0; 4]);
    }
    let habit = Habit::at(model, theta);
    let (height, slope) = match model {
        Model::Mbg | Model::Bg => dropout::height(&habit, sample),
        Model::Pareto => pareto::height(&habit, sample),
    };
    let params = [habit.r, habit.alpha, habit.a, habit.b];
    (height, std::array::from_fn(|n| slope[n] * params[n]))
}

impl Habit {
    fn at(model: Model, theta: &[f64; 4]) -> Self {
        let [r, alpha, a, b] = theta.map(f64::exp);
        Self {
            model,
            r,
            alpha,
            a,
            b,
        }
    }

    /// The log likelihood of a shop under these parameters.
    #[must_use]
    pub fn loglik(&self, sample: &Sample) -> f64 {
        match self.model {
            Model::Mbg | Model::Bg => dropout::height(self, sample).0,
            Model::Pareto => pareto::height(self, sample).0,
        }
    }

    /// P(alive): the probability that a customer has not dropped out, 1 / (1 + D).
    #[must_use]
    pub fn alive(&self, life: &Life) -> f64 {
        let ln_odds = match self.model {
            Model::Mbg | Model::Bg => dropout::ln_gone_odds(self, life),
            Model::Pareto => pareto::ln_gone_odds(self, life),
        };
        1.0 / (1.0 + ln_odds.clamp(-LN_ODDS_MOST, LN_ODDS_MOST).exp())
    }

    /// P(active): the probability of at least one purchase in the next `horizon`, in the unit of `life`.
    #[must_use]
    pub fn active(&self, life: &Life, horizon: f64) -> f64 {
        self.alive(life)
            * match self.model {
                Model::Mbg | Model::Bg => dropout::active_if_alive(self, life, horizon),
                Model::Pareto => pareto::active_if_alive(self, life, horizon),
            }
    }

    /// E[Y(h)]: the purchases to expect in the next `horizon`.
    #[must_use]
    pub fn expected(&self, life: &Life, horizon: f64) -> f64 {
        self.alive(life) * self.expected_if_alive(life, horizon)
    }

    /// The purchases to expect in the next `horizon` from a customer known to be alive.
    #[must_use]
    pub fn expected_if_alive(&self, life: &Life, horizon: f64) -> f64 {
        match self.model {
            Model::Mbg | Model::Bg => dropout::expected_if_alive(self, life, horizon),
            Model::Pareto => pareto::expected_if_alive(self, life, horizon),
        }
    }
}

/// ln(1 + eᵛ) without overflow, and its slope eᵛ/(1 + eᵛ).
fn softplus(v: f64) -> (f64, f64) {
    if v > 0.0 {
        let small = (-v).exp();
        (v + small.ln_1p(), 1.0 / (1.0 + small))
    } else {
        let small = v.exp();
        (small.ln_1p(), small / (1.0 + small))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn model() -> impl Strategy<Value = Model> {
        prop_oneof![Just(Model::Mbg), Just(Model::Bg), Just(Model::Pareto)]
    }

    fn habit() -> impl Strategy<Value = Habit> {
        let wide = || (-5.0..5.0_f64).prop_map(f64::exp);
        (model(), wide(), wide(), wide(), wide()).prop_map(|(model, r, alpha, a, b)| Habit {
            model,
            r,
            alpha,
            a,
            b,
        })
    }

    fn life() -> impl Strategy<Value = Life> {
        (0_u32..200, 0.0..1.0_f64, 0.0..2000.0_f64).prop_map(|(repeats, part, age)| Life {
            repeats,
            last: if repeats == 0 { 0.0 } else { part * age },
            age,
        })
    }

    #[test]
    fn a_shop_where_nobody_drops_out_has_a_map_but_no_likeliest_fit() {
        // Everyone buys every ten days, to this day: the likeliest dropout probability is 0.
        let lives: Vec<Life> = (3..13)
            .map(|repeats| Life {
                repeats,
                last: f64::from(repeats) * 10.0,
                age: f64::from(repeats) * 10.0,
            })
            .collect();
        let fit = |model, method| fit(model, method, &Sample::of(&lives), 10.0).expect("a fit");
        assert!(fit(Model::Mbg, Method::Map).converged);
        for model in [Model::Mbg, Model::Bg, Model::Pareto] {
            let likeliest = fit(model, Method::Mle);
            assert!(!likeliest.converged, "{likeliest:?}");
            assert!(likeliest.habit.expected(&lives[0], 30.0).is_finite());
        }
        assert_eq!(
            super::fit(Model::Pareto, Method::Map, &Sample::of(&lives), 10.0),
            Err(NoFit::NoPrior)
        );
        assert_eq!(
            super::fit(Model::Mbg, Method::Map, &Sample::of(&[]), 10.0),
            Err(NoFit::NoCustomers)
        );
    }

    proptest! {
        #[test]
        fn every_figure_is_a_number_and_every_probability_is_one(habit in habit(), life in life(), horizon in 0.0..2000.0_f64) {
            let (alive, active) = (habit.alive(&life), habit.active(&life, horizon));
            prop_assert!((0.0..=1.0).contains(&alive), "{alive}");
            prop_assert!(active >= 0.0 && active <= alive + 1e-12, "{active} {alive}");
            let expected = habit.expected(&life, horizon);
            prop_assert!(expected.is_finite() && expected >= active * (1.0 - 1e-9), "{expected} {active}");
            prop_assert!(habit.loglik(&Sample::of(&[life])).is_finite());
        }

        #[test]
        fn a_longer_horizon_promises_more(habit in habit(), life in life(), horizon in 0.1..500.0_f64) {
            let (near, far) = (habit.expected(&life, horizon), habit.expected(&life, horizon * 2.0));
            prop_assert!(far >= near * (1.0 - 1e-9), "{near} {far}");
            prop_assert!(habit.active(&life, horizon * 2.0) >= habit.active(&life, horizon) * (1.0 - 1e-9));
        }

        #[test]
        fn silence_never_makes_a_customer_more_alive(habit in habit(), life in life(), more in 0.0..500.0_f64) {
            let later = Life { age: life.age + more, ..life };
            prop_assert!(habit.alive(&later) <= habit.alive(&life) * (1.0 + 1e-9));
        }

        #[test]
        fn the_slope_is_that_of_the_height(habit in habit(), lives in prop::collection::vec(life(), 1..4)) {
            let sample = Sample::of(&lives);
            let theta = [habit.r, habit.alpha, habit.a, habit.b].map(f64::ln);
            let slope = height(habit.model, &theta, &sample).1;
            for n in 0..4 {
                let at = |by: f64| {
                    let mut moved = theta;
                    moved[n] += by;
                    height(habit.model, &moved, &sample).0
                };
                let rough = (at(1e-4) - at(-1e-4)) / 2e-4;
                let scale = at(0.0).abs().max(1.0);
                prop_assert!((rough - slope[n]).abs() < 1e-5 * scale, "{n}: {rough} {slope:?}");
            }
        }

        #[test]
        fn a_week_is_seven_days(habit in habit(), life in life(), horizon in 0.1..300.0_f64) {
            let b = if habit.model == Model::Pareto { habit.b / 7.0 } else { habit.b };
            let weekly = Habit { alpha: habit.alpha / 7.0, b, ..habit };
            let in_weeks = Life { last: life.last / 7.0, age: life.age / 7.0, ..life };
            let (days, weeks) = (habit.expected(&life, horizon), weekly.expected(&in_weeks, horizon / 7.0));
            prop_assert!((days - weeks).abs() <= 1e-9 * days.max(1e-9), "{days} {weeks}");
        }
    }
}
