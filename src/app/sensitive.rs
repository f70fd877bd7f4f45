//! The sensitive tier: values of fields marked sensitive, sealed with a key that only managers and owners hold, each to the place where
//! it lies. A plain file has one owner and no such key; there the tier is kept by role alone. How the rows lie is `store::secret`'s.

use std::collections::HashMap;

use zeroize::Zeroizing;

use super::{App, Error, Result, Work};
use crate::domain::id::FieldId;
use crate::domain::role::Capability;
use crate::store::Db;
use crate::store::secret::{self, Cell, Kept};
use crate::vault::seal::{Place, open_cell, seal_cell};
use crate::vault::secret::Key;

/// What whoever writes may do in the sensitive tier.
pub(super) enum Tier {
    /// A plain file: values lie as they are.
    Open,
    Held(Key),
    /// The program's own hand in an encrypted file, such as a restore: what lies there stays as it is.
    Absent,
    /// An agent or a viewer.
    Denied,
}

impl Tier {
    pub(super) fn kept(&self, cell: Cell, text: &str) -> Result<Kept> {
        match self {
            Self::Open => Ok(Kept::Text(text.to_owned())),
            Self::Held(key) => sealed(key, cell, text),
            Self::Absent | Self::Denied => Err(Error::Denied(Capability::SeeSensitive)),
        }
    }

    fn is_writable(&self) -> bool {
        matches!(self, Self::Open | Self::Held(_))
    }
}

fn column_of(cell: Cell) -> String {
    format!("value {}", cell.id)
}

fn place(cell: Cell, column: &str) -> Place<'_> {
    Place {
        table: "field_value",
        column,
        row: cell.row,
    }
}

fn sealed(key: &Key, cell: Cell, text: &str) -> Result<Kept> {
    Ok(Kept::Sealed(seal_cell(
        key,
        place(cell, &column_of(cell)),
        text,
    )?))
}

fn opened(key: &Key, cell: Cell, sealed: &[u8]) -> Option<Zeroizing<String>> {
    // One that does not open was altered or moved: it reads as hidden, and the doctor names it.
    open_cell(key, place(cell, &column_of(cell)), sealed).ok()
}

/// Lets a connection read what this key opens.
pub(super) fn read_with(db: &Db, key: &Key) -> Result<()> {
    let key = std::sync::Arc::new(key.again());
    Ok(secret::register(db, move |cell, bytes| {
        opened(&key, cell, bytes).map(|text| text.to_string())
    })?)
}

/// Seals everything in the tier of a copy of the file anew: from the old key, or none, to the new one, or none.
pub(super) fn renewed(db: &Db, from: Option<&Key>, to: Option<&Key>) -> Result<()> {
    secret::renew(db, |cell, kept| {
        let text = match (&kept, from) {
            (Kept::Text(text), _) => Zeroizing::new(text.clone()),
            (Kept::Sealed(bytes), Some(key)) => match opened(key, cell, bytes) {
                Some(text) => text,
                None => return Ok(None),
            },
            (Kept::Sealed(_), None) => return Ok(None),
        };
        Ok(Some(match to {
            Some(key) => sealed(key, cell, &text)?,
            None => Kept::Text(text.to_string()),
        }))
    })
}

impl Work<'_> {
    /// Keeps a value for a row of `field_value`; returns what the row says instead.
    ///
    /// # Errors
    /// Not a manager or an owner.
    pub(super) fn keep_secret(&mut self, row: i64, text: &str) -> Result<String> {
        let cell = Cell { id: self.id(), row };
        secret::insert(self.db, cell, &self.tier.kept(cell, text)?)?;
        Ok(secret::name_of(cell.id))
    }

    /// Whether fields marked sensitive can be filled in here.
    pub(super) fn may_fill_sensitive(&self) -> bool {
        self.tier.is_writable()
    }
}

/// Puts every value into the tier its field belongs to, and takes what belongs to the sensitive one out of the history too. An op that
/// marks a field, takes a mark back, or brings rows in as they were ends with this.
pub(super) fn settle(work: &mut Work) -> Result<()> {
    let lying_open = secret::lying_open(work.db)?;
    let hidden = secret::hidden_for_nothing(work.db)?;
    let mut fields = secret::fields_touched(work.db, work.op)?;
    if !work.tier.is_writable() {
        if matches!(work.tier, Tier::Denied) {
            for one in lying_open.iter().chain(&hidden) {
                if secret::is_touched(work.db, work.op, one)? {
                    return Err(Error::Denied(Capability::SeeSensitive));
                }
            }
        }
        return Ok(());
    }
    for one in &hidden {
        if let Some(text) = secret::opened(work.db, one.row)? {
            secret::put_cell(work.db, one.row, &text)?;
        }
    }
    let mut names: HashMap<(i64, String), String> = HashMap::new();
    for one in &lying_open {
        let name = work.keep_secret(one.row, &one.value)?;
        secret::put_cell(work.db, one.row, &name)?;
        names.insert((one.row, one.value.clone()), name);
        if !fields.contains(&one.field) {
            fields.push(one.field);
        }
    }
    cover(work, &fields, names)
}

fn cover(
    work: &mut Work,
    fields: &[FieldId],
    mut names: HashMap<(i64, String), String>,
) -> Result<()> {
    if fields.is_empty() {
        return Ok(());
    }
    let db = work.db;
    secret::cover_the_past::<Error>(db, fields, |row, text| {
        let key = (row, text.to_owned());
        if let Some(name) = names.get(&key) {
            return Ok(name.clone());
        }
        let name = work.keep_secret(row, text)?;
        names.insert(key, name.clone());
        Ok(name)
    })
}

impl App {
    /// What this desk's user may do in the sensitive tier.
    pub(super) fn tier(&self) -> Tier {
        if self.require(Capability::SeeSensitive).is_err() {
            return Tier::Denied;
        }
        match (&self.sensitive, self.is_encrypted) {
            (Some(key), _) => Tier::Held(key.again()),
            (None, true) => Tier::Absent,
            (None, false) => Tier::Open,
        }
    }
}
