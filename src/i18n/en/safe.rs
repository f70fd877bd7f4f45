//! English: what is said about backups, restores, salvage and the doctor's findings.

use crate::domain::finding::{Detail, Part};
use crate::domain::rotation::Reason;
use crate::i18n::Strings;
use crate::i18n::safe::{SafeWords, size, when};

pub(super) const SAFE: SafeWords = SafeWords {
    title: "Backups",
    now: "Back up now",
    copy_away: "Copy the newest backup to the second place (USB)",
    working: |done, total| match (done * 100).checked_div(total) {
        Some(percent) => format!("Backing up… {percent}%"),
        None => "Backing up…".to_owned(),
    },
    esc_stops: "‹choice.back› stops it; no half file is left",
    still_saving: "Still being saved; you leave when it is. Once more leaves at once.",
    esc_leaves: "‹choice.back› leaves without it; the next start makes up for it",
    reason: |reason| match reason {
        Reason::Asked => "by hand",
        Reason::Routine => "automatic",
        Reason::BeforeImport => "before an import",
        Reason::BeforeMigration => "before an upgrade",
        Reason::BeforeRestore => "before a restore",
        Reason::BeforeRekey => "before a new key",
    },
    customers: |n| super::plural(n, "customer", "customers"),
    made: |name| format!("Backed up and checked: {name}"),
    unchanged: "Nothing has changed since the last backup.",
    copied: |place| format!("Copied to the second place and checked: {place}"),
    restored: |name, n| {
        format!(
            "Restored from {name}; there are {} now.",
            super::plural(n, "customer", "customers")
        )
    },
    before: |path| format!("The file as it was before: {path}"),
    ask_restore: |name, n| {
        format!(
            "Replace everything by {name} ({})? The file as it is will be backed up first.",
            super::plural(n, "customer", "customers")
        )
    },
    yes_restore: "restore",
    no: "do not",
    none: "No backups yet",
    ago: |minutes| match minutes {
        0 => "just now".to_owned(),
        1..=59 => format!("{minutes} min ago"),
        60..=2_879 => format!("{} h ago", minutes / 60),
        _ => format!("{} days ago", minutes / 1_440),
    },
    last: |ago| format!("backup {ago}"),
    never: "! no backup",
    second_due: "The second place (USB) has had no backup for a week. Plug it in and copy one?",
    yes_copy: "copy",
    later: "later",
    missing: |op, at| {
        format!(
            "This file is older than what this computer last saw: operation {op} of {at} is missing. Restore a backup, or accept the file as it is."
        )
    },
    rewritten: |op, at| {
        format!(
            "This file has another past than this computer last saw: operation {op} of {at} differs. Restore a backup, or accept the file as it is."
        )
    },
    go_on: "go on with this file (is recorded)",
    show_backups: "show the backups",
    accepted: "The file is accepted as it is; the history says so.",
    doctor: "Check-up",
    looking: "Looking everything over…",
    all_fine: "All is well.",
    some_warnings: "Your data are whole; some things need attention.",
    no_such_file: "There is no such file. Check its path; if it was there before, shuke restore latest brings the last backup back.",
    some_wrong: "Damage was found. Delete nothing; restore a backup (shuke restore latest) or save what can be read (shuke salvage).",
    part: |part| match part {
        Part::Opening => "opening",
        Part::Pages => "pages and indexes",
        Part::References => "references",
        Part::Chain => "chain of operations",
        Part::Rows => "rows against the record",
        Part::Derived => "derived data",
        Part::Tier => "sensitive fields",
        Part::Anchor => "this computer's memory",
        Part::Rights => "rights",
        Part::Place => "place",
        Part::Room => "disk space",
        Part::Backups => "backups",
        Part::Rehearsal => "restore rehearsal",
        Part::Second => "second place",
    },
    detail,
    saved: |table, rows, expected| match expected {
        Some(expected) => format!("{table}: {rows} rows saved of {expected}"),
        None => format!("{table}: {rows} rows saved"),
    },
    salvaged: |path| {
        format!(
            "Saved into the new file {path}; the old one was left alone. The old history did not come along; open the file with shuke --db and look."
        )
    },
    held: |process, since, seconds| match seconds {
        Some(seconds) => {
            format!(
                "Another window (process {process}, open since {since}) has been writing for {seconds} s, so this was not saved. Try again in a moment."
            )
        }
        None => format!(
            "Another window (process {process}, open since {since}) holds the file, so this was not saved. Try again in a moment."
        ),
    },
    no_file: "There is no file here to back up.",
    no_backup: "There is no backup yet. Run shuke backup first.",
    no_second: "No second place is set. Put backup_folder into the settings file, such as a folder on a USB stick.",
    second_away: |path| {
        format!(
            "The second place {path} is not there. Plug the stick in, or change the setting backup_folder."
        )
    },
    other_shop: "This backup is another shop's and was not restored. To open it, give it another place with --db.",
    nothing_saved: "Not one row could be read, and no new file was written. Restore a backup.",
    keys_gone: |file, keys| {
        format!(
            "Not one row of {file} could be read, and no new file was written. If it is encrypted, it needs its keys, {keys}, and they are not there: every backup has a copy beside it (…db.keys). Put one here under that name and try again with a passphrase or the recovery code. Without any copy of the keys nobody can read it: restore a backup."
        )
    },
};

