//! The terminal's background colour: asks for it (OSC 11, xterm's control sequences) and picks the answer out of what the reader takes
//! for keys. Nothing waits for the answer, and none of it ever becomes a key. Chooses no theme.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::event::Event;

/// Ends with ST and not with BEL: a terminal that does not know it stays silent.
pub const ASK: &[u8] = b"\x1b]11;?\x1b\\";
/// What an answer begins with, behind `ESC ]`.
const HEAD: &str = "11;rgb";
/// The longest answer: `11;rgba:` and four numbers of four digits.
const ANSWER_CHARS: usize = 27;

/// A colour of eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Holds back the keys that an answer looks like until it is one, or is not. `ESC ]` is Alt+], which means nothing at the desk, so
/// that holding it back until the next key costs nothing.
#[derive(Default)]
pub struct Sieve {
    held: Vec<Event>,
    text: String,
}

impl Sieve {
    /// Takes an event and returns those that are certain now, in order.
    pub fn pass(&mut self, event: Event) -> Vec<Event> {
        let Event::Key(key) = &event else {
            return self.release(event);
        };
        let key = *key;
        if self.held.is_empty() {
            if !begins(key) {
                return vec![event];
            }
            self.held.push(event);
            return Vec::new();
        }
        if let Some(colour) = self.ended_by(key) {
            self.forget();
            return colour.map(Event::Background).into_iter().collect();
        }
        match key.code {
            // The two halves of ST came apart.
            KeyCode::Esc if colour_of(&self.text).is_some() => {}
            KeyCode::Char(c) if self.goes_on_with(c) => self.text.push(c),
            _ => return self.release(event),
        }
        self.held.push(event);
        Vec::new()
    }

    /// The answer, when this key is its end: BEL, ST, or the second half of ST.
    fn ended_by(&self, key: KeyEvent) -> Option<Option<Rgb>> {
        let is_end = match key.code {
            KeyCode::Char('g') => key.modifiers == KeyModifiers::CONTROL,
            KeyCode::Char('\\') => {
                key.modifiers == KeyModifiers::ALT
                    || matches!(self.held.last(), Some(Event::Key(last)) if last.code == KeyCode::Esc)
            }
            _ => false,
        };
        (is_end && self.text.len() > HEAD.len()).then(|| colour_of(&self.text))
    }

    fn goes_on_with(&self, c: char) -> bool {
        match HEAD.chars().nth(self.text.chars().count()) {
            Some(wanted) => c == wanted,
            None => self.text.len() < ANSWER_CHARS && (c.is_ascii_hexdigit() || ":/".contains(c)),
        }
    }

    fn release(&mut self, event: Event) -> Vec<Event> {
        let mut all = std::mem::take(&mut self.held);
        self.forget();
        all.push(event);
        all
    }

    fn forget(&mut self) {
        self.held.clear();
        self.text.clear();
    }
}

fn begins(key: KeyEvent) -> bool {
    key.code == KeyCode::Char(']') && key.modifiers == KeyModifiers::ALT
}

/// Reads `11;rgb:1e1e/1e1e/1e1e`: one to four hexadecimal digits a channel (XParseColor), and perhaps an opacity.
fn colour_of(text: &str) -> Option<Rgb> {
    let (_, numbers) = text.strip_prefix(HEAD)?.split_once(':')?;
    let mut channels = numbers.split('/').map(|digits| {
        let value = u32::from_str_radix(digits, 16).ok()?;
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)? - 1;
        u8::try_from(value * 255 / most).ok()
    });
    let mut next = || channels.next().flatten();
    Some(Rgb(next()?, next()?, next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    /// The keys that crossterm makes of an answer, without its end.
    fn answer(text: &str) -> Vec<Event> {
        let mut keys = vec![key(KeyCode::Char(']'), KeyModifiers::ALT)];
        keys.extend(text.chars().map(|c| {
            let shift = if c.is_ascii_uppercase() {
                KeyModifiers::SHIFT
            } else {
                KeyModifiers::NONE
            };
            key(KeyCode::Char(c), shift)
        }));
        keys
    }

    fn passed(events: impl IntoIterator<Item = Event>) -> Vec<Event> {
        let mut sieve = Sieve::default();
        events
            .into_iter()
            .flat_map(|event| sieve.pass(event))
            .collect()
    }

    #[test]
    fn an_answer_is_a_colour_and_no_keys() {
        let bel = vec![key(KeyCode::Char('g'), KeyModifiers::CONTROL)];
        let st = vec![key(KeyCode::Char('\\'), KeyModifiers::ALT)];
        let torn = vec![
            key(KeyCode::Esc, KeyModifiers::NONE),
            key(KeyCode::Char('\\'), KeyModifiers::NONE),
        ];
        for (text, colour) in [
            ("11;rgb:0000/0000/0000", Rgb(0, 0, 0)),
            ("11;rgb:1e1e/1E1E/2e2e", Rgb(0x1e, 0x1e, 0x2e)),
            ("11;rgb:ff/fa/f0", Rgb(0xff, 0xfa, 0xf0)),
            ("11;rgba:ffff/ffff/ffff/ffff", Rgb(255, 255, 255)),
        ] {
            for end in [&bel, &st, &torn] {
                let events = answer(text).into_iter().chain(end.clone());
                assert_eq!(passed(events), [Event::Background(colour)], "{text}");
            }
        }
    }

    #[test]
    fn keys_that_only_look_like_an_answer_are_keys() {
        let enter = key(KeyCode::Enter, KeyModifiers::NONE);
        for text in ["", "1", "11;rgb", "11;rgb:12/34", "12"] {
            let mut events = answer(text);
            events.push(enter.clone());
            assert_eq!(passed(events.clone()), events, "{text}");
        }
    }

    #[test]
    fn what_is_typed_around_an_answer_stays() {
        let typed = key(KeyCode::Char('王'), KeyModifiers::NONE);
        let mut events = vec![typed.clone()];
        events.extend(answer("11;rgb:0/0/0"));
        events.push(key(KeyCode::Char('g'), KeyModifiers::CONTROL));
        events.push(typed.clone());
        assert_eq!(
            passed(events),
            [typed.clone(), Event::Background(Rgb(0, 0, 0)), typed]
        );
    }

    #[test]
    fn an_answer_that_never_ends_is_let_go() {
        let mut events = answer("11;rgb:");
        events.extend((0..100).map(|_| key(KeyCode::Char('a'), KeyModifiers::NONE)));
        assert_eq!(passed(events.clone()), events);
    }
}
