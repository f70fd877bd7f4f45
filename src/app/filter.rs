//! Reading by filter and by full text: who is meant, how many they are, and which text has the words.

use super::answer::{TextHit, Texts};
use super::changed::beside;
use super::query::{EVERYONE, HALF_WINDOW, HITS, RANGE};
use super::{App, Result};
use crate::domain::filter::Filter;
use crate::domain::full_text;
use crate::domain::full_text::excerpt::excerpt;
use crate::domain::id::CustomerId;
use crate::domain::listing::{Anchor, Sort, Window};
use crate::domain::mask::hide;
use crate::domain::time::Now;
use crate::domain::view::{Group, Heading, View};
use crate::store::filter::{Scene, Where};
use crate::store::full_text::{Hit, When};
use crate::store::listing::Walk;
use crate::store::{self, Db};

/// What a filter is seen against.
pub(super) fn scene(db: &Db, now: Now) -> Result<Scene> {
    let cuts = super::cut::stages(db)?;
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
        let walk = Walk::by(sort.into(), None, scene(&self.db, self.now())?);
        self.window_of(store::listing::window(
            &self.db,
            &only,
            &walk,
            anchor,
            HALF_WINDOW,
        )?)
    }

    /// Everyone between two of the list, both included.
    pub(super) fn between(
        &self,
        view: &View,
        ends: (CustomerId, CustomerId),
    ) -> Result<Vec<CustomerId>> {
        let only = self.those(&view.filter)?;
        let walk = Walk::by(view.order, view.group, scene(&self.db, self.now())?);
        Ok(store::listing::between::between(
            &self.db, &only, &walk, ends, RANGE,
        )?)
    }

    /// Everyone a filter means.
    pub(super) fn everyone(&self, filter: &Filter) -> Result<Vec<CustomerId>> {
        let mut all = store::filter::ids(&self.db, &self.those(filter)?)?;
        all.truncate(EVERYONE);
        Ok(all)
    }

    /// A window of the list as a view shows it.
    pub(super) fn viewed(&self, view: &View, anchor: Anchor) -> Result<Window> {
        let only = self.those(&view.filter)?;
        let walk = Walk::by(view.order, view.group, scene(&self.db, self.now())?);
        self.window_of(store::listing::window(
            &self.db,
            &only,
            &walk,
            anchor,
            HALF_WINDOW,
        )?)
    }

    /// The headings of those a filter means, in the order of the list.
    pub(super) fn headings(&self, filter: &Filter, group: Group) -> Result<Vec<(Heading, i64)>> {
        let only = self.those(filter)?;
        Ok(store::listing::headings(
            &self.db,
            &only,
            group,
            scene(&self.db, self.now())?,
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
        let mut shown = Vec::with_capacity(hits.len());
        for mut hit in hits {
            if self.hides_contacts() {
                // What is hidden is not found either, however little of it is typed.
                hit.texts.iter_mut().for_each(|(_, text)| hide(text));
                let is_said = |word| {
                    hit.texts
                        .iter()
                        .any(|(_, text)| excerpt(text, word).is_some())
                };
                if !typed.split_whitespace().all(is_said) {
                    continue;
                }
            }
            let beside = beside(&self.db, hit.customer)?;
            shown.extend(self.shown(hit, typed, beside));
        }
        Ok(Texts { hits: shown, more })
    }

    /// The text of a row that answers best: the one with the most of what was typed.
    fn shown(&self, hit: Hit, typed: &str, beside: String) -> Option<TextHit> {
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
            beside,
            row: hit.row,
            field,
            day,
            excerpt,
        })
    }
}
