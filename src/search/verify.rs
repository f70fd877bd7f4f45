//! Whether and how well a record answers a query: the definition of the tiers. The index may skip records, never judge otherwise.

use super::{
    Field, Tier,
    fold::is_han,
    query::{Letters, Query, Word},
    record::{Part, parts, split_pinyin, syllables},
};

/// A tier, split in two: found in the name as usually read, or elsewhere (another reading, another field).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level {
    pub tier: Tier,
    pub place: Place,
}

/// See [`Level`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Name,
    Elsewhere,
}

impl Level {
    /// Its place among all levels.
    pub fn number(self) -> usize {
        self.tier as usize * 2 + self.place as usize
    }

    /// Every level, strongest first. The last is for several words: one scattered over the name, one elsewhere.
    pub const ALL: [Self; 10] = {
        use {Place::*, Tier::*};
        const fn level(tier: Tier, place: Place) -> Level {
            Level { tier, place }
        }
        [
            level(Equal, Name),
            level(Equal, Elsewhere),
            level(Start, Name),
            level(Start, Elsewhere),
            level(Word, Name),
            level(Word, Elsewhere),
            level(Inside, Name),
            level(Inside, Elsewhere),
            level(Scattered, Name),
            level(Scattered, Elsewhere),
        ]
    };
}

/// Where a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    pub level: Level,
    pub part: Part,
    /// The text of that part.
    pub value: &'a str,
}

/// The level of a record for a query, and where its words were found; none if it does not answer.
pub fn judge<'a>(query: &Query, record: &'a str) -> Option<(Level, Vec<Found<'a>>)> {
    let whole = find_word(&query.whole, record);
    if query.words.is_empty() || whole.is_some_and(|found| found.level == Level::ALL[0]) {
        return whole.map(|found| (found.level, vec![found]));
    }
    let words = query
        .words
        .iter()
        .map(|word| find_word(word, record))
        .collect::<Option<Vec<_>>>();
    let together = words.and_then(|words| {
        let tier = words.iter().map(|found| found.level.tier).max()?;
        let place = words.iter().map(|found| found.level.place).max()?;
        Some((Level { tier, place }, words))
    });
    // The whole phrase goes first where both are as good.
    let whole = whole.map(|found| (found.level, vec![found]));
    match (whole, together) {
        (Some(whole), Some(together)) if together.0 < whole.0 => Some(together),
        (Some(whole), _) => Some(whole),
        (None, together) => together,
    }
}

fn find_word<'a>(word: &Word, record: &'a str) -> Option<Found<'a>> {
    let mut best: Option<Found> = None;
    for (part, value) in parts(record) {
        let Some(level) = level_in(word, part, value) else {
            continue;
        };
        if best.is_none_or(|best| level < best.level) {
            best = Some(Found { level, part, value });
        }
    }
    best
}

fn level_in(word: &Word, part: Part, value: &str) -> Option<Level> {
    let (tier, place) = match part {
        Part::Name => {
            let letters = word.text.chars().filter(|&c| c != ' ');
            let scattered =
                || (word.may_scatter() && is_scattered(letters, value)).then_some(Tier::Scattered);
            (
                tier_of_text(&word.text, value).or_else(scattered)?,
                Place::Name,
            )
        }
        Part::NamePinyin => tier_of_name_pinyin(word, value)?,
        Part::Phone => (tier_of_phone(&word.digits, value)?, Place::Elsewhere),
        Part::Company | Part::Tag | Part::Other => {
            (weaken(tier_of_text(&word.text, value)?), Place::Elsewhere)
        }
        Part::CompanyPinyin | Part::OtherPinyin => {
            let letters = word.letters.as_ref()?;
            let (usual, others) = split_pinyin(value);
            let others: Vec<_> = others.collect();
            let tier = tier_of_pinyin(letters, usual, &others, Initials::AreAWord)
                .or_else(|| inside(letters, usual))?;
            (weaken(tier), Place::Elsewhere)
        }
    };
    Some(Level { tier, place })
}

/// Only names and phones have a start of their own: `zhang` means people called so before a firm called 张记.
fn weaken(tier: Tier) -> Tier {
    if tier == Tier::Start {
        Tier::Word
    } else {
        tier
    }
}

