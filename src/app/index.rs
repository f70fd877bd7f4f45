//! The search index of one App: loaded in slices while nothing else waits, kept in step with the file, and for the next start beside it.

pub(super) mod kept;

use self::kept::Reading;
use std::path::Path;

use super::answer::Hits;
use super::query::HITS;
use super::{App, Result};
use crate::domain::contact::Method;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::listing::{FoundIn, ListRow};
use crate::domain::mask::{hide, masked};
use crate::domain::{email, phone};
use crate::search::highlight::highlight;
use crate::search::index::Index;
use crate::search::kept::Damaged;
use crate::search::pile::{Pile, Sorted};
use crate::search::term;
use crate::search::{Field, Row};
use crate::store::derived::SearchRow;
use crate::store::{self, Db};

/// Customers loaded in one slice: a few milliseconds, for which a key may have to wait.
const SLICE: usize = 500;
/// More touched customers than this, and the index is loaded afresh.
const CATCH_UP_MAX: usize = 20_000;

/// Fewer customers are loaded from the desk itself sooner than anybody could notice.
const KEPT_MIN: usize = 2_000;
/// So many changed customers may lie between the kept index and the desk before it is written again; the next start follows them.
const LAG_MAX: usize = 1_000;
/// No version of any file.
const UNKNOWN: i64 = i64::MIN;

/// Where the index stands.
#[derive(Default)]
pub(super) struct FindIndex {
    index: Index,
    loading: Loading,
    /// How many customers changed since the index was kept; `None` if it never was.
    lag: Option<usize>,
    /// The newest op the index knows, and the file's version when it was looked at.
    head: OpId,
    version: i64,
    /// Contacts are not in it: whoever searches may not learn them digit by digit.
    hides_contacts: bool,
}

#[derive(Default)]
enum Loading {
    #[default]
    Fresh,
    /// From the file beside the desk.
    Kept(Box<Reading>),
    /// From the desk; the next slice starts after this customer.
    After(CustomerId, Box<Pile>),
    /// What came from the desk goes in, the customers met longest ago first.
    Sorted(Box<Sorted>),
    Done,
}

impl FindIndex {
    /// An empty index, which then takes contacts up or not.
    pub(super) fn without_contacts(hides_contacts: bool) -> Self {
        Self {
            hides_contacts,
            ..Self::default()
        }
    }

    fn is_done(&self) -> bool {
        matches!(self.loading, Loading::Done)
    }

    /// Takes over what this very App has just written.
    pub(super) fn follow(&mut self, db: &Db, touched: &[CustomerId]) -> Result<()> {
        if !self.is_done() {
            // Half of it may be loaded already, as it was.
            self.loading = Loading::Fresh;
            return Ok(());
        }
        for id in touched {
            match store::derived::search_row(db, *id)? {
                Some(row) => self.index.put(&row_of(row, self.hides_contacts)),
                None => self.index.remove(id.0),
            }
        }
        self.lag = self.lag.map(|lag| lag + touched.len());
        self.head = store::history::head(db)?;
        Ok(())
    }

    /// Loads one slice, from the file that was kept if there is one; true when all are in.
    fn load(&mut self, db: &Db, kept: Option<&Path>) -> Result<bool> {
        match std::mem::take(&mut self.loading) {
            Loading::Fresh => self.begin(db, kept)?,
            Loading::Kept(reading) => self.load_kept(db, reading)?,
            Loading::After(id, pile) => self.load_after(db, id, pile)?,
            Loading::Sorted(mut rows) => {
                self.loading = if self.index.take(&mut rows, SLICE) {
                    Loading::Done
                } else {
                    Loading::Sorted(rows)
                };
            }
            Loading::Done => self.loading = Loading::Done,
        }
        Ok(self.is_done())
    }

    fn begin(&mut self, db: &Db, kept: Option<&Path>) -> Result<()> {
        self.index = Index::new();
        self.version = store::file::data_version(db)?;
        let reading = match kept {
            Some(path) => Reading::open(db, path)?,
            None => None,
        };
        match reading {
            Some(reading) => {
                self.loading = Loading::Kept(Box::new(reading));
                Ok(())
            }
            None => self.begin_anew(db),
        }
    }

