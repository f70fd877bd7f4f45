//! What a line does when it is done: an op, a question that follows it, or what is wrong with it.

use super::{Prompt, Purpose, lists, trade};
use crate::app::answer::Answer;
use crate::app::bulk::Plan;
use crate::app::follow_up::{self, After};
use crate::app::import::incoming::Choices;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::{Error, customer, fact, interaction, relation};
use crate::domain::customer::{Draft, StagePin};
use crate::domain::day;
use crate::domain::fact as facts;
use crate::domain::log_line::LogLine;
use crate::domain::quick_add::QuickAdd;
use crate::domain::want;
use crate::i18n::{Strings, refusal};
use crate::tui::dialog::Dialog;
use crate::tui::dialog::bulk::planned;
use crate::tui::dialog::choice::{Choice, Pending};
use crate::tui::feed::Slot;
use crate::tui::layer::{Layer, Turn, Wish};
use chrono::NaiveDate;
use std::path::PathBuf;

impl Prompt {
    /// Whether the one who brought a customer is known by what was typed; while the line is still open it can be mended.
    pub(super) fn referrer_is_one(&self, draft: &Draft, turn: &Turn) -> Result<(), String> {
        let (Some(typed), Some((Query::Meant { text }, Answer::Customers(found)))) =
            (&draft.referrer, turn.feed.get(Slot::Dialog))
        else {
            return Ok(());
        };
        if typed != text || found.rows.len() == 1 {
            return Ok(());
        }
        let refusal = match found.rows.as_slice() {
            [] => relation::Refusal::NoReferrer(typed.clone()),
            rows => {
                let tail =
                    |phone: &str| phone.chars().skip_while(|c| *c != '*').collect::<String>();
                let told = rows
                    .iter()
                    .map(|row| format!("{}{}", row.name, tail(&row.phone).trim_start_matches('*')))
                    .collect();
                relation::Refusal::Several(typed.clone(), told)
            }
        };
        Err(Error::from(refusal).message(turn.s))
    }

    pub(super) fn submit(&mut self, turn: &mut Turn) {
        let text = self.input.value().trim().to_owned();
        match self.meant(&text, turn) {
            Ok(()) => {}
            Err(error) => self.error = Some(error),
        }
    }

