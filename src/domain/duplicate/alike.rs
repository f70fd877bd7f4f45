//! Whether two names may be one person's: the same, read alike, or nearly so. Chinese and Latin.

use super::{Reason, Sketch};

/// The longest name whose letters are counted; a longer one is equal or not.
const CHARS: usize = 40;

/// How alike two names are, if they are.
pub(super) fn names(one: &Sketch, other: &Sketch) -> Option<Reason> {
    if one.name.is_empty() || other.name.is_empty() {
        None
    } else if one.name == other.name || same_words(&one.name, &other.name) {
        Some(Reason::SameName)
    } else if !one.sound.is_empty() && same_words(&one.sound, &other.sound) {
        Some(Reason::SameSound)
    } else {
        is_similar(one, other).then_some(Reason::SimilarName)
    }
}

/// Whether a nickname of one is what the other is called.
pub(super) fn nicknames(one: &Sketch, other: &Sketch) -> bool {
    let called = |a: &Sketch, b: &Sketch| {
        !a.nickname.is_empty()
            && a.nickname != a.name
            && (a.nickname == b.nickname || a.nickname == b.name)
    };
    called(one, other) || called(other, one)
}

/// The words of a name in the order of the alphabet: `Fang Wang` is `Wang Fang`.
pub(super) fn words(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '·'))
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

fn same_words(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

fn is_similar(one: &Sketch, other: &Sketch) -> bool {
    if initials(&one.name, &other.name) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.name.chars().collect(), other.name.chars().collect());
    let shorter = a.len().min(b.len());
    if a.len().max(b.len()) > CHARS {
        return false;
    }
    // Two of three characters of a Chinese name, one letter of five and two of nine in a Latin one.
    let slack = match (one.name.is_ascii() && other.name.is_ascii(), shorter) {
        (false, 3..) => 1,
        (true, 9..) => 2,
        (true, 5..) => 1,
        _ => return false,
    };
    a.first() == b.first() && distance(&a, &b) <= slack
}

/// `J. Smith` may be `John Smith`.
fn initials(one: &str, other: &str) -> bool {
    let split =
        |name: &str| -> Vec<String> { words(name).iter().map(|w| (*w).to_owned()).collect() };
    let (one, other) = (split(one), split(other));
    if one.len() != other.len() || one.len() < 2 || !one.iter().all(|word| word.is_ascii()) {
        return false;
    }
    let fits = |(a, b): (&String, &String)| {
        a == b
            || (a.len() == 1 && b.starts_with(a.as_str()))
            || (b.len() == 1 && a.starts_with(b.as_str()))
    };
    one.iter().zip(&other).all(fits) && one.iter().zip(&other).any(|(a, b)| a == b)
}

/// How many letters must be changed, added or left out to get from one to the other (Levenshtein).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (n, a) in one.iter().enumerate() {
        let (mut corner, mut left) = (n, n + 1);
        for (m, b) in other.iter().enumerate() {
            let above = row[m + 1];
            let best = (above + 1).min(left + 1).min(corner + usize::from(a != b));
            (corner, left) = (above, best);
            row[m + 1] = best;
        }
        row[0] = n + 1;
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_apart_are_counted() {
        let of = |text: &str| text.chars().collect::<Vec<_>>();
        for (one, other, apart) in [
            ("", "", 0),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("jon", "john", 1),
            ("王小芳", "王晓芳", 1),
        ] {
            assert_eq!(distance(&of(one), &of(other)), apart, "{one} {other}");
            assert_eq!(distance(&of(other), &of(one)), apart, "{other} {one}");
        }
    }

    #[test]
    fn an_initial_stands_for_a_name_of_as_many_words() {
        for (one, other, fits) in [
            ("j. smith", "john smith", true),
            ("john smith", "jane smith", false),
            ("j s", "john smith", false),
            ("j smith", "john d smith", false),
        ] {
            assert_eq!(initials(one, other), fits, "{one} {other}");
        }
    }
}
