//! What our own sheets and cards tell beyond the contract, put where it was: nothing of a customer changes by going out and in.

use std::collections::HashMap;

use super::Whose;
use crate::codec::own::{KEY, day, instant, parted};
use crate::codec::report::{Interaction, Order, Own, Report, Task};
use crate::domain::birthday::Birthday;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::{Consent, Party};
use crate::domain::fact::Leaning;
use crate::domain::follow_up::Progress;
use crate::domain::interaction::Said;
use crate::domain::log_line::{Channel, Direction, Outcome};
use crate::domain::money::{Cents, DecimalSign};
use crate::domain::name::Gender;
use crate::domain::purchase::Bought;
use crate::domain::record::{Link, Promise, Record};
use crate::domain::time::Millis;

/// What leads the properties of a card of ours, as `header::key` leaves it.
const PROPERTY: &str = "X-SHUKE-";
/// The columns of a row's own number, and of the number of the row it speaks of.
const PURCHASE: (&str, &str) = ("purchase_id", "refunds");
const INTERACTION: (&str, &str) = ("interaction_id", "corrects");

/// The cells of a row.
pub(super) struct Cells<'a>(pub &'a Own);

impl Cells<'_> {
    pub(super) fn text(&self, name: &str) -> String {
        let mut cells = self.0.iter().filter(|(own, _)| own == name);
        cells
            .next()
            .map(|(_, text)| text.clone())
            .unwrap_or_default()
    }

    pub(super) fn at(&self, name: &str) -> Option<Millis> {
        instant(&self.text(name)).map(Into::into)
    }

    /// The id a row had in the system before ours, else ours: by either it is known again.
    fn source_id(&self, own: &str) -> String {
        match self.text("source_id") {
            origin if origin.is_empty() => self.text(own),
            origin => origin,
        }
    }
}

/// The column of a property of a card of ours.
pub fn property(header: &str) -> Option<String> {
    let name = header.strip_prefix(PROPERTY)?;
    Some(name.to_lowercase().replace('-', "_"))
}

/// Puts the cells of a customer's row where they belong.
pub fn customer(record: &mut Record, own: &Own) {
    for (name, text) in own {
        lift(record, name, text);
    }
}

/// Puts one value where it belongs; what the contract's fields have told already is left alone.
pub fn lift(record: &mut Record, name: &str, text: &str) {
    let about = &mut record.draft.about;
    match name {
        "nickname" => text.clone_into(&mut about.nickname),
        "city" => text.clone_into(&mut about.city),
        "hobbies" => text.clone_into(&mut about.hobbies),
        "source" => text.clone_into(&mut about.source),
        "owner" => text.clone_into(&mut about.owner),
        "source_id" => text.clone_into(&mut about.source_id),
        "pinned" => text.clone_into(&mut record.pinned),
        "preferred" => about.preferred = Channel::from_code(text),
        "gender" => about.gender = Gender::from_code(text).or(about.gender),
        "party" if text == Party::Company.code() => about.party = Party::Company,
        "birthday" => about.birthday = Birthday::parse(text).or(about.birthday),
        "consent" => record.consent = Consent::from_code(text),
        "created_at" => {
            record.draft.created_at = instant(text).map(Into::into).or(record.draft.created_at);
        }
        "tag" => add_tag(record, text),
        "tags" => parted(text).iter().for_each(|tag| add_tag(record, tag)),
        "wechat" => parted(text).iter().for_each(|handle| {
            reach(record, Method::WeChat, handle);
        }),
        "likes" => facts(record, Leaning::Likes, text),
        "avoids" => facts(record, Leaning::Avoids, text),
        "needs" => facts(record, Leaning::Needs, text),
        _ => {}
    }
}

fn add_tag(record: &mut Record, tag: &str) {
    if !record.draft.tags.iter().any(|known| known == tag) {
        record.draft.tags.push(tag.to_owned());
    }
}

fn facts(record: &mut Record, leaning: Leaning, text: &str) {
    let told = parted(text).into_iter().map(|text| (leaning, text));
    record.facts.extend(told);
}

fn reach<'r>(record: &'r mut Record, method: Method, value: &str) -> Option<&'r mut ContactDraft> {
    let contacts = &mut record.draft.contacts;
    let known = |draft: &ContactDraft| draft.method == method && draft.value == value;
    if !contacts.iter().any(known) {
        contacts.push(ContactDraft::new(method, value));
    }
    contacts.iter_mut().find(|draft| known(draft))
}

