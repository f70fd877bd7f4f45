//! Two columns of values, and which of each pair is chosen. Knows cells, not customers: what the rows are is the caller's.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::Look;
use super::list::state::ListState;
use super::text::{Align, fit, pad, paint, width};

/// Cells in front of a value: its mark and a blank.
const MARK: usize = 2;
/// The label column at its widest.
const LABEL: usize = 18;

/// Which of two values is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    Left,
    Right,
    Both,
}

/// One pair of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub label: String,
    pub left: String,
    pub right: String,
    pub pick: Pick,
    /// Nothing can be chosen here.
    pub fixed: bool,
}

/// Paints the headings and the rows; a chosen value has a mark and is never told by colour alone.
pub fn draw(
    area: Rect,
    buf: &mut Buffer,
    look: &Look,
    heads: [&str; 2],
    rows: &[Row],
    list: ListState,
) {
    let label = rows
        .iter()
        .map(|row| width(&row.label))
        .max()
        .unwrap_or(0)
        .min(LABEL)
        + 1;
    let total = usize::from(area.width);
    let side = total.saturating_sub(label + 2 * MARK + 1) / 2;
    let (theme, glyphs) = (look.theme, look.glyphs);
    let cells = |text: &str| pad(&fit(text, side, glyphs), side);
    let line = |y: u16, spans: &[Span], buf: &mut Buffer| {
        if y < area.bottom() {
            let at = Position::new(area.x, y);
            paint(buf, at, area.width, spans, Align::Left, theme.text, glyphs);
        }
    };
    let head = [
        Span::raw(" ".repeat(label + 1 + MARK)),
        Span::styled(cells(heads[0]), theme.title),
        Span::raw(" ".repeat(MARK)),
        Span::styled(cells(heads[1]), theme.title),
    ];
    line(area.y, &head, buf);
    let room = usize::from(area.height.saturating_sub(1));
    let mut list = list;
    list.settle(rows.len(), room);
    let shown = rows.iter().enumerate().skip(list.top).take(room);
    for (y, (index, row)) in (area.y + 1..).zip(shown) {
        let chosen = |here: bool| -> (&str, Style) {
            if here {
                ("*", theme.accent)
            } else {
                (" ", theme.muted)
            }
        };
        let left = chosen(row.pick != Pick::Right);
        let right = chosen(row.pick != Pick::Left);
        let pointed = index == list.selected;
        let spans = [
            Span::styled(if pointed { glyphs.pointer } else { " " }, theme.accent),
            Span::styled(pad(&fit(&row.label, label - 1, glyphs), label), theme.muted),
            Span::styled(format!("{} ", left.0), left.1),
            Span::styled(cells(&row.left), left.1),
            Span::styled(format!("{} ", right.0), right.1),
            Span::styled(cells(&row.right), right.1),
        ];
        line(y, &spans, buf);
        if pointed {
            let under = Rect {
                y,
                height: 1,
                ..area
            };
            buf.set_style(under.intersection(buf.area), theme.selection);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::{PLAIN, lines_of};

    #[test]
    fn the_chosen_side_is_marked_by_a_sign() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 30, 4));
        let row = |label: &str, pick| Row {
            label: label.to_owned(),
            left: "王芳".to_owned(),
            right: "王小芳".to_owned(),
            pick,
            fixed: false,
        };
        let rows = [
            row("姓名", Pick::Left),
            row("a", Pick::Right),
            row("b", Pick::Both),
        ];
        let area = buf.area;
        draw(
            area,
            &mut buf,
            &PLAIN,
            ["留下", "并入"],
            &rows,
            ListState::default(),
        );
        let lines: Vec<String> = lines_of(&buf)
            .iter()
            .map(|line| line.trim_end().to_owned())
            .collect();
        assert_eq!(
            lines,
            [
                "        留下        并入",
                ">姓名 * 王芳        王小芳",
                " a      王芳      * 王小芳",
                " b    * 王芳      * 王小芳",
            ]
        );
    }
}
