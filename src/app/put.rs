//! What the reliability harnesses ask of a desk: numbered customers, each written by one op of several rows, and reading them back.
//! Compiled with the feature `testkit` only; everything goes through the same `written` as `App::run`.

use std::io::Write;
use std::path::Path;

use super::op::Op;
use super::{App, Error, Result, customer, merge, mutant, rights};
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::Draft;
use crate::domain::id::CustomerId;
use crate::domain::kind::Kind;
use crate::store;
use crate::vault;

/// Contacts of every numbered customer: a half-written one has fewer.
const CONTACTS: i64 = 2;

/// A customer of the harness.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbered {
    pub number: i64,
    /// The first digits of the SHA-256 of everything in it.
    pub digest: String,
}

impl Numbered {
    fn of(number: i64, note: &str) -> Self {
        let digest = vault::digest(note.as_bytes());
        Self {
            number,
            digest: digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        }
    }
}

impl App {
    /// Adds the next numbered customer, in one op. `early` hears of it before it is written.
    ///
    /// # Errors
    /// As `run`.
    pub fn add_numbered(&mut self, early: impl FnOnce(&Numbered)) -> Result<Numbered> {
        self.sound()?;
        self.written(|app| {
            let hand = app.hand()?;
            let tx = store::file::begin(&mut app.db)?;
            let number = store::put::highest(&tx)? + 1;
            let draft = draft(number)?;
            let numbered = Numbered::of(number, &draft.about.note);
            early(&numbered);
            if mutant::is("no_atomic") {
                let bare = Draft {
                    contacts: Vec::new(),
                    ..draft
                };
                hand.perform(&tx, &Op::Customer(customer::Op::Add(bare)))?;
                store::file::commit(tx)?;
                std::thread::sleep(std::time::Duration::from_millis(5));
                return Ok(numbered);
            }
            hand.perform(&tx, &Op::Customer(customer::Op::Add(draft)))?;
            store::file::commit(tx)?;
            Ok(numbered)
        })
    }

    /// What was last to be written, as a program that hides its errors would acknowledge it.
    #[must_use]
    pub fn last_tried(&self) -> Numbered {
        let number = store::put::highest(&self.db).unwrap_or(0) + 1;
        Numbered::of(number, "")
    }

    /// Every customer of the harness; customers of other shops are numbered in the order of their ids.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn numbered(&self) -> Result<Vec<Numbered>> {
        let rows = store::put::notes(&self.db)?;
        Ok(rows
            .into_iter()
            .map(|(number, note)| Numbered::of(number, &note))
            .collect())
    }

    /// Merges the second numbered customer into the first.
    ///
    /// # Errors
    /// There is no such customer; otherwise as `run`.
    pub fn merge_numbered(&mut self, keep: i64, lose: i64) -> Result<()> {
        let op = merge::Op::Merge {
            keep: self.id_of(keep)?,
            lose: self.id_of(lose)?,
            take: Vec::new(),
            seen: None,
        };
        self.run(&Op::Merge(op)).map(drop)
    }

    /// Erases a numbered customer.
    ///
    /// # Errors
    /// There is no such customer; otherwise as `run`.
    pub fn erase_numbered(&mut self, number: i64) -> Result<()> {
        let ids = vec![self.id_of(number)?];
        let why = rights::Why::Reason("asked for".to_owned());
        self.run(&Op::Rights(rights::Op::Erase { ids, why }))
            .map(drop)
    }

    fn id_of(&self, number: i64) -> Result<CustomerId> {
        store::put::id_of(&self.db, number)?.ok_or(Error::NotFound(Kind::Customer))
    }

    /// The rows of every table: what is half done shows in their numbers.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn counts(&self) -> Result<Vec<(String, i64)>> {
        Ok(store::backup::facts(&self.db)?.counts)
    }

    /// Writes them into a new file, which gets its name when it is whole.
    ///
    /// # Errors
    /// What the store says, or the folder cannot be written.
    pub fn export_numbered(&self, to: &Path) -> Result<()> {
        let io = |source| {
            let path = to.to_owned();
            Error::Store(store::Error::Io { path, source })
        };
        let folder = to.parent().unwrap_or_else(|| Path::new("."));
        let mut part = tempfile::NamedTempFile::new_in(folder).map_err(io)?;
        for row in self.numbered()? {
            writeln!(part, "{},{}", row.number, row.digest).map_err(io)?;
        }
        part.as_file().sync_all().map_err(io)?;
        part.persist(to).map(drop).map_err(|error| io(error.error))
    }

    /// A numbered customer that is only half there.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn torn(&self) -> Result<Option<String>> {
        // Of a damaged file single rows may be lost, and a customer is worth keeping without a phone.
        if store::put::is_salvaged(&self.db)? {
            return Ok(None);
        }
        let torn = store::put::torn(&self.db, CONTACTS)?;
        Ok(torn.map(|name| format!("torn: {name}")))
    }

    /// The newest op with its hash.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn head(&self) -> Result<String> {
        let link = store::history::last_link(&self.db)?;
        Ok(link.map_or_else(String::new, |link| format!("{} {}", link.op, link.hash)))
    }

    /// Holds the file as a window that writes does.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn hold(&mut self, meanwhile: impl FnOnce()) -> Result<()> {
        self.written(|app| {
            let tx = store::file::begin(&mut app.db)?;
            meanwhile();
            drop(tx);
            Ok(())
        })
    }

    /// Runs SQL behind the desk's back, as a curious coworker might.
    ///
    /// # Errors
    /// Only what SQLite says.
    pub fn sql(&self, sql: &str) -> Result<()> {
        Ok(store::put::sql(&self.db, sql)?)
    }
}

/// A customer whose note nobody can guess: a lost row that the next run makes again would hide its loss.
fn draft(number: i64) -> Result<Draft> {
    let nonce = vault::random().map_err(|_| Error::NoRandom)?;
    let digits: String = nonce.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut draft = Draft::named(format!("P{number:08}"));
    draft.about.note = format!("{number} {}", digits.repeat(10));
    draft.contacts = vec![
        ContactDraft::new(Method::Phone, format!("138{:08}", number % 100_000_000)),
        ContactDraft::new(Method::WeChat, format!("p_{number}")),
    ];
    Ok(draft)
}
