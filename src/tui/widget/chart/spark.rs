//! Sparklines: one cell a value, from the lowest to the highest of them.

use super::field::shade;
use crate::tui::glyph::Glyphs;

/// The values as one line; what is at or below nothing is blank.
pub fn spark(values: &[f64], glyphs: &Glyphs) -> String {
    let most = values.iter().copied().fold(0.0, f64::max);
    let one = |value: &f64| {
        if most > 0.0 {
            shade(value / most, glyphs)
        } else {
            " "
        }
    };
    values.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyph::ASCII;

    #[test]
    fn the_highest_is_full_and_nothing_is_blank() {
        assert_eq!(spark(&[0.0, 1.0, 2.0, 3.0, 4.0, -1.0], &ASCII), " .:+# ");
        assert_eq!(spark(&[0.0, 0.0], &ASCII), "  ");
        assert_eq!(spark(&[], &ASCII), "");
    }
}
