//! Signatures: what a record shows before it is read. Each feature is one bit per row; a query demands a handful, see `demand`.
//! A signature may promise too much, never too little: whatever `verify` accepts must pass. Nothing here judges how well a row answers.

pub mod demand;

use super::{
    record::{Part, parts, split_pinyin, syllables},
    verify::is_word_start,
};

/// Features of all groups together.
pub const FEATURES: usize = 498;

/// Hashed features of one sort, as a range of bits. Sizes follow how crowded each group is in a shop's customers.
#[derive(Debug, Clone, Copy)]
struct Group {
    first: usize,
    size: usize,
    /// How many of them are for letters: one each, or shared where nearly every field has them all. Other characters have the rest.
    letters: usize,
}

const NAME_PAIRS: Group = Group {
    first: 0,
    size: 72,
    letters: 0,
};
const NAME_CHARS: Group = Group {
    first: 72,
    size: 46,
    letters: 26,
};
const NAME_HEAD: Group = Group {
    first: 118,
    size: 36,
    letters: 26,
};
const NAME_TAIL: Group = Group {
    first: 154,
    size: 32,
    letters: 26,
};
const NAME_WORD_HEADS: Group = Group {
    first: 186,
    size: 34,
    letters: 26,
};
const ELSEWHERE_PAIRS: Group = Group {
    first: 220,
    size: 72,
    letters: 0,
};
const ELSEWHERE_CHARS: Group = Group {
    first: 292,
    size: 56,
    letters: 26,
};
const ELSEWHERE_SHORT: Group = Group {
    first: 348,
    size: 14,
    letters: 0,
};
const ELSEWHERE_WORD_HEADS: Group = Group {
    first: 362,
    size: 36,
    letters: 14,
};
const PHONE_PAIRS: Group = Group {
    first: 398,
    size: 36,
    letters: 0,
};
const PHONE_HEAD: Group = Group {
    first: 434,
    size: 20,
    letters: 0,
};
const PHONE_TAIL: Group = Group {
    first: 454,
    size: 30,
    letters: 0,
};
const NAME_SHORT: Group = Group {
    first: 484,
    size: 14,
    letters: 0,
};

/// What a phone consists of.
const DIGITS: usize = 10;
/// Longer texts show enough pairs.
const SHORT: usize = 3;

/// The groups a text or its pinyin goes to. Both go to the same ones, since a query may mean either.
#[derive(Debug, Clone, Copy)]
struct Groups {
    pairs: Group,
    chars: Group,
    /// The first character of the whole field, for names.
    head: Option<Group>,
    /// The last character of the whole field, for names.
    tail: Option<Group>,
    /// The whole field if it has at most [`SHORT`] characters; for a name its initials as well.
    short: Group,
    word_heads: Group,
}

const NAME: Groups = Groups {
    pairs: NAME_PAIRS,
    chars: NAME_CHARS,
    head: Some(NAME_HEAD),
    tail: Some(NAME_TAIL),
    short: NAME_SHORT,
    word_heads: NAME_WORD_HEADS,
};
const ELSEWHERE: Groups = Groups {
    pairs: ELSEWHERE_PAIRS,
    chars: ELSEWHERE_CHARS,
    head: None,
    tail: None,
    short: ELSEWHERE_SHORT,
    word_heads: ELSEWHERE_WORD_HEADS,
};

impl Group {
    fn of_char(self, c: char) -> usize {
        let bit = match c {
            'a'..='z' if self.letters > 0 => (c as usize - 'a' as usize) % self.letters,
            _ => self.letters + spread(c as usize) % (self.size - self.letters),
        };
        self.first + bit
    }

    /// One of ten digits, which have bits of their own before the others.
    fn of_digit(self, digit: u8) -> usize {
        self.first + usize::from(digit % DIGITS as u8)
    }

    /// Two digits, behind those.
    fn of_digits(self, a: u8, b: u8) -> usize {
        self.first + DIGITS + spread((a as usize) << 16 ^ b as usize) % (self.size - DIGITS)
    }

    fn of_text(self, text: &str) -> usize {
        self.first + text.chars().fold(0, |hash, c| spread(hash ^ c as usize)) % self.size
    }

    fn of_pair(self, a: char, b: char) -> usize {
        self.first + spread((a as usize) << 16 ^ b as usize) % self.size
    }
}

