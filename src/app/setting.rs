//! The shop's settings, which live in its file, and the name of whoever sits at the desk.

use super::{Done, Error, Result, Work, cut, points, script, standard};
use crate::domain::command;
use crate::domain::customer::{Basis, line};
use crate::domain::level::Measure;
use crate::domain::name::Lang;
use crate::i18n;
use crate::store;

/// A setting of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    ShopName,
    Language,
    LegalBasis,
    OpeningHours,
    /// Points for a unit of currency: 1 unless set; 0 gives none.
    PointsPerUnit,
    /// After how many months points expire: never unless set.
    PointsMonths,
    /// How many points somebody gets when a customer they brought buys for the first time; none unless set.
    ReferralPoints,
    /// What levels go by: `points` or `spend`.
    LevelsBy,
    /// After how many days without being verified a record is stale.
    StaleDays,
    /// Whether the pool of nobody's customers is in use: `on`.
    Pool,
    /// After how many days without a touch a customer falls into it.
    PoolIdleDays,
    /// How many one person may claim a day.
    PoolClaims,
    /// Where a VIP begins: `20%` of the buyers, or an amount spent in a year.
    VipCut,
    /// After how many days without a purchase a customer is silent, and lost; measured unless set.
    SilentDays,
    LostDays,
    /// What divides the eight classes: `means`, `halves`, or `90,3,500`.
    RfmCut,
    /// Below which chances somebody is watched, and at high risk.
    RiskCut,
    /// What divides the five scores of recency, frequency and money.
    RfmSteps,
    /// Whether rules work at all: `off` rests them all.
    Rules,
    /// Whether lists for marketing leave out whoever has not agreed: unless this is `off`.
    ConsentGate,
    /// What the shop calls the ways customers come to it, parted by bars; other spellings behind an equals sign.
    Sources,
    /// The same of cities and of titles.
    Cities,
    Titles,
    /// Which of these lists take nothing else.
    ClosedLists,
    /// What must be filled in: `phone|birthday@vip`.
    Required,
    /// The form that texts must have: `email=/.+@ourshop\.cn/ a work address`, one a line.
    Patterns,
    /// Set in a throw-away shop, so that nobody mistakes it for a real one.
    Demo,
}

impl Key {
    pub const ALL: [Self; 27] = [
        Self::ShopName,
        Self::Language,
        Self::LegalBasis,
        Self::OpeningHours,
        Self::PointsPerUnit,
        Self::PointsMonths,
        Self::ReferralPoints,
        Self::LevelsBy,
        Self::StaleDays,
        Self::Pool,
        Self::PoolIdleDays,
        Self::PoolClaims,
        Self::VipCut,
        Self::SilentDays,
        Self::LostDays,
        Self::RfmCut,
        Self::RiskCut,
        Self::RfmSteps,
        Self::Rules,
        Self::ConsentGate,
        Self::Sources,
        Self::Cities,
        Self::Titles,
        Self::ClosedLists,
        Self::Required,
        Self::Patterns,
        Self::Demo,
    ];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ShopName => "shop_name",
            Self::Language => "language",
            Self::LegalBasis => "legal_basis",
            Self::OpeningHours => "opening_hours",
            Self::PointsPerUnit => "points_per_unit",
            Self::PointsMonths => "points_months",
            Self::ReferralPoints => "referral_points",
            Self::LevelsBy => "levels_by",
            Self::StaleDays => "stale_days",
            Self::Pool => "pool",
            Self::PoolIdleDays => "pool_days",
            Self::PoolClaims => "pool_claims",
            Self::VipCut => "vip_cut",
            Self::SilentDays => "silent_days",
            Self::LostDays => "lost_days",
            Self::RfmCut => "rfm_cut",
            Self::RiskCut => "risk_cut",
            Self::RfmSteps => "rfm_steps",
            Self::Rules => "rules",
            Self::ConsentGate => "consent_gate",
            Self::Sources => "sources",
            Self::Cities => "cities",
            Self::Titles => "titles",
            Self::ClosedLists => "closed_lists",
            Self::Required => "required",
            Self::Patterns => "patterns",
            Self::Demo => "demo",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.code() == code)
    }

    /// The setting that people may change by that name, in either language.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let key = Self::from_code(command::setting(word));
        // Whether a shop is a throw-away one is not for people to say.
        key.filter(|key| *key != Self::Demo)
    }
}

