//! Bars: one share in so many cells, from the left or in the middle.

use crate::tui::glyph::Glyphs;

/// A bar from the left in exactly so many cells; what is more than nothing shows at least half a cell.
pub fn bar(fill: f64, cells: usize, glyphs: &Glyphs) -> String {
    let halves = halves(fill, cells);
    let mut out = glyphs.bar_full.repeat(halves / 2);
    if halves % 2 == 1 {
        out.push_str(glyphs.bar_half);
    }
    out.push_str(&" ".repeat(cells - halves.div_ceil(2)));
    out
}

/// A bar in the middle of exactly so many cells: the step of a funnel.
pub fn funnel(fill: f64, cells: usize, glyphs: &Glyphs) -> String {
    let full = halves(fill, cells).div_ceil(2);
    let left = (cells - full) / 2;
    let right = cells - full - left;
    format!(
        "{}{}{}",
        " ".repeat(left),
        glyphs.bar_full.repeat(full),
        " ".repeat(right)
    )
}

fn halves(fill: f64, cells: usize) -> usize {
    let fill = if fill.is_finite() {
        fill.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let halves = (fill * cells as f64 * 2.0).round() as usize;
    let least = usize::from(fill > 0.0);
    halves.max(least).min(cells * 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyph::{ASCII, UNICODE};
    use crate::tui::widget::text::width;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_longer_than_its_room() {
        let cases = [
            (0.0, "    "),
            (0.001, "=   "),
            (0.5, "##  "),
            (0.6, "##= "),
            (1.0, "####"),
            (7.0, "####"),
            (f64::NAN, "    "),
        ];
        for (fill, drawn) in cases {
            assert_eq!(bar(fill, 4, &ASCII), drawn, "{fill}");
        }
        for cells in 0..9 {
            for step in 0..=20 {
                let fill = f64::from(step) / 20.0;
                assert_eq!(width(&bar(fill, cells, &UNICODE)), cells);
                assert_eq!(width(&funnel(fill, cells, &UNICODE)), cells);
            }
        }
    }

    #[test]
    fn a_funnel_stands_in_the_middle() {
        assert_eq!(funnel(0.5, 8, &ASCII), "  ####  ");
        assert_eq!(funnel(0.0, 4, &ASCII), "    ");
    }
}
