//! One typed line of the interaction log: `电话 5m 已接 要两盒龙井 周五回访`. Reads it into values; saves nothing, says nothing.
//!
//! Only the words that lead the line are read as channel, direction, length and outcome; from the first other word on, everything
//! is the note, kept as typed. A next step is read from the note's end and stays in the note as well.

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;

use super::day::{is_said_at, scan};
use next_step::next_step;
use scan::Scan;
pub use word::{Channel, Direction, Outcome};

mod length;
mod next_step;
mod word;

/// The longest note, in characters.
pub const NOTE_CHARS: usize = 10_000;

/// What a typed line says about one contact with a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    pub channel: Channel,
    pub direction: Direction,
    /// How long it took, seconds rounded up to minutes.
    pub minutes: Option<u32>,
    pub outcome: Option<Outcome>,
    /// Everything the agent typed after the leading words.
    pub note: String,
    pub next: Option<Next>,
    /// Which part of the line meant what, in the order of the line.
    pub chips: Vec<Chip>,
}

/// The next step promised at the end of the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub day: NaiveDate,
    /// What is to be done, in the agent's words; empty if only a day was given.
    pub what: String,
}

/// A part of the typed line that was understood, for the screen to show before anything is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Bytes of the line as typed.
    pub span: Range<usize>,
    pub meaning: Meaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Channel(Channel),
    Direction(Direction),
    Minutes(u32),
    Outcome(Outcome),
    Next(NaiveDate),
}

/// Why a line cannot be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLineError {
    /// Nothing was said.
    Empty,
    /// The note is longer than [`NOTE_CHARS`].
    NoteTooLong { chars: usize },
}

impl fmt::Display for LogLineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty log line"),
            Self::NoteTooLong { chars } => write!(f, "note of {chars} characters"),
        }
    }
}

impl std::error::Error for LogLineError {}

impl LogLine {
    /// Reads a line typed on the day `today`.
    pub fn parse(line: &str, today: NaiveDate) -> Result<Self, LogLineError> {
        let (mut chips, note_start) = leading(line, today);
        let rest = line.get(note_start..).unwrap_or_default();
        let note = rest.trim();
        if note.is_empty() && chips.is_empty() {
            return Err(LogLineError::Empty);
        }
        let chars = note.chars().count();
        if chars > NOTE_CHARS {
            return Err(LogLineError::NoteTooLong { chars });
        }
        let promised = next_step(note, today);
        let indent = note_start + (rest.len() - rest.trim_start().len());
        chips.extend(promised.iter().map(|(span, next)| Chip {
            span: span.start + indent..span.end + indent,
            meaning: Meaning::Next(next.day),
        }));
        Ok(Self::from_chips(
            chips,
            note.to_owned(),
            promised.map(|(_, next)| next),
        ))
    }

    fn from_chips(chips: Vec<Chip>, note: String, next: Option<Next>) -> Self {
        let (mut channel, mut direction, mut minutes, mut outcome) =
            (Channel::Other, None, None, None);
        for chip in &chips {
            match chip.meaning {
                Meaning::Channel(said) => channel = said,
                Meaning::Direction(said) => direction = Some(said),
                Meaning::Minutes(said) => minutes = Some(said),
                Meaning::Outcome(said) => outcome = Some(said),
                Meaning::Next(_) => {}
            }
        }
        let direction = direction.unwrap_or(channel.usual_direction());
        Self {
            channel,
            direction,
            minutes,
            outcome,
            note,
            next,
            chips,
        }
    }
}

/// Reads the leading words and says at which byte the note begins.
fn leading(line: &str, today: NaiveDate) -> (Vec<Chip>, usize) {
    let chars = scan::folded(line);
    let mut said: Vec<(Range<usize>, Meaning)> = Vec::new();
    let mut s = Scan::new(&chars, 0).spaces();
    while !s.is_done() && !is_said_at(s, today) {
        let Some(after) = run(s, &mut said) else {
            break;
        };
        // 电话，要两盒: the mark belongs to the word before it.
        s = after.eat_any(&SEPARATORS).unwrap_or(after).spaces();
    }
    let byte = |at: usize| {
        line.char_indices()
            .nth(at)
            .map_or(line.len(), |(byte, _)| byte)
    };
    let chips = said.into_iter().map(|(span, meaning)| Chip {
        span: byte(span.start)..byte(span.end),
        meaning,
    });
    (chips.collect(), byte(s.at()))
}

