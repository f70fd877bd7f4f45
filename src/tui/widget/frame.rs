//! A bordered box with a title. The focused one differs in the shape of its border and in a pointer before its title, not only in colour.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::Look;
use super::text::{cut, width};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Here,
    Elsewhere,
}

/// Draws the box and returns the room inside it; an area too small for a border is all room.
pub fn draw(area: Rect, buf: &mut Buffer, look: &Look, title: &str, focus: Focus) -> Rect {
    let area = area.intersection(buf.area);
    if area.width < 3 || area.height < 3 {
        return area;
    }
    let (set, style) = match focus {
        Focus::Here => (look.glyphs.border_focus, look.theme.border_focus),
        Focus::Elsewhere => (look.glyphs.border, look.theme.border),
    };
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.left() + 1..right {
        sign(buf, x, area.top(), set.horizontal_top, style);
        sign(buf, x, bottom, set.horizontal_bottom, style);
    }
    for y in area.top() + 1..bottom {
        sign(buf, area.left(), y, set.vertical_left, style);
        sign(buf, right, y, set.vertical_right, style);
    }
    for (x, y, corner) in [
        (area.left(), area.top(), set.top_left),
        (right, area.top(), set.top_right),
        (area.left(), bottom, set.bottom_left),
        (right, bottom, set.bottom_right),
    ] {
        sign(buf, x, y, corner, style);
    }
    draw_title(
        Position::new(area.x + 1, area.y),
        area.width - 2,
        buf,
        look,
        title,
        focus,
    );
    inner(area)
}

/// One sign of one cell, which needs no measuring.
fn sign(buf: &mut Buffer, x: u16, y: u16, symbol: &str, style: Style) {
    buf[(x, y)].set_symbol(symbol).set_style(style);
}

/// The room inside a box.
pub fn inner(area: Rect) -> Rect {
    if area.width < 3 || area.height < 3 {
        return area;
    }
    Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
}

fn draw_title(at: Position, cells: u16, buf: &mut Buffer, look: &Look, title: &str, focus: Focus) {
    let (pointer, style) = match focus {
        Focus::Here => (look.glyphs.pointer, look.theme.title),
        Focus::Elsewhere => ("", look.theme.text),
    };
    let around = width(pointer) + 2;
    if title.is_empty() || usize::from(cells) <= around {
        return;
    }
    let title = cut(title, usize::from(cells) - around, look.glyphs);
    buf.set_string(at.x, at.y, format!("{pointer} {title} "), style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::{PLAIN, lines_of};

    fn drawn(width: u16, height: u16, focus: Focus) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        draw(buf.area, &mut buf, &PLAIN, "客户", focus);
        lines_of(&buf)
    }

    #[test]
    fn focus_is_visible_in_shape_and_title() {
        assert_eq!(
            drawn(12, 3, Focus::Elsewhere),
            ["+ 客户 ----+", "|          |", "+----------+"]
        );
        assert_eq!(
            drawn(12, 3, Focus::Here),
            ["#> 客户 ===#", "#          #", "#==========#"]
        );
    }

    #[test]
    fn a_title_is_cut_and_then_left_out() {
        assert_eq!(drawn(9, 3, Focus::Elsewhere)[0], "+ 客户 -+");
        assert_eq!(drawn(8, 3, Focus::Here)[0], "#> 客~ #");
        assert_eq!(drawn(5, 3, Focus::Here)[0], "#===#");
    }

    #[test]
    fn no_size_makes_drawing_fail() {
        for width in 0..8 {
            for height in 0..5 {
                drawn(width, height, Focus::Here);
            }
        }
    }
}
