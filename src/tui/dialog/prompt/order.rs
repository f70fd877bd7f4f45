//! Lines typed for the order of the book: names of tags and groups, and rules.

use super::deed::done;
use crate::app::answer::Answer;
use crate::app::bulk::Plan;
use crate::app::cut::{Cut, Pile};
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::{customer, rule, tag};
use crate::domain::custom::Custom;
use crate::domain::id::CustomerId;
use crate::domain::rule::Clause;
use crate::i18n::order::rule_problem;
use crate::i18n::{Strings, label};
use crate::tui::dialog::bulk::planned;
use crate::tui::feed::{Feed, Slot};
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
    /// Where customers are cut apart.
    Cut(Cut),
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
            Self::Cut(cut) => cut.op(&text).map_err(|error| error.message(turn.s))?,
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

    /// What must be known of the file to say what the line would do.
    pub(super) fn query(&self, text: &str) -> Option<Query> {
        match self {
            Self::Cut(cut) => cut.reads(text).then(|| Query::Would {
                cut: cut.clone(),
                value: text.to_owned(),
            }),
            Self::NewRule | Self::EditRule(_) => {
                // One that asks about the shop's own fields is told of before it is switched on.
                Clause::parse(text).ok()?;
                let name = match self {
                    Self::EditRule(name) => Some(name.clone()),
                    _ => None,
                };
                let text = text.to_owned();
                Some(Query::RulePreview { name, text })
            }
            _ => None,
        }
    }

    /// What the line would do, as far as it is known: how many stand where now, and how many would.
    pub(super) fn chips(
        &self,
        text: &str,
        feed: &Feed,
        s: &'static Strings,
    ) -> Vec<(String, String)> {
        match feed.get(Slot::Dialog) {
            Some((Query::Would { value, .. }, Answer::Would(would))) if value == text => {
                let told = |(pile, now, would): &(Pile, usize, usize)| {
                    (pile_name(s, *pile), (s.report.would)(*now, *would))
                };
                let moved = would.piles.iter().filter(|(_, now, would)| now != would);
                let mut chips: Vec<(String, String)> = moved.map(told).collect();
                if chips.is_empty() {
                    chips.extend(would.piles.first().map(told));
                }
                chips
            }
            Some((Query::RulePreview { text: asked, .. }, Answer::RulePreview(preview)))
                if asked == text =>
            {
                let w = &s.order.rule;
                vec![(w.would_fire.to_owned(), (w.gains)(preview.gains))]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn title_and_hint(&self, s: &'static Strings) -> (&'static str, &'static str) {
        let w = &s.order.tag;
        match self {
            Self::RenameTag(_) => (w.rename, w.name_hint),
            Self::GroupTag(_) => (w.group, w.group_hint),
            Self::RenameGroup(_) => (s.order.field.group, w.name_hint),
            Self::Owner(_) => (s.field.owner, s.order.owner_hint),
            Self::Cut(Cut::Set(key)) => {
                ((s.report.cut)(key.code()), (s.report.cut_hint)(key.code()))
            }
            Self::Cut(Cut::Level(_)) => (s.trade.level, s.report.level_hint),
            Self::NewRule | Self::EditRule(_) => (s.kind.rule, s.order.rule.text_hint),
            Self::RenameRule(_) => (s.kind.rule, w.name_hint),
        }
    }
}

/// A rule that can be read; a slip is told while it can still be mended.
fn readable(text: String, turn: &Turn) -> Result<String, String> {
    match Clause::parse_with(&text, fields(turn.feed)) {
        Ok(_) => Ok(text),
        Err(problem) => Err(rule_problem(turn.s, &problem)),
    }
}

/// The shop's own fields.
fn fields(feed: &Feed) -> &[Custom] {
    match feed.get(Slot::Lists) {
        Some((_, Answer::Lists(lists))) => lists.fields.as_slice(),
        _ => &[],
    }
}

fn pile_name(s: &'static Strings, pile: Pile) -> String {
    match pile {
        Pile::Tier(tier) => label::tier(s, tier).to_owned(),
        Pile::Stage(stage) => label::stage(s, stage).to_owned(),
        Pile::Class(class) => (s.report.class)(class).to_owned(),
        Pile::Band(band) => (s.report.band)(band).to_owned(),
        Pile::Segment(segment) => (s.report.segment)(segment).to_owned(),
        Pile::Level => s.report.level_reached.to_owned(),
    }
}
