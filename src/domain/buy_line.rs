//! A sale typed on one line: `龙井 2 396 微信; 茶点 20 昨天`. Reads it into purchases; saves nothing, knows no stock.
//!
//! A part is an item, how many where it says so, and for how much in all; what follows is how it was paid and which day it was. A way
//! of paying or a day said once holds for every part. A negative amount gives money back.

use chrono::{Days, Months, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::day;
use super::money::{Cents, DecimalSign};
use super::product::Product;
use super::purchase::Bought;

/// The most parts of one line.
pub const PARTS_MAX: usize = 20;

/// Why a line is no sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuyLineError {
    Empty,
    /// A part that names nothing.
    NoItem(String),
    /// Nothing says for how much, and the item has no usual price.
    NoAmount(String),
    TooMany,
}

/// Words that may stand before a sale and say nothing more.
const VERBS: [&str; 5] = ["买", "买了", "卖", "buy", "bought"];
/// What a quantity may be counted in.
const COUNTERS: [&str; 27] = [
    "盒", "斤", "两", "个", "包", "罐", "件", "瓶", "袋", "份", "次", "张", "杯", "套", "条", "只",
    "双", "片", "公斤", "克", "块儿", "kg", "g", "box", "boxes", "pcs", "x",
];

/// One part as it was read, before day and payment of the others are known.
struct Part {
    item: String,
    quantity_milli: i64,
    amount_cents: i64,
    pay: String,
    day: Option<NaiveDate>,
}

/// Reads a line typed on the day `today`; `shelf` is what the shop has sold before.
///
/// # Errors
/// The line is empty, or a part of it names no item or no amount.
pub fn parse(line: &str, today: NaiveDate, shelf: &[Product]) -> Result<Vec<Bought>, BuyLineError> {
    let folded: String = line.nfkc().collect();
    let texts: Vec<&str> = folded
        .split(';')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect();
    match texts.len() {
        0 => return Err(BuyLineError::Empty),
        n if n > PARTS_MAX => return Err(BuyLineError::TooMany),
        _ => {}
    }
    let parts = texts
        .iter()
        .map(|text| part(text, today, shelf))
        .collect::<Result<Vec<Part>, _>>()?;
    let day = parts.iter().find_map(|part| part.day).unwrap_or(today);
    let pay = parts.iter().find(|part| !part.pay.is_empty());
    let pay = pay.map(|part| part.pay.clone()).unwrap_or_default();
    let bought = |part: Part| Bought {
        day: part.day.unwrap_or(day),
        item: part.item,
        quantity_milli: part.quantity_milli,
        amount_cents: part.amount_cents,
        pay_method: if part.pay.is_empty() {
            pay.clone()
        } else {
            part.pay
        },
        source_id: String::new(),
    };
    Ok(parts.into_iter().map(bought).collect())
}

fn part(text: &str, today: NaiveDate, shelf: &[Product]) -> Result<Part, BuyLineError> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 1 && VERBS.contains(&words[0].to_lowercase().as_str()) {
        words.remove(0);
    }
    let mut said = None;
    if words.len() > 1 && number(words[0]).is_none() {
        said = past_day(words[0], today);
        if said.is_some() {
            words.remove(0);
        }
    }
    let (item, product, rest) =
        item(&words, shelf).ok_or_else(|| BuyLineError::NoItem(text.to_owned()))?;
    let (figures, rest) = figures(rest);
    let (pay, later) = how_and_when(rest, today);
    let quantity_milli = figures.quantity_milli.unwrap_or(1_000);
    let usual = product.and_then(|product| product.price_cents);
    let amount_cents = figures
        .amount_cents
        .or_else(|| times(usual?, quantity_milli))
        .ok_or_else(|| BuyLineError::NoAmount(item.clone()))?;
    Ok(Part {
        item,
        quantity_milli,
        amount_cents,
        pay,
        day: later.or(said),
    })
}

