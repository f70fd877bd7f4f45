//! The second question before a record is set aside or erased for good: "no" stands first.

use super::{Answer, Choice, Choosable, word};
use crate::app::op::Op;
use crate::app::rights::{self, Why};
use crate::domain::id::CustomerId;
use crate::i18n::Strings;

impl Choice {
    /// "Erase for good?"
    #[must_use]
    pub(super) fn erase(customer: CustomerId, name: String, reason: &str) -> Self {
        let op = rights::Op::Erase {
            ids: vec![customer],
            why: Why::Reason(reason.to_owned()),
        };
        let options = vec![
            Choosable::new("n", word(|s| s.privacy.no), Answer::Nothing),
            Choosable::new(
                "y",
                word(|s| s.privacy.yes_erase),
                Answer::run(Op::Rights(op)),
            ),
        ];
        let title = Box::new(move |s: &'static Strings| (s.privacy.ask_erase)(&name));
        Self::of(title, options)
    }

    /// "Store it, and nothing else?"
    #[must_use]
    pub(super) fn restrict(customer: CustomerId, name: String) -> Self {
        let op = rights::Op::Restrict { id: customer };
        let options = vec![
            Choosable::new("n", word(|s| s.privacy.no), Answer::Nothing),
            Choosable::new(
                "y",
                word(|s| s.privacy.yes_restrict),
                Answer::run(Op::Rights(op)),
            ),
        ];
        let title = Box::new(move |s: &'static Strings| (s.privacy.ask_restrict)(&name));
        Self::of(title, options)
    }
}
