//! Content lines of vCard and iCalendar: escaped, folded at 75 octets without splitting a character (RFC 6350 §3.2, RFC 5545 §3.1).

use std::io::{Result, Write};

use super::is_surely_clean;
use crate::domain::clean;

/// The most octets of a line, its break not counted.
const OCTETS: usize = 75;

/// Writes one line: a name with its parameters, and a value that is already escaped.
///
/// # Errors
/// Only what the writer says.
pub fn line(out: &mut impl Write, name: &str, value: &str) -> Result<()> {
    let whole = format!("{name}:{value}");
    let mut rest = whole.as_str();
    let mut room = OCTETS;
    while rest.len() > room {
        let mut cut = room;
        while !rest.is_char_boundary(cut) {
            cut -= 1;
        }
        let (now, later) = rest.split_at(cut);
        out.write_all(now.as_bytes())?;
        out.write_all(b"\r\n ")?;
        rest = later;
        // The space that says "goes on" is one of the octets.
        room = OCTETS - 1;
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(b"\r\n")
}

/// A text as a value; what a terminal obeys is left out.
#[must_use]
pub fn escaped(text: &str) -> String {
    let clean = match is_surely_clean(text) {
        true => text.to_owned(),
        false => clean::clean_text(text),
    };
    let mut out = String::with_capacity(clean.len());
    for c in clean.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_value_says_its_commas_and_breaks() {
        assert_eq!(escaped("a,b;c\\d\ne\u{202e}"), "a\\,b\\;c\\\\d\\ne");
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_it_may_be_and_none_splits_a_character(text in "[a字😀 ]{0,200}") {
            let mut out = Vec::new();
            let value = escaped(&text);
            line(&mut out, "NOTE", &value).expect("writes");
            let whole = String::from_utf8(out).expect("no split character");
            prop_assert!(whole.split("\r\n").all(|line| line.len() <= OCTETS));
            prop_assert_eq!(whole.replace("\r\n ", ""), format!("NOTE:{value}\r\n"));
        }
    }
}
