//! An order as what the shop keeps of it: purchases for what was paid, an entry in the log for the rest of what the source says.
//!
//! What is paid, sent or done is bought: a row per line where every line says its price, else one row for the order. The rows of an
//! order add up to its total, which discounts and postage have changed: each line bears its share, also of what was given back in
//! part. An order in another currency is bought for nothing here, its amounts stand in words. An order that is pending, cancelled
//! or wholly refunded is no purchase and only an entry in the log; where an earlier import brought it in as paid, negative rows give the
//! money back. An order without a day is kept in the note: any day it were given would be false.

use super::{add_to_note, instant, own};
use crate::codec::order::quantity::Quantity;
use crate::codec::report::{
    Order, OrderItem, OrderStatus, Reject, RejectReason, Warning, WarningCode,
};
use crate::codec::value::date::Moment;
use crate::domain::customer::NOTE_MAX;
use crate::domain::interaction::Said;
use crate::domain::log_line::Channel;
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::purchase::Bought;
use crate::domain::record::{Record, Returned};
use crate::domain::time::{Millis, Now};
use chrono::NaiveDate;

/// What amounts are in unless the order says otherwise; another currency is named in the log.
const CURRENCY: &str = "CNY";
/// One piece, in thousandths.
const ONE: i64 = 1_000;

/// Adds an order to its customer's record.
pub fn add(record: &mut Record, order: &Order, now: Now, warnings: &mut Vec<Warning>) {
    if let Some(bought) = own::bought(order) {
        record.bought.push(bought);
        return;
    }
    let Some((day, at)) = order.date.and_then(|date| when(date, now)) else {
        add_to_note(record, &told(order));
        return;
    };
    let mut rows = bought(order, day);
    if is_foreign(order) {
        warnings.push(foreign(order));
        rows.iter_mut().for_each(|row| count_as_none(row, order));
    }
    if stands(order) {
        record.returned.extend(partly_back(order, &rows));
        record.bought.extend(rows);
    } else {
        record.returned.extend(rows.into_iter().map(given_back));
    }
    let is_plain = stands(order)
        && order.status != Some(OrderStatus::PartiallyRefunded)
        && order.extra.is_empty()
        && !is_foreign(order);
    if !is_plain {
        record.said.push(entry(order, at));
    }
}

/// The rejects of an order that belongs to nobody.
pub fn rejects(order: &Order) -> Vec<Reject> {
    let rows = order.rows.iter().map(|(at, cells)| (*at, cells.clone()));
    let rows: Vec<_> = match order.rows.is_empty() {
        true => vec![(order.at, Vec::new())],
        false => rows.collect(),
    };
    rows.into_iter()
        .map(|(at, cells)| Reject {
            at,
            reason: RejectReason::UnknownParent,
            detail: Some(order.number.clone()),
            cells,
        })
        .collect()
}

/// Whether money changed hands for good; a negative total is a refund that the source writes as an order of its own.
fn stands(order: &Order) -> bool {
    !matches!(
        order.status,
        Some(OrderStatus::Pending | OrderStatus::Cancelled | OrderStatus::Refunded)
    ) || total(order).is_some_and(|total| total < Cents(0))
}

fn total(order: &Order) -> Option<Cents> {
    Cents::parse(order.amount.as_deref()?, DecimalSign::Point)
}

fn when(date: Moment, now: Now) -> Option<(NaiveDate, Millis)> {
    let at = instant(date, now)?;
    let day = match date {
        Moment::Day(day) => day,
        Moment::At(_) => at.day(now.offset),
    };
    Some((day, at))
}

fn bought(order: &Order, day: NaiveDate) -> Vec<Bought> {
    let Some(total) = total(order) else {
        return Vec::new();
    };
    let row = |n: usize, item: String, quantity_milli: i64, cents: i64| Bought {
        day,
        item: item.chars().take(NOTE_MAX).collect(),
        quantity_milli,
        amount_cents: cents,
        pay_method: order.pay_method.clone().unwrap_or_default(),
        source_id: format!("{}#{n}", order.number),
    };
    let Some(shares) = shares(&order.items, total) else {
        let names: Vec<String> = order.items.iter().map(named).collect();
        let item = match names.is_empty() {
            true => order.number.clone(),
            false => names.join("; "),
        };
        let quantity = order.qty.as_deref().and_then(Quantity::parse);
        return vec![row(
            0,
            item,
            quantity.map_or(ONE, |quantity| quantity.0),
            total.0,
        )];
    };
    (1..)
        .zip(order.items.iter().zip(shares))
        .map(|(n, (item, cents))| row(n, named(item), quantity(item), cents))
        .collect()
}

