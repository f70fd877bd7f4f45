//! Points as an append-only ledger of lots: what is earned is a lot that may expire, what is spent draws from the oldest lots first, so
//! that an expiry can never take what was spent already. Decides; saves nothing.

use chrono::{Months, NaiveDate};

use super::id::{CustomerId, PointId, PurchaseId};

/// The most points one row may move.
pub const POINTS_MAX: i64 = 1_000_000_000;

/// Why points came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Earned by a purchase.
    Earned,
    /// Brought along from elsewhere.
    Opening,
    /// Given or taken by hand, with a reason.
    Adjusted,
    /// For bringing somebody who has now bought.
    Referral,
    Spent,
    /// Gone again with the money of a refund.
    Refunded,
    /// The row that settles one which was taken back.
    TakenBack,
}

impl Cause {
    pub const ALL: [Self; 7] = [
        Self::Earned,
        Self::Opening,
        Self::Adjusted,
        Self::Referral,
        Self::Spent,
        Self::Refunded,
        Self::TakenBack,
    ];

    /// The word the file keeps.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Earned => "earned",
            Self::Opening => "opening",
            Self::Adjusted => "adjusted",
            Self::Referral => "referral",
            Self::Spent => "spent",
            Self::Refunded => "refunded",
            Self::TakenBack => "taken_back",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }
}

/// One row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: PointId,
    pub customer: CustomerId,
    /// The lot it draws from; for a lot, itself.
    pub lot: PointId,
    pub day: NaiveDate,
    /// Never 0.
    pub points: i64,
    pub cause: Cause,
    pub reason: String,
    /// The last day on which a lot can be spent.
    pub expires: Option<NaiveDate>,
    pub purchase: Option<PurchaseId>,
    /// The row this one settles.
    pub cancels: Option<PointId>,
}

impl Entry {
    fn is_lot(&self) -> bool {
        self.lot == self.id
    }
}

/// What is left of one lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    pub id: PointId,
    pub day: NaiveDate,
    pub expires: Option<NaiveDate>,
    pub left: i64,
}

impl Lot {
    /// Whether it can be spent on that day.
    #[must_use]
    pub fn is_good(&self, today: NaiveDate) -> bool {
        self.expires.is_none_or(|day| today <= day)
    }
}

/// More was asked for than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    pub have: i64,
}

/// What a row takes from a lot: always positive.
pub type Draw = (PointId, i64);

/// One line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub day: NaiveDate,
    pub points: i64,
    /// `None` for what expired.
    pub cause: Option<Cause>,
    pub reason: String,
    /// What there was afterwards.
    pub balance: i64,
}

/// The rows of one customer, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger(pub Vec<Entry>);

impl Ledger {
    /// Every lot, the oldest first, with what is left of it.
    #[must_use]
    pub fn lots(&self) -> Vec<Lot> {
        let mut lots: Vec<Lot> = self
            .0
            .iter()
            .filter(|entry| entry.is_lot())
            .map(|entry| Lot {
                id: entry.id,
                day: entry.day,
                expires: entry.expires,
                left: 0,
            })
            .collect();
        lots.sort_by_key(|lot| lot.id);
        for entry in &self.0 {
            if let Ok(at) = lots.binary_search_by_key(&entry.lot, |lot| lot.id) {
                lots[at].left += entry.points;
            }
        }
        lots.sort_by_key(|lot| (lot.day, lot.id));
        lots
    }

    /// What can be spent on that day.
    #[must_use]
    pub fn balance(&self, today: NaiveDate) -> i64 {
        self.lots()
            .iter()
            .filter(|lot| lot.is_good(today))
            .map(|lot| lot.left)
            .sum()
    }

    /// The next points that will expire: how many, and the last day on which they can be spent.
    #[must_use]
    pub fn next_expiry(&self, today: NaiveDate) -> Option<(i64, NaiveDate)> {
        let good = |lot: &Lot| lot.left > 0 && lot.is_good(today);
        let lots: Vec<Lot> = self.lots().into_iter().filter(good).collect();
        let day = lots.iter().filter_map(|lot| lot.expires).min()?;
        let those = lots.iter().filter(|lot| lot.expires == Some(day));
        Some((those.map(|lot| lot.left).sum(), day))
    }

