//! Bytes to text: byte-order mark, NUL pattern, strict UTF-8, strict GB18030, Windows-1252. Decides per file, never per cell.

use super::report::ErrorCode;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded file. Lines that could not be read carry U+FFFD, so that the records made of them can be rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: &'static Encoding,
}

/// Of this many bytes at the start of a file the NUL pattern is judged.
const NUL_SAMPLE: usize = 64 * 1024;
/// UTF-16 without a mark has at least one NUL in so many bytes: every comma and line end brings one.
const BYTES_PER_NUL: usize = 40;
/// A line of so many UTF-8 sequences is UTF-8 by no accident (GBK lines of 12 characters never are).
const SURE_SEQUENCES: usize = 4;

/// The encoding a user may force, by its WHATWG label (`gbk`, `utf-16le`, `big5`, …).
pub fn encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}

/// Decodes a file; `forced` outranks everything but a byte-order mark of its own kind.
pub fn decode(bytes: Vec<u8>, forced: Option<&'static Encoding>) -> Result<Decoded, ErrorCode> {
    if let Some(encoding) = forced {
        return strict(encoding, without_mark(&bytes, encoding)).ok_or(ErrorCode::Encoding);
    }
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(ErrorCode::Encoding);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let text = bytes.get(mark..).unwrap_or_default();
        return match strict(encoding, text) {
            Some(decoded) => Ok(decoded),
            None if encoding == UTF_8 => Ok(by_lines(UTF_8, text)),
            None => Err(ErrorCode::Encoding),
        };
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return strict(encoding, &bytes).ok_or(ErrorCode::Encoding);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text,
            encoding: UTF_8,
        }),
        Err(refused) => legacy(refused.as_bytes()),
    }
}

/// Not UTF-8 as a whole: mostly UTF-8 with bad lines, GB18030, or a western code page.
fn legacy(bytes: &[u8]) -> Result<Decoded, ErrorCode> {
    let lines = Lines::count(bytes);
    if lines.utf8 * 2 > lines.foreign {
        return Ok(by_lines(UTF_8, bytes));
    }
    let chinese = looks_chinese(bytes);
    if chinese
        && lines.surely_utf8 == 0
        && let Some(decoded) = strict(GB18030, bytes)
    {
        return Ok(decoded);
    }
    if chinese && lines.gb18030 * 2 > lines.foreign {
        return Ok(by_lines(GB18030, bytes));
    }
    // Five bytes mean nothing in Windows-1252; the decoder would let them through as control characters.
    let undefined = bytes
        .iter()
        .any(|b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
    if undefined || lines.surely_utf8 > 0 {
        return Err(ErrorCode::Encoding);
    }
    strict(WINDOWS_1252, bytes).ok_or(ErrorCode::Encoding)
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    if matches!(encoding.name(), "UTF-16LE" | "UTF-16BE") && bytes.len() % 2 == 1 {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(Decoded {
        text: text.into_owned(),
        encoding,
    })
}

fn without_mark<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    match Encoding::for_bom(bytes) {
        Some((marked, len)) if marked == encoding => bytes.get(len..).unwrap_or_default(),
        _ => bytes,
    }
}

/// Reads line by line; of a line that does not fit, every byte that is not ASCII becomes U+FFFD.
fn by_lines(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|b| matches!(b, b'\n' | b'\r')) {
        let foreign = encoding == GB18030 && is_surely_utf8(line);
        match strict(encoding, line).filter(|_| !foreign) {
            Some(decoded) => text.push_str(&decoded.text),
            None => text.extend(line.iter().map(|&b| {
                if b.is_ascii() {
                    char::from(b)
                } else {
                    '\u{fffd}'
                }
            })),
        }
    }
    Decoded { text, encoding }
}

/// How many lines beyond ASCII there are, and how many of them fit which encoding.
#[derive(Default)]
struct Lines {
    foreign: usize,
    utf8: usize,
    surely_utf8: usize,
    gb18030: usize,
}

impl Lines {
    fn count(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        for line in bytes
            .split(|b| matches!(b, b'\n' | b'\r'))
            .filter(|l| !l.is_ascii())
        {
            out.foreign += 1;
            out.utf8 += usize::from(std::str::from_utf8(line).is_ok());
            out.surely_utf8 += usize::from(is_surely_utf8(line));
            out.gb18030 += usize::from(
                GB18030
                    .decode_without_bom_handling_and_without_replacement(line)
                    .is_some(),
            );
        }
        out
    }
}

fn is_surely_utf8(line: &[u8]) -> bool {
    std::str::from_utf8(line)
        .is_ok_and(|text| text.chars().filter(|c| c.len_utf8() > 2).count() >= SURE_SEQUENCES)
}

/// Chinese text lies mostly in the rows of GB 2312; accented western letters read as GB18030 do not.
fn looks_chinese(bytes: &[u8]) -> bool {
    let (mut pairs, mut common) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        if lead < 0x81 {
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or(0);
        pairs += 1;
        common += usize::from(matches!(lead, 0xa1..=0xa9 | 0xb0..=0xf7) && trail >= 0xa1);
        at += 2;
    }
    common * 2 > pairs
}

