//! Rules of the shop: whoever a filter means is given a tag, a tier, a banner, a follow-up. Reads and writes them; does nothing. A rule
//! can never send anything: there is no word for it.
//!
//! ```text
//! rule   = [ "when" | "当" ] filter ( "=>" | "⇒" | "→" | "then" | "则" ) deed { ( ";" | "；" ) deed }
//! deed   = "+" tag                                        消费30天>=500 且 单数90天>=3 => +高价值
//!        | ( "tier" | "等级" ) "=" tier                    while they have no tier by hand
//!        | ( "banner" | "置顶" ) ":" text                  while nothing is pinned
//!        | ( "follow-up" | "跟进" ) ":" span [ text ]      跟进:3天 问新茶
//!        | ( "script" | "话术" ) ":" code [ span ]         the text, filled, as the note of a follow-up
//!        | ( "step" | "步骤" ) ":" span text                步骤:3天 电话 hi   a follow-up that goes when the condition no longer holds;
//!                                                         a script's code as its last word is filled in
//!        | ( "alert" | "预警" ) ":" text [ "@" who ]        due today, told on the profile until somebody closes it
//! ```

pub mod cycle;

use crate::domain::custom::Custom;
use crate::domain::customer::Tier;
use crate::domain::filter::field::tier_named;
use crate::domain::filter::when::{Span, Unit};
use crate::domain::filter::{Filter, error};
use crate::domain::id::{CustomerId, RuleId};
use crate::domain::name::Lang;
use crate::domain::tag::NAME_MAX;
use crate::domain::time::Millis;

/// The longest rule, in characters.
pub const TEXT_MAX: usize = 2_000;
/// The longest text of one deed, in characters.
pub const DEED_MAX: usize = 160;
/// The most deeds of one rule.
pub const DEEDS_MAX: usize = 10;
/// The most steps of one rule: a card that fits in a head.
pub const STEPS_MAX: usize = 5;

/// Whether a rule works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    On,
    Off,
}

impl State {
    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::On, Self::Off]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A rule as the shop keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: RuleId,
    pub name: String,
    pub text: String,
    pub state: State,
}

/// A rule, and how many customers meet it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub rule: Rule,
    pub meeting: i64,
}

/// What happened to one customer because of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firing {
    pub id: i64,
    pub rule: String,
    pub deeds: Vec<Deed>,
    pub met_at: Millis,
    /// When they stopped meeting it; what it had given was taken back then.
    pub ended_at: Option<Millis>,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    Tag(String),
    Tier(Tier),
    Banner(String),
    FollowUp {
        after: Span,
        note: String,
    },
    Script {
        code: String,
        after: Span,
    },
    /// A follow-up that is called off when the customer no longer meets the rule.
    Step {
        after: Span,
        note: String,
    },
    /// Something to be seen to today, by whoever is named; told above the profile while it is open.
    Alert {
        note: String,
        who: String,
    },
}

/// Where an alert stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertState {
    Open,
    /// Somebody has seen to it.
    Acknowledged,
    /// What it warned of is over.
    Expired,
}

impl AlertState {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Expired => "expired",
        }
    }
}

/// A warning that a rule has given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    pub customer: CustomerId,
    pub name: String,
    pub rule: String,
    pub note: String,
    /// Who is to see to it; empty where nobody is named.
    pub who: String,
    pub raised: Millis,
    pub state: AlertState,
}

/// What a rule says: who, and what then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub filter: Filter,
    pub deeds: Vec<Deed>,
}

/// Why a rule cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    TooLong,
    /// There is nothing between the condition and what is to be done.
    ArrowMissing,
    /// A rule for everyone is a slip.
    ConditionMissing,
    Condition(String, error::Error),
    /// This cannot be done by a rule.
    Deed(String),
}

const OPENINGS: [&str; 2] = ["when ", "当"];
const ARROWS: [&str; 5] = ["=>", "⇒", "→", " then ", "则"];
const TIER: [&str; 2] = ["等级", "tier"];
const BANNER: [&str; 3] = ["置顶", "banner", "pin"];
const FOLLOW_UP: [&str; 4] = ["跟进", "follow-up", "follow_up", "followup"];
const SCRIPT: [&str; 2] = ["话术", "script"];
const STEP: [&str; 2] = ["步骤", "step"];
const ALERT: [&str; 2] = ["预警", "alert"];

