//! English: the shop's own fields, ties between customers, companies and sources.

use crate::domain::custom::{Fault, Unfit};
use crate::domain::relation::Role;
use crate::i18n::custom::{CustomWords, RelationWords};

pub(super) const CUSTOM: CustomWords = CustomWords {
    name: "Field",
    of: "Type",
    choices: "Choices",
    secrecy: "Sensitive",
    purpose: "Purpose",
    sensitive: "sensitive",
    text: "text",
    number: "number",
    money: "money",
    date: "date",
    list: "list",
    bool: "yes or no",
    link: "link",
    yes: "yes",
    no: "no",
    unfit: |unfit| match unfit {
        Unfit::NameMissing => {
            "The field has no name. Write: Skin_type list dry|oily purpose=choosing a cream."
        }
        Unfit::NameTooLong => "The field's name is too long: at most 30 characters.",
        Unfit::NameUnreadable => {
            "A field's name has letters, digits, blanks and underscores, and begins with a letter."
        }
        Unfit::NameOfTheDesk => "Every customer has that already. Use it, or choose another name.",
        Unfit::TypeUnknown => "Name the type: text, number, money, date, list, bool or link.",
        Unfit::ChoicesMissing => "A list needs two choices at least, parted by |: dry|oily.",
        Unfit::TooManyChoices => "Too many choices: at most 100.",
        Unfit::PurposeMissing => "Say what it is kept for, such as purpose=choosing a cream.",
        Unfit::LineTooLong => {
            "The purpose and each choice have at most 100 characters. Shorten it."
        }
    },
    taken: |name| format!("There is a field \"{name}\" already. Choose another name."),
    wrong: |name, wanted, text| {
        format!("\"{name}\" takes {wanted}, not \"{text}\". Mend it and save again.")
    },
    wants: |fault| match fault {
        Fault::TooLong => "at most 500 characters",
        Fault::Number => "a number, such as 38 or 1.5",
        Fault::Money => "an amount, such as 99.5",
        Fault::Date => "a date, such as 2026-03-01",
        Fault::Choice => "",
        Fault::Bool => "yes or no",
        Fault::Link => "a web address, such as example.com",
    },
    in_use: |value| {
        format!("Some customers have \"{value}\", which would no longer fit. Change those first.")
    },
    sources: &[
        "Walk-in",
        "Referral",
        "Website",
        "Google",
        "Instagram",
        "Facebook",
        "WeChat",
        "RED",
        "Phone",
        "Event",
        "Other",
    ],
    title: "Own fields",
    add: "Add a field",
    add_hint: "name type [choices] purpose=…; such as Skin_type list dry|oily purpose=choosing a cream",
    purpose_title: |name| format!("What is \"{name}\" kept for?"),
    purpose_hint: "one line; ‹prompt.submit› saves",
    empty: "No fields of your own yet. Press ‹palette› and type field add Skin_type list dry|oily",
    value_hint: |wanted| format!("{wanted}; blank empties it"),
    remove: |name| format!("Remove the field \"{name}\" with what customers have in it?"),
    yes_remove: "Remove it; undo brings it back",
};

pub(super) const RELATION: RelationWords = RelationWords {
    other: "other customer",
    role: |role| match role {
        Role::Spouse => "spouse",
        Role::Family => "family",
        Role::Parent => "parent",
        Role::Child => "child",
        Role::Colleague => "colleague",
        Role::Friend => "friend",
        Role::Referred => "referred by them",
        Role::Referrer => "referrer",
    },
    title: "The other one is their …",
    who: |role| format!("Who is the {role}"),
    who_hint: "type a name or phone, ‹menu.submit› links",
    oneself: "Nobody is tied to themselves. Choose somebody else.",
    already: "That is noted already.",
    has_referrer: |name| {
        format!("They were referred by {name}. Take that away first to change it.")
    },
    circle: "They were referred through this customer, and cannot have referred them too.",
    no_referrer: |text| {
        format!(
            "No customer is called \"{text}\". Write a name, a phone, or a name and last digits."
        )
    },
    several: |text, told| format!("Several are called \"{text}\". Say which: {told}."),
    company_taken: |name| {
        format!("There is a company \"{name}\" already. To make them one: shuke company merge.")
    },
    company_title: |name| format!("Company: {name}"),
    no_company: "This customer has no company. Fill it in with ‹edit› first.",
    contacts: "Contacts",
    rename_company: "Rename company",
    rename_hint: "the new name; an existing company's name merges the two. Everyone moves along, one undo takes it back",
    note_company: "Company note",
    note_hint: "one line; blank takes it away",
    company_sum: |contacts, spend, last| {
        format!("{contacts} contacts | {spend} in all | last contact {last}")
    },
    source_title: "Sources",
    referral_title: "Referrals",
    unknown_source: "(unknown)",
    buyers: "Bought",
    repeat_rate: "Repeat rate",
    revenue: "Revenue",
    brought: "Referred",
    source_note: "Repeat rate = bought on two days or more / bought at all; below 10 buyers it says little",
    reward_label: "Reward",
    reward: |points, buyers| match (points, buyers) {
        (0, _) => String::new(),
        (points, 0) => format!("{points} points given"),
        (points, n) => format!(
            "{points} points given, {} a new buyer",
            (points + n / 2) / n
        ),
    },
    brought_whom: "Whom they brought",
    has_bought: "bought",
    not_bought: "not yet",
    nobody_brought: "Nobody's referrer is noted. Use ‹relate›, or write ref:Jane when adding",
};
