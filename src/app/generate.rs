//! Filling a shop with made-up customers, however many, and opening the demo shop. What they say is `shop`'s business.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::clock::Clock;
use super::import::{self, Mode};
use super::index::FindIndex;
use super::op::Op;
use super::pace::Pace;
use super::setting::{self, Key};
use super::{App, Result, derived, script};
use crate::domain::history::Source;
use crate::domain::name::Lang;
use crate::domain::record::{Record, Ware};
use crate::domain::role::Capability;
use crate::shop;
use crate::store;
use crate::store::file::{Access, References};

/// Customers written under one op: few enough to be held in memory, many enough that an op's own cost does not show.
const BATCH: usize = 10_000;

/// The seed of the demo shop that everybody sees.
pub const DEMO_SEED: u64 = shop::DEMO_SEED;

impl App {
    /// Fills an empty shop with so many made-up customers, the same for the same seed and day.
    ///
    /// # Errors
    /// As `fill`.
    pub fn make_up(&mut self, customers: usize, seed: u64, pace: &Arc<Pace>) -> Result<()> {
        let records = shop::generate(seed, self.now()).take(customers);
        self.fill(records, pace)
    }

    /// Writes records as new customers, op after op, in one transaction: all of them, or none if it fails or is cancelled.
    ///
    /// # Errors
    /// `Cancelled` by `pace`; otherwise whatever refuses a record.
    pub fn fill(
        &mut self,
        records: impl IntoIterator<Item = Record>,
        pace: &Arc<Pace>,
    ) -> Result<()> {
        self.stock(records, Vec::new(), pace)
    }

    /// The same, with what the shop sells and its levels.
    fn stock(
        &mut self,
        records: impl IntoIterator<Item = Record>,
        wares: Vec<Ware>,
        pace: &Arc<Pace>,
    ) -> Result<()> {
        let held = store::file::hold_more(&self.db)?;
        store::file::set_references(&self.db, References::Later)?;
        let filled = self.write_batches(records.into_iter(), wares, pace);
        store::file::set_references(&self.db, References::AtOnce)?;
        store::file::hold_as_before(&self.db, held);
        // Loading the index afresh is quicker than following so many.
        self.index = FindIndex::without_contacts(self.hides_contacts());
        filled
    }

    fn write_batches(
        &mut self,
        mut records: impl Iterator<Item = Record>,
        mut wares: Vec<Ware>,
        pace: &Arc<Pace>,
    ) -> Result<()> {
        self.require(Capability::Import)?;
        let hand = self.hand()?;
        let (expected, _) = records.size_hint();
        pace.total.store(expected as u64, Ordering::Relaxed);
        // One transaction: pages that are new in it need no rollback journal, which would otherwise be most of the writing.
        let tx = store::file::begin(&mut self.db)?;
        loop {
            let batch: Vec<Record> = records.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            hand.perform(
                &tx,
                &Op::Import(Box::new(import::Op {
                    mode: Mode::Strangers,
                    records: batch,
                    wares: std::mem::take(&mut wares),
                    pace: Arc::clone(pace),
                    ..import::Op::default()
                })),
            )?;
        }
        store::file::check_references(&tx)?;
        derived::settle(&tx, hand.now.today())?;
        Ok(store::file::commit(tx)?)
    }

    /// Makes the demo shop in a new file and opens it; in memory without a path.
    ///
    /// # Errors
    /// As `create` and `open`.
    pub fn demo(path: Option<&Path>, clock: Clock, lang: Lang, seed: u64) -> Result<Self> {
        let mut app = match path {
            Some(path) => {
                Self::create(path, &clock)?;
                Self::open(path, Access::Write, clock, Source::Desk)?
            }
            None => Self::in_memory(clock)?,
        };
        let (shop_name, agent) = shop::demo_names(lang);
        app.run(&Op::Setting(setting::Op::NameAgent(agent.to_owned())))?;
        let language = match lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        for (key, value) in [
            (Key::ShopName, shop_name),
            (Key::Language, language),
            (Key::Demo, "1"),
        ] {
            app.run(&Op::Setting(setting::Op::Set {
                key,
                value: value.to_owned(),
            }))?;
        }
        app.run(&Op::Script(script::Op::Starter(lang)))?;
        let wares = shop::demo_wares(lang, app.now());
        app.stock(shop::demo(lang, app.now(), seed), wares, &Arc::default())?;
        Ok(app)
    }
}