/// The item at the start: the longest name or alias of the shelf, else everything before the first figure.
fn item<'a, 'b>(
    words: &'b [&'a str],
    shelf: &'a [Product],
) -> Option<(String, Option<&'a Product>, &'b [&'a str])> {
    for end in (1..=words.len()).rev() {
        let name = words[..end].join(" ");
        if let Some(product) = shelf.iter().find(|product| product.is_called(&name)) {
            return Some((product.name.clone(), Some(product), &words[end..]));
        }
    }
    let is_figure = |word: &&str| number(word).is_some() || quantity(word).is_some();
    let end = words.iter().position(is_figure).unwrap_or(words.len());
    (end > 0).then(|| (words[..end].join(" "), None, &words[end..]))
}

#[derive(Default)]
struct Figures {
    quantity_milli: Option<i64>,
    amount_cents: Option<i64>,
}

/// How many and for how much: of two bare figures the first is how many.
fn figures<'a, 'b>(words: &'b [&'a str]) -> (Figures, &'b [&'a str]) {
    let (mut figures, mut bare, mut used) = (Figures::default(), Vec::new(), 0);
    for word in words {
        if let (Some(milli), true) = (quantity(word), figures.quantity_milli.is_none()) {
            figures.quantity_milli = Some(milli);
        } else if let (Some(cents), true) = (number(word), bare.len() < 2) {
            bare.push((*word, cents));
        } else {
            break;
        }
        used += 1;
    }
    match bare.as_slice() {
        [(_, cents)] => figures.amount_cents = Some(*cents),
        [(first, _), (_, cents)] => {
            figures.amount_cents = Some(*cents);
            figures.quantity_milli = milli(first).or(figures.quantity_milli);
        }
        _ => {}
    }
    (figures, &words[used..])
}

/// The way of paying, and the day where one is named.
fn how_and_when(words: &[&str], today: NaiveDate) -> (String, Option<NaiveDate>) {
    let at = words
        .iter()
        .position(|word| past_day(word, today).is_some());
    let day = at.and_then(|at| past_day(words[at], today));
    let how: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(n, _)| Some(*n) != at)
        .map(|(_, word)| *word)
        .collect();
    (how.join(" "), day)
}

/// A day on which something can have been sold: a date that is still to come was a year ago.
fn past_day(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ago = |days| today.checked_sub_days(Days::new(days));
    match word.to_lowercase().as_str() {
        "昨天" | "昨日" | "yesterday" => return ago(1),
        "前天" => return ago(2),
        _ => {}
    }
    let day = day::parse(word, today)?;
    if day <= today {
        return Some(day);
    }
    word.contains(|c: char| c.is_ascii_digit())
        .then(|| day.checked_sub_months(Months::new(12)))
        .flatten()
        .filter(|day| *day <= today)
}

/// An amount of money in minor units.
fn number(word: &str) -> Option<i64> {
    let bare = word.strip_suffix('块').unwrap_or(word);
    let starts = bare.trim_start_matches(['-', '+', '¥', '$', '−']);
    starts
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| Cents::parse(bare, DecimalSign::Point).map(|cents| cents.0))
        .flatten()
}

/// How many, said as such: `x2`, `2盒`.
fn quantity(word: &str) -> Option<i64> {
    let lower = word.to_lowercase();
    if let Some(rest) = lower.strip_prefix(['x', '×', '*']) {
        return milli(rest);
    }
    let end = lower.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (digits, counter) = lower.split_at(end);
    COUNTERS.contains(&counter).then(|| milli(digits)).flatten()
}

/// A positive decimal in thousandths.
#[must_use]
pub fn milli(text: &str) -> Option<i64> {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || rest.len() > 3 || !digits(whole) || !digits(rest) {
        return None;
    }
    let thousandths: i64 = format!("{rest:0<3}").parse().ok()?;
    let milli = whole
        .parse::<i64>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(thousandths)?;
    (milli > 0).then_some(milli)
}

