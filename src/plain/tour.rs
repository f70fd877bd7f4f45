//! The tour in lines: ten things to type, each told when the one before it was done. Watches what was done; does nothing itself.

use super::verb::Verb;
use crate::i18n::Strings;

/// What a line has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    Ran(Verb),
    /// The question what comes next was answered.
    Answered,
}

/// What has to be done, in order; `PlainWords::tour` says how.
const STEPS: [Did; 10] = [
    Did::Ran(Verb::Queue),
    Did::Ran(Verb::Open),
    Did::Ran(Verb::Timeline),
    Did::Ran(Verb::Find),
    Did::Ran(Verb::Log),
    Did::Answered,
    Did::Ran(Verb::Snooze),
    Did::Ran(Verb::Undo),
    Did::Ran(Verb::Help),
    Did::Ran(Verb::Language),
];

/// How far somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tour {
    step: usize,
}

impl Tour {
    /// Goes on when the step at hand was done; whether it was.
    pub fn follow(&mut self, did: Did) -> bool {
        let is_done = STEPS.get(self.step) == Some(&did);
        self.step += usize::from(is_done);
        is_done
    }

    /// The step at hand, or that all are done.
    #[must_use]
    pub fn told(&self, s: &Strings) -> String {
        match s.plain.tour.get(self.step) {
            Some(text) => format!("{}/{}{}{text}", self.step + 1, STEPS.len(), s.plain.colon),
            None => s.plain.tour_over.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::name::Lang;
    use crate::i18n::strings;

    #[test]
    fn only_what_is_asked_for_leads_on_and_the_end_is_told() {
        let mut tour = Tour::default();
        assert!(!tour.follow(Did::Ran(Verb::Undo)));
        for (n, step) in (1..).zip(STEPS) {
            for lang in [Lang::Zh, Lang::En] {
                assert!(tour.told(strings(lang)).starts_with(&format!("{n}/10")));
            }
            assert!(tour.follow(step));
        }
        assert_eq!(
            tour.told(strings(Lang::Zh)),
            strings(Lang::Zh).plain.tour_over
        );
    }
}
