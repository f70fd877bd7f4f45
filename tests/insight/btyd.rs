//! Will they come back: the formula grid, the six small shops, and the published fits on CDNOW.

use std::collections::HashMap;

use chrono::NaiveDate;
use shuke::insight::btyd::sample::{Life, Sample};
use shuke::insight::btyd::{self, Fit, Habit, Method, Model};
use shuke::insight::buyer::{Buyer, buyers, mean_gap_days};
use shuke::insight::spend::{self, Repeats, Spend};

use super::oracle::{Row, Rows, near, own, sales, shared};

fn model(code: &str) -> Model {
    match code {
        "BG" => Model::Bg,
        "MBG" => Model::Mbg,
        "PN" => Model::Pareto,
        _ => panic!("{code}"),
    }
}

/// One part in a million, or 1e-12 where the figure is below 1e-6.
fn exact(what: &str, got: f64, want: f64) {
    let absolute = if want.abs() < 1e-6 { 1e-12 } else { 0.0 };
    near(what, got, want, absolute, 1e-6);
}

#[test]
fn formulas_agree_with_60_digits() {
    let rows = Rows::read(&own("btyd_formula_grid.csv"));
    assert_eq!(rows.len(), 192);
    for row in rows.iter() {
        let habit = Habit {
            model: model(row.text("model")),
            r: row.figure("p1_r"),
            alpha: row.figure("p2_alpha"),
            a: row.figure("p3_a_or_s"),
            b: row.figure("p4_b_or_beta"),
        };
        let life = Life {
            repeats: row.count("x") as u32,
            last: row.figure("t_x"),
            age: row.figure("T"),
        };
        let (horizon, what) = (row.figure("t"), format!("{habit:?} {life:?}"));
        exact(
            &what,
            habit.loglik(&Sample::of(&[life])),
            row.figure("loglik"),
        );
        exact(&what, habit.alive(&life), row.figure("p_alive"));
        exact(
            &what,
            habit.expected(&life, horizon),
            row.figure("expected_tx"),
        );
        let active = habit.active(&life, horizon);
        match row.text("p_active") {
            "" => assert!((0.0..=1.0).contains(&active), "{what}"),
            _ => exact(&what, active, row.figure("p_active")),
        }
    }
}

/// The lives of those who bought, as of a day.
fn lives(buyers: &[Buyer], as_of: NaiveDate, unit_days: f64) -> Vec<Life> {
    buyers
        .iter()
        .filter_map(|buyer| buyer.recency(as_of))
        .map(|recency| Life::of(recency, unit_days))
        .collect()
}

fn fitted(model: Model, method: Method, buyers: &[Buyer], as_of: NaiveDate, unit_days: f64) -> Fit {
    let sample = Sample::of(&lives(buyers, as_of, unit_days));
    btyd::fit(model, method, &sample, mean_gap_days(buyers) / unit_days).expect("a fit")
}

#[test]
fn small_shops_are_fitted_as_well_as_can_be() {
    let shops = Rows::read(&own("small_shops_map_expected.csv"));
    let transactions = Rows::read(&own("small_shops_transactions.csv"));
    let expected = Rows::read(&own("small_shops_customers_expected.csv"));
    let expected: HashMap<&str, Row> = expected
        .iter()
        .map(|row| (row.text("customer_id"), row))
        .collect();
    let (names, all) = sales(&transactions);
    let mut seen = 0;
    for shop in shops.iter() {
        let (name, as_of) = (shop.text("shop"), shop.day("calibration_end"));
        let own: Vec<_> = all
            .iter()
            .filter(|sale| names[sale.buyer].starts_with(name))
            .copied()
            .collect();
        let buyers = buyers(&own, as_of);
        near(
            name,
            mean_gap_days(&buyers),
            shop.figure("m_days"),
            1e-6,
            0.0,
        );
        let fit = fitted(Model::Mbg, Method::Map, &buyers, as_of, 1.0);
        assert!(fit.converged, "{name}");
        let (height, reference) = (
            fit.penalised_loglik.expect("a prior"),
            shop.figure("penalised_loglik"),
        );
        assert!(
            height >= reference - 1e-5,
            "{name}: {height} below {reference}"
        );
        near(name, fit.loglik, shop.figure("loglik"), 1e-2, 0.0);
        let mut sum = 0.0;
        for (buyer, id) in buyers.iter().zip(&names) {
            let Some(recency) = buyer.recency(as_of) else {
                continue;
            };
            let life = Life::of(recency, 1.0);
            let row = &expected[id.as_str()];
            assert_eq!(u64::from(recency.repeats), row.count("x"), "{id}");
            assert_eq!(u64::from(recency.age_days), row.count("T_days"), "{id}");
            near(id, fit.habit.alive(&life), row.figure("p_alive"), 1e-3, 0.0);
            near(
                id,
                fit.habit.active(&life, 30.0),
                row.figure("p_active_30d"),
                1e-3,
                0.0,
            );
            near(
                id,
                fit.habit.active(&life, 273.0),
                row.figure("p_active_273d"),
                1e-3,
                0.0,
            );
            let made = fit.habit.expected(&life, 273.0);
            near(id, made, row.figure("ey_273d"), 0.0, 1e-2);
            sum += made;
            seen += 1;
        }
        near(name, sum, shop.figure("sum_ey_273d"), 0.0, 1e-2);
    }
    assert_eq!(seen, expected.len());
}