/// UTF-16 without a mark: NULs mostly on one side, where ASCII has its high bytes (一 and U+3000 have theirs on the other).
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..NUL_SAMPLE).unwrap_or(bytes);
    let nuls = |parity: usize| {
        sample
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (nuls(0), nuls(1));
    let (encoding, many, few) = if odd > even {
        (UTF_16LE, odd, even)
    } else {
        (UTF_16BE, even, odd)
    };
    if many == 0 || many * BYTES_PER_NUL < sample.len() || few * 3 > many || bytes.len() % 2 == 1 {
        return None;
    }
    // Stray NULs in 8-bit text also fall on one side by chance; but then most bytes beside them are not NUL.
    let mostly_ascii = many * 4 >= sample.len();
    let text = strict(encoding, sample)
        .or_else(|| strict(encoding, sample.get(..sample.len().saturating_sub(2))?))?
        .text;
    let sane = !text.contains('\0') && text.contains(['\n', '\r', ',', '\t', ';']);
    (sane && (mostly_ascii || std::str::from_utf8(sample).is_err())).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| {
                if little {
                    u.to_le_bytes()
                } else {
                    u.to_be_bytes()
                }
            })
            .collect()
    }

    fn read(bytes: &[u8]) -> Option<(String, &'static str)> {
        decode(bytes.to_vec(), None)
            .ok()
            .map(|d| (d.text, d.encoding.name()))
    }

    const SHEET: &str =
        "姓名,手机,备注\r\n孔一,15100000181,老客户，喜欢靠窗的位置\r\n曹二,15100000182,\r\n";

    #[test]
    fn six_encodings_give_the_same_text() {
        let gbk = GB18030.encode(SHEET).0.into_owned();
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        for (bytes, name) in [
            (SHEET.as_bytes().to_vec(), "UTF-8"),
            (marked(&[0xef, 0xbb, 0xbf], SHEET.into()), "UTF-8"),
            (gbk, "gb18030"),
            (utf16(SHEET, true), "UTF-16LE"),
            (utf16(SHEET, false), "UTF-16BE"),
            (marked(&[0xff, 0xfe], utf16(SHEET, true)), "UTF-16LE"),
            (marked(&[0xfe, 0xff], utf16(SHEET, false)), "UTF-16BE"),
        ] {
            assert_eq!(read(&bytes), Some((SHEET.to_owned(), name)));
        }
    }

    #[test]
    fn western_text_does_not_become_chinese() {
        let text = "First Name,Last Name\r\nJürgen,Müller\r\nZoë,Façade\r\n";
        assert_eq!(
            read(&WINDOWS_1252.encode(text).0),
            Some((text.to_owned(), "windows-1252"))
        );
    }

    #[test]
    fn stray_nuls_do_not_make_utf16() {
        let text = "姓名,手机,备注\n史一,15100000601,好\n唐二\0,15100000602,a\0b\n";
        assert_eq!(read(text.as_bytes()), Some((text.to_owned(), "UTF-8")));
    }

    #[test]
    fn a_bad_line_is_marked_and_the_others_are_kept() {
        let mut bytes = SHEET.as_bytes().to_vec();
        bytes.extend_from_slice(b"\xd0\xd5\xc3,15100000183,\r\n");
        let (text, name) = read(&bytes).unwrap();
        assert_eq!(name, "UTF-8");
        assert!(
            text.starts_with(SHEET) && text.ends_with("\u{fffd}\u{fffd}\u{fffd},15100000183,\r\n")
        );
    }

    #[test]
    fn a_utf8_line_in_a_gbk_file_never_becomes_mojibake() {
        let mut bytes = GB18030.encode(&SHEET.repeat(3)).0.into_owned();
        bytes.extend_from_slice("严三,15100000183,喜欢安静的位置啊\r\n".as_bytes());
        let (text, name) = read(&bytes).unwrap();
        assert_eq!(name, "gb18030");
        assert!(text.starts_with(SHEET) && text.contains("\u{fffd},15100000183,"));
    }

    #[test]
    fn bytes_of_no_encoding_are_refused() {
        assert_eq!(
            decode(b"a,b\n\x81\x8d\x90,\xff\xfe\x81\n".to_vec(), None),
            Err(ErrorCode::Encoding)
        );
        assert_eq!(
            decode(b"\xff\xfea".to_vec(), None),
            Err(ErrorCode::Encoding)
        );
    }

    #[test]
    fn a_forced_encoding_is_obeyed() {
        let big5 = encoding("big5").unwrap();
        let bytes = big5.encode("姓名,電話\n").0.into_owned();
        assert_eq!(decode(bytes, Some(big5)).unwrap().text, "姓名,電話\n");
        assert_eq!(
            decode(b"\xff\xff".to_vec(), Some(UTF_8)),
            Err(ErrorCode::Encoding)
        );
    }
}
