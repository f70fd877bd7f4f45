//! What changed about customers in a month: the round that keeps the book true. Reads the history and the purchases; writes nothing.

use chrono::{Months, NaiveDate};

use super::answer::{Drift, Drifted};
use super::past::column_label;
use super::{App, Result};
use crate::domain::contact::{Method, mask};
use crate::domain::id::CustomerId;
use crate::domain::time::Millis;
use crate::i18n::Strings;
use crate::store;
use crate::store::drift::{Rarer, Rewritten};

/// The most lines told; a larger shop looks at the rest by filter.
const LINES: usize = 500;

impl Drifted {
    /// What changed, in words.
    #[must_use]
    pub fn told(&self, s: &Strings) -> String {
        let w = &s.order.drift;
        match self {
            Self::Column { column, old, new } => {
                (w.rewritten)(column_label(s, "customer", column), old, new)
            }
            Self::Contact => w.contact.to_owned(),
            Self::Rarer { before, now } => (w.rarer)(*before, *now),
        }
    }

    /// The word JSON has for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Column { column, .. } => column,
            Self::Contact => "contact",
            Self::Rarer { .. } => "frequency",
        }
    }
}

impl App {
    /// What changed in the month that begins on that day; of a month that has not ended, until today.
    pub(super) fn drift(&self, month: NaiveDate) -> Result<Vec<Drift>> {
        let now = self.now();
        let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
        let last = next.pred_opt().unwrap_or(next).min(now.today());
        let start = |day: NaiveDate| {
            let midnight = day.and_hms_opt(0, 0, 0);
            let local = midnight.and_then(|at| at.and_local_timezone(now.offset).single());
            local.map_or(now.at, Millis::from)
        };
        let mut told = Vec::new();
        for one in store::drift::rewritten(&self.db, start(month), start(next))? {
            let Rewritten {
                customer,
                column,
                old,
                new,
                at,
            } = one;
            let what = match column {
                Some(column) => Drifted::Column { column, old, new },
                None => Drifted::Contact,
            };
            told.extend(self.drifted(customer, what, at.day(now.offset))?);
        }
        for Rarer {
            customer,
            before,
            now,
        } in store::drift::rarer(&self.db, last)?
        {
            told.extend(self.drifted(customer, Drifted::Rarer { before, now }, last)?);
        }
        told.truncate(LINES);
        Ok(told)
    }

    fn drifted(&self, id: CustomerId, what: Drifted, day: NaiveDate) -> Result<Option<Drift>> {
        let Some(customer) = store::customer::get(&self.db, id)? else {
            return Ok(None);
        };
        let phone = store::contact::of_customer(&self.db, id)?
            .into_iter()
            .find(|contact| contact.method == Method::Phone);
        Ok(Some(Drift {
            who: self.named(&customer)?,
            phone: phone.map_or(String::new(), |phone| mask(Method::Phone, &phone.value)),
            what,
            day,
        }))
    }
}
