//! Workbooks of Excel 97 to 2003 (BIFF8, [MS-XLS]): records to cells, one by one. Older ones are refused by name.

use super::Building;
use super::container::{u16_at, u32_at};
use super::value;
use crate::codec::delimited::{Fault, Row};
use crate::codec::report::ErrorCode;
use calamine::{Data, ExcelDateTime, ExcelDateTimeType};
use std::ops::ControlFlow;

/// The version in the first record of every stream this reads.
const BIFF8: u16 = 0x0600;
/// Kinds of records, by the names the specification gives them.
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;
const STRING: u16 = 0x0207;

/// What all sheets share, and where each begins.
pub struct Book {
    stream: Vec<u8>,
    strings: Vec<String>,
    /// Whether the cells of a style show dates.
    dates: Vec<bool>,
    pub is_1904: bool,
    /// The sheets that are shown: name and place.
    pub sheets: Vec<(String, usize)>,
}

/// One record: its kind, its data, and the pieces that continue it.
struct Record<'a> {
    kind: u16,
    pieces: Vec<&'a [u8]>,
}

struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.one()?;
        let mut pieces = vec![data];
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            pieces.push(self.one()?.1);
        }
        Some(Record { kind, pieces })
    }
}

impl<'a> Records<'a> {
    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.stream, self.at)?;
        let start = self.at + 4;
        let end = start + usize::from(u16_at(self.stream, self.at + 2)?);
        self.at = end;
        Some((kind, self.stream.get(start..end)?))
    }
}

impl Record<'_> {
    fn data(&self) -> &[u8] {
        self.pieces.first().copied().unwrap_or_default()
    }
}

impl Book {
    /// Reads what the sheets share.
    pub fn open(stream: Vec<u8>) -> Result<Self, ErrorCode> {
        let mut book = Self {
            stream: Vec::new(),
            strings: Vec::new(),
            dates: Vec::new(),
            is_1904: false,
            sheets: Vec::new(),
        };
        if u16_at(&stream, 0) != Some(BOF) {
            return Err(ErrorCode::CorruptFile);
        }
        if u16_at(&stream, 4) != Some(BIFF8) {
            return Err(ErrorCode::UnsupportedFormat);
        }
        let (mut date_formats, mut ended) = (Vec::new(), false);
        let records = Records {
            stream: &stream,
            at: 0,
        };
        for record in records {
            let data = record.data();
            match record.kind {
                EOF => {
                    ended = true;
                    break;
                }
                0x002f => return Err(ErrorCode::EncryptedFile),
                0x0022 => book.is_1904 = u16_at(data, 0) == Some(1),
                0x0085 => book.sheets.extend(sheet(data)),
                0x00fc => book.strings = shared_strings(&record),
                0x041e => date_formats.extend(date_format(data)),
                0x00e0 => {
                    let format = u16_at(data, 2).unwrap_or_default();
                    book.dates
                        .push(is_date(format) || date_formats.contains(&format));
                }
                _ => {}
            }
        }
        if !ended {
            return Err(ErrorCode::CorruptFile);
        }
        book.stream = stream;
        Ok(book)
    }

