//! Content lines: unfolding on bytes (a fold may split a character), parameters, and the decoding of one property.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// A property longer than this is a picture or an attack; its rest is left out.
const LONGEST: usize = 4 * 1024 * 1024;

/// One property as it is written, unfolded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The physical line it starts on, from 1.
    pub number: u64,
    /// `item1` in `item1.TEL`, lower case.
    pub group: String,
    /// Upper case.
    pub name: String,
    /// Upper-case name and value as written; in vCard 2.1 the name is often missing.
    pub params: Vec<(String, String)>,
    pub value: Vec<u8>,
}

/// Reads properties one by one.
pub struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    number: u64,
}

impl<'a> Lines<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        Self {
            bytes,
            at,
            number: 1,
        }
    }

    /// The bytes read so far.
    pub fn position(&self) -> usize {
        self.at
    }

    /// One physical line without its end.
    fn physical(&mut self) -> Option<&'a [u8]> {
        let rest = self.bytes.get(self.at..).filter(|r| !r.is_empty())?;
        let len = rest
            .iter()
            .position(|b| matches!(b, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let end = match rest.get(len..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            _ => 0,
        };
        self.at += len + end;
        self.number += u64::from(end > 0);
        rest.get(..len)
    }

    fn next_starts_with_space(&self) -> bool {
        matches!(self.bytes.get(self.at), Some(b' ' | b'\t'))
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            let number = self.number;
            let mut whole = self.physical()?.to_vec();
            loop {
                if self.next_starts_with_space() {
                    let more = self.physical()?;
                    append(&mut whole, more.get(1..).unwrap_or_default());
                } else if whole.ends_with(b"=") && is_quoted_printable(&whole) {
                    whole.pop();
                    let Some(more) = self.physical() else { break };
                    append(&mut whole, more);
                } else {
                    break;
                }
            }
            if let Some(line) = parse(&whole, number) {
                return Some(line);
            }
        }
    }
}

fn append(whole: &mut Vec<u8>, more: &[u8]) {
    if whole.len() + more.len() <= LONGEST {
        whole.extend_from_slice(more);
    }
}

fn is_quoted_printable(line: &[u8]) -> bool {
    let head = line.split(|b| *b == b':').next().unwrap_or_default();
    head.to_ascii_uppercase()
        .windows(16)
        .any(|w| w == b"QUOTED-PRINTABLE")
}

/// None for lines that are no property: blank ones, the body of a 2.1 picture.
fn parse(line: &[u8], number: u64) -> Option<Line> {
    let colon = colon(line)?;
    let head = String::from_utf8_lossy(line.get(..colon)?).into_owned();
    let value = line.get(colon + 1..)?;
    let mut parts = split_params(&head).into_iter();
    let full = parts.next()?;
    let (group, name) = full.rsplit_once('.').unwrap_or(("", full.as_str()));
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    is_name.then(|| Line {
        number,
        group: group.to_lowercase(),
        name: name.to_ascii_uppercase(),
        params: parts
            .map(|param| match param.split_once('=') {
                Some((key, value)) => (
                    key.trim().to_ascii_uppercase(),
                    value.trim_matches('"').to_owned(),
                ),
                None => (String::new(), param),
            })
            .collect(),
        value: value.to_vec(),
    })
}

/// The colon that ends the parameters: not one inside quotes.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    let bare = line.iter().position(|b| {
        quoted ^= *b == b'"';
        *b == b':' && !quoted
    });
    bare.or_else(|| line.iter().position(|b| *b == b':'))
}

fn split_params(head: &str) -> Vec<String> {
    let mut quoted = false;
    let parts = head.split(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    parts.map(str::to_owned).collect()
}

impl Line {
    /// The values of a parameter, and every bare word, in upper case.
    pub fn types(&self) -> Vec<String> {
        let typed = self
            .params
            .iter()
            .filter(|(key, _)| key.is_empty() || key == "TYPE");
        typed
            .flat_map(|(_, value)| value.split(','))
            .map(|t| t.trim().to_ascii_uppercase())
            .collect()
    }

    pub fn param(&self, name: &str) -> Option<&str> {
        let mut params = self.params.iter();
        params
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value as text, escapes still in it: quoted-printable first, then the charset it names, UTF-8, GB18030.
    pub fn text(&self) -> String {
        let encoding = self
            .param("ENCODING")
            .unwrap_or_default()
            .to_ascii_uppercase();
        let words = self.types();
        let printable =
            encoding == "QUOTED-PRINTABLE" || words.iter().any(|w| w == "QUOTED-PRINTABLE");
        let bytes = if printable {
            unquoted(&self.value)
        } else {
            self.value.clone()
        };
        let named = self
            .param("CHARSET")
            .and_then(|c| Encoding::for_label(c.as_bytes()));
        [named, Some(UTF_8), Some(GB18030)]
            .into_iter()
            .flatten()
            .find_map(|e| e.decode_without_bom_handling_and_without_replacement(&bytes))
            // U+FFFD makes the reader reject the card instead of storing half a name.
            .map_or_else(
                || String::from_utf8_lossy(&bytes).into_owned(),
                |text| text.into_owned(),
            )
    }
}

/// RFC 2045 quoted-printable; an `=` that starts no byte stays.
fn unquoted(value: &[u8]) -> Vec<u8> {
    let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(value.len());
    let mut at = 0;
    while let Some(&byte) = value.get(at) {
        match (byte, digit(value.get(at + 1)), digit(value.get(at + 2))) {
            (b'=', Some(high), Some(low)) => {
                out.extend(u8::try_from(high * 16 + low));
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// The parts of a structured value, at bare signs only; escapes stay.
pub fn split(text: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == sign {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
            if c == '\\' {
                part.extend(chars.next());
            }
        }
    }
    parts
}

/// A value without its escapes (RFC 6350 section 3.4).
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}
