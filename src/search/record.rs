//! A row as the index stores it: folded text and pinyin in one string, each part behind its mark. Nothing else of the row is kept.

use super::{
    Row,
    fold::{fold, is_han},
    pinyin::{self, Readings},
};

/// Longest indexed part of a field, in characters.
pub const FIELD_CHARS: usize = 256;
/// Values of one kind that are indexed, such as phones or tags.
const VALUES: usize = 32;
/// Syllables whose other readings are indexed.
const VARIED_SYLLABLES: u8 = 16;
/// The character before another reading, added to the number of its syllable.
const VARIANT: u8 = 0x10;

/// What a part of a record is. Marks are control characters, which folding keeps out of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Name = 1,
    /// Syllables with a capital each: `WangFang`, then other readings, each behind the number of its syllable.
    NamePinyin = 2,
    Phone = 3,
    Company = 4,
    CompanyPinyin = 5,
    Tag = 6,
    Other = 7,
    OtherPinyin = 8,
}

const PARTS: [Part; 8] = [
    Part::Name,
    Part::NamePinyin,
    Part::Phone,
    Part::Company,
    Part::CompanyPinyin,
    Part::Tag,
    Part::Other,
    Part::OtherPinyin,
];

/// Appends the row's record to `text`.
pub fn write(row: &Row, text: &mut String) {
    write_text(Part::Name, &row.name, text);
    write_pinyin(Part::NamePinyin, &pinyin::readings(&row.name), text);
    for phone in row.phones.iter().take(VALUES) {
        mark(Part::Phone, text);
        text.push_str(&national(phone));
    }
    if !row.company.is_empty() {
        write_text(Part::Company, &row.company, text);
        write_pinyin(
            Part::CompanyPinyin,
            &pinyin::firm_readings(&row.company),
            text,
        );
    }
    for tag in row.tags.iter().take(VALUES) {
        write_text(Part::Tag, tag, text);
    }
    for other in row.other.iter().take(VALUES) {
        write_text(Part::Other, other, text);
        if other.chars().any(is_han) {
            write_pinyin(Part::OtherPinyin, &pinyin::readings(other), text);
        }
    }
}

/// The parts of a record in the order they were written.
pub fn parts(record: &str) -> impl Iterator<Item = (Part, &str)> {
    let mut rest = record;
    std::iter::from_fn(move || {
        let part = *PARTS.get(usize::from(*rest.as_bytes().first()?).checked_sub(1)?)?;
        let end = rest
            .bytes()
            .skip(1)
            .position(|b| b <= PARTS.len() as u8)
            .map_or(rest.len(), |at| at + 1);
        let value = &rest[1..end];
        rest = &rest[end..];
        Some((part, value))
    })
}

/// A pinyin part split into its usual readings and the others, each with the number of its syllable.
pub fn split_pinyin(value: &str) -> (&str, impl Iterator<Item = (usize, &str)>) {
    let is_variant = |c: char| (c as u32) < 0x20;
    let end = value.find(is_variant).unwrap_or(value.len());
    let others = value[end..].split_inclusive(is_variant).scan(
        None,
        move |number: &mut Option<usize>, piece| {
            let (reading, next) = match piece.char_indices().next_back() {
                Some((at, c)) if is_variant(c) => (
                    &piece[..at],
                    Some((c as usize).saturating_sub(usize::from(VARIANT))),
                ),
                _ => (piece, None),
            };
            let at = std::mem::replace(number, next);
            Some(at.map(|at| (at, reading)))
        },
    );
    (&value[..end], others.flatten())
}

/// The syllables of the usual readings, in order, each starting with its capital or its first digit.
pub fn syllables(usual: &str) -> impl Iterator<Item = &[u8]> {
    let mut rest = usual.as_bytes();
    std::iter::from_fn(move || {
        let is_digit = rest.first()?.is_ascii_digit();
        let same = |b: &&u8| {
            if is_digit {
                b.is_ascii_digit()
            } else {
                b.is_ascii_lowercase()
            }
        };
        let (syllable, after) = rest.split_at(1 + rest[1..].iter().take_while(same).count());
        rest = after;
        Some(syllable)
    })
}

