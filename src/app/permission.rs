//! Whether whoever sits here may do what is asked: the table of `domain::role`, applied at the one doorway and nowhere else.

use super::op::Op;
use super::query::Query;
use super::{App, Error, Result, customer, history};
use crate::domain::custom::{Custom, Secrecy};
use crate::domain::customer::line;
use crate::domain::filter::field::TextField;
use crate::domain::filter::{Expr, Filter, Test};
use crate::domain::id::{CustomerId, FieldId};
use crate::domain::role::{Capability, Grant, REVEAL_WINDOW_MS, REVEALS};
use crate::domain::time::Millis;
use crate::store;

/// For so long after the passphrase was given, what asks for it again is content.
const FRESH_MS: i64 = 300_000;

/// What each op needs, by its name. An op that is not named here is the owner's: a test asks for every one.
const NEEDS: &[(Capability, &[&str])] = &[
    (
        Capability::Restore,
        &["file.accept", "file.restore", "file.salvage"],
    ),
    // What the program writes by itself, and what everybody may do to their own slot.
    (
        Capability::See,
        &[
            "desk.refused",
            "desk.limit",
            "desk.handed",
            "user.passphrase",
        ],
    ),
    (
        Capability::Write,
        &[
            "customer.add",
            "customer.edit",
            "customer.pin",
            "customer.tier",
            "customer.stage",
            "customer.consent",
            "customer.merge",
            "customer.distinct",
            "consent.record",
            "consent.withdraw",
            "contact.reach",
            "contact.promote",
            "fact.add",
            "fact.remove",
            "customer.verify",
            "customer.owner",
            "tag.add",
            "tag.remove",
            "tag.rename",
            "tag.merge",
            "tag.group",
            "tag.rename_group",
            "tag.exclusive",
            "tag.colour",
            "tag.delete",
            "pool.claim",
            "pool.return",
            "pool.sweep",
            "view.save",
            "view.rename",
            "view.pin",
            "view.delete",
            "field.set",
            "relation.add",
            "relation.remove",
            "company.note",
            "company.rename",
            "company.merge",
            "rule.run",
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
            "script.add",
            "script.edit",
            "script.delete",
            "script.use",
            "script.starter",
            "history.undo",
            "history.redo",
        ],
    ),
    (Capability::Bin, &["customer.bin", "customer.restore"]),
    (Capability::Reveal, &["customer.reveal", "contact.copy"]),
    (Capability::Erase, &["customer.erase"]),
    (
        Capability::Restrict,
        &["customer.restrict", "customer.release"],
    ),
    (Capability::Export, &["customer.hand_over", "export.run"]),
    (Capability::Import, &["import.run", "import.shop"]),
    (
        Capability::Rules,
        &[
            "setting.set",
            "setting.agent",
            "setting.set_up",
            "level.put",
            "level.remove",
            "field.add",
            "field.edit",
            "field.remove",
            "rule.add",
            "rule.edit",
            "rule.rename",
            "rule.enable",
            "rule.disable",
            "rule.remove",
            "rule.starter",
            "retention.set",
        ],
    ),
    (
        Capability::Users,
        &["user.add", "user.remove", "user.role", "user.recovery"],
    ),
    (
        Capability::Rekey,
        &["desk.encrypt", "desk.decrypt", "desk.rekey"],
    ),
];

/// What an op of this name needs.
pub(super) fn needed(kind: &str) -> Capability {
    NEEDS
        .iter()
        .find(|(_, kinds)| kinds.contains(&kind))
        .map_or(Capability::Rules, |(capability, _)| *capability)
}

impl App {
    /// How far this desk's user may go.
    pub(super) fn grant(&self, capability: Capability) -> Grant {
        match self.role.grant(capability) {
            Grant::Again if self.is_fresh() => Grant::Yes,
            grant => grant,
        }
    }

    pub(super) fn is_fresh(&self) -> bool {
        let age = self.now().at.0 - self.unlocked_at.0;
        (0..FRESH_MS).contains(&age)
    }

    /// Whether this desk's user may do this at all.
    ///
    /// # Errors
    /// `Denied`, or `Again` when it takes the passphrase once more.
    pub(super) fn require(&self, capability: Capability) -> Result<()> {
        match self.grant(capability) {
            Grant::Yes | Grant::Limited => Ok(()),
            Grant::Again => Err(Error::Again(capability)),
            Grant::No => Err(Error::Denied(capability)),
        }
    }

