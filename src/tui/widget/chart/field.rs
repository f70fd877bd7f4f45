//! Fields of heat maps and triangles: a number on a ground that is the darker the fuller.

use crate::tui::glyph::Glyphs;
use crate::tui::widget::text::width;

/// A number at the right of exactly so many cells, the ground to its left shaded; a number wider than its field is given whole.
pub fn field(text: &str, fill: f64, cells: usize, glyphs: &Glyphs) -> String {
    let room = cells.saturating_sub(width(text));
    format!("{}{text}", shade(fill, glyphs).repeat(room))
}

/// One of five steps; only nothing is blank.
pub fn shade(fill: f64, glyphs: &Glyphs) -> &'static str {
    let last = glyphs.shades.len() - 1;
    let fill = if fill.is_finite() {
        fill.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let step = (fill * last as f64).ceil() as usize;
    glyphs.shades[step.min(last)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyph::ASCII;

    #[test]
    fn the_number_stands_in_its_field_and_the_ground_grows_darker() {
        let cases = [
            (0.0, "   0"),
            (0.01, "...0"),
            (0.5, ":::0"),
            (0.7, "+++0"),
            (1.0, "###0"),
        ];
        for (fill, drawn) in cases {
            assert_eq!(field("0", fill, 4, &ASCII), drawn, "{fill}");
        }
        assert_eq!(field("12345", 1.0, 4, &ASCII), "12345");
    }
}
