//! How far the undo or redo of a large step is; Esc stops it, and nothing was taken back then.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::history;
use crate::app::op::Op;
use crate::app::pace::Pace;
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::input::Edit;
use crate::tui::widget::popup;
use crate::tui::widget::text::paint_text;

const CELLS: u16 = 52;
const ROWS: u16 = 4;

/// An undo or redo under way.
pub struct TakingBack {
    pace: Arc<Pace>,
}

impl TakingBack {
    /// The dialog, and the op that it watches.
    #[must_use]
    pub fn new(op: history::Op) -> (Self, Op) {
        let pace: Arc<Pace> = Arc::default();
        let op = Op::Paced {
            op: Box::new(Op::History(op)),
            pace: Arc::clone(&pace),
        };
        (Self { pace }, op)
    }
}

impl Layer for TakingBack {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choice, Scope::Global]
    }

    fn on(&mut self, action: Action, _: &mut Turn) -> Handled {
        if action == Action::Back {
            self.pace.cancel.store(true, Ordering::Relaxed);
        }
        Handled::Yes
    }

    fn edit(&mut self, _: Edit, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Yes
    }

    fn caret(&self, _: Rect, _: &Cx) -> Option<Position> {
        None
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (w, theme) = (&cx.s.merge, cx.look.theme);
        let inner = popup::draw(
            popup::centred(area, CELLS, ROWS),
            buf,
            &cx.look,
            w.undo_title,
        );
        let (done, total) = self.pace.progress();
        let lines = [
            ((w.bulk_progress)(done, total), theme.text),
            (cx.told(w.bulk_stop), theme.muted),
        ];
        for (y, (text, style)) in (inner.y..inner.bottom()).zip(lines) {
            let at = Position::new(inner.x, y);
            paint_text(buf, at, inner.width, &text, style, cx.look.glyphs);
        }
    }
}
