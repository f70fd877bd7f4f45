//! A table of customers: every row to a record, a reject or a skip; footers and duplicates found. Knows no file format.

use super::customer::{self, Outcome, Rules};
use super::delimited::Row;
use super::header::{Column, key};
use super::link::Links;
use super::preset::{Field, Role};
use super::report::{Customer, Found, Place, Reject, Skip, SkipReason, Warning, WarningCode};
use super::value::cell;
use crate::domain::clean::{clean_line, clean_text, is_clean};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// First cells of a row that sums up the others.
const TOTALS: [&str; 9] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "合計",
    "total",
    "subtotal",
    "grandtotal",
];
/// Beginnings of the only cell of a row that an exporter adds below its data.
const FOOTERS: [&str; 11] = [
    "grandtotals(",
    "confidentialinformation",
    "copyright(c)",
    "导出时间",
    "导出人",
    "导出日期",
    "制表",
    "打印时间",
    "打印日期",
    "以上数据",
    "generatedon",
];

/// Reads the rows of one file after another; remembers what it has seen.
#[derive(Debug, Default)]
pub struct Table {
    seen_ids: HashSet<u128>,
    seen_rows: HashSet<u128>,
}

impl Table {
    /// Reads one row into what was found in it, warnings first.
    pub fn read(
        &mut self,
        row: &Row,
        columns: &[Column],
        rules: &Rules<'_>,
        links: &Links,
        at: Place,
    ) -> Vec<Found> {
        if let Some(reason) = closing(row, columns) {
            return vec![skip(at, reason, row)];
        }
        let mut warnings = Vec::new();
        let outcome = customer::read(row, columns, rules, at, &mut warnings);
        let last = match outcome {
            Outcome::Customer(customer) if self.is_repeated(&customer, &rules.preset.id) => {
                return vec![skip(at, SkipReason::DuplicateInFile, row)];
            }
            Outcome::Skip(reason) => return vec![skip(at, reason, row)],
            Outcome::Customer(mut customer) => {
                add_company(&mut customer, row, columns, links);
                Found::Customer(customer)
            }
            Outcome::Reject(reason) => Found::Reject(Reject {
                at,
                reason,
                detail: None,
                cells: cells_of(row),
            }),
        };
        warnings
            .into_iter()
            .map(Found::Warning)
            .chain([last])
            .collect()
    }

    /// Ids are compared as they are, case and all; rows by every mapped field.
    fn is_repeated(&mut self, customer: &Customer, format: &str) -> bool {
        let known_id = match &customer.source_id {
            Some(id) => !self.seen_ids.insert(digest(&(format, id))),
            None => false,
        };
        known_id || !self.seen_rows.insert(digest(&mapped(customer)))
    }
}

/// The cells of a row as a file of rejects shows them.
pub fn cells_of(row: &Row) -> Vec<String> {
    row.cells.iter().map(|c| clean_text(c)).collect()
}

/// The warning of a row in which something a terminal would obey was removed.
pub fn controls(row: &Row, columns: &[Column], at: Place) -> Option<Warning> {
    let mut cells = columns.iter().zip(&row.cells);
    let (column, raw) = cells.find(|(_, raw)| {
        let text = cell::content(raw).unwrap_or_default();
        !is_clean(&text.replace("\r\n", "\n").replace('\r', "\n"))
    })?;
    Some(Warning {
        at,
        field: column.header.clone(),
        code: WarningCode::ControlCharsRemoved,
        raw: clean_line(raw),
    })
}

fn skip(at: Place, reason: SkipReason, row: &Row) -> Found {
    let first = row.cells.iter().find_map(|c| cell::content(c));
    Found::Skip(Skip {
        at,
        reason,
        detail: first.map(|c| clean_text(&c)),
    })
}

/// The name of the company whose record of another file the row points at.
fn add_company(customer: &mut Customer, row: &Row, columns: &[Column], links: &Links) {
    let mut pointing = columns
        .iter()
        .zip(&row.cells)
        .filter(|(c, _)| c.role == Role::Field(Field::CompanyId));
    let found = pointing.find_map(|(c, raw)| Some((c, links.find(&cell::content(raw)?)?)));
    if let (Some((column, company)), None) = (found, &customer.company) {
        customer.company = Some(company.label.clone());
        customer
            .extra
            .retain(|(header, _)| *header != column.header);
    }
}

/// Every mapped field; what is in `extra` has no field.
fn mapped(c: &Customer) -> impl Hash + '_ {
    (
        (c.kind, &c.name, c.gender, c.birthday, &c.phones, &c.emails),
        (
            &c.wechat, &c.address, &c.company, &c.title, &c.source, &c.owner,
        ),
        (&c.tags, &c.notes, c.created, &c.source_id),
    )
}

/// 128 bits, so that no two of a million rows meet by chance.
fn digest(value: &impl Hash) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        value.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

/// Whether a row closes the table instead of holding a record.
pub fn closing(row: &Row, columns: &[Column]) -> Option<SkipReason> {
    let filled: Vec<(usize, &String)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, c)| !c.trim().is_empty())
        .collect();
    let (_, first) = filled.first()?;
    if first.len() > 200 {
        return None;
    }
    let first = key(first);
    let counted = first.strip_prefix('共').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.ends_with(['条', '行', '人', '位', '个'])
    });
    if filled.len() == 1
        && columns.len() > 1
        && (counted || FOOTERS.iter().any(|f| first.starts_with(f)))
    {
        return Some(SkipReason::FooterRow);
    }
    let sums = filled.iter().skip(1).all(|(_, c)| {
        c.chars()
            .all(|c| c.is_ascii_digit() || "¥￥$.,-+ %元".contains(c))
    });
    if TOTALS.contains(&first.as_str()) && sums && !has_long_number(&filled) {
        return Some(SkipReason::TotalRow);
    }
    // Sheets pasted below each other repeat the header.
    let repeated = filled.len() > 1
        && filled.iter().all(|(at, c)| {
            columns
                .get(*at)
                .is_some_and(|col| key(&col.header) == key(c))
        });
    repeated.then_some(SkipReason::FooterRow)
}

/// Someone may be called Total; a telephone number beside it proves it.
fn has_long_number(filled: &[(usize, &String)]) -> bool {
    filled
        .iter()
        .any(|(_, c)| c.len() >= 11 && c.bytes().all(|b| b.is_ascii_digit()))
}
