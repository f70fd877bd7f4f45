//! Deliberate faults, one at a time, by which the harnesses prove that they can see them. Compiled with the feature `testkit` only.

use std::path::Path;

use super::Result;
use super::backup::Kept;
use crate::domain::rotation::Reason;
use crate::domain::time::Millis;
use crate::store::{Db, backup as copies};

/// Whether this fault is asked for.
#[must_use]
pub fn is(name: &str) -> bool {
    crate::store::mutant::is(name)
}

/// A backup that is copied under its final name while it is half, and never looked at.
pub(super) fn back_up_in_place(db: &Db, to: &Path, reason: Reason, at: Millis) -> Result<Kept> {
    copies::sweep(to);
    let facts = copies::facts(db)?;
    drop(copies::copy(db, to, None, &mut |_, _| copies::Go::On)?);
    Ok(Kept {
        path: to.to_owned(),
        at,
        reason,
        bytes: 0,
        sha256: String::new(),
        facts,
    })
}
