//! Which row of a table is its header, and the header of what: by signatures, then by words. Binds no column.

use super::{LONGEST_HEADER, generic_role, key, loose_role, readings};
use crate::codec::delimited::Row;
use crate::codec::preset::{Content, Field, MessageField, OrderField, Preset, Presets, Role};

/// One word understood makes a header only in a row this narrow.
const NARROW: usize = 4;

/// How many cells of a row are known headers, of customers or of anything else.
pub fn understood(presets: &Presets, row: &Row) -> usize {
    let words = || std::iter::once(&presets.generic).chain(&presets.others);
    let means = |role: Role| !matches!(role, Role::Field(Field::Extra | Field::Ignored));
    row.cells
        .iter()
        .filter(|cell| cell.len() <= LONGEST_HEADER)
        .map(|cell| key(cell))
        .filter(|key| !key.is_empty() && key.len() <= LONGEST_HEADER)
        .filter(|key| {
            let readings = readings(key);
            words().any(|p| readings.iter().any(|r| p.role(r).is_some_and(means)))
        })
        .count()
}

fn is_known(presets: &Presets, cell: &str) -> bool {
    cell.len() <= LONGEST_HEADER
        && !matches!(
            generic_role(presets, cell),
            None | Some(Role::Field(Field::Extra | Field::Ignored))
        )
}

/// The header among the first rows of a table: its place, and the format it is the signature of.
pub fn find<'p>(presets: &'p Presets, rows: &[Row]) -> Option<(usize, Option<&'p Preset>)> {
    let first = |recognised: &dyn Fn(&Row) -> Option<&'p Preset>| {
        rows.iter()
            .enumerate()
            .find_map(|(at, row)| Some((at, Some(recognised(row)?))))
    };
    first(&|row| presets.recognise(&row.cells))
        .or_else(|| first(&|row| recognise_by_words(presets, row)))
        .or_else(|| customers_at(presets, rows).map(|at| (at, None)))
}

/// The row that has most words for customers' columns.
fn customers_at(presets: &Presets, rows: &[Row]) -> Option<usize> {
    let mut best = (0, None);
    for (at, row) in rows.iter().enumerate() {
        let known = row.cells.iter().filter(|c| is_known(presets, c)).count();
        let filled = row.cells.iter().filter(|c| !c.trim().is_empty()).count();
        if known > best.0 && (known > 1 || filled <= NARROW) && names_someone(presets, row) {
            best = (known, Some(at));
        }
    }
    best.1
}

/// Orders or messages of no known exporter, by what their columns are called.
fn recognise_by_words<'p>(presets: &'p Presets, row: &Row) -> Option<&'p Preset> {
    presets.others.iter().find(|words| {
        let roles: Vec<Role> = row
            .cells
            .iter()
            .filter_map(|c| loose_role(words, c))
            .collect();
        match words.content {
            Content::Orders => is_of_orders(&roles),
            Content::Messages => is_of_messages(&roles) && !has_numbers(presets, row),
            Content::Events => is_of_events(&roles),
            _ => false,
        }
    })
}

/// A number and money: a number alone stands in many a list of customers.
fn is_of_orders(roles: &[Role]) -> bool {
    use OrderField::{Amount, ItemPrice, LineAmount, Number};
    let has = |fields: &[OrderField]| {
        roles
            .iter()
            .any(|r| matches!(r, Role::Order(_, f) if fields.contains(f)))
    };
    has(&[Number]) && has(&[Amount, LineAmount, ItemPrice])
}

/// A time, a text, and who wrote it.
fn is_of_messages(roles: &[Role]) -> bool {
    use MessageField::{Body, IsSender, Sender, SenderName, Time};
    let has = |fields: &[MessageField]| {
        roles
            .iter()
            .any(|r| matches!(r, Role::Message(f) if fields.contains(f)))
    };
    has(&[Time]) && has(&[Body]) && has(&[IsSender, Sender, SenderName])
}

/// A time, what was done, and who did it.
fn is_of_events(roles: &[Role]) -> bool {
    use MessageField::{Talker, TalkerName, Time, Type};
    let has = |fields: &[MessageField]| {
        roles
            .iter()
            .any(|r| matches!(r, Role::Message(f) if fields.contains(f)))
    };
    let is_contact = |role: &Role| matches!(role, Role::Field(Field::Phone | Field::Email));
    has(&[Time]) && has(&[Type]) && (has(&[Talker, TalkerName]) || roles.iter().any(is_contact))
}

/// Telephone numbers and addresses beside a message make it a customer's row, not a conversation's.
fn has_numbers(presets: &Presets, row: &Row) -> bool {
    row.cells.iter().any(|c| {
        matches!(
            generic_role(presets, c),
            Some(Role::Field(Field::Phone | Field::Email))
        )
    })
}

/// Whether some column can say who a record is about.
fn names_someone(presets: &Presets, row: &Row) -> bool {
    use Field::{Company, Contact, Email, Family, FileAs, Given, Name, Nickname, Phone, Wechat};
    row.cells.iter().any(|c| {
        let role = if c.len() <= LONGEST_HEADER {
            generic_role(presets, c)
        } else {
            None
        };
        matches!(
            role,
            Some(Role::Field(
                Company
                    | Contact
                    | Email
                    | Family
                    | FileAs
                    | Given
                    | Name
                    | Nickname
                    | Phone
                    | Wechat
            ))
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_found_below_titles() {
        let presets = Presets::builtin().unwrap();
        let row = |cells: &[&str]| Row {
            line: 1,
            cells: cells.iter().map(|&c| c.to_owned()).collect(),
        };
        let rows = [
            row(&["老客户名单"]),
            row(&["导出时间", "2024-03-05"]),
            row(&["姓名", "手机", "备注"]),
            row(&["孔一", "1", "微信"]),
        ];
        assert_eq!(find(&presets, &rows).map(|f| f.0), Some(2));
        assert_eq!(
            find(&presets, &[row(&["手机"]), row(&["15100000001"])]).map(|f| f.0),
            Some(0)
        );
        assert!(find(&presets, &[row(&["lorem", "ipsum"])]).is_none());
    }
}
