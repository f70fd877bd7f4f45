//! The tables that leave the file as sheets: which columns they have, and their rows one after another. A million rows take the memory
//! of one. Formats nothing; hides nothing.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, ToSql};

use super::filter::Where;
use super::listing::Walk;
use super::star::Look;
use super::{Error, Result};
use crate::domain::custom::{Custom, Secrecy, Type};
use crate::domain::id::CustomerId;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Text,
    /// Several values, a line each.
    Lines,
    Phones,
    Emails,
    /// `phone:+86…`: how, and with what.
    Contact,
    /// A row's own number.
    Key,
    /// A word of a closed set, by its code.
    Word,
    Cents,
    /// Thousandths.
    Milli,
    Count,
    /// `2026-03-02`.
    Day,
    /// Milliseconds since 1970 in UTC.
    Moment,
    /// A value of a field of the shop's own.
    Own(Kept),
}

/// What the values of a field of the shop's own are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Text,
    /// A decimal: a number, an amount.
    Number,
    Day,
    /// Yes or no.
    Truth,
    /// Sensitive, whatever its type.
    Secret,
}

/// One column of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<'c> {
    /// What scripts call it; the header of a field of the shop's own.
    pub name: &'c str,
    pub form: Form,
    pub(super) sql: &'c str,
}

/// A field of the shop's own as a column of the sheet of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    header: String,
    kept: Kept,
    sql: String,
}

impl Own {
    /// The column of a field, under this header.
    #[must_use]
    pub fn new(field: &Custom, header: String) -> Self {
        let id = field.id;
        Self {
            header,
            kept: match (field.shape.secrecy, &field.shape.of) {
                (Secrecy::Sensitive, _) => Kept::Secret,
                (_, Type::Number | Type::Money) => Kept::Number,
                (_, Type::Date) => Kept::Day,
                (_, Type::Bool) => Kept::Truth,
                (_, Type::Text | Type::List(_) | Type::Link) => Kept::Text,
            },
            sql: format!(
                "(SELECT value FROM field_value WHERE customer_id = c.id AND field_id = {id})"
            ),
        }
    }

    #[must_use]
    pub fn column(&self) -> Column<'_> {
        Column {
            name: &self.header,
            form: Form::Own(self.kept),
            sql: &self.sql,
        }
    }
}

/// One sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// What scripts and files call it.
    pub name: &'static str,
    pub columns: &'static [Column<'static>],
    pub(super) from: &'static str,
    pub(super) scope: Scope,
}

/// Whose rows a sheet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// A row a customer, in the order of a list.
    List,
    /// Rows `r` with a `customer_id`, in the order they were made.
    OfCustomers,
    /// Rows `r` of the shop, whoever is meant.
    Shop,
}

/// One cell as it lies in the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Number(i64),
    Text(&'a str),
}

/// Which rows.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    /// Of the customers a condition means, in the order of a list where the sheet is that of customers.
    Of(&'a Where, &'a Walk),
    /// Of these customers.
    These(&'a [CustomerId], &'a Walk),
}

pub(super) const fn column(name: &'static str, form: Form, sql: &'static str) -> Column<'static> {
    Column { name, form, sql }
}

/// Never, as `customer_derived` keeps it.
const DUE: &str = "nullif(d.next_due, '9999-12-31')";

/// Who they are, with all that the list knows of them.
pub const CUSTOMERS: Sheet = Sheet {
    name: "customers",
    from: "customer_derived d JOIN customer c ON c.id = d.customer_id",
    scope: Scope::List,
    columns: &[
        column("id", Form::Key, "c.id"),
        column("name", Form::Text, "c.name"),
        column(
            "phones",
            Form::Phones,
            "(SELECT group_concat(value, char(10)) FROM (SELECT value FROM contact WHERE customer_id = c.id AND method = 'phone' ORDER BY rank, id))",
        ),
        column(
            "wechat",
            Form::Lines,
            "(SELECT group_concat(value, char(10)) FROM (SELECT value FROM contact WHERE customer_id = c.id AND method = 'wechat' ORDER BY rank, id))",
        ),
        column(
            "emails",
            Form::Emails,
            "(SELECT group_concat(value, char(10)) FROM (SELECT value FROM contact WHERE customer_id = c.id AND method = 'email' ORDER BY rank, id))",
        ),
        column(
            "tags",
            Form::Lines,
            "(SELECT group_concat(name, char(10)) FROM (SELECT tag.name FROM customer_tag ct JOIN tag ON tag.id = ct.tag_id WHERE ct.customer_id = c.id ORDER BY ct.id))",
        ),
        column(
            "tier",
            Form::Word,
            "CASE d.tier WHEN 0 THEN 'vip' WHEN 1 THEN 'regular' ELSE 'potential' END",
        ),
        column("gender", Form::Word, "c.gender"),
        column("birthday", Form::Day, "c.birthday"),
        column("company", Form::Text, "c.company"),
        column("title", Form::Text, "c.title"),
        column("city", Form::Text, "c.city"),
        column("address", Form::Text, "c.address"),
        column("source", Form::Text, "c.source"),
        column("owner", Form::Text, "c.owner"),
        column("nickname", Form::Text, "c.nickname"),
        column("hobbies", Form::Text, "c.hobbies"),
        column(
            "likes",
            Form::Lines,
            "(SELECT group_concat(text, char(10)) FROM (SELECT text FROM fact WHERE customer_id = c.id AND leaning = 'like' ORDER BY id))",
        ),
        column(
            "avoids",
            Form::Lines,
            "(SELECT group_concat(text, char(10)) FROM (SELECT text FROM fact WHERE customer_id = c.id AND leaning = 'avoid' ORDER BY id))",
        ),
        column(
            "needs",
            Form::Lines,
            "(SELECT group_concat(text, char(10)) FROM (SELECT text FROM fact WHERE customer_id = c.id AND leaning = 'need' ORDER BY id))",
        ),
        column("note", Form::Text, "c.note"),
        column("pinned", Form::Text, "c.pinned"),
        column("preferred", Form::Word, "c.preferred"),
        column("party", Form::Word, "c.party"),
        column("consent", Form::Word, "c.consent"),
        column("created_at", Form::Moment, "c.created_at"),
        column("last_contact", Form::Moment, "nullif(d.last_contact, 0)"),
        column("next_due", Form::Day, DUE),
        column("last_purchase", Form::Day, "d.last_purchase"),
        column("purchase_days", Form::Count, "d.purchase_days"),
        column("spend", Form::Cents, "d.spend_cents"),
        column("source_id", Form::Text, "c.source_id"),
    ],
};

