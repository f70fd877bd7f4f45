//! Every write, as data. One arm per noun; what each does is beside its noun.

use std::borrow::Cow;
use std::sync::Arc;

use super::answer::Twin;
use super::pace::Pace;
use super::{
    Done, Result, Work, company, consent, contact, coupon, customer, desk, event, export, fact,
    field, file, follow_up, history, import, interaction, level, merge, offer, points, pool,
    product, purchase, relation, rights, rule, script, setting, tag, user, view, want,
};
use crate::domain::custom::Secrecy;
use crate::domain::duplicate::Reason;
use crate::domain::id::CustomerId;

/// A write.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "one op a key: a box would stand at every place that makes one and save nothing"
)]
pub enum Op {
    Customer(customer::Op),
    Merge(merge::Op),
    Contact(contact::Op),
    Fact(fact::Op),
    Tag(tag::Op),
    Interaction(interaction::Op),
    FollowUp(follow_up::Op),
    Purchase(purchase::Op),
    Product(product::Op),
    Points(points::Op),
    Level(level::Op),
    Coupon(coupon::Op),
    Want(want::Op),
    Offer(offer::Op),
    Event(event::Op),
    Setting(setting::Op),
    Rule(rule::Op),
    Pool(pool::Op),
    Script(script::Op),
    View(view::Op),
    Field(field::Op),
    Relation(relation::Op),
    Company(company::Op),
    History(history::Op),
    File(file::Op),
    Import(Box<import::Op>),
    User(user::Op),
    Desk(desk::Op),
    Rights(rights::Op),
    Consent(consent::Op),
    /// A long op, with how far it is.
    Paced {
        op: Box<Op>,
        pace: Arc<Pace>,
    },
    /// Saved although the desk warned that it may be somebody who is there already.
    Despite {
        op: Box<Op>,
        twin: CustomerId,
        why: Reason,
    },
    Export(Box<export::Op>),
    Shop(Box<export::shop::Op>),
}

/// The ops that cannot be taken back, and say so beforehand. Undo and redo are taken back by each other.
pub const FINAL: &[&str] = &[
    "customer.reveal",
    "customer.erase",
    "customer.hand_over",
    "contact.copy",
    "file.accept",
    "file.restore",
    "file.salvage",
    "user.add",
    "user.remove",
    "user.role",
    "user.passphrase",
    "user.recovery",
    "desk.refused",
    "desk.limit",
    "desk.handed",
    "desk.encrypt",
    "desk.decrypt",
    "desk.rekey",
    "export.run",
];

