//! The views every shop has from the first day, and the keys they lie on until the shop pins its own.

use super::View;
use super::name::{Name, Pin};
use crate::domain::name::Lang;

/// A view's name in Chinese and in English, and its line.
type Told = (&'static str, &'static str, &'static str);

/// The view for shops that use the pool.
const POOL: Told = ("公海", "The pool", "owner=none ; sort=tier,-recent");

/// The view of records that are to be checked again.
const STALE: Told = (
    "久未核实",
    "Not verified for long",
    "verified>180d ; sort=tier,-recent",
);

/// Whether the shop uses the pool of customers that nobody looks after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pool {
    On,
    Off,
}

/// What a shop can look at before it has saved a view of its own.
#[must_use]
pub fn starters(lang: Lang, pool: Pool) -> Vec<(Name, Pin, View)> {
    let lines: [Told; 6] = [
        ("本周要跟进", "Due this week", "due<7d ; sort=due,tier"),
        (
            "沉默的VIP",
            "Silent VIPs",
            "tier=vip (stage=silent or stage=lost) ; sort=-bought,spend",
        ),
        (
            "七天内生日",
            "Birthdays in 7 days",
            "birthday<7d ; sort=tier,name",
        ),
        ("没有下一步", "No next step", "no:next ; sort=tier,-recent"),
        (
            "一个月没联系",
            "Not contacted for a month",
            "last>30d ; sort=-recent",
        ),
        STALE,
    ];
    lines
        .into_iter()
        .chain((pool == Pool::On).then_some(POOL))
        .zip(Pin::ALL)
        .filter_map(|(told, pin)| {
            let (name, view) = read(told, lang)?;
            Some((name, pin, view))
        })
        .collect()
}

/// Those nobody has verified for long.
#[must_use]
pub fn stale(lang: Lang) -> Option<(Name, View)> {
    read(STALE, lang)
}

/// The customers that nobody looks after.
#[must_use]
pub fn pool(lang: Lang) -> Option<(Name, View)> {
    read(POOL, lang)
}

fn read((zh, en, line): Told, lang: Lang) -> Option<(Name, View)> {
    let name = Name::new(match lang {
        Lang::Zh => zh,
        Lang::En => en,
    })?;
    Some((name, View::parse(line).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_starter_can_be_read_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(starters(lang, Pool::Off).len(), 6);
            assert_eq!(starters(lang, Pool::On).len(), 7);
        }
    }
}