/// Fibonacci hashing.
fn spread(key: usize) -> usize {
    ((key as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
}

/// Calls `set` with every feature of a record.
pub fn features(record: &str, set: &mut impl FnMut(usize)) {
    for (part, value) in parts(record) {
        match part {
            Part::Name => text_features(NAME, value, set),
            Part::NamePinyin => pinyin_features(NAME, value, set),
            Part::Company | Part::Tag | Part::Other => text_features(ELSEWHERE, value, set),
            Part::CompanyPinyin | Part::OtherPinyin => pinyin_features(ELSEWHERE, value, set),
            Part::Phone => phone_features(value.as_bytes(), set),
        }
    }
}

fn text_features(groups: Groups, text: &str, set: &mut impl FnMut(usize)) {
    let mut before = None;
    for (at, c) in text.char_indices() {
        set(groups.chars.of_char(c));
        match before {
            Some(before) => set(groups.pairs.of_pair(before, c)),
            None => groups
                .head
                .into_iter()
                .for_each(|head| set(head.of_char(c))),
        }
        if is_word_start(text, at) {
            set(groups.word_heads.of_char(c));
        }
        before = Some(c);
    }
    let Some(last) = before else { return };
    groups
        .tail
        .into_iter()
        .for_each(|tail| set(tail.of_char(last)));
    if text.chars().count() <= SHORT {
        set(groups.short.of_text(text));
    }
}

/// Both ends also as single digits, for a query of one.
fn phone_features(phone: &[u8], set: &mut impl FnMut(usize)) {
    pairs(PHONE_PAIRS, phone).for_each(&mut *set);
    phone_head(phone).into_iter().for_each(&mut *set);
    phone_tail(phone).into_iter().for_each(&mut *set);
    phone_whole(phone).into_iter().for_each(&mut *set);
}

/// Hardly any phone is as short as a query may be: without this every tenth number would look equal to a single digit.
fn phone_whole(digits: &[u8]) -> Option<usize> {
    let text = str::from_utf8(digits).ok()?;
    (digits.len() <= SHORT).then(|| ELSEWHERE_SHORT.of_text(text))
}

fn phone_head(digits: &[u8]) -> Vec<usize> {
    let first = digits.first().map(|&b| PHONE_HEAD.of_digit(b));
    let two = digits.windows(2).next();
    let two = two.map(|pair| PHONE_HEAD.of_digits(pair[0], pair[1]));
    first.into_iter().chain(two).collect()
}

fn phone_tail(digits: &[u8]) -> Vec<usize> {
    let last = digits.last().map(|&b| PHONE_TAIL.of_digit(b));
    let two = digits.windows(2).next_back();
    let two = two.map(|pair| PHONE_TAIL.of_digits(pair[0], pair[1]));
    last.into_iter().chain(two).collect()
}

fn pairs(group: Group, digits: &[u8]) -> impl Iterator<Item = usize> {
    digits
        .windows(2)
        .map(move |pair| group.of_pair(pair[0].into(), pair[1].into()))
}

/// Pairs here are all letters that can follow each other in an abbreviation: any letter of a syllable, then the head of the next.
fn pinyin_features(groups: Groups, value: &str, set: &mut impl FnMut(usize)) {
    let (usual, others) = split_pinyin(value);
    let others: Vec<_> = others.collect();
    let mut before: Vec<&[u8]> = Vec::new();
    // Every way to type the whole or its initials, as long as it is short; none are left soon.
    let mut short_texts = vec![String::new()];
    let mut short_initials = vec![String::new()];
    for (number, syllable) in syllables(usual).enumerate() {
        let other = others
            .iter()
            .filter(|(at, _)| *at == number)
            .map(|(_, reading)| reading.as_bytes());
        let readings: Vec<&[u8]> = std::iter::once(syllable).chain(other).collect();
        for reading in &readings {
            for &b in *reading {
                set(groups.chars.of_char(lower(b)));
            }
            for pair in reading.windows(2) {
                set(groups.pairs.of_pair(lower(pair[0]), lower(pair[1])));
            }
            let Some(&head) = reading.first() else {
                continue;
            };
            set(groups.word_heads.of_char(lower(head)));
            if let (0, Some(group)) = (number, groups.head) {
                set(group.of_char(lower(head)));
            }
            for &b in before.iter().copied().flatten() {
                set(groups.pairs.of_pair(lower(b), lower(head)));
            }
        }
        short_texts = longer(&short_texts, &readings);
        let firsts: Vec<&[u8]> = readings.iter().map(|r| &r[..r.len().min(1)]).collect();
        short_initials = longer(&short_initials, &firsts);
        before = readings;
    }
    // A name is equal by its last letter, or by its last initial.
    for (b, tail) in before
        .iter()
        .flat_map(|reading| [reading.first(), reading.last()])
        .flatten()
        .zip(groups.tail.iter().cycle())
    {
        set(tail.of_char(lower(*b)));
    }
    let by_initials = groups.head.map_or(&[][..], |_| &short_initials[..]);
    for text in short_texts.iter().chain(by_initials) {
        set(groups.short.of_text(text));
    }
}

/// Every text followed by every reading, where that is still short.
fn longer(texts: &[String], readings: &[&[u8]]) -> Vec<String> {
    let with = |text: &String| {
        let one = |r: &&[u8]| text.chars().chain(r.iter().map(|&b| lower(b))).collect();
        readings.iter().map(one).collect::<Vec<String>>()
    };
    let all = texts.iter().flat_map(with);
    all.filter(|text| text.len() <= SHORT).collect()
}

fn lower(b: u8) -> char {
    char::from(b.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_fill_the_features_without_overlap() {
        let groups = [
            NAME_PAIRS,
            NAME_CHARS,
            NAME_HEAD,
            NAME_TAIL,
            NAME_WORD_HEADS,
            ELSEWHERE_PAIRS,
            ELSEWHERE_CHARS,
            ELSEWHERE_SHORT,
            ELSEWHERE_WORD_HEADS,
            PHONE_PAIRS,
            PHONE_HEAD,
            PHONE_TAIL,
            NAME_SHORT,
        ];
        let end = groups.iter().fold(0, |end, group| {
            assert_eq!(group.first, end);
            end + group.size
        });
        assert_eq!(end, FEATURES);
    }
}