    /// Refuses an op that this desk's user may not run.
    pub(super) fn permit(&mut self, op: &Op) -> Result<()> {
        self.require(needed(op.name()))?;
        if let Op::History(step) = op {
            self.permit_step(step)?;
        }
        match op {
            Op::Customer(customer::Op::Reveal { id, .. }) => self.permit_reveal(*id),
            // Whatever stands around an op, what it needs is its own.
            Op::Paced { op, .. } | Op::Despite { op, .. } => self.permit(op),
            Op::Contact(super::contact::Op::Copy { customer, .. }) => self.permit_reveal(*customer),
            _ => Ok(()),
        }
    }

    /// Taking something back takes what doing it took.
    fn permit_step(&self, step: &history::Op) -> Result<()> {
        let kind = match step {
            history::Op::Undo(Some(id)) => store::history::get(&self.db, *id)?.map(|row| row.kind),
            _ => match self.foresee_step(step) {
                Ok(step) => Some(step.kind),
                // There is nothing to take back: the op itself says so.
                Err(_) => None,
            },
        };
        kind.map_or(Ok(()), |kind| self.require(needed(&kind)))
    }

    /// An agent sees the contacts of their own and of nobody's customers, so many in ten minutes.
    fn permit_reveal(&mut self, id: CustomerId) -> Result<()> {
        if self.grant(Capability::Reveal) != Grant::Limited {
            return Ok(());
        }
        let owner = store::customer::get(&self.db, id)?.map(|customer| customer.about.owner);
        let name = store::setting::agent_name(&self.db, self.agent)?.unwrap_or_default();
        if owner.is_some_and(|owner| !owner.is_empty() && owner != line(&name)) {
            return Err(Error::Denied(Capability::Reveal));
        }
        let since = Millis(self.now().at.0 - REVEAL_WINDOW_MS);
        let kinds = ["customer.reveal", "contact.copy"];
        let seen = store::history::count_since(&self.db, self.agent, kinds, since)?;
        if seen < REVEALS {
            return Ok(());
        }
        self.write_op(&Op::Desk(super::desk::Op::Limit))?;
        Err(Error::TooManyReveals)
    }

    /// Refuses a read that this desk's user may not ask for, or that would tell what is hidden from them.
    pub(super) fn permit_query(&self, query: &Query) -> Result<()> {
        let hidden = || self.require(Capability::Reveal);
        let filter = match query {
            Query::Filtered { filter, .. }
            | Query::Count { filter }
            | Query::Headings { filter, .. } => Some(filter),
            Query::Everyone { filter } => Some(filter.as_ref()),
            Query::Viewed { view, .. } | Query::Between { view, .. } => Some(&view.filter),
            _ => None,
        };
        if let Some(filter) = filter
            && self.asks_for_sensitive(filter)?
        {
            self.require(Capability::SeeSensitive)?;
        }
        match query {
            Query::History { .. } => self.require(Capability::ReadAudit),
            Query::Standing | Query::Certificate { .. } => self.require(Capability::ReadAudit),
            Query::SameContact { .. } | Query::Copied { .. } => hidden(),
            // They compare contacts and earlier values, for whoever may act on it.
            Query::Twins { .. }
            | Query::Duplicates { .. }
            | Query::Comparison { .. }
            | Query::Past { .. }
            | Query::Drift { .. } => self.require(Capability::Write),
            Query::Filtered { filter, .. }
            | Query::Count { filter }
            | Query::Headings { filter, .. }
                if asks_for_contacts(filter) =>
            {
                hidden()
            }
            Query::Everyone { filter } if asks_for_contacts(filter) => hidden(),
            Query::Viewed { view, .. } | Query::Between { view, .. }
                if asks_for_contacts(&view.filter) =>
            {
                hidden()
            }
            Query::RulePreview { .. } | Query::Meant { .. } | Query::Others { .. } => {
                self.require(Capability::Write)
            }
            _ => Ok(()),
        }
    }

    /// Whether a filter looks into a field that is marked sensitive.
    fn asks_for_sensitive(&self, filter: &Filter) -> Result<bool> {
        let asked = fields_in(filter);
        if asked.is_empty() {
            return Ok(false);
        }
        let fields = store::field::all(&self.db)?;
        let is_sensitive = |field: &Custom| field.shape.secrecy == Secrecy::Sensitive;
        let mut sensitive = fields.iter().filter(|field| is_sensitive(field));
        Ok(sensitive.any(|field| asked.contains(&field.id)))
    }

    /// Whether searching must not tell what the screen hides.
    pub(super) fn hides_contacts(&self) -> bool {
        self.grant(Capability::Reveal) == Grant::No
    }
}