    /// Everything ever earned or brought along, less what refunds took: what a level goes by. Spending and expiry do not lower it.
    #[must_use]
    pub fn earned(&self) -> i64 {
        let counts = |cause| matches!(cause, Cause::Earned | Cause::Opening | Cause::Refunded);
        self.0
            .iter()
            .filter(|entry| {
                let origin = entry.cancels.and_then(|id| self.get(id)).unwrap_or(entry);
                counts(origin.cause)
            })
            .map(|entry| entry.points)
            .sum::<i64>()
            .max(0)
    }

    fn get(&self, id: PointId) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.id == id)
    }

    /// From which lots so many points are taken, the oldest first.
    ///
    /// # Errors
    /// There are fewer; then nothing is taken.
    pub fn draw(&self, points: i64, today: NaiveDate) -> Result<Vec<Draw>, Short> {
        let have = self.balance(today);
        if points > have {
            return Err(Short { have });
        }
        let good = |lot: &Lot| lot.is_good(today);
        Ok(taken(self.lots().into_iter().filter(good), points))
    }

    /// What a purchase loses when, of its `of_cents`, `refunded_cents` have been given back in all: the share of what it earned, less what
    /// earlier refunds took. It comes from the purchase's own lot, then from the oldest; what is gone already is not asked for twice, and
    /// the balance stays at 0 at least.
    #[must_use]
    pub fn reversal(
        &self,
        purchase: PurchaseId,
        of_cents: i64,
        refunded_cents: i64,
        today: NaiveDate,
    ) -> Vec<Draw> {
        let of = |cause: Cause| {
            let row = move |entry: &&Entry| {
                let origin = entry.cancels.and_then(|id| self.get(id)).unwrap_or(entry);
                origin.purchase == Some(purchase) && origin.cause == cause
            };
            self.0.iter().filter(row).map(|e| e.points).sum::<i64>()
        };
        let earned = of(Cause::Earned);
        let keeps = i128::from(earned) * i128::from((of_cents - refunded_cents).max(0))
            / i128::from(of_cents.max(1));
        let due = earned - i64::try_from(keeps).unwrap_or(earned) + of(Cause::Refunded);
        let own = |entry: &&Entry| {
            entry.is_lot() && entry.purchase == Some(purchase) && entry.cause == Cause::Earned
        };
        let own = self.0.iter().find(own).map(|entry| entry.id);
        let (mine, others): (Vec<Lot>, Vec<Lot>) =
            self.lots().into_iter().partition(|lot| Some(lot.id) == own);
        let good = |lot: &Lot| lot.is_good(today);
        taken(mine.into_iter().chain(others.into_iter().filter(good)), due)
    }

    /// The ledger as people read it, the oldest line first; what expired until `today` stands where it went.
    #[must_use]
    pub fn statement(&self, today: NaiveDate) -> Vec<Line> {
        let mut lines: Vec<Line> = self
            .0
            .iter()
            .map(|entry| Line {
                day: entry.day,
                points: entry.points,
                cause: Some(entry.cause),
                reason: entry.reason.clone(),
                balance: 0,
            })
            .collect();
        let gone = self.lots().into_iter().filter(|lot| lot.left > 0);
        // A lot may have been given points back after its last day: they go then.
        let touched = |lot: &Lot| {
            let rows = self.0.iter().filter(|entry| entry.lot == lot.id);
            rows.map(|entry| entry.day).max()
        };
        lines.extend(gone.filter(|lot| !lot.is_good(today)).map(|lot| {
            Line {
                day: lot
                    .expires
                    .and_then(|day| day.succ_opt())
                    .max(touched(&lot))
                    .unwrap_or(today),
                points: -lot.left,
                cause: None,
                reason: String::new(),
                balance: 0,
            }
        }));
        lines.sort_by_key(|line| (line.day, line.cause.is_none()));
        let mut balance = 0;
        for line in &mut lines {
            balance += line.points;
            line.balance = balance;
        }
        lines
    }
}

