//! The counts and names of the top line, and the next steps back and forth.

use super::answer::Pulse;
use super::{App, Result, history};
use crate::domain::id::OpId;
use crate::store;

impl App {
    pub(super) fn pulse(&self) -> Result<Pulse> {
        let setting = |key: super::setting::Key| store::setting::get(&self.db, key.code());
        Ok(Pulse {
            customers: store::customer::count(&self.db)?,
            shop: setting(super::setting::Key::ShopName)?.unwrap_or_default(),
            agent: store::setting::agent_name(&self.db, self.agent)?.unwrap_or_default(),
            is_demo: setting(super::setting::Key::Demo)?.is_some(),
            is_new: store::history::head(&self.db)? == OpId(0),
            language: setting(super::setting::Key::Language)?,
            undo: history::next_undo(&self.db)?,
            redo: history::next_redo(&self.db)?,
            safety: self.safety()?,
            second_is_due: self.is_second_place_due(),
            missing: self.missing()?,
        })
    }
}
