//! The ten segments on the grid of recency and frequency scores.

use super::Scores;

/// A field of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    Champions,
    Loyal,
    PotentialLoyalist,
    New,
    Promising,
    NeedAttention,
    AboutToSleep,
    CantLose,
    AtRisk,
    Hibernating,
}

impl Segment {
    /// From the best to those who are hardly there any more.
    pub const ALL: [Self; 10] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyalist,
        Self::New,
        Self::Promising,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::CantLose,
        Self::AtRisk,
        Self::Hibernating,
    ];

    /// The segment of scores from 1 to 5.
    #[must_use]
    pub fn of(scores: Scores) -> Self {
        match (scores.r, scores.f) {
            (..=2, ..=2) => Self::Hibernating,
            (..=2, 3 | 4) => Self::AtRisk,
            (..=2, _) => Self::CantLose,
            (3, ..=2) => Self::AboutToSleep,
            (3, 3) => Self::NeedAttention,
            (4, ..=1) => Self::Promising,
            (5.., ..=1) => Self::New,
            (4.., 2 | 3) => Self::PotentialLoyalist,
            (3 | 4, _) => Self::Loyal,
            (5.., _) => Self::Champions,
        }
    }

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::PotentialLoyalist => "potential_loyalist",
            Self::New => "new",
            Self::Promising => "promising",
            Self::NeedAttention => "need_attention",
            Self::AboutToSleep => "about_to_sleep",
            Self::CantLose => "cant_lose",
            Self::AtRisk => "at_risk",
            Self::Hibernating => "hibernating",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_the_published_one() {
        // A row for each recency score, frequency 1 to 5.
        let grid = [
            (1, "hibernating hibernating at_risk at_risk cant_lose"),
            (2, "hibernating hibernating at_risk at_risk cant_lose"),
            (
                3,
                "about_to_sleep about_to_sleep need_attention loyal loyal",
            ),
            (
                4,
                "promising potential_loyalist potential_loyalist loyal loyal",
            ),
            (
                5,
                "new potential_loyalist potential_loyalist champions champions",
            ),
        ];
        for (r, row) in grid {
            let got: Vec<&str> = (1..=5)
                .map(|f| Segment::of(Scores { r, f, m: 3 }).code())
                .collect();
            assert_eq!(got.join(" "), row, "R{r}");
        }
    }
}
