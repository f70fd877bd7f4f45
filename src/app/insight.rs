//! What the shop's own numbers say, asked for a period: the sales are read once, in slices, and kept until the file changes. The models
//! are pure (`crate::insight`); here they meet the customers' names.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{App, Result, cut};
use crate::domain::customer::Stage;
use crate::domain::filter::{Expr, Filter, Test};
use crate::domain::id::CustomerId;
use crate::domain::listing::ListRow;
use crate::domain::role::{Capability, Grant};
use crate::insight::backtest::{Backtest, backtest};
use crate::insight::buyer::Sale;
use crate::insight::call::{Call, calls, reasons_of};
use crate::insight::figures::{Caller, Figures, Known, Member, Members, Worker};
use crate::insight::law::{Law, laws};
use crate::insight::ledger::Ledger;
use crate::insight::period::Span;
use crate::insight::shop::{Group, Shop};
use crate::store;
use crate::store::filter::Where;
use crate::store::sale::Place;

/// Lines of sales read in one slice: some ten milliseconds, for which another question may have to wait.
const SLICE: usize = 20_000;
/// Customers listed behind a figure.
pub const MEMBERS: usize = 500;
/// Customers on the list of whom to call.
pub const CALLS: usize = 100;
/// Whoever was spoken to so lately need not be called this week, in days.
const SPOKEN_DAYS: i64 = 7;
/// Months of trend, and of first purchase, that are told.
const MONTHS: usize = 12;

/// What is asked of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    Figures,
    /// The laws of what is bought after what.
    Laws,
    /// Whether the warnings would have been right.
    Backtest,
    /// Who stands behind a figure.
    Members(Group),
}

/// What comes back.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    Figures(Box<Figures>),
    Laws(Vec<Law>),
    Backtest(Backtest),
    Members(Members),
}

/// The sales as last read, and what was made of them.
#[derive(Default)]
pub(super) struct Cache {
    /// The file's version when they were read.
    version: i64,
    ledger: Option<Arc<Ledger>>,
    shop: Option<Arc<Shop>>,
    figures: Option<Figures>,
    laws: Option<(NaiveDate, Vec<Law>)>,
    backtest: Option<(NaiveDate, Backtest)>,
}

impl Cache {
    /// Forgets everything: this very App has written.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

/// A reading of the sales that goes on slice by slice; dropping it stops it.
#[derive(Default)]
pub struct Reading {
    version: Option<i64>,
    after: Option<Place>,
    ledger: Ledger,
}

impl App {
    /// Whether an answer needs no reading of the sales.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn knows_the_sales(&self) -> Result<bool> {
        let version = store::file::data_version(&self.db)?;
        Ok(self.cache.ledger.is_some() && self.cache.version == version)
    }

