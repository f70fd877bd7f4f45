//! E-mail addresses: reading them out of a cell and hiding them on the screen. Does not check that they can be reached.

use unicode_normalization::UnicodeNormalization;

/// One address found in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Parsed {
    /// Has the `x@y.z` shape; NFKC, lower case.
    Address(String),
    /// Does not; the text as it was written.
    Invalid(String),
}

/// The addresses in a cell, in order and without repetition.
pub fn parse_cell(raw: &str) -> Vec<Parsed> {
    let text: String = raw
        .nfkc()
        .filter(|c| !matches!(c, '\u{200b}' | '\u{feff}'))
        .collect();
    let mut found = Vec::new();
    for piece in text
        .replace(":::", "\n")
        .split(['/', ';', ',', '、', '|', '\n', '\r', '\t'])
    {
        for one in parts(piece.trim()) {
            let parsed = parse_one(one);
            if !found.contains(&parsed) {
                found.push(parsed);
            }
        }
    }
    found
}

/// The address with all but its first character and its domain hidden.
pub fn mask(address: &str) -> String {
    match address.split_once('@') {
        Some((local, domain)) => format!(
            "{}***@{domain}",
            local.chars().next().map(String::from).unwrap_or_default()
        ),
        None => "***".to_owned(),
    }
}

/// Whether a text has the `x@y.z` shape.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let printable = |s: &str| {
        !s.chars()
            .any(|c| c.is_whitespace() || c.is_control() || "@<>()[],;:\"\\".contains(c))
    };
    let labels: Vec<&str> = domain.split('.').collect();
    !local.is_empty()
        && printable(local)
        && printable(domain)
        && labels.len() > 1
        && labels.iter().all(|l| !l.is_empty())
}

/// A piece is one address, `Name <address>`, or several addresses parted by spaces.
fn parts(piece: &str) -> Vec<&str> {
    if piece.is_empty() {
        return Vec::new();
    }
    if let Some((_, tail)) = piece.rsplit_once('<')
        && let Some((inner, _)) = tail.split_once('>')
    {
        return vec![inner.trim()];
    }
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|w| w.contains('@')) {
        words
    } else {
        vec![piece]
    }
}

fn parse_one(piece: &str) -> Parsed {
    let lower = piece.to_lowercase();
    let address = lower.strip_prefix("mailto:").unwrap_or(&lower).trim();
    if is_address(address) {
        Parsed::Address(address.to_owned())
    } else {
        Parsed::Invalid(piece.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_yields_its_addresses() {
        let ok = |s: &str| Parsed::Address(s.to_owned());
        for (raw, want) in [
            (
                "KONG1@EXAMPLE.CN；kong2@example.cn",
                vec![ok("kong1@example.cn"), ok("kong2@example.cn")],
            ),
            ("caoer＠example．cn", vec![ok("caoer@example.cn")]),
            ("mailto:A@b.co", vec![ok("a@b.co")]),
            ("a@b.co ::: A@B.CO", vec![ok("a@b.co")]),
            ("Zhang Wei <zw@x.cn>", vec![ok("zw@x.cn")]),
            ("a@b.co c@d.co", vec![ok("a@b.co"), ok("c@d.co")]),
            (
                "not-an-email",
                vec![Parsed::Invalid("not-an-email".to_owned())],
            ),
            ("a@b", vec![Parsed::Invalid("a@b".to_owned())]),
            ("a@@b.co", vec![Parsed::Invalid("a@@b.co".to_owned())]),
            ("  ", vec![]),
        ] {
            assert_eq!(parse_cell(raw), want, "{raw}");
        }
    }

    #[test]
    fn a_masked_address_shows_one_letter_and_the_domain() {
        assert_eq!(mask("zhang@x.cn"), "z***@x.cn");
        assert_eq!(mask("@x.cn"), "***@x.cn");
        assert_eq!(mask("nothing"), "***");
    }
}
