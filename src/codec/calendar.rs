//! Opening hours as JSON: `{"calendars":{NAME:{"week":{"0":[["09:00","18:00"]],…},"closed":[DAY,…],"extra":[DAY,…],"extra_hours":[…]}}}`, the week
//! from Monday = 0. Decides nothing about what is open.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::insight::hours::{Calendar, Window};

/// Why a calendar cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCalendar {
    /// The file is no JSON of this shape, or hours run backwards.
    Shape,
    /// No calendar has this name; these there are.
    Unknown(Vec<String>),
}

#[derive(Deserialize)]
struct File {
    calendars: BTreeMap<String, Written>,
}

#[derive(Deserialize)]
struct Written {
    week: BTreeMap<String, Vec<[String; 2]>>,
    #[serde(default)]
    closed: BTreeSet<String>,
    #[serde(default)]
    extra: BTreeSet<String>,
    #[serde(default)]
    extra_hours: Vec<[String; 2]>,
}

/// The calendar of this name.
///
/// # Errors
/// The file has another shape, or no such calendar.
pub fn read(bytes: &[u8], name: &str) -> Result<Calendar, NoCalendar> {
    let file: File = serde_json::from_slice(bytes).map_err(|_| NoCalendar::Shape)?;
    match file.calendars.get(name) {
        Some(written) => calendar(written).ok_or(NoCalendar::Shape),
        None => Err(NoCalendar::Unknown(file.calendars.into_keys().collect())),
    }
}

fn calendar(written: &Written) -> Option<Calendar> {
    let mut week: [Vec<Window>; 7] = Default::default();
    for (day, hours) in &written.week {
        let day: usize = day.parse().ok()?;
        *week.get_mut(day)? = windows(hours)?;
    }
    Some(Calendar {
        week,
        closed: days(&written.closed)?,
        extra: days(&written.extra)?,
        extra_hours: windows(&written.extra_hours)?,
    })
}

fn days(texts: &BTreeSet<String>) -> Option<BTreeSet<NaiveDate>> {
    texts.iter().map(|text| text.parse().ok()).collect()
}

fn windows(hours: &[[String; 2]]) -> Option<Vec<Window>> {
    hours
        .iter()
        .map(|[start, end]| Window::new(minutes(start)?, minutes(end)?))
        .collect()
}

/// `09:30` or `26:00` as minutes from midnight.
fn minutes(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 48 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_is_found_by_name_or_the_names_are_told() {
        let text = br#"{"calendars":{"shop":{"week":{"0":[["18:00","26:00"]]}}}}"#;
        assert_eq!(
            read(text, "shop").map(|c| c.week[0].clone()),
            Ok(vec![Window::new(1080, 1560).expect("hours")])
        );
        assert_eq!(
            read(text, "bar").map(|_| ()),
            Err(NoCalendar::Unknown(vec!["shop".into()]))
        );
    }

    #[test]
    fn hours_that_run_backwards_are_no_calendar() {
        for week in [
            r#"{"0":[["18:00","02:00"]]}"#,
            r#"{"7":[]}"#,
            r#"{"0":[["9","10"]]}"#,
            r#"{"0":[["25:00","26:00"]]}"#,
        ] {
            let text = format!(r#"{{"calendars":{{"shop":{{"week":{week}}}}}}}"#);
            assert_eq!(
                read(text.as_bytes(), "shop").map(|_| ()),
                Err(NoCalendar::Shape),
                "{week}"
            );
        }
    }
}
