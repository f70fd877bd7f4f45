//! Telephone numbers: from what people write to E.164 (ITU-T), with `;ext=` as in RFC 3966. Never guesses a missing digit.

mod china;
mod region;
mod scan;
mod show;

pub use region::Region;
pub use scan::{parse_cell, words_around};
pub use show::{digits, display, mask};

use unicode_normalization::UnicodeNormalization;

/// What one written number turned out to be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Parsed {
    /// E.164, possibly followed by `;ext=` and the extension.
    Number(String),
    /// Parts are hidden (`186****0005`): it is nobody's number.
    Masked,
    /// A spreadsheet wrote it as `1.38E+10`: its digits are lost.
    Scientific,
    /// None of these; the text as it was written.
    Unparsed(String),
}

/// Digits in the shortest and the longest E.164 number accepted, country code included.
const E164_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// The longest extension accepted.
const EXTENSION_DIGITS: usize = 6;
/// Words between a number and its extension; the longer before those they begin with.
const EXTENSION_MARKS: [&str; 13] = [
    ";ext=",
    "extension",
    "ext.",
    "ext:",
    "ext",
    "转接",
    "分机号",
    "分机",
    "分機",
    "转",
    "轉",
    "x",
    "#",
];

/// Reads one number; numbers without a country code belong to `region`.
pub fn parse_one(raw: &str, region: Region) -> Parsed {
    let folded = fold(raw);
    let text = folded.trim();
    if is_scientific(text) {
        return Parsed::Scientific;
    }
    if text.contains('*') {
        return Parsed::Masked;
    }
    match number(text, region) {
        Some(found) => Parsed::Number(found),
        None => Parsed::Unparsed(raw.trim().to_owned()),
    }
}

fn number(text: &str, region: Region) -> Option<String> {
    let (main, extension) = split_extension(text);
    let main = main.strip_prefix("tel:").unwrap_or(main);
    let e164 = |written: &str| international(written, region).map(|digits| format!("+{digits}"));
    match (e164(main), extension) {
        (Some(found), Some(extension)) => Some(format!("{found};ext={extension}")),
        (Some(found), None) => Some(found),
        (None, Some(_)) => None,
        (None, None) => {
            let (head, tail) = main.rsplit_once('-')?;
            let short = (1..=5).contains(&tail.len()) && tail.bytes().all(|b| b.is_ascii_digit());
            short
                .then(|| e164(head))
                .flatten()
                .map(|found| format!("{found};ext={tail}"))
        }
    }
}

/// NFKC, with dashes alike, invisible characters gone and the `(0)` of `+44 (0)20` left out.
fn fold(raw: &str) -> String {
    let text: String = raw
        .nfkc()
        .filter(|&c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .map(|c| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー') { '-' } else { c })
        .collect();
    text.to_lowercase().replace("(0)", "")
}

fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim_start_matches(['+', '-']).split_once('e') else {
        return false;
    };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let numeric = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    numeric(exponent)
        && mantissa
            .split_once('.')
            .map_or_else(|| numeric(mantissa), |(a, b)| numeric(a) && numeric(b))
}

/// Cuts `转803`, `ext 803`, `x803` off the end.
fn split_extension(text: &str) -> (&str, Option<&str>) {
    for mark in EXTENSION_MARKS {
        if let Some((main, tail)) = text.rsplit_once(mark) {
            let tail = tail.trim_matches([' ', '.', ':', '-']);
            if (1..=EXTENSION_DIGITS).contains(&tail.len())
                && tail.bytes().all(|b| b.is_ascii_digit())
            {
                return (main.trim_end_matches([' ', ',', '-', ';', '(']), Some(tail));
            }
        }
    }
    (text, None)
}

/// The digits of the E.164 number, without the plus.
fn international(text: &str, region: Region) -> Option<String> {
    let text = whole_number(text.trim());
    if !text
        .chars()
        .all(|c| c.is_ascii_digit() || "+-.() ".contains(c))
        || text.rfind('+').is_some_and(|at| at > 0)
    {
        return None;
    }
    let written: String = text.chars().filter(char::is_ascii_digit).collect();
    let abroad = match text.strip_prefix('+') {
        Some(_) => Some(written.as_str()),
        None => written.strip_prefix(region.exit_code()),
    };
    if let Some(digits) = abroad {
        return with_code(digits);
    }
    region
        .national(&written)
        .or_else(|| own_code(&written, region))
}

/// A float column wrote `13800138000.0`.
fn whole_number(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros))
            if whole.len() > 6
                && whole.bytes().all(|b| b.is_ascii_digit())
                && zeros.bytes().all(|b| b == b'0') =>
        {
            whole
        }
        _ => text,
    }
}