    /// Begins with the desk itself.
    fn begin_anew(&mut self, db: &Db) -> Result<()> {
        self.index = Index::new();
        self.lag = None;
        self.head = store::history::head(db)?;
        self.load_after(db, CustomerId(0), Box::default())
    }

    fn load_kept(&mut self, db: &Db, mut reading: Box<Reading>) -> Result<()> {
        match reading.read(&mut self.index) {
            Ok(false) => self.loading = Loading::Kept(reading),
            Ok(true) => {
                self.loading = Loading::Done;
                self.lag = Some(0);
                self.head = reading.head;
                // Unknown until then: whoever is interrupted on the way has not caught up.
                let version = std::mem::replace(&mut self.version, UNKNOWN);
                if !self.follow_since(db)? {
                    self.loading = Loading::Fresh;
                    self.begin_anew(db)?;
                }
                self.version = version;
            }
            Err(Damaged) => self.begin_anew(db)?,
        }
        Ok(())
    }

    fn load_after(&mut self, db: &Db, after: CustomerId, mut pile: Box<Pile>) -> Result<()> {
        let rows = match store::derived::search_rows_after(db, after, SLICE) {
            Ok(rows) => rows,
            Err(error) => {
                // Whoever is interrupted goes on from here.
                self.loading = Loading::After(after, pile);
                return Err(error.into());
            }
        };
        self.loading = match rows.last().map(|row| row.id) {
            Some(last) => {
                let hides = self.hides_contacts;
                pile.add(rows.into_iter().map(|row| row_of(row, hides)));
                Loading::After(last, pile)
            }
            None => Loading::Sorted(Box::new(pile.sorted())),
        };
        Ok(())
    }

    /// Takes over every op that came after the newest known; false if those are too many.
    fn follow_since(&mut self, db: &Db) -> Result<bool> {
        let touched = store::history::touched_since(db, self.head)?;
        if touched.len() > CATCH_UP_MAX {
            return Ok(false);
        }
        self.follow(db, &touched)?;
        Ok(true)
    }

    /// Takes over what other windows have written.
    fn catch_up(&mut self, db: &Db) -> Result<()> {
        let version = store::file::data_version(db)?;
        if !self.is_done() || version == self.version {
            return Ok(());
        }
        if self.follow_since(db)? {
            // Last: whoever is interrupted on the way has not caught up.
            self.version = version;
        } else {
            self.loading = Loading::Fresh;
        }
        Ok(())
    }
}

fn row_of(row: SearchRow, hides_contacts: bool) -> Row {
    let (phones, mut other) = if hides_contacts {
        (Vec::new(), Vec::new())
    } else {
        (row.phones, row.handles)
    };
    if !row.nickname.is_empty() {
        other.push(row.nickname);
    }
    let (mut name, mut company) = (row.name, row.company);
    if hides_contacts {
        hide(&mut name);
        hide(&mut company);
        other.iter_mut().for_each(hide);
    }
    Row {
        id: row.id.0,
        name,
        phones: phones.iter().map(|number| phone::digits(number)).collect(),
        company,
        tags: row.tags,
        other,
        recency: row.recency,
    }
}

/// The desk beside which an index may be kept: names and phones of an encrypted one may lie nowhere in the clear.
fn kept_beside(path: Option<&Path>, is_encrypted: bool) -> Option<&Path> {
    path.filter(|_| !is_encrypted)
}

