//! Addresses that hold who receives the parcel: `于一，86-15100000431，浙江省 杭州市 示例路5号 ，`, as Taobao writes them since 2023.

use super::{Reading, nick};
use crate::codec::delimited::Row;
use crate::codec::report::Customer;
use crate::domain::phone::{self, Parsed, Region};

/// Takes name and number out of the address, where no column of their own gave them.
pub fn take_out(customer: &mut Customer, row: &Row, reading: Reading<'_>) {
    let region = reading.rules.region;
    let Some((name, number, address)) = customer.address.as_deref().and_then(|a| split(a, region))
    else {
        return;
    };
    let only_nick = customer.name.is_none() || customer.name == nick(row, reading);
    if only_nick {
        let nick = customer.name.replace(name);
        let header = reading
            .columns
            .iter()
            .find(|c| {
                c.role == crate::codec::preset::Role::Field(crate::codec::preset::Field::Nickname)
            })
            .map(|c| c.header.clone());
        customer.extra.extend(header.zip(nick));
    }
    if let (Some(number), true) = (number, customer.phones.is_empty()) {
        customer.phones.push(number);
    }
    customer.address = Some(address);
}

/// Name, number if it is not masked, and the bare address.
fn split(text: &str, region: Region) -> Option<(String, Option<String>, String)> {
    let mut parts = text.splitn(3, ['，', ',']);
    let (name, number, address) = (parts.next()?, parts.next()?, parts.next()?);
    let address = address.trim_matches(['，', ',', ' ']);
    let is_number = number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '*')
        .count()
        >= 7
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || "-+* ".contains(c));
    if !is_number || name.trim().is_empty() || address.is_empty() {
        return None;
    }
    let number = match phone::parse_one(number, region) {
        Parsed::Number(number) => Some(number),
        Parsed::Masked | Parsed::Scientific | Parsed::Unparsed(_) => None,
    };
    Some((name.trim().to_owned(), number, address.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_with_a_number_is_taken_apart() {
        let at = "浙江省 杭州市 示例路5号";
        for (text, want) in [
            (
                format!("于一，86-15100000431，{at} ，"),
                Some(("于一", Some("+8615100000431"), at)),
            ),
            (
                format!("于*，86-151****0431，{at}，000000"),
                Some(("于*", None, "浙江省 杭州市 示例路5号，000000")),
            ),
            (format!("{at}，3幢，201室"), None),
        ] {
            let found = split(&text, Region::Cn);
            let found = found
                .as_ref()
                .map(|(n, p, a)| (n.as_str(), p.as_deref(), a.as_str()));
            assert_eq!(found, want, "{text}");
        }
    }
}
