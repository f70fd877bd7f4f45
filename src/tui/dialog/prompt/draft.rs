//! A prompt's text as it survives a crash, and back. Prompts of a word or two are not worth it.

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
            Self::Snooze { .. }
            | Self::Order(_)
            | Self::Reveal { .. }
            | Self::Cancel { .. }
            | Self::Stage { .. }
            | Self::Buy { .. }
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
            texts: vec![text.to_owned()],
        })
    }

    fn of(unsaved: &Unsaved) -> Option<Self> {
        let customer = unsaved.customer;
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
            Place::NewCustomer | Place::EditCustomer => return None,
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
