//! A pasted text as the draft of a customer. Decides nothing about what the text means.

use super::Pasted;
use crate::domain::contact::{ContactDraft, Method};
use crate::domain::customer::{About, Draft};

impl Pasted {
    /// How many kinds of fields the text filled: name, numbers, mail, WeChat, address.
    #[must_use]
    pub fn kinds(&self) -> usize {
        [
            !self.name.is_empty(),
            !self.phones.is_empty(),
            !self.emails.is_empty(),
            self.wechat.is_some(),
            !self.address.line().is_empty(),
        ]
        .into_iter()
        .filter(|is_filled| *is_filled)
        .count()
    }

    /// The remarks, with the amount and the postcode that a record has no field for.
    #[must_use]
    pub fn remarks(&self) -> String {
        let amount = self.amount.map(|cents| format!("¥{cents}"));
        [Some(self.note.clone()), amount, self.postcode.clone()]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl From<Pasted> for Draft {
    fn from(found: Pasted) -> Self {
        let note = found.remarks();
        let address = found.address.line();
        let of = |method, values: Vec<String>| {
            values
                .into_iter()
                .map(move |value| ContactDraft::new(method, value))
        };
        Self {
            contacts: of(Method::Phone, found.phones)
                .chain(of(Method::Email, found.emails))
                .chain(of(Method::WeChat, found.wechat.into_iter().collect()))
                .collect(),
            about: About {
                name: found.name,
                gender: found.gender,
                city: found.address.city,
                address,
                note,
                ..About::default()
            },
            ..Self::default()
        }
    }
}
