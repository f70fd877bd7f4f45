//! English: tags and their groups, rules, quality and the pool.

use super::plural;
use crate::domain::dictionary::{Seen, Stays};
use crate::domain::quality::Counter;
use crate::domain::rule::{AlertState, State};
use crate::domain::tag::{Choice, Colour};
use crate::i18n::order::{
    DriftWords, OrderFieldWords, OrderWords, PoolWords, QualityWords, RuleWords, SchemaWords,
    TagWords,
};

fn colour(colour: Colour) -> &'static str {
    match colour {
        Colour::Plain => "plain",
        Colour::Accent => "accent",
        Colour::Good => "good",
        Colour::Warn => "warning",
        Colour::Danger => "alarm",
        Colour::Quiet => "quiet",
    }
}

pub(super) const ORDER: OrderWords = OrderWords {
    field: OrderFieldWords {
        group: "tag group",
        exclusive: "one only",
        colour: "colour",
        rule_text: "rule text",
        deed: "what the rule did",
        verified: "verified",
        pooled_at: "in the pool since",
    },
    tag: TagWords {
        auto: "auto",
        pick_title: "Tags | ‹menu.submit› puts on or takes off, -tag takes off",
        book_title: "Manage tags | ‹menu.submit›: what to do",
        merge_title: |name| format!("Merge \"{name}\" into which tag?"),
        none: "No tags yet. Type a name and press ‹menu.submit›.",
        make: |name| format!("New tag \"{name}\""),
        take_off: |name| format!("Take off \"{name}\""),
        colour,
        choice: |choice| match choice {
            Choice::Many => "several",
            Choice::One => "one only",
        },
        rename: "Rename",
        merge: "Merge into another tag",
        group: "Put into a group",
        rename_group: |group| format!("Rename the group \"{group}\""),
        set_choice: |group, choice| match choice {
            Choice::Many => format!("Allow several tags of \"{group}\""),
            Choice::One => format!("Allow one tag of \"{group}\" only"),
        },
        set_colour: |word| format!("Colour: {}", colour(word)),
        delete: |customers| {
            format!(
                "Delete (taken off {}; ‹undo› undoes it)",
                plural(customers, "customer", "customers")
            )
        },
        name_hint: "Type the new name, ‹prompt.submit› saves; ‹undo› undoes it.",
        group_hint: "The group's name, such as Basics, Habits or Value; empty for no group.",
        usual_groups: ["Basics", "Habits", "Value"],
        no_group: "no group",
        quick_title: "Quick tags",
        quick_hint: "A digit puts on or takes off; ‹tag› finds others; ‹choice.back› when done.",
        quick_none: "No tags yet. Press ‹tag› to make one.",
        taken: |name| format!("There is \"{name}\" already. Choose another name, or merge."),
        clash: |customers| {
            let whom = plural(
                i64::try_from(customers).unwrap_or(i64::MAX),
                "customer carries",
                "customers carry",
            );
            format!(
                "{whom} two tags of this group, so nothing was changed. Take one off first, or merge the tags."
            )
        },
    },
    rule: RuleWords {
        title: "Rules | ‹menu.submit›: what to do",
        none: "No rules yet.",
        make: "+ New rule",
        run_all: "+ Run for the whole shop now",
        off_for_all: "All rules are off (shuke set rules on brings them back)",
        state: |state| match state {
            State::On => "on",
            State::Off => "off",
        },
        meeting: |n| plural(n, "customer meets it", "customers meet it"),
        preview: "Preview who gains and who loses",
        enable: "Switch on",
        disable: "Switch off; the tags it put on go",
        edit: "Edit; off until you have previewed it and switched it on again",
        rename: "Rename",
        remove: "Delete; the tags it put on go",
        running: "Running the rules",
        text_hint: "condition => what to do. E.g. spend_30d>=500 and orders_90d>=3 => +loyal; tier=vip, banner:text, follow-up:3d ask, script:code",
        preview_title: |name| format!("Preview: {name}"),
        would_fire: "If enabled now",
        called_off: "the condition no longer holds: called off",
        starters: &[
            (
                "card: prospects",
                "stage=prospect last>14d => step:0d message: what do you need; step:7d message: what is new; step:30d call: one last time",
            ),
            (
                "card: new customers",
                "stage=new => step:1d message: how is it; step:7d message: a hint for use; step:21d message: come again",
            ),
            (
                "card: active",
                "stage=active last>30d => step:0d message: new things first to you; step:30d message: how are you",
            ),
            (
                "card: silent",
                "stage=silent => step:0d message: long time no see; step:3d call: ask why; step:10d message: a small gift",
            ),
            (
                "card: lost",
                "stage=lost spend>=500 => step:0d call: ask why, apologise; step:14d message: a reason to come back; step:60d message: a last greeting",
            ),
            (
                "alert: may be leaving",
                "risk=warning or risk=high => alert:may be leaving, get in touch",
            ),
            (
                "alert: high risk",
                "risk=high => alert:high risk of leaving, call today",
            ),
            (
                "alert: VIP not buying",
                "tier=vip bought>60d => alert:VIP without a purchase for 60 days",
            ),
            (
                "alert: VIP not spoken to",
                "tier=vip last>45d => alert:VIP not spoken to for 45 days",
            ),
            (
                "alert: big customer silent",
                "stage=silent spend>=1000 => alert:a big customer has gone silent",
            ),
        ],
        starter: "Add the shipped rules (cards, alerts; switched off)",
        alerts_title: "Alerts",
        alerts_none: "No alerts yet. Switch an alert rule on first.",
        alert_state: |state| match state {
            AlertState::Open => "open",
            AlertState::Acknowledged => "acknowledged",
            AlertState::Expired => "expired",
        },
        gains: |n| format!("Would gain: {n}"),
        losses: |n| format!("Would lose: {n}"),
        preview_keys: "y switch on  ‹choice.back› back",
        fired: |rule, deeds| format!("rule \"{rule}\": {deeds}"),
        fired_idly: |rule| format!("rule \"{rule}\": met, nothing to change"),
        ended: |rule| format!("rule \"{rule}\": no longer met, taken back"),
        asks_sensitive: |field| {
            format!(
                "A rule works for everybody and cannot ask for a sensitive field: {field}. Take it out of the rule, or switch the rule off."
            )
        },
        circle: |names| {
            format!(
                "These rules would drive each other, so nothing was switched on: {names}. Change the condition of one."
            )
        },
        arrow_missing: "The rule has no =>. Write: condition => +tag.",
        condition_missing: "The rule has no condition. Write one before =>, such as #VIP last>30d.",
        bad_deed: |part| {
            format!(
                "A rule cannot do \"{part}\". It can do +tag, tier=vip, banner:text, follow-up:3d text, script:code."
            )
        },
    },
    quality: QualityWords {
        title: "Data quality | ‹menu.submit› opens the list; in brackets: since last month",
        verified: "verified",
        stale: "needs verifying (‹verify›)",
        complete: |score| format!("{score}% complete"),
        score: "Completeness, average",
        counter: |counter| match counter {
            Counter::SamePhone => "Duplicates suspected (same phone)",
            Counter::InvalidPhone => "Phone dead or not a number",
            Counter::NoSource => "No source",
            Counter::NoBasis => "No legal basis",
            Counter::Stale => "Not verified for long",
            Counter::NoPhone => "No phone",
            Counter::NoNextStep => "No next step",
            Counter::Lone => "Orphans (nothing hangs on the record)",
        },
    },
    schema: SchemaWords {
        title: "Data dictionary",
        field: "field",
        meaning_zh: "Chinese",
        meaning_en: "English",
        allowed: "allowed",
        must: "required",
        seen: "seen by",
        stays: "kept",
        seen_by: |seen| match seen {
            Seen::Everyone => "agents",
            Seen::Personal => "agents, never in logs",
            Seen::Masked => "masked, reveals recorded",
        },
        stays_for: |stays| match stays {
            Stays::WithCustomer => "with customer",
            Stays::WithShop => "with shop",
        },
    },
    pool: PoolWords {
        off: "The pool is not in use. Switch it on: type, in the palette, set pool on, or run shuke set pool on.",
        no_name: "Nobody has said who sits at the desk, so there is nobody to claim for. Type, in the palette, set agent NAME, or run shuke agent.",
        limit: |limit| {
            format!(
                "The limit of claims a day is reached: {limit} a person. Claim tomorrow, or change the setting pool_claims."
            )
        },
        owned: |owner| {
            format!("{owner} looks after them. Give them back first, or change who does.")
        },
    },
    drift: DriftWords {
        title: |month| format!("What changed in {month}"),
        none: "Nothing changed in that month.",
        what: "What changed",
        rewritten: |field, old, new| match new {
            "" => format!("{field}: {old} -> (nothing)"),
            new => format!("{field}: {old} -> {new}"),
        },
        contact: "contacts changed",
        rarer: |before, now| {
            format!("comes less often: {before} -> {now} days with a purchase in 90 days")
        },
    },
    owner_hint: "Who looks after them; empty for nobody.",
    change_what: |n| {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        format!("Change what of {}?", plural(n, "customer", "customers"))
    },
};