fn is_foreign(order: &Order) -> bool {
    let code = order.currency.as_deref();
    code.is_some_and(|code| code != CURRENCY)
}

fn foreign(order: &Order) -> Warning {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Warning {
        at: order.at,
        field: order.number.clone(),
        code: WarningCode::ForeignCurrency,
        raw: format!("{} {}", text(&order.amount), text(&order.currency)),
    }
}

/// That it was bought, and when, counts; dollars do not count as yuan. What it came to stands beside how it was paid.
fn count_as_none(row: &mut Bought, order: &Order) {
    let sum = Cents(row.amount_cents).to_plain_string();
    let currency = order.currency.as_deref().unwrap_or_default();
    row.pay_method = format!("{} {currency} {sum}", row.pay_method)
        .trim()
        .to_owned();
    row.amount_cents = 0;
}

/// What was given back of an order that stands otherwise: each row bears its share of it.
fn partly_back(order: &Order, rows: &[Bought]) -> Vec<Returned> {
    let back = order.refunded.as_deref();
    let Some(back) = back.and_then(|text| Cents::parse(text, DecimalSign::Point)) else {
        return Vec::new();
    };
    let weights = rows
        .iter()
        .map(|row| i128::from(row.amount_cents))
        .collect();
    let shares = parts(weights, back).unwrap_or_default();
    let returned = |(row, cents): (&Bought, i64)| {
        let mut returned = given_back(row.clone());
        returned.bought.amount_cents = -cents;
        returned
    };
    let rows = rows.iter().zip(shares).filter(|(_, cents)| *cents > 0);
    rows.map(returned).collect()
}

/// What each line bears of the total, in cents that add up to it; None where a line says no price.
fn shares(items: &[OrderItem], total: Cents) -> Option<Vec<i64>> {
    let weights: Vec<i128> = items
        .iter()
        .map(|item| {
            let price = Cents::parse(item.price.as_deref()?, DecimalSign::Point)?;
            Some(i128::from(price.0) * i128::from(quantity(item)))
        })
        .collect::<Option<_>>()?;
    parts(weights, total)
}

/// A sum parted by weights, in cents that add up to it; None where they weigh nothing.
fn parts(weights: Vec<i128>, total: Cents) -> Option<Vec<i64>> {
    let all: i128 = weights.iter().sum();
    if all <= 0 || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let (mut so_far, mut given) = (0, 0);
    weights
        .into_iter()
        .map(|weight| {
            so_far += weight;
            let due = (2 * i128::from(total.0) * so_far + all).div_euclid(2 * all);
            let share = due - given;
            given = due;
            i64::try_from(share).ok()
        })
        .collect()
}

fn named(item: &OrderItem) -> String {
    match &item.variant {
        Some(variant) => format!("{} {variant}", item.name),
        None => item.name.clone(),
    }
}

fn quantity(item: &OrderItem) -> i64 {
    let written = item.qty.as_deref().and_then(Quantity::parse);
    written.map_or(ONE, |quantity| quantity.0)
}

fn given_back(of: Bought) -> Returned {
    let bought = Bought {
        amount_cents: -of.amount_cents,
        source_id: format!("{}-", of.source_id),
        ..of.clone()
    };
    Returned { of, bought }
}

fn entry(order: &Order, at: Millis) -> Said {
    let status = order.status_raw.as_deref().unwrap_or_default();
    Said {
        at,
        channel: Channel::Other,
        direction: None,
        minutes: None,
        outcome: None,
        note: told(order).chars().take(NOTE_MAX).collect(),
        author: String::new(),
        // An order that has come further since is told again.
        source_id: format!("{}#{status}", order.number),
    }
}

