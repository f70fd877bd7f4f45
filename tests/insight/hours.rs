//! Satisfaction and business minutes. The key figures of tickets are compared through the command line.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use shuke::codec::calendar;
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

#[test]
fn business_minutes_and_due_times_are_those_of_the_reference() {
    let file = std::fs::read(own("bizhours_calendars.json")).expect("a file");
    let calendars: HashMap<&str, _> = ["A_24x7", "B_office_cn", "C_shop_10_22", "D_night_18_02"]
        .into_iter()
        .map(|name| (name, calendar::read(&file, name).expect("a calendar")))
        .collect();
    let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time");
    for row in Rows::read(&own("bizhours_expected.csv")).iter() {
        let (calendar, start) = (&calendars[row.text("calendar")], at(row.text("start")));
        let what = format!("{} {start}", row.text("calendar"));
        let minutes = calendar.minutes(start, at(row.text("end")));
        assert_eq!(minutes.to_string(), row.text("business_minutes"), "{what}");
        let target = row.text("target_minutes").parse().expect("minutes");
        assert_eq!(
            calendar.due(start, target),
            Some(at(row.text("due"))),
            "{what}"
        );
    }
}
