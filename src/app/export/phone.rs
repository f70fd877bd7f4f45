//! A folder to carry on a phone: cards for its address book, what is promised for its calendar, and a page to read. It syncs nothing.

use super::card::{self, Notes, Person};
use super::place::Parts;
use super::{Numbers, Scenery, calendar, io, table};
use crate::app::Result;
use crate::codec::write::calendar::Promises;
use crate::codec::write::card::Version;
use crate::codec::write::html::{Line, Page};
use crate::codec::write::moment;
use crate::domain::contact::Method;
use crate::i18n::{self, label};
use crate::store;
use crate::store::sheet::book;

pub(super) fn phone(scenery: &Scenery, parts: &mut Parts) -> Result<()> {
    let io = io(scenery.order);
    scenery.announce(&book::CUSTOMERS)?;
    scenery.announce(&book::FOLLOW_UPS)?;
    scenery.announce(&book::CUSTOMERS)?;
    let notes = match scenery.order.notes {
        true => Notes::Told,
        false => Notes::LeftOut,
    };
    card::cards(scenery, parts, "contacts.vcf", Version::V3, notes)?;
    let mut events = calendar::begin(scenery, parts)?;
    let rows = calendar::promised(scenery, &mut events, Promises::Event)?;
    parts.keep("followups.ics", rows, events.finish().map_err(&io)?)?;
    let words = &scenery.s.export;
    let note = (words.page_note)(&moment(&scenery.now.at.at(scenery.now.offset)));
    let lang = i18n::lang_code(scenery.s.lang);
    let mut page = Page::new(parts.file()?, lang, words.page_title, &note).map_err(&io)?;
    let mut rows = 0;
    card::each(scenery, &mut |person| {
        rows += 1;
        let lines = lines(scenery, &person, notes)?;
        page.card(&person.customer.about.name, &lines).map_err(&io)
    })?;
    parts.keep("cards.html", rows, page.finish().map_err(&io)?)
}

fn lines(scenery: &Scenery, person: &Person, notes: Notes) -> Result<Vec<Line>> {
    let (s, f, about) = (scenery.s, &scenery.s.field, &person.customer.about);
    let plain = |label: &'static str, text: String| Line {
        label,
        text,
        link: None,
    };
    let mut lines = Vec::new();
    for contact in &person.contacts {
        let text = table::reached(contact.method, &contact.value, scenery.order.numbers);
        let link = match (contact.method, scenery.order.numbers) {
            (Method::Phone, Numbers::Real) => Some(format!("tel:{}", contact.value)),
            (Method::Email, Numbers::Real) => Some(format!("mailto:{}", contact.value)),
            _ => None,
        };
        lines.push(Line {
            label: label::method(s, contact.method),
            text,
            link,
        });
    }
    lines.push(plain(f.company, about.company.clone()));
    lines.push(plain(f.city, about.city.clone()));
    lines.push(plain(f.tags, person.tags.join(s.list_comma)));
    for promise in store::follow_up::open_of(scenery.db, person.customer.id)? {
        let note = scenery.said(&promise.note);
        lines.push(plain(f.next, format!("{} {note}", promise.due)));
    }
    if notes == Notes::Told {
        for fact in &person.facts {
            lines.push(plain(label::leaning(s, fact.leaning), fact.text.clone()));
        }
        lines.push(plain(f.note, about.note.clone()));
    }
    lines.retain(|line| !line.text.is_empty());
    Ok(lines)
}
