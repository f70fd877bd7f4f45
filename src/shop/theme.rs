//! Why people come to the demo shop: reads `assets/demo/themes.txt`, the sentences that made-up customers are told in.

use super::asset::{self, Bag};
use super::random::Random;
use crate::domain::name::Lang;

/// One reason to come.
#[derive(Debug, Clone)]
pub(super) struct Theme {
    key: &'static str,
    weight: u32,
    /// Product keys, to choose a favourite from.
    pub(super) wants: Vec<&'static str>,
    /// What is bought beside it.
    pub(super) also: Vec<&'static str>,
    pub(super) says: Bag,
}

/// All reasons, and what happens to anyone.
pub(super) struct Themes {
    all: Vec<Theme>,
    sums: Vec<u32>,
}

impl Themes {
    pub(super) fn read(lang: Lang) -> Self {
        let mut all: Vec<Theme> = Vec::new();
        for (word, rest) in asset::lines(asset::THEMES) {
            if word == "*" {
                let (key, weight) = rest.split_once(' ').unwrap_or((rest, "0"));
                all.push(Theme {
                    key,
                    weight: weight.parse().unwrap_or(0),
                    wants: Vec::new(),
                    also: Vec::new(),
                    says: Bag::default(),
                });
            } else if let Some(theme) = all.last_mut() {
                match word {
                    "wants" => theme.wants = rest.split(' ').collect(),
                    "also" => theme.also = rest.split(' ').collect(),
                    _ => theme.says.put(word, asset::in_lang(rest, lang)),
                }
            }
        }
        let sums = all
            .iter()
            .scan(0, |sum, theme| {
                *sum += theme.weight;
                Some(*sum)
            })
            .collect();
        Self { all, sums }
    }

    /// A reason, as often as it is met.
    pub(super) fn any(&self, random: &mut Random) -> Option<&Theme> {
        self.all.get(random.weighted(&self.sums))
    }

    /// Every reason to come.
    pub(super) fn reasons(&self) -> impl Iterator<Item = &Theme> {
        self.all.iter().filter(|theme| theme.weight > 0)
    }

    pub(super) fn named(&self, key: &str) -> Option<&Theme> {
        self.all.iter().find(|theme| theme.key == key)
    }

    /// What is said under a word of a theme that is not a reason to come: troubles, and calls to those who stay away.
    pub(super) fn common(&self, key: &str, word: &str) -> Vec<&'static str> {
        self.named(key)
            .map(|theme| theme.says.all(word))
            .unwrap_or_default()
    }
}
