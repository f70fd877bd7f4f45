//! English: what is said while everything people wrote is searched.

use crate::domain::full_text::Field;
use crate::i18n::texts::TextsWords;

pub(super) const TEXTS: TextsWords = TextsWords {
    title: "Search everything",
    hint: "words of the text, such as: leaking; all of them must be there",
    nothing: "No text has these words. Try another word, or fewer.",
    found_in: "found in",
    text: "text",
    field: |field| match field {
        Field::Note => "note",
        Field::Pinned => "pinned",
        Field::Hobbies => "hobbies",
        Field::Address => "address",
        Field::Said => "interaction",
        Field::Promised => "follow-up",
        Field::Closed => "outcome",
        Field::Fact => "preference",
        Field::Item => "purchase",
    },
};
