//! Customers as vCards: one after another, with what of them may leave.

use super::place::Parts;
use super::{Numbers, Scenery, io, table, words};
use crate::app::{Result, hidden};
use crate::codec::write::card::{Card, Reach, Version, write};
use crate::codec::write::moment;
use crate::domain::contact::{Contact, Method};
use crate::domain::customer::{Consent, Customer, Party};
use crate::domain::fact::{Fact, Leaning};
use crate::domain::mask::hide;
use crate::store::sheet::book;
use crate::store::{self, sheet};

/// One customer with all that a card can tell.
pub(super) struct Person {
    pub customer: Customer,
    pub contacts: Vec<Contact>,
    pub tags: Vec<String>,
    pub facts: Vec<Fact>,
}

/// Whether what was noted of a customer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notes {
    Told,
    LeftOut,
}

pub(super) fn vcard(scenery: &Scenery, parts: &mut Parts, version: Version) -> Result<()> {
    scenery.announce(&book::CUSTOMERS)?;
    cards(scenery, parts, "contacts.vcf", version, Notes::Told)
}

/// Writes a file of cards.
pub(super) fn cards(
    scenery: &Scenery,
    parts: &mut Parts,
    name: &str,
    version: Version,
    notes: Notes,
) -> Result<()> {
    let mut sink = parts.file()?;
    let mut rows = 0;
    each(scenery, &mut |person| {
        rows += 1;
        write(&mut sink, &card(scenery, &person, notes), version).map_err(io(scenery.order))
    })?;
    parts.keep(name, rows, sink)
}

/// Hands over every customer that is meant.
pub(super) fn each(scenery: &Scenery, take: &mut dyn FnMut(Person) -> Result<()>) -> Result<()> {
    let db = scenery.db;
    let id: Vec<_> = book::CUSTOMERS.column("id").into_iter().collect();
    let (rows, look) = (scenery.rows(), scenery.look());
    sheet::each(db, &book::CUSTOMERS, &id, rows, look, &mut |row| {
        scenery.step()?;
        let Some(sheet::Cell::Number(id)) = row.first() else {
            return Ok(());
        };
        let id = crate::domain::id::CustomerId(*id);
        let Some(customer) = store::customer::get(db, id)? else {
            return Ok(());
        };
        let mut person = Person {
            customer,
            contacts: store::contact::of_customer(db, id)?,
            tags: store::tag::of_customer(db, id)?,
            facts: store::fact::of_customer(db, id)?,
        };
        if scenery.order.numbers == Numbers::Masked {
            hidden::customer(&mut person.customer);
            person
                .facts
                .iter_mut()
                .for_each(|fact| hide(&mut fact.text));
        }
        take(person)
    })
}

fn card(scenery: &Scenery, person: &Person, notes: Notes) -> Card {
    let about = &person.customer.about;
    // Half a number on a phone calls nobody: it is the whole one or none.
    let reach = match scenery.order.numbers {
        Numbers::Real => person.contacts.iter().map(reach).collect(),
        Numbers::Masked => Vec::new(),
    };
    Card {
        uid: words::key(person.customer.id.0),
        name: about.name.clone(),
        is_company: about.party == Party::Company,
        gender: about.gender,
        birthday: about.birthday,
        company: about.company.clone(),
        title: about.title.clone(),
        nickname: String::new(),
        address: about.address.clone(),
        note: match notes {
            Notes::Told => about.note.clone(),
            Notes::LeftOut => String::new(),
        },
        tags: person.tags.clone(),
        reach,
        own: match notes {
            Notes::Told => own(scenery, person),
            Notes::LeftOut => Vec::new(),
        },
    }
}

fn reach(contact: &Contact) -> Reach {
    Reach {
        method: contact.method,
        value: contact.value.clone(),
        label: contact.label.clone(),
    }
}

/// What only another desk can read.
fn own(scenery: &Scenery, person: &Person) -> Vec<(&'static str, String)> {
    let (customer, about) = (&person.customer, &person.customer.about);
    let facts = |leaning: Leaning| {
        let of = person.facts.iter().filter(|fact| fact.leaning == leaning);
        table::joined(of.map(|fact| fact.text.clone()))
    };
    let mut own = vec![
        ("nickname", about.nickname.clone()),
        ("city", about.city.clone()),
        ("source", about.source.clone()),
        ("owner", about.owner.clone()),
        ("hobbies", about.hobbies.clone()),
        ("pinned", customer.pinned.clone()),
        ("source_id", about.source_id.clone()),
        (
            "created_at",
            moment(&customer.created_at.at(scenery.now.offset)),
        ),
    ];
    if let Some(channel) = about.preferred {
        own.push(("preferred", channel.code().to_owned()));
    }
    if customer.consent == Consent::Withdrawn {
        own.push(("consent", customer.consent.code().to_owned()));
    }
    for (name, leaning) in [
        ("likes", Leaning::Likes),
        ("avoids", Leaning::Avoids),
        ("needs", Leaning::Needs),
    ] {
        own.push((name, facts(leaning)));
    }
    // A reader of cards keeps one handle; the others are told as ours.
    if scenery.order.numbers == Numbers::Real {
        let handles = person
            .contacts
            .iter()
            .filter(|contact| contact.method == Method::WeChat);
        let others = handles.skip(1).map(|contact| contact.value.clone());
        own.push(("wechat", table::joined(others)));
    }
    own
}
