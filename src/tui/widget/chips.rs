//! A row of chips: label and value, as filters and tags are shown. Those that find no room are counted at the end.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::Look;
use super::text::{Align, cells_u16, paint, show, width};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip<'a> {
    /// May be empty: a tag has only a value.
    pub label: &'a str,
    pub value: &'a str,
    pub style: Style,
}

/// Draws chips from the left, `[label: value]` each, and `+n` for the rest.
pub fn draw(area: Rect, buf: &mut Buffer, look: &Look, chips: &[Chip]) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let mut x = area.x;
    for (done, chip) in chips.iter().enumerate() {
        let left = chips.len() - done;
        let text = words(chip);
        let rest = if left > 1 {
            format!("+{}", left - 1)
        } else {
            String::new()
        };
        let tail = if rest.is_empty() { 0 } else { width(&rest) + 1 };
        let room = usize::from(area.right() - x);
        // The first chip is cut rather than left out: an empty row would say that there is no filter.
        if width(&text) + tail > room && done > 0 {
            let rest = format!("+{left}");
            paint(
                buf,
                Position::new(x, area.y),
                cells_u16(room),
                &[Span::raw(rest)],
                Align::Left,
                look.theme.muted,
                look.glyphs,
            );
            return;
        }
        let cells = width(&text).min(room.saturating_sub(tail)).max(1);
        let style = look.theme.text.patch(chip.style);
        paint(
            buf,
            Position::new(x, area.y),
            cells_u16(cells),
            &[Span::raw(text)],
            Align::Left,
            style,
            look.glyphs,
        );
        x = (x + cells_u16(cells) + 1).min(area.right());
    }
}

fn words(chip: &Chip) -> String {
    let (label, value) = (show(chip.label), show(chip.value));
    if label.is_empty() {
        format!("[{value}]")
    } else {
        format!("[{label}: {value}]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::{PLAIN, lines_of};

    #[test]
    fn chips_that_do_not_fit_are_counted() {
        let chip = |label, value| Chip {
            label,
            value,
            style: Style::new(),
        };
        let chips = [
            chip("标签", "熟客"),
            chip("", "VIP"),
            chip("来源", "朋友介绍"),
        ];
        let cases = [
            (60, "[标签: 熟客] [VIP] [来源: 朋友介绍]"),
            (35, "[标签: 熟客] [VIP] [来源: 朋友介绍]"),
            (34, "[标签: 熟客] [VIP] +1"),
            (21, "[标签: 熟客] [VIP] +1"),
            (20, "[标签: 熟客] +2"),
            (15, "[标签: 熟客] +2"),
            (10, "[标签:~ +2"),
            (3, "~ ~"),
            (0, ""),
        ];
        for (cells, expected) in cases {
            let mut buf = Buffer::empty(Rect::new(0, 0, cells, 1));
            draw(buf.area, &mut buf, &PLAIN, &chips);
            assert_eq!(lines_of(&buf).concat(), expected, "{cells}");
        }
    }
}
