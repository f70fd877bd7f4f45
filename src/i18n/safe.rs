//! What is said about backups, restores, salvage and the doctor's findings, in both languages.

use crate::domain::finding::{Detail, How, Missing, Part};
use crate::domain::rotation::Reason;
use crate::domain::time::{Millis, Now};
use crate::i18n::{Strings, label};

/// Texts about keeping a shop safe.
pub struct SafeWords {
    /// The page of backups.
    pub title: &'static str,
    pub now: &'static str,
    pub copy_away: &'static str,
    pub working: fn(u64, u64) -> String,
    pub esc_stops: &'static str,
    /// Somebody leaves while something is on its way to the file.
    pub still_saving: &'static str,
    /// The last backup is being made.
    pub esc_leaves: &'static str,
    pub reason: fn(Reason) -> &'static str,
    pub customers: fn(i64) -> String,
    pub made: fn(&str) -> String,
    pub unchanged: &'static str,
    pub copied: fn(&str) -> String,
    pub restored: fn(&str, i64) -> String,
    /// Where the file as it was is now.
    pub before: fn(&str) -> String,
    pub ask_restore: fn(&str, i64) -> String,
    pub yes_restore: &'static str,
    pub no: &'static str,
    pub none: &'static str,
    /// So many minutes ago.
    pub ago: fn(i64) -> String,
    /// Of the top line.
    pub last: fn(&str) -> String,
    pub never: &'static str,
    /// A question at the start, when the second place has had no copy for a week.
    pub second_due: &'static str,
    pub yes_copy: &'static str,
    pub later: &'static str,
    /// The op that is missing, and its moment.
    pub missing: fn(&str, &str) -> String,
    pub rewritten: fn(&str, &str) -> String,
    pub go_on: &'static str,
    pub show_backups: &'static str,
    pub accepted: &'static str,
    /// The doctor.
    pub doctor: &'static str,
    pub looking: &'static str,
    pub all_fine: &'static str,
    pub some_warnings: &'static str,
    pub some_wrong: &'static str,
    pub no_such_file: &'static str,
    pub part: fn(Part) -> &'static str,
    pub detail: fn(&Strings, Part, &Detail, Now) -> String,
    /// What salvage did: table, rows, rows expected.
    pub saved: fn(&str, u64, Option<u64>) -> String,
    pub salvaged: fn(&str) -> String,
    pub held: fn(u32, &str, Option<i64>) -> String,
    pub no_file: &'static str,
    pub no_backup: &'static str,
    pub no_second: &'static str,
    pub second_away: fn(&str) -> String,
    pub other_shop: &'static str,
    pub nothing_saved: &'static str,
    /// The file, and the name its keys must have.
    pub keys_gone: fn(&str, &str) -> String,
}

/// A moment as people say it: the day, and the time of day where it is near.
#[must_use]
pub fn when(s: &Strings, at: Millis, now: Now) -> String {
    let moment = at.at(now.offset);
    format!(
        "{} {}",
        label::distance(s, moment.date_naive(), now.today()),
        moment.format("%H:%M")
    )
}

/// How long ago, in as few words as possible.
#[must_use]
pub fn age(s: &Strings, at: Millis, now: Now) -> String {
    (s.safe.ago)((now.at.0 - at.0).max(0) / 60_000)
}

/// Bytes as people say them.
#[must_use]
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["B", "KB", "MB", "GB"];
    let mut unit = 0;
    let mut rest = bytes;
    while rest >= 10_240 && unit < UNITS.len() - 1 {
        rest /= 1_024;
        unit += 1;
    }
    format!("{rest} {}", UNITS[unit])
}

/// What a file lacks that this computer has seen.
#[must_use]
pub fn missing(s: &Strings, missing: Missing, now: Now) -> String {
    let words = match missing.how {
        How::Gone => s.safe.missing,
        How::Rewritten => s.safe.rewritten,
    };
    words(&missing.op.to_string(), &when(s, missing.at, now))
}