/// The order in its own words and the source's.
fn told(order: &Order) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let amount = format!("{} {}", text(&order.amount), text(&order.currency));
    let head = [order.number.clone(), text(&order.status_raw), amount];
    let mut lines = vec![
        head.iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("  "),
    ];
    lines.extend(order.items.iter().map(|item| match &item.qty {
        Some(qty) => format!("{} x{qty}", named(item)),
        None => named(item),
    }));
    lines.extend(
        order
            .extra
            .iter()
            .map(|(header, value)| format!("{header}: {value}")),
    );
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Now {
        Now::morning_of("2026-03-02").expect("a day")
    }

    fn item(name: &str, qty: &str, price: Option<&str>) -> OrderItem {
        OrderItem {
            name: name.to_owned(),
            qty: Some(qty.to_owned()),
            price: price.map(str::to_owned),
            ..OrderItem::default()
        }
    }

    fn order(status: OrderStatus, amount: &str, items: Vec<OrderItem>) -> Order {
        Order {
            number: "A1".to_owned(),
            date: Some(Moment::Day("2026-02-01".parse().expect("a day"))),
            amount: Some(amount.to_owned()),
            status: Some(status),
            items,
            ..Order::default()
        }
    }

    fn added(order: &Order) -> Record {
        let mut record = Record::default();
        add(&mut record, order, now(), &mut Vec::new());
        record
    }

    #[test]
    fn a_long_order_keeps_the_names_of_all_its_items() {
        let items = (0..60)
            .map(|n| item(&format!("龙井第{n}批"), "1", None))
            .collect();
        let record = added(&order(OrderStatus::Paid, "600.00", items));
        assert!(
            record.bought[0].item.contains("龙井第59批"),
            "{}",
            record.bought[0].item
        );
    }

    #[test]
    fn the_lines_of_an_order_add_up_to_what_was_paid() {
        let lines = |prices: &[&str]| -> Vec<OrderItem> {
            prices
                .iter()
                .map(|price| item("茶", "1", Some(price)))
                .collect()
        };
        for (amount, prices, want) in [
            ("30.00", &["10.00", "20.00"][..], &[1_000, 2_000][..]),
            ("27.00", &["10.00", "20.00"], &[900, 1_800]),
            ("10.00", &["1", "1", "1"], &[333, 334, 333]),
            ("0.01", &["5", "5"], &[1, 0]),
            ("-3.00", &["1", "2"], &[-100, -200]),
        ] {
            let record = added(&order(OrderStatus::Paid, amount, lines(prices)));
            let cents: Vec<i64> = record.bought.iter().map(|row| row.amount_cents).collect();
            assert_eq!(cents, want, "{amount}");
        }
    }

    #[test]
    fn lines_without_prices_are_one_purchase() {
        let lines = vec![item("壶", "1", None), item("杯", "2", Some("5"))];
        let record = added(&order(OrderStatus::Completed, "20", lines));
        assert_eq!(record.bought.len(), 1);
        assert_eq!(record.bought[0].item, "壶; 杯");
        assert!(record.said.is_empty());
    }

    #[test]
    fn what_was_not_kept_by_the_buyer_is_no_purchase_but_told() {
        for status in [
            OrderStatus::Pending,
            OrderStatus::Cancelled,
            OrderStatus::Refunded,
        ] {
            let record = added(&order(status, "20", vec![item("壶", "1", None)]));
            assert!(record.bought.is_empty(), "{status:?}");
            assert_eq!(record.said[0].note, "A1  20\n壶 x1", "{status:?}");
            assert_eq!(record.returned[0].bought.amount_cents, -2_000, "{status:?}");
        }
    }

    #[test]
    fn a_part_given_back_is_a_negative_row_for_each_line() {
        let lines = vec![
            item("茶", "1", Some("10.00")),
            item("壶", "1", Some("20.00")),
        ];
        let part = Order {
            refunded: Some("4.00".to_owned()),
            ..order(OrderStatus::PartiallyRefunded, "30.00", lines)
        };
        let record = added(&part);
        let back: Vec<i64> = record
            .returned
            .iter()
            .map(|row| row.bought.amount_cents)
            .collect();
        assert_eq!((record.bought.len(), back), (2, vec![-133, -267]));
        assert_eq!(record.returned[1].of, record.bought[1]);
    }

    #[test]
    fn another_currency_is_kept_warned_of_and_never_counted() {
        let dollars = Order {
            currency: Some("USD".to_owned()),
            pay_method: Some("Visa".to_owned()),
            ..order(OrderStatus::Paid, "36.00", vec![item("Tea", "1", None)])
        };
        let (mut record, mut warnings) = (Record::default(), Vec::new());
        add(&mut record, &dollars, now(), &mut warnings);
        assert_eq!(
            (
                record.bought[0].amount_cents,
                record.bought[0].pay_method.as_str()
            ),
            (0, "Visa USD 36.00")
        );
        assert_eq!(record.said[0].note, "A1  36.00 USD\nTea x1");
        assert_eq!(
            (warnings[0].code, warnings[0].raw.as_str()),
            (WarningCode::ForeignCurrency, "36.00 USD")
        );
    }

    #[test]
    fn an_order_without_a_day_is_kept_in_the_note() {
        let undated = Order {
            date: None,
            ..order(OrderStatus::Paid, "20", Vec::new())
        };
        let record = added(&undated);
        assert!(record.bought.is_empty() && record.said.is_empty());
        assert_eq!(record.draft.about.note, "A1  20");
    }
}