/// The shop's own fields that a filter looks into.
pub(super) fn fields_in(filter: &Filter) -> Vec<FieldId> {
    fn collect(expr: &Expr, all: &mut Vec<FieldId>) {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| collect(part, all)),
            Expr::Not(part) => collect(part, all),
            Expr::Is(Test::Custom(test)) => all.push(test.field),
            Expr::Is(_) => {}
        }
    }
    let mut all = Vec::new();
    if let Some(expr) = &filter.0 {
        collect(expr, &mut all);
    }
    all
}

/// Whether a filter looks into values that are shown masked.
fn asks_for_contacts(filter: &Filter) -> bool {
    fn looks(expr: &Expr) -> bool {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().any(looks),
            Expr::Not(part) => looks(part),
            Expr::Is(test) => {
                matches!(
                    test,
                    // A field of the shop's own may be a sensitive one.
                    Test::Phone(_)
                        | Test::Custom(_)
                        | Test::Text {
                            field: TextField::Email | TextField::WeChat,
                            ..
                        }
                ) || may_ask_for_hidden(test)
            }
        }
    }
    filter.0.as_ref().is_some_and(looks)
}

/// Whether a test on a text may be true of a number or an address in it, which is shown hidden.
fn may_ask_for_hidden(test: &Test) -> bool {
    match test {
        Test::Says(text) => text.contains(|c: char| c.is_numeric() || c.is_ascii_alphanumeric()),
        Test::Word(text) | Test::Text { value: text, .. } => {
            text.contains(|c: char| c.is_numeric() || c == '@')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_op_says_what_it_needs() {
        for name in Op::NAMES {
            let named = NEEDS.iter().filter(|(_, kinds)| kinds.contains(name));
            assert_eq!(named.count(), 1, "{name}");
        }
        let known: usize = NEEDS.iter().map(|(_, kinds)| kinds.len()).sum();
        assert_eq!(known, Op::NAMES.len());
    }

    /// What an agent or a viewer may not do, by name. A row that is moved to a looser capability is missed here.
    #[test]
    fn no_op_is_looser_than_the_page_says() {
        use crate::domain::role::{Role, TABLE};
        let denied = |role: Role| -> Vec<&str> {
            let mut names: Vec<&str> = Op::NAMES
                .iter()
                .copied()
                .filter(|name| role.grant(needed(name)) == Grant::No)
                .collect();
            names.sort_unstable();
            names
        };
        let owners = [
            "desk.decrypt",
            "desk.encrypt",
            "desk.rekey",
            "field.add",
            "field.edit",
            "field.remove",
            "file.accept",
            "file.restore",
            "file.salvage",
            "level.put",
            "level.remove",
            "retention.set",
            "rule.add",
            "rule.disable",
            "rule.edit",
            "rule.enable",
            "rule.remove",
            "rule.rename",
            "rule.starter",
            "setting.agent",
            "setting.set",
            "setting.set_up",
            "user.add",
            "user.recovery",
            "user.remove",
            "user.role",
        ];
        let managers = [
            "customer.erase",
            "customer.hand_over",
            "customer.release",
            "customer.restrict",
            "export.run",
            "import.run",
            "import.shop",
        ];
        assert_eq!(denied(Role::Owner), Vec::<&str>::new());
        assert_eq!(denied(Role::Manager), owners);
        let mut agents = [&owners[..], &managers[..]].concat();
        agents.sort_unstable();
        assert_eq!(denied(Role::Agent), agents);
        // A viewer writes nothing but what the program writes, and their own passphrase.
        let viewers = denied(Role::Viewer);
        let may: Vec<&&str> = Op::NAMES
            .iter()
            .filter(|name| !viewers.contains(*name))
            .collect();
        let mut may: Vec<&str> = may.into_iter().copied().collect();
        may.sort_unstable();
        assert_eq!(
            may,
            [
                "desk.handed",
                "desk.limit",
                "desk.refused",
                "user.passphrase"
            ]
        );
        // The page itself: owner, manager, agent, viewer.
        let page: Vec<String> = TABLE
            .iter()
            .map(|(what, grants)| {
                let letter = |grant: &Grant| match grant {
                    Grant::Yes => 'y',
                    Grant::Again => 'a',
                    Grant::Limited => 'l',
                    Grant::No => '-',
                };
                format!("{what:?} {}", grants.iter().map(letter).collect::<String>())
            })
            .collect();
        let said = "See yyyy, Reveal yyl-, SeeSensitive yy--, Write yyy-, Bin yyy-, Erase ya--, Restrict yy--, Import ya--, Export ya--, \
                    Backup yy--, Restore y---, Rekey y---, Users y---, Rules y---, ReadAudit yyl-";
        assert_eq!(page.join(", "), said);
    }
}
