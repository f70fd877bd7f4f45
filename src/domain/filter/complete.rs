//! What could be typed next in a filter. Knows the words of the language; the shop's own words are handed in.

use std::ops::Range;

use crate::domain::custom::{Custom, Type};
use crate::domain::name::Lang;

use super::custom;
use super::field::{
    FACETS, FIELDS, Field, GENDERS, KEYWORDS, Keyword, RISKS, STAGES, TIERS, TextField, Words,
};
use super::print::value_text;
use super::sign::{self, SPELLINGS, Sign};
use super::when::NAMED;

/// The most candidates offered at once.
const CANDIDATES_MAX: usize = 50;
/// Spans worth offering before anything is typed.
const SPANS: [&str; 5] = ["7", "14", "30", "60", "90"];

/// The shop's own words, most used first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    pub tags: Vec<String>,
    pub cities: Vec<String>,
    pub owners: Vec<String>,
    pub sources: Vec<String>,
    pub companies: Vec<String>,
    /// The shop's own fields.
    pub fields: Vec<Custom>,
}

/// One thing that could be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The text that takes the place of the span.
    pub insert: String,
    pub kind: Kind,
}

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A field with a sign behind it: a value comes next.
    Field(Field),
    /// A whole condition.
    Condition,
    Join,
    Value(Field),
    /// One of the shop's own fields with a sign behind it.
    Custom,
    /// A value of one of the shop's own fields.
    CustomValue,
}

/// Whose value is being typed.
#[derive(Clone, Copy)]
enum Asked<'a> {
    Field(Field),
    Custom(&'a Custom),
}

/// What could be typed at the caret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// The bytes before the caret that a candidate replaces.
    pub span: Range<usize>,
    pub candidates: Vec<Candidate>,
}

/// What could be typed at `caret`, a byte of `text`. Words of either language are understood, those of `lang` are offered.
#[must_use]
pub fn complete(text: &str, caret: usize, lang: Lang, choices: &Choices) -> Completion {
    let caret = (0..=caret.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let Some(start) = start_of_word(&text[..caret], &choices.fields) else {
        return Completion {
            span: caret..caret,
            candidates: Vec::new(),
        };
    };
    let run: String = text[start..caret].chars().map(sign::narrow).collect();
    let bare = run.trim_start_matches(['-', '!', '非', '"', '“', '「']);
    let start = start + text[start..caret].len() - same_tail(&text[start..caret], bare);
    if let Some(typed) = bare.strip_prefix('#') {
        let span = caret - same_tail(&text[start..caret], typed)..caret;
        return offer(span, values(Field::Tag, typed, lang, choices));
    }
    match field_before(&text[..start], bare, &choices.fields) {
        Some((asked, typed)) => {
            let span = caret - same_tail(&text[..caret], &typed)..caret;
            let values = match asked {
                Asked::Field(field) => values(field, &typed, lang, choices),
                Asked::Custom(field) => custom_values(field, &typed, lang),
            };
            offer(span, values)
        }
        None => offer(start..caret, terms(bare, lang, &choices.fields)),
    }
}

fn offer(span: Range<usize>, mut candidates: Vec<Candidate>) -> Completion {
    candidates.truncate(CANDIDATES_MAX);
    Completion { span, candidates }
}

/// The bytes that as many characters take at the end of a text: narrowing keeps their number.
fn same_tail(text: &str, narrowed: &str) -> usize {
    let count = narrowed.chars().count();
    text.chars().rev().take(count).map(char::len_utf8).sum()
}

/// Where the word at the end of a text starts; `None` inside a closed quote's text that takes no candidate.
fn start_of_word(text: &str, fields: &[Custom]) -> Option<usize> {
    let (mut start, mut open, mut escaped) = (0, None, false);
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        let c = sign::narrow(c);
        match open {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(closing) if c == closing => {
                open = None;
                start = next;
            }
            Some(_) => {}
            None => {
                if let Some(closing) = sign::closing(c) {
                    open = Some(closing);
                } else if sign::is_break(c) {
                    start = next;
                }
            }
        }
    }
    // A free word in quotes is the person's own.
    (open.is_none()
        || field_before("", &text[start..], fields).is_some()
        || text[start..].starts_with('#'))
    .then_some(start)
}

