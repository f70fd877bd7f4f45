//! Everything a shop has sold, read once: whose, when, what, for how much. Names of items are kept once each. Decides nothing.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::buyer::Sale;
use crate::domain::id::CustomerId;

/// One line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub sale: Sale,
    /// The item's place in [`Ledger::items`].
    pub item: u32,
}

/// The sales of a shop. Lines of one customer stand together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    pub lines: Vec<Line>,
    pub items: Vec<String>,
    /// Whoever has a line; a sale's `buyer` is a place in here.
    pub who: Vec<CustomerId>,
    numbers: HashMap<String, u32>,
}

impl Ledger {
    /// Adds a line; the lines of one customer must come one after the other.
    pub fn add(&mut self, customer: CustomerId, day: NaiveDate, item: &str, cents: i64) {
        if self.who.last() != Some(&customer) {
            self.who.push(customer);
        }
        let item = match self.numbers.get(item) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
                self.items.push(item.to_owned());
                self.numbers.insert(item.to_owned(), number);
                number
            }
        };
        let buyer = self.who.len() - 1;
        self.lines.push(Line {
            sale: Sale { buyer, day, cents },
            item,
        });
    }

    /// The sales without what was sold.
    #[must_use]
    pub fn sales(&self) -> Vec<Sale> {
        self.lines.iter().map(|line| line.sale).collect()
    }

    /// What an item is called.
    #[must_use]
    pub fn item(&self, number: u32) -> &str {
        self.items.get(number as usize).map_or("", String::as_str)
    }

    /// The customer at a place.
    #[must_use]
    pub fn customer(&self, buyer: usize) -> Option<CustomerId> {
        self.who.get(buyer).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_and_a_customer_are_kept_once() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let mut ledger = Ledger::default();
        for (who, item) in [(5, "tea"), (5, "cup"), (9, "tea")] {
            ledger.add(CustomerId(who), day, item, 100);
        }
        assert_eq!(ledger.who, [CustomerId(5), CustomerId(9)]);
        assert_eq!(ledger.items, ["tea", "cup"]);
        assert_eq!(ledger.item(ledger.lines[2].item), "tea");
        assert_eq!(ledger.lines[2].sale.buyer, 1);
    }
}
