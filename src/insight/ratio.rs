//! Shares as exact fractions, so that a confidence of exactly 0.8 is neither lost nor gained by rounding.

use std::str::FromStr;

/// Decimals that a threshold may have.
const DECIMALS_MOST: usize = 12;

/// A share from 0 to 1 as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    num: u64,
    den: u64,
}

/// A text that is no share from 0 to 1 with at most twelve decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRatio;

impl Ratio {
    /// The fraction `num`/`den`; `None` outside 0 to 1.
    #[must_use]
    pub fn new(num: u64, den: u64) -> Option<Self> {
        (den > 0 && num <= den).then_some(Self { num, den })
    }

    /// Whether `part` of `whole` is at least this share.
    #[must_use]
    pub fn is_met(self, part: u64, whole: u64) -> bool {
        u128::from(part) * u128::from(self.den) >= u128::from(self.num) * u128::from(whole)
    }

    /// The smallest count that is at least this share of `whole`.
    #[must_use]
    pub fn least_of(self, whole: u64) -> u64 {
        let least = (u128::from(self.num) * u128::from(whole)).div_ceil(u128::from(self.den));
        u64::try_from(least).unwrap_or(whole)
    }
}

impl FromStr for Ratio {
    type Err = NoRatio;

    /// Reads `0.001`, `.8` or `1`.
    fn from_str(text: &str) -> Result<Self, NoRatio> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{decimals}");
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_number || decimals.len() > DECIMALS_MOST {
            return Err(NoRatio);
        }
        let num = digits.parse().map_err(|_| NoRatio)?;
        let den = (0..decimals.len()).fold(1, |den: u64, _| den * 10);
        Self::new(num, den).ok_or(NoRatio)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_exact() {
        let share = |text: &str| text.parse::<Ratio>();
        assert_eq!(share("0.001").map(|r| r.least_of(9835)), Ok(10));
        assert_eq!(share("0.01").map(|r| r.least_of(300)), Ok(3));
        assert_eq!(share(".8").map(|r| r.is_met(4, 5)), Ok(true));
        assert_eq!(share("0.8").map(|r| r.is_met(799, 999)), Ok(false));
        for text in ["", ".", "-0.1", "1.1", "80%", "0.0000000000001", "1e-3"] {
            assert_eq!(share(text), Err(NoRatio), "{text}");
        }
    }
}
