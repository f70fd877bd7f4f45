//! English: personal information.

use crate::domain::consent::Purpose;
use crate::domain::retention::Category;
use crate::i18n::privacy::{Certified, Policy, PrivacyWords, percent};

pub(super) const WORDS: PrivacyWords = PrivacyWords {
    title: "Privacy",
    register: "What they agreed to",
    purpose: "purpose",
    basis: "basis",
    notice: "notice",
    evidence: "evidence",
    guardian: "guardian",
    withdrawn_at: "withdrawn",
    restricted_at: "set aside",
    category: "kind of record",
    days: "days",
    month: "month",
    purchases: "purchases",
    since: "since",
    history: "History",
    every_channel: "any channel",
    of_purpose: |purpose| match purpose {
        Purpose::Service => "service",
        Purpose::Marketing => "marketing",
        Purpose::Sharing => "sharing with others",
        Purpose::Sensitive => "sensitive information",
    },
    of_category: |category| match category {
        Category::Prospect => "prospects",
        Category::Trade => "customers who bought",
        Category::Binned => "the bin",
        Category::Marketing => "marketing consents",
    },
    trigger: |category| match category {
        Category::Prospect | Category::Marketing => "after the last contact",
        Category::Trade => "after the last purchase or contact",
        Category::Binned => "after being put there",
    },
    withdrawn: "consent withdrawn",
    not_to_be_planned: |name| {
        format!(
            "{name} does not want to be contacted, so nothing was planned. Lift that first if they have changed their mind."
        )
    },
    no_offers: |name| {
        format!(
            "{name} took back their consent to offers, so this was not planned. Note a new consent first, or plan something that is no offer."
        )
    },
    keeps_its_pages: "Erased, and what was freed in the file is zeroed; but the file could not be written anew. Make room on the disk and close other windows: the next erasure tries again.",
    erased_already: "This was about somebody who has been erased. There is nothing to take back.",
    reason_names: "The reason stays for good, so it must not name the person or a number. Say it without.",
    set_aside: "This record is set aside and may only be stored. Release it first.",
    minor: "Under 14 a guardian agrees (say who), and there is no marketing.",
    clock_jumped: "The clock is over 30 days away from the last entry, so nothing was destroyed. Check the date of this computer; if it is right, note something else first.",
    ask_erase: |name| {
        format!(
            "Erase {name} everywhere, for good? Nothing brings them back, no undo and no backup."
        )
    },
    ask_restrict: |name| {
        format!("Set {name} aside? Stored only; no list, search or report shows them.")
    },
    at_request: "at their request",
    yes_erase: "Erase for good",
    yes_restrict: "Set aside",
    no: "Leave it",
    say_yes: "Erasing is final. Say --yes to go on.",
    certificate,
    saved: |path| format!("Saved: {path}."),
    share: |part, whole| format!("{} ({part} of {whole})", percent(part, whole)),
    customers: |n| format!("customers: {n}"),
    without_basis: |n| format!("without a basis: {n}"),
    minors: |n, unguarded| format!("under 14: {n}, without a guardian's consent: {unguarded}"),
    due: |n| format!("due for deletion: {n}"),
    restricted: |n| format!("set aside: {n}"),
    erased: |n| format!("erased so far: {n}"),
    none: "none",
    purge_step: |n, code| {
        format!("{n} due. To erase exactly these for good: shuke retention purge --code {code}")
    },
    other_list: "The list has changed since that code was given. Look at it again.",
    policy,
};

fn certificate(c: &Certified) -> String {
    format!(
        "Certificate of erasure\n\n{}Date: {}\nOperation: {}\nBy: {}\nReason: {}\nRows and earlier values erased: {}\nMarks in the erasure ledger: {}\n\n\
         The person's rows, notes, history values, search entries and drafts were removed from the desk file and overwritten there. \
         A search finds nothing. Totals of purchases stay by month, tied to nobody. Older backups expire on schedule; a restore \
         erases the person again before the desk opens. Copies made outside shuke are not covered. The marks are keyed digests and name nobody.\n",
        of_shop(&c.shop),
        c.at,
        c.op,
        c.agent,
        c.reason,
        c.gone,
        c.marks.join(", ")
    )
}

/// A heading, with the shop's name where it has one.
fn headed(what: &str, shop: &str) -> String {
    match shop.is_empty() {
        true => what.to_owned(),
        false => format!("{what}: {shop}"),
    }
}

/// The line that names the shop; none where it has no name.
fn of_shop(shop: &str) -> String {
    match shop.is_empty() {
        true => String::new(),
        false => format!("Shop: {shop}\n"),
    }
}

fn policy(p: &Policy) -> Vec<String> {
    let days = |n: usize| p.days[n];
    let mut lines = vec![
        headed("Customer information policy", &p.shop),
        format!("Made from the live settings on {}. It supports keeping the law and is no legal advice.", p.day),
        String::new(),
        "1. What is collected, and why".to_owned(),
        "Name and contacts, what was said, promised and bought: to serve the customer. Anything beyond service needs a consent for that purpose.".to_owned(),
        format!(
            "Consents that stand: service {}, marketing {}, sharing {}, sensitive {}, of {} customers.",
            p.agreed[0], p.agreed[1], p.agreed[2], p.agreed[3], p.customers
        ),
        "Under 14 a guardian agrees, and there is no marketing. One key (D) withdraws and stops what is planned.".to_owned(),
        String::new(),
        "2. Storage".to_owned(),
        match p.is_encrypted {
            true => "One file on this computer, encrypted, backups too. Nothing is sent over a network.".to_owned(),
            false => "One file on this computer, NOT encrypted. Nothing is sent over a network.".to_owned(),
        },
        format!("Backups kept: {}.", p.backups),
        String::new(),
        "3. Access".to_owned(),
        format!(
            "Users: {}. Contacts are masked; seeing or copying one takes a reason and is noted ({} in the last 30 days). Every change stands in a chained history.",
            p.users, p.reveals
        ),
        String::new(),
        "4. Updating".to_owned(),
        "Customers may ask what is kept (shuke person export), have it corrected, set aside or erased.".to_owned(),
        String::new(),
        "5. Keeping and destroying".to_owned(),
        format!("Prospects: {} days after the last contact. Customers who bought: {} days after the last purchase or contact.", days(0), days(1)),
        format!("The bin: {} days. A marketing consent lapses after {} days without contact.", days(2), days(3)),
        "A list is reviewed every month; destroying takes two steps, and the log of it names nobody.".to_owned(),
        format!("Erased so far: {}. Set aside: {}.", p.erased, p.restricted),
        String::new(),
        "6. Where practice differs today".to_owned(),
    ];
    let told = lines.len();
    let past = i64::try_from(p.past_retention).unwrap_or(i64::MAX);
    let counts = [
        (past, "records past their time"),
        (p.without_basis, "customers without a basis"),
        (
            p.customers - p.agreed[1],
            "customers without consent to marketing: leave them out of it",
        ),
        (p.minors[1], "children without a guardian's consent"),
    ];
    lines.extend(
        counts
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| format!("- {n} {what}")),
    );
    if !p.is_encrypted {
        lines.push("- the file is not encrypted (shuke encrypt)".to_owned());
    }
    if p.backups == 0 {
        lines.push("- there is no backup (shuke backup)".to_owned());
    }
    if lines.len() == told {
        lines.push("Nowhere that shuke can see.".to_owned());
    }
    lines
}
