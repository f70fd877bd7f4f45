//! Orders out of rows: those with one number are one order. Who ordered is found by `people`; nothing is handed over before the end.

pub mod draft;
pub mod item;
pub mod people;
pub mod quantity;
pub mod recipient;
pub mod row;
pub mod status;

use super::customer::{self, Outcome, Rules};
use super::delimited::Row;
use super::header::Column;
use super::preset::{Field, OrderField, Role};
use super::report::{Found, Place, Reject, RejectReason, Skip, SkipReason, Warning};
use super::table::{cells_of, closing, controls};
use super::value::cell;
use crate::domain::clean::clean_line;
use crate::domain::money::DecimalSign;
use draft::{Draft, Money};
use people::People;
use row::Read;
use std::collections::HashMap;

/// Orders held at once; more are refused, because all of them are held until the last row is read.
pub const MOST_ORDERS: usize = 400_000;

/// The orders of all files read together.
#[derive(Debug, Default)]
pub struct Orders {
    drafts: Vec<Draft>,
    by_number: HashMap<(String, String), usize>,
    people: People,
}

/// The rows of one table, and how they are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    pub columns: &'a [Column],
    pub rules: &'a Rules<'a>,
    pub decimal: DecimalSign,
}

impl Orders {
    /// Whether more orders were read than are held.
    pub fn is_full(&self) -> bool {
        self.drafts.len() > MOST_ORDERS
    }

    /// Reads one row; what is found at once is its warnings, or why it is no order.
    pub fn read(&mut self, row: &Row, reading: Reading<'_>, at: Place) -> Vec<Found> {
        if let Some(reason) = closing(row, reading.columns) {
            return vec![skip(at, reason, row)];
        }
        if let Some(reason) = customer::fault(row, reading.columns) {
            return vec![reject(at, reason, row)];
        }
        let Some(number) = number_of(row, reading) else {
            return vec![reject(at, RejectReason::MissingOrderNumber, row)];
        };
        let mut warnings = Vec::new();
        let key = (shop_of(reading.rules).to_owned(), number.clone());
        let known = self.by_number.get(&key).copied();
        let index = match known {
            Some(index) => index,
            None => {
                self.drafts.push(Draft::new(number, at, money_of(reading)));
                self.by_number.insert(key, self.drafts.len() - 1);
                self.drafts.len() - 1
            }
        };
        let Some(draft) = self.drafts.get_mut(index) else {
            return Vec::new();
        };
        let adds = draft.adds(row, reading, at);
        if known.is_some() && (adds.is_nothing() || draft.has_seen(row, reading)) {
            return vec![skip(at, SkipReason::DuplicateInFile, row)];
        }
        warnings.extend(controls(row, reading.columns, at));
        draft.take(Read { row, reading, at }, adds, &mut warnings);
        if draft.customer.is_none() {
            draft.customer = self.people.meet(row, reading, at, &mut warnings);
        }
        warnings.into_iter().map(Found::Warning).collect()
    }

    /// Hands over the customers the orders name, then the orders.
    pub fn finish<E>(self, hand_over: &mut dyn FnMut(Found) -> Result<(), E>) -> Result<(), E> {
        let Self {
            drafts, mut people, ..
        } = self;
        for draft in drafts.iter().filter(|d| d.total().is_some()) {
            people.keep(draft.customer);
        }
        let people = people.settle();
        for person in people.customers() {
            hand_over(Found::Customer(Box::new(person.clone())))?;
        }
        for draft in drafts {
            let who = draft.customer.and_then(|c| people.find(c));
            for found in draft.finish(who) {
                hand_over(found)?;
            }
        }
        Ok(())
    }
}

fn number_of(row: &Row, reading: Reading<'_>) -> Option<String> {
    first(row, reading.columns, OrderField::Number).filter(|n| !n.is_empty())
}

/// `taobao` for all exports of Taobao: orders and their lines come in different files.
fn shop_of<'a>(rules: &Rules<'a>) -> &'a str {
    rules.preset.id.split('_').next().unwrap_or_default()
}

/// The first cell that says something in a column of this field.
fn first(row: &Row, columns: &[Column], field: OrderField) -> Option<String> {
    columns
        .iter()
        .zip(&row.cells)
        .filter(|(c, _)| matches!(c.role, Role::Order(_, f) if f == field))
        .find_map(|(_, raw)| cell::content(raw).map(|text| clean_line(&text)))
}

fn money_of(reading: Reading<'_>) -> Money {
    let has = |field: OrderField| {
        let mut roles = reading.columns.iter().map(|c| c.role);
        roles.any(|role| matches!(role, Role::Order(_, f) if f == field))
    };
    if has(OrderField::Amount) {
        Money::Order
    } else if has(OrderField::LineAmount) {
        Money::Lines
    } else {
        Money::Items
    }
}

fn reject(at: Place, reason: RejectReason, row: &Row) -> Found {
    Found::Reject(Reject {
        at,
        reason,
        detail: None,
        cells: cells_of(row),
    })
}

