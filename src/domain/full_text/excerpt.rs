//! The part of a long text that shows why it was found.

use super::places;
use crate::domain::mask::masked;

/// Characters shown before the first place found.
const BEFORE: usize = 12;
/// Characters an excerpt has at most.
const LENGTH: usize = 60;

/// A part of a text, on one line, numbers and addresses in it hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Which characters of it were looked for.
    pub marks: Vec<usize>,
    /// Whether the text's own beginning and end are in it.
    pub from_first: bool,
    pub to_last: bool,
}

/// The part of `text` around the words typed; `None` where none of them is in it.
#[must_use]
pub fn excerpt(text: &str, typed: &str) -> Option<Excerpt> {
    let places = places(text, typed);
    let first = places.first()?.start;
    let at = text.get(..first)?.chars().count();
    let (skip, total) = (at.saturating_sub(BEFORE), text.chars().count());
    let part = text.char_indices().skip(skip).take(LENGTH);
    let marks = part
        .enumerate()
        .filter(|(_, (byte, _))| places.iter().any(|place| place.contains(byte)))
        .map(|(nth, _)| nth)
        .collect();
    Some(Excerpt {
        // The whole text is looked at: a number that is cut off here would not be seen to be one.
        text: masked(text)
            .chars()
            .skip(skip)
            .take(LENGTH)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect(),
        marks,
        from_first: skip == 0,
        to_last: skip + LENGTH >= total,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_and_marks_what_was_found() {
        let long = format!(
            "{}客人说\n水管漏水，很急{}",
            "前".repeat(40),
            "后".repeat(80)
        );
        let found = excerpt(&long, "漏水 急").expect("an excerpt");
        let marked: String = found
            .marks
            .iter()
            .filter_map(|nth| found.text.chars().nth(*nth))
            .collect();
        assert_eq!(marked, "漏水急");
        assert_eq!((found.from_first, found.to_last), (false, false));
        assert!(!found.text.contains('\n') && found.text.chars().count() == LENGTH);
        assert_eq!(excerpt(&long, "退货"), None);
    }

    #[test]
    fn a_short_text_is_its_own_excerpt() {
        let found = excerpt("要龙井", "龙井").expect("an excerpt");
        assert_eq!((found.text.as_str(), found.marks), ("要龙井", vec![1, 2]));
        assert!(found.from_first && found.to_last);
    }
}
