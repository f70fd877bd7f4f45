//! Rules of what is bought together: "who buys A and B also buys C". Thresholds and order are exact; one item on the right-hand side.

mod mine;

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use super::interval::count;
use super::ratio::Ratio;

/// Item sets beyond which a threshold counts as too low.
pub const SETS_MOST: usize = 3_000_000;

/// Items by number, frequent ones first: equal texts are equal items.
#[derive(Debug, Clone, Default)]
pub struct Baskets {
    names: Vec<String>,
    baskets: Vec<Vec<u32>>,
}

/// The least support, as a share of baskets, and the least confidence.
#[derive(Debug, Clone, Copy)]
pub struct Thresholds {
    pub support: Ratio,
    pub confidence: Ratio,
}

/// A rule and the four counts that everything about it follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// In order of the text.
    pub lhs: Vec<String>,
    pub rhs: String,
    pub count: u64,
    pub lhs_count: u64,
    pub rhs_count: u64,
    pub baskets: u64,
}

/// The support is so low that there are more item sets than [`SETS_MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

impl Baskets {
    /// Baskets of item names; an item twice in a basket counts once, empty names are no items, empty baskets count.
    #[must_use]
    pub fn of<S: AsRef<str>>(baskets: &[Vec<S>]) -> Self {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        let distinct: Vec<BTreeSet<&str>> = baskets
            .iter()
            .map(|items| {
                items
                    .iter()
                    .map(AsRef::as_ref)
                    .filter(|item| !item.is_empty())
                    .collect()
            })
            .collect();
        for item in distinct.iter().flatten() {
            *counts.entry(item).or_insert(0) += 1;
        }
        let mut names: Vec<&str> = counts.keys().copied().collect();
        names.sort_unstable_by(|a, b| counts[b].cmp(&counts[a]).then(a.cmp(b)));
        let numbers: HashMap<&str, u32> = names.iter().copied().zip(0..).collect();
        let numbered = distinct.iter().map(|items| {
            let mut numbers: Vec<u32> = items.iter().map(|item| numbers[item]).collect();
            numbers.sort_unstable();
            numbers
        });
        Self {
            baskets: numbered.collect(),
            names: names.into_iter().map(str::to_owned).collect(),
        }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.baskets.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.baskets.is_empty()
    }

    /// How many item sets are frequent.
    ///
    /// # Errors
    /// There are too many.
    pub fn frequent_sets(&self, support: Ratio) -> Result<usize, TooMany> {
        Ok(mine::frequent(
            &self.baskets,
            self.names.len(),
            self.least(support),
            SETS_MOST,
        )?
        .len())
    }

    /// The rules at or above the thresholds: by lift, confidence and count from the highest, then by text.
    ///
    /// # Errors
    /// There are too many frequent item sets.
    pub fn rules(&self, thresholds: &Thresholds) -> Result<Vec<Rule>, TooMany> {
        let least = self.least(thresholds.support);
        let sets = mine::frequent(&self.baskets, self.names.len(), least, SETS_MOST)?;
        let counts: HashMap<&[u32], u64> =
            sets.iter().map(|(set, n)| (set.as_slice(), *n)).collect();
        let mut rules = Vec::new();
        let mut lhs = Vec::new();
        for (set, together) in sets.iter().filter(|(set, _)| set.len() > 1) {
            for &rhs in set {
                lhs.clear();
                lhs.extend(set.iter().filter(|&&item| item != rhs));
                let (Some(&lhs_count), Some(&rhs_count)) =
                    (counts.get(lhs.as_slice()), counts.get([rhs].as_slice()))
                else {
                    continue;
                };
                if thresholds.confidence.is_met(*together, lhs_count) {
                    rules.push(self.rule(&lhs, rhs, [*together, lhs_count, rhs_count]));
                }
            }
        }
        rules.sort_unstable_by(Rule::order);
        Ok(rules)
    }

    fn least(&self, support: Ratio) -> u64 {
        support.least_of(self.baskets.len() as u64).max(1)
    }

    fn rule(&self, lhs: &[u32], rhs: u32, [count, lhs_count, rhs_count]: [u64; 3]) -> Rule {
        let name = |item: u32| self.names[item as usize].clone();
        let mut lhs: Vec<String> = lhs.iter().map(|&item| name(item)).collect();
        lhs.sort_unstable();
        Rule {
            lhs,
            rhs: name(rhs),
            count,
            lhs_count,
            rhs_count,
            baskets: self.baskets.len() as u64,
        }
    }
}

impl Rule {
    #[must_use]
    pub fn support(&self) -> f64 {
        count(self.count) / count(self.baskets)
    }

