//! The index: rows in blocks, found tier by tier until enough are at hand, then ordered by the fuzzy matcher.

use std::cmp::Reverse;

use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};

use super::{
    Hit, Hits, Row,
    block::{BLOCK_ROWS, Bitmap, Block, Record, is_empty},
    fold::fold,
    kept::Damaged,
    pile::Sorted,
    query::{QUERY_CHARS, Query},
    record::{Part, split_pinyin},
    signature::demand::Demand,
    slots::{Slot, Slots},
    strict::admits,
    term,
    verify::{Found, Level, Place, field_of, judge},
};

/// Answers that are scored; also the most that one query returns.
pub const SURVIVORS: usize = 256;
/// Puts hits in the usual reading of a name above all others of their tier; above any score of a 64-character query.
const NAME_SCORE: i64 = 1 << 20;

/// Customers in memory, for answers at typing speed.
#[derive(Default)]
pub struct Index {
    blocks: Vec<Block>,
    /// Blocks without rows, to be filled again.
    vacant: Vec<usize>,
    /// The block that takes new rows.
    open: Option<usize>,
    slots: Slots,
    matcher: SkimMatcherV2,
}

/// A row that answers, before scoring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Answer {
    recency: i64,
    id: i64,
    block: usize,
    number: usize,
}

impl Answer {
    /// The most recent first; ties go to the oldest customer.
    fn order(&self) -> (Reverse<i64>, i64) {
        (Reverse(self.recency), self.id)
    }
}

impl Index {
    /// An index without rows.
    pub fn new() -> Self {
        Self {
            matcher: SkimMatcherV2::default().ignore_case(),
            ..Self::default()
        }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.slots.len() == 0
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.blocks.iter().map(Block::bytes).sum::<usize>() + self.slots.bytes()
    }

    /// Bytes of the text searched, which `bytes` is measured against.
    pub fn text_bytes(&self) -> usize {
        self.blocks.iter().map(Block::text_bytes).sum()
    }

    /// Inserts a row, or replaces the one with its id. Rows put oldest first are found fastest.
    pub fn put(&mut self, row: &Row) {
        self.remove(row.id);
        let block = self.open_block();
        let number = self.blocks[block].push(row);
        self.place(row.id, Slot::new(block, number));
    }

    /// Takes over the next rows of a pile, oldest first; true when it is used up.
    pub fn take(&mut self, pile: &mut Sorted, rows: usize) -> bool {
        for _ in 0..rows {
            let Some(record) = pile.next() else {
                return true;
            };
            self.remove(record.id);
            let block = self.open_block();
            let number = self.blocks[block].push_record(&record);
            self.place(record.id, Slot::new(block, number));
        }
        false
    }

    /// Removes the row with this id, if there is one.
    pub fn remove(&mut self, id: i64) {
        let Some(slot) = self.displace(id) else {
            return;
        };
        let at = slot.block();
        self.blocks[at].remove(slot.number());
        if self.blocks[at].is_wasteful() {
            self.compact(at);
        }
    }

    /// The best answers to what was typed, at most `limit` and [`SURVIVORS`]; nothing typed finds nothing.
    pub fn find(&self, typed: &str, limit: usize) -> Hits {
        let read = term::parse(typed);
        let hits = self.admitted(&read.wanted(), limit, |record| {
            read.terms.iter().all(|term| admits(term, record))
        });
        if read.terms.is_empty() || !hits.hits.is_empty() {
            return hits;
        }
        // Names hold such signs too: what finds nobody as a term is looked for as it was written.
        let literal = fold(typed, QUERY_CHARS).text();
        self.admitted(typed, limit, |record| record.contains(&literal))
    }

    /// The best for a query among the records that are let in.
    fn admitted(&self, wanted: &str, limit: usize, admits: impl Fn(&str) -> bool) -> Hits {
        let Some(query) = Query::parse(wanted) else {
            return Hits::default();
        };
        let is_strict = |answer: &&Answer| admits(self.blocks[answer.block].text(answer.number));
        let mut search = Search::new(self, &query);
        let mut hits: Vec<(Level, Hit, i64)> = Vec::new();
        let mut more = false;
        for level in Level::ALL {
            let room = SURVIVORS - hits.len();
            // One beyond the room tells whether there is more.
            let answers = search.best(level, room + 1);
            more |= answers.len() > room;
            hits.extend(
                answers
                    .iter()
                    .take(room)
                    .filter(is_strict)
                    .filter_map(|answer| self.score(&query, answer)),
            );
            if more {
                break;
            }
        }
        hits.sort_by_key(|(level, hit, recency)| {
            (*level, Reverse(hit.score), Reverse(*recency), hit.id)
        });
        let limit = limit.min(SURVIVORS);
        Hits {
            more: more || hits.len() > limit,
            hits: hits
                .into_iter()
                .take(limit)
                .map(|(_, hit, _)| hit)
                .collect(),
        }
    }