impl Op {
    /// The op's stable name, as the history keeps it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Customer(op) => op.name(),
            Self::Merge(op) => op.name(),
            Self::Despite { op, .. } | Self::Paced { op, .. } => op.name(),
            Self::Contact(op) => op.name(),
            Self::Fact(op) => op.name(),
            Self::Tag(op) => op.name(),
            Self::Interaction(op) => op.name(),
            Self::FollowUp(op) => op.name(),
            Self::Purchase(op) => op.name(),
            Self::Product(op) => op.name(),
            Self::Points(op) => op.name(),
            Self::Level(op) => op.name(),
            Self::Coupon(op) => op.name(),
            Self::Want(op) => op.name(),
            Self::Offer(op) => op.name(),
            Self::Event(op) => op.name(),
            Self::Setting(op) => op.name(),
            Self::Rule(op) => op.name(),
            Self::Pool(op) => op.name(),
            Self::Script(op) => op.name(),
            Self::View(op) => op.name(),
            Self::Field(op) => op.name(),
            Self::Relation(op) => op.name(),
            Self::Company(op) => op.name(),
            Self::History(op) => op.name(),
            Self::File(op) => op.name(),
            Self::Import(_) => "import.run",
            Self::User(op) => op.name(),
            Self::Desk(op) => op.name(),
            Self::Export(_) => "export.run",
            Self::Shop(_) => "import.shop",
            Self::Rights(op) => op.name(),
            Self::Consent(op) => op.name(),
        }
    }

    /// Every name an op can have.
    pub const NAMES: &'static [&'static str] = &[
        "customer.add",
        "customer.edit",
        "customer.bin",
        "customer.restore",
        "customer.pin",
        "customer.tier",
        "customer.stage",
        "customer.consent",
        "customer.owner",
        "customer.verify",
        "customer.reveal",
        "customer.merge",
        "customer.distinct",
        "customer.erase",
        "customer.restrict",
        "customer.release",
        "customer.hand_over",
        "consent.record",
        "consent.withdraw",
        "retention.set",
        "contact.reach",
        "contact.promote",
        "contact.copy",
        "fact.add",
        "fact.remove",
        "tag.add",
        "tag.remove",
        "tag.rename",
        "tag.merge",
        "tag.group",
        "tag.rename_group",
        "tag.exclusive",
        "tag.colour",
        "tag.delete",
        "interaction.log",
        "interaction.amend",
        "follow_up.schedule",
        "follow_up.snooze",
        "follow_up.done",
        "follow_up.cancel",
        "purchase.add",
        "purchase.refund",
        "product.put",
        "points.adjust",
        "points.open",
        "points.spend",
        "level.put",
        "level.remove",
        "level.review",
        "level.card",
        "coupon.issue",
        "coupon.redeem",
        "offer.take",
        "offer.decline",
        "want.add",
        "want.remove",
        "event.match",
        "event.drop",
        "setting.set",
        "setting.agent",
        "setting.set_up",
        "rule.add",
        "rule.edit",
        "rule.rename",
        "rule.enable",
        "rule.disable",
        "rule.remove",
        "rule.starter",
        "rule.run",
        "pool.claim",
        "pool.return",
        "pool.sweep",
        "script.add",
        "script.edit",
        "script.delete",
        "script.use",
        "script.starter",
        "view.save",
        "view.rename",
        "view.pin",
        "view.delete",
        "field.add",
        "field.edit",
        "field.remove",
        "field.set",
        "relation.add",
        "relation.remove",
        "company.note",
        "company.rename",
        "company.merge",
        "history.undo",
        "history.redo",
        "file.accept",
        "file.restore",
        "file.salvage",
        "import.run",
        "user.add",
        "user.remove",
        "user.role",
        "user.passphrase",
        "user.recovery",
        "desk.refused",
        "desk.limit",
        "desk.handed",
        "desk.encrypt",
        "desk.decrypt",
        "desk.rekey",
        "export.run",
        "import.shop",
    ];

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Customer(op) => op.apply(work),
            Self::Merge(op) => op.apply(work),
            Self::Despite { op, .. } | Self::Paced { op, .. } => op.apply(work),
            Self::Contact(op) => op.apply(work),
            Self::Fact(op) => op.apply(work),
            Self::Tag(op) => op.apply(work),
            Self::Interaction(op) => op.apply(work),
            Self::FollowUp(op) => op.apply(work),
            Self::Purchase(op) => op.apply(work),
            Self::Product(op) => op.apply(work),
            Self::Points(op) => op.apply(work),
            Self::Level(op) => op.apply(work),
            Self::Coupon(op) => op.apply(work),
            Self::Want(op) => op.apply(work),
            Self::Offer(op) => op.apply(work),
            Self::Event(op) => op.apply(work),
            Self::Setting(op) => op.apply(work),
            Self::Rule(op) => op.apply(work),
            Self::Pool(op) => op.apply(work),
            Self::Script(op) => op.apply(work),
            Self::View(op) => op.apply(work),
            Self::Field(op) => op.apply(work),
            Self::Relation(op) => op.apply(work),
            Self::Company(op) => op.apply(work),
            Self::History(op) => op.apply(work),
            Self::File(op) => op.apply(work),
            Self::Import(op) => op.apply(work),
            Self::User(op) => op.apply(work),
            Self::Desk(op) => op.apply(work),
            Self::Export(op) => op.apply(work),
            Self::Shop(op) => op.apply(work),
            Self::Rights(op) => op.apply(work),
            Self::Consent(op) => op.apply(work),
        }
    }

    /// Whether the op belongs in the history although it changes no row.
    pub(super) fn leaves_a_trace(&self) -> bool {
        matches!(
            self,
            Self::Customer(customer::Op::Reveal { .. })
                | Self::Contact(contact::Op::Copy { .. })
                | Self::File(_)
                | Self::User(_)
                | Self::Desk(_)
                | Self::Export(_)
                | Self::Rights(_)
        )
    }

    /// Why it was done, where the op must say; for a copy, what was copied, never its value.
    pub(super) fn purpose(&self) -> Cow<'_, str> {
        match self {
            Self::Customer(customer::Op::Reveal { purpose, .. }) => purpose.into(),
            Self::Contact(contact::Op::Copy { what, .. }) => what.code().into(),
            Self::User(op) => op.purpose().into(),
            Self::Desk(op) => op.purpose().into(),
            Self::Rights(op) => op.purpose().into(),
            Self::Despite { twin, why, .. } => format!("despite {} {twin}", why.code()).into(),
            Self::File(op) => op.purpose().into(),
            Self::Export(op) => op.purpose().into(),
            _ => "".into(),
        }
    }

    /// The same op, with a note that it was saved although somebody like that is there already.
    #[must_use]
    pub fn despite(self, twin: &Twin) -> Self {
        match twin.likeness.reasons.first() {
            Some(why) => Self::Despite {
                op: Box::new(self),
                twin: twin.row.id,
                why: *why,
            },
            None => self,
        }
    }

    /// How far it is, where somebody watches.
    pub(super) fn pace(&self) -> Option<Arc<Pace>> {
        match self {
            Self::Paced { pace, .. } => Some(Arc::clone(pace)),
            _ => None,
        }
    }

    /// Whether it destroys for good.
    pub(super) fn erases(&self) -> bool {
        match self {
            Self::Rights(rights::Op::Erase { .. }) => true,
            Self::Paced { op, .. } | Self::Despite { op, .. } => op.erases(),
            _ => false,
        }
    }

    /// Whether what lay open until now is to be nowhere in the file.
    pub(super) fn covers(&self) -> bool {
        match self {
            Self::Field(field::Op::Edit { shape, .. }) => shape.secrecy == Secrecy::Sensitive,
            Self::Paced { op, .. } | Self::Despite { op, .. } => op.covers(),
            _ => false,
        }
    }

    /// Whether the op is an undo or a redo.
    pub(super) fn takes_back(&self) -> bool {
        match self {
            Self::History(_) => true,
            Self::Paced { op, .. } => op.takes_back(),
            _ => false,
        }
    }

    /// Whether people shall be nowhere afterwards, not even in what is derived from the desk.
    pub(super) fn forgets(&self) -> bool {
        matches!(self.name(), "customer.purge" | "customer.erase")
    }

    /// Whether nobody asked for it but the calendar.
    pub(super) fn is_asked_by_the_calendar(&self) -> bool {
        matches!(
            self,
            Self::Rule(rule::Op::Run {
                asked: rule::Asked::ByCalendar,
                ..
            }) | Self::Pool(pool::Op::Sweep {
                asked: rule::Asked::ByCalendar
            })
        )
    }

    /// Whether so much may have changed that the shop's rhythm must be measured anew. Generated batches are measured together, last.
    pub(super) fn moves_the_rhythm(&self) -> bool {
        matches!(self, Self::Import(op) if op.mode != import::Mode::Strangers)
            || matches!(self, Self::Shop(_))
    }
}