    #[must_use]
    pub fn confidence(&self) -> f64 {
        count(self.count) / count(self.lhs_count)
    }

    /// Confidence over the share of the right-hand side.
    #[must_use]
    pub fn lift(&self) -> f64 {
        count(self.count) * count(self.baskets) / (count(self.lhs_count) * count(self.rhs_count))
    }

    /// Support less what chance would bring.
    #[must_use]
    pub fn leverage(&self) -> f64 {
        let n = count(self.baskets);
        self.support() - count(self.lhs_count) * count(self.rhs_count) / (n * n)
    }

    /// How much more often the rule would be wrong by chance (Brin et al. 1997); `None` for a rule that is never wrong.
    #[must_use]
    pub fn conviction(&self) -> Option<f64> {
        let wrong = self.lhs_count - self.count;
        let without = count(self.baskets - self.rhs_count) * count(self.lhs_count);
        (wrong > 0).then(|| without / (count(self.baskets) * count(wrong)))
    }

    /// Lift, confidence and count from the highest, in exact products, then text.
    fn order(&self, other: &Self) -> Ordering {
        let wide = |a: u64, b: u64, c: u64| u128::from(a) * u128::from(b) * u128::from(c);
        let lift = wide(other.count, self.lhs_count, self.rhs_count).cmp(&wide(
            self.count,
            other.lhs_count,
            other.rhs_count,
        ));
        let confidence =
            wide(other.count, self.lhs_count, 1).cmp(&wide(self.count, other.lhs_count, 1));
        lift.then(confidence)
            .then(other.count.cmp(&self.count))
            .then_with(|| self.lhs.cmp(&other.lhs))
            .then_with(|| self.rhs.cmp(&other.rhs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn thresholds(support: &str, confidence: &str) -> Thresholds {
        Thresholds {
            support: support.parse().expect("a share"),
            confidence: confidence.parse().expect("a share"),
        }
    }

    #[test]
    fn a_confidence_of_exactly_four_fifths_is_kept() {
        let mut baskets = vec![vec!["mat", "clothes"]; 4];
        baskets.push(vec!["mat"]);
        let rules = Baskets::of(&baskets)
            .rules(&thresholds("0.1", "0.8"))
            .expect("few");
        let seen: Vec<_> = rules
            .iter()
            .map(|r| (r.lhs.join("|"), r.rhs.as_str(), r.count))
            .collect();
        assert_eq!(
            seen,
            [
                ("clothes".to_owned(), "mat", 4),
                ("mat".to_owned(), "clothes", 4)
            ]
        );
        assert_eq!(rules[0].conviction(), None);
        assert!((rules[1].lift() - 1.0).abs() < 1e-12);
        assert!((rules[1].conviction().expect("wrong once") - 1.0).abs() < 1e-12);
    }

    #[test]
    fn no_baskets_give_no_rules_and_an_item_twice_counts_once() {
        assert_eq!(
            Baskets::of::<&str>(&[]).rules(&thresholds("0", "0")),
            Ok(Vec::new())
        );
        let one = Baskets::of(&[vec!["a", "a", ""]]);
        assert_eq!(one.frequent_sets("1".parse().expect("a share")), Ok(1));
    }

    fn baskets() -> impl Strategy<Value = Vec<Vec<String>>> {
        let item = prop::sample::select(vec!["a", "b", "c", "d", "e"]).prop_map(str::to_owned);
        prop::collection::vec(prop::collection::vec(item, 0..5), 0..25)
    }

    proptest! {
        #[test]
        fn the_order_of_baskets_and_items_does_not_matter(baskets in baskets()) {
            let turned: Vec<Vec<String>> = baskets.iter().rev().map(|b| b.iter().rev().cloned().collect()).collect();
            let at = thresholds("0.1", "0.5");
            prop_assert_eq!(Baskets::of(&baskets).rules(&at), Baskets::of(&turned).rules(&at));
        }

        #[test]
        fn every_count_is_what_counting_gives(baskets in baskets()) {
            for rule in Baskets::of(&baskets).rules(&thresholds("0.1", "0.3")).expect("few") {
                let with = |items: &[&String]| baskets.iter().filter(|b| items.iter().all(|i| b.contains(i))).count() as u64;
                let mut all: Vec<&String> = rule.lhs.iter().collect();
                prop_assert_eq!(rule.lhs_count, with(&all));
                all.push(&rule.rhs);
                prop_assert_eq!(rule.count, with(&all));
                prop_assert_eq!(rule.rhs_count, with(&[&rule.rhs]));
                prop_assert!(rule.count * 10 >= 3 * rule.lhs_count && rule.count * 10 >= baskets.len() as u64);
            }
        }
    }
}
