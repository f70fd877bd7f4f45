//! Lines of the customer list as they may be shown.

use super::cut;
use super::{App, Result};
use crate::domain::contact::{Method, mask};
use crate::domain::customer::Tier;
use crate::domain::filter::Filter;
use crate::domain::id::CustomerId;
use crate::domain::listing::{Anchor, ListRow, Sort, Window, apart};
use crate::domain::time::Millis;
use crate::insight::lifecycle::{self, Cuts};
use crate::store;
use crate::store::listing::{Line, Lines};
use chrono::NaiveDate;

impl App {
    pub(super) fn customers(&self, sort: Sort, anchor: Anchor) -> Result<Window> {
        self.filtered(&Filter::default(), sort, anchor)
    }

    /// Lines of the list as they may be shown.
    pub(super) fn window_of(&self, lines: Lines) -> Result<Window> {
        let (cuts, today) = (cut::stages(&self.db)?, self.now().today());
        Ok(Window {
            rows: lines
                .rows
                .into_iter()
                .map(|line| shown_line(line, today, cuts))
                .collect(),
            from_first: lines.from_first,
            to_last: lines.to_last,
        })
    }

    /// A window that is the whole list of the customers named.
    pub(super) fn whole(&self, ids: &[CustomerId]) -> Result<Window> {
        Ok(Window {
            rows: self.rows(ids)?,
            from_first: true,
            to_last: true,
        })
    }

    /// The list lines of the customers named, in that order.
    pub(super) fn rows(&self, ids: &[CustomerId]) -> Result<Vec<ListRow>> {
        let (cuts, today) = (cut::stages(&self.db)?, self.now().today());
        Ok(store::listing::of(&self.db, ids)?
            .into_iter()
            .map(|line| shown_line(line, today, cuts))
            .collect())
    }
}

pub(super) fn shown_line(line: Line, today: NaiveDate, cuts: Cuts) -> ListRow {
    let gap = line.last_purchase.map(|day| (today - day).num_days());
    let phone = mask(Method::Phone, &line.phone);
    ListRow {
        id: line.id,
        beside: if line.is_twin {
            apart(&phone, &line.city, &line.company)
        } else {
            String::new()
        },
        name: line.name,
        company: line.company,
        city: line.city,
        phone,
        tier: Tier::from_rank(line.tier),
        stage: line
            .stage_pin
            .unwrap_or_else(|| lifecycle::stage(line.purchase_days, gap, cuts)),
        last_contact: (line.last_contact > Millis(0)).then_some(line.last_contact),
        next_due: line.next_due,
        last_purchase: line.last_purchase,
        spend_cents: line.spend_cents,
        purchase_days: line.purchase_days,
        tags: line.tags,
        source: line.source,
        owner: line.owner,
        created_at: line.created_at,
        marks: Vec::new(),
        found_in: None,
    }
}
