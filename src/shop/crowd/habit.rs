//! How often someone comes: from every other week to never yet. Days only; no words.

use crate::shop::random::Random;

/// A customer's rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// Every other week.
    Often,
    /// Once a month.
    Steady,
    /// Every other month.
    Seldom,
    /// Once, lately.
    Fresh,
    /// Monthly, until a while ago.
    Silent,
    /// Monthly, until long ago.
    Lost,
    /// Has asked, has not bought.
    Asking,
}

/// The habits in the shares of a small shop with a faithful core.
const MIX: [Habit; 24] = [
    Habit::Steady,
    Habit::Often,
    Habit::Asking,
    Habit::Silent,
    Habit::Steady,
    Habit::Fresh,
    Habit::Seldom,
    Habit::Lost,
    Habit::Steady,
    Habit::Often,
    Habit::Asking,
    Habit::Seldom,
    Habit::Steady,
    Habit::Fresh,
    Habit::Silent,
    Habit::Steady,
    Habit::Lost,
    Habit::Asking,
    Habit::Seldom,
    Habit::Steady,
    Habit::Fresh,
    Habit::Steady,
    Habit::Often,
    Habit::Lost,
];

impl Habit {
    /// The habit of the nth customer.
    pub(super) fn of(n: usize) -> Self {
        MIX[n % MIX.len()]
    }

    /// The days of buying, counted from today, earliest first.
    pub(super) fn days(self, random: &mut Random) -> Vec<i64> {
        let (first, last, gap) = match self {
            Self::Asking => return Vec::new(),
            Self::Fresh => return vec![random.between(-24, -2)],
            Self::Often => ((-355, -180), (-13, -2), (9, 19)),
            Self::Steady => ((-355, -150), (-30, -3), (22, 40)),
            Self::Seldom => ((-350, -170), (-38, -6), (44, 66)),
            Self::Silent => ((-355, -220), (-66, -52), (20, 36)),
            Self::Lost => ((-360, -330), (-280, -110), (18, 38)),
        };
        let mut day = random.between(first.0, first.1);
        let end = random.between(last.0, last.1);
        let mut days = Vec::new();
        while day < end - gap.0 {
            days.push(day);
            day += random.between(gap.0, gap.1);
        }
        days.push(end);
        days
    }
}
