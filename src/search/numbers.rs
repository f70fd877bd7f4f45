//! Numbers of a block's rows in half the room, as long as they lie near each other: what lies near was inserted together, or was last
//! met in the same weeks.

/// A list of numbers.
#[derive(Debug)]
pub enum Numbers {
    /// Each as its distance from the first.
    Near {
        first: i64,
        distances: Vec<i32>,
    },
    Far(Vec<i64>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Near {
            first: 0,
            distances: Vec::new(),
        }
    }
}

impl Numbers {
    pub fn push(&mut self, number: i64) {
        match self {
            Self::Far(numbers) => numbers.push(number),
            Self::Near { first, distances } => {
                if distances.is_empty() {
                    *first = number;
                }
                let distance = number.checked_sub(*first);
                match distance.and_then(|distance| i32::try_from(distance).ok()) {
                    Some(distance) => distances.push(distance),
                    None => {
                        let mut numbers: Vec<i64> = self.iter().collect();
                        numbers.push(number);
                        *self = Self::Far(numbers);
                    }
                }
            }
        }
    }

    pub fn get(&self, at: usize) -> i64 {
        match self {
            Self::Near { first, distances } => first + i64::from(distances[at]),
            Self::Far(numbers) => numbers[at],
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::Near { distances, .. } => distances.len(),
            Self::Far(numbers) => numbers.len(),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = i64> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Bytes of memory held beside the list itself.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Near { distances, .. } => distances.capacity() * size_of::<i32>(),
            Self::Far(numbers) => numbers.capacity() * size_of::<i64>(),
        }
    }
}

impl FromIterator<i64> for Numbers {
    fn from_iter<I: IntoIterator<Item = i64>>(all: I) -> Self {
        let mut numbers = Self::default();
        all.into_iter().for_each(|number| numbers.push(number));
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_put_in_comes_out(near in prop::collection::vec(-9_i64..9, 0..20), far in prop::collection::vec(any::<i64>(), 0..4)) {
            let all: Vec<i64> = near.iter().chain(&far).chain(&near).copied().collect();
            let numbers: Numbers = all.iter().copied().collect();
            prop_assert_eq!(numbers.iter().collect::<Vec<_>>(), all);
        }
    }
}
