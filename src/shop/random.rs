//! Chance that repeats: the same seed gives the same numbers on every machine and in every version. Never for secrets.

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): one word of state, and streams
/// that need not run in order, so that customer 900,000 can be made without the others.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// One of the independent streams of a seed.
    pub(super) fn of(seed: u64, stream: u64) -> Self {
        Self(mix(seed ^ mix(stream.wrapping_mul(STEP))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number below `end`; 0 when `end` is 0. The bias of the multiplication is below 2⁻³² for any list kept here.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * (end as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).unwrap_or(0);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// True in `chance` of a hundred cases.
    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of a list; `""` of an empty one.
    pub(super) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len())).copied().unwrap_or("")
    }

    /// One of a list, by weight, given the running sums of the weights.
    pub(super) fn weighted(&mut self, sums: &[u32]) -> usize {
        let end = sums.last().copied().unwrap_or(0);
        let at = self.below(end as usize);
        sums.partition_point(|sum| *sum as usize <= at)
    }
}

fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_numbers_of_splitmix64_come_out() {
        let mut random = Random(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn weights_are_kept() {
        let (mut random, mut hits) = (Random::of(7, 0), [0_u32; 3]);
        for _ in 0..10_000 {
            hits[random.weighted(&[70, 90, 100])] += 1;
        }
        assert!((6_800..7_200).contains(&hits[0]), "{hits:?}");
        assert!((1_850..2_150).contains(&hits[1]), "{hits:?}");
    }
}
