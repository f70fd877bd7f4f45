//! The table of slots: who can open a file, and with which data keys. Two epochs stand side by side only while the file is being given
//! new keys. The table is checked three times: a checksum before it is read as anything, a MAC under the main key once somebody is in,
//! and a MAC over the roster under the sensitive key once a manager is.

use super::attempt::{Attempt, Attempts};
use super::bytes::Reader;
use super::seal::{derived, is_mac, mac};
use super::secret::{Key, Keys, Passphrase};
use super::slot::{NAME_BYTES, Opener, Slot, User};
use super::stretch::Cost;
use super::{Fault, digest, passphrase, recovery};
use crate::domain::role::Role;

const MAGIC: &[u8; 8] = b"SHUKEKEY";
const VERSION: u16 = 1;
/// The most slots, the recovery code among them.
const SLOTS: usize = 32;
const EPOCHS: usize = 2;
/// Larger than any table with every slot in use.
pub const BYTES_MOST: usize = 64 * 1024;

/// One generation of data keys.
struct Epoch {
    id: u32,
    /// Over the whole table, under the main key.
    seal: [u8; 32],
    /// Over who the slots are for, under the sensitive key.
    roster: [u8; 32],
}

/// Who can open a file.
pub struct Table {
    generation: u64,
    epochs: Vec<Epoch>,
    slots: Vec<Slot>,
    pub attempts: Attempts,
}

/// Somebody who got in: who they are and what they hold. Wiped when dropped.
pub struct Unlocked {
    pub user: User,
    pub opener: Opener,
    private: Key,
    /// The data keys with their epochs, the newest first.
    keys: Vec<(u32, Keys)>,
}

impl Unlocked {
    /// The data keys that may open the file, the newest first.
    pub fn keys(&self) -> impl Iterator<Item = (u32, &Keys)> {
        self.keys.iter().map(|(epoch, keys)| (*epoch, keys))
    }

    fn newest(&self) -> Result<&Keys, Fault> {
        self.keys
            .first()
            .map(|(_, keys)| keys)
            .ok_or(Fault::Damaged)
    }
}

