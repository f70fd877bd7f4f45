//! Lines typed about the shop's own fields and about companies: what each is asked for, and what it comes to.

use crate::app::answer::Answer;
use crate::app::op::Op;
use crate::app::query::Query;
use crate::app::{Error, company, field};
use crate::domain::custom::{Custom, Shape, Unfit};
use crate::domain::customer::line;
use crate::domain::id::CustomerId;
use crate::i18n::{Strings, custom};
use crate::tui::dialog::Dialog;
use crate::tui::dialog::prompt::{Prompt, Purpose};
use crate::tui::feed::{Feed, Slot};
use crate::tui::layer::Turn;

/// What a line is typed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    AddField,
    /// What a field described already is for.
    Purpose(Box<Shape>),
    Value {
        customer: CustomerId,
        field: Box<Custom>,
    },
    RenameCompany {
        from: String,
    },
    NoteCompany {
        name: String,
    },
}

impl Own {
    /// Title and hint.
    #[must_use]
    pub fn words(&self, s: &'static Strings) -> (String, String) {
        let (c, r) = (&s.custom, &s.relation);
        match self {
            Self::AddField => (c.add.to_owned(), c.add_hint.to_owned()),
            Self::Purpose(shape) => ((c.purpose_title)(&shape.name), c.purpose_hint.to_owned()),
            Self::Value { field, .. } => (
                field.shape.name.clone(),
                (c.value_hint)(&custom::takes(s, &field.shape.of)),
            ),
            Self::RenameCompany { .. } => (r.rename_company.to_owned(), r.rename_hint.to_owned()),
            Self::NoteCompany { .. } => (r.note_company.to_owned(), r.note_hint.to_owned()),
        }
    }

    /// What must be known before the line can mean something.
    #[must_use]
    pub fn query(&self, text: &str) -> Option<Query> {
        match self {
            Self::RenameCompany { from } if line(text) != *from && !line(text).is_empty() => {
                Some(Query::Company { name: line(text) })
            }
            _ => None,
        }
    }

    /// What the line means so far.
    #[must_use]
    pub fn chips(&self, text: &str, s: &'static Strings) -> Vec<(String, String)> {
        let c = &s.custom;
        match self {
            Self::AddField => match Shape::parse(text) {
                Ok(shape) => [
                    (c.name, shape.name.clone()),
                    (c.of, custom::of_type(s, &shape.of).to_owned()),
                    (c.choices, shape.of.choices()),
                    (c.secrecy, custom::secrecy(s, shape.secrecy).to_owned()),
                    (c.purpose, shape.purpose.clone()),
                ]
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
                Err(_) => Vec::new(),
            },
            Self::Value { field, .. } => match field.shape.of.read(text) {
                Ok(Some(value)) => {
                    let said = custom::value(s, &field.shape.of, value.text());
                    vec![(field.shape.name.clone(), said)]
                }
                Ok(None) | Err(_) => Vec::new(),
            },
            Self::Purpose(_) | Self::RenameCompany { .. } | Self::NoteCompany { .. } => Vec::new(),
        }
    }

    /// Does what the line means, or says what is wrong with it.
    ///
    /// # Errors
    /// The sentence to show under the line.
    pub fn meant(&self, text: &str, turn: &mut Turn) -> Result<(), String> {
        let s = turn.s;
        let op = match self {
            Self::AddField => {
                return add(text, turn).map_err(|unfit| Error::from(unfit).message(s));
            }
            Self::Purpose(shape) => {
                let shape = Shape {
                    purpose: text.to_owned(),
                    ..(**shape).clone()
                };
                let shape = shape
                    .checked()
                    .map_err(|unfit| Error::from(unfit).message(s))?;
                Op::Field(field::Op::Add(shape))
            }
            Self::Value { customer, field } => {
                if let Err(fault) = field.shape.of.read(text) {
                    let refusal = field::Refusal::Value {
                        field: field.clone(),
                        fault,
                        text: text.to_owned(),
                    };
                    return Err(Error::from(refusal).message(s));
                }
                Op::Field(field::Op::Set {
                    customers: vec![*customer],
                    field: field.id,
                    text: text.to_owned(),
                })
            }
            Self::RenameCompany { from } if text.is_empty() || line(text) == *from => {
                turn.close();
                return Ok(());
            }
            Self::RenameCompany { from } => Op::Company(renamed(from, &line(text), turn.feed)),
            Self::NoteCompany { name } => Op::Company(company::Op::Note {
                name: name.clone(),
                note: text.to_owned(),
            }),
        };
        turn.close();
        turn.run(op);
        Ok(())
    }
}

/// A new name, or one that another company has: then the two become one.
fn renamed(from: &str, to: &str, feed: &Feed) -> company::Op {
    let from = from.to_owned();
    let is_known = matches!(feed.get(Slot::Dialog),
        Some((Query::Company { name }, Answer::Company(Some(_)))) if name == to);
    if is_known {
        company::Op::Merge {
            from,
            into: to.to_owned(),
        }
    } else {
        company::Op::Rename {
            from,
            to: to.to_owned(),
        }
    }
}

/// Adds a field, or asks first what it is for.
pub fn add(text: &str, turn: &mut Turn) -> Result<(), Unfit> {
    let shape = Shape::parse(text)?;
    match shape.checked() {
        Ok(shape) => {
            turn.close();
            turn.run(Op::Field(field::Op::Add(shape)));
        }
        Err(Unfit::PurposeMissing) => {
            turn.close();
            let asked = Purpose::Own(Own::Purpose(Box::new(shape)));
            turn.open(Dialog::Prompt(Prompt::new(asked)));
        }
        Err(unfit) => return Err(unfit),
    }
    Ok(())
}
