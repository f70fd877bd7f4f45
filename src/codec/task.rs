//! Tasks and notes about records of other files of the set. One that points at nothing known is rejected.

use super::customer::{self, Rules};
use super::delimited::Row;
use super::header::{Column, key};
use super::link::{Linked, Links};
use super::preset::{Content, Role, TaskField};
use super::report::{
    Found, Interaction, Place, Reject, RejectReason, Skip, SkipReason, Task, TaskStatus, Warning,
    WarningCode,
};
use super::table::{cells_of, closing, controls};
use super::value::cell;
use super::value::date::{self, Moment};
use crate::domain::clean::{clean_line, clean_text};

/// Where a note was made, if no column says.
const NOTE: &str = "note";

/// Reads one row of a file of tasks or of notes.
pub fn read(
    row: &Row,
    columns: &[Column],
    rules: &Rules<'_>,
    links: &Links,
    at: Place,
) -> Vec<Found> {
    if let Some(reason) = closing(row, columns) {
        return vec![skip(at, reason)];
    }
    if let Some(reason) = customer::fault(row, columns) {
        return vec![reject(at, reason, row, None)];
    }
    let of = RowOf {
        row,
        columns,
        rules,
        at,
    };
    let deleted = of.line(TaskField::Deleted).map(|d| key(&d));
    if matches!(deleted.as_deref(), Some("1" | "true" | "yes" | "是")) {
        return vec![skip(at, SkipReason::DeletedInSource)];
    }
    let Some(parent) = of.parent(links) else {
        let detail = of.line(TaskField::Parent);
        return vec![reject(at, RejectReason::UnknownParent, row, detail)];
    };
    let mut found: Vec<Found> = controls(row, columns, at)
        .map(Found::Warning)
        .into_iter()
        .collect();
    let record = if rules.preset.content == Content::Tasks {
        of.task(parent, &mut found)
    } else {
        of.note(parent, &mut found)
    };
    found.push(record.unwrap_or_else(|reason| reject(at, reason, row, None)));
    found
}

struct RowOf<'a> {
    row: &'a Row,
    columns: &'a [Column],
    rules: &'a Rules<'a>,
    at: Place,
}

impl RowOf<'_> {
    fn task(&self, parent: &Linked, found: &mut Vec<Found>) -> Result<Found, RejectReason> {
        let body = self.text(TaskField::Body);
        let subject = self.line(TaskField::Subject).or_else(|| body.clone());
        let due = self.moment(TaskField::Due, found);
        Ok(Found::Task(Box::new(Task {
            subject: subject.unwrap_or_default(),
            notes: body,
            due,
            status: status(&self.line(TaskField::Status).unwrap_or_default()),
            owner: self.line(TaskField::Owner),
            customer: Some(parent.label.clone()),
            customer_at: Some(parent.at),
            own: Vec::new(),
            at: self.at,
        })))
    }

    fn note(&self, parent: &Linked, found: &mut Vec<Found>) -> Result<Found, RejectReason> {
        let time = self.moment(TaskField::Time, found);
        let channel = self.line(TaskField::Channel).map(|c| c.to_lowercase());
        let written = [self.line(TaskField::Subject), self.text(TaskField::Body)];
        Ok(Found::Interaction(Box::new(Interaction {
            time: time.ok_or(RejectReason::MissingTime)?,
            channel: channel.unwrap_or_else(|| NOTE.to_owned()),
            direction: None,
            body: written.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            agent: self.line(TaskField::Owner),
            customer: Some(parent.label.clone()),
            customer_at: Some(parent.at),
            cells: Vec::new(),
            own: Vec::new(),
            is_event: false,
            at: self.at,
        })))
    }

    /// The first column that names a known record: the person before the company.
    fn parent<'l>(&self, links: &'l Links) -> Option<&'l Linked> {
        self.cells(TaskField::Parent).find_map(|(_, id)| {
            let prefix = self.rules.preset.id_prefix.as_deref();
            links.find(prefix.and_then(|p| id.strip_prefix(p)).unwrap_or(&id))
        })
    }

    fn cells(&self, wanted: TaskField) -> impl Iterator<Item = (&str, String)> {
        let columns = self.columns.iter().zip(&self.row.cells);
        columns
            .filter(move |(c, _)| c.role == Role::Task(wanted))
            .filter_map(|(c, raw)| Some((c.header.as_str(), cell::content(raw)?.into_owned())))
    }

    fn line(&self, wanted: TaskField) -> Option<String> {
        let mut lines = self.cells(wanted).map(|(_, text)| clean_line(&text));
        lines.find(|line| !line.is_empty())
    }

    fn text(&self, wanted: TaskField) -> Option<String> {
        let mut texts = self.cells(wanted).map(|(_, text)| clean_text(&text));
        texts.find(|text| !text.is_empty())
    }

    fn moment(&self, wanted: TaskField, found: &mut Vec<Found>) -> Option<Moment> {
        let (header, raw) = self.cells(wanted).next()?;
        date::moment(&raw, self.rules.preset.dates, self.rules.zone).unwrap_or_else(|_| {
            found.push(Found::Warning(Warning {
                at: self.at,
                field: header.to_owned(),
                code: WarningCode::BadDate,
                raw: clean_line(&raw),
            }));
            None
        })
    }
}

fn status(word: &str) -> TaskStatus {
    match key(word).as_str() {
        "completed" | "complete" | "done" | "closed" | "finished" | "已完成" | "完成" => {
            TaskStatus::Done
        }
        "cancelled" | "canceled" | "已取消" | "取消" => TaskStatus::Cancelled,
        _ => TaskStatus::Open,
    }
}

fn skip(at: Place, reason: SkipReason) -> Found {
    Found::Skip(Skip {
        at,
        reason,
        detail: None,
    })
}

fn reject(at: Place, reason: RejectReason, row: &Row, detail: Option<String>) -> Found {
    Found::Reject(Reject {
        at,
        reason,
        detail,
        cells: cells_of(row),
    })
}
