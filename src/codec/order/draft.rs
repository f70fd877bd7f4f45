//! One order while its rows are read: the first row that has a value gives it, money written per line is summed.

use super::status::{self, AfterSale};
use super::{Reading, item};
use crate::codec::delimited::Row;
use crate::codec::link;
use crate::codec::preset::{Field, OrderField, Role};
use crate::codec::report::{
    Customer, Found, Order, OrderItem, OrderStatus, Place, Reject, RejectReason, Warning,
    WarningCode,
};
use crate::codec::table::cells_of;
use crate::codec::value::cell;
use crate::codec::value::date::{self, Moment};
use crate::codec::value::zone::Zone;
use crate::domain::clean::{clean_line, clean_text, is_cjk};
use crate::domain::money::{Cents, DecimalSign};
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Rows of one order that are compared with each other; orders are shorter than this.
const ROWS_COMPARED: usize = 64;

/// A count in thousandths: shops sell by weight too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quantity(pub i64);

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

/// One row, and how it is read.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    pub row: &'a Row,
    pub reading: Reading<'a>,
    pub at: Place,
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

/// The values of one item in one row.
#[derive(Debug, Default)]
struct Line {
    item: OrderItem,
    qty: Option<Quantity>,
    total: Option<Cents>,
    price: Option<Cents>,
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
        if self.total().is_some() {
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
            if let (Some(price), Some(qty)) = (line.price, line.qty) {
                let whole = i128::from(price.0) * i128::from(qty.0) / 1_000;
                if let Ok(cents) = i64::try_from(whole) {
                    self.items_total = sum(self.items_total, Cents(cents));
                }
            }
            if !line.item.name.is_empty() {
                self.items_from = Some(row.read.at.file);
                self.order.items.push(line.item);
            }
        }
        let stated = row.quantity(OrderField::Qty);
        if let (Some(qty), [only]) = (stated, &mut self.order.items[before..])
            && only.qty.is_none()
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
            Money::Order => self.amount,
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
        self.order.amount = Some(total.to_plain_string());
        if self.order.qty.is_none() {
            self.order.qty = counted(&self.order.items).map(|qty| qty.to_string());
        }
        self.order.customer = who.and_then(link::label);
        self.order.customer_at = who.map(|c| c.at);
        vec![Found::Order(Box::new(self.order))]
    }

    /// A refund outranks the rest, then being cancelled, then what was sent.
    fn settled(&self, total: Cents) -> Option<OrderStatus> {
        let refunded = self
            .refunded
            .map_or(self.taken_back, |r| Cents(r.0.max(self.taken_back.0)));
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

/// The cells of one row by what they are.
struct RowOf<'r, 'w> {
    read: Read<'r>,
    warnings: &'w mut Vec<Warning>,
    extra: Vec<(String, String)>,
}

impl<'r> RowOf<'r, '_> {
    fn cells(&self, wanted: OrderField) -> impl Iterator<Item = (&'r str, u32, String)> + use<'r> {
        let columns = self.read.reading.columns.iter();
        columns
            .zip(&self.read.row.cells)
            .filter_map(move |(column, raw)| match column.role {
                Role::Order(group, field) if field == wanted => {
                    let text = clean_text(&cell::content(raw)?);
                    (!text.is_empty()).then_some((column.header.as_str(), group, text))
                }
                _ => None,
            })
    }

    fn text(&self, field: OrderField) -> Option<String> {
        self.cells(field)
            .next()
            .map(|(_, _, text)| clean_line(&text))
    }

    fn money(&mut self, field: OrderField) -> Option<Cents> {
        self.all_money(field).into_iter().next()
    }

    fn all_money(&mut self, field: OrderField) -> Vec<Cents> {
        let mut out = Vec::new();
        for (header, _, text) in self.cells(field) {
            match amount(&text, self.read.reading.decimal) {
                Some(cents) => out.push(cents),
                None => self.lose(header, WarningCode::BadNumber, text),
            }
        }
        out
    }

    fn quantity(&mut self, field: OrderField) -> Option<Quantity> {
        let (header, _, text) = self.cells(field).next()?;
        let found = Quantity::parse(&text);
        if found.is_none() {
            self.lose(header, WarningCode::BadNumber, text);
        }
        found
    }

    fn moment(&mut self) -> Option<Moment> {
        let rules = self.read.reading.rules;
        let named = self.text(OrderField::Zone).and_then(|z| Zone::parse(&z));
        let zone = named.unwrap_or(rules.zone);
        let time = self.text(OrderField::Time);
        let (header, _, day) = self.cells(OrderField::Date).next()?;
        let whole = match &time {
            Some(time) => format!("{day} {time}"),
            None => day.clone(),
        };
        let found = date::moment(&whole, rules.preset.dates, zone);
        found.unwrap_or_else(|_| {
            self.lose(header, WarningCode::BadDate, whole);
            None
        })
    }

    /// What a column says, else the exporter's own, else the sign beside an amount or in the header.
    fn currency(&self) -> Option<String> {
        let stated = self.text(OrderField::Currency).map(|c| c.to_uppercase());
        let stated = stated.map(|c| match c.as_str() {
            "RMB" | "人民币" | "¥" | "￥" | "元" => "CNY".to_owned(),
            _ => c,
        });
        stated
            .or_else(|| self.read.reading.rules.preset.currency.clone())
            .or_else(|| self.currency_of_amounts().map(str::to_owned))
    }

    fn currency_of_amounts(&self) -> Option<&'static str> {
        let fields = [
            OrderField::Amount,
            OrderField::LineAmount,
            OrderField::ItemPrice,
        ];
        let cells = || fields.into_iter().flat_map(|field| self.cells(field));
        cells()
            .find_map(|(header, _, text)| sign_of(&text).or_else(|| sign_of(header)))
            // Who calls the column 金额 counts in yuan, unless a sign says otherwise.
            .or_else(|| {
                cells()
                    .any(|(header, ..)| header.chars().any(is_cjk))
                    .then_some("CNY")
            })
    }

    /// The items of the row; `first` says whether the order has none yet.
    fn lines(&mut self, first: bool) -> Vec<Line> {
        let decimal = self.read.reading.decimal;
        let packed: Vec<String> = self.cells(OrderField::Packed).map(|c| c.2).collect();
        let unpacked: Vec<Line> = packed
            .iter()
            .filter_map(|text| Some(Line::from(item::unpack(text, decimal)?)))
            .collect();
        // Exporters that pack items write them once more in columns.
        if !unpacked.is_empty() {
            return unpacked;
        }
        let numbered = self.numbered_lines();
        if numbered.values().any(|line| !line.item.name.is_empty()) {
            return numbered.into_values().collect();
        }
        let signs = &self.read.reading.rules.preset.item_signs;
        let joined = self.text(OrderField::Items).filter(|_| first);
        let names = joined.map_or_else(Vec::new, |text| item::split_names(&text, signs));
        let names = names.into_iter().map(|name| {
            Line::from(OrderItem {
                name,
                ..OrderItem::default()
            })
        });
        names.collect()
    }

    fn numbered_lines(&mut self) -> BTreeMap<u32, Line> {
        let mut lines: BTreeMap<u32, Line> = BTreeMap::new();
        for field in [
            OrderField::ItemName,
            OrderField::ItemVariant,
            OrderField::ItemSku,
            OrderField::ItemQty,
            OrderField::ItemPrice,
            OrderField::ItemTotal,
        ] {
            for (header, group, text) in self.cells(field) {
                let line = lines.entry(group).or_default();
                if !line.set(field, &text, self.read.reading.decimal) {
                    self.lose(header, WarningCode::BadNumber, text);
                }
            }
        }
        lines.values_mut().for_each(Line::settle_price);
        lines
    }

    fn keep_extra(&mut self) {
        let rest = self.read.reading.columns.iter().zip(&self.read.row.cells);
        for (column, raw) in rest {
            if column.role == Role::Field(Field::Extra)
                && let Some(text) = cell::content(raw)
            {
                let kept = (column.header.clone(), clean_text(&text));
                if !kept.1.is_empty() && !self.extra.contains(&kept) {
                    self.extra.push(kept);
                }
            }
        }
    }

    fn keep_of(&mut self, field: OrderField, text: String) {
        if let Some((header, ..)) = self.cells(field).next() {
            self.extra.push((header.to_owned(), text));
        }
    }

    fn lose(&mut self, header: &str, code: WarningCode, text: String) {
        self.warnings.push(Warning {
            at: self.read.at,
            field: header.to_owned(),
            code,
            raw: clean_line(&text),
        });
        self.extra.push((header.to_owned(), text));
    }
}