fn with_code(digits: &str) -> Option<String> {
    let (code, rest) = digits
        .split_at_checked(region::code_len(digits))
        .filter(|_| !digits.starts_with('0'))?;
    // Italy alone keeps the zero of its area codes.
    let rest = if code == "39" {
        rest
    } else {
        rest.strip_prefix('0').unwrap_or(rest)
    };
    let plausible = match code {
        _ if rest.starts_with('0') && code != "39" => false,
        "86" => china::kind(rest).is_some(),
        "1" => region::is_nanp(rest),
        _ => true,
    };
    let e164 = format!("{code}{rest}");
    (plausible && E164_DIGITS.contains(&e164.len())).then_some(e164)
}

/// A country code without its plus: the region's own, or China's before what can only be a Chinese number.
fn own_code(digits: &str, region: Region) -> Option<String> {
    if digits.starts_with("86") && digits.len() >= 12 {
        return with_code(digits);
    }
    let rest = digits.strip_prefix(region.code())?;
    region.national(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_numbers_become_e164() {
        for (raw, want) in [
            ("138 0013 8000", "+8613800138000"),
            ("１３８００１３８０００", "+8613800138000"),
            ("86-13800138000", "+8613800138000"),
            ("0086 138 0013 8000", "+8613800138000"),
            ("+86(151)00000183", "+8615100000183"),
            ("015100000183", "+8615100000183"),
            ("13800138000.0", "+8613800138000"),
            ("010-88886666", "+861088886666"),
            ("(0571) 8888-6601", "+8657188886601"),
            ("86-021-88886622", "+862188886622"),
            ("+86 0571 88886601", "+8657188886601"),
            ("027-88886602-803", "+862788886602;ext=803"),
            ("0571-88886611转8", "+8657188886611;ext=8"),
            ("010-88886666 ext. 803", "+861088886666;ext=803"),
            ("010 8888 6666 x803", "+861088886666;ext=803"),
            ("+861088886666;ext=803", "+861088886666;ext=803"),
            ("400-000-1234", "+864000001234"),
            ("800 820 1234", "+868008201234"),
            ("+44 (0)20 7946 0958", "+442079460958"),
            ("+49 30 000013", "+4930000013"),
            ("+971 50 000 0042", "+971500000042"),
            ("+1 (415) 555-0101", "+14155550101"),
        ] {
            assert_eq!(
                parse_one(raw, Region::Cn),
                Parsed::Number(want.to_owned()),
                "{raw}"
            );
        }
    }

    #[test]
    fn other_regions_follow_their_own_rules() {
        for (region, raw, want) in [
            (Region::Us, "(415) 555-0101", "+14155550101"),
            (Region::Us, "1-415-555-0101", "+14155550101"),
            (Region::Us, "011 86 138 0013 8000", "+8613800138000"),
            (Region::Gb, "020 7946 0958", "+442079460958"),
            (Region::Hk, "2123 4567", "+85221234567"),
            (Region::Tw, "0912-345-678", "+886912345678"),
            (Region::Jp, "03-1234-5678", "+81312345678"),
            (Region::De, "030 123456", "+4930123456"),
            (Region::It, "06 1234 5678", "+390612345678"),
            (Region::Sg, "65 6123 4567", "+6561234567"),
        ] {
            assert_eq!(
                parse_one(raw, region),
                Parsed::Number(want.to_owned()),
                "{raw}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_said_to_be_none() {
        for (raw, want) in [
            ("186******05", Parsed::Masked),
            ("１８６＊＊＊＊０００５", Parsed::Masked),
            ("1.38E+10", Parsed::Scientific),
            ("1.38001e10", Parsed::Scientific),
            ("88886612", Parsed::Unparsed("88886612".to_owned())),
            ("12800138000", Parsed::Unparsed("12800138000".to_owned())),
            ("+86 12345", Parsed::Unparsed("+86 12345".to_owned())),
            ("0999-1", Parsed::Unparsed("0999-1".to_owned())),
            ("不详", Parsed::Unparsed("不详".to_owned())),
        ] {
            assert_eq!(parse_one(raw, Region::Cn), want, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn a_parsed_number_parses_to_itself(raw in "(\\+|00)?(86|1|44|49|852)?(1[3-9]|0571|010|400)?[0-9]{7,9}(x[0-9]{1,4})?") {
            if let Parsed::Number(found) = parse_one(&raw, Region::Cn) {
                prop_assert_eq!(parse_one(&found, Region::Cn), Parsed::Number(found.clone()));
                prop_assert_eq!(parse_one(&found, Region::Us), Parsed::Number(found.clone()));
                prop_assert_eq!(parse_one(&display(&found), Region::Cn), Parsed::Number(found));
            }
        }

        #[test]
        fn no_text_panics(raw in "\\PC*") {
            for parsed in parse_cell(&raw, Region::Cn) {
                if let Parsed::Number(n) | Parsed::Unparsed(n) = parsed {
                    prop_assert!(mask(&n).chars().count() <= n.chars().count() + 4);
                    prop_assert!(digits(&n).bytes().all(|b| b.is_ascii_digit()));
                }
            }
        }
    }
}
