//! The list: a table painted row by row, only what is visible. Holds no rows; selection and scrolling are in `state`, widths in `column`.

pub mod column;
pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use column::{Column, GAP, widths};
use state::ListState;

use super::Look;
use super::text::{paint, paint_text};

/// The pointer (or a blank) and the check mark of a row.
const GUTTER: u16 = 2;

/// One row: a list of spans for every column, in a style of its own under the spans' styles. A row of one list takes the whole width.
#[derive(Debug, Clone, Default)]
pub struct Row<'a> {
    pub cells: Vec<Vec<Span<'a>>>,
    pub style: Style,
    /// Marked for a bulk action.
    pub is_checked: bool,
}

/// A list as it is drawn now.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    pub columns: &'a [Column<'a>],
    pub len: usize,
    pub state: ListState,
    pub is_focused: bool,
    pub header: Header,
    /// Shown where there are no rows; may say which key to press.
    pub empty: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    Shown,
    Hidden,
}

impl List<'_> {
    /// Rows that fit into an area, for `ListState::on`.
    pub fn height(&self, area: Rect) -> usize {
        usize::from(
            area.height
                .saturating_sub(u16::from(self.header == Header::Shown)),
        )
    }

    /// Draws the visible rows, asking `row` for each of them.
    pub fn draw<'r>(
        &self,
        area: Rect,
        buf: &mut Buffer,
        look: &Look,
        row: impl Fn(usize) -> Row<'r>,
    ) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let body = self.draw_header(area, buf, look);
        if self.len == 0 {
            return draw_empty(self.empty, body, buf, look);
        }
        let widths = widths(self.columns, inner(body, self.has_scrollbar(body)));
        for (line, index) in (self.state.top..self.len)
            .take(usize::from(body.height))
            .enumerate()
        {
            let at = Rect {
                y: body.y + line as u16,
                height: 1,
                ..body
            };
            self.draw_row(
                &row(index),
                index == self.state.selected,
                at,
                &widths,
                buf,
                look,
            );
        }
        if self.has_scrollbar(body) {
            draw_scrollbar(self.state.top, self.len, body, buf, look);
        }
    }

    fn has_scrollbar(&self, body: Rect) -> bool {
        !body.is_empty() && self.len > usize::from(body.height) && body.width > GUTTER + GAP + 1
    }

    fn draw_header(&self, area: Rect, buf: &mut Buffer, look: &Look) -> Rect {
        if self.header == Header::Hidden {
            return area;
        }
        let body = Rect {
            y: area.y + 1,
            height: area.height - 1,
            ..area
        };
        let mut x = area.x + GUTTER;
        for (column, cells) in self
            .columns
            .iter()
            .zip(widths(self.columns, inner(area, self.has_scrollbar(body))))
        {
            paint(
                buf,
                Position::new(x, area.y),
                cells,
                &[Span::raw(column.title)],
                column.align,
                look.theme.title,
                look.glyphs,
            );
            x += if cells > 0 { cells + GAP } else { 0 };
        }
        body
    }

    fn draw_row(
        &self,
        row: &Row,
        is_selected: bool,
        at: Rect,
        widths: &[u16],
        buf: &mut Buffer,
        look: &Look,
    ) {
        let style = match (is_selected, self.is_focused) {
            (true, true) => row.style.patch(look.theme.selection),
            (true, false) => row.style.patch(look.theme.selection_idle),
            (false, _) => look.theme.text.patch(row.style),
        };
        buf.set_style(at, style);
        let pointer = if is_selected {
            look.glyphs.pointer
        } else {
            " "
        };
        let check = if row.is_checked {
            look.glyphs.check
        } else {
            " "
        };
        paint_text(buf, at.as_position(), 1, pointer, style, look.glyphs);
        paint_text(
            buf,
            Position::new(at.x + 1, at.y),
            at.width.min(GUTTER) - at.width.min(1),
            check,
            style,
            look.glyphs,
        );
        let mut x = at.x + GUTTER;
        if let ([_, _, ..], [whole]) = (self.columns, row.cells.as_slice()) {
            let room = at.width.saturating_sub(GUTTER);
            paint(
                buf,
                Position::new(x, at.y),
                room,
                whole,
                super::text::Align::Left,
                style,
                look.glyphs,
            );
            if is_selected && self.is_focused {
                let (fg, bg) = (style.fg, style.bg);
                let plain = Style {
                    fg,
                    bg,
                    ..Style::new()
                };
                buf.set_style(
                    Rect {
                        x,
                        width: room,
                        ..at
                    },
                    plain,
                );
            }
            return;
        }
        for ((cells, column), spans) in widths.iter().zip(self.columns).zip(&row.cells) {
            paint(
                buf,
                Position::new(x, at.y),
                *cells,
                spans,
                column.align,
                style,
                look.glyphs,
            );
            if is_selected && self.is_focused {
                // The colours of a selection are tested together; a span's own colour on it is not.
                buf.set_style(
                    Rect {
                        x,
                        width: *cells,
                        ..at
                    },
                    Style {
                        fg: style.fg,
                        bg: style.bg,
                        ..Style::new()
                    },
                );
            }
            x += if *cells > 0 { cells + GAP } else { 0 };
        }
    }
}

