//! What a customer waits for: `+want 儿童安全座椅 <2000 10月`. Reads such a line and matches it with a product; asks nobody.

use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::day;
use super::id::{CustomerId, WantId};
use super::money::{Cents, DecimalSign};

/// The words that begin such a line where other facts are typed.
const SIGNS: [&str; 4] = ["+want", "+想要", "+想买", "+要"];

/// Something one customer waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    pub id: WantId,
    pub customer: CustomerId,
    pub wish: Wish,
    /// When they said so.
    pub day: NaiveDate,
}

/// What is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub item: String,
    /// At most for so much, in minor units.
    pub budget_cents: Option<i64>,
    /// The last day on which it is of use.
    pub until: Option<NaiveDate>,
}

impl Want {
    /// Whether it is still of use.
    #[must_use]
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.wish.until.is_none_or(|day| today <= day)
    }

    /// Whether a product would do: one's name is in the other's, and the price is within the budget where both are known.
    #[must_use]
    pub fn fits(&self, product: &str, price_cents: Option<i64>) -> bool {
        let (item, product) = (plain(&self.wish.item), plain(product));
        let is_it = !item.is_empty()
            && !product.is_empty()
            && (product.contains(&item) || item.contains(&product));
        let is_affordable = match (self.wish.budget_cents, price_cents) {
            (Some(budget), Some(price)) => price <= budget,
            _ => true,
        };
        is_it && is_affordable
    }
}

fn plain(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Reads a line that begins with one of the signs.
#[must_use]
pub fn parse(line: &str, today: NaiveDate) -> Option<Wish> {
    let folded: String = line.nfkc().collect();
    let text = folded.trim();
    SIGNS
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .and_then(|rest| wish(rest, today))
}

/// Reads what is waited for, without a sign.
#[must_use]
pub fn wish(text: &str, today: NaiveDate) -> Option<Wish> {
    let folded: String = text.nfkc().collect();
    let (mut item, mut budget_cents, mut until) = (Vec::new(), None, None);
    for word in folded.split_whitespace() {
        if let Some(cents) = budget(word).filter(|_| budget_cents.is_none()) {
            budget_cents = Some(cents);
        } else if let Some(day) = last_day(word, today).filter(|_| !item.is_empty()) {
            until = Some(day);
        } else {
            item.push(word);
        }
    }
    (!item.is_empty()).then(|| Wish {
        item: item.join(" "),
        budget_cents,
        until,
    })
}

/// `<2000`, `≤2000`, `2000以内`.
fn budget(word: &str) -> Option<i64> {
    let figure = word
        .strip_prefix(['<', '≤'])
        .or_else(|| word.strip_suffix("以内"))
        .or_else(|| word.strip_suffix("以下"))?;
    Cents::parse(figure.trim_start_matches('='), DecimalSign::Point)
        .map(|cents| cents.0)
        .filter(|cents| *cents > 0)
}

/// A month counts to its last day; any other day is itself.
fn last_day(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let month = word
        .strip_suffix("月")
        .or_else(|| word.strip_suffix("月份"))
        .or_else(|| word.strip_suffix("月前"))
        .and_then(|digits| digits.parse::<u32>().ok())
        .or_else(|| english_month(word));
    let Some(month) = month.filter(|month| (1..=12).contains(month)) else {
        return day::parse(word, today);
    };
    let year = today.year() + i32::from(month < today.month());
    let (year, next) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    NaiveDate::from_ymd_opt(year, next, 1)?.pred_opt()
}

fn english_month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| word.len() >= 3 && month.starts_with(&word))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-03-02".parse().expect("a day")
    }

    fn read(line: &str) -> Option<(String, Option<i64>, Option<String>)> {
        let wish = parse(line, today())?;
        Some((
            wish.item,
            wish.budget_cents,
            wish.until.map(|day| day.to_string()),
        ))
    }

    #[test]
    fn a_want_is_read_with_its_budget_and_its_month() {
        let want = |item: &str, cents, day: Option<&str>| {
            Some((item.to_owned(), cents, day.map(str::to_owned)))
        };
        for (line, expected) in [
            (
                "+want 儿童安全座椅 <2000 10月",
                want("儿童安全座椅", Some(200_000), Some("2026-10-31")),
            ),
            ("＋want 茶 ＜２００", want("茶", Some(20_000), None)),
            ("+想要 老白茶 200以内", want("老白茶", Some(20_000), None)),
            (
                "+want child seat <2000 october",
                want("child seat", Some(200_000), Some("2026-10-31")),
            ),
            ("+want 年货 1月", want("年货", None, Some("2027-01-31"))),
            ("+want 年货 12月", want("年货", None, Some("2026-12-31"))),
            (
                "+want tea 2026-04-01",
                want("tea", None, Some("2026-04-01")),
            ),
            ("+want", None),
            ("+want <200", None),
            ("+wanton soup", None),
            ("+ 喜欢龙井", None),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn a_product_fits_by_name_and_price() {
        let want = |budget_cents| Want {
            id: WantId(1),
            customer: CustomerId(1),
            wish: Wish {
                item: "安全座椅".into(),
                budget_cents,
                until: Some(today()),
            },
            day: today(),
        };
        for (budget, product, price, fits) in [
            (None, "儿童安全座椅 A1", Some(99), true),
            (Some(100), "安全 座椅", Some(100), true),
            (Some(100), "安全座椅", Some(101), false),
            (Some(100), "安全座椅", None, true),
            (None, "座椅套", None, false),
        ] {
            assert_eq!(want(budget).fits(product, price), fits, "{product}");
        }
        assert!(want(None).is_open(today()));
        assert!(!want(None).is_open(today() + chrono::Days::new(1)));
    }
}