impl App {
    /// Loads one slice of the search index; true when all of it is in. Workers call it while nothing waits.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn warm(&mut self) -> Result<bool> {
        let kept = kept_beside(self.path.as_deref(), self.is_encrypted);
        self.index.load(&self.db, kept)
    }

    /// Writes the index beside the desk for the next start, if that would be quicker by it; a desk without it works as well.
    ///
    /// # Errors
    /// It could not be written.
    pub fn keep_index(&mut self) -> Result<()> {
        let kept = kept_beside(self.path.as_deref(), self.is_encrypted);
        let index = &mut self.index;
        let is_stale = index.lag.is_none_or(|lag| lag > LAG_MAX);
        let Some(path) = kept.filter(|_| is_stale && index.is_done() && !index.hides_contacts)
        else {
            return Ok(());
        };
        if index.index.len() < KEPT_MIN {
            return Ok(());
        }
        if let Some(link) = store::history::link(&self.db, index.head)? {
            kept::write(&self.db, path, &mut index.index, &link)?;
            index.lag = Some(0);
        }
        Ok(())
    }

    /// Takes the index that is kept beside the desk away: for whatever must not be read there any more.
    ///
    /// # Errors
    /// What the system says; the file may be there still.
    pub fn forget_index(&mut self) -> Result<()> {
        self.index.lag = None;
        let Some(path) = &self.path else {
            return Ok(());
        };
        kept::remove(path)
    }

    /// Whether all of the search index is in.
    #[must_use]
    pub fn is_warm(&self) -> bool {
        self.index.is_done()
    }

    /// The best hits for what was typed; names that start with it while the index still loads.
    pub(super) fn find(&mut self, text: &str) -> Result<Hits> {
        self.index.catch_up(&self.db)?;
        if !self.index.is_done() {
            let text = term::parse(text).wanted();
            let ids = store::listing::starting_with(&self.db, text.trim(), HITS)?;
            return Ok(Hits {
                rows: self.rows(&ids)?,
                more: false,
                partial: true,
            });
        }
        let found = self.index.index.find(text, HITS);
        // What lights up is what was looked for, without its signs.
        let text = &term::parse(text).wanted();
        let ids: Vec<CustomerId> = found.hits.iter().map(|hit| CustomerId(hit.id)).collect();
        let mut rows = self.rows(&ids)?;
        for row in &mut rows {
            let field = found
                .hits
                .iter()
                .find(|hit| hit.id == row.id.0)
                .map_or(Field::Name, |hit| hit.field);
            row.marks = highlight(text, Field::Name, &row.name);
            row.found_in = self.found_in(text, field, row)?;
        }
        Ok(Hits {
            rows,
            more: found.more,
            partial: false,
        })
    }

    /// Customers whose name is read like this, by the index alone; nobody while it still loads.
    pub(super) fn sounding_like(&mut self, sound: &str, limit: usize) -> Result<Vec<CustomerId>> {
        self.index.catch_up(&self.db)?;
        let typed: String = sound.split_whitespace().collect();
        if !self.index.is_done() || typed.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.index.index.find(&typed, limit);
        Ok(found.hits.iter().map(|hit| CustomerId(hit.id)).collect())
    }

    /// The value in which the search matched, where that is not the name.
    fn found_in(&self, typed: &str, field: Field, row: &ListRow) -> Result<Option<FoundIn>> {
        // Only what is needed: there are two hundred of these at every key.
        let values = match field {
            Field::Name => return Ok(None),
            Field::Company => vec![row.company.clone()],
            Field::Tag => store::tag::of_customer(&self.db, row.id)?,
            Field::Phone => store::contact::of_customer(&self.db, row.id)?
                .into_iter()
                .filter(|contact| contact.method == Method::Phone)
                .map(|contact| contact.value)
                .collect(),
            Field::Other => {
                let row = store::derived::search_row(&self.db, row.id)?.unwrap_or_default();
                row.handles.into_iter().chain([row.nickname]).collect()
            }
        };
        let marked = |value: &String| (value.clone(), highlight(typed, field, value));
        let found = values
            .iter()
            .map(marked)
            .find(|(_, marks)| !marks.is_empty());
        Ok(found.map(|(value, marks)| match field {
            // What is hidden stays hidden, however it was found.
            Field::Phone => FoundIn {
                text: phone::mask(&value),
                marks: Vec::new(),
            },
            Field::Tag => FoundIn {
                text: format!("#{value}"),
                marks: marks.into_iter().map(|at| at + 1).collect(),
            },
            Field::Other if value.contains('@') => FoundIn {
                text: email::mask(&value),
                marks: Vec::new(),
            },
            // As many characters as before: the marks stay where they are.
            Field::Name | Field::Company | Field::Other => FoundIn {
                text: masked(&value),
                marks,
            },
        }))
    }
}
