//! The JSON shape of every noun the command line prints, in one place, because scripts depend on it: fields are added, never renamed
//! or removed. Ids are text, days `YYYY-MM-DD`, times RFC 3339, money decimal text.
//!
//! Every document is `{"shuke":1,"kind":KIND,"rows":[…]}`; a command that ends early prints `{"error":{"code","message"}}` instead.
//!
//! | kind | printed by | a row is |
//! |---|---|---|
//! | `customers` | list, find | [`customer`] |
//! | `customer` | show, reveal | [`card`], one row |
//! | `follow_ups` | followup list, due | [`queue_row`] |
//! | `texts` | search | `customer`, `name`, `beside`, `field`, `row`, `day`, `excerpt` (numbers hidden), `marks` (its characters that were looked for) |
//! | `views` | view list | `id` (null for one that every shop starts with), `name`, `pin`, `line`, `customers` |
//! | `tags` | tag list | `name`, `customers` |
//! | `fields` | field list | `id`, `name`, `type`, `choices`, `sensitive`, `purpose` |
//! | `relations` | relation list | `id`, `role`, `customer`, `name` |
//! | `companies` | company list | `name`, `contacts`, `spend`, `last_contact` |
//! | `company` | company show | `name`, `note`, `spend`, `last_contact`, `contacts`, `follow_ups`, one row |
//! | `sources` | report source | `source`, `customers`, `buyers`, `repeaters`, `repeat_rate` (null of nobody), `revenue` |
//! | `referrals` | report referral | `id`, `name`, `phone`, `referred`, `buyers`, `revenue`, `points`, `points_per_buyer`, `brought` (`id`, `name`, `has_bought`, `referred`) |
//! | `bin` | bin list | [`binned`] |
//! | `history` | history | [`trace`] |
//! | `done` | whatever changes something | `op` (null when nothing had to be done), `step` as in [`step`], `customers` |
//! | `would` | undo and redo with --dry-run | [`step`] |
//! | `audit` | audit verify | `ops`, `holds` |
//! | `past` | history --field | [`past`] |
//! | `duplicates` | dupes | [`suspect`] |
//! | `merge` | merge --dry-run | [`comparison`], one row |
//! | `points` | points statement | `day`, `points`, `cause`, `reason`, `balance` |
//! | `products` | product list | `name`, `category`, `alias`, `price`, `lasts_days` |
//! | `levels` | level list | `name`, `at_least`, `discount_percent`, `benefits` |
//! | `what_if` | level what-if | `at_least`, `would`, `now` |
//! | `cuts` | cut list | `cut`, `set` (empty where measured), `now` |
//! | `would_be` | cut try | `pile`, `now`, `would` |
//! | `alerts` | rule alerts | `customer`, `name`, `rule`, `note`, `who`, `raised`, `state` |
//! | `coupons` | coupon list | `customer`, `name`, `code`, `what`, `issued`, `until`, `used` |
//! | `visitors` | event list | `id`, `visitor`, `events`, `last`, `did` |
//! | `wants` | want list | `id`, `customer`, `name`, `item`, `budget`, `until`, `day` |
//! | `rebuys` | rebuy | `item`, `last`, `every_days`, `due` |
//! | `suggestions` | offer list | `customer`, `name`, `phone`, `item`, `last`, `every_days`, `due` |
//! | `plays` | offer plays | `play`, `name`, `tried`, `judged`, `won` |
//! | `hits` | offer hits | `bought`, `offered`, `taken`, `put` |
//! | `info` | info | `version`, `database`, `settings`, `format`, `shop`, `agent`, `customers`, `read_only` |
//! | `config` | config check | `line` (null when the whole file is meant), `message` |
//! | `keys` | keys | `scope`, `key`, `action` |
//! | `selection` | the desk, for a command of the user's own | [`card`] without moments |
//!
//! `import` prints the report of the import contract instead, with `shuke`, `kind`, `dry_run` and `result` (`created`, `updated`,
//! `skipped`, `op`, `rejects_files`) beside it.

use chrono::{FixedOffset, SecondsFormat};
use serde_json::{Value, json};

use crate::app::answer::{Card, Comparison, Moment, QueueRow, Shown, Suspect, Tied, Trace};
use crate::domain::contact::Reach;
use crate::domain::custom::{Held, Holding};
use crate::domain::customer::Customer;
use crate::domain::fact::Fact;
use crate::domain::follow_up::{Bucket, FollowUp};
use crate::domain::history::{Step, Way};
use crate::domain::listing::ListRow;
use crate::domain::merge;
use crate::domain::money::Cents;
use crate::domain::name::Lang;
use crate::domain::past::Past;
use crate::domain::rule::said;
use crate::domain::time::Millis;
use crate::domain::want::Want;
use crate::i18n::label;

