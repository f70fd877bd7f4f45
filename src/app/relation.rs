//! What can be done with ties between customers, and who brought whom.

use super::answer::{Advocate, Brought, Hits, Tied};
use super::query::HITS;
use super::{App, Done, Error, Result, Work};
use crate::domain::contact::{Method, mask};
use crate::domain::customer::Customer;
use crate::domain::id::{CustomerId, RelationId};
use crate::domain::kind::Kind;
use crate::domain::phone::{self, Parsed, Region};
use crate::domain::relation::{Named, Role, Tie};
use crate::store::{self, Db};

/// Digits by which people tell two numbers apart.
const TAIL: usize = 4;
/// How many people are offered before a name is typed.
const LIKELY: usize = 50;

/// A write to ties.
#[derive(Debug, Clone)]
pub enum Op {
    /// `other` is this to `customer`.
    Add {
        customer: CustomerId,
        other: CustomerId,
        role: Role,
    },
    Remove(RelationId),
}

/// Why a tie was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Oneself,
    Already,
    /// Somebody else brought the customer.
    HasReferrer(String),
    /// The two would have brought each other.
    Circle,
    /// Nobody is called so.
    NoReferrer(String),
    /// Several are: what to type for each of them.
    Several(String, Vec<String>),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Relation(refusal)
    }
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "relation.add",
            Self::Remove(_) => "relation.remove",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add {
                customer,
                other,
                role,
            } => {
                super::customer::require(work, *customer)?;
                super::customer::require(work, *other)?;
                add(work, *customer, *other, *role)?;
                Ok(Done::about(*customer))
            }
            Self::Remove(id) => {
                let (first, _) =
                    store::relation::sides(work.db, *id)?.ok_or(Error::NotFound(Kind::Relation))?;
                store::relation::delete(work.db, *id)?;
                Ok(Done::about(first))
            }
        }
    }
}

fn add(work: &mut Work, customer: CustomerId, other: CustomerId, role: Role) -> Result<()> {
    if customer == other {
        return Err(Refusal::Oneself.into());
    }
    let (first, second, tie) = role.tie(customer, other);
    if store::relation::between(work.db, first, second, tie)?.is_some() {
        return Err(Refusal::Already.into());
    }
    if tie == Tie::Referred {
        may_refer(work.db, first, second)?;
    }
    let id = RelationId(work.id());
    Ok(store::relation::insert(work.db, id, first, second, tie)?)
}

/// Everyone was brought by one at most, and nobody by those they brought.
fn may_refer(db: &Db, first: CustomerId, second: CustomerId) -> Result<()> {
    if let Some(known) = store::relation::referrer(db, second)? {
        let name = store::customer::name(db, known)?.unwrap_or_default();
        return Err(Refusal::HasReferrer(name).into());
    }
    let mut above = Some(first);
    while let Some(one) = above {
        if one == second {
            return Err(Refusal::Circle.into());
        }
        above = store::relation::referrer(db, one)?;
    }
    Ok(())
}

/// Notes who brought a new customer, as typed.
pub(super) fn refer(work: &mut Work, customer: CustomerId, typed: &str) -> Result<()> {
    let found = meant(work.db, typed)?;
    match found.as_slice() {
        [] => Err(Refusal::NoReferrer(typed.to_owned()).into()),
        [one] => add(work, customer, *one, Role::Referrer),
        several => {
            let told = several
                .iter()
                .map(|id| told(work.db, *id))
                .collect::<Result<_>>()?;
            Err(Refusal::Several(typed.to_owned(), told).into())
        }
    }
}

/// What to type for one of several of a name: the name and the last digits of the number, else the number of the record.
fn told(db: &Db, id: CustomerId) -> Result<String> {
    let name = store::customer::name(db, id)?.unwrap_or_default();
    let tail = tail(db, id)?;
    Ok(if tail.is_empty() {
        id.to_string()
    } else {
        format!("{name}{tail}")
    })
}

fn tail(db: &Db, id: CustomerId) -> Result<String> {
    let contacts = store::contact::of_customer(db, id)?;
    let phone = contacts
        .iter()
        .find(|contact| contact.method == Method::Phone);
    Ok(phone.map_or(String::new(), |phone| last_digits(&phone.value)))
}

