//! Which characters of a field to light up for a query. Computed for rows on the screen only; decides nothing about who is found.

use std::collections::HashSet;

use super::{
    Field,
    fold::{Folded, fold},
    pinyin::{self, Syllable},
    query::{Query, Word},
    record::FIELD_CHARS,
    verify::is_word_start,
};

/// The characters of `text`, a value of `field` as shown, that answer the query: indexes in order, none if it does not.
pub fn highlight(typed: &str, field: Field, text: &str) -> Vec<usize> {
    let Some(query) = Query::parse(typed) else {
        return Vec::new();
    };
    let mut marks = positions(&query.whole, field, text);
    if marks.is_empty() {
        marks = query
            .words
            .iter()
            .flat_map(|word| positions(word, field, text))
            .collect();
    }
    if marks.is_empty() && field == Field::Name {
        marks = scattered(&query.whole, &fold(text, FIELD_CHARS));
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn positions(word: &Word, field: Field, text: &str) -> Vec<usize> {
    let folded = fold(text, FIELD_CHARS);
    if field == Field::Phone {
        return in_phone(&word.digits, &folded);
    }
    let in_text = in_text(&word.text, &folded);
    let in_pinyin = || {
        let readings = match field {
            Field::Company => pinyin::firm_readings(text),
            _ => pinyin::readings(text),
        };
        in_pinyin(word, &readings.syllables)
    };
    in_text.or_else(in_pinyin).unwrap_or_default()
}

/// The digits of a phone, whatever is written between them; the end of the number if it fits there.
fn in_phone(digits: &[String], folded: &Folded) -> Vec<usize> {
    let (places, number): (Vec<usize>, String) = folded
        .from
        .iter()
        .zip(&folded.chars)
        .filter(|(_, c)| c.is_ascii_digit())
        .unzip();
    let found = digits.iter().find_map(|digits| {
        let at = match number.find(digits.as_str())? {
            0 => 0,
            _ if number.ends_with(digits.as_str()) => number.len() - digits.len(),
            at => at,
        };
        Some(places[at..at + digits.len()].to_vec())
    });
    found.unwrap_or_default()
}

/// The first place where a word starts so, else the first place at all.
fn in_text(needle: &str, folded: &Folded) -> Option<Vec<usize>> {
    let text = folded.text();
    let places = || text.match_indices(needle).map(|(at, _)| at);
    let at = places()
        .find(|&at| is_word_start(&text, at))
        .or_else(|| places().next())?;
    let first = text[..at].chars().count();
    Some(folded.from[first..first + needle.chars().count()].to_vec())
}

fn in_pinyin(word: &Word, syllables: &[Syllable]) -> Option<Vec<usize>> {
    let letters = &word.letters.as_ref()?.bytes;
    let mut dead_ends = HashSet::new();
    (0..syllables.len()).find_map(|first| {
        let mut marks = Vec::new();
        follow(syllables, first, letters, &mut marks, &mut dead_ends).then_some(marks)
    })
}

/// Uses up the letters from this syllable on, the longest parts first, and notes the characters they stand for.
fn follow(
    syllables: &[Syllable],
    at: usize,
    letters: &[u8],
    marks: &mut Vec<usize>,
    dead_ends: &mut HashSet<(usize, usize)>,
) -> bool {
    if letters.is_empty() {
        return true;
    }
    let Some(syllable) = syllables
        .get(at)
        .filter(|_| !dead_ends.contains(&(at, letters.len())))
    else {
        return false;
    };
    let same = |reading: &String| {
        reading
            .bytes()
            .zip(letters)
            .take_while(|(a, b)| a == *b)
            .count()
    };
    let longest = std::iter::once(&syllable.reading)
        .chain(&syllable.others)
        .map(same)
        .max()
        .unwrap_or_default();
    for taken in (1..=longest).rev() {
        let before = marks.len();
        let width = if syllable.han.is_some() { 1 } else { taken };
        marks.extend(syllable.at..syllable.at + width);
        if follow(syllables, at + 1, &letters[taken..], marks, dead_ends) {
            return true;
        }
        marks.truncate(before);
    }
    dead_ends.insert((at, letters.len()));
    false
}

/// The query's characters in order, anywhere; none unless all are there.
fn scattered(word: &Word, folded: &Folded) -> Vec<usize> {
    let mut rest = folded.chars.iter().zip(&folded.from);
    let wanted = word.text.chars().filter(|&c| c != ' ');
    let places: Option<Vec<usize>> = wanted
        .map(|c| rest.find(|(here, _)| **here == c).map(|(_, &from)| from))
        .collect();
    places.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_that_answer_are_lit() {
        for (query, field, text, expected) in [
            ("wf", Field::Name, "王芳", vec![0, 1]),
            ("fang", Field::Name, "王芳", vec![1]),
            ("wangf", Field::Name, "小王芳", vec![1, 2]),
            ("芳", Field::Name, "王芳", vec![1]),
            ("lubu", Field::Name, "吕布", vec![0, 1]),
            ("joh s", Field::Name, "John Smith", vec![0, 1, 2, 5]),
            ("jurgen", Field::Name, "Jürgen", vec![0, 1, 2, 3, 4, 5]),
            ("js", Field::Name, "John Smith", vec![0, 5]),
            ("jnsh", Field::Name, "John Smith", vec![0, 3, 5, 9]),
            ("lily王", Field::Name, "王 Lily", vec![0, 2, 3, 4, 5]),
            ("htkj", Field::Company, "重庆鸿图科技", vec![2, 3, 4, 5]),
            ("0013-8", Field::Phone, "138 0013 8000", vec![4, 5, 6, 7, 9]),
            ("8000", Field::Phone, "138 0013 8000", vec![9, 10, 11, 12]),
            (
                "wang 8000",
                Field::Phone,
                "138 0013 8000",
                vec![9, 10, 11, 12],
            ),
            ("vip", Field::Tag, "大VIP", vec![1, 2, 3]),
            ("zz", Field::Name, "王芳", vec![]),
            ("", Field::Name, "王芳", vec![]),
        ] {
            assert_eq!(highlight(query, field, text), expected, "{query} in {text}");
        }
    }

    #[test]
    fn a_name_made_to_backtrack_is_quick() {
        let name = "a ".repeat(120) + "b";
        assert_eq!(
            highlight(&("a".repeat(60) + "c"), Field::Name, &name),
            Vec::<usize>::new()
        );
    }
}
