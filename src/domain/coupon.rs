//! Coupons: a code that is good once, with a last sign by which a slip of the pen is noticed.
//!
//! The signs are those of Crockford's base 32 (no I, L, O, U); the check sign is his, the number modulo 37: a wrong sign and two swapped
//! neighbours never pass.

use chrono::NaiveDate;

use super::id::{CouponId, CustomerId};

const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The check sign may also be one of these.
const CHECKS: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
/// Signs of a code without its check sign: 40 bits.
const BODY: usize = 8;

/// One coupon of one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    pub id: CouponId,
    pub customer: CustomerId,
    pub code: String,
    /// What it is good for, in the shop's words.
    pub what: String,
    /// What it is worth in minor units; 0 where that is not a sum of money.
    pub value_cents: i64,
    pub issued: NaiveDate,
    /// The last day on which it is good.
    pub until: NaiveDate,
    pub used: Option<NaiveDate>,
}

impl Coupon {
    /// Whether it can be redeemed.
    #[must_use]
    pub fn is_good(&self, today: NaiveDate) -> bool {
        self.used.is_none() && today <= self.until
    }
}

/// The code of forty random bits, with its check sign.
#[must_use]
pub fn code(bytes: [u8; 5]) -> String {
    let number = bytes
        .iter()
        .fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
    let sign = |n: usize| SIGNS[usize::try_from(number >> (5 * n) & 31).unwrap_or(0)];
    let body = (0..BODY).rev().map(sign);
    let check = CHECKS[usize::try_from(number % 37).unwrap_or(0)];
    body.chain([check]).map(char::from).collect()
}

/// A code as somebody typed it, as the file keeps it; `None` when a sign is wrong. Case, blanks and dashes do not matter; O is 0, I and L
/// are 1.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let signs: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let (body, check) = signs.split_at_checked(BODY)?;
    let value = |c: u8| SIGNS.iter().position(|sign| *sign == c);
    let number = body
        .bytes()
        .try_fold(0_u64, |n, c| Some(n << 5 | u64::try_from(value(c)?).ok()?))?;
    let right = CHECKS[usize::try_from(number % 37).ok()?];
    (check.as_bytes() == [right]).then_some(signs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_however_it_is_written() {
        let made = code([0x12, 0x34, 0x56, 0x78, 0x9a]);
        assert_eq!(made.len(), 9);
        let spaced = format!("{}-{} {}", &made[..4], &made[4..8], &made[8..]).to_lowercase();
        assert_eq!(read(&spaced), Some(made));
        for wrong in ["", "12345678", "1234567890", "客客客"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_sign_or_two_swapped_are_noticed(bytes in any::<[u8; 5]>(), at in 0_usize..8, other in 0_usize..32) {
            let made = code(bytes);
            prop_assert_eq!(read(&made), Some(made.clone()));
            let mut signs = made.clone().into_bytes();
            if signs[at] != SIGNS[other] {
                signs[at] = SIGNS[other];
                prop_assert_eq!(read(&String::from_utf8_lossy(&signs)), None);
            }
            let mut swapped = made.clone().into_bytes();
            if at < 7 && swapped[at] != swapped[at + 1] {
                swapped.swap(at, at + 1);
                prop_assert_eq!(read(&String::from_utf8_lossy(&swapped)), None);
            }
        }
    }
}
