//! Frequent item sets, depth first by occurrence delivery (Uno, Kiyomi & Arimura 2004): each basket hands itself to the item sets that
//! extend the present one, so that the work is the size of the occurrences, not of the candidates.

use super::TooMany;

/// Item sets with their counts, items in ascending order.
pub type Sets = Vec<(Vec<u32>, u64)>;

struct Miner<'a> {
    baskets: &'a [Vec<u32>],
    least: u64,
    most: usize,
    /// By item, what one step needs; all 0 between steps.
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
    let mut miner = Miner {
        baskets,
        least,
        most,
        marks: vec![0; items],
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
        for (item, heirs) in self.deliver(holders, bound) {
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

    /// The frequent items below `bound`, each with the baskets among `holders` that hold it.
    fn deliver(&mut self, holders: &[u32], bound: usize) -> Vec<(u32, Vec<u32>)> {
        let baskets = self.baskets;
        let items = || {
            holders
                .iter()
                .map(|&holder| (holder, below(baskets, holder, bound)))
        };
        let mut touched = Vec::new();
        for item in items().flat_map(|(_, items)| items) {
            let count = &mut self.marks[*item as usize];
            if *count == 0 {
                touched.push(*item);
            }
            *count += 1;
        }
        // From here on a mark is a place in `heirs`, counted from 1.
        let mut heirs: Vec<(u32, Vec<u32>)> = Vec::new();
        for &item in &touched {
            let count = std::mem::take(&mut self.marks[item as usize]);
            if count as u64 >= self.least {
                heirs.push((item, Vec::with_capacity(count)));
                self.marks[item as usize] = heirs.len();
            }
        }
        for (holder, items) in items() {
            for &item in items {
                if let Some((_, own)) = self.marks[item as usize]
                    .checked_sub(1)
                    .and_then(|place| heirs.get_mut(place))
                {
                    own.push(holder);
                }
            }
        }
        for item in touched {
            self.marks[item as usize] = 0;
        }
        heirs
    }
}

/// The items of a basket numbered below `bound`.
fn below(baskets: &[Vec<u32>], basket: u32, bound: usize) -> &[u32] {
    let items = baskets[basket as usize].as_slice();
    &items[..items.partition_point(|&item| (item as usize) < bound)]
}
