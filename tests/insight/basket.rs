//! Groceries, exact, and the hand-made edge cases of the window.

use shuke::insight::basket::{Baskets, Thresholds};
use shuke::insight::sequence::{ItemSale, Seen, rules};

use super::oracle::{Rows, near, own, shared};

fn groceries() -> Option<Baskets> {
    let text = std::fs::read_to_string(shared("groceries.basket.csv")?).expect("a text");
    let baskets: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    Some(Baskets::of(&baskets))
}

fn thresholds(support: &str, confidence: &str) -> Thresholds {
    Thresholds {
        support: support.parse().expect("a share"),
        confidence: confidence.parse().expect("a share"),
    }
}

#[test]
fn the_rules_of_groceries_are_those_of_the_reference_in_their_order() {
    let Some(baskets) = groceries() else { return };
    for (support, confidence) in [("0.001", "0.8"), ("0.006", "0.25")] {
        let name = format!("groceries_rules_s{support}_c{confidence}_expected.csv");
        let Some(path) = shared(&name) else { return };
        let rows = Rows::read(&path);
        let rules = baskets
            .rules(&thresholds(support, confidence))
            .expect("few");
        assert_eq!(rules.len(), rows.len());
        for (rule, row) in rules.iter().zip(rows.iter()) {
            let what = format!("{} => {}", rule.lhs.join("|"), rule.rhs);
            assert_eq!(what, format!("{} => {}", row.text("lhs"), row.text("rhs")));
            for (got, column) in [
                (rule.count, "count"),
                (rule.lhs_count, "lhs_count"),
                (rule.rhs_count, "rhs_count"),
                (rule.baskets, "n"),
            ] {
                assert_eq!(got, row.count(column), "{what}: {column}");
            }
            for (got, column) in [
                (rule.support(), "support"),
                (rule.confidence(), "confidence"),
                (rule.lift(), "lift"),
                (rule.leverage(), "leverage"),
            ] {
                near(&what, got, row.figure(column), 1e-9, 0.0);
            }
            match rule.conviction() {
                None => assert_eq!(row.text("conviction"), "inf", "{what}"),
                Some(conviction) => near(&what, conviction, row.figure("conviction"), 1e-9, 0.0),
            }
        }
    }
}

#[test]
fn the_counts_of_groceries_are_those_of_arules() {
    let Some(baskets) = groceries() else { return };
    assert_eq!(baskets.len(), 9835);
    for (support, sets) in [("0.01", 333), ("0.005", 1001), ("0.001", 13_492)] {
        let share = support.parse().expect("a share");
        assert_eq!(baskets.frequent_sets(share), Ok(sets), "{support}");
    }
    for (support, confidence, count) in [
        ("0.001", "0.5", 5668),
        ("0.005", "0.5", 120),
        ("0.01", "0.5", 15),
        ("0.009", "0.25", 224),
        ("0.01", "0.2", 231),
        ("0.001", "0.9", 129),
    ] {
        let rules = baskets
            .rules(&thresholds(support, confidence))
            .expect("few");
        assert_eq!(rules.len(), count, "{support} {confidence}");
    }
}

#[test]
fn the_edge_cases_of_the_window_are_counted_as_by_hand() {
    let rows = Rows::read(&own("seq_yoga_transactions.csv"));
    let expected = Rows::read(&own("seq_yoga_expected.csv"));
    let sales: Vec<ItemSale> = rows
        .iter()
        .map(|row| ItemSale {
            customer: row.text("customer_id"),
            day: row.day("date"),
            item: row.text("item"),
        })
        .collect();
    let any = Seen {
        index: 1,
        success: 1,
    };
    let got = rules(&sales, 30, "2024-04-30".parse().expect("a day"), any);
    assert_eq!(got.len(), expected.len());
    for (rule, row) in got.iter().zip(expected.iter()) {
        let what = format!("{} {}", rule.a, rule.b);
        assert_eq!(
            (rule.a.as_str(), rule.b.as_str()),
            (row.text("a"), row.text("b"))
        );
        for (got, column) in [
            (rule.all.n, "n_a"),
            (rule.all.k, "n_ab"),
            (rule.customers, "n_customers"),
            (rule.base.k, "base_k"),
            (rule.base.n, "base_n"),
            (rule.buyers_b, "buyers_b"),
            (rule.new_only.n, "n_a_new"),
            (rule.new_only.k, "n_ab_new"),
        ] {
            assert_eq!(got, row.count(column), "{what}: {column}");
        }
        for (got, column) in [
            (rule.interval.point, "confidence"),
            (rule.interval.lo, "wilson_lo"),
            (rule.interval.hi, "wilson_hi"),
            (rule.support(), "support"),
            (rule.lift_base().expect("a base"), "lift_base"),
            (rule.lift_prevalence(), "lift_prevalence"),
            (rule.new_only.share().expect("new ones"), "confidence_new"),
        ] {
            near(&what, got, row.figure(column), 0.0, 1e-7);
        }
    }
}
