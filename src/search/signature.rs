//! Signatures: what a record must show before it is worth reading. Each feature is one bit per row; a query demands a handful.
//! A signature may promise too much, never too little: whatever `verify` accepts must pass. Nothing here judges how well a row answers.

use super::{
    query::{Letters, Query, Word},
    record::{Part, parts, split_pinyin, syllables},
    verify::{Level, Place, is_word_start},
};
use crate::search::Tier;

/// Features of all groups together.
pub const FEATURES: usize = 576;

/// Hashed features of one sort, as a range of bits. Sizes follow how crowded each group is in a shop's customers.
#[derive(Debug, Clone, Copy)]
struct Group {
    first: usize,
    size: usize,
}

const NAME_PAIRS: Group = Group {
    first: 0,
    size: 120,
};
const NAME_CHARS: Group = Group {
    first: 120,
    size: 56,
};
const NAME_HEAD: Group = Group {
    first: 176,
    size: 36,
};
const NAME_TAIL: Group = Group {
    first: 212,
    size: 32,
};
const NAME_WORD_HEADS: Group = Group {
    first: 244,
    size: 36,
};
const ELSEWHERE_PAIRS: Group = Group {
    first: 280,
    size: 88,
};
const ELSEWHERE_CHARS: Group = Group {
    first: 368,
    size: 40,
};
const ELSEWHERE_TAIL: Group = Group {
    first: 408,
    size: 24,
};
const ELSEWHERE_WORD_HEADS: Group = Group {
    first: 432,
    size: 36,
};
const PHONE_PAIRS: Group = Group {
    first: 468,
    size: 56,
};
const PHONE_HEAD: Group = Group {
    first: 524,
    size: 20,
};
const PHONE_TAIL: Group = Group {
    first: 544,
    size: 32,
};

/// The groups a text or its pinyin goes to. Both go to the same ones, since a query may mean either.
#[derive(Debug, Clone, Copy)]
struct Groups {
    pairs: Group,
    chars: Group,
    /// The first character of the whole field, for names.
    head: Option<Group>,
    /// The last character of the whole field.
    tail: Group,
    word_heads: Group,
}

const NAME: Groups = Groups {
    pairs: NAME_PAIRS,
    chars: NAME_CHARS,
    head: Some(NAME_HEAD),
    tail: NAME_TAIL,
    word_heads: NAME_WORD_HEADS,
};
const ELSEWHERE: Groups = Groups {
    pairs: ELSEWHERE_PAIRS,
    chars: ELSEWHERE_CHARS,
    head: None,
    tail: ELSEWHERE_TAIL,
    word_heads: ELSEWHERE_WORD_HEADS,
};

impl Group {
    /// Where there is room letters keep a bit of their own; other characters share what is left.
    fn of_char(self, c: char) -> usize {
        let own = match c {
            'a'..='z' if self.size > 26 => c as usize - 'a' as usize,
            _ if self.size > 26 => 26 + spread(c as usize) % (self.size - 26),
            _ => spread(c as usize) % self.size,
        };
        self.first + own
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
    before
        .into_iter()
        .for_each(|last| set(groups.tail.of_char(last)));
}

/// Both ends also as single digits, for a query of one.
fn phone_features(phone: &[u8], set: &mut impl FnMut(usize)) {
    for (group, end) in [
        (PHONE_HEAD, &phone[..phone.len().min(2)]),
        (PHONE_TAIL, &phone[phone.len().saturating_sub(2)..]),
    ] {
        end.iter().for_each(|&b| set(group.of_char(b.into())));
        pairs(PHONE_PAIRS, phone).for_each(&mut *set);
        pairs(group, end).for_each(&mut *set);
    }
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
        before = readings;
    }
    // A name is equal by its last letter, or by its last initial.
    for b in before
        .iter()
        .flat_map(|reading| [reading.first(), reading.last()])
        .flatten()
    {
        set(groups.tail.of_char(lower(*b)));
    }
}