impl Table {
    /// A table with its owner and a recovery code, which is told once.
    ///
    /// # Errors
    /// The passphrase is weak, or the system gives no random bytes.
    pub fn found(
        name: &str,
        agent: i64,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(Self, Unlocked, Passphrase), Fault> {
        let mut table = Self {
            generation: 0,
            epochs: vec![Epoch {
                id: 1,
                seal: [0; 32],
                roster: [0; 32],
            }],
            slots: Vec::new(),
            attempts: Attempts::default(),
        };
        let user = User {
            slot: 1,
            agent,
            role: Role::Owner,
            name: checked_name(name)?,
        };
        passphrase::check(passphrase.text()).map_err(Fault::Weak)?;
        let keys = fresh_keys()?;
        let (mut slot, private) = Slot::fresh(user.clone(), Opener::Passphrase, passphrase, cost)?;
        let unlocked = Unlocked {
            user,
            opener: Opener::Passphrase,
            private,
            keys: vec![(1, keys)],
        };
        table.seal_all(&unlocked, &mut slot)?;
        table.slots.push(slot);
        let code = table.renew_recovery(&unlocked, cost)?;
        Ok((table, unlocked, code))
    }

    /// Who has a passphrase, the owner first.
    pub fn users(&self) -> impl Iterator<Item = &User> {
        let slots = self
            .slots
            .iter()
            .filter(|slot| slot.opener == Opener::Passphrase);
        slots.map(|slot| &slot.user)
    }

    /// Lets somebody in; without a name it must be clear who is meant. A recovery code needs no name.
    ///
    /// # Errors
    /// `Wrong`, whether the user is known or not; `Forged` when the table was tampered with.
    pub fn unlock(&self, name: Option<&str>, passphrase: &Passphrase) -> Result<Unlocked, Fault> {
        let code = recovery::read(passphrase.text());
        let passphrase = code.as_ref().unwrap_or(passphrase);
        let Some(slot) = self.meant(name, code.is_some()) else {
            self.slots
                .first()
                .ok_or(Fault::Damaged)?
                .pretend(passphrase)?;
            return Err(Fault::Wrong);
        };
        let private = slot.open(passphrase)?;
        let mut keys = Vec::with_capacity(EPOCHS);
        for (epoch, sealed) in self.epochs.iter().zip(&slot.sealed).rev() {
            // The passphrase was right: whatever does not open now was tampered with.
            let opened = slot
                .keys(&private, epoch.id, sealed)
                .map_err(|_| Fault::Forged)?;
            keys.push((epoch.id, opened));
        }
        let unlocked = Unlocked {
            user: slot.user.clone(),
            opener: slot.opener,
            private,
            keys,
        };
        self.check(&unlocked)?;
        Ok(unlocked)
    }

    fn meant(&self, name: Option<&str>, is_code: bool) -> Option<&Slot> {
        if is_code {
            return self
                .slots
                .iter()
                .find(|slot| slot.opener == Opener::RecoveryCode);
        }
        let mut named = self.slots.iter().filter(|slot| {
            slot.opener == Opener::Passphrase
                && name.is_none_or(|name| slot.user.name == name.trim())
        });
        named.next().filter(|_| named.next().is_none())
    }

    /// Whose slot a try with this name was for; 0 when nobody's.
    #[must_use]
    pub fn agent_meant(&self, name: Option<&str>) -> i64 {
        self.meant(name, false).map_or(0, |slot| slot.user.agent)
    }

    /// Notes a wrong try.
    pub fn failed(&mut self, at: i64, agent: i64) {
        self.attempts.failed(Attempt { at, agent });
    }

    fn check(&self, unlocked: &Unlocked) -> Result<(), Fault> {
        if unlocked.keys.len() != self.epochs.len() {
            return Err(Fault::Forged);
        }
        let (body, roster) = (self.body()?, self.roster());
        for (epoch, (_, keys)) in self.epochs.iter().rev().zip(&unlocked.keys) {
            let is_whole = is_mac(&table_key(&keys.main), &body, &epoch.seal);
            let is_vouched = keys
                .sensitive
                .as_ref()
                .is_none_or(|key| is_mac(&roster_key(key), &roster, &epoch.roster));
            if !is_whole || !is_vouched {
                return Err(Fault::Forged);
            }
        }
        Ok(())
    }

    /// Signs the table anew after a change. Whoever holds no sensitive key leaves the roster's signature as it was.
    fn sign(&mut self, by: &Unlocked) -> Result<(), Fault> {
        self.generation += 1;
        let roster = self.roster();
        for epoch in &mut self.epochs {
            if let Some((_, keys)) = by.keys.iter().find(|(id, _)| *id == epoch.id)
                && let Some(key) = &keys.sensitive
            {
                epoch.roster = mac(&roster_key(key), &roster);
            }
        }
        let body = self.body()?;
        for epoch in &mut self.epochs {
            let (_, keys) = by
                .keys
                .iter()
                .find(|(id, _)| *id == epoch.id)
                .ok_or(Fault::Damaged)?;
            epoch.seal = mac(&table_key(&keys.main), &body);
        }
        Ok(())
    }

    /// Gives somebody a slot.
    ///
    /// # Errors
    /// The name is taken, the passphrase weak, the table full.
    pub fn add(
        &mut self,
        by: &Unlocked,
        user: (&str, i64, Role),
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(), Fault> {
        let (name, agent, role) = user;
        let name = checked_name(name)?;
        if self.users().any(|user| user.name == name) {
            return Err(Fault::Taken);
        }
        if self.slots.len() >= SLOTS {
            return Err(Fault::Full);
        }
        passphrase::check(passphrase.text()).map_err(Fault::Weak)?;
        let user = User {
            slot: self.next_slot(),
            agent,
            role,
            name,
        };
        self.seat(by, user, Opener::Passphrase, passphrase, cost)
    }

    fn next_slot(&self) -> u32 {
        self.slots
            .iter()
            .map(|slot| slot.user.slot)
            .max()
            .unwrap_or(0)
            + 1
    }

    /// Adds a slot and seals the data keys of every epoch to it.
    fn seat(
        &mut self,
        by: &Unlocked,
        user: User,
        opener: Opener,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(), Fault> {
        let (mut slot, _) = Slot::fresh(user, opener, passphrase, cost)?;
        self.seal_all(by, &mut slot)?;
        self.slots.push(slot);
        self.sign(by)
    }

    fn seal_all(&self, by: &Unlocked, slot: &mut Slot) -> Result<(), Fault> {
        slot.sealed = self
            .epochs
            .iter()
            .map(|epoch| {
                let (_, keys) = by
                    .keys
                    .iter()
                    .find(|(id, _)| *id == epoch.id)
                    .ok_or(Fault::Damaged)?;
                slot.seal(epoch.id, keys)
            })
            .collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Gives whoever is in another passphrase; after the recovery code, the owner.
    ///
    /// # Errors
    /// The passphrase is weak.
    pub fn set_passphrase(
        &mut self,
        by: &Unlocked,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(), Fault> {
        passphrase::check(passphrase.text()).map_err(Fault::Weak)?;
        if by.opener == Opener::RecoveryCode {
            let owner = self.users().find(|user| user.role == Role::Owner).cloned();
            return self.reseat(by, owner.ok_or(Fault::Unknown)?, passphrase, cost);
        }
        let own = self
            .slots
            .iter_mut()
            .find(|slot| slot.user.slot == by.user.slot);
        own.ok_or(Fault::Unknown)?
            .guard(&by.private, passphrase, cost)?;
        self.sign(by)
    }

    /// Gives somebody else a new passphrase, who has forgotten theirs.
    ///
    /// # Errors
    /// Nobody has this name, or the passphrase is weak.
    pub fn reset(
        &mut self,
        by: &Unlocked,
        name: &str,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(), Fault> {
        passphrase::check(passphrase.text()).map_err(Fault::Weak)?;
        let user = self.user(name)?.clone();
        self.reseat(by, user, passphrase, cost)
    }

    fn reseat(
        &mut self,
        by: &Unlocked,
        user: User,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(), Fault> {
        let (mut slot, _) = Slot::fresh(user, Opener::Passphrase, passphrase, cost)?;
        self.seal_all(by, &mut slot)?;
        let old = self
            .slots
            .iter_mut()
            .find(|old| old.user.slot == slot.user.slot);
        *old.ok_or(Fault::Unknown)? = slot;
        self.sign(by)
    }

    /// The user of this name.
    ///
    /// # Errors
    /// `Unknown`.
    pub fn user(&self, name: &str) -> Result<&User, Fault> {
        self.users()
            .find(|user| user.name == name.trim())
            .ok_or(Fault::Unknown)
    }

    fn keep_an_owner(&self, without: &User) -> Result<(), Fault> {
        let left = self
            .users()
            .filter(|user| user.role == Role::Owner && user.slot != without.slot);
        if without.role == Role::Owner && left.count() == 0 {
            return Err(Fault::LastOwner);
        }
        Ok(())
    }

    /// Gives somebody another role. Taking the sensitive key away needs a rekey besides: whoever had it may have kept it.
    ///
    /// # Errors
    /// Nobody has this name, or they are the last owner.
    pub fn set_role(&mut self, by: &Unlocked, name: &str, role: Role) -> Result<(), Fault> {
        let user = self.user(name)?.clone();
        if role != Role::Owner {
            self.keep_an_owner(&user)?;
        }
        let at = self
            .slots
            .iter()
            .position(|slot| slot.user.slot == user.slot)
            .ok_or(Fault::Unknown)?;
        let mut slot = self.slots.get(at).ok_or(Fault::Unknown)?.clone();
        slot.user.role = role;
        self.seal_all(by, &mut slot)?;
        if let Some(place) = self.slots.get_mut(at) {
            *place = slot;
        }
        self.sign(by)
    }

    /// Takes somebody's slot away. Only the new data keys that must follow keep them out: an old copy of the files still opens.
    ///
    /// # Errors
    /// Nobody has this name, or they are the last owner.
    pub fn remove(&mut self, by: &Unlocked, name: &str) -> Result<User, Fault> {
        let user = self.user(name)?.clone();
        self.keep_an_owner(&user)?;
        self.slots.retain(|slot| slot.user.slot != user.slot);
        self.sign(by)?;
        Ok(user)
    }

    /// A new recovery code in place of the old one.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn renew_recovery(&mut self, by: &Unlocked, cost: Cost) -> Result<Passphrase, Fault> {
        let code = recovery::fresh()?;
        self.slots
            .retain(|slot| slot.opener != Opener::RecoveryCode);
        let owner = self
            .users()
            .find(|user| user.role == Role::Owner)
            .ok_or(Fault::LastOwner)?;
        let user = User {
            slot: self.next_slot(),
            agent: owner.agent,
            role: Role::Owner,
            name: String::new(),
        };
        self.seat(by, user, Opener::RecoveryCode, &code, cost)?;
        Ok(code)
    }

    /// Puts fresh data keys beside those in use, sealed to everybody; `settle` ends that once the file is rewritten.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn rekey(&mut self, by: &mut Unlocked) -> Result<u32, Fault> {
        let first = self.epochs.first().map(|epoch| epoch.id);
        if let Some(id) = first.filter(|_| self.epochs.len() >= EPOCHS) {
            // An earlier attempt was cut off before the file was rewritten: its keys were never used.
            self.settle(by, id)?;
        }
        let id = self.epochs.iter().map(|epoch| epoch.id).max().unwrap_or(0) + 1;
        let keys = fresh_keys()?;
        for slot in &mut self.slots {
            let sealed = slot.seal(id, &keys)?;
            slot.sealed.push(sealed);
        }
        self.epochs.push(Epoch {
            id,
            seal: [0; 32],
            roster: [0; 32],
        });
        by.keys.insert(0, (id, keys));
        self.sign(by)?;
        Ok(id)
    }

    /// Whether a change of keys was cut off half-way.
    #[must_use]
    pub fn is_between(&self) -> bool {
        self.epochs.len() > 1
    }

    /// Forgets every epoch but the one that opens the file.
    ///
    /// # Errors
    /// There is no such epoch.
    pub fn settle(&mut self, by: &mut Unlocked, epoch: u32) -> Result<(), Fault> {
        let at = self
            .epochs
            .iter()
            .position(|one| one.id == epoch)
            .ok_or(Fault::Damaged)?;
        self.epochs = vec![self.epochs.swap_remove(at)];
        for slot in &mut self.slots {
            slot.sealed = vec![slot.sealed.swap_remove(at)];
        }
        by.keys.retain(|(id, _)| *id == epoch);
        by.newest()?;
        self.sign(by)
    }

    fn roster(&self) -> Vec<u8> {
        let mut bytes = b"shuke roster\0".to_vec();
        for slot in &self.slots {
            bytes.extend(slot.roster());
        }
        bytes
    }

    /// Everything the main key vouches for.
    fn body(&self) -> Result<Vec<u8>, Fault> {
        let mut out = self.generation.to_be_bytes().to_vec();
        let number = |n: usize| u8::try_from(n).map_err(|_| Fault::Full);
        out.push(number(self.epochs.len())?);
        for epoch in &self.epochs {
            out.extend(epoch.id.to_be_bytes());
            out.extend(epoch.roster);
        }
        out.push(number(self.slots.len())?);
        for slot in &self.slots {
            slot.write(&mut out)?;
        }
        Ok(out)
    }

    /// The table as a file.
    ///
    /// # Errors
    /// When a name is too long, which no table made here has.
    pub fn bytes(&self) -> Result<Vec<u8>, Fault> {
        let body = self.body()?;
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_be_bytes());
        out.extend(
            u32::try_from(body.len())
                .map_err(|_| Fault::Full)?
                .to_be_bytes(),
        );
        out.extend(body);
        for epoch in &self.epochs {
            out.extend(epoch.seal);
        }
        let sum = digest(&out);
        out.extend(sum);
        out.extend(self.attempts.write());
        Ok(out)
    }

    /// Reads a table; every length is bounded before it is used.
    ///
    /// # Errors
    /// `Damaged`.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > BYTES_MOST {
            return Err(Fault::Damaged);
        }
        let mut reader = Reader(bytes);
        if reader.array::<8>()? != *MAGIC || reader.array::<2>()? != VERSION.to_be_bytes() {
            return Err(Fault::Damaged);
        }
        let length = reader.u32()? as usize;
        let mut body = Reader(reader.slice(length)?);
        let generation = body.u64()?;
        let count = usize::from(body.u8()?);
        if !(1..=EPOCHS).contains(&count) {
            return Err(Fault::Damaged);
        }
        let mut epochs = Vec::with_capacity(EPOCHS);
        for _ in 0..count {
            epochs.push(Epoch {
                id: body.u32()?,
                roster: body.array()?,
                seal: reader.array()?,
            });
        }
        let summed = bytes.len() - reader.0.len();
        if reader.array()? != digest(bytes.get(..summed).unwrap_or_default()) {
            return Err(Fault::Damaged);
        }
        let slots = usize::from(body.u8()?);
        if !(1..=SLOTS).contains(&slots) {
            return Err(Fault::Damaged);
        }
        let slots = (0..slots)
            .map(|_| Slot::read(&mut body, count))
            .collect::<Result<_, _>>()?;
        if !body.is_empty() {
            return Err(Fault::Damaged);
        }
        Ok(Self {
            generation,
            epochs,
            slots,
            attempts: Attempts::read(reader.0),
        })
    }

    /// Rises with every change; of two copies the one with more counts.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }
}

fn table_key(main: &Key) -> Key {
    derived(main, b"", b"shuke table")
}

fn roster_key(sensitive: &Key) -> Key {
    derived(sensitive, b"", b"shuke roster")
}

fn fresh_keys() -> Result<Keys, Fault> {
    Ok(Keys {
        main: Key::fresh().map_err(|_| Fault::NoRandom)?,
        sensitive: Some(Key::fresh().map_err(|_| Fault::NoRandom)?),
    })
}

fn checked_name(name: &str) -> Result<String, Fault> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Fault::Unknown);
    }
    if name.len() > NAME_BYTES {
        return Err(Fault::TooLong);
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests;