/// A row about a customer that is no record of its own: a contact, a tag.
pub fn detail(record: &mut Record, own: &Own) {
    if super::kept::add(record, own) {
        return;
    }
    let cells = Cells(own);
    let tag = cells.text("tag");
    if !tag.is_empty() {
        return add_tag(record, &tag);
    }
    let Some(method) = Method::from_code(&cells.text("method")) else {
        return;
    };
    let written = cells.text("contact");
    // A hidden number is no number.
    if written.is_empty() || written.contains('*') {
        return;
    }
    let value = match method {
        Method::Phone => number(&written),
        Method::Email | Method::WeChat => written,
    };
    let label = cells.text("label");
    if let Some(draft) = reach(record, method, &value) {
        draft.label = label;
    }
    if cells.text("reach") == "bad" {
        record.dead.push(value);
    }
}

fn number(written: &str) -> String {
    use crate::domain::phone::{Parsed, Region, parse_one};
    match parse_one(written, Region::default()) {
        Parsed::Number(number) => number,
        _ => written.to_owned(),
    }
}

/// Ties refunds to what was bought, and corrections to what was said. Rows are called by our numbers in the sheet and by an older id in the
/// record, where they have one.
pub(super) fn link(report: &Report, records: &mut [Record], whose: &Whose) {
    let rows = || {
        let bought = report.orders.iter();
        let said = report.interactions.iter();
        let bought = bought.map(|row| (&row.own, PURCHASE, row.customer_at));
        bought.chain(said.map(|row| (&row.own, INTERACTION, row.customer_at)))
    };
    let is_link = |own: &Own| {
        own.iter()
            .any(|(name, _)| [PURCHASE.1, INTERACTION.1].contains(&name.as_str()))
    };
    let mut linked: Vec<_> = rows().filter(|(own, ..)| is_link(own)).collect();
    if linked.is_empty() {
        return;
    }
    let called: HashMap<String, String> = rows()
        .map(|(own, (key, _), _)| (Cells(own).text(key), Cells(own).source_id(key)))
        .collect();
    // Our numbers grow with time: what is corrected twice is brought in before its second correction.
    linked.sort_by_cached_key(|(own, (key, _), _)| {
        let key = Cells(own).text(key);
        (key.len(), key)
    });
    for (own, (key, of), at) in linked {
        let of = Cells(own).text(of);
        let Some(record) = whose.find(records, at, None).filter(|_| !of.is_empty()) else {
            continue;
        };
        let link = Link {
            row: Cells(own).source_id(key),
            of: called.get(&of).cloned().unwrap_or(of),
        };
        match key == PURCHASE.0 {
            true => record.refunds.push(link),
            false => record.corrections.push(link),
        }
    }
}

/// What was said, to the word and to the thousandth of a second.
pub fn said(interaction: &Interaction) -> Option<Said> {
    let cells = Cells(&interaction.own);
    Some(Said {
        at: cells.at("at")?,
        channel: Channel::from_code(&cells.text("channel")).unwrap_or(Channel::Other),
        direction: Direction::from_code(&cells.text("direction")),
        minutes: cells.text("minutes").parse().ok(),
        outcome: Outcome::from_code(&cells.text("outcome")),
        note: cells.text("said"),
        author: cells.text("author"),
        source_id: cells.source_id("interaction_id"),
    })
}

/// What was bought.
pub fn bought(order: &Order) -> Option<Bought> {
    let cells = Cells(&order.own);
    let milli = crate::codec::order::quantity::Quantity::parse(&cells.text("quantity"))?;
    Some(Bought {
        day: day(&cells.text("day"))?,
        item: cells.text("item"),
        quantity_milli: milli.0,
        amount_cents: Cents::parse(&cells.text("amount"), DecimalSign::Point)?.0,
        pay_method: cells.text("pay_method"),
        source_id: cells.source_id("purchase_id"),
    })
}

/// What was promised, and what became of it.
pub fn promised(task: &Task) -> Option<Promise> {
    let cells = Cells(&task.own);
    Some(Promise {
        due: day(&cells.text("due"))?,
        note: cells.text("promise"),
        owner: cells.text("owner"),
        progress: Progress::from_code(&cells.text("progress")).unwrap_or(Progress::Open),
        closed_at: cells.at("closed_at"),
        reason: cells.text("reason"),
        source_id: cells.source_id("follow_up_id"),
    })
}

/// Whether an id is one that our own files give to rows of a desk.
#[must_use]
pub fn is_key(id: &str) -> bool {
    id.starts_with(KEY)
}
