//! The last line: the keys worth knowing now, as many as fit whole. Each can be clicked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::keymap::{Action, Hint};
use super::needs;
use super::state::State;
use super::widget::text::{Align, cells_u16, paint, width};

/// A key and what it does, where it stands in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hinted {
    pub area: Rect,
    pub key: String,
    pub label: String,
    pub action: Action,
}

/// The hints that fit; what cannot be done now is left out.
#[must_use]
pub fn hints(state: &State, line: Rect) -> Vec<Hinted> {
    let mut hints = Vec::new();
    let mut x = line.x;
    for row in state.keymap.holding(state.scopes()) {
        let action = row.action;
        if row.hint != Hint::Footer || needs::obstacle(state, action).is_some() {
            continue;
        }
        let key = row.keys.first().map_or("", String::as_str).replace(' ', "");
        let label = row.label(&state.s.desk.action).to_owned();
        let cells = cells_u16(width(&key) + width(&label) + 3);
        if x + cells >= line.right() {
            break;
        }
        let area = Rect {
            x,
            width: cells,
            ..line
        };
        hints.push(Hinted {
            area,
            key,
            label,
            action,
        });
        x += cells;
    }
    hints
}

/// Paints the line.
pub fn draw(state: &State, line: Rect, buf: &mut Buffer) {
    let theme = state.look.theme;
    let spans: Vec<Span> = hints(state, line)
        .into_iter()
        .flat_map(|hint| {
            [
                Span::styled(format!(" {}", hint.key), theme.key),
                Span::styled(format!(" {} ", hint.label), theme.muted),
            ]
        })
        .collect();
    let at: Position = line.as_position();
    paint(
        buf,
        at,
        line.width,
        &spans,
        Align::Left,
        theme.text,
        state.look.glyphs,
    );
}
