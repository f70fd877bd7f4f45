//! English: visitors and what they did.

use crate::i18n::event::EventWords;

pub(super) const EVENT: EventWords = EventWords {
    one: "visitor event",
    who: "visitor",
    count: "events",
    last: "last",
    what: "did last",
    title: "Unknown visitors | ‹menu.submit› says who it is",
    nobody: "Nobody waits here. Import a file of events with the columns customer, event, item and time.",
    held: |count| {
        format!(
            "{count} events of visitors nobody knows wait in the holding list; shuke event list shows them"
        )
    },
    times: |n| {
        if n == 1 {
            "1 event".to_owned()
        } else {
            format!("{n} events")
        }
    },
    whose: |who| format!("Who is {who}?"),
    drop: |who| format!("Nobody of ours: drop what {who} did"),
};
