//! What is said about views of the customer list: their parts, and what is wrong with a line that cannot be read.

use super::{Strings, filter};
use crate::domain::filter::error::Error as FilterError;
use crate::domain::listing::Sort;
use crate::domain::view::error::{Error, Problem};
use crate::domain::view::{COLUMNS_MAX, Column, Density, Group};

/// Texts about views.
pub struct ViewWords {
    pub unknown_part: &'static str,
    /// The words there are.
    pub unknown_sort: fn(&str) -> String,
    pub too_many_keys: &'static str,
    pub unknown_group: fn(&str) -> String,
    pub unknown_column: fn(&str) -> String,
    pub too_many_columns: fn(usize) -> String,
    /// The title over a column, short.
    pub column: fn(Column) -> &'static str,
    pub group: fn(Group) -> &'static str,
    pub nobody: &'static str,
    pub views_title: &'static str,
    /// Which digits do what in the list of views.
    pub views_hint: &'static str,
    pub columns_title: &'static str,
    pub sorted: &'static str,
    pub grouped: &'static str,
    pub not_grouped: &'static str,
    pub density: fn(Density) -> &'static str,
    pub name_title: &'static str,
    pub name_hint: &'static str,
    pub rename_title: &'static str,
    pub paste_title: &'static str,
    pub paste_hint: &'static str,
    pub nothing_to_save: &'static str,
    pub name_missing: &'static str,
    pub not_pinned: fn(u8) -> String,
    pub copied: fn(&str) -> String,
    pub unreadable: &'static str,
    /// The heading of those who have no city, owner or source.
    pub unknown: &'static str,
}

/// What is wrong with a line, in a sentence that names the part.
#[must_use]
pub fn sentence(s: &Strings, text: &str, error: &Error) -> String {
    let w = &s.view;
    let listed = |words: Vec<&str>| words.join(s.list_comma);
    let what = match &error.problem {
        Problem::Filter(problem) => {
            let error = FilterError {
                span: error.span.clone(),
                problem: problem.clone(),
            };
            return filter::sentence(s, text, &error);
        }
        Problem::UnknownPart => w.unknown_part.to_owned(),
        Problem::UnknownSort => {
            (w.unknown_sort)(&listed(Sort::ALL.map(|sort| sort.word(s.lang)).to_vec()))
        }
        Problem::TooManyKeys => w.too_many_keys.to_owned(),
        Problem::UnknownGroup => {
            (w.unknown_group)(&listed(Group::ALL.map(|group| group.word(s.lang)).to_vec()))
        }
        Problem::UnknownColumn => {
            let words = Column::ALL.map(|column| column.word(s.lang));
            (w.unknown_column)(&listed(words.to_vec()))
        }
        Problem::TooManyColumns => (w.too_many_columns)(COLUMNS_MAX),
    };
    (s.filter.at)(text.get(error.span.clone()).unwrap_or_default(), &what)
}

#[cfg(test)]
mod tests {
    use crate::domain::name::Lang;
    use crate::domain::view::View;
    use crate::i18n::strings;

    #[test]
    fn a_sentence_names_the_part_and_what_to_write() {
        for (text, lang, said) in [
            (
                "; 分组=鞋码",
                Lang::Zh,
                "“鞋码”：不能这样分组，可以用 等级、阶段、城市、负责人、来源。",
            ),
            (
                "; wide",
                Lang::En,
                "\"wide\": a view has no such part. After ; write sort=, group=, columns= or comfortable.",
            ),
            (
                "ctiy=杭州",
                Lang::Zh,
                "“ctiy”：没有这个条件，是不是“城市”？",
            ),
        ] {
            let error = View::parse(text).expect_err(text);
            assert_eq!(super::sentence(strings(lang), text, &error), said);
        }
    }
}
