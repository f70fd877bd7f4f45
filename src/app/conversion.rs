//! Turning encryption on and off, and giving a file new keys. Two files change together: the key file is written first, so that
//! whichever desk file a kill leaves behind opens.

use std::path::Path;

use super::clock::Clock;
use super::op::Op;
use super::pace::Pace;
use super::pass::{Cost, Pass, Passphrase};
use super::{Access, App, Error, Result, desk, sensitive, user};
use crate::domain::history::Source;
use crate::domain::id::AgentId;
use crate::domain::role::Capability;
use crate::domain::rotation::Reason;
use crate::store::{self, cipher::convert};
use crate::vault::table::Table;
use crate::vault::{self, copies};

impl App {
    /// Makes a new, empty, encrypted desk; returns its recovery code.
    ///
    /// # Errors
    /// As `create`, and the passphrase is weak.
    pub fn create_locked(
        path: &Path,
        clock: &Clock,
        name: &str,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<Passphrase> {
        Self::create(path, clock)?;
        Self::encrypt(path, *clock, Source::Desk, name, passphrase, cost)
    }

    /// Encrypts a plain desk file for its owner; returns the recovery code, which is told once. No other window may have it open.
    ///
    /// # Errors
    /// The passphrase is weak, the file is encrypted already, or another window is writing. The plain file stays then.
    pub fn encrypt(
        path: &Path,
        clock: Clock,
        source: Source,
        name: &str,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<Passphrase> {
        let mut app = Self::open(path, Access::Write, clock, source)?;
        let known = store::setting::agent_name(&app.db, app.agent)?.unwrap_or_default();
        let name = match (name.trim(), known.as_str()) {
            ("", "") => return Err(Error::NameMissing),
            ("", known) => known.to_owned(),
            (name, _) => name.to_owned(),
        };
        let (table, unlocked, code) = Table::found(&name, app.agent.0, passphrase, cost)?;
        if name != known {
            app.run(&Op::Setting(super::setting::Op::NameAgent(name)))?;
        }
        app.run(&Op::Desk(desk::Op::Encrypt))?;
        // Names and phones in the clear beside an encrypted file would make it worthless.
        app.forget_index()?;
        // Whatever key file lies there is a leftover: the file beside it has just been opened without one.
        copies::write(path, &table)?;
        let (_, keys) = unlocked.keys().next().ok_or(vault::Fault::Damaged)?;
        let chain = vault::random().map_err(|_| Error::NoRandom)?;
        convert(
            app.db,
            path,
            Some(keys.main.bytes()),
            Some(&chain),
            vault::digest,
            |copy| sensitive::renewed(copy, None, keys.sensitive.as_ref()),
        )?;
        Ok(code)
    }

    /// Turns an encrypted desk file into a plain one, which anybody can read; its users are no more.
    ///
    /// # Errors
    /// Not allowed, or another window is writing.
    pub fn decrypt(mut self) -> Result<()> {
        let path = self
            .path
            .clone()
            .filter(|_| self.is_encrypted)
            .ok_or(Error::NotEncrypted)?;
        self.require(Capability::Rekey)?;
        self.back_up(Reason::BeforeRekey, &Pace::default())?;
        self.run(&Op::Desk(desk::Op::Decrypt))?;
        let sensitive = self.sensitive;
        convert(self.db, &path, None, None, vault::digest, |copy| {
            sensitive::renewed(copy, sensitive.as_ref(), None)
        })?;
        Ok(copies::remove(&path)?)
    }

    /// Gives the file new data keys, so that copies of old keys open only old copies of the file. `without` loses their slot.
    ///
    /// # Errors
    /// Not allowed, nobody has this name, they are the last owner, or another window is writing.
    pub fn rekey(mut self, mut pass: Pass, without: Option<&str>) -> Result<()> {
        let path = self
            .path
            .clone()
            .filter(|_| self.is_encrypted)
            .ok_or(Error::NotEncrypted)?;
        let mut table = self.table_of(&pass)?;
        self.require(Capability::Rekey)?;
        // The way back, with the keys as they are: every page is about to be written anew.
        self.back_up(Reason::BeforeRekey, &Pace::default())?;
        if let Some(name) = without {
            let agent = AgentId(table.user(name)?.agent);
            table.remove(&pass.unlocked, name)?;
            self.run(&Op::User(user::Op::Remove { agent }))?;
        }
        let epoch = table.rekey(&mut pass.unlocked)?;
        self.run(&Op::Desk(desk::Op::Rekey))?;
        // Both generations of keys, until the file is seen to open with the new one.
        #[cfg(feature = "testkit")]
        if !super::mutant::is("keys_last") {
            copies::write(&path, &table)?;
        }
        #[cfg(not(feature = "testkit"))]
        copies::write(&path, &table)?;
        let chain = vault::random().map_err(|_| Error::NoRandom)?;
        let (_, keys) = pass.unlocked.keys().next().ok_or(vault::Fault::Damaged)?;
        let main = keys.main.again();
        let old = self.sensitive;
        convert(
            self.db,
            &path,
            Some(main.bytes()),
            Some(&chain),
            vault::digest,
            |copy| sensitive::renewed(copy, old.as_ref(), keys.sensitive.as_ref()),
        )?;
        drop(store::file::open_with(
            &path,
            Access::Read,
            vault::digest,
            Some(main.bytes()),
        )?);
        table.settle(&mut pass.unlocked, epoch)?;
        Ok(copies::write(&path, &table)?)
    }
}