/// The field whose value is being typed, and how much of the value is there.
fn field_before<'a>(before: &str, run: &str, fields: &'a [Custom]) -> Option<(Asked<'a>, String)> {
    let run: String = run.chars().map(sign::narrow).collect();
    let split = |text: &str| {
        let at = text.find([':', '=', '>', '<', '!', '≠', '≥', '≤', '∶'])?;
        let (spelling, _) = SPELLINGS
            .iter()
            .find(|(spelling, _)| text[at..].starts_with(spelling))?;
        let name = text[..at].trim().trim_start_matches(['-', '!', '非']);
        Some((
            Field::named(name)
                .map(Asked::Field)
                .or_else(|| custom::find(fields, name).map(Asked::Custom))?,
            text[at + spelling.len()..]
                .trim_start()
                .trim_start_matches(['"', '“', '「'])
                .to_owned(),
        ))
    };
    split(&run).or_else(|| {
        // "城市 = 杭": the sign stands apart.
        let before: String = before.chars().map(sign::narrow).collect();
        let before = before.trim_end();
        let name_at = before
            .trim_end_matches([':', '=', '>', '<', '≠', '≥', '≤'])
            .trim_end()
            .rfind(sign::is_break)
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        split(&before[name_at..])
            .filter(|(_, rest)| rest.is_empty())
            .map(|(field, _)| (field, run.clone()))
    })
}

/// Fields, whole conditions and joins that start with what was typed.
fn terms(typed: &str, lang: Lang, fields: &[Custom]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for row in FIELDS.iter().filter(|row| row.starts_with(typed)) {
        let sign = match row.of {
            Field::Day(super::field::DayField::Due) | Field::Birthday => "<",
            Field::Day(_) | Field::Spend(_) | Field::Orders(_) => ">",
            field
                if field.signs().contains(&Sign::Ne)
                    && field != Field::Note
                    && field != Field::Phone =>
            {
                "="
            }
            _ => ":",
        };
        candidates.push(Candidate {
            insert: format!("{}{sign}", row.of.word(lang)),
            kind: Kind::Field(row.of),
        });
    }
    for field in fields
        .iter()
        .filter(|field| custom::starts_with(field, typed))
    {
        let sign = match field.shape.of {
            Type::Number | Type::Money | Type::Date => ">",
            Type::List(_) | Type::Bool => "=",
            Type::Text | Type::Link => ":",
        };
        candidates.push(Candidate {
            insert: format!("{}{sign}", custom::written(&field.shape.name)),
            kind: Kind::Custom,
        });
    }
    for row in KEYWORDS.iter().filter(|row| row.starts_with(typed)) {
        let kind = match row.of {
            Keyword::Overdue => Kind::Condition,
            Keyword::And | Keyword::Or | Keyword::Not => Kind::Join,
        };
        candidates.push(Candidate {
            insert: row.word(lang).to_owned(),
            kind,
        });
    }
    candidates
}

/// Chances worth asking for: where a warning begins, and where it becomes urgent.
const CHANCES: [&str; 2] = ["0.5", "0.75"];

fn values(field: Field, typed: &str, lang: Lang, choices: &Choices) -> Vec<Candidate> {
    let of = |list: &[String]| picked(list, typed);
    let texts = match field {
        Field::Tag => of(&choices.tags),
        Field::Text(TextField::City) => of(&choices.cities),
        Field::Text(TextField::Owner) => of(&choices.owners),
        Field::Text(TextField::Source) => of(&choices.sources),
        Field::Text(TextField::Company) => of(&choices.companies),
        Field::Tier => worded(TIERS, typed, lang),
        Field::Stage => worded(STAGES, typed, lang),
        Field::Risk => {
            let numbers = CHANCES.iter().filter(|one| one.starts_with(typed));
            let numbers = numbers.map(|one| (*one).to_owned());
            worded(RISKS, typed, lang)
                .into_iter()
                .chain(numbers)
                .collect()
        }
        Field::Gender => worded(GENDERS, typed, lang),
        Field::Has | Field::Lacks => {
            let own = choices.fields.iter();
            let own = own.filter(|field| custom::starts_with(field, typed));
            worded(FACETS, typed, lang)
                .into_iter()
                .chain(own.map(|field| custom::written(&field.shape.name)))
                .collect()
        }
        Field::Birthday | Field::Day(_) => days(typed, lang),
        Field::Text(_) | Field::Phone | Field::Spend(_) | Field::Orders(_) | Field::Note => {
            Vec::new()
        }
    };
    texts
        .into_iter()
        .map(|insert| Candidate {
            insert,
            kind: Kind::Value(field),
        })
        .collect()
}

