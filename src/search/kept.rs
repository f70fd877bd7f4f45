//! The index as bytes, for a file beside the desk: a head, then one frame for each block, each with its length and a checksum. Does no
//! input or output. Whatever is cut, garbled, made by another version or by malice is told as damaged; it never panics.

use super::block::{BLOCK_ROWS, Block, WORDS};
use super::index::Index;
use super::signature::FEATURES;

/// Goes up whenever records, features or this layout change; a test holds it against what is written.
const FORMAT: u32 = 2;
const MAGIC: &[u8; 8] = b"skindex\n";
/// Bytes before each frame: its length and its checksum.
pub const PREFIX: usize = 16;
/// The longest frame read or written, in bytes; a block of ordinary rows has a hundredth of it.
const FRAME_MAX: u64 = 1 << 26;
/// The longest stamp, in bytes.
const STAMP_MAX: usize = 1024;

/// What was read is not a whole index of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

/// What the first frame says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whatever was handed to [`frames`]: which desk this is the index of, and how far.
    pub stamp: Vec<u8>,
    pub blocks: u32,
    pub rows: u32,
}

/// The index in frames, head first, without rows that were removed.
pub fn frames<'a>(
    index: &'a mut Index,
    stamp: &[u8],
) -> impl Iterator<Item = Result<Vec<u8>, Damaged>> + use<'a> {
    index.settle();
    let head = head(index, stamp);
    let blocks = index.blocks().filter(|block| !block.is_vacant());
    std::iter::once(head).chain(blocks.map(|block| {
        let mut bytes = vec![0; PREFIX];
        block.write(&mut bytes);
        sealed(bytes)
    }))
}

fn head(index: &Index, stamp: &[u8]) -> Result<Vec<u8>, Damaged> {
    let blocks = index.blocks().filter(|block| !block.is_vacant()).count();
    let mut bytes = vec![0; PREFIX];
    bytes.extend_from_slice(MAGIC);
    let numbers = [FORMAT as usize, FEATURES, BLOCK_ROWS, blocks, index.len()];
    for number in numbers {
        bytes.extend(u32::try_from(number).map_err(|_| Damaged)?.to_le_bytes());
    }
    bytes.extend_from_slice(stamp);
    if stamp.len() > STAMP_MAX {
        return Err(Damaged);
    }
    sealed(bytes)
}

/// Fills in the room left for the prefix.
fn sealed(mut frame: Vec<u8>) -> Result<Vec<u8>, Damaged> {
    let (prefix, body) = frame.split_at_mut(PREFIX);
    let length = body.len() as u64;
    if length > FRAME_MAX {
        return Err(Damaged);
    }
    prefix[..8].copy_from_slice(&length.to_le_bytes());
    prefix[8..].copy_from_slice(&checksum(body).to_le_bytes());
    Ok(frame)
}

/// How many bytes follow a prefix.
///
/// # Errors
/// More than any frame has.
pub fn length(prefix: &[u8; PREFIX]) -> Result<usize, Damaged> {
    let mut reader = Reader(prefix);
    let length = u64::from_le_bytes(reader.array()?);
    if length > FRAME_MAX {
        return Err(Damaged);
    }
    usize::try_from(length).map_err(|_| Damaged)
}

fn check(prefix: &[u8; PREFIX], body: &[u8]) -> Result<(), Damaged> {
    let mut reader = Reader(&prefix[8..]);
    let sum = u64::from_le_bytes(reader.array()?);
    (length(prefix)? == body.len() && sum == checksum(body))
        .then_some(())
        .ok_or(Damaged)
}

/// Reads the first frame.
///
/// # Errors
/// It is damaged, or another version made it.
pub fn read_head(prefix: &[u8; PREFIX], body: &[u8]) -> Result<Head, Damaged> {
    check(prefix, body)?;
    let mut reader = Reader(body);
    let magic: [u8; 8] = reader.array()?;
    let made = [reader.number()?, reader.number()?, reader.number()?];
    if magic != *MAGIC || made != [FORMAT, FEATURES as u32, BLOCK_ROWS as u32] {
        return Err(Damaged);
    }
    let head = Head {
        blocks: reader.number()?,
        rows: reader.number()?,
        stamp: reader.0.to_vec(),
    };
    // Every block has a row at least, and no block more than fit.
    let fits = u64::from(head.rows) <= u64::from(head.blocks) * BLOCK_ROWS as u64;
    (fits && head.blocks <= head.rows && head.stamp.len() <= STAMP_MAX)
        .then_some(head)
        .ok_or(Damaged)
}

/// Adds the block of a frame to an index that is being read.
///
/// # Errors
/// It is damaged, or says again what another block has said; the index is to be thrown away then.
pub fn read_block(index: &mut Index, prefix: &[u8; PREFIX], body: &[u8]) -> Result<(), Damaged> {
    check(prefix, body)?;
    index.take_block(Block::read(&mut Reader(body))?)
}

/// Four sums over words of eight bytes, which the processor follows side by side: finds accidents, not forgery.
fn checksum(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut sums = [1_u64, 2, 3, 4];
    let mut chunks = bytes.chunks_exact(32);
    for chunk in &mut chunks {
        for (sum, word) in sums.iter_mut().zip(chunk.chunks_exact(8)) {
            *sum = (*sum ^ word_of(word)).wrapping_mul(K).rotate_left(29);
        }
    }
    let rest = chunks.remainder().chunks(8).map(word_of);
    sums.into_iter()
        .chain(rest)
        .fold(bytes.len() as u64, |all, sum| {
            (all ^ sum).wrapping_mul(K).rotate_left(31)
        })
}

fn word_of(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}

