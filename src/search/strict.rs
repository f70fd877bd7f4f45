//! Whether a record has what a term with a sign asks for. Each value stands for itself: a name, a number, a company, as written and as
//! read aloud; nothing lies scattered.

use super::query::Query;
use super::record::{Part, parts, split_pinyin, syllables};
use super::term::Term;

/// Whether the record has it, or for a denied term has it nowhere.
pub fn admits(term: &Term, record: &str) -> bool {
    let numbers = Query::parse(&term.text).map_or_else(Vec::new, |query| query.whole.digits);
    let has = |(part, value): (Part, &str)| match part {
        Part::Phone => numbers.iter().any(|digits| term.place.fits(digits, value)),
        Part::NamePinyin | Part::CompanyPinyin | Part::OtherPinyin => {
            let usual = split_pinyin(value).0;
            let firsts = syllables(usual).filter_map(|syllable| syllable.first());
            let initials: String = firsts.map(|b| char::from(b.to_ascii_lowercase())).collect();
            term.place.fits(&term.text, &usual.to_ascii_lowercase())
                || term.place.fits(&term.text, &initials)
        }
        Part::Name | Part::Company | Part::Tag | Part::Other => term.place.fits(&term.text, value),
    };
    parts(record).any(has) != term.is_denied
}
