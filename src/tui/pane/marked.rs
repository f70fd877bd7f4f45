//! Which customers are marked for what is done to many at once: single ones, and a range that follows the selection while it is open.

use std::collections::BTreeSet;

use crate::app::query::RANGE;
use crate::domain::id::CustomerId;
use crate::domain::listing::ListRow;

/// The marked customers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    ids: BTreeSet<CustomerId>,
    range: Option<Range>,
    /// Everyone the list means has to be asked from the file.
    asks_everyone: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    from: CustomerId,
    held: BTreeSet<CustomerId>,
    /// Its other end, while what lies between has to be asked from the file.
    asks: Option<CustomerId>,
    is_open: bool,
}

impl Marked {
    #[must_use]
    pub fn has(&self, id: CustomerId) -> bool {
        self.ids.contains(&id)
            || self
                .range
                .as_ref()
                .is_some_and(|range| range.held.contains(&id))
    }

    /// All of them, each once.
    #[must_use]
    pub fn all(&self) -> Vec<CustomerId> {
        let held = self.range.iter().flat_map(|range| &range.held);
        let all: BTreeSet<CustomerId> = self.ids.iter().chain(held).copied().collect();
        all.into_iter().collect()
    }

    /// Marks one, or lets go of it.
    pub fn toggle(&mut self, id: CustomerId) {
        self.close();
        if !self.ids.remove(&id) {
            self.ids.insert(id);
        }
    }

    /// Marks all of these; when all were marked already, lets go of them.
    pub fn toggle_all(&mut self, ids: &[CustomerId]) {
        self.close();
        self.asks_everyone = false;
        if ids.iter().all(|id| self.ids.contains(id)) {
            ids.iter().for_each(|id| {
                self.ids.remove(id);
            });
        } else {
            self.ids.extend(ids);
        }
    }

    /// Means everyone in the list, who are more than are in view.
    pub fn ask_everyone(&mut self) {
        self.asks_everyone = true;
    }

    /// Whether everyone in the list has to be asked from the file.
    #[must_use]
    pub fn asks_everyone(&self) -> bool {
        self.asks_everyone
    }

    /// How many are marked.
    #[must_use]
    pub fn count(&self) -> usize {
        let held = self.range.iter().flat_map(|range| &range.held);
        self.ids.len() + held.filter(|id| !self.ids.contains(id)).count()
    }

    /// Begins a range at a customer, or ends the one that is open.
    pub fn range(&mut self, id: CustomerId) {
        if self.range.as_ref().is_some_and(|range| range.is_open) {
            self.close();
        } else {
            self.settle();
            self.range = Some(Range {
                from: id,
                held: BTreeSet::from([id]),
                asks: None,
                is_open: true,
            });
        }
    }

    /// The selection has moved: the open range reaches to it.
    pub fn follow(&mut self, rows: &[ListRow], selected: usize) {
        let Some(range) = self.range.as_mut().filter(|range| range.is_open) else {
            return;
        };
        let from = rows.iter().position(|row| row.id == range.from);
        match from.and_then(|from| rows.get(from.min(selected)..=from.max(selected))) {
            Some(reached) => {
                range.held = reached.iter().map(|row| row.id).collect();
                range.asks = None;
            }
            // Its beginning has left the window of rows: what it has held stays held until the answer comes.
            None => {
                let to = rows.get(selected).map(|row| row.id);
                range.held.extend(to);
                range.asks = to;
            }
        }
    }

    /// The ends of a range that has to be asked from the file.
    #[must_use]
    pub fn asks(&self) -> Option<(CustomerId, CustomerId)> {
        let range = self.range.as_ref()?;
        range.asks.map(|to| (range.from, to))
    }

    /// Takes over whom the file has between two ends, if they are still the ones asked about.
    pub fn reach(&mut self, ends: (CustomerId, CustomerId), ids: &[CustomerId]) {
        if self.asks() != Some(ends) || ids.is_empty() {
            return;
        }
        if let Some(range) = &mut self.range {
            range.held = ids.iter().copied().collect();
        }
        if self.range.as_ref().is_some_and(|range| !range.is_open) {
            self.settle();
        }
    }