/// Cells left for columns.
fn inner(area: Rect, has_scrollbar: bool) -> u16 {
    let scrollbar = if has_scrollbar { GAP + 1 } else { 0 };
    area.width.saturating_sub(GUTTER + scrollbar)
}

fn draw_empty(text: &str, body: Rect, buf: &mut Buffer, look: &Look) {
    let room = body.width.saturating_sub(GUTTER);
    let lines = super::text::wrap::wrap(text, usize::from(room));
    for (line, y) in lines.iter().zip(body.top()..body.bottom()) {
        paint_text(
            buf,
            Position::new(body.x + GUTTER, y),
            room,
            line,
            look.theme.muted,
            look.glyphs,
        );
    }
}

/// A thumb of at least one cell in the last column; at the ends exactly when the list is.
fn draw_scrollbar(top: usize, len: usize, body: Rect, buf: &mut Buffer, look: &Look) {
    let height = usize::from(body.height);
    let thumb = (height * height / len).clamp(1, height);
    let furthest = len - height;
    let travel = height - thumb;
    let start = match top {
        0 => 0,
        top if top >= furthest => travel,
        _ if travel < 2 => 0,
        _ if travel < 2 => 0,
        top => (travel * top / furthest).clamp(1, travel - 1),
    };
    for (line, y) in (body.top()..body.bottom()).enumerate() {
        let is_thumb = (start..start + thumb).contains(&line);
        let sign = if is_thumb {
            look.glyphs.scroll_thumb
        } else {
            look.glyphs.scroll_track
        };
        buf.set_string(body.right() - 1, y, sign, look.theme.border);
    }
}

#[cfg(test)]
mod tests {
    use super::column::Width;
    use super::*;
    use crate::tui::widget::text::Align;
    use crate::tui::widget::{PLAIN, lines_of};

    const NAMES: [&str; 8] = [
        "王芳",
        "李娜",
        "张伟",
        "欧阳修远",
        "Smith, John",
        "👨‍👩‍👧一家",
        "陈",
        "赵",
    ];

    fn customers() -> [Column<'static>; 3] {
        [
            Column {
                title: "姓名",
                width: Width::Flex { min: 6, share: 1 },
                align: Align::Left,
            },
            Column {
                title: "分",
                width: Width::Fixed(4),
                align: Align::Right,
            },
            Column {
                title: "电话",
                width: Width::Fixed(11),
                align: Align::Left,
            },
        ]
    }

    fn drawn(width: u16, height: u16, len: usize, state: ListState) -> Vec<String> {
        let columns = customers();
        let list = List {
            columns: &columns,
            len,
            state,
            is_focused: true,
            header: Header::Shown,
            empty: "还没有客户，按 a 添加。",
        };
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        list.draw(buf.area, &mut buf, &PLAIN, |i| Row {
            cells: vec![
                vec![Span::raw(NAMES[i])],
                vec![Span::raw(format!("{}", i * 7))],
                vec![Span::raw("138****8000")],
            ],
            is_checked: i == 1,
            ..Row::default()
        });
        lines_of(&buf)
    }

    #[test]
    fn a_list_shows_header_pointer_check_and_scrollbar() {
        let expected = [
            "  姓名        分 电话",
            "> 王芳         0 138****8000 #",
            " v李娜         7 138****8000 #",
            "  张伟        14 138****8000 :",
            "  欧阳修远    21 138****8000 :",
        ];
        assert_eq!(drawn(30, 5, 8, ListState::default()), expected);
    }

    #[test]
    fn a_narrow_list_hides_its_last_columns_and_cuts_names() {
        let expected = [
            "  姓名     分",
            "  欧阳~    21 :",
            "  Smith~   28 #",
            "> 👨‍👩‍👧一家   35 :",
        ];
        assert_eq!(
            drawn(
                15,
                4,
                8,
                ListState {
                    selected: 5,
                    top: 3
                }
            ),
            expected
        );
    }

    #[test]
    fn an_empty_list_says_what_to_do() {
        assert_eq!(
            drawn(20, 4, 0, ListState::default()),
            ["  姓名            分", "  还没有客户，按 a", "  添加。", ""]
        );
    }

    #[test]
    fn the_selection_is_visible_without_colour() {
        let columns = customers();
        let list = List {
            columns: &columns,
            len: 2,
            state: ListState::default(),
            is_focused: true,
            header: Header::Hidden,
            empty: "",
        };
        let mut buf = Buffer::empty(Rect::new(0, 0, 30, 2));
        list.draw(buf.area, &mut buf, &PLAIN, |_| Row::default());
        assert_ne!(buf[(5, 0)].modifier, buf[(5, 1)].modifier);
        assert_eq!(buf[(0, 0)].symbol(), ">");
    }

    #[test]
    fn no_size_makes_drawing_fail() {
        for width in 0..12 {
            for height in 0..5 {
                drawn(
                    width,
                    height,
                    8,
                    ListState {
                        selected: 7,
                        top: 5,
                    },
                );
                drawn(width, height, 0, ListState::default());
            }
        }
    }
}
