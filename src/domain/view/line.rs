//! Reading and writing a view's one line.

use std::ops::Range;

use super::error::{Error, Problem};
use super::word::{COLUMNS, DENSITIES, GROUPS, PARTS, Part, SORTS};
use super::{COLUMNS_MAX, Column, Density, Key, Order, View};
use crate::domain::custom::Custom;
use crate::domain::filter::Filter;
use crate::domain::filter::field::{find, word_of};
use crate::domain::filter::sign::{closing, narrow};
use crate::domain::name::Lang;

impl View {
    /// Reads a view's line.
    ///
    /// # Errors
    /// Where it cannot be read and what was expected there.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text, &[])
    }

    /// The same where the shop has fields of its own.
    ///
    /// # Errors
    /// As `parse`.
    pub fn parse_with(text: &str, fields: &[Custom]) -> Result<Self, Error> {
        let mut parts = parts(text).into_iter();
        let filter = Filter::parse_with(&text[parts.next().unwrap_or_default()], fields)?;
        let mut view = Self::of(filter);
        for span in parts {
            view.take(text, trimmed(text, span))?;
        }
        Ok(view)
    }

    /// The line; empty for everyone as usual.
    #[must_use]
    pub fn print(&self, lang: Lang) -> String {
        let mut line = self.filter.print(lang);
        let mut put = |part: &str| {
            line.push_str(if line.is_empty() { "; " } else { " ; " });
            line.push_str(part);
        };
        if self.order != Order::default() {
            let keys: Vec<String> = [Some(self.order.first()), self.order.then()]
                .into_iter()
                .flatten()
                .map(|key| key.print(lang))
                .collect();
            put(&format!(
                "{}={}",
                word_of(PARTS, Part::Sort, lang),
                keys.join(",")
            ));
        }
        if let Some(group) = self.group {
            put(&format!(
                "{}={}",
                word_of(PARTS, Part::Group, lang),
                word_of(GROUPS, group, lang)
            ));
        }
        if let Some(columns) = &self.columns {
            let name = columns.is_empty().then_some(None);
            let words: Vec<&str> = name
                .into_iter()
                .chain(columns.iter().copied().map(Some))
                .map(|column| word_of(COLUMNS, column, lang))
                .collect();
            put(&format!(
                "{}={}",
                word_of(PARTS, Part::Columns, lang),
                words.join(",")
            ));
        }
        if self.density == Density::Comfortable {
            put(word_of(DENSITIES, Density::Comfortable, lang));
        }
        line
    }

    /// Takes one part behind the filter over.
    fn take(&mut self, text: &str, span: Range<usize>) -> Result<(), Error> {
        let part = &text[span.clone()];
        let sign = part
            .char_indices()
            .find(|(_, c)| matches!(narrow(*c), '=' | ':'));
        let Some((at, sign)) = sign else {
            if !part.is_empty() {
                self.density =
                    find(DENSITIES, part).ok_or_else(|| wrong(span, Problem::UnknownPart))?;
            }
            return Ok(());
        };
        let value = span.start + at + sign.len_utf8()..span.end;
        let words: Vec<Range<usize>> = listed(text, value.clone()).collect();
        match find(PARTS, part[..at].trim()) {
            Some(Part::Sort) => self.order = order(text, span, &words)?,
            Some(Part::Group) => {
                let value = trimmed(text, value);
                let group = find(GROUPS, &text[value.clone()]);
                self.group =
                    Some(group.ok_or_else(|| wrong(some(value, &span), Problem::UnknownGroup))?);
            }
            Some(Part::Columns) => self.columns = Some(columns(text, span, &words)?),
            None => {
                let name = span.start..span.start + at;
                return Err(wrong(some(name, &span), Problem::UnknownPart));
            }
        }
        Ok(())
    }
}

impl Key {
    /// The key as a line names it: `-spend`.
    #[must_use]
    pub fn print(self, lang: Lang) -> String {
        let minus = if self.is_reversed { "-" } else { "" };
        format!("{minus}{}", word_of(SORTS, self.sort, lang))
    }
}

fn order(text: &str, part: Range<usize>, words: &[Range<usize>]) -> Result<Order, Error> {
    let keys = words
        .iter()
        .map(|span| {
            key(&text[span.clone()]).ok_or_else(|| wrong(span.clone(), Problem::UnknownSort))
        })
        .collect::<Result<Vec<Key>, Error>>()?;
    match keys.as_slice() {
        [first] => Ok(Order::by(*first, None)),
        [first, then] => Ok(Order::by(*first, Some(*then))),
        [] => Err(wrong(part, Problem::UnknownSort)),
        _ => Err(wrong(words[2].start..part.end, Problem::TooManyKeys)),
    }
}

fn key(word: &str) -> Option<Key> {
    let (is_reversed, word) = match word.strip_prefix(['-', '－']) {
        Some(word) => (true, word),
        None => (false, word),
    };
    let sort = find(SORTS, word)?;
    Some(Key { sort, is_reversed })
}

/// The columns named, each once.
fn columns(text: &str, part: Range<usize>, words: &[Range<usize>]) -> Result<Vec<Column>, Error> {
    let mut columns: Vec<Column> = Vec::new();
    for span in words {
        let column = find(COLUMNS, &text[span.clone()])
            .ok_or_else(|| wrong(span.clone(), Problem::UnknownColumn))?;
        columns.extend(column.filter(|column| !columns.contains(column)));
    }
    if columns.len() > COLUMNS_MAX {
        return Err(wrong(part, Problem::TooManyColumns));
    }
    Ok(columns)
}

