//! English.

mod cli;
mod command;
mod custom;
mod desk;
mod event;
mod export;
mod filter;
mod howto;
mod lock;
mod merge;
mod offer;
mod order;
mod plain;
mod privacy;
mod report;
mod safe;
mod script;
mod standard;
mod texts;
mod trade;
mod view;
mod wizard;

pub(super) use howto::HOWTO;

use super::{
    ErrorWords, FieldWords, KindWords, LeaningWords, StageWords, StepWords, Strings, TalkWords,
    TierWords, TimeWords,
};
use crate::domain::name::Lang;

fn plural(n: i64, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {many}")
    }
}

pub(super) static EN: Strings = Strings {
    lang: Lang::En,
    list_comma: ", ",
    error: ErrorWords {
        not_found: |kind| {
            format!("There is no such {kind}; it may have been deleted. Look into the recycle bin.")
        },
        name_missing: "The name is missing. Fill in a name and save again.",
        nothing_said: "There is nothing to save. Write something first.",
        reason_missing: "Without a next step a reason is needed. Write one, or set the next follow-up.",
        masked_phone: "The number has a * in it and is not complete. Type the whole number, or leave the field as it was.",
        too_long: |limit| {
            format!("That is too long: at most {limit} characters. Shorten it and save again.")
        },
        too_many: |limit| format!("That is too many: at most {limit}. Remove some first."),
        name_taken: |name| format!("There is another view called \"{name}\". Choose another name."),
        built_in: "This view comes with the program and cannot be renamed or deleted. Save one of your own, or give its key to another view.",
        code_taken: |code| {
            format!("There is another script with the code {code}. Choose another code.")
        },
        do_not_contact: "This customer does not want to be contacted, so nothing was copied. Lift that first if they have changed their mind.",
        stale: "This customer was changed elsewhere a moment ago, so nothing was overwritten. Open the form again and repeat your change.",
        same_person: "Both are the same customer. Name two different ones.",
        nothing_to_undo: "There is nothing to undo.",
        nothing_to_redo: "There is nothing to redo.",
        conflicts: |list| {
            format!(
                "Changed since by someone: {list}. Nothing was undone; undo the newer steps first."
            )
        },
        read_only: "This file can be read but not changed. Move it to a place you can write, or check its permissions.",
        cancelled: "Cancelled; nothing was changed.",
        no_random: "The system gave no random numbers, so nothing was written. Restart and try again.",
        file_missing: |path| {
            format!(
                "There is no customer file at {path}. Check the path, or start shuke there to make one."
            )
        },
        file_empty: |path| {
            format!(
                "{path} is an empty file, not a customer file; it was left alone. Bring the last backup back with `shuke restore latest`, or choose another path."
            )
        },
        file_foreign: |path| {
            format!(
                "{path} is not a shuke file (or it is encrypted); it was left alone. Check the path."
            )
        },
        file_damaged: |path| {
            format!(
                "The customer file {path} is damaged; it was left alone. Bring the last backup back with `shuke restore latest`, save what can be read with `shuke salvage {path} NEW.db`, or see what is wrong with `shuke doctor`."
            )
        },
        file_newer: |path, version| {
            format!(
                "{path} was made by a newer shuke (format {version}). Update shuke, or restore an older backup."
            )
        },
        file_exists: |path| {
            format!("{path} exists already and was not overwritten. Choose another name.")
        },
        file_io: |path, why| format!("Could not open {path}: {why}."),
        io_denied: "permission denied, check the rights of the file and its folder",
        io_missing: "no such path, check the spelling",
        io_full: "the disk is full, free some space",
        io_read_only: "the disk is read-only, choose another place",
        io_other: "the system refused, check the disk",
        busy: "Another shuke window is writing, so this was not saved. Try again in a moment.",
        disk_full: "The disk is full; this was not saved, everything before is safe. Free some space and try again.",
        constraint: "The data do not fit together, so this was not saved. Try again; if it happens again, please report it.",
        bad_value: |table, column| {
            format!(
                "The file holds something unknown in {table}.{column} and may be damaged. Restore a backup."
            )
        },
        sqlite: |text| {
            format!(
                "The customer file could not be used: {text}. Try again; if it happens again, restore a backup."
            )
        },
    },
    field: FieldWords {
        key: "setting",
        value: "value",
        agent: "agent",
        role: "role",
        customer: "customer",
        party: "type",
        name: "name",
        nickname: "nickname",
        gender: "gender",
        birthday: "birthday",
        phone: "phone",
        email: "e-mail",
        wechat: "WeChat",
        company: "company",
        title: "title",
        city: "city",
        address: "address",
        source: "source",
        owner: "owner",
        hobbies: "hobbies",
        preferred: "preferred channel",
        preferred_short: "prefers",
        note: "note",
        pinned: "pinned note",
        legal_basis: "legal basis",
        tier: "tier",
        stage: "stage",
        source_id: "external id",
        created_at: "created",
        deleted_at: "deleted",
        method: "contact type",
        contact: "contact",
        label: "label",
        rank: "order",
        reach: "state",
        leaning: "kind of preference",
        fact: "preference",
        day: "day",
        tag: "tag",
        tags: "tags",
        at: "time",
        channel: "channel",
        direction: "direction",
        minutes: "duration",
        outcome: "outcome",
        author: "author",
        corrects: "corrects",
        due: "due",
        progress: "state",
        closed_at: "closed",
        reason: "reason",
        item: "item",
        quantity: "quantity",
        amount: "amount",
        pay_method: "payment",
        last_contact: "last contact",
        next: "next step",
        consent: "may be contacted",
        folder: "folder",
        code: "code",
        headline: "headline",
        text_zh: "Chinese text",
        text_en: "English text",
        script: "script",
        view_name: "view",
        view_line: "line",
        view_pin: "key",
    },
    kind: KindWords {
        customer: "customer",
        contact: "contact",
        fact: "preference",
        tag: "tag",
        interaction: "interaction",
        follow_up: "follow-up",
        purchase: "purchase",
        setting: "setting",
        script: "script",
        product: "product",
        points: "points",
        level: "level",
        coupon: "coupon",
        want: "wish",
        view: "view",
        rule: "rule",
        field: "field of your own",
        relation: "tie",
        company: "company",
        op: "operation",
    },
    tier: TierWords {
        vip: "VIP",
        regular: "regular",
        potential: "prospect",
    },
    stage: StageWords {
        potential: "prospect",
        new: "new",
        active: "active",
        silent: "silent",
        lost: "lost",
    },
    talk: TalkWords {
        call: "call",
        wechat: "WeChat",
        sms: "SMS",
        email: "e-mail",
        visit: "visit",
        store: "in store",
        video: "video",
        social: "social",
        other: "other",
        answered: "answered",
        no_answer: "no answer",
        busy: "busy",
        wrong_number: "wrong number",
        left_message: "left message",
        interested: "interested",
        refused: "refused",
        sold: "sold",
        resolved: "resolved",
        inward: "in",
        outward: "out",
        minutes: |n| format!("{n} min"),
        male: "male",
        female: "female",
    },
    leaning: LeaningWords {
        likes: "likes",
        avoids: "avoid",
        needs: "needs",
    },
    step: StepWords {
        of: |name| match name {
            "customer.add" => "add customer",
            "customer.edit" => "edit customer",
            "customer.bin" => "move to bin",
            "customer.restore" => "restore from bin",
            "customer.pin" => "pin note",
            "customer.tier" => "set tier",
            "customer.stage" => "set stage",
            "customer.reveal" => "reveal contacts",
            "customer.merge" => "merge customers",
            "customer.distinct" => "tell apart",
            "customer.erase" => "erase for good",
            "customer.restrict" => "set aside",
            "customer.release" => "release from being set aside",
            "customer.hand_over" => "hand over a copy",
            "consent.record" => "note a consent",
            "consent.withdraw" => "withdraw a consent",
            "retention.set" => "set how long records are kept",
            "contact.reach" => "mark contact",
            "contact.promote" => "make primary",
            "fact.add" => "add preference",
            "fact.remove" => "remove preference",
            "tag.add" => "add tag",
            "tag.remove" => "remove tag",
            "tag.rename" => "rename tag",
            "tag.merge" => "merge tags",
            "tag.group" => "group tags",
            "tag.rename_group" => "rename tag group",
            "tag.exclusive" => "set how many of a tag group",
            "tag.colour" => "colour tag",
            "tag.delete" => "delete tag",
            "interaction.log" => "log interaction",
            "interaction.amend" => "amend interaction",
            "follow_up.schedule" => "schedule follow-up",
            "follow_up.snooze" => "snooze follow-up",
            "follow_up.done" => "complete follow-up",
            "follow_up.cancel" => "cancel follow-up",
            "purchase.add" => "add purchase",
            "purchase.refund" => "give money back",
            "product.put" => "note product",
            "points.adjust" => "adjust points",
            "points.open" => "opening points",
            "points.spend" => "spend points",
            "level.put" => "set level",
            "level.remove" => "remove level",
            "level.review" => "review levels",
            "level.card" => "set card",
            "coupon.issue" => "issue coupon",
            "coupon.redeem" => "redeem coupon",
            "offer.take" => "note that an offer is taken",
            "offer.decline" => "note that an offer is declined",
            "want.add" => "note a wish",
            "want.remove" => "drop a wish",
            "event.match" => "say who a visitor is",
            "event.drop" => "drop a visitor's events",
            "setting.set" => "change setting",
            "setting.agent" => "rename agent",
            "setting.set_up" => "set up the shop",
            "customer.owner" => "set owner",
            "customer.verify" => "mark as verified",
            "customer.consent" => "set do-not-contact",
            "contact.copy" => "copy contact",
            "rule.add" => "add rule",
            "rule.edit" => "edit rule",
            "rule.rename" => "rename rule",
            "rule.enable" => "switch rule on",
            "rule.disable" => "switch rule off",
            "rule.remove" => "delete rule",
            "rule.starter" => "add the shipped rules",
            "rule.run" => "run rules",
            "pool.claim" => "claim customers",
            "pool.return" => "give back to the pool",
            "pool.sweep" => "sweep the pool",
            "script.add" => "add script",
            "script.edit" => "edit script",
            "script.delete" => "delete script",
            "user.add" => "let a user in",
            "user.remove" => "remove a user",
            "user.role" => "change a role",
            "user.passphrase" => "change a passphrase",
            "user.recovery" => "new recovery code",
            "desk.refused" => "wrong passphrase",
            "desk.limit" => "too many reveals",
            "desk.handed" => "hand to a program",
            "desk.encrypt" => "encrypt the file",
            "desk.decrypt" => "decrypt the file",
            "desk.rekey" => "new keys",
            "script.use" => "copy script",
            "script.starter" => "add starter scripts",
            "file.accept" => "accept an older file",
            "file.restore" => "restore a backup",
            "file.salvage" => "save a damaged file",
            "view.save" => "save view",
            "view.rename" => "rename view",
            "view.pin" => "pin view",
            "view.delete" => "delete view",
            "field.add" => "add a field",
            "field.edit" => "change a field",
            "field.remove" => "remove a field",
            "field.set" => "fill a field",
            "relation.add" => "tie customers",
            "relation.remove" => "untie customers",
            "company.note" => "note on a company",
            "company.rename" => "rename a company",
            "company.merge" => "merge companies",
            "import.run" => "import",
            "export.run" => "export",
            "import.shop" => "bring a whole shop in",
            _ => "operation",
        },
        did: |what, whom| {
            if whom.is_empty() {
                format!("Done: {what}")
            } else {
                format!("Done: {what}, {whom}")
            }
        },
        undid: |what, whom| {
            if whom.is_empty() {
                format!("Undid: {what}")
            } else {
                format!("Undid: {what}, {whom}")
            }
        },
        redid: |what, whom| {
            if whom.is_empty() {
                format!("Redid: {what}")
            } else {
                format!("Redid: {what}, {whom}")
            }
        },
        count: |n| plural(n, "row", "rows"),
    },
    time: TimeWords {
        today: "today",
        yesterday: "yesterday",
        tomorrow: "tomorrow",
        days_ago: |n| plural(n, "day ago", "days ago"),
        in_days: |n| {
            if n == 1 {
                "in 1 day".to_owned()
            } else {
                format!("in {n} days")
            }
        },
        weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        never: "never",
    },
    custom: custom::CUSTOM,
    relation: custom::RELATION,
    filter: filter::FILTER,
    lock: &lock::LOCK,
    merge: merge::MERGE,
    view: view::VIEW,
    texts: texts::TEXTS,
    order: order::ORDER,
    standard: standard::STANDARD,
    desk: desk::DESK,
    wizard: wizard::WIZARD,
    cli: cli::CLI,
    export: export::EXPORT,
    plain: plain::PLAIN,
    privacy: privacy::WORDS,
    report: &report::REPORT,
    trade: trade::TRADE,
    offer: &offer::OFFER,
    event: event::EVENT,
    safe: safe::SAFE,
};
