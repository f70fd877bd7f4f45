//! Where each row is, by id: a hash table of four bytes an entry, since the ids themselves are in the blocks. Knows nothing of rows.

use super::block::BLOCK_ROWS;

/// A row's block and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot(u32);

impl Slot {
    const NEVER_USED: Self = Self(u32::MAX);
    const FREED: Self = Self(u32::MAX - 1);

    /// The slot of a row; blocks are few enough for any shop (four million of them).
    pub fn new(block: usize, number: usize) -> Self {
        Self((block * BLOCK_ROWS + number) as u32)
    }

    /// The block's place in the index.
    pub fn block(self) -> usize {
        self.0 as usize / BLOCK_ROWS
    }

    /// The row's number in its block.
    pub fn number(self) -> usize {
        self.0 as usize % BLOCK_ROWS
    }

    fn is_taken(self) -> bool {
        self != Self::NEVER_USED && self != Self::FREED
    }
}

/// Slots by id, with open addressing. Every call is given a way to look up the id in a slot that is taken.
#[derive(Debug, Default)]
pub struct Slots {
    /// As many as a power of two, or none.
    table: Vec<Slot>,
    taken: usize,
    freed: usize,
}

impl Slots {
    /// The number of ids.
    pub fn len(&self) -> usize {
        self.taken
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.table.capacity() * size_of::<Slot>()
    }

    /// Adds an id that is not there yet.
    pub fn insert(&mut self, id: i64, slot: Slot, id_in: impl Fn(Slot) -> i64) {
        // At seven eighths, long runs of taken places begin to cost more than the memory they save.
        if (self.taken + self.freed + 1) * 8 > self.table.len() * 7 {
            self.rebuild(id_in);
        }
        self.add(id, slot);
        self.taken += 1;
    }

    /// Takes an id out and says where it was.
    pub fn remove(&mut self, id: i64, id_in: impl Fn(Slot) -> i64) -> Option<Slot> {
        let mut used = self
            .places(id)
            .take_while(|&at| self.table[at] != Slot::NEVER_USED);
        let at = used.find(|&at| self.table[at].is_taken() && id_in(self.table[at]) == id)?;
        self.taken -= 1;
        self.freed += 1;
        Some(std::mem::replace(&mut self.table[at], Slot::FREED))
    }

    /// Every place, in the order in which an id tries them.
    fn places(&self, id: i64) -> impl Iterator<Item = usize> + use<> {
        let len = self.table.len();
        let first = (id as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        (0..len).map(move |step| (first as usize + step) & (len - 1))
    }

    /// Three quarters full at most afterwards, so that the next rebuild is many changes away.
    fn rebuild(&mut self, id_in: impl Fn(Slot) -> i64) {
        let len = ((self.taken + 1) * 4 / 3 + 1).next_power_of_two().max(16);
        let before = std::mem::replace(&mut self.table, vec![Slot::NEVER_USED; len]);
        self.freed = 0;
        for slot in before.into_iter().filter(|slot| slot.is_taken()) {
            self.add(id_in(slot), slot);
        }
    }

    fn add(&mut self, id: i64, slot: Slot) {
        let Some(at) = self.places(id).find(|&at| !self.table[at].is_taken()) else {
            return;
        };
        if self.table[at] == Slot::FREED {
            self.freed -= 1;
        }
        self.table[at] = slot;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_table_remembers_what_a_map_remembers() {
        let (mut slots, mut map) = (Slots::default(), BTreeMap::new());
        let mut ids = Vec::new();
        for step in 0..20_000_usize {
            let id = (step.wrapping_mul(2_654_435_761) >> 5) as i64 % 500;
            let removed = slots.remove(id, |slot| ids[slot.0 as usize]);
            assert_eq!(removed, map.remove(&id), "step {step}");
            if step % 3 > 0 {
                let slot = Slot(ids.len() as u32);
                ids.push(id);
                slots.insert(id, slot, |slot| ids[slot.0 as usize]);
                map.insert(id, slot);
            }
            assert_eq!(slots.len(), map.len());
        }
        assert!(slots.bytes() <= 4096, "{} bytes", slots.bytes());
    }
}
