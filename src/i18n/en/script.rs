//! English: copying, ready-made texts, the editor and unsaved text.

use crate::domain::draft::Place;
use crate::i18n::script::ScriptWords;

pub(super) const SCRIPT: ScriptWords = ScriptWords {
    copy_what: "Copy what?",
    copied: |what, shown| format!("Copied {what}: {shown}"),
    copy_failed: "Nothing was copied. Check that the terminal allows OSC 52, or set copy_command.",
    copy_off: "Copying is switched off in the settings (clipboard = \"off\").",
    copy_gone: "Nothing was copied: it was changed a moment ago. Press ‹copy› again.",
    title: "Scripts | ‹library.join› joins several, ‹library.other_text› zh/en, ‹menu.submit› copies",
    none: "No scripts yet. Press ‹menu.submit› to add the usual set.",
    preview: "What is copied",
    uses: |n| format!("{n}x"),
    answered: |replies, n| format!("answered {replies}/{n}"),
    new_title: "new script",
    edit_title: "edit script",
    code_hint: "a short code to find it by",
    blanks_hint: "{honorific} {name} {shop} {agent} are filled in; any other {} is asked for",
    delete: |headline| format!("Delete the script \"{headline}\"?"),
    yes_delete: "delete (can be undone)",
    to_fill: |names| format!("To fill in first: {names}"),
    fill_title: |name| format!("Fill in: {name}"),
    fill_hint: "‹menu.submit›: next; when all is filled in, it is copied. ‹menu.back›: back to the scripts.",
    must_fill: "This is not filled in yet. Fill it in to copy.",
    too_many: |n| format!("At most {n} scripts can be joined."),
    do_not_contact: "DO NOT CONTACT",
    log_it: "Handed to the clipboard. Log it?",
    log_yes: "log the interaction",
    log_no: "no",
    editor_failed: |name| {
        format!(
            "The editor {name} did not end well, so nothing was changed. Check $VISUAL or $EDITOR."
        )
    },
    editor_kept: "Nothing was changed.",
    unsaved: |what, whom, when| {
        if whom.is_empty() {
            format!("Unsaved: {what}, from {when}. Continue?")
        } else {
            format!("Unsaved: {what}, {whom}, from {when}. Continue?")
        }
    },
    resume: "continue",
    drop: "drop it",
    place: |place| match place {
        Place::Log => "a log entry",
        Place::Complete => "a follow-up being done",
        Place::Amend => "an amended entry",
        Place::QuickAdd => "a new customer in one line",
        Place::Schedule => "a follow-up",
        Place::Fact => "a preference",
        Place::Pin => "a pinned note",
        Place::Buy => "a sale",
        Place::NewRule => "a new rule",
        Place::EditRule => "an edited rule",
        Place::NoteCompany => "a note on a company",
        Place::NewScript => "a new script",
        Place::EditScript => "an edited script",
        Place::NewCustomer => "a new customer",
        Place::EditCustomer => "an edited customer",
        Place::SaveView => "a view to save",
        Place::RenameView => "another name for a view",
        Place::PasteView => "a pasted view",
        Place::Export => "an export",
        Place::SetUp => "the shop's settings",
    },
};
