//! What the desk has learned from its sales, once a day, and the hints it gives about one customer.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::insight::Reading;
use super::op::Op;
use super::{App, Result, cut, derived, rule};
use crate::domain::id::CustomerId;
use crate::insight::advice::{Advice, KnownLaw, Model};
use crate::insight::buyer::{Sale, buyers};
use crate::insight::law::laws;
use crate::insight::rebuy;
use crate::insight::shop::Rhythm;
use crate::store;

/// Laws kept: the surest.
const LAWS: usize = 50;

impl App {
    /// Learns from the sales what is not yet learned today; what was known before stays until all of it is there.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn learn(&mut self) -> Result<()> {
        let today = self.now().today();
        if self.is_read_only() || store::model::is_of(&self.db, today)? {
            return Ok(());
        }
        let mut reading = Reading::default();
        while !self.read_sales(&mut reading)? {}
        let ledger = self.ledger();
        let buyers = buyers(&ledger.sales(), today);
        let rhythm = Rhythm::under(&buyers, today, &cut::pins(&self.db)?);
        let model = Model {
            mean_gap_days: rhythm.mean_gap_days,
            horizon_days: rhythm.horizon_days,
            repeaters: rhythm.repeaters,
            habit: rhythm.habit(),
            bands: rhythm.bands,
        };
        let usize_of = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let known: Vec<KnownLaw> = laws(&ledger, today)
            .into_iter()
            .take(LAWS)
            .map(|law| KnownLaw {
                bought: law.a,
                not_yet: law.b,
                k: usize_of(law.k),
                n: usize_of(law.n),
            })
            .collect();
        let shelf = store::product::all(&self.db)?;
        let lasts: HashMap<&str, i64> = shelf
            .iter()
            .filter_map(|product| Some((product.name.as_str(), product.rebuy_days?)))
            .collect();
        let miss = rebuy::miss(&ledger, today, |item| lasts.get(item).copied());
        // The model and what it says of everybody change together, or not at all.
        let tx = store::file::begin(&mut self.db)?;
        store::model::put(&tx, today, &model, &known, miss)?;
        let mut has_moved = false;
        for (id, buyer) in ledger.who.iter().zip(&buyers) {
            let loss = model.loss(buyer, today);
            has_moved |= store::derived::set_loss(&tx, *id, loss)?;
        }
        store::file::commit(tx)?;
        if has_moved {
            self.run(&Op::Rule(rule::Op::Run {
                pace: Arc::default(),
                asked: rule::Asked::ByCalendar,
            }))?;
        }
        Ok(())
    }

    /// The hints about one customer; none before anything was learned.
    pub(super) fn advice(&self, id: CustomerId) -> Result<Advice> {
        let Some(model) = derived::model(&self.db)? else {
            return Ok(Advice::default());
        };
        let today = self.now().today();
        let sold = store::model::sales_of(&self.db, id)?;
        let sales: Vec<Sale> = sold
            .iter()
            .map(|(day, _, cents)| Sale {
                buyer: 0,
                day: *day,
                cents: *cents,
            })
            .collect();
        let items: BTreeSet<String> = sold.into_iter().map(|(_, item, _)| item).collect();
        let buyer = buyers(&sales, today).pop().unwrap_or_default();
        let laws = store::model::laws(&self.db)?;
        Ok(Advice::of(&buyer, &items, &model, &laws, today))
    }
}
