//! A record that brings its own columns: one card of a vCard file, one section of an address book.

use super::delimited::Row;
use super::header::Column;
use super::preset::{Field, Preset, Role};
use crate::domain::clean::clean_line;

/// One card, laid out as a row under columns of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    pub row: Row,
    pub columns: Vec<Column>,
    pub state: State,
}

/// Whether a card can become a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    #[default]
    Whole,
    /// The file ends, or the next card begins, before this one does.
    CutShort,
    /// A list of other cards.
    Group,
}

impl Card {
    /// An empty card that starts on this line.
    pub fn at(line: u64) -> Self {
        Self {
            row: Row {
                line,
                cells: Vec::new(),
            },
            ..Self::default()
        }
    }

    /// Adds a value under a header; the preset says what the header means.
    pub fn add(&mut self, preset: &Preset, header: &str, value: String) {
        let role = preset.role(&super::header::key(header));
        self.add_as(header, role.unwrap_or(Role::Field(Field::Extra)), value);
    }

    /// Adds a value of a known meaning; empty ones say nothing.
    pub fn add_as(&mut self, header: &str, role: Role, value: String) {
        if value.trim().is_empty() {
            return;
        }
        // A header that cannot be decoded makes the card as unreadable as its value would.
        let broken = header.contains('\u{fffd}');
        self.columns.push(Column {
            header: clean_line(header),
            role,
        });
        self.row.cells.push(match broken {
            true => header.to_owned(),
            false => value,
        });
    }
}
