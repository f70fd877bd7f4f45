//! The rows of two lists: pairs who may be one person, and what a field was before.

use crate::app::answer::{Suspect, Suspects};
use crate::app::past::column_label;
use crate::domain::listing::ListRow;
use crate::domain::past::Past;
use crate::domain::time::Now;
use crate::i18n::cell::cell;
use crate::i18n::{Strings, label};
use crate::tui::widget::menu::Item;

/// One pair: who they are, why, and how sure it is.
pub(super) fn suspect(s: &Strings, pair: &Suspect) -> Item {
    let who = |row: &ListRow| {
        let whom = if row.phone.is_empty() {
            &row.city
        } else {
            &row.phone
        };
        format!("{} {whom}", row.name).trim_end().to_owned()
    };
    let why = label::reasons(s, &pair.likeness.reasons);
    Item {
        label: format!("{} = {}  {why}", who(&pair.one), who(&pair.other)),
        hint: pair.likeness.points.to_string(),
        disabled: None,
    }
}

/// The title over the pairs; it says what was left out.
pub(super) fn suspects_title(s: &Strings, found: &Suspects) -> String {
    let title = (s.merge.suspects_title)(found.pairs.len(), found.total);
    match found.capped {
        0 => title,
        n => format!("{title} | {}", (s.merge.capped)(n)),
    }
}

/// One change of a field: from what to what, who, when, through which door.
pub(super) fn past(s: &Strings, past: &Past, now: Now) -> Item {
    let said = |value: &Option<String>| match value {
        Some(value) => cell(s, past.table, &past.column, value, now.offset).replace('\n', " "),
        None => s.merge.empty.to_owned(),
    };
    let what = match &past.about {
        Some(about) => format!("{about} {}: ", column_label(s, past.table, &past.column)),
        None => String::new(),
    };
    let at = label::stamp(past.op.at.at(now.offset), now.today());
    Item {
        label: format!("{what}{} -> {}", said(&past.old), said(&past.new)),
        hint: format!("{} {} {at}", past.agent, (s.merge.source)(past.op.source))
            .trim()
            .to_owned(),
        disabled: None,
    }
}