fn taken(lots: impl Iterator<Item = Lot>, points: i64) -> Vec<Draw> {
    let (mut wanted, mut draws) = (points, Vec::new());
    for lot in lots {
        let part = lot.left.min(wanted);
        if part > 0 {
            draws.push((lot.id, part));
            wanted -= part;
        }
    }
    draws
}

/// How a shop gives points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Points for a unit of currency, in hundredths: 150 is one and a half. 0 gives none.
    pub per_unit: i64,
    /// After how many months a lot expires.
    pub months: Option<u32>,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            per_unit: 100,
            months: None,
        }
    }
}

impl Rule {
    /// The points of an amount, rounded down.
    #[must_use]
    pub fn earned(self, cents: i64) -> i64 {
        let points = i128::from(cents.max(0)) * i128::from(self.per_unit) / 10_000;
        i64::try_from(points).unwrap_or(POINTS_MAX).min(POINTS_MAX)
    }

    /// The last day of a lot earned on a day.
    #[must_use]
    pub fn expires(self, day: NaiveDate) -> Option<NaiveDate> {
        day.checked_add_months(Months::new(self.months?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + chrono::Days::new(n.unsigned_abs())
    }

    fn entry(id: i64, lot: i64, on: i64, points: i64, cause: Cause) -> Entry {
        Entry {
            id: PointId(id),
            customer: CustomerId(1),
            lot: PointId(lot),
            day: day(on),
            points,
            cause,
            reason: String::new(),
            expires: None,
            purchase: None,
            cancels: None,
        }
    }

    fn lot(id: i64, on: i64, points: i64, expires: Option<i64>) -> Entry {
        Entry {
            expires: expires.map(day),
            purchase: Some(PurchaseId(id)),
            ..entry(id, id, on, points, Cause::Earned)
        }
    }

    #[test]
    fn the_oldest_points_are_spent_first_and_an_expiry_takes_only_what_is_left() {
        let mut ledger = Ledger(vec![lot(1, 0, 100, Some(30)), lot(2, 10, 50, Some(60))]);
        assert_eq!(
            ledger.draw(120, day(20)),
            Ok(vec![(PointId(1), 100), (PointId(2), 20)])
        );
        assert_eq!(ledger.draw(151, day(20)), Err(Short { have: 150 }));
        ledger.0.push(entry(3, 1, 20, -80, Cause::Spent));
        assert_eq!(ledger.balance(day(20)), 70);
        assert_eq!(ledger.next_expiry(day(20)), Some((20, day(30))));
        assert_eq!(
            ledger.balance(day(31)),
            50,
            "20 expired, 80 were spent before"
        );
        let lines: Vec<(i64, i64)> = ledger
            .statement(day(31))
            .iter()
            .map(|line| (line.points, line.balance))
            .collect();
        assert_eq!(lines, [(100, 100), (50, 150), (-80, 70), (-20, 50)]);
    }

    #[test]
    fn a_refund_takes_its_share_once_and_never_more_than_there_is() {
        let mut ledger = Ledger(vec![lot(1, 0, 100, None), lot(2, 1, 30, None)]);
        let half = ledger.reversal(PurchaseId(1), 10_000, 5_000, day(2));
        assert_eq!(half, [(PointId(1), 50)]);
        let mut back = entry(3, 1, 2, -50, Cause::Refunded);
        back.purchase = Some(PurchaseId(1));
        ledger.0.push(back);
        assert_eq!(ledger.reversal(PurchaseId(1), 10_000, 5_000, day(2)), []);
        ledger.0.push(entry(4, 1, 3, -50, Cause::Spent));
        let rest = ledger.reversal(PurchaseId(1), 10_000, 10_000, day(4));
        assert_eq!(rest, [(PointId(2), 30)], "20 more are owed and not there");
        assert_eq!(ledger.earned(), 80);
    }

    #[test]
    fn a_rule_rounds_down_and_gives_nothing_for_nothing() {
        let rule = |per_unit| Rule {
            per_unit,
            months: Some(12),
        };
        for (per_unit, cents, points) in [
            (100, 39_699, 396),
            (150, 10_000, 150),
            (0, 10_000, 0),
            (100, -5_000, 0),
            (100, 99, 0),
        ] {
            assert_eq!(rule(per_unit).earned(cents), points, "{per_unit} {cents}");
        }
        assert_eq!(rule(100).expires(day(0)), Some(day(365)));
        assert_eq!(Rule::default().expires(day(0)), None);
    }

    /// A small generator of its own, so that ten thousand histories are the same ones on every run (SplitMix64).
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, n: u64) -> i64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            i64::try_from((z ^ (z >> 31)) % n).expect("small")
        }
    }

    /// Takes a row back as the history does, unless points of it were spent.
    fn take_back(ledger: &mut Ledger, next: i64, of: &Entry, today: i64) -> bool {
        let settled: i64 = ledger
            .0
            .iter()
            .filter(|row| row.cancels == Some(of.id))
            .map(|row| row.points)
            .sum();
        if of.cancels.is_some() || settled != 0 {
            return false;
        }
        let mut back = entry(next, of.lot.0, today, -of.points, Cause::TakenBack);
        back.cancels = Some(of.id);
        ledger.0.push(back);
        if ledger.lots().iter().any(|lot| lot.left < 0) {
            ledger.0.pop();
            return false;
        }
        true
    }

    #[test]
    fn the_balance_is_the_sum_of_the_lots_and_never_negative_in_ten_thousand_histories() {
        let (mut spent, mut refused, mut taken_back) = (0, 0, 0);
        for seed in 0..10_000 {
            let (mut dice, mut ledger, mut today) = (Dice(seed), Ledger::default(), 0);
            for step in 1..=25 {
                today += dice.below(20);
                let before = ledger.balance(day(today));
                let next = step * 100;
                let put = |ledger: &mut Ledger, draws: Vec<Draw>, cause, purchase| {
                    for (n, (lot, points)) in (0..).zip(draws) {
                        let mut row = entry(next + n, lot.0, today, -points, cause);
                        row.purchase = purchase;
                        ledger.0.push(row);
                    }
                };
                match dice.below(6) {
                    0 | 1 => {
                        let expires = (dice.below(3) > 0).then(|| today + dice.below(90));
                        let points = 1 + dice.below(300);
                        ledger.0.push(lot(next, today, points, expires));
                    }
                    2 | 3 => {
                        let points = 1 + dice.below(250);
                        match ledger.draw(points, day(today)) {
                            Ok(draws) => {
                                put(&mut ledger, draws, Cause::Spent, None);
                                assert_eq!(ledger.balance(day(today)), before - points);
                                spent += 1;
                            }
                            Err(short) => {
                                assert_eq!(short.have, before);
                                refused += 1;
                            }
                        }
                    }
                    4 => {
                        let bought = PurchaseId((1 + dice.below(step.unsigned_abs())) * 100);
                        let draws = ledger.reversal(bought, 1_000, dice.below(1_001), day(today));
                        put(&mut ledger, draws, Cause::Refunded, Some(bought));
                    }
                    _ => {
                        if !ledger.0.is_empty() {
                            let at = dice.below(ledger.0.len() as u64);
                            let of = ledger.0[usize::try_from(at).expect("small")].clone();
                            taken_back += usize::from(take_back(&mut ledger, next, &of, today));
                        }
                    }
                }
                let (lots, balance) = (ledger.lots(), ledger.balance(day(today)));
                assert!(
                    lots.iter().all(|lot| lot.left >= 0),
                    "seed {seed}: {lots:?}"
                );
                let good: i64 = lots
                    .iter()
                    .filter(|lot| lot.is_good(day(today)))
                    .map(|lot| lot.left)
                    .sum();
                assert!(balance >= 0 && balance == good, "seed {seed}");
                let rows: i64 = ledger.0.iter().map(|row| row.points).sum();
                assert_eq!(
                    rows,
                    lots.iter().map(|lot| lot.left).sum::<i64>(),
                    "seed {seed}"
                );
                let told = ledger
                    .statement(day(today))
                    .last()
                    .map_or(0, |line| line.balance);
                assert_eq!(
                    told, balance,
                    "seed {seed}: the statement ends with the balance"
                );
            }
        }
        assert!(spent > 10_000 && refused > 1_000 && taken_back > 1_000);
    }
}