pub(super) const OF_CUSTOMER: &str =
    "JOIN customer c ON c.id = r.customer_id JOIN customer_derived d ON d.customer_id = c.id";

/// How they are reached.
pub const CONTACTS: Sheet = Sheet {
    name: "contacts",
    from: "contact r",
    scope: Scope::OfCustomers,
    columns: &[
        column("contact_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("method", Form::Word, "r.method"),
        column("contact", Form::Contact, "r.method || ':' || r.value"),
        column("label", Form::Text, "r.label"),
        column("rank", Form::Count, "r.rank"),
        column("reach", Form::Word, "r.reach"),
    ],
};

/// What was said.
pub const INTERACTIONS: Sheet = Sheet {
    name: "interactions",
    from: "interaction r",
    scope: Scope::OfCustomers,
    columns: &[
        column("interaction_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("at", Form::Moment, "r.at"),
        column("channel", Form::Word, "r.channel"),
        column("direction", Form::Word, "r.direction"),
        column("minutes", Form::Count, "r.minutes"),
        column("outcome", Form::Word, "r.outcome"),
        column("said", Form::Text, "r.note"),
        column("author", Form::Text, "r.author"),
        column("corrects", Form::Key, "r.corrects"),
        column("source_id", Form::Text, "r.source_id"),
    ],
};

/// What was bought, and what was given back.
pub const PURCHASES: Sheet = Sheet {
    name: "purchases",
    from: "purchase r",
    scope: Scope::OfCustomers,
    columns: &[
        column("purchase_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("day", Form::Day, "r.day"),
        column("item", Form::Text, "r.item"),
        column("quantity", Form::Milli, "r.quantity_milli"),
        column("amount", Form::Cents, "r.amount_cents"),
        column("pay_method", Form::Text, "r.pay_method"),
        column("source_id", Form::Text, "r.source_id"),
    ],
};

/// What was promised, and what became of it.
pub const FOLLOW_UPS: Sheet = Sheet {
    name: "follow-ups",
    from: "follow_up r",
    scope: Scope::OfCustomers,
    columns: &[
        column("follow_up_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("due", Form::Day, "r.due"),
        column("promise", Form::Text, "r.note"),
        column("owner", Form::Text, "r.owner"),
        column("progress", Form::Word, "r.progress"),
        column("closed_at", Form::Moment, "r.closed_at"),
        column("reason", Form::Text, "r.reason"),
        column("source_id", Form::Text, "r.source_id"),
    ],
};

/// Who carries which tag.
pub const TAGS: Sheet = Sheet {
    name: "tags",
    from: "customer_tag r JOIN tag t ON t.id = r.tag_id",
    scope: Scope::OfCustomers,
    columns: &[
        column("tag_id", Form::Key, "r.id"),
        column("customer_id", Form::Key, "r.customer_id"),
        column("customer", Form::Text, "c.name"),
        column("tag", Form::Text, "t.name"),
    ],
};

/// Every sheet, customers first.
pub const SHEETS: [&Sheet; 6] = [
    &CUSTOMERS,
    &CONTACTS,
    &INTERACTIONS,
    &PURCHASES,
    &FOLLOW_UPS,
    &TAGS,
];

impl Sheet {
    /// The sheet of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        SHEETS.into_iter().find(|sheet| sheet.name == name)
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column<'static>> {
        self.columns.iter().find(|column| column.name == name)
    }

    fn sql(&self, columns: &[&Column], rows: Rows) -> String {
        let cells: Vec<&str> = columns.iter().map(|column| column.sql).collect();
        let (only, walk) = match rows {
            Rows::Of(only, walk) => (only.sql.clone(), walk),
            Rows::These(_, walk) => (
                "d.customer_id IN (SELECT value FROM json_each(:these))".to_owned(),
                walk,
            ),
        };
        let (join, order) = match self.scope {
            Scope::List => ("", walk.order()),
            Scope::OfCustomers => (OF_CUSTOMER, "r.id".to_owned()),
            Scope::Shop => {
                let cells = cells.join(", ");
                return format!("SELECT {cells} FROM {} ORDER BY r.id", self.from);
            }
        };
        format!(
            "SELECT {} FROM {} {join} WHERE {only} ORDER BY {order}",
            cells.join(", "),
            self.from
        )
    }
}

/// Hands over every row of a sheet, one after another.
///
/// # Errors
/// Whatever SQLite or the taker says; the taker's error ends it.
pub fn each<E: From<Error>>(
    db: &Connection,
    sheet: &Sheet,
    columns: &[&Column],
    rows: Rows,
    look: Look,
    take: &mut dyn FnMut(&[Cell]) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let these = match rows {
        Rows::These(ids, _) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            format!("[{}]", ids.join(","))
        }
        Rows::Of(..) => String::new(),
    };
    let mut values: Vec<(&str, &dyn ToSql)> = match rows {
        Rows::Of(only, _) => only.bound().collect(),
        Rows::These(..) => Vec::new(),
    };
    if matches!(rows, Rows::These(..)) {
        values.push((":these", &these));
    }
    if sheet.scope == Scope::Shop {
        values.clear();
    }
    let sql = super::star::settled(&sheet.sql(columns, rows), look);
    run(db, &sql, values.as_slice(), take)
}

/// Hands over every row of a query.
pub(super) fn run<E: From<Error>>(
    db: &Connection,
    sql: &str,
    values: &[(&str, &dyn ToSql)],
    take: &mut dyn FnMut(&[Cell]) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut statement = db.prepare(sql).map_err(Error::from)?;
    let count = statement.column_count();
    let mut found = statement.query(values).map_err(Error::from)?;
    while let Some(row) = found.next().map_err(Error::from)? {
        take(&cells(row, count)?)?;
    }
    Ok(())
}

fn cells<'r>(row: &'r Row, count: usize) -> Result<Vec<Cell<'r>>> {
    (0..count)
        .map(|n| {
            Ok(match row.get_ref(n)? {
                ValueRef::Null => Cell::Empty,
                ValueRef::Integer(number) => Cell::Number(number),
                text => Cell::Text(text.as_str().map_err(|_| Error::Value {
                    table: "export",
                    column: "text",
                })?),
            })
        })
        .collect()
}

