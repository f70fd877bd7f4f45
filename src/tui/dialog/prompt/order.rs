//! Lines typed for the order of the book: names of tags and groups, and rules.

use super::{done, planned};
use crate::app::answer::Answer;
use crate::app::bulk::Plan;
use crate::app::op::Op;
use crate::app::{customer, rule, tag};
use crate::domain::id::CustomerId;
use crate::domain::rule::Clause;
use crate::i18n::Strings;
use crate::i18n::order::rule_problem;
use crate::tui::feed::Slot;
use crate::tui::layer::Turn;

/// What such a line is about.
#[derive(Debug, Clone)]
pub enum Asked {
    RenameTag(String),
    /// The group a tag is put into.
    GroupTag(String),
    RenameGroup(String),
    /// Who looks after these from now on.
    Owner(Vec<CustomerId>),
    NewRule,
    EditRule(String),
    RenameRule(String),
}

impl Asked {
    /// Does what the line says, or says what is wrong with it.
    pub(super) fn submit(&self, text: &str, turn: &mut Turn) -> Result<(), String> {
        if let Self::Owner(customers) = self {
            planned(turn, Plan::Owner(text.to_owned()), customers);
            return Ok(());
        }
        let op = self.op(text, turn)?;
        done(turn, op);
        Ok(())
    }

    /// What the line does, or what is wrong with it.
    fn op(&self, text: &str, turn: &Turn) -> Result<Op, String> {
        let (text, nothing) = (text.to_owned(), turn.s.desk.prompt.nothing);
        Ok(match self {
            Self::RenameTag(_) | Self::RenameGroup(_) | Self::RenameRule(_) if text.is_empty() => {
                return Err(nothing.to_owned());
            }
            Self::RenameTag(from) => Op::Tag(tag::Op::Rename {
                from: from.clone(),
                to: text,
            }),
            Self::GroupTag(name) => Op::Tag(tag::Op::Group {
                tags: vec![name.clone()],
                group: text,
            }),
            Self::Owner(ids) => Op::Customer(customer::Op::SetOwner {
                ids: ids.clone(),
                owner: text,
            }),
            Self::NewRule => Op::Rule(rule::Op::Add {
                name: String::new(),
                text: readable(text, turn)?,
            }),
            Self::EditRule(name) => Op::Rule(rule::Op::Edit {
                name: name.clone(),
                text: readable(text, turn)?,
            }),
            Self::RenameRule(from) => Op::Rule(rule::Op::Rename {
                from: from.clone(),
                to: text,
            }),
            Self::RenameGroup(from) => Op::Tag(tag::Op::RenameGroup {
                from: from.clone(),
                to: text,
            }),
        })
    }

    pub(super) fn title_and_hint(&self, s: &'static Strings) -> (&'static str, &'static str) {
        let w = &s.order.tag;
        match self {
            Self::RenameTag(_) => (w.rename, w.name_hint),
            Self::GroupTag(_) => (w.group, w.group_hint),
            Self::RenameGroup(_) => (s.order.field.group, w.name_hint),
            Self::Owner(_) => (s.field.owner, s.order.owner_hint),
            Self::NewRule | Self::EditRule(_) => (s.kind.rule, s.order.rule.text_hint),
            Self::RenameRule(_) => (s.kind.rule, w.name_hint),
        }
    }
}

/// A rule that can be read; a slip is told while it can still be mended.
fn readable(text: String, turn: &Turn) -> Result<String, String> {
    let fields = match turn.feed.get(Slot::Lists) {
        Some((_, Answer::Lists(lists))) => lists.fields.as_slice(),
        _ => &[],
    };
    match Clause::parse_with(&text, fields) {
        Ok(_) => Ok(text),
        Err(problem) => Err(rule_problem(turn.s, &problem)),
    }
}
