//! One order while its rows are read: the first row that has a value gives it, money written per line is summed.

use super::Reading;
use super::quantity::Quantity;
use super::row::{Line, Read, RowOf};
use super::status::{self, AfterSale};
use crate::codec::delimited::Row;
use crate::codec::link;
use crate::codec::preset::OrderField;
use crate::codec::report::{
    Customer, Found, Order, OrderItem, OrderStatus, Place, Reject, RejectReason, Warning,
};
use crate::codec::table::cells_of;
use crate::domain::money::{Cents, DecimalSign};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Rows of one order that are compared with each other; orders are shorter than this.
const ROWS_COMPARED: usize = 64;

/// Where an export writes what an order came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    /// Once for the order.
    Order,
    /// In every line, to be summed.
    Lines,
    /// Nowhere but in the prices of the items.
    Items,
}

/// An order of which more rows may follow.
#[derive(Debug)]
pub struct Draft {
    pub at: Place,
    /// The person met with its first row that names one.
    pub customer: Option<usize>,
    order: Order,
    money: Money,
    /// The table its items come from: a set may hold orders in one and their lines in another.
    items_from: Option<usize>,
    amount: Option<Cents>,
    line_amount: Option<Cents>,
    till: Till,
    refunded: Option<Cents>,
    taken_back: Cents,
    items_total: Option<Cents>,
    status: Option<OrderStatus>,
    fulfilment: Option<OrderStatus>,
    is_cancelled: bool,
    /// Lines by what became of them after the sale.
    kept_lines: u32,
    returned_lines: u32,
    part_returned: bool,
    seen: Vec<u64>,
    /// The rows, until one has a total: if none has, they are rejected.
    rows: Vec<(Place, Vec<String>)>,
}

/// Whether the column of the order's amount holds each line's own, as tills print it: then every row says quantity times price.
#[derive(Debug, Default)]
struct Till {
    rows: u32,
    others: u32,
    sum: Cents,
}

impl Till {
    fn take(&mut self, amount: Option<Cents>, line: Option<Cents>) {
        match amount {
            Some(amount) if line == Some(amount) => {
                self.rows += 1;
                self.sum.0 = self.sum.0.saturating_add(amount.0);
            }
            _ => self.others += 1,
        }
    }

    /// The sum of several rows that all say their own; one row alone says the same either way.
    fn total(&self) -> Option<Cents> {
        (self.rows > 1 && self.others == 0).then_some(self.sum)
    }
}

/// What a row has for an order that the order has not from another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adds {
    total: bool,
    items: bool,
}

impl Adds {
    pub fn is_nothing(self) -> bool {
        !(self.total || self.items)
    }
}

