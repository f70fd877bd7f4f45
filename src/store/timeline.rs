//! What only a customer's timeline reads in SQLite: interactions and closed follow-ups, newest first.

use rusqlite::{Connection, params};

use super::{Result, follow_up, interaction};
use crate::domain::follow_up::FollowUp;
use crate::domain::id::CustomerId;
use crate::domain::interaction::Interaction;

/// A customer's newest interactions, newest first.
///
/// # Errors
/// Only what SQLite says.
pub fn interactions(
    db: &Connection,
    customer: CustomerId,
    limit: usize,
) -> Result<Vec<Interaction>> {
    let sql = format!(
        "SELECT {} FROM interaction WHERE customer_id = ?1 ORDER BY at DESC, id DESC LIMIT ?2",
        interaction::COLUMNS
    );
    db.prepare_cached(&sql)?
        .query_and_then(
            params![customer, cap(limit)],
            interaction::row_to_interaction,
        )?
        .collect()
}

/// A customer's last closed follow-ups, last closed first.
///
/// # Errors
/// Only what SQLite says.
pub fn closed_follow_ups(
    db: &Connection,
    customer: CustomerId,
    limit: usize,
) -> Result<Vec<FollowUp>> {
    let sql = format!(
        "SELECT {} FROM follow_up WHERE customer_id = ?1 AND closed_at IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT ?2",
        follow_up::COLUMNS
    );
    db.prepare_cached(&sql)?
        .query_and_then(params![customer, cap(limit)], follow_up::row_to_follow_up)?
        .collect()
}

fn cap(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
