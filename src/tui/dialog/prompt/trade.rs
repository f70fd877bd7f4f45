//! Lines about sales, refunds, points and coupons: what they would mean, and the op that does it.

use chrono::{Months, NaiveDate};

use super::Purpose;
use crate::app::answer::Answer;
use crate::app::op::Op;
use crate::app::{coupon, points, purchase};
use crate::domain::buy_line;
use crate::domain::day;
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::product::Product;
use crate::domain::purchase::Bought;
use crate::domain::want::Wish;
use crate::i18n::{Strings, label, refusal};
use crate::tui::feed::{Feed, Slot};

/// How many names a line offers.
const OFFERED: usize = 6;

/// What the shop has sold before, once it is known.
pub(super) fn shelf(feed: &Feed) -> &[Product] {
    match feed.get(Slot::Dialog) {
        Some((_, Answer::Products(products))) => products,
        _ => &[],
    }
}

/// The op a line means.
pub(super) fn op(
    purpose: &Purpose,
    text: &str,
    today: NaiveDate,
    shelf: &[Product],
    s: &Strings,
) -> Result<Op, String> {
    Ok(match purpose {
        Purpose::Buy { customer } => Op::Purchase(purchase::Op::AddAll {
            customer: *customer,
            bought: buy_line::parse(text, today, shelf)
                .map_err(|error| refusal::buy_line(s, &error))?,
        }),
        Purpose::Refund { id } => Op::Purchase(purchase::Op::Refund {
            id: *id,
            amount_cents: amount(text).ok_or(s.trade.bad_amount)?,
        }),
        Purpose::Points { customer } => {
            let (points, reason) = adjusted(text).ok_or(s.trade.bad_points)?;
            Op::Points(points::Op::Adjust {
                customer: *customer,
                points,
                reason,
            })
        }
        Purpose::Coupon { customer } => {
            let (what, until) = coupon_of(text, today).ok_or(s.desk.prompt.nothing)?;
            if until < today {
                return Err(s.trade.no_until.to_owned());
            }
            Op::Coupon(coupon::Op::Issue {
                customer: *customer,
                what,
                value_cents: 0,
                until,
            })
        }
        _ => return Err(s.desk.prompt.nothing.to_owned()),
    })
}

/// What is given back: nothing said is all of it; the sign does not matter.
fn amount(text: &str) -> Option<Option<i64>> {
    if text.is_empty() {
        return Some(None);
    }
    let cents = Cents::parse(text, DecimalSign::Point)?.0.checked_abs()?;
    (cents > 0).then_some(Some(cents))
}

/// `+50 生日`.
fn adjusted(text: &str) -> Option<(i64, String)> {
    let (points, reason) = text.split_once(char::is_whitespace)?;
    let points: i64 = points.replace('＋', "+").replace('－', "-").parse().ok()?;
    (points != 0 && !reason.trim().is_empty()).then(|| (points, reason.trim().to_owned()))
}

/// `满100减20 3个月`: what a coupon is good for and its last day, a month from now where none is named.
fn coupon_of(text: &str, today: NaiveDate) -> Option<(String, NaiveDate)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    for at in 1..words.len() {
        if let Some(until) = day::parse(&words[at..].join(" "), today) {
            return Some((words[..at].join(" "), until));
        }
    }
    (!words.is_empty()).then(|| {
        let until = today.checked_add_months(Months::new(1)).unwrap_or(today);
        (words.join(" "), until)
    })
}

