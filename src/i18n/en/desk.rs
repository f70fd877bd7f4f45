//! English: the screen.

use crate::domain::listing::{Moments, Sort};
use crate::i18n::desk::{ActionWords, ChoiceWords, DeskWords, FormWords, PromptWords};

pub(super) const DESK: DeskWords = DeskWords {
    action: ACTION,
    prompt: PROMPT,
    choice: CHOICE,
    form: FORM,
    program: "shuke",
    demo: "DEMO",
    read_only: "READ ONLY",
    crashed: "shuke stopped because of a fault of ours. Everything saved is safe; start it again.",
    overdue: "overdue",
    soon: "7 days",
    later: "later",
    queue: "Follow-ups",
    customers: "Customers",
    profile: "Profile",
    log: "Log",
    sorted_by: |sort| match sort {
        Sort::Recent => "by last contact",
        Sort::Name => "by name",
        Sort::Due => "by next step",
        Sort::Tier => "by tier",
        Sort::Newest => "newest first",
    },
    moments: |moments| match moments {
        Moments::All => "all",
        Moments::Said => "talks",
        Moments::Bought => "purchases",
        Moments::Settled => "follow-ups",
        Moments::Edited => "edits",
    },
    done_today: |n| format!("{n} done today"),
    overdue_by: |n| format!("{n}d late"),
    find_hint: "name, pinyin, initials, phone, company, tag",
    no_hits: "Nothing matches. Esc clears, a adds.",
    no_customers: "No customers yet. Press a to add one, or run shuke import FILE.",
    no_customer: "No customer selected. Press / to find one, a to add one.",
    queue_empty: "All done. Press / to find a customer, f to set a follow-up.",
    log_empty: "Nothing logged yet. Press l to log something.",
    nothing_promised: "nothing planned (f to plan)",
    and_more: |n| format!("and {n} more"),
    in_bin: "in the bin",
    bad_number: "bad",
    revealed_for: |n| format!("shown for {n} s"),
    last_purchase: "last buy",
    spending: "spent",
    spent: |days, total, year| {
        if days == 1 {
            format!("1 day, {total}, {year} in a year")
        } else {
            format!("{days} days, {total}, {year} in a year")
        }
    },
    lunar: "lunar",
    turns: |age| format!(" turns {age}"),
    bought: "bought",
    refunded: "refund",
    settled: "done",
    cancelled: "cancelled",
    correction: "correction",
    choose_contact: "Move to a number with j and k first.",
    choose_fact: "Move to a preference with j and k first.",
    choose_interaction: "Move to a logged interaction first.",
    choose_follow_up: "Choose a follow-up in the queue, then press the key.",
    nothing_changed: "Nothing changed.",
    unbound: |key| format!("{key} does nothing here. Press ? for the keys."),
    paste_nowhere: "The paste went nowhere: open a field first (/ find, l log, a add).",
    too_small: |w, h| format!("This window is too small. Please enlarge it to at least {w}x{h}."),
    help_title: "Keys",
    palette_title: "Commands",
    bin_title: "Recycle bin: Enter restores",
    bin_empty: "The bin is empty.",
    history_title: "History: Enter undoes that step",
    already_undone: "This step is undone already, or is itself an undo.",
    type_to_filter: "type to filter",
    edited: |what, fields| {
        if fields.is_empty() {
            what.to_owned()
        } else {
            format!("{what}: {fields}")
        }
    },
};

