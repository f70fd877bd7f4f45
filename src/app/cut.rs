//! The cuts of tiers, stages and classes that a shop may set by hand, and how many customers another cut would move.

use super::op::Op;
use super::setting::Key;
use super::{App, Error, Result, derived, level, setting};
use crate::domain::customer::{Stage, Tier, line};
use crate::domain::filter::{Expr, Filter, Test};
use crate::domain::level::Level;
use crate::insight::churn::{Band, Bands};
use crate::insight::lifecycle::{self, Cuts};
use crate::insight::pins::{Division, Pins, Vip};
use crate::insight::rfm::Steps;
use crate::insight::rfm::class::Class;
use crate::insight::rfm::segment::Segment;
use crate::insight::shop::{Group, Shop};
use crate::store::filter::{Scene, Where};
use crate::store::{self, Db};

/// The settings that are cuts.
pub const CUTS: [Key; 6] = [
    Key::VipCut,
    Key::SilentDays,
    Key::LostDays,
    Key::RiskCut,
    Key::RfmCut,
    Key::RfmSteps,
];
/// The longest silence that can be set, in days.
const DAYS_MAX: i64 = 3_650;

/// Where the shop's stages are cut.
pub(super) fn stages(db: &Db) -> Result<Cuts> {
    Ok(
        store::derived::rhythm(db)?.map_or_else(Cuts::default, |rhythm| Cuts {
            silent_days: rhythm.silent_days,
            lost_days: rhythm.lost_days,
        }),
    )
}

/// What is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// One of [`CUTS`].
    Set(Key),
    /// Where a level of membership begins.
    Level(Level),
}

impl Cut {
    /// Whether this can be read as such a cut.
    #[must_use]
    pub fn reads(&self, value: &str) -> bool {
        match self {
            Self::Set(key) => checked(*key, value).is_ok(),
            Self::Level(_) => at_least(value).is_some(),
        }
    }

    /// The op that cuts there.
    ///
    /// # Errors
    /// The cut cannot be read.
    pub fn op(&self, value: &str) -> Result<Op> {
        Ok(match self {
            Self::Set(key) => Op::Setting(setting::Op::Set {
                key: *key,
                value: checked(*key, value)?,
            }),
            Self::Level(level) => Op::Level(level::Op::Put {
                name: level.name.clone(),
                at_least: at_least(value).ok_or(Error::NothingSaid)?,
                discount_percent: level.discount_percent,
                benefits: level.benefits.clone(),
            }),
        })
    }
}

fn at_least(value: &str) -> Option<i64> {
    value.trim().parse().ok().filter(|least| *least >= 0)
}

/// Customers that a cut puts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pile {
    Tier(Tier),
    Stage(Stage),
    Class(Class),
    Band(Band),
    Segment(Segment),
    /// Whoever reaches a level of membership.
    Level,
}

/// What another cut would do: each pile with how many it has, and how many it would have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Would {
    pub piles: Vec<(Pile, usize, usize)>,
}

/// A cut as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutSet {
    pub key: Key,
    /// What was set by hand; empty where it is measured.
    pub set: String,
    /// Days, or cents; none for the classes and where nothing is measured yet.
    pub now: Option<i64>,
}

/// A cut as the file keeps it; an empty one is measured.
pub(super) fn checked(key: Key, value: &str) -> Result<String> {
    let text = line(value);
    let is_good = text.is_empty()
        || match key {
            Key::VipCut => Vip::parse(&text).is_some(),
            Key::RfmCut => Division::parse(&text).is_some(),
            Key::RiskCut => Bands::parse(&text).is_some(),
            Key::RfmSteps => Steps::parse(&text).is_some(),
            _ => days(&text).is_some(),
        };
    if is_good {
        Ok(text)
    } else {
        Err(Error::Cut(key))
    }
}

fn days(text: &str) -> Option<i64> {
    let days: i64 = text.trim().parse().ok()?;
    (1..=DAYS_MAX).contains(&days).then_some(days)
}

/// What is set by hand; what cannot be read counts as not set.
pub(super) fn pins(db: &Db) -> Result<Pins> {
    let mut pins = Pins::default();
    for key in CUTS {
        let text = store::setting::get(db, key.code())?.unwrap_or_default();
        put(&mut pins, key, &text);
    }
    Ok(pins)
}

fn put(pins: &mut Pins, key: Key, text: &str) {
    let usual = Pins::default();
    match key {
        Key::VipCut => pins.vip = Vip::parse(text).unwrap_or(usual.vip),
        Key::SilentDays => pins.silent_days = days(text),
        Key::LostDays => pins.lost_days = days(text),
        Key::RfmCut => pins.classes = Division::parse(text).unwrap_or(usual.classes),
        Key::RiskCut => pins.bands = Bands::parse(text).unwrap_or(usual.bands),
        Key::RfmSteps => pins.steps = Steps::parse(text).unwrap_or(usual.steps),
        _ => {}
    }
}