/// An instant in the shop's offset.
#[must_use]
pub fn time(at: Millis, offset: FixedOffset) -> String {
    at.at(offset).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// A line of `list` and `find`.
#[must_use]
pub fn customer(row: &ListRow, offset: FixedOffset) -> Value {
    json!({
        "id": row.id, "name": row.name, "phone": row.phone, "company": row.company, "city": row.city,
        "tier": row.tier.code(), "stage": row.stage.code(),
        "last_contact": row.last_contact.map(|at| time(at, offset)), "next_due": row.next_due.map(|day| day.to_string()),
        "last_purchase": row.last_purchase.map(|day| day.to_string()), "spend": Cents(row.spend_cents).to_string(),
        "purchase_days": row.purchase_days, "tags": row.tags, "source": row.source, "owner": row.owner,
        "created_at": time(row.created_at, offset),
    })
}

/// A line of `bin list`.
#[must_use]
pub fn binned(customer: &Customer, offset: FixedOffset) -> Value {
    json!({
        "id": customer.id, "name": customer.about.name,
        "deleted_at": customer.deleted_at.map(|at| time(at, offset)),
    })
}

/// What `show` and `reveal` print.
#[must_use]
pub fn card(card: &Card, moments: &[Moment], offset: FixedOffset) -> Value {
    let about = &card.customer.about;
    json!({
        "id": card.customer.id, "version": card.version,
        "party": about.party.code(), "name": about.name, "nickname": about.nickname,
        "gender": about.gender.map(|gender| gender.code()),
        "birthday": about.birthday.map(|birthday| birthday.to_string()),
        "company": about.company, "title": about.title, "city": about.city, "address": about.address,
        "source": about.source, "owner": about.owner, "hobbies": about.hobbies,
        "preferred": about.preferred.map(|channel| channel.code()),
        "note": about.note, "source_id": about.source_id, "pinned": card.customer.pinned,
        "created_at": time(card.customer.created_at, offset),
        "deleted_at": card.customer.deleted_at.map(|at| time(at, offset)),
        "contacts": card.contacts.iter().map(contact).collect::<Vec<_>>(),
        "contacts_are_masked": card.revealed_until.is_none(),
        "tags": card.tags,
        "facts": card.facts.iter().map(fact).collect::<Vec<_>>(),
        "tier": card.tier.code(), "tier_is_pinned": card.tier_is_pinned, "stage": card.stage.code(),
        "stage_why": card.stage_pin.as_ref().map(|pin| pin.why.as_str()),
        "fields": card.own.iter().map(holding).collect::<Vec<_>>(),
        "relations": card.ties.iter().map(tied).collect::<Vec<_>>(),
        "purchase_days": card.purchase_days, "days_since_purchase": card.days_since_purchase,
        "spend": Cents(card.spend_cents).to_string(), "spend_this_year": Cents(card.year_cents).to_string(),
        "last_contact": card.last_contact.map(|at| time(at, offset)),
        "follow_ups": card.open.iter().map(follow_up).collect::<Vec<_>>(),
        "points": card.trade.points, "level": card.trade.level,
        "coupons": card.trade.coupons.iter().map(|coupon| coupon.code.clone()).collect::<Vec<_>>(),
        "wants": card.trade.wants.iter().map(want).collect::<Vec<_>>(),
        "moments": moments.iter().map(|one| moment(one, offset)).collect::<Vec<_>>(),
    })
}

fn want(want: &Want) -> Value {
    json!({
        "id": want.id, "item": want.wish.item,
        "budget": want.wish.budget_cents.map(|cents| Cents(cents).to_string()),
        "until": want.wish.until.map(|day| day.to_string()),
    })
}

/// A field of the shop's own; a value that only a reveal shows is null and says so.
fn holding(holding: &Holding) -> Value {
    let value = match &holding.held {
        Held::Value(value) => Some(value),
        Held::Nothing | Held::Masked => None,
    };
    json!({
        "name": holding.field.shape.name, "type": holding.field.shape.of.code(), "value": value,
        "is_masked": holding.held == Held::Masked,
    })
}

fn tied(tied: &Tied) -> Value {
    json!({ "id": tied.id, "role": tied.role.code(), "customer": tied.other.id, "name": tied.other.name })
}

fn contact(shown: &Shown) -> Value {
    json!({
        "id": shown.contact, "method": shown.method.code(), "value": shown.text, "label": shown.label,
        "is_bad": shown.reach == Reach::Bad,
    })
}

fn fact(fact: &Fact) -> Value {
    json!({
        "id": fact.id, "kind": fact.leaning.code(), "text": fact.text, "source": fact.source,
        "day": fact.day.to_string(),
    })
}

fn follow_up(row: &FollowUp) -> Value {
    json!({
        "id": row.id, "due": row.due.to_string(), "note": row.note, "owner": row.owner,
        "state": row.progress.code(),
    })
}

fn moment(moment: &Moment, offset: FixedOffset) -> Value {
    match moment {
        Moment::Said(row) => json!({
            "kind": "interaction", "id": row.id, "at": time(row.said.at, offset),
            "channel": row.said.channel.code(),
            "direction": row.said.direction.map(|direction| direction.code()),
            "minutes": row.said.minutes, "outcome": row.said.outcome.map(|outcome| outcome.code()),
            "note": row.said.note, "author": row.said.author, "corrects": row.corrects,
        }),
        Moment::Bought(row) => json!({
            "kind": "purchase", "id": row.id, "day": row.bought.day.to_string(), "item": row.bought.item,
            "quantity": label::quantity(row.bought.quantity_milli),
            "amount": Cents(row.bought.amount_cents).to_string(), "pay_method": row.bought.pay_method,
            "refunds": row.refunds,
        }),
        Moment::Settled(row) => json!({
            "kind": "follow_up", "id": row.id, "due": row.due.to_string(), "state": row.progress.code(),
            "closed_at": row.closed_at.map(|at| time(at, offset)), "note": row.note, "reason": row.reason,
        }),
        Moment::Fired(firing) => json!({
            "kind": "rule", "at": time(firing.met_at, offset), "rule": firing.rule,
            "deeds": said(&firing.deeds, Lang::En), "ended_at": firing.ended_at.map(|at| time(at, offset)),
        }),
        Moment::Ended(firing) => json!({
            "kind": "rule_ended", "at": firing.ended_at.map(|at| time(at, offset)), "rule": firing.rule,
        }),
        Moment::Turned(turn) => json!({
            "kind": "stage", "day": turn.day.to_string(), "stage": turn.stage.code(), "days_since_purchase": turn.gap,
            "silent_days": turn.cuts.silent_days, "lost_days": turn.cuts.lost_days,
        }),
        Moment::Edited {
            op, fields, times, ..
        } => json!({
            "times": times,
            "kind": "edit", "id": op.id, "at": time(op.at, offset), "name": op.kind,
            "fields": fields.iter().map(|field| format!("{}.{}", field.table, field.column)).collect::<Vec<_>>(),
        }),
    }
}

/// A line of `followup list` and `due`.
#[must_use]
pub fn queue_row(row: &QueueRow) -> Value {
    json!({
        "id": row.follow_up.id, "due": row.follow_up.due.to_string(), "part": part(row.bucket),
        "days_late": row.days_late, "customer": row.follow_up.customer, "name": row.name,
        "tier": row.tier.code(), "phone": row.phone, "city": row.city,
        "note": row.follow_up.note, "owner": row.follow_up.owner, "pinned": row.pinned,
    })
}

/// The word for a part of the queue.
#[must_use]
pub fn part(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Overdue => "overdue",
        Bucket::Today => "today",
        Bucket::Soon => "soon",
        Bucket::Later => "later",
    }
}