impl Draft {
    pub fn new(number: String, at: Place, money: Money) -> Self {
        Self {
            at,
            customer: None,
            order: Order {
                number,
                at,
                ..Order::default()
            },
            money,
            items_from: None,
            amount: None,
            line_amount: None,
            till: Till::default(),
            refunded: None,
            taken_back: Cents(0),
            items_total: None,
            status: None,
            fulfilment: None,
            is_cancelled: false,
            kept_lines: 0,
            returned_lines: 0,
            part_returned: false,
            seen: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Whether the row was read before. Two lines alike can be two items, so only rows with the order's total are compared.
    pub fn has_seen(&mut self, row: &Row, reading: Reading<'_>) -> bool {
        let total = super::first(row, reading.columns, OrderField::Amount);
        if self.money == Money::Lines || total.is_none() || self.seen.len() >= ROWS_COMPARED {
            return false;
        }
        let mut hasher = DefaultHasher::new();
        row.cells.hash(&mut hasher);
        let hash = hasher.finish();
        let seen = self.seen.contains(&hash);
        self.seen.push(hash);
        seen
    }

    /// What one more row can add: anything from the order's own table, from another one what is missing.
    pub fn adds(&self, row: &Row, reading: Reading<'_>, at: Place) -> Adds {
        let own = at.file == self.at.file;
        let says = |fields: &[OrderField]| {
            fields
                .iter()
                .any(|f| super::first(row, reading.columns, *f).is_some())
        };
        let has_items = says(&[OrderField::ItemName, OrderField::Items, OrderField::Packed]);
        Adds {
            total: own || (self.amount.is_none() && says(&[OrderField::Amount])),
            items: own || (has_items && self.items_from.is_none_or(|from| from == at.file)),
        }
    }

    /// Takes the values of one more row.
    pub fn take(&mut self, read: Read<'_>, adds: Adds, warnings: &mut Vec<Warning>) {
        let mut row = RowOf {
            read,
            warnings,
            extra: Vec::new(),
        };
        let takes_back = row
            .text(OrderField::Event)
            .is_some_and(|event| takes_back(&event));
        if adds.total {
            if read.at.file != self.at.file {
                self.money = Money::Order;
            }
            self.take_money(&mut row, takes_back);
        }
        if self.order.date.is_none() {
            self.order.date = row.moment();
        }
        let order = &mut self.order;
        order.currency = order.currency.take().or_else(|| row.currency());
        order.pay_method = order
            .pay_method
            .take()
            .or_else(|| row.text(OrderField::PayMethod));
        if adds.items && !takes_back {
            let first = self.order.items.is_empty();
            let lines = row.lines(first);
            let priced = lines
                .iter()
                .filter_map(worth)
                .reduce(|a, b| Cents(a.0.saturating_add(b.0)));
            let amount = super::first(row.read.row, row.read.reading.columns, OrderField::Amount);
            let amount = amount.and_then(|cell| Cents::parse(&cell, DecimalSign::Point));
            self.till.take(amount, priced);
            self.take_items(lines, &mut row);
        }
        self.take_status(&mut row);
        row.keep_extra();
        let extra = std::mem::take(&mut row.extra);
        for kept in extra {
            if !self.order.extra.contains(&kept) {
                self.order.extra.push(kept);
            }
        }
        self.rows.push((read.at, cells_of(read.row)));
        if self.total().is_some() && self.customer.is_some() {
            self.rows.clear();
        }
    }

    fn take_money(&mut self, row: &mut RowOf<'_, '_>, takes_back: bool) {
        self.amount = self.amount.or_else(|| row.money(OrderField::Amount));
        let parts = row.all_money(OrderField::LineAmount);
        for part in parts {
            if takes_back {
                self.taken_back.0 = self.taken_back.0.saturating_add(part.0.saturating_abs());
            } else {
                self.line_amount = sum(self.line_amount, part);
            }
        }
        if let Some(refund) = row.money(OrderField::Refunded) {
            let refund = Cents(refund.0.saturating_abs());
            self.refunded = match self.refunded {
                Some(_) if self.money != Money::Lines => self.refunded,
                so_far => sum(so_far, refund),
            };
        }
    }

    fn take_items(&mut self, lines: Vec<Line>, row: &mut RowOf<'_, '_>) {
        let before = self.order.items.len();
        for line in lines {
            if let Some(cents) = worth(&line) {
                self.items_total = sum(self.items_total, cents);
            }
            if !line.item.name.is_empty() {
                self.items_from = Some(row.read.at.file);
                self.order.items.push(line.item);
            }
        }
        let stated = row.quantity(OrderField::Qty);
        if let (Some(qty), [only]) = (
            stated,
            self.order.items.get_mut(before..).unwrap_or_default(),
        ) && only.qty.is_none()
        {
            only.qty = Some(qty.to_string());
        }
        if self.order.qty.is_none() {
            self.order.qty = stated.map(|qty| qty.to_string());
        }
    }

    fn take_status(&mut self, row: &mut RowOf<'_, '_>) {
        if self.order.status_raw.is_none()
            && let Some(raw) = row.text(OrderField::Status)
        {
            self.status = status::parse(&raw);
            self.order.status_raw = Some(raw);
        }
        let fulfilment = row.text(OrderField::Fulfilment);
        self.fulfilment = self
            .fulfilment
            .or_else(|| status::parse(&fulfilment.unwrap_or_default()));
        self.is_cancelled |= row.text(OrderField::CancelledAt).is_some();
        let after = row.text(OrderField::AfterSale);
        match after.as_deref().map(status::after_sale) {
            Some(AfterSale::Whole) => self.returned_lines += 1,
            Some(AfterSale::Part) => self.part_returned = true,
            Some(AfterSale::Nothing) => self.kept_lines += 1,
            None => self.kept_lines += u32::from(self.money == Money::Lines),
        }
        if let Some(raw) = after {
            row.keep_of(OrderField::AfterSale, raw);
        }
    }

    /// What the order came to, if that can be read.
    pub fn total(&self) -> Option<Cents> {
        match self.money {
            Money::Order => self.till.total().or(self.amount),
            Money::Items => self.items_total,
            // Money taken back in a later month than it was paid in.
            Money::Lines if self.line_amount.is_none() && self.taken_back > Cents(0) => {
                Some(Cents(-self.taken_back.0))
            }
            Money::Lines => self.line_amount,
        }
    }

    /// The order, or the rejects of its rows.
    pub fn finish(mut self, who: Option<&Customer>) -> Vec<Found> {
        let Some(total) = self.total() else {
            return rejects(self.rows);
        };
        self.order.status = self.settled(total);
        let back = self.given_back();
        if self.order.status == Some(OrderStatus::PartiallyRefunded)
            && back > Cents(0)
            && back < total
        {
            self.order.refunded = Some(back.to_plain_string());
        }
        self.order.amount = Some(total.to_plain_string());
        if self.order.qty.is_none() {
            self.order.qty = counted(&self.order.items).map(|qty| qty.to_string());
        }
        self.order.customer = who.and_then(link::label);
        self.order.customer_at = who.map(|c| c.at);
        if who.is_none() {
            self.order.rows = self.rows;
        }
        vec![Found::Order(Box::new(self.order))]
    }

    fn given_back(&self) -> Cents {
        self.refunded
            .map_or(self.taken_back, |r| Cents(r.0.max(self.taken_back.0)))
    }

    /// A refund outranks the rest, then being cancelled, then what was sent.
    fn settled(&self, total: Cents) -> Option<OrderStatus> {
        let refunded = self.given_back();
        let is_whole = refunded >= total && refunded > Cents(0);
        let returned = self.returned_lines > 0;
        let stated = self.status;
        match stated {
            _ if is_whole => Some(OrderStatus::Refunded),
            _ if refunded > Cents(0) || self.part_returned => Some(OrderStatus::PartiallyRefunded),
            Some(OrderStatus::Refunded | OrderStatus::PartiallyRefunded) => stated,
            _ if returned && self.kept_lines == 0 => Some(OrderStatus::Refunded),
            _ if returned => Some(OrderStatus::PartiallyRefunded),
            Some(OrderStatus::Cancelled) => stated,
            _ if self.is_cancelled => Some(OrderStatus::Cancelled),
            Some(OrderStatus::Completed) => stated,
            _ if matches!(
                self.fulfilment,
                Some(OrderStatus::Shipped | OrderStatus::Completed)
            ) =>
            {
                self.fulfilment
            }
            None => self.fulfilment,
            _ => stated,
        }
    }
}

/// Quantity times price, where a line says both.
fn worth(line: &Line) -> Option<Cents> {
    let (price, qty) = (line.price?, line.qty?);
    let whole = i128::from(price.0) * i128::from(qty.0) / 1_000;
    i64::try_from(whole).ok().map(Cents)
}

fn sum(so_far: Option<Cents>, more: Cents) -> Option<Cents> {
    Some(Cents(so_far.unwrap_or_default().0.saturating_add(more.0)))
}

fn counted(items: &[OrderItem]) -> Option<Quantity> {
    let mut all = Quantity::default();
    for item in items {
        let qty = Quantity::parse(item.qty.as_deref()?)?;
        all.0 = all.0.saturating_add(qty.0);
    }
    (!items.is_empty()).then_some(all)
}

fn takes_back(event: &str) -> bool {
    let event = event.to_lowercase();
    event.contains("refund") || event.contains("退") || event.contains("return")
}

fn rejects(rows: Vec<(Place, Vec<String>)>) -> Vec<Found> {
    rows.into_iter()
        .map(|(at, cells)| {
            Found::Reject(Reject {
                at,
                reason: RejectReason::BadAmount,
                detail: None,
                cells,
            })
        })
        .collect()
}
