//! Reading by filter and by full text: who is meant, how many they are, and which text has the words.

use super::answer::{TextHit, Texts};
use super::query::{HALF_WINDOW, HITS};
use super::{App, Result};
use crate::domain::filter::Filter;
use crate::domain::full_text;
use crate::domain::full_text::excerpt::excerpt;
use crate::domain::listing::{Anchor, Sort, Window};
use crate::domain::time::Now;
use crate::store::filter::{Scene, Where};
use crate::store::full_text::{Hit, When};
use crate::store::{self, Db};

/// What a filter is seen against.
pub(super) fn scene(db: &Db, now: Now) -> Result<Scene> {
    let cuts = super::query::cuts(db)?;
    Ok(Scene {
        now,
        silent_days: cuts.silent_days,
        lost_days: cuts.lost_days,
    })
}

impl App {
    /// A window of those a filter means.
    pub(super) fn filtered(&self, filter: &Filter, sort: Sort, anchor: Anchor) -> Result<Window> {
        let only = self.those(filter)?;
        self.window_of(store::listing::narrowed(
            &self.db,
            &only,
            sort,
            anchor,
            HALF_WINDOW,
        )?)
    }

    /// How many a filter means.
    pub(super) fn count(&self, filter: &Filter) -> Result<i64> {
        Ok(store::filter::count(&self.db, &self.those(filter)?)?)
    }

    fn those(&self, filter: &Filter) -> Result<Where> {
        Ok(Where::of(filter, scene(&self.db, self.now())?))
    }

    /// The newest texts that have every word typed; none when nothing typed can be looked for.
    pub(super) fn texts(&self, typed: &str) -> Result<Texts> {
        let Some(expression) = full_text::expression(typed) else {
            return Ok(Texts::default());
        };
        let (hits, more) = store::full_text::search(&self.db, &expression, HITS)?;
        Ok(Texts {
            hits: hits
                .into_iter()
                .filter_map(|hit| self.shown(hit, typed))
                .collect(),
            more,
        })
    }

    /// The text of a row that answers best: the one with the most of what was typed.
    fn shown(&self, hit: Hit, typed: &str) -> Option<TextHit> {
        let (field, excerpt) = hit
            .texts
            .iter()
            .filter_map(|(field, text)| Some((*field, excerpt(text, typed)?)))
            .max_by_key(|(field, excerpt)| (excerpt.marks.len(), std::cmp::Reverse(*field)))?;
        let day = match hit.when {
            When::Always => None,
            When::At(at) => Some(at.day(self.now().offset)),
            When::Day(day) => day.parse().ok(),
        };
        Some(TextHit {
            customer: hit.customer,
            name: hit.name,
            field,
            day,
            excerpt,
        })
    }
}
