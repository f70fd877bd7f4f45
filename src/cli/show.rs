//! `shuke show` and `shuke reveal`: everything about one customer; contact values stay masked unless they are revealed.

use super::out::{Form, Out};
use super::stop::{Result, Stop};
use super::{shape, told, who};
use crate::app::answer::{Answer, Card, Moment};
use crate::app::query::Query;
use crate::app::{App, Error, customer, op::Op};
use crate::domain::contact::Reach;
use crate::domain::id::CustomerId;
use crate::domain::listing::Moments;
use crate::i18n::{Strings, custom, label, order};

/// Moments printed when nobody says how many.
const USUAL: usize = 20;

/// Show everything about a customer
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    /// How many moments of their history
    #[arg(long, value_name = "N", default_value_t = USUAL)]
    moments: usize,
}

/// Show a customer's whole phone numbers and e-mails; this is recorded
#[derive(Debug, clap::Args)]
pub struct RevealArgs {
    /// Id, name, phone, or a text that finds one customer
    who: String,
    /// Why they are needed
    #[arg(long, value_name = "TEXT")]
    purpose: String,
}

/// Prints the customer.
///
/// # Errors
/// Nobody is meant, or several are.
pub fn run(app: &mut App, args: &Args, out: &mut Out) -> Result<()> {
    let id = who::one(app, &args.who)?;
    let card = who::card(app, id, None)?;
    let mut moments = moments(app, id)?;
    moments.truncate(args.moments);
    print(out, &card, &moments)
}

/// Records why, then prints the contact values.
///
/// # Errors
/// Nobody is meant, several are, no reason is given, or the file cannot be written.
pub fn reveal(app: &mut App, args: &RevealArgs, out: &mut Out) -> Result<()> {
    if args.purpose.trim().is_empty() {
        return Err(Stop::App(Error::ReasonMissing));
    }
    let id = who::one(app, &args.who)?;
    let changed = app.run(&Op::Customer(customer::Op::Reveal {
        id,
        purpose: args.purpose.clone(),
    }))?;
    let card = who::card(app, id, changed.op)?;
    told::talk(out, &changed);
    if out.form == Form::Json {
        let shape = shape::card(&card, &[], out.now.offset);
        return out.document("customer", vec![shape]);
    }
    let pairs = contacts(out.s, &card);
    out.card("customer", pairs, serde_json::Value::Null)
}

fn moments(app: &mut App, id: CustomerId) -> Result<Vec<Moment>> {
    match app.ask(&Query::Timeline {
        id,
        moments: Moments::All,
        reveal: None,
    })? {
        Answer::Timeline(all) => Ok(all),
        _ => Ok(Vec::new()),
    }
}

fn print(out: &mut Out, card: &Card, moments: &[Moment]) -> Result<()> {
    let s = out.s;
    let mut pairs = head(s, card);
    pairs.extend(contacts(s, card));
    pairs.extend(body(out, card));
    pairs.extend(
        moments
            .iter()
            .map(|moment| (s.cli.moment, told_moment(out, moment))),
    );
    let shape = shape::card(card, moments, out.now.offset);
    out.card("customer", pairs, shape)
}

fn head(s: &'static Strings, card: &Card) -> Vec<(&'static str, String)> {
    let (f, about) = (&s.field, &card.customer.about);
    let mut pairs = vec![
        (s.cli.id, card.customer.id.to_string()),
        (f.name, about.name.clone()),
        (f.pinned, card.customer.pinned.clone()),
    ];
    pairs.extend(card.facts.iter().map(|fact| {
        (
            label::leaning(s, fact.leaning),
            format!("{} {} ({})", fact.leaning.sign(), fact.text, fact.id),
        )
    }));
    pairs
}

fn contacts(s: &'static Strings, card: &Card) -> Vec<(&'static str, String)> {
    card.contacts
        .iter()
        .map(|shown| {
            let mut text = format!("{} {}", shown.text, shown.label);
            if shown.reach == Reach::Bad {
                text.push_str(s.cli.is_bad);
            }
            (
                label::method(s, shown.method),
                format!("{} ({})", text.trim_end(), shown.contact),
            )
        })
        .collect()
}

