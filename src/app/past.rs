//! A field's past: who changed it, when, from what to what. Contact values come masked.

use super::{App, Result};
use crate::domain::contact::{Method, mask};
use crate::domain::id::{CustomerId, TagId};
use crate::domain::past::{Field, Past};
use crate::store::past::Change;
use crate::store::{self, Db};

/// How many changes of one field are told.
const CHANGES: usize = 500;

impl App {
    /// What a field was before, newest first.
    pub(super) fn past(&self, customer: CustomerId, field: Field) -> Result<Vec<Past>> {
        let db = &self.db;
        let (table, shown) = match field {
            Field::Column(column) => ("customer", column),
            Field::Contact(_) => ("contact", "value"),
            Field::Tags => ("customer_tag", "tag_id"),
            Field::Facts => ("fact", "text"),
        };
        let only = match field {
            Field::Contact(method) => Some(("method", method.code())),
            _ => None,
        };
        let mut changes = store::past::of(db, customer, table, shown, only)?;
        // The customer's other columns have a past of their own.
        changes.retain(|change| table != "customer" || change.column == shown);
        changes.truncate(CHANGES);
        let told = |change| told(db, table, shown, field, change);
        Ok(changes
            .into_iter()
            .map(told)
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect())
    }
}

fn told(
    db: &Db,
    table: &'static str,
    shown: &str,
    field: Field,
    change: Change,
) -> Result<Option<Past>> {
    let Some(op) = store::history::get(db, change.op)? else {
        return Ok(None);
    };
    let is_shown = change.column == shown;
    let shown_as = |value: Option<String>| said(db, field, value);
    let plain = |value: Option<String>| -> Result<Option<String>> {
        if is_shown { shown_as(value) } else { Ok(value) }
    };
    Ok(Some(Past {
        agent: store::setting::agent_name(db, op.agent)?.unwrap_or_default(),
        table,
        about: shown_as(change.about)?,
        old: plain(change.old)?.filter(|text| !text.is_empty()),
        new: plain(change.new)?.filter(|text| !text.is_empty()),
        column: change.column,
        op,
    }))
}

/// A value as it may be shown.
fn said(db: &Db, field: Field, value: Option<String>) -> Result<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    Ok(Some(match field {
        Field::Contact(method @ (Method::Phone | Method::Email | Method::WeChat)) => {
            mask(method, &value)
        }
        Field::Tags => match value.parse() {
            Ok(id) => store::past::tag_name(db, TagId(id))?.unwrap_or(value),
            Err(_) => value,
        },
        Field::Column(_) | Field::Facts => value,
    }))
}
