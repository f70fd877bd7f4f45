//! Text in cells: measuring, cutting, padding, painting and cleaning. Counts graphemes (UAX #29) exactly as the buffer draws them,
//! so what is measured here is what the terminal shows. Wrapping is in `wrap`.

pub mod wrap;

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::tui::glyph::Glyphs;

/// Marks that stack on one character; Vietnamese needs two, pointed Hebrew four. The rest is decoration or an attack.
const MARKS: usize = 4;
/// Characters looked at per cell when a text is cut: a family emoji has seven in two cells.
const CHARS_PER_CELL: usize = 12;

/// Where a text stands in its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    #[default]
    Left,
    Right,
    Centre,
}

/// Cells of one grapheme; 0 for control characters, which are never drawn.
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        0
    } else {
        usize::from(grapheme.cell_width())
    }
}

/// Cells of a text.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    let plain: Option<usize> = text.chars().map(plain_cells).sum();
    plain.unwrap_or_else(|| text.graphemes(true).map(grapheme_width).sum())
}

/// Cells of a row of spans.
pub fn width_of(spans: &[Span]) -> usize {
    spans.iter().map(|span| width(&show(&span.content))).sum()
}

/// The longest beginning of a text that fits into the cells, and its width: a wide character is never cut in half.
pub fn prefix(text: &str, cells: usize) -> (&str, usize) {
    if text.len() <= cells && text.is_ascii() {
        return (text, width(text));
    }
    let mut used = 0;
    if text.chars().all(is_plain) {
        for (at, c) in text.char_indices() {
            let w = plain_cells(c).unwrap_or(1);
            if used + w > cells {
                return (&text[..at], used);
            }
            used += w;
        }
        return (text, used);
    }
    for (at, grapheme) in text.grapheme_indices(true) {
        let w = grapheme_width(grapheme);
        if used + w > cells {
            return (&text[..at], used);
        }
        used += w;
    }
    (text, used)
}

/// A text in exactly so many cells: cut with the glyph set's mark where it is too long, padded where it is short.
pub fn fit(text: &str, cells: usize, glyphs: &Glyphs) -> String {
    let mut out = cut(text, cells, glyphs);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', cells - used));
    out
}

/// A text in at most so many cells, cut with the glyph set's mark where it is too long.
pub fn cut(text: &str, cells: usize, glyphs: &Glyphs) -> String {
    let (head, more) = bounded(text, cells);
    let shown = show(head);
    let (whole, _) = prefix(&shown, cells);
    if whole.len() == shown.len() && !more {
        return whole.to_owned();
    }
    let mark = if cells >= width(glyphs.cut) {
        glyphs.cut
    } else {
        ""
    };
    let (kept, _) = prefix(&shown, cells - width(mark));
    format!("{kept}{mark}")
}

/// A text followed by blanks up to so many cells; a longer text stays as it is.
pub fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// Paints spans into exactly so many cells of one line: blanks around them in the base style, a cut mark where they are too long.
pub fn paint(
    buf: &mut Buffer,
    at: Position,
    cells: u16,
    spans: &[Span],
    align: Align,
    base: Style,
    glyphs: &Glyphs,
) {
    let room = cells.min(buf.area.right().saturating_sub(at.x));
    if room == 0 || !buf.area.contains(at) {
        return;
    }
    if let Some(length) = plain_length(spans, room.into()) {
        return paint_plain(buf, at, room, spans, length, align, base, glyphs);
    }
    for x in at.x..at.x + room {
        buf[(x, at.y)].set_char(' ').set_style(base);
    }
    let room = usize::from(room);
    let too_long = is_longer(spans, room);
    let budget = if too_long {
        room - width(glyphs.cut).min(room)
    } else {
        room
    };
    let blank = if too_long { 0 } else { room - width_of(spans) };
    let mut x = at.x
        + match align {
            Align::Left => 0,
            Align::Right => cells_u16(blank),
            Align::Centre => cells_u16(blank / 2),
        };
    let end = x + cells_u16(budget);
    for span in spans {
        let (head, _) = bounded(&span.content, room);
        let shown = show(head);
        let (kept, used) = prefix(&shown, usize::from(end - x));
        buf.set_stringn(x, at.y, kept, used, base.patch(span.style));
        x += cells_u16(used);
        if kept.len() < shown.len() {
            break;
        }
    }
    if too_long {
        buf.set_stringn(x, at.y, glyphs.cut, room, base);
    }
}

/// How long a row of spans is in which every character is a grapheme of its own; `None` for any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Fits(u16),
    TooLong,
}

