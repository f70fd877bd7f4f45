//! What can be done with tags: who carries which, and how the shop orders them.

use super::standard::Touch;
use super::{Done, Error, Result, Work, standard};
use crate::domain::clean;
use crate::domain::id::{CustomerId, RuleId, TagGroupId, TagId};
use crate::domain::kind::Kind;
use crate::domain::tag::{Choice, Colour, NAME_MAX};
use crate::store;

/// A write to who carries which tag, or to the tags themselves.
#[derive(Debug, Clone)]
pub enum Op {
    Add {
        customers: Vec<CustomerId>,
        name: String,
    },
    Remove {
        customers: Vec<CustomerId>,
        name: String,
    },
    Rename {
        from: String,
        to: String,
    },
    /// Whoever carries one of these carries `into` instead.
    Merge {
        from: Vec<String>,
        into: String,
    },
    /// Puts tags into a group, which is made if it is new; an empty name takes them out of theirs.
    Group {
        tags: Vec<String>,
        group: String,
    },
    RenameGroup {
        from: String,
        to: String,
    },
    /// Says how many tags of a group a customer may carry.
    SetChoice {
        group: String,
        choice: Choice,
    },
    Colour {
        name: String,
        colour: Colour,
    },
    /// Takes a tag off everyone, and out of the shop.
    Delete {
        name: String,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "tag.add",
            Self::Remove { .. } => "tag.remove",
            Self::Rename { .. } => "tag.rename",
            Self::Merge { .. } => "tag.merge",
            Self::Group { .. } => "tag.group",
            Self::RenameGroup { .. } => "tag.rename_group",
            Self::SetChoice { .. } => "tag.exclusive",
            Self::Colour { .. } => "tag.colour",
            Self::Delete { .. } => "tag.delete",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add { customers, name } => {
                for customer in customers {
                    work.step()?;
                    super::customer::require(work, *customer)?;
                    put_on(work, *customer, name)?;
                }
                return Ok(about(customers));
            }
            Self::Remove { customers, name } => {
                standard::touched(work, customers, &Touch::Untag(&checked(name)?))?;
                for customer in customers {
                    work.step()?;
                    super::customer::require(work, *customer)?;
                    take_off(work, *customer, name)?;
                }
                return Ok(about(customers));
            }
            Self::Rename { from, to } => rename(work, from, to)?,
            Self::Merge { from, into } => merge(work, from, into)?,
            Self::Group { tags, group } => put_into(work, tags, group)?,
            Self::RenameGroup { from, to } => rename_group(work, from, to)?,
            Self::SetChoice { group, choice } => {
                store::tag::set_choice(work.db, group_of(work, group)?, *choice)?;
                refuse_rivals(work)?;
            }
            Self::Colour { name, colour } => {
                store::tag::set_colour(work.db, known(work, name)?, *colour)?;
            }
            Self::Delete { name } => {
                store::tag::delete(work.db, known(work, name)?)?;
                store::tag::drop_empty_groups(work.db)?;
            }
        }
        Ok(Done::several(0))
    }
}

fn about(customers: &[CustomerId]) -> Done {
    match customers {
        [customer] => Done::about(*customer),
        customers => Done::several(customers.len()),
    }
}

/// Makes a customer's tags be exactly these; whoever put on those that stay is not forgotten.
pub(super) fn replace(work: &mut Work, customer: CustomerId, wanted: &[String]) -> Result<()> {
    let wanted: Vec<String> = wanted
        .iter()
        .map(|name| checked(name))
        .collect::<Result<_>>()?;
    let carried = store::tag::of_customer(work.db, customer)?;
    for name in carried.iter().filter(|name| !wanted.contains(name)) {
        take_off(work, customer, name)?;
    }
    for name in wanted.iter().filter(|name| !carried.contains(name)) {
        put_on(work, customer, name)?;
    }
    Ok(())
}

/// Puts a tag on a customer by hand, making it known to the shop if it is new.
pub(super) fn put_on(work: &mut Work, customer: CustomerId, name: &str) -> Result<()> {
    let tag = made(work, name)?;
    store::tag::keep_by_hand(work.db, customer, tag)?;
    wear(work, customer, tag, None)?;
    Ok(())
}

