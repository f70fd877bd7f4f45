//! Zip files from strangers: what is inside, checked before anything is kept. Entry paths are labels, never places to write to.

use super::Source;
use super::report::ErrorCode;
use encoding_rs::GB18030;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Entries beyond which an archive is refused.
const MOST_ENTRIES: usize = 5_000;
/// Bytes all entries together may inflate to.
const MOST_INFLATED: u64 = 256 * 1024 * 1024;
/// Spreadsheets shrink to a tenth, rarely to a fiftieth; what shrinks more is a bomb, once it is large.
const MOST_SHRUNK: u64 = 200;
const SMALL: u64 = 8 * 1024 * 1024;
/// Memory the shared strings of a workbook may take once they are read.
const MOST_STRING_MEMORY: u64 = 192 * 1024 * 1024;
/// The attribute by which they say how many they are.
const COUNT: &[u8] = b"uniqueCount";
/// What one string costs beside its letters.
const STRING_OVERHEAD: u64 = 56;

/// A zip file that can be read.
pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
}

/// What a zip file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside {
    Xlsx,
    Ods,
    /// A document of another program.
    Foreign,
    Files,
}

impl Archive {
    /// Looks into a zip file; all its entries say that they are small enough.
    pub fn open(bytes: Vec<u8>) -> Result<Self, ErrorCode> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ErrorCode::CorruptFile)?;
        let mut archive = Self { zip };
        archive.check_sizes()?;
        Ok(archive)
    }

    /// The bytes of the file itself.
    pub fn into_bytes(self) -> Vec<u8> {
        self.zip.into_inner().into_inner()
    }

    pub fn inside(&self) -> Inside {
        let has = |name: &str| self.zip.index_for_name(name).is_some();
        if has("xl/workbook.xml") {
            Inside::Xlsx
        } else if has("content.xml") && has("mimetype") {
            Inside::Ods
        } else if has("[Content_Types].xml") || has("META-INF/MANIFEST.MF") || has("mimetype") {
            Inside::Foreign
        } else {
            Inside::Files
        }
    }

    /// The text of one entry.
    pub fn entry(&mut self, name: &str) -> Result<Vec<u8>, ErrorCode> {
        let mut file = self.zip.by_name(name).map_err(|e| code(&e))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)
            .map_err(|_| ErrorCode::CorruptFile)?;
        Ok(bytes)
    }

    /// The files inside, without folders, hidden ones and archives in the archive.
    pub fn files(mut self) -> Result<Vec<Source>, ErrorCode> {
        let mut files = Vec::new();
        for index in 0..self.zip.len() {
            let mut file = self.zip.by_index(index).map_err(|e| code(&e))?;
            let name = label(file.name_raw());
            let last = name.rsplit('/').next().unwrap_or_default();
            let hidden = last.is_empty() || last.starts_with('.') || name.starts_with("__MACOSX/");
            if hidden || last.to_lowercase().ends_with(".zip") {
                continue;
            }
            let size = file.size();
            let mut bytes = Vec::new();
            file.by_ref()
                .take(size.saturating_add(1))
                .read_to_end(&mut bytes)
                .map_err(|_| ErrorCode::CorruptFile)?;
            if bytes.len() as u64 != size {
                return Err(ErrorCode::CorruptFile);
            }
            files.push(Source { name, bytes });
        }
        Ok(files)
    }

    /// Finds every entry to be as large as it says, for readers that would believe it.
    pub fn check_entries(&mut self) -> Result<(), ErrorCode> {
        (0..self.zip.len()).try_for_each(|index| self.check_entry(index))
    }

    fn check_sizes(&mut self) -> Result<(), ErrorCode> {
        if self.zip.len() > MOST_ENTRIES {
            return Err(ErrorCode::TooLarge);
        }
        let mut all = 0_u64;
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(index).map_err(|e| code(&e))?;
            if entry.encrypted() {
                return Err(ErrorCode::EncryptedFile);
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            all = all.saturating_add(size);
            let is_bomb = size > SMALL && size / packed.max(1) > MOST_SHRUNK;
            if all > MOST_INFLATED || is_bomb {
                return Err(ErrorCode::TooLarge);
            }
        }
        Ok(())
    }

    /// Inflates into nothing: an entry that is larger than it says is found before it is kept.
    fn check_entry(&mut self, index: usize) -> Result<(), ErrorCode> {
        let file = self.zip.by_index(index).map_err(|e| code(&e))?;
        let size = file.size();
        let is_strings = file.name_raw().ends_with(b"sharedStrings.xml");
        let mut inflated = file.take(size.saturating_add(1));
        let length = if is_strings {
            let mut text = Vec::new();
            inflated
                .read_to_end(&mut text)
                .map_err(|_| ErrorCode::CorruptFile)?;
            check_strings(&text)?;
            text.len() as u64
        } else {
            std::io::copy(&mut inflated, &mut std::io::sink())
                .map_err(|_| ErrorCode::CorruptFile)?
        };
        if length != size {
            return Err(ErrorCode::CorruptFile);
        }
        Ok(())
    }
}

/// The shared strings of a workbook are all kept, and room is made for as many as they say they are.
fn check_strings(xml: &[u8]) -> Result<(), ErrorCode> {
    let length = xml.len() as u64;
    let tags = xml.iter().filter(|b| **b == b'<').count() as u64;
    // A string is at least `<si><t>…</t></si>`.
    if length.saturating_add(tags / 4 * STRING_OVERHEAD) > MOST_STRING_MEMORY {
        return Err(ErrorCode::TooLarge);
    }
    let counted = xml
        .windows(COUNT.len())
        .enumerate()
        .filter(|(_, w)| *w == COUNT);
    for (at, _) in counted {
        let digits = xml.iter().skip(at + COUNT.len());
        let digits = digits
            .skip_while(|b| !b.is_ascii_digit())
            .take_while(|b| b.is_ascii_digit());
        let claimed: String = digits.map(|b| char::from(*b)).collect();
        if claimed.parse::<u64>().map_or(true, |n| n > length) {
            return Err(ErrorCode::CorruptFile);
        }
    }
    Ok(())
}

/// An entry's path as a name: in UTF-8, or as Chinese Windows writes it.
fn label(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    let parts = text.replace('\\', "/");
    let parts: Vec<&str> = parts
        .split('/')
        .filter(|p| !matches!(*p, ".." | "."))
        .collect();
    parts.join("/").trim_start_matches('/').to_owned()
}

fn code(error: &ZipError) -> ErrorCode {
    match error {
        ZipError::UnsupportedArchive(why) if why.to_lowercase().contains("password") => {
            ErrorCode::EncryptedFile
        }
        ZipError::InvalidPassword => ErrorCode::EncryptedFile,
        _ => ErrorCode::CorruptFile,
    }
}
