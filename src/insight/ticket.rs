//! Key figures of service: how soon tickets are answered, resolved and called back, and how satisfied customers are. Recomputed from
//! the tickets each time; keeps no counters.

pub mod clock;

use chrono::{NaiveDateTime, TimeDelta};

use super::hours::Calendar;
use super::interval::{Interval, Level, count};
use super::satisfaction::Csat;

/// A first response is due after so many business minutes.
const RESPONSE_TARGET_MINUTES: i64 = 60;
/// A complaint is answered within an hour of the wall clock.
const COMPLAINT_TARGET_MINUTES: i64 = 60;
/// And called back within a day of its resolution.
const CALL_BACK_TARGET_MINUTES: i64 = 24 * 60;

/// Whether a ticket complains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    Question,
    Complaint,
}

/// One ticket; times are local.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub matter: Matter,
    pub opened: NaiveDateTime,
    /// The first reply by a person.
    pub answered: Option<NaiveDateTime>,
    pub resolved: Option<NaiveDateTime>,
    pub was_reopened: bool,
    /// Conversations about it.
    pub contacts: u32,
    pub called_back: Option<NaiveDateTime>,
    /// 1 to 5.
    pub csat: Option<u8>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    pub num: u64,
    pub den: u64,
}

impl Part {
    /// The share; `None` of nothing.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.den > 0).then(|| count(self.num) / count(self.den))
    }
}

/// Median and 90 % quantile in minutes, by nearest rank; `None` without values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    pub median: Option<i64>,
    pub p90: Option<i64>,
}

impl Spread {
    fn of(mut minutes: Vec<i64>) -> Self {
        minutes.sort_unstable();
        // sorted[⌈q n⌉ − 1], in tenths.
        let rank = |tenths: usize| {
            let place = (tenths * minutes.len()).div_ceil(10).checked_sub(1)?;
            minutes.get(place).copied()
        };
        Self {
            median: rank(5),
            p90: rank(9),
        }
    }
}

/// The figures of some tickets.
#[derive(Debug, Clone, PartialEq)]
pub struct Kpi {
    pub tickets: u64,
    pub responded: u64,
    pub response_wall: Spread,
    pub response_business: Spread,
    /// Answered within the target, of all: unanswered counts as missed.
    pub within_target: Part,
    /// Complaints answered within an hour, of all complaints.
    pub complaints: Part,
    pub resolved: Part,
    /// Resolved at the first contact and never reopened, of the resolved.
    pub first_contact: Part,
    pub reopened: u64,
    pub resolution_wall: Spread,
    /// Called back within a day, of the resolved.
    pub call_back: Part,
    pub csat: Csat,
    pub csat_interval: Option<Interval>,
    /// Answers to the survey, of the resolved.
    pub survey: Part,
}

/// The figures of tickets under a calendar.
#[must_use]
pub fn kpi<'a>(tickets: impl IntoIterator<Item = &'a Ticket>, calendar: &Calendar) -> Kpi {
    let tickets: Vec<&Ticket> = tickets.into_iter().collect();
    let all = tickets.len() as u64;
    let how_many =
        |is: &dyn Fn(&Ticket) -> bool| tickets.iter().filter(|one| is(one)).count() as u64;
    let wall = |one: &Ticket| Some(minutes(one.opened, one.answered?));
    let business = |one: &Ticket| Some(calendar.minutes(one.opened, one.answered?));
    let resolved = how_many(&|one| one.resolved.is_some());
    let of_resolved = |num| Part { num, den: resolved };
    let csat = Csat::of(tickets.iter().filter_map(|one| one.csat));
    Kpi {
        tickets: all,
        responded: how_many(&|one| one.answered.is_some()),
        response_wall: Spread::of(tickets.iter().filter_map(|one| wall(one)).collect()),
        response_business: Spread::of(tickets.iter().filter_map(|one| business(one)).collect()),
        within_target: Part {
            num: how_many(&|one| business(one).is_some_and(|m| m <= RESPONSE_TARGET_MINUTES)),
            den: all,
        },
        complaints: Part {
            num: how_many(&|one| {
                one.matter == Matter::Complaint
                    && wall(one).is_some_and(|m| m <= COMPLAINT_TARGET_MINUTES)
            }),
            den: how_many(&|one| one.matter == Matter::Complaint),
        },
        resolved: Part {
            num: resolved,
            den: all,
        },
        first_contact: of_resolved(how_many(&|one| {
            one.resolved.is_some() && one.contacts == 1 && !one.was_reopened
        })),
        reopened: how_many(&|one| one.was_reopened),
        resolution_wall: Spread::of(
            tickets
                .iter()
                .filter_map(|one| Some(minutes(one.opened, one.resolved?)))
                .collect(),
        ),
        call_back: of_resolved(how_many(&is_called_back)),
        csat_interval: csat.interval(Level::USUAL),
        survey: of_resolved(csat.answers),
        csat,
    }
}

fn is_called_back(one: &Ticket) -> bool {
    match (one.resolved, one.called_back) {
        (Some(resolved), Some(called)) => {
            (0..=CALL_BACK_TARGET_MINUTES).contains(&minutes(resolved, called))
        }
        _ => false,
    }
}

fn minutes(from: NaiveDateTime, to: NaiveDateTime) -> i64 {
    let span: TimeDelta = to - from;
    span.num_minutes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_nearest_ranks() {
        for (values, median, p90) in [
            (vec![], None, None),
            (vec![7], Some(7), Some(7)),
            (vec![3, 1, 2, 4], Some(2), Some(4)),
            ((1..=10).collect(), Some(5), Some(9)),
            ((1..=11).collect(), Some(6), Some(10)),
        ] {
            assert_eq!(
                Spread::of(values.clone()),
                Spread { median, p90 },
                "{values:?}"
            );
        }
    }

    #[test]
    fn no_tickets_have_no_shares() {
        let kpi = kpi([], &Calendar::default());
        assert_eq!(kpi.within_target.share(), None);
        assert_eq!(kpi.csat_interval, None);
        assert_eq!(kpi.resolution_wall, Spread::default());
    }
}
