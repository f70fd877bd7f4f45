//! A block of rows: their records in one text, and a bitmap over the rows for every feature. Rows are added, marked dead and skipped, never moved.

use super::{
    Row,
    kept::{Damaged, Reader},
    numbers::Numbers,
    record,
    signature::{FEATURES, demand::Demand, features},
};

/// Rows of a block: so many that a bitmap is read in one go, so few that compacting one is not noticed.
pub const BLOCK_ROWS: usize = 2048;
/// Words of a bitmap.
pub const WORDS: usize = BLOCK_ROWS / 64;
/// Of the rows of a block, one in this many may be dead before it is compacted.
const DEAD_SHARE: usize = 4;

/// One bit per row of a block.
pub type Bitmap = [u64; WORDS];

/// A bitmap without a row.
pub const NO_ROWS: Bitmap = [0; WORDS];

/// Up to [`BLOCK_ROWS`] rows.
#[derive(Debug)]
pub struct Block {
    text: String,
    ends: Vec<u32>,
    ids: Numbers,
    recency: Numbers,
    live: Bitmap,
    /// One bitmap per feature; none at all in a block without rows.
    bitmaps: Vec<Bitmap>,
    /// Of every 64 rows the most recent.
    newest: [i64; WORDS],
}

impl Default for Block {
    fn default() -> Self {
        Self {
            text: String::new(),
            ends: Vec::new(),
            ids: Numbers::default(),
            recency: Numbers::default(),
            live: NO_ROWS,
            bitmaps: Vec::new(),
            newest: [i64::MIN; WORDS],
        }
    }
}

/// A row on its way to another place.
#[derive(Debug)]
pub struct Record {
    pub text: String,
    pub id: i64,
    pub recency: i64,
}

impl Block {
    /// Adds a row and returns its number.
    pub fn push(&mut self, row: &Row) -> usize {
        let start = self.text.len();
        record::write(row, &mut self.text);
        self.finish(start, row.id, row.recency)
    }

    /// Adds a row that was in an index before.
    pub fn push_record(&mut self, record: &Record) -> usize {
        let start = self.text.len();
        self.text.push_str(&record.text);
        self.finish(start, record.id, record.recency)
    }

    fn finish(&mut self, start: usize, id: i64, recency: i64) -> usize {
        let number = self.ids.len();
        let (word, bit) = (number / 64, 1 << (number % 64));
        self.bitmaps.resize(FEATURES, NO_ROWS);
        features(&self.text[start..], &mut |feature| {
            self.bitmaps[feature][word] |= bit
        });
        self.live[word] |= bit;
        self.ends.push(self.text.len() as u32);
        self.ids.push(id);
        self.recency.push(recency);
        self.newest[word] = self.newest[word].max(recency);
        if self.is_full() {
            self.text.shrink_to_fit();
        }
        number
    }

    /// Marks a row dead.
    pub fn remove(&mut self, number: usize) {
        self.live[number / 64] &= !(1 << (number % 64));
    }

