//! Who may do what: four roles and the table of what each is granted. Enforced in one place, the doorway of `app`.

/// What somebody is at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    Owner,
    Manager,
    Agent,
    Viewer,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Owner, Self::Manager, Self::Agent, Self::Viewer];

    /// The word files keep.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Agent => "agent",
            Self::Viewer => "viewer",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether the key of the sensitive tier is given to this role: the one place where a role is cryptographic.
    #[must_use]
    pub fn holds_sensitive_key(self) -> bool {
        self.grant(Capability::SeeSensitive) != Grant::No
    }

    /// What this role is granted.
    #[must_use]
    pub fn grant(self, capability: Capability) -> Grant {
        TABLE
            .iter()
            .find(|(named, _)| *named == capability)
            .map_or(Grant::No, |(_, grants)| grants[self as usize])
    }
}

/// Something a role can be granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Capability {
    /// Masked list, profile, follow-ups.
    See,
    /// One person's contacts, for half a minute, with a reason.
    Reveal,
    /// ID numbers, payment data, records of minors, fields marked sensitive.
    SeeSensitive,
    /// Customers, notes, follow-ups, purchases.
    Write,
    /// Into the recycle bin and out again.
    Bin,
    /// For good.
    Erase,
    /// Storage only: no list, search or report shows the record.
    Restrict,
    Import,
    Export,
    Backup,
    Restore,
    /// New data keys, and turning encryption on and off.
    Rekey,
    Users,
    /// Settings of the shop, retention rules among them.
    Rules,
    ReadAudit,
}

/// How far a grant goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    Yes,
    /// With the passphrase again.
    Again,
    /// Within limits: so many a while, or own entries only.
    Limited,
    No,
}

/// The table of grants, columns in the order of `Role::ALL`.
pub const TABLE: &[(Capability, [Grant; 4])] = {
    use Capability as C;
    use Grant::{Again, Limited, No, Yes};
    &[
        (C::See, [Yes, Yes, Yes, Yes]),
        (C::Reveal, [Yes, Yes, Limited, No]),
        (C::SeeSensitive, [Yes, Yes, No, No]),
        (C::Write, [Yes, Yes, Yes, No]),
        (C::Bin, [Yes, Yes, Yes, No]),
        (C::Erase, [Yes, Again, No, No]),
        (C::Restrict, [Yes, Yes, No, No]),
        (C::Import, [Yes, Again, No, No]),
        (C::Export, [Yes, Again, No, No]),
        (C::Backup, [Yes, Yes, No, No]),
        (C::Restore, [Yes, No, No, No]),
        (C::Rekey, [Yes, No, No, No]),
        (C::Users, [Yes, No, No, No]),
        (C::Rules, [Yes, No, No, No]),
        (C::ReadAudit, [Yes, Yes, Limited, No]),
    ]
};

/// So many reveals an agent is granted within `REVEAL_WINDOW_MS`; the next one locks the desk.
pub const REVEALS: usize = 20;
/// Ten minutes, in milliseconds.
pub const REVEAL_WINDOW_MS: i64 = 600_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_granted_more_than_whoever_stands_above() {
        let rank = |grant: Grant| match grant {
            Grant::Yes => 3,
            Grant::Again => 2,
            Grant::Limited => 1,
            Grant::No => 0,
        };
        for (capability, grants) in TABLE {
            assert!(
                grants.is_sorted_by(|a, b| rank(*a) >= rank(*b)),
                "{capability:?}"
            );
        }
    }

    #[test]
    fn a_role_is_read_back_from_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
    }

    #[test]
    fn only_owner_and_manager_hold_the_sensitive_key() {
        let holders: Vec<Role> = Role::ALL
            .into_iter()
            .filter(|role| role.holds_sensitive_key())
            .collect();
        assert_eq!(holders, [Role::Owner, Role::Manager]);
    }
}