/// Puts a tag on a customer because a rule says so; says whether they did not carry it yet.
pub(super) fn put_on_by_rule(
    work: &mut Work,
    customer: CustomerId,
    name: &str,
    rule: RuleId,
) -> Result<bool> {
    let tag = made(work, name)?;
    wear(work, customer, tag, Some(rule))
}

fn wear(work: &mut Work, customer: CustomerId, tag: TagId, rule: Option<RuleId>) -> Result<bool> {
    let row = work.id();
    let is_new = store::tag::put_on(work.db, row, customer, tag, rule)?;
    if is_new {
        store::tag::take_off_rivals(work.db, customer, tag)?;
    }
    Ok(is_new)
}

/// The tag of that name; made if there is none.
fn made(work: &mut Work, name: &str) -> Result<TagId> {
    let name = checked(name)?;
    if let Some(tag) = store::tag::named(work.db, &name)? {
        return Ok(tag);
    }
    let tag = TagId(work.id());
    store::tag::insert(work.db, tag, &name)?;
    Ok(tag)
}

pub(super) fn take_off(work: &mut Work, customer: CustomerId, name: &str) -> Result<()> {
    if let Some(tag) = store::tag::named(work.db, name.trim().trim_start_matches('#'))? {
        store::tag::take_off(work.db, customer, tag)?;
    }
    Ok(())
}

fn known(work: &Work, name: &str) -> Result<TagId> {
    store::tag::named(work.db, &checked(name)?)?.ok_or(Error::NotFound(Kind::Tag))
}

fn rename(work: &Work, from: &str, to: &str) -> Result<()> {
    let (tag, to) = (known(work, from)?, checked(to)?);
    match store::tag::named(work.db, &to)? {
        Some(other) if other != tag => Err(Error::TagTaken(to)),
        _ => Ok(store::tag::rename(work.db, tag, &to)?),
    }
}

fn merge(work: &mut Work, from: &[String], into: &str) -> Result<()> {
    let into = made(work, into)?;
    for name in from {
        let tag = known(work, name)?;
        if tag != into {
            store::tag::hand_over(work.db, tag, into)?;
            store::tag::delete(work.db, tag)?;
        }
    }
    store::tag::drop_empty_groups(work.db)?;
    refuse_rivals(work)
}

fn put_into(work: &mut Work, tags: &[String], group: &str) -> Result<()> {
    let group = match clean::clean_line(group).trim() {
        "" => None,
        name => Some(made_group(work, &checked(name)?)?),
    };
    for name in tags {
        let tag = made(work, name)?;
        store::tag::set_group(work.db, tag, group)?;
    }
    store::tag::drop_empty_groups(work.db)?;
    refuse_rivals(work)
}

fn made_group(work: &mut Work, name: &str) -> Result<TagGroupId> {
    if let Some(group) = store::tag::group_named(work.db, name)? {
        return Ok(group);
    }
    let group = TagGroupId(work.id());
    store::tag::insert_group(work.db, group, name)?;
    Ok(group)
}

fn group_of(work: &Work, name: &str) -> Result<TagGroupId> {
    store::tag::group_named(work.db, name.trim())?.ok_or(Error::NotFound(Kind::Tag))
}

fn rename_group(work: &Work, from: &str, to: &str) -> Result<()> {
    let (group, to) = (group_of(work, from)?, checked(to)?);
    match store::tag::group_named(work.db, &to)? {
        Some(other) if other != group => Err(Error::TagTaken(to)),
        _ => Ok(store::tag::rename_group(work.db, group, &to)?),
    }
}

/// Nobody's tags are thrown away to make a group fit: whoever carries two has to lose one by hand first.
fn refuse_rivals(work: &Work) -> Result<()> {
    match store::tag::count_rivals(work.db)? {
        0 => Ok(()),
        customers => Err(Error::TagsClash { customers }),
    }
}

/// A tag's name as it may be kept.
pub(super) fn checked(name: &str) -> Result<String> {
    let name = clean::clean_line(name)
        .trim()
        .trim_start_matches('#')
        .trim()
        .to_owned();
    match name.chars().count() {
        0 => Err(Error::NothingSaid),
        n if n > NAME_MAX => Err(Error::TooLong { limit: NAME_MAX }),
        _ => Ok(name),
    }
}
