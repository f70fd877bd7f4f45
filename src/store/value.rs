//! How the desk's words and ids sit in SQLite cells: one conversion a type, errors that name the column.

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use super::{Error, Result};
use crate::domain::id::{
    AgentId, ContactId, CouponId, CustomerId, EventId, FactId, FieldId, FollowUpId, InteractionId,
    LevelId, OfferId, OpId, PointId, ProductId, PurchaseId, RelationId, RuleId, ScriptId,
    TagGroupId, TagId, ViewId, WantId,
};
use crate::domain::time::Millis;

/// Both directions for an integer newtype. A macro because the impls are the same for each.
macro_rules! integer_cells {
    ($($name:ident),+) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map(Self)
            }
        }
    )+};
}

integer_cells!(
    CouponId,
    LevelId,
    PointId,
    ProductId,
    WantId,
    OfferId,
    EventId,
    AgentId,
    ContactId,
    CustomerId,
    FactId,
    FieldId,
    RelationId,
    FollowUpId,
    InteractionId,
    Millis,
    OpId,
    PurchaseId,
    RuleId,
    ScriptId,
    TagGroupId,
    TagId,
    ViewId
);

/// A word of a closed set.
pub(super) fn word<T>(
    row: &Row,
    table: &'static str,
    column: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T> {
    let cell = row.get_ref(column)?;
    cell.as_str()
        .ok()
        .and_then(parse)
        .ok_or(Error::Value { table, column })
}

/// A word of a closed set, or nothing.
pub(super) fn maybe<T>(
    row: &Row,
    table: &'static str,
    column: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => word(row, table, column, parse).map(Some),
    }
}

/// A day.
pub(super) fn day(row: &Row, table: &'static str, column: &'static str) -> Result<NaiveDate> {
    word(row, table, column, |text| text.parse().ok())
}

/// The text a day is kept as.
pub(super) fn day_text(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}