    /// Does what the line means, or says what is wrong with it.
    pub(super) fn meant(&self, text: &str, turn: &mut Turn) -> Result<(), String> {
        let (s, today) = (turn.s, turn.now.today());
        let p = &s.desk.prompt;
        match &self.purpose {
            Purpose::Log { customer } => {
                let line = log_line(text, today, s)?;
                next_step(
                    self,
                    Pending::Log {
                        customer: *customer,
                        line,
                        closes: None,
                    },
                    turn,
                );
            }
            Purpose::Complete { customer, id } if text.is_empty() => next_step(
                self,
                Pending::Done {
                    customer: *customer,
                    id: *id,
                },
                turn,
            ),
            Purpose::Complete { customer, id } => {
                let line = log_line(text, today, s)?;
                next_step(
                    self,
                    Pending::Log {
                        customer: *customer,
                        line,
                        closes: Some(*id),
                    },
                    turn,
                );
            }
            Purpose::Amend { id } => done(
                turn,
                Op::Interaction(interaction::Op::Amend {
                    id: *id,
                    line: log_line(text, today, s)?,
                }),
            ),
            Purpose::QuickAdd => {
                let draft = quick_draft(text, s)?;
                let mut tidy = draft.about.clone();
                let standard = &lists(turn.feed).standard;
                standard.tidy(&mut tidy);
                let tidy = Draft {
                    about: tidy,
                    ..draft.clone()
                };
                if let Err(refusal) = standard.check_new(&tidy) {
                    return Err(crate::app::Error::from(refusal).message(s));
                }
                self.referrer_is_one(&draft, turn)?;
                let op = Op::Customer(customer::Op::Add(draft));
                let op = match self.twin(turn.feed) {
                    Some(twin) => op.despite(twin),
                    None => op,
                };
                done(turn, op);
            }
            Purpose::Own(own) => own.meant(text, turn)?,
            Purpose::Schedule { customers } => {
                let (due, note) = day::noted(text, today).ok_or(p.no_day)?;
                planned(turn, Plan::Schedule { due, note }, customers);
            }
            Purpose::Snooze { ids } => {
                let due = day::parse(text, today)
                    .filter(|due| *due >= today)
                    .ok_or(p.no_day)?;
                done(
                    turn,
                    Op::FollowUp(follow_up::Op::Snooze {
                        ids: ids.clone(),
                        due,
                    }),
                );
            }
            Purpose::Buy { .. }
            | Purpose::Refund { .. }
            | Purpose::Points { .. }
            | Purpose::Coupon { .. } => {
                let op = trade::op(&self.purpose, text, today, trade::shelf(turn.feed), s)?;
                done(turn, op);
            }
            Purpose::Fact { customer } if want::parse(text, today).is_some() => {
                let wish = want::parse(text, today).ok_or(p.nothing)?;
                let customer = *customer;
                done(turn, Op::Want(crate::app::want::Op::Add { customer, wish }));
            }
            Purpose::Fact { customer } => {
                let (leaning, text) = facts::parse(text).ok_or(p.nothing)?;
                done(
                    turn,
                    Op::Fact(fact::Op::Add {
                        customer: *customer,
                        leaning,
                        text,
                    }),
                );
            }
            Purpose::Order(asked) => asked.submit(text, turn)?,
            Purpose::Pin { customer } => done(
                turn,
                Op::Customer(customer::Op::Pin {
                    id: *customer,
                    text: text.to_owned(),
                }),
            ),
            Purpose::Reveal { customer } => {
                let purpose = if text.is_empty() { p.call_back } else { text };
                done(
                    turn,
                    Op::Customer(customer::Op::Reveal {
                        id: *customer,
                        purpose: purpose.to_owned(),
                    }),
                );
            }
            Purpose::Stage { .. } if text.is_empty() => return Err(p.nothing.to_owned()),
            Purpose::Stage { customers, stage } => done(
                turn,
                Op::Customer(customer::Op::SetStage {
                    ids: customers.clone(),
                    pin: Some(StagePin {
                        stage: *stage,
                        why: text.to_owned(),
                    }),
                }),
            ),
            Purpose::Cancel { id } if text.is_empty() => return Err((id, p.nothing).1.to_owned()),
            Purpose::Cancel { id } => done(
                turn,
                Op::FollowUp(follow_up::Op::Cancel {
                    id: *id,
                    reason: text.to_owned(),
                }),
            ),
            Purpose::Import if text.is_empty() => return Err(p.nothing.to_owned()),
            Purpose::Import => {
                turn.close();
                turn.wishes
                    .push(Wish::Import(vec![dropped_path(text)], Choices::default()));
            }
            Purpose::NextDay(pending) => {
                let (due, note) = day::noted(text, today).ok_or(p.no_day)?;
                done(
                    turn,
                    pending.op(After::Next {
                        due,
                        note: pending.note(note),
                    }),
                );
            }
            Purpose::Reason(pending) => {
                if text.is_empty() {
                    return Err(p.nothing.to_owned());
                }
                done(
                    turn,
                    pending.op(After::Nothing {
                        reason: text.to_owned(),
                    }),
                );
            }
        }
        Ok(())
    }
}

/// A path as a terminal pastes a dropped file: quoted, with escaped blanks, or as a `file://` address.
pub(super) fn dropped_path(text: &str) -> PathBuf {
    let text = text.trim();
    let bare = text.strip_prefix("file://").unwrap_or(text);
    let quoted = ['\'', '"']
        .into_iter()
        .find_map(|mark| bare.strip_prefix(mark)?.strip_suffix(mark));
    let path = quoted.map_or_else(|| bare.replace("\\ ", " "), str::to_owned);
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

pub(super) fn done(turn: &mut Turn, op: Op) {
    turn.close();
    turn.run(op);
}

pub(super) fn next_step(prompt: &Prompt, pending: Pending, turn: &mut Turn) {
    turn.close();
    let choice = Choice::next_step(pending, turn).after(prompt.draft());
    turn.open(Dialog::Choice(choice));
}

pub(super) fn log_line(text: &str, today: NaiveDate, s: &Strings) -> Result<LogLine, String> {
    LogLine::parse(text, today).map_err(|error| refusal::log_line(s, error))
}

pub(super) fn quick_draft(text: &str, s: &Strings) -> Result<Draft, String> {
    QuickAdd::parse(text)
        .map(Draft::from)
        .map_err(|error| refusal::quick_add(s, error))
}
