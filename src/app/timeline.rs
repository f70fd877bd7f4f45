//! What happened with a customer, newest first, with runs of alike edits told as one.

use super::Result;
use super::answer::{Moment, Trace};
use super::cut;
use super::query::HITS;
use crate::domain::id::CustomerId;
use crate::domain::listing::Moments;
use crate::i18n::custom::MASK;
use crate::insight::lifecycle;
use crate::store::{self, Db};
use chrono::NaiveDate;

/// How many moments of a timeline are shown.
const MOMENTS: usize = 10_000;
/// How many edits of a record a timeline looks through.
const EDITS: usize = 500;
/// So many edits of one kind in a row are told as one.
const RUN: usize = 3;

pub(super) fn timeline(
    db: &Db,
    id: CustomerId,
    moments: Moments,
    today: NaiveDate,
) -> Result<Vec<Moment>> {
    let mut all = Vec::new();
    if moments.has(Moments::Said) {
        all.extend(
            store::timeline::interactions(db, id, MOMENTS)?
                .into_iter()
                .map(Moment::Said),
        );
    }
    if moments.has(Moments::Bought) {
        all.extend(
            store::purchase::newest_of(db, id, MOMENTS)?
                .into_iter()
                .map(Moment::Bought),
        );
    }
    if moments.has(Moments::Settled) {
        all.extend(
            store::timeline::closed_follow_ups(db, id, MOMENTS)?
                .into_iter()
                .map(Moment::Settled),
        );
    }
    if moments.has(Moments::Edited) {
        let days = store::purchase::days_of(db, id)?;
        let turns = lifecycle::turns(&days, cut::stages(db)?, today);
        all.extend(turns.into_iter().map(Moment::Turned));
        for firing in store::rule::firings(db, id, MOMENTS)? {
            if firing.ended_at.is_some() {
                all.push(Moment::Ended(firing.clone()));
            }
            all.push(Moment::Fired(firing));
        }
        for op in store::history::page(db, Some(id), EDITS)? {
            // What an undo took back says whether it belongs here.
            let step = super::changed::step_of(db, op.id)?;
            if Moment::is_an_edit(&step.kind) {
                let mut fields = store::history::changes(db, op.id, 40)?;
                // Which field it was is not known here, and it may be a sensitive one.
                for change in fields
                    .iter_mut()
                    .filter(|change| change.table == "field_value")
                {
                    for value in [&mut change.old, &mut change.new].into_iter().flatten() {
                        MASK.clone_into(value);
                    }
                }
                all.push(Moment::Edited {
                    op,
                    step,
                    fields,
                    times: 1,
                });
            }
        }
    }
    all.sort_by_key(|moment| std::cmp::Reverse(moment.order()));
    all.truncate(MOMENTS);
    Ok(collapsed(&all))
}

/// Tells a run of edits of one kind, such as twenty tags put on by an import, as its newest with a count.
pub(super) fn collapsed(all: &[Moment]) -> Vec<Moment> {
    let mut kept = Vec::with_capacity(all.len());
    for run in all.chunk_by(Moment::is_like) {
        match run {
            [
                Moment::Edited {
                    op, step, fields, ..
                },
                ..,
            ] if run.len() >= RUN => kept.push(Moment::Edited {
                op: op.clone(),
                step: step.clone(),
                fields: fields.clone(),
                times: run.len(),
            }),
            run => kept.extend_from_slice(run),
        }
    }
    kept
}

pub(super) fn traces(db: &Db, customer: Option<CustomerId>) -> Result<Vec<Trace>> {
    store::history::page(db, customer, HITS)?
        .into_iter()
        .map(|op| {
            Ok(Trace {
                step: super::changed::step_of(db, op.id)?,
                purpose: store::history::purpose(db, op.id)?,
                op,
            })
        })
        .collect()
}
