//! A field's past: who changed it, when, from what to what. Contact values come masked.

use super::{App, Result};
use crate::domain::contact::{Method, mask};
use crate::domain::id::{CustomerId, TagId};
use crate::domain::name::Lang;
use crate::domain::past::{Field, Past};
use crate::i18n::{Strings, label, strings};
use crate::store::past::Change;
use crate::store::{self, Db};

/// How many changes of one field are told.
const CHANGES: usize = 500;

/// The column of a customer's own row that goes by this name, or by its label in either language.
#[must_use]
pub fn column_named(name: &str) -> Option<&'static str> {
    let wanted = name.trim().to_lowercase();
    let table = store::column::table("customer")?;
    let found = table.columns.iter().find(|column| {
        let labels = [Lang::Zh, Lang::En].map(|lang| (column.label)(strings(lang)).to_lowercase());
        column.name == wanted || labels.contains(&wanted)
    });
    found.map(|column| column.name)
}

/// The field that goes by this name, or by its label in either language.
#[must_use]
pub fn field_named(name: &str) -> Option<Field> {
    let wanted = name.trim().to_lowercase();
    let is = |word: fn(&Strings) -> &'static str| {
        [Lang::Zh, Lang::En]
            .into_iter()
            .any(|lang| word(strings(lang)).to_lowercase() == wanted)
    };
    let method = Method::ALL.into_iter().find(|method| {
        method.code() == wanted
            || [Lang::Zh, Lang::En]
                .into_iter()
                .any(|lang| label::method(strings(lang), *method).to_lowercase() == wanted)
    });
    if let Some(method) = method {
        Some(Field::Contact(method))
    } else if wanted == "tags" || is(|s| s.field.tags) || is(|s| s.field.tag) {
        Some(Field::Tags)
    } else if wanted == "facts" || is(|s| s.kind.fact) {
        Some(Field::Facts)
    } else {
        column_named(name).map(Field::Column)
    }
}

/// What people call the field.
#[must_use]
pub fn field_label(s: &Strings, field: Field) -> &'static str {
    match field {
        Field::Contact(method) => label::method(s, method),
        Field::Tags => s.field.tags,
        Field::Facts => s.kind.fact,
        Field::Column(name) => column_label(s, "customer", name),
    }
}

/// What people call a column; nothing for one that is not there.
#[must_use]
pub fn column_label(s: &Strings, table: &str, name: &str) -> &'static str {
    store::column::table(table)
        .and_then(|table| table.column(name))
        .map_or("", |column| (column.label)(s))
}

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
