//! The shop's own fields and the ties of a customer, as lines of the profile.

use ratatui::text::Span;

use super::{Item, Line, Styles};
use crate::app::answer::Card;
use crate::i18n::{Strings, custom};
use crate::tui::widget::text::width;

/// Fields that say something, then whoever is tied to the customer.
pub(super) fn lines<'a>(card: &'a Card, s: &'static Strings, styles: &Styles) -> Vec<Line<'a>> {
    let cells = super::label_cells(s);
    let fields = card.own.iter().filter_map(|holding| {
        let said = custom::holding(s, holding);
        let name = holding.field.shape.name.as_str();
        // A name too wide for the column of labels goes before the value.
        let (label, before) = if width(name) < cells {
            (name, None)
        } else {
            ("", Some(Span::styled(format!("{name} "), styles.muted)))
        };
        (!said.is_empty()).then(|| Line {
            label,
            spans: before.into_iter().chain([Span::raw(said)]).collect(),
            item: None,
        })
    });
    let ties = card.ties.iter().enumerate().map(|(n, tied)| Line {
        label: if n == 0 { s.kind.relation } else { "" },
        spans: vec![
            Span::styled(custom::named(&tied.other), styles.accent),
            Span::styled(format!(" {}", (s.relation.role)(tied.role)), styles.muted),
        ],
        item: Some(Item::Tie(tied.id, tied.other.id)),
    });
    fields.chain(ties).collect()
}
