//! Toasts: short notices at the bottom right. Notices pass by themselves, errors stay until they are dismissed. Has no clock: `now` is an argument.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Look;
use super::text::wrap::wrap;
use super::text::{cells_u16, pad, width};

/// Notices kept; the oldest goes first.
const KEPT: usize = 5;
/// Widest toast in cells, without its sign.
const CELLS: usize = 48;
/// Lines of one toast.
const LINES: usize = 3;
/// How long a notice is shown.
const SHOWN: Duration = Duration::from_secs(4);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Ok,
    Info,
    Error,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Toast {
    level: Level,
    text: String,
    /// None stays until it is dismissed.
    until: Option<Duration>,
}

/// The toasts on screen, the newest last. Times are since any fixed moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Toasts {
    toasts: Vec<Toast>,
}

impl Toasts {
    pub fn push(&mut self, level: Level, text: &str, now: Duration) {
        // The same words twice are one toast with a fresh time, or a held key would fill the corner.
        self.toasts
            .retain(|toast| (toast.level, toast.text.as_str()) != (level, text));
        let until = (level != Level::Error).then_some(now + SHOWN);
        self.toasts.push(Toast {
            level,
            text: text.to_owned(),
            until,
        });
        let surplus = self.toasts.len().saturating_sub(KEPT);
        self.toasts.drain(..surplus);
    }

    /// Drops the notice of these words, which something newer has overtaken.
    pub fn withdraw(&mut self, text: &str) {
        self.toasts
            .retain(|toast| toast.level != Level::Info || toast.text != text);
    }

    /// Drops what has been shown long enough; tells whether anything went.
    pub fn expire(&mut self, now: Duration) -> bool {
        let before = self.toasts.len();
        self.toasts
            .retain(|toast| toast.until.is_none_or(|until| until > now));
        self.toasts.len() != before
    }

    /// When `expire` will next have something to do: the loop sleeps until then.
    pub fn next_expiry(&self) -> Option<Duration> {
        self.toasts.iter().filter_map(|toast| toast.until).min()
    }

    /// Drops the newest toast; tells whether there was one.
    pub fn dismiss(&mut self) -> bool {
        self.toasts.pop().is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.toasts.is_empty()
    }

    /// Draws upwards from the bottom right corner of an area, the newest lowest, as far as there is room.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, look: &Look) {
        let area = area.intersection(buf.area);
        let cells = CELLS.min(usize::from(area.width).saturating_sub(6));
        if cells < 4 {
            return;
        }
        let mut bottom = area.bottom();
        for toast in self.toasts.iter().rev() {
            let mut lines = wrap(&toast.text, cells);
            lines.truncate(LINES);
            let height = cells_u16(lines.len());
            if bottom - area.top() < height {
                return;
            }
            bottom -= height;
            toast.draw(&lines, Position::new(area.right(), bottom), buf, look);
        }
    }
}

impl Toast {
    fn draw(&self, lines: &[String], top_right: Position, buf: &mut Buffer, look: &Look) {
        let (sign, style) = match self.level {
            Level::Ok => (look.glyphs.check, look.theme.ok),
            Level::Info => (look.glyphs.info, look.theme.accent),
            Level::Error => (look.glyphs.warn, look.theme.danger),
        };
        let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        for (line, y) in lines.iter().zip(top_right.y..) {
            let sign = if y == top_right.y {
                format!("[{sign}]")
            } else {
                "   ".to_owned()
            };
            let text = format!(" {sign} {} ", pad(line, widest));
            buf.set_string(
                top_right.x - cells_u16(width(&text)),
                y,
                text,
                look.theme.text.patch(style),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::{PLAIN, lines_of};

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn drawn(toasts: &Toasts, width: u16, height: u16) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        toasts.draw(buf.area, &mut buf, &PLAIN);
        lines_of(&buf)
    }

    #[test]
    fn toasts_stack_upwards_with_a_sign_for_their_level() {
        let mut toasts = Toasts::default();
        toasts.push(Level::Ok, "已保存", at(0));
        toasts.push(Level::Error, "磁盘已满，没有保存", at(0));
        let expected = [
            "",
            "          [v] 已保存",
            "  [!] 磁盘已满，没有",
            "      保存",
        ];
        assert_eq!(drawn(&toasts, 21, 4), expected);
    }

    #[test]
    fn notices_pass_and_errors_stay() {
        let mut toasts = Toasts::default();
        toasts.push(Level::Info, "a", at(0));
        toasts.push(Level::Error, "b", at(0));
        assert_eq!(toasts.next_expiry(), Some(SHOWN));
        assert!(!toasts.expire(at(3)));
        assert!(toasts.expire(at(60)));
        assert_eq!((toasts.next_expiry(), toasts.is_empty()), (None, false));
        assert!(toasts.dismiss() && !toasts.dismiss());
    }

    #[test]
    fn the_same_words_are_one_toast_and_the_oldest_go_first() {
        let mut toasts = Toasts::default();
        for second in 0..9 {
            toasts.push(Level::Info, "同一句", at(second));
        }
        assert_eq!(toasts.toasts.len(), 1);
        for text in ["1", "2", "3", "4", "5"] {
            toasts.push(Level::Info, text, at(9));
        }
        assert_eq!(toasts.toasts.len(), KEPT);
        assert_eq!(toasts.toasts[0].text, "1");
    }

    #[test]
    fn no_size_makes_drawing_fail() {
        let mut toasts = Toasts::default();
        toasts.push(Level::Error, "磁盘已满，没有保存", at(0));
        for width in 0..20 {
            for height in 0..4 {
                drawn(&toasts, width, height);
            }
        }
    }
}
