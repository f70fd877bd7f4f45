//! How names and firms are read aloud: pinyin with the surname right, every other reading kept for matching, a key for list order.
//! Knows nothing of rows or queries. A reading is plain ASCII letters; ü is written v, and u and yu are kept beside it.

use std::{collections::HashMap, sync::LazyLock};

use ::pinyin::{ToPinyin, ToPinyinMulti};

use super::fold::{Folded, fold, is_han};

/// Characters of a name that are read; the rest of a longer one is ignored.
pub const NAME_CHARS: usize = 256;
/// Longest entry of the tables, in characters.
const LONGEST_WORD: usize = 3;

static SURNAMES: LazyLock<Table> =
    LazyLock::new(|| parse_table(include_str!("../../assets/pinyin/surnames.txt")));
static WORDS: LazyLock<Table> =
    LazyLock::new(|| parse_table(include_str!("../../assets/pinyin/words.txt")));

/// Readings per character (the usual one first), by word.
type Table = HashMap<Vec<char>, Vec<Vec<&'static str>>>;

/// One Chinese character or one word of another script, and how it may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syllable {
    /// Index of its first character in the name as written.
    pub at: usize,
    /// The reading to show and to sort by.
    pub reading: String,
    /// Further readings that a search accepts.
    pub others: Vec<String>,
    /// The Chinese character; none for a word of letters or digits.
    pub han: Option<char>,
}

/// A name, syllable by syllable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readings {
    pub syllables: Vec<Syllable>,
}

impl Readings {
    /// The whole reading in one word: `wangfang`.
    pub fn full(&self) -> String {
        self.syllables.iter().map(|s| s.reading.as_str()).collect()
    }

    /// The first letter of each syllable: `wf`.
    pub fn initials(&self) -> String {
        self.syllables
            .iter()
            .filter_map(|s| s.reading.chars().next())
            .collect()
    }
}

/// What is being read: only people have surnames, and only in people's names is every reading plausible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Firm,
}

/// Reads a customer's name: each run of Chinese characters starts with a surname, words of letters read as themselves.
pub fn readings(name: &str) -> Readings {
    read(&fold(name, NAME_CHARS), Kind::Person)
}

/// Reads the name of a firm or place, where no surname is expected.
pub fn firm_readings(name: &str) -> Readings {
    read(&fold(name, NAME_CHARS), Kind::Firm)
}

/// The key a list is sorted by: Chinese names by pinyin, others among them by letter, all that starts otherwise at the end.
///
/// Characters that sound alike stay together (every 张 before the first 章), and one name orders before its own extensions.
pub fn sort_key(name: &str) -> String {
    let folded = fold(name, NAME_CHARS);
    let starts_with_a_letter = folded
        .chars
        .first()
        .is_some_and(|&c| c.is_ascii_alphabetic() || is_han(c));
    let mut key = String::from(if starts_with_a_letter { "" } else { "~" });
    let syllables = read(&folded, Kind::Person).syllables;
    if syllables.is_empty() || !starts_with_a_letter {
        return key + &folded.text();
    }
    for (nth, syllable) in syllables.iter().enumerate() {
        if nth > 0 {
            key.push(' ');
        }
        key.push_str(&syllable.reading);
        // Below the space and every letter, so that zhan占 stays before zhang张.
        key.extend(syllable.han.map(|c| ['\u{1}', c]).into_iter().flatten());
    }
    key
}

fn read(folded: &Folded, kind: Kind) -> Readings {
    let mut syllables = Vec::new();
    let mut at = 0;
    while let Some(&c) = folded.chars.get(at) {
        let same = |next: &&char| match c {
            _ if is_han(c) => is_han(**next),
            '0'..='9' => next.is_ascii_digit(),
            _ => next.is_ascii_lowercase(),
        };
        let run = &folded.chars[at..at + folded.chars[at..].iter().take_while(same).count()];
        if is_han(c) {
            read_run(run, &folded.from[at..], kind, &mut syllables);
        } else if !run.is_empty() {
            syllables.push(Syllable {
                at: folded.from[at],
                reading: run.iter().collect(),
                others: Vec::new(),
                han: None,
            });
        }
        at += run.len().max(1);
    }
    Readings { syllables }
}

