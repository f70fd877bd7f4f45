//! Text input of one or many lines: text, caret, history and where the caret stands on screen. Edits by grapheme, measures in cells.
//! Which key does what is in `keys`, word borders in `word`; submitting, validating and storing are the caller's.

pub mod keys;
pub mod word;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroize as _;

use super::Look;
use super::text::wrap::ranges;
use super::text::{cells_u16, grapheme_width, is_typable, paint_text, prefix, show, width};

/// Characters of a one-line field unless the caller says otherwise.
pub const LINE_CHARS: usize = 200;
/// Characters of a note.
pub const NOTE_CHARS: usize = 10_000;
/// Bytes of one paste that are looked at; the rest is dropped.
pub const PASTE_BYTES: usize = 64 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Line,
    /// Many lines, wrapped softly at the width they are drawn in.
    Text,
    /// One line of which only the length is seen: passphrases.
    Masked,
}

/// One step of editing; `keys::edit_for` names the key of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    Type(char),
    Paste(String),
    /// A line break in a text; ignored in a line.
    Break,
    Left,
    Right,
    WordLeft,
    WordRight,
    /// To the beginning of the line.
    Home,
    End,
    /// A line up in a text, an older entry of the history in a line.
    Up,
    Down,
    DeleteLeft,
    DeleteRight,
    DeleteWordLeft,
    DeleteWordRight,
    DeleteToHome,
    DeleteToEnd,
    /// Puts back what the last deletion of a word or of a line took.
    Yank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// Nothing to do: the caller may give the key to somebody else.
    Ignored,
    Moved,
    Changed,
    /// The text has reached its limit; something was left out.
    Full,
}

/// A text being edited. The caret is a byte offset and always stands between two graphemes.
#[derive(Clone, PartialEq, Eq)]
pub struct Input {
    text: String,
    caret: usize,
    shape: Shape,
    limit: usize,
    taken: String,
    history: Vec<String>,
    /// Entries back from the newest, and the unsent text that was there before.
    recalled: Option<(usize, String)>,
    /// The column that going up and down aims at.
    aim: Option<usize>,
}

/// A passphrase that was typed is wiped.
impl Drop for Input {
    fn drop(&mut self) {
        if self.shape == Shape::Masked {
            self.text.zeroize();
            self.taken.zeroize();
        }
    }
}

impl Input {
    pub fn line(text: &str) -> Self {
        Self::new(Shape::Line, LINE_CHARS, text)
    }

    pub fn text(text: &str) -> Self {
        Self::new(Shape::Text, NOTE_CHARS, text)
    }

    pub fn masked() -> Self {
        Self::new(Shape::Masked, LINE_CHARS, "")
    }

    /// An input that holds at most `limit` characters, its caret behind the text.
    pub fn new(shape: Shape, limit: usize, text: &str) -> Self {
        let mut input = Self {
            text: match shape {
                // The room is taken at once, so that no copy is left behind by growing.
                Shape::Masked => String::with_capacity(limit * 4),
                Shape::Line | Shape::Text => String::new(),
            },
            caret: 0,
            shape,
            limit,
            taken: String::new(),
            history: Vec::new(),
            recalled: None,
            aim: None,
        };
        input.set(text);
        input
    }

    /// Earlier entries, the oldest first; going up and down walks through them.
    pub fn with_history(mut self, history: Vec<String>) -> Self {
        self.history = history;
        self
    }

