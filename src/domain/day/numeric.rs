//! Days written in figures: `2026-03-05`, `3/5`, `+2w`. The language does not matter here.

use chrono::NaiveDate;

use super::scan::Scan;
use super::{Place, Reader, Setting, Unit, date_of_year, later};

pub(super) const READERS: [Reader; 4] = [full, compact, month_and_day, distance];

const UNITS: [(&str, Unit); 4] = [
    ("d", Unit::Day),
    ("w", Unit::Week),
    ("m", Unit::Month),
    ("y", Unit::Year),
];

/// `2026-03-05`, `2026/3/5`, `2026.3.5`
fn full(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (year, s) = s.digits(4, 4)?;
    let mark = ["-", "/", "."]
        .into_iter()
        .find(|mark| s.eat(mark).is_some())?;
    let (month, s) = s.eat(mark)?.digits(1, 2)?;
    let (day, s) = s.eat(mark)?.digits(1, 2)?;
    // A further part makes it an order number or an address.
    let goes_on =
        setting.place == Place::Sentence && s.eat(mark).and_then(|s| s.digits(1, 9)).is_some();
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    (!goes_on).then_some((date, s))
}

/// `20260305`
fn compact(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    if setting.place == Place::Sentence {
        return None;
    }
    let (figures, s) = s.digits(8, 8)?;
    let date = NaiveDate::from_ymd_opt(
        (figures / 10_000).try_into().ok()?,
        figures / 100 % 100,
        figures % 100,
    )?;
    Some((date, s))
}

/// `3/5`, month first; in a sentence it is a score or a fraction.
fn month_and_day(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    if setting.place == Place::Sentence {
        return None;
    }
    let (month, s) = s.digits(1, 2)?;
    let (day, s) = s.eat("/")?.digits(1, 2)?;
    Some((date_of_year(setting.today, month, day)?, s))
}

/// `+3d`, `+2w`, `+1m`, `+1y`; alone in a field `+3` is days.
fn distance(s: Scan, setting: Setting) -> Option<(NaiveDate, Scan)> {
    let (count, s) = s.eat("+")?.spaces().digits(1, 4)?;
    let (unit, s) = match (s.eat_entry(&UNITS), setting.place) {
        (Some((unit, after)), _) => (unit, after),
        (None, Place::Field) => (Unit::Day, s),
        (None, Place::Sentence) => return None,
    };
    Some((later(setting.today, count, unit)?, s))
}
