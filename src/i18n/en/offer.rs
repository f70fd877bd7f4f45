//! English: offers.

use crate::domain::offer::Play;
use crate::i18n::offer::OfferWords;

pub(super) static OFFER: OfferWords = OfferWords {
    one: "offer",
    matter: "kind",
    what: "offered",
    about: "because of",
    reply: "reply",
    suggested: "Need again",
    miss: |days, n| format!("off {days} days n={n}"),
    every: |item, days| format!("{item}, every {days} days"),
    take_rebuy: |item| format!("Remind of {item}"),
    decline_rebuy: |item| format!("Not {item} this time"),
    take_law: |bought, other| format!("Offered {other}: taken (has {bought})"),
    decline_law: |bought, other| format!("Offered {other}: declined (has {bought})"),
    rebuy_note: |item| format!("{item} may be used up: ask whether they want more"),
    play: |play| match play {
        Play::Forgotten => "Long not seen",
        Play::Wronged => "We did them wrong",
        Play::Price => "Found it dear",
        Play::Taste => "Taste has changed",
        Play::Service => "Badly served",
        Play::Distance => "Too far away",
    },
    start_play: |name| format!("Win back: {name}"),
    steps: |play| match play {
        Play::Forgotten => [
            "keep their usual ready, a sample on top when they come",
            "say sorry for the long silence, ask how they are",
            "invite them to sit down for a talk",
        ],
        Play::Wronged => [
            "make up for last time: money back or a new one, as they choose",
            "apologise first, explain nothing away, hear them out",
            "see them in person: did they get it, are they content",
        ],
        Play::Price => [
            "put their usual into a cheaper pack at a regular's price",
            "sorry that the price rose unannounced, say why",
            "invite them to compare and taste, without pressing",
        ],
        Play::Taste => [
            "send two samples of the new kind",
            "sorry for offering the old again and again, ask what they like now",
            "invite them to try what is new, note what they like",
        ],
        Play::Service => [
            "one person to serve them, no queue, first next time",
            "apologise for the neglect, say what was changed",
            "serve them once more in person, ask whether it is enough",
        ],
        Play::Distance => [
            "send it to the new address, first parcel free",
            "sorry for not thinking of it sooner, ask where to send",
            "bring it once on the way, see whether it can go on",
        ],
    },
    won: |hits| format!("{} of {} back, {} tried", hits.hits, hits.judged, hits.n),
    never_tried: "not tried yet",
    plays: "Ways to win back",
    tried: "Tried",
    judged: "Known",
    won_label: "Came back",
    taken: "Taken",
    put: "Offered",
    none: "Nobody may need anything again just now.",
    not_now: "something this customer may need again; see `shuke rebuy`",
    answered: "They were asked about that already. Wait until they have bought it again.",
    no_such: "a way to win somebody back; see `shuke offer plays`",
};
