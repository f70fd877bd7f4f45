//! Hides the numbers and addresses that stand in free text, in every answer that leaves the doorway, and gives them back to an editor
//! who left them as they were shown. What an answer shows of contacts is hidden where it is made.
//!
//! The shop's own words (tags, sources, owners, views, rules, scripts, products) are no customer's and stay as they are.

use super::Work;
use super::answer::{Answer, Card, Company, Drifted, Moment};
use super::error::{Error, Result};
use super::insight;
use crate::domain::custom::{Held, Type};
use crate::domain::customer::{About, Customer};
use crate::domain::follow_up::FollowUp;
use crate::domain::id::CustomerId;
use crate::domain::listing::ListRow;
use crate::domain::mask::{hide, restored};
use crate::domain::want::Want;
use crate::store;

impl Answer {
    /// Hides what is not revealed. Named one by one: whoever adds an answer says here what of it is a person's.
    pub(super) fn hide(&mut self) {
        match self {
            Self::Customers(window) => window.rows.iter_mut().for_each(row),
            Self::Hits(hits) => hits.rows.iter_mut().for_each(row),
            Self::Card(Some(shown)) => card(shown),
            Self::Cards(cards) => cards.iter_mut().for_each(card),
            Self::Timeline(moments) => moments.iter_mut().for_each(moment),
            Self::Queue(queue) => {
                for line in &mut queue.rows {
                    each([&mut line.name, &mut line.beside, &mut line.city]);
                    hide(&mut line.pinned);
                    follow_up(&mut line.follow_up);
                }
                for one in &mut queue.suggested.rows {
                    hide(&mut one.name);
                }
            }
            Self::Bin(customers) => customers.iter_mut().for_each(customer),
            Self::RulePreview(preview) => {
                preview.gaining.iter_mut().for_each(row);
                preview.losing.iter_mut().for_each(row);
            }
            Self::History(traces) => {
                for trace in traces {
                    hide(&mut trace.purpose);
                    name(&mut trace.step.customer);
                }
            }
            Self::Texts(texts) => {
                for hit in &mut texts.hits {
                    each([&mut hit.name, &mut hit.beside]);
                }
            }
            Self::Pulse(pulse) => {
                for step in [&mut pulse.undo, &mut pulse.redo].into_iter().flatten() {
                    name(&mut step.customer);
                }
            }
            Self::Company(Some(shown)) => company(shown),
            Self::Companies(lines) => lines.iter_mut().for_each(|line| hide(&mut line.name)),
            Self::Advocates(all) => {
                for one in all {
                    hide(&mut one.who.name);
                    let brought = one.brought_whom.iter_mut();
                    brought.for_each(|next| hide(&mut next.who.name));
                }
            }
            Self::Alerts(all) => {
                for alert in all {
                    each([&mut alert.name, &mut alert.note]);
                }
            }
            Self::Visitors(all) => {
                for visitor in all {
                    each([&mut visitor.who, &mut visitor.note]);
                }
            }
            Self::Drift(all) => {
                for one in all {
                    hide(&mut one.who.name);
                    if let Drifted::Column { old, new, .. } = &mut one.what {
                        each([old, new]);
                    }
                }
            }
            Self::Register(agreed) => {
                for one in agreed {
                    each([&mut one.evidence, &mut one.guardian]);
                }
            }
            Self::Standing(standing) => {
                standing.due.iter_mut().for_each(|due| hide(&mut due.name));
                let set_aside = &mut standing.restricted;
                set_aside.iter_mut().for_each(|(_, name)| hide(name));
            }
            Self::Twins(twins) => twins.iter_mut().for_each(|twin| row(&mut twin.row)),
            Self::Suspects(suspects) => {
                for pair in &mut suspects.pairs {
                    row(&mut pair.one);
                    row(&mut pair.other);
                }
            }
            Self::Comparison(Some(two)) => {
                card(&mut two.keep);
                card(&mut two.lose);
                // A time in milliseconds has as many digits as a number that can be called.
                let texts = two.fields.iter_mut();
                for field in texts.filter(|field| !field.column.ends_with("_at")) {
                    each([&mut field.keep, &mut field.lose]);
                    name(&mut field.both);
                }
            }
            Self::Past(changes) => {
                for change in changes {
                    each(
                        [&mut change.about, &mut change.old, &mut change.new]
                            .into_iter()
                            .flatten(),
                    );
                }
            }
            Self::Insight(insight::Told::Members(members)) => {
                let rows = members.rows.iter_mut();
                rows.for_each(|member| row(&mut member.row));
            }
            Self::Insight(insight::Told::Figures(figures)) => {
                let calls = figures.calls.iter_mut();
                calls.for_each(|caller| row(&mut caller.row));
            }
            Self::Account(account) => {
                hide(&mut account.name);
                account.trade.wants.iter_mut().for_each(want);
            }
            // A copy is what was asked for, on record; a draft is what whoever sits here typed.
            Self::Copied(_) | Self::Draft(_) => {}
            // Numbers and ids, and what the shop says of itself.
            Self::Between(_)
            | Self::Cuts(..)
            | Self::Would(_)
            | Self::Card(None)
            | Self::Tags(_)
            | Self::TagBook(_)
            | Self::Rules(_)
            | Self::Quality(_)
            | Self::WouldChange(_)
            | Self::Headings(_)
            | Self::Count(_)
            | Self::Choices(_)
            | Self::Scripts(_)
            | Self::Views(_)
            | Self::Lists(_)
            | Self::Company(None)
            | Self::Sources(_)
            | Self::Backups(_)
            | Self::Certificate(_)
            | Self::Comparison(None)
            | Self::Insight(insight::Told::Laws(_) | insight::Told::Backtest(_))
            | Self::Products(_)
            | Self::Scanned(_) => {}
        }
    }
}

