//! One way in: a passphrase (or the recovery code) opens a private key, to which the data keys are sealed. So an owner can seal new
//! data keys for everybody without knowing anybody's passphrase.

use super::Fault;
use super::bytes::{Reader, put_text};
use super::seal::{SEALED, WRAPPED, open_sealed, public_of, seal_to, unwrap, wrap};
use super::secret::{Key, Keys, Passphrase};
use super::stretch::{Cost, stretch};
use crate::domain::role::Role;

/// The longest user name, in bytes.
pub const NAME_BYTES: usize = 90;

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opener {
    Passphrase,
    RecoveryCode,
}

/// Who a slot is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The slot's number, never used twice while it is in use.
    pub slot: u32,
    /// The row of the person in the desk file.
    pub agent: i64,
    pub role: Role,
    pub name: String,
}

/// The data keys of one epoch, sealed to a slot.
#[derive(Clone)]
pub(super) struct Sealed {
    main: [u8; SEALED],
    sensitive: Option<[u8; SEALED]>,
}

#[derive(Clone)]
pub(super) struct Slot {
    pub user: User,
    pub opener: Opener,
    cost: Cost,
    salt: [u8; 16],
    public: [u8; 32],
    wrapped: [u8; WRAPPED],
    /// One for every epoch of the table, in its order.
    pub sealed: Vec<Sealed>,
}

impl Slot {
    /// A slot with a fresh pair of keys, to which nothing is sealed yet.
    pub fn fresh(
        user: User,
        opener: Opener,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(Self, Key), Fault> {
        let private = Key::fresh().map_err(|_| Fault::NoRandom)?;
        let mut slot = Self {
            user,
            opener,
            cost,
            salt: [0; 16],
            public: public_of(&private),
            wrapped: [0; WRAPPED],
            sealed: Vec::new(),
        };
        slot.guard(&private, passphrase, cost)?;
        Ok((slot, private))
    }

    /// Puts the private key under another passphrase.
    pub fn guard(
        &mut self,
        private: &Key,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<(), Fault> {
        (self.cost, self.salt) = (cost, [0; 16]);
        getrandom::fill(&mut self.salt).map_err(|_| Fault::NoRandom)?;
        let under = stretch(passphrase, &self.salt, cost)?;
        self.wrapped = wrap(&under, private, &self.names_private())?;
        Ok(())
    }

    /// The private key, if the passphrase is right. Slow on purpose.
    pub fn open(&self, passphrase: &Passphrase) -> Result<Key, Fault> {
        let under = stretch(passphrase, &self.salt, self.cost)?;
        let private = unwrap(&under, &self.wrapped, &self.names_private())?;
        if public_of(&private) == self.public {
            Ok(private)
        } else {
            Err(Fault::Wrong)
        }
    }

    /// Costs as much as a wrong passphrase, so that an unknown user takes as long as a known one.
    pub fn pretend(&self, passphrase: &Passphrase) -> Result<(), Fault> {
        stretch(passphrase, &self.salt, self.cost).map(drop)
    }

    /// Seals an epoch's data keys to this slot: the sensitive one only where the role holds it.
    pub fn seal(&self, epoch: u32, keys: &Keys) -> Result<Sealed, Fault> {
        let sensitive = match (&keys.sensitive, self.user.role.holds_sensitive_key()) {
            (Some(key), true) => Some(seal_to(self.public, key, &self.names(epoch, b"sensitive"))?),
            (None, true) => return Err(Fault::Forged),
            (_, false) => None,
        };
        Ok(Sealed {
            main: seal_to(self.public, &keys.main, &self.names(epoch, b"main"))?,
            sensitive,
        })
    }

    /// The data keys of one epoch.
    pub fn keys(&self, private: &Key, epoch: u32, sealed: &Sealed) -> Result<Keys, Fault> {
        let sensitive = match (&sealed.sensitive, self.user.role.holds_sensitive_key()) {
            (Some(key), true) => Some(open_sealed(private, key, &self.names(epoch, b"sensitive"))?),
            (None, false) => None,
            _ => return Err(Fault::Forged),
        };
        Ok(Keys {
            main: open_sealed(private, &sealed.main, &self.names(epoch, b"main"))?,
            sensitive,
        })
    }

    fn names_private(&self) -> Vec<u8> {
        let mut bytes = b"shuke private\0".to_vec();
        bytes.extend(self.user.slot.to_be_bytes());
        bytes.extend(self.cost.memory_kib.to_be_bytes());
        bytes.extend(self.cost.passes.to_be_bytes());
        bytes.extend(self.salt);
        bytes.extend(self.public);
        bytes
    }

    fn names(&self, epoch: u32, tier: &[u8]) -> Vec<u8> {
        let mut bytes = b"shuke data\0".to_vec();
        bytes.extend(tier);
        bytes.extend(epoch.to_be_bytes());
        bytes.extend(self.roster());
        bytes
    }

    /// Who this slot is for, as managers vouch for it: everything but the passphrase.
    pub fn roster(&self) -> Vec<u8> {
        let mut bytes = self.user.slot.to_be_bytes().to_vec();
        bytes.push(self.opener as u8);
        bytes.extend(self.user.agent.to_be_bytes());
        bytes.push(self.user.role as u8);
        bytes.extend(self.public);
        bytes.extend((self.user.name.len() as u64).to_be_bytes());
        bytes.extend(self.user.name.as_bytes());
        bytes
    }

    pub fn write(&self, out: &mut Vec<u8>) -> Result<(), Fault> {
        out.extend(self.user.slot.to_be_bytes());
        out.push(self.opener as u8);
        out.extend(self.user.agent.to_be_bytes());
        out.push(self.user.role as u8);
        put_text(out, &self.user.name)?;
        out.extend(self.cost.memory_kib.to_be_bytes());
        out.extend(self.cost.passes.to_be_bytes());
        out.extend(self.salt);
        out.extend(self.public);
        out.extend(self.wrapped);
        for sealed in &self.sealed {
            out.extend(sealed.main);
            out.push(u8::from(sealed.sensitive.is_some()));
            out.extend(sealed.sensitive.iter().flatten());
        }
        Ok(())
    }

    pub fn read(reader: &mut Reader, epochs: usize) -> Result<Self, Fault> {
        let slot = reader.u32()?;
        let opener = match reader.u8()? {
            0 => Opener::Passphrase,
            1 => Opener::RecoveryCode,
            _ => return Err(Fault::Damaged),
        };
        let agent = reader.i64()?;
        let role = Role::ALL
            .get(usize::from(reader.u8()?))
            .copied()
            .ok_or(Fault::Damaged)?;
        let name = reader.text()?;
        let cost = Cost {
            memory_kib: reader.u32()?,
            passes: reader.u32()?,
        };
        if name.len() > NAME_BYTES || !cost.is_bearable() {
            return Err(Fault::Damaged);
        }
        Ok(Self {
            user: User {
                slot,
                agent,
                role,
                name,
            },
            opener,
            cost,
            salt: reader.array()?,
            public: reader.array()?,
            wrapped: reader.array()?,
            sealed: (0..epochs)
                .map(|_| {
                    Ok(Sealed {
                        main: reader.array()?,
                        sensitive: match reader.u8()? {
                            0 => None,
                            1 => Some(reader.array()?),
                            _ => return Err(Fault::Damaged),
                        },
                    })
                })
                .collect::<Result<_, _>>()?,
        })
    }
}
