//! The whole shop as an encrypted shuke file of its own: no record is ever written in the clear on its way. The new file is whole before
//! the op that tells of it runs, and is put in its place by it.

use std::fs::{self, File as Opened};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::place::{self, at, manifest_of, private_folder, sync};
use super::{File, Kind, Made, Op, Order, Scenery, manifest, shop};
use crate::app::changed::Changed;
use crate::app::pass::{Cost, Pass, Passphrase};
use crate::app::{Access, App, Result, op};
use crate::domain::history::Source;
use crate::domain::role::Capability;
use crate::store;
use crate::vault::{copies, stream};

/// Who will open the new file, and with what.
pub struct Lock<'a> {
    /// The owner's name; that of whoever exports where it is blank.
    pub name: &'a str,
    pub passphrase: &'a Passphrase,
    pub cost: Cost,
}

/// A file that waits to be put in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    path: PathBuf,
    rows: u64,
}

impl App {
    /// Writes everything into a new encrypted file, and gives back what was made and the recovery code of that file.
    ///
    /// # Errors
    /// Whatever refuses an export, or a weak passphrase; there is no new file then.
    pub fn export_locked(
        &mut self,
        order: Order,
        lock: &Lock,
    ) -> Result<(Changed, Made, Passphrase)> {
        self.require(Capability::Export)?;
        order.check_purpose()?;
        let mut op = Op::new(order);
        op.order.kind = Kind::Locked;
        let out = op.order.out.clone();
        place::look(&out, false, false, self.path())?;
        let folder = private_folder(&place::parent(&out)).map_err(at(&out))?;
        let path = folder.path().join(place::file_name(&out));
        let name = match lock.name.trim() {
            "" => store::setting::agent_name(&self.db, self.agent)?.unwrap_or_default(),
            name => name.to_owned(),
        };
        let (document, rows) = op.document(self)?;
        let clock = self.clock;
        let code = Self::create_locked(&path, &clock, &name, lock.passphrase, lock.cost)?;
        let pass = Pass::unlock(&path, None, lock.passphrase, clock)?;
        let mut desk = Self::open_with(&pass, Access::Write, clock, Source::Cli)?;
        desk.run(&op::Op::Shop(Box::new(shop::Op {
            from: shop::Origin::Memory(document),
            pace: Arc::clone(&op.pace),
        })))?;
        drop(desk);
        op.prepared = Some(Prepared { path, rows });
        let (changed, made) = self.export(&op)?;
        Ok((changed, made, code))
    }
}

impl Op {
    fn document(&self, app: &App) -> Result<(Arc<[u8]>, u64)> {
        let scenery = self.scenery(&app.db, app.now(), "")?;
        let (bytes, rows) = shop::document_into(&scenery, Vec::new())?;
        Ok((Arc::from(bytes), rows))
    }
}

/// Puts a prepared file in its place: its keys first, so that what is there opens.
pub(super) fn place(scenery: &Scenery, prepared: &Prepared) -> Result<Made> {
    let out = &scenery.order.out;
    let io = at(out);
    let sha256 = stream::digest(Opened::open(&prepared.path).map_err(&io)?).map_err(&io)?;
    for (from, to) in copies::paths(&prepared.path).iter().zip(copies::paths(out)) {
        if from.exists() {
            rename_new(from, &to).map_err(&io)?;
        }
    }
    let made = Made {
        out: out.clone(),
        manifest: manifest_of(out),
        rows: prepared.rows,
        left_out: 0,
        files: vec![File {
            name: place::file_name(out),
            rows: prepared.rows,
            sha256,
        }],
    };
    let beside = place::parent(out);
    let placed = rename_new(&prepared.path, out)
        .and_then(|()| manifest::write(scenery, &made, &beside))
        .and_then(|()| sync(&beside));
    placed.map_err(|error| {
        place::take_away(&made);
        io(error)
    })?;
    Ok(made)
}

/// Renames, unless something lies there.
fn rename_new(from: &Path, to: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(to) {
        Ok(_) => Err(std::io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}
