//! Finds the phone numbers among the words of a quick add: `138 0013 8000`, `(021) 6888-8888 转 803`. Numbers stay as typed.

use super::piece::{Piece, What};
use crate::domain::birthday::Birthday;
use crate::domain::day::scan::fold;

/// Fewer digits are an amount or a house number.
const LEAST_DIGITS: usize = 7;
/// E.164 allows fifteen; more are an identity card or an order.
const MOST_DIGITS: usize = 15;

const EXTENSION: [&str; 6] = ["ext.", "ext", "extension", "x", "转", "分机"];

/// Reads the phone number that starts at the first piece: its text, and how many pieces it takes.
pub(super) fn read(pieces: &[Piece]) -> Option<(String, usize)> {
    let first = pieces.first().filter(|piece| is_fragment(piece))?;
    let (mut number, mut count) = (first.text.clone(), 1);
    while let Some(next) = pieces
        .get(count)
        .filter(|next| next.comma.is_none() && is_fragment(next) && goes_on(&number, &next.text))
    {
        number = format!("{number} {}", next.text);
        count += 1;
    }
    let digits = digits(without_extension(&number));
    if !(LEAST_DIGITS..=MOST_DIGITS).contains(&digits) {
        return None;
    }
    let (extension, more) = extension(pieces.get(count..).unwrap_or_default());
    Some((number + &extension, count + more))
}

/// Splits a word such as `王芳13800138000` into the words around the number; none if no number is stuck to words.
pub(super) fn unstick(word: &str) -> Option<[&str; 3]> {
    let is_number = |c: char| is_dial(fold(c));
    let start = word.find(is_number)?;
    let tail = word.get(start..)?;
    let end = start + tail.find(|c| !is_number(c)).unwrap_or(tail.len());
    let (before, number, after) = (word.get(..start)?, word.get(start..end)?, word.get(end..)?);
    let is_stuck = !(before.is_empty() && after.is_empty()) && extension_digits(after).is_none();
    let are_letters = [before, after]
        .into_iter()
        .all(|part| part.chars().all(char::is_alphabetic));
    (is_stuck && are_letters && is_number_alone(number)).then_some([before, number, after])
}

fn is_number_alone(word: &str) -> bool {
    (LEAST_DIGITS..=MOST_DIGITS).contains(&digits(word)) && !is_date(word)
}

fn is_dial(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.')
}

/// A word that can be a part of a number: digits and the marks between them.
fn is_fragment(piece: &Piece) -> bool {
    let number = without_extension(&piece.text);
    piece.what == What::Word
        && !piece.is_quoted
        && digits(number) > 0
        && number.chars().map(fold).all(is_dial)
        && !is_date(&piece.text)
}

/// `2024-05-01` has eight digits and is no phone; `20240501` may well be one.
fn is_date(word: &str) -> bool {
    let is_marked = word.chars().map(fold).any(|c| matches!(c, '-' | '.'));
    is_marked && Birthday::parse(word).is_some_and(|day| day.year().is_some())
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| fold(*c).is_ascii_digit()).count()
}

/// Whether the next fragment can belong to the number so far.
fn goes_on(number: &str, next: &str) -> bool {
    if without_extension(number) != number {
        return false;
    }
    let folded: String = number.chars().map(fold).collect();
    let most = match folded.as_str() {
        international if international.starts_with('+') || international.starts_with("00") => {
            MOST_DIGITS
        }
        country if country == "86" || country.starts_with("86 ") => 13,
        // Area code of four digits and a number of eight.
        area if area.starts_with(['0', '(']) => 12,
        _ => 11,
    };
    let (so_far, more) = (digits(number), digits(next));
    // A whole number is followed by groups of figures, not by an amount: 5551234 2.
    let is_group = so_far < LEAST_DIGITS || (3..=6).contains(&more);
    is_group && so_far + more <= most
}

/// The extension in the pieces behind a number, and how many they are.
fn extension(pieces: &[Piece]) -> (String, usize) {
    let word = |at: usize| {
        pieces
            .get(at)
            .filter(|piece| piece.what == What::Word && !piece.is_quoted && piece.comma.is_none())
    };
    let Some(first) = word(0) else {
        return (String::new(), 0);
    };
    if extension_digits(&first.text).is_some() {
        return (format!(" {}", first.text), 1);
    }
    let is_mark = EXTENSION.contains(&first.text.to_ascii_lowercase().as_str());
    let figures = word(1).filter(|second| is_mark && is_short_number(&second.text));
    figures.map_or((String::new(), 0), |second| {
        (format!(" {} {}", first.text, second.text), 2)
    })
}

fn extension_digits(text: &str) -> Option<&str> {
    let lower_end = text.find(|c: char| fold(c).is_ascii_digit())?;
    let (mark, figures) = text.split_at(lower_end);
    (EXTENSION.contains(&mark.to_ascii_lowercase().as_str()) && is_short_number(figures))
        .then_some(figures)
}

fn is_short_number(text: &str) -> bool {
    (1..=6).contains(&text.chars().count()) && text.chars().all(|c| fold(c).is_ascii_digit())
}

/// The number in front of `转803` or `x803`.
fn without_extension(word: &str) -> &str {
    let mark = word.find(|c: char| c.is_alphabetic());
    mark.and_then(|at| word.split_at_checked(at))
        .filter(|(_, end)| extension_digits(end).is_some())
        .map_or(word, |(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::super::piece::cut;
    use super::*;

    #[test]
    fn numbers_are_found_as_they_are_typed() {
        let table = [
            ("13800138000", "13800138000", 1),
            ("138 0013 8000", "138 0013 8000", 3),
            ("138-0013-8000 2盒", "138-0013-8000", 1),
            ("+86 138 0013 8000", "+86 138 0013 8000", 4),
            ("86 138 0013 8000", "86 138 0013 8000", 4),
            ("0086 13800138000", "0086 13800138000", 2),
            ("13800138000 13900139000", "13800138000", 1),
            ("88886666 13800138000", "88886666", 1),
            ("0571 8888 6666", "0571 8888 6666", 3),
            ("(021) 6888-8888 转 803", "(021) 6888-8888 转 803", 4),
            ("010-88886666转803", "010-88886666转803", 1),
            ("010-88886666 ext 803", "010-88886666 ext 803", 3),
            ("010-88886666 x803", "010-88886666 x803", 2),
            ("(212) 555-1234", "(212) 555-1234", 2),
            ("+1 212 555 1234", "+1 212 555 1234", 4),
            ("5551234 2", "5551234", 1),
            ("１３８００１３８０００", "１３８００１３８０００", 1),
        ];
        for (line, number, count) in table {
            assert_eq!(read(&cut(line)), Some((number.to_owned(), count)), "{line}");
        }
    }

    #[test]
    fn dates_amounts_and_cards_are_no_phones() {
        for line in [
            "2024-05-01",
            "2024.5.1",
            "396.00",
            "12 34",
            "330102199001011234",
            "138****8000",
            "abc",
            "\"13800138000\"",
            "",
        ] {
            assert_eq!(read(&cut(line)), None, "{line}");
        }
    }

    #[test]
    fn a_number_comes_loose_from_a_name() {
        assert_eq!(
            unstick("王芳13800138000"),
            Some(["王芳", "13800138000", ""])
        );
        assert_eq!(
            unstick("13800138000王芳"),
            Some(["", "13800138000", "王芳"])
        );
        for word in [
            "13800138000",
            "王芳",
            "010-88886666转803",
            "A4纸100张",
            "王芳123",
            "wx_13800138000",
        ] {
            assert_eq!(unstick(word), None, "{word}");
        }
    }
}
