//! The quality board: counted from filters, kept once a month so that an improvement can be shown.

use super::answer::Quality;
use super::setting::Key;
use super::{App, Result, standard};
use crate::domain::filter::Filter;
use crate::domain::id::CustomerId;
use crate::domain::quality::{Board, Counter, Month, Part, STALE_DAYS, average_tenths, score};
use crate::domain::time::Now;
use crate::store::filter::Where;
use crate::store::{self, Db};

/// Months of scores that the board shows.
const MONTHS: usize = 12;

/// After how many days without being verified a record is stale, in this shop.
pub(super) fn stale_days(db: &Db) -> Result<u16> {
    let said = store::setting::get(db, Key::StaleDays.code())?;
    Ok(said
        .and_then(|days| days.parse().ok())
        .unwrap_or(STALE_DAYS))
}

fn count(db: &Db, now: Now, filter: &Filter) -> Result<i64> {
    let only = Where::of(filter, super::filter::scene(db, now)?);
    Ok(store::filter::count(db, &only)?)
}

/// How complete one record is, 0 to 100.
pub(super) fn score_of(db: &Db, now: Now, id: CustomerId) -> Result<i64> {
    let (scene, stale_days) = (super::filter::scene(db, now)?, stale_days(db)?);
    let mut having = Vec::new();
    for part in Part::ALL {
        let only = Where::of(&part.filter(stale_days), scene);
        if store::filter::holds(db, &only, id)? {
            having.push(part);
        }
    }
    Ok(score(|part| having.contains(&part)))
}

fn board(db: &Db, now: Now) -> Result<Board> {
    let stale_days = stale_days(db)?;
    let records = store::customer::count(db)?;
    let mut counts = [0; Counter::ALL.len()];
    for (n, counter) in Counter::ALL.into_iter().enumerate() {
        counts[n] = count(db, now, &counter.filter(stale_days))?;
    }
    let mut having = Vec::new();
    for part in Part::ALL {
        having.push((part, count(db, now, &part.filter(stale_days))?));
    }
    let of = |part| {
        let found = having.iter().find(|(known, _)| *known == part);
        found.map_or(0, |(_, count)| *count)
    };
    let lacking = standard::of(db)?.lacking();
    Ok(Board {
        lacking: lacking.map(|filter| count(db, now, &filter)).transpose()?,
        records,
        score_tenths: average_tenths(records, of),
        counts,
    })
}

impl App {
    /// The board as it is now, and the last look of each month before this one, newest first.
    pub(super) fn quality(&self) -> Result<Quality> {
        let now = self.now();
        let this = now.today().format("%Y-%m").to_string();
        let mut months = store::score::newest(&self.db, MONTHS)?;
        months.retain(|month| month.month != this);
        Ok(Quality {
            now: board(&self.db, now)?,
            months,
            stale_days: stale_days(&self.db)?,
            lacking: standard::of(&self.db)?.lacking(),
        })
    }

    /// Keeps the board of this month, once a day.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn keep_the_score(&mut self) -> Result<()> {
        let now = self.now();
        let today = now.today().to_string();
        if self.is_read_only() || store::score::looked_at(&self.db)?.as_deref() == Some(&today) {
            return Ok(());
        }
        // A large shop is counted for seconds, in which no other window may be kept from writing.
        let month = Month {
            month: now.today().format("%Y-%m").to_string(),
            board: board(&self.db, now)?,
        };
        let tx = store::file::begin(&mut self.db)?;
        store::score::keep(&tx, &month, &today)?;
        Ok(store::file::commit(tx)?)
    }
}