fn last_digits(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(TAIL)..].iter().collect()
}

/// Whom a typed text means: a number of a record, a phone, a name, or a name and the last digits of a phone.
pub(super) fn meant(db: &Db, typed: &str) -> Result<Vec<CustomerId>> {
    let typed = typed.trim();
    if let Ok(id) = typed.parse::<CustomerId>()
        && store::customer::get(db, id)?.is_some_and(|found| found.deleted_at.is_none())
    {
        return Ok(vec![id]);
    }
    if let Parsed::Number(value) = phone::parse_one(typed, Region::default()) {
        let owners = store::contact::owners(db, Method::Phone, &value)?;
        if !owners.is_empty() {
            return Ok(owners);
        }
    }
    let named = store::customer::named(db, typed)?;
    let name = typed
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end();
    let digits = typed[name.len()..].trim_start();
    if !named.is_empty() || name.is_empty() || digits.is_empty() {
        return Ok(named);
    }
    let mut found = Vec::new();
    for id in store::customer::named(db, name)? {
        let contacts = store::contact::of_customer(db, id)?;
        let ends = |value: &str| {
            let all: String = value.chars().filter(char::is_ascii_digit).collect();
            all.ends_with(digits)
        };
        if contacts
            .iter()
            .any(|contact| contact.method == Method::Phone && ends(&contact.value))
        {
            found.push(id);
        }
    }
    Ok(found)
}

impl App {
    /// A customer's name, and what tells them from others of that name.
    pub(super) fn named(&self, customer: &Customer) -> Result<Named> {
        let name = customer.about.name.clone();
        let twins = store::customer::named(&self.db, &name)?.len() > 1;
        let apart = if twins {
            let tail = tail(&self.db, customer.id)?;
            if tail.is_empty() {
                customer.about.city.clone()
            } else {
                tail
            }
        } else {
            String::new()
        };
        Ok(Named {
            id: customer.id,
            name,
            apart,
        })
    }

    /// Everyone tied to a customer.
    pub(super) fn ties(&self, customer: CustomerId) -> Result<Vec<Tied>> {
        let mut all = Vec::new();
        for relative in store::relation::of_customer(&self.db, customer)? {
            if let Some(other) = store::customer::get(&self.db, relative.other)? {
                all.push(Tied {
                    id: relative.id,
                    role: relative.role,
                    other: self.named(&other)?,
                });
            }
        }
        Ok(all)
    }

    /// Whom a tie could be to: whoever was typed, before that whoever is likely. Never the customer themselves.
    pub(super) fn others(&mut self, customer: CustomerId, typed: &str) -> Result<Hits> {
        let mut hits = if typed.trim().is_empty() {
            let ids = store::relation::likely(&self.db, customer, LIKELY)?;
            Hits {
                rows: self.rows(&ids)?,
                ..Hits::default()
            }
        } else {
            self.find(typed)?
        };
        hits.rows.retain(|row| row.id != customer);
        Ok(hits)
    }

    /// Who brought how many, and what those spent.
    fn brought_by(&self, customer: CustomerId) -> Result<Vec<Brought>> {
        let mut all = Vec::new();
        for (id, has_bought, brought) in store::relation::brought_by(&self.db, customer)? {
            if let Some(customer) = store::customer::get(&self.db, id)? {
                all.push(Brought {
                    who: self.named(&customer)?,
                    has_bought,
                    brought,
                });
            }
        }
        Ok(all)
    }

    pub(super) fn advocates(&self) -> Result<Vec<Advocate>> {
        let mut all = Vec::new();
        for line in store::relation::advocates(&self.db, HITS)? {
            if let Some(customer) = store::customer::get(&self.db, line.customer)? {
                let phone = store::contact::of_customer(&self.db, line.customer)?
                    .into_iter()
                    .find(|contact| contact.method == Method::Phone);
                all.push(Advocate {
                    who: self.named(&customer)?,
                    phone: phone.map_or(String::new(), |phone| mask(Method::Phone, &phone.value)),
                    brought: line.brought,
                    buyers: line.buyers,
                    spend_cents: line.spend_cents,
                    points: line.points,
                    brought_whom: self.brought_by(line.customer)?,
                });
            }
        }
        Ok(all)
    }
}
