//! The last line: the keys worth knowing now, as many as fit whole. Each can be clicked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::keymap::{Action, Bound, Hint};
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

/// The hints that fit; what cannot be done now is left out. The last one always leads to all the others.
#[must_use]
pub fn hints(state: &State, line: Rect) -> Vec<Hinted> {
    let rows = state.keymap.holding(state.scopes());
    let shown =
        rows.filter(|row| row.hint == Hint::Footer && needs::obstacle(state, row.action).is_none());
    let all = shown.map(|row| hinted(row, state));
    let (help, others): (Vec<Hinted>, Vec<Hinted>) =
        all.partition(|hint| hint.action == Action::Help);
    let kept: u16 = help.iter().map(|hint| hint.area.width).sum();
    let mut room = line.width.saturating_sub(kept);
    let fits = |hint: &Hinted| {
        let rest = room.checked_sub(hint.area.width).filter(|rest| *rest > 0);
        room = rest.unwrap_or(room);
        rest.is_some()
    };
    let mut hints: Vec<Hinted> = others.into_iter().take_while(fits).collect();
    hints.extend(help.into_iter().filter(|_| kept < line.width));
    let mut x = line.x;
    for hint in &mut hints {
        (hint.area.x, hint.area.y) = (x, line.y);
        x += hint.area.width;
    }
    hints
}

/// A row of the table as the line shows it, wherever in the line.
fn hinted(row: &Bound, state: &State) -> Hinted {
    let key = state.keymap.keys_here(row, state.scopes()).next();
    let key = key.unwrap_or_default().replace(' ', "");
    let label = row.label(&state.s.desk.action).to_owned();
    let width = cells_u16(width(&key) + width(&label) + 3);
    Hinted {
        area: Rect::new(0, 0, width, 1),
        key,
        label,
        action: row.action,
    }
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