impl Clause {
    /// Reads a rule.
    ///
    /// # Errors
    /// Which part cannot be read.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::parse_with(text, &[])
    }

    /// The same where the shop has fields of its own.
    ///
    /// # Errors
    /// As `parse`.
    pub fn parse_with(text: &str, fields: &[Custom]) -> Result<Self, Problem> {
        let text = text.trim();
        if text.chars().count() > TEXT_MAX {
            return Err(Problem::TooLong);
        }
        let (condition, deeds) = ARROWS
            .iter()
            .find_map(|arrow| text.rsplit_once(arrow))
            .ok_or(Problem::ArrowMissing)?;
        let condition = OPENINGS
            .iter()
            .find_map(|opening| condition.trim().strip_prefix(opening))
            .unwrap_or(condition)
            .trim();
        let filter = Filter::parse_with(condition, fields)
            .map_err(|error| Problem::Condition(condition.to_owned(), error))?;
        if filter.0.is_none() {
            return Err(Problem::ConditionMissing);
        }
        let deeds = deeds_in(deeds)?;
        if deeds.is_empty() || deeds.len() > DEEDS_MAX {
            return Err(Problem::Deed(String::new()));
        }
        let steps = deeds
            .iter()
            .filter(|deed| matches!(deed, Deed::Step { .. }));
        if let Some(sixth) = steps.clone().nth(STEPS_MAX) {
            return Err(Problem::Deed(sixth.print(Lang::Zh)));
        }
        Ok(Self { filter, deeds })
    }

    /// Writes it so that it reads back as the same.
    #[must_use]
    pub fn print(&self, lang: Lang) -> String {
        format!("{} => {}", self.filter.print(lang), said(&self.deeds, lang))
    }
}

