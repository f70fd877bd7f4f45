//! Made-up people: names as common as they are, and phone numbers that belong to nobody.

use super::asset;
use super::random::Random;
use crate::domain::name::{Gender, Lang};

/// The lists names are made from.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    surnames: Vec<&'static str>,
    sums: Vec<u32>,
    female: Vec<&'static str>,
    male: Vec<&'static str>,
    given_female: Vec<&'static str>,
    given_male: Vec<&'static str>,
    families: Vec<&'static str>,
}

impl Names {
    pub(super) fn read() -> Self {
        let mut names = Self::default();
        for (word, rest) in asset::lines(asset::NAMES) {
            match word {
                "surname" => names.put_surname(rest),
                "female" => names.female.extend(rest.split(' ')),
                "male" => names.male.extend(rest.split(' ')),
                "given-f" => names.given_female.extend(rest.split(' ')),
                "given-m" => names.given_male.extend(rest.split(' ')),
                _ => names.families.extend(rest.split(' ')),
            }
        }
        names
    }

    fn put_surname(&mut self, line: &'static str) {
        let (surname, weight) = line.split_once(' ').unwrap_or((line, "1"));
        let before = self.sums.last().copied().unwrap_or(0);
        self.surnames.push(surname);
        self.sums.push(before + weight.parse().unwrap_or(1));
    }

    /// A Chinese name; the surname as often as it is met.
    pub(super) fn chinese(&self, gender: Gender, random: &mut Random) -> String {
        let surname = self
            .surnames
            .get(random.weighted(&self.sums))
            .copied()
            .unwrap_or("");
        let given = match gender {
            Gender::Female => &self.female,
            Gender::Male => &self.male,
        };
        let mut name = String::with_capacity(16);
        name.push_str(surname);
        name.push_str(random.pick(given));
        name
    }

    /// A given and a family name from many countries.
    pub(super) fn latin(&self, gender: Gender, random: &mut Random) -> String {
        let given = match gender {
            Gender::Female => &self.given_female,
            Gender::Male => &self.given_male,
        };
        let mut name = String::with_capacity(24);
        name.push_str(random.pick(given));
        name.push(' ');
        name.push_str(random.pick(&self.families));
        name
    }
}

pub(super) fn gender(random: &mut Random) -> Gender {
    if random.percent(56) {
        Gender::Female
    } else {
        Gender::Male
    }
}

/// The area codes of the English-speaking demo shop's numbers.
const AREAS: [&str; 5] = ["212", "312", "415", "503", "617"];

/// Numbers that ring nowhere, each given out once: 151-0000-xxxx, and 555-0100 to 555-0199, which the North American plan
/// keeps for fiction.
#[derive(Debug, Clone)]
pub(super) struct Phones {
    lang: Lang,
    next: usize,
}

impl Phones {
    pub(super) fn new(lang: Lang, random: &mut Random) -> Self {
        Self {
            lang,
            next: random.below(10_000),
        }
    }

    pub(super) fn take(&mut self) -> String {
        self.next += 1;
        // Strides without a common factor with the block: every number once before any comes again.
        match self.lang {
            Lang::Zh => format!("1510000{:04}", self.next * 7_919 % 10_000),
            Lang::En => {
                let number = self.next * 173 % (AREAS.len() * 100);
                format!("+1{}55501{:02}", AREAS[number / 100], number % 100)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phone::{Parsed, Region, parse_one};
    use std::collections::HashSet;

    #[test]
    fn every_number_is_read_and_given_out_once() {
        for lang in [Lang::Zh, Lang::En] {
            let mut phones = Phones::new(lang, &mut Random::of(1, 0));
            let numbers: HashSet<String> = (0..400)
                .map(|_| match parse_one(&phones.take(), Region::default()) {
                    Parsed::Number(number) => number,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(numbers.len(), 400);
        }
    }
}