fn cdnow() -> Option<(Vec<String>, Vec<Buyer>, NaiveDate)> {
    let path = shared("cdnow_sample_transactions.csv")?;
    let as_of = "1997-09-30".parse().expect("a day");
    let (names, sales) = sales(&Rows::read(&path));
    Some((names, buyers(&sales, as_of), as_of))
}

#[test]
fn published_fits_are_reproduced() {
    let Some((_, buyers, as_of)) = cdnow() else {
        return;
    };
    for (model, want, loglik) in [
        (
            Model::Bg,
            [0.242_594_52, 4.413_602_02, 0.792_922_02, 2.425_906_78],
            -9_582.429_21,
        ),
        (
            Model::Mbg,
            [0.524_843_16, 6.183_085_28, 0.891_359_39, 1.614_002_24],
            -9_582.135_72,
        ),
        (
            Model::Pareto,
            [0.553_277_02, 10.577_683_08, 0.606_239_9, 11.668_733_28],
            -9_594.976_18,
        ),
    ] {
        let fit = fitted(model, Method::Mle, &buyers, as_of, 7.0);
        assert!(fit.converged, "{model:?}");
        assert!(fit.loglik >= loglik - 1e-4, "{model:?}: {}", fit.loglik);
        let Habit { r, alpha, a, b, .. } = fit.habit;
        for (got, want) in [r, alpha, a, b].into_iter().zip(want) {
            near(&format!("{model:?}"), got, want, 0.0, 1e-3);
        }
    }
    let map = fitted(Model::Mbg, Method::Map, &buyers, as_of, 1.0);
    let height = map.penalised_loglik.expect("a prior");
    assert!(height >= -14_367.720_438_962_977 - 1e-4, "{height}");
    let repeats: Vec<Repeats> = buyers.iter().map(Repeats::of).collect();
    let fit = spend::fit(&repeats).expect("repeaters");
    assert!(
        fit.converged && fit.loglik >= -4_055.917_694_8 - 1e-4,
        "{fit:?}"
    );
    for (got, want) in [
        (fit.p, 6.249_572_27),
        (fit.q, 3.744_224_67),
        (fit.v, 15.443_520_96),
    ] {
        near("Gamma-Gamma", got, want, 0.0, 1e-3);
    }
}

#[test]
fn each_customer_of_cdnow_is_judged_as_by_the_reference() {
    let (Some((names, buyers, as_of)), Some(path)) =
        (cdnow(), shared("btyd_cdnow_sample_customers_expected.csv"))
    else {
        return;
    };
    let rows = Rows::read(&path);
    let rows: HashMap<&str, Row> = rows
        .iter()
        .map(|row| (row.text("customer_id"), row))
        .collect();
    let fit = |model, method| fitted(model, method, &buyers, as_of, 1.0).habit;
    let (map, mbg) = (fit(Model::Mbg, Method::Map), fit(Model::Mbg, Method::Mle));
    let (bg, pareto) = (fit(Model::Bg, Method::Mle), fit(Model::Pareto, Method::Mle));
    let spend = Spend::of(&buyers);
    for (buyer, id) in buyers.iter().zip(&names) {
        let (life, row) = (
            Life::of(buyer.recency(as_of).expect("bought"), 1.0),
            &rows[id.as_str()],
        );
        for (habit, alive, made) in [
            (&map, "map_p_alive", "map_ey_holdout"),
            (&mbg, "mbg_p_alive", "mbg_ey_holdout"),
            (&bg, "bg_p_alive", "bg_ey_holdout"),
            (&pareto, "pnbd_p_alive", "pnbd_ey_holdout"),
        ] {
            near(id, habit.alive(&life), row.figure(alive), 1e-3, 0.0);
            near(
                id,
                habit.expected(&life, 273.0),
                row.figure(made),
                1e-6,
                1e-2,
            );
        }
        near(
            id,
            map.active(&life, 30.0),
            row.figure("map_p_active_30d"),
            1e-3,
            0.0,
        );
        near(
            id,
            map.active(&life, 273.0),
            row.figure("map_p_active_holdout"),
            1e-3,
            0.0,
        );
        let own = spend.expected(Repeats::of(buyer));
        near(id, own, row.figure("gg_expected_spend"), 0.0, 1e-3);
        let value = spend::lifetime_value(&mbg, &life, 1.0, own);
        near(id, value, row.figure("mbg_gg_clv_12x30d_d1pct"), 1e-6, 1e-3);
    }
    assert_eq!(rows.len(), buyers.len());
}
