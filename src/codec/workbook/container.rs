//! OLE containers ([MS-CFB]): is there a workbook inside, is it locked, and where are its bytes.

use crate::codec::report::ErrorCode;

/// What every container begins with.
pub const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const END_OF_CHAIN: u32 = 0xffff_fffa;
/// Streams shorter than this live in the mini stream.
const MINI_CUTOFF: usize = 4_096;
const MINI_SECTOR: usize = 64;
const HEADER: usize = 512;

/// The stream of the workbook inside.
pub fn workbook(bytes: &[u8]) -> Result<Vec<u8>, ErrorCode> {
    let container = Container::open(bytes).ok_or(ErrorCode::CorruptFile)?;
    let find = |name: &str| container.entries.iter().find(|e| e.name == name);
    if find("EncryptedPackage").is_some() || find("EncryptionInfo").is_some() {
        return Err(ErrorCode::EncryptedFile);
    }
    let book = find("Workbook").ok_or(ErrorCode::UnsupportedFormat)?;
    container.stream(book).ok_or(ErrorCode::CorruptFile)
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    len: usize,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut out = Self {
            bytes,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            entries: Vec::new(),
        };
        for id in out.fat_sectors()? {
            out.fat.extend(words(out.sector_at(id)?));
        }
        let directory = out.chain(u32_at(bytes, 48)?)?;
        out.entries = directory.chunks_exact(128).filter_map(entry).collect();
        out.mini_fat = words(&out.chain(u32_at(bytes, 60)?)?).collect();
        let root = u32_at(&directory, 116)?;
        out.mini = out.chain(root)?;
        Some(out)
    }

    fn fat_sectors(&self) -> Option<Vec<u32>> {
        let mut ids: Vec<u32> = words(self.bytes.get(76..HEADER)?).collect();
        let mut next = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while next < END_OF_CHAIN {
            let sector = self.sector_at(next)?;
            ids.extend(words(sector.get(..sector.len() - 4)?));
            next = u32_at(sector, sector.len() - 4)?;
            steps += 1;
            if steps > self.bytes.len() / self.sector {
                return None;
            }
        }
        ids.retain(|id| *id < END_OF_CHAIN);
        Some(ids)
    }

    fn sector_at(&self, id: u32) -> Option<&'a [u8]> {
        let start = (usize::try_from(id).ok()?)
            .checked_add(1)?
            .checked_mul(self.sector)?;
        let rest = self.bytes.get(start..)?;
        // The last sector of a file may be short.
        (rest.len() >= 128).then(|| rest.get(..self.sector).unwrap_or(rest))
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut next = start;
        while next < END_OF_CHAIN {
            out.extend_from_slice(self.sector_at(next)?);
            if out.len() > self.bytes.len() {
                return None;
            }
            next = *self.fat.get(usize::try_from(next).ok()?)?;
        }
        Some(out)
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        if entry.len >= MINI_CUTOFF {
            let mut bytes = self.chain(entry.start)?;
            bytes.truncate(entry.len);
            return Some(bytes);
        }
        let mut out = Vec::new();
        let mut next = entry.start;
        while next < END_OF_CHAIN && out.len() < entry.len {
            let at = usize::try_from(next).ok()?.checked_mul(MINI_SECTOR)?;
            out.extend_from_slice(self.mini.get(at..at + MINI_SECTOR)?);
            next = *self.mini_fat.get(usize::try_from(next).ok()?)?;
        }
        out.truncate(entry.len);
        Some(out)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let len = usize::from(u16_at(bytes, 64)?).checked_sub(2)?.min(62);
    let pairs = bytes.get(..len)?.as_chunks::<2>().0;
    let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        start: u32_at(bytes, 116)?,
        len: usize::try_from(u32_at(bytes, 120)?).ok()?,
    })
}

/// Two bytes at a place, the lower first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(
        bytes.get(at..at.checked_add(2)?)?.try_into().ok()?,
    ))
}

/// Four bytes at a place, the lowest first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let fours = bytes.as_chunks::<4>().0;
    fours.iter().map(|four| u32::from_le_bytes(*four))
}
