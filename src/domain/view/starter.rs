//! The views every shop has from the first day, and the keys they lie on until the shop pins its own.

use super::View;
use super::name::{Name, Pin};
use crate::domain::name::Lang;

/// What a shop can look at before it has saved a view of its own.
#[must_use]
pub fn starters(lang: Lang) -> Vec<(Name, Pin, View)> {
    let lines: [(&str, &str, &str); 5] = [
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
    ];
    lines
        .into_iter()
        .zip(Pin::ALL)
        .filter_map(|((zh, en, line), pin)| {
            let name = Name::new(match lang {
                Lang::Zh => zh,
                Lang::En => en,
            })?;
            Some((name, pin, View::parse(line).ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_starter_can_be_read_in_both_languages() {
        assert_eq!(starters(Lang::Zh).len(), 5);
        assert_eq!(starters(Lang::En).len(), 5);
    }
}
