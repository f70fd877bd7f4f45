//! `shuke edit`: changes the fields named and leaves the others.

use super::fields::Fields;
use super::out::Out;
use super::stop::{Result, Stop};
use super::{told, who};
use crate::app::{App, answer::Card, customer, op::Op};
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::Draft;
use crate::domain::id::OpId;

/// Change a customer's fields
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    #[command(flatten)]
    fields: Fields,
    /// Empty a field; repeat for several
    #[arg(long, value_enum, value_name = "FIELD")]
    clear: Vec<Clear>,
    /// Only if nobody has changed the customer since this version, as `show --json` prints it; ends with 7 otherwise
    #[arg(long, value_name = "VERSION")]
    expect: Option<OpId>,
}

/// A field that can be emptied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Clear {
    Nickname,
    Gender,
    Birthday,
    Phone,
    Email,
    Wechat,
    Company,
    Title,
    City,
    Address,
    Source,
    Owner,
    Hobbies,
    Preferred,
    Note,
    Tag,
}

/// Changes the customer.
///
/// # Errors
/// Nobody is meant, a flag cannot be read, or the app refuses.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let id = who::one(app, &args.who)?;
    let card = who::card(app, id, None)?;
    let seen = args.expect.unwrap_or(card.version);
    let before = draft_of(card);
    let mut draft = before.clone();
    args.clear
        .iter()
        .for_each(|field| clear(&mut draft, *field));
    args.fields.write(&mut draft.about)?;
    for method in Method::ALL {
        let said: Vec<ContactDraft> = args
            .fields
            .contacts()
            .into_iter()
            .filter(|contact| contact.method == method)
            .collect();
        if !said.is_empty() {
            draft.contacts.retain(|contact| contact.method != method);
            draft.contacts.extend(said);
        }
    }
    if !args.fields.tag.is_empty() {
        draft.tags.clone_from(&args.fields.tag);
    }
    draft.custom = args.fields.custom(app)?;
    if args.clear.is_empty() && draft == before {
        return Err(Stop::NothingAsked);
    }
    let changed = app.run(&Op::Customer(customer::Op::Edit { id, seen, draft }))?;
    told::done(out, &changed)
}

/// The customer as an editor sees them; a masked value stands for the contact it hides.
fn draft_of(card: Card) -> Draft {
    Draft {
        about: card.customer.about,
        contacts: card
            .contacts
            .into_iter()
            .map(|shown| ContactDraft {
                method: shown.method,
                value: shown.text,
                label: shown.label,
            })
            .collect(),
        tags: card.tags,
        ..Draft::default()
    }
}

fn clear(draft: &mut Draft, field: Clear) {
    let about = &mut draft.about;
    match field {
        Clear::Nickname => about.nickname.clear(),
        Clear::Gender => about.gender = None,
        Clear::Birthday => about.birthday = None,
        Clear::Phone => without(draft, Method::Phone),
        Clear::Email => without(draft, Method::Email),
        Clear::Wechat => without(draft, Method::WeChat),
        Clear::Company => about.company.clear(),
        Clear::Title => about.title.clear(),
        Clear::City => about.city.clear(),
        Clear::Address => about.address.clear(),
        Clear::Source => about.source.clear(),
        Clear::Owner => about.owner.clear(),
        Clear::Hobbies => about.hobbies.clear(),
        Clear::Preferred => about.preferred = None,
        Clear::Note => about.note.clear(),
        Clear::Tag => draft.tags.clear(),
    }
}

fn without(draft: &mut Draft, method: Method) {
    draft.contacts.retain(|contact| contact.method != method);
}
