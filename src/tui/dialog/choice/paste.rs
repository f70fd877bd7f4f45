//! The question what several pasted lines are for, where nothing was being typed. They are text in a prompt then, and saved by nobody else.

use super::{Answer, Choice, Choosable, Purpose, word};
use crate::domain::id::CustomerId;

impl Choice {
    /// "Three lines were pasted. What for?"
    #[must_use]
    pub fn pasted(lines: &[&str], current: Option<CustomerId>) -> Self {
        let (count, text) = (lines.len(), lines.join(" "));
        let log = current.map(|customer| {
            let answer = Answer::Type(Purpose::Log { customer }, text.clone());
            Choosable::new("2", word(|s| s.desk.paste_logs), answer)
        });
        let add = Answer::Type(Purpose::QuickAdd, text.clone());
        let add = Choosable::new("1", word(|s| s.desk.paste_adds), add);
        let drop = Choosable::new("0", word(|s| s.desk.paste_drops), Answer::Nothing);
        Self::of(
            Box::new(move |s| (s.desk.paste_asks)(count)),
            std::iter::once(add).chain(log).chain([drop]).collect(),
        )
    }
}
