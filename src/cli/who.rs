//! Which customer an argument means: an id, a name, a phone in any format, or a search text that finds exactly one.

use super::stop::{Result, Stop};
use crate::app::App;
use crate::app::answer::{Answer, Card, Hits};
use crate::app::query::Query;
use crate::domain::contact::Method;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::Kind;
use crate::domain::listing::ListRow;
use crate::domain::phone::{self, Parsed, Region};

/// The one customer meant.
///
/// # Errors
/// Nobody is meant, or several are.
pub fn one(app: &mut App, text: &str) -> Result<CustomerId> {
    if let Some(id) = by_id(app, text)? {
        return Ok(id);
    }
    let mut rows = by_phone(app, text)?;
    if rows.is_empty() {
        let found = search(app, text)?.rows;
        let wanted = text.trim();
        let named: Vec<ListRow> = found
            .iter()
            .filter(|row| row.name == wanted)
            .cloned()
            .collect();
        rows = if named.is_empty() { found } else { named };
    }
    match rows.as_slice() {
        [] => Err(Stop::NoOne(text.to_owned())),
        [row] => Ok(row.id),
        _ => Err(Stop::Several(text.to_owned(), rows)),
    }
}

/// Each of the customers meant, in order.
///
/// # Errors
/// As for one.
pub fn each(app: &mut App, texts: &[String]) -> Result<Vec<CustomerId>> {
    texts.iter().map(|text| one(app, text)).collect()
}

/// The one customer meant in the recycle bin, by id or by name.
///
/// # Errors
/// As for one.
pub fn binned(app: &mut App, text: &str) -> Result<CustomerId> {
    let Answer::Bin(all) = app.ask(&Query::Bin)? else {
        return Err(Stop::NoOne(text.to_owned()));
    };
    let wanted = text.trim();
    if let Some(found) = all.iter().find(|one| one.id.to_string() == wanted) {
        return Ok(found.id);
    }
    let mut named = all.iter().filter(|one| one.about.name == wanted);
    match (named.next(), named.next()) {
        (Some(found), None) => Ok(found.id),
        (None, _) => Err(Stop::NoOne(text.to_owned())),
        (Some(_), Some(_)) => Err(Stop::Several(text.to_owned(), Vec::new())),
    }
}

/// The best hits for a text, with the whole index loaded.
///
/// # Errors
/// Only what the app says.
pub fn search(app: &mut App, text: &str) -> Result<Hits> {
    while !app.warm()? {}
    if !app.is_read_only() {
        // The next command is quicker by it, where it can be written.
        drop(app.keep_index());
    }
    match app.ask(&Query::Find {
        text: text.to_owned(),
    })? {
        Answer::Hits(hits) => Ok(hits),
        _ => Ok(Hits::default()),
    }
}

/// Everything about a customer.
///
/// # Errors
/// There is no such customer.
pub fn card(app: &mut App, id: CustomerId, reveal: Option<OpId>) -> Result<Card> {
    match app.ask(&Query::Card { id, reveal })? {
        Answer::Card(Some(card)) => Ok(*card),
        _ => Err(super::stop::missing(Kind::Customer)),
    }
}

fn by_id(app: &mut App, text: &str) -> Result<Option<CustomerId>> {
    let Ok(id) = text.parse::<CustomerId>() else {
        return Ok(None);
    };
    let Answer::Card(Some(card)) = app.ask(&Query::Card { id, reveal: None })? else {
        return Ok(None);
    };
    Ok(card.customer.deleted_at.is_none().then_some(id))
}

fn by_phone(app: &mut App, text: &str) -> Result<Vec<ListRow>> {
    let Parsed::Number(value) = phone::parse_one(text, Region::default()) else {
        return Ok(Vec::new());
    };
    match app.ask(&Query::SameContact {
        method: Method::Phone,
        value,
    })? {
        Answer::Customers(window) => Ok(window.rows),
        _ => Ok(Vec::new()),
    }
}