/// A phone number without the country code of the mainland, as people dial it there.
pub fn national(phone: &str) -> String {
    let digits: String = phone
        .chars()
        .filter(char::is_ascii_digit)
        .take(FIELD_CHARS)
        .collect();
    let rest = digits
        .strip_prefix("0086")
        .or_else(|| digits.strip_prefix("86"));
    match rest {
        Some(rest) if rest.len() == 11 && is_mobile_start(rest) => rest.to_owned(),
        Some(rest) if matches!(rest.len(), 10 | 11) && !rest.starts_with('0') => format!("0{rest}"),
        Some(rest) if matches!(rest.len(), 11 | 12) => rest.to_owned(),
        _ => digits,
    }
}

/// Whether the digits begin as mainland mobile numbers do.
pub fn is_mobile_start(digits: &str) -> bool {
    matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..])
}

fn mark(part: Part, text: &mut String) {
    text.push(char::from(part as u8));
}

fn write_text(part: Part, value: &str, text: &mut String) {
    let folded = fold(value, FIELD_CHARS);
    if !folded.chars.is_empty() {
        mark(part, text);
        text.extend(folded.chars);
    }
}

fn write_pinyin(part: Part, readings: &Readings, text: &mut String) {
    if readings.syllables.is_empty() {
        return;
    }
    mark(part, text);
    for syllable in &readings.syllables {
        let mut letters = syllable.reading.chars();
        text.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        text.push_str(letters.as_str());
    }
    let mut number = 0;
    for (at, syllable) in readings.syllables.iter().enumerate() {
        for other in syllable.others.iter().filter(|_| number < VARIED_SYLLABLES) {
            text.push(char::from(VARIANT + number));
            text.push_str(other);
        }
        // Numbers side by side, as in a name made of digits, read back as one syllable.
        let is_number = |at: usize| {
            readings
                .syllables
                .get(at)
                .is_some_and(|s| s.reading.starts_with(|c: char| c.is_ascii_digit()))
        };
        if !(is_number(at) && is_number(at + 1)) {
            number = number.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_gives_back_its_parts() {
        let row = Row {
            name: "吕Lily".into(),
            phones: vec!["8613800138000".into()],
            company: "鸿图".into(),
            tags: vec!["VIP".into(), "".into()],
            other: vec!["lily_88".into(), "小吕".into()],
            ..Row::default()
        };
        let mut text = String::new();
        write(&row, &mut text);
        let expected = [
            (Part::Name, "吕lily"),
            (Part::NamePinyin, "LvLily\u{10}lu\u{10}lyu"),
            (Part::Phone, "13800138000"),
            (Part::Company, "鸿图"),
            (Part::CompanyPinyin, "HongTu"),
            (Part::Tag, "vip"),
            (Part::Other, "lily_88"),
            (Part::Other, "小吕"),
            (Part::OtherPinyin, "XiaoLv\u{11}lu\u{11}lyu"),
        ];
        assert_eq!(parts(&text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn other_readings_name_their_syllable() {
        let (usual, others) = split_pinyin("YueLe\u{10}le\u{11}yue\u{11}lao");
        assert_eq!(
            (usual, others.collect::<Vec<_>>()),
            ("YueLe", vec![(0, "le"), (1, "yue"), (1, "lao")])
        );
        assert_eq!(split_pinyin("WangFang").1.count(), 0);
    }

    #[test]
    fn the_country_code_is_not_part_of_a_number() {
        for (phone, expected) in [
            ("8613800138000", "13800138000"),
            ("008613800138000", "13800138000"),
            ("861088661234", "01088661234"),
            ("8675588661234", "075588661234"),
            ("86661234", "86661234"),
            ("85212345678", "85212345678"),
            ("13800138000", "13800138000"),
        ] {
            assert_eq!(national(phone), expected);
        }
    }

    #[test]
    fn hostile_text_cannot_forge_a_part() {
        let mut text = String::new();
        write(
            &Row {
                name: "a\u{3}123\u{10}b".into(),
                ..Row::default()
            },
            &mut text,
        );
        assert!(parts(&text).all(|(part, _)| matches!(part, Part::Name | Part::NamePinyin)));
    }
}
