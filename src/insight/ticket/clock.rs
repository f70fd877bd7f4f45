//! The clock of a ticket: from opening to its first resolution and to the last, standing still while the customer is awaited. Wall and business
//! minutes both.

use chrono::NaiveDateTime;

use crate::insight::hours::Calendar;

/// What moves the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Opened,
    /// We wait for the customer.
    Awaits,
    /// The customer answered.
    Answered,
    Resolved,
    Reopened,
}

/// Minutes by the wall clock and by the shop's opening hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Minutes {
    pub wall: i64,
    pub business: i64,
}

/// How long a ticket took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resolution {
    /// Up to the first resolution; `None` if there was none.
    pub first: Option<Minutes>,
    /// Up to the present resolution; `None` while the ticket is open.
    pub total: Option<Minutes>,
}

/// Runs the clock over the turns of a ticket, in order of time.
#[must_use]
pub fn resolution(turns: &[(NaiveDateTime, Turn)], calendar: &Calendar) -> Resolution {
    let (mut spent, mut running): (Minutes, Option<NaiveDateTime>) = Default::default();
    let mut resolution = Resolution::default();
    for &(at, turn) in turns {
        if let Some(since) = running.take() {
            spent.wall += (at - since).num_minutes().max(0);
            spent.business += calendar.minutes(since, at);
        }
        match turn {
            // Thanks after the resolution do not reopen a ticket.
            Turn::Answered if resolution.total.is_some() => {}
            Turn::Opened | Turn::Answered | Turn::Reopened => {
                running = Some(at);
                resolution.total = None;
            }
            Turn::Awaits => {}
            Turn::Resolved => {
                resolution.first.get_or_insert(spent);
                resolution.total = Some(spent);
            }
        }
    }
    resolution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_for_the_customer_does_not_count_and_reopening_goes_on() {
        let at = |time: &str| {
            NaiveDateTime::parse_from_str(&format!("2026-03-02 {time}"), "%Y-%m-%d %H:%M")
                .expect("a time")
        };
        let turns = [
            (at("09:00"), Turn::Opened),
            (at("09:20"), Turn::Awaits),
            (at("11:00"), Turn::Answered),
            (at("11:10"), Turn::Resolved),
            (at("11:12"), Turn::Answered),
            (at("15:00"), Turn::Reopened),
            (at("15:05"), Turn::Resolved),
        ];
        let wall = |minutes| {
            Some(Minutes {
                wall: minutes,
                business: 0,
            })
        };
        let clock = |n: usize| resolution(&turns[..n], &Calendar::default());
        assert_eq!(clock(3), Resolution::default());
        assert_eq!((clock(5).first, clock(5).total), (wall(30), wall(30)));
        assert_eq!((clock(6).first, clock(6).total), (wall(30), None));
        assert_eq!((clock(7).first, clock(7).total), (wall(30), wall(35)));
    }
}
