//! What a record adds to a customer who is already there: what it says wins, what it leaves blank stays unless told otherwise (F19).

use std::collections::HashSet;

use crate::app::contact::{self, CONTACTS_MAX};
use crate::app::import::record::own;
use crate::app::{Result, Work, customer, field, hidden, tag};
use crate::domain::contact::{Contact, ContactDraft};
use crate::domain::customer::{About, Draft, NAME_MAX, NOTE_MAX};
use crate::domain::id::{CustomerId, InteractionId};
use crate::domain::interaction::{Interaction, Said};
use crate::domain::log_line::Channel;
use crate::domain::record::Record;
use crate::domain::time::Millis;
use crate::store::{self, Db};

/// What a blank in the file does to a value of the shop. Contacts, tags and notes are only ever added to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Blanks {
    #[default]
    Keep,
    /// They erase, in the fields that the file has: those that at least one of its records fills.
    Erase(HashSet<Part>),
}

/// A field that holds one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    Nickname,
    Company,
    Title,
    City,
    Address,
    Source,
    Owner,
    Hobbies,
    Gender,
    Birthday,
    Preferred,
}

impl Part {
    const ALL: [Self; 11] = [
        Self::Nickname,
        Self::Company,
        Self::Title,
        Self::City,
        Self::Address,
        Self::Source,
        Self::Owner,
        Self::Hobbies,
        Self::Gender,
        Self::Birthday,
        Self::Preferred,
    ];

    fn is_blank(self, about: &About) -> bool {
        match self {
            Self::Nickname => about.nickname.is_empty(),
            Self::Company => about.company.is_empty(),
            Self::Title => about.title.is_empty(),
            Self::City => about.city.is_empty(),
            Self::Address => about.address.is_empty(),
            Self::Source => about.source.is_empty(),
            Self::Owner => about.owner.is_empty(),
            Self::Hobbies => about.hobbies.is_empty(),
            Self::Gender => about.gender.is_none(),
            Self::Birthday => about.birthday.is_none(),
            Self::Preferred => about.preferred.is_none(),
        }
    }

    fn copy(self, to: &mut About, from: &About) {
        match self {
            Self::Nickname => to.nickname.clone_from(&from.nickname),
            Self::Company => to.company.clone_from(&from.company),
            Self::Title => to.title.clone_from(&from.title),
            Self::City => to.city.clone_from(&from.city),
            Self::Address => to.address.clone_from(&from.address),
            Self::Source => to.source.clone_from(&from.source),
            Self::Owner => to.owner.clone_from(&from.owner),
            Self::Hobbies => to.hobbies.clone_from(&from.hobbies),
            Self::Gender => to.gender = from.gender,
            Self::Birthday => to.birthday = from.birthday,
            Self::Preferred => to.preferred = from.preferred,
        }
    }
}

impl Blanks {
    /// Blanks that erase, in the fields which these records fill.
    #[must_use]
    pub fn erase(records: &[Record]) -> Self {
        let filled = |part: &Part| {
            records
                .iter()
                .any(|record| !part.is_blank(&record.draft.about))
        };
        Self::Erase(Part::ALL.into_iter().filter(filled).collect())
    }

    fn erases(&self, part: Part) -> bool {
        matches!(self, Self::Erase(parts) if parts.contains(&part))
    }
}

/// A customer before and after a record is added to them.
struct Enriched {
    contacts: Vec<Contact>,
    tags: Vec<String>,
    kept: About,
    after: Draft,
    /// Lines for which the note has no room: they go to the log.
    left: Vec<String>,
    /// Whether the shop's own fields have it all already.
    holds: bool,
}

impl Enriched {
    fn adds_nothing(&self) -> bool {
        self.after.about == self.kept
            && self.after.contacts.len() == self.contacts.len()
            && self.after.tags.len() == self.tags.len()
            && self.left.is_empty()
            && self.holds
    }
}

/// Whether the customer's card already says all that the record's says.
///
/// # Errors
/// Only what the store says.
pub fn adds_nothing(db: &Db, id: CustomerId, record: &Draft, blanks: &Blanks) -> Result<bool> {
    Ok(enriched(db, id, record, blanks)?.is_some_and(|enriched| enriched.adds_nothing()))
}

