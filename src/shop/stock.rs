//! What the demo shop sells, and for how much.

use chrono::NaiveDate;

use super::asset;
use crate::domain::name::Lang;
use crate::domain::purchase::Bought;

/// One thing on the shelf.
#[derive(Debug, Clone, Copy)]
pub(super) struct Product {
    pub(super) key: &'static str,
    price_cents: i64,
    name: &'static str,
    /// As it is called in a sentence.
    pub(super) spoken: &'static str,
    pack: &'static str,
}

impl Product {
    /// What a sale of it is called.
    pub(super) fn item(&self) -> String {
        [self.name, self.pack].join(" ")
    }

    pub(super) fn price_cents(&self) -> i64 {
        self.price_cents
    }

    /// Whether a purchase was of this.
    pub(super) fn is(&self, bought: &Bought) -> bool {
        bought
            .item
            .strip_prefix(self.name)
            .is_some_and(|rest| rest.starts_with(' '))
    }

    /// A sale; a negative quantity gives one back.
    pub(super) fn sold(&self, day: NaiveDate, quantity: i64, pay_method: &str) -> Bought {
        Bought {
            day,
            item: self.item(),
            quantity_milli: quantity * 1_000,
            amount_cents: quantity * self.price_cents,
            pay_method: pay_method.to_owned(),
            source_id: String::new(),
        }
    }
}

/// The shelf.
#[derive(Debug, Clone)]
pub(super) struct Stock(Vec<Product>);

impl Stock {
    pub(super) fn read(lang: Lang) -> Self {
        Self(
            asset::lines(asset::PRODUCTS)
                .filter_map(|(key, rest)| product(key, rest, lang))
                .collect(),
        )
    }

    /// Everything on the shelf.
    pub(super) fn all(&self) -> &[Product] {
        &self.0
    }

    pub(super) fn get(&self, key: &str) -> Option<&Product> {
        self.0.iter().find(|product| product.key == key)
    }
}

fn product(key: &'static str, rest: &'static str, lang: Lang) -> Option<Product> {
    let (price, names) = rest.split_once(' ')?;
    let mut parts = asset::in_lang(names, lang).split('/');
    let (name, pack) = (parts.next()?, parts.next()?);
    Some(Product {
        key,
        price_cents: price.parse::<i64>().ok()? * 100,
        name,
        spoken: parts.next().unwrap_or(name),
        pack,
    })
}
