//! What the four panes show, told in lines: a label, a value, no columns and no signs that only an eye understands.

use crate::app::answer::{Card, Moment, Queue, QueueRow};
use crate::app::changed::field_label;
use crate::domain::contact::Reach;
use crate::domain::follow_up::{Bucket, Progress};
use crate::domain::listing::ListRow;
use crate::domain::time::{Millis, Now};
use crate::i18n::{Strings, custom, label, offer, order};

/// The parts that say something, in one line.
pub fn line(s: &Strings, parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(s.plain.comma)
}

fn pair(s: &Strings, name: &str, value: impl AsRef<str>) -> String {
    match value.as_ref() {
        "" => String::new(),
        value => format!("{name}{}{value}", s.plain.colon),
    }
}

fn date(s: &Strings, at: Millis, now: Now) -> String {
    label::distance(s, at.day(now.offset), now.today())
}

/// How many are due, part by part.
pub fn queue_heading(s: &Strings, queue: &Queue) -> String {
    let counts = Bucket::ALL
        .iter()
        .zip(queue.counts)
        .map(|(bucket, n)| format!("{} {n}", label::bucket(s, *bucket)));
    pair(s, s.desk.queue, line(s, counts))
}

pub fn queue_row(s: &Strings, row: &QueueRow, now: Now) -> String {
    line(
        s,
        [
            row.name.clone(),
            label::tier(s, row.tier).to_owned(),
            label::distance(s, row.follow_up.due, now.today()),
            row.follow_up.note.clone(),
            row.phone.clone(),
        ],
    )
}

/// Who may need something again about now, and how wrong such days were in the past.
pub fn suggested(s: &Strings, queue: &Queue, now: Now) -> Vec<String> {
    let all = &queue.suggested;
    if all.rows.is_empty() {
        return Vec::new();
    }
    let miss = offer::miss(s, all.miss.as_ref());
    let count = all.rows.len().to_string();
    let heading = line(s, [pair(s, s.offer.suggested, count), miss]);
    let told = all.rows.iter().map(|one| {
        let what = (s.offer.every)(&one.rebuy.item, one.rebuy.every_days);
        let due = label::distance(s, one.rebuy.due, now.today());
        line(s, [one.name.clone(), what, due, one.phone.clone()])
    });
    std::iter::once(heading).chain(told).collect()
}

pub fn list_row(s: &Strings, row: &ListRow, now: Now) -> String {
    let last = row.last_contact.map(|at| date(s, at, now));
    let next = row.next_due.map(|due| label::distance(s, due, now.today()));
    line(
        s,
        [
            row.name.clone(),
            row.company.clone(),
            label::tier(s, row.tier).to_owned(),
            label::stage(s, row.stage).to_owned(),
            row.phone.clone(),
            row.city.clone(),
            pair(s, s.field.last_contact, last.unwrap_or_default()),
            pair(s, s.field.next, next.unwrap_or_default()),
            row.found_in
                .as_ref()
                .map(|found| found.text.clone())
                .unwrap_or_default(),
        ],
    )
}

/// The profile: what must be known first, then who it is, how to reach them, what was promised.
pub fn card(s: &Strings, card: &Card, now: Now) -> Vec<String> {
    let mut lines = vec![who(s, card)];
    lines.push(pair(s, s.field.pinned, &card.customer.pinned));
    lines.extend(
        card.facts
            .iter()
            .map(|fact| pair(s, label::leaning(s, fact.leaning), &fact.text)),
    );
    lines.extend(contacts(s, card));
    lines.extend(about(s, card, now));
    lines.extend(own(s, card));
    lines.extend(card.open.iter().map(|promise| {
        let when = format!(
            "{} {}",
            label::day(s, promise.due, now.today()),
            label::distance(s, promise.due, now.today())
        );
        pair(s, s.field.next, line(s, [when, promise.note.clone()]))
    }));
    lines.retain(|line| !line.is_empty());
    lines
}

fn who(s: &Strings, card: &Card) -> String {
    let about = &card.customer.about;
    let gender = about.gender.map_or("", |gender| label::gender(s, gender));
    let binned = card.customer.deleted_at.map_or("", |_| s.desk.in_bin);
    line(
        s,
        [
            pair(s, s.desk.profile, &about.name),
            about.nickname.clone(),
            gender.to_owned(),
            label::tier(s, card.tier).to_owned(),
            label::stage(s, card.stage).to_owned(),
            binned.to_owned(),
        ],
    )
}

