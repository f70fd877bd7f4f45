//! The users of an encrypted file. The slot file says who they are and what they may do; the desk file keeps their names beside what
//! they did, and who let them in.

use super::op::Op as AnyOp;
use super::pass::{Cost, Pass, Passphrase, Role};
use super::{App, Changed, Done, Error, Result, Work};
use crate::domain::customer::line;
use crate::domain::id::AgentId;
use crate::store;
use crate::vault::{self, copies};

/// A note about a user; the slot file is changed beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    Add { name: String, role: Role },
    Remove { agent: AgentId },
    SetRole { agent: AgentId, role: Role },
    SetPassphrase { agent: AgentId },
    RenewRecovery,
}

impl Op {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Add { .. } => "user.add",
            Self::Remove { .. } => "user.remove",
            Self::SetRole { .. } => "user.role",
            Self::SetPassphrase { .. } => "user.passphrase",
            Self::RenewRecovery => "user.recovery",
        }
    }

    pub(super) fn apply(&self, work: &mut Work) -> Result<Done> {
        match self {
            Self::Add { name, role } => {
                let name = line(name);
                if name.is_empty() {
                    return Err(Error::NameMissing);
                }
                let agent = match store::setting::agent_named(work.db, &name)? {
                    Some(agent) => agent,
                    None => AgentId(work.id()),
                };
                store::setting::name_agent(work.db, agent, &name, role.code())?;
                store::setting::set_agent_role(work.db, agent, role.code())?;
            }
            Self::SetRole { agent, role } => {
                store::setting::set_agent_role(work.db, *agent, role.code())?;
            }
            Self::Remove { .. } | Self::SetPassphrase { .. } | Self::RenewRecovery => {}
        }
        Ok(Done::several(1))
    }

    /// Whom it was about, where the rows do not say.
    pub(super) fn purpose(&self) -> String {
        match self {
            Self::Remove { agent } | Self::SetPassphrase { agent } => format!("agent {agent}"),
            Self::Add { .. } | Self::SetRole { .. } | Self::RenewRecovery => String::new(),
        }
    }
}

/// A user as they are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    pub name: String,
    pub role: Role,
}

impl App {
    /// Who can open this file with a passphrase; nobody is listed for a plain one.
    ///
    /// # Errors
    /// The key file cannot be read.
    pub fn users(&self) -> Result<Vec<UserRow>> {
        let Some(path) = self.path.as_deref().filter(|path| copies::exist(path)) else {
            return Ok(Vec::new());
        };
        let table = copies::read(path)?;
        let row = |user: &vault::slot::User| UserRow {
            name: user.name.clone(),
            role: user.role,
        };
        Ok(table.users().map(row).collect())
    }

    /// Gives somebody a way in. The name is noted first: a slot without a name would be nobody's.
    ///
    /// # Errors
    /// Not allowed, the name is taken, or the passphrase weak.
    pub fn add_user(
        &mut self,
        pass: &Pass,
        name: &str,
        role: Role,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<Changed> {
        let name = line(name);
        let mut table = self.table_of(pass)?;
        // Tried on a copy in memory, so that nothing is noted that is then refused.
        table.add(
            &pass.unlocked,
            (&name, 0, role),
            passphrase,
            Cost::LEAST_WORK,
        )?;
        let changed = self.run(&AnyOp::User(Op::Add {
            name: name.clone(),
            role,
        }))?;
        let agent = store::setting::agent_named(&self.db, &name)?;
        let agent = agent.ok_or(Error::NameMissing)?;
        let mut table = self.table_of(pass)?;
        table.add(&pass.unlocked, (&name, agent.0, role), passphrase, cost)?;
        self.keep_table(&table)?;
        Ok(changed)
    }

    /// Gives somebody another role. Whoever loses the sensitive key needs the file to be given new keys: see `rekey`.
    ///
    /// # Errors
    /// Not allowed, nobody has this name, or they are the last owner.
    pub fn set_role(&mut self, pass: &Pass, name: &str, role: Role) -> Result<Changed> {
        let mut table = self.table_of(pass)?;
        let agent = AgentId(table.user(name)?.agent);
        table.set_role(&pass.unlocked, name, role)?;
        let changed = self.run(&AnyOp::User(Op::SetRole { agent, role }))?;
        self.keep_table(&table)?;
        Ok(changed)
    }

    /// Gives a user a new passphrase: oneself, or as an owner anybody.
    ///
    /// # Errors
    /// Not allowed, nobody has this name, or the passphrase is weak.
    pub fn set_passphrase(
        &mut self,
        pass: &Pass,
        name: Option<&str>,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<Changed> {
        let mut table = self.table_of(pass)?;
        let other = name.filter(|name| *name != pass.name());
        let agent = match other {
            Some(name) => {
                self.require(crate::domain::role::Capability::Users)?;
                table.reset(&pass.unlocked, name, passphrase, cost)?;
                AgentId(table.user(name)?.agent)
            }
            None => {
                table.set_passphrase(&pass.unlocked, passphrase, cost)?;
                pass.agent()
            }
        };
        let changed = self.run(&AnyOp::User(Op::SetPassphrase { agent }))?;
        self.keep_table(&table)?;
        Ok(changed)
    }

    /// A new recovery code, told once; the old one is void.
    ///
    /// # Errors
    /// Not allowed, or the key file cannot be written.
    pub fn renew_recovery(&mut self, pass: &Pass, cost: Cost) -> Result<Passphrase> {
        let mut table = self.table_of(pass)?;
        let code = table.renew_recovery(&pass.unlocked, cost)?;
        self.run(&AnyOp::User(Op::RenewRecovery))?;
        self.keep_table(&table)?;
        Ok(code)
    }

    pub(super) fn table_of(&self, pass: &Pass) -> Result<vault::table::Table> {
        let path = self.path.as_deref().ok_or(Error::NotEncrypted)?;
        if !copies::exist(path) || pass.agent() != self.agent {
            return Err(Error::NotEncrypted);
        }
        Ok(copies::read(path)?)
    }

    pub(super) fn keep_table(&self, table: &vault::table::Table) -> Result<()> {
        let path = self.path.as_deref().ok_or(Error::NotEncrypted)?;
        Ok(copies::write(path, table)?)
    }
}
