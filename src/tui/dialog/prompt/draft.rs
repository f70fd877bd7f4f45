//! A prompt's text as it survives a crash, and back. Prompts of a word or two are not worth it.

use super::order::Asked;
use super::own::Own;
use super::{Prompt, Purpose};
use crate::domain::draft::{Place, Unsaved};
use crate::domain::id::{FollowUpId, InteractionId};

impl Purpose {
    /// The text typed for this, to be kept.
    pub(super) fn unsaved(&self, text: &str) -> Option<Unsaved> {
        let (place, customer, row) = match self {
            Self::Log { customer } => (Place::Log, Some(*customer), None),
            Self::Complete { customer, id } => (Place::Complete, Some(*customer), Some(id.0)),
            Self::Amend { id } => (Place::Amend, None, Some(id.0)),
            Self::QuickAdd => (Place::QuickAdd, None, None),
            Self::Schedule { customers } => match customers.as_slice() {
                [customer] => (Place::Schedule, Some(*customer), None),
                // Which ones were marked is gone at the next start.
                _ => return None,
            },
            Self::Fact { customer } => (Place::Fact, Some(*customer), None),
            Self::Pin { customer } => (Place::Pin, Some(*customer), None),
            Self::Buy { customer } => (Place::Buy, Some(*customer), None),
            Self::Order(Asked::NewRule) => (Place::NewRule, None, None),
            Self::Order(Asked::EditRule(_)) => (Place::EditRule, None, None),
            Self::Own(Own::NoteCompany { .. }) => (Place::NoteCompany, None, None),
            Self::Snooze { .. }
            | Self::Order(_)
            | Self::Reveal { .. }
            | Self::Cancel { .. }
            | Self::Stage { .. }
            | Self::Refund { .. }
            | Self::Points { .. }
            | Self::Coupon { .. }
            | Self::Import
            | Self::NextDay(_)
            | Self::Reason(_)
            | Self::Own(_) => return None,
        };
        Some(Unsaved {
            place,
            customer,
            row,
            texts: std::iter::once(text)
                .chain(self.about())
                .map(str::to_owned)
                .collect(),
        })
    }

    /// The name of what the line is about, where it is about something with a name.
    fn about(&self) -> Option<&str> {
        match self {
            Self::Order(Asked::EditRule(name)) | Self::Own(Own::NoteCompany { name }) => Some(name),
            _ => None,
        }
    }

    fn of(unsaved: &Unsaved) -> Option<Self> {
        let customer = unsaved.customer;
        let about = || unsaved.texts.get(1).cloned();
        Some(match unsaved.place {
            Place::Log => Self::Log {
                customer: customer?,
            },
            Place::Complete => Self::Complete {
                customer: customer?,
                id: FollowUpId(unsaved.row?),
            },
            Place::Amend => Self::Amend {
                id: InteractionId(unsaved.row?),
            },
            Place::QuickAdd => Self::QuickAdd,
            Place::Schedule => Self::Schedule {
                customers: vec![customer?],
            },
            Place::Fact => Self::Fact {
                customer: customer?,
            },
            Place::Pin => Self::Pin {
                customer: customer?,
            },
            Place::Buy => Self::Buy {
                customer: customer?,
            },
            Place::NewRule => Self::Order(Asked::NewRule),
            Place::EditRule => Self::Order(Asked::EditRule(about()?)),
            Place::NoteCompany => Self::Own(Own::NoteCompany { name: about()? }),
            Place::NewCustomer
            | Place::EditCustomer
            | Place::NewScript
            | Place::EditScript
            | Place::SaveView
            | Place::RenameView
            | Place::PasteView
            | Place::Export
            | Place::SetUp => return None,
        })
    }
}

impl Prompt {
    /// The prompt a kept text was typed into.
    #[must_use]
    pub fn resume(unsaved: &Unsaved) -> Option<Self> {
        let text = unsaved.texts.first()?;
        let mut prompt = Self::with(Purpose::of(unsaved)?, text);
        // It is as unsaved as it was.
        prompt.original.clear();
        Some(prompt)
    }
}