    fn score(&self, query: &Query, answer: &Answer) -> Option<(Level, Hit, i64)> {
        let (level, found) = judge(query, self.blocks[answer.block].text(answer.number))?;
        let words = if found.len() == 1 {
            std::slice::from_ref(&query.whole)
        } else {
            &query.words
        };
        let mut score: i64 = words
            .iter()
            .zip(&found)
            .map(|(word, found)| self.score_word(&word.text, found))
            .sum();
        if level.place == Place::Name {
            score += NAME_SCORE;
        }
        let field = field_of(found.first()?.part);
        Some((
            level,
            Hit {
                id: answer.id,
                tier: level.tier,
                score,
                field,
            },
            answer.recency,
        ))
    }

    /// How well a word sits in its field; nothing for a match that only another reading explains.
    fn score_word(&self, text: &str, found: &Found) -> i64 {
        let value = match found.part {
            Part::NamePinyin | Part::CompanyPinyin | Part::OtherPinyin => {
                split_pinyin(found.value).0
            }
            _ => found.value,
        };
        self.matcher.fuzzy_match(value, text).unwrap_or_default()
    }

    /// Every block.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter()
    }

    /// Drops everything that removed rows have left behind.
    pub(super) fn settle(&mut self) {
        for at in 0..self.blocks.len() {
            if self.blocks[at].has_dead() {
                self.compact(at);
            }
        }
    }

    /// Adds a block that was in an index before.
    pub(super) fn take_block(&mut self, block: Block) -> Result<(), Damaged> {
        let at = self.blocks.len();
        self.blocks.push(block);
        for number in 0..self.blocks[at].rows() {
            let (id, _) = self.blocks[at].id_and_recency(number);
            if self.displace(id).is_some() {
                return Err(Damaged);
            }
            self.place(id, Slot::new(at, number));
        }
        if !self.blocks[at].is_full() {
            self.open = Some(at);
        }
        Ok(())
    }

    fn open_block(&mut self) -> usize {
        if let Some(at) = self.open.filter(|&at| !self.blocks[at].is_full()) {
            return at;
        }
        let at = self.vacant.pop().unwrap_or_else(|| {
            self.blocks.push(Block::default());
            self.blocks.len() - 1
        });
        self.open = Some(at);
        at
    }

    /// Drops what removed rows left behind in a block; a block mostly empty gives up its rows to the open one.
    fn compact(&mut self, at: usize) {
        for id in self.blocks[at].live_ids() {
            self.displace(id);
        }
        let records: Vec<Record> = self.blocks[at].take_live();
        let is_small = records.len() * 2 < BLOCK_ROWS && self.open != Some(at);
        if is_small {
            self.vacant.push(at);
        }
        for record in records {
            let block = if is_small { self.open_block() } else { at };
            let number = self.blocks[block].push_record(&record);
            self.place(record.id, Slot::new(block, number));
        }
    }

    fn place(&mut self, id: i64, slot: Slot) {
        let blocks = &self.blocks;
        self.slots.insert(id, slot, |slot| {
            blocks[slot.block()].id_and_recency(slot.number()).0
        });
    }

    fn displace(&mut self, id: i64) -> Option<Slot> {
        let blocks = &self.blocks;
        self.slots.remove(id, |slot| {
            blocks[slot.block()].id_and_recency(slot.number()).0
        })
    }
}

/// One query on its way through the levels. A row is read once, and what it is good for is kept for the level it belongs to.
struct Search<'a> {
    index: &'a Index,
    query: &'a Query,
    /// Blocks with a row that may answer at any level, the one with the most recent row first; and those rows, as long as they are unread.
    order: Vec<(usize, Bitmap)>,
    found: [Vec<Answer>; Level::ALL.len()],
}