/// Rows looked at first: a column that is used at all is mostly used there.
const LOOKED_AT: usize = 500;

/// Which of the columns say anything in any row. Columns that do early cost nothing more; the others are looked through once.
///
/// # Errors
/// Only what SQLite says.
pub fn filled<'c, 'd>(
    db: &Connection,
    sheet: &Sheet,
    columns: &[&'c Column<'d>],
    rows: Rows,
    look: Look,
) -> Result<Vec<&'c Column<'d>>> {
    let mut says = vec![false; columns.len()];
    let is_said = |cell: &Cell| !matches!(cell, Cell::Empty | Cell::Text(""));
    let mut seen = 0;
    let met = each::<Ended>(db, sheet, columns, rows, look, &mut |row| {
        for (says, cell) in says.iter_mut().zip(row) {
            *says |= is_said(cell);
        }
        seen += 1;
        match seen < LOOKED_AT && !says.iter().all(|says| *says) {
            true => Ok(()),
            false => Err(Ended::Enough),
        }
    });
    let silent: Vec<&Column> = columns
        .iter()
        .zip(&says)
        .filter(|(_, says)| !**says)
        .map(|(column, _)| *column)
        .collect();
    match met {
        Err(Ended::Store(error)) => return Err(error),
        // Every row was seen, or every column speaks.
        Ok(()) => {}
        Err(Ended::Enough) if silent.is_empty() => {}
        Err(Ended::Enough) => each::<Error>(db, sheet, &silent, rows, look, &mut |row| {
            let mut cells = row.iter();
            for (column, says) in columns.iter().zip(says.iter_mut()) {
                let is_silent = silent.iter().any(|one| one.name == column.name);
                *says |= is_silent && cells.next().is_some_and(is_said);
            }
            Ok(())
        })?,
    }
    let spoken = columns.iter().zip(says).filter(|(_, says)| *says);
    Ok(spoken.map(|(column, _)| *column).collect())
}

/// Why a look at rows ended.
enum Ended {
    Enough,
    Store(Error),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

/// How many rows a sheet has for these customers.
///
/// # Errors
/// Only what SQLite says.
pub fn count(db: &Connection, sheet: &Sheet, rows: Rows) -> Result<u64> {
    const ONE: Column<'static> = column("n", Form::Count, "1");
    let look = Look {
        real: false,
        offset_seconds: None,
        today: None,
    };
    let mut n = 0;
    each::<Error>(db, sheet, &[&ONE], rows, look, &mut |_| {
        n += 1;
        Ok(())
    })?;
    Ok(n)
}