/// How the customer is reached, masked or not as the answer has it.
pub fn contacts(s: &Strings, card: &Card) -> Vec<String> {
    card.contacts
        .iter()
        .map(|shown| {
            let bad = match shown.reach {
                Reach::Bad => s.desk.bad_number,
                Reach::Good => "",
            };
            let value = line(s, [shown.text.clone(), shown.label.clone(), bad.to_owned()]);
            pair(s, label::method(s, shown.method), value)
        })
        .collect()
}

/// The shop's own fields, and who is tied to the customer.
fn own(s: &Strings, card: &Card) -> Vec<String> {
    let fields = card.own.iter().map(|holding| {
        let name = &holding.field.shape.name;
        pair(s, name, custom::holding(s, holding))
    });
    let ties = card
        .ties
        .iter()
        .map(|tied| pair(s, (s.relation.role)(tied.role), custom::named(&tied.other)));
    fields.chain(ties).collect()
}

fn about(s: &Strings, card: &Card, now: Now) -> Vec<String> {
    let (f, about) = (&s.field, &card.customer.about);
    let birthday = about.birthday.map(|day| day.to_string());
    let talked = card.last_contact.map(|at| date(s, at, now));
    let bought = card.last_purchase.as_ref().map(|row| {
        let bought = &row.bought;
        line(
            s,
            [
                label::distance(s, bought.day, now.today()),
                bought.item.clone(),
                label::money(s, bought.amount_cents),
            ],
        )
    });
    let spent = (card.purchase_days > 0).then(|| {
        (s.desk.spent)(
            card.purchase_days,
            &label::money(s, card.spend_cents),
            &label::money(s, card.year_cents),
        )
    });
    vec![
        pair(s, f.birthday, birthday.unwrap_or_default()),
        pair(
            s,
            f.company,
            line(s, [about.company.clone(), about.title.clone()]),
        ),
        pair(
            s,
            f.city,
            line(s, [about.city.clone(), about.address.clone()]),
        ),
        pair(s, f.source, &about.source),
        pair(s, f.hobbies, &about.hobbies),
        pair(s, f.tags, card.tags.join(s.list_comma)),
        pair(s, f.last_contact, talked.unwrap_or_default()),
        pair(s, s.desk.last_purchase, bought.unwrap_or_default()),
        pair(s, s.desk.spending, spent.unwrap_or_default()),
        pair(s, f.note, &about.note),
    ]
}

/// One moment of the timeline.
pub fn moment(s: &Strings, moment: &Moment, now: Now) -> String {
    let stamp = |at: Millis| label::stamp(at.at(now.offset), now.today());
    match moment {
        Moment::Said(row) => {
            let said = &row.said;
            line(
                s,
                [
                    stamp(said.at),
                    label::channel(s, said.channel).to_owned(),
                    said.direction
                        .map_or("", |way| label::direction(s, way))
                        .to_owned(),
                    said.minutes.map_or(String::new(), s.talk.minutes),
                    said.outcome
                        .map_or("", |outcome| label::outcome(s, outcome))
                        .to_owned(),
                    row.corrects.map_or("", |_| s.desk.correction).to_owned(),
                    said.author.clone(),
                    said.note.clone(),
                ],
            )
        }
        Moment::Bought(row) => {
            let bought = &row.bought;
            line(
                s,
                [
                    label::day(s, bought.day, now.today()),
                    s.desk.bought.to_owned(),
                    bought.item.clone(),
                    label::quantity(bought.quantity_milli),
                    label::money(s, bought.amount_cents),
                ],
            )
        }
        Moment::Settled(row) => {
            let how = match row.progress {
                Progress::Cancelled => s.desk.cancelled,
                Progress::Open | Progress::Done => s.desk.settled,
            };
            line(
                s,
                [
                    row.closed_at.map(stamp).unwrap_or_default(),
                    how.to_owned(),
                    row.note.clone(),
                    row.reason.clone(),
                ],
            )
        }
        Moment::Turned(turn) => line(
            s,
            [
                label::day(s, turn.day, now.today()),
                (s.report.stage_turned)(s, turn),
            ],
        ),
        Moment::Fired(firing) => line(s, [stamp(firing.met_at), order::fired(s, firing)]),
        Moment::Ended(firing) => {
            let at = firing.ended_at.map(stamp).unwrap_or_default();
            line(s, [at, order::ended(s, firing)])
        }
        Moment::Edited {
            op,
            step,
            fields,
            times,
        } => {
            let fields: Vec<&str> = fields
                .iter()
                .filter(|_| step.kind == "customer.edit")
                .map(|change| field_label(s, change))
                .collect();
            line(s, [stamp(op.at), label::edit(s, step, &fields, *times)])
        }
    }
}