const SEPARATORS: [&str; 7] = [",", "、", ";", ":", "|", "/", "·"];

/// Reads the words of one run without spaces (`电话5分钟已接`); all of them are new kinds of word, or none is taken.
fn run<'a>(start: Scan<'a>, said: &mut Vec<(Range<usize>, Meaning)>) -> Option<Scan<'a>> {
    let known = said.len();
    let mut s = start;
    loop {
        let Some((meanings, after)) = token(s, said) else {
            said.truncate(known);
            return None;
        };
        said.extend(
            meanings
                .into_iter()
                .map(|meaning| (s.at()..after.at(), meaning)),
        );
        s = after;
        if s.is_done() || s.peek() == Some(' ') || s.eat_any(&SEPARATORS).is_some() {
            return Some(s);
        }
    }
}

fn token<'a>(s: Scan<'a>, said: &[(Range<usize>, Meaning)]) -> Option<(Vec<Meaning>, Scan<'a>)> {
    let (meanings, after) = match length::read(s) {
        Some((minutes, after)) => (vec![Meaning::Minutes(minutes)], after),
        None => word::read(s, said.last().map(|(_, meaning)| *meaning))?,
    };
    let is_new = |meaning: &Meaning| {
        said.iter()
            .all(|(_, other)| std::mem::discriminant(other) != std::mem::discriminant(meaning))
    };
    meanings.iter().all(is_new).then_some((meanings, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Wednesday.
    fn wednesday() -> NaiveDate {
        "2026-03-04".parse().unwrap()
    }

    fn read(line: &str) -> LogLine {
        LogLine::parse(line, wednesday()).unwrap()
    }

    fn shown(line: &LogLine) -> String {
        let next = line.next.as_ref().map_or_else(String::new, |next| {
            format!("{} {}", next.day.format("%m%d"), next.what)
        });
        let minutes = line.minutes.map_or_else(String::new, |m| m.to_string());
        let outcome = line.outcome.map_or("", Outcome::code);
        format!(
            "{}|{}|{minutes}|{outcome}|{}|{next}",
            line.channel.code(),
            line.direction.code(),
            line.note
        )
    }

    #[test]
    fn a_line_is_read_in_both_languages() {
        let table = [
            (
                "电话 5m 已接 要两盒龙井 周五回访",
                "call|out|5|answered|要两盒龙井 周五回访|0306 回访",
            ),
            (
                "call 5m answered wants two boxes of longjing, call back friday",
                "call|out|5|answered|wants two boxes of longjing, call back friday|0306 call back",
            ),
            ("来电 半小时 问龙井价格", "call|in|30||问龙井价格|"),
            ("去电 未接", "call|out||no_answer||"),
            ("未接来电", "call|in||no_answer||"),
            ("电话5分钟已接 要两盒", "call|out|5|answered|要两盒|"),
            (
                "电话，要两盒，下周一再打",
                "call|out|||要两盒，下周一再打|0309 再打",
            ),
            ("wx in 发了价目表", "wechat|in|||发了价目表|"),
            ("WeChat sent price list", "wechat|out|||sent price list|"),
            ("微信 已回 客户满意", "wechat|out||answered|客户满意|"),
            ("到店 成交 两盒龙井", "store|in||sold|两盒龙井|"),
            ("store 20min sold two boxes", "store|in|20|sold|two boxes|"),
            ("上门 1h20m 送样品", "visit|out|80||送样品|"),
            ("video 90s busy", "video|out|2|busy||"),
            ("phone no answer", "call|out||no_answer||"),
            (
                "call left message follow up in 3 days",
                "call|out||left_message|follow up in 3 days|0307 follow up",
            ),
            ("短信 明天提醒付款", "sms|out|||明天提醒付款|0305 提醒付款"),
            ("要两盒龙井", "other|out|||要两盒龙井|"),
            ("５ｍ 已接", "other|out|5|answered||"),
            ("电话 → 周五", "call|out|||→ 周五|0306 "),
        ];
        for (line, expected) in table {
            assert_eq!(shown(&read(line)), expected, "{line}");
        }
    }

    #[test]
    fn words_inside_the_note_stay_in_the_note() {
        let table = [
            ("要他的电话 5m", "other|out|||要他的电话 5m|"),
            ("电话号码换了", "other|out|||电话号码换了|"),
            ("微信 电话 都没回", "wechat|out|||电话 都没回|"),
            ("call email him the list", "call|out|||email him the list|"),
            ("call out of stock", "call|out|||out of stock|"),
            (
                "store sold out of longjing",
                "store|in|||sold out of longjing|",
            ),
            ("visit in 3 days", "visit|out|||in 3 days|0307 "),
            ("callback requested", "other|out|||callback requested|"),
            ("in stock again", "other|out|||in stock again|"),
            (
                "call back friday",
                "other|out|||call back friday|0306 call back",
            ),
            ("video call 20m demo", "video|out|20||demo|"),
            ("call 5 boxes", "call|out|||5 boxes|"),
            ("电话 5分好评", "call|out|||5分好评|"),
        ];
        for (line, expected) in table {
            assert_eq!(shown(&read(line)), expected, "{line}");
        }
    }

    #[test]
    fn chips_point_at_the_words_as_typed() {
        let line = " 电话　５ｍ 已接 要两盒，周五回访 ";
        let read = read(line);
        let words: Vec<&str> = read
            .chips
            .iter()
            .map(|chip| &line[chip.span.clone()])
            .collect();
        assert_eq!(words, ["电话", "５ｍ", "已接", "周五"]);
        assert_eq!(
            read.chips[3].meaning,
            Meaning::Next("2026-03-06".parse().unwrap())
        );
    }

    #[test]
    fn an_empty_or_endless_line_is_refused() {
        assert_eq!(
            LogLine::parse(" 　 ", wednesday()),
            Err(LogLineError::Empty)
        );
        let long = "电话 ".to_owned() + &"茶".repeat(NOTE_CHARS + 1);
        assert_eq!(
            LogLine::parse(&long, wednesday()),
            Err(LogLineError::NoteTooLong {
                chars: NOTE_CHARS + 1
            })
        );
        assert!(LogLine::parse(&"茶".repeat(NOTE_CHARS), wednesday()).is_ok());
    }

    /// Whether everything outside the note is a leading word or the mark behind one.
    fn is_all_kept(line: &str, read: &LogLine) -> bool {
        let Some(head) = line.trim_end().strip_suffix(read.note.as_str()) else {
            return false;
        };
        head.char_indices().all(|(at, c)| {
            let in_chip = read
                .chips
                .iter()
                .any(|chip| chip.span.contains(&at) && !matches!(chip.meaning, Meaning::Next(_)));
            in_chip || c.is_whitespace() || SEPARATORS.contains(&scan::fold(c).to_string().as_str())
        })
    }

    proptest! {
        #[test]
        fn no_line_breaks_the_reader_or_loses_words(line in any::<String>()) {
            if let Ok(read) = LogLine::parse(&line, wednesday()) {
                prop_assert!(is_all_kept(&line, &read), "{read:?}");
            }
        }

        #[test]
        fn no_mix_of_log_words_loses_any(words in proptest::collection::vec(proptest::sample::select(vec![
            "电话", "call", "5m", "半小时", "已接", "no answer", "in", "out", "要两盒", "，", ":", " ", "周五", "回访", "→", "call back", "friday", "微信", "sold", "１ｈ", "/",
        ]), 1..9), gap in proptest::sample::select(vec!["", " ", "　"])) {
            let line = words.join(gap);
            if let Ok(read) = LogLine::parse(&line, wednesday()) {
                prop_assert!(is_all_kept(&line, &read), "{read:?}");
                prop_assert!(read.chips.iter().all(|chip| line.get(chip.span.clone()).is_some()));
            } else {
                prop_assert!(line.trim().is_empty());
            }
        }
    }
}
