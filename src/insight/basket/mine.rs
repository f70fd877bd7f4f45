//! Frequent item sets, depth first by occurrence delivery (Uno, Kiyomi & Arimura 2004): each basket hands itself to the item sets that
//! extend the present one, so that the work is the size of the occurrences, not of the candidates.

use super::TooMany;

/// Item sets with their counts, items in ascending order.
pub type Sets = Vec<(Vec<u32>, u64)>;

struct Miner<'a> {
    baskets: &'a [Vec<u32>],
    least: u64,
    most: usize,
    found: Sets,
}

/// All sets of items that at least `least` baskets hold; baskets are sorted and without repeats, items are numbered below `items`.
pub fn frequent(
    baskets: &[Vec<u32>],
    items: usize,
    least: u64,
    most: usize,
) -> Result<Sets, TooMany> {
    let mut miner = Miner {
        baskets,
        least,
        most,
        found: Vec::new(),
    };
    let all: Vec<u32> = (0_u32..).take(baskets.len()).collect();
    let mut set = Vec::new();
    miner.extend(&mut set, &all, items)?;
    Ok(miner.found)
}

impl Miner<'_> {
    /// Extends `set`, held by the baskets `holders`, by each item numbered below `bound`.
    fn extend(&mut self, set: &mut Vec<u32>, holders: &[u32], bound: usize) -> Result<(), TooMany> {
        let mut counts = vec![0_u32; bound];
        for &holder in holders {
            for &item in self.below(holder, bound) {
                counts[item as usize] += 1;
            }
        }
        let least = self.least;
        let is_frequent = |item: u32| u64::from(counts[item as usize]) >= least;
        let mut heirs: Vec<Vec<u32>> = counts
            .iter()
            .map(|&n| Vec::with_capacity(if u64::from(n) >= least { n as usize } else { 0 }))
            .collect();
        for &holder in holders {
            for &item in self.below(holder, bound) {
                if is_frequent(item) {
                    heirs[item as usize].push(holder);
                }
            }
        }
        for (item, heirs) in (0_u32..).zip(heirs) {
            if !is_frequent(item) {
                continue;
            }
            if self.found.len() >= self.most {
                return Err(TooMany);
            }
            set.push(item);
            let ascending = set.iter().rev().copied().collect();
            self.found.push((ascending, heirs.len() as u64));
            self.extend(set, &heirs, item as usize)?;
            set.pop();
        }
        Ok(())
    }

    /// The items of a basket numbered below `bound`.
    fn below(&self, basket: u32, bound: usize) -> &[u32] {
        let items = self.baskets[basket as usize].as_slice();
        &items[..items.partition_point(|&item| (item as usize) < bound)]
    }
}
