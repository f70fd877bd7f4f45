//! What the desk in lines says and hears, as structs of texts.

/// Texts of the desk in lines.
pub struct PlainWords {
    /// Between the parts of a line that is read aloud.
    pub comma: &'static str,
    /// Between a label and its value.
    pub colon: &'static str,
    pub greeting: &'static str,
    pub new_shop: &'static str,
    pub farewell: &'static str,
    pub unknown: fn(&str) -> String,
    pub nobody_open: &'static str,
    pub log_empty: &'static str,
    pub nothing_due: &'static str,
    pub no_number: fn(usize) -> String,
    pub open_by_number: &'static str,
    pub more: fn(usize) -> String,
    pub no_more: &'static str,
    /// What was not written, after a question was left.
    pub left_alone: &'static str,
    pub leave_question: &'static str,
    pub yes_or_no: &'static str,
    pub yes: &'static [&'static str],
    pub no: &'static [&'static str],
    pub back: &'static [&'static str],
    pub help: &'static str,
    /// So many contacts there are.
    pub no_contact: fn(usize) -> String,
    /// Which fields a line can change.
    pub edit_fields: &'static str,
    /// The ten steps of the tour.
    pub tour: [&'static str; 10],
    pub tour_over: &'static str,
    pub verb: VerbWords,
}

/// How a command is said, what it takes and what it does.
pub struct Said {
    /// The first is shown, all are understood.
    pub names: &'static [&'static str],
    pub takes: &'static str,
    pub does: &'static str,
}

/// The commands.
pub struct VerbWords {
    pub queue: Said,
    pub customers: Said,
    pub find: Said,
    pub open: Said,
    pub profile: Said,
    pub timeline: Said,
    pub log: Said,
    pub done: Said,
    pub snooze: Said,
    pub schedule: Said,
    pub cancel: Said,
    pub add: Said,
    pub fact: Said,
    pub tag: Said,
    pub reveal: Said,
    pub pin: Said,
    pub tier: Said,
    pub edit: Said,
    pub bad: Said,
    pub primary: Said,
    pub amend: Said,
    pub import: Said,
    pub bin: Said,
    pub undo: Said,
    pub redo: Said,
    pub more: Said,
    pub language: Said,
    pub help: Said,
    pub quit: Said,
}
