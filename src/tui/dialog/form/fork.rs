//! A form whose customer was changed elsewhere meanwhile: in which fields two people wrote different things, and both put together.

use super::standard::Picks;
use super::{CustomerForm, all};
use crate::app::answer::{Card, Lists};
use crate::domain::contact::Method;
use crate::i18n::Strings;
use crate::tui::widget::form::Field;

/// A field that was changed here and elsewhere, differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// Its place in the form.
    pub field: usize,
    pub label: String,
    pub mine: String,
    pub theirs: String,
}

impl CustomerForm {
    /// The fields changed here whose newest value is neither what the form was opened with nor what was typed.
    #[must_use]
    pub fn forks(&self, card: &Card, s: &Strings) -> Vec<Fork> {
        let newest = newest(card, &self.picks, s);
        let pairs = self.form.fields.iter().zip(&newest).enumerate();
        pairs
            .filter(|(_, (mine, theirs))| {
                mine.is_changed()
                    && mine.original() != theirs.value()
                    && mine.value() != theirs.value()
            })
            .map(|(field, (mine, theirs))| Fork {
                field,
                label: theirs.label.clone(),
                mine: mine.value().to_owned(),
                theirs: theirs.value().to_owned(),
            })
            .collect()
    }

    /// A form over the newest version with what was typed here, except in those fields.
    #[must_use]
    pub fn over(&self, card: &Card, except: &[usize], s: &Strings) -> Self {
        let fields = self
            .own
            .iter()
            .map(|holding| holding.field.clone())
            .collect();
        let lists = Lists {
            fields,
            standard: self.picks.standard.clone(),
        };
        let mut form = Self::edit(card, &lists, s);
        for (n, field) in self.form.fields.iter().enumerate() {
            if field.is_changed() && !except.contains(&n) {
                form.set(n, &field.kept());
            }
        }
        form
    }
}

fn newest(card: &Card, picks: &Picks, s: &Strings) -> Vec<Field> {
    let contacts: Vec<(Method, String)> = card
        .contacts
        .iter()
        .map(|shown| (shown.method, shown.text.clone()))
        .collect();
    all(
        &card.customer.about,
        &contacts,
        &card.tags,
        picks,
        &card.own,
        s,
    )
}
