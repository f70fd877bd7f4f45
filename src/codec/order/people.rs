//! Who ordered: the same phone, e-mail, nick, or name with address is one customer. Masked values never bring two people together.

use super::{Reading, buyer_of, nick, shop_of};
use crate::codec::delimited::Row;
use crate::codec::preset::{Field, Role};
use crate::codec::report::{Customer, Place, Warning};
use std::collections::{BTreeMap, HashMap};

/// The people met so far; those found to be the same point at the one met first.
#[derive(Debug, Default)]
pub struct People {
    met: Vec<Met>,
    known: HashMap<Mark, usize>,
}

#[derive(Debug)]
struct Met {
    customer: Customer,
    headers: Headers,
    same_as: usize,
    is_kept: bool,
}

/// What the columns of a name and of an address are called, for a second one of either.
#[derive(Debug, Clone, Default)]
struct Headers {
    name: String,
    address: String,
    company: String,
}

/// By what two orders are known to be of one customer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Mark {
    Phone(String),
    Email(String),
    Id(String, String),
    Nick(String, String),
    NameAndAddress(String, String),
}

/// The customers, each once.
#[derive(Debug, Default)]
pub struct Settled {
    customers: BTreeMap<usize, Customer>,
    same_as: Vec<usize>,
}

impl People {
    /// Meets the buyer of a row; None if the row names nobody.
    pub fn meet(
        &mut self,
        row: &Row,
        reading: Reading<'_>,
        at: Place,
        warnings: &mut Vec<Warning>,
    ) -> Option<usize> {
        let customer = buyer_of(row, reading, at, warnings)?;
        let marks = marks(&customer, nick(row, reading), shop_of(reading.rules));
        let mut same: Vec<usize> = marks
            .iter()
            .filter_map(|mark| self.known.get(mark).copied())
            .map(|index| self.root(index))
            .collect();
        let index = self.met.len();
        same.push(index);
        let root = same.iter().copied().min().unwrap_or(index);
        self.met.push(Met {
            customer,
            headers: headers(reading),
            same_as: root,
            is_kept: false,
        });
        for other in same {
            if let Some(met) = self.met.get_mut(other) {
                met.same_as = root;
            }
        }
        for mark in marks {
            self.known.entry(mark).or_insert(root);
        }
        Some(index)
    }

    /// Keeps a person whose order is kept.
    pub fn keep(&mut self, person: Option<usize>) {
        if let Some(met) = person.and_then(|p| self.met.get_mut(p)) {
            met.is_kept = true;
        }
    }

    /// Brings together who is the same.
    pub fn settle(self) -> Settled {
        let same_as: Vec<usize> = (0..self.met.len()).map(|index| self.root(index)).collect();
        let mut customers: BTreeMap<usize, Customer> = BTreeMap::new();
        for (met, root) in self.met.into_iter().zip(&same_as) {
            if !met.is_kept {
                continue;
            }
            match customers.get_mut(root) {
                Some(first) => absorb(first, met.customer, &met.headers),
                None => {
                    customers.insert(*root, met.customer);
                }
            }
        }
        Settled { customers, same_as }
    }

    fn root(&self, mut index: usize) -> usize {
        while let Some(met) = self.met.get(index).filter(|met| met.same_as != index) {
            index = met.same_as;
        }
        index
    }
}

impl Settled {
    pub fn customers(&self) -> impl Iterator<Item = &Customer> {
        self.customers.values()
    }

    /// The customer a person met turned out to be.
    pub fn find(&self, person: usize) -> Option<&Customer> {
        self.customers.get(self.same_as.get(person)?)
    }
}

fn marks(customer: &Customer, nick: Option<String>, shop: &str) -> Vec<Mark> {
    let open = |text: &String| !text.contains('*');
    let of_shop = |text: String| (shop.to_owned(), text);
    let phones = customer.phones.iter().filter(|p| p.starts_with('+'));
    let named = customer.name.clone().filter(open);
    let at = customer.address.clone().filter(open);
    phones
        .cloned()
        .map(Mark::Phone)
        .chain(customer.emails.iter().cloned().map(Mark::Email))
        .chain(
            customer
                .source_id
                .clone()
                .map(of_shop)
                .map(|(s, id)| Mark::Id(s, id)),
        )
        .chain(
            nick.filter(open)
                .map(of_shop)
                .map(|(s, nick)| Mark::Nick(s, nick)),
        )
        .chain(
            named
                .zip(at)
                .map(|(name, address)| Mark::NameAndAddress(name, address)),
        )
        .collect()
}

fn headers(reading: Reading<'_>) -> Headers {
    let named = |fits: &dyn Fn(Role) -> bool| {
        let found = reading.columns.iter().find(|c| fits(c.role));
        found.map(|c| c.header.clone()).unwrap_or_default()
    };
    Headers {
        name: named(&|role| matches!(role, Role::Field(Field::Name | Field::Given))),
        address: named(&|role| matches!(role, Role::Address(..))),
        company: named(&|role| role == Role::Field(Field::Company)),
    }
}

/// What another order says of the same customer; what differs is kept beside.
fn absorb(first: &mut Customer, other: Customer, headers: &Headers) {
    let Customer {
        name,
        phones,
        emails,
        address,
        company,
        extra,
        ..
    } = other;
    let masked = |text: &Option<String>| text.as_ref().is_none_or(|t| t.contains('*'));
    for (slot, value, header) in [
        (&mut first.name, name, &headers.name),
        (&mut first.address, address, &headers.address),
        (&mut first.company, company, &headers.company),
    ] {
        if *slot == value || value.is_none() {
            continue;
        }
        let second = if masked(slot) && !masked(&value) {
            std::mem::replace(slot, value)
        } else {
            value
        };
        let kept = second.map(|text| (header.clone(), text));
        first
            .extra
            .extend(kept.filter(|k| !first.extra.contains(k)));
    }
    for (list, more) in [(&mut first.phones, phones), (&mut first.emails, emails)] {
        for value in more {
            if !list.contains(&value) {
                list.push(value);
            }
        }
    }
    for kept in extra {
        if !first.extra.contains(&kept) {
            first.extra.push(kept);
        }
    }
    first.gender = first.gender.or(other.gender);
    first.birthday = first.birthday.or(other.birthday);
    first.wechat = first.wechat.take().or(other.wechat);
    first.source_id = first.source_id.take().or(other.source_id);
    first.kind = if first.name.is_some() {
        first.kind
    } else {
        other.kind
    };
}
