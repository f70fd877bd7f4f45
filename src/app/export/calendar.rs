//! What a calendar is told: open promises, birthdays to come, visits made. Solar birthdays return every year, lunar ones are listed.

use chrono::{Datelike, Days};

use super::place::{Parts, Sink};
use super::{Scenery, card, io};
use crate::app::{Error, Result};
use crate::codec::write::calendar::{Calendar, Entry, Promises, When};
use crate::domain::birthday::{Birthday, Calendar as Reckoning};
use crate::domain::time::Millis;
use crate::store::sheet::{self, Cell, Sheet, book};

/// How many years ahead a lunar birthday is listed.
const LUNAR_YEARS: u32 = 5;

pub(super) fn ics(scenery: &Scenery, parts: &mut Parts, promises: Promises) -> Result<()> {
    scenery.announce(&book::FOLLOW_UPS)?;
    scenery.announce(&book::CUSTOMERS)?;
    scenery.announce(&book::INTERACTIONS)?;
    let mut calendar = begin(scenery, parts)?;
    let mut rows = promised(scenery, &mut calendar, promises)?;
    rows += born(scenery, &mut calendar)?;
    rows += visited(scenery, &mut calendar)?;
    let sink = calendar.finish().map_err(io(scenery.order))?;
    parts.keep("shuke.ics", rows, sink)
}

pub(super) fn begin(scenery: &Scenery, parts: &Parts) -> Result<Calendar<Sink>> {
    let now = scenery.now.at.at(scenery.now.offset);
    Calendar::new(parts.file()?, now).map_err(io(scenery.order))
}

/// Cells of a row by name.
struct Named<'r>(&'r Sheet, &'r [Cell<'r>]);

impl<'r> Named<'r> {
    fn cell(&self, name: &str) -> Cell<'r> {
        let at = self.0.columns.iter().position(|column| column.name == name);
        at.and_then(|at| self.1.get(at).copied())
            .unwrap_or(Cell::Empty)
    }

    fn text(&self, name: &str) -> &'r str {
        match self.cell(name) {
            Cell::Text(text) => text,
            _ => "",
        }
    }

    fn number(&self, name: &str) -> i64 {
        match self.cell(name) {
            Cell::Number(number) => number,
            _ => 0,
        }
    }
}

fn each(
    scenery: &Scenery,
    sheet: &'static Sheet,
    take: &mut dyn FnMut(Named) -> Result<()>,
) -> Result<()> {
    let columns: Vec<_> = sheet.columns.iter().collect();
    let (rows, look) = (scenery.rows(), scenery.look());
    sheet::each::<Error>(scenery.db, sheet, &columns, rows, look, &mut |row| {
        scenery.step()?;
        take(Named(sheet, row))
    })
}

/// Open promises, each on its day.
pub(super) fn promised(
    scenery: &Scenery,
    calendar: &mut Calendar<Sink>,
    promises: Promises,
) -> Result<u64> {
    let mut rows = 0;
    each(scenery, &book::FOLLOW_UPS, &mut |row| {
        let (Ok(due), "open") = (row.text("due").parse(), row.text("progress")) else {
            return Ok(());
        };
        rows += 1;
        let entry = Entry {
            uid: format!("follow-up-{}@shuke", row.number("follow_up_id")),
            when: When::Day(due),
            summary: (scenery.s.export.promise)(
                &scenery.said(row.text("customer")),
                first_line(&scenery.said(row.text("promise"))),
            ),
            description: scenery.said(row.text("promise")).into_owned(),
            is_done: false,
            rings: true,
        };
        let written = match promises {
            Promises::Event => calendar.event(&entry),
            Promises::Todo => calendar.todo(&entry),
        };
        written.map_err(io(scenery.order))
    })?;
    Ok(rows)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn born(scenery: &Scenery, calendar: &mut Calendar<Sink>) -> Result<u64> {
    let mut rows = 0;
    card::each(scenery, &mut |person| {
        let Some(birthday) = person.customer.about.birthday else {
            return Ok(());
        };
        let name = &person.customer.about.name;
        for (uid, when) in days(birthday, scenery, person.customer.id.0) {
            rows += 1;
            let entry = Entry {
                uid,
                when,
                summary: (scenery.s.export.birthday)(name),
                description: birthday.lunar_zh().unwrap_or_default(),
                is_done: false,
                rings: true,
            };
            calendar.event(&entry).map_err(io(scenery.order))?;
        }
        Ok(())
    })?;
    Ok(rows)
}

/// The days on which a birthday is kept, each with what it is known by.
fn days(birthday: Birthday, scenery: &Scenery, id: i64) -> Vec<(String, When)> {
    let today = scenery.now.today();
    if birthday.calendar() == Reckoning::Solar {
        // From the last one that has come, so that a rule for the end of February starts on it.
        let year = today.checked_sub_days(Days::new(366)).unwrap_or(today);
        let first = birthday.next_on_or_after(year);
        let leaps = birthday.month() == 2 && birthday.day() == Some(29);
        let first = match (leaps, first) {
            (true, Some(_)) => chrono::NaiveDate::from_ymd_opt(2024, 2, 29),
            (_, first) => first,
        };
        let entry = |day| (format!("birthday-{id}@shuke"), When::Yearly(day));
        return first.map(entry).into_iter().collect();
    }
    let mut days = Vec::new();
    let mut from = today;
    while let Some(day) = birthday.next_on_or_after(from) {
        if day.year_ce().1 >= today.year_ce().1 + LUNAR_YEARS {
            break;
        }
        days.push((format!("birthday-{id}-{day}@shuke"), When::Day(day)));
        from = day.checked_add_days(Days::new(30)).unwrap_or(day);
    }
    days
}

fn visited(scenery: &Scenery, calendar: &mut Calendar<Sink>) -> Result<u64> {
    let mut rows = 0;
    each(scenery, &book::INTERACTIONS, &mut |row| {
        if row.text("channel") != "visit" {
            return Ok(());
        }
        rows += 1;
        let entry = Entry {
            uid: format!("visit-{}@shuke", row.number("interaction_id")),
            when: When::At {
                start: Millis(row.number("at")).at(scenery.now.offset),
                minutes: row.number("minutes"),
            },
            summary: (scenery.s.export.visit)(&scenery.said(row.text("customer"))),
            description: scenery.said(row.text("said")).into_owned(),
            is_done: true,
            rings: false,
        };
        calendar.event(&entry).map_err(io(scenery.order))
    })?;
    Ok(rows)
}