/// Looks at no more than the room can show, and one character beyond it.
fn plain_length(spans: &[Span], room: usize) -> Option<Length> {
    let mut used = 0;
    for c in spans.iter().flat_map(|span| span.content.chars()) {
        used += plain_cells(c)?;
        if used > room {
            return Some(Length::TooLong);
        }
    }
    Some(Length::Fits(cells_u16(used)))
}

/// The usual row, in one walk over its cells; paints exactly what [`paint`] would.
#[expect(clippy::too_many_arguments, reason = "it goes on for paint")]
fn paint_plain(
    buf: &mut Buffer,
    at: Position,
    room: u16,
    spans: &[Span],
    length: Length,
    align: Align,
    base: Style,
    glyphs: &Glyphs,
) {
    let (blank, budget) = match length {
        Length::Fits(cells) => (room - cells, room),
        Length::TooLong => (0, room - cells_u16(width(glyphs.cut)).min(room)),
    };
    let left = match align {
        Align::Left => 0,
        Align::Right => blank,
        Align::Centre => blank / 2,
    };
    let (row, first) = (at.y, buf.index_of(at.x, at.y));
    let cells = &mut buf.content[first..first + usize::from(room)];
    let mut x = usize::from(left);
    blank_out(&mut cells[..x], base);
    'spans: for span in spans {
        let style = base.patch(span.style);
        for c in span.content.chars() {
            let wide = plain_cells(c).unwrap_or(1);
            if x + wide > usize::from(budget) {
                break 'spans;
            }
            cells[x].set_char(c).set_style(style);
            // Under the second half of a wide character lies nothing.
            cells[x + 1..x + wide].iter_mut().for_each(Cell::reset);
            x += wide;
        }
    }
    blank_out(&mut cells[x..], base);
    if length == Length::TooLong {
        buf.set_stringn(at.x + cells_u16(x), row, glyphs.cut, room.into(), base);
    }
}

fn blank_out(cells: &mut [Cell], style: Style) {
    for cell in cells {
        cell.set_char(' ').set_style(style);
    }
}

/// Paints one text of one style; see [`paint`].
pub fn paint_text(
    buf: &mut Buffer,
    at: Position,
    cells: u16,
    text: &str,
    style: Style,
    glyphs: &Glyphs,
) {
    paint(
        buf,
        at,
        cells,
        &[Span::raw(text)],
        Align::Left,
        style,
        glyphs,
    );
}

/// A count of cells as the buffer counts them; a screen is never wider than 65,535.
pub fn cells_u16(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}

/// Splits a text into spans, those matched by a search in their own style. The indices count characters and are ascending.
pub fn highlight<'a>(text: &'a str, matched: &[usize], plain: Style, hit: Style) -> Vec<Span<'a>> {
    let mut runs: Vec<(Range<usize>, bool)> = Vec::new();
    let mut chars = 0;
    let mut next = matched.iter().copied().peekable();
    for (at, grapheme) in text.grapheme_indices(true) {
        chars += grapheme.chars().count();
        let mut is_hit = false;
        while next.next_if(|index| *index < chars).is_some() {
            is_hit = true;
        }
        let end = at + grapheme.len();
        match runs.last_mut() {
            Some((run, same)) if *same == is_hit => run.end = end,
            _ => runs.push((at..end, is_hit)),
        }
    }
    runs.into_iter()
        .map(|(run, is_hit)| Span::styled(&text[run], if is_hit { hit } else { plain }))
        .collect()
}

/// What may be shown of a text, on one line: line ends and tabs become blanks; each run of control characters, bidi controls and tags
/// becomes one replacement character, so that an attack is seen; zero-width characters vanish; stacked marks are capped.
pub fn show(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_mark = c.width() == Some(0);
        marks = if is_mark { marks + 1 } else { 0 };
        match c {
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push(' '),
            _ if is_hostile(c) => {
                if !out.ends_with('\u{fffd}') {
                    out.push('\u{fffd}');
                }
            }
            '\u{200d}'
                if out.chars().next_back().is_some_and(is_pictograph)
                    && chars.peek().copied().is_some_and(is_pictograph) =>
            {
                out.push(c)
            }
            _ if is_invisible(c) || (is_mark && marks > MARKS) => {}
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a typed character may enter a text at all.
pub fn is_typable(c: char) -> bool {
    !is_hostile(c) && (!is_invisible(c) || c == '\u{200d}')
}

/// The usual case, decided without a table, in which every character is a grapheme of its own: ASCII, Han, kana, full-width forms, CJK punctuation.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// Cells of such a character; a test holds it against what the buffer says.
fn plain_cells(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        // Hexagrams lie among the Han characters and have been of both widths.
        '\u{4dc0}'..='\u{4dff}' => c.width(),
        _ if is_plain(c) => Some(2),
        _ => None,
    }
}

/// Characters that steer a terminal or turn a line round: C0, DEL, C1, line separators, bidi controls (UAX #9), tags, interlinear anchors, non-characters.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || (u32::from(c) & 0xfffe) == 0xfffe
}

