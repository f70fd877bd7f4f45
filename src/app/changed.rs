//! What an op did, as the screen needs to know it: kinds touched, customers touched, and a step that can be named.

use crate::app::Result;
use crate::domain::id::{CustomerId, OpId};
use crate::domain::kind::KindSet;
use crate::store::{self, Db};

/// What one op changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// `None` when everything already was as asked.
    pub op: Option<OpId>,
    pub kinds: KindSet,
    pub customers: Vec<CustomerId>,
    /// The customer to go to next, where there is one.
    pub show: Option<CustomerId>,
    pub step: Step,
}

impl Changed {
    /// Nothing had to be done.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            op: None,
            kinds: KindSet::EMPTY,
            customers: Vec::new(),
            show: None,
            step: Step::default(),
        }
    }
}

/// One step of the history, as it is told to people: "merge 王芳".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// The op's name, such as `customer.add`; for an undo or redo, the name of what it took back or did again.
    pub kind: String,
    pub way: Way,
    pub customer: Option<String>,
    pub count: i64,
}

/// Whether a step went forward or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    #[default]
    Did,
    Undid,
    Redid,
}

impl Step {
    /// The step an op was. For undo and redo, the op at the bottom of it.
    ///
    /// # Errors
    /// Only what the store says.
    pub fn of(db: &Db, id: OpId) -> Result<Self> {
        let mut way = Way::Did;
        let mut row = store::history::get(db, id)?;
        while let Some(back) = row.as_ref().and_then(|op| op.undo_of) {
            way = if way == Way::Undid {
                Way::Redid
            } else {
                Way::Undid
            };
            row = store::history::get(db, back)?;
        }
        let Some(op) = row else {
            return Ok(Self::default());
        };
        let customer = match op.customer {
            Some(customer) => store::customer::name(db, customer)?,
            None => None,
        };
        Ok(Self {
            kind: op.kind,
            way,
            customer,
            count: op.count,
        })
    }
}
