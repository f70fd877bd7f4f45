//! The question whether to go on with a text that nobody has saved.

use super::{Answer, Choice, Choosable, Say, word};
use crate::domain::draft::Kept;
use crate::domain::time::Now;
use crate::i18n::label;

impl Choice {
    /// "Unsaved … from 10:05: continue?" Leaving the question keeps the text for the next start.
    #[must_use]
    pub fn resume(kept: &Kept, now: Now) -> Self {
        let when = label::stamp(kept.at.at(now.offset), now.today());
        let (place, name) = (kept.unsaved.place, kept.name.clone().unwrap_or_default());
        let title: Say = Box::new(move |s| {
            let w = &s.desk.script;
            (w.unsaved)((w.place)(place), &name, &when)
        });
        Self::of(
            title,
            vec![
                Choosable::new(
                    "y",
                    word(|s| s.desk.script.resume),
                    Answer::Resume(Box::new(kept.clone())),
                ),
                Choosable::new("n", word(|s| s.desk.script.drop), Answer::Forget(kept.id)),
            ],
        )
    }
}