fn detail(s: &Strings, part: Part, detail: &Detail, now: crate::domain::time::Now) -> String {
    let at = |moment| when(s, moment, now);
    match detail {
        Detail::Refused(text) => text.clone(),
        Detail::Format(number) => format!("it opens, format {number}"),
        Detail::Sound => match part {
            Part::Pages => "every page is sound, the indexes agree".to_owned(),
            Part::References => "none leads nowhere".to_owned(),
            _ => "equal to what they are rebuilt to".to_owned(),
        },
        Detail::Sqlite(text) => format!("a page is bad: {text}"),
        Detail::Table(table) => match part {
            Part::Derived => format!("{table} differs from what it is rebuilt to; no record is lost by that, and editing the customer rebuilds it"),
            _ => format!("a reference in {table} leads nowhere"),
        },
        Detail::Ops(count) => format!("{}, every link holds", super::plural(*count, "operation", "operations")),
        Detail::BrokenAt(op) => format!("broken from operation {op} on: changed behind the desk's back, or damaged"),
        Detail::Counter => "the counter of ids lies behind an id in use".to_owned(),
        Detail::Rows { proved, older: 0 } => format!("all {proved} rows match their recorded digests"),
        Detail::Rows { proved, older } => {
            format!("{proved} rows match their recorded digests; of {older} older ones the edits do")
        }
        Detail::RowAstray { table, row: 0, .. } => {
            format!("{table} has other rows than were recorded: changed without shuke, or damaged")
        }
        Detail::RowAstray { table, row, .. } => {
            format!("row {row} of {table} is not what was recorded: changed without shuke, or damaged")
        }
        Detail::Opened(count) => format!("{} sealed for managers and owners, and open with their key", super::plural(*count, "value", "values")),
        Detail::Sealed(count) => format!("{} sealed for managers and owners, out of reach of whoever looks now", super::plural(*count, "value", "values")),
        Detail::ByRole(0) => "none filled in; in a file without a passphrase nothing but this program would guard them".to_owned(),
        Detail::ByRole(count) => format!("{} that nothing but this program guards: the file has no passphrase (shuke encrypt)", super::plural(*count, "value", "values")),
        Detail::Unopened(count) => format!("{} altered or moved behind the desk's back: restore a backup", super::plural(*count, "value", "values")),
        Detail::Fits => "the file is no older than this computer last saw it".to_owned(),
        Detail::OpMissing(op, moment) => (s.safe.missing)(&op.to_string(), &at(*moment)),
        Detail::OpRewritten(op, moment) => (s.safe.rewritten)(&op.to_string(), &at(*moment)),
        Detail::Private => "only you can read it".to_owned(),
        Detail::OpenToOthers(path) => format!("other users of this computer can read {path}; take that back with chmod go="),
        Detail::Local => "on a disk of this computer".to_owned(),
        Detail::Network => "on a network drive, where locks and syncs may fail: move the file to this computer and keep backups there".to_owned(),
        Detail::Cloud(owner) => format!("in a folder that {owner} syncs, maybe half-way through a write: move the file elsewhere and keep backups there"),
        Detail::Bytes(free) => format!("{} left", size(*free)),
        Detail::Unknown => "the system does not say".to_owned(),
        Detail::Never => "none yet; run shuke backup".to_owned(),
        Detail::Since(moment) => format!("the last one {}", at(*moment)),
        Detail::Changed(name) => format!("{name} is no longer what it was when it was checked: make a new one now"),
        Detail::NotYet => "the first is still to come".to_owned(),
        Detail::Failed(moment) => format!("failed {}: the newest backup did not come back whole, make a new one now", at(*moment)),
        Detail::NotSet => "none set (backup_folder in the settings can name a USB stick)".to_owned(),
        Detail::Away(path) => format!("no backup in {path}, or it is not plugged in"),
    }
}