    /// Hands over the rows of a sheet that hold something, until the visitor breaks.
    pub fn each_row(
        &self,
        sheet: &str,
        visit: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let Some((_, at)) = self.sheets.iter().find(|(name, _)| name == sheet) else {
            return Ok(());
        };
        let mut building = Building::at(0);
        let mut formula = None;
        // Charts lie inside sheets as streams of their own.
        let mut depth = 0_u32;
        let records = Records {
            stream: &self.stream,
            at: *at,
        };
        for record in records {
            match record.kind {
                BOF => depth += 1,
                EOF => depth = depth.saturating_sub(1),
                STRING if depth == 1 => {
                    if let Some((row, column)) = formula.take() {
                        let text = text_at(&record.pieces, 0, 2).unwrap_or_default();
                        if building.turn_to(row, visit).is_break() {
                            return Ok(());
                        }
                        building.put(column, text)?;
                    }
                }
                _ if depth == 1 => {
                    for (row, column, text) in self.cells(&record, &mut formula) {
                        if building.turn_to(row, visit).is_break() {
                            return Ok(());
                        }
                        building.put(column, text)?;
                    }
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        match building.hand_over(visit) {
            ControlFlow::Continue(()) | ControlFlow::Break(()) => Ok(()),
        }
    }

    /// The cells of a record; a formula that gives a text says it in the next record.
    fn cells(
        &self,
        record: &Record<'_>,
        formula: &mut Option<(u32, u32)>,
    ) -> Vec<(u32, u32, String)> {
        let data = record.data();
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return Vec::new();
        };
        let (row, column) = (u32::from(row), u32::from(column));
        let style = u16_at(data, 4).unwrap_or_default();
        let number = |number: Option<f64>| number.map(|n| self.number(n, style));
        let text = match record.kind {
            0x00fd => {
                let at = u32_at(data, 6).and_then(|at| usize::try_from(at).ok());
                at.and_then(|at| self.strings.get(at).cloned())
            }
            0x0204 | 0x00d6 => text_at(&record.pieces, 6, 2),
            0x0203 => number(f64_at(data, 6)),
            0x027e => number(u32_at(data, 6).map(rk)),
            0x0205 => match (data.get(6), data.get(7)) {
                (Some(truth), Some(0)) => Some(value::text(&Data::Bool(*truth != 0))),
                _ => None,
            },
            0x0006 if u16_at(data, 12) == Some(0xffff) => match data.get(6) {
                Some(0) => {
                    *formula = Some((row, column));
                    None
                }
                Some(1) => data.get(8).map(|t| value::text(&Data::Bool(*t != 0))),
                _ => None,
            },
            0x0006 => number(f64_at(data, 6)),
            0x00bd => {
                let each = data
                    .get(4..data.len().saturating_sub(2))
                    .unwrap_or_default();
                let numbers = (column..).zip(each.chunks_exact(6));
                let cell = |(column, six): (u32, &[u8])| {
                    let number = rk(u32_at(six, 2)?);
                    Some((row, column, self.number(number, u16_at(six, 0)?)))
                };
                return numbers.filter_map(cell).collect();
            }
            _ => None,
        };
        text.map(|text| (row, column, text)).into_iter().collect()
    }

    fn number(&self, number: f64, style: u16) -> String {
        let is_date = self.dates.get(usize::from(style)).copied();
        value::text(&match is_date {
            Some(true) => Data::DateTime(ExcelDateTime::new(
                number,
                ExcelDateTimeType::DateTime,
                self.is_1904,
            )),
            _ => Data::Float(number),
        })
    }
}

/// A sheet of cells that is not hidden.
fn sheet(data: &[u8]) -> Option<(String, usize)> {
    let is_shown = data.get(4)? & 3 == 0 && *data.get(5)? == 0;
    let at = usize::try_from(u32_at(data, 0)?).ok()?;
    let name = text_at(&[data], 6, 1)?;
    is_shown.then_some((name, at))
}

/// The id of a format of one's own that shows dates: its letters, quoted and bracketed ones apart.
fn date_format(data: &[u8]) -> Option<u16> {
    let id = u16_at(data, 0)?;
    let pattern = text_at(&[data], 2, 2)?.to_lowercase();
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    let shows = pattern.chars().any(|c| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        !(quoted || bracketed) && matches!(c, 'y' | 'm' | 'd' | 'h' | 's')
    });
    (shows && pattern != "general").then_some(id)
}

/// Built-in formats of dates and times, those of East Asian Excel too.
fn is_date(format: u16) -> bool {
    matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// [MS-XLS] 2.5.217: a whole number or the upper half of a fraction, perhaps a hundredth of it.
fn rk(raw: u32) -> f64 {
    let number = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & 0xffff_fffc) << 32)
    } else {
        f64::from(raw.cast_signed() >> 2)
    };
    if raw & 1 == 0 { number } else { number / 100.0 }
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    let eight = bytes.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(eight.try_into().ok()?))
}