    pub fn value(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The byte the caret stands before.
    pub fn at(&self) -> usize {
        self.caret
    }

    /// Puts another text in the place of a part, the caret behind it.
    pub fn replace(&mut self, part: Range<usize>, text: &str) -> Edited {
        self.caret = part.end;
        self.delete(part);
        self.insert(text)
    }

    /// Which of its cells show a part of a line that is so many cells wide; at least one, even where the part has slid out of sight.
    pub fn cells_of(&self, part: &Range<usize>, cells: usize) -> Range<usize> {
        let from = window(&self.text, self.caret, cells);
        let place = |at: usize| self.text.get(from..at).map_or(0, width).min(cells);
        let start = place(part.start).min(cells.saturating_sub(1));
        start..place(part.end).max(start + 1)
    }

    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Replaces the text and puts the caret behind it.
    pub fn set(&mut self, text: &str) {
        if self.shape == Shape::Masked {
            self.text.zeroize();
        }
        self.text.clear();
        self.caret = 0;
        self.insert(text);
        self.recalled = None;
        self.aim = None;
    }

    /// Does one step of editing in an input that is `cells` wide (a line does not need to know).
    pub fn on(&mut self, edit: Edit, cells: usize) -> Edited {
        let is_vertical = matches!(edit, Edit::Up | Edit::Down);
        let done = match edit {
            Edit::Type(c) if !is_typable(c) => Edited::Ignored,
            Edit::Type(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Edit::Paste(text) => self.insert(&text),
            Edit::Break if self.shape == Shape::Text => self.insert("\n"),
            Edit::Break => Edited::Ignored,
            Edit::Left => self.move_to(self.before(self.caret)),
            Edit::Right => self.move_to(self.after(self.caret)),
            Edit::WordLeft => self.move_to(self.word_start()),
            Edit::WordRight => self.move_to(self.word_end()),
            Edit::Home => self.move_to(self.line_around().start),
            Edit::End => self.move_to(self.line_around().end),
            Edit::Up => self.up(cells),
            Edit::Down => self.down(cells),
            Edit::DeleteLeft => self.delete(self.before(self.caret)..self.caret),
            Edit::DeleteRight => self.delete(self.caret..self.after(self.caret)),
            Edit::DeleteWordLeft => self.take(self.word_start()..self.caret),
            Edit::DeleteWordRight => self.take(self.caret..self.word_end()),
            Edit::DeleteToHome => self.take(self.line_around().start..self.caret),
            Edit::DeleteToEnd => self.take(self.caret..self.line_around().end),
            Edit::Yank => {
                let taken = self.taken.clone();
                self.insert(&taken)
            }
        };
        if !is_vertical {
            self.aim = None;
        }
        done
    }

    fn before(&self, at: usize) -> usize {
        self.text[..at]
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(start, _)| start)
    }

    fn after(&self, at: usize) -> usize {
        self.text[at..]
            .graphemes(true)
            .next()
            .map_or(at, |grapheme| at + grapheme.len())
    }

    /// The first place at or after a byte offset where a caret may stand.
    fn border_from(&self, at: usize) -> usize {
        let mut borders = self.text.grapheme_indices(true).map(|(border, _)| border);
        borders
            .find(|border| *border >= at)
            .unwrap_or(self.text.len())
    }

    fn word_start(&self) -> usize {
        let at = word::start_before(&self.text, self.caret);
        let borders = self.text[..self.caret].grapheme_indices(true).rev();
        borders
            .map(|(border, _)| border)
            .find(|border| *border <= at)
            .unwrap_or(0)
    }

    fn word_end(&self) -> usize {
        self.border_from(word::end_after(&self.text, self.caret))
    }

    fn line_around(&self) -> Range<usize> {
        let start = self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[self.caret..]
            .find('\n')
            .map_or(self.text.len(), |at| self.caret + at);
        start..end
    }

    fn move_to(&mut self, at: usize) -> Edited {
        if at == self.caret {
            return Edited::Ignored;
        }
        self.caret = at;
        Edited::Moved
    }

    /// Takes pasted and typed text in: line ends become blanks in a line, what must not be shown stays outside.
    fn insert(&mut self, text: &str) -> Edited {
        let (clean, is_whole) = self.acceptable(text);
        if clean.is_empty() {
            return if is_whole {
                Edited::Ignored
            } else {
                Edited::Full
            };
        }
        self.text.insert_str(self.caret, &clean);
        // What was inserted may join what follows (a mark, a joiner): the caret moves behind the whole grapheme.
        let end = self.caret + clean.len();
        self.caret = self.border_from(end);
        self.recalled = None;
        if is_whole {
            Edited::Changed
        } else {
            Edited::Full
        }
    }

    fn acceptable(&self, text: &str) -> (String, bool) {
        let mut end = text.len().min(PASTE_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let unified = text[..end]
            .replace("\r\n", "\n")
            .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
        let is_kept = |c: &char| is_typable(*c) || *c == '\t' || (*c == '\n');
        let kept = unified
            .chars()
            .filter(is_kept)
            .map(|c| match (c, self.shape) {
                ('\n', Shape::Text) => '\n',
                ('\n' | '\t', _) => ' ',
                _ => c,
            });
        let kept: String = kept.collect();
        // A line copied with its line end is still one line.
        let kept = if self.shape == Shape::Text || unified.len() == 1 {
            kept.as_str()
        } else {
            trim_line_ends(&kept, &unified)
        };
        let room = self.limit.saturating_sub(self.text.chars().count());
        let fits: usize = kept
            .grapheme_indices(true)
            .scan(0, |chars, (at, grapheme)| {
                *chars += grapheme.chars().count();
                (*chars <= room).then_some(at + grapheme.len())
            })
            .last()
            .unwrap_or(0);
        (
            kept[..fits].to_owned(),
            fits == kept.len() && end == text.len(),
        )
    }

    fn delete(&mut self, range: Range<usize>) -> Edited {
        if range.is_empty() {
            return Edited::Ignored;
        }
        self.text.replace_range(range.clone(), "");
        // Two halves may have become one grapheme.
        self.caret = self.border_from(range.start);
        self.recalled = None;
        Edited::Changed
    }

    fn take(&mut self, range: Range<usize>) -> Edited {
        if !range.is_empty() && self.shape != Shape::Masked {
            self.taken = self.text[range.clone()].to_owned();
        }
        self.delete(range)
    }

    fn up(&mut self, cells: usize) -> Edited {
        match self.shape {
            Shape::Text => self.move_rows(cells, -1),
            Shape::Line => self.recall(self.recalled.as_ref().map_or(1, |(back, _)| back + 1)),
            Shape::Masked => Edited::Ignored,
        }
    }

    fn down(&mut self, cells: usize) -> Edited {
        match (self.shape, &self.recalled) {
            (Shape::Text, _) => self.move_rows(cells, 1),
            (Shape::Line, Some((back, _))) => self.recall(back - 1),
            _ => Edited::Ignored,
        }
    }

    /// Shows the entry so many steps back; 0 is the text that was being typed.
    fn recall(&mut self, back: usize) -> Edited {
        let typed = self
            .recalled
            .as_ref()
            .map_or_else(|| self.text.clone(), |(_, typed)| typed.clone());
        let entry = match back {
            0 => Some(&typed),
            back => self
                .history
                .len()
                .checked_sub(back)
                .and_then(|at| self.history.get(at)),
        };
        let Some(entry) = entry.cloned() else {
            return Edited::Ignored;
        };
        self.set(&entry);
        self.recalled = (back > 0).then_some((back, typed));
        Edited::Changed
    }

    fn move_rows(&mut self, cells: usize, by: isize) -> Edited {
        let rows = self.rows(cells);
        let (row, column) = self.row_and_column(&rows, cells);
        let Some(target) = row.checked_add_signed(by).and_then(|row| rows.get(row)) else {
            return Edited::Ignored;
        };
        let aim = *self.aim.get_or_insert(column);
        let reached = prefix(&self.text[target.clone()], aim).0.len();
        let is_wrapped_end = target.start + reached == target.end
            && rows
                .get((row as isize + by + 1) as usize)
                .is_some_and(|next| next.start == target.end);
        let at = target.start + reached;
        // The end of a wrapped row is the beginning of the next: stay on this one.
        self.move_to(if is_wrapped_end && reached > 0 {
            self.before(at)
        } else {
            at
        })
    }

    fn rows(&self, cells: usize) -> Vec<Range<usize>> {
        ranges(&self.text, cells)
    }

    /// The row the caret is in and its cells from the left edge.
    fn row_and_column(&self, rows: &[Range<usize>], cells: usize) -> (usize, usize) {
        let row = rows
            .iter()
            .rposition(|row| row.start <= self.caret)
            .unwrap_or(0);
        let start = rows.get(row).map_or(0, |row| row.start);
        (
            row,
            width(&self.text[start..self.caret]).min(cells.saturating_sub(1)),
        )
    }

    /// Where the hardware cursor belongs, so that an input method opens its window there. None in an area without room.
    pub fn caret(&self, area: Rect, look: &Look) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let cells = usize::from(area.width);
        let (column, line) = match self.shape {
            Shape::Text => {
                let rows = self.rows(cells);
                let (row, column) = self.row_and_column(&rows, cells);
                (
                    column,
                    row - first_row(row, rows.len(), usize::from(area.height)),
                )
            }
            _ => {
                let (shown, at) = self.shown(look);
                let from = window(&shown, at, cells);
                (width(&shown[from..at]), 0)
            }
        };
        Some(Position::new(
            area.x + cells_u16(column.min(cells - 1)),
            area.y + cells_u16(line),
        ))
    }

    /// Draws the text so that the caret is visible; an empty input shows its placeholder.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, look: &Look, placeholder: &str) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        if self.text.is_empty() {
            return paint_text(
                buf,
                area.as_position(),
                area.width,
                placeholder,
                look.theme.placeholder,
                look.glyphs,
            );
        }
        if self.shape == Shape::Text {
            return self.draw_rows(area, buf, look);
        }
        let (shown, at) = self.shown(look);
        let cells = usize::from(area.width);
        let (visible, _) = prefix(&shown[window(&shown, at, cells)..], cells);
        buf.set_stringn(area.x, area.y, visible, cells, look.theme.text);
    }

    fn draw_rows(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let cells = usize::from(area.width);
        let rows = self.rows(cells);
        let (row, _) = self.row_and_column(&rows, cells);
        let first = first_row(row, rows.len(), usize::from(area.height));
        for (range, y) in rows[first..].iter().zip(area.top()..area.bottom()) {
            buf.set_stringn(
                area.x,
                y,
                show(&self.text[range.clone()]),
                cells,
                look.theme.text,
            );
        }
    }

    /// What is seen of a line, and where the caret is in it.
    fn shown(&self, look: &Look) -> (String, usize) {
        if self.shape == Shape::Masked {
            let signs = |text: &str| look.glyphs.mask.repeat(text.graphemes(true).count());
            let (all, before) = (signs(&self.text), signs(&self.text[..self.caret]));
            return (all, before.len());
        }
        (self.text.clone(), self.caret)
    }
}

