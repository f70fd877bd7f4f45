//! English: duplicates, merging, the past of fields, two edits at once.

use crate::domain::duplicate::Reason;
use crate::domain::history::Source;
use crate::i18n::merge::MergeWords;

pub(super) const MERGE: MergeWords = MergeWords {
    reason: |reason| match reason {
        Reason::SamePhone => "same phone",
        Reason::SameWeChat => "same WeChat",
        Reason::SameEmail => "same e-mail",
        Reason::SameName => "same name",
        Reason::SameSound => "sounds alike",
        Reason::SimilarName => "similar name",
        Reason::SameNickname => "same nickname",
        Reason::SameBirthday => "same birthday",
        Reason::SameAddress => "same address",
        Reason::SameCompany => "same company",
        Reason::SameCity => "same city",
        Reason::NothingKnown => "one has no contact",
    },
    source: |source| match source {
        Source::Desk => "desk",
        Source::Cli => "command line",
        Source::Import => "import",
        Source::Rule => "rule",
        Source::Undo => "undo",
    },
    twin: |name, whom, reasons| format!("Perhaps here already: {name} {whom} ({reasons})"),
    twin_key: "‹prompt.twin› opens",
    suspects_title: |shown, total| {
        if shown == total {
            format!("Possible duplicates: {total}")
        } else {
            format!("Possible duplicates: {total}, the surest {shown}")
        }
    },
    searching: |percent| format!("Looking for duplicates ... {percent}%"),
    search_stop: "‹menu.back› stops",
    no_suspects: "No customer seems to be here twice.",
    capped: |n| format!("{n} groups were too large; only neighbours in them were compared."),
    points: "points",
    reasons: "reasons",
    title: "Merge customers",
    stays: "stays",
    goes: "goes",
    both: "both",
    result: "afterwards",
    moves: |list| format!("Comes along: {list}"),
    nothing_moves: "no records to move",
    keys: "‹sides.take_left› ‹sides.take_right› side   ‹sides.take_both› both   ‹sides.swap› swap   ‹sides.submit› merges   ‹sides.distinct› two people   ‹sides.back› back",
    are_distinct: "told apart before",
    waiting: "Reading ...",
    gone: "One of the two is gone.",
    conflict_title: "Changed elsewhere meanwhile",
    mine: "mine",
    theirs: "theirs",
    conflict_keys: "‹sides.take_left› ‹sides.take_right› side   ‹sides.submit› saves   ‹sides.back› back to the form",
    conflict_none: "You changed different fields: ‹sides.submit› saves both.",
    unsaved_back: "Not saved; what you typed is still here.",
    past_title: |field| format!("Past of {field}"),
    past_none: "No change is recorded.",
    choose_field: "Move to a field with ‹down› and ‹up› first, then ‹past› shows its past.",
    empty: "(empty)",
    before: "before",
    after: "after",
    field: "field",
    bulk_progress: |done, total| format!("Changing ... {done} of {total}"),
    undo_title: "Undo and redo",
    bulk_stop: "‹choice.back› stops; nothing is changed then",
    person: "person",
    firm: "company",
    may_contact: "may be contacted",
    good: "works",
    bad: "dead",
};
