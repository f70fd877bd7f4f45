//! What the demo shop's regulars have beside their purchases: points, levels, coupons, wishes, who brought whom, and what was tried to win
//! them back. The same for the same seed and day.

use chrono::NaiveDate;

use super::asset;
use super::calendar::Calendar;
use super::random::Random;
use super::stock::Stock;
use crate::domain::coupon::{self, Coupon};
use crate::domain::id::{CouponId, CustomerId, LevelId, OfferId, ProductId, WantId};
use crate::domain::level::{Level, Membership, reached};
use crate::domain::name::Lang;
use crate::domain::offer::{Offer, Play, Put, Reply};
use crate::domain::points::Cause;
use crate::domain::product::Product;
use crate::domain::purchase::Bought;
use crate::domain::record::{Kept, Moved, Record, Ware};
use crate::domain::want::{Want, Wish};

/// Whoever has bought so often is a member.
const MEMBER_SALES: usize = 4;
/// So many of the last sales stand in the ledger of points one by one.
const TOLD_SALES: usize = 3;
/// What a gift takes, in points, and what bringing somebody gives.
const GIFT: i64 = 200;
const THANKS: i64 = 100;
/// Somebody who stayed away so long was missed.
const MISSED_DAYS: i64 = 50;

/// The shop, as its members know it.
pub(super) struct Club {
    lang: Lang,
    calendar: Calendar,
    levels: Vec<Level>,
    author: &'static str,
}

impl Club {
    pub(super) fn new(lang: Lang, calendar: Calendar) -> Self {
        let levels = asset::lines(asset::CLUB)
            .filter(|line| line.0 == "level")
            .filter_map(|(_, rest)| level(rest, lang))
            .collect();
        Self {
            lang,
            calendar,
            levels,
            author: asset::Bag::read(asset::PLACES, lang).first("agent"),
        }
    }

    /// The levels, and what is used up and bought again.
    pub(super) fn wares(&self) -> Vec<Ware> {
        let stock = Stock::read(self.lang);
        let lasting = asset::lines(asset::CLUB)
            .filter(|line| line.0 == "lasts")
            .filter_map(|(_, rest)| {
                let mut parts = rest.split(' ');
                let thing = stock.get(parts.next()?)?;
                Some(Product {
                    id: ProductId(0),
                    name: thing.item(),
                    price_cents: Some(thing.price_cents()),
                    rebuy_days: parts.next()?.parse().ok(),
                    alias: parts.next()?.to_owned(),
                    ..Product::default()
                })
            });
        let levels = self.levels.iter().cloned().map(Ware::Level);
        lasting.map(Ware::Product).chain(levels).collect()
    }

    /// Gives the records, which stand in the order in which people first came, what they have beside their purchases.
    pub(super) fn join(&self, records: &mut [Record], seed: u64) {
        self.refer(records);
        for (n, record) in records.iter_mut().enumerate() {
            let mut random = Random::of(seed, 500_000 + n as u64);
            self.give_points(record, n);
            self.give_coupon(record, n, &mut random);
            self.note_wish(record, n, &mut random);
            self.win_back(record, n, &mut random);
        }
    }

    /// Some of those who came through a friend were brought by a regular, who was thanked.
    fn refer(&self, records: &mut [Record]) {
        let friend = asset::Bag::read(asset::PLACES, self.lang).all("source");
        let friend = friend.get(2).copied().unwrap_or("");
        let is_known = |records: &[Record], n: usize, name: &str| {
            records
                .iter()
                .enumerate()
                .any(|(m, other)| m != n && other.draft.about.name == name)
        };
        let regulars: Vec<usize> = (0..records.len() / 3)
            .filter(|n| records[*n].bought.len() > MEMBER_SALES)
            .filter(|n| !is_known(records, *n, &records[*n].draft.about.name))
            .step_by(3)
            .collect();
        let brought: Vec<usize> = (records.len() / 3..records.len())
            .filter(|n| records[*n].draft.about.source == friend)
            .collect();
        for (turn, n) in brought.into_iter().step_by(2).enumerate() {
            // The first regulars bring more people than the others.
            let Some(m) = regulars.get(turn * turn % regulars.len().max(1)).copied() else {
                return;
            };
            let name = records[m].draft.about.name.clone();
            records[n].draft.referrer = Some(name);
            if let Some(first) = records[n].bought.first().map(|bought| bought.day) {
                let key = format!("r{n}");
                let thanks = self.word("thanks");
                records[m]
                    .points
                    .push(lot(key, first, THANKS, Cause::Referral, thanks));
            }
        }
    }

