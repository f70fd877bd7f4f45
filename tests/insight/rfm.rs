//! Scores, segments, classes, stages and cohorts of CDNOW, exact.

use std::collections::HashMap;

use chrono::NaiveDate;
use shuke::insight::buyer::{Buyer, buyers};
use shuke::insight::lifecycle::{self, Cuts};
use shuke::insight::rfm::class::{Class, Cut};
use shuke::insight::rfm::segment::Segment;
use shuke::insight::rfm::{Rfm, scores};
use shuke::insight::{cohort, tier};

use super::oracle::{Row, Rows, near, sales, shared};

fn last_day() -> NaiveDate {
    "1998-06-30".parse().expect("a day")
}

/// The reference names classes in Chinese.
fn chinese(class: Class) -> &'static str {
    match class {
        Class::KeyValue => "重要价值",
        Class::KeyHold => "重要保持",
        Class::KeyGrow => "重要发展",
        Class::KeyRegain => "重要挽留",
        Class::PlainValue => "一般价值",
        Class::PlainHold => "一般保持",
        Class::PlainGrow => "一般发展",
        Class::PlainRegain => "一般挽留",
    }
}

#[test]
fn each_customer_of_cdnow_is_scored_as_by_the_reference() {
    let (Some(path), Some(expected)) = (
        shared("cdnow_sample_transactions.csv"),
        shared("rfm_cdnow_sample_expected.csv"),
    ) else {
        return;
    };
    let (names, sales) = sales(&Rows::read(&path));
    let buyers = buyers(&sales, last_day());
    let rows = Rows::read(&expected);
    let rows: HashMap<&str, Row> = rows
        .iter()
        .map(|row| (row.text("customer_id"), row))
        .collect();
    let all: Vec<Rfm> = buyers
        .iter()
        .filter_map(|buyer| Rfm::of(buyer, last_day()))
        .collect();
    assert_eq!(all.len(), rows.len());
    let mut gaps: Vec<i64> = buyers.iter().flat_map(Buyer::gaps).collect();
    assert_eq!(gaps.len(), 4339);
    let cuts = lifecycle::cuts(&mut gaps);
    assert_eq!(
        cuts,
        Cuts {
            silent_days: 117,
            lost_days: 279
        }
    );
    let fixed = Cut::Fixed(Rfm {
        recency_days: 90,
        frequency: 3,
        monetary_cents: 10_000,
    });
    let mean = Cut::mean(&all);
    let scored = scores(&all).expect("enough");
    for ((one, scores), id) in all.iter().zip(scored).zip(&names) {
        let row = &rows[id.as_str()];
        let stage = lifecycle::stage(one.frequency, Some(one.recency_days), cuts);
        let got = [
            one.recency_days.to_string(),
            one.frequency.to_string(),
            scores.r.to_string(),
            scores.f.to_string(),
            scores.m.to_string(),
            Segment::of(scores).code().to_owned(),
            chinese(mean.class(one)).to_owned(),
            chinese(fixed.class(one)).to_owned(),
            stage.code().to_owned(),
        ];
        let want = [
            "recency_days",
            "frequency",
            "r_score",
            "f_score",
            "m_score",
            "segment",
            "cn8_mean",
            "cn8_fixed_R90_F3_M100",
            "stage",
        ]
        .map(|column| row.text(column).to_owned());
        assert_eq!(got, want, "{id}");
        assert_eq!(one.monetary_cents, row.cents("monetary"), "{id}");
    }
    let mut spends: Vec<i64> = all.iter().map(|one| one.monetary_cents).collect();
    spends.sort_unstable_by(|a, b| b.cmp(a));
    let cut = tier::vip_cut(&spends);
    assert_eq!(cut, 13_049);
    assert_eq!(spends.iter().filter(|&&spend| spend >= cut).count(), 472);
}

#[test]
fn cohorts_of_cdnow_are_those_of_the_reference() {
    let (Some(path), Some(expected)) = (
        shared("cdnow_sample_transactions.csv"),
        shared("cohort_cdnow_sample_expected.csv"),
    ) else {
        return;
    };
    let (_, sales) = sales(&Rows::read(&path));
    let cells = cohort::cells(&sales, last_day());
    let rows = Rows::read(&expected);
    assert_eq!(cells.len(), rows.len());
    for (cell, row) in cells.iter().zip(rows.iter()) {
        assert_eq!(cell.cohort.code(), row.text("cohort"));
        assert_eq!(cell.size as u64, row.count("cohort_size"));
        assert_eq!(cell.later as u64, row.count("k"));
        assert_eq!(cell.active as u64, row.count("active"));
        near(
            "retention",
            cell.retention(),
            row.figure("retention"),
            5.1e-7,
            0.0,
        );
        assert_eq!(cell.net_cents, row.cents("revenue"));
        assert_eq!(u64::from(cell.is_partial), row.count("partial"));
    }
}