impl<'a> Search<'a> {
    fn new(index: &'a Index, query: &'a Query) -> Self {
        // What the weakest level demands, all the others demand.
        let least = Demand::new(query, Level::ALL[Level::ALL.len() - 1]);
        let mut order: Vec<(usize, Bitmap)> = (0..index.blocks.len())
            .filter(|&at| !index.blocks[at].is_vacant())
            .map(|at| (at, index.blocks[at].possible(&least)))
            .filter(|(_, rows)| !is_empty(rows))
            .collect();
        order.sort_by_key(|(at, _)| Reverse(index.blocks[*at].newest()));
        Self {
            index,
            query,
            order,
            found: Default::default(),
        }
    }

    /// The `most` most recent rows of exactly this level, which must be asked for strongest first.
    fn best(&mut self, level: Level, most: usize) -> Vec<Answer> {
        let demand = Demand::new(self.query, level);
        keep(most, &mut self.found[level.number()]);
        for nth in 0..self.order.len() {
            let at = self.order[nth].0;
            let last = self.last_of_full(level, most);
            // Older blocks have nothing to add; an equal recency might, by its id.
            if last.is_some_and(|last| last.recency > self.index.blocks[at].newest()) {
                break;
            }
            self.read(nth, &demand, level, most);
            keep(most, &mut self.found[level.number()]);
        }
        std::mem::take(&mut self.found[level.number()])
    }

    /// The last answer of a level that is full. Rows behind it need no look: they cannot get in, and no weaker level will be asked for.
    fn last_of_full(&self, level: Level, most: usize) -> Option<Answer> {
        let found = &self.found[level.number()];
        found.last().filter(|_| found.len() == most).copied()
    }

    /// Judges what a block may answer.
    fn read(&mut self, nth: usize, demand: &Demand, wanted: Level, most: usize) {
        let at = self.order[nth].0;
        let block = &self.index.blocks[at];
        let mut last = self.last_of_full(wanted, most);
        let since = last.map_or(i64::MIN, |last| last.recency);
        for number in block.candidates(demand, since, &mut self.order[nth].1) {
            let (id, recency) = block.id_and_recency(number);
            let answer = Answer {
                recency,
                id,
                block: at,
                number,
            };
            if last.is_some_and(|last| answer.order() > last.order()) {
                continue;
            }
            let Some((level, _)) = judge(self.query, block.text(number)) else {
                continue;
            };
            let found = &mut self.found[level.number()];
            found.push(answer);
            if level == wanted && found.len() == most * 2 {
                keep(most, found);
                last = found.last().copied();
            } else if found.len() == SURVIVORS * 8 {
                keep(SURVIVORS + 1, found);
            }
        }
    }
}