const ACTION: ActionWords = ActionWords {
    complete: "done + log",
    snooze: "snooze",
    cancel: "cancel follow-up",
    sort: "sort",
    next_match: "next match",
    previous_match: "previous match",
    bad_number: "mark number bad/good",
    promote: "make primary",
    remove_fact: "remove preference",
    moments: "filter by kind",
    amend: "amend this entry",
    open: "open",
    down: "down",
    up: "up",
    page_down: "page down",
    page_up: "page up",
    half_down: "half page down",
    half_up: "half page up",
    home: "to the top",
    end: "to the end",
    find: "find",
    log: "log",
    schedule: "follow up",
    add: "add",
    quick_add: "quick add",
    edit: "edit",
    tag: "tag",
    fact: "preference or taboo",
    pin: "pin a note",
    tier: "set tier",
    reveal: "reveal contacts",
    delete: "move to bin",
    undo: "undo",
    redo: "redo",
    history: "history",
    bin: "recycle bin",
    next_pane: "next pane",
    previous_pane: "previous pane",
    go_queue: "go to follow-ups",
    go_customers: "go to customers",
    go_profile: "go to profile",
    go_log: "go to log",
    help: "help",
    palette: "command palette",
    back: "back",
    quit: "quit",
    language: "switch language",
    submit: "confirm",
    save: "save",
    next_field: "next field",
    previous_field: "previous field",
    type_date: "type a day",
};

const PROMPT: PromptWords = PromptWords {
    log: "Log an interaction",
    log_hint: "For example: call 5m answered wants two boxes of tea, call back friday",
    complete: "Done. What was said?",
    complete_hint: "For example: wechat will pick it up at the weekend. Enter alone: done, nothing logged.",
    amend: "Amend an interaction",
    amend_hint: "Within 24 hours the entry changes; later a correction is added and the original stays.",
    quick_add: "Add a customer in one line",
    quick_add_hint: "For example: Jane Smith 13800138000 #VIP source=RED wechat=js88",
    schedule: "Plan a follow-up",
    schedule_hint: "A day and what to do, for example: next monday bring samples",
    snooze: "Snooze until when?",
    day_hint: "For example: next monday, in 3 days, +2w, mar 5",
    fact: "A preference, taboo or need",
    fact_hint: "+ likes   - avoids   ! needs. For example: - peanut allergy",
    tag: "Tag",
    tag_hint: "Type a tag; a leading - takes it off. For example: VIP, -VIP",
    pin: "Pinned note (empty clears it)",
    pin_hint: "What must be read first, at most 160 characters.",
    reveal: "Why do you need the full number?",
    reveal_hint: "Type a reason; shown for 30 s and recorded. Enter alone: call back.",
    call_back: "call back",
    cancel: "Cancel the follow-up. Why?",
    reason_hint: "One line, for example: sold, asked not to be called, handed over",
    next_day: "When is the next step?",
    reason: "No next step. Why?",
    nothing: "Nothing is written yet.",
    no_day: "No day was understood. For example: next monday, in 3 days, +2w.",
    repeated: "The same item is given twice; remove one.",
    bad_birthday: |text| {
        format!("{text} is no birthday. For example: 1990-01-02, 03-15, L--08-15.")
    },
    bad_gender: |text| format!("{text} is no gender. Write male or female."),
    unknown_key: |key, nearest| {
        if nearest.is_empty() {
            format!(
                "There is no {key}. Use: source, wechat, company, birthday, note, gender, email, tag."
            )
        } else {
            format!("There is no {key}. Did you mean {nearest}?")
        }
    },
};

const CHOICE: ChoiceWords = ChoiceWords {
    next_step: "And next?",
    as_said: "as just written",
    in_a_week: "in a week",
    in_a_month: "in a month",
    nothing: "no next step",
    or_type: "or type a day, such as: tomorrow",
    snooze: "Snooze for how long?",
    next_working_day: "next working day",
    yes_bin: "move to the bin (can be restored)",
    no: "no",
    unsaved: "Not saved yet",
    keep_editing: "keep editing",
    discard: "close without saving",
    tier: "Which tier?",
    tier_by_rule: "decided by rule",
    at_pace: |tier, days| format!("the pace of a {tier}: {days} days"),
    bin: |name| format!("Move {name} to the recycle bin?"),
};

const FORM: FormWords = FormWords {
    new_title: "New customer",
    edit_title: "Edit customer",
    unset: "not set",
    phones: "several: separate by commas",
    birthday: "1990-01-02, 03-15, or L--08-15 for lunar",
    tags: "separate by commas",
    source: "walk-in, friend, RED ...",
    keys: "Ctrl-S save   Tab next   Esc leave",
    twin: |name, phone| format!("Note: {name} {phone} has this number already."),
};
