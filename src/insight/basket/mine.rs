//! Frequent item sets, depth first by occurrence delivery (Uno, Kiyomi & Arimura 2004): each basket hands itself to the item sets that
//! extend the present one, so that the work is the size of the occurrences, not of the candidates. Baskets are thinned to the items that
//! are still frequent before going deeper (the projection of FP-growth; Han, Pei & Yin 2000).

use super::TooMany;

/// Item sets with their counts, items in ascending order.
pub type Sets = Vec<(Vec<u32>, u64)>;

/// Baskets one after another, each sorted and without repeats.
#[derive(Default)]
struct Shelf {
    items: Vec<u32>,
    ends: Vec<usize>,
}

struct Miner {
    least: u64,
    most: usize,
    /// By item: how many of the present baskets hold it, then its place among the frequent, from 1. All 0 between steps.
    marks: Vec<usize>,
    found: Sets,
}

/// All sets of items that at least `least` baskets hold; baskets are sorted and without repeats, items are numbered below `items`.
pub fn frequent(
    baskets: &[Vec<u32>],
    items: usize,
    least: u64,
    most: usize,
) -> Result<Sets, TooMany> {
    let mut shelf = Shelf::default();
    for basket in baskets {
        shelf.put(basket.iter().copied());
    }
    let mut miner = Miner {
        least,
        most,
        marks: vec![0; items],
        found: Vec::new(),
    };
    let all: Vec<u32> = (0_u32..).take(baskets.len()).collect();
    let bound = u32::try_from(items).unwrap_or(u32::MAX);
    miner.extend(&mut Vec::new(), &shelf, &all, bound)?;
    Ok(miner.found)
}

impl Shelf {
    fn put(&mut self, basket: impl Iterator<Item = u32>) {
        self.items.extend(basket);
        self.ends.push(self.items.len());
    }

    /// The items of a basket numbered below `bound`.
    fn below(&self, basket: u32, bound: u32) -> &[u32] {
        let at = basket as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let items = &self.items[start..self.ends[at]];
        &items[..items.partition_point(|&item| item < bound)]
    }
}

impl Miner {
    /// Extends `set`, held by the baskets `holders` of `shelf`, by each item numbered below `bound`.
    fn extend(
        &mut self,
        set: &mut Vec<u32>,
        shelf: &Shelf,
        holders: &[u32],
        bound: u32,
    ) -> Result<(), TooMany> {
        let (thinned, heirs) = self.deliver(shelf, holders, bound);
        for (item, heirs) in heirs {
            if self.found.len() >= self.most {
                return Err(TooMany);
            }
            set.push(item);
            let ascending = set.iter().rev().copied().collect();
            self.found.push((ascending, heirs.len() as u64));
            self.extend(set, &thinned, &heirs, item)?;
            set.pop();
        }
        Ok(())
    }

    /// The frequent items below `bound`, each with the baskets that hold it; and those baskets, of no other items.
    fn deliver(
        &mut self,
        shelf: &Shelf,
        holders: &[u32],
        bound: u32,
    ) -> (Shelf, Vec<(u32, Vec<u32>)>) {
        let mut touched = Vec::new();
        for &item in holders
            .iter()
            .flat_map(|&holder| shelf.below(holder, bound))
        {
            let count = &mut self.marks[item as usize];
            if *count == 0 {
                touched.push(item);
            }
            *count += 1;
        }
        let mut heirs = Vec::new();
        for &item in &touched {
            let count = std::mem::take(&mut self.marks[item as usize]);
            if count as u64 >= self.least {
                heirs.push((item, Vec::with_capacity(count)));
                self.marks[item as usize] = heirs.len();
            }
        }
        let mut thinned = Shelf::default();
        if !heirs.is_empty() {
            for &holder in holders {
                self.hand_over(shelf.below(holder, bound), &mut thinned, &mut heirs);
            }
        }
        for item in touched {
            self.marks[item as usize] = 0;
        }
        (thinned, heirs)
    }

    fn hand_over(&self, basket: &[u32], thinned: &mut Shelf, heirs: &mut [(u32, Vec<u32>)]) {
        let number = u32::try_from(thinned.ends.len()).unwrap_or(u32::MAX);
        let place = |item: &u32| self.marks[*item as usize].checked_sub(1);
        for place in basket.iter().filter_map(place) {
            heirs[place].1.push(number);
        }
        thinned.put(basket.iter().filter(|item| place(item).is_some()).copied());
    }
}