/// A line of `history`.
#[must_use]
pub fn trace(trace: &Trace, offset: FixedOffset) -> Value {
    let op = &trace.op;
    json!({
        "id": op.id, "at": time(op.at, offset), "name": op.kind, "source": op.source.code(),
        "customer": op.customer, "customer_name": trace.step.customer, "count": op.count,
        "purpose": trace.purpose, "of": trace.step.kind, "way": way(trace.step.way), "undo_of": op.undo_of, "undone_by": op.undone_by,
    })
}

/// A line of `history --field`.
#[must_use]
pub fn past(past: &Past, offset: FixedOffset) -> Value {
    json!({
        "op": past.op.id, "at": time(past.op.at, offset), "agent": past.agent, "source": past.op.source.code(),
        "name": past.op.kind, "column": past.column, "about": past.about, "old": past.old, "new": past.new,
    })
}

/// A line of `dupes`.
#[must_use]
pub fn suspect(pair: &Suspect, offset: FixedOffset) -> Value {
    json!({
        "one": customer(&pair.one, offset), "other": customer(&pair.other, offset), "points": pair.likeness.points,
        "reasons": pair.likeness.reasons.iter().map(|reason| reason.code()).collect::<Vec<_>>(),
    })
}

/// What `merge --dry-run` prints.
#[must_use]
pub fn comparison(found: &Comparison) -> Value {
    let field = |field: &merge::Field| {
        json!({
            "column": field.column, "keep": field.keep, "lose": field.lose, "side": field.side.code(),
        })
    };
    let moved = |moved: &merge::Moved| json!({ "kind": format!("{:?}", moved.kind), "rows": moved.rows, "equal": moved.equal });
    json!({
        "keep": found.keep.customer.id, "lose": found.lose.customer.id, "are_distinct": found.are_distinct,
        "points": found.likeness.as_ref().map(|likeness| likeness.points),
        "fields": found.fields.iter().filter(|field| field.differs()).map(field).collect::<Vec<_>>(),
        "moves": found.moved.iter().map(moved).collect::<Vec<_>>(),
    })
}

/// What an op did, or would do.
#[must_use]
pub fn step(step: &Step) -> Value {
    json!({
        "name": step.kind, "way": way(step.way), "customer_name": step.customer, "count": step.count,
    })
}

fn way(way: Way) -> &'static str {
    match way {
        Way::Did => "did",
        Way::Undid => "undid",
        Way::Redid => "redid",
    }
}
