//! Who is worth calling this week, and why: value times risk, with reasons. Knows neither names nor words.

use std::collections::BTreeSet;

use super::churn::{Band, Bands, most_at_stake, overdue};
use super::shop::{Shop, Standing};
use super::spend::units;

/// Reasons told of one customer.
const REASONS: usize = 3;
/// Whoever is so many usual gaps late is worth a call, whatever the chances; they may not be known.
const LATE_GAPS: f64 = 1.5;
/// A customer who came on so many days comes often.
const OFTEN_DAYS: i64 = 5;

/// Why somebody is worth a call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// So many days without a purchase, where so many are usual for them.
    Overdue {
        days: i64,
        usual_days: f64,
        times: f64,
    },
    /// Bought once, so many days ago.
    Once { days: i64 },
    /// The probability that they buy within so many days.
    Unlikely { active: f64, within_days: i64 },
    /// Among the fifth that spent most.
    BigSpender { net_cents: i64 },
    /// Came on many days before.
    Frequent { visits: i64 },
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The buyer's place in the shop.
    pub place: usize,
    pub reasons: Vec<Reason>,
    pub band: Option<Band>,
    /// The probability that they buy within the horizon.
    pub active: Option<f64>,
    /// What is at stake within the horizon; without a model their mean spend, in cents.
    pub stake_cents: i64,
}

/// Whoever is at risk and not long lost, most at stake first, those left out whose places are named.
#[must_use]
pub fn calls(shop: &Shop, leave_out: &BTreeSet<usize>) -> Vec<Call> {
    let (rich, bands) = (rich_cut(shop), shop.rhythm.bands);
    // Whoever has been lost for longer than a horizon is for a wake-up list, not for this week.
    let until = shop.rhythm.cuts.lost_days + shop.rhythm.horizon_days;
    let mut found: Vec<(f64, Call)> = shop
        .standing()
        .filter(|(place, one)| {
            !leave_out.contains(place) && one.rfm.recency_days <= until && is_at_risk(one, bands)
        })
        .map(|(place, one)| {
            let stake = stake(one);
            let call = Call {
                place,
                reasons: reasons(shop, one, rich),
                band: one.outlook.map(|outlook| bands.band(outlook.active)),
                active: one.outlook.map(|outlook| outlook.active),
                stake_cents: super::shop::cents(stake).unwrap_or(0),
            };
            (stake, call)
        })
        .filter(|(stake, _)| *stake > 0.0)
        .collect();
    found.sort_by(|a, b| most_at_stake(a.0, b.0).then(a.1.place.cmp(&b.1.place)));
    found.into_iter().map(|(_, call)| call).collect()
}

/// Who comes seldom may be unlikely to come this month and still be on time.
fn is_at_risk(one: &Standing, bands: Bands) -> bool {
    let late = overdue(one.rfm.recency_days, one.usual_gap_days);
    match one.outlook {
        Some(outlook) if bands.band(outlook.active) != Band::Normal => late >= 1.0,
        Some(_) | None => late >= LATE_GAPS,
    }
}

/// What a customer is worth in this order, in currency.
fn stake(one: &Standing) -> f64 {
    match one.outlook {
        Some(outlook) => outlook.at_stake,
        None => units(one.rfm.monetary_cents) / one.rfm.frequency.max(1) as f64,
    }
}

/// The net spend from which on a customer is of the fifth that spent most.
fn rich_cut(shop: &Shop) -> i64 {
    let mut spends: Vec<i64> = shop
        .standing()
        .map(|(_, one)| one.rfm.monetary_cents)
        .collect();
    spends.sort_unstable_by(|a, b| b.cmp(a));
    super::tier::vip_cut(&spends)
}

fn reasons(shop: &Shop, one: &Standing, rich: i64) -> Vec<Reason> {
    let days = one.rfm.recency_days;
    let rhythm = if one.rfm.frequency > 1 {
        Reason::Overdue {
            days,
            usual_days: one.usual_gap_days,
            times: overdue(days, one.usual_gap_days),
        }
    } else {
        Reason::Once { days }
    };
    let unlikely = one.outlook.map(|outlook| Reason::Unlikely {
        active: outlook.active,
        within_days: shop.rhythm.horizon_days,
    });
    let spender = (one.rfm.monetary_cents >= rich).then_some(Reason::BigSpender {
        net_cents: one.rfm.monetary_cents,
    });
    let frequent = (one.rfm.frequency >= OFTEN_DAYS).then_some(Reason::Frequent {
        visits: one.rfm.frequency,
    });
    let all = [Some(rhythm), unlikely, spender, frequent];
    all.into_iter().flatten().take(REASONS).collect()
}

/// Why one buyer stands as they do, whether at risk or not.
#[must_use]
pub fn reasons_of(shop: &Shop, place: usize) -> Vec<Reason> {
    match shop.standings.get(place) {
        Some(Some(one)) => reasons(shop, one, rich_cut(shop)),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::buyer::Sale;
    use crate::insight::period::Period;
    use chrono::{Days, NaiveDate};

    fn shop(visits: &[(usize, &[u64], i64)], today: u64) -> Shop {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day");
        let mut sales = Vec::new();
        for (buyer, days, cents) in visits {
            sales.extend(days.iter().map(|day| Sale {
                buyer: *buyer,
                day: first + Days::new(*day),
                cents: *cents,
            }));
        }
        Shop::of(&sales, Period::All.until(first + Days::new(today)))
    }

    #[test]
    fn without_enough_data_the_late_are_called_and_no_chance_is_told() {
        let shop = shop(&[(0, &[0, 10, 20], 1_000), (1, &[0, 10, 70], 9_000)], 75);
        let calls = calls(&shop, &BTreeSet::new());
        assert_eq!(calls.len(), 1);
        assert_eq!((calls[0].place, calls[0].active), (0, None));
        assert!(matches!(
            calls[0].reasons[0],
            Reason::Overdue { days: 55, .. }
        ));
    }

    #[test]
    fn with_data_the_most_at_stake_comes_first_and_the_lost_and_left_out_do_not() {
        let often: Vec<u64> = (0..20).map(|n| n * 10).collect();
        let mut visits: Vec<(usize, &[u64], i64)> =
            (0..20).map(|n| (n, often.as_slice(), 1_000)).collect();
        // Two stop on day 120, one of them worth ten times as much; one stopped long ago.
        visits[3].1 = &often[..13];
        visits[4] = (4, &often[..13], 10_000);
        visits[5].1 = &often[..3];
        let slow: Vec<u64> = (0..3).map(|n| n * 90).collect();
        for n in 20..36 {
            visits.push((n, &slow, 1_000));
        }
        let shop = shop(&visits, 195);
        let all = calls(&shop, &BTreeSet::new());
        let places: Vec<usize> = all.iter().map(|call| call.place).collect();
        assert_eq!(places.first(), Some(&4), "{all:?}");
        assert!(places.contains(&3) && !places.contains(&5), "{places:?}");
        assert!(all.iter().all(|call| call.active.is_some_and(|p| p < 0.5)));
        let fewer = calls(&shop, &BTreeSet::from([4]));
        assert!(fewer.iter().all(|call| call.place != 4));
    }
}
