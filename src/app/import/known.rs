//! Who of the shop a record speaks of, by the keys the user trusts. Changes nobody.

use std::collections::HashSet;

use crate::app::Result;
use crate::app::contact;
use crate::app::export::words;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::Draft;
use crate::domain::id::CustomerId;
use crate::store::{self, Db};

/// By what a record and a customer are known to be the same, the surest first (F19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// The id in the system the record came from.
    SourceId,
    Contact(Method),
    /// The same name and birthday, or the same name where neither has a contact.
    Name,
}

impl Key {
    pub const ALL: [Self; 5] = [
        Self::SourceId,
        Self::Contact(Method::Phone),
        Self::Contact(Method::WeChat),
        Self::Contact(Method::Email),
        Self::Name,
    ];
}

/// The customer a record speaks of. One customer is claimed by one record only, so that two rows with a shared phone stay two people
/// however often the file is imported; of several the same name goes first.
pub fn known(
    db: &Db,
    record: &Draft,
    keys: &[Key],
    claimed: &HashSet<CustomerId>,
) -> Result<Option<CustomerId>> {
    for key in keys {
        let found = match key {
            Key::SourceId => by_id(db, &record.about.source_id, claimed)?,
            Key::Contact(method) => by_contact(db, record, *method, claimed)?,
            Key::Name => by_name(db, record, claimed)?,
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The customer with this id: in the system the record came from, or in this very desk, if it left it in a file of ours.
fn by_id(db: &Db, id: &str, claimed: &HashSet<CustomerId>) -> Result<Option<CustomerId>> {
    let found = store::customer::with_source_id(db, id)?;
    let own = words::customer(id);
    for id in found.into_iter().chain(own) {
        if !claimed.contains(&id) && store::customer::name(db, id)?.is_some() {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn by_contact(
    db: &Db,
    record: &Draft,
    method: Method,
    claimed: &HashSet<CustomerId>,
) -> Result<Option<CustomerId>> {
    let of_kind = |draft: &&ContactDraft| draft.method == method;
    for draft in record.contacts.iter().filter(of_kind) {
        let Some(draft) = contact::checked(draft) else {
            continue;
        };
        let mut ids = store::contact::owners(db, method, &draft.value)?;
        ids.retain(|id| !claimed.contains(id));
        for id in &ids {
            if store::customer::name(db, *id)?.is_some_and(|name| name == record.about.name) {
                return Ok(Some(*id));
            }
        }
        if let Some(id) = ids.first() {
            return Ok(Some(*id));
        }
    }
    Ok(None)
}

/// A record that says nothing but a name and a birthday, or a name and no contact at all, is the customer of that name.
fn by_name(db: &Db, record: &Draft, claimed: &HashSet<CustomerId>) -> Result<Option<CustomerId>> {
    for id in store::customer::named(db, &record.about.name)? {
        if claimed.contains(&id) {
            continue;
        }
        let Some(kept) = store::customer::get(db, id)? else {
            continue;
        };
        let same_birthday =
            record.about.birthday.is_some() && record.about.birthday == kept.about.birthday;
        let both_bare =
            record.contacts.is_empty() && store::contact::of_customer(db, id)?.is_empty();
        if same_birthday || both_bare {
            return Ok(Some(id));
        }
    }
    Ok(None)
}
