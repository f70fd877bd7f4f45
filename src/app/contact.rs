//! What can be done to a customer's contact methods.

use super::{Done, Error, Result, Work};
use crate::domain::contact::{Contact, ContactDraft, Copyable, Method, Reach};
use crate::domain::customer::line;
use crate::domain::id::{ContactId, CustomerId};
use crate::domain::kind::Kind;
use crate::domain::phone::{self, Parsed, Region};
use crate::store;

/// How many contact methods one customer may have.
pub(super) const CONTACTS_MAX: usize = 50;

/// A write to a contact method.
#[derive(Debug, Clone)]
pub enum Op {
    /// A number is dead, or works again.
    SetReach { id: ContactId, reach: Reach },
    /// Makes a contact the primary one of its kind.
    Promote { id: ContactId },
    /// Lets one value of a customer be copied, for a moment: see `Query::Copied`.
    Copy {
        customer: CustomerId,
        what: Copyable,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::SetReach { .. } => "contact.reach",
            Self::Promote { .. } => "contact.promote",
            Self::Copy { .. } => "contact.copy",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::SetReach { id, reach } => {
                let contact = require(work, *id)?;
                store::contact::set_reach(work.db, *id, *reach)?;
                Ok(Done::about(contact.customer))
            }
            Self::Promote { id } => {
                let contact = require(work, *id)?;
                promote(work, &contact)?;
                Ok(Done::about(contact.customer))
            }
            Self::Copy { customer, what } => {
                super::customer::require(work, *customer)?;
                if let Copyable::Contact(id) = what
                    && require(work, *id)?.customer != *customer
                {
                    return Err(Error::NotFound(Kind::Contact));
                }
                Ok(Done::about(*customer))
            }
        }
    }
}

fn require(work: &Work, id: ContactId) -> Result<Contact> {
    let contact = store::contact::get(work.db, id)?.ok_or(Error::NotFound(Kind::Contact))?;
    super::customer::require(work, contact.customer)?;
    Ok(contact)
}

fn promote(work: &mut Work, primary: &Contact) -> Result<()> {
    let all = store::contact::of_customer(work.db, primary.customer)?;
    let rest = all
        .iter()
        .filter(|contact| contact.method == primary.method && contact.id != primary.id);
    for (rank, contact) in (0..).zip(std::iter::once(primary).chain(rest)) {
        store::contact::set_rank(work.db, contact.id, rank)?;
    }
    Ok(())
}

/// Makes a customer's contacts be exactly these, in this order. A masked value that fits a kept contact stands for that contact:
/// an editor who was shown `138****8000` and left it alone has not asked to change it.
pub(super) fn replace(
    work: &mut Work,
    customer: CustomerId,
    wanted: &[ContactDraft],
) -> Result<()> {
    let kept = store::contact::of_customer(work.db, customer)?;
    put(work, customer, kept, wanted)
}

/// As `replace`, for someone who is known to have only the `kept` ones: nobody new is looked up.
pub(super) fn put(
    work: &mut Work,
    customer: CustomerId,
    mut kept: Vec<Contact>,
    wanted: &[ContactDraft],
) -> Result<()> {
    if wanted.len() > CONTACTS_MAX {
        return Err(Error::TooMany {
            limit: CONTACTS_MAX,
        });
    }
    for method in Method::ALL {
        let mut rank = 0;
        for draft in wanted.iter().filter(|draft| draft.method == method) {
            let Some(draft) = checked(draft) else {
                continue;
            };
            let same = |contact: &Contact| {
                contact.method == method
                    && (contact.value == draft.value || contact.masked() == draft.value)
            };
            match kept.iter().position(same) {
                Some(index) => {
                    let contact = kept.remove(index);
                    if contact.rank != rank {
                        store::contact::set_rank(work.db, contact.id, rank)?;
                    }
                }
                None if method == Method::Phone && draft.value.contains('*') => {
                    return Err(Error::MaskedPhone);
                }
                None => {
                    work.standard()?.check_contact(method, &draft.value)?;
                    let id = ContactId(work.id());
                    store::contact::insert(work.db, id, customer, &draft, rank)?;
                }
            }
            rank += 1;
        }
    }
    for contact in kept {
        store::contact::delete(work.db, contact.id)?;
    }
    Ok(())
}

/// Marks those of a customer's contacts as dead that are written here, in whatever form.
pub(super) fn set_dead(work: &mut Work, customer: CustomerId, values: &[String]) -> Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    for contact in store::contact::of_customer(work.db, customer)? {
        let is_meant = values.iter().any(|value| {
            checked(&ContactDraft::new(contact.method, value.as_str()))
                .is_some_and(|draft| draft.value == contact.value)
        });
        if is_meant {
            store::contact::set_reach(work.db, contact.id, Reach::Bad)?;
        }
    }
    Ok(())
}

/// The draft as it is stored: clean, bounded, phones in E.164 where they can be read; `None` when nothing is left.
pub(super) fn checked(draft: &ContactDraft) -> Option<ContactDraft> {
    let value = line(&draft.value);
    let value = match draft.method {
        Method::Phone if value.contains('*') => value,
        Method::Phone => match phone::parse_one(&value, Region::default()) {
            Parsed::Number(number) => number,
            Parsed::Masked | Parsed::Scientific | Parsed::Unparsed(_) => value,
        },
        Method::Email => value.to_lowercase(),
        Method::WeChat => value,
    };
    (!value.is_empty()).then(|| ContactDraft {
        method: draft.method,
        value,
        label: line(&draft.label),
    })
}