impl Key {
    /// The value as the file keeps it; `None` where only certain words will do and this is none of them.
    #[must_use]
    pub fn read(self, text: &str) -> Option<String> {
        let text = text.trim();
        match self {
            Self::Language => i18n::lang_of(text).map(|lang| i18n::lang_code(lang).to_owned()),
            Self::LegalBasis => {
                let basis = Basis::ALL.into_iter().find(|basis| basis.code() == text);
                basis.map(|basis| basis.code().to_owned())
            }
            Self::PointsPerUnit => points::hundredths(text).map(|_| text.to_owned()),
            Self::PointsMonths | Self::ReferralPoints => {
                text.parse::<u16>().ok().map(|count| count.to_string())
            }
            Self::LevelsBy => Measure::from_code(text).map(|measure| measure.code().to_owned()),
            Self::StaleDays | Self::PoolIdleDays | Self::PoolClaims => {
                let days = text.parse::<u16>().ok().filter(|days| *days > 0);
                days.map(|days| days.to_string())
            }
            Self::Rules | Self::Pool | Self::ConsentGate => {
                ["on", "off"].contains(&text).then(|| text.to_owned())
            }
            // A cut says itself what it may be, where it is set.
            Self::VipCut
            | Self::SilentDays
            | Self::LostDays
            | Self::RfmCut
            | Self::RiskCut
            | Self::RfmSteps
            | Self::ShopName
            | Self::OpeningHours
            | Self::Sources
            | Self::Cities
            | Self::Titles
            | Self::ClosedLists
            | Self::Required
            | Self::Patterns
            | Self::Demo => Some(text.to_owned()),
        }
    }
}

/// A write to the settings.
#[derive(Debug, Clone)]
pub enum Op {
    Set {
        key: Key,
        value: String,
    },
    /// Names whoever sits at the desk.
    NameAgent(String),
    /// What a new shop is asked once; what is left blank stays unset.
    SetUp {
        settings: Vec<(Key, String)>,
        agent: String,
    },
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Set { .. } => "setting.set",
            Self::NameAgent(_) => "setting.agent",
            Self::SetUp { .. } => "setting.set_up",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Set { key, value } => set(work, *key, value)?,
            Self::NameAgent(name) => name_agent(work, name)?,
            Self::SetUp { settings, agent } => {
                for (key, value) in settings
                    .iter()
                    .filter(|(_, value)| !value.trim().is_empty())
                {
                    set(work, *key, value)?;
                }
                if !agent.trim().is_empty() {
                    name_agent(work, agent)?;
                }
                if store::script::count(work.db)? == 0 {
                    let lang = store::setting::get(work.db, Key::Language.code())?
                        .and_then(|code| i18n::lang_of(&code));
                    script::starter(work, lang.unwrap_or(Lang::Zh))?;
                }
            }
        }
        Ok(Done::several(1))
    }
}

fn set(work: &mut Work, key: Key, value: &str) -> Result<()> {
    let id = work.id();
    let value = match key {
        Key::Sources
        | Key::Cities
        | Key::Titles
        | Key::ClosedLists
        | Key::Required
        | Key::Patterns => standard::checked(work.db, key, value)?,
        key if cut::CUTS.contains(&key) => cut::checked(key, value)?,
        _ => line(value),
    };
    Ok(store::setting::set(work.db, id, key.code(), &value)?)
}

fn name_agent(work: &Work, name: &str) -> Result<()> {
    let name = line(name);
    if name.is_empty() {
        return Err(Error::NothingSaid);
    }
    Ok(store::setting::name_agent(
        work.db,
        store::desk::OWNER,
        &name,
        "owner",
    )?)
}
