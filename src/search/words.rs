//! Ranks a short list of words, such as the names of actions, by what was typed: letters, pinyin or initials.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold::fold;
use super::pinyin;
use super::term::{self, Term};

/// The indexes of the words that answer, best first; all of them in order when nothing is typed. A word may be several names, a line
/// each: the signs of `term` look at each by itself.
#[must_use]
pub fn rank(typed: &str, words: &[&str]) -> Vec<usize> {
    let read = term::parse(typed);
    let admitted = words
        .iter()
        .enumerate()
        .filter(|(_, word)| admits(&read.terms, word));
    if read.plain.is_empty() {
        return admitted.map(|(index, _)| index).collect();
    }
    let matcher = SkimMatcherV2::default();
    let mut found: Vec<(Class, i64, usize)> = admitted
        .filter_map(|(index, word)| {
            score(&matcher, &read.plain, word).map(|(class, score)| (class, -score, index))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, _, index)| index).collect()
}

/// Whether the names, as written or read aloud, have what every term asks for.
fn admits(terms: &[Term], word: &str) -> bool {
    if terms.is_empty() {
        return true;
    }
    let forms: Vec<String> = word.lines().flat_map(forms).collect();
    terms
        .iter()
        .all(|term| term.admits(forms.iter().map(String::as_str)))
}

/// How a word answers, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A name, as it is written, is what was typed.
    Whole,
    /// A name begins with it.
    Name,
    /// One of a name's words begins with it.
    Word,
    Inside,
    Scattered,
}

/// How well a word answers, and by the matcher's score how well within that; equals stay in the order they were given.
fn score(matcher: &SkimMatcherV2, typed: &str, word: &str) -> Option<(Class, i64)> {
    let names: Vec<[String; 3]> = word.lines().map(forms).collect();
    let forms = || names.iter().flatten();
    if names.iter().any(|[written, ..]| written == typed) {
        return Some((Class::Whole, 0));
    }
    if forms().any(|form| form.starts_with(typed)) {
        return Some((Class::Name, 0));
    }
    let [written, full, initials] = [0, 1, 2].map(|n| {
        let all = names.iter().map(|forms| forms[n].as_str());
        all.collect::<Vec<_>>().join(" ")
    });
    let hay = format!(" {written} {full} {initials}");
    let class = if hay.contains(&format!(" {typed}")) {
        Class::Word
    } else if hay.contains(typed) {
        Class::Inside
    } else {
        Class::Scattered
    };
    matcher.fuzzy_match(&hay, typed).map(|score| (class, score))
}

/// A name as it is written and as it is read aloud: whole, and by its first letters.
fn forms(name: &str) -> [String; 3] {
    let readings = pinyin::readings(name);
    [
        fold(name, pinyin::NAME_CHARS).text(),
        readings.full(),
        readings.initials(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_by_letters_pinyin_or_initials() {
        let words = [
            "撤销 undo u",
            "推迟 snooze z",
            "记录互动 log l",
            "新建客户 add customer a",
        ];
        for (typed, index) in [
            ("snoo", 1),
            ("推迟", 1),
            ("tui", 1),
            ("tc", 1),
            ("log", 2),
            ("jlhd", 2),
            ("add", 3),
            ("xjk", 3),
            ("undo", 0),
        ] {
            assert_eq!(rank(typed, &words).first(), Some(&index), "{typed}");
        }
        assert_eq!(rank("", &words), [0, 1, 2, 3]);
        assert!(rank("qqqq", &words).is_empty());
    }

    #[test]
    fn a_whole_name_stands_first_then_what_begins_so_as_it_was_given() {
        let words = [
            "操作历史\nhistory\nU",
            "备份\nbackups\ng b",
            "到往来\ngo to log\ng l",
            "返回\nback\nEsc",
            "记录互动\nlog\nl",
            "快捷标签\nquick tags\n#",
            "退出\nquit\nq",
        ];
        for (typed, found) in [
            ("bac", 1),
            ("back", 3),
            ("backu", 1),
            ("log", 4),
            ("l", 4),
            ("qui", 5),
            ("fh", 3),
        ] {
            assert_eq!(rank(typed, &words).first(), Some(&found), "{typed}");
        }
    }

    #[test]
    fn signs_make_the_search_strict_in_writing_and_in_pinyin() {
        let words = [
            "撤销\nundo\nu",
            "推迟\nsnooze\nz",
            "记录互动\nlog an interaction\nl",
            "到往来\ngo to log\ngl",
        ];
        for (typed, found) in [
            ("'log", vec![2, 3]),
            ("^log", vec![2]),
            ("log$", vec![3]),
            ("log !^go", vec![2]),
            ("'lg", vec![]),
            ("^jilu", vec![2]),
            ("^jl", vec![2]),
            ("^互动", vec![]),
            ("互动$", vec![2]),
            ("^undo$", vec![0]),
            ("!o", vec![]),
            ("!log", vec![0, 1]),
            ("!log !撤", vec![1]),
            ("^", vec![0, 1, 2, 3]),
        ] {
            let mut ranked = rank(typed, &words);
            ranked.sort_unstable();
            assert_eq!(ranked, found, "{typed}");
        }
    }
}
