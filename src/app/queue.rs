//! The follow-up queue: what is late, for today, soon and later.

use super::Result;
use super::answer::{Queue, QueueRow};
use super::offer::{self, Suggested};
use crate::domain::contact::{Method, mask};
use crate::domain::customer::Tier;
use crate::domain::follow_up::{Bucket, SOON_DAYS, urgency};
use crate::domain::listing::apart;
use crate::domain::time::{Millis, Now};
use crate::store::follow_up::QueueLine;
use crate::store::{self, Db};
use chrono::{Days, NaiveDate};

/// How many lines a part of the queue shows.
const QUEUE_LINES: usize = 200;

/// The first so many of the four spans of the queue: late, today, soon, later.
pub(super) fn queue(db: &Db, moment: Now, spans_wanted: usize) -> Result<Queue> {
    let (now, today, offset) = (moment.at, moment.today(), moment.offset);
    let soon = today
        .checked_add_days(Days::new(SOON_DAYS))
        .unwrap_or(NaiveDate::MAX);
    let next = |day: NaiveDate| day.succ_opt().unwrap_or(day);
    let (first, last) = (
        NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or(today),
        NaiveDate::from_ymd_opt(9999, 12, 30).unwrap_or(today),
    );
    let spans = [
        (first, today.pred_opt().unwrap_or(today)),
        (today, today),
        (next(today), soon),
        (next(soon), last),
    ];
    let mut rows = Vec::new();
    let mut counts = [0; 4];
    for (n, (from, to)) in spans.into_iter().take(spans_wanted).enumerate() {
        counts[n] = store::follow_up::count_between(db, from, to)?;
        let mut part: Vec<QueueRow> = store::follow_up::due_between(db, from, to, QUEUE_LINES)?
            .into_iter()
            .map(|line| queue_row(line, today))
            .collect();
        if n == 0 {
            part.sort_by_key(|row| {
                (
                    std::cmp::Reverse(urgency(row.tier, row.follow_up.due, today)),
                    row.follow_up.due,
                )
            });
        } else {
            part.sort_by_key(|row| (row.follow_up.due, row.tier));
        }
        rows.extend(part);
    }
    let midnight =
        now.0 - (now.0 + i64::from(offset.local_minus_utc()) * 1000).rem_euclid(86_400_000);
    let done_today =
        store::follow_up::closed_between(db, Millis(midnight), Millis(midnight + 86_400_000))?;
    Ok(Queue {
        rows,
        counts,
        done_today,
        suggested: match spans_wanted {
            4 => offer::suggested(db, today)?,
            _ => Suggested::default(),
        },
    })
}

pub(super) fn queue_row(line: QueueLine, today: NaiveDate) -> QueueRow {
    let phone = mask(Method::Phone, &line.phone);
    QueueRow {
        beside: if line.is_twin {
            apart(&phone, &line.city, &line.company)
        } else {
            String::new()
        },
        bucket: Bucket::of(line.follow_up.due, today),
        days_late: (today - line.follow_up.due).num_days(),
        name: line.name,
        tier: Tier::from_rank(line.tier),
        phone,
        city: line.city,
        pinned: line.pinned,
        follow_up: line.follow_up,
    }
}
