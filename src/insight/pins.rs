//! The cuts a shop may set by hand instead of measuring them: where a VIP begins, when silence and loss begin, and what divides the eight
//! classes. Nothing set is the shop's own rhythm.

use super::churn::Bands;
use super::lifecycle::Cuts;
use super::rfm::class::Cut;
use super::rfm::{Rfm, Steps};
use super::tier;
use crate::domain::money::{Cents, DecimalSign};

/// The share of buyers who are VIPs unless somebody says otherwise, in percent.
pub const VIP_PERCENT: u8 = 20;

/// Where a VIP begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vip {
    /// The top so many percent of the last twelve months' net spend, ties in.
    Top(u8),
    /// So much spent net in the last twelve months.
    From(i64),
}

/// What the eight classes are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    Means,
    /// The better half of each value: the median.
    Halves,
    Fixed(Rfm),
}

impl Vip {
    /// Reads `20%`, or an amount such as `3000`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.strip_suffix(['%', '％']) {
            Some(percent) => {
                let percent: u8 = percent.trim().parse().ok()?;
                (1..=100).contains(&percent).then_some(Self::Top(percent))
            }
            None => Cents::parse(text, DecimalSign::Point)
                .filter(|cents| cents.0 > 0)
                .map(|cents| Self::From(cents.0)),
        }
    }
}

impl Division {
    /// Reads `means`, `halves`, or three cuts: `90,3,500` days, purchase days, amount.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "mean" | "means" => return Some(Self::Means),
            "half" | "halves" | "median" => return Some(Self::Halves),
            _ => {}
        }
        let mut parts = text.splitn(3, [',', '，']).map(str::trim);
        Some(Self::Fixed(Rfm {
            recency_days: parts.next()?.parse().ok()?,
            frequency: parts.next()?.parse().ok()?,
            monetary_cents: Cents::parse(parts.next()?, DecimalSign::Point)?.0,
        }))
    }
}

/// What is set by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pins {
    pub vip: Vip,
    pub silent_days: Option<i64>,
    pub lost_days: Option<i64>,
    pub classes: Division,
    pub steps: Steps,
    pub bands: Bands,
}

impl Default for Pins {
    fn default() -> Self {
        Self {
            vip: Vip::Top(VIP_PERCENT),
            silent_days: None,
            lost_days: None,
            classes: Division::Means,
            steps: Steps::Fifths,
            bands: Bands::default(),
        }
    }
}

impl Pins {
    /// The spend at which a VIP begins; `i64::MAX` in a shop without sales.
    #[must_use]
    pub fn vip_cents(&self, spends_largest_first: &[i64]) -> i64 {
        match self.vip {
            Vip::Top(percent) => tier::top_cut(spends_largest_first, percent),
            Vip::From(cents) => cents.max(1),
        }
    }

    /// The cuts of stages: those set, else those measured. Nobody is lost before being silent.
    #[must_use]
    pub fn stages(&self, measured: Cuts) -> Cuts {
        let lost = self.lost_days.unwrap_or(measured.lost_days);
        let silent = self.silent_days.unwrap_or(measured.silent_days);
        match self.silent_days {
            // What was set holds; what was measured gives way.
            Some(silent) => Cuts {
                silent_days: silent,
                lost_days: lost.max(silent),
            },
            None => Cuts {
                silent_days: silent.min(lost),
                lost_days: lost,
            },
        }
    }

    /// Where the eight classes are cut over these purchasers.
    #[must_use]
    pub fn division(&self, purchasers: &[Rfm]) -> Cut {
        match self.classes {
            Division::Means => Cut::mean(purchasers),
            Division::Halves => Cut::Fixed(medians(purchasers)),
            Division::Fixed(cut) => Cut::Fixed(cut),
        }
    }
}

/// The value that at least half of the purchasers reach, of each of the three.
fn medians(purchasers: &[Rfm]) -> Rfm {
    let middle = |value: fn(&Rfm) -> i64, is_less_better: bool| {
        let mut all: Vec<i64> = purchasers.iter().map(value).collect();
        all.sort_unstable();
        if !is_less_better {
            all.reverse();
        }
        let half = all.len().div_ceil(2);
        half.checked_sub(1).map_or(0, |at| all[at])
    };
    Rfm {
        recency_days: middle(|one| one.recency_days, true),
        frequency: middle(|one| one.frequency, false),
        monetary_cents: middle(|one| one.monetary_cents, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::rfm::class::Class;

    const MEASURED: Cuts = Cuts {
        silent_days: 41,
        lost_days: 120,
    };

    #[test]
    fn what_is_set_goes_before_what_is_measured_and_nobody_is_lost_before_silent() {
        for (silent, lost, expected) in [
            (None, None, (41, 120)),
            (Some(60), None, (60, 120)),
            (Some(150), None, (150, 150)),
            (None, Some(30), (30, 30)),
            (Some(10), Some(20), (10, 20)),
        ] {
            let pins = Pins {
                silent_days: silent,
                lost_days: lost,
                ..Pins::default()
            };
            let cuts = pins.stages(MEASURED);
            assert_eq!((cuts.silent_days, cuts.lost_days), expected);
        }
    }

    #[test]
    fn a_vip_is_a_share_of_buyers_or_an_amount() {
        let spends = [900, 500, 500, 400, 300, 200, 100, 0, 0, 0];
        let at = |vip| {
            let pins = Pins {
                vip,
                ..Pins::default()
            };
            pins.vip_cents(&spends)
        };
        assert_eq!(
            [at(Vip::Top(10)), at(Vip::Top(20)), at(Vip::Top(50))],
            [900, 500, 300]
        );
        assert_eq!(at(Vip::From(80_000)), 80_000);
    }

    #[test]
    fn halves_put_at_least_half_on_the_good_side() {
        let all: Vec<Rfm> = (1..=9)
            .map(|n| Rfm {
                recency_days: n,
                frequency: n,
                monetary_cents: n * n,
            })
            .collect();
        let pins = Pins {
            classes: Division::Halves,
            ..Pins::default()
        };
        let cut = pins.division(&all);
        let near = all.iter().filter(|one| {
            matches!(
                cut.class(one),
                Class::KeyHold | Class::PlainHold | Class::KeyRegain | Class::PlainRegain
            )
        });
        assert_eq!(near.count(), 4, "of 9 purchasers 5 are near");
        assert_eq!(medians(&[]), medians(&[]));
    }
}
