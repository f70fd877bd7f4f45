//! The recovery code: eight groups of five digits, shown once, that open the file when every passphrase is forgotten.

use std::fmt::Write as _;

use super::Fault;
use super::secret::Passphrase;

/// How many groups.
pub const GROUPS: usize = 8;
/// Digits a group.
pub const DIGITS: usize = 5;
const ALL: usize = GROUPS * DIGITS;

/// A fresh code: 39 random digits (129 bits) and one that shows a slip of the pen.
///
/// # Errors
/// When the system has no random source.
pub fn fresh() -> Result<Passphrase, Fault> {
    let mut digits = zeroize::Zeroizing::new(Vec::with_capacity(ALL));
    let mut pool = zeroize::Zeroizing::new([0_u8; 64]);
    while digits.len() < ALL - 1 {
        getrandom::fill(pool.as_mut_slice()).map_err(|_| Fault::NoRandom)?;
        // 250 is the largest multiple of ten in a byte: above it digits would not be equally likely.
        let fair = pool
            .iter()
            .filter(|byte| **byte < 250)
            .map(|byte| byte % 10);
        let missing = ALL - 1 - digits.len();
        digits.extend(fair.take(missing));
    }
    let check = check_digit(&digits);
    digits.push(check);
    let mut text = String::with_capacity(ALL + GROUPS);
    for (n, digit) in digits.iter().enumerate() {
        if n > 0 && n % DIGITS == 0 {
            text.push('-');
        }
        if write!(text, "{digit}").is_err() {
            return Err(Fault::Memory);
        }
    }
    Ok(Passphrase::new(text))
}

/// The code as it was typed, with whatever stood between its digits; `None` when it is no code or has a slip in it.
#[must_use]
pub fn read(typed: &str) -> Option<Passphrase> {
    let mut digits = zeroize::Zeroizing::new(Vec::with_capacity(ALL));
    for c in typed.chars() {
        match c {
            // Full-width digits, as a Chinese keyboard writes them.
            '\u{ff10}'..='\u{ff19}' => digits.push(u8::try_from(u32::from(c) - 0xff10).ok()?),
            c if c.is_ascii_digit() => digits.push(u8::try_from(c.to_digit(10)?).ok()?),
            '-' | '\u{ff0d}' | '\u{2013}' | ' ' | '\u{3000}' => {}
            _ => return None,
        }
        if digits.len() > ALL {
            return None;
        }
    }
    let (check, rest) = digits.split_last()?;
    if digits.len() != ALL || check_digit(rest) != *check {
        return None;
    }
    let mut text = String::with_capacity(ALL + GROUPS);
    for (n, digit) in digits.iter().enumerate() {
        if n > 0 && n % DIGITS == 0 {
            text.push('-');
        }
        text.push(char::from(b'0' + digit));
    }
    Some(Passphrase::new(text))
}

/// One group of a code, counted from 0.
#[must_use]
pub fn group(code: &Passphrase, n: usize) -> &str {
    code.text().split('-').nth(n).unwrap_or_default()
}

/// Luhn's digit: finds every single wrong digit and nearly every swap of neighbours.
fn check_digit(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(n, digit)| {
            let doubled = u32::from(*digit) * if n % 2 == 0 { 2 } else { 1 };
            doubled / 10 + doubled % 10
        })
        .sum();
    u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = fresh().expect("a code");
        assert_eq!(code.text().len(), ALL + GROUPS - 1);
        let wide: String = code
            .text()
            .chars()
            .map(|c| {
                c.to_digit(10)
                    .and_then(|d| char::from_u32(0xFF10 + d))
                    .unwrap_or('\u{3000}')
            })
            .collect();
        for typed in [
            code.text().to_owned(),
            code.text().replace('-', " "),
            code.text().replace('-', ""),
            wide,
        ] {
            assert_eq!(read(&typed).expect("the code").text(), code.text());
        }
        assert_eq!(group(&code, 7), &code.text()[42..]);
    }

    #[test]
    fn every_single_slip_is_seen() {
        let code = fresh().expect("a code");
        for (at, digit) in code.text().char_indices().filter(|(_, c)| *c != '-') {
            let other = if digit == '9' {
                '0'
            } else {
                char::from(digit as u8 + 1)
            };
            let mut slip = code.text().to_owned();
            slip.replace_range(at..=at, &other.to_string());
            assert!(read(&slip).is_none(), "digit at {at}");
        }
        assert!(
            read("").is_none() && read("12345").is_none() && read(&"1".repeat(9_000)).is_none()
        );
    }
}