/// Characters that take no room and mean nothing on a screen. The emoji selector U+FE0F and the ideographic ones (names need them) stay.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{e0080}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// Emoji and what may follow one inside a joined sequence.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}')
}

/// The beginning of a text that can matter for so many cells, and whether something was left out: a hostile text may be megabytes long.
fn bounded(text: &str, cells: usize) -> (&str, bool) {
    let limit = (cells + 1) * CHARS_PER_CELL;
    if text.len() <= limit {
        return (text, false);
    }
    match text.char_indices().nth(limit) {
        Some((at, _)) => (&text[..at], true),
        None => (text, false),
    }
}

fn is_longer(spans: &[Span], cells: usize) -> bool {
    let mut used = 0;
    for span in spans {
        let (head, more) = bounded(&span.content, cells);
        used += width(&show(head));
        if more || used > cells {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyph::{ASCII, UNICODE};
    use crate::tui::widget::lines_of;
    use ratatui::layout::Rect;

    const FAMILY: &str = "👨‍👩‍👧";

    #[test]
    fn width_counts_cells_not_characters() {
        let cases = [
            ("", 0),
            ("abc", 3),
            ("王芳", 4),
            ("e\u{301}", 1),
            (FAMILY, 2),
            ("❤️", 2),
            ("กำ", 2),
            ("ＡＢ", 4),
            ("🇨🇳", 2),
            ("a\u{7}b", 2),
        ];
        for (text, cells) in cases {
            assert_eq!(width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn plain_characters_are_as_wide_as_the_buffer_says() {
        for c in (0..=0xffff).filter_map(char::from_u32) {
            match plain_cells(c) {
                Some(cells) => assert_eq!(cells, grapheme_width(&c.to_string()), "{c:?}"),
                None => assert!(!is_plain(c), "{c:?}"),
            }
        }
    }

    #[test]
    fn the_short_way_paints_what_the_long_way_paints() {
        let texts = [
            "",
            "a",
            "王芳",
            "王a芳b",
            "鸿图科技有限公司",
            "13800138000",
            "x y",
            "ＡＢ，。",
        ];
        let (base, bold) = (Style::new().red(), Style::new().bold().green());
        let painted = |spans: &[Span], room: u16, align, glyphs| {
            let mut buf = Buffer::filled(Rect::new(0, 0, 14, 1), Cell::new("#"));
            paint(
                &mut buf,
                Position::new(1, 0),
                room,
                spans,
                align,
                base,
                glyphs,
            );
            buf
        };
        for (one, other) in texts
            .iter()
            .flat_map(|one| texts.map(|other| (*one, other)))
        {
            for room in 0..=13 {
                for align in [Align::Left, Align::Right, Align::Centre] {
                    for glyphs in [&UNICODE, &ASCII] {
                        let spans = [Span::raw(one), Span::styled(other, bold)];
                        // A joiner has no cell, and sends the same text the long way.
                        let long = [
                            Span::raw(one),
                            Span::styled(other, bold),
                            Span::raw("\u{200b}"),
                        ];
                        let (short, long) = (
                            painted(&spans, room, align, glyphs),
                            painted(&long, room, align, glyphs),
                        );
                        assert_eq!(short, long, "{one:?} {other:?} {room}");
                    }
                }
            }
        }
    }

    #[test]
    fn fit_always_fills_its_cells_exactly() {
        let texts = [
            "",
            "a",
            "王芳",
            "王a芳b",
            FAMILY,
            "กิ่ง กำธร",
            "e\u{301}e\u{301}e\u{301}",
            "x\u{1b}[2Jy",
            "鸿图科技有限公司",
        ];
        for text in texts {
            for cells in 0..24 {
                for glyphs in [&UNICODE, &ASCII] {
                    let fitted = fit(text, cells, glyphs);
                    assert_eq!(width(&fitted), cells, "{text:?} in {cells}: {fitted:?}");
                }
            }
        }
    }

    #[test]
    fn fit_cuts_with_the_mark_and_never_halves_a_character() {
        let cases = [
            ("王小芳", 6, "王小芳"),
            ("王小芳", 5, "王小~"),
            ("王小芳", 4, "王~ "),
            ("王小芳", 2, "~ "),
            ("王小芳", 1, "~"),
            ("王小芳", 0, ""),
            ("abc", 2, "a~"),
            ("ab", 3, "ab "),
        ];
        for (text, cells, expected) in cases {
            assert_eq!(fit(text, cells, &ASCII), expected, "{text} in {cells}");
        }
    }

    #[test]
    fn padding_counts_cells() {
        assert_eq!(pad("王芳", 6), "王芳  ");
        assert_eq!(pad("王小芳", 4), "王小芳");
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_shown() {
        let cases = [
            (
                "\u{1b}]52;c;ZXZp\u{7}clip",
                "\u{fffd}]52;c;ZXZp\u{fffd}clip",
            ),
            ("\u{9b}31mC1", "\u{fffd}31mC1"),
            ("\u{202e}gnirts\u{202c}", "\u{fffd}gnirts\u{fffd}"),
            ("a\u{2066}b\u{2069}c", "a\u{fffd}b\u{fffd}c"),
            ("zero\u{200b}width", "zerowidth"),
            ("\u{feff}王芳", "王芳"),
            ("back\u{8}\u{8}\u{8}space", "back\u{fffd}space"),
            ("cr\rOVER", "cr OVER"),
            ("nl\r\nsecond", "nl second"),
            ("tab\there", "tab here"),
            ("\u{e0041}tag", "\u{fffd}tag"),
            ("\u{fffe}\u{ffff}", "\u{fffd}"),
            ("del\u{7f}", "del\u{fffd}"),
            ("全角ＡＢＣ，。", "全角ＡＢＣ，。"),
            (FAMILY, FAMILY),
            ("王\u{200d}芳", "王芳"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("葛\u{e0100}", "葛\u{e0100}"),
        ];
        for (text, shown) in cases {
            assert_eq!(show(text), shown, "{text:?}");
        }
    }

    #[test]
    fn stacked_marks_are_capped() {
        let tower = format!("\u{e01}{}", "\u{e48}".repeat(200));
        assert_eq!(show(&tower).chars().count(), 1 + MARKS);
    }

    #[test]
    fn a_huge_text_is_cut_without_being_read_to_its_end() {
        let long = "王".repeat(100_000);
        let (head, more) = bounded(&long, 10);
        assert!(more && head.chars().count() <= 11 * CHARS_PER_CELL);
        assert_eq!(fit(&"A".repeat(100_000), 4, &ASCII), "AAA~");
    }

    #[test]
    fn matched_characters_become_spans() {
        let hit = Style::new().bold();
        let spans = |text, at: &[usize]| {
            highlight(text, at, Style::new(), hit)
                .into_iter()
                .map(|s| (s.content.into_owned(), s.style == hit))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            spans("王小芳", &[0, 2]),
            [
                ("王".into(), true),
                ("小".into(), false),
                ("芳".into(), true)
            ]
        );
        assert_eq!(
            spans("e\u{301}x", &[1]),
            [("e\u{301}".into(), true), ("x".into(), false)]
        );
        assert_eq!(spans("abc", &[]), [("abc".into(), false)]);
        assert_eq!(spans("abc", &[7]), [("abc".into(), false)]);
        assert_eq!(spans("", &[0]), []);
    }

    #[test]
    fn spans_are_painted_aligned_and_cut_as_one_text() {
        let spans = [Span::raw("王芳"), Span::raw("13800138000")];
        let cases = [
            (16, Align::Left, "王芳13800138000 |"),
            (16, Align::Right, " 王芳13800138000|"),
            (15, Align::Right, "王芳13800138000|"),
            (6, Align::Left, "王芳1~|"),
            (4, Align::Left, "王~ |"),
            (3, Align::Left, "王~|"),
            (1, Align::Right, "~|"),
            (0, Align::Left, "|"),
        ];
        for (cells, align, expected) in cases {
            let mut buf = Buffer::filled(
                Rect::new(0, 0, cells + 1, 1),
                ratatui::buffer::Cell::new("|"),
            );
            paint(
                &mut buf,
                Position::new(0, 0),
                cells,
                &spans,
                align,
                Style::new(),
                &ASCII,
            );
            assert_eq!(lines_of(&buf)[0], expected, "{cells} {align:?}");
        }
    }
}