    /// The record of a row.
    pub fn text(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// The id and recency of a row.
    pub fn id_and_recency(&self, number: usize) -> (i64, i64) {
        (self.ids.get(number), self.recency.get(number))
    }

    /// No row of the block is more recent than this.
    pub fn newest(&self) -> i64 {
        self.newest.iter().copied().max().unwrap_or(i64::MIN)
    }

    /// The live rows whose signature meets the demand.
    pub fn possible(&self, demand: &Demand) -> Bitmap {
        self.meeting(&self.live, demand)
    }

    /// Those of the `open` rows whose signature meets the demand; they are open no more. Of 64 rows that are all older than `since` none
    /// is told.
    pub fn candidates(
        &self,
        demand: &Demand,
        since: i64,
        open: &mut Bitmap,
    ) -> impl Iterator<Item = usize> + use<> {
        let mut young = *open;
        for (rows, newest) in young.iter_mut().zip(&self.newest) {
            if *newest < since {
                *rows = 0;
            }
        }
        let found = self.meeting(&young, demand);
        for (open, found) in open.iter_mut().zip(&found) {
            *open &= !found;
        }
        found
            .into_iter()
            .enumerate()
            .flat_map(|(word, bits)| ones(bits).map(move |bit| word * 64 + bit))
    }

    fn meeting(&self, open: &Bitmap, demand: &Demand) -> Bitmap {
        if is_empty(open) {
            return NO_ROWS;
        }
        let mut found = self.any_route(open, &demand.whole);
        if let Some((first, rest)) = demand.words.split_first() {
            let mut together = self.any_route(open, first);
            for routes in rest {
                together = self.any_route(&together, routes);
            }
            or(&mut found, &together);
        }
        found
    }

    /// Those of the `open` rows for which a route is open.
    fn any_route(&self, open: &Bitmap, routes: &[Vec<usize>]) -> Bitmap {
        let mut any = NO_ROWS;
        for route in routes {
            let mut all = *open;
            if route
                .iter()
                .all(|&feature| and(&mut all, &self.bitmaps[feature]))
            {
                or(&mut any, &all);
            }
        }
        any
    }

    /// Takes out the live rows and leaves the block empty.
    pub fn take_live(&mut self) -> Vec<Record> {
        let block = std::mem::take(self);
        let record = |number| Record {
            text: block.text(number).to_owned(),
            id: block.ids.get(number),
            recency: block.recency.get(number),
        };
        block.live_numbers().map(record).collect()
    }

    /// The ids of the live rows.
    pub fn live_ids(&self) -> Vec<i64> {
        self.live_numbers()
            .map(|number| self.ids.get(number))
            .collect()
    }

    fn live_numbers(&self) -> impl Iterator<Item = usize> {
        (0..self.ids.len()).filter(|&number| self.live[number / 64] & (1 << (number % 64)) != 0)
    }

    /// Whether no further row fits.
    pub fn is_full(&self) -> bool {
        self.ids.len() == BLOCK_ROWS
    }

    /// Whether no row is alive.
    pub fn is_vacant(&self) -> bool {
        self.live.iter().all(|&word| word == 0)
    }

    /// Whether so many rows are dead that moving the others pays.
    pub fn is_wasteful(&self) -> bool {
        let live = self.live_count();
        live == 0 || (self.ids.len() - live) * DEAD_SHARE > BLOCK_ROWS
    }

    /// Whether a row was removed and is still there.
    pub fn has_dead(&self) -> bool {
        self.live_count() < self.ids.len()
    }

    fn live_count(&self) -> usize {
        let ones = |word: &u64| word.count_ones() as usize;
        self.live.iter().map(ones).sum()
    }

    /// How many rows it has, dead ones included.
    pub fn rows(&self) -> usize {
        self.ids.len()
    }

    /// Appends the block as bytes. None of its rows may be dead.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.ids.len() as u32).to_le_bytes());
        self.ends
            .iter()
            .for_each(|end| out.extend(end.to_le_bytes()));
        for number in self.ids.iter().chain(self.recency.iter()) {
            out.extend(number.to_le_bytes());
        }
        for word in self.bitmaps.iter().flatten() {
            out.extend(word.to_le_bytes());
        }
        out.extend_from_slice(self.text.as_bytes());
    }

    /// Reads what `write` has written, and nothing that would not be a block.
    pub fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        let rows = reader.number()? as usize;
        if !(1..=BLOCK_ROWS).contains(&rows) {
            return Err(Damaged);
        }
        let ends = (0..rows)
            .map(|_| reader.number())
            .collect::<Result<Vec<_>, _>>()?;
        let ids: Numbers = reader.words(rows)?.map(u64::cast_signed).collect();
        let recency: Numbers = reader.words(rows)?.map(u64::cast_signed).collect();
        let bitmaps = (0..FEATURES)
            .map(|_| reader.bitmap())
            .collect::<Result<Vec<_>, _>>()?;
        let text = std::str::from_utf8(reader.rest()).map_err(|_| Damaged)?;
        let is_whole = ends.is_sorted() && ends.last() == Some(&(text.len() as u32));
        if !is_whole || !ends.iter().all(|&end| text.is_char_boundary(end as usize)) {
            return Err(Damaged);
        }
        let (mut live, mut newest) = (NO_ROWS, [i64::MIN; WORDS]);
        for (number, recency) in recency.iter().enumerate() {
            live[number / 64] |= 1 << (number % 64);
            newest[number / 64] = newest[number / 64].max(recency);
        }
        Ok(Self {
            text: text.to_owned(),
            newest,
            ends,
            ids,
            recency,
            live,
            bitmaps,
        })
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        let columns =
            self.ends.capacity() * size_of::<u32>() + self.ids.bytes() + self.recency.bytes();
        size_of::<Self>()
            + self.text.capacity()
            + columns
            + self.bitmaps.capacity() * size_of::<Bitmap>()
    }

    /// Bytes of the records, dead ones included.
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }
}

/// Whether anything is left.
fn and(a: &mut Bitmap, b: &Bitmap) -> bool {
    let both = a.iter_mut().zip(b).map(|(a, b)| {
        *a &= b;
        *a
    });
    both.fold(0, |any, word| any | word) != 0
}

/// Whether no row is meant.
pub fn is_empty(rows: &Bitmap) -> bool {
    rows.iter().fold(0, |any, word| any | word) == 0
}

fn or(a: &mut Bitmap, b: &Bitmap) {
    a.iter_mut().zip(b).for_each(|(a, b)| *a |= b);
}

/// The places of the ones, lowest first.
fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(lowest)
    })
}
