//! The cells of one row of an order by what they are: amounts, quantities, items. Remembers no other row.

use super::quantity::Quantity;
use super::{Reading, item};
use crate::codec::delimited::Row;
use crate::codec::preset::{Field, OrderField, Role};
use crate::codec::report::{OrderItem, Place, Warning, WarningCode};
use crate::codec::value::cell;
use crate::codec::value::date::{self, Moment};
use crate::codec::value::zone::Zone;
use crate::domain::clean::{clean_line, clean_text, is_cjk};
use crate::domain::money::{Cents, DecimalSign};
use std::collections::BTreeMap;

/// One row, and how it is read.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    pub row: &'a Row,
    pub reading: Reading<'a>,
    pub at: Place,
}

/// The values of one item in one row.
#[derive(Debug, Default)]
pub struct Line {
    pub item: OrderItem,
    pub qty: Option<Quantity>,
    pub price: Option<Cents>,
    total: Option<Cents>,
}

/// The cells of one row by what they are.
pub struct RowOf<'r, 'w> {
    pub read: Read<'r>,
    pub warnings: &'w mut Vec<Warning>,
    /// What has no field or could not be read: header and value.
    pub extra: Vec<(String, String)>,
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

    pub fn text(&self, field: OrderField) -> Option<String> {
        self.cells(field)
            .next()
            .map(|(_, _, text)| clean_line(&text))
    }

    pub fn money(&mut self, field: OrderField) -> Option<Cents> {
        self.all_money(field).into_iter().next()
    }

    pub fn all_money(&mut self, field: OrderField) -> Vec<Cents> {
        let mut out = Vec::new();
        for (header, _, text) in self.cells(field) {
            match amount(&text, self.read.reading.decimal) {
                Some(cents) => out.push(cents),
                None => self.lose(header, WarningCode::BadNumber, text),
            }
        }
        out
    }

    pub fn quantity(&mut self, field: OrderField) -> Option<Quantity> {
        let (header, _, text) = self.cells(field).next()?;
        let found = Quantity::parse(&text);
        if found.is_none() {
            self.lose(header, WarningCode::BadNumber, text);
        }
        found
    }

    pub fn moment(&mut self) -> Option<Moment> {
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
    pub fn currency(&self) -> Option<String> {
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
    pub fn lines(&mut self, first: bool) -> Vec<Line> {
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

    pub fn keep_extra(&mut self) {
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

    pub fn keep_of(&mut self, field: OrderField, text: String) {
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

/// A decimal comma is tried first only where the file can have one.
fn amount(text: &str, decimal: DecimalSign) -> Option<Cents> {
    Cents::parse(text, decimal).or_else(|| Cents::parse(text, DecimalSign::Point))
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