fn wrong(span: Range<usize>, problem: Problem) -> Error {
    Error { span, problem }
}

/// The span, or where it would be if it is empty.
fn some(span: Range<usize>, whole: &Range<usize>) -> Range<usize> {
    if span.is_empty() { whole.clone() } else { span }
}

/// The parts between semicolons that stand in no quotes.
fn parts(text: &str) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut open, mut escaped) = (Vec::new(), 0, None, false);
    for (at, raw) in text.char_indices() {
        let c = narrow(raw);
        match open {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(close) if c == close => open = None,
            Some(_) => {}
            None if c == ';' => {
                parts.push(start..at);
                start = at + raw.len_utf8();
            }
            None => open = closing(c),
        }
    }
    parts.push(start..text.len());
    parts
}

/// The words of a list, without the blanks around them; empty ones are left out.
fn listed(text: &str, span: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = span.start;
    let ends = text[span.clone()]
        .char_indices()
        .filter(|(_, c)| matches!(narrow(*c), ',' | '、' | ' '))
        .map(move |(at, c)| (span.start + at, c.len_utf8()))
        .chain([(span.end, 0)]);
    ends.map(move |(end, length)| {
        let word = start..end;
        start = end + length;
        word
    })
    .filter(|word| !word.is_empty())
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let part = &text[span.clone()];
    let start = span.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::listing::Sort;
    use crate::domain::view::Group;
    use crate::domain::view::name::{Name, Shared};
    use proptest::prelude::*;

    fn printed(text: &str) -> String {
        View::parse(text).expect(text).print(Lang::En)
    }

    #[test]
    fn both_languages_and_widths_say_the_same() {
        for (text, same) in [
            ("", ""),
            (
                "#VIP 未联系>30d ; 排序=消费 ; 列=电话,城市",
                "#VIP last>30d ; sort=spend ; columns=phone,city",
            ),
            (
                "＃VIP；排序＝－消费，姓名；列：电话、城市；宽松",
                "#VIP ; sort=-spend,name ; columns=phone,city ; comfortable",
            ),
            ("; group = city", "; group=city"),
            ("sort", "sort"),
            (";列=", "; columns=name"),
            (";列=姓名 电话 电话", "; columns=phone"),
            ("; sort=recent ; compact ;", ""),
            ("; sort=name,-name", "; sort=name"),
            ("#\"a;b\" ; sort=name", "#\"a;b\" ; sort=name"),
        ] {
            assert_eq!(printed(text), same, "{text}");
        }
    }

    #[test]
    fn an_error_points_at_the_part_that_cannot_be_read() {
        for (text, bad, problem) in [
            ("#VIP ; colour=red", "colour", Problem::UnknownPart),
            ("#VIP ; wide", "wide", Problem::UnknownPart),
            ("; sort=name,shoe", "shoe", Problem::UnknownSort),
            ("; sort=", "sort=", Problem::UnknownSort),
            ("; sort=name,due,tier", "tier", Problem::TooManyKeys),
            ("; group=shoe", "shoe", Problem::UnknownGroup),
            ("; group=", "group=", Problem::UnknownGroup),
            ("; columns=phone,shoe", "shoe", Problem::UnknownColumn),
        ] {
            let error = View::parse(text).expect_err(text);
            assert_eq!(
                (&text[error.span.clone()], error.problem),
                (bad, problem),
                "{text}"
            );
        }
    }

    fn a_key() -> impl Strategy<Value = Key> {
        (prop::sample::select(&Sort::ALL[..]), any::<bool>())
            .prop_map(|(sort, is_reversed)| Key { sort, is_reversed })
    }

    fn a_view() -> impl Strategy<Value = View> {
        let filter = prop::sample::select(vec![
            "",
            "#VIP 未联系>30d 城市=杭州",
            "(a or \"b;c\") -#\"a \\\"x;\"",
            "逾期 或 生日<7d",
            "note:\"; sort=name\"",
        ]);
        let columns = prop::option::of(
            prop::sample::subsequence(&Column::ALL[..], 0..=COLUMNS_MAX).prop_shuffle(),
        );
        (
            filter,
            a_key(),
            prop::option::of(a_key()),
            prop::option::of(prop::sample::select(&Group::ALL[..])),
            columns,
            any::<bool>(),
        )
            .prop_map(|(filter, first, then, group, columns, wide)| View {
                filter: Filter::parse(filter).expect(filter),
                order: Order::by(first, then),
                group,
                columns,
                density: if wide {
                    Density::Comfortable
                } else {
                    Density::Compact
                },
            })
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(view in a_view(), name in "\\PC{0,50}") {
            for lang in [Lang::Zh, Lang::En] {
                prop_assert_eq!(View::parse(&view.print(lang)), Ok(view.clone()));
                let shared = Shared { name: Name::new(&name), view: view.clone() };
                prop_assert_eq!(Shared::parse(&shared.print(lang)), Ok(shared));
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in any::<String>(), signs in "[;；=,、\"“”排序列分组 sortnamedue\\[\\]【】-]{0,24}") {
            for text in [text, signs] {
                if let Err(error) = Shared::parse(&text) {
                    prop_assert!(text.get(error.span.clone()).is_some_and(|part| !part.is_empty()), "{:?}", error);
                }
            }
        }
    }
}
