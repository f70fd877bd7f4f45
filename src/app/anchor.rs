//! Whether the file is at least as new as this computer last saw it. The anchor lies outside the file, so that an older copy put in its
//! place, or a journal taken away, is noticed; it never keeps a desk from opening.

use std::path::{Path, PathBuf};

use super::op::Op;
use super::{App, Result, file};
use crate::domain::finding::{How, Missing};
use crate::store;
use crate::store::anchor::Anchor;
use crate::store::window::{self, Window};

/// Where this computer keeps what it knows of desks, outside their files; and where the second copy of backups goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Care {
    pub state: Option<PathBuf>,
    pub second: Option<PathBuf>,
}

/// Whether this App is the one by which the process is known as a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Other windows are told of it, and are woken when it has written.
    Told,
    Silent,
}

impl App {
    /// From now on compares the file with what this computer last saw of it, and keeps that up to date.
    ///
    /// # Errors
    /// Only what the store says of the file.
    pub fn take_care(&mut self, care: &Care, presence: Presence) -> Result<()> {
        self.care = care.clone();
        let (Some(state), Some(_)) = (&care.state, &self.path) else {
            return Ok(());
        };
        let uid = store::desk::get(&self.db)?.uid;
        self.anchor = Some(store::anchor::place(state, &uid));
        if presence == Presence::Told {
            self.window = Window::open(&window::place(state, &uid), self.now().at);
        }
        self.keep_anchor();
        self.catch_up_erasure();
        Ok(())
    }

    /// The op that this computer has seen and the file lacks, if there is one.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn missing(&self) -> Result<Option<Missing>> {
        let Some(Anchor { link, at, or }) = self.anchor.as_deref().and_then(store::anchor::read)
        else {
            return Ok(None);
        };
        if let Some(or) = or
            && store::history::link(&self.db, or.op)?.as_ref() == Some(&or)
        {
            return Ok(None);
        }
        let how = match store::history::link(&self.db, link.op)? {
            Some(found) if found == link => return Ok(None),
            Some(_) => How::Rewritten,
            None => How::Gone,
        };
        Ok(Some(Missing {
            op: link.op,
            at,
            how,
        }))
    }

    /// Goes on with the file as it is; the history says so, and from now on this state is what must be there.
    ///
    /// # Errors
    /// Whatever refuses the op.
    pub fn accept(&mut self) -> Result<Option<Missing>> {
        let Some(missing) = self.missing()? else {
            return Ok(None);
        };
        let op = file::Op::Accept {
            missing: missing.op,
        };
        self.run(&Op::File(op))?;
        if let Some(path) = self.anchor.clone() {
            self.anchor_here(&path);
        }
        Ok(Some(missing))
    }

    /// Moves the anchor to the file's newest op, unless the file lacks what the anchor names: that must be accepted first.
    pub(super) fn keep_anchor(&mut self) {
        let Some(path) = self.anchor.clone().filter(|_| !self.is_read_only()) else {
            return;
        };
        if matches!(self.missing(), Ok(None)) {
            self.anchor_here(&path);
        }
    }

    /// Moves the anchor to the file's newest op. One that cannot be written stays behind, which forgives more and never less.
    pub(super) fn anchor_here(&self, path: &Path) {
        let Ok(Some(link)) = store::history::last_link(&self.db) else {
            return;
        };
        if store::anchor::read(path).is_some_and(|known| known.link == link && known.or.is_none()) {
            return;
        }
        let Ok(Some(op)) = store::history::get(&self.db, link.op) else {
            return;
        };
        let anchor = Anchor {
            at: op.at,
            link,
            or: None,
        };
        drop(store::anchor::write(path, &anchor));
    }

    /// Where the anchor of this desk lies, if one is kept.
    #[must_use]
    pub fn anchor_path(&self) -> Option<&Path> {
        self.anchor.as_deref()
    }
}
