//! What the screen last asked for: asks again for whatever is new or stale, drops late answers. Knows no pane.

use super::msg::Effect;
use crate::app::answer::Answer;
use crate::app::query::Query;
use crate::domain::kind::KindSet;

/// A place on the screen that shows one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    Pulse,
    Queue,
    Customers,
    /// How many a filter means.
    Tally,
    /// The headings of a grouped list.
    Headings,
    Views,
    /// How many a view means, by its place in the list of views.
    ViewCount(u8),
    /// The shop's own words for filters.
    Choices,
    Card,
    Timeline,
    Dialog,
    /// Whom a range of marks holds.
    Range,
    /// A value that is being copied.
    Copy,
    /// What a program of the user's own is given.
    Command,
    /// Whose number was scanned.
    Scan,
    /// What an earlier window left unsaved.
    Draft,
    /// What forms offer to choose from.
    Lists,
}

impl Slot {
    /// Whether its ask changes with what is typed, so that an older one is not worth finishing.
    #[must_use]
    pub fn is_typed_for(self) -> bool {
        matches!(self, Self::Customers | Self::Tally | Self::Dialog)
    }
}

/// Tells the newest ask of a slot from older ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ticket(u64);

struct Held {
    slot: Slot,
    query: Query,
    ticket: Ticket,
    stale: bool,
    /// The last answer, which may be an older query's until the new one comes.
    answer: Option<(Query, Answer)>,
}

/// The answers on screen.
#[derive(Default)]
pub struct Feed {
    held: Vec<Held>,
    last: Ticket,
}

impl Feed {
    /// Asks for what is wanted and new or stale; forgets slots that nobody wants any more.
    pub fn want(&mut self, wants: Vec<(Slot, Query)>) -> Vec<Effect> {
        let is_wanted = |held: &Held| {
            let mut same = wants.iter().filter(|(slot, _)| *slot == held.slot);
            same.any(|(_, query)| *query == held.query)
        };
        let stopped = self
            .held
            .iter()
            .filter(|held| held.query.is_long() && !is_wanted(held))
            .map(|held| Effect::Stop(held.slot));
        let mut effects: Vec<Effect> = stopped.collect();
        self.held
            .retain(|held| wants.iter().any(|(slot, _)| *slot == held.slot));
        effects.extend(
            wants
                .into_iter()
                .filter_map(|(slot, query)| self.want_one(slot, query)),
        );
        effects
    }

    fn want_one(&mut self, slot: Slot, query: Query) -> Option<Effect> {
        let ticket = Ticket(self.last.0 + 1);
        match self.held.iter_mut().find(|held| held.slot == slot) {
            Some(held) if held.query == query && !held.stale => return None,
            Some(held) => {
                held.query = query.clone();
                held.ticket = ticket;
                held.stale = false;
            }
            None => self.held.push(Held {
                slot,
                query: query.clone(),
                ticket,
                stale: false,
                answer: None,
            }),
        }
        self.last = ticket;
        Some(Effect::Ask {
            slot,
            ticket,
            query,
        })
    }

    /// Marks what reads these kinds as stale.
    pub fn changed(&mut self, kinds: KindSet) {
        for held in &mut self.held {
            held.stale |= held.query.reads().meets(kinds);
        }
    }

    /// Keeps an answer, unless a newer ask has gone out since.
    pub fn arrived(&mut self, slot: Slot, ticket: Ticket, answer: Answer) {
        if let Some(held) = self
            .held
            .iter_mut()
            .find(|held| held.slot == slot && held.ticket == ticket)
        {
            held.answer = Some((held.query.clone(), answer));
        }
    }

    /// The last answer of a slot and the query it answers.
    #[must_use]
    pub fn get(&self, slot: Slot) -> Option<(&Query, &Answer)> {
        let held = self.held.iter().find(|held| held.slot == slot)?;
        held.answer.as_ref().map(|(query, answer)| (query, answer))
    }

    /// Whether the slot's newest ask has been answered.
    #[must_use]
    pub fn is_settled(&self, slot: Slot) -> bool {
        let held = self.held.iter().find(|held| held.slot == slot);
        held.is_some_and(|held| {
            !held.stale
                && held
                    .answer
                    .as_ref()
                    .is_some_and(|(query, _)| *query == held.query)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Kind;

    fn ticket_of(effects: &[Effect]) -> Option<Ticket> {
        effects.iter().find_map(|effect| match effect {
            Effect::Ask { ticket, .. } => Some(*ticket),
            _ => None,
        })
    }

    #[test]
    fn a_late_answer_is_dropped_and_a_stale_one_is_asked_again() {
        let mut feed = Feed::default();
        let first =
            ticket_of(&feed.want(vec![(Slot::Customers, Query::Find { text: "w".into() })]))
                .expect("asked");
        let second =
            ticket_of(&feed.want(vec![(Slot::Customers, Query::Find { text: "wf".into() })]))
                .expect("asked");
        feed.arrived(Slot::Customers, first, Answer::Tags(Vec::new()));
        assert!(feed.get(Slot::Customers).is_none(), "late");
        feed.arrived(Slot::Customers, second, Answer::Tags(Vec::new()));
        assert!(feed.is_settled(Slot::Customers));
        assert!(
            feed.want(vec![(Slot::Customers, Query::Find { text: "wf".into() })])
                .is_empty(),
            "nothing new"
        );
        feed.changed(Kind::Setting.into());
        assert!(feed.is_settled(Slot::Customers), "a setting is no reason");
        feed.changed(Kind::Contact.into());
        assert!(
            ticket_of(&feed.want(vec![(Slot::Customers, Query::Find { text: "wf".into() })]))
                .is_some()
        );
    }
}
