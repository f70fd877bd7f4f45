//! Interactions: a call, a message, a visit, and what came of it.

use crate::domain::id::{CustomerId, InteractionId};
use crate::domain::log_line::{Channel, Direction, Outcome};
use crate::domain::time::Millis;

/// Words by which a note is known to tell of a complaint, in the languages of the shops.
pub const COMPLAINTS: [&str; 2] = ["投诉", "complain"];

/// How long a logged interaction may still be edited, in milliseconds; afterwards only a correction row is added (F43).
pub const EDITABLE_MS: i64 = 24 * 60 * 60 * 1000;

/// One logged interaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interaction {
    pub id: InteractionId,
    pub customer: CustomerId,
    pub said: Said,
    /// The interaction this one corrects.
    pub corrects: Option<InteractionId>,
}

/// What happened, as typed or imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub at: Millis,
    pub channel: Channel,
    pub direction: Option<Direction>,
    pub minutes: Option<u32>,
    pub outcome: Option<Outcome>,
    pub note: String,
    pub author: String,
    /// The record's id in the system it was imported from; empty when typed here.
    pub source_id: String,
}