/// The pins in one line: when they change, everybody is cut anew.
pub(super) fn written(db: &Db) -> Result<String> {
    let mut all = Vec::new();
    for key in [Key::VipCut, Key::SilentDays, Key::LostDays, Key::RiskCut] {
        all.push(store::setting::get(db, key.code())?.unwrap_or_default());
    }
    Ok(if all.iter().all(String::is_empty) {
        String::new()
    } else {
        all.join("|")
    })
}

impl App {
    /// The cuts as they stand.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn cuts_set(&self) -> Result<Vec<CutSet>> {
        let rhythm = store::derived::rhythm(&self.db)?;
        let mut all = Vec::new();
        for key in CUTS {
            let now = rhythm.as_ref().and_then(|rhythm| match key {
                Key::VipCut => Some(rhythm.vip_cents).filter(|cents| *cents < i64::MAX),
                Key::SilentDays => Some(rhythm.silent_days),
                Key::LostDays => Some(rhythm.lost_days),
                _ => None,
            });
            let set = store::setting::get(&self.db, key.code())?.unwrap_or_default();
            all.push(CutSet { key, set, now });
        }
        Ok(all)
    }

    /// How many customers would stand where, were this cut set so; an empty one is measured.
    ///
    /// # Errors
    /// The cut cannot be read, or what the store says.
    pub fn would(&mut self, cut: &Cut, value: &str) -> Result<Would> {
        let key = match cut {
            Cut::Set(key) => *key,
            Cut::Level(level) => {
                let least = at_least(value).ok_or(Error::NothingSaid)?;
                let now = self.what_if(level.at_least)?.would;
                let would = self.what_if(least)?.would;
                return Ok(Would {
                    piles: vec![(Pile::Level, now, would)],
                });
            }
        };
        let text = checked(key, value)?;
        let (now, mut pins) = (pins(&self.db)?, pins(&self.db)?);
        put(&mut pins, key, &text);
        let piles = match key {
            Key::VipCut => {
                let (now, would) = (self.tiers_under(&now)?, self.tiers_under(&pins)?);
                let tiers = Tier::ALL.into_iter().zip(now.into_iter().zip(would));
                tiers.map(|(t, (n, w))| (Pile::Tier(t), n, w)).collect()
            }
            Key::SilentDays | Key::LostDays => {
                let (now, would) = (self.stages_under(&now)?, self.stages_under(&pins)?);
                let stages = Stage::ALL.into_iter().zip(now.into_iter().zip(would));
                stages.map(|(s, (n, w))| (Pile::Stage(s), n, w)).collect()
            }
            Key::RfmCut => {
                let all = Class::ALL.map(|class| (Pile::Class(class), Group::Class(class)));
                self.piles_under(&now, &pins, all)?
            }
            Key::RiskCut => {
                let all = [Band::Normal, Band::Warning, Band::High];
                let all = all.map(|band| (Pile::Band(band), Group::Band(band)));
                self.piles_under(&now, &pins, all)?
            }
            Key::RfmSteps => {
                let all = Segment::ALL.map(|one| (Pile::Segment(one), Group::Segment(one)));
                self.piles_under(&now, &pins, all)?
            }
            _ => return Err(Error::Cut(key)),
        };
        Ok(Would { piles })
    }

    fn tiers_under(&self, pins: &Pins) -> Result<[usize; 3]> {
        let from = derived::year_before(self.now().today());
        let cut = pins.vip_cents(&store::derived::spends_since(&self.db, from)?);
        Ok(store::derived::tiers_at(&self.db, cut)?)
    }

    fn stages_under(&self, pins: &Pins) -> Result<Vec<usize>> {
        let measured = lifecycle::cuts(&mut store::derived::gaps(&self.db)?);
        let cuts = pins.stages(measured);
        let scene = Scene {
            now: self.now(),
            silent_days: cuts.silent_days,
            lost_days: cuts.lost_days,
        };
        let mut counts = Vec::new();
        for stage in Stage::ALL {
            let filter = Filter(Some(Expr::Is(Test::Stage(stage))));
            let count = store::filter::count(&self.db, &Where::of(&filter, scene))?;
            counts.push(usize::try_from(count).unwrap_or(0));
        }
        Ok(counts)
    }

    fn piles_under<const N: usize>(
        &mut self,
        now: &Pins,
        would: &Pins,
        piles: [(Pile, Group); N],
    ) -> Result<Vec<(Pile, usize, usize)>> {
        let ledger = self.sales_read()?;
        let sales = ledger.sales();
        let span = crate::insight::period::Period::All.until(self.now().today());
        let (now, would) = (
            Shop::under(&sales, span, now),
            Shop::under(&sales, span, would),
        );
        let count = |(pile, group): (Pile, Group)| (pile, now.count(&group), would.count(&group));
        Ok(piles.into_iter().map(count).collect())
    }
}