fn read_run(run: &[char], from: &[usize], kind: Kind, syllables: &mut Vec<Syllable>) {
    let mut at = 0;
    while at < run.len() {
        let choices = match kind {
            Kind::Person => name_part(run, at),
            Kind::Firm => word_at(&WORDS, run, at),
        };
        let choices = choices.unwrap_or_else(|| vec![character(run[at], kind)]);
        for readings in choices {
            if let Some((first, others)) = readings.split_first() {
                syllables.push(Syllable {
                    at: from[at],
                    reading: first.clone(),
                    others: others.to_vec(),
                    han: Some(run[at]),
                });
            }
            at += 1;
        }
    }
}

/// The surname or word at this place of a person's name, if a table knows one.
fn name_part(run: &[char], at: usize) -> Option<Vec<Vec<String>>> {
    let surname_at = match run {
        // 老解, 小曾: the family name behind a familiar prefix.
        ['老' | '小', second]
            if SURNAMES.contains_key([*second].as_slice()) && !is_given(*second) =>
        {
            1
        }
        // 乐乐, 曼曼: a doubled character is a pet name.
        [first, second] if first == second => return (at < 2).then(|| vec![given_first(run[at])]),
        _ => 0,
    };
    if at == surname_at {
        // 单于 alone is someone called 单 whose given name is 于.
        let surname = if run == ['单', '于'] {
            word_at(&SURNAMES, &run[..1], 0)
        } else {
            word_at(&SURNAMES, run, at)
        };
        if surname.is_some() {
            return surname;
        }
    }
    let mut choices = word_at(&WORDS, run, at)?;
    // A place's reading is only a guess inside a name: 李乐清 may say le as well as yue.
    if choices.len() > 1 {
        for (readings, &c) in choices.iter_mut().zip(&run[at..]) {
            add_missing(readings, character(c, Kind::Person));
        }
    }
    Some(choices)
}

/// Surnames that in 小X are far more often a pet name.
fn is_given(c: char) -> bool {
    matches!(
        c,
        '乐' | '樂' | '朝' | '行' | '不' | '么' | '难' | '便' | '过' | '相' | '要'
    )
}

/// Readings of a pet name: as in given names, then as a surname.
fn given_first(c: char) -> Vec<String> {
    let mut readings = word_at(&WORDS, &[c], 0)
        .and_then(|mut one| one.pop())
        .unwrap_or_else(|| character(c, Kind::Person));
    if let Some(surname) = word_at(&SURNAMES, &[c], 0).and_then(|mut one| one.pop()) {
        add_missing(&mut readings, surname);
    }
    readings
}

