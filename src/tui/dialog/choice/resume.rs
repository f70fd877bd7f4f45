//! The question whether to go on with a text that nobody has saved.

use super::{Answer, Choice, Choosable};
use crate::domain::draft::Kept;
use crate::domain::time::Now;
use crate::i18n::{Strings, label};

impl Choice {
    /// "Unsaved … from 10:05: continue?" Leaving the question keeps the text for the next start.
    #[must_use]
    pub fn resume(kept: &Kept, now: Now, s: &Strings) -> Self {
        let w = &s.desk.script;
        let when = label::stamp(kept.at.at(now.offset), now.today());
        let what = (w.place)(kept.unsaved.place);
        let option = |key, label: &str, answer| Choosable {
            key,
            label: label.to_owned(),
            detail: String::new(),
            answer,
        };
        Self::of(
            (w.unsaved)(what, kept.name.as_deref().unwrap_or_default(), &when),
            vec![
                option("y", w.resume, Answer::Resume(Box::new(kept.clone()))),
                option("n", w.drop, Answer::Forget(kept.id)),
            ],
        )
    }
}
