//! What a line changes: each command as the op that does it, and answers to questions. The list of commands is `verb`'s.

use chrono::{Days, NaiveDate};

use super::list::Current;
use super::question::{Pending, Question, Step};
use super::session::Session;
use super::tell;
use super::verb::Verb;
use crate::app::answer::Card;
use crate::app::changed::Changed;
use crate::app::follow_up::{self, After};
use crate::app::op::Op;
use crate::app::{Error, Result, customer, fact, history, tag};
use crate::domain::customer::Draft;
use crate::domain::day;
use crate::domain::fact as facts;
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::log_line::LogLine;
use crate::domain::quick_add::QuickAdd;
use crate::i18n::{label, refusal};

impl Session {
    /// Does what a writing command says, or asks for what it takes.
    pub(super) fn write(&mut self, verb: Verb, rest: &str) -> Result<Vec<String>> {
        match verb {
            Verb::Undo => return self.perform(&Op::History(history::Op::Undo(None))),
            Verb::Redo => return self.perform(&Op::History(history::Op::Redo)),
            Verb::Add if rest.is_empty() => return Ok(self.ask(Question::Text(verb))),
            Verb::Add => return self.add(rest),
            Verb::Import if rest.is_empty() => return Ok(self.ask(Question::Text(verb))),
            Verb::Import => return Ok(self.import(rest)),
            _ => {}
        }
        let Some(card) = self.current_card()? else {
            return Ok(vec![self.s.plain.nobody_open.to_owned()]);
        };
        let promise = self.promise(&card);
        match (verb, promise) {
            (Verb::Done | Verb::Snooze | Verb::Cancel, None) => {
                Ok(vec![self.s.plain.nothing_due.to_owned()])
            }
            (Verb::Bin, _) => {
                let asked = (self.s.desk.choice.bin)(&card.customer.about.name);
                let mut lines = vec![asked];
                lines.extend(self.ask(Question::Bin(card.customer.id)));
                Ok(lines)
            }
            (Verb::Done, closes) if rest.is_empty() => Ok(self.next(&card, None, closes)),
            (Verb::Log | Verb::Done, _) if !rest.is_empty() => {
                let closes = promise.filter(|_| verb == Verb::Done);
                match LogLine::parse(rest, self.now().today()) {
                    Ok(line) => Ok(self.next(&card, Some(line), closes)),
                    Err(error) => Ok(vec![refusal::log_line(self.s, error)]),
                }
            }
            _ if rest.is_empty() => Ok(self.ask(Question::Text(verb))),
            (Verb::Pin | Verb::Tier | Verb::Edit | Verb::Bad | Verb::Primary | Verb::Amend, _) => {
                match self.change(verb, &card, rest)? {
                    Ok(op) => self.perform(&op),
                    Err(wrong) => Ok(vec![wrong]),
                }
            }
            _ => match self.op(verb, card.customer.id, promise, rest) {
                Ok(op) => self.perform(&op),
                Err(wrong) => Ok(vec![wrong.to_owned()]),
            },
        }
    }

