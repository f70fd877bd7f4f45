//! A box over everything else: centred, cleared, framed. What is inside is the caller's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::Look;
use super::frame::{self, Focus};

/// The middle of an area: the wished size, or as much of it as there is.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(
        area.x + (area.width - width) / 2,
        area.y + (area.height - height) / 2,
        width,
        height,
    )
}

/// Draws an empty framed box and returns the room inside it.
pub fn draw(area: Rect, buf: &mut Buffer, look: &Look, title: &str) -> Rect {
    let area = area.intersection(buf.area);
    clear(area, buf);
    buf.set_style(area, look.theme.text);
    frame::draw(area, buf, look, title, Focus::Here)
}

/// Empties an area. A wide character that reaches into it from the left is removed whole, or its second half would be painted over the border.
fn clear(area: Rect, buf: &mut Buffer) {
    use ratatui::buffer::CellWidth;
    if area.x > buf.area.x {
        for y in area.top()..area.bottom() {
            let left = &mut buf[(area.x - 1, y)];
            if left.symbol().cell_width() > 1 {
                left.set_symbol(" ");
            }
        }
    }
    Clear.render(area, buf);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::{PLAIN, lines_of};
    use ratatui::style::Style;

    #[test]
    fn a_popup_covers_what_is_behind_it_without_halving_a_character() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 14, 5));
        for y in 0..5 {
            buf.set_string(0, y, "王芳李娜张伟陈", Style::new());
        }
        let room = draw(Rect::new(3, 1, 8, 3), &mut buf, &PLAIN, "删除");
        assert_eq!(room, Rect::new(4, 2, 6, 1));
        assert_eq!(
            lines_of(&buf),
            [
                "王芳李娜张伟陈",
                "王 #> 删~ # 陈",
                "王 #      # 陈",
                "王 #======# 陈",
                "王芳李娜张伟陈"
            ]
        );
    }

    #[test]
    fn the_middle_is_the_middle_and_never_outside() {
        let screen = Rect::new(0, 0, 80, 24);
        assert_eq!(centred(screen, 40, 10), Rect::new(20, 7, 40, 10));
        assert_eq!(centred(screen, 200, 100), screen);
        assert_eq!(centred(Rect::new(2, 2, 0, 0), 4, 4), Rect::new(2, 2, 0, 0));
    }
}
