//! Gender as exporters write it.

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Male,
    Female,
}

/// Words that say the gender is not known; there is nothing in them to keep.
const UNKNOWN: [&str; 12] = [
    "未指定",
    "未知",
    "保密",
    "其他",
    "不详",
    "unspecified",
    "unknown",
    "other",
    "0",
    "9",
    "u",
    "未說明的性別",
];

/// Reads a gender column; None for anything else.
pub fn parse(raw: &str) -> Option<Gender> {
    match folded(raw).as_str() {
        "1" => Some(Gender::Male),
        "2" => Some(Gender::Female),
        _ => from_salutation(raw),
    }
}

/// Reads a salutation (`Ms.`, 先生) or a word for a gender; None for titles that say nothing about it.
pub fn from_salutation(raw: &str) -> Option<Gender> {
    match folded(raw).as_str() {
        "男" | "男性" | "m" | "male" | "先生" | "mr" => Some(Gender::Male),
        "女" | "女性" | "f" | "female" | "女士" | "小姐" | "ms" | "mrs" | "miss" => {
            Some(Gender::Female)
        }
        _ => None,
    }
}

/// Whether the word says that the gender is not known.
pub fn is_unknown(raw: &str) -> bool {
    UNKNOWN.contains(&folded(raw).as_str())
}

fn folded(raw: &str) -> String {
    raw.trim().trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genders_and_salutations_are_read() {
        for (raw, want) in [
            ("男", Some(Gender::Male)),
            ("Female", Some(Gender::Female)),
            ("1", Some(Gender::Male)),
            ("Mrs.", Some(Gender::Female)),
            ("未指定", None),
            ("Dr", None),
        ] {
            assert_eq!(parse(raw), want, "{raw}");
        }
        assert_eq!(from_salutation("1"), None);
    }
}
