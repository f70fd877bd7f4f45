//! Wrapping: where a line of Chinese or Latin text may end. Works on byte ranges, so that an editor can map its caret and a view its lines.
//! Rules: Han breaks anywhere, Latin at blanks; no line begins with a closing mark or ends with an opening one (JIS X 4051, GB/T 15834).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{grapheme_width, prefix, show};

const NEVER_FIRST: &str = "，。！？；：、）】》」』〉〕］｝”’…—～·%％℃,.!?;:)]}";
const NEVER_LAST: &str = "（【《「『〈〔［｛“‘￥¥$＄([{";

/// The lines of a text, each at most so many cells wide and without blanks at its end; an empty text is one empty line.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let clean = text.lines().map(show);
    let mut lines: Vec<String> = clean
        .flat_map(|line| {
            ranges(&line, cells)
                .into_iter()
                .map(|range| line[range].trim_end().to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// The byte ranges of the lines of a text: they cover it without a gap, except that a line end belongs to no line.
/// Blanks at the end of a line may reach over its edge, as in every word processor.
pub fn ranges(text: &str, cells: usize) -> Vec<Range<usize>> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, cells, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(paragraph: &str, base: usize, cells: usize, lines: &mut Vec<Range<usize>>) {
    let (mut from, mut used) = (0, 0);
    for piece in pieces(paragraph) {
        if used + piece.ink > cells && used > 0 {
            lines.push(base + from..base + piece.range.start);
            (from, used) = (piece.range.start, 0);
        }
        if piece.ink <= cells {
            used += piece.ink + piece.blanks;
            continue;
        }
        // A word longer than a line: only here is a word cut.
        let end = piece.range.end;
        loop {
            let head = prefix(&paragraph[from..end], cells).0.len();
            let head = if head == 0 {
                first_grapheme(&paragraph[from..end])
            } else {
                head
            };
            if from + head >= end {
                used = paragraph[from..end]
                    .graphemes(true)
                    .map(grapheme_width)
                    .sum();
                break;
            }
            lines.push(base + from..base + from + head);
            from += head;
        }
    }
    lines.push(base + from..base + paragraph.len());
}

fn first_grapheme(text: &str) -> usize {
    text.graphemes(true).next().map_or(text.len(), str::len)
}

/// What stays together on a line: a word or a wide character, the marks bound to it, and the blanks behind it.
struct Piece {
    range: Range<usize>,
    ink: usize,
    blanks: usize,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut glued = false;
    let mut in_word = false;
    for (at, grapheme) in text.grapheme_indices(true) {
        let w = grapheme_width(grapheme);
        let end = at + grapheme.len();
        let is_blank = grapheme.chars().all(|c| c == ' ' || c == '\t');
        let is_word = w < 2 && !is_blank;
        let joins =
            is_blank || glued || contains(NEVER_FIRST, grapheme) || (in_word && is_word) || w == 0;
        match pieces.last_mut() {
            // A closing mark after a blank starts its own piece: the blank is already a place to break.
            Some(last) if joins && (is_blank || last.blanks == 0) => {
                last.range.end = end;
                if is_blank {
                    last.blanks += w;
                } else {
                    last.ink += w;
                }
            }
            _ => {
                let (ink, blanks) = if is_blank { (0, w) } else { (w, 0) };
                pieces.push(Piece {
                    range: at..end,
                    ink,
                    blanks,
                });
            }
        }
        glued = contains(NEVER_LAST, grapheme);
        in_word = is_word;
    }
    pieces
}

fn contains(set: &str, grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| set.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::text::width;
    use proptest::prelude::*;

    #[test]
    fn lines_break_where_a_reader_expects_it() {
        let cases: [(&str, usize, &[&str]); 14] = [
            ("", 10, &[""]),
            ("王芳", 10, &["王芳"]),
            ("今天天气很好", 6, &["今天天", "气很好"]),
            ("今天天气很好", 7, &["今天天", "气很好"]),
            ("今天很好，明天见。", 8, &["今天很", "好，明天", "见。"]),
            ("他说（今天）来", 6, &["他说", "（今", "天）来"]),
            ("hello big world", 9, &["hello big", "world"]),
            ("hello big world", 5, &["hello", "big", "world"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("订单ABC123已到", 6, &["订单", "ABC123", "已到"]),
            ("一\n\n二", 4, &["一", "", "二"]),
            ("crlf\r\nend", 9, &["crlf", "end"]),
            ("price: $100, ok", 8, &["price:", "$100, ok"]),
            ("王芳", 1, &["王", "芳"]),
        ];
        for (text, cells, expected) in cases {
            assert_eq!(wrap(text, cells), expected, "{text:?} in {cells}");
        }
    }

    #[test]
    fn a_line_never_begins_with_a_closing_mark() {
        let text = "客户说：“包装破了。”要求退款！我们同意，三天内办完。";
        for cells in 6..40 {
            for line in wrap(text, cells) {
                assert!(
                    !line.starts_with(['，', '。', '！', '？', '：', '”']),
                    "{cells}: {line}"
                );
                assert!(!line.ends_with('“'), "{cells}: {line}");
            }
        }
    }

    proptest! {
        #[test]
        fn lines_cover_the_text_and_fit(text in "[a-z ，。（王芳é👨\n]{0,60}", cells in 2usize..20) {
            let lines = ranges(&text, cells);
            let mut at = 0;
            for line in &lines {
                prop_assert!(line.start == at || (line.start == at + 1 && text.as_bytes()[at] == b'\n'));
                prop_assert!(width(text[line.clone()].trim_end_matches(' ')) <= cells);
                at = line.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
