//! A value of the file as people read it: codes become words, times become days. What is text already stays as it is.

use chrono::FixedOffset;

use super::{Strings, label};
use crate::domain::consent::Purpose;
use crate::domain::customer::{Basis, Consent, Party, Tier};
use crate::domain::log_line::Channel;
use crate::domain::name::Gender;
use crate::domain::retention::Category;
use crate::domain::time::Millis;

/// A value of one column of one table, for people.
#[must_use]
pub fn cell(s: &Strings, table: &str, column: &str, value: &str, offset: FixedOffset) -> String {
    word(s, table, column, value)
        .map(str::to_owned)
        .or_else(|| moment(column, value, offset))
        .unwrap_or_else(|| value.to_owned())
}

fn word(s: &Strings, table: &str, column: &str, value: &str) -> Option<&'static str> {
    Some(match (table, column) {
        ("customer", "gender") => label::gender(s, Gender::from_code(value)?),
        ("customer", "preferred") => label::channel(s, Channel::from_code(value)?),
        ("customer", "party") => match Party::from_code(value)? {
            Party::Person => s.merge.person,
            Party::Company => s.merge.firm,
        },
        ("customer", "consent") => match Consent::from_code(value)? {
            Consent::Open => s.merge.may_contact,
            Consent::Withdrawn => s.desk.script.do_not_contact,
        },
        ("customer", "tier_pin") => {
            let tier = Tier::ALL.into_iter().find(|tier| tier.code() == value)?;
            label::tier(s, tier)
        }
        ("customer", "legal_basis") => {
            let basis = Basis::ALL.into_iter().find(|basis| basis.code() == value)?;
            label::basis(s, basis)
        }
        ("consent", "purpose") => (s.privacy.of_purpose)(Purpose::from_code(value)?),
        ("consent", "channel") => label::channel(s, Channel::from_code(value)?),
        ("retention", "category") => (s.privacy.of_category)(Category::from_code(value)?),
        ("contact", "reach") if value == "good" => s.merge.good,
        ("contact", "reach") if value == "bad" => s.merge.bad,
        _ => return None,
    })
}

fn moment(column: &str, value: &str, offset: FixedOffset) -> Option<String> {
    if !matches!(
        column,
        "created_at" | "deleted_at" | "restricted_at" | "withdrawn_at"
    ) {
        return None;
    }
    let at = Millis(value.parse().ok()?).at(offset);
    Some(at.format("%Y-%m-%d %H:%M").to_string())
}