/// A text with its length before it, in one byte or two.
fn text_at(pieces: &[&[u8]], at: usize, length_bytes: usize) -> Option<String> {
    let data = pieces.first()?;
    let length = match length_bytes {
        1 => usize::from(*data.get(at)?),
        _ => usize::from(u16_at(data, at)?),
    };
    let mut cursor = Cursor {
        pieces,
        piece: 0,
        at: at + length_bytes,
    };
    let flags = cursor.byte()?;
    cursor.letters(length, flags)
}

/// [MS-XLS] 2.4.265; a text cut off by the end of the record ends the list.
fn shared_strings(record: &Record<'_>) -> Vec<String> {
    let mut cursor = Cursor {
        pieces: &record.pieces,
        piece: 0,
        at: 8,
    };
    let mut strings = Vec::new();
    while let Some(text) = cursor.rich_text() {
        strings.push(text);
    }
    strings
}

/// Reads through a record and the pieces that continue it.
struct Cursor<'a> {
    pieces: &'a [&'a [u8]],
    piece: usize,
    at: usize,
}

impl Cursor<'_> {
    fn rich_text(&mut self) -> Option<String> {
        let length = usize::from(self.number(2)?.try_into().unwrap_or(0_u16));
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let extra = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let text = self.letters(length, flags)?;
        self.skip(runs.checked_mul(4)?.checked_add(extra)?)?;
        Some(text)
    }

    /// Letters in one byte or two each; every piece says anew in which.
    fn letters(&mut self, length: usize, mut flags: u8) -> Option<String> {
        let mut units = Vec::with_capacity(length.min(4_096));
        while units.len() < length {
            if self.at_end() {
                self.piece += 1;
                self.at = 0;
                flags = self.byte()?;
            }
            let unit = if flags & 1 == 0 {
                u16::from(self.byte()?)
            } else {
                u16::try_from(self.number(2)?).ok()?
            };
            units.push(unit);
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn at_end(&self) -> bool {
        self.pieces
            .get(self.piece)
            .is_none_or(|p| self.at >= p.len())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at_end() {
            self.piece += 1;
            self.at = 0;
            self.pieces.get(self.piece)?;
        }
        let byte = *self.pieces.get(self.piece)?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<u32> {
        let mut number = 0;
        for place in 0..bytes {
            number |= u32::from(self.byte()?) << (8 * place);
        }
        Some(number)
    }

    fn skip(&mut self, mut bytes: u32) -> Option<()> {
        while bytes > 0 {
            self.byte()?;
            bytes -= 1;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unpacked() {
        for (raw, want) in [
            (0x3ff0_0000, 1.0),
            ((12_345 << 2) | 2, 12_345.0),
            ((12_345 << 2) | 3, 123.45),
            (0xffff_fffe, -1.0),
        ] {
            assert!((rk(raw) - want).abs() < 1e-9, "{raw:x}");
        }
    }

    #[test]
    fn a_format_of_dates_is_known_by_its_letters() {
        for (pattern, want) in [
            ("yyyy/m/d", true),
            ("[$-804]yyyy\"年\"m\"月\"", true),
            ("0.00", false),
            ("[Red]0.00", false),
            ("\"days\" 0", false),
            ("General", false),
        ] {
            let mut data = vec![0xa4, 0];
            let units: Vec<u16> = pattern.encode_utf16().collect();
            data.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
            data.push(1);
            data.extend(units.iter().flat_map(|u| u.to_le_bytes()));
            assert_eq!(date_format(&data).is_some(), want, "{pattern}");
        }
    }

    #[test]
    fn a_text_may_go_on_in_the_next_piece_with_other_letters() {
        let first = [2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, b'a'];
        let second = [1, b'b', 0, 0x2d, 0x4e];
        let record = Record {
            kind: 0x00fc,
            pieces: vec![&first, &second],
        };
        assert_eq!(shared_strings(&record), ["ab中"]);
    }
}