fn times(price_cents: i64, quantity_milli: i64) -> Option<i64> {
    Some(price_cents.checked_mul(quantity_milli)? / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Wednesday.
    fn today() -> NaiveDate {
        "2026-03-04".parse().expect("a day")
    }

    fn shelf() -> Vec<Product> {
        let product = |name: &str, alias: &str, price_cents| Product {
            name: name.into(),
            alias: alias.into(),
            price_cents,
            ..Product::default()
        };
        vec![
            product("明前龙井", "lj", Some(19_800)),
            product("iPhone 15", "", None),
        ]
    }

    fn read(line: &str) -> Result<String, BuyLineError> {
        let shown = |row: &Bought| {
            format!(
                "{}|{}|{}|{}|{}",
                row.item,
                row.quantity_milli,
                row.amount_cents,
                row.pay_method,
                row.day.format("%m%d")
            )
        };
        let rows = parse(line, today(), &shelf())?;
        Ok(rows.iter().map(shown).collect::<Vec<_>>().join(" / "))
    }

    #[test]
    fn a_sale_is_read_as_it_is_said() {
        for (line, want) in [
            ("龙井 2 396 微信", "龙井|2000|39600|微信|0304"),
            ("买 龙井 2 396 微信", "龙井|2000|39600|微信|0304"),
            (
                "buy green tea 2 39.60 cash",
                "green tea|2000|3960|cash|0304",
            ),
            ("龙井 396", "龙井|1000|39600||0304"),
            ("龙井 2盒 ¥396", "龙井|2000|39600||0304"),
            ("龙井 x2 396元 现金 昨天", "龙井|2000|39600|现金|0303"),
            ("昨天 龙井 0.5 99", "龙井|500|9900||0303"),
            ("龙井　２　３９６　微信", "龙井|2000|39600|微信|0304"),
            ("lj", "明前龙井|1000|19800||0304"),
            ("LJ x3 支付宝", "明前龙井|3000|59400|支付宝|0304"),
            ("iPhone 15 5999", "iPhone 15|1000|599900||0304"),
            ("7号茶 2 80", "7号茶|2000|8000||0304"),
            ("龙井 -396", "龙井|1000|-39600||0304"),
            ("赠品 0", "赠品|1000|0||0304"),
            (
                "龙井 2 396；茶点 20 微信 昨天",
                "龙井|2000|39600|微信|0303 / 茶点|1000|2000|微信|0303",
            ),
        ] {
            assert_eq!(read(line).as_deref(), Ok(want), "{line}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for (line, want) in [
            ("", BuyLineError::Empty),
            (" ; ；", BuyLineError::Empty),
            ("396", BuyLineError::NoItem("396".into())),
            ("龙井", BuyLineError::NoAmount("龙井".into())),
            ("龙井 x2", BuyLineError::NoAmount("龙井".into())),
            ("龙井 20; 30", BuyLineError::NoItem("30".into())),
        ] {
            assert_eq!(read(line), Err(want), "{line}");
        }
        assert_eq!(
            read(&"茶 1;".repeat(PARTS_MAX + 1)),
            Err(BuyLineError::TooMany)
        );
    }

    #[test]
    fn quantities_are_whole_or_have_three_decimals() {
        for (text, want) in [
            ("2", Some(2_000)),
            ("0.5", Some(500)),
            ("1.125", Some(1_125)),
            ("0", None),
            ("-1", None),
            ("1.2345", None),
            (".5", None),
            ("two", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(milli(text), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[龙井lj0-9x盒¥;. -]{0,30}|\\PC{0,30}") {
            if let Ok(rows) = parse(&text, today(), &shelf()) {
                prop_assert!(rows.iter().all(|row| row.quantity_milli > 0 && !row.item.is_empty()));
            }
        }
    }
}
