//! Scans: a till's scanner is a keyboard that types a number in an instant and presses Enter. Tells such a burst from fingers by its
//! time stamps; what the number stands for is not known here.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::domain::time::Millis;

/// A scan has at least so many digits.
const DIGITS_MIN: usize = 6;
/// And at most so many: more are no member's number.
const DIGITS_MAX: usize = 32;
/// From its first digit to Enter it takes at most so long.
const BURST_MS: i64 = 500;

/// The digits typed last, as long as they came in one burst.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scanner {
    digits: String,
    since: Option<Millis>,
}

impl Scanner {
    /// Whether no burst is going on.
    #[must_use]
    pub fn is_idle(&self, at: Millis) -> bool {
        self.since.is_none_or(|since| at.0 - since.0 > BURST_MS)
    }

    /// How many digits the burst has so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.digits.len()
    }

    /// Hears one key; the number, when it ends a scan.
    pub fn heard(&mut self, key: KeyEvent, at: Millis) -> Option<String> {
        let is_bare = key.modifiers.is_empty() || key.modifiers == KeyModifiers::SHIFT;
        let is_late = self.since.is_some_and(|since| at.0 - since.0 > BURST_MS);
        match key.code {
            KeyCode::Char(c) if is_bare && c.is_ascii_digit() => {
                if is_late || self.digits.len() >= DIGITS_MAX {
                    self.digits.clear();
                }
                if self.digits.is_empty() {
                    self.since = Some(at);
                }
                self.digits.push(c);
                None
            }
            KeyCode::Enter if is_bare => {
                let digits = std::mem::take(&mut self.digits);
                self.since = None;
                (!is_late && digits.len() >= DIGITS_MIN).then_some(digits)
            }
            _ => {
                *self = Self::default();
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types keys so many milliseconds apart; `>` is Enter.
    fn typed(keys: &str, apart: i64) -> Option<String> {
        let mut scanner = Scanner::default();
        let mut last = None;
        for (n, c) in (0..).zip(keys.chars()) {
            let code = if c == '>' {
                KeyCode::Enter
            } else {
                KeyCode::Char(c)
            };
            let key = KeyEvent::new(code, KeyModifiers::NONE);
            last = scanner.heard(key, Millis(1_000 + n * apart));
        }
        last
    }

    #[test]
    fn a_burst_of_digits_is_a_scan_and_fingers_are_not() {
        for (keys, apart, want) in [
            ("13800138000>", 5, Some("13800138000")),
            ("123456>", 83, Some("123456")),
            ("123456>", 84, None),
            ("12345>", 5, None),
            ("123j456>", 5, None),
            ("j123456>", 5, Some("123456")),
            ("123456x>", 5, None),
            (">", 5, None),
        ] {
            assert_eq!(typed(keys, apart).as_deref(), want, "{keys} {apart}");
        }
    }
}