fn skip(at: Place, reason: SkipReason, row: &Row) -> Found {
    let first = row.cells.iter().find_map(|c| cell::content(c));
    Found::Skip(Skip {
        at,
        reason,
        detail: first.map(|c| clean_line(&c)),
    })
}

/// The platform's name for the buyer.
fn nick(row: &Row, reading: Reading<'_>) -> Option<String> {
    let columns = reading.columns.iter().zip(&row.cells);
    columns
        .filter(|(c, _)| c.role == Role::Field(Field::Nickname))
        .find_map(|(_, raw)| cell::content(raw).map(|text| clean_line(&text)))
}

/// The buyer a row names, with what could not be read warned of; None if it names nobody.
fn buyer_of(
    row: &Row,
    reading: Reading<'_>,
    at: Place,
    warnings: &mut Vec<Warning>,
) -> Option<super::report::Customer> {
    match customer::read(row, reading.columns, reading.rules, at, warnings) {
        Outcome::Customer(mut customer) => {
            recipient::take_out(&mut customer, row, reading);
            Some(*customer)
        }
        Outcome::Reject(_) | Outcome::Skip(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::codec::preset::Presets;
    use crate::codec::report::{OrderStatus, Report};
    use crate::codec::{Options, Source, import};
    use chrono::NaiveDate;

    fn report(text: &str) -> Report {
        let source = Source {
            name: "orders.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let options = Options::new(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
        import(vec![source], &options, &Presets::builtin().unwrap())
    }

    #[test]
    fn the_state_of_an_order_follows_its_money_first() {
        use OrderStatus::*;
        for (row, want) in [
            ("10,0,已发货,", Some(Shipped)),
            ("10,10,已完成,", Some(Refunded)),
            ("10,3,已完成,", Some(PartiallyRefunded)),
            ("10,,交易关闭,退款成功", Some(Refunded)),
            ("10,3,已发货,退款成功", Some(PartiallyRefunded)),
            ("10,,已发货,退款中", Some(Shipped)),
            ("10,,已取消,", Some(Cancelled)),
            ("0,0,交易关闭,", Some(Cancelled)),
            ("10,,谜,", None),
            ("10,,,", None),
        ] {
            let text = format!("订单号,订单金额,退款金额,订单状态,售后状态,手机\n1,{row},\n");
            assert_eq!(report(&text).orders[0].status, want, "{row}");
        }
    }

    #[test]
    fn one_customer_is_whoever_shares_a_mark() {
        for (rows, want) in [
            // The phone of the first and the e-mail of the second meet in the third.
            (
                vec![
                    "孔一,15100000001,,",
                    "孔一,,k@example.cn,",
                    "孔,15100000001,K@example.cn,",
                ],
                1,
            ),
            (vec!["孔一,15100000001,,", "孔一,15100000002,,"], 2),
            (vec!["孔一,,,示例路1号", "孔一,,,示例路1号"], 1),
            (vec!["孔一,,,示例路1号", "曹二,,,示例路1号"], 2),
            (
                vec!["孔*,151****0001,,示例路**", "孔*,151****0001,,示例路**"],
                2,
            ),
            (vec!["孔*,,,示例路1号", "孔*,,,示例路1号"], 2),
            (vec![",,,", ",,,"], 0),
        ] {
            let body: Vec<String> = (1..)
                .zip(&rows)
                .map(|(n, row)| format!("{n},1.00,{row}\n"))
                .collect();
            let text = format!(
                "订单号,订单金额,收货人,手机,邮箱,收货地址\n{}",
                body.concat()
            );
            let report = report(&text);
            assert_eq!(
                (report.customers.len(), report.orders.len()),
                (want, rows.len()),
                "{rows:?}"
            );
        }
    }

    #[test]
    fn an_order_points_at_its_customer() {
        let report =
            report("订单号,订单金额,收货人,手机\n1,2,李娜,15100000001\n2,3,李娜,15100000002\n");
        for (order, customer) in report.orders.iter().zip(&report.customers) {
            assert_eq!(order.customer_at, Some(customer.at));
            assert_eq!(order.customer.as_deref(), Some("李娜"));
        }
    }

    #[test]
    fn nothing_of_an_order_is_lost() {
        let report = report(
            "订单号,订单金额,数量,商品名称,下单时间,桌号,收货人\n1,2,若干,茶,昨天,8,孔一\n2,问店长,1,茶,,,曹二\n",
        );
        let extra = &report.orders[0].extra;
        for kept in [("数量", "若干"), ("下单时间", "昨天"), ("桌号", "8")] {
            assert!(extra.contains(&(kept.0.into(), kept.1.into())), "{kept:?}");
        }
        assert_eq!(report.warnings.len(), 3);
        assert_eq!((report.rejects.len(), report.customers.len()), (1, 1));
    }

    #[test]
    fn a_list_of_customers_with_a_number_stays_one() {
        let report = report("姓名,手机,订单号,状态\n孔一,15100000001,9,老客\n");
        assert_eq!((report.customers.len(), report.orders.len()), (1, 0));
    }
}
