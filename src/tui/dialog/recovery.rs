//! The recovery code, shown once; it stays until two of its groups were typed from what was written down.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::app::pass::{Passphrase, recovery};
use crate::tui::keymap::{Action, Scope};
use crate::tui::layer::{Cx, Handled, Layer, Turn};
use crate::tui::widget::input::{Edit, Edited, Input};
use crate::tui::widget::popup;
use crate::tui::widget::text::wrap::wrap;
use crate::tui::widget::text::{Align, paint};
use crate::tui::widget::toast::Level;

/// The widest box, in cells.
const CELLS: u16 = 70;
const ROWS: u16 = 12;

/// The dialog.
pub struct Recovery {
    code: Passphrase,
    typed: Input,
    /// How many of the two groups are right.
    right: usize,
}

impl Recovery {
    #[must_use]
    pub fn new(code: Passphrase) -> Self {
        Self {
            code,
            typed: Input::line(""),
            right: 0,
        }
    }

    /// Which group is asked for; it hangs on the code, so that nobody learns two places by heart.
    fn asked(&self) -> usize {
        let digit = self.code.text().bytes().last().map_or(0, usize::from);
        let half = recovery::GROUPS / 2;
        digit % half + self.right.min(1) * half
    }

    fn submit(&mut self, turn: &mut Turn) {
        let is_right = self.typed.value().trim() == recovery::group(&self.code, self.asked());
        self.typed.set("");
        if !is_right {
            return turn.say(Level::Error, turn.s.lock.recovery_wrong);
        }
        self.right += 1;
        if self.right == 2 {
            turn.close();
            turn.say(Level::Ok, turn.s.lock.recovery_done);
        }
    }

    fn field(area: Rect) -> Rect {
        let outer = popup::centred(area, CELLS, ROWS);
        let inner = crate::tui::widget::frame::inner(outer);
        Rect {
            x: inner.x + 1,
            y: inner.bottom().saturating_sub(2),
            width: inner.width.saturating_sub(2),
            height: 1,
        }
    }
}

impl Layer for Recovery {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Prompt, Scope::Global]
    }

    fn on(&mut self, action: Action, turn: &mut Turn) -> Handled {
        match action {
            Action::Submit => self.submit(turn),
            Action::Language | Action::Blank => return Handled::Ignored,
            // It is shown only now, so nothing closes it but the two groups.
            _ => {}
        }
        Handled::Yes
    }

    fn edit(&mut self, edit: Edit, turn: &mut Turn) -> Handled {
        match self
            .typed
            .on(edit, usize::from(Self::field(turn.area).width))
        {
            Edited::Ignored => Handled::Ignored,
            _ => Handled::Yes,
        }
    }

    fn key(&mut self, _: KeyEvent, _: &mut Turn) -> Handled {
        Handled::Ignored
    }

    fn draw(&self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let (w, theme) = (cx.s.lock, cx.look.theme);
        let inner = popup::draw(
            popup::centred(area, CELLS, ROWS),
            buf,
            &cx.look,
            w.recovery_title,
        );
        let cells = inner.width.saturating_sub(2);
        let mut lines = wrap(w.recovery_note, usize::from(cells));
        lines.push(String::new());
        let note = lines.len();
        lines.push(self.code.text().to_owned());
        lines.push(String::new());
        lines.push((w.recovery_group)(self.asked() + 1));
        for (n, line) in (0..inner.height).zip(lines) {
            let style = if usize::from(n) == note {
                theme.title
            } else {
                theme.text
            };
            let at = Position::new(inner.x + 1, inner.y + n);
            paint(
                buf,
                at,
                cells,
                &[Span::styled(line, style)],
                Align::Left,
                theme.text,
                cx.look.glyphs,
            );
        }
        self.typed.draw(Self::field(area), buf, &cx.look, "");
    }

    fn caret(&self, area: Rect, cx: &Cx) -> Option<Position> {
        self.typed.caret(Self::field(area), &cx.look)
    }
}