fn tier_of_text(needle: &str, text: &str) -> Option<Tier> {
    let mut tier = None;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| find(rest, needle)) {
        let at = from + at;
        match at {
            0 if needle.len() == text.len() => return Some(Tier::Equal),
            0 => return Some(Tier::Start),
            _ if is_word_start(text, at) => return Some(Tier::Word),
            _ => tier = Some(Tier::Inside),
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    tier
}

/// `str::find` prepares tables that cost more than these short texts do.
fn find(text: &str, needle: &str) -> Option<usize> {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let last = text.len().checked_sub(needle.len())?;
    (0..=last).find(|&at| text[at] == needle[0] && text[at..].starts_with(needle))
}

/// Whether a word starts at this place; every Chinese character is one.
pub fn is_word_start(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let here = text[at..].chars().next();
    before.is_none_or(|c| !c.is_alphanumeric() || is_han(c)) || here.is_some_and(is_han)
}

fn tier_of_phone(digits: &[String], phone: &str) -> Option<Tier> {
    let tier = |digits: &String| match find(phone, digits)? {
        0 if digits.len() == phone.len() => Some(Tier::Equal),
        0 => Some(Tier::Start),
        _ if phone.ends_with(digits.as_str()) => Some(Tier::Word),
        _ => Some(Tier::Inside),
    };
    digits.iter().filter_map(tier).min()
}

fn tier_of_name_pinyin(word: &Word, value: &str) -> Option<(Tier, Place)> {
    let letters = word.letters.as_ref()?;
    let (usual, others) = split_pinyin(value);
    let as_read = tier_of_pinyin(letters, usual, &[], Initials::AreTheName);
    let others: Vec<_> = others.collect();
    let otherwise = if others.is_empty() {
        None
    } else {
        tier_of_pinyin(letters, usual, &others, Initials::AreTheName)
    };
    match (as_read, otherwise) {
        (Some(tier), None) => Some((tier, Place::Name)),
        (Some(tier), Some(other)) if tier <= other => Some((tier, Place::Name)),
        (_, Some(other)) => Some((other, Place::Elsewhere)),
        (None, None) => {
            let in_order = || is_scattered(letters.bytes.iter().map(|&b| b.into()), usual);
            let scattered = || (word.may_scatter() && in_order()).then_some(Tier::Scattered);
            Some((inside(letters, usual).or_else(scattered)?, Place::Name))
        }
    }
}

/// Whether all initials count as the whole reading: people say zs for 张三, hardly for a firm.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Initials {
    AreTheName,
    AreAWord,
}

/// Follows every way to type the syllables at once; bit n of a state says that n letters of the query are used up.
///
/// A syllable may be typed in full or cut short after any letter, but not skipped: `zhangs`, `zsan`, `zs` are all 张三.
fn tier_of_pinyin(
    letters: &Letters,
    usual: &str,
    others: &[(usize, &str)],
    initials: Initials,
) -> Option<Tier> {
    let goal = letters.goal();
    let (mut in_full, mut by_initials, mut from_start, mut from_any) = (1, 1, 1, 0);
    let mut tier = None;
    for (number, syllable) in syllables(usual).enumerate() {
        from_any |= 1;
        let mut next = (0, 0, 0, 0);
        let other = others
            .iter()
            .filter(|(at, _)| *at == number)
            .map(|(_, reading)| reading.as_bytes());
        for reading in std::iter::once(syllable).chain(other) {
            next.0 |= after(letters, reading, in_full);
            next.1 |= after(letters, &reading[..reading.len().min(1)], by_initials);
            next.2 |= after_any_part(letters, reading, from_start);
            next.3 |= after_any_part(letters, reading, from_any);
        }
        (in_full, by_initials, from_start, from_any) = next;
        if from_start & goal != 0 {
            tier = Some(Tier::Start);
        } else if from_any & goal != 0 {
            tier = tier.or(Some(Tier::Word));
        }
    }
    let is_equal =
        in_full & goal != 0 || initials == Initials::AreTheName && by_initials & goal != 0;
    if is_equal { Some(Tier::Equal) } else { tier }
}

fn after(letters: &Letters, reading: &[u8], state: u64) -> u64 {
    reading
        .iter()
        .fold(state, |state, &b| (state & letters.places(b)) << 1)
}

fn after_any_part(letters: &Letters, reading: &[u8], mut state: u64) -> u64 {
    let mut reached = 0;
    for &b in reading {
        state = (state & letters.places(b)) << 1;
        reached |= state;
        if state == 0 {
            break;
        }
    }
    reached
}

fn inside(letters: &Letters, usual: &str) -> Option<Tier> {
    let mut state = 0;
    let reached = usual.bytes().any(|b| {
        state = ((state | 1) & letters.places(b)) << 1;
        state & letters.goal() != 0
    });
    reached.then_some(Tier::Inside)
}

