//! Widgets: lists, inputs, forms, menus. They know cells, not customers; they draw through `&self` and decide nothing while drawing.

pub mod chart;
pub mod chips;
pub mod form;
pub mod frame;
pub mod input;
pub mod list;
pub mod menu;
pub mod popup;
pub mod sides;
pub mod text;
pub mod toast;

use super::glyph::Glyphs;
use super::theme::Theme;

/// What every widget needs to draw: colours by role and the glyphs the terminal can show.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub theme: &'static Theme,
    pub glyphs: &'static Glyphs,
}

/// Turns a drawn buffer into lines of text for the tests of this folder; the second half of a wide character is skipped.
#[cfg(test)]
pub(crate) fn lines_of(buf: &ratatui::buffer::Buffer) -> Vec<String> {
    use ratatui::buffer::CellWidth;
    let area = buf.area;
    (area.top()..area.bottom())
        .map(|y| {
            let mut line = String::new();
            let mut x = area.left();
            while x < area.right() {
                let symbol = buf[(x, y)].symbol();
                line.push_str(symbol);
                x += symbol.cell_width().max(1);
            }
            line.trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
pub(crate) const PLAIN: Look = Look {
    theme: &super::theme::MONO,
    glyphs: &super::glyph::ASCII,
};
