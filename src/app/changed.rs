//! What an op did, as the screen needs to know it: kinds touched, customers touched, and a step that can be named.

use crate::app::Result;
use crate::domain::contact::{Method, mask};
use crate::domain::history::{FieldChange, Step, Way};
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::KindSet;
use crate::domain::listing::apart;
use crate::domain::mask::masked;
use crate::i18n::{self, Strings};
use crate::store::{self, Db};

/// What one op changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// `None` when everything already was as asked.
    pub op: Option<OpId>,
    pub kinds: KindSet,
    pub customers: Vec<CustomerId>,
    /// The customer to go to next, where there is one.
    pub show: Option<CustomerId>,
    pub step: Step,
    /// Somebody was erased, and the file could not be written anew afterwards: its freed places are only zeroed.
    pub keeps_its_pages: bool,
}

impl Changed {
    /// Nothing had to be done.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            op: None,
            kinds: KindSet::EMPTY,
            customers: Vec::new(),
            show: None,
            step: Step::default(),
            keeps_its_pages: false,
        }
    }
}

/// The step an op was. For undo and redo, the op at the bottom of it.
///
/// # Errors
/// Only what the store says.
pub(super) fn step_of(db: &Db, id: OpId) -> Result<Step> {
    let mut way = Way::Did;
    let mut row = store::history::get(db, id)?;
    while let Some(back) = row.as_ref().and_then(|op| op.undo_of) {
        way = if way == Way::Undid {
            Way::Redid
        } else {
            Way::Undid
        };
        row = store::history::get(db, back)?;
    }
    let Some(op) = row else {
        return Ok(Step::default());
    };
    let customer = match op.customer {
        Some(customer) => named(db, customer)?,
        None => None,
    };
    Ok(Step {
        kind: op.kind,
        way,
        customer,
        count: op.count,
    })
}

/// A customer's name, with what tells them from others of the same name.
pub(super) fn named(db: &Db, id: CustomerId) -> Result<Option<String>> {
    let Some(name) = store::customer::name(db, id)? else {
        return Ok(None);
    };
    let beside = beside(db, id)?;
    Ok(Some(masked(format!("{name} {beside}").trim_end())))
}

/// What tells a customer from others of the same name; empty where nobody shares it.
pub(super) fn beside(db: &Db, id: CustomerId) -> Result<String> {
    let marks = store::customer::marks(db, id)?;
    Ok(marks.map_or_else(String::new, |marks| {
        apart(
            &mask(Method::Phone, &marks.phone),
            &marks.city,
            &marks.company,
        )
    }))
}

/// What people call the field that changed; for a whole row, what kind of row it was.
#[must_use]
pub fn field_label(s: &Strings, change: &FieldChange) -> &'static str {
    let Some(table) = store::column::table(&change.table) else {
        return "";
    };
    match table.column(&change.column) {
        Some(column) => (column.label)(s),
        None => i18n::kind(s, table.kind),
    }
}
