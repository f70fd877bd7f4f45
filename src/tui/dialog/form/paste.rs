//! A pasted address or slip fills the form's empty fields; everything stays editable and nothing is saved.

use super::{CustomerForm, Slots, fields, index};
use crate::app::answer::Lists;
use crate::domain::contact::Method;
use crate::domain::customer::Draft;
use crate::domain::pasted;
use crate::i18n::Strings;
use crate::tui::widget::form::Form;

/// So many kinds of fields make a text a customer and not just a value.
const KINDS: usize = 2;

/// The text as a customer, if it is one.
pub fn customer(text: &str) -> Option<Draft> {
    pasted::read(text)
        .filter(|found| found.kinds() >= KINDS)
        .map(Draft::from)
}

impl CustomerForm {
    /// A form filled by a pasted text.
    #[must_use]
    pub fn pasted(draft: &Draft, lists: &Lists, s: &Strings) -> Self {
        let mut form = Self::new(lists, s);
        form.fill(draft, s);
        form
    }

    /// Puts a pasted customer into the empty fields of a new record; `false` where the text is only a value.
    pub(super) fn take_paste(&mut self, text: &str, s: &Strings) -> bool {
        let Some(draft) = customer(text).filter(|_| self.of.is_none()) else {
            return false;
        };
        self.fill(&draft, s);
        true
    }

    fn fill(&mut self, draft: &Draft, s: &Strings) {
        let contacts: Vec<(Method, String)> = draft
            .contacts
            .iter()
            .map(|contact| (contact.method, contact.value.clone()))
            .collect();
        let mut about = draft.about.clone();
        self.picks.standard.tidy(&mut about);
        let read = Form::new(fields(&about, &contacts, &[], &self.picks, s));
        let mut filled = 0;
        for slot in Slots::ALL {
            let found = read.fields.get(index(slot));
            let (value, chosen) = found.map_or(("", None), |field| (field.value(), field.chosen()));
            let is_free = match chosen {
                Some(_) => self.chosen(slot) == 0,
                None => self.value(slot).is_empty(),
            };
            let text = chosen.map_or_else(|| value.to_owned(), |n| n.to_string());
            if is_free && !text.is_empty() && chosen != Some(0) {
                self.set(index(slot), &text);
                filled += 1;
            }
        }
        self.told = Some((s.desk.form.filled)(filled));
    }
}
