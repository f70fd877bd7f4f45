//! What is said about order in the book: tags and their groups, rules, quality and the pool, as structs of texts.

use super::{Strings, filter};
use crate::domain::dictionary::{Seen, Stays};
use crate::domain::quality::{Board, Counter};
use crate::domain::rule::{AlertState, Firing, Problem, State, said};
use crate::domain::tag::{Choice, Colour};

/// Texts about order in the book.
pub struct OrderWords {
    pub field: OrderFieldWords,
    pub tag: TagWords,
    pub rule: RuleWords,
    pub quality: QualityWords,
    pub schema: SchemaWords,
    pub pool: PoolWords,
    pub drift: DriftWords,
    pub owner_hint: &'static str,
    /// The question of what to change of several customers.
    pub change_what: fn(usize) -> String,
}

/// What the columns of this part are called.
pub struct OrderFieldWords {
    pub group: &'static str,
    pub exclusive: &'static str,
    pub colour: &'static str,
    pub rule_text: &'static str,
    pub deed: &'static str,
    pub verified: &'static str,
    pub pooled_at: &'static str,
}

/// Texts about tags.
pub struct TagWords {
    /// Beside a tag that a rule has put on.
    pub auto: &'static str,
    pub pick_title: &'static str,
    pub book_title: &'static str,
    /// The title of the choice of what to merge this tag into.
    pub merge_title: fn(&str) -> String,
    pub none: &'static str,
    /// Puts on a tag that does not exist yet.
    pub make: fn(&str) -> String,
    /// Takes off a tag.
    pub take_off: fn(&str) -> String,
    pub colour: fn(Colour) -> &'static str,
    pub choice: fn(Choice) -> &'static str,
    /// What can be done with one tag, or with its group.
    pub rename: &'static str,
    pub merge: &'static str,
    pub group: &'static str,
    pub rename_group: fn(&str) -> String,
    pub set_choice: fn(&str, Choice) -> String,
    pub set_colour: fn(Colour) -> String,
    pub delete: fn(i64) -> String,
    pub name_hint: &'static str,
    pub group_hint: &'static str,
    /// Groups a shop may begin with.
    pub usual_groups: [&'static str; 3],
    pub no_group: &'static str,
    pub quick_title: &'static str,
    pub quick_hint: &'static str,
    pub quick_none: &'static str,
    pub taken: fn(&str) -> String,
    pub clash: fn(usize) -> String,
}

/// Texts about rules.
pub struct RuleWords {
    pub title: &'static str,
    pub none: &'static str,
    pub make: &'static str,
    pub run_all: &'static str,
    pub off_for_all: &'static str,
    pub state: fn(State) -> &'static str,
    pub meeting: fn(i64) -> String,
    pub preview: &'static str,
    pub enable: &'static str,
    pub disable: &'static str,
    pub edit: &'static str,
    pub rename: &'static str,
    pub remove: &'static str,
    pub running: &'static str,
    pub text_hint: &'static str,
    pub preview_title: fn(&str) -> String,
    pub would_fire: &'static str,
    /// Why a plan ends when its rule is no longer met.
    pub called_off: &'static str,
    /// What the desk brings along: a name and a rule.
    pub starters: &'static [(&'static str, &'static str)],
    pub starter: &'static str,
    pub alerts_title: &'static str,
    pub alerts_none: &'static str,
    pub alert_state: fn(AlertState) -> &'static str,
    pub gains: fn(usize) -> String,
    pub losses: fn(usize) -> String,
    pub preview_keys: &'static str,
    /// The rule, and what it did.
    pub fired: fn(&str, &str) -> String,
    pub fired_idly: fn(&str) -> String,
    pub ended: fn(&str) -> String,
    pub circle: fn(&str) -> String,
    /// Before the name of a field of the shop's own.
    pub asks_sensitive: fn(&str) -> String,
    pub arrow_missing: &'static str,
    pub condition_missing: &'static str,
    pub bad_deed: fn(&str) -> String,
}

/// What a rule did to a customer.
#[must_use]
pub fn fired(s: &Strings, firing: &Firing) -> String {
    let w = &s.order.rule;
    match said(&firing.deeds, s.lang) {
        deeds if deeds.is_empty() => (w.fired_idly)(&firing.rule),
        deeds => (w.fired)(&firing.rule, &deeds),
    }
}

/// That a customer no longer meets a rule.
#[must_use]
pub fn ended(s: &Strings, firing: &Firing) -> String {
    (s.order.rule.ended)(&firing.rule)
}

/// Why a rule cannot be read, and what to write instead.
#[must_use]
pub fn rule_problem(s: &Strings, problem: &Problem) -> String {
    let w = &s.order.rule;
    match problem {
        Problem::TooLong => (s.error.too_long)(crate::domain::rule::TEXT_MAX),
        Problem::ArrowMissing => w.arrow_missing.to_owned(),
        Problem::ConditionMissing => w.condition_missing.to_owned(),
        Problem::Condition(text, error) => filter::sentence(s, text, error),
        Problem::Deed(part) => (w.bad_deed)(part),
    }
}

/// Texts about the quality of the book.
pub struct QualityWords {
    pub title: &'static str,
    pub verified: &'static str,
    pub stale: &'static str,
    pub complete: fn(i64) -> String,
    pub score: &'static str,
    pub counter: fn(Counter) -> &'static str,
}

/// Texts of the data dictionary.
pub struct SchemaWords {
    pub title: &'static str,
    pub field: &'static str,
    pub meaning_zh: &'static str,
    pub meaning_en: &'static str,
    pub allowed: &'static str,
    pub must: &'static str,
    pub seen: &'static str,
    pub stays: &'static str,
    pub seen_by: fn(Seen) -> &'static str,
    pub stays_for: fn(Stays) -> &'static str,
}

/// Texts about the pool of customers that nobody looks after.
pub struct PoolWords {
    pub off: &'static str,
    pub no_name: &'static str,
    pub limit: fn(usize) -> String,
    pub owned: fn(&str) -> String,
}

/// Texts about what changed in a month.
pub struct DriftWords {
    pub title: fn(&str) -> String,
    pub none: &'static str,
    pub what: &'static str,
    /// The field, what it was and what it is.
    pub rewritten: fn(&str, &str, &str) -> String,
    pub contact: &'static str,
    /// Days with a purchase in ninety days, before and now.
    pub rarer: fn(i64, i64) -> String,
}

/// A count and how it has changed since then: `12 (-3)`.
#[must_use]
pub fn trend(now: i64, then: Option<i64>) -> String {
    match then.map(|then| now - then) {
        None | Some(0) => now.to_string(),
        Some(change) => format!("{now} ({change:+})"),
    }
}

/// Tenths of a point with their point: `71.4`.
#[must_use]
pub fn tenths(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The score of a board, and how it has changed since another.
#[must_use]
pub fn score(board: &Board, before: Option<&Board>) -> String {
    let Some(now) = board.score_tenths else {
        return "-".to_owned();
    };
    let change = before
        .and_then(|before| before.score_tenths)
        .map(|then| now - then);
    match change {
        None | Some(0) => format!("{} / 100", tenths(now)),
        Some(change) => {
            let sign = if change < 0 { '-' } else { '+' };
            format!("{} / 100 ({sign}{})", tenths(now), tenths(change.abs()))
        }
    }
}
