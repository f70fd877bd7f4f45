//! One address from its columns: the largest unit first in Chinese, the street first elsewhere.

use crate::domain::clean::is_cjk;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The columns an address may be spread over, in the Chinese order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Country,
    Region,
    City,
    District,
    Street,
    Street2,
    Street3,
    PoBox,
    Postal,
    /// The whole address; if it is there, the others repeat it.
    Formatted,
}

/// The order outside China.
const WESTERN: [Part; 9] = [
    Part::Street,
    Part::Street2,
    Part::Street3,
    Part::PoBox,
    Part::District,
    Part::City,
    Part::Region,
    Part::Postal,
    Part::Country,
];

/// Writes the parts as one line; empty if they are.
pub fn assemble(parts: &BTreeMap<Part, String>) -> String {
    if let Some(whole) = parts.get(&Part::Formatted) {
        return whole
            .split('\n')
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
    }
    if parts.values().any(|p| p.chars().any(is_cjk)) {
        chinese(parts)
    } else {
        western(parts)
    }
}

fn western(parts: &BTreeMap<Part, String>) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for (part, text) in WESTERN.iter().filter_map(|p| Some((p, parts.get(p)?))) {
        for line in text.split('\n').map(str::trim).filter(|l| !l.is_empty()) {
            // The street written as a whole holds its second line already.
            let repeated = matches!(part, Part::Street2 | Part::Street3)
                && lines.iter().any(|l| l.contains(line));
            if !repeated {
                lines.push(line);
            }
        }
    }
    lines.join(", ")
}

fn chinese(parts: &BTreeMap<Part, String>) -> String {
    let street = parts.get(&Part::Street).map_or("", String::as_str);
    let mut out = String::new();
    for (part, text) in parts {
        // Shops fill 省 and 市 and then write them again in the street.
        let repeated = *part < Part::Street
            && (street.contains(text.as_str()) || out.ends_with(text.as_str()));
        if repeated {
            continue;
        }
        for line in text.split('\n').map(str::trim).filter(|l| !l.is_empty()) {
            if !(out.is_empty()
                || (out.ends_with(is_cjk)
                    && line.starts_with(|c| is_cjk(c) || char::is_ascii_digit(&c))
                    && *part != Part::Postal))
            {
                out.push(' ');
            }
            out.push_str(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(parts: &[(Part, &str)]) -> String {
        assemble(&parts.iter().map(|&(p, t)| (p, t.to_owned())).collect())
    }

    #[test]
    fn an_address_reads_in_the_order_of_its_country() {
        use Part::*;
        for (parts, want) in [
            (
                vec![(Street, "平江路10号"), (Region, "江苏省"), (City, "苏州市")],
                "江苏省苏州市平江路10号",
            ),
            (
                vec![
                    (Street, "江苏省苏州市平江路10号"),
                    (Region, "江苏省"),
                    (City, "苏州市"),
                ],
                "江苏省苏州市平江路10号",
            ),
            (
                vec![(Region, "北京市"), (City, "北京市"), (Street, "示例路3号")],
                "北京市示例路3号",
            ),
            (
                vec![
                    (Street, "人民路5号"),
                    (City, "成都"),
                    (Country, "CN"),
                    (Postal, "610000"),
                ],
                "CN 成都人民路5号 610000",
            ),
            (
                vec![
                    (Street, "5 Quay St\nUnit 2"),
                    (City, "Bristol"),
                    (Country, "United Kingdom"),
                ],
                "5 Quay St, Unit 2, Bristol, United Kingdom",
            ),
            (
                vec![(Formatted, "12 Rd\nLondon"), (City, "London")],
                "12 Rd, London",
            ),
            (vec![], ""),
        ] {
            assert_eq!(address(&parts), want);
        }
    }
}
