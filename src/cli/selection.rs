//! The chosen customers as a document: what a program of the user's own reads on its standard input.

use chrono::FixedOffset;
use serde_json::json;

use super::out::{SHAPE, cleanse};
use super::shape;
use crate::app::answer::Card;

/// The customers as `show --json` prints them, one row each.
#[must_use]
pub fn selection(cards: &[Card], offset: FixedOffset) -> String {
    let rows: Vec<_> = cards
        .iter()
        .map(|card| shape::card(card, &[], offset))
        .collect();
    let mut document = json!({ "shuke": SHAPE, "kind": "selection", "rows": rows });
    cleanse(&mut document);
    format!("{document}\n")
}
