//! iCalendar (RFC 5545): what is promised, whom to congratulate, where somebody went. Times are UTC, days are whole days.

use std::io::{Result, Write};

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Utc};

use super::fold::{escaped, line};

/// When an alarm of a whole day rings, counted from its midnight: at nine.
const ALARM: &str = "PT9H";

/// How a promise is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Promises {
    /// As an event of a whole day, which every calendar shows.
    #[default]
    Event,
    /// As a task, which Google and the iPhone leave out.
    Todo,
}

/// When something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Day(NaiveDate),
    /// Every year from this day on.
    Yearly(NaiveDate),
    At {
        start: DateTime<FixedOffset>,
        minutes: i64,
    },
}

/// One thing in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Stays the same for ever.
    pub uid: String,
    pub when: When,
    pub summary: String,
    pub description: String,
    /// A promise that is kept; everything else is over or comes by itself.
    pub is_done: bool,
    pub rings: bool,
}

/// A calendar being written.
pub struct Calendar<W> {
    out: W,
    stamp: String,
}

impl<W: Write> Calendar<W> {
    /// Begins a calendar written at this moment.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn new(mut out: W, now: DateTime<FixedOffset>) -> Result<Self> {
        line(&mut out, "BEGIN", "VCALENDAR")?;
        line(&mut out, "VERSION", "2.0")?;
        line(&mut out, "PRODID", "-//shuke//export 1//ZH")?;
        line(&mut out, "CALSCALE", "GREGORIAN")?;
        line(&mut out, "METHOD", "PUBLISH")?;
        Ok(Self {
            out,
            stamp: utc(&now),
        })
    }

    /// Writes an event.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn event(&mut self, entry: &Entry) -> Result<()> {
        line(&mut self.out, "BEGIN", "VEVENT")?;
        self.head(entry)?;
        let out = &mut self.out;
        match entry.when {
            When::Day(day) | When::Yearly(day) => {
                line(out, "DTSTART;VALUE=DATE", &date(day))?;
                let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
                line(out, "DTEND;VALUE=DATE", &date(next))?;
                line(out, "TRANSP", "TRANSPARENT")?;
            }
            When::At { start, minutes } => {
                line(out, "DTSTART", &utc(&start))?;
                line(out, "DURATION", &format!("PT{}M", minutes.max(1)))?;
            }
        }
        if let When::Yearly(day) = entry.when {
            line(out, "RRULE", &yearly(day))?;
        }
        self.alarm(entry)?;
        line(&mut self.out, "END", "VEVENT")
    }

    /// Writes a task.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn todo(&mut self, entry: &Entry) -> Result<()> {
        line(&mut self.out, "BEGIN", "VTODO")?;
        self.head(entry)?;
        if let When::Day(day) | When::Yearly(day) = entry.when {
            line(&mut self.out, "DTSTART;VALUE=DATE", &date(day))?;
            let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
            line(&mut self.out, "DUE;VALUE=DATE", &date(next))?;
        }
        let status = if entry.is_done {
            "COMPLETED"
        } else {
            "NEEDS-ACTION"
        };
        line(&mut self.out, "STATUS", status)?;
        self.alarm(entry)?;
        line(&mut self.out, "END", "VTODO")
    }

    /// Ends the calendar.
    ///
    /// # Errors
    /// Only what the writer says.
    pub fn finish(mut self) -> Result<W> {
        line(&mut self.out, "END", "VCALENDAR")?;
        Ok(self.out)
    }

    fn head(&mut self, entry: &Entry) -> Result<()> {
        let out = &mut self.out;
        line(out, "UID", &escaped(&entry.uid))?;
        line(out, "DTSTAMP", &self.stamp)?;
        line(out, "SUMMARY", &escaped(&entry.summary))?;
        match entry.description.as_str() {
            "" => Ok(()),
            text => line(out, "DESCRIPTION", &escaped(text)),
        }
    }

    fn alarm(&mut self, entry: &Entry) -> Result<()> {
        if !entry.rings {
            return Ok(());
        }
        let out = &mut self.out;
        line(out, "BEGIN", "VALARM")?;
        line(out, "ACTION", "DISPLAY")?;
        line(out, "DESCRIPTION", &escaped(&entry.summary))?;
        line(out, "TRIGGER", ALARM)?;
        line(out, "END", "VALARM")
    }
}

/// A birthday of 29 February is kept on the last day of February.
fn yearly(day: NaiveDate) -> String {
    match (day.month(), day.day()) {
        (2, 29) => "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1".to_owned(),
        _ => "FREQ=YEARLY".to_owned(),
    }
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn utc(at: &DateTime<FixedOffset>) -> String {
    at.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(when: When, todo: bool) -> String {
        let now = DateTime::parse_from_rfc3339("2026-03-02T10:00:00+08:00").expect("a moment");
        let entry = Entry {
            uid: "follow-up-7@shuke".to_owned(),
            when,
            summary: "回访, 王芳".to_owned(),
            description: String::new(),
            is_done: false,
            rings: true,
        };
        let mut calendar = Calendar::new(Vec::new(), now).expect("begins");
        let done = match todo {
            true => calendar.todo(&entry),
            false => calendar.event(&entry),
        };
        done.expect("writes");
        String::from_utf8(calendar.finish().expect("ends")).expect("text")
    }

    #[test]
    fn an_entry_says_when_it_is() {
        let day = "2024-02-29".parse().expect("a day");
        let start = DateTime::parse_from_rfc3339("2026-03-02T14:30:00+08:00").expect("a moment");
        for (when, todo, want) in [
            (
                When::Day(day),
                false,
                "DTSTART;VALUE=DATE:20240229\r\nDTEND;VALUE=DATE:20240301\r\n",
            ),
            (
                When::Yearly(day),
                false,
                "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n",
            ),
            (
                When::At { start, minutes: 0 },
                false,
                "DTSTART:20260302T063000Z\r\nDURATION:PT1M\r\n",
            ),
            (
                When::Day(day),
                true,
                "DUE;VALUE=DATE:20240301\r\nSTATUS:NEEDS-ACTION\r\n",
            ),
        ] {
            let text = written(when, todo);
            assert!(text.contains(want), "{text}");
            assert!(text.contains("UID:follow-up-7@shuke\r\nDTSTAMP:20260302T020000Z\r\n"));
            assert!(text.contains("SUMMARY:回访\\, 王芳\r\n"));
        }
    }
}
