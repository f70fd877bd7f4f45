//! The customer form's texts as they survive a crash, and back.

use super::CustomerForm;
use crate::app::answer::{Card, Lists};
use crate::domain::draft::{Place, Unsaved};
use crate::domain::id::OpId;
use crate::i18n::Strings;
use crate::tui::widget::form::Field;

impl CustomerForm {
    /// What has been written, to be kept; contact values as the form shows them.
    pub(super) fn unsaved(&self) -> Option<Unsaved> {
        if !self.form.changed() {
            return None;
        }
        Some(Unsaved {
            place: match self.of {
                Some(_) => Place::EditCustomer,
                None => Place::NewCustomer,
            },
            customer: self.of.map(|(id, _)| id),
            row: self.of.map(|(_, seen)| seen.0),
            texts: self.form.fields.iter().map(Field::kept).collect(),
        })
    }

    /// The form kept texts were written into; saving it says so if the customer was changed since.
    #[must_use]
    pub fn resume(card: Option<&Card>, unsaved: &Unsaved, lists: &Lists, s: &Strings) -> Self {
        let mut form = match card {
            Some(card) => Self::edit(card, lists, s),
            None => Self::new(lists, s),
        };
        if let (Some((_, seen)), Some(row)) = (&mut form.of, unsaved.row) {
            *seen = OpId(row);
        }
        for (n, text) in unsaved.texts.iter().enumerate() {
            form.set(n, text);
        }
        form
    }

    /// Writes into a field; the number of an option into a choice.
    pub(super) fn set(&mut self, field: usize, text: &str) {
        if let Some(field) = self.form.fields.get_mut(field) {
            field.restore(text);
        }
    }
}
