//! Which backups are kept as time goes by: a day's, a week's and a month's newest. Knows dates only, no file.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// So many days have their newest backup kept, today included.
const DAYS: usize = 7;
/// So many weeks (ISO 8601) have.
const WEEKS: usize = 4;
/// So many months have.
const MONTHS: usize = 12;
/// A backup made before something risky is kept at least so many days: the way back to before it.
const WAY_BACK_DAYS: i64 = 7;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Somebody asked for it.
    Asked,
    /// The desk was left, or had written for a while.
    Routine,
    BeforeImport,
    BeforeMigration,
    BeforeRestore,
    /// Before every page is written with another key.
    BeforeRekey,
}

impl Reason {
    pub const ALL: [Self; 6] = [
        Self::Asked,
        Self::Routine,
        Self::BeforeImport,
        Self::BeforeMigration,
        Self::BeforeRestore,
        Self::BeforeRekey,
    ];

    /// The word manifests keep.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Routine => "routine",
            Self::BeforeImport => "before_import",
            Self::BeforeMigration => "before_migration",
            Self::BeforeRestore => "before_restore",
            Self::BeforeRekey => "before_rekey",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    fn is_a_way_back(self) -> bool {
        !matches!(self, Self::Routine)
    }
}

/// Which of these backups need not be kept any longer, as places in the list. The newest is always kept.
#[must_use]
pub fn spare(backups: &[(NaiveDateTime, Reason)], today: NaiveDate) -> Vec<usize> {
    let mut order: Vec<usize> = (0..backups.len()).collect();
    order.sort_by_key(|n| std::cmp::Reverse(backups[*n].0));
    let mut kept: BTreeSet<usize> = order.first().copied().into_iter().collect();
    keep_newest_of(&order, DAYS, &mut kept, |n| backups[n].0.date());
    keep_newest_of(&order, WEEKS, &mut kept, |n| {
        let week = backups[n].0.iso_week();
        (week.year(), week.week())
    });
    keep_newest_of(&order, MONTHS, &mut kept, |n| {
        (backups[n].0.year(), backups[n].0.month())
    });
    let is_a_way_back = |n: usize| {
        let (at, reason) = backups[n];
        reason.is_a_way_back() && (today - at.date()).num_days() < WAY_BACK_DAYS
    };
    (0..backups.len())
        .filter(|n| !kept.contains(n) && !is_a_way_back(*n))
        .collect()
}

/// Keeps the newest backup of each of the newest `most` periods.
fn keep_newest_of<P: PartialEq>(
    order: &[usize],
    most: usize,
    kept: &mut BTreeSet<usize>,
    period: impl Fn(usize) -> P,
) {
    let mut last = None;
    let mut periods = 0;
    for n in order {
        let of = period(*n);
        if last.as_ref() != Some(&of) {
            if periods == most {
                return;
            }
            periods += 1;
            kept.insert(*n);
            last = Some(of);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment")
    }

    fn left(moments: &[(&str, Reason)], today: &str) -> Vec<String> {
        let backups: Vec<_> = moments.iter().map(|(text, why)| (at(text), *why)).collect();
        let spare = spare(&backups, today.parse().expect("a day"));
        (0..backups.len())
            .filter(|n| !spare.contains(n))
            .map(|n| moments[n].0.to_owned())
            .collect()
    }

    #[test]
    fn of_one_day_the_newest_is_kept_and_the_way_back_from_an_import() {
        use Reason::{Asked, BeforeImport, Routine};
        let day = [
            ("2026-03-02 09:00", Routine),
            ("2026-03-02 10:00", BeforeImport),
            ("2026-03-02 11:00", Asked),
            ("2026-03-02 12:00", Routine),
        ];
        assert_eq!(
            left(&day, "2026-03-02"),
            ["2026-03-02 10:00", "2026-03-02 11:00", "2026-03-02 12:00"]
        );
        assert_eq!(left(&day, "2026-03-20"), ["2026-03-02 12:00"]);
    }

    #[test]
    fn two_years_of_days_become_seven_days_four_weeks_and_twelve_months() {
        let first: NaiveDate = "2024-03-03".parse().expect("a day");
        let backups: Vec<_> = first
            .iter_days()
            .take(730)
            .filter_map(|day| Some((day.and_hms_opt(20, 0, 0)?, Reason::Routine)))
            .collect();
        let today = backups.last().expect("a day").0.date();
        let spare = spare(&backups, today);
        let kept: Vec<NaiveDate> = (0..backups.len())
            .filter(|n| !spare.contains(n))
            .map(|n| backups[n].0.date())
            .collect();
        // 2026-03-02 is a Monday: its week and month are also the newest day.
        assert_eq!(today, "2026-03-02".parse().expect("a day"));
        assert_eq!(
            kept.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "2025-04-30",
                "2025-05-31",
                "2025-06-30",
                "2025-07-31",
                "2025-08-31",
                "2025-09-30",
                "2025-10-31",
                "2025-11-30",
                "2025-12-31",
                "2026-01-31",
                "2026-02-15",
                "2026-02-22",
                "2026-02-24",
                "2026-02-25",
                "2026-02-26",
                "2026-02-27",
                "2026-02-28",
                "2026-03-01",
                "2026-03-02",
            ]
        );
    }

    #[test]
    fn the_only_backup_is_never_spare_however_old() {
        assert_eq!(
            left(&[("2020-01-01 00:00", Reason::Routine)], "2026-03-02"),
            ["2020-01-01 00:00"]
        );
        assert!(spare(&[], "2026-03-02".parse().expect("a day")).is_empty());
    }
}
