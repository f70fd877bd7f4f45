//! Every write, as data. One arm per noun; what each does is beside its noun.

use std::borrow::Cow;

use super::{
    Done, Result, Work, company, contact, customer, export, fact, field, follow_up, history,
    import, interaction, purchase, relation, script, setting, tag,
};

/// A write.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "one op a key: a box would stand at every place that makes one and save nothing"
)]
pub enum Op {
    Customer(customer::Op),
    Contact(contact::Op),
    Fact(fact::Op),
    Tag(tag::Op),
    Interaction(interaction::Op),
    FollowUp(follow_up::Op),
    Purchase(purchase::Op),
    Setting(setting::Op),
    Script(script::Op),
    Field(field::Op),
    Relation(relation::Op),
    Company(company::Op),
    History(history::Op),
    Import(Box<import::Op>),
    Export(Box<export::Op>),
    Shop(Box<export::shop::Op>),
}

/// The ops that cannot be taken back, and say so beforehand. Undo and redo are taken back by each other.
pub const FINAL: &[&str] = &[
    "customer.reveal",
    "customer.purge",
    "contact.copy",
    "export.run",
];

impl Op {
    /// The op's stable name, as the history keeps it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Customer(op) => op.name(),
            Self::Contact(op) => op.name(),
            Self::Fact(op) => op.name(),
            Self::Tag(op) => op.name(),
            Self::Interaction(op) => op.name(),
            Self::FollowUp(op) => op.name(),
            Self::Purchase(op) => op.name(),
            Self::Setting(op) => op.name(),
            Self::Script(op) => op.name(),
            Self::Field(op) => op.name(),
            Self::Relation(op) => op.name(),
            Self::Company(op) => op.name(),
            Self::History(op) => op.name(),
            Self::Import(_) => "import.run",
            Self::Export(_) => "export.run",
            Self::Shop(_) => "import.shop",
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
        "customer.consent",
        "customer.reveal",
        "contact.reach",
        "contact.promote",
        "contact.copy",
        "fact.add",
        "fact.remove",
        "tag.add",
        "tag.remove",
        "interaction.log",
        "interaction.amend",
        "follow_up.schedule",
        "follow_up.snooze",
        "follow_up.done",
        "follow_up.cancel",
        "purchase.add",
        "setting.set",
        "setting.agent",
        "setting.set_up",
        "script.add",
        "script.edit",
        "script.delete",
        "script.use",
        "script.starter",
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
        "import.run",
        "export.run",
        "import.shop",
    ];

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Customer(op) => op.apply(work),
            Self::Contact(op) => op.apply(work),
            Self::Fact(op) => op.apply(work),
            Self::Tag(op) => op.apply(work),
            Self::Interaction(op) => op.apply(work),
            Self::FollowUp(op) => op.apply(work),
            Self::Purchase(op) => op.apply(work),
            Self::Setting(op) => op.apply(work),
            Self::Script(op) => op.apply(work),
            Self::Field(op) => op.apply(work),
            Self::Relation(op) => op.apply(work),
            Self::Company(op) => op.apply(work),
            Self::History(op) => op.apply(work),
            Self::Import(op) => op.apply(work),
            Self::Export(op) => op.apply(work),
            Self::Shop(op) => op.apply(work),
        }
    }

    /// Whether the op belongs in the history although it changes no row.
    pub(super) fn leaves_a_trace(&self) -> bool {
        matches!(
            self,
            Self::Customer(customer::Op::Reveal { .. })
                | Self::Contact(contact::Op::Copy { .. })
                | Self::Export(_)
        )
    }

    /// Why it was done, where the op must say; for a copy, what was copied, never its value.
    pub(super) fn purpose(&self) -> Cow<'_, str> {
        match self {
            Self::Customer(customer::Op::Reveal { purpose, .. }) => purpose.into(),
            Self::Contact(contact::Op::Copy { what, .. }) => what.code().into(),
            Self::Export(op) => op.purpose().into(),
            _ => "".into(),
        }
    }

    /// Whether the op is an undo or a redo.
    pub(super) fn takes_back(&self) -> bool {
        matches!(self, Self::History(_))
    }

    /// Whether so much may have changed that the shop's rhythm must be measured anew. Generated batches are measured together, last.
    pub(super) fn moves_the_rhythm(&self) -> bool {
        matches!(self, Self::Import(op) if op.mode != import::Mode::Strangers)
            || matches!(self, Self::Shop(_))
    }
}