    /// Reads one slice of the sales; true when all are read. The reader calls it while nothing else waits.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn read_sales(&mut self, reading: &mut Reading) -> Result<bool> {
        let version = store::file::data_version(&self.db)?;
        if reading.version != Some(version) {
            // Another window has written between two slices: what was read does not belong together.
            *reading = Reading {
                version: Some(version),
                ..Reading::default()
            };
        }
        let ledger = &mut reading.ledger;
        let last = store::sale::after(
            &self.db,
            reading.after,
            SLICE,
            |customer, day, item, cents| {
                ledger.add(customer, day, item, cents);
            },
        )?;
        reading.after = last.or(reading.after);
        if last.is_some() {
            return Ok(false);
        }
        self.cache = Cache {
            version,
            ledger: Some(Arc::new(std::mem::take(&mut reading.ledger))),
            ..Cache::default()
        };
        Ok(true)
    }

    /// Answers about a period from the sales as they are, reading them first if they have changed.
    pub(super) fn insight(&mut self, span: Span, ask: &Ask) -> Result<Told> {
        let ledger = self.sales_read()?;
        Ok(match ask {
            Ask::Figures => Told::Figures(Box::new(self.figures(&ledger, span)?)),
            Ask::Laws => Told::Laws(self.laws(&ledger, span.to)),
            Ask::Backtest => Told::Backtest(self.backtest(&ledger, span.to)),
            Ask::Members(group) => Told::Members(self.members(&ledger, span, group)?),
        })
    }

    /// The sales, read first if they have changed.
    pub(super) fn sales_read(&mut self) -> Result<Arc<Ledger>> {
        let mut reading = Reading::default();
        while !self.knows_the_sales()? && !self.read_sales(&mut reading)? {}
        Ok(self.ledger())
    }

    /// The sales as last read.
    pub(super) fn ledger(&self) -> Arc<Ledger> {
        self.cache.ledger.clone().unwrap_or_default()
    }

    fn shop(&mut self, ledger: &Ledger, span: Span) -> Result<Arc<Shop>> {
        if let Some(shop) = self.cache.shop.as_ref().filter(|shop| shop.span == span) {
            return Ok(Arc::clone(shop));
        }
        let mut shop = Shop::under(&ledger.sales(), span, &cut::pins(&self.db)?);
        let by_hand = store::customer::stage_pins(&self.db)?.into_iter();
        shop.set_stages(
            by_hand.filter_map(|(id, stage)| Some((ledger.who.binary_search(&id).ok()?, stage))),
        );
        let shop = Arc::new(shop);
        self.cache.shop = Some(Arc::clone(&shop));
        Ok(shop)
    }

    fn laws(&mut self, ledger: &Ledger, as_of: NaiveDate) -> Vec<Law> {
        match &self.cache.laws {
            Some((day, known)) if *day == as_of => known.clone(),
            _ => {
                let found = laws(ledger, as_of);
                self.cache.laws = Some((as_of, found.clone()));
                found
            }
        }
    }

    fn backtest(&mut self, ledger: &Ledger, as_of: NaiveDate) -> Backtest {
        match &self.cache.backtest {
            Some((day, known)) if *day == as_of => known.clone(),
            _ => {
                let told = backtest(&ledger.sales(), as_of);
                self.cache.backtest = Some((as_of, told.clone()));
                told
            }
        }
    }

    fn figures(&mut self, ledger: &Ledger, span: Span) -> Result<Figures> {
        if let Some(known) = self.cache.figures.as_ref().filter(|one| one.span == span) {
            return Ok(known.clone());
        }
        let sales = ledger.sales();
        let shop = self.shop(ledger, span)?;
        let told = calls(&shop, &self.not_to_call(ledger, span.to)?);
        let figures = Figures {
            calls_n: told.len(),
            calls: self.callers(ledger, &shop, told)?,
            ..self.sums(ledger, &shop, &sales, span)?
        };
        self.cache.figures = Some(figures.clone());
        Ok(figures)
    }

    fn sums(&self, ledger: &Ledger, shop: &Shop, sales: &[Sale], span: Span) -> Result<Figures> {
        let known = Known {
            customers: usize::try_from(store::customer::count(&self.db)?).unwrap_or(0),
            due: store::sale::due(&self.db, span.to)?,
        };
        let mut figures = Figures::of(shop, sales, known, MONTHS);
        // Whoever has not bought stands elsewhere only by hand.
        for (_, by_hand) in self.set_without_sales(ledger, shop)? {
            for (stage, count) in &mut figures.stages {
                if *stage == Stage::Potential {
                    *count = count.saturating_sub(1);
                }
                *count += usize::from(*stage == by_hand);
            }
        }
        let offset = self.now().offset;
        // What colleagues have done is the owner's to read; everyone may read their own.
        let seen = self.grant(Capability::ReadAudit);
        let own = store::setting::agent_name(&self.db, self.agent)?.unwrap_or_default();
        let may_see = |name: &str| seen == Grant::Yes || (seen == Grant::Limited && name == own);
        figures.workers = store::sale::workers(&self.db, span.from, span.to, offset)?
            .into_iter()
            .filter(|work| may_see(&work.0))
            .map(|(name, said, with_outcome, done, in_time)| Worker {
                name,
                said,
                with_outcome,
                done,
                in_time,
            })
            .collect();
        Ok(figures)
    }

    /// The places of those who must not, or need not, be called.
    fn not_to_call(&self, ledger: &Ledger, as_of: NaiveDate) -> Result<BTreeSet<usize>> {
        let spoken = as_of - chrono::TimeDelta::days(SPOKEN_DAYS - 1);
        let ids = store::sale::not_to_call(&self.db, (spoken, as_of), self.now().offset)?;
        let place = |id: CustomerId| ledger.who.binary_search(&id).ok();
        Ok(ids.into_iter().filter_map(place).collect())
    }

    fn callers(&self, ledger: &Ledger, shop: &Shop, told: Vec<Call>) -> Result<Vec<Caller>> {
        let told: Vec<Call> = told.into_iter().take(CALLS).collect();
        let places: Vec<usize> = told.iter().map(|call| call.place).collect();
        let rows = self.rows_at(ledger, &places)?;
        let row = |call: &Call| {
            let id = ledger.customer(call.place)?;
            rows.iter().find(|row| row.id == id).cloned()
        };
        Ok(told
            .into_iter()
            .filter_map(|call| {
                Some(Caller {
                    row: row(&call)?,
                    value_cents: shop.value_cents(call.place),
                    call,
                })
            })
            .collect())
    }

    fn rows_at(&self, ledger: &Ledger, places: &[usize]) -> Result<Vec<ListRow>> {
        let ids: Vec<CustomerId> = places
            .iter()
            .filter_map(|place| ledger.customer(*place))
            .collect();
        self.rows(&ids)
    }

    fn members(&mut self, ledger: &Ledger, span: Span, group: &Group) -> Result<Members> {
        let shop = self.shop(ledger, span)?;
        let mut places = match group {
            Group::NotYet { bought, not_yet } => {
                let laws = self.laws(ledger, span.to);
                let law = laws
                    .into_iter()
                    .find(|law| law.a == *bought && law.b == *not_yet);
                law.map(|law| law.not_yet).unwrap_or_default()
            }
            Group::Due => return self.members_due(span.to),
            Group::Stage(stage) => return self.members_in_stage(ledger, &shop, *stage),
            group => shop.members(group),
        };
        let n = places.len();
        if !matches!(group, Group::NotYet { .. }) {
            // The most spent first: who is looked for in a long list is likely one of them.
            let spent = |place: &usize| shop.buyers.get(*place).map_or(0, |buyer| buyer.net_cents);
            places.sort_by_key(|place| (std::cmp::Reverse(spent(place)), *place));
        }
        places.truncate(MEMBERS);
        let rows = self.rows_at(ledger, &places)?;
        Ok(Members {
            n,
            rows: told(ledger, &shop, rows),
        })
    }

    /// Whoever has not bought and whose stage is set by hand.
    fn set_without_sales(&self, ledger: &Ledger, shop: &Shop) -> Result<Vec<(CustomerId, Stage)>> {
        let has_bought = |id: &CustomerId| {
            let place = ledger.who.binary_search(id).ok();
            place.is_some_and(|place| matches!(shop.standings.get(place), Some(Some(_))))
        };
        let mut pins = store::customer::stage_pins(&self.db)?;
        pins.retain(|(id, _)| !has_bought(id));
        Ok(pins)
    }

    /// Those in a stage: by hand, else by the shop's rhythm; the most spent first.
    fn members_in_stage(&self, ledger: &Ledger, shop: &Shop, stage: Stage) -> Result<Members> {
        let mut ids = match stage {
            Stage::Potential => store::filter::ids(&self.db, &self.in_stage(stage)?)?,
            stage => {
                let places = shop.members(&Group::Stage(stage)).into_iter();
                let mut ids: Vec<CustomerId> =
                    places.filter_map(|place| ledger.customer(place)).collect();
                let by_hand = self.set_without_sales(ledger, shop)?.into_iter();
                ids.extend(by_hand.filter(|pin| pin.1 == stage).map(|pin| pin.0));
                ids
            }
        };
        let n = ids.len();
        let spent = |id: &CustomerId| {
            let place = ledger.who.binary_search(id).ok();
            place.and_then(|place| Some(shop.buyers.get(place)?.net_cents))
        };
        ids.sort_by_key(|id| (std::cmp::Reverse(spent(id)), *id));
        ids.truncate(MEMBERS);
        Ok(Members {
            n,
            rows: told(ledger, shop, self.rows(&ids)?),
        })
    }

    fn in_stage(&self, stage: Stage) -> Result<Where> {
        let scene = super::filter::scene(&self.db, self.now())?;
        Ok(Where::of(
            &Filter(Some(Expr::Is(Test::Stage(stage)))),
            scene,
        ))
    }

    fn members_due(&self, as_of: NaiveDate) -> Result<Members> {
        let (n, ids) = store::sale::due_customers(&self.db, as_of, MEMBERS)?;
        let member = |row| Member {
            row,
            net_cents: 0,
            visits: 0,
            reasons: Vec::new(),
        };
        Ok(Members {
            n,
            rows: self.rows(&ids)?.into_iter().map(member).collect(),
        })
    }
}

/// Rows with what they have spent, and why they stand where they do.
fn told(ledger: &Ledger, shop: &Shop, rows: Vec<ListRow>) -> Vec<Member> {
    let member = |row: ListRow| {
        let place = ledger.who.binary_search(&row.id).ok();
        let buyer = place.and_then(|place| shop.buyers.get(place));
        Member {
            net_cents: buyer.map_or(0, |buyer| buyer.net_cents),
            visits: buyer.map_or(0, |buyer| buyer.days.len()),
            reasons: place
                .map(|place| reasons_of(shop, place))
                .unwrap_or_default(),
            row,
        }
    };
    rows.into_iter().map(member).collect()
}
