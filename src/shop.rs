//! Shops that were never there: a small one to look at (`--demo`) and one of any size to measure with (`generate`).
//! A seed and a day in, records out; the same for the same arguments. Writes nothing and knows no file: see `app::generate`.

mod asset;
mod bulk;
mod calendar;
mod club;
mod crowd;
mod people;
mod random;
mod script;
mod stock;
mod story;
mod theme;

use crate::domain::name::Lang;
use crate::domain::record::{Record, Ware};
use crate::domain::time::Now;

use self::bulk::Bulk;
use self::calendar::Calendar;
use self::club::Club;
use self::crowd::Crowd;
use self::random::Random;
pub use self::script::scripts;
use self::story::Stories;

/// How many customers the demo shop has.
pub const DEMO_CUSTOMERS: usize = 200;
/// The seed of the demo shop that everybody sees.
pub const DEMO_SEED: u64 = 20;

/// The demo shop: a tea and gift shop of two hundred customers with a year behind them, told in one language.
///
/// Of `now` only the calendar day and the offset count; nothing in the shop happens later than yesterday, except promises.
#[must_use]
pub fn demo(lang: Lang, now: Now, seed: u64) -> Vec<Record> {
    let calendar = Calendar::of(now);
    let mut phones = people::Phones::new(lang, &mut Random::of(seed, 0));
    let mut records = Stories::new(lang, calendar).tell(&mut Random::of(seed, 1), &mut phones);
    let wanted = DEMO_CUSTOMERS.saturating_sub(records.len());
    records.extend(Crowd::new(lang, calendar).people(wanted, seed, &mut phones));
    // The order in which they first came, as a shop's own file would have it.
    records.sort_by_key(|record| record.draft.created_at);
    Club::new(lang, calendar).join(&mut records, seed);
    records
}

/// What the demo shop sells again and again, and its levels of membership.
#[must_use]
pub fn demo_wares(lang: Lang, now: Now) -> Vec<Ware> {
    Club::new(lang, Calendar::of(now)).wares()
}

/// What the demo shop is called, and who sits at its desk.
#[must_use]
pub fn demo_names(lang: Lang) -> (&'static str, &'static str) {
    let places = asset::Bag::read(asset::PLACES, lang);
    (places.first("shop"), places.first("agent"))
}

/// A shop without end, for measuring: customer after customer, each depending on the seed, the day and its number only.
pub fn generate(seed: u64, now: Now) -> impl Iterator<Item = Record> {
    Bulk::new(seed, Calendar::of(now))
}