    /// The op of a command about one customer, or what is wrong with its words.
    fn op(
        &self,
        verb: Verb,
        id: CustomerId,
        promise: Option<FollowUpId>,
        rest: &str,
    ) -> std::result::Result<Op, &'static str> {
        let (p, today) = (&self.s.desk.prompt, self.now().today());
        Ok(match (verb, promise) {
            (Verb::Snooze, Some(promise)) => Op::FollowUp(follow_up::Op::Snooze {
                ids: vec![promise],
                due: until(rest, today).ok_or(p.no_day)?,
            }),
            (Verb::Cancel, Some(id)) => Op::FollowUp(follow_up::Op::Cancel {
                id,
                reason: rest.to_owned(),
            }),
            (Verb::Schedule, _) => {
                let (due, note) = day::noted(rest, today).ok_or(p.no_day)?;
                Op::FollowUp(follow_up::Op::Schedule {
                    customers: vec![id],
                    due,
                    note,
                })
            }
            (Verb::Fact, _) => {
                let (leaning, text) = facts::parse(rest).ok_or(p.nothing)?;
                Op::Fact(fact::Op::Add {
                    customer: id,
                    leaning,
                    text,
                })
            }
            (Verb::Tag, _) => {
                let customers = vec![id];
                match rest.strip_prefix(['-', '－']).map(str::trim) {
                    Some("") => return Err(p.nothing),
                    Some(name) => Op::Tag(tag::Op::Remove {
                        customers,
                        name: name.to_owned(),
                    }),
                    None => Op::Tag(tag::Op::Add {
                        customers,
                        name: rest.to_owned(),
                    }),
                }
            }
            (Verb::Reveal, _) => Op::Customer(customer::Op::Reveal {
                id,
                purpose: rest.to_owned(),
            }),
            _ => return Err(p.nothing),
        })
    }

    /// The promise meant: the one the customer was opened by, else the soonest.
    fn promise(&self, card: &Card) -> Option<FollowUpId> {
        let chosen = self.current.and_then(|current| current.promise);
        card.open
            .iter()
            .find(|open| Some(open.id) == chosen)
            .or_else(|| card.next())
            .map(|open| open.id)
    }

    fn next(
        &mut self,
        card: &Card,
        line: Option<LogLine>,
        closes: Option<FollowUpId>,
    ) -> Vec<String> {
        let customer = card.customer.id;
        let tier = card.tier;
        self.ask(Question::Next(Pending {
            customer,
            line,
            closes,
            tier,
        }))
    }

    fn add(&mut self, text: &str) -> Result<Vec<String>> {
        match QuickAdd::parse(text) {
            Ok(line) => self.perform(&Op::Customer(customer::Op::Add(Draft::from(line)))),
            Err(error) => Ok(vec![refusal::quick_add(self.s, error)]),
        }
    }

    /// Runs an op and tells what it did.
    fn perform(&mut self, op: &Op) -> Result<Vec<String>> {
        let changed = self.app.run(op)?;
        if changed.op.is_none() {
            return Ok(vec![self.s.desk.nothing_changed.to_owned()]);
        }
        let mut lines = vec![label::told(self.s, &changed.step)];
        if changed.keeps_its_pages {
            lines.push(self.s.privacy.keeps_its_pages.to_owned());
        }
        lines.extend(self.after(&changed)?);
        Ok(lines)
    }

    /// What has to be told or forgotten because of an op.
    fn after(&mut self, changed: &Changed) -> Result<Vec<String>> {
        if let Some(id) = changed.show
            && changed.step.kind == "customer.reveal"
        {
            let card = self.card(id, changed.op)?;
            return Ok(card.map_or_else(Vec::new, |card| tell::contacts(self.s, &card)));
        }
        match (changed.show, self.current) {
            (Some(id), current) if current.is_none_or(|current| current.customer != id) => {
                self.current = Some(Current {
                    customer: id,
                    promise: None,
                });
            }
            _ => {}
        }
        let gone = self
            .current_card()?
            .is_none_or(|card| card.customer.deleted_at.is_some());
        if gone {
            self.current = None;
        }
        Ok(Vec::new())
    }

    /// Takes the answer to a question. A blank line asks again, so that nothing typed is lost by a slip.
    pub(super) fn answer(&mut self, question: Question, text: &str) -> Result<Vec<String>> {
        let words = &self.s.plain;
        let word = text.to_lowercase();
        if words.back.contains(&word.as_str()) {
            return Ok(vec![words.left_alone.to_owned()]);
        }
        if text.is_empty() {
            return Ok(self.ask(question));
        }
        match question {
            Question::Text(verb) => self.run(verb, text),
            Question::Next(pending) => match pending.step(self.s, text, self.now().today()) {
                Some(Step::At(due, note)) => self.settle(pending, After::Next { due, note }),
                Some(Step::Nothing) => self.settle(pending, After::Unasked),
                None => {
                    let mut lines = vec![self.s.desk.prompt.no_day.to_owned()];
                    lines.extend(self.ask(Question::Next(pending)));
                    Ok(lines)
                }
            },
            Question::Reason(pending) => self.settle(
                pending,
                After::Nothing {
                    reason: text.to_owned(),
                },
            ),
            Question::Bin(id) if words.yes.contains(&word.as_str()) => {
                self.perform(&Op::Customer(customer::Op::Bin(vec![id])))
            }
            Question::Import(op) if words.yes.contains(&word.as_str()) => {
                self.perform(&Op::Import(op))
            }
            Question::Bin(_) | Question::Import(_) if words.no.contains(&word.as_str()) => {
                Ok(vec![words.left_alone.to_owned()])
            }
            again @ (Question::Bin(_) | Question::Import(_)) => Ok(self.ask(again)),
        }
    }

    /// Writes what was pending. Closing the last promise to a customer without a next step needs a reason; it is asked for then.
    fn settle(&mut self, pending: Pending, after: After) -> Result<Vec<String>> {
        let Some(op) = pending.op(after) else {
            return Ok(vec![self.s.desk.nothing_changed.to_owned()]);
        };
        match self.perform(&op) {
            Err(Error::ReasonMissing) => Ok(self.ask(Question::Reason(pending))),
            // What was typed is worth more than what refused it: the question stays open.
            Err(error) => {
                let mut lines = vec![error.message(self.s)];
                lines.extend(self.ask(Question::Next(pending)));
                Ok(lines)
            }
            done => done,
        }
    }
}

/// So many days, or a day in words; never one that has passed.
fn until(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match text.parse::<u16>() {
        Ok(days) => today.checked_add_days(Days::new(u64::from(days))),
        Err(_) => day::parse(text, today).filter(|due| *due >= today),
    }
}