/// Reads deeds, one behind the other.
///
/// # Errors
/// The part that is none.
pub fn deeds_in(text: &str) -> Result<Vec<Deed>, Problem> {
    text.split([';', '；'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| Deed::parse(part).ok_or_else(|| Problem::Deed(part.to_owned())))
        .collect()
}

/// Writes deeds so that they read back.
#[must_use]
pub fn said(deeds: &[Deed], lang: Lang) -> String {
    let parts: Vec<String> = deeds.iter().map(|deed| deed.print(lang)).collect();
    parts.join("; ")
}

impl Deed {
    fn parse(text: &str) -> Option<Self> {
        if let Some(tag) = text.strip_prefix(['+', '＋']) {
            let tag = tag.trim().trim_start_matches('#').trim();
            let fits = !tag.is_empty() && tag.chars().count() <= NAME_MAX;
            return fits.then(|| Self::Tag(tag.to_owned()));
        }
        let (word, value) = text.split_once(['=', '＝', ':', '：'])?;
        let (word, value) = (word.trim().to_lowercase(), value.trim());
        let is = |words: &[&str]| words.contains(&word.as_str());
        if value.is_empty() || value.chars().count() > DEED_MAX {
            None
        } else if is(&TIER) {
            tier_named(value).map(Self::Tier)
        } else if is(&BANNER) {
            Some(Self::Banner(value.to_owned()))
        } else if is(&FOLLOW_UP) {
            let (span, note) = value.split_once(' ').unwrap_or((value, ""));
            let (after, note) = (Span::parse(span)?, note.trim().to_owned());
            Some(Self::FollowUp { after, note })
        } else if is(&STEP) {
            let (span, note) = value.split_once(' ')?;
            let (after, note) = (Span::parse(span)?, note.trim().to_owned());
            (!note.is_empty()).then_some(Self::Step { after, note })
        } else if is(&ALERT) {
            let (note, who) = value.rsplit_once(['@', '＠']).unwrap_or((value, ""));
            let (note, who) = (note.trim().to_owned(), who.trim().to_owned());
            (!note.is_empty()).then_some(Self::Alert { note, who })
        } else if is(&SCRIPT) {
            let (code, span) = value.split_once(' ').unwrap_or((value, ""));
            let after = match span.trim() {
                "" => Span::new(0, Unit::Day)?,
                span => Span::parse(span)?,
            };
            let code = code.to_owned();
            Some(Self::Script { code, after })
        } else {
            None
        }
    }

    fn print(&self, lang: Lang) -> String {
        let word = |words: &[&'static str]| match lang {
            Lang::Zh => words[0],
            Lang::En => words[1],
        };
        match self {
            Self::Tag(tag) => format!("+{tag}"),
            Self::Tier(tier) => {
                format!(
                    "{}={}",
                    word(&TIER),
                    crate::domain::filter::field::tier_word(*tier, lang)
                )
            }
            Self::Banner(text) => format!("{}:{text}", word(&BANNER)),
            Self::FollowUp { after, note } => {
                format!("{}:{} {note}", word(&FOLLOW_UP), after.print(lang))
                    .trim_end()
                    .to_owned()
            }
            Self::Step { after, note } => {
                format!("{}:{} {note}", word(&STEP), after.print(lang))
            }
            Self::Alert { note, who } if who.is_empty() => format!("{}:{note}", word(&ALERT)),
            Self::Alert { note, who } => format!("{}:{note} @{who}", word(&ALERT)),
            Self::Script { code, after } => {
                format!("{}:{code} {}", word(&SCRIPT), after.print(lang))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_reads_in_both_languages_and_reads_back_as_printed() {
        for (text, zh, en) in [
            (
                "消费30天>=500 且 单数90天>=3 => +高价值",
                "消费_30天>=500 购买次数_90天>=3 => +高价值",
                "spend_30d>=500 orders_90d>=3 => +高价值",
            ),
            (
                "when spend_30d >= 500 and orders_90d >= 3 then +高价值",
                "消费_30天>=500 购买次数_90天>=3 => +高价值",
                "spend_30d>=500 orders_90d>=3 => +高价值",
            ),
            (
                "当 未联系>60d 则 等级=VIP；置顶：久未联系；跟进:3d 问新茶；话术:hi",
                "未联系>60天 => 等级=VIP; 置顶:久未联系; 跟进:3天 问新茶; 话术:hi 0天",
                "last>60d => tier=vip; banner:久未联系; follow-up:3d 问新茶; script:hi 0d",
            ),
            (
                "阶段=沉默 => 步骤:0天 微信 hi；步骤:7d 电话 问近况；预警：好久没来 @小李",
                "阶段=沉默 => 步骤:0天 微信 hi; 步骤:7天 电话 问近况; 预警:好久没来 @小李",
                "stage=silent => step:0d 微信 hi; step:7d 电话 问近况; alert:好久没来 @小李",
            ),
            (
                "风险=预警 或 风险=高 => alert:来电",
                "风险=预警 或 风险=高 => 预警:来电",
                "risk=warning or risk=high => alert:来电",
            ),
        ] {
            let clause = Clause::parse(text).expect(text);
            assert_eq!(clause.print(Lang::Zh), zh);
            assert_eq!(clause.print(Lang::En), en);
            assert_eq!(Clause::parse(zh).as_ref(), Ok(&clause));
            assert_eq!(Clause::parse(en).as_ref(), Ok(&clause));
        }
    }

    #[test]
    fn what_is_no_rule_is_refused_with_the_part_that_is_wrong() {
        for (text, problem) in [
            ("#VIP", Problem::ArrowMissing),
            ("=> +VIP", Problem::ConditionMissing),
            ("#VIP =>", Problem::Deed(String::new())),
            ("#VIP => 发短信:hi", Problem::Deed("发短信:hi".into())),
            ("#VIP => 等级=gold", Problem::Deed("等级=gold".into())),
            ("#VIP => 跟进:soon", Problem::Deed("跟进:soon".into())),
            ("#VIP => 步骤:3天", Problem::Deed("步骤:3天".into())),
            (
                "#VIP => 步骤:1天 a;步骤:2天 b;步骤:3天 c;步骤:4天 d;步骤:5天 e;步骤:6天 f",
                Problem::Deed("步骤:6天 f".into()),
            ),
        ] {
            assert_eq!(Clause::parse(text), Err(problem), "{text}");
        }
        assert!(matches!(
            Clause::parse("城巿=杭州 => +x"),
            Err(Problem::Condition(..))
        ));
    }
}
