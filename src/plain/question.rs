//! A question that waits for the next line: the argument of a command, the next step, a reason, are you sure. Writes nothing itself.

use chrono::{Days, NaiveDate};

use super::verb::{self, Verb};
use crate::app::follow_up::{self, After};
use crate::app::import;
use crate::app::interaction::{self, named_next};
use crate::app::op::Op;
use crate::domain::customer::Tier;
use crate::domain::day;
use crate::domain::follow_up::cadence_days;
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::log_line::LogLine;
use crate::i18n::plain::PlainWords;
use crate::i18n::{Strings, label};

/// The longest note a next step takes over from what was logged, in characters.
const NOTE_CHARS: usize = 60;

/// What the next line answers.
#[derive(Debug, Clone)]
pub enum Question {
    /// What a command takes.
    Text(Verb),
    /// What comes after something that was settled.
    Next(Pending),
    /// Why nothing comes after it.
    Reason(Pending),
    /// Whether a file that was read shall come in.
    Import(Box<import::Op>),
    /// Whether the customer shall go into the bin.
    Bin(CustomerId),
}

/// Something that was settled and still needs to know what comes after.
#[derive(Debug, Clone)]
pub struct Pending {
    pub customer: CustomerId,
    /// What was said, if anything.
    pub line: Option<LogLine>,
    pub closes: Option<FollowUpId>,
    pub tier: Tier,
}

/// What comes next, as answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    At(NaiveDate, String),
    Nothing,
}

impl Pending {
    /// The op, once it is known what comes after; `None` when there is nothing to do at all.
    #[must_use]
    pub fn op(&self, after: After) -> Option<Op> {
        match (&self.line, self.closes) {
            (Some(line), closes) => Some(Op::Interaction(interaction::Op::Log {
                customer: self.customer,
                line: line.clone(),
                at: None,
                closes,
                after,
            })),
            (None, Some(id)) => Some(Op::FollowUp(follow_up::Op::Done { id, after })),
            (None, None) => None,
        }
    }

    /// The steps that one digit chooses; a day that the line itself names comes first.
    fn offers(&self, s: &Strings, today: NaiveDate) -> Vec<(&'static str, String, Step)> {
        let p = &s.desk.choice;
        let ahead = |days| today.checked_add_days(Days::new(days)).unwrap_or(today);
        let pace = cadence_days(self.tier);
        let mut offers = Vec::new();
        if let Some((due, what)) = self.line.as_ref().and_then(named_next) {
            offers.push(("9", p.as_said.to_owned(), Step::At(due, self.note(what))));
        }
        for (key, days, label) in [
            ("1", 7, p.in_a_week.to_owned()),
            ("2", 30, p.in_a_month.to_owned()),
            ("3", pace, (p.at_pace)(label::tier(s, self.tier), pace)),
        ] {
            offers.push((key, label, Step::At(ahead(days), self.note(String::new()))));
        }
        offers.push(("0", p.nothing.to_owned(), Step::Nothing));
        offers
    }

    /// What the answer means; `None` when it is neither an offer nor a day ahead.
    #[must_use]
    pub fn step(&self, s: &Strings, text: &str, today: NaiveDate) -> Option<Step> {
        if let Some((_, _, step)) = self
            .offers(s, today)
            .into_iter()
            .find(|(key, _, _)| *key == text)
        {
            return Some(step);
        }
        let (due, note) = day::noted(text, today).filter(|(due, _)| *due >= today)?;
        Some(Step::At(due, self.note(note)))
    }

    /// What the next step is about: what was typed, else what the log line says.
    fn note(&self, typed: String) -> String {
        match &self.line {
            Some(line) if typed.is_empty() => line
                .next
                .as_ref()
                .map(|next| next.what.clone())
                .filter(|what| !what.is_empty())
                .unwrap_or_else(|| line.note.chars().take(NOTE_CHARS).collect()),
            _ => typed,
        }
    }
}

impl Question {
    /// The question, in lines.
    #[must_use]
    pub fn asked(&self, s: &'static Strings, today: NaiveDate) -> Vec<String> {
        let w: &'static PlainWords = &s.plain;
        let ask = |what: &str| format!("{what} {}", w.leave_question);
        match self {
            Self::Text(verb) => {
                vec![ask(&format!("{}{}", verb::takes(*verb, w), s.plain.colon))]
            }
            Self::Next(pending) => {
                let mut lines = vec![ask(s.desk.choice.next_step)];
                for (key, label, step) in pending.offers(s, today) {
                    let when = match step {
                        Step::At(due, _) => format!("{}{}", w.comma, label::day(s, due, today)),
                        Step::Nothing => String::new(),
                    };
                    lines.push(format!("{key}. {label}{when}"));
                }
                lines.push(s.desk.choice.or_type.to_owned());
                lines
            }
            Self::Reason(_) => vec![
                ask(s.desk.prompt.reason),
                s.desk.prompt.reason_hint.to_owned(),
            ],
            Self::Bin(_) | Self::Import(_) => vec![w.yes_or_no.to_owned()],
        }
    }
}