/// Blanks at the ends of a pasted line that were line ends.
fn trim_line_ends<'a>(kept: &'a str, original: &str) -> &'a str {
    let kept = if original.ends_with('\n') {
        kept.trim_end()
    } else {
        kept
    };
    if original.starts_with('\n') {
        kept.trim_start()
    } else {
        kept
    }
}

/// The first byte shown of a line that is wider than its cells: it jumps by half a width, so that text does not slide under every key.
/// A function of text, caret and width alone: drawing needs no memory.
fn window(text: &str, caret: usize, cells: usize) -> usize {
    let before = width(&text[..caret]);
    let under = text[caret..]
        .graphemes(true)
        .next()
        .map_or(1, grapheme_width)
        .max(1);
    let needed = before + under;
    if needed <= cells {
        return 0;
    }
    let step = (cells / 2).max(1);
    let skipped = (needed - cells).div_ceil(step) * step;
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        if used >= skipped || at >= caret {
            return at;
        }
        used += grapheme_width(grapheme);
    }
    caret
}

/// The first row shown: it jumps by half a height.
fn first_row(row: usize, rows: usize, height: usize) -> usize {
    if row < height {
        return 0;
    }
    let step = (height / 2).max(1);
    ((row + 1 - height).div_ceil(step) * step)
        .min(rows.saturating_sub(height).max(row + 1 - height))
}

#[cfg(test)]
mod tests;
