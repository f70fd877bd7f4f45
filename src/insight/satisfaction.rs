//! What customers say of the service: CSAT, NPS and CES from counts of answers, with intervals. Asks nobody.

use std::cmp::Ordering;

use super::interval::{Interval, Level, adjusted_wald, count, wilson};

/// Fewer answers than this are shown as "4/5", not as a share.
const SHARE_MIN: u64 = 5;

/// CSAT: answers from 1 to 5, of which 4 and 5 are satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Csat {
    pub satisfied: u64,
    pub answers: u64,
    pub points: u64,
}

impl Csat {
    /// Counts answers; others than 1 to 5 are no answers.
    #[must_use]
    pub fn of(answers: impl IntoIterator<Item = u8>) -> Self {
        answers
            .into_iter()
            .filter(|answer| (1..=5).contains(answer))
            .fold(Self::default(), |sum, answer| Self {
                satisfied: sum.satisfied + u64::from(answer >= 4),
                answers: sum.answers + 1,
                points: sum.points + u64::from(answer),
            })
    }

    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        wilson(self.satisfied, self.answers, level)
    }

    /// The mean answer; `None` without answers.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.answers > 0).then(|| count(self.points) / count(self.answers))
    }

    /// Whether there are enough answers for a share to mean something.
    #[must_use]
    pub fn is_share(&self) -> bool {
        self.answers >= SHARE_MIN
    }

    /// The order of agents: by the lower end of the 95 % interval, the best first; those without answers last.
    #[must_use]
    pub fn best_first(&self, other: &Self) -> Ordering {
        let low = |one: &Self| one.interval(Level::USUAL).map_or(-1.0, |i| i.lo);
        low(other).total_cmp(&low(self))
    }
}

/// NPS: answers from 0 to 10; 9 and 10 promote, 0 to 6 detract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Nps {
    pub promoters: u64,
    pub detractors: u64,
    pub answers: u64,
}

impl Nps {
    /// Counts answers; others than 0 to 10 are no answers.
    #[must_use]
    pub fn of(answers: impl IntoIterator<Item = u8>) -> Self {
        answers
            .into_iter()
            .filter(|answer| *answer <= 10)
            .fold(Self::default(), |sum, answer| Self {
                promoters: sum.promoters + u64::from(answer >= 9),
                detractors: sum.detractors + u64::from(answer <= 6),
                answers: sum.answers + 1,
            })
    }

    /// The score from −1 to 1 with its interval, whose ends may lie beyond.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        adjusted_wald(self.promoters, self.detractors, self.answers, level)
    }
}

/// CES: answers from 1 to 7, of which 5 to 7 found it easy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ces {
    pub easy: u64,
    pub answers: u64,
    pub points: u64,
}

impl Ces {
    /// Counts answers; others than 1 to 7 are no answers.
    #[must_use]
    pub fn of(answers: impl IntoIterator<Item = u8>) -> Self {
        answers
            .into_iter()
            .filter(|answer| (1..=7).contains(answer))
            .fold(Self::default(), |sum, answer| Self {
                easy: sum.easy + u64::from(answer >= 5),
                answers: sum.answers + 1,
                points: sum.points + u64::from(answer),
            })
    }

    /// The share that found it easy, with its interval.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Interval> {
        wilson(self.easy, self.answers, level)
    }

    /// The mean answer; `None` without answers.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.answers > 0).then(|| count(self.points) / count(self.answers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_on_their_own_scale() {
        let csat = Csat::of([5, 4, 3, 1, 0, 6]);
        assert_eq!(
            (csat.satisfied, csat.answers, csat.mean()),
            (2, 4, Some(3.25))
        );
        assert!(!csat.is_share());
        let nps = Nps::of([10, 9, 8, 7, 6, 0, 11]);
        assert_eq!((nps.promoters, nps.detractors, nps.answers), (2, 2, 6));
        let ces = Ces::of([7, 5, 4, 0, 8]);
        assert_eq!((ces.easy, ces.answers), (2, 3));
    }

    #[test]
    fn one_happy_answer_does_not_beat_many() {
        let few = Csat::of([5]);
        let many = Csat::of([5; 19].into_iter().chain([1]));
        assert_eq!(many.best_first(&few), Ordering::Less);
        assert_eq!(few.best_first(&Csat::default()), Ordering::Less);
    }
}