    /// Regulars brought their old points along, earn with every sale and spend some.
    fn give_points(&self, record: &mut Record, n: usize) {
        let sales: Vec<&Bought> = record
            .bought
            .iter()
            .filter(|one| one.amount_cents > 0)
            .collect();
        if sales.len() < MEMBER_SALES {
            return;
        }
        let worth = |one: &&Bought| one.amount_cents / 100;
        let (before, told) = sales.split_at(sales.len() - TOLD_SALES);
        let opening: i64 = before.iter().map(worth).sum();
        let mut rows = Vec::new();
        if let (Some(first), true) = (before.first(), opening > 0) {
            let mut old = lot(
                "0".into(),
                first.day,
                opening,
                Cause::Opening,
                self.word("opening"),
            );
            old.expires = (n % 5 == 2).then(|| self.calendar.day(8 + n as i64 % 20));
            rows.push(old);
        }
        for (at, one) in told.iter().enumerate().filter(|(_, one)| worth(one) > 0) {
            let key = format!("{}", at + 1);
            rows.push(lot(key, one.day, worth(one), Cause::Earned, String::new()));
        }
        if n % 4 == 1 && opening >= GIFT {
            let day = told.last().map_or(self.calendar.today, |one| one.day);
            let mut spent = lot("s".into(), day, -GIFT, Cause::Spent, self.word("spent"));
            spent.lot = "0".into();
            rows.push(spent);
        }
        rows.append(&mut record.points);
        record.points = rows;
        let earned: i64 = record.points.iter().map(|row| row.points.max(0)).sum();
        if let (Some(level), Some(last)) = (reached(&self.levels, earned), told.first()) {
            record.kept.push(Kept::Member(Membership {
                customer: CustomerId(0),
                level: level.name.clone(),
                since: last.day,
                short_since: None,
                card: format!("8{:07}", 1_000 + n),
            }));
        }
    }

    fn give_coupon(&self, record: &mut Record, n: usize, random: &mut Random) {
        let good: Vec<(&str, &str)> = self.rows("coupon");
        if n % 11 != 3 || record.bought.is_empty() {
            return;
        }
        let Some((value, what)) = good.get(n / 11 % good.len().max(1)) else {
            return;
        };
        let bytes = [0; 5].map(|_: u8| u8::try_from(random.below(256)).unwrap_or(0));
        record.kept.push(Kept::Coupon(Coupon {
            id: CouponId(0),
            customer: CustomerId(0),
            code: coupon::code(bytes),
            what: (*what).to_owned(),
            value_cents: value.parse::<i64>().unwrap_or(0) * 100,
            issued: self.calendar.day(-21),
            until: self.calendar.day(5 + n as i64 % 40),
            used: n.is_multiple_of(3).then(|| self.calendar.day(-4)),
        }));
    }

    fn note_wish(&self, record: &mut Record, n: usize, random: &mut Random) {
        let wishes = self.rows("wish");
        if n % 23 != 7 || wishes.is_empty() {
            return;
        }
        let (budget, item) = wishes[random.below(wishes.len())];
        record.kept.push(Kept::Want(Want {
            id: WantId(0),
            customer: CustomerId(0),
            wish: Wish {
                item: item.to_owned(),
                budget_cents: budget.parse::<i64>().ok().map(|units| units * 100),
                until: Some(self.calendar.day(60)),
            },
            day: self.calendar.day(-9),
        }));
    }

    /// Who stayed away was asked back; some came.
    fn win_back(&self, record: &mut Record, n: usize, random: &mut Random) {
        let mut days: Vec<NaiveDate> = record.bought.iter().map(|one| one.day).collect();
        days.dedup();
        let away = |pair: &[NaiveDate]| (pair[1] - pair[0]).num_days();
        let returned = days
            .windows(2)
            .find(|pair| away(pair) > MISSED_DAYS && n % 3 != 2)
            .map(|pair| pair[1] - chrono::TimeDelta::days(4 + n as i64 % 30));
        let silent = days
            .last()
            .map(|last| *last + chrono::TimeDelta::days(MISSED_DAYS - 10))
            .filter(|day| *day < self.calendar.today && n.is_multiple_of(2));
        let Some(day) = returned.or(silent) else {
            return;
        };
        record.kept.push(Kept::Offer(Offer {
            id: OfferId(0),
            customer: CustomerId(0),
            put: Put::play(Play::ALL[random.below(Play::ALL.len())]),
            day,
            reply: Reply::Taken,
            author: self.author.to_owned(),
        }));
    }

    /// Lines of a kind: the number they begin with, and the words.
    fn rows(&self, word: &str) -> Vec<(&'static str, &'static str)> {
        asset::lines(asset::CLUB)
            .filter(|line| line.0 == word)
            .filter_map(|(_, rest)| rest.split_once(' '))
            .map(|(number, words)| (number, asset::in_lang(words, self.lang)))
            .collect()
    }

    fn word(&self, word: &str) -> String {
        let found = asset::lines(asset::CLUB).find(|line| line.0 == word);
        found.map_or_else(String::new, |(_, rest)| {
            asset::in_lang(rest, self.lang).to_owned()
        })
    }
}

fn level(rest: &'static str, lang: Lang) -> Option<Level> {
    let mut parts = rest.splitn(3, ' ');
    let (at_least, discount) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let (name, benefits) = asset::in_lang(parts.next()?, lang).split_once('/')?;
    Some(Level {
        id: LevelId(0),
        name: name.to_owned(),
        at_least,
        discount_percent: discount,
        benefits: benefits.to_owned(),
    })
}

fn lot(key: String, day: NaiveDate, points: i64, cause: Cause, reason: String) -> Moved {
    Moved {
        lot: key.clone(),
        key,
        day,
        points,
        cause,
        reason,
        expires: None,
    }
}
