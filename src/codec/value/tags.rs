//! Tags out of one cell.

use super::cell;
use crate::domain::clean::clean_line;

/// Splits a cell into tags, in order and without repetition; Google's system groups (`* My Contacts`) are none.
pub fn split(raw: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for piece in raw
        .replace(":::", "\n")
        .split([';', '；', ',', '，', '、', '|', '\n', '\r'])
    {
        let tag = clean_line(piece);
        let says = cell::content(&tag).is_some() && !tag.starts_with("* ") && tag != "*";
        if says && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_separator_parts_tags() {
        for (raw, want) in [
            ("老客|月结", vec!["老客", "月结"]),
            ("a;b；c,d，e、f\ng", vec!["a", "b", "c", "d", "e", "f", "g"]),
            (
                "* My Contacts ::: VIP ::: 杭州 ::: VIP",
                vec!["VIP", "杭州"],
            ),
            ("wholesale, farm", vec!["wholesale", "farm"]),
            ("* starred", vec![]),
            (" , ;", vec![]),
        ] {
            assert_eq!(split(raw), want, "{raw}");
        }
    }
}
