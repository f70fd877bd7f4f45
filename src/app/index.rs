//! The search index of one App: loaded in slices while nothing else waits, and kept in step with the file.

use super::answer::Hits;
use super::query::HITS;
use super::{App, Result};
use crate::domain::contact::Method;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::listing::{FoundIn, ListRow};
use crate::domain::{email, phone};
use crate::search::highlight::highlight;
use crate::search::index::Index;
use crate::search::term;
use crate::search::{Field, Row};
use crate::store::derived::SearchRow;
use crate::store::{self, Db};

/// Customers loaded in one slice: a few milliseconds, for which a key may have to wait.
const SLICE: usize = 500;
/// More touched customers than this, and the index is loaded afresh.
const CATCH_UP_MAX: usize = 20_000;

/// Where the index stands.
#[derive(Default)]
pub(super) struct FindIndex {
    index: Index,
    /// The next slice starts after this customer; `None` once all are loaded.
    loading: Loading,
    /// The newest op the index knows, and the file's version when it was looked at.
    head: OpId,
    version: i64,
    /// Contacts are not in it: whoever searches may not learn them digit by digit.
    hides_contacts: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Loading {
    #[default]
    Fresh,
    After(CustomerId),
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

    /// Takes over what this very App has just written.
    pub(super) fn follow(&mut self, db: &Db, touched: &[CustomerId]) -> Result<()> {
        if self.loading != Loading::Done {
            return Ok(());
        }
        for id in touched {
            match store::derived::search_row(db, *id)? {
                Some(row) => self.index.put(&row_of(row, self.hides_contacts)),
                None => self.index.remove(id.0),
            }
        }
        self.head = store::history::head(db)?;
        Ok(())
    }

    /// Loads one slice; true when all are in.
    fn load(&mut self, db: &Db) -> Result<bool> {
        let after = match self.loading {
            Loading::Done => return Ok(true),
            Loading::After(id) => id,
            Loading::Fresh => {
                self.index = Index::new();
                self.head = store::history::head(db)?;
                self.version = store::file::data_version(db)?;
                CustomerId(0)
            }
        };
        let rows = store::derived::search_rows_after(db, after, SLICE)?;
        self.loading = rows
            .last()
            .map_or(Loading::Done, |row| Loading::After(row.id));
        for row in rows {
            self.index.put(&row_of(row, self.hides_contacts));
        }
        Ok(self.loading == Loading::Done)
    }

    /// Takes over what other windows have written.
    fn catch_up(&mut self, db: &Db) -> Result<()> {
        let version = store::file::data_version(db)?;
        if self.loading != Loading::Done || version == self.version {
            return Ok(());
        }
        let touched = store::history::touched_since(db, self.head)?;
        if touched.len() > CATCH_UP_MAX {
            self.loading = Loading::Fresh;
        } else {
            self.follow(db, &touched)?;
        }
        // Last: whoever is interrupted on the way has not caught up.
        self.version = version;
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
    Row {
        id: row.id.0,
        name: row.name,
        phones: phones.iter().map(|number| phone::digits(number)).collect(),
        company: row.company,
        tags: row.tags,
        other,
        recency: row.recency,
    }
}

impl App {
    /// Loads one slice of the search index; true when all of it is in. Workers call it while nothing waits.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn warm(&mut self) -> Result<bool> {
        self.index.load(&self.db)
    }

    /// Whether all of the search index is in.
    #[must_use]
    pub fn is_warm(&self) -> bool {
        self.index.loading == Loading::Done
    }

    /// The best hits for what was typed; names that start with it while the index still loads.
    pub(super) fn find(&mut self, text: &str) -> Result<Hits> {
        self.index.catch_up(&self.db)?;
        if self.index.loading != Loading::Done {
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
        if self.index.loading != Loading::Done || typed.is_empty() {
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
            Field::Name | Field::Company | Field::Other => FoundIn { text: value, marks },
        }))
    }
}