impl Line {
    /// Whether the text could be that part of an item.
    fn set(&mut self, field: OrderField, text: &str, decimal: DecimalSign) -> bool {
        let line = || Some(clean_line(text));
        match field {
            OrderField::ItemName => self.item.name = clean_line(text),
            OrderField::ItemVariant => self.item.variant = line(),
            OrderField::ItemSku => self.item.sku = line(),
            OrderField::ItemQty => self.qty = Quantity::parse(text),
            OrderField::ItemPrice => self.price = amount(text, decimal),
            _ => self.total = amount(text, decimal),
        }
        match field {
            OrderField::ItemQty => self.qty.is_some(),
            OrderField::ItemPrice => self.price.is_some(),
            OrderField::ItemTotal => self.total.is_some(),
            _ => true,
        }
    }

    fn settle_price(&mut self) {
        let each = || item::each(self.total?, self.qty.unwrap_or(Quantity(1_000)));
        self.price = self.price.or_else(each);
        self.item.qty = self.qty.map(|qty| qty.to_string());
        self.item.price = self.price.map(Cents::to_plain_string);
    }
}

impl From<OrderItem> for Line {
    fn from(item: OrderItem) -> Self {
        Self {
            item,
            ..Self::default()
        }
    }
}

impl Quantity {
    /// Reads `2`, `1.0`, `1,200`, `3件`; up to three decimals.
    pub fn parse(raw: &str) -> Option<Self> {
        let text = raw.trim().trim_start_matches(['x', 'X', '×', '*']).trim();
        let text = text.trim_end_matches(['件', '个', '份', '只', '条', '瓶', '盒', '套', '双']);
        let text = text.replace(',', "");
        let (sign, digits) = match text.trim().strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.trim()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let numeric = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let fraction = fraction.trim_end_matches('0');
        if whole.is_empty() || !numeric(whole) || !numeric(fraction) || fraction.len() > 3 {
            return None;
        }
        let thousandths: i64 = format!("{fraction:0<3}").parse().ok()?;
        let whole: i64 = whole.parse().ok()?;
        whole
            .checked_mul(1_000)?
            .checked_add(thousandths)
            .map(|all| Self(sign * all))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1_000, self.0.unsigned_abs() % 1_000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let rest = format!("{rest:03}");
        write!(f, "{sign}{whole}.{}", rest.trim_end_matches('0'))
    }
}

/// A decimal comma is tried first only where the file can have one.
fn amount(text: &str, decimal: DecimalSign) -> Option<Cents> {
    Cents::parse(text, decimal).or_else(|| Cents::parse(text, DecimalSign::Point))
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

fn sign_of(text: &str) -> Option<&'static str> {
    [
        ("¥", "CNY"),
        ("￥", "CNY"),
        ("元", "CNY"),
        ("$", "USD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("CNY", "CNY"),
        ("RMB", "CNY"),
        ("USD", "USD"),
        ("EUR", "EUR"),
        ("GBP", "GBP"),
    ]
    .into_iter()
    .find(|(sign, _)| text.contains(sign))
    .map(|(_, code)| code)
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
