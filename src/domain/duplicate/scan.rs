//! The search for duplicates in a whole shop: keys first, then only those are compared who share one. Goes in steps, so that whoever
//! runs it can tell how far it is and stop.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::alike::words;
use super::{Likeness, SUSPECT, Sketch, compare};
use crate::domain::id::CustomerId;

/// More customers than this under one key are not compared with each other: what hundreds share tells nobody apart.
const BLOCK: usize = 40;

/// What a scan found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Pairs worth a look, the surest first.
    pub pairs: Vec<(CustomerId, CustomerId, Likeness)>,
    /// How many groups under one key were too large to compare everyone with everyone.
    pub capped: usize,
}

/// A scan under way.
#[derive(Debug, Default)]
pub struct Scan {
    sketches: Vec<Sketch>,
    /// Places of two sketches, the smaller first.
    candidates: Vec<(u32, u32)>,
    at: usize,
    found: Found,
}

impl Scan {
    /// Chooses who is compared; those known to be two people are left out.
    #[must_use]
    pub fn over(sketches: Vec<Sketch>, distinct: &HashSet<(CustomerId, CustomerId)>) -> Self {
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(sketches.len() * 8);
        for (at, sketch) in (0..).zip(&sketches) {
            keyed.extend(keys(sketch).into_iter().map(|key| (key, at)));
        }
        keyed.sort_unstable();
        keyed.dedup();
        let (mut candidates, mut capped) = (Vec::new(), 0);
        for block in keyed.chunk_by(|one, other| one.0 == other.0) {
            if block.len() > BLOCK {
                // Neighbours by age are still compared: a double entry is mostly made soon after the first.
                capped += 1;
                candidates.extend(block.windows(2).map(|two| (two[0].1, two[1].1)));
                continue;
            }
            for (n, one) in block.iter().enumerate() {
                candidates.extend(block[n + 1..].iter().map(|other| (one.1, other.1)));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let are_two = |(one, other): &(u32, u32)| {
            let (a, b) = (sketches[*one as usize].id, sketches[*other as usize].id);
            distinct.contains(&(a.min(b), a.max(b)))
        };
        candidates.retain(|pair| !are_two(pair));
        Self {
            candidates,
            at: 0,
            found: Found {
                pairs: Vec::new(),
                capped,
            },
            sketches,
        }
    }

    /// Compares the next so many pairs; true when none is left.
    pub fn step(&mut self, pairs: usize) -> bool {
        let end = (self.at + pairs).min(self.candidates.len());
        for (one, other) in &self.candidates[self.at..end] {
            let (one, other) = (
                &self.sketches[*one as usize],
                &self.sketches[*other as usize],
            );
            if let Some(likeness) = compare(one, other).filter(|found| found.points >= SUSPECT) {
                self.found.pairs.push((one.id, other.id, likeness));
            }
        }
        self.at = end;
        end == self.candidates.len()
    }

    /// How many pairs have been compared, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.at, self.candidates.len())
    }

    /// What was found, the surest pairs first; among equals the newest customers first.
    #[must_use]
    pub fn found(mut self) -> Found {
        self.found.pairs.sort_by_key(|(one, other, like)| {
            std::cmp::Reverse((like.points, *one.max(other), *one))
        });
        self.found
    }
}

/// The keys under which a customer meets others.
fn keys(sketch: &Sketch) -> Vec<u64> {
    let mut keys: Vec<u64> = sketch
        .contacts
        .iter()
        .map(|(method, value)| hashed((0, method.code(), value.as_str())))
        .collect();
    let name = words(&sketch.name).join(" ");
    let sound = words(&sketch.sound).join(" ");
    let initial: String = sketch.name.chars().take(1).collect();
    let birthday = sketch
        .birthday
        .map(|day| day.to_string())
        .unwrap_or_default();
    if !sketch.name.is_empty() {
        keys.push(hashed((1, name.as_str(), "")));
    }
    let details = [
        birthday.as_str(),
        &sketch.address,
        &sketch.company,
        &sketch.city,
    ];
    for (kind, detail) in (2..).zip(details).filter(|(_, detail)| !detail.is_empty()) {
        keys.push(hashed((kind, sound.as_str(), detail)));
        if !sketch.nickname.is_empty() {
            keys.push(hashed((kind + 10, sketch.nickname.as_str(), detail)));
        }
        keys.push(hashed((kind + 10, sketch.name.as_str(), detail)));
    }
    // Similar names meet through what else they share.
    for (kind, detail) in [(30, birthday.as_str()), (31, sketch.address.as_str())] {
        if !detail.is_empty() {
            keys.push(hashed((kind, initial.as_str(), detail)));
        }
    }
    keys
}

fn hashed(key: (u8, &str, &str)) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::Method;

    fn sketch(id: i64, name: &str, phone: &str) -> Sketch {
        Sketch {
            id: CustomerId(id),
            name: name.to_owned(),
            sound: name.to_owned(),
            contacts: vec![(Method::Phone, phone.to_owned())],
            ..Sketch::default()
        }
    }

    fn found(sketches: Vec<Sketch>, distinct: &[(i64, i64)]) -> (Vec<(i64, i64)>, usize) {
        let distinct = distinct
            .iter()
            .map(|(a, b)| (CustomerId(*a), CustomerId(*b)))
            .collect();
        let mut scan = Scan::over(sketches, &distinct);
        while !scan.step(3) {}
        let found = scan.found();
        let pairs = found.pairs.iter().map(|(a, b, _)| (a.0, b.0)).collect();
        (pairs, found.capped)
    }

    #[test]
    fn the_surest_pair_comes_first_and_a_decided_one_not_at_all() {
        let shop = || {
            vec![
                sketch(1, "a", "1"),
                sketch(2, "b", "1"),
                sketch(3, "c", "2"),
                sketch(4, "c", "2"),
            ]
        };
        assert_eq!(found(shop(), &[]), (vec![(3, 4), (1, 2)], 0));
        assert_eq!(found(shop(), &[(3, 4)]), (vec![(1, 2)], 0));
    }

    #[test]
    fn what_hundreds_share_is_not_compared_all_with_all() {
        let shop: Vec<Sketch> = (0..1_000)
            .map(|n| sketch(n, &format!("n{n}"), "1"))
            .collect();
        let scan = Scan::over(shop, &HashSet::new());
        assert_eq!(scan.progress(), (0, 999));
        assert_eq!(scan.found.capped, 1);
    }

    #[test]
    fn work_grows_with_the_shop_and_not_with_its_square() {
        let shop = |n: i64| {
            (0..n)
                .map(|n| sketch(n, &format!("n{}", n / 2), &n.to_string()))
                .collect()
        };
        let pairs = |n| Scan::over(shop(n), &HashSet::new()).progress().1;
        assert_eq!((pairs(1_000), pairs(10_000)), (500, 5_000));
    }
}
