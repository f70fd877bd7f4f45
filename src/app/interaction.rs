//! Logging what was said, and setting the next step in the same breath.

use chrono::NaiveDate;

use super::follow_up::{self, After};
use super::{Done, Error, Result, Work};
use crate::domain::clean;
use crate::domain::customer::NOTE_MAX;
use crate::domain::id::{CustomerId, FollowUpId, InteractionId};
use crate::domain::interaction::{EDITABLE_MS, Interaction, Said};
use crate::domain::kind::Kind;
use crate::domain::log_line::LogLine;
use crate::domain::time::Millis;
use crate::store;

/// A write to the interaction log.
#[derive(Debug, Clone)]
pub enum Op {
    Log {
        customer: CustomerId,
        line: LogLine,
        /// When it happened; `None` for now.
        at: Option<Millis>,
        /// The follow-up this settles.
        closes: Option<FollowUpId>,
        after: After,
    },
    /// Says an interaction anew. In its first day the row changes; later a correction row is added beside it (F43).
    Amend { id: InteractionId, line: LogLine },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Log { .. } => "interaction.log",
            Self::Amend { .. } => "interaction.amend",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Log {
                customer,
                line,
                at,
                closes,
                after,
            } => {
                super::customer::require(work, *customer)?;
                let said = said(work, line, at.unwrap_or(work.now.at))?;
                let id = InteractionId(work.id());
                store::interaction::insert(
                    work.db,
                    &Interaction {
                        id,
                        customer: *customer,
                        said,
                        corrects: None,
                    },
                )?;
                if let Some(follow_up) = closes {
                    follow_up::close_as_done(work, *follow_up, after)?;
                }
                follow_up::schedule_after(work, *customer, after)?;
                Ok(Done::about(*customer))
            }
            Self::Amend { id, line } => amend(work, *id, line),
        }
    }
}

fn amend(work: &mut Work, id: InteractionId, line: &LogLine) -> Result<Done> {
    let before = store::interaction::get(work.db, id)?.ok_or(Error::NotFound(Kind::Interaction))?;
    super::customer::require(work, before.customer)?;
    let fresh = work.now.at.0 - before.said.at.0 < EDITABLE_MS;
    let note = super::hidden::meant(
        work,
        before.customer,
        ("interaction", "note"),
        &line.note,
        &before.said.note,
    )?;
    let line = &LogLine {
        note,
        ..line.clone()
    };
    let said = said(work, line, if fresh { before.said.at } else { work.now.at })?;
    if fresh {
        store::interaction::update(work.db, id, &said)?;
    } else {
        let correction = InteractionId(work.id());
        store::interaction::insert(
            work.db,
            &Interaction {
                id: correction,
                customer: before.customer,
                said,
                corrects: Some(id),
            },
        )?;
    }
    Ok(Done::about(before.customer))
}

fn said(work: &Work, line: &LogLine, at: Millis) -> Result<Said> {
    let note = clean::clean_text(&line.note).trim().to_owned();
    if note.chars().count() > NOTE_MAX {
        return Err(Error::TooLong { limit: NOTE_MAX });
    }
    Ok(Said {
        at,
        channel: line.channel,
        direction: Some(line.direction),
        minutes: line.minutes,
        outcome: line.outcome,
        note,
        author: work.author.clone(),
        source_id: String::new(),
    })
}

/// The next step a log line itself names, as what comes after.
#[must_use]
pub fn named_next(line: &LogLine) -> Option<(NaiveDate, String)> {
    line.next.as_ref().map(|next| (next.day, next.what.clone()))
}