/// Takes numbers off the front of bytes.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The next bytes.
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The bytes that are left.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    /// The next number of four bytes.
    pub fn number(&mut self) -> Result<u32, Damaged> {
        self.array().map(u32::from_le_bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        let taken = self.take(N)?;
        taken.try_into().map_err(|_| Damaged)
    }

    /// So many numbers of eight bytes.
    pub fn words(&mut self, count: usize) -> Result<impl Iterator<Item = u64> + use<'a>, Damaged> {
        Ok(self.take(count * 8)?.chunks_exact(8).map(word_of))
    }

    /// One bitmap.
    pub fn bitmap(&mut self) -> Result<super::block::Bitmap, Damaged> {
        let mut bitmap = [0; WORDS];
        for (to, from) in bitmap.iter_mut().zip(self.words(WORDS)?) {
            *to = from;
        }
        Ok(bitmap)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Row;

    fn shop(rows: i64) -> Index {
        let mut index = Index::new();
        for id in 0..rows {
            index.put(&Row {
                id: id * 7 - 3,
                name: ["王芳", "张伟 Lily", "单雄信", "John Smith"][id as usize % 4].to_owned(),
                phones: vec![format!("138{:08}", id * 7919)],
                company: ["鸿图科技", ""][id as usize % 2].to_owned(),
                tags: vec!["VIP".to_owned()],
                other: vec![format!("wx_{id}")],
                recency: id % 97,
            });
        }
        index
    }

    fn written(index: &mut Index) -> Vec<u8> {
        frames(index, b"desk 1")
            .collect::<Result<Vec<_>, _>>()
            .expect("frames")
            .concat()
    }

    fn read(mut bytes: &[u8]) -> Result<(Index, Head), Damaged> {
        let mut frame = || {
            let mut reader = Reader(bytes);
            let prefix: [u8; PREFIX] = reader.array()?;
            let body = reader.take(length(&prefix)?)?;
            bytes = reader.0;
            Ok((prefix, body))
        };
        let (prefix, body) = frame()?;
        let head = read_head(&prefix, body)?;
        let mut index = Index::new();
        for _ in 0..head.blocks {
            let (prefix, body) = frame()?;
            read_block(&mut index, &prefix, body)?;
        }
        Ok((index, head))
    }

    const QUERIES: [&str; 9] = [
        "w", "wf", "zw", "lily", "138", "vip", "鸿图", "wx_1", "wang vip",
    ];

    #[test]
    fn an_index_that_was_kept_answers_as_before_and_takes_changes() {
        let mut index = shop(BLOCK_ROWS as i64 + 700);
        for id in 0..900 {
            index.remove(id * 7 - 3);
        }
        let (mut back, head) = read(&written(&mut index)).expect("whole");
        assert_eq!(
            (head.stamp.as_slice(), back.len()),
            (&b"desk 1"[..], index.len())
        );
        for at in [&mut index, &mut back] {
            at.remove(901 * 7 - 3);
            at.put(&Row {
                id: 902 * 7 - 3,
                name: "王五".to_owned(),
                recency: 500,
                ..Row::default()
            });
        }
        for query in QUERIES.into_iter().chain(["ww"]) {
            let found = back.find(query, 200);
            assert!(!found.hits.is_empty(), "{query}");
            assert_eq!(found, index.find(query, 200), "{query}");
        }
    }

    #[test]
    fn what_was_removed_is_not_written() {
        let mut index = shop(40);
        index.remove(5 * 7 - 3);
        let bytes = written(&mut index);
        let has = |text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        assert!(has("13800031676") && !has("13800039595"));
    }

    #[test]
    fn an_index_that_is_cut_or_garbled_anywhere_is_damaged() {
        let bytes = written(&mut shop(60));
        for length in (0..bytes.len()).step_by(bytes.len() / 90) {
            assert!(read(&bytes[..length]).is_err(), "{length}");
        }
        for at in (0..bytes.len()).step_by(bytes.len() / 190) {
            let mut garbled = bytes.clone();
            garbled[at] ^= 0x10;
            assert!(read(&garbled).is_err(), "{at}");
        }
    }

    #[test]
    fn bytes_with_a_right_checksum_and_wrong_contents_never_panic() {
        let mut index = shop(60);
        let frames: Vec<Vec<u8>> = frames(&mut index, b"").map(|f| f.expect("frame")).collect();
        let block = &frames[1][PREFIX..];
        let mut refused = 0;
        for at in (0..block.len().min(1200)).step_by(5) {
            for value in [0, 0xff] {
                let mut bytes = vec![0; PREFIX];
                bytes.extend_from_slice(block);
                bytes[PREFIX + at] = value;
                let frame = sealed(bytes).expect("short");
                let all = [frames[0].clone(), frame].concat();
                match read(&all) {
                    Ok((index, _)) => ["w", "138", "wang vip"].iter().for_each(|query| {
                        assert!(index.find(query, 50).hits.len() <= 50);
                    }),
                    Err(Damaged) => refused += 1,
                }
            }
        }
        assert!(refused > 60, "{refused}");
        let twice = [frames[0].clone(), frames[1].clone()].concat();
        let (mut index, _) = read(&twice).expect("whole");
        let prefix: [u8; PREFIX] = frames[1][..PREFIX].try_into().expect("prefix");
        let again = read_block(&mut index, &prefix, &frames[1][PREFIX..]);
        assert_eq!(again, Err(Damaged), "every id is there already");
    }

    /// When this fails, records or features have changed: raise `FORMAT`, then put the new sum here.
    #[test]
    fn the_format_has_a_new_number_whenever_its_contents_change() {
        let sum = checksum(&written(&mut shop(50)));
        assert_eq!((FORMAT, sum), (2, 5_436_963_601_968_392_718));
    }
}