/// What a line means so far.
pub(super) fn chips(
    purpose: &Purpose,
    text: &str,
    today: NaiveDate,
    shelf: &[Product],
    s: &Strings,
) -> Vec<(String, String)> {
    match purpose {
        Purpose::Buy { .. } => buy_line::parse(text, today, shelf)
            .map(|rows| rows.iter().flat_map(|row| sale(row, today, s)).collect())
            .unwrap_or_default(),
        Purpose::Points { .. } => adjusted(text)
            .map(|(points, reason)| {
                vec![
                    (s.trade.points.to_owned(), format!("{points:+}")),
                    (s.field.reason.to_owned(), reason),
                ]
            })
            .unwrap_or_default(),
        Purpose::Coupon { .. } => coupon_of(text, today)
            .map(|(what, until)| {
                vec![
                    (s.trade.good_for.to_owned(), what),
                    (s.trade.until.to_owned(), label::day(s, until, today)),
                ]
            })
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn sale(row: &Bought, today: NaiveDate, s: &Strings) -> Vec<(String, String)> {
    let item = format!("{} x{}", row.item, label::quantity(row.quantity_milli));
    let word = match row.amount_cents < 0 {
        true => s.desk.refunded,
        false => s.field.amount,
    };
    let mut chips = vec![
        (s.field.item.to_owned(), item),
        (word.to_owned(), label::money(s, row.amount_cents)),
    ];
    if !row.pay_method.is_empty() {
        chips.push((s.field.pay_method.to_owned(), row.pay_method.clone()));
    }
    if row.day != today {
        chips.push((s.field.day.to_owned(), label::day(s, row.day, today)));
    }
    chips
}

/// What somebody waits for, as chips.
pub(super) fn wish_chips(wish: &Wish, today: NaiveDate, s: &Strings) -> Vec<(String, String)> {
    let mut chips = vec![(s.trade.wants.to_owned(), wish.item.clone())];
    let budget = wish.budget_cents.map(|cents| label::money(s, cents));
    chips.extend(budget.map(|text| (s.trade.budget.to_owned(), text)));
    let until = wish.until.map(|day| label::day(s, day, today));
    chips.extend(until.map(|text| (s.trade.until.to_owned(), text)));
    chips
}

/// The last part of the line, and the products that begin so.
fn begun<'a>(text: &'a str, shelf: &'a [Product]) -> (&'a str, Vec<&'a Product>) {
    let part = text.rsplit([';', '；']).next().unwrap_or(text).trim_start();
    let found = shelf
        .iter()
        .filter(|product| product.begins(part.trim_end()));
    (part, found.take(OFFERED).collect())
}

/// The line with its last item written out, where something the shop has sold begins so.
pub(super) fn completed(text: &str, shelf: &[Product]) -> Option<String> {
    let (part, found) = begun(text, shelf);
    let before = text.strip_suffix(part)?;
    found
        .first()
        .map(|product| format!("{before}{} ", product.name))
}

/// Names the shop has sold that begin as the line ends.
pub(super) fn known(text: &str, shelf: &[Product], s: &Strings) -> Option<String> {
    let (_, found) = begun(text, shelf);
    let named = |product: &&Product| match product.alias.is_empty() {
        true => product.name.clone(),
        false => format!("{} ({})", product.name, product.alias),
    };
    let names: Vec<String> = found.iter().map(named).collect();
    (!names.is_empty()).then(|| (s.trade.known_as)(&names.join(s.list_comma)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_coupons_are_read_from_a_line() {
        let today: NaiveDate = "2026-03-02".parse().expect("a day");
        for (text, want) in [
            ("+50 生日", Some((50, "生日"))),
            ("-200 换 礼品", Some((-200, "换 礼品"))),
            ("＋50 生日", Some((50, "生日"))),
            ("+50", None),
            ("0 生日", None),
            ("生日 50", None),
        ] {
            let want = want.map(|(points, reason): (i64, &str)| (points, reason.to_owned()));
            assert_eq!(adjusted(text), want, "{text}");
        }
        for (text, what, until) in [
            ("满100减20 3月20日", "满100减20", "2026-03-20"),
            ("20 off in 3 days", "20 off", "2026-03-05"),
            ("免费一杯", "免费一杯", "2026-04-02"),
        ] {
            let until = until.parse().expect("a day");
            assert_eq!(
                coupon_of(text, today),
                Some((what.to_owned(), until)),
                "{text}"
            );
        }
        assert_eq!(coupon_of("", today), None);
    }
}