fn add_missing(readings: &mut Vec<String>, more: Vec<String>) {
    for reading in more {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
}

/// The longest table entry that starts at this place.
fn word_at(table: &Table, run: &[char], at: usize) -> Option<Vec<Vec<String>>> {
    let rest = &run[at..];
    (1..=rest.len().min(LONGEST_WORD))
        .rev()
        .find_map(|len| table.get(&rest[..len]))
        .map(|word| {
            word.iter()
                .map(|readings| readings.iter().map(|&reading| reading.to_owned()).collect())
                .collect()
        })
}

/// Readings of a character by itself; empty when nobody knows one.
fn character(c: char, kind: Kind) -> Vec<String> {
    let mut readings = Vec::new();
    if let Some(first) = c.to_pinyin() {
        add_missing(&mut readings, spellings(first.plain()));
    }
    if kind == Kind::Person {
        for other in c.to_pinyin_multi().into_iter().flatten() {
            add_missing(&mut readings, spellings(other.plain()));
        }
    }
    readings
}

/// How a reading is typed: lü as lv first, also lu and lyu.
fn spellings(reading: &str) -> Vec<String> {
    let ascii: String = reading
        .chars()
        .map(|c| if c == 'ê' { 'e' } else { c })
        .collect();
    match ascii.contains('ü') {
        true => ["v", "u", "yu"]
            .map(|letters| ascii.replace('ü', letters))
            .to_vec(),
        false if ascii.bytes().all(|b| b.is_ascii_lowercase()) => vec![ascii],
        false => Vec::new(),
    }
}

fn parse_table(text: &'static str) -> Table {
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (word, readings) = line.split_once(' ')?;
            Some((
                word.chars().collect(),
                readings
                    .split(' ')
                    .map(|syllable| syllable.split('/').collect())
                    .collect(),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(readings: &Readings) -> String {
        readings
            .syllables
            .iter()
            .map(|s| s.reading.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn tables_give_one_reading_per_character() {
        for (word, readings) in SURNAMES.iter().chain(WORDS.iter()) {
            assert_eq!(word.len(), readings.len(), "{word:?}");
            assert!(
                word.len() <= LONGEST_WORD && word.iter().all(|&c| is_han(c)),
                "{word:?}"
            );
            assert!(
                readings
                    .iter()
                    .flatten()
                    .all(|r| !r.is_empty() && r.bytes().all(|b| b.is_ascii_lowercase())),
                "{word:?}"
            );
        }
    }

    #[test]
    fn a_name_is_read_as_people_say_it() {
        for (name, expected) in [
            ("王芳", "wang fang"),
            ("单雄信", "shan xiong xin"),
            ("尉迟恭", "yu chi gong"),
            ("长孙无忌", "zhang sun wu ji"),
            ("长孙", "zhang sun"),
            ("单于", "shan yu"),
            ("吕布", "lv bu"),
            ("绿珠", "lv zhu"),
            ("老解", "lao xie"),
            ("小乐", "xiao le"),
            ("乐乐", "le le"),
            ("曾曾", "zeng zeng"),
            ("乐嘉", "yue jia"),
            ("张乐", "zhang le"),
            ("张解放", "zhang jie fang"),
            ("Lily 王", "lily wang"),
            ("Lily单", "lily shan"),
            ("張偉", "zhang wei"),
            ("Jürgen Müller", "jurgen muller"),
            ("O'Brien", "o brien"),
            ("🙂", ""),
        ] {
            assert_eq!(spaced(&readings(name)), expected, "{name}");
        }
    }

    #[test]
    fn a_firm_has_no_surname() {
        for (name, expected) in [
            ("重庆鸿图科技", "chong qing hong tu ke ji"),
            ("单位食堂", "dan wei shi tang"),
            ("厦门银行", "xia men yin hang"),
            ("7天酒店", "7 tian jiu dian"),
        ] {
            assert_eq!(spaced(&firm_readings(name)), expected, "{name}");
        }
    }

    #[test]
    fn other_readings_are_kept() {
        assert_eq!(readings("吕布").syllables[0].others, ["lu", "lyu"]);
        assert!(
            readings("张乐").syllables[1]
                .others
                .contains(&"yue".to_owned())
        );
        assert!(readings("王芳").syllables[0].others.is_empty());
    }

    #[test]
    fn initials_take_one_letter_a_syllable() {
        assert_eq!(readings("欧阳娜娜").initials(), "oynn");
        assert_eq!(readings("Donald T. 王").initials(), "dtw");
    }

    #[test]
    fn a_list_sorts_like_an_address_book() {
        let mut names = [
            "章伟",
            "Zoe",
            "占一",
            "张伟",
            "安琪",
            "9527",
            "Bob",
            "张安",
            "张",
            "🙂",
            "Zhang San",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "安琪",
                "Bob",
                "占一",
                "张",
                "张安",
                "张伟",
                "章伟",
                "Zhang San",
                "Zoe",
                "9527",
                "🙂"
            ]
        );
    }
}