    /// Whether the open range holds as many as one can.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.range
            .as_ref()
            .is_some_and(|range| range.is_open && range.held.len() >= RANGE)
    }

    /// Lets go of all; false when nothing was marked.
    pub fn clear(&mut self) -> bool {
        let had = !self.ids.is_empty() || self.range.is_some() || self.asks_everyone;
        *self = Self::default();
        had
    }

    /// Ends the range; one that still waits for an answer takes that over first.
    fn close(&mut self) {
        match &mut self.range {
            Some(range) if range.asks.is_some() => range.is_open = false,
            _ => self.settle(),
        }
    }

    fn settle(&mut self) {
        let held = self.range.take().map(|range| range.held);
        self.ids.extend(held.unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer::{Stage, Tier};
    use crate::domain::time::Millis;

    fn rows(ids: std::ops::Range<i64>) -> Vec<ListRow> {
        ids.map(|id| ListRow {
            beside: String::new(),
            id: CustomerId(id),
            name: String::new(),
            company: String::new(),
            city: String::new(),
            phone: String::new(),
            tier: Tier::Potential,
            stage: Stage::New,
            last_contact: None,
            next_due: None,
            last_purchase: None,
            spend_cents: 0,
            purchase_days: 0,
            tags: Vec::new(),
            source: String::new(),
            owner: String::new(),
            created_at: Millis(0),

            marks: Vec::new(),
            found_in: None,
        })
        .collect()
    }

    fn ids(marked: &Marked) -> Vec<i64> {
        marked.all().iter().map(|id| id.0).collect()
    }

    #[test]
    fn an_open_range_follows_the_selection_both_ways() {
        let (rows, mut marked) = (rows(0..10), Marked::default());
        marked.toggle(CustomerId(9));
        marked.range(CustomerId(4));
        for (selected, expected) in [
            (6, vec![4, 5, 6, 9]),
            (3, vec![3, 4, 9]),
            (5, vec![4, 5, 9]),
        ] {
            marked.follow(&rows, selected);
            assert_eq!(ids(&marked), expected);
        }
        marked.range(CustomerId(5));
        marked.follow(&rows, 0);
        assert_eq!(ids(&marked), [4, 5, 9], "ended");
    }

    #[test]
    fn a_range_that_began_out_of_view_is_asked_for_and_holds_all_between() {
        let mut marked = Marked::default();
        marked.range(CustomerId(4));
        marked.follow(&rows(0..10), 6);
        assert_eq!(marked.asks(), None, "all of it is in view");
        marked.follow(&rows(100..110), 2);
        let ends = (CustomerId(4), CustomerId(102));
        assert_eq!(marked.asks(), Some(ends));
        let between: Vec<CustomerId> = (4..103).map(CustomerId).collect();
        marked.reach((CustomerId(4), CustomerId(101)), &between[..98]);
        assert_eq!(
            ids(&marked),
            [4, 5, 6, 102],
            "an answer to an older question"
        );
        marked.range(CustomerId(102));
        marked.follow(&rows(100..110), 9);
        marked.reach(ends, &between);
        assert_eq!(
            ids(&marked),
            (4..103).collect::<Vec<i64>>(),
            "also when it was ended"
        );
        assert_eq!(marked.asks(), None);
    }

    #[test]
    fn all_in_view_are_marked_and_let_go_again() {
        let mut marked = Marked::default();
        marked.toggle(CustomerId(1));
        marked.toggle_all(&[0, 1, 2].map(CustomerId));
        assert_eq!(ids(&marked), [0, 1, 2]);
        marked.toggle_all(&[0, 1, 2].map(CustomerId));
        assert_eq!(ids(&marked), [0_i64; 0]);
        assert!(!marked.clear(), "nothing was marked");
    }
}