fn custom_values(field: &Custom, typed: &str, lang: Lang) -> Vec<Candidate> {
    let texts = match &field.shape.of {
        Type::Date => days(typed, lang),
        of => picked(&custom::choices(of, lang), typed),
    };
    texts
        .into_iter()
        .map(|insert| Candidate {
            insert,
            kind: Kind::CustomValue,
        })
        .collect()
}

/// Words of the shop's: those that start with what was typed, then those that contain it.
fn picked(list: &[String], typed: &str) -> Vec<String> {
    let typed = typed.to_lowercase();
    let (starts, others): (Vec<&String>, Vec<&String>) = list
        .iter()
        .filter(|word| word.to_lowercase().contains(&typed))
        .partition(|word| word.to_lowercase().starts_with(&typed));
    starts
        .into_iter()
        .chain(others)
        .map(|word| value_text(word))
        .collect()
}

fn worded<T: Copy>(table: &[Words<T>], typed: &str, lang: Lang) -> Vec<String> {
    table
        .iter()
        .filter(|row| row.starts_with(typed))
        .map(|row| row.word(lang).to_owned())
        .collect()
}

/// Spans of the number typed, then words for days.
fn days(typed: &str, lang: Lang) -> Vec<String> {
    let units = match lang {
        Lang::Zh => ["天", "周", "个月"],
        Lang::En => ["d", "w", "m"],
    };
    let mut texts: Vec<String> = if typed.is_empty() {
        SPANS
            .iter()
            .map(|span| format!("{span}{}", units[0]))
            .collect()
    } else if typed.bytes().all(|b| b.is_ascii_digit()) {
        units.iter().map(|unit| format!("{typed}{unit}")).collect()
    } else {
        Vec::new()
    };
    texts.extend(worded(NAMED, typed, lang));
    texts
}

impl<T: Copy> Words<T> {
    /// Whether one of its words, in either language, starts so.
    fn starts_with(&self, typed: &str) -> bool {
        let typed = typed.to_lowercase();
        self.zh
            .iter()
            .chain(self.en)
            .any(|word| word.to_lowercase().starts_with(&typed))
    }

    fn word(&self, lang: Lang) -> &'static str {
        let words = match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        };
        words.first().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shop() -> Choices {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Choices {
            tags: list(&["VIP", "VIP 客户", "老客"]),
            cities: list(&["杭州", "上海"]),
            ..Choices::default()
        }
    }

    /// The texts that taking each candidate would give.
    fn taken(text: &str, lang: Lang) -> Vec<String> {
        let found = complete(text, text.len(), lang, &shop());
        found
            .candidates
            .iter()
            .map(|candidate| format!("{}{}", &text[..found.span.start], candidate.insert))
            .collect()
    }

    #[test]
    fn a_candidate_takes_the_place_of_what_was_typed() {
        for (text, lang, first) in [
            ("城", Lang::Zh, Some("城市=")),
            ("ci", Lang::Zh, Some("城市=")),
            ("城", Lang::En, Some("city=")),
            ("#VIP -未联", Lang::Zh, Some("#VIP -未联系>")),
            ("城市=杭", Lang::Zh, Some("城市=杭州")),
            ("城市＝", Lang::Zh, Some("城市＝杭州")),
            ("城市 = 上", Lang::Zh, Some("城市 = 上海")),
            ("(tier:v", Lang::En, Some("(tier:vip")),
            ("#老", Lang::Zh, Some("#老客")),
            ("#VIP ", Lang::Zh, Some("#VIP 姓名=")),
            ("last>30", Lang::En, Some("last>30d")),
            ("无:邮", Lang::Zh, Some("无:邮箱")),
            ("逾", Lang::Zh, Some("逾期")),
            ("birthday=this-w", Lang::En, Some("birthday=this-week")),
            ("\"王", Lang::Zh, None),
            ("王芳", Lang::Zh, None),
        ] {
            assert_eq!(
                taken(text, lang).first().map(String::as_str),
                first,
                "{text}"
            );
        }
    }

    #[test]
    fn a_value_with_a_space_is_quoted() {
        assert_eq!(taken("#VIP", Lang::Zh), ["#VIP", "#\"VIP 客户\""]);
    }

    proptest! {
        #[test]
        fn no_text_and_caret_break_it(text in any::<String>(), signs in "[a#:=<>!|()\"“”非 城市 ]{0,16}", caret in 0usize..40) {
            for text in [text, signs] {
                let found = complete(&text, caret, Lang::Zh, &shop());
                prop_assert!(text.get(found.span).is_some());
            }
        }
    }
}