fn is_scattered(mut needle: impl Iterator<Item = char>, text: &str) -> bool {
    let mut text = text.chars();
    needle.all(|wanted| text.any(|c| c.to_ascii_lowercase() == wanted))
}

/// The field a part belongs to.
pub fn field_of(part: Part) -> Field {
    match part {
        Part::Name | Part::NamePinyin => Field::Name,
        Part::Phone => Field::Phone,
        Part::Company | Part::CompanyPinyin => Field::Company,
        Part::Tag => Field::Tag,
        Part::Other | Part::OtherPinyin => Field::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Row, record},
        *,
    };

    fn level(query: &str, row: &Row) -> Option<(Tier, Place, Field)> {
        let mut text = String::new();
        record::write(row, &mut text);
        let (level, found) = judge(&Query::parse(query)?, &text)?;
        Some((level.tier, level.place, field_of(found[0].part)))
    }

    fn person(name: &str) -> Row {
        Row {
            name: name.into(),
            ..Row::default()
        }
    }

    #[test]
    fn a_name_is_found_by_its_tier() {
        use {Place::*, Tier::*};
        for (name, query, expected) in [
            ("张三", "张三", Some((Equal, Name))),
            ("张三", "zs", Some((Equal, Name))),
            ("张三", "zhangsan", Some((Equal, Name))),
            ("张三", "zhang san", Some((Equal, Name))),
            ("张三", "ZHANGS", Some((Start, Name))),
            ("张三", "zsan", Some((Start, Name))),
            ("张三丰", "zs", Some((Start, Name))),
            ("张三", "三", Some((Word, Name))),
            ("张三", "s", Some((Word, Name))),
            ("张三", "angs", Some((Inside, Name))),
            ("张三", "zgsn", Some((Scattered, Name))),
            ("张三", "zx", None),
            ("张三", "sz", None),
            ("张三丰", "zhangf", Some((Scattered, Name))),
            ("单雄信", "dxx", Some((Equal, Elsewhere))),
            ("单雄信", "sxx", Some((Equal, Name))),
            ("吕布", "lubu", Some((Equal, Elsewhere))),
            ("John Smith", "smith", Some((Word, Name))),
            ("John Smith", "john s", Some((Start, Name))),
            ("John Smith", "smith john", Some((Word, Name))),
            ("John Smith", "js", Some((Equal, Name))),
            ("John Smith", "mit", Some((Inside, Name))),
            ("O'Brien", "obrien", Some((Equal, Name))),
            ("西安", "xi'an", Some((Equal, Name))),
            ("王芳", "王f", Some((Word, Name))),
            ("Lily 王", "王 lily", Some((Word, Name))),
        ] {
            assert_eq!(
                level(query, &person(name)).map(|(tier, place, _)| (tier, place)),
                expected,
                "{query} in {name}"
            );
        }
    }

    #[test]
    fn every_field_is_found() {
        use {Place::*, Tier::*};
        let row = Row {
            name: "王芳".into(),
            phones: vec!["13800138866".into(), "01087654321".into()],
            company: "重庆鸿图科技".into(),
            tags: vec!["VIP".into(), "老客户".into()],
            other: vec!["fang_88".into(), "阿芳".into()],
            ..Row::default()
        };
        for (query, expected) in [
            ("138 0013 8866", (Equal, Elsewhere, Field::Phone)),
            ("1380", (Start, Elsewhere, Field::Phone)),
            ("+86 10 8765", (Start, Elsewhere, Field::Phone)),
            ("8866", (Word, Elsewhere, Field::Phone)),
            ("0013", (Inside, Elsewhere, Field::Phone)),
            ("重庆鸿图科技", (Equal, Elsewhere, Field::Company)),
            ("chongqinghongtukeji", (Equal, Elsewhere, Field::Company)),
            ("重庆", (Word, Elsewhere, Field::Company)),
            ("鸿图", (Word, Elsewhere, Field::Company)),
            ("cqhtkj", (Word, Elsewhere, Field::Company)),
            ("htkj", (Word, Elsewhere, Field::Company)),
            ("vip", (Equal, Elsewhere, Field::Tag)),
            ("客户", (Word, Elsewhere, Field::Tag)),
            ("ip", (Inside, Elsewhere, Field::Tag)),
            ("afang", (Equal, Elsewhere, Field::Other)),
            ("wang 8866", (Word, Elsewhere, Field::Name)),
            ("8866 vip", (Word, Elsewhere, Field::Phone)),
        ] {
            assert_eq!(level(query, &row), Some(expected), "{query}");
        }
        assert_eq!(level("wang 9999", &row), None);
    }
}
