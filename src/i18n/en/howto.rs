//! English: how do I ...?

use crate::i18n::howto::{COUNT, HowTo};

pub(in crate::i18n) static HOWTO: [HowTo; COUNT] = [
    HowTo {
        question: "How do I find a customer?",
        answer: "Press ‹find› and type a name, initials, any part of a phone, a company or a tag; the list narrows as you type. ‹search.submit› keeps it, ‹search.back› clears it. To be strict: 'exact ^prefix suffix$ !not, as in ^smith !vip. ‹search_texts› searches notes, complaints, follow-ups and purchases. From a script: shuke find smith, shuke search leak.",
    },
    HowTo {
        question: "How do I list only certain customers?",
        answer: "Press ‹find› and write a filter: #VIP last>30d city=Hangzhou. Also: tier=vip stage=silent, birthday<7d, spend_30d>500, risk>0.6, no:next, overdue, note:leak, or, -, ( ). A line is a filter as soon as it has # or = : < >, or a word such as overdue; otherwise it finds names. ‹search.fill_in› completes, ‹search.submit› keeps it, ‹search.back› removes it. Behind ; may stand sort=-spend,name, group=city, columns=phone,tags, comfortable.",
    },
    HowTo {
        question: "How do I keep a list I need often?",
        answer: "Filter with ‹find›, lay it out with ‹columns›, save it with ‹save_view›. ‹views› lists all views: ‹menu.submit› opens, a digit pins, ‹view_list.copy› copies it as one line for a chat; ‹paste_view› pastes such a line. ‹view_one› to ‹view_nine› jump to them.",
    },
    HowTo {
        question: "How do I add a customer?",
        answer: "Press ‹add› for the form; only a name is required, ‹form.save› saves. Faster: ‹quick_add› and one line, such as Jane Smith 13800138000 #VIP source=RED.",
    },
    HowTo {
        question: "How do I change a phone or anything else?",
        answer: "Select the customer and press ‹edit›. A number shown as 138****8000 stays as it is unless you type a whole new one.",
    },
    HowTo {
        question: "How do I log a call?",
        answer: "Select the customer, press ‹log› and write a line: call 5m answered wants two boxes, call back friday. What was understood is shown; ‹prompt.submit›, then choose the next step.",
    },
    HowTo {
        question: "How do I plan a follow-up?",
        answer: "Press ‹schedule› and write a day and what to do: next monday bring samples. Also: in 3 days, +2w, mar 5, 2026-03-05.",
    },
    HowTo {
        question: "How do I work through today's follow-ups?",
        answer: "Press ‹go_queue› for the queue; the most urgent are on top. ‹complete› is done and log, ‹snooze› snoozes (then 3: three days), ‹cancel› cancels.",
    },
    HowTo {
        question: "How do I see a full phone number?",
        answer: "Press ‹reveal› and give a reason; it is shown for 30 seconds and leaves a record.",
    },
    HowTo {
        question: "How do I note a taboo or a preference?",
        answer: "Press ‹fact›: + likes, - avoids, ! needs, for example - peanut allergy. Taboos stay on top of the profile.",
    },
    HowTo {
        question: "How do I tag a customer?",
        answer: "Press ‹tag› and type the tag; a leading - takes it off, such as -VIP.",
    },
    HowTo {
        question: "How do I undo?",
        answer: "‹undo› undoes the last step, ‹redo› redoes it; ‹history› lists all steps, and any of them can be undone. It works after a restart too.",
    },
    HowTo {
        question: "I deleted the wrong customer. What now?",
        answer: "‹bin› opens the recycle bin; ‹menu.submit› restores, with the log and the tags. Or press ‹undo› at once.",
    },
    HowTo {
        question: "How do I bring in customers from Excel or another program?",
        answer: "Press ‹import› and give the file's path (dropping it on the window works), look at what would come in, then ‹menu.submit›. From a script: shuke import FILE --dry-run.",
    },
    HowTo {
        question: "How do I undo an import?",
        answer: "Press ‹undo›: all of it goes at once. Days later: ‹history›, find the import, ‹menu.submit›.",
    },
    HowTo {
        question: "How do I mark a number that no longer works?",
        answer: "Press ‹go_profile› for the profile, move to the number with ‹down› and ‹up›, press ‹bad_number›. Once more makes it good again.",
    },
    HowTo {
        question: "How do I switch to Chinese?",
        answer: "Press ‹language›. To keep it, write language = \"zh\" in the settings file; shuke info says where it is.",
    },
    HowTo {
        question: "Where are my data, and are they safe?",
        answer: "In one file on this computer; shuke info says where. Only your account can read it, and the program has no network code. Copy that file to a USB stick as well.",
    },
];
