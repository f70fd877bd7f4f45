//! The lock screen: who, a field of which only the length is seen, and what was said about the last try. What is typed is wiped.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use zeroize::{Zeroize as _, Zeroizing};

use super::widget::text::wrap::wrap;
use super::widget::text::{Align, paint};
use super::widget::{Look, popup};
use crate::app::pass::Passphrase;
use crate::i18n::Strings;

/// The longest passphrase, in bytes: the room is taken at once, so that no copy is left behind by growing.
const BYTES: usize = 1024;
/// The widest box, in cells.
const CELLS: u16 = 60;
/// User, passphrase, a blank line and three of words.
const ROWS: u16 = 8;

/// Somebody wants in.
pub struct Try {
    pub user: Option<String>,
    pub passphrase: Passphrase,
}

/// A passphrase is never printed.
impl std::fmt::Debug for Try {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Try")
    }
}

/// Whether the screen waits for the user or for the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Typing,
    Checking,
    Refused(String),
}

/// The lock screen.
pub struct Lock {
    users: Vec<String>,
    chosen: usize,
    typed: Zeroizing<String>,
    stage: Stage,
}

impl Lock {
    #[must_use]
    pub fn new(users: Vec<String>) -> Self {
        Self {
            users,
            chosen: 0,
            typed: Zeroizing::new(String::with_capacity(BYTES)),
            stage: Stage::Typing,
        }
    }

    /// The lock screen while a file is being encrypted.
    #[must_use]
    pub fn busy() -> Self {
        Self {
            stage: Stage::Checking,
            ..Self::new(Vec::new())
        }
    }

    /// Takes a key; whoever is done typing makes a try.
    pub fn key(&mut self, key: KeyEvent) -> Option<Try> {
        if self.stage == Stage::Checking {
            return None;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let count = self.users.len().max(1);
        match key.code {
            KeyCode::Enter if !self.typed.is_empty() => return Some(self.attempt()),
            KeyCode::Up | KeyCode::BackTab => self.chosen = (self.chosen + count - 1) % count,
            KeyCode::Down | KeyCode::Tab => self.chosen = (self.chosen + 1) % count,
            KeyCode::Backspace => {
                self.typed.pop();
            }
            KeyCode::Char('u') if control => self.typed.zeroize(),
            KeyCode::Char(c) if !control => self.put(c),
            _ => return None,
        }
        self.stage = Stage::Typing;
        None
    }

    /// Takes a pasted passphrase, without its line end.
    pub fn paste(&mut self, text: &str) {
        if self.stage != Stage::Checking {
            text.chars()
                .filter(|c| !c.is_control())
                .for_each(|c| self.put(c));
        }
    }

    fn put(&mut self, c: char) {
        if self.typed.len() + c.len_utf8() <= BYTES {
            self.typed.push(c);
        }
    }

    fn attempt(&mut self) -> Try {
        let passphrase = Passphrase::new(self.typed.as_str().to_owned());
        self.typed.zeroize();
        self.stage = Stage::Checking;
        Try {
            user: self.users.get(self.chosen).cloned(),
            passphrase,
        }
    }

    /// The try was refused.
    pub fn refused(&mut self, why: String) {
        self.stage = Stage::Refused(why);
    }

    fn area(area: Rect) -> Rect {
        popup::centred(area, CELLS, ROWS + 2)
    }

    /// How many cells the stars begin at, behind the longer label.
    fn labels(s: &Strings) -> u16 {
        let cells = [s.lock.user, s.lock.passphrase]
            .map(super::widget::text::width)
            .into_iter()
            .max()
            .unwrap_or(0);
        super::widget::text::cells_u16(cells + 3)
    }

    pub fn draw(&self, area: Rect, buf: &mut Buffer, look: &Look, s: &Strings) {
        let (w, theme) = (s.lock, look.theme);
        let inner = popup::draw(Self::area(area), buf, look, w.title);
        let mut line = |n: u16, indent: u16, text: &str, style| {
            if n < inner.height {
                let at = Position::new(inner.x + indent, inner.y + n);
                let width = inner.width.saturating_sub(indent);
                paint(
                    buf,
                    at,
                    width,
                    &[Span::styled(text.to_owned(), style)],
                    Align::Left,
                    theme.text,
                    look.glyphs,
                );
            }
        };
        let indent = Self::labels(s);
        if let Some(user) = self.users.get(self.chosen) {
            line(0, 1, w.user, theme.muted);
            line(0, indent, user, theme.text);
        }
        line(1, 1, w.passphrase, theme.muted);
        line(
            1,
            indent,
            &self.stars(inner.width.saturating_sub(indent + 1)),
            theme.text,
        );
        let (text, style) = match &self.stage {
            Stage::Checking => (w.checking, theme.accent),
            Stage::Refused(why) => (why.as_str(), theme.danger),
            Stage::Typing if self.users.len() > 1 => (w.keys_with_users, theme.muted),
            Stage::Typing => (w.keys, theme.muted),
        };
        let lines = wrap(text, usize::from(inner.width.saturating_sub(2)));
        for (n, text) in (3..).zip(lines) {
            line(n, 1, &text, style);
        }
    }

    /// One star a character, as many as there is room for.
    fn stars(&self, cells: u16) -> String {
        "*".repeat(self.typed.chars().count().min(usize::from(cells)))
    }

    #[must_use]
    pub fn caret(&self, area: Rect, s: &Strings) -> Option<Position> {
        let outer = Self::area(area);
        let inner = super::widget::frame::inner(outer);
        let indent = Self::labels(s);
        let stars = super::widget::text::cells_u16(
            self.stars(inner.width.saturating_sub(indent + 1)).len(),
        );
        (self.stage != Stage::Checking && inner.height > 1)
            .then(|| Position::new(inner.x + indent + stars, inner.y + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(lock: &mut Lock, text: &str) {
        for c in text.chars() {
            assert!(lock.key(KeyCode::Char(c).into()).is_none());
        }
    }

    #[test]
    fn a_try_takes_the_text_away_and_waits() {
        let mut lock = Lock::new(vec!["Li".into(), "Anna".into()]);
        lock.key(KeyCode::Down.into());
        typed(&mut lock, "secre");
        lock.paste("t\n");
        let attempt = lock.key(KeyCode::Enter.into()).expect("a try");
        assert_eq!(
            (attempt.user.as_deref(), attempt.passphrase.text()),
            (Some("Anna"), "secret")
        );
        assert!(lock.typed.is_empty());
        assert_eq!(format!("{attempt:?}"), "Try");
        typed(&mut lock, "impatient");
        assert!(
            lock.typed.is_empty(),
            "nothing is taken while the keys are tried"
        );
    }

    #[test]
    fn no_more_is_taken_than_there_is_room_for() {
        let mut lock = Lock::new(Vec::new());
        let before = lock.typed.as_ptr();
        lock.paste(&"长".repeat(2_000));
        assert!(lock.typed.len() <= BYTES);
        assert_eq!(
            lock.typed.as_ptr(),
            before,
            "the text has not moved and left no copy"
        );
    }
}