fn lower(b: u8) -> char {
    char::from(b.to_ascii_lowercase())
}

/// Features that must all be there.
type Route = Vec<usize>;
/// Routes of which one must be open.
type Routes = Vec<Route>;

/// What a row must show to be a candidate for a query at a level, or a stronger one.
#[derive(Debug)]
pub struct Demand {
    pub whole: Routes,
    /// Of every word one route; empty when the query is a single word.
    pub words: Vec<Routes>,
}

impl Demand {
    /// The demand of a query for rows of this level.
    pub fn new(query: &Query, level: Level) -> Self {
        Self {
            whole: routes(&query.whole, level),
            words: query.words.iter().map(|word| routes(word, level)).collect(),
        }
    }
}

fn routes(word: &Word, level: Level) -> Routes {
    let mut routes = Vec::new();
    let letters: Option<Vec<char>> = word
        .letters
        .as_ref()
        .map(|Letters { bytes, .. }| bytes.iter().map(|&b| b.into()).collect());
    let text: Vec<char> = word.text.chars().collect();
    // The letters differ from the text only by joints, as in xi'an.
    let forms = [letters.filter(|letters| *letters != text), Some(text)];
    for form in forms.iter().flatten() {
        routes.push(route(NAME, form, level.tier));
        if level
            >= (Level {
                tier: Tier::Equal,
                place: Place::Elsewhere,
            })
        {
            routes.push(route(ELSEWHERE, form, level.tier));
        }
    }
    for digits in &word.digits {
        routes.extend(phone_routes(digits.as_bytes(), level.tier));
    }
    routes
}

fn phone_routes(digits: &[u8], tier: Tier) -> Routes {
    let inside: Route = pairs(PHONE_PAIRS, digits).collect();
    let first = digits.first().map(|&b| PHONE_HEAD.of_char(b.into()));
    let last = digits.last().map(|&b| PHONE_TAIL.of_char(b.into()));
    let head = first
        .into_iter()
        .chain(pairs(PHONE_HEAD, &digits[..digits.len().min(2)]));
    let tail = last
        .into_iter()
        .chain(pairs(PHONE_TAIL, &digits[digits.len().saturating_sub(2)..]));
    let with =
        |end: &mut dyn Iterator<Item = usize>| inside.iter().copied().chain(end).collect::<Route>();
    match tier {
        Tier::Equal => vec![with(&mut head.chain(tail))],
        Tier::Start => vec![with(&mut { head })],
        Tier::Word => vec![with(&mut { head }), with(&mut { tail })],
        Tier::Inside | Tier::Scattered => vec![inside],
    }
}

fn route(groups: Groups, form: &[char], tier: Tier) -> Route {
    let mut route = Vec::new();
    if let (Some(&first), true) = (form.first(), tier <= Tier::Word) {
        route.push(groups.word_heads.of_char(first));
    }
    if let (Some(&first), Some(head), true) = (form.first(), groups.head, tier <= Tier::Start) {
        route.push(head.of_char(first));
    }
    if let (Some(&last), Tier::Equal) = (form.last(), tier) {
        route.push(groups.tail.of_char(last));
    }
    if tier < Tier::Scattered {
        route.extend(
            form.windows(2)
                .map(|pair| groups.pairs.of_pair(pair[0], pair[1])),
        );
    }
    route.extend(
        form.iter()
            .filter(|&&c| c != ' ')
            .map(|&c| groups.chars.of_char(c)),
    );
    route.sort_unstable();
    route.dedup();
    route
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
            ELSEWHERE_TAIL,
            ELSEWHERE_WORD_HEADS,
            PHONE_PAIRS,
            PHONE_HEAD,
            PHONE_TAIL,
        ];
        let end = groups.iter().fold(0, |end, group| {
            assert_eq!(group.first, end);
            end + group.size
        });
        assert_eq!(end, FEATURES);
    }
}
