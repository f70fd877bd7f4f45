//! The items of an order: from columns, from one packed cell, from a list of names. Amounts are exact or absent.

use super::quantity::Quantity;
use crate::codec::report::OrderItem;
use crate::domain::money::{Cents, DecimalSign};

/// Names of the parts of a packed item that end the part before them.
const PARTS: [&str; 14] = [
    "name",
    "product_id",
    "sku",
    "quantity",
    "qty",
    "total",
    "sub_total",
    "subtotal",
    "price",
    "variation",
    "meta",
    "tax",
    "total_tax",
    "_",
];

/// The names joined in one cell by the exporter's signs.
pub fn split_names(text: &str, signs: &str) -> Vec<String> {
    text.split(|c| signs.contains(c) || c == '\n')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Reads `name:Tea: green|product_id:7|sku:T7|quantity:1|total:8.80`; None without a name.
pub fn unpack(text: &str, decimal: DecimalSign) -> Option<OrderItem> {
    let mut parts: Vec<(&str, String)> = Vec::new();
    for piece in text.split('|') {
        let known = piece.split_once(':').filter(|(key, _)| {
            PARTS.iter().any(|p| key.trim().eq_ignore_ascii_case(p)) || key.trim().starts_with('_')
        });
        match (known, parts.last_mut()) {
            (Some((key, value)), _) => parts.push((key.trim(), value.to_owned())),
            // A bar inside a name.
            (None, Some((_, value))) => {
                value.push('|');
                value.push_str(piece);
            }
            (None, None) => {}
        }
    }
    let part = |wanted: &[&str]| {
        parts
            .iter()
            .find(|(key, _)| wanted.iter().any(|w| key.eq_ignore_ascii_case(w)))
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    };
    let qty = part(&["quantity", "qty"]).and_then(Quantity::parse);
    let money = |keys: &[&str]| part(keys).and_then(|raw| Cents::parse(raw, decimal));
    let price = money(&["price"]).or_else(|| each(money(&["total"])?, qty?));
    Some(OrderItem {
        name: part(&["name"])?.to_owned(),
        variant: part(&["variation"]).map(str::to_owned),
        sku: part(&["sku"]).map(str::to_owned),
        qty: qty.map(|q| q.to_string()),
        price: price.map(Cents::to_plain_string),
    })
}

/// The price of one, if the total parts into whole cents.
pub fn each(total: Cents, qty: Quantity) -> Option<Cents> {
    let thousandths = i128::from(qty.0);
    let scaled = i128::from(total.0) * 1_000;
    (thousandths != 0 && scaled % thousandths == 0)
        .then(|| i64::try_from(scaled / thousandths).ok())
        .flatten()
        .map(Cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_item_keeps_the_signs_in_its_name() {
        let item = unpack(
            "name:Tea: green|black|product_id:7|sku:T7|quantity:2|total:8.80|sub_total:8.80",
            DecimalSign::Point,
        )
        .unwrap();
        assert_eq!(
            (
                item.name.as_str(),
                item.sku.as_deref(),
                item.qty.as_deref(),
                item.price.as_deref()
            ),
            ("Tea: green|black", Some("T7"), Some("2"), Some("4.40"))
        );
        assert_eq!(unpack("Tea", DecimalSign::Point), None);
    }

    #[test]
    fn a_price_that_is_no_whole_cent_is_not_made_up() {
        assert_eq!(each(Cents(1_000), Quantity(3_000)), None);
        assert_eq!(each(Cents(3_000), Quantity(5_000)), Some(Cents(600)));
        assert_eq!(each(Cents(3_000), Quantity(0)), None);
    }

    #[test]
    fn joined_names_are_parted_by_the_signs_of_the_exporter() {
        assert_eq!(
            split_names("豆乳盒子;生日蜡烛；", ";；"),
            ["豆乳盒子", "生日蜡烛"]
        );
        assert_eq!(split_names("a;b", "，"), ["a;b"]);
    }
}