/// Keeps the `most` best answers, in order; leaves fewer than that alone.
fn keep(most: usize, answers: &mut Vec<Answer>) {
    if answers.len() > most || answers.len() == most && !answers.is_sorted_by_key(Answer::order) {
        answers.sort_unstable_by_key(Answer::order);
        answers.truncate(most);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::record, *};
    use proptest::prelude::*;

    #[rustfmt::skip]
    const QUERIES: [&str; 36] = [
        "w", "wf", "wangf", "wang wei", "wangwei", "zs", "zhangs", "王", "芳", "王f", "lv", "lu", "le yue", "lele",
        "1", "6", "13", "66", "8866", "138-0", "+86 138", "01088661234", "smith", "john s", "js", "jhn sth", "wng",
        "wng vip", "鸿图", "htkj", "angji", "vip", "wj", "a", "afang", "wang 88",
    ];

    fn row(id: i64, pick: [usize; 6], recency: i64) -> Row {
        let any = |at: usize, of: &[&str]| of[pick[at] % of.len()].to_owned();
        let surname = any(
            0,
            &["王", "张", "单", "乐", "吕", "李", "尉迟", "John ", "Lily"],
        );
        Row {
            id,
            name: surname
                + &any(
                    1,
                    &["芳", "伟", "三丰", "乐", "Smith", "小红", "", "布", "卫国"],
                ),
            phones: vec![any(
                2,
                &[
                    "13800138866",
                    "8613912348866",
                    "01088661234",
                    "15888660001",
                    "",
                ],
            )],
            company: any(
                3,
                &["鸿图科技", "重庆鸿图科技有限公司", "Smith & Co", "", "王记"],
            ),
            tags: vec![any(4, &["VIP", "老客户", "vip2", ""])],
            other: vec![any(5, &["阿芳", "wangwei", "wf_88", ""])],
            recency,
        }
    }

    /// Judges every row and keeps what the tiers leave, without blocks, signatures or early stops.
    fn by_brute_force(rows: &[Row], typed: &str, limit: usize) -> Hits {
        let mut index = Index::new();
        let Some(query) = Query::parse(typed) else {
            return Hits::default();
        };
        let mut answers: Vec<_> = rows
            .iter()
            .filter_map(|row| {
                let mut text = String::new();
                record::write(row, &mut text);
                judge(&query, &text).map(|(level, _)| (level, Reverse(row.recency), row.id))
            })
            .collect();
        answers.sort();
        let survivors: Vec<_> = answers
            .iter()
            .take(SURVIVORS)
            .map(|(_, _, id)| *id)
            .collect();
        // Only rows that are in the race are put into a small index, for their scores.
        rows.iter()
            .filter(|row| survivors.contains(&row.id))
            .for_each(|row| index.put(row));
        let hits = index.find(typed, limit).hits;
        Hits {
            more: answers.len() > hits.len(),
            hits,
        }
    }

    fn shop(rows: usize) -> Vec<Row> {
        (0..rows)
            .map(|n| {
                let pick = |salt: usize| (n + 1).wrapping_mul(salt) >> 7;
                let picks = [
                    pick(2_654_435_761),
                    pick(2_246_822_519),
                    pick(3_266_489_917),
                    pick(668_265_263),
                    pick(374_761_393),
                    pick(97_531_357),
                ];
                row(n as i64, picks, (pick(1_597_334_677) % 5000) as i64)
            })
            .collect()
    }

    #[test]
    fn the_index_answers_as_brute_force_does() {
        let rows = shop(3000);
        let mut index = Index::new();
        rows.iter().for_each(|row| index.put(row));
        for query in QUERIES {
            let (found, expected) = (index.find(query, 256), by_brute_force(&rows, query, 256));
            assert!(
                !expected.hits.is_empty(),
                "{query} finds nothing, which proves nothing"
            );
            assert_eq!(found, expected, "{query}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn a_changed_index_equals_a_fresh_one(
            changes in prop::collection::vec((0..60i64, any::<[u8; 6]>(), 0..9i64, any::<bool>()), 1..400),
        ) {
            let mut changed = Index::new();
            let mut rows = std::collections::BTreeMap::new();
            for (id, pick, recency, keep) in changes {
                if keep {
                    let row = row(id, pick.map(usize::from), recency);
                    changed.put(&row);
                    rows.insert(id, row);
                } else {
                    changed.remove(id);
                    rows.remove(&id);
                }
            }
            let mut fresh = Index::new();
            rows.values().for_each(|row| fresh.put(row));
            prop_assert_eq!(changed.len(), rows.len());
            for query in QUERIES {
                prop_assert_eq!(changed.find(query, 50), fresh.find(query, 50), "{}", query);
            }
        }
    }

    #[test]
    fn replaced_rows_are_compacted_and_answer_as_before() {
        let rows = shop(2500);
        let mut index = Index::new();
        rows.iter().for_each(|row| index.put(row));
        let fresh = index.bytes();
        for round in 0..8 {
            // Each round leaves one row in ten where it was.
            rows.iter()
                .filter(|row| row.id % 10 != round)
                .for_each(|row| index.put(row));
        }
        assert!(
            index.bytes() * 2 < fresh * 3,
            "{fresh} bytes grew to {}",
            index.bytes()
        );
        rows.iter().skip(1200).for_each(|row| index.remove(row.id));
        assert_eq!(index.len(), 1200);
        for query in QUERIES {
            assert_eq!(
                index.find(query, 100),
                by_brute_force(&rows[..1200], query, 100),
                "{query}"
            );
        }
        rows.iter().for_each(|row| index.remove(row.id));
        assert_eq!(index.find("w", 10), Hits::default());
    }

    #[test]
    fn ties_go_to_the_oldest_customer_across_blocks() {
        let mut index = Index::new();
        for id in (0..3000).rev() {
            index.put(&Row {
                id,
                name: "王芳".into(),
                ..Row::default()
            });
        }
        let ids: Vec<i64> = index.find("wf", 3).hits.iter().map(|hit| hit.id).collect();
        assert_eq!(ids, [0, 1, 2]);
    }

    #[test]
    fn the_limit_holds_and_says_so() {
        let mut index = Index::new();
        shop(1000).iter().for_each(|row| index.put(row));
        let hits = index.find("w", 10);
        assert_eq!((hits.hits.len(), hits.more), (10, true));
        assert_eq!(index.find("w", 10_000).hits.len(), SURVIVORS);
        assert_eq!(index.find(" ", 10), Hits::default());
    }
}
