//! What is said about offers: what somebody may need again, what goes with what they have, how to win them back.

use chrono::NaiveDate;

use crate::domain::offer::{Hits, Play, Put, STEP_DAYS};
use crate::insight::rebuy::{Miss, Rebuy};

use super::Strings;

/// Texts about offers.
pub struct OfferWords {
    pub one: &'static str,
    pub matter: &'static str,
    pub what: &'static str,
    pub about: &'static str,
    pub reply: &'static str,
    /// The heading of the queue's part.
    pub suggested: &'static str,
    /// By how many days such a day was wrong, in the middle, and of how many.
    pub miss: fn(i64, usize) -> String,
    /// An item, and after how many days it is bought again.
    pub every: fn(&str, i64) -> String,
    pub take_rebuy: fn(&str) -> String,
    pub decline_rebuy: fn(&str) -> String,
    pub take_law: fn(&str, &str) -> String,
    pub decline_law: fn(&str, &str) -> String,
    /// The note of a follow-up about an item.
    pub rebuy_note: fn(&str) -> String,
    pub play: fn(Play) -> &'static str,
    pub start_play: fn(&str) -> String,
    /// What is offered, how they are apologised to, why they are visited.
    pub steps: fn(Play) -> [&'static str; 3],
    /// Won, of how many judged, of how many tried.
    pub won: fn(&Hits) -> String,
    pub never_tried: &'static str,
    pub plays: &'static str,
    pub tried: &'static str,
    pub judged: &'static str,
    pub won_label: &'static str,
    pub taken: &'static str,
    pub put: &'static str,
    pub none: &'static str,
    /// What the command line wants: a thing, a way.
    pub not_now: &'static str,
    pub answered: &'static str,
    pub no_such: &'static str,
}

/// What comes of taking something somebody may need again: a follow-up on the day, never before today.
#[must_use]
pub fn rebuy_steps(s: &Strings, rebuy: &Rebuy, today: NaiveDate) -> Vec<(NaiveDate, String)> {
    vec![(rebuy.due.max(today), (s.offer.rebuy_note)(&rebuy.item))]
}

/// What comes of taking what goes with something: a follow-up today, with the sentence to say.
#[must_use]
pub fn law_steps(s: &Strings, put: &Put, today: NaiveDate) -> Vec<(NaiveDate, String)> {
    vec![(today, (s.report.offer)(&put.about, &put.what))]
}

/// The steps of a play: an apology, then an offer, then a visit.
#[must_use]
pub fn play_steps(s: &Strings, play: Play, today: NaiveDate) -> Vec<(NaiveDate, String)> {
    let texts = (s.offer.steps)(play);
    let mut steps: Vec<(NaiveDate, String)> = STEP_DAYS
        .iter()
        .zip(texts)
        .filter_map(|(days, text)| {
            let due = today.checked_add_days(chrono::Days::new(*days))?;
            let name = (s.offer.play)(play);
            Some((due, format!("{name}{}{text}", s.plain.colon)))
        })
        .collect();
    steps.sort_by_key(|step| step.0);
    steps
}

/// How wrong such days were; empty where nothing tells.
#[must_use]
pub fn miss(s: &Strings, miss: Option<&Miss>) -> String {
    miss.map(|miss| (s.offer.miss)(miss.days, miss.n))
        .unwrap_or_default()
}

/// How a play went so far.
#[must_use]
pub fn league(s: &Strings, hits: &Hits) -> String {
    if hits.n == 0 {
        s.offer.never_tried.to_owned()
    } else {
        (s.offer.won)(hits)
    }
}