/// Adds a record's card to a customer's.
///
/// # Errors
/// Only what the store says.
pub fn enrich(work: &mut Work, id: CustomerId, record: &Draft, blanks: &Blanks) -> Result<()> {
    match enriched(work.db, id, record, blanks)? {
        Some(enriched) if !enriched.adds_nothing() => {
            store::customer::update(work.db, id, &enriched.after.about)?;
            contact::replace(work, id, &enriched.after.contacts)?;
            tag::replace(work, id, &enriched.after.tags)?;
            field::fill(work, id, &enriched.after.custom)?;
            for line in enriched.left {
                let said = said(line, work.now.at);
                let row = Interaction {
                    id: InteractionId(work.id()),
                    customer: id,
                    said,
                    corrects: None,
                };
                store::interaction::insert(work.db, &row)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn enriched(db: &Db, id: CustomerId, record: &Draft, blanks: &Blanks) -> Result<Option<Enriched>> {
    let Some(customer) = store::customer::get(db, id)? else {
        return Ok(None);
    };
    let contacts = store::contact::of_customer(db, id)?;
    let tags = store::tag::of_customer(db, id)?;
    let mut new = customer::checked(&record.about)?;
    hidden::given_back(&customer.about, &mut new);
    let mut beyond = Vec::new();
    let mut all: Vec<ContactDraft> = contacts
        .iter()
        .map(|contact| ContactDraft {
            method: contact.method,
            value: contact.value.clone(),
            label: contact.label.clone(),
        })
        .collect();
    for draft in record.contacts.iter().filter_map(contact::checked) {
        let is_there = all
            .iter()
            .any(|old| old.method == draft.method && old.value == draft.value);
        match all.len() < CONTACTS_MAX {
            _ if is_there => {}
            true => all.push(draft),
            false => beyond.extend(add_line(&mut new.note, &draft.value)),
        }
    }
    let mut all_tags = tags.clone();
    for tag in &record.tags {
        if !all_tags.contains(tag) {
            all_tags.push(tag.clone());
        }
    }
    let about = fill(customer.about.clone(), &new, blanks);
    let mut left = Vec::new();
    for line in lines_missing(&about.note, &new.note)
        .into_iter()
        .chain(beyond)
    {
        if !store::interaction::is_kept(db, id, &said(line.clone(), Millis(0)))? {
            left.push(line);
        }
    }
    let after = Draft {
        about,
        contacts: all,
        tags: all_tags,
        custom: record.custom.clone(),
        ..Draft::default()
    };
    Ok(Some(Enriched {
        holds: field::holds(db, id, &record.custom)?,
        contacts,
        tags,
        kept: customer.about,
        after,
        left,
    }))
}

fn fill(mut kept: About, new: &About, blanks: &Blanks) -> About {
    for part in Part::ALL {
        if !part.is_blank(new) || blanks.erases(part) {
            part.copy(&mut kept, new);
        }
    }
    // A name and an id are never blank for being left out: without them the next import would not know the customer again.
    for (slot, text) in [
        (&mut kept.name, &new.name),
        (&mut kept.source_id, &new.source_id),
    ] {
        if !text.is_empty() && !own::is_key(text) {
            slot.clone_from(text);
        }
    }
    add_lines(&mut kept.note, &new.note);
    kept
}

/// Adds what a note says beyond what is there already, as far as there is room.
fn add_lines(note: &mut String, new: &str) {
    for line in lines_missing(note, new) {
        // What finds no room is found missing again by whoever keeps it elsewhere.
        drop(add_line(note, &line));
    }
}

/// The lines of a note that another does not have.
fn lines_missing(note: &str, new: &str) -> Vec<String> {
    if note.contains(new) {
        return Vec::new();
    }
    let known: HashSet<&str> = note.lines().collect();
    let missing = new
        .lines()
        .filter(|line| !line.is_empty() && !known.contains(line));
    missing.map(str::to_owned).collect()
}

/// Adds a line, or gives it back where there is no room.
fn add_line(note: &mut String, line: &str) -> Option<String> {
    let room = NOTE_MAX.saturating_sub(note.chars().count() + 1);
    if line.chars().count() > room {
        return Some(line.to_owned());
    }
    if !note.is_empty() {
        note.push('\n');
    }
    note.push_str(line);
    None
}

/// A line that the note has no room for, as an entry of the log; its beginning is its id, so that it comes in once.
fn said(line: String, at: Millis) -> Said {
    Said {
        at,
        channel: Channel::Other,
        direction: None,
        minutes: None,
        outcome: None,
        source_id: format!("note {}", line.chars().take(NAME_MAX).collect::<String>()),
        note: line,
        author: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn about() -> impl Strategy<Value = About> {
        proptest::collection::vec("[a-c]{0,2}", 9).prop_map(|texts| {
            let mut texts = texts.into_iter();
            let mut text = || texts.next().unwrap_or_default();
            About {
                name: text(),
                nickname: text(),
                company: text(),
                title: text(),
                city: text(),
                address: text(),
                source: text(),
                owner: text(),
                hobbies: text(),
                ..About::default()
            }
        })
    }

    proptest! {
        #[test]
        fn a_blank_never_erases_unless_told(kept in about(), new in about()) {
            let after = fill(kept.clone(), &new, &Blanks::Keep);
            for part in Part::ALL {
                let mut wanted = kept.clone();
                if !part.is_blank(&new) {
                    part.copy(&mut wanted, &new);
                }
                let mut is_so = wanted.clone();
                part.copy(&mut is_so, &after);
                prop_assert_eq!(&is_so, &wanted);
            }
            prop_assert_eq!(fill(after.clone(), &new, &Blanks::Keep), after);
        }

        #[test]
        fn a_blank_that_erases_does_so_only_in_fields_the_file_has(kept in about(), new in about(), other in about()) {
            let record = |about: &About| Record::from(Draft { about: about.clone(), ..Draft::default() });
            let after = fill(kept.clone(), &new, &Blanks::erase(&[record(&new), record(&other)]));
            for part in Part::ALL {
                let in_file = !part.is_blank(&new) || !part.is_blank(&other);
                let mut wanted = after.clone();
                part.copy(&mut wanted, if in_file { &new } else { &kept });
                prop_assert_eq!(&after, &wanted);
            }
        }
    }
}
