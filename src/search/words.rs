//! Ranks a short list of words, such as the names of actions, by what was typed: letters, pinyin or initials.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::pinyin;

/// The indexes of the words that answer, best first; all of them in order when nothing is typed.
#[must_use]
pub fn rank(typed: &str, words: &[&str]) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return (0..words.len()).collect();
    }
    let matcher = SkimMatcherV2::default();
    let mut found: Vec<(u8, i64, usize)> = words
        .iter()
        .enumerate()
        .filter_map(|(index, word)| {
            score(&matcher, &typed, word).map(|(class, score)| (class, -score, index))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, _, index)| index).collect()
}

/// How well a word answers: 0 starts a word, 1 is inside, 2 is scattered over it; and the matcher's score within that.
fn score(matcher: &SkimMatcherV2, typed: &str, word: &str) -> Option<(u8, i64)> {
    let readings = pinyin::readings(word);
    let hay = format!(
        " {} {} {}",
        word.to_lowercase(),
        readings.full(),
        readings.initials()
    );
    let class = if hay.contains(&format!(" {typed}")) {
        0
    } else if hay.contains(typed) {
        1
    } else {
        2
    };
    matcher.fuzzy_match(&hay, typed).map(|score| (class, score))
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
}