fn each<'t>(texts: impl IntoIterator<Item = &'t mut String>) {
    texts.into_iter().for_each(hide);
}

fn name(text: &mut Option<String>) {
    each(text);
}

fn row(row: &mut ListRow) {
    each([
        &mut row.name,
        &mut row.company,
        &mut row.city,
        &mut row.beside,
    ]);
    if let Some(found) = &mut row.found_in {
        hide(&mut found.text);
    }
}

fn about(about: &mut About) {
    each(texts_of(about));
}

/// What may hold a number or an address although it is meant for something else.
fn texts_of(about: &mut About) -> [&mut String; 9] {
    [
        &mut about.name,
        &mut about.nickname,
        &mut about.company,
        &mut about.title,
        &mut about.city,
        &mut about.address,
        &mut about.hobbies,
        &mut about.note,
        &mut about.source_id,
    ]
}

/// The columns of `texts_of`, in its order.
const TEXTS: [&str; 9] = [
    "name",
    "nickname",
    "company",
    "title",
    "city",
    "address",
    "hobbies",
    "note",
    "source_id",
];

pub(super) fn customer(customer: &mut Customer) {
    about(&mut customer.about);
    hide(&mut customer.pinned);
}

fn follow_up(follow_up: &mut FollowUp) {
    each([&mut follow_up.note, &mut follow_up.reason]);
}

fn want(want: &mut Want) {
    hide(&mut want.wish.item);
}

fn card(card: &mut Card) {
    if card.revealed_until.is_some() {
        return;
    }
    customer(&mut card.customer);
    for shown in &mut card.contacts {
        hide(&mut shown.label);
    }
    card.facts.iter_mut().for_each(|fact| hide(&mut fact.text));
    card.open.iter_mut().for_each(follow_up);
    if let Some(purchase) = &mut card.last_purchase {
        hide(&mut purchase.bought.item);
    }
    card.trade.wants.iter_mut().for_each(want);
    if let Some(pin) = &mut card.stage_pin {
        hide(&mut pin.why);
    }
    for alert in &mut card.alerts {
        hide(&mut alert.note);
    }
    card.ties
        .iter_mut()
        .for_each(|tie| hide(&mut tie.other.name));
    for holding in &mut card.own {
        if let (Type::Text | Type::Link, Held::Value(value)) =
            (&holding.field.shape.of, &mut holding.held)
        {
            hide(value);
        }
    }
}

fn moment(moment: &mut Moment) {
    match moment {
        Moment::Said(said) => hide(&mut said.said.note),
        Moment::Bought(purchase) => hide(&mut purchase.bought.item),
        Moment::Settled(row) => follow_up(row),
        Moment::Edited { step, fields, .. } => {
            name(&mut step.customer);
            for field in fields {
                each([&mut field.old, &mut field.new].into_iter().flatten());
            }
        }
        Moment::Fired(_) | Moment::Ended(_) | Moment::Turned(_) => {}
    }
}

fn company(company: &mut Company) {
    each([&mut company.name, &mut company.note]);
    company.open.iter_mut().for_each(follow_up);
    for member in &mut company.members {
        each([&mut member.who.name, &mut member.title]);
        row(&mut member.row);
    }
}

/// A text as it was meant: numbers that were shown hidden are those of the row, as it is or as it was.
pub(super) fn meant(
    work: &Work,
    customer: CustomerId,
    (table, column): (&'static str, &str),
    typed: &str,
    kept: &str,
) -> Result<String> {
    let again = restored(typed, [kept]).ok_or(Error::MaskedPhone)?;
    if !again.contains('*') {
        return Ok(again);
    }
    // Somebody else may have changed the text since it was shown.
    let changes = store::past::of(work.db, customer, table, column, None)?;
    let old: Vec<String> = changes
        .into_iter()
        .filter_map(|change| change.old)
        .collect();
    let texts = std::iter::once(kept).chain(old.iter().map(String::as_str));
    restored(typed, texts).ok_or(Error::MaskedPhone)
}

/// What is said of a customer as it was meant.
pub(super) fn meant_about(work: &Work, kept: &Customer, typed: &About) -> Result<About> {
    let mut meant_all = typed.clone();
    let mut known = kept.about.clone();
    let both = texts_of(&mut meant_all)
        .into_iter()
        .zip(texts_of(&mut known));
    for ((text, known), column) in both.zip(TEXTS) {
        if text.contains('*') {
            *text = meant(work, kept.id, ("customer", column), text, known)?;
        }
    }
    Ok(meant_all)
}

/// What an imported record says of a customer who is there already: what it says hidden is what is there.
pub(super) fn given_back(kept: &About, new: &mut About) {
    let mut kept = kept.clone();
    for (text, kept) in texts_of(new).into_iter().zip(texts_of(&mut kept)) {
        if let Some(meant) = restored(text, [kept.as_str()]) {
            *text = meant;
        }
    }
}
