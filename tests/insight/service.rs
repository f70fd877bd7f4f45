//! Satisfaction, business minutes and the key figures of tickets.

use shuke::insight::interval::Level;
use shuke::insight::satisfaction::{Csat, Nps};

use super::oracle::{Rows, near, own};

#[test]
fn intervals_are_those_of_the_reference() {
    for row in Rows::read(&own("csat_nps_expected.csv")).iter() {
        let level = Level::new(row.figure("conf_level")).expect("a level");
        let (first, answers) = (row.count("k_or_promoters"), row.count("n"));
        let got = match row.text("metric") {
            "csat_wilson" => Csat {
                satisfied: first,
                answers,
                points: 0,
            }
            .interval(level),
            _ => Nps {
                promoters: first,
                detractors: row.count("detractors"),
                answers,
            }
            .interval(level),
        }
        .expect("answers");
        for (got, column) in [(got.point, "point"), (got.lo, "lo"), (got.hi, "hi")] {
            near(
                &format!("{first} of {answers}"),
                got,
                row.figure(column),
                1e-8,
                0.0,
            );
        }
    }
}
