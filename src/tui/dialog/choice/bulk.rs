//! What can be changed of several customers at once, as a question.

use super::{Answer, Choice, Choosable, word};
use crate::app::bulk::Plan;
use crate::domain::id::CustomerId;
use crate::tui::dialog::prompt::Purpose;
use crate::tui::dialog::prompt::order::Asked;

impl Choice {
    /// "Change what of these?"
    #[must_use]
    pub fn bulk(customers: Vec<CustomerId>) -> Self {
        let count = customers.len();
        let owner = Purpose::Order(Asked::Owner(customers.clone()));
        let schedule = Purpose::Schedule {
            customers: customers.clone(),
        };
        let options = vec![
            Choosable::new(
                "t",
                word(|s| s.field.tag),
                Answer::PickTag(customers.clone()),
            ),
            Choosable::new(
                "T",
                word(|s| s.field.tier),
                Answer::PickTier(customers.clone()),
            ),
            Choosable::new("o", word(|s| s.field.owner), Answer::Open(owner)),
            Choosable::new("f", word(|s| s.field.next), Answer::Open(schedule)),
            Choosable::new(
                "v",
                word(|s| s.order.field.verified),
                Answer::Preview(Plan::Verify, customers),
            ),
        ];
        Self::of(Box::new(move |s| (s.order.change_what)(count)), options)
    }
}