fn body(out: &Out, card: &Card) -> Vec<(&'static str, String)> {
    let (s, f, about) = (out.s, &out.s.field, &card.customer.about);
    let today = out.now.today();
    let mut pairs = vec![
        (f.nickname, about.nickname.clone()),
        (
            f.gender,
            about
                .gender
                .map_or("", |gender| label::gender(s, gender))
                .to_owned(),
        ),
        (
            f.birthday,
            about
                .birthday
                .map(|day| day.to_string())
                .unwrap_or_default(),
        ),
        (f.company, about.company.clone()),
        (f.title, about.title.clone()),
        (f.city, about.city.clone()),
        (f.address, about.address.clone()),
        (f.source, about.source.clone()),
        (f.owner, about.owner.clone()),
        (f.hobbies, about.hobbies.clone()),
        (
            f.preferred,
            about
                .preferred
                .map_or("", |channel| label::channel(s, channel))
                .to_owned(),
        ),
        (
            f.tags,
            card.tags
                .iter()
                .map(|tag| format!("#{tag}"))
                .collect::<Vec<_>>()
                .join(" "),
        ),
        (f.tier, label::tier(s, card.tier).to_owned()),
        (f.stage, label::stage(s, card.stage).to_owned()),
        (
            f.amount,
            if card.purchase_days > 0 {
                label::money(s, card.spend_cents)
            } else {
                String::new()
            },
        ),
        (
            f.last_contact,
            card.last_contact
                .map(|at| at.day(out.now.offset).to_string())
                .unwrap_or_default(),
        ),
        (f.note, about.note.clone()),
        (
            s.trade.points,
            match card.trade.points {
                0 => String::new(),
                points => label::count(points),
            },
        ),
        (s.trade.level, card.trade.level.clone()),
    ];
    let coupons = card.trade.coupons.iter();
    pairs.extend(coupons.map(|coupon| {
        let text = format!("{} {} {}", coupon.code, coupon.what, coupon.until);
        (s.trade.code, text)
    }));
    pairs.extend(
        card.trade
            .wants
            .iter()
            .map(|want| (s.trade.wants, format!("{} ({})", want.wish.item, want.id))),
    );
    pairs.extend(own(s, card));
    pairs.extend(card.open.iter().map(|promise| {
        let when = label::distance(s, promise.due, today);
        (
            f.next,
            format!("{} {when} {} ({})", promise.due, promise.note, promise.id),
        )
    }));
    pairs
}

/// The shop's own fields, and who is tied to the customer.
fn own(s: &'static Strings, card: &Card) -> Vec<(&'static str, String)> {
    let fields = card.own.iter().filter_map(|holding| {
        let value = custom::holding(s, holding);
        let name = &holding.field.shape.name;
        (!value.is_empty()).then(|| (s.kind.field, format!("{name}: {value}")))
    });
    let ties = card.ties.iter().map(|tied| {
        let (who, id) = (custom::named(&tied.other), tied.other.id);
        ((s.relation.role)(tied.role), format!("{who} ({id})"))
    });
    fields.chain(ties).collect()
}

fn told_moment(out: &Out, moment: &Moment) -> String {
    let (s, offset) = (out.s, out.now.offset);
    let minute =
        |at: crate::domain::time::Millis| at.at(offset).format("%Y-%m-%d %H:%M").to_string();
    match moment {
        Moment::Said(row) => {
            let way = row
                .said
                .direction
                .map_or("", |way| label::direction(s, way));
            let length = row.said.minutes.map_or(String::new(), s.talk.minutes);
            [
                minute(row.said.at),
                label::channel(s, row.said.channel).to_owned(),
                way.to_owned(),
                length,
                row.said
                    .outcome
                    .map_or("", |outcome| label::outcome(s, outcome))
                    .to_owned(),
                row.said.note.clone(),
                format!("({})", row.id),
            ]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
        }
        Moment::Turned(turn) => format!("{} {}", turn.day, (s.report.stage_turned)(s, turn)),
        Moment::Bought(row) => format!(
            "{} {} × {} {} ({})",
            row.bought.day,
            row.bought.item,
            label::quantity(row.bought.quantity_milli),
            label::money(s, row.bought.amount_cents),
            row.id
        ),
        Moment::Settled(row) => format!(
            "{} {} {} {}",
            row.closed_at.map(minute).unwrap_or_default(),
            s.kind.follow_up,
            row.note,
            row.reason
        ),
        Moment::Fired(firing) => {
            format!("{} {}", minute(firing.met_at), order::fired(s, firing))
        }
        Moment::Ended(firing) => {
            let at = firing.ended_at.map(minute).unwrap_or_default();
            format!("{at} {}", order::ended(s, firing))
        }
        Moment::Edited {
            op, step, times, ..
        } => {
            format!("{} {}", minute(op.at), label::edit(s, step, &[], *times))
        }
    }
}
