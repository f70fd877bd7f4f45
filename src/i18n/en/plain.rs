//! English: the desk in lines.

use crate::i18n::plain::{PlainWords, Said, VerbWords};

pub(in crate::i18n) const PLAIN: PlainWords = PlainWords {
    comma: ", ",
    colon: ": ",
    greeting: "shuke. One command a line: help tells every command, quit leaves.",
    new_shop: "There are no customers yet. For example: add Jane Smith 13800138000 #VIP. To import a file, quit and run shuke import.",
    farewell: "Goodbye.",
    unknown: |text| format!("\"{text}\" is no command. Type help for every command."),
    nobody_open: "No customer is open. Use find, then type a number.",
    log_empty: "Nothing logged yet.",
    nothing_due: "Nothing is planned for this customer.",
    no_number: |n| format!("There is no number {n} in the last list."),
    open_by_number: "Type a number to open one.",
    more: |n| format!("{n} more: type more to go on."),
    no_more: "There is no more.",
    left_alone: "All right, nothing was written.",
    leave_question: "Type back to leave it.",
    yes_or_no: "Type yes or no.",
    yes: &["yes", "y"],
    no: &["no", "n"],
    back: &["back", "b"],
    help: "Commands, with the letter that means the same in brackets:",
    no_contact: |n| format!("The profile has {n} contacts, counted from 1: say which."),
    edit_fields: "What can be changed: name, nickname, company, title, city, address, source, owner, hobbies, note, birthday; as city=Leeds.",
    tour: [
        "Type queue to hear who is due today.",
        "Type 1 to open the first; the profile is read out.",
        "Type timeline to hear what was said and bought.",
        "The phone rings: type find and a name or the last digits of a phone.",
        "Type log call 5m answered wants two boxes, for the open customer; type a number first if nobody is open.",
        "Choose the next step: 1 is in a week, or type a day.",
        "Type snooze 3 to put this off by three days.",
        "A slip? Type undo.",
        "Type help to hear every command.",
        "Type language for Chinese; once more brings English back.",
    ],
    tour_over: "That is all. Try whatever you like, this is the demo shop; quit leaves.",
    verb: VerbWords {
        queue: Said {
            names: &["queue", "due"],
            takes: "",
            does: "who is due today",
        },
        customers: Said {
            names: &["customers", "list"],
            takes: "",
            does: "customers by last contact",
        },
        find: Said {
            names: &["find", "search"],
            takes: "name, initials, phone",
            does: "find customers",
        },
        open: Said {
            names: &["open"],
            takes: "number or name",
            does: "open a customer; the number alone will do",
        },
        profile: Said {
            names: &["profile", "show"],
            takes: "",
            does: "the profile of the open customer",
        },
        timeline: Said {
            names: &["timeline", "talks"],
            takes: "",
            does: "what was said, bought and done",
        },
        log: Said {
            names: &["log"],
            takes: "one line",
            does: "log something for the open customer, then ask for the next step",
        },
        done: Said {
            names: &["done"],
            takes: "what was said, if anything",
            does: "complete the open customer's follow-up, then ask for the next step",
        },
        snooze: Said {
            names: &["snooze"],
            takes: "days or a day",
            does: "snooze the open customer's follow-up",
        },
        schedule: Said {
            names: &["follow", "schedule"],
            takes: "a day and what to do",
            does: "plan a follow-up for the open customer",
        },
        cancel: Said {
            names: &["cancel"],
            takes: "reason",
            does: "cancel the open customer's follow-up",
        },
        add: Said {
            names: &["add", "new"],
            takes: "name phone #tag source=...",
            does: "add a customer",
        },
        fact: Said {
            names: &["prefer", "taboo"],
            takes: "- avoids, + likes, ! needs",
            does: "note a preference or taboo",
        },
        tag: Said {
            names: &["tag"],
            takes: "tag; a leading - takes it off",
            does: "tag the open customer",
        },
        reveal: Said {
            names: &["reveal"],
            takes: "reason",
            does: "tell whole numbers, and record it",
        },
        pin: Said {
            names: &["pin"],
            takes: "a line, - for none",
            does: "the reminder on top of the profile",
        },
        tier: Said {
            names: &["tier"],
            takes: "a tier, - for the rule's",
            does: "set the tier by hand",
        },
        edit: Said {
            names: &["edit"],
            takes: "field=text, as city=Leeds",
            does: "change one field",
        },
        bad: Said {
            names: &["bad"],
            takes: "which number, from 1",
            does: "a number is dead; again, and it works",
        },
        primary: Said {
            names: &["primary"],
            takes: "which number, from 1",
            does: "make a number the first to call",
        },
        amend: Said {
            names: &["amend"],
            takes: "one line",
            does: "say the last thing logged anew",
        },
        import: Said {
            names: &["import"],
            takes: "path of a file",
            does: "bring a file in; says first what would happen",
        },
        bin: Said {
            names: &["bin", "delete"],
            takes: "",
            does: "move the open customer to the bin, after a question",
        },
        undo: Said {
            names: &["undo"],
            takes: "",
            does: "undo the last step",
        },
        redo: Said {
            names: &["redo"],
            takes: "",
            does: "redo what was undone",
        },
        more: Said {
            names: &["more", "next"],
            takes: "",
            does: "go on with the list",
        },
        language: Said {
            names: &["language", "chinese"],
            takes: "",
            does: "switch between Chinese and English",
        },
        help: Said {
            names: &["help"],
            takes: "",
            does: "every command",
        },
        quit: Said {
            names: &["quit", "exit"],
            takes: "",
            does: "leave",
        },
    },
};
