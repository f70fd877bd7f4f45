//! Commands that change what is known of a customer: pin, tier, a field, a contact, the last thing said; and bringing a file in. Which
//! words call them is `verb`'s.

use std::path::PathBuf;

use super::question::Question;
use super::session::Session;
use super::verb::Verb;
use crate::app::answer::{Answer, Card, Moment};
use crate::app::import::incoming::Choices;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::{Result, contact, customer, interaction};
use crate::domain::birthday::Birthday;
use crate::domain::contact::{ContactDraft, Reach};
use crate::domain::customer::{About, Draft, Tier};
use crate::domain::listing::Moments;
use crate::domain::log_line::LogLine;
use crate::domain::name::Lang;
use crate::i18n::{FieldWords, Strings, label, refusal, strings};

/// A field that one line can set: what it is called, and where it lies.
type Place = (
    fn(&FieldWords) -> &'static str,
    fn(&mut About) -> &mut String,
);

const PLACES: [Place; 10] = [
    (|f| f.name, |about| &mut about.name),
    (|f| f.nickname, |about| &mut about.nickname),
    (|f| f.company, |about| &mut about.company),
    (|f| f.title, |about| &mut about.title),
    (|f| f.city, |about| &mut about.city),
    (|f| f.address, |about| &mut about.address),
    (|f| f.source, |about| &mut about.source),
    (|f| f.owner, |about| &mut about.owner),
    (|f| f.hobbies, |about| &mut about.hobbies),
    (|f| f.note, |about| &mut about.note),
];

impl Session {
    /// The op of such a command about the customer who is open, or what is wrong with its words.
    pub(super) fn change(
        &mut self,
        verb: Verb,
        card: &Card,
        rest: &str,
    ) -> Result<std::result::Result<Op, String>> {
        let (s, id) = (self.s, card.customer.id);
        Ok(match verb {
            Verb::Pin => Ok(Op::Customer(customer::Op::Pin {
                id,
                text: if is_none(rest) {
                    String::new()
                } else {
                    rest.to_owned()
                },
            })),
            Verb::Tier => tier(rest).ok_or_else(|| tiers(s)).map(|tier| {
                let ids = vec![id];
                Op::Customer(customer::Op::SetTier { ids, tier })
            }),
            Verb::Edit => edited(card, rest, s).map(|draft| {
                let seen = card.version;
                Op::Customer(customer::Op::Edit { id, seen, draft })
            }),
            Verb::Bad | Verb::Primary => {
                let number: usize = rest.parse().unwrap_or(0);
                let place = number.checked_sub(1);
                let shown = place.and_then(|n| card.contacts.get(n));
                let missing = || (s.plain.no_contact)(card.contacts.len());
                shown.ok_or_else(missing).map(|shown| {
                    let id = shown.contact;
                    Op::Contact(match (verb, shown.reach) {
                        (Verb::Primary, _) => contact::Op::Promote { id },
                        (_, Reach::Good) => contact::Op::SetReach {
                            id,
                            reach: Reach::Bad,
                        },
                        (_, Reach::Bad) => contact::Op::SetReach {
                            id,
                            reach: Reach::Good,
                        },
                    })
                })
            }
            _ => self.amended(card, rest)?,
        })
    }

    /// Says the last thing that was said anew.
    fn amended(&mut self, card: &Card, rest: &str) -> Result<std::result::Result<Op, String>> {
        let (id, moments) = (card.customer.id, Moments::Said);
        let query = Query::Timeline {
            id,
            moments,
            reveal: None,
        };
        let said = match self.app.ask(&query)? {
            Answer::Timeline(all) => all.into_iter().find_map(|moment| match moment {
                Moment::Said(said) => Some(said.id),
                _ => None,
            }),
            _ => None,
        };
        let Some(id) = said else {
            return Ok(Err(self.s.plain.log_empty.to_owned()));
        };
        Ok(match LogLine::parse(rest, self.now().today()) {
            Ok(line) => Ok(Op::Interaction(interaction::Op::Amend { id, line })),
            Err(error) => Err(refusal::log_line(self.s, error)),
        })
    }

    /// Reads a file, tells what would come in, and asks.
    pub(super) fn import(&mut self, path: &str) -> Vec<String> {
        // Terminals quote the path of a file that is dropped on them.
        let path = path.trim_matches(['\'', '"']);
        match self
            .app
            .read_in(vec![PathBuf::from(path)], Choices::default())
        {
            Ok(incoming) => {
                let mut lines = incoming.told(self.s);
                lines.extend(self.ask(Question::Import(Box::new(incoming.op))));
                lines
            }
            Err(refused) => vec![refused.message(self.s)],
        }
    }
}

fn is_none(text: &str) -> bool {
    matches!(text, "-" | "－")
}

/// The tier named in either language, or the rule's own again; `None` when it is neither.
fn tier(text: &str) -> Option<Option<Tier>> {
    if is_none(text) {
        return Some(None);
    }
    let text = text.to_lowercase();
    let is_named = |tier: &Tier| {
        let names = [Lang::Zh, Lang::En].map(|lang| label::tier(strings(lang), *tier));
        tier.code() == text || names.iter().any(|name| name.to_lowercase() == text)
    };
    Tier::ALL.into_iter().find(is_named).map(Some)
}

fn tiers(s: &Strings) -> String {
    let names = Tier::ALL.map(|tier| label::tier(s, tier));
    format!(
        "{}{}{}-",
        s.plain.verb.tier.takes,
        s.plain.colon,
        names.join(s.plain.comma) + s.plain.comma
    )
}

/// Everything as it is, but for one field; contact values that are masked stay what they are.
fn edited(card: &Card, rest: &str, s: &Strings) -> std::result::Result<Draft, String> {
    let wrong = || s.plain.edit_fields.to_owned();
    let (name, value) = rest.split_once(['=', '＝']).ok_or_else(wrong)?;
    let (name, value) = (name.trim().to_lowercase(), value.trim());
    let is_called = |of: fn(&FieldWords) -> &'static str| {
        let labels = [Lang::Zh, Lang::En].map(|lang| of(&strings(lang).field).to_lowercase());
        labels.contains(&name)
    };
    let mut about = card.customer.about.clone();
    if is_called(|f| f.birthday) {
        let read = Birthday::parse(value);
        if read.is_none() && !value.is_empty() {
            return Err((s.desk.prompt.bad_birthday)(value));
        }
        about.birthday = read;
    } else {
        let place = PLACES
            .iter()
            .find(|(of, _)| is_called(*of))
            .ok_or_else(wrong)?;
        *place.1(&mut about) = value.to_owned();
    }
    let contacts = card.contacts.iter();
    Ok(Draft {
        about,
        contacts: contacts
            .map(|shown| ContactDraft::new(shown.method, shown.text.clone()))
            .collect(),
        tags: card.tags.clone(),
        ..Draft::default()
    })
}
